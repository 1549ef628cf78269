package feed

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"watchbill/calendar"
	"watchbill/model"
)

var monday = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

// weeks returns a calendar of n weekly shifts; who names the person in each title.
func weeks(t *testing.T, n int, who string) []byte {
	t.Helper()
	feed := calendar.Feed{Name: "Payments on call", RefreshEvery: time.Hour}
	for i := range n {
		start := monday.AddDate(0, 0, 7*i)
		feed.Events = append(feed.Events, calendar.Event{
			UID: fmt.Sprintf("slot-%d@watchbill", i), Created: monday, LastModified: monday, Start: start, End: start.AddDate(0, 0, 7),
			Summary: "Payments primary: " + who, Status: calendar.Confirmed,
		})
	}
	data, err := calendar.Encode(feed)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

const foreign = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//X//EN\r\nBEGIN:VEVENT\r\nUID:birthday\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:20261201T090000Z\r\nDTEND:20261201T100000Z\r\nSUMMARY:Birthday\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

// cloud is a server that takes calendars, and fails when it is told to.
type cloud struct {
	mu      sync.Mutex
	data    []byte
	puts    int
	fail    func(w http.ResponseWriter, r *http.Request) bool // answers itself when it returns true
	keep    func(data []byte) []byte                          // what becomes of what is put
	noTag   bool
	lastPut http.Header
}

func (c *cloud) etag() string {
	sum := sha256.Sum256(c.data)
	return `"` + hex.EncodeToString(sum[:8]) + `"`
}

// failWith makes the server fail from now on; nil makes it well.
func (c *cloud) failWith(fail func(w http.ResponseWriter, r *http.Request) bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.fail = fail
}

// holds returns the calendar that stands there.
func (c *cloud) holds() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return string(c.data)
}

func (c *cloud) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.fail != nil && c.fail(w, r) {
		return
	}
	switch r.Method {
	case http.MethodGet:
		if c.data == nil {
			http.NotFound(w, r)
			return
		}
		if !c.noTag {
			w.Header().Set("ETag", c.etag())
		}
		_, _ = w.Write(c.data)
	case http.MethodPut:
		match, none := r.Header.Get("If-Match"), r.Header.Get("If-None-Match")
		if match != "" && match != c.etag() || none == "*" && c.data != nil {
			w.WriteHeader(http.StatusPreconditionFailed)
			return
		}
		data, err := io.ReadAll(r.Body)
		if err != nil || int64(len(data)) != r.ContentLength {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		if c.keep != nil {
			data = c.keep(data)
		}
		c.data, c.lastPut = data, r.Header.Clone()
		c.puts++
		w.WriteHeader(http.StatusCreated)
	}
}

func status(code int) func(http.ResponseWriter, *http.Request) bool {
	return func(w http.ResponseWriter, _ *http.Request) bool {
		w.WriteHeader(code)
		return true
	}
}

// publisher waits for nothing and notes how long it would have.
func publisher(waits *[]time.Duration) *Publisher {
	return &Publisher{Wait: func(_ context.Context, d time.Duration) error {
		if waits != nil {
			*waits = append(*waits, d)
		}
		return nil
	}}
}

func start(t *testing.T, c *cloud) model.Target {
	t.Helper()
	server := httptest.NewServer(c)
	t.Cleanup(server.Close)
	return model.Target{FeedID: 1, Name: "cloud", Kind: model.ToWebDAV, Address: server.URL + "/oncall.ics", Key: "k"}
}

func mustPublish(t *testing.T, job Job) (Result, model.PublishState) {
	t.Helper()
	r, err := publisher(nil).Publish(context.Background(), job)
	if err != nil {
		t.Fatal(err)
	}
	return r, model.PublishState{Key: job.Target.Key, Good: monday, ETag: r.ETag, Sum: r.Sum, Events: r.Events}
}

