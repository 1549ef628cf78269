package workspace

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"watchbill/feed"
	"watchbill/model"
)

// calendarServer is a running calendar server.
type calendarServer struct {
	t    *testing.T
	base string
}

func mustServeCalendars(t *testing.T, w *Workspace) calendarServer {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ready, ended := make(chan net.Addr, 1), make(chan error, 1)
	go func() {
		ended <- w.Serve(ctx, ServeOptions{Listen: "127.0.0.1:0", Ready: func(at net.Addr) { ready <- at }})
	}()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("the server ended with %v", err)
		}
	})
	select {
	case at := <-ready:
		return calendarServer{t, "http://" + at.String()}
	case err := <-ended:
		ended <- nil
		t.Fatal(err)
		return calendarServer{}
	}
}

func (s calendarServer) get(secret string) (status int, body string) {
	s.t.Helper()
	res, err := http.Get(s.base + feed.Path(secret))
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return res.StatusCode, string(data)
}

// within asks until an answer fits, for at most two seconds.
func (s calendarServer) within(secret, what string, fits func(status int, body string) bool) {
	s.t.Helper()
	for deadline := time.Now().Add(2 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		status, body := s.get(secret)
		if fits(status, body) {
			return
		}
		if time.Now().After(deadline) {
			s.t.Fatalf("%s: after two seconds still %d with %d bytes", what, status, len(body))
		}
	}
}

// The server follows changes of its own process and of another one, and links that are made and revoked.
func TestServerFollowsChanges(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	_, r := mustTeam(t, w, "Ana", "Ben", "Chidi")
	shifts := mustPublish(t, w, r, 2)
	if _, err := w.SaveFeed(ctx, model.Feed{Name: "Payments", RotationID: r.ID}); err != nil {
		t.Fatal(err)
	}
	feeds, err := w.Feeds(ctx)
	if err != nil {
		t.Fatal(err)
	}
	link, err := w.AddFeedLink(ctx, feeds[0], "phone")
	if err != nil {
		t.Fatal(err)
	}
	s := mustServeCalendars(t, w)
	if status, body := s.get(link.Secret); status != 200 || strings.Count(body, "BEGIN:VEVENT") != len(shifts) {
		t.Fatalf("got %d with %d events, want %d", status, strings.Count(body, "BEGIN:VEVENT"), len(shifts))
	}
	unstaffed := func(_ int, body string) bool { return strings.Contains(body, "Payments primary: unstaffed") }
	if _, err := w.Reassign(ctx, shifts[0].ID, 0); err != nil {
		t.Fatal(err)
	}
	s.within(link.Secret, "a change of this process", unstaffed)

	other, err := Open(ctx, w.Path(), Config{Via: "test", Who: "other", Now: w.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if _, err := other.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	s.within(link.Secret, "a change of another process", func(status int, body string) bool { return status == 200 && !unstaffed(status, body) })

	links, err := other.FeedLinks(ctx, feeds[0].ID)
	if err != nil || len(links) != 1 {
		t.Fatalf("links: got %v, %v", links, err)
	}
	next, err := other.RotateFeedLink(ctx, links[0])
	if err != nil {
		t.Fatal(err)
	}
	s.within(next.Secret, "a new link", func(status int, _ string) bool { return status == 200 })
	s.within(link.Secret, "the old link", func(status int, _ string) bool { return status == 404 })

	for deadline := time.Now().Add(2 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if links, err = other.FeedLinks(ctx, 0); err != nil {
			t.Fatal(err)
		}
		if len(links) == 1 && !links[0].Used.IsZero() {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("the link's use was not noted: %+v", links)
		}
	}
	if entries, err := w.Reader().History(ctx, 0, 1); err != nil || entries[0].Op != "make a link" {
		t.Errorf("the history ends with %+v, %v; reading a calendar is no change", entries, err)
	}
}
