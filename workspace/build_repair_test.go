package workspace

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"watchbill/model"
	"watchbill/rostering"
)

func mustPublishBuilt(t *testing.T, w *Workspace, p BuildPlan) {
	t.Helper()
	ctx := context.Background()
	if _, err := w.AcceptBuild(ctx, p, mustSolve(t, p)); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Publish(ctx, p.Rotation.ID); err != nil {
		t.Fatal(err)
	}
}

func mustRepair(t *testing.T, w *Workspace, r model.Rotation) Repair {
	t.Helper()
	repair, err := w.PlanRepair(context.Background(), r.ID)
	if err != nil {
		t.Fatal(err)
	}
	return repair
}

func mustShifts(t *testing.T, w *Workspace, r model.Rotation) []model.Shift {
	t.Helper()
	shifts, err := w.Reader().RotationShifts(context.Background(), r.ID, model.Published, model.Interval{})
	if err != nil {
		t.Fatal(err)
	}
	return shifts
}

// Ben is ill for two weeks: only his shifts there change hands, in one step that can be undone, and another draft stays.
func TestRepairChangesTheFewest(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana", "Eun-ji", "Farid")
	mustPublishBuilt(t, w, mustPlan(t, w, r, 12, model.BuildRules{RestTurns: 1}))
	if _, err := w.SaveRules(ctx, r, model.BuildRules{RestTurns: 1}); err != nil {
		t.Fatal(err)
	}
	if repair := mustRepair(t, w, r); len(repair.Change.Changes) != 0 || !strings.HasPrefix(repair.Say(), "Nothing has to change") {
		t.Errorf("nothing happened: got %+v, %q", repair.Change, repair.Say())
	}
	if _, err := w.BuildDraft(ctx, r.ID, time.Time{}, 4); err != nil {
		t.Fatal(err)
	}
	ill := model.Interval{Start: now, End: now.AddDate(0, 0, 30)}
	if _, err := w.SaveTimeOff(ctx, model.TimeOff{PersonID: people["Ben"].ID, Kind: "sick", AllDay: true, Interval: ill}); err != nil {
		t.Fatal(err)
	}
	was := mustShifts(t, w, r)
	his := 0
	for _, s := range was {
		if s.PersonID == people["Ben"].ID && s.Overlaps(ill) {
			his++
		}
	}
	repair := mustRepair(t, w, r)
	if his == 0 || len(repair.Change.Changes) != his || !strings.Contains(repair.Say(), "proven the fewest possible") {
		t.Fatalf("got %d changes, %q; want %d", len(repair.Change.Changes), repair.Say(), his)
	}
	done, err := w.ApplyRepair(ctx, repair)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(done.Entry.Summary, "Repaired: Payments, ") {
		t.Errorf("summary: got %q", done.Entry.Summary)
	}
	is := mustShifts(t, w, r)
	for i, s := range is {
		if s.ID != was[i].ID || s.UID != was[i].UID {
			t.Errorf("%s: the shift is another one", s.Start)
		}
		if s.PersonID == people["Ben"].ID && s.Overlaps(ill) {
			t.Errorf("%s: still Ben's", s.Start)
		}
	}
	if draft, err := w.Reader().RotationShifts(ctx, r.ID, model.Draft, model.Interval{}); err != nil || len(draft) != 8 {
		t.Errorf("draft: got %d shifts, %v; want the 8 that were there", len(draft), err)
	}
	if _, err := w.ApplyRepair(ctx, repair); model.CodeOf(err) != model.Conflict {
		t.Errorf("the same repair again: got %v, want a conflict", err)
	}
	if _, err := w.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	for i, s := range mustShifts(t, w, r) {
		if s.PersonID != was[i].PersonID {
			t.Errorf("%s: undo did not bring %d back", s.Start, was[i].PersonID)
		}
	}
}

