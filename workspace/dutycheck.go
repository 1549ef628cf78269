package workspace

import (
	"context"
	"slices"
	"time"

	"watchbill/model"
)

// DutyCheck is what is wrong, or soon will be, with who is on call in a time ahead. What is over is history and not looked at.
type DutyCheck struct {
	Window  model.Interval // what was looked at: nothing before now
	Rules   model.DutyRules
	Gaps    []model.Gap           // times with no shift, and shifts with nobody's name
	Away    []model.AwayShift     // people who are off or have left, while on call
	Doubles []model.DoubleBooking // one person in two duties, of one rotation or of two
	Rests   []model.ShortRest     // rests that end in the window and are shorter than the rules ask for
	Over    []model.OnCallShare   // people on call for more of the window than the rules allow, the most first

	on map[model.ID][]model.ID // the rotations that each person is on call in
}

// DutyCheck checks the published duties of all rotations in window, or in the part of it that is ahead: gaps, unstaffed shifts, people
// away, double bookings, rests and the share of people's time.
func (w *Workspace) DutyCheck(ctx context.Context, window model.Interval) (DutyCheck, error) {
	if now := w.Now(); window.Start.Before(now) {
		window.Start = now
	}
	c := DutyCheck{Window: window, on: map[model.ID][]model.ID{}}
	team, err := w.Team(ctx)
	if model.CodeOf(err) == model.NotFound || window.Empty() {
		return c, nil
	}
	if err != nil {
		return c, err
	}
	r := w.Reader()
	if c.Rules, err = dutyRules(ctx, r, team.ID); err != nil {
		return c, err
	}
	rotations, err := w.Rotations(ctx)
	if err != nil {
		return c, err
	}
	for _, x := range rotations {
		coverage, err := r.Coverage(ctx, x, window)
		if err != nil {
			return c, err
		}
		c.Gaps = append(c.Gaps, coverage.Gaps(window)...)
	}
	all, err := duties(ctx, r, team.ID, model.Interval{Start: window.Start.Add(-c.Rules.Rest), End: window.End})
	if err != nil {
		return c, err
	}
	off, err := w.absences(ctx, team, window)
	if err != nil {
		return c, err
	}
	c.find(all, off)
	return c, nil
}

func (c *DutyCheck) find(duties []model.Shift, off []model.TimeOff) {
	for _, a := range model.Away(duties, off) {
		if a.Part.Overlaps(c.Window) {
			c.Away = append(c.Away, a)
		}
	}
	for _, d := range model.DoubleBookings(duties) {
		if d.Part.Overlaps(c.Window) {
			c.Doubles = append(c.Doubles, d)
		}
	}
	for _, s := range c.Rules.ShortRests(duties) {
		if s.After.Start.After(c.Window.Start) {
			c.Rests = append(c.Rests, s)
		}
	}
	// A week in which clocks go back is an hour longer. That hour is nobody's to answer for.
	limit := time.Duration(c.Rules.MaxShare*float64(c.Window.Duration())) + time.Hour
	c.Over = slices.DeleteFunc(c.Rules.OverShare(duties, c.Window), func(o model.OnCallShare) bool { return o.Time <= limit })
	for _, s := range duties {
		if s.PersonID != 0 && s.Overlaps(c.Window) && !slices.Contains(c.on[s.PersonID], s.RotationID) {
			c.on[s.PersonID] = append(c.on[s.PersonID], s.RotationID)
		}
	}
	slices.SortStableFunc(c.Gaps, func(a, b model.Gap) int { return a.Start.Compare(b.Start) })
	slices.SortStableFunc(c.Away, func(a, b model.AwayShift) int { return a.Part.Start.Compare(b.Part.Start) })
}

// Count returns how much was found.
func (c DutyCheck) Count() int {
	return len(c.Gaps) + len(c.Away) + len(c.Doubles) + len(c.Rests) + len(c.Over)
}

// Of returns what concerns one rotation: its own gaps and people away, and whatever its people's duties there have a part in. Rest and
// share of time are a person's in all rotations together.
func (c DutyCheck) Of(rotation model.ID) DutyCheck {
	in := func(s model.Shift) bool { return s.RotationID == rotation }
	out := DutyCheck{Window: c.Window, Rules: c.Rules, on: c.on}
	for _, g := range c.Gaps {
		if g.RotationID == rotation {
			out.Gaps = append(out.Gaps, g)
		}
	}
	for _, a := range c.Away {
		if in(a.Shift) {
			out.Away = append(out.Away, a)
		}
	}
	for _, d := range c.Doubles {
		if in(d.A) || in(d.B) {
			out.Doubles = append(out.Doubles, d)
		}
	}
	for _, s := range c.Rests {
		if in(s.Before) || in(s.After) {
			out.Rests = append(out.Rests, s)
		}
	}
	for _, o := range c.Over {
		if slices.Contains(c.on[o.PersonID], rotation) {
			out.Over = append(out.Over, o)
		}
	}
	return out
}
