package workspace

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"watchbill/model"
	"watchbill/storage"
)

// around is how far from a shift other duties and time off are looked at.
const around = 14 * 24 * time.Hour

// desk is what a change of people is decided on.
type desk struct {
	team      model.Team
	people    map[model.ID]model.Person
	rotations map[model.ID]model.Rotation
	staffing  model.Staffing
	draftOf   map[model.ID]bool // the rotations whose drafts count instead of what they published
}

// counts reports whether a shift is one of those that people have in this decision.
func (d desk) counts(s model.Shift) bool { return d.draftOf[s.RotationID] == (s.State == model.Draft) }

// deskFor reads what a change of the given shifts has to be checked against: duties of all rotations and time off around them.
// A draft shift is checked against its own rotation's draft, and against what is published of the others.
func (w *Workspace) deskFor(ctx context.Context, r storage.Reader, shifts ...model.Shift) (desk, error) {
	d := desk{people: map[model.ID]model.Person{}, rotations: map[model.ID]model.Rotation{}, draftOf: map[model.ID]bool{}}
	var err error
	if d.team, err = w.teamOf(ctx, r); err != nil {
		return d, err
	}
	people, err := r.People(ctx, d.team.ID)
	if err != nil {
		return d, err
	}
	for _, p := range people {
		d.people[p.ID] = p
	}
	rotations, err := r.Rotations(ctx, d.team.ID)
	if err != nil {
		return d, err
	}
	for _, x := range rotations {
		d.rotations[x.ID] = x
	}
	window := model.Interval{Start: shifts[0].Start, End: shifts[0].End}
	for _, s := range shifts {
		if s.Start.Before(window.Start) {
			window.Start = s.Start
		}
		if s.End.After(window.End) {
			window.End = s.End
		}
		if s.State == model.Draft {
			d.draftOf[s.RotationID] = true
		}
	}
	window = model.Interval{Start: window.Start.Add(-around), End: window.End.Add(around)}
	if d.staffing.Shifts, err = d.standing(ctx, r, window); err != nil {
		return d, err
	}
	d.staffing.TimeOff, err = r.TimeOff(ctx, d.team.ID, window)
	return d, err
}

// standing returns the duties that people have in this decision: who really serves, and a draft that is edited instead.
func (d desk) standing(ctx context.Context, r storage.Reader, window model.Interval) ([]model.Shift, error) {
	all, err := r.Duties(ctx, d.team.ID, window)
	if err != nil {
		return nil, err
	}
	if len(d.draftOf) > 0 {
		drafts, err := r.Drafts(ctx, d.team.ID, window)
		if err != nil {
			return nil, err
		}
		all = append(all, drafts...)
	}
	return slices.DeleteFunc(all, func(s model.Shift) bool { return !d.counts(s) }), nil
}

// name says which shift is meant: "Payments primary, 14–20 Dec".
func (d desk) name(s model.Shift, now time.Time) string {
	r := d.rotations[s.RotationID]
	role, _ := r.Role(s.RoleID)
	return fmt.Sprintf("%s %s, %s", r.Name, role.Name, Days(wholeDays(s.Interval, r.Zone), r.Zone, now))
}

func (d desk) first(id model.ID) string {
	if p, ok := d.people[id]; ok {
		return p.First()
	}
	return "nobody"
}

func (w *Workspace) planSwap(ctx context.Context, r storage.Reader, a, b model.ID, now time.Time) (x, y model.Shift, d desk, err error) {
	if x, err = r.Shift(ctx, a); err != nil {
		return x, y, d, err
	}
	if y, err = r.Shift(ctx, b); err != nil {
		return x, y, d, err
	}
	if d, err = w.deskFor(ctx, r, x, y); err != nil {
		return x, y, d, err
	}
	x, y, err = model.PlanSwap(x, y, d.people, d.staffing, now)
	return x, y, d, err
}