// What has begun stays, even when its person falls ill in it, and who has left is replaced.
func TestRepairKeepsWhatHasBegun(t *testing.T) {
	ctx := context.Background()
	clock := now
	w := mustOpenAt(t, &clock)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana", "Eun-ji")
	mustPublishBuilt(t, w, mustPlan(t, w, r, 10, model.BuildRules{RestTurns: 1}))
	if _, err := w.SaveRules(ctx, r, model.BuildRules{RestTurns: 1}); err != nil {
		t.Fatal(err)
	}
	clock = time.Date(2026, 12, 9, 12, 0, 0, 0, time.UTC)
	was := mustShifts(t, w, r)
	gone := was[4].PersonID // on call now
	for _, x := range people {
		if x.ID == gone {
			x.Left = model.Date{Year: 2026, Month: 12, Day: 10}
			if _, err := w.SavePerson(ctx, x); err != nil {
				t.Fatal(err)
			}
		}
	}
	repair := mustRepair(t, w, r)
	if !repair.Possible() {
		t.Fatal(repair.Say())
	}
	if _, err := w.ApplyRepair(ctx, repair); err != nil {
		t.Fatal(err)
	}
	for i, s := range mustShifts(t, w, r) {
		switch {
		case !s.Start.After(clock) && s.PersonID != was[i].PersonID:
			t.Errorf("%s had begun and changed", s.Start)
		case s.Start.After(clock) && s.PersonID == gone:
			t.Errorf("%s: still with somebody who has left", s.Start)
		}
	}
}

// A week that two people share stays cut as it is.
func TestRepairKeepsSharedTurns(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana", "Eun-ji")
	mustServe(t, w, r, people, "2026-11-23T09:00", []string{"Ana", "Ben"}, []string{"Chidi", "Dana"}, []string{"Eun-ji", "Ana"}, []string{"Ben", "Chidi"})
	mustSplit(t, w, mustShifts(t, w, r)[2], people["Eun-ji"].ID) // Chidi's primary from 30 Nov
	ill := model.Interval{Start: now, End: now.AddDate(0, 0, 7)}
	if _, err := w.SaveTimeOff(ctx, model.TimeOff{PersonID: people["Ben"].ID, AllDay: true, Interval: ill}); err != nil {
		t.Fatal(err)
	}
	repair := mustRepair(t, w, r)
	if len(repair.Change.Changes) != 1 {
		t.Fatalf("got %+v; want only Ben's secondary of the first week to change", repair.Change.Changes)
	}
	if c := repair.Change.Changes[0]; c.Before.PersonID != people["Ben"].ID || c.After.PersonID == people["Ben"].ID {
		t.Errorf("got %+v", c)
	}
}

func TestRepairSaysWhyThereIsNone(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi")
	if _, err := w.PlanRepair(ctx, r.ID); model.CodeOf(err) != model.NotFound {
		t.Errorf("nothing published: got %v", err)
	}
	mustServe(t, w, r, people, "2026-11-23T09:00", []string{"Ana", "Ben"}, []string{"Chidi", "Ana"}, []string{"Ben", "Chidi"})
	for _, name := range []string{"Ana", "Ben"} {
		if _, err := w.SaveTimeOff(ctx, model.TimeOff{PersonID: people[name].ID, AllDay: true, Interval: model.Interval{Start: now, End: now.AddDate(0, 0, 7)}}); err != nil {
			t.Fatal(err)
		}
	}
	repair := mustRepair(t, w, r)
	if repair.Possible() || repair.Result.Status != rostering.StatusInfeasible || !strings.Contains(repair.Say(), "23 Nov") {
		t.Errorf("got %s, %q", repair.Result.Status, repair.Say())
	}
	if _, err := w.ApplyRepair(ctx, repair); model.CodeOf(err) != model.Conflict {
		t.Errorf("applying it: got %v", err)
	}
	if !slices.ContainsFunc(repair.Result.WaysOut, func(x rostering.Relaxation) bool { return x.Kind == "time_off" }) {
		t.Errorf("ways out: got %+v", repair.Result.WaysOut)
	}
}