func TestPublishAndChange(t *testing.T) {
	c := &cloud{}
	target := start(t, c)
	first, state := mustPublish(t, Job{Target: target, Calendar: weeks(t, 4, "Ana")})
	if first.Events != 4 || first.ETag != c.etag() || first.Same {
		t.Errorf("first: got %+v, want 4 events under %s", first, c.etag())
	}
	if got := c.lastPut.Get("Content-Type"); got != "text/calendar; charset=utf-8" {
		t.Errorf("content type: got %q", got)
	}
	if again, _ := mustPublish(t, Job{Target: target, Calendar: weeks(t, 4, "Ana"), Last: state}); !again.Same || c.puts != 1 {
		t.Errorf("the same again: got %+v and %d PUTs, want none", again, c.puts)
	}
	if _, state = mustPublish(t, Job{Target: target, Calendar: weeks(t, 4, "Ben"), Last: state}); !strings.Contains(string(c.data), "Ben") {
		t.Error("the change did not arrive")
	}
	if got := c.lastPut.Get("If-Match"); got == "" {
		t.Error("the change was put without If-Match")
	}
	if _, _ = mustPublish(t, Job{Target: target, Calendar: weeks(t, 2, "Ben"), Last: state}); strings.Count(string(c.data), "BEGIN:VEVENT") != 2 {
		t.Error("shifts that are gone stayed")
	}
}

// Whatever a server does, its calendar is the old or the new one, and the error says what to do.
func TestFailuresLoseNothing(t *testing.T) {
	before, after := weeks(t, 4, "Ana"), weeks(t, 4, "Ben")
	puts := func(code int) func(http.ResponseWriter, *http.Request) bool {
		return func(w http.ResponseWriter, r *http.Request) bool {
			if r.Method == http.MethodPut {
				w.WriteHeader(code)
			}
			return r.Method == http.MethodPut
		}
	}
	for _, tt := range []struct {
		name     string
		fail     func(http.ResponseWriter, *http.Request) bool
		code     model.Code
		says     string
		attempts int // how many times it waited, and one
	}{
		{"wrong password", status(401), model.Invalid, "password", 1},
		{"no rights", puts(403), model.Invalid, "does not allow", 1},
		{"no folder", puts(409), model.Invalid, "no folder", 1},
		{"not a calendar's address", puts(405), model.Invalid, "takes no calendar", 1},
		{"disk full", puts(507), model.Unavailable, "disk", 3},
		{"broken", puts(500), model.Unavailable, "status 500", 3},
		{"busy", status(503), model.Unavailable, "status 503", 3},
		{"changed at the same moment", puts(412), model.Conflict, "changed by somebody else", 3},
		{"cut off in the middle", func(http.ResponseWriter, *http.Request) bool { panic(http.ErrAbortHandler) }, model.Unavailable, "failed", 3},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := &cloud{}
			target := start(t, c)
			_, state := mustPublish(t, Job{Target: target, Calendar: before})
			c.failWith(tt.fail)
			var waits []time.Duration
			_, err := publisher(&waits).Publish(context.Background(), Job{Target: target, Calendar: after, Last: state})
			if model.CodeOf(err) != tt.code || !strings.Contains(fmt.Sprint(err), tt.says) {
				t.Errorf("got %v (%s), want %s with %q", err, model.CodeOf(err), tt.code, tt.says)
			}
			if len(waits)+1 != tt.attempts {
				t.Errorf("attempts: got %d, want %d", len(waits)+1, tt.attempts)
			}
			if c.holds() != string(before) {
				t.Error("the old calendar is gone")
			}
			c.failWith(nil)
			mustPublish(t, Job{Target: target, Calendar: after, Last: state})
			if c.holds() != string(after) {
				t.Error("the new calendar did not arrive once the server was well")
			}
		})
	}
}

// A PUT whose answer got lost may have arrived: what then stands there is known for ours.
func TestLostAnswer(t *testing.T) {
	c := &cloud{}
	target := start(t, c)
	_, state := mustPublish(t, Job{Target: target, Calendar: weeks(t, 4, "Ana")})
	c.failWith(func(_ http.ResponseWriter, r *http.Request) bool {
		if r.Method == http.MethodPut {
			c.data, _ = io.ReadAll(r.Body)
			panic(http.ErrAbortHandler)
		}
		return false
	})
	r, err := publisher(nil).Publish(context.Background(), Job{Target: target, Calendar: weeks(t, 4, "Ben"), Last: state})
	if err != nil || !r.Same {
		t.Errorf("got %+v, %v; want it to find its own calendar at the second look", r, err)
	}
}

