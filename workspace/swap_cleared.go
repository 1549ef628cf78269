package workspace

import (
	"context"
	"strings"

	"watchbill/model"
	"watchbill/storage"
)

// ApplyCleared makes exchanges that ClearSwaps found, all of them or none, in one step that can be undone. The requests they serve end.
// It is refused when shifts have changed hands since they were found.
func (w *Workspace) ApplyCleared(ctx context.Context, cycles []ClearedCycle) (Done, error) {
	if len(cycles) == 0 {
		return Done{}, model.Invalidf("cycles", "There is no exchange to make. Choose at least one.")
	}
	return w.transact(ctx, "swap", func(tx *storage.Tx) (model.ID, error) {
		var titles []string
		for _, c := range cycles {
			d, err := w.swapDeskFor(ctx, tx, wholeWay) // anew: the exchange before has changed loads
			if err != nil {
				return 0, err
			}
			if err := d.settleAll(ctx); err != nil {
				return 0, err
			}
			hs, err := d.handovers(c.Ask)
			if err != nil {
				return 0, err
			}
			if _, err := d.applyNow(ctx, hs, c.Ask); err != nil {
				return 0, err
			}
			titles = append(titles, c.Title)
		}
		tx.Describe("Round cleared, %s: %s", model.Count(len(cycles), "exchange", "exchanges"), strings.Join(titles, "; "))
		return 0, nil
	})
}
