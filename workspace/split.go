package workspace

import (
	"context"
	"slices"
	"time"

	"watchbill/model"
	"watchbill/storage"
)

// CheckSplit says why a shift cannot be split at a moment, or nil.
func (w *Workspace) CheckSplit(ctx context.Context, shift model.ID, at time.Time) error {
	s, err := w.Reader().Shift(ctx, shift)
	if err != nil {
		return err
	}
	_, _, err = model.PlanSplit(s, at, w.Now())
	return err
}

// SplitShift cuts a published or draft shift in two at a moment; both parts keep its person. The first keeps the calendar UID, and the
// ID that is returned is the second's.
func (w *Workspace) SplitShift(ctx context.Context, shift model.ID, at time.Time) (Done, error) {
	return w.transact(ctx, "split a shift", func(tx *storage.Tx) (model.ID, error) {
		s, err := tx.Shift(ctx, shift)
		if err != nil {
			return 0, err
		}
		first, second, err := model.PlanSplit(s, at, tx.Now())
		if err != nil {
			return 0, err
		}
		d, err := w.deskFor(ctx, tx.Reader, s)
		if err != nil {
			return 0, err
		}
		tx.Describe("Split: %s, at %s", d.name(s, tx.Now()), second.Start.Format("Mon 2 Jan 2006 15:04"))
		if _, err := tx.PutShift(ctx, first); err != nil {
			return 0, err
		}
		return tx.PutShift(ctx, second)
	})
}

// CheckMerge says why a shift cannot be joined with the part after it, or nil.
func (w *Workspace) CheckMerge(ctx context.Context, shift model.ID) error {
	_, _, err := planMerge(ctx, w.Reader(), shift, w.Now())
	return err
}

func planMerge(ctx context.Context, r storage.Reader, shift model.ID, now time.Time) (merged, second model.Shift, err error) {
	first, err := r.Shift(ctx, shift)
	if err != nil {
		return merged, second, err
	}
	after, err := r.RotationShifts(ctx, first.RotationID, first.State, model.Interval{Start: first.End, End: first.End.Add(time.Millisecond)})
	if err != nil {
		return merged, second, err
	}
	i := slices.IndexFunc(after, func(s model.Shift) bool { return s.RoleID == first.RoleID && s.Start.Equal(first.End) })
	if i < 0 {
		return merged, second, model.Errorf(model.Conflict, "shift", "No shift follows this one, so there is nothing to join it with.")
	}
	merged, err = model.PlanMerge(first, after[i], now)
	return merged, after[i], err
}

// MergeShift joins a shift with the part of the same turn that follows it, of the same person. It undoes what splitting did.
func (w *Workspace) MergeShift(ctx context.Context, shift model.ID) (Done, error) {
	return w.transact(ctx, "join shifts", func(tx *storage.Tx) (model.ID, error) {
		merged, second, err := planMerge(ctx, tx.Reader, shift, tx.Now())
		if err != nil {
			return 0, err
		}
		d, err := w.deskFor(ctx, tx.Reader, merged)
		if err != nil {
			return 0, err
		}
		tx.Describe("Joined: %s", d.name(merged, tx.Now()))
		if err := tx.DeleteShift(ctx, second.ID); err != nil {
			return 0, err
		}
		return tx.PutShift(ctx, merged)
	})
}
