package workspace

import (
	"context"

	"watchbill/model"
	"watchbill/storage"
)

// CheckSwap says why two shifts cannot be swapped, or nil.
func (w *Workspace) CheckSwap(ctx context.Context, a, b model.ID) error {
	r := w.Reader()
	x, y, _, err := w.planSwap(ctx, r, a, b, w.Now())
	if err != nil || x.State == model.Draft {
		return err
	}
	return w.checkNearby(ctx, r, exchanged(x, y))
}

// checkNearby says which hard rule speaks against handovers of published shifts: those that need not look far.
func (w *Workspace) checkNearby(ctx context.Context, r storage.Reader, hs []model.Handover) error {
	t, err := w.swapTableFor(ctx, r, w.Now(), nearby, shiftsOf(hs)...)
	if err != nil {
		return err
	}
	return model.RefusalOf(model.Hard(t.Check(hs)), false)
}

// exchanged are the handovers of two shifts, given as they are after their swap.
func exchanged(x, y model.Shift) []model.Handover {
	a, b := x, y
	a.PersonID, b.PersonID = y.PersonID, x.PersonID
	return []model.Handover{{Shift: a, Part: a.Interval, To: x.PersonID}, {Shift: b, Part: b.Interval, To: y.PersonID}}
}

// Swap exchanges the people of two shifts at once, as the manager's own doing: what rules it bends is written into its step. Times never
// change. It is refused when either shift was changed at the same moment.
func (w *Workspace) Swap(ctx context.Context, a, b model.ID) (Done, error) {
	seen, err := w.holders(ctx, a, b)
	if err != nil {
		return Done{}, err
	}
	return w.transact(ctx, "swap shifts", func(tx *storage.Tx) (model.ID, error) {
		x, y, d, err := w.planSwap(ctx, tx.Reader, a, b, tx.Now())
		if err != nil {
			return 0, advise(err, "Choose another shift to swap with.")
		}
		hs := exchanged(x, y)
		if err := asSeen(d, hs, seen); err != nil {
			return 0, err
		}
		if x.State == model.Published {
			return w.handOver(ctx, tx, hs)
		}
		tx.Describe("Swapped: %s takes %s; %s takes %s", d.first(x.PersonID), d.name(x, tx.Now()), d.first(y.PersonID), d.name(y, tx.Now()))
		if _, err := tx.PutShift(ctx, x); err != nil {
			return 0, err
		}
		_, err = tx.PutShift(ctx, y)
		return 0, err
	})
}

// holders returns who has shifts before a change begins: what whoever asks for it has seen.
func (w *Workspace) holders(ctx context.Context, ids ...model.ID) (map[model.ID]model.ID, error) {
	out := map[model.ID]model.ID{}
	for _, id := range ids {
		s, err := w.Reader().Shift(ctx, id)
		if err != nil {
			return nil, err
		}
		out[id] = s.PersonID
	}
	return out, nil
}

// asSeen refuses a change of shifts that have changed hands while it was on its way.
func asSeen(d desk, hs []model.Handover, seen map[model.ID]model.ID) error {
	for _, h := range hs {
		if h.Shift.PersonID != seen[h.Shift.ID] {
			return model.Errorf(model.Conflict, "shift", "The shift from %s is %s’s by now: it was changed at the same time. Look at it again.",
				h.Shift.Start.Format("Mon 2 Jan 15:04"), d.first(h.Shift.PersonID))
		}
	}
	return nil
}

// handOver makes handovers of published shifts facts and notes them as a manager's swap.
func (w *Workspace) handOver(ctx context.Context, tx *storage.Tx, hs []model.Handover) (model.ID, error) {
	d, err := w.swapDeskFor(ctx, tx, wholeWay)
	if err != nil {
		return 0, err
	}
	if err := d.settleAll(ctx); err != nil {
		return 0, err
	}
	return d.applyNow(ctx, hs, SwapAsk{Consent: true})
}

// CheckReassign says why a shift cannot be given to a person (zero: to nobody), or nil.
func (w *Workspace) CheckReassign(ctx context.Context, shift, person model.ID) error {
	r := w.Reader()
	before, err := r.Shift(ctx, shift)
	if err != nil {
		return err
	}
	if _, _, err := w.planReassign(ctx, r, shift, person, w.Now()); err != nil || before.State == model.Draft {
		return err
	}
	return w.checkNearby(ctx, r, []model.Handover{{Shift: before, Part: before.Interval, To: person}})
}

// Reassign gives a shift to a person at once, or to nobody when person is zero, as the manager's own doing. Somebody who takes one of
// another's has covered it.
func (w *Workspace) Reassign(ctx context.Context, shift, person model.ID) (Done, error) {
	seen, err := w.holders(ctx, shift)
	if err != nil {
		return Done{}, err
	}
	return w.transact(ctx, "reassign a shift", func(tx *storage.Tx) (model.ID, error) {
		before, err := tx.Shift(ctx, shift)
		if err != nil {
			return 0, err
		}
		s, d, err := w.planReassign(ctx, tx.Reader, shift, person, tx.Now())
		if err != nil {
			return 0, advise(err, "Choose somebody else.")
		}
		hs := []model.Handover{{Shift: before, Part: before.Interval, To: person}}
		if err := asSeen(d, hs, seen); err != nil {
			return 0, err
		}
		err = w.giveShifts(ctx, tx, []model.Shift{s})
		tx.Describe("Reassigned: %s, from %s to %s", d.name(s, tx.Now()), d.first(before.PersonID), d.first(s.PersonID))
		return 0, err
	})
}

// giveShifts stores shifts as they would be with other people: published ones that somebody takes are noted as a manager's swap, and
// what waits for any of them ends.
func (w *Workspace) giveShifts(ctx context.Context, tx *storage.Tx, plan []model.Shift) error {
	var hs []model.Handover
	for _, s := range plan {
		before, err := tx.Shift(ctx, s.ID)
		if err != nil {
			return err
		}
		if s.State == model.Published && s.PersonID != 0 {
			hs = append(hs, model.Handover{Shift: before, Part: before.Interval, To: s.PersonID})
			continue
		}
		if _, err := tx.PutShift(ctx, s); err != nil {
			return err
		}
	}
	if len(hs) == 0 {
		return w.endSwaps(ctx, tx)
	}
	_, err := w.handOver(ctx, tx, hs)
	return err
}

// endSwaps ends the swaps that wait for what a change has taken away.
func (w *Workspace) endSwaps(ctx context.Context, tx *storage.Tx) error {
	team, err := w.teamOf(ctx, tx.Reader)
	if err != nil {
		return err
	}
	if live, err := tx.Swaps(ctx, team.ID, storage.SwapFilter{Live: true}); err != nil || len(live) == 0 {
		return err
	}
	d, err := w.swapDeskFor(ctx, tx, wholeWay)
	if err != nil {
		return err
	}
	return d.settleAll(ctx)
}
