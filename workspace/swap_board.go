package workspace

import (
	"context"
	"slices"
	"time"

	"watchbill/model"
	"watchbill/storage"
)

// swapTable is what a swap is decided on and told with.
type swapTable struct {
	*model.SwapBoard
	desk
	now time.Time
}

// swapReach says how much of the rota a decision looks at.
type swapReach int

const (
	nearby   swapReach = iota // what can forbid a change of some shifts
	wholeWay                  // also what was served and what is ahead: loads, the share of time on call, who has never served
)

// leastHistory is how far back duties are looked at at least, so that somebody who has not served for long is known from one who never has.
const leastHistory = 52 * 7 * 24 * time.Hour

// swapTableFor reads what swaps are decided on. Of the rotations of draft shifts the draft counts, of the others what is published.
func (w *Workspace) swapTableFor(ctx context.Context, r storage.Reader, now time.Time, reach swapReach, shifts ...model.Shift) (swapTable, error) {
	t := swapTable{desk: desk{people: map[model.ID]model.Person{}, rotations: map[model.ID]model.Rotation{}, draftOf: map[model.ID]bool{}}, now: now}
	var err error
	if t.team, err = w.teamOf(ctx, r); err != nil {
		return t, err
	}
	f := model.SwapFacts{Now: now, Build: map[model.ID]model.BuildRules{}, Heavy: map[model.ID][]model.Date{}, First: map[model.ID]map[model.ID]time.Time{}}
	if f.People, err = r.People(ctx, t.team.ID); err != nil {
		return t, err
	}
	for _, p := range f.People {
		t.people[p.ID] = p
	}
	if f.Rotations, err = r.Rotations(ctx, t.team.ID); err != nil {
		return t, err
	}
	back := leastHistory
	for _, x := range f.Rotations {
		t.rotations[x.ID] = x
		rules, ok, err := r.BuildRules(ctx, x.ID)
		if err != nil {
			return t, err
		}
		if !ok {
			rules = model.DefaultRules(x)
		}
		f.Build[x.ID] = rules
		back = max(back, time.Duration(rules.HistoryWeeks)*7*24*time.Hour)
	}
	for _, s := range shifts {
		if s.State == model.Draft {
			t.draftOf[s.RotationID] = true
		}
	}
	window := model.Interval{Start: now.Add(-back), End: endOfTime}
	if reach == nearby {
		window = aroundAll(shifts)
	}
	if err := t.readDuties(ctx, r, &f, window); err != nil {
		return t, err
	}
	if reach == wholeWay {
		err = t.readLoads(ctx, r, &f)
	}
	t.SwapBoard = model.NewSwapBoard(f)
	return t, err
}

// aroundAll is the time around shifts in which other duties can stand in the way.
func aroundAll(shifts []model.Shift) model.Interval {
	var w model.Interval
	for i, s := range shifts {
		if i == 0 || s.Start.Before(w.Start) {
			w.Start = s.Start
		}
		if i == 0 || s.End.After(w.End) {
			w.End = s.End
		}
	}
	return model.Interval{Start: w.Start.Add(-around), End: w.End.Add(around)}
}

func (t *swapTable) readDuties(ctx context.Context, r storage.Reader, f *model.SwapFacts, window model.Interval) error {
	all, err := r.Shifts(ctx, t.team.ID, window)
	if err != nil {
		return err
	}
	f.Shifts = slices.DeleteFunc(all, func(s model.Shift) bool { return !t.counts(s) })
	if f.Overrides, err = r.Overrides(ctx, t.team.ID, window); err != nil {
		return err
	}
	if f.Duty, err = dutyRules(ctx, r, t.team.ID); err != nil {
		return err
	}
	if window.Start.Before(t.now) { // time off that is over forbids nothing
		window.Start = t.now
	}
	if f.TimeOff, err = r.TimeOff(ctx, t.team.ID, window); err != nil {
		return err
	}
	if f.Wishes, err = r.Wishes(ctx, t.team.ID); err != nil {
		return err
	}
	f.Aparts, err = r.Aparts(ctx, t.team.ID)
	return err
}

// readLoads reads what fairness needs beside the duties: days that weigh, who is new, and who was asked lately.
func (t *swapTable) readLoads(ctx context.Context, r storage.Reader, f *model.SwapFacts) error {
	holidays, err := r.Holidays(ctx, t.team.ID)
	if err != nil {
		return err
	}
	last := t.now
	for _, s := range f.Shifts {
		if s.End.After(last) {
			last = s.End
		}
	}
	for _, x := range f.Rotations {
		if f.Build[x.ID].HolidayFactor > 1 {
			var members []model.Person
			for _, id := range x.At(t.now).People() {
				members = append(members, t.people[id])
			}
			from := model.DateOf(t.now).AddDays(-7 * f.Build[x.ID].HistoryWeeks)
			for _, h := range holidays.Shared(members, from, model.DateOf(last).AddDays(1)) {
				f.Heavy[x.ID] = append(f.Heavy[x.ID], h.Day)
			}
		}
		if f.First[x.ID], err = r.FirstServed(ctx, x.ID); err != nil {
			return err
		}
	}
	f.Asked, err = r.AskedSince(ctx, t.team.ID, t.now.AddDate(0, 0, -91))
	return err
}

// part names what changes hands: "Payments primary, 14–20 Dec", or with times where it is not all of a shift.
func (t swapTable) part(h model.Handover) string {
	if h.Whole() {
		return t.name(h.Shift, t.now)
	}
	r := t.rotations[h.Shift.RotationID]
	role, _ := r.Role(h.Shift.RoleID)
	return r.Name + " " + role.Name + ", " + t.times(h.Part)
}

// times says a part of a shift: "Thu 17 Dec 13:00 – 15:00".
func (t swapTable) times(i model.Interval) string {
	if model.DateOf(i.Start) == model.DateOf(i.End) {
		return model.FormatTime(i.Start, t.now) + " – " + i.End.Format("15:04")
	}
	return model.FormatTime(i.Start, t.now) + " – " + model.FormatTime(i.End, t.now)
}
