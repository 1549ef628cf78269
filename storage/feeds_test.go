package storage

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"watchbill/model"
)

// mustFeed stores a feed with a link and a target.
func mustFeed(t *testing.T, db *DB, f fixture) (model.Feed, model.FeedLink, model.Target) {
	t.Helper()
	ctx := context.Background()
	feed := model.Feed{
		TeamID: f.team, Name: "Primary's calendar", RotationID: f.rotation.ID, RoleID: f.rotation.Roles[0].ID, PastDays: 30, AheadDays: 90,
		Title: "{role}: {person}", Reminders: []int{30, 1440}, Busy: true, Category: "Pager",
	}
	link := model.FeedLink{Name: "phone", Digest: strings.Repeat("ab", 32), Created: now.UTC()}
	target := model.Target{TeamID: f.team, Name: "cloud", Kind: model.ToPut, Address: "https://example.org/a.ics", User: "ana", Headers: []model.Header{{Name: "X-A", Value: "1"}}}
	mustUpdate(t, db, "feed", func(tx *Tx) (err error) {
		if feed.ID, err = tx.PutFeed(ctx, feed); err != nil {
			return err
		}
		link.FeedID, target.FeedID = feed.ID, feed.ID
		if link.ID, err = tx.AddFeedLink(ctx, link); err != nil {
			return err
		}
		target.ID, err = tx.PutTarget(ctx, target)
		return err
	})
	return feed, link, target
}

func TestFeedsAreKeptAsGiven(t *testing.T) {
	ctx := context.Background()
	db := mustOpen(t)
	f := mustFixture(t, db)
	feed, link, target := mustFeed(t, db, f)

	feeds, err := db.Reader().Feeds(ctx, f.team)
	if diff := cmp.Diff([]model.Feed{feed}, feeds); diff != "" || err != nil {
		t.Errorf("feeds (-want +got), %v:\n%s", err, diff)
	}
	targets, err := db.Reader().Targets(ctx, f.team)
	if err != nil || len(targets) != 1 || len(targets[0].Key) != 16 {
		t.Fatalf("targets: got %+v, %v; want one with a key", targets, err)
	}
	target.Key = targets[0].Key
	if diff := cmp.Diff(target, targets[0]); diff != "" {
		t.Errorf("target (-want +got):\n%s", diff)
	}

	if err := db.NoteUse(ctx, link.Digest, now); err != nil {
		t.Fatal(err)
	}
	if err := db.NoteUse(ctx, link.Digest, now.Add(-time.Hour)); err != nil { // told late
		t.Fatal(err)
	}
	link.Used = now
	links, err := db.Reader().FeedLinks(ctx, f.team)
	if diff := cmp.Diff([]model.FeedLink{link}, links); diff != "" || err != nil {
		t.Errorf("links (-want +got), %v:\n%s", err, diff)
	}
}

// What merely happened is no change: it is not in the history, and undo does not take it back.
func TestPublishStateStandsOutsideOfTheHistory(t *testing.T) {
	ctx := context.Background()
	db := mustOpen(t)
	f := mustFixture(t, db)
	_, _, target := mustFeed(t, db, f)
	targets, err := db.Reader().Targets(ctx, f.team)
	if err != nil {
		t.Fatal(err)
	}
	state := model.PublishState{Key: targets[0].Key, Tried: now, Good: now, ETag: `"1"`, Sum: "aa", Events: 3}
	if err := db.NotePublish(ctx, state); err != nil {
		t.Fatal(err)
	}
	state.Tried, state.Error = now.Add(time.Hour), "The server is down."
	if err := db.NotePublish(ctx, state); err != nil {
		t.Fatal(err)
	}
	before := dump(t, db)
	mustUpdate(t, db, "delete", func(tx *Tx) error { return tx.DeleteTarget(ctx, target.ID) })
	if _, err := db.Undo(ctx, op("undo")); err != nil {
		t.Fatal(err)
	}
	if after := dump(t, db); after != before {
		t.Errorf("undo gave\n%s\nwant\n%s", after, before)
	}
	states, err := db.Reader().PublishStates(ctx)
	if diff := cmp.Diff(map[string]model.PublishState{state.Key: state}, states); diff != "" || err != nil {
		t.Errorf("states (-want +got), %v:\n%s", err, diff)
	}
}

// A feed goes with its links and targets, and all of them come back.
func TestUndoOfADeletedRotationBringsItsFeedsBack(t *testing.T) {
	ctx := context.Background()
	db := mustOpen(t)
	f := mustFixture(t, db)
	mustFeed(t, db, f)
	before := dump(t, db)
	mustUpdate(t, db, "delete", func(tx *Tx) error { return tx.DeleteRotation(ctx, f.rotation.ID) })
	if feeds, err := db.Reader().Feeds(ctx, f.team); err != nil || len(feeds) != 0 {
		t.Fatalf("feeds of a rotation that is gone: got %+v, %v", feeds, err)
	}
	if _, err := db.Undo(ctx, op("undo")); err != nil {
		t.Fatal(err)
	}
	if after := dump(t, db); after != before {
		t.Errorf("undo gave\n%s\nwant\n%s", after, before)
	}
}