func TestRetriesBackOff(t *testing.T) {
	c := &cloud{}
	target := start(t, c)
	n := 0
	c.failWith(func(w http.ResponseWriter, _ *http.Request) bool {
		n++
		switch n {
		case 1:
			w.WriteHeader(502)
		case 2:
			w.Header().Set("Retry-After", "7")
			w.WriteHeader(429)
		}
		return n <= 2
	})
	var waits []time.Duration
	if _, err := publisher(&waits).Publish(context.Background(), Job{Target: target, Calendar: weeks(t, 1, "Ana")}); err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(waits) != "[1s 7s]" {
		t.Errorf("waits: got %v, want [1s 7s]", waits)
	}
}

// What belongs to others, was changed by others or would be emptied is left alone unless somebody insists.
func TestGuards(t *testing.T) {
	ours := weeks(t, 4, "Ana")
	for _, tt := range []struct {
		name    string
		stands  []byte
		known   bool // what stood there before was published by us
		next    []byte
		says    string
		insist  Job // what makes it go through
		without bool
	}{
		{"another program's calendar", []byte(foreign), false, ours, "did not write", Job{Replace: true}, false},
		{"a web page", []byte("<html>Sign in</html>"), false, ours, "is no calendar", Job{Replace: true}, false},
		{"changed by others", weeks(t, 4, "Mallory"), true, ours, "changed since", Job{Replace: true}, false},
		{"would be emptied", ours, true, weeks(t, 0, ""), "empty", Job{AllowEmpty: true}, true},
	} {
		for _, noTag := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, etag %t", tt.name, !noTag), func(t *testing.T) {
				c := &cloud{noTag: noTag}
				target := start(t, c)
				job := Job{Target: target, Calendar: tt.next}
				if tt.known {
					_, job.Last = mustPublish(t, Job{Target: target, Calendar: ours})
					job.Calendar = weeks(t, 5, "Ana")
				}
				if tt.without {
					job.Calendar = tt.next
				}
				c.data = tt.stands
				_, err := publisher(nil).Publish(context.Background(), job)
				if model.CodeOf(err) != model.Conflict || !strings.Contains(fmt.Sprint(err), tt.says) {
					t.Errorf("got %v, want a conflict with %q", err, tt.says)
				}
				if string(c.data) != string(tt.stands) {
					t.Fatal("what stood there was touched")
				}
				job.Replace, job.AllowEmpty = tt.insist.Replace, tt.insist.AllowEmpty
				if _, err := publisher(nil).Publish(context.Background(), job); err != nil || string(c.data) != string(job.Calendar) {
					t.Errorf("insisting: got %v", err)
				}
			})
		}
	}
}

// A server that does not keep what it is given gets the old calendar back.
func TestServerThatEmptiesCalendars(t *testing.T) {
	c := &cloud{}
	target := start(t, c)
	before := weeks(t, 4, "Ana")
	_, state := mustPublish(t, Job{Target: target, Calendar: before})
	empty := weeks(t, 0, "")
	c.keep = func(data []byte) []byte {
		if strings.Contains(string(data), "Ben") {
			return empty
		}
		return data
	}
	_, err := publisher(nil).Publish(context.Background(), Job{Target: target, Calendar: weeks(t, 4, "Ben"), Last: state})
	if model.CodeOf(err) != model.Unavailable || !strings.Contains(fmt.Sprint(err), "put back") {
		t.Errorf("got %v", err)
	}
	if string(c.data) != string(before) {
		t.Error("the old calendar is not back")
	}
}

func TestPutTargets(t *testing.T) {
	c := &cloud{}
	target := start(t, c)
	target.Kind = model.ToPut
	target.Headers = []model.Header{{Name: "Authorization", Value: "Bearer {secret}"}, {Name: "X-Visibility", Value: "team"}}
	c.failWith(func(w http.ResponseWriter, r *http.Request) bool {
		if r.Header.Get("Authorization") != "Bearer s3cret" {
			w.WriteHeader(401)
			return true
		}
		if r.Method == http.MethodGet { // nobody may read here
			w.WriteHeader(403)
		}
		return r.Method == http.MethodGet
	})
	r, state := mustPublish(t, Job{Target: target, Secret: "s3cret", Calendar: weeks(t, 2, "Ana")})
	if !r.Unverified || c.lastPut.Get("X-Visibility") != "team" || c.lastPut.Get("If-None-Match") != "" {
		t.Errorf("got %+v with headers %v", r, c.lastPut)
	}
	_, err := publisher(nil).Publish(context.Background(), Job{Target: target, Secret: "s3cret", Calendar: weeks(t, 0, ""), Last: state})
	if model.CodeOf(err) != model.Conflict {
		t.Errorf("emptying what cannot be read: got %v, want a conflict", err)
	}
	_, err = publisher(nil).Publish(context.Background(), Job{Target: target, Calendar: weeks(t, 2, "Ana")})
	if model.FieldOf(err) != "secret" || !strings.Contains(fmt.Sprint(err), "WATCHBILL_SECRET_CLOUD") {
		t.Errorf("without secret: got %v", err)
	}
}

