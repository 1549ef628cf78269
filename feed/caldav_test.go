package feed

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"watchbill/model"
)

// davCalendar is a CalDAV calendar that takes its events one by one, as Nextcloud's do: it shows a page where the whole calendar
// would stand and refuses to be replaced.
type davCalendar struct {
	mu     sync.Mutex
	events map[string][]byte // by the resource's name
	log    []string          // "PUT name" and "DELETE name", as they succeeded
	asked  int               // requests
	fail   func(w http.ResponseWriter, r *http.Request) bool
	keep   func(data []byte) []byte
}

func startCalendar(t *testing.T, c *davCalendar) model.Target {
	t.Helper()
	if c.events == nil {
		c.events = map[string][]byte{}
	}
	server := httptest.NewServer(c)
	t.Cleanup(server.Close)
	return model.Target{FeedID: 1, Name: "cloud", Kind: model.ToWebDAV, Address: server.URL + "/dav/calendars/ana/on%20call", User: "ana", Key: "k"}
}

func etagOf(data []byte) string {
	sum := sha256.Sum256(data)
	return `"` + hex.EncodeToString(sum[:8]) + `"`
}

func (c *davCalendar) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asked++
	if _, password, _ := r.BasicAuth(); password != "wonder land" {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if c.fail != nil && c.fail(w, r) {
		return
	}
	if strings.TrimSuffix(r.URL.Path, "/") == "/dav/calendars/ana/on call" {
		c.collection(w, r)
		return
	}
	c.item(w, r, path.Base(r.URL.Path))
}

func (c *davCalendar) collection(w http.ResponseWriter, r *http.Request) {
	const own = `<d:response><d:href>/dav/calendars/ana/on%20call/</d:href><d:propstat><d:prop><d:resourcetype><d:collection/><cal:calendar/></d:resourcetype></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`
	var out strings.Builder
	out.WriteString(`<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:cal="urn:ietf:params:xml:ns:caldav">`)
	one := func(name string, withData bool) {
		fmt.Fprintf(&out, `<d:response><d:href>/dav/calendars/ana/on%%20call/%s</d:href><d:propstat><d:prop><d:getetag>`, name)
		_ = xml.EscapeText(&out, []byte(etagOf(c.events[name])))
		out.WriteString(`</d:getetag><d:resourcetype/>`)
		if withData {
			out.WriteString(`<cal:calendar-data>`)
			_ = xml.EscapeText(&out, c.events[name])
			out.WriteString(`</cal:calendar-data>`)
		}
		out.WriteString(`</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`)
	}
	switch r.Method {
	case http.MethodGet:
		_, _ = io.WriteString(w, "This is the WebDAV interface. It can only be accessed by WebDAV clients.")
		return
	case "PROPFIND":
		out.WriteString(own)
		if r.Header.Get("Depth") == "1" {
			for _, name := range slices.Sorted(maps.Keys(c.events)) {
				one(name, false)
			}
		}
	case "REPORT":
		question, _ := io.ReadAll(r.Body)
		for _, m := range regexp.MustCompile(`<d:href>([^<]*)</d:href>`).FindAllSubmatch(question, -1) {
			if name := path.Base(string(m[1])); c.events[name] != nil {
				one(name, true)
			}
		}
	default:
		w.WriteHeader(http.StatusConflict)
		return
	}
	out.WriteString(`</d:multistatus>`)
	w.Header().Set("Content-Type", "application/xml; charset=utf-8")
	w.WriteHeader(http.StatusMultiStatus)
	_, _ = io.WriteString(w, out.String())
}

