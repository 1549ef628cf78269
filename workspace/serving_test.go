package workspace

import (
	"context"
	"net"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"watchbill/feed"
	"watchbill/model"
)

// freePort returns an address on loopback at which nothing listens.
func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// The server of a running program follows its settings: on, at another port, refused, off, and back by undo.
func TestKeepServing(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	w := mustOpen(t)
	_, r := mustTeam(t, w, "Ana", "Ben", "Chidi")
	mustPublish(t, w, r, 2)
	done, err := w.SaveFeed(ctx, model.Feed{Name: "Payments", RotationID: r.ID})
	if err != nil {
		t.Fatal(err)
	}
	link, err := w.AddFeedLink(ctx, model.Feed{ID: done.ID, Name: "Payments"}, "phone")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- w.KeepServing(ctx, nil) }()
	until := func(what string, fits func(ServerStatus) bool) ServerStatus {
		t.Helper()
		for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
			s, err := w.ServerStatus(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if fits(s) {
				return s
			}
			if time.Now().After(deadline) {
				t.Fatalf("%s: after ten seconds the status is %+v", what, s)
			}
		}
	}
	set := func(s ServerSettings) {
		t.Helper()
		if _, err := w.SetServer(ctx, s); err != nil {
			t.Fatal(err)
		}
	}
	if s, err := w.ServerStatus(ctx); err != nil || s.Running || s.Say() != "Off" || s.Base != "http://127.0.0.1:8099" {
		t.Errorf("before: got %+v (%s), %v", s, s.Say(), err)
	}
	first, second := freePort(t), freePort(t)
	set(ServerSettings{On: true, Listen: first})
	s := until("on", func(s ServerStatus) bool { return s.Running })
	if s.At != first || s.Base != "http://"+first || s.Open || !strings.Contains(s.Say(), "this computer only") {
		t.Errorf("on: got %+v (%s)", s, s.Say())
	}
	if res, err := http.Get(link.At(s.Base).URL); err != nil || res.StatusCode != http.StatusOK {
		t.Errorf("the link: got %v, %v", res, err)
	} else {
		_ = res.Body.Close()
	}
	set(ServerSettings{On: true, Listen: second, Base: "https://cal.example.org/"})
	s = until("at another port", func(s ServerStatus) bool { return s.At == second })
	if s.Base != "https://cal.example.org" {
		t.Errorf("behind a proxy: links begin with %q", s.Base)
	}
	taken, err := net.Listen("tcp", first) // the port is free again
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	set(ServerSettings{On: true, Listen: first})
	s = until("at a port that is taken", func(s ServerStatus) bool { return s.Error != "" })
	if s.Running || !strings.Contains(s.Say(), "Another program may be using the port") {
		t.Errorf("at a port that is taken: got %+v (%s)", s, s.Say())
	}
	set(ServerSettings{Listen: second})
	until("off", func(s ServerStatus) bool { return !s.Running && s.Error == "" && s.Say() == "Off" })
	set(ServerSettings{On: true, Listen: second})
	until("on again", func(s ServerStatus) bool { return s.At == second })
	if _, err := w.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	until("undone", func(s ServerStatus) bool { return !s.Running })
	cancel()
	if err := <-ended; err != nil {
		t.Errorf("it ended with %v", err)
	}
}

func TestServerSettingsAreChecked(t *testing.T) {
	w := mustOpen(t)
	mustTeam(t, w, "Ana", "Ben", "Chidi")
	for _, tt := range []struct {
		s     ServerSettings
		field string
	}{
		{ServerSettings{Listen: "desk"}, "listen"},
		{ServerSettings{Listen: "desk:8099"}, "listen"},
		{ServerSettings{Listen: "127.0.0.1:0"}, "listen"},
		{ServerSettings{Listen: "127.0.0.1:99999"}, "listen"},
		{ServerSettings{Base: "cal.example.org"}, "base"},
		{ServerSettings{Base: "https://ana:pw@cal.example.org"}, "base"},
		{ServerSettings{Listen: "[::1]:8099", Base: "https://cal.example.org"}, ""},
		{ServerSettings{}, ""},
	} {
		if _, err := w.SetServer(context.Background(), tt.s); model.FieldOf(err) != tt.field {
			t.Errorf("%+v: got %v, want the field %q", tt.s, err, tt.field)
		}
	}
	all := ServerAddresses("")
	if len(all) == 0 || all[0].Listen != DefaultListen || all[0].Open {
		t.Errorf("addresses: got %+v, want loopback first", all)
	}
	for _, a := range all[1:] {
		if !a.Open || !strings.HasPrefix(a.Label, "Network ") {
			t.Errorf("address: got %+v, want one that others reach", a)
		}
	}
}

