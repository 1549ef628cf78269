package workspace

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"watchbill/calendar"
	"watchbill/model"
)

// overridden is a team of four with three published weeks, and an override of the first role in hours from the first shift.
func overridden(t *testing.T) (*Workspace, map[string]model.Person, model.Rotation, []model.Shift, func(kind model.OverrideKind, in, out string, from, until int) model.Override) {
	t.Helper()
	w := mustOpen(t)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana")
	shifts := mustPublish(t, w, r, 3)
	start := shifts[0].Start
	return w, people, r, shifts, func(kind model.OverrideKind, in, out string, from, until int) model.Override {
		return model.Override{
			RotationID: r.ID, RoleID: r.Roles[0].ID, Kind: kind, PersonID: people[in].ID, OutID: people[out].ID,
			Interval: model.Interval{Start: start.Add(time.Duration(from) * time.Hour), End: start.Add(time.Duration(until) * time.Hour)},
		}
	}
}

// names returns who is on call in a rotation's first role at an hour, those beside after a plus.
func whoNow(t *testing.T, w *Workspace, at time.Time) string {
	t.Helper()
	all, err := w.OnCall(context.Background(), at)
	if err != nil {
		t.Fatal(err)
	}
	role := all[0].Roles[0]
	out := role.Person.Name
	for _, b := range role.Beside {
		out += "+" + b.Person.Name
	}
	return out
}

func TestOverridesDecideWhoIsOnCall(t *testing.T) {
	ctx := context.Background()
	w, _, _, shifts, over := overridden(t)
	start := shifts[0].Start
	done, err := w.AddOverride(ctx, over(model.OverrideReplace, "Dana", "", 10, 20))
	if err != nil {
		t.Fatal(err)
	}
	if want := "Dana instead of Ana"; !strings.Contains(done.Entry.Summary, want) {
		t.Errorf("history: got %q, want it to say %q", done.Entry.Summary, want)
	}
	if _, err := w.AddOverride(ctx, over(model.OverrideAdd, "Chidi", "", 30, 40)); err != nil {
		t.Fatal(err)
	}
	if _, err := w.AddOverride(ctx, over(model.OverrideRemove, "", "Ana", 50, 60)); err != nil {
		t.Fatal(err)
	}
	for hour, want := range map[int]string{5: "Ana", 10: "Dana", 19: "Dana", 20: "Ana", 35: "Ana+Chidi", 40: "Ana", 55: "", 60: "Ana"} {
		if got := whoNow(t, w, start.Add(time.Duration(hour)*time.Hour)); got != want {
			t.Errorf("hour %d: got %q on call, want %q", hour, got, want)
		}
	}
	ahead, err := w.CoverageAhead(ctx)
	if err != nil || len(ahead.Gaps) == 0 || !ahead.Gaps[0].Start.Equal(start.Add(50*time.Hour)) || ahead.Gaps[0].Duration() != 10*time.Hour {
		t.Errorf("gaps: got %v, %v; want the ten hours without anybody first", ahead.Gaps, err)
	}
	csv, err := w.RotaCSV(ctx, 3)
	if err != nil || !strings.Contains(string(csv), "Payments,primary,Dana,") {
		t.Errorf("the table lacks Dana: %v\n%s", err, csv)
	}
	for _, refused := range []struct {
		o    model.Override
		want string
	}{
		{over(model.OverrideReplace, "Ben", "", 30, 40), "is on call already"}, // secondary of the same week
		{over(model.OverrideRemove, "", "Dana", 15, 18), "Another override names Dana"},
		{over(model.OverrideReplace, "Dana", "", -2000, 10), "in the past"},
	} {
		if _, err := w.AddOverride(ctx, refused.o); err == nil || !strings.Contains(err.Error(), refused.want) {
			t.Errorf("got %v, want a reason with %q", err, refused.want)
		}
	}
}

func TestOverrideUnderWayCanOnlyBeEnded(t *testing.T) {
	ctx := context.Background()
	w, _, _, shifts, over := overridden(t)
	at := now
	w.cfg.Now = func() time.Time { return at }
	done, err := w.AddOverride(ctx, over(model.OverrideReplace, "Dana", "", 10, 20))
	if err != nil {
		t.Fatal(err)
	}
	start := shifts[0].Start
	at = start.Add(15 * time.Hour)
	if _, err := w.RemoveOverride(ctx, done.ID); err != nil {
		t.Fatal(err)
	}
	if before, after := whoNow(t, w, start.Add(14*time.Hour)), whoNow(t, w, at); before != "Dana" || after != "Ana" {
		t.Errorf("ended: got %s before and %s after, want Dana and Ana", before, after)
	}
	if _, err := w.RemoveOverride(ctx, done.ID); model.CodeOf(err) != model.Conflict {
		t.Errorf("over: got %v, want a conflict", err)
	}
}