func (c *davCalendar) item(w http.ResponseWriter, r *http.Request, name string) {
	old, there := c.events[name]
	if m := r.Header.Get("If-Match"); m != "" && (!there || m != etagOf(old)) || r.Header.Get("If-None-Match") == "*" && there {
		w.WriteHeader(http.StatusPreconditionFailed)
		return
	}
	switch r.Method {
	case http.MethodPut:
		data, err := io.ReadAll(r.Body)
		if err != nil || int64(len(data)) != r.ContentLength {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		for other, stands := range c.events {
			if other != name && uidOf(stands) == uidOf(data) {
				w.WriteHeader(http.StatusConflict)
				_, _ = io.WriteString(w, `<d:error xmlns:d="DAV:" xmlns:cal="urn:ietf:params:xml:ns:caldav"><cal:no-uid-conflict/></d:error>`)
				return
			}
		}
		if c.keep != nil {
			data = c.keep(data)
		}
		c.events[name] = data
		w.WriteHeader(http.StatusCreated)
	case http.MethodDelete:
		delete(c.events, name)
		w.WriteHeader(http.StatusNoContent)
	default:
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	}
	c.log = append(c.log, r.Method+" "+name)
}

var uidLine = regexp.MustCompile(`(?m)^UID:(.*?)\r?$`)

func uidOf(data []byte) string {
	if m := uidLine.FindSubmatch(data); m != nil {
		return string(m[1])
	}
	return ""
}

var titleLine = regexp.MustCompile(`(?m)^SUMMARY:(.*?)\r?$`)

// titles returns the title of each event by its UID.
func (c *davCalendar) titles() map[string]string {
	c.mu.Lock()
	defer c.mu.Unlock()
	out := map[string]string{}
	for _, data := range c.events {
		out[uidOf(data)] = string(titleLine.FindSubmatch(data)[1])
	}
	return out
}

// failWith makes the server fail from now on; nil makes it well.
func (c *davCalendar) failWith(fail func(w http.ResponseWriter, r *http.Request) bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.fail, c.log, c.asked = fail, nil, 0
}

func wantTitles(t *testing.T, c *davCalendar, n int, who string, others ...string) {
	t.Helper()
	want := map[string]string{}
	for i := range n {
		want[fmt.Sprintf("slot-%d@watchbill", i)] = "Payments primary: " + who
	}
	for _, uid := range others {
		want[uid] = "Birthday"
	}
	if got := c.titles(); !maps.Equal(got, want) {
		t.Errorf("the calendar has %v, want %v", got, want)
	}
}

func dav(target model.Target, data []byte, last model.PublishState) Job {
	return Job{Target: target, Secret: "wonder land", Calendar: data, Last: last}
}

func TestEventByEvent(t *testing.T) {
	c := &davCalendar{events: map[string][]byte{"birthday.ics": []byte(foreign)}}
	target := startCalendar(t, c)
	first, state := mustPublish(t, dav(target, weeks(t, 4, "Ana"), model.PublishState{}))
	if !first.PerEvent || first.Events != 4 || first.Kept != 1 || first.Same {
		t.Errorf("first: got %+v, want 4 events beside one of somebody else", first)
	}
	wantTitles(t, c, 4, "Ana", "birthday")

	c.failWith(nil)
	if again, _ := mustPublish(t, dav(target, weeks(t, 4, "Ana"), state)); !again.Same || len(c.log) != 0 {
		t.Errorf("the same again: got %+v and %v, want nothing to do", again, c.log)
	}
	// One shift changes hands: one event is written and nothing else.
	next := bytes.Replace(weeks(t, 4, "Ana"), []byte("SUMMARY:Payments primary: Ana"), []byte("SUMMARY:Payments primary: Ben"), 1)
	if _, state = mustPublish(t, dav(target, next, state)); len(c.log) != 1 || !strings.HasPrefix(c.log[0], "PUT watchbill-") {
		t.Errorf("one shift changed: got %v, want one PUT", c.log)
	}
	c.failWith(nil)
	if _, state = mustPublish(t, dav(target, weeks(t, 2, "Ben"), state)); len(c.log) != 3 || !strings.HasPrefix(c.log[0], "PUT") || !strings.HasPrefix(c.log[2], "DELETE") {
		t.Errorf("two shifts are gone: got %v, want what changed to be put before what is gone is deleted", c.log)
	}
	wantTitles(t, c, 2, "Ben", "birthday")

	if _, err := publisher(nil).Publish(context.Background(), dav(target, weeks(t, 0, ""), state)); model.CodeOf(err) != model.Conflict {
		t.Errorf("emptying: got %v, want a conflict", err)
	}
	wantTitles(t, c, 2, "Ben", "birthday")
	job := dav(target, weeks(t, 0, ""), state)
	job.AllowEmpty = true
	mustPublish(t, job)
	wantTitles(t, c, 0, "", "birthday")
}

// The server goes away after each of its requests in turn. Every shift is then as it was or as it is now, none that is in both is
// missing, and the next publishing finishes the work, whatever this computer remembers of it.
func TestEventByEventInterrupted(t *testing.T) {
	uids := func(n int) (out []string) {
		for i := range n {
			out = append(out, fmt.Sprintf("slot-%d@watchbill", i))
		}
		return out
	}
	for _, remembers := range []bool{true, false} {
		for cut := 0; ; cut++ {
			c := &davCalendar{events: map[string][]byte{"birthday.ics": []byte(foreign)}}
			target := startCalendar(t, c)
			_, state := mustPublish(t, dav(target, weeks(t, 6, "Ana"), model.PublishState{}))
			if !remembers {
				state = model.PublishState{}
			}
			c.failWith(func(_ http.ResponseWriter, r *http.Request) bool {
				if c.asked > cut {
					if r.Method == http.MethodPut && cut%2 == 0 { // its answer is lost, the event is not
						data, _ := io.ReadAll(r.Body)
						c.events[path.Base(r.URL.Path)] = data
					}
					panic(http.ErrAbortHandler)
				}
				return false
			})
			next := weeks(t, 4, "Ben")
			_, err := publisher(nil).Publish(context.Background(), dav(target, next, state))
			if err == nil {
				break // it needs no more requests than these
			}
			if model.CodeOf(err) != model.Unavailable {
				t.Fatalf("cut after %d: got %v", cut, err)
			}
			titles := c.titles()
			for _, uid := range uids(6) {
				got := titles[uid]
				if old := got == "Payments primary: Ana"; !old && got != "Payments primary: Ben" && (got != "" || slices.Contains(uids(4), uid)) {
					t.Errorf("cut after %d: %s says %q, neither the old nor the new", cut, uid, got)
				}
			}
			c.failWith(nil)
			mustPublish(t, dav(target, next, state))
			wantTitles(t, c, 4, "Ben", "birthday")
		}
	}
}

func TestEventByEventGuards(t *testing.T) {
	change := func(c *davCalendar, from, to string) {
		c.mu.Lock()
		defer c.mu.Unlock()
		for name, data := range c.events {
			c.events[name] = bytes.ReplaceAll(data, []byte(from), []byte(to))
		}
	}
	for _, tt := range []struct{ name, from, to string }{
		{"a title was changed there", "primary: Ana", "primary: Mallory"},
		{"a time was changed there", "T080000Z", "T090000Z"},
		{"an event cannot be read any more", "BEGIN:VEVENT", "BEGIN:VTODO"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := &davCalendar{}
			target := startCalendar(t, c)
			_, state := mustPublish(t, dav(target, weeks(t, 3, "Ana"), model.PublishState{}))
			change(c, tt.from, tt.to)
			before := maps.Clone(c.events)
			job := dav(target, weeks(t, 3, "Ben"), state)
			if _, err := publisher(nil).Publish(context.Background(), job); model.CodeOf(err) != model.Conflict || !strings.Contains(err.Error(), "changed there") {
				t.Errorf("got %v, want a conflict", err)
			}
			if !maps.EqualFunc(before, c.events, bytes.Equal) {
				t.Fatal("what others changed was touched")
			}
			job.Replace = true
			mustPublish(t, job)
			wantTitles(t, c, 3, "Ben")
		})
	}
	t.Run("between our look and our writing", func(t *testing.T) {
		c := &davCalendar{}
		target := startCalendar(t, c)
		_, state := mustPublish(t, dav(target, weeks(t, 3, "Ana"), model.PublishState{}))
		c.failWith(func(_ http.ResponseWriter, r *http.Request) bool {
			if name := path.Base(r.URL.Path); r.Method == http.MethodPut && c.events[name] != nil {
				c.events[name] = bytes.ReplaceAll(c.events[name], []byte("Ana"), []byte("Mallory"))
			}
			return false
		})
		if _, err := publisher(nil).Publish(context.Background(), dav(target, weeks(t, 3, "Ben"), state)); model.CodeOf(err) != model.Conflict {
			t.Errorf("got %v, want a conflict", err)
		}
		if got := c.titles()["slot-0@watchbill"]; got == "Payments primary: Ben" {
			t.Error("what others changed was written over")
		}
	})
	t.Run("the same shift under another name", func(t *testing.T) {
		other := bytes.ReplaceAll([]byte(foreign), []byte("UID:birthday"), []byte("UID:slot-1@watchbill"))
		c := &davCalendar{events: map[string][]byte{"other.ics": other}}
		target := startCalendar(t, c)
		_, err := publisher(nil).Publish(context.Background(), dav(target, weeks(t, 3, "Ana"), model.PublishState{}))
		if model.CodeOf(err) != model.Conflict || !strings.Contains(err.Error(), "same shift") {
			t.Errorf("got %v, want a conflict about the shift", err)
		}
		if !bytes.Equal(c.events["other.ics"], other) {
			t.Error("the other event was touched")
		}
	})
}

