package settings

import (
	"os"
	"path/filepath"
	"testing"

	"watchbill/model"
)

func TestACalendarIsAddedAndPublished(t *testing.T) {
	b := withTeam(t)
	b.Visit("settings", "calendars")
	if !b.Shows("none yet") || !b.Shows("nowhere yet") {
		t.Fatalf("the empty section says:\n%s", b.Words())
	}
	b.Tap("settings.add-feed")
	b.Write("name", "Everybody's shifts")
	b.Write("title", "{who}")
	b.Tap("feed.save")
	if feeds, err := b.WS.Feeds(ctx); err != nil || len(feeds) != 0 {
		t.Fatalf("a wrong title was kept: %+v, %v", feeds, err)
	}
	b.Write("title", "{role}: {person}")
	b.Tap("feed.save")
	feeds, err := b.WS.Feeds(ctx)
	if err != nil || len(feeds) != 1 || feeds[0].Title != "{role}: {person}" {
		t.Fatalf("feeds: got %+v, %v", feeds, err)
	}

	file := filepath.Join(t.TempDir(), "oncall.ics")
	b.Tap("settings.add-target")
	b.Write("name", "site")
	b.Write("url", file)
	b.Tap("target.save")
	if !b.Shows("not published yet") {
		t.Errorf("the new place is not shown:\n%s", b.Words())
	}
	b.Tap("settings.publish.0")
	if _, err := os.Stat(file); err != nil {
		t.Errorf("nothing was published: %v", err)
	}
	b.Tap("settings.delete-target.0")
	if targets, err := b.WS.Targets(ctx); err != nil || len(targets) != 0 {
		t.Errorf("targets: got %+v, %v", targets, err)
	}
	if _, err := b.WS.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if !b.Shows("site") {
		t.Errorf("undo did not bring the place back:\n%s", b.Words())
	}
}

func TestALinkIsShownOnce(t *testing.T) {
	b := withTeam(t)
	if _, err := b.WS.SaveFeed(ctx, model.Feed{Name: "All"}); err != nil {
		t.Fatal(err)
	}
	b.Visit("settings", "calendars")
	b.Tap("settings.link.0")
	if !b.Shows("http://127.0.0.1:8099/feed/") {
		t.Errorf("the link is not shown:\n%s", b.Words())
	}
	b.Tap("link.copy")
	if b.Shows("http://127.0.0.1:8099/feed/") || !b.Shows("1 link") {
		t.Errorf("after closing it says:\n%s", b.Words())
	}
}
