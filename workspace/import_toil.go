package workspace

import (
	"context"

	"watchbill/model"
	"watchbill/storage"
)

// ImportToil adds toil entries of the team's people in one step that can be undone. source says where they come from.
func (w *Workspace) ImportToil(ctx context.Context, source string, entries []model.ToilEntry) (Done, error) {
	return w.transact(ctx, "import toil", func(tx *storage.Tx) (model.ID, error) {
		team, err := w.teamOf(ctx, tx.Reader)
		if err != nil {
			return 0, err
		}
		tx.Describe("Toil imported from %s: %s", source, model.Count(len(entries), "entry", "entries"))
		for _, e := range entries {
			if err := e.Check(); err != nil {
				return 0, err
			}
			e.ID, e.TeamID = 0, team.ID
			if _, err := tx.PutToil(ctx, e); err != nil {
				return 0, err
			}
		}
		return 0, nil
	})
}