func TestFeedsShowOverrides(t *testing.T) {
	ctx := context.Background()
	w, people, r, shifts, over := overridden(t)
	feed := func(f model.Feed) map[string]calendar.Event {
		t.Helper()
		got, err := w.FeedCalendar(ctx, f)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := calendar.Encode(got); err != nil {
			t.Error(err)
		}
		out := map[string]calendar.Event{}
		for _, e := range got.Events {
			out[e.UID] = e
		}
		return out
	}
	before := feed(model.Feed{RotationID: r.ID})
	if _, err := w.AddOverride(ctx, over(model.OverrideReplace, "Dana", "", 10, 20)); err != nil {
		t.Fatal(err)
	}
	after := feed(model.Feed{RotationID: r.ID})
	changed := 0
	for uid, e := range after {
		b, known := before[uid]
		switch {
		case !known:
			changed++
		case b.Sequence != e.Sequence:
			changed++
			if uid != shifts[0].UID || e.Sequence != b.Sequence+1 || !e.End.Equal(shifts[0].Start.Add(10*time.Hour)) {
				t.Errorf("changed: got %s %d until %s, want Ana's first part", uid, e.Sequence, e.End)
			}
		}
	}
	if len(after) != len(before)+2 || changed != 3 {
		t.Errorf("got %d events after %d and %d changes, want two more and three", len(after), len(before), changed)
	}
	dana := feed(model.Feed{PersonID: people["Dana"].ID})
	if _, err := w.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	gone := 0
	for uid, e := range feed(model.Feed{PersonID: people["Dana"].ID}) {
		if e.Status == calendar.Cancelled {
			gone++
			if e.Sequence <= dana[uid].Sequence {
				t.Errorf("taken back with sequence %d after %d", e.Sequence, dana[uid].Sequence)
			}
		}
	}
	if gone != 1 {
		t.Errorf("undone: got %d cancelled events for Dana, want 1", gone)
	}
	if e := feed(model.Feed{RotationID: r.ID})[shifts[0].UID]; e.Sequence <= after[shifts[0].UID].Sequence || !e.End.Equal(shifts[0].End) {
		t.Errorf("undone: got sequence %d until %s, want a later one and all of the shift", e.Sequence, e.End)
	}
}

// Two programs that override at once with the same person: one is done, the other is refused with the reason.
func TestOverridesAtOnce(t *testing.T) {
	ctx := context.Background()
	w, _, _, _, over := overridden(t)
	other, err := Open(ctx, w.Path(), Config{Via: "test", Who: "other", Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	for day := range 6 {
		o := over(model.OverrideReplace, "Dana", "", 24*day+1, 24*day+20)
		errs := make([]error, 2)
		var all sync.WaitGroup
		for i, x := range []*Workspace{w, other} {
			all.Go(func() { _, errs[i] = x.AddOverride(ctx, o) })
		}
		all.Wait()
		if (errs[0] == nil) == (errs[1] == nil) || model.CodeOf(errors.Join(errs...)) != model.Conflict {
			t.Errorf("day %d: got %v, want one of the two refused", day, errs)
		}
	}
	if all, err := w.Overrides(ctx, model.Interval{}); err != nil || len(all) != 6 {
		t.Errorf("got %d overrides, %v; want 6", len(all), err)
	}
}

func TestSplitShift(t *testing.T) {
	ctx := context.Background()
	w, people, r, shifts, _ := overridden(t)
	cut := shifts[0].Start.Add(60 * time.Hour)
	done, err := w.SplitShift(ctx, shifts[0].ID, cut)
	if err != nil {
		t.Fatal(err)
	}
	first, err1 := w.Reader().Shift(ctx, shifts[0].ID)
	second, err2 := w.Reader().Shift(ctx, done.ID)
	if err := errors.Join(err1, err2); err != nil || first.UID != shifts[0].UID || second.UID == first.UID || second.UID == "" || !first.End.Equal(cut) || !second.End.Equal(shifts[0].End) {
		t.Fatalf("got %v and %v, %v", first, second, err)
	}
	if _, err := w.Reassign(ctx, second.ID, people["Dana"].ID); err != nil {
		t.Fatal(err)
	}
	if err := w.CheckMerge(ctx, first.ID); err == nil {
		t.Error("parts of two people could be joined")
	}
	if _, err := w.BuildDraft(ctx, r.ID, now, 3); err != nil { // the same turns again
		t.Fatal(err)
	}
	plan, err := w.PlanPublish(ctx, r.ID)
	if err != nil || len(plan.Changes) != 1 || plan.Changes[0].Kind() != "reassigned" || plan.Changes[0].Before.ID != second.ID {
		t.Fatalf("publishing over a split shift: got %v, %v; want the second part given back", plan.Changes, err)
	}
	if _, err := w.Publish(ctx, r.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := w.MergeShift(ctx, first.ID); err != nil {
		t.Fatal(err)
	}
	if s, err := w.Reader().Shift(ctx, first.ID); err != nil || !s.End.Equal(shifts[0].End) {
		t.Errorf("joined: got %v, %v; want all of the shift", s, err)
	}
}
