package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"watchbill/model"
	"watchbill/workspace"
)

type suggestionJSON struct {
	Kind      string            `json:"kind"`
	Handovers []handoverJSON    `json:"handovers"`
	Change    float64           `json:"change"` // of Σ load²/share
	Wishes    int               `json:"wishes"`
	Bends     []swapProblemJSON `json:"bends"`
	Reasons   []reasonJSON      `json:"reasons"`
	Loads     []swapLoadJSON    `json:"loads"`
}

type reasonJSON struct {
	Good bool   `json:"good"`
	Text string `json:"text"`
}

type swapLoadJSON struct {
	Person   string  `json:"person"`
	Rotation string  `json:"rotation"`
	Before   float64 `json:"before"`
	After    float64 `json:"after"`
	Share    float64 `json:"share"`
}

type suggestionsJSON struct {
	Tried  int              `json:"tried"`
	List   []suggestionJSON `json:"suggestions"`
	Cannot []cannotJSON     `json:"cannot"`
}

type cannotJSON struct {
	Reason string   `json:"reason"`
	People []string `json:"people"`
}

func (n swapNames) suggestions(s workspace.Suggestions) suggestionsJSON {
	out := suggestionsJSON{Tried: s.Tried, List: []suggestionJSON{}, Cannot: []cannotJSON{}}
	for _, x := range s.List {
		j := suggestionJSON{
			Kind: string(x.Kind), Handovers: n.handovers(x.Handovers), Change: x.Change, Wishes: x.Wishes, Bends: n.problems(x.Bends), Reasons: []reasonJSON{}, Loads: []swapLoadJSON{},
		}
		for _, r := range x.Reasons {
			j.Reasons = append(j.Reasons, reasonJSON{r.Good, r.Text})
		}
		j.Loads = n.loads(x.Loads)
		out.List = append(out.List, j)
	}
	for _, c := range s.Cannot {
		j := cannotJSON{Reason: c.Reason}
		for _, id := range c.People {
			j.People = append(j.People, n.people[id])
		}
		out.Cannot = append(out.Cannot, j)
	}
	return out
}

func (n swapNames) loads(loads []model.SwapLoad) []swapLoadJSON {
	out := []swapLoadJSON{}
	for _, l := range loads {
		out = append(out, swapLoadJSON{n.people[l.PersonID], n.rotations[l.RotationID].Name, l.Before, l.After, l.Share})
	}
	return out
}

func newSwapSuggestCmd(a *app) *cobra.Command {
	var from, until string
	var ways []string
	var bend bool
	var most int
	c := a.leaf("suggest SHIFT", "The best ways for a shift to change hands, with their reasons", needs("SHIFT"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		id, err := parseID("shift", args[0])
		if err != nil {
			return err
		}
		o := model.SuggestOptions{MayBend: bend, Most: most}
		if most < 1 || most > 1000 {
			return usagef("most", "--most: %d is not possible. Ask for 1 to 1000 ways.", most)
		}
		for _, w := range ways {
			kind := model.SwapKind(strings.ToLower(strings.TrimSpace(w)))
			if kind != model.SwapCover && kind != model.SwapExchange && kind != model.SwapChain {
				return usagef("ways", "--ways: there is no %q. Write cover, exchange or chain.", w)
			}
			o.Kinds = append(o.Kinds, kind)
		}
		ws, err := a.existing(ctx)
		if err != nil {
			return err
		}
		part, err := partOf(ctx, ws, from, until)
		if err != nil {
			return err
		}
		shift, err := ws.Reader().Shift(ctx, id)
		if err != nil {
			return err
		}
		found, err := ws.SuggestSwaps(ctx, workspace.SwapMove{Shift: id, Part: within(shift, part)}, o)
		if err != nil {
			return err
		}
		n, err := namesForSwaps(ctx, ws)
		if err != nil {
			return err
		}
		if len(found.List) == 0 {
			a.look()
		}
		return a.show(n.suggestions(found), func(w io.Writer) error { return n.suggestText(w, found, bend) })
	})
	fs := c.Flags()
	fs.StringVar(&from, "from", "", "only the part from this `TIME` on")
	fs.StringVar(&until, "until", "", "only the part until this `TIME`")
	fs.StringSliceVar(&ways, "ways", nil, "only these `WAYS`: cover, exchange, chain")
	fs.BoolVar(&bend, "bend", false, "also ways that bend rules on rest, share and wishes")
	fs.IntVar(&most, "most", 5, "how many `WAYS` to list")
	c.Long = "List the best ways for a shift to change hands: somebody covers it, two people exchange, or three change round. Fairest first, then those that disturb the fewest people, " +
		"then by wishes, then by the time to other duties."
	c.Example = "  watchbill swap suggest 41\n  watchbill swap suggest 41 --ways exchange,chain --bend --json\n  watchbill swap suggest 41 --from 2026-12-17 --until 2026-12-18"
	return c
}

func (n swapNames) suggestText(w io.Writer, found workspace.Suggestions, bend bool) error {
	if len(found.List) == 0 {
		hint := ""
		if !bend {
			hint = " --bend also looks at ways that bend rules on rest, share and wishes."
		}
		fmt.Fprintf(w, "Nobody can take it.%s\n", hint)
	}
	for i, s := range found.List {
		fmt.Fprintf(w, "%d  %s\n", i+1, n.moves(s.Handovers))
		for _, r := range s.Reasons {
			mark := "+"
			if !r.Good {
				mark = "!"
			}
			fmt.Fprintf(w, "   %s %s\n", mark, r.Text)
		}
	}
	for _, c := range found.Cannot {
		names := make([]string, len(c.People))
		for i, id := range c.People {
			names[i] = n.people[id]
		}
		fmt.Fprintf(w, "Cannot take it: %s – %s\n", strings.Join(names, ", "), c.Reason)
	}
	return nil
}

// moves says handovers in one line with the ids to make them by.
func (n swapNames) moves(hs []model.Handover) string {
	said := make([]string, len(hs))
	for i, h := range hs {
		said[i] = fmt.Sprintf("%s takes %d (%s)", n.people[h.To], h.Shift.ID, minute(h.Part.Start))
	}
	return strings.Join(said, ", ")
}
