package cli

import (
	"context"

	"github.com/spf13/cobra"

	"watchbill/model"
	"watchbill/workspace"
)

// answerFlags are the flags of a step in the life of a swap.
type answerFlags struct {
	by, note string
	give     []string
	bend     bool
}

// newSwapStepCmd makes a command that takes one step of one swap. The flags that more names say are added.
func newSwapStepCmd(a *app, use, short, by string, step func(*workspace.Workspace, context.Context, workspace.SwapAnswer) (workspace.Done, error), more ...string) *cobra.Command {
	var f answerFlags
	c := a.leaf(use+" SWAP", short, needs("SWAP"), a.onID("swap", func(ctx context.Context, ws *workspace.Workspace, id model.ID) error {
		answer := workspace.SwapAnswer{Swap: id, Note: f.note, Consent: f.bend}
		if f.by != "" {
			p, err := a.person(ctx, ws, f.by)
			if err != nil {
				return err
			}
			answer.Person = p.ID
		}
		for _, text := range f.give {
			shift, err := parseID("shift", text)
			if err != nil {
				return err
			}
			answer.Give = append(answer.Give, workspace.SwapMove{Shift: shift})
		}
		return a.swapDone(step(ws, ctx, answer))
	}))
	fs := c.Flags()
	fs.StringVar(&f.note, "note", "", "a `TEXT` that goes with it")
	if by != "" {
		fs.StringVar(&f.by, "by", "", by)
	}
	for _, flag := range more {
		switch flag {
		case "give":
			fs.StringSliceVar(&f.give, "give", nil, "the `SHIFT` given back, where the swap asks for one")
		case "bend":
			fs.BoolVar(&f.bend, "bend", false, "rules on rest, share and wishes may be bent")
		case "by!":
			_ = c.MarkFlagRequired("by")
		}
	}
	return c
}

func newSwapAcceptCmd(a *app) *cobra.Command {
	c := newSwapStepCmd(a, "accept", "Note that somebody agrees", "the `PERSON` who agrees", (*workspace.Workspace).AcceptSwap, "give", "bend", "by!")
	c.Long = "Note that somebody agrees. When nobody else has to, the swap is applied at once, or waits for approval where the team wants it so. Everything is checked again."
	c.Example = "  watchbill swap accept 3 --by ben\n  watchbill swap accept 4 --by ben --give 43"
	return c
}

func newSwapDeclineCmd(a *app) *cobra.Command {
	c := newSwapStepCmd(a, "decline", "Note that somebody says no, or the manager", "the `PERSON` who says no (default the manager)", (*workspace.Workspace).DeclineSwap)
	c.Example = "  watchbill swap decline 3 --by ben --note \"on holiday\"\n  watchbill swap decline 3"
	return c
}

func newSwapUntakeCmd(a *app) *cobra.Command {
	c := newSwapStepCmd(a, "untake", "Take an acceptance back: the swap is open again", "the `PERSON` who does not take it after all", (*workspace.Workspace).UntakeSwap, "by!")
	c.Example = "  watchbill swap untake 3 --by ben"
	return c
}

func newSwapApproveCmd(a *app) *cobra.Command {
	c := newSwapStepCmd(a, "approve", "Approve a swap that everybody agreed to, and apply it", "", (*workspace.Workspace).ApproveSwap, "bend")
	c.Example = "  watchbill swap approve 3"
	return c
}

func newSwapWithdrawCmd(a *app) *cobra.Command {
	c := newSwapStepCmd(a, "withdraw", "Take a request back", "the `PERSON` who asked (default the manager)", (*workspace.Workspace).WithdrawSwap)
	c.Example = "  watchbill swap withdraw 3"
	return c
}

func newSwapRevertCmd(a *app) *cobra.Command {
	c := newSwapStepCmd(a, "revert", "Let people change back after a swap was applied", "", (*workspace.Workspace).RevertSwap, "bend")
	c.Long = "Let people change back after a swap was applied, also when other things were done since; “watchbill undo” takes back the latest change only. It is checked like any swap."
	c.Example = "  watchbill swap revert 3"
	return c
}

// swapDone prints what a step did, or why not and how it can be done all the same.
func (a *app) swapDone(d workspace.Done, err error) error {
	if model.FieldOf(err) == "consent" {
		return model.Errorf(model.CodeOf(err), "bend", "%s Add --bend.", err)
	}
	return a.done(d, err)
}

// handoverJSON is one shift, or a part of it, that changes hands.
type handoverJSON struct {
	Shift    model.ID `json:"shift"`
	Rotation string   `json:"rotation"`
	Role     string   `json:"role"`
	Start    string   `json:"start"`
	End      string   `json:"end"`
	From     string   `json:"from"`
	To       string   `json:"to"` // empty: whoever takes it
}

// swapNames knows the names that handovers are printed with.
type swapNames struct {
	people    map[model.ID]string
	rotations map[model.ID]model.Rotation
}

func namesForSwaps(ctx context.Context, ws *workspace.Workspace) (swapNames, error) {
	n := swapNames{rotations: map[model.ID]model.Rotation{}}
	var err error
	if n.people, err = namesByID(ctx, ws); err != nil {
		return n, err
	}
	all, err := ws.Rotations(ctx)
	for _, r := range all {
		n.rotations[r.ID] = r
	}
	return n, err
}

func (n swapNames) handovers(hs []model.Handover) []handoverJSON {
	out := make([]handoverJSON, 0, len(hs))
	for _, h := range hs {
		r := n.rotations[h.Shift.RotationID]
		role, _ := r.Role(h.Shift.RoleID)
		from, until := interval(h.Part)
		out = append(out, handoverJSON{h.Shift.ID, r.Name, role.Name, from, until, n.people[h.Shift.PersonID], n.people[h.To]})
	}
	return out
}

// swapProblemJSON is something that speaks against a swap.
type swapProblemJSON struct {
	Rule   string `json:"rule"`
	Person string `json:"person"`
	Hard   bool   `json:"hard"`
	Text   string `json:"text"`
}

func (n swapNames) problems(ps []model.SwapProblem) []swapProblemJSON {
	out := make([]swapProblemJSON, 0, len(ps))
	for _, p := range ps {
		out = append(out, swapProblemJSON{string(p.Rule), n.people[p.Person], p.Hard, p.Text})
	}
	return out
}
