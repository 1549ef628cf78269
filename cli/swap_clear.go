package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"watchbill/model"
	"watchbill/rostering"
	"watchbill/workspace"
)

// clearFlags are the flags of “swap clear”.
type clearFlags struct {
	longest     int
	bend, apply bool
}

func newSwapClearCmd(a *app) *cobra.Command {
	var f clearFlags
	c := a.leaf("clear [FILE]", "Serve as many swap requests as possible with exchanges", needs("[FILE]"), func(cmd *cobra.Command, args []string) error {
		if f.longest < 0 || f.longest == 1 {
			return usagef("longest", "--longest: %d is not possible. Give 2 or more people a cycle, or 0 for any number.", f.longest)
		}
		if len(args) == 0 {
			return a.clearOpen(cmd, f)
		}
		if f.bend || f.apply {
			return usagef("file", "--bend and --apply are for the open requests of a team. Leave FILE out.")
		}
		return a.clearFile(args[0], f.longest)
	})
	fs := c.Flags()
	fs.IntVar(&f.longest, "longest", 3, "most `PEOPLE` in one cycle; 0 for any number")
	fs.BoolVar(&f.bend, "bend", false, "without FILE: also exchanges that bend rules on rest, share and wishes")
	fs.BoolVar(&f.apply, "apply", false, "without FILE: make the exchanges, in one step that can be undone")
	c.Long = "Find who swaps with whom so that most requests are served. Without FILE these are the team's open requests that nobody has taken. FILE is JSON in the format " +
		"watchbill-swap/1 and needs no team's file: requests, and who could take whose duty. In a cycle a b c, a takes b's duty, b takes c's and c takes a's."
	c.Example = "  watchbill swap clear\n  watchbill swap clear --longest 0 --apply\n  watchbill swap clear requests.json --longest 2 --json"
	return c
}

func (a *app) clearFile(name string, longest int) error {
	f, err := a.readInput(name)
	if err != nil {
		return err
	}
	defer f.Close()
	round, err := rostering.ReadSwap(f)
	if err != nil {
		return model.Errorf(model.Invalid, "file", "%s: %v.", inputName(name), err)
	}
	cleared := round.Clear(longest)
	if !cleared.Most {
		a.look()
		a.note("The round is too large to be sure that nobody more can be served. Try a smaller --longest, or 0.")
	}
	if a.json {
		return cleared.WriteJSON(a.out)
	}
	_, err = io.WriteString(a.out, clearedText(round, cleared))
	return err
}

// clearedText is a clearing for people: a line per cycle.
func clearedText(round *rostering.SwapRound, c rostering.Clearing) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d of %d requests are served.\n", c.Served, len(round.Requests))
	for _, cycle := range c.Cycles {
		for k, i := range cycle {
			from := round.Requests[cycle[(k+1)%len(cycle)]]
			sep := ", "
			if k == 0 {
				sep = "  "
			}
			fmt.Fprintf(&b, "%s%s takes slot %d %s from %s", sep, round.Requests[i].Person, from.Slot, from.Role, from.Person)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// clearedJSON is what clears a team's open requests.
type clearedJSON struct {
	Requests int                `json:"requests"`
	Served   int                `json:"served"`
	Cycles   []clearedCycleJSON `json:"cycles"`
	Applied  bool               `json:"applied"`
}

type clearedCycleJSON struct {
	Requests []model.ID        `json:"requests"`
	Summary  string            `json:"summary"`
	Bends    []swapProblemJSON `json:"bends"`
}

func (a *app) clearOpen(cmd *cobra.Command, f clearFlags) error {
	ctx := cmd.Context()
	ws, err := a.existing(ctx)
	if err != nil {
		return err
	}
	cleared, err := ws.ClearSwaps(ctx, f.longest, f.bend)
	if err != nil {
		return err
	}
	n, err := namesForSwaps(ctx, ws)
	if err != nil {
		return err
	}
	j := clearedJSON{Requests: cleared.Requests, Served: cleared.Served, Cycles: []clearedCycleJSON{}, Applied: f.apply}
	for _, c := range cleared.Cycles {
		j.Cycles = append(j.Cycles, clearedCycleJSON{c.Requests, strings.TrimSpace(c.Words), n.problems(c.Bends)})
	}
	if f.apply && len(cleared.Cycles) > 0 {
		if _, err := ws.ApplyCleared(ctx, cleared.Cycles); err != nil {
			return err
		}
	}
	if cleared.Served < cleared.Requests {
		a.look()
	}
	return a.show(j, func(w io.Writer) error { return clearedOpenText(w, cleared, f.apply) })
}

func clearedOpenText(w io.Writer, c workspace.ClearedSwaps, applied bool) error {
	fmt.Fprintf(w, "%d of %s served.\n", c.Served, model.Count(c.Requests, "open request is", "open requests are"))
	for _, cycle := range c.Cycles {
		fmt.Fprintf(w, "  %s\n", strings.TrimSpace(cycle.Words))
	}
	if len(c.Cycles) > 0 && !applied {
		fmt.Fprintln(w, "Nothing was changed yet. Add --apply to do it.")
	}
	return nil
}