func (w *Workspace) planReassign(ctx context.Context, r storage.Reader, shift, person model.ID, now time.Time) (s model.Shift, d desk, err error) {
	if s, err = r.Shift(ctx, shift); err != nil {
		return s, d, err
	}
	if d, err = w.deskFor(ctx, r, s); err != nil {
		return s, d, err
	}
	var to *model.Person
	if person != 0 {
		p, ok := d.people[person]
		if !ok {
			return s, d, model.Errorf(model.NotFound, "person", "There is no such person any more. Look at the list again.")
		}
		to = &p
	}
	s, err = model.PlanReassign(s, to, d.staffing, now)
	return s, d, err
}

// advise ends the reason why a person cannot take a shift with what to do instead.
func advise(err error, next string) error {
	var reason *model.Error
	if !errors.As(err, &reason) || reason.Code != model.Conflict || reason.Field != "person" {
		return err
	}
	return model.Errorf(reason.Code, reason.Field, "%s %s", reason.Message, next)
}

// Candidate is a person who might take a shift.
type Candidate struct {
	Person model.Person
	Reason string        // why not; empty: free
	Load   time.Duration // on call from four weeks before the shift to four weeks after it
}

// Candidates returns everybody for a shift, or for several that one person takes: who is free first, the least loaded before the others,
// then who cannot and why.
func (w *Workspace) Candidates(ctx context.Context, shifts ...model.ID) ([]Candidate, error) {
	var give []model.Shift
	for _, id := range shifts {
		s, err := w.Reader().Shift(ctx, id)
		if err != nil {
			return nil, err
		}
		give = append(give, s)
	}
	if len(give) == 0 {
		return nil, nil
	}
	model.SortShifts(give)
	d, err := w.deskFor(ctx, w.Reader(), give...)
	if err != nil {
		return nil, err
	}
	window := model.Interval{Start: give[0].Start.Add(-2 * around), End: give[len(give)-1].End.Add(2 * around)}
	all, err := d.standing(ctx, w.Reader(), window)
	if err != nil {
		return nil, err
	}
	people, err := w.People(ctx)
	if err != nil {
		return nil, err
	}
	var free, busy []Candidate
	for _, p := range people {
		c := Candidate{Person: p}
		c.Load, _ = model.LoadOf(p.ID, all, window)
		if _, err := d.giveAll(without(give, p.ID), &p, w.Now()); err != nil {
			c.Reason = err.Error()
		} else if len(without(give, p.ID)) == 0 {
			c.Reason = fmt.Sprintf("%s already has all of this.", p.Name)
		}
		if c.Reason != "" {
			busy = append(busy, c)
			continue
		}
		free = append(free, c)
	}
	sortByLoad(free)
	return append(free, busy...), nil
}

// Partner is a shift that might be exchanged for another.
type Partner struct {
	Shift  model.Shift
	Person model.Person
	Reason string // why not; empty: it can be swapped
}

// Partners returns the shifts of other people in the same rotation that a shift might be swapped with: those that can be swapped
// first, nearest in time before the others, then those that cannot and why.
func (w *Workspace) Partners(ctx context.Context, shift model.ID) ([]Partner, error) {
	r := w.Reader()
	s, err := r.Shift(ctx, shift)
	if err != nil {
		return nil, err
	}
	window := model.Interval{Start: s.Start.Add(-6 * around), End: s.End.Add(6 * around)}
	others, err := r.RotationShifts(ctx, s.RotationID, s.State, window)
	if err != nil {
		return nil, err
	}
	d, err := w.deskFor(ctx, r, append([]model.Shift{s}, others...)...)
	if err != nil {
		return nil, err
	}
	var can, cannot []Partner
	for _, o := range others {
		if o.PersonID == s.PersonID || o.PersonID == 0 || !o.End.After(w.Now()) {
			continue
		}
		p := Partner{Shift: o, Person: d.people[o.PersonID]}
		if _, _, err := model.PlanSwap(s, o, d.people, d.staffing, w.Now()); err != nil {
			p.Reason = err.Error()
			cannot = append(cannot, p)
			continue
		}
		can = append(can, p)
	}
	sortByDistance(can, s.Start)
	sortByDistance(cannot, s.Start)
	return append(can, cannot...), nil
}
