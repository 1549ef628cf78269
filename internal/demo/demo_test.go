package demo

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"watchbill/calendar"
	"watchbill/model"
	"watchbill/workspace"
)

var moments = []time.Time{
	time.Date(2026, 11, 18, 9, 42, 0, 0, time.UTC),
	time.Date(2027, 3, 28, 0, 59, 0, 0, time.UTC), // just before a clock change
	time.Date(2028, 2, 29, 23, 30, 0, 0, time.UTC),
	time.Date(2026, 6, 1, 6, 59, 0, 0, time.UTC), // a Monday, just before the handoff
}

func mustMake(t *testing.T, now time.Time) *workspace.Workspace {
	t.Helper()
	path := filepath.Join(t.TempDir(), "sample.watchbill")
	if err := Make(context.Background(), path, now, false); err != nil {
		t.Fatal(err)
	}
	w, err := workspace.Open(context.Background(), path, workspace.Config{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	return w
}

func TestSampleHasSomethingForEveryPage(t *testing.T) {
	ctx := context.Background()
	for _, now := range moments {
		t.Run(now.Format(time.RFC3339), func(t *testing.T) {
			w := mustMake(t, now)
			today, err := w.Today(ctx)
			if err != nil {
				t.Fatal(err)
			}
			toil, err := w.Toil(ctx, model.LastWeeks(today, 4))
			if err != nil {
				t.Fatal(err)
			}
			if share, _ := toil.Total.Share(); share < 0.35 || share > 0.41 {
				t.Errorf("team toil: got %.3f, want about 0.38", share)
			}
			if top := toil.People[0]; top.Person.Name != "Ana Souza" || !top.OverCap || toil.People[1].OverCap {
				t.Errorf("above the cap: got %s (%t) and %s (%t), want Ana alone", top.Person.Name, top.OverCap, toil.People[1].Person.Name, toil.People[1].OverCap)
			}
			oncall, err := w.OnCall(ctx, now)
			if err != nil {
				t.Fatal(err)
			}
			for _, o := range oncall {
				for _, r := range o.Roles {
					if r.Person.ID == 0 || r.NextUp.ID == 0 || r.Away {
						t.Errorf("%s %s: got now %q next %q away %t", o.Rotation.Name, r.Role.Name, r.Person.Name, r.NextUp.Name, r.Away)
					}
				}
			}
			ahead, err := w.CoverageAhead(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if len(ahead.Gaps) != 0 || len(ahead.Away) != 1 || ahead.Away[0].PersonID != toilPerson(toil, "Žofie Dvořák") {
				t.Errorf("ahead: got %d gaps and %d shifts of people away, want none and one of Žofie's", len(ahead.Gaps), len(ahead.Away))
			}
			capacity, err := w.Capacity(ctx, workspace.Outlook{})
			if err != nil {
				t.Fatal(err)
			}
			first := capacity[0]
			if len(capacity) != 8 || first.Resource.Name != "db-payments disk" || first.Overdue || !first.OrderBy.Before(now.AddDate(0, 0, 30)) {
				t.Errorf("capacity: got %d, first %s to order by %s, want 8 and db-payments disk within 30 days", len(capacity), first.Resource.Name, first.OrderBy)
			}
			swaps, err := w.Swaps(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if len(swaps.NeedsMe) != 1 || swaps.NeedsMe[0].State != model.SwapAccepted || len(swaps.NeedsMe[0].Problems) != 0 || len(swaps.Open) != 1 || swaps.Open[0].State != model.SwapOpen {
				t.Errorf("swaps: got %+v, want one that waits for approval and one that waits for somebody", swaps)
			}
			plan, err := w.PlanPublish(ctx, rotation(t, w, "Payments").ID)
			if err != nil {
				t.Fatal(err)
			}
			if changed, added := plan.Counts(); changed < 3 || added != 36 {
				t.Errorf("draft: got %d changed and %d new, want at least 3 and 36", changed, added)
			}
		})
	}
}

func toilPerson(v workspace.ToilView, name string) model.ID {
	for id, p := range v.Names {
		if p.Name == name {
			return id
		}
	}
	return 0
}

func rotation(t *testing.T, w *workspace.Workspace, name string) model.Rotation {
	t.Helper()
	all, err := w.Rotations(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	r, err := workspace.RotationNamed(all, name)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestSampleIsTheSameEachTime(t *testing.T) {
	ctx := context.Background()
	a, b := mustMake(t, moments[0]), mustMake(t, moments[0])
	for _, w := range []*workspace.Workspace{a, b} {
		if err := w.UseTeam(ctx, "Payments SRE"); err != nil {
			t.Fatal(err)
		}
	}
	read := func(w *workspace.Workspace) (out []any) {
		team, err := w.Team(ctx)
		if err != nil {
			t.Fatal(err)
		}
		shifts, err := w.Reader().Shifts(ctx, team.ID, model.Interval{})
		if err != nil {
			t.Fatal(err)
		}
		for i := range shifts {
			shifts[i].UID = "" // led by the file's own key
		}
		toil, err := w.Reader().Toil(ctx, team.ID, model.ToilPeriod{})
		if err != nil {
			t.Fatal(err)
		}
		history, err := w.Reader().History(ctx, 0, 100)
		if err != nil {
			t.Fatal(err)
		}
		return []any{shifts, toil, history}
	}
	if diff := cmp.Diff(read(a), read(b), cmp.Comparer(func(x, y time.Time) bool { return x.Equal(y) })); diff != "" {
		t.Errorf("two samples of one moment differ:\n%s", diff)
	}
}

func TestFeedsOfTheSampleAreWritten(t *testing.T) {
	ctx := context.Background()
	w := mustMake(t, moments[0])
	feed, err := w.RotationFeed(ctx, rotation(t, w, "Payments"))
	if err != nil {
		t.Fatal(err)
	}
	data, err := calendar.Encode(feed)
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(data, []byte("BEGIN:VEVENT")); n != 2*publishedWeeks {
		t.Errorf("events: got %d, want %d", n, 2*publishedWeeks)
	}
}

func TestMakeLeavesOtherFilesAlone(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	own := filepath.Join(dir, "team.watchbill")
	w, err := workspace.Open(ctx, own, workspace.Config{Now: func() time.Time { return moments[0] }})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.SavePerson(ctx, model.Person{Name: "Ana", Zone: "UTC"}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	notes := filepath.Join(dir, "notes.txt")
	if err := os.WriteFile(notes, []byte("not a database"), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{own: "is no sample", notes: "not a Watchbill file"} {
		before, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := Make(ctx, path, moments[0], true); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want an error with %q", filepath.Base(path), err, want)
		}
		if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
			t.Errorf("%s was changed", filepath.Base(path))
		}
	}
	sample := filepath.Join(dir, "sample.watchbill")
	if err := Make(ctx, sample, moments[0], false); err != nil {
		t.Fatal(err)
	}
	if err := Make(ctx, sample, moments[0], false); model.CodeOf(err) != model.Conflict {
		t.Errorf("a second time without fresh: got %v, want a conflict", err)
	}
	if err := Make(ctx, sample, moments[1], true); err != nil {
		t.Errorf("a second time with fresh: %v", err)
	}
	if err := Ensure(ctx, sample, moments[2]); err != nil {
		t.Errorf("a sample that is there: %v", err)
	}
}
