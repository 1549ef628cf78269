package feed

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path"
	"strings"

	"watchbill/model"
)

// nsCalDAV is the namespace of CalDAV, RFC 4791; WebDAV's own is DAV:.
const nsCalDAV = "urn:ietf:params:xml:ns:caldav"

const (
	askType   = `<?xml version="1.0" encoding="utf-8"?><d:propfind xmlns:d="DAV:"><d:prop><d:resourcetype/></d:prop></d:propfind>`
	askETags  = `<?xml version="1.0" encoding="utf-8"?><d:propfind xmlns:d="DAV:"><d:prop><d:resourcetype/><d:getetag/></d:prop></d:propfind>`
	askEvents = `<?xml version="1.0" encoding="utf-8"?><c:calendar-multiget xmlns:d="DAV:" xmlns:c="` + nsCalDAV + `"><d:prop><d:getetag/><c:calendar-data/></d:prop>%s</c:calendar-multiget>`

	askedAtOnce = 200 // events of one multiget
)

// multistatus is WebDAV's answer about several resources.
type multistatus struct {
	XMLName   xml.Name   `xml:"DAV: multistatus"`
	Responses []resource `xml:"DAV: response"`
}

// resource is what an answer says of one resource.
type resource struct {
	Href      string `xml:"DAV: href"`
	Propstats []struct {
		Prop struct {
			ETag string `xml:"DAV: getetag"`
			Data string `xml:"urn:ietf:params:xml:ns:caldav calendar-data"`
			Type struct {
				Collection *struct{} `xml:"DAV: collection"`
				Calendar   *struct{} `xml:"urn:ietf:params:xml:ns:caldav calendar"`
			} `xml:"DAV: resourcetype"`
		} `xml:"DAV: prop"`
	} `xml:"DAV: propstat"`
}

// name returns the last part of a resource's address.
func (r resource) name() string {
	u, err := url.Parse(strings.TrimSpace(r.Href))
	if err != nil {
		return ""
	}
	return path.Base(u.Path)
}

// is reports whether the resource is a collection, and whether that is a calendar.
func (r resource) is() (collection, isCalendar bool) {
	for _, p := range r.Propstats {
		collection = collection || p.Prop.Type.Collection != nil
		isCalendar = isCalendar || p.Prop.Type.Calendar != nil
	}
	return collection, isCalendar
}

// stored returns the resource's calendar and its ETag, empty where the answer has none.
func (r resource) stored() (data, etag string) {
	for _, p := range r.Propstats {
		if p.Prop.Data != "" {
			data = p.Prop.Data
		}
		if p.Prop.ETag != "" {
			etag = p.Prop.ETag
		}
	}
	return data, strings.TrimSpace(etag)
}

// collection is a CalDAV calendar that takes its events one by one, as Nextcloud's and most others do.
type collection struct {
	*webPlace
	base *url.URL // ends in a slash
}

// takesEvents is the error of a whole reading or writing at a calendar that takes its events one by one.
type takesEvents struct{ calendar *collection }

func (takesEvents) Error() string { return "the calendar takes its events one by one" }

// eventByEvent asks the server whether the address is a CalDAV calendar. It returns takesEvents when it is, nil when it is none, and
// another error when the server does not say.
func (w *webPlace) eventByEvent(ctx context.Context) error {
	if w.target.Kind != model.ToWebDAV {
		return nil
	}
	base := *w.url
	if base.Path = strings.TrimSuffix(base.Path, "/") + "/"; base.RawPath != "" {
		base.RawPath = strings.TrimSuffix(base.RawPath, "/") + "/"
	}
	c := &collection{w, &base}
	answer, err := c.ask(ctx, "PROPFIND", "0", askType)
	var status httpStatus
	switch known := errors.As(err, &status); {
	case err == nil:
	case !known, status == http.StatusUnauthorized, status >= 500 && status != http.StatusNotImplemented:
		return err
	default:
		return nil // it knows nothing of calendars, and its first answer says what is wrong
	}
	for _, r := range answer {
		if _, isCalendar := r.is(); isCalendar {
			return takesEvents{c}
		}
	}
	return nil
}

