package workspace

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"watchbill/model"
)

// Duties that only an override gives are covered by another override: where the ill person comes in for somebody, where they were added,
// and where an override has them serve whoever has the shift. One undo takes it all back.
func TestIllnessCoversDutiesByOverride(t *testing.T) {
	ctx := context.Background()
	clock := time.Date(2026, 11, 15, 8, 0, 0, 0, berlin)
	w := mustOpenAt(t, &clock)
	people, _ := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana", "Eun-ji")
	if _, err := w.SetDutyRules(ctx, model.DutyRules{Rest: 0, MaxShare: 1}); err != nil {
		t.Fatal(err)
	}
	daily := mustDaily(t, w, "Ledger", people, "Ana", "Ben", "Chidi", "Dana", "Eun-ji") // Ana has the 16th, the 21st and so on
	if _, err := w.SaveRules(ctx, daily, model.BuildRules{HistoryWeeks: 26, HolidayFactor: 1, KeepPublished: true}); err != nil {
		t.Fatal(err)
	}
	mustPublish(t, w, daily, 3)
	clock = time.Date(2026, 11, 17, 10, 0, 0, 0, berlin)
	role := daily.Roles[0].ID
	at := func(day, hour int) time.Time { return time.Date(2026, 11, day, hour, 0, 0, 0, berlin) }
	for _, o := range []model.Override{
		{Kind: model.OverrideReplace, OutID: people["Chidi"].ID, Interval: model.Interval{Start: at(18, 12), End: at(18, 20)}},
		{Kind: model.OverrideAdd, Interval: model.Interval{Start: at(19, 12), End: at(19, 20)}},
		{Kind: model.OverrideReplace, Interval: model.Interval{Start: at(20, 20), End: at(21, 20)}}, // the 21st is hers already from 09:00
	} {
		o.RotationID, o.RoleID, o.PersonID = daily.ID, role, people["Ana"].ID
		if _, err := w.AddOverride(ctx, o); err != nil {
			t.Fatal(err)
		}
	}
	window := model.Interval{Start: at(17, 12), End: at(24, 0)}
	served := func() (out []string) {
		duties, err := w.Reader().Duties(ctx, daily.TeamID, window)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range duties {
			if s.RotationID == daily.ID && s.PersonID == people["Ana"].ID {
				out = append(out, s.Start.Format("2 15")+" to "+s.End.Format("2 15"))
			}
		}
		return out
	}
	before := served()
	if want := []string{"18 12 to 18 20", "19 12 to 19 20", "20 20 to 21 09", "21 09 to 22 09"}; !cmp.Equal(before, want) {
		t.Fatalf("Ana serves %v, want %v", before, want)
	}
	plan, err := w.PlanIllness(ctx, people["Ana"].ID, at(23, 0))
	if err != nil {
		t.Fatal(err)
	}
	byOverride := 0
	for _, c := range plan.Covers {
		if c.ByOverride() {
			byOverride++
		}
		if c.Shift.RoleID == role && c.Part.Start.Equal(at(19, 12)) && c.To == people["Dana"].ID {
			t.Error("Dana, whose day it is, cannot be added beside herself")
		}
		if len(c.Reasons) == 0 || c.To == people["Ana"].ID {
			t.Errorf("%s is covered by %d for %v", c.Part.Start, c.To, c.Reasons)
		}
	}
	if len(plan.Open) > 0 || byOverride != 4 || len(plan.Covers) != 5 {
		t.Fatalf("got %d covers, %d by override, open %v; want the shift, and four duties by override", len(plan.Covers), byOverride, plan.Open)
	}
	sum := 0.0
	for _, l := range plan.Loads {
		sum += l.After - l.Before
		if l.PersonID == people["Ana"].ID && l.After >= l.Before {
			t.Errorf("Ana's load goes from %g to %g", l.Before, l.After)
		}
	}
	if sum > 1e-6 || sum < -1e-6 {
		t.Errorf("the loads change by %g in all", sum)
	}
	if _, err := w.ApplyIllness(ctx, plan, true); err != nil {
		t.Fatal(err)
	}
	if got := served(); got != nil {
		t.Errorf("she is ill and serves %v", got)
	}
	duties, err := w.Reader().Duties(ctx, daily.TeamID, window)
	if err != nil || len(model.DoubleBookings(duties)) > 0 {
		t.Errorf("double bookings: %v, %v", model.DoubleBookings(duties), err)
	}
	if again, err := w.PlanIllness(ctx, people["Ana"].ID, at(23, 0)); err != nil || len(again.Covers)+len(again.Open) > 0 {
		t.Errorf("afterwards: got %d covers, %d open, %v; want none", len(again.Covers), len(again.Open), err)
	}
	if _, err := w.ApplyIllness(ctx, plan, false); model.CodeOf(err) != model.Conflict {
		t.Errorf("the same plan again: got %v", err)
	}
	if _, err := w.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(before, served()); d != "" {
		t.Errorf("one undo: %s", d)
	}
}

// An override that somebody took back, or changed, makes the plan stale.
func TestIllnessPlanOfAnOverrideThatIsGone(t *testing.T) {
	ctx := context.Background()
	clock := time.Date(2026, 11, 15, 8, 0, 0, 0, berlin)
	w := mustOpenAt(t, &clock)
	people, _ := mustTeam(t, w, "Ana", "Ben", "Chidi")
	daily := mustDaily(t, w, "Ledger", people, "Ben", "Chidi")
	mustPublish(t, w, daily, 2)
	o := model.Override{
		RotationID: daily.ID, RoleID: daily.Roles[0].ID, Kind: model.OverrideReplace, PersonID: people["Ana"].ID,
		Interval: model.Interval{Start: time.Date(2026, 11, 18, 12, 0, 0, 0, berlin), End: time.Date(2026, 11, 18, 20, 0, 0, 0, berlin)},
	}
	done, err := w.AddOverride(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := w.PlanIllness(ctx, people["Ana"].ID, time.Date(2026, 11, 19, 0, 0, 0, 0, berlin))
	if err != nil || len(plan.Covers) != 1 {
		t.Fatalf("got %+v, %v; want one cover", plan.Covers, err)
	}
	if _, err := w.RemoveOverride(ctx, done.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := w.ApplyIllness(ctx, plan, true); model.CodeOf(err) != model.Conflict {
		t.Errorf("got %v, want a refusal", err)
	}
}
