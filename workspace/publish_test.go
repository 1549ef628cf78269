package workspace

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"watchbill/model"
)

func TestPublishingIsSeenOnToday(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	at := now
	w.cfg.Now = func() time.Time { return at }
	_, r := mustTeam(t, w, "Ana", "Ben", "Chidi")
	shifts := mustPublish(t, w, r, 12)
	done, err := w.SaveFeed(ctx, model.Feed{Name: "Payments", RotationID: r.ID})
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "site")
	file := filepath.Join(dir, "oncall.ics")
	if _, err := w.SaveTarget(ctx, model.Target{Name: "site", FeedID: done.ID, Kind: model.ToFolder, Address: file}); err != nil {
		t.Fatal(err)
	}
	publish := func() error {
		t.Helper()
		targets, err := w.Targets(ctx)
		if err != nil {
			t.Fatal(err)
		}
		out, err := w.Publishing(ctx, targets, PublishOptions{})
		if err != nil || len(out) != 1 {
			t.Fatalf("got %v, %v", out, err)
		}
		return out[0].Err
	}
	needs := func(want ...string) {
		t.Helper()
		all, err := w.Needs(ctx)
		if err != nil {
			t.Fatal(err)
		}
		var got []Need
		for _, n := range all {
			if n.Kind == NeedPublishing {
				got = append(got, n)
			}
		}
		if len(got) != len(want)/2 {
			t.Fatalf("needs: got %+v, want %v", got, want)
		}
		for i, n := range got {
			if n.Title != want[2*i] || !strings.Contains(n.Detail, want[2*i+1]) {
				t.Errorf("need: got %q, %q; want %q", n.Title, n.Detail, want[2*i:])
			}
		}
	}

	needs() // nothing was tried yet
	if err := publish(); model.CodeOf(err) != model.Unavailable {
		t.Fatalf("without the folder: got %v", err)
	}
	needs("Calendar site could not be published", "is not there")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := publish(); err != nil {
		t.Fatal(err)
	}
	needs()
	entries, err := w.Reader().History(ctx, 0, 1)
	if err != nil || entries[0].Op != "save the target" {
		t.Errorf("the history ends with %+v, %v; publishing is no change", entries, err)
	}

	at = at.Add(time.Hour)
	if _, err := w.Reassign(ctx, shifts[4].ID, 0); err != nil {
		t.Fatal(err)
	}
	needs()
	at = at.Add(2 * time.Hour)
	needs("Calendar site not published since Wed 18 Nov 10:42", "what changed since Wed 18 Nov 11:42")
	if err := publish(); err != nil {
		t.Fatal(err)
	}
	needs()
	if data, err := os.ReadFile(file); err != nil || !strings.Contains(string(data), "unstaffed") {
		t.Errorf("the change is not in the file: %v", err)
	}

	// Undo of the target's removal brings the target back with how it stands.
	targets, err := w.Targets(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.DeleteTarget(ctx, targets[0]); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	views, err := w.TargetViews(ctx)
	if err != nil || len(views) != 1 || views[0].State.Events != len(shifts) {
		t.Errorf("after undo: got %+v, %v", views, err)
	}
}
