package calendars_test

import (
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"watchbill/model"
	"watchbill/workspace"
)

func TestTheFirstCalendarIsOffered(t *testing.T) {
	b := open(t)
	b.Visit("settings", "calendars")
	shows(t, b, "No calendar goes out yet", "Publishing", "People's time off often stands in a calendar already")
	b.Tap("calendars.first")
	shows(t, b, "Which shifts go into the calendar?")
}

func TestACalendarIsAddedWithALivePreview(t *testing.T) {
	b := withRota(t)
	b.Visit("settings", "calendars")
	b.Tap("calendars.add")
	shows(t, b, "Payments primary: Ana Souza", "Mon 23 Nov 09:00 – Mon 30 Nov 09:00", "On call · free")
	b.Write("feed.name", "Ben's secondary")
	b.Write("feed.title", "{first} is {role}")
	shows(t, b, "Ana is primary")
	b.Write("feed.title", "{who}")
	shows(t, b, "{who}, which means nothing")
	b.Write("feed.title", "{role}")
	b.Tap("feed.rotation")
	b.Press(fyne.KeyDown, fyne.KeyReturn)
	b.Tap("feed.role")
	b.Press(fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	b.Tap("feed.person")
	b.Press(fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	b.Write("feed.past", "30")
	b.Write("feed.ahead", "9 0")
	b.Write("feed.alarm", "1 day, 30 min")
	b.Write("feed.category", "Bereitschaft")
	b.Tap("feed.busy")
	b.Tap("feed.save")
	shows(t, b, "“9 0” is no number of days")
	b.Write("feed.ahead", "180")
	shows(t, b, "Bereitschaft · busy · reminder 1 d before, 30 min before")
	b.Tap("feed.save")
	rotations, err := b.WS.Rotations(ctx)
	if err != nil {
		t.Fatal(err)
	}
	people, err := b.WS.People(ctx)
	if err != nil {
		t.Fatal(err)
	}
	want := []model.Feed{{
		ID: 1, TeamID: 1, Name: "Ben's secondary", RotationID: rotations[0].ID, RoleID: rotations[0].Roles[1].ID, PersonID: people[1].ID,
		PastDays: 30, AheadDays: 180, Title: "{role}", Reminders: []int{1440, 30}, Busy: true, Category: "Bereitschaft",
	}}
	if diff := cmp.Diff(want, feeds(t, b)); diff != "" {
		t.Errorf("the calendar (-want +got):\n%s", diff)
	}
	shows(t, b, "Nobody can read this calendar yet", "30 days back, 180 days ahead")

	b.Tap("calendar.0.edit")
	b.Write("feed.name", "Ben, second in line")
	b.Tap("feed.save")
	want[0].Name = "Ben, second in line"
	if diff := cmp.Diff(want, feeds(t, b)); diff != "" {
		t.Errorf("after a change of the name (-want +got):\n%s", diff)
	}
}

func TestAFormDoesNotWriteOverOthers(t *testing.T) {
	b := withRota(t)
	f := feed(t, b, model.Feed{Name: "All"})
	b.Visit("settings", "calendars")
	b.Tap("calendar.0.edit")
	f.AheadDays = 30
	if _, err := b.WS.SaveFeed(ctx, f); err != nil {
		t.Fatal(err)
	}
	b.Write("feed.name", "Everybody")
	b.Tap("feed.save")
	shows(t, b, "All was changed while this form was open")
	if got := feeds(t, b)[0]; got.Name != "All" || got.AheadDays != 30 {
		t.Errorf("the calendar is %+v, want the other's change alone", got)
	}
}

func TestACalendarIsExportedAndDeleted(t *testing.T) {
	b := withRota(t)
	feed(t, b, model.Feed{Name: "All"})
	b.SaveTo = filepath.Join(t.TempDir(), "all.ics")
	b.Visit("settings", "calendars")
	b.Tap("calendar.0.more")
	b.Tap("menu.1")
	data, err := os.ReadFile(b.SaveTo)
	if err != nil || strings.Count(string(data), "BEGIN:VEVENT") != 8 || b.Asked != "all.ics" {
		t.Errorf("exported as %q with %d events, want all.ics with 8: %v", b.Asked, strings.Count(string(data), "BEGIN:VEVENT"), err)
	}
	b.Tap("calendar.0.more")
	b.Tap("menu.3")
	shows(t, b, "Delete All?", "What was published stays")
	b.Tap("delete-feed.do")
	if got := feeds(t, b); len(got) != 0 {
		t.Errorf("the calendars are %+v", got)
	}
}

func TestACalendarIsPublishedToAFile(t *testing.T) {
	b := withRota(t)
	feed(t, b, model.Feed{Name: "All"})
	file := filepath.Join(t.TempDir(), "oncall.ics")
	b.Visit("settings", "calendars")
	b.Tap("calendar.0.place")
	b.Write("target.name", "drive")
	b.Write("target.url", strings.TrimSuffix(file, ".ics"))
	b.Tap("target.save")
	shows(t, b, "Calendar programs expect that")
	b.Write("target.url", file)
	b.Tap("target.try")
	if b.Shows("Asking") {
		t.Errorf("a try gave no answer:\n%s", b.Words())
	}
	if _, err := os.Stat(file); err == nil {
		t.Error("a try wrote the file")
	}
	b.Tap("target.save")
	shows(t, b, "Not published yet", "0 of 1", "changes wait")
	b.Tap("target.0.0.publish")
	shows(t, b, "Published: drive, 8 shifts", "1 of 1", "all is well")
	if _, err := os.Stat(file); err != nil {
		t.Errorf("nothing was published: %v", err)
	}
	b.Tap("target.0.0.more")
	b.Tap("menu.3")
	if got := targets(t, b); len(got) != 0 {
		t.Errorf("the places are %+v", got)
	}
	if _, err := b.WS.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	shows(t, b, "drive")
}

// What others put where a calendar is published is lost only when somebody says so.
func TestReplacingIsAsked(t *testing.T) {
	b := withRota(t)
	file := filepath.Join(t.TempDir(), "oncall.ics")
	if err := os.WriteFile(file, []byte("shopping list"), 0o600); err != nil {
		t.Fatal(err)
	}
	f := feed(t, b, model.Feed{Name: "All"})
	if _, err := b.WS.SaveTarget(ctx, model.Target{FeedID: f.ID, Name: "drive", Kind: model.ToFolder, Address: file}); err != nil {
		t.Fatal(err)
	}
	b.Visit("settings", "calendars")
	b.Tap("calendars.publish-all")
	shows(t, b, "Published to 0 of 1 place", "drive, All: never published", "is no calendar, so it was left alone")
	b.Tap("trouble.publish.0")
	shows(t, b, "Publish drive all the same?")
	if data, err := os.ReadFile(file); err != nil || string(data) != "shopping list" {
		t.Fatalf("before it was allowed the file holds %q, %v", data, err)
	}
	b.Tap("publish-anyway.do")
	if data, err := os.ReadFile(file); err != nil || !strings.HasPrefix(string(data), "BEGIN:VCALENDAR") {
		t.Errorf("after it was allowed the file holds %.20q, %v", data, err)
	}
	shows(t, b, "all is well")
}

func TestAPasswordAndHeadersGoWhereTheyBelong(t *testing.T) {
	var got http.Header
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = r.Header.Clone()
		http.NotFound(w, r)
	}))
	defer server.Close()
	b := withRota(t)
	feed(t, b, model.Feed{Name: "All"})
	b.Visit("settings", "calendars")
	b.Tap("calendar.0.place")
	b.Tap("target.kind.2")
	b.Write("target.name", "bucket")
	b.Write("target.url", server.URL+"/oncall.ics")
	b.Write("target.secret", "s3cret")
	b.Write("target.header", "Authorization: Bearer {secret}")
	b.Tap("target.try")
	if got.Get("Authorization") != "Bearer s3cret" {
		t.Errorf("a try with a password that is not stored yet sent %q", got.Get("Authorization"))
	}
	b.Tap("target.save")
	all := targets(t, b)
	if len(all) != 1 || all[0].Kind != model.ToPut || !cmp.Equal(all[0].Headers, []model.Header{{Name: "Authorization", Value: "Bearer {secret}"}}) {
		t.Fatalf("the places are %+v", all)
	}
	if !b.WS.HasSecret(all[0]) {
		t.Error("the password was not kept")
	}
	b.Tap("target.0.0.more")
	b.Tap("menu.0")
	shows(t, b, "stored; empty keeps it", "Authorization: Bearer {secret}")
	if b.Shows("s3cret") {
		t.Error("the password is shown")
	}
}

