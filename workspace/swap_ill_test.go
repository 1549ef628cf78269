package workspace

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"watchbill/model"
)

// mustDaily adds a daily rotation of one role over some people.
func mustDaily(t *testing.T, w *Workspace, name string, people map[string]model.Person, order ...string) model.Rotation {
	t.Helper()
	var ids []model.ID
	for _, n := range order {
		ids = append(ids, people[n].ID)
	}
	r := model.NewRotation(name, "Europe/Berlin", []string{"primary"}, model.Plain{
		First: model.NewLocalTime(2026, 11, 16, 9, 0, 0), Turns: model.Pattern{{N: 1, Unit: model.Days}}, People: ids,
	})
	if _, err := w.SaveRotation(context.Background(), r); err != nil {
		t.Fatal(err)
	}
	all, err := w.Rotations(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range all {
		if x.Name == name {
			return x
		}
	}
	t.Fatalf("no rotation %s", name)
	return r
}

func TestIllnessCoversEverything(t *testing.T) {
	ctx := context.Background()
	clock := time.Date(2026, 11, 23, 8, 0, 0, 0, berlin)
	w := mustOpenAt(t, &clock)
	people, weekly := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana", "Eun-ji", "Farid")
	mustPublish(t, w, weekly, 6)
	daily := mustDaily(t, w, "Ledger", people, "Eun-ji", "Ana", "Farid")
	if _, err := w.SaveRules(ctx, daily, model.BuildRules{RotationID: daily.ID, HistoryWeeks: 26, HolidayFactor: 1, ByHours: true, KeepPublished: true}); err != nil {
		t.Fatal(err)
	}
	clock = time.Date(2026, 11, 23, 8, 30, 0, 0, berlin)
	mustPublish(t, w, daily, 2)
	clock = time.Date(2026, 11, 24, 10, 17, 20, 0, berlin) // Ana's week is under way
	until := time.Date(2026, 11, 28, 0, 0, 0, 0, berlin)
	before := published(t, w, weekly)
	plan, err := w.PlanIllness(ctx, people["Ana"].ID, until)
	if err != nil {
		t.Fatal(err)
	}
	if len(plan.Open) > 0 || len(plan.Covers) < 2 {
		t.Fatalf("got %d covers, %d open", len(plan.Covers), len(plan.Open))
	}
	first := plan.Covers[0]
	if first.Whole() || !first.Part.Start.Equal(time.Date(2026, 11, 24, 10, 18, 0, 0, berlin)) || !first.Part.End.Equal(until) {
		t.Errorf("the week under way: got %s – %s, want its rest until she is well", first.Part.Start, first.Part.End)
	}
	done, err := w.ApplyIllness(ctx, plan, true)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(done.Entry.Summary, "Ana is ill until Sat 28 Nov 00:00: ") {
		t.Errorf("summary: %q", done.Entry.Summary)
	}
	off := model.Interval{Start: clock.Add(time.Minute), End: until}
	for _, r := range []model.Rotation{weekly, daily} {
		for _, s := range published(t, w, r) {
			if s.PersonID == people["Ana"].ID && s.Overlaps(off) {
				t.Errorf("%s: Ana is ill and on call from %s", r.Name, s.Start)
			}
		}
	}
	if away, _ := w.Reader().TimeOff(ctx, weekly.TeamID, model.Interval{}); len(away) != 1 || away[0].Kind != "sick" || !away[0].AllDay {
		t.Errorf("time off: got %+v", away)
	}
	if again, err := w.PlanIllness(ctx, people["Ana"].ID, until); err != nil || len(again.Covers) != 0 {
		t.Errorf("afterwards: got %d covers, %v; want none", len(again.Covers), err)
	}
	if _, err := w.ApplyIllness(ctx, plan, false); err == nil {
		t.Error("the same plan was applied twice")
	}
	if _, err := w.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(before, published(t, w, weekly), seen); d != "" {
		t.Errorf("one undo: %s", d)
	}
	if away, _ := w.Reader().TimeOff(ctx, weekly.TeamID, model.Interval{}); len(away) != 0 {
		t.Error("undo left the time off")
	}
}

// Where whole shifts of a built rota are missing, the engine finds a way that covering one by one does not.
func TestIllnessAsksTheEngine(t *testing.T) {
	ctx := context.Background()
	clock := time.Date(2026, 11, 15, 8, 0, 0, 0, berlin)
	w := mustOpenAt(t, &clock)
	people, _ := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana")
	daily := mustDaily(t, w, "Ledger", people, "Ana", "Ben", "Chidi", "Dana")
	if _, err := w.SetDutyRules(ctx, model.DutyRules{Rest: model.LeastRest, MaxShare: 1}); err != nil {
		t.Fatal(err)
	}
	rules := model.BuildRules{RotationID: daily.ID, RestTurns: 1, HistoryWeeks: 26, HolidayFactor: 1, ByHours: true, KeepPublished: true}
	if _, err := w.SaveRules(ctx, daily, rules); err != nil {
		t.Fatal(err)
	}
	mustPublish(t, w, daily, 3)
	clock = time.Date(2026, 11, 19, 8, 0, 0, 0, berlin)
	plan, err := w.PlanIllness(ctx, people["Ana"].ID, time.Date(2026, 12, 1, 0, 0, 0, 0, berlin))
	if err != nil {
		t.Fatal(err)
	}
	if len(plan.Open) > 0 || len(plan.Bends) > 0 {
		t.Errorf("open %v, bent %v", plan.Open, plan.Bends)
	}
	by := map[CoverBy]int{}
	for _, c := range plan.Covers {
		by[c.By]++
	}
	if by[ByRepair] == 0 {
		t.Errorf("found by %v, want the engine's repair among them", by)
	}
	if _, err := w.ApplyIllness(ctx, plan, true); err != nil {
		t.Fatal(err)
	}
	repair := mustRepair(t, w, daily)
	if !repair.Possible() || len(repair.Change.Changes) > 0 {
		t.Errorf("after it the rota needs a repair: %s", repair.Say())
	}
}

func TestClearOpenRequests(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	people, _ := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana")
	r := mustDaily(t, w, "Ledger", people, "Ana", "Ben", "Chidi", "Dana")
	shifts := mustPublish(t, w, r, 4)
	for _, s := range []model.Shift{shifts[8], shifts[13], shifts[18]} { // Ana, Ben, Chidi on days apart
		if _, err := w.RequestSwap(ctx, SwapAsk{Person: s.PersonID, Moves: []SwapMove{{Shift: s.ID}}}); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct{ longest, served int }{{2, 2}, {3, 3}, {0, 3}} {
		got, err := w.ClearSwaps(ctx, tt.longest, true)
		if err != nil || got.Served != tt.served || got.Requests != 3 || !got.Most {
			t.Errorf("longest %d: got %+v, %v; want %d served", tt.longest, got, err, tt.served)
		}
	}
	cleared, err := w.ClearSwaps(ctx, 3, true)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.ApplySwap(ctx, cleared.Cycles[0].Ask); err != nil {
		t.Fatal(err)
	}
	list, err := w.Swaps(ctx)
	if err != nil || len(list.Open)+len(list.NeedsMe) > 0 || len(list.Done) != 4 {
		t.Errorf("afterwards: got %+v, %v; want the three closed by the exchange", list, err)
	}
}

// Whom the manager chose covers what they were chosen for, and the rest is worked out around that.
func TestIllnessWithAChoice(t *testing.T) {
	ctx := context.Background()
	clock := time.Date(2026, 11, 23, 8, 0, 0, 0, berlin)
	w := mustOpenAt(t, &clock)
	people, weekly := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana", "Eun-ji", "Farid")
	mustPublish(t, w, weekly, 6)
	clock = time.Date(2026, 11, 24, 10, 17, 20, 0, berlin)
	until := time.Date(2026, 11, 28, 0, 0, 0, 0, berlin)
	ana := people["Ana"].ID
	plan, err := w.PlanIllness(ctx, ana, until)
	if err != nil || len(plan.Covers) != 1 || len(plan.Covers[0].Others) < 2 {
		t.Fatalf("got %+v, %v; want one cover and others", plan.Covers, err)
	}
	best := plan.Covers[0]
	last := best.Others[len(best.Others)-1]
	clock = clock.Add(5 * time.Minute) // the rest of a shift under way begins later by now
	chosen, err := w.PlanIllness(ctx, ana, until, best.Choose(best.To), best.Choose(last.Handovers[0].To))
	if err != nil || len(chosen.Covers) != 1 {
		t.Fatalf("chosen: got %+v, %v", chosen.Covers, err)
	}
	if c := chosen.Covers[0]; c.To != last.Handovers[0].To || c.By != ByChoice || len(c.Reasons) == 0 || len(c.Others) < 2 {
		t.Errorf("chosen: got %+v, want the last choice, its reasons, and still the others", c)
	}
	if _, err := w.ApplyIllness(ctx, chosen, true); err != nil {
		t.Fatal(err)
	}
	now, err := w.Reader().RotationShifts(ctx, weekly.ID, model.Published, model.Interval{Start: until.Add(-2 * time.Hour), End: until.Add(-time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	if i := slices.IndexFunc(now, func(s model.Shift) bool { return s.RoleID == best.Shift.RoleID }); i < 0 || now[i].PersonID != last.Handovers[0].To {
		t.Errorf("applied: got %+v, want %s", now, people["Farid"].Name)
	}
	if _, err := w.Undo(ctx); err != nil {
		t.Fatal(err)
	}

	for name, tt := range map[string]struct {
		choice CoverChoice
		want   string
	}{
		"the ill person":    {best.Choose(ana), "Ana cannot cover the shift from "},
		"a shift of others": {CoverChoice{Shift: 9999, To: people["Ben"].ID}, "Ana has no shift 9999 that has to be covered then"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := w.PlanIllness(ctx, ana, until, tt.choice); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want a reason with %q", err, tt.want)
			}
		})
	}
}
