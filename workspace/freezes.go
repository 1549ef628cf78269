package workspace

import (
	"context"
	"strings"

	"watchbill/model"
	"watchbill/storage"
)

// Freezes returns the team's change freezes that overlap window, by start, in the team's zone; none when there is no team yet. A zero
// window means all.
func (w *Workspace) Freezes(ctx context.Context, window model.Interval) ([]model.Freeze, error) {
	return ofTeam(ctx, w, func(r storage.Reader, ctx context.Context, team model.ID) ([]model.Freeze, error) {
		return r.Freezes(ctx, team, window)
	})
}

// SaveFreeze adds or changes a change freeze of the team.
func (w *Workspace) SaveFreeze(ctx context.Context, f model.Freeze) (Done, error) {
	f.Name = strings.Join(strings.Fields(f.Name), " ")
	if err := f.Check(); err != nil {
		return Done{}, err
	}
	return w.transact(ctx, "save a change freeze", func(tx *storage.Tx) (model.ID, error) {
		team, err := w.teamOf(ctx, tx.Reader)
		if err != nil {
			return 0, err
		}
		f.TeamID = team.ID
		verb := "entered"
		if f.ID != 0 {
			verb = "changed"
		}
		tx.Describe("Change freeze %s: %s, %s", verb, f.Name, Days(f.Interval, team.Zone, tx.Now()))
		return tx.PutFreeze(ctx, f)
	})
}

// DeleteFreeze removes a change freeze of the team.
func (w *Workspace) DeleteFreeze(ctx context.Context, id model.ID) (Done, error) {
	return w.transact(ctx, "delete a change freeze", func(tx *storage.Tx) (model.ID, error) {
		team, err := w.teamOf(ctx, tx.Reader)
		if err != nil {
			return 0, err
		}
		all, err := tx.Freezes(ctx, team.ID, model.Interval{})
		if err != nil {
			return 0, err
		}
		for _, f := range all {
			if f.ID == id {
				tx.Describe("Change freeze deleted: %s, %s", f.Name, Days(f.Interval, team.Zone, tx.Now()))
				return 0, tx.DeleteFreeze(ctx, id)
			}
		}
		return 0, model.Errorf(model.NotFound, "freeze", "There is no such change freeze any more. Look at the list again.")
	})
}