// A link is shown again where the keyring keeps it, also after its revoking was undone, and not after another took its place.
func TestLinksAreShownAgain(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	_, r := mustTeam(t, w, "Ana", "Ben", "Chidi")
	done, err := w.SaveFeed(ctx, model.Feed{Name: "Payments", RotationID: r.ID})
	if err != nil {
		t.Fatal(err)
	}
	f := model.Feed{ID: done.ID, Name: "Payments"}
	only := func() model.FeedLink {
		t.Helper()
		links, err := w.FeedLinks(ctx, f.ID)
		if err != nil || len(links) != 1 {
			t.Fatalf("links: got %v, %v", links, err)
		}
		return links[0]
	}
	w.cfg.Secrets = &feed.Secrets{File: filepath.Join(t.TempDir(), "secrets.json"), NoKeyring: true}
	made, err := w.AddFeedLink(ctx, f, "phone")
	if err != nil || !made.Kept {
		t.Fatalf("got %+v, %v; want it kept", made, err)
	}
	link := only()
	if shown, err := w.ShowFeedLink(ctx, link); err != nil || shown.Secret != made.Secret {
		t.Errorf("got %+v, %v; want the secret of the link", shown, err)
	}
	if _, err := w.RevokeFeedLink(ctx, link); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if shown, err := w.ShowFeedLink(ctx, only()); err != nil || shown.Secret != made.Secret {
		t.Errorf("after undo: got %+v, %v; want the secret of the link", shown, err)
	}
	rotated, err := w.RotateFeedLink(ctx, only())
	if err != nil || rotated.Secret == made.Secret {
		t.Fatalf("rotated: got %+v, %v", rotated, err)
	}
	if shown, err := w.ShowFeedLink(ctx, only()); err != nil || shown.Secret != rotated.Secret {
		t.Errorf("rotated: got %+v, %v; want the new secret", shown, err)
	}
	w.cfg.Secrets = &feed.Secrets{File: filepath.Join(t.TempDir(), "other.json"), NoKeyring: true}
	if _, err := w.ShowFeedLink(ctx, only()); model.CodeOf(err) != model.NotFound {
		t.Errorf("on another computer: got %v, want it said that the link is not known", err)
	}
	at := made.At("http://192.168.1.20:8099/")
	if want := (Addresses{"http://192.168.1.20:8099/feed/" + made.Secret + ".ics", "webcal://192.168.1.20:8099/feed/" + made.Secret + ".ics"}); at != want {
		t.Errorf("addresses: got %+v, want %+v", at, want)
	}
}

func TestReaders(t *testing.T) {
	for base, want := range map[string]int{ // how many of them reach it
		"http://127.0.0.1:8099": 4, "http://localhost:8099": 4, "http://192.168.1.20:8099": 5, "http://desk.local:8099": 5, "http://desk:8099": 5, "http://[fd00::1]:8099": 5,
		"https://cal.example.org": 7, "http://8.8.8.8": 7, "https://[2001:4860::1]": 7,
	} {
		got := 0
		for _, r := range Readers(base) {
			if r.Words == "" || r.Program == "" {
				t.Errorf("%s: %+v says nothing", base, r)
			}
			if r.Reaches {
				got++
			}
		}
		if got != want {
			t.Errorf("%s: %d programs reach it, want %d", base, got, want)
		}
	}
	if !slices.Equal(PublishedReaders(), Readers("https://example.org")) {
		t.Error("what is published is not reached from everywhere")
	}
}

func TestPublishInterval(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	mustTeam(t, w, "Ana", "Ben", "Chidi")
	if got, err := w.PublishEvery(ctx); got != time.Hour || err != nil {
		t.Errorf("at first: got %s, %v", got, err)
	}
	for _, every := range PublishIntervals {
		if _, err := w.SetPublishEvery(ctx, every); err != nil {
			t.Errorf("%s: %v", every, err)
		}
		if got, err := w.PublishEvery(ctx); got != every || err != nil {
			t.Errorf("got %s, %v; want %s", got, err, every)
		}
		if IntervalWords(every) == "" {
			t.Errorf("%s has no words", every)
		}
	}
	if _, err := w.SetPublishEvery(ctx, time.Second); model.FieldOf(err) != "every" {
		t.Errorf("every second: got %v", err)
	}
}

// A round that failed is tried again sooner than a round that went well, and ever later.
func TestPublishingPauses(t *testing.T) {
	var got []string
	for n := range 8 {
		got = append(got, (&keeper{failures: n}).pause(time.Hour).String())
	}
	if want := []string{"1h0m0s", "5m0s", "10m0s", "20m0s", "40m0s", "1h0m0s", "1h0m0s", "1h0m0s"}; !slices.Equal(got, want) {
		t.Errorf("pauses: got %v, want %v", got, want)
	}
}

func TestQRCode(t *testing.T) {
	code, err := QRCode("webcal://192.168.1.20:8099/feed/0123456789abcdefghijklmnopqrstuvwxyzABCDEFG.ics")
	if err != nil || len(code) < 21 || len(code)%4 != 1 {
		t.Fatalf("got %d rows, %v", len(code), err)
	}
	// The three marks in the corners: a dark ring of seven, a light one, a dark square of three.
	for _, at := range [][2]int{{0, 0}, {0, len(code) - 7}, {len(code) - 7, 0}} {
		for y := range 7 {
			for x := range 7 {
				ring := min(x, y, 6-x, 6-y)
				if got, want := code[at[0]+y][at[1]+x], ring != 1; got != want {
					t.Fatalf("the mark at %v is wrong at %d, %d", at, y, x)
				}
			}
		}
	}
	if _, err := QRCode(strings.Repeat("x", 5000)); err == nil {
		t.Error("a text that does not fit made a code")
	}
}