func TestALinkIsMadeShownReplacedAndRevoked(t *testing.T) {
	b := withRota(t)
	f := feed(t, b, model.Feed{Name: "All"})
	b.Visit("settings", "calendars")
	b.Tap("calendar.0.link")
	b.Write("link.name", "Ben's phone")
	b.Tap("link.make")
	shows(t, b, "http://127.0.0.1:8099/feed/", "webcal://127.0.0.1:8099/feed/", "The calendar server does not run in this window", "Google Calendar")
	b.Tap("link.copy")
	first := fyne.CurrentApp().Clipboard().Content()
	b.Press(fyne.KeyEscape)
	shows(t, b, "Ben's phone", "never used", "1 link leads nowhere from this window")

	links := func() []model.FeedLink {
		all, err := b.WS.FeedLinks(ctx, f.ID)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	before := links()
	b.Tap("link.0.0.show")
	if kept, err := b.WS.ShowFeedLink(ctx, before[0]); err == nil {
		shows(t, b, kept.Path())
	} else {
		shows(t, b, "This link cannot be shown again")
	}
	b.Press(fyne.KeyEscape)
	b.Tap("link.0.0.more")
	b.Tap("menu.0")
	b.Tap("rotate-link.do")
	b.Tap("link.copy")
	if second := fyne.CurrentApp().Clipboard().Content(); second == first || !strings.HasPrefix(second, "http://127.0.0.1:8099/feed/") {
		t.Errorf("the new link is %q, the old one was %q", second, first)
	}
	b.Press(fyne.KeyEscape)
	if now := links(); len(now) != 1 || now[0].Digest == before[0].Digest || now[0].Name != "Ben's phone" {
		t.Errorf("the links are %+v", now)
	}
	b.Tap("link.0.0.more")
	b.Tap("menu.1")
	if now := links(); len(now) != 0 {
		t.Errorf("after revoking the links are %+v", now)
	}
}

func TestTheServerIsSetUpWithAWarning(t *testing.T) {
	b := withRota(t)
	settings := func() workspace.ServerSettings {
		s, err := b.WS.ServerSettings(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	b.Visit("settings", "calendars")
	b.Tap("calendars.set-up")
	b.Write("server.port", "eighty")
	b.Tap("server.on")
	shows(t, b, "is no port")
	b.Write("server.port", "18099")
	if others := workspace.ServerAddresses(""); len(others) > 1 && others[1].Open {
		b.Tap("server.who")
		b.Press(fyne.KeyDown, fyne.KeyReturn)
		shows(t, b, workspace.OpenWarning[:40])
		b.Tap("server.who")
		b.Press(fyne.KeyUp, fyne.KeyReturn)
	}
	b.Tap("server.on")
	want := workspace.ServerSettings{On: true, Listen: net.JoinHostPort("127.0.0.1", "18099")}
	if got := settings(); got != want {
		t.Errorf("the server is %+v, want %+v", got, want)
	}
	b.Tap("calendars.server.0")
	want.On = false
	if got := settings(); got != want {
		t.Errorf("after switching off the server is %+v, want %+v", got, want)
	}
	b.Tap("calendars.every")
	b.Press(fyne.KeyUp, fyne.KeyReturn)
	if got, err := b.WS.PublishEvery(ctx); err != nil || got != workspace.PublishIntervals[0] {
		t.Errorf("publishing runs every %v, want %v: %v", got, workspace.PublishIntervals[0], err)
	}
}

func TestItFitsTheSmallestWindow(t *testing.T) {
	b := withRota(t)
	f := feed(t, b, model.Feed{Name: strings.Repeat("Payments and ledger ", 5)})
	if _, err := b.WS.SaveTarget(ctx, model.Target{FeedID: f.ID, Name: strings.Repeat("cloud ", 16), Kind: model.ToWebDAV, Address: "https://cloud.example.org/" + strings.Repeat("long/", 40) + "oncall.ics"}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.WS.AddFeedLink(ctx, f, strings.Repeat("phone ", 16)); err != nil {
		t.Fatal(err)
	}
	b.Window.Resize(fyne.NewSize(1000, 640))
	b.Visit("settings", "calendars")
	if w := b.Canvas().Content().MinSize().Width; w > 1000 {
		t.Errorf("the window needs %g units, want at most 1000", w)
	}
	for _, open := range []string{"calendars.add", "calendars.publish-all"} {
		if !b.Has(open) {
			t.Errorf("%s cannot be reached", open)
		}
	}
}
