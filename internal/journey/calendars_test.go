//go:build journey

package journey

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// A calendar is made, the server switched on, and a link made that another program reads until it is revoked.
func TestALinkIsAnsweredUntilItIsRevoked(t *testing.T) {
	w := openSample(t, "--page", "settings")
	team := w.Team()
	w.Click("settings.calendars")
	w.Until("loaded settings")
	w.Click("calendars.add")
	w.Until("dialog feed")
	w.Type("Everybody on call")
	w.Click("feed.save")
	w.Until("closed feed")

	w.Click("calendars.set-up")
	w.Until("dialog server")
	port := freePort(t)
	w.Fill("server.port", port)
	w.Click("server.on")
	w.Until("closed server")

	w.Click("calendar.0.link")
	w.Until("dialog new-link")
	w.Type("A phone")
	w.Click("link.make")
	w.Until("dialog link")
	w.Click("link.copy")
	w.Until("toast The link copied")
	w.Key("Escape")
	w.Until("closed link")
	link := pasted(t, w)
	if !strings.HasPrefix(link, "http://127.0.0.1:"+port+"/feed/") {
		t.Fatalf("the link is %q", link)
	}

	status, text := fetch(t, w, link, http.StatusOK)
	if !strings.HasPrefix(text, "BEGIN:VCALENDAR") || !strings.Contains(text, "BEGIN:VEVENT") {
		t.Errorf("%s gave %d and %.60q, want the shifts", link, status, text)
	}
	w.Click("link.0.0.more")
	w.Click("menu.1")
	w.Until("toast Link revoked: A phone")
	fetch(t, w, link, http.StatusNotFound)
	if links, err := team.FeedLinks(t.Context(), 0); err != nil || len(links) != 0 {
		t.Errorf("the links are %+v, %v", links, err)
	}
	w.Close()
}

// freePort is a port of this computer that nobody listens at.
func freePort(t *testing.T) string {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return fmt.Sprint(l.Addr().(*net.TCPAddr).Port)
}

// pasted is what the clipboard holds: it is pasted into the calendar's category and read from the file.
func pasted(t *testing.T, w *Window) string {
	t.Helper()
	w.Click("calendar.0.edit")
	w.Until("dialog feed")
	w.Click("feed.category")
	w.Key("ctrl+v")
	w.Click("feed.save")
	w.Until("closed feed")
	feeds, err := w.Team().Feeds(t.Context())
	if err != nil || len(feeds) != 1 {
		t.Fatalf("the calendars are %+v, %v", feeds, err)
	}
	return feeds[0].Category
}

// fetch reads a link until it answers as is wanted: the server follows changes within two seconds.
func fetch(t *testing.T, w *Window, link string, want int) (status int, text string) {
	t.Helper()
	client := http.Client{Timeout: patience}
	var err error
	for end := time.Now().Add(patience); status != want; time.Sleep(glance) {
		if time.Now().After(end) {
			w.fail("%s answers %d (%v), want %d", link, status, err, want)
		}
		var res *http.Response
		if res, err = client.Get(link); err != nil {
			continue
		}
		status = res.StatusCode
		body, readErr := io.ReadAll(res.Body)
		if err = readErr; err == nil {
			err = res.Body.Close()
		}
		text = string(body)
	}
	return status, text
}