func TestEventByEventFailures(t *testing.T) {
	puts := func(code int) func(http.ResponseWriter, *http.Request) bool {
		return func(w http.ResponseWriter, r *http.Request) bool {
			if r.Method == http.MethodPut {
				w.WriteHeader(code)
			}
			return r.Method == http.MethodPut
		}
	}
	for _, tt := range []struct {
		name string
		fail func(http.ResponseWriter, *http.Request) bool
		code model.Code
		says string
	}{
		{"no rights", puts(403), model.Invalid, "does not allow"},
		{"disk full", puts(507), model.Unavailable, "disk"},
		{"broken", puts(500), model.Unavailable, "status 500"},
		{"no answer of WebDAV", func(w http.ResponseWriter, r *http.Request) bool {
			if r.Method == "REPORT" {
				w.WriteHeader(http.StatusMultiStatus)
				_, _ = io.WriteString(w, "<html>")
			}
			return r.Method == "REPORT"
		}, model.Unavailable, "not as a CalDAV server"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := &davCalendar{}
			target := startCalendar(t, c)
			_, state := mustPublish(t, dav(target, weeks(t, 3, "Ana"), model.PublishState{}))
			c.failWith(tt.fail)
			_, err := publisher(nil).Publish(context.Background(), dav(target, weeks(t, 3, "Ben"), state))
			if model.CodeOf(err) != tt.code || !strings.Contains(fmt.Sprint(err), tt.says) {
				t.Errorf("got %v (%s), want %s with %q", err, model.CodeOf(err), tt.code, tt.says)
			}
			wantTitles(t, c, 3, "Ana")
			c.failWith(nil)
			mustPublish(t, dav(target, weeks(t, 3, "Ben"), state))
			wantTitles(t, c, 3, "Ben")
		})
	}
	t.Run("wrong password", func(t *testing.T) {
		target := startCalendar(t, &davCalendar{})
		job := dav(target, weeks(t, 3, "Ana"), model.PublishState{})
		job.Secret = "wrong"
		if _, err := publisher(nil).Publish(context.Background(), job); model.FieldOf(err) != "secret" {
			t.Errorf("got %v", err)
		}
	})
	t.Run("tired after every few events", func(t *testing.T) {
		c := &davCalendar{}
		target := startCalendar(t, c)
		n := 0
		c.failWith(func(w http.ResponseWriter, r *http.Request) bool {
			if r.Method != http.MethodPut {
				return false
			}
			if n++; n%5 == 0 {
				w.Header().Set("Retry-After", "20")
				w.WriteHeader(http.StatusTooManyRequests)
				return true
			}
			return false
		})
		var waits []time.Duration
		if _, err := publisher(&waits).Publish(context.Background(), dav(target, weeks(t, 40, "Ana"), model.PublishState{})); err != nil {
			t.Fatal(err)
		}
		wantTitles(t, c, 40, "Ana")
		if len(waits) != 9 || waits[0] != 20*time.Second {
			t.Errorf("waits: got %v, want nine of 20 s", waits)
		}
	})
}