func TestFolder(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "oncall.ics")
	target := model.Target{FeedID: 1, Name: "drive", Kind: model.ToFolder, Address: path}
	_, state := mustPublish(t, Job{Target: target, Calendar: weeks(t, 3, "Ana")})
	_, state = mustPublish(t, Job{Target: target, Calendar: weeks(t, 3, "Ben"), Last: state})
	if got, err := os.ReadFile(path); err != nil || string(got) != string(weeks(t, 3, "Ben")) {
		t.Errorf("the file is not the calendar: %v", err)
	}
	if err := os.WriteFile(path, []byte(foreign), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := publisher(nil).Publish(context.Background(), Job{Target: target, Calendar: weeks(t, 4, "Ben"), Last: state}); model.CodeOf(err) != model.Conflict {
		t.Errorf("somebody else's file: got %v, want a conflict", err)
	}
	target.Address = filepath.Join(dir, "gone", "oncall.ics")
	_, err := publisher(nil).Publish(context.Background(), Job{Target: target, Calendar: weeks(t, 1, "Ana")})
	if !strings.Contains(fmt.Sprint(err), "is not there") {
		t.Errorf("no folder: got %v", err)
	}
	if left, err := filepath.Glob(filepath.Join(dir, ".watchbill-*")); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestClientRefusesWhatLeadsAstray(t *testing.T) {
	other := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(other.Close)
	c := &cloud{fail: func(w http.ResponseWriter, r *http.Request) bool {
		http.Redirect(w, r, other.URL, http.StatusTemporaryRedirect)
		return true
	}}
	target := start(t, c)
	if _, err := publisher(nil).Publish(context.Background(), Job{Target: target, Calendar: weeks(t, 1, "Ana")}); !strings.Contains(fmt.Sprint(err), "another address") {
		t.Errorf("redirect to another host: got %v", err)
	}
	for _, address := range []string{"http://169.254.169.254/latest.ics", "http://[fe80::1]/x.ics", "http://0.0.0.0/x.ics"} {
		target.Address = address
		if _, err := publisher(nil).Publish(context.Background(), Job{Target: target, Calendar: weeks(t, 1, "Ana")}); !strings.Contains(fmt.Sprint(err), "link-local") {
			t.Errorf("%s: got %v", address, err)
		}
	}
	for _, address := range []string{"ftp://example.org/x.ics", "file:///etc/passwd", "https://ana:pw@example.org/x.ics", "x.ics"} {
		target.Address = address
		if _, err := publisher(nil).Publish(context.Background(), Job{Target: target, Calendar: weeks(t, 1, "Ana")}); model.CodeOf(err) != model.Invalid {
			t.Errorf("%s: got %v, want it refused", address, err)
		}
	}
}

func TestCertificatesAreChecked(t *testing.T) {
	c := &cloud{}
	server := httptest.NewUnstartedServer(c)
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	target := model.Target{FeedID: 1, Name: "cloud", Kind: model.ToWebDAV, Address: server.URL + "/secret-path.ics"}
	_, err := publisher(nil).Publish(context.Background(), Job{Target: target, Calendar: weeks(t, 1, "Ana")})
	if !strings.Contains(fmt.Sprint(err), "certificate") || strings.Contains(fmt.Sprint(err), "secret-path") {
		t.Errorf("got %v, want a word about the certificate and none of the path", err)
	}
	p := publisher(nil)
	p.Client = server.Client()
	if _, err := p.Publish(context.Background(), Job{Target: target, Calendar: weeks(t, 1, "Ana")}); err != nil {
		t.Errorf("with the authority known: %v", err)
	}
}

func TestCancelledPublishingStops(t *testing.T) {
	c := &cloud{}
	target := start(t, c)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := publisher(nil).Publish(ctx, Job{Target: target, Calendar: weeks(t, 1, "Ana")}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