// ask sends a question of WebDAV about the collection.
func (c *collection) ask(ctx context.Context, method, depth, question string) ([]resource, error) {
	res, err := c.doAt(ctx, method, c.base, []byte(question), http.Header{"Content-Type": {"application/xml; charset=utf-8"}, "Depth": {depth}})
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusMultiStatus {
		return nil, c.refused(res, "read")
	}
	data, err := io.ReadAll(io.LimitReader(res.Body, maxBody+1))
	if err != nil {
		return nil, temporary{error: unreachable(ctx, c.name(), err)}
	}
	if len(data) > maxBody {
		return nil, model.Errorf(model.Unavailable, "url", "The list of events at %s is larger than 32 MiB. Publish to a calendar of its own.", c.name())
	}
	answer, err := parseMultistatus(data)
	if err != nil {
		e := model.Errorf(model.Unavailable, "url", "%s answers, but not as a CalDAV server does. Check the address.", c.name())
		e.Op, e.Err = "publish", err
		return nil, e
	}
	return answer, nil
}

func parseMultistatus(data []byte) ([]resource, error) {
	var m multistatus
	err := xml.NewDecoder(bytes.NewReader(data)).Decode(&m)
	return m.Responses, err
}

// item is an event's resource in the collection.
type item struct {
	name string
	etag string
	data []byte
}

// list returns the events that this target put there, by name, and counts the others, which nobody touches.
func (c *collection) list(ctx context.Context) (ours map[string]item, others int, err error) {
	answer, err := c.ask(ctx, "PROPFIND", "1", askETags)
	if err != nil {
		return nil, 0, err
	}
	var hrefs []string
	for _, r := range answer {
		if isCollection, _ := r.is(); isCollection {
			continue
		}
		if strings.HasPrefix(r.name(), c.prefix()) {
			hrefs = append(hrefs, strings.TrimSpace(r.Href))
		} else {
			others++
		}
	}
	ours = make(map[string]item, len(hrefs))
	for len(hrefs) > 0 {
		n := min(askedAtOnce, len(hrefs))
		if err := c.get(ctx, hrefs[:n], ours); err != nil {
			return nil, 0, err
		}
		hrefs = hrefs[n:]
	}
	return ours, others, nil
}

// get reads events into a map by their name. What went away meanwhile is left out.
func (c *collection) get(ctx context.Context, hrefs []string, into map[string]item) error {
	var list strings.Builder
	for _, h := range hrefs {
		list.WriteString("<d:href>")
		if err := xml.EscapeText(&list, []byte(h)); err != nil {
			return err
		}
		list.WriteString("</d:href>")
	}
	answer, err := c.ask(ctx, "REPORT", "1", fmt.Sprintf(askEvents, list.String()))
	if err != nil {
		return err
	}
	for _, r := range answer {
		if data, etag := r.stored(); data != "" && strings.HasPrefix(r.name(), c.prefix()) {
			into[r.name()] = item{r.name(), etag, []byte(data)}
		}
	}
	return nil
}

// put writes one event. Where one stood, was is that one: it is replaced only if it is still so.
func (c *collection) put(ctx context.Context, name string, data []byte, was item, there bool) error {
	header := http.Header{"Content-Type": {"text/calendar; charset=utf-8"}}
	switch {
	case !there:
		header.Set("If-None-Match", "*")
	case isStrong(was.etag):
		header.Set("If-Match", was.etag)
	}
	return c.change(ctx, http.MethodPut, name, data, header)
}

// remove deletes one event of ours, if it is still the one that was read.
func (c *collection) remove(ctx context.Context, was item) error {
	header := http.Header{}
	if isStrong(was.etag) {
		header.Set("If-Match", was.etag)
	}
	return c.change(ctx, http.MethodDelete, was.name, nil, header)
}

func (c *collection) change(ctx context.Context, method, name string, data []byte, header http.Header) error {
	res, err := c.doAt(ctx, method, c.base.JoinPath(name), data, header)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	body, _ := io.ReadAll(io.LimitReader(res.Body, 64<<10))
	switch code := res.StatusCode; {
	case code/100 == 2, method == http.MethodDelete && (code == http.StatusNotFound || code == http.StatusGone):
		return nil
	case bytes.Contains(body, []byte("no-uid-conflict")):
		return model.Errorf(model.Conflict, "url", "The calendar at %s has an event of the same shift that Watchbill did not put there this way, so it was left alone. Remove the old events there, or publish to a calendar of its own.", c.name())
	}
	return c.refused(res, "write")
}

// isStrong reports whether an ETag can be given as a condition: a weak one never matches.
func isStrong(etag string) bool { return etag != "" && !strings.HasPrefix(etag, "W/") }