// A server that does not keep events as they were sent gets what it had before, and hears of the first event only.
func TestEventByEventAltered(t *testing.T) {
	c := &davCalendar{}
	target := startCalendar(t, c)
	_, state := mustPublish(t, dav(target, weeks(t, 5, "Ana"), model.PublishState{}))
	before := maps.Clone(c.events)
	c.failWith(nil)
	c.keep = func(data []byte) []byte {
		if bytes.Contains(data, []byte("Ben")) {
			return bytes.ReplaceAll(data, []byte("T080000Z"), []byte("T110000Z"))
		}
		return data
	}
	_, err := publisher(nil).Publish(context.Background(), dav(target, weeks(t, 6, "Ben"), state))
	if model.CodeOf(err) != model.Unavailable || !strings.Contains(fmt.Sprint(err), "did not keep") {
		t.Errorf("got %v", err)
	}
	wantTitles(t, c, 5, "Ana")
	if len(c.log) != 2*attempts {
		t.Errorf("got %v, want the first event and its putting back in each attempt", c.log)
	}
	for name := range before {
		if len(c.events[name]) == 0 {
			t.Errorf("%s is gone", name)
		}
	}
}

// Servers that keep events in words of their own, or drop properties they do not know, are published to all the same.
func TestEventByEventRewritten(t *testing.T) {
	lines := regexp.MustCompile(`(?m)^(X-WATCHBILL-SUM|CATEGORIES|TRANSP)[:;].*\r?\n`)
	for name, keep := range map[string]func([]byte) []byte{
		"drops properties": func(data []byte) []byte { return lines.ReplaceAll(data, nil) },
		"adds properties": func(data []byte) []byte {
			return bytes.ReplaceAll(data, []byte("END:VEVENT"), []byte("X-OWN:1\r\nEND:VEVENT"))
		},
		"LF alone": func(data []byte) []byte { return bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")) },
	} {
		t.Run(name, func(t *testing.T) {
			c := &davCalendar{keep: keep}
			target := startCalendar(t, c)
			_, state := mustPublish(t, dav(target, weeks(t, 3, "Ana"), model.PublishState{}))
			_, state = mustPublish(t, dav(target, weeks(t, 3, "Ana"), state))
			_, state = mustPublish(t, dav(target, weeks(t, 4, "Ben"), state))
			wantTitles(t, c, 4, "Ben")
			mustPublish(t, dav(target, weeks(t, 1, "Ben"), state))
			wantTitles(t, c, 1, "Ben")
		})
	}
}

func TestLook(t *testing.T) {
	ctx := context.Background()
	look := func(target model.Target, secret string) Sight {
		t.Helper()
		s, err := publisher(nil).Look(ctx, target, secret)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	c := &davCalendar{events: map[string][]byte{"birthday.ics": []byte(foreign)}}
	target := startCalendar(t, c)
	mustPublish(t, dav(target, weeks(t, 3, "Ana"), model.PublishState{}))
	if got, want := look(target, "wonder land"), (Sight{There: true, Calendar: true, PerEvent: true, Ours: 3, Others: 1}); got != want {
		t.Errorf("a CalDAV calendar: got %+v, want %+v", got, want)
	}
	if _, err := publisher(nil).Look(ctx, target, "wrong"); model.FieldOf(err) != "secret" {
		t.Errorf("wrong password: got %v", err)
	}
	f := &cloud{}
	whole := start(t, f)
	if got := look(whole, ""); got != (Sight{}) {
		t.Errorf("nothing there: got %+v", got)
	}
	f.data = []byte(foreign)
	if got, want := look(whole, ""), (Sight{There: true, Calendar: true, Others: 1}); got != want {
		t.Errorf("somebody else's: got %+v, want %+v", got, want)
	}
	f.failWith(func(w http.ResponseWriter, r *http.Request) bool { // a web server that knows no WebDAV
		if r.Method == "PROPFIND" {
			w.WriteHeader(http.StatusNotImplemented)
		}
		return r.Method == "PROPFIND"
	})
	f.data = []byte("<html>")
	if got, want := look(whole, ""), (Sight{There: true}); got != want {
		t.Errorf("a page: got %+v, want %+v", got, want)
	}
}

func FuzzMultistatus(f *testing.F) {
	f.Add([]byte(`<d:multistatus xmlns:d="DAV:"><d:response><d:href>/a/b.ics</d:href><d:propstat><d:prop><d:getetag>"x"</d:getetag></d:prop></d:propstat></d:response></d:multistatus>`))
	f.Add([]byte(`<multistatus xmlns="DAV:"><response><href>%zz</href></response></multistatus>`))
	f.Add([]byte("BEGIN:VCALENDAR\r\nX-WATCHBILL-SUM;VALUE=TEXT:abc\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		answer, err := parseMultistatus(data)
		for _, r := range answer {
			if err == nil && strings.Contains(r.name(), "/") && r.name() != "/" {
				t.Errorf("the name %q has a slash", r.name())
			}
			r.is()
			r.stored()
		}
		markOf(data)
	})
}
