package feed

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"watchbill/model"
)

const longestRetryAfter = 30 * time.Second

// webPlace is an address that takes an HTTP PUT.
type webPlace struct {
	client *http.Client
	target model.Target
	secret string
	url    *url.URL
}

func newWebPlace(client *http.Client, t model.Target, secret string) (*webPlace, error) {
	u, err := url.Parse(t.Address)
	if err != nil {
		return nil, model.Invalidf("url", "The address of %s cannot be understood. Write it as https://cloud.example.org/oncall.ics.", t.Name)
	}
	return &webPlace{client, t, secret, u}, nil
}

func (w *webPlace) name() string { return w.url.Host }

func (w *webPlace) read(ctx context.Context) (standing, error) {
	res, err := w.do(ctx, http.MethodGet, nil, nil)
	if err != nil {
		return standing{}, err
	}
	defer res.Body.Close()
	switch code := res.StatusCode; {
	case code == http.StatusNotFound, code == http.StatusGone:
		return standing{}, nil
	case code == http.StatusOK:
	case w.target.Kind == model.ToPut && (code == http.StatusForbidden || code == http.StatusUnauthorized || code == http.StatusMethodNotAllowed || code == http.StatusNotImplemented):
		return standing{closed: true}, nil
	default:
		if refusesWhole(code) {
			if err := w.eventByEvent(ctx); err != nil {
				return standing{}, err
			}
		}
		return standing{}, w.refused(res, "read")
	}
	data, err := io.ReadAll(io.LimitReader(res.Body, maxBody+1))
	if err != nil {
		return standing{}, temporary{error: unreachable(ctx, w.name(), err)}
	}
	if len(data) > maxBody {
		return standing{}, model.Errorf(model.Conflict, "url", "What stands at %s is larger than 32 MiB, which is no calendar of ours, so it was left alone.", w.name())
	}
	if !looksLikeCalendar(data) {
		if err := w.eventByEvent(ctx); err != nil { // such as Nextcloud, which shows a page there
			return standing{}, err
		}
	}
	return standing{there: true, data: data, etag: res.Header.Get("ETag")}, nil
}

func looksLikeCalendar(data []byte) bool {
	head := bytes.TrimLeft(bytes.TrimPrefix(data[:min(len(data), 1024)], []byte("\xef\xbb\xbf")), " \t\r\n")
	return bytes.HasPrefix(bytes.ToUpper(head), []byte("BEGIN:VCALENDAR"))
}

// refusesWhole reports whether a status is what servers say that have calendars but not as one file.
func refusesWhole(code int) bool {
	switch code {
	case http.StatusBadRequest, http.StatusForbidden, http.StatusMethodNotAllowed, http.StatusNotAcceptable, http.StatusConflict, http.StatusUnsupportedMediaType, http.StatusNotImplemented:
		return true
	}
	return false
}

func (w *webPlace) write(ctx context.Context, data []byte, was standing) error {
	header := http.Header{"Content-Type": {"text/calendar; charset=utf-8"}}
	switch {
	case was.there && isStrong(was.etag):
		header.Set("If-Match", was.etag)
	case !was.there && !was.closed:
		header.Set("If-None-Match", "*")
	}
	res, err := w.do(ctx, http.MethodPut, data, header)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if refusesWhole(res.StatusCode) {
		if err := w.eventByEvent(ctx); err != nil {
			return err
		}
	}
	if res.StatusCode/100 != 2 {
		return w.refused(res, "write")
	}
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, maxBody)) // so that the connection can be used again
	return nil
}

func (w *webPlace) do(ctx context.Context, method string, body []byte, header http.Header) (*http.Response, error) {
	return w.doAt(ctx, method, w.url, body, header)
}

func (w *webPlace) doAt(ctx context.Context, method string, at *url.URL, body []byte, header http.Header) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, at.String(), bytes.NewReader(body))
	if err != nil {
		return nil, model.Invalidf("url", "The address of %s cannot be understood. Write it as https://cloud.example.org/oncall.ics.", w.target.Name)
	}
	if header != nil {
		req.Header = header
	}
	req.Header.Set("User-Agent", "Watchbill")
	for _, h := range w.target.Headers {
		req.Header.Set(h.Name, strings.ReplaceAll(h.Value, "{secret}", w.secret))
	}
	if w.target.User != "" {
		req.SetBasicAuth(w.target.User, w.secret)
	}
	res, err := w.client.Do(req)
	if err != nil {
		return nil, temporary{error: unreachable(ctx, w.name(), err)}
	}
	return res, nil
}

// httpStatus is the status of an answer that is none of success.
type httpStatus int

func (s httpStatus) Error() string { return fmt.Sprintf("HTTP status %d", int(s)) }

// refused words an answer that is none of success. What may pass is temporary.
func (w *webPlace) refused(res *http.Response, verb string) error {
	fail := func(code model.Code, field, format string, args ...any) error {
		e := model.Errorf(code, field, format, args...)
		e.Op, e.Err = "publish", httpStatus(res.StatusCode)
		return e
	}
	switch code := res.StatusCode; {
	case code == http.StatusUnauthorized:
		return fail(model.Invalid, "secret", "%s does not accept the user or the password. Store the right one with “watchbill calendar targets secret %s”.", w.name(), quoted(w.target.Name))
	case code == http.StatusForbidden:
		return fail(model.Invalid, "secret", "%s does not allow this user to %s the calendar. Check the address and the user's rights there.", w.name(), verb)
	case code == http.StatusPreconditionFailed:
		return temporary{error: fail(model.Conflict, "url", "The calendar at %s is being changed by somebody else, so it was left alone. Try again; if that does not help, look at what is there and publish with --replace.", w.name())}
	case code == http.StatusConflict, code == http.StatusNotFound && verb == "write":
		return fail(model.Invalid, "url", "%s has no folder for the calendar at that address. Make it there first, or correct the address.", w.name())
	case code == http.StatusMethodNotAllowed, code == http.StatusUnsupportedMediaType, code == http.StatusNotImplemented:
		return fail(model.Invalid, "url", "%s takes no calendar at that address (status %d). Give the address of a file ending in .ics, or of a calendar the server lets you replace.", w.name(), code)
	case code == http.StatusRequestEntityTooLarge:
		return fail(model.Invalid, "feed", "%s finds the calendar too large. Let the feed reach fewer days.", w.name())
	case code == http.StatusInsufficientStorage:
		return temporary{error: fail(model.Unavailable, "url", "The disk of %s is full. The calendar there is still the one from before. Free some space there and publish again.", w.name())}
	case code == http.StatusRequestTimeout, code == http.StatusTooEarly, code == http.StatusTooManyRequests, code >= 500:
		busy := fail(model.Unavailable, "url", "%s could not %s the calendar (status %d). Try again later; if it stays so, look at the server's log.", w.name(), verb, code)
		return temporary{error: busy, after: retryAfter(res)}
	}
	return fail(model.Unavailable, "url", "%s did not %s the calendar (status %d). Check the address.", w.name(), verb, res.StatusCode)
}

func retryAfter(res *http.Response) time.Duration {
	seconds, err := strconv.Atoi(res.Header.Get("Retry-After"))
	if err != nil || seconds < 0 {
		return 0
	}
	return min(time.Duration(seconds)*time.Second, longestRetryAfter)
}
