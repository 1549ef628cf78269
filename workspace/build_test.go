package workspace

import (
	"context"
	"strings"
	"testing"
	"time"

	"watchbill/model"
	"watchbill/rostering"
)

func mustPlan(t *testing.T, w *Workspace, r model.Rotation, weeks int, rules model.BuildRules) BuildPlan {
	t.Helper()
	p, err := w.PlanBuild(context.Background(), BuildQuestion{Rotation: r.ID, Weeks: weeks, Rules: rules})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func mustSolve(t *testing.T, p BuildPlan) *rostering.Result {
	t.Helper()
	result, err := p.Solve(context.Background(), 10*time.Second, nil)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func TestBuildRespectsTimeOffAndRest(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana", "Eun-ji", "Farid")
	off := model.TimeOff{PersonID: people["Ana"].ID, AllDay: true, Interval: model.Interval{Start: now, End: now.AddDate(0, 0, 40)}}
	if _, err := w.SaveTimeOff(ctx, off); err != nil {
		t.Fatal(err)
	}
	p := mustPlan(t, w, r, 12, model.BuildRules{RestTurns: 1, ByHours: true})
	result := mustSolve(t, p)
	if result.Status != rostering.StatusOptimal {
		t.Fatalf("status: got %s, want optimal", result.Status)
	}
	shifts := p.Shifts(result.Rota)
	for i, s := range shifts {
		if s.PersonID == 0 {
			t.Errorf("%s: nobody", s.Start)
		}
		if s.PersonID == people["Ana"].ID && s.Overlaps(off.Interval) {
			t.Errorf("%s: Ana is away", s.Start)
		}
		for _, o := range shifts[:i] {
			if o.PersonID == s.PersonID && s.Start.Sub(o.Start) < 14*24*time.Hour {
				t.Errorf("%s and %s: no free turn between", o.Start, s.Start)
			}
		}
	}
	done, err := w.AcceptBuild(ctx, p, result)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(done.Entry.Summary, "Draft built: Payments, 23 Nov 2026 – 15 Feb 2027") {
		t.Errorf("summary: got %q", done.Entry.Summary)
	}
	if _, err := w.Publish(ctx, r.ID); err != nil {
		t.Fatal(err)
	}
}

// A rota built on what is published changes only what has to change.
func TestBuildRepairsWithFewestChanges(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana", "Eun-ji", "Farid")
	if _, err := w.BuildDraft(ctx, r.ID, now, 8); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Publish(ctx, r.ID); err != nil {
		t.Fatal(err)
	}
	ill := model.TimeOff{PersonID: people["Ben"].ID, Kind: "sick", AllDay: true, Interval: model.Interval{Start: now, End: now.AddDate(0, 0, 14)}}
	if _, err := w.SaveTimeOff(ctx, ill); err != nil {
		t.Fatal(err)
	}
	q := BuildQuestion{Rotation: r.ID, From: now, Weeks: 8, Rules: model.BuildRules{KeepPublished: true}}
	p, err := w.PlanBuild(ctx, q)
	if err != nil {
		t.Fatal(err)
	}
	result := mustSolve(t, p)
	if result.Changes == nil || *result.Changes != 2 { // Ben's secondary in week 1 and primary in week 2
		t.Errorf("changes: got %v, want 2", result.Changes)
	}
}

func TestBuildCountsHoursAndHistory(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana")
	half := people["Dana"]
	half.WeekMinutes = 1200
	if _, err := w.SavePerson(ctx, half); err != nil {
		t.Fatal(err)
	}
	p := mustPlan(t, w, r, 14, model.BuildRules{ByHours: true})
	result := mustSolve(t, p)
	if got := result.Loads["Dana"]; got != 4 {
		t.Errorf("half-time: got %d of 28 duties, want 4", got)
	}
}

func TestBuildExplainsWhatCannotBe(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi")
	p := mustPlan(t, w, r, 6, model.BuildRules{RestTurns: 2})
	result := mustSolve(t, p)
	if result.Status != rostering.StatusInfeasible || result.Witness == "" {
		t.Errorf("six people needed, three there: got %s, %q", result.Status, result.Witness)
	}
	if _, err := w.AcceptBuild(ctx, p, result); model.CodeOf(err) != model.Conflict {
		t.Errorf("accepting nothing: got %v", err)
	}
	if _, err := w.SaveTimeOff(ctx, model.TimeOff{PersonID: people["Ana"].ID, AllDay: true, Interval: model.Interval{Start: now, End: now.AddDate(1, 0, 0)}}); err != nil {
		t.Fatal(err)
	}
	if p = mustPlan(t, w, r, 6, model.BuildRules{}); len(p.Absent) != 1 || p.Absent[0].Name != "Ana" || len(p.People) != 2 {
		t.Errorf("away all the time: got %v absent, %v there", p.Absent, p.People)
	}
	if _, err := w.SaveTimeOff(ctx, model.TimeOff{PersonID: people["Ben"].ID, AllDay: true, Interval: model.Interval{Start: now, End: now.AddDate(1, 0, 0)}}); err != nil {
		t.Fatal(err)
	}
	_, err := w.PlanBuild(ctx, BuildQuestion{Rotation: r.ID, Weeks: 6})
	if model.CodeOf(err) != model.Invalid || !strings.Contains(err.Error(), "2 roles and 1 person who can take turns. Ana is away or on call elsewhere in every turn. Ben is") {
		t.Errorf("too few left: got %v", err)
	}
}

func TestNightAndWeekendTurns(t *testing.T) {
	turn := func(from string, hours int) model.Turn {
		l, err := model.ParseLocalTime(from)
		if err != nil {
			t.Fatal(err)
		}
		s := model.Resolve(l, berlin)
		return model.Turn{Interval: model.Interval{Start: s, End: s.Add(time.Duration(hours) * time.Hour)}}
	}
	for _, tt := range []struct {
		turn           model.Turn
		weekend, night bool
	}{
		{turn("2026-11-18T08:00", 12), false, false},
		{turn("2026-11-18T20:00", 12), false, true},
		{turn("2026-11-20T20:00", 12), true, true},
		{turn("2026-11-21T08:00", 12), true, false},
		{turn("2026-11-23T09:00", 168), true, false},
		{turn("2026-11-22T22:00", 2), true, true},
	} {
		if got := touchesWeekend(tt.turn); got != tt.weekend {
			t.Errorf("%s: weekend %v, want %v", tt.turn.Start, got, tt.weekend)
		}
		if got := mostlyNight(tt.turn); got != tt.night {
			t.Errorf("%s: night %v, want %v", tt.turn.Start, got, tt.night)
		}
	}
}
