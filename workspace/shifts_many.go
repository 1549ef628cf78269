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

// ReassignAll gives several shifts to one person, or takes the people off all of them when person is zero, in one step: all or none.
// Each is checked with those before it already given.
func (w *Workspace) ReassignAll(ctx context.Context, shifts []model.ID, person model.ID) (Done, error) {
	return w.transact(ctx, "reassign shifts", func(tx *storage.Tx) (model.ID, error) {
		plan, d, err := w.planReassignAll(ctx, tx.Reader, shifts, person, tx.Now())
		if err != nil {
			return 0, advise(err, "Nothing was changed; choose somebody else, or fewer shifts.")
		}
		first, last := plan[0], plan[len(plan)-1]
		words := fmt.Sprintf("Reassigned: %s, to %s", d.name(first, tx.Now()), d.first(person))
		if len(plan) > 1 {
			words = fmt.Sprintf("Reassigned: %s from %s to %s, to %s", model.Count(len(plan), "shift", "shifts"), d.name(first, tx.Now()), d.name(last, tx.Now()), d.first(person))
		}
		if err := w.giveShifts(ctx, tx, plan); err != nil {
			return 0, advise(err, "Nothing was changed; choose somebody else, or fewer shifts.")
		}
		tx.Describe("%s", words)
		return 0, nil
	})
}

// planReassignAll returns the shifts as they would be, in order of time. Shifts that are so already are left out.
func (w *Workspace) planReassignAll(ctx context.Context, r storage.Reader, shifts []model.ID, person model.ID, now time.Time) ([]model.Shift, desk, error) {
	var all []model.Shift
	for _, id := range shifts {
		s, err := r.Shift(ctx, id)
		if err != nil {
			return nil, desk{}, err
		}
		if s.PersonID != person {
			all = append(all, s)
		}
	}
	if len(all) == 0 {
		return nil, desk{}, model.Errorf(model.Conflict, "shift", "None of the shifts would change. Choose others, or somebody else.")
	}
	model.SortShifts(all)
	d, err := w.deskFor(ctx, r, all...)
	if err != nil {
		return nil, d, err
	}
	var to *model.Person
	if person != 0 {
		p, ok := d.people[person]
		if !ok {
			return nil, d, model.Errorf(model.NotFound, "person", "There is no such person any more. Look at the list again.")
		}
		to = &p
	}
	all, err = d.giveAll(all, to, now)
	return all, d, err
}

// giveAll gives shifts to a person one after the other, each checked with those before it already given.
func (d desk) giveAll(shifts []model.Shift, to *model.Person, now time.Time) ([]model.Shift, error) {
	out := make([]model.Shift, len(shifts))
	var err error
	d.staffing.Shifts = slices.Clip(d.staffing.Shifts)
	for i, s := range shifts {
		if out[i], err = model.PlanReassign(s, to, d.staffing, now); err != nil {
			if len(shifts) > 1 {
				err = inShift(err, d.name(s, now))
			}
			return nil, err
		}
		d.staffing.Shifts = append(d.staffing.Shifts, out[i])
	}
	return out, nil
}

// inShift leads a reason with the shift it is about.
func inShift(err error, shift string) error {
	var reason *model.Error
	if !errors.As(err, &reason) {
		return err
	}
	return model.Errorf(reason.Code, reason.Field, "%s: %s", shift, reason.Message)
}

// without returns the shifts that are not the person's.
func without(shifts []model.Shift, person model.ID) []model.Shift {
	return slices.DeleteFunc(slices.Clone(shifts), func(s model.Shift) bool { return s.PersonID == person })
}
