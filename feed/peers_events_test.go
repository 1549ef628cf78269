//go:build peers

package feed

import (
	"context"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"watchbill/model"
)

// behindFront returns a target that reaches a Radicale through a front that shows no calendar whole and takes none whole, as Nextcloud
// does not, so that events go to the real server one by one.
func behindFront(t *testing.T, s *server) model.Target {
	t.Helper()
	to, err := url.Parse(fmt.Sprintf("http://127.0.0.1:%d", s.port))
	if err != nil {
		t.Fatal(err)
	}
	pass := httputil.NewSingleHostReverseProxy(to)
	pass.ErrorLog = log.New(io.Discard, "", 0)
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		whole := strings.HasSuffix(r.URL.Path, "/oncall/")
		switch {
		case whole && r.Method == http.MethodGet:
			_, _ = io.WriteString(w, "This is the WebDAV interface.")
		case whole && r.Method == http.MethodPut:
			w.WriteHeader(http.StatusConflict)
		default:
			pass.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(front.Close)
	target := s.target()
	target.Address = front.URL + "/alice/oncall/"
	return target
}

// makeCalendar makes the empty calendar, as a person does on the server.
func (s *server) makeCalendar() {
	s.t.Helper()
	req, err := http.NewRequest("MKCALENDAR", s.target().Address, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	req.SetBasicAuth("alice", "wonder land")
	res, err := http.DefaultClient.Do(req)
	if err != nil || res.StatusCode != http.StatusCreated {
		s.t.Fatalf("making the calendar: %v, %v", res, err)
	}
	_ = res.Body.Close()
}

// shiftsAt returns the events of ours at the server.
func shiftsAt(s *server) []string {
	return slices.DeleteFunc(s.stands(), func(line string) bool { return strings.HasPrefix(line, "birthday ") })
}

func TestRadicaleEventByEvent(t *testing.T) {
	s := startRadicale(t, t.TempDir())
	s.makeCalendar()
	target := behindFront(t, s)
	s.change() // somebody's own event
	old, next := weeks(t, 40, "Ana"), weeks(t, 42, "Ben")
	first, state := mustPublish(t, dav(target, old, model.PublishState{}))
	if !first.PerEvent || first.Kept != 1 || first.Events != 40 {
		t.Errorf("first: got %+v, want 40 events one by one beside one of somebody else", first)
	}
	if got, want := shiftsAt(s), listed(t, old); !slices.Equal(got, want) {
		t.Fatalf("first: got %v, want %v", got, want)
	}
	if r, _ := mustPublish(t, dav(target, old, state)); !r.Same {
		t.Errorf("the same again: got %+v, want nothing to do", r)
	}
	_, state = mustPublish(t, dav(target, next, state))
	_, state = mustPublish(t, dav(target, weeks(t, 30, "Ben"), state))
	if got, want := s.stands(), 31; len(got) != want || !slices.Equal(shiftsAt(s), listed(t, weeks(t, 30, "Ben"))) {
		t.Fatalf("after a change and fewer shifts: got %d events, want %d: %v", len(got), want, got)
	}

	job := dav(target, old, state)
	job.Secret = "wrong"
	if _, err := publisher(nil).Publish(context.Background(), job); model.FieldOf(err) != "secret" {
		t.Errorf("wrong password: got %v", err)
	}
	if _, err := publisher(nil).Publish(context.Background(), dav(target, weeks(t, 0, ""), state)); model.CodeOf(err) != model.Conflict {
		t.Errorf("emptying: got %v, want a conflict", err)
	}
	at, err := newWebPlace(NewClient(), target, "wonder land")
	if err != nil {
		t.Fatal(err)
	}
	_, err = at.read(context.Background())
	events, ok := err.(takesEvents)
	if !ok {
		t.Fatalf("got %v, want it known that events go one by one", err)
	}
	ours, _, err := events.calendar.list(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for name, x := range ours {
		x.etag = `"outdated"`
		if err := events.calendar.put(context.Background(), name, x.data, x, true); model.CodeOf(err) != model.Conflict {
			t.Errorf("an outdated If-Match: got %v, want the server's 412", err)
		}
		if err := events.calendar.put(context.Background(), name, x.data, item{}, false); model.CodeOf(err) != model.Conflict {
			t.Errorf("If-None-Match on an event: got %v, want the server's 412", err)
		}
		break
	}
	if got := shiftsAt(s); !slices.Equal(got, listed(t, weeks(t, 30, "Ben"))) {
		t.Errorf("after what was refused: got %v", got)
	}
}

// The server is killed in the middle of a publishing, event by event: each shift is then the old or the new one.
func TestRadicaleEventByEventDown(t *testing.T) {
	s := startRadicale(t, t.TempDir())
	s.makeCalendar()
	target := behindFront(t, s)
	one, two := weeks(t, 60, "Ana"), weeks(t, 60, "Ben")
	_, state := mustPublish(t, dav(target, one, model.PublishState{}))
	for n := range 4 {
		data := [][]byte{two, one}[n%2]
		timer := time.AfterFunc(time.Duration(100+n*80)*time.Millisecond, func() { _ = s.process.Process.Kill() })
		r, err := publisher(nil).Publish(context.Background(), dav(target, data, state))
		timer.Stop()
		if err == nil {
			state.ETag, state.Sum = r.ETag, r.Sum
		} else if model.CodeOf(err) != model.Unavailable {
			t.Fatalf("got %v, want it said that the server is not there", err)
		}
		s.stop()
		s.start()
		either := append(listed(t, one), listed(t, two)...)
		got := s.stands()
		if len(got) != 60 || slices.ContainsFunc(got, func(line string) bool { return !slices.Contains(either, line) }) {
			t.Fatalf("round %d: %d events, and not each the old or the new one", n, len(got))
		}
		_, state = mustPublish(t, dav(target, data, state))
		if !slices.Equal(s.stands(), listed(t, data)) {
			t.Fatalf("round %d: not published once the server is back", n)
		}
	}
}

// The server's disk becomes full between events.
func TestRadicaleEventByEventDiskFull(t *testing.T) {
	data := t.TempDir()
	var under []string
	large := weeks(t, 3000, "Ben")
	if exec.Command("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", data).Run() == nil {
		t.Cleanup(func() {
			if out, err := exec.Command("umount", "-l", data).CombinedOutput(); err != nil {
				t.Errorf("umount: %v\n%s", err, out)
			}
		})
	} else {
		under = []string{"prlimit", "--fsize=1024"}
		large = weeks(t, 20, strings.Repeat("a long name ", 200))
	}
	s := startRadicale(t, data, under...)
	s.makeCalendar()
	target := behindFront(t, s)
	small := weeks(t, 20, "Ana")
	_, state := mustPublish(t, dav(target, small, model.PublishState{}))
	_, err := publisher(nil).Publish(context.Background(), dav(target, large, state))
	if model.CodeOf(err) != model.Unavailable {
		t.Errorf("got %v, want it said that the server could not", err)
	}
	either := append(listed(t, small), listed(t, large)...)
	got := s.stands()
	slots := map[string]bool{}
	for _, line := range got {
		uid, _, _ := strings.Cut(line, " ")
		slots[uid] = true
		if !slices.Contains(either, line) {
			t.Errorf("%q is neither the old nor the new", line)
		}
	}
	for n := range 20 {
		if uid := fmt.Sprintf("slot-%d@watchbill", n); !slots[uid] {
			t.Errorf("%s is gone", uid)
		}
	}
}
