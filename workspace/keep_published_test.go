package workspace

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"watchbill/model"
)

// Publishing goes on after changes of this process and of another one, and not because of its own notes.
func TestKeepPublishedFollowsChanges(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	w := mustOpen(t)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana")
	shifts := mustPublish(t, w, r, 2)
	done, err := w.SaveFeed(ctx, model.Feed{Name: "Payments", RotationID: r.ID})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.SaveTarget(ctx, model.Target{Name: "site", FeedID: done.ID, Kind: model.ToFolder, Address: filepath.Join(t.TempDir(), "oncall.ics")}); err != nil {
		t.Fatal(err)
	}
	told, ended := make(chan Published, 10), make(chan error, 1)
	go func() {
		ended <- w.KeepPublished(ctx, time.Hour, PublishOptions{Settle: time.Millisecond}, func(p []Published) { told <- p[0] })
	}()
	next := func(what string) {
		t.Helper()
		select {
		case p := <-told:
			if p.Err != nil || p.Result.Same || p.Result.Events != len(shifts) {
				t.Fatalf("%s: got %+v, %v; want it published", what, p.Result, p.Err)
			}
		case <-time.After(20 * time.Second):
			t.Fatalf("%s was not published", what)
		}
	}
	next("what there is")
	if _, err := w.Reassign(ctx, shifts[0].ID, people["Dana"].ID); err != nil {
		t.Fatal(err)
	}
	next("a change")
	other, err := Open(ctx, w.Path(), Config{Via: "test", Who: "other", Now: w.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if _, err := other.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	next("a change of another process")
	cancel()
	if err := <-ended; err != nil {
		t.Errorf("it ended with %v", err)
	}
	if n := len(told); n != 0 {
		t.Errorf("published %d times more than there were changes", n)
	}
}
