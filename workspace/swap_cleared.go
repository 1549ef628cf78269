package workspace

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"watchbill/model"
	"watchbill/rostering"
	"watchbill/storage"
)

// ApplyCleared makes exchanges that ClearSwaps found, all of them or none, in one step that can be undone. The requests they serve end.
// It is refused when shifts have changed hands since they were found, or a request does not wait any more.
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
			if err := d.serve(ctx, c.Requests); err != nil {
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
		const most = 3
		if more := len(titles) - most; more > 0 {
			titles = append(titles[:most], fmt.Sprintf("%d more", more))
		}
		tx.Describe("Round cleared, %s: %s", model.Count(len(cycles), "exchange", "exchanges"), strings.Join(titles, "; "))
		return 0, nil
	})
}

// serve ends the requests that a round serves.
func (d *swapDesk) serve(ctx context.Context, requests []model.ID) error {
	for _, id := range requests {
		s, err := d.tx.Swap(ctx, id)
		if err != nil {
			return err
		}
		if s, err = s.Serve(d.by(0, "")); err != nil {
			return err
		}
		if _, err := d.tx.PutSwap(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// clearTries is how many clearings are looked at where some of their exchanges break a rule.
const clearTries = 200

// clearAllowed is the clearing of a round that serves the most with allowed exchanges only. Arcs tell of two requests each; an exchange as
// a whole may still break a rule, as where two who are kept apart would meet. A clearing without such an exchange leaves one of its arcs
// out: the best one is found by leaving out each in turn.
func clearAllowed(round rostering.SwapRound, longest int, allowed func(cycle []int) bool) rostering.Clearing {
	best := rostering.Clearing{Most: true}
	tries, known := 0, map[string]bool{}
	fits := func(cycle []int) bool {
		key := fmt.Sprint(cycle)
		ok, seen := known[key]
		if !seen {
			ok = allowed(cycle)
			known[key] = ok
		}
		return ok
	}
	var search func(arcs [][2]int)
	search = func(arcs [][2]int) {
		tries++
		round.Arcs = arcs
		c := round.Clear(longest)
		best.Most = best.Most && c.Most
		if c.Served <= best.Served {
			return
		}
		bad := slices.IndexFunc(c.Cycles, func(cycle []int) bool { return !fits(cycle) })
		if bad < 0 {
			best.Served, best.Cycles = c.Served, c.Cycles
			return
		}
		for k, from := range c.Cycles[bad] {
			to := c.Cycles[bad][(k+1)%len(c.Cycles[bad])]
			if tries >= clearTries {
				best.Most = false
				return
			}
			search(slices.DeleteFunc(slices.Clone(arcs), func(a [2]int) bool { return a == [2]int{from, to} }))
		}
	}
	search(round.Arcs)
	return best
}
