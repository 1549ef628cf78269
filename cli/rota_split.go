package cli

import (
	"context"

	"github.com/spf13/cobra"

	"watchbill/model"
	"watchbill/workspace"
)

func newRotaSplitCmd(a *app) *cobra.Command {
	var at string
	c := a.leaf("split SHIFT --at TIME", "Cut one shift in two at a moment", needs("SHIFT"), a.onID("shift", func(ctx context.Context, ws *workspace.Workspace, id model.ID) error {
		s, err := ws.Reader().Shift(ctx, id)
		if err != nil {
			return err
		}
		moment, err := parseMoment("at", at, s.Start.Location())
		if err != nil {
			return err
		}
		return a.done(ws.SplitShift(ctx, id, moment))
	}))
	c.Flags().StringVar(&at, "at", "", "`TIME` at which the second part begins, in the rotation's zone")
	_ = c.MarkFlagRequired("at")
	c.Long = "Cut one shift, published or drafted, in two at a moment, so that each part can be given to somebody. SHIFT is the id that “watchbill rota show” prints; the answer's id is the second part's."
	c.Example = "  watchbill rota split 42 --at 2026-12-24T12:00"
	return c
}

func newRotaJoinCmd(a *app) *cobra.Command {
	c := a.leaf("join SHIFT", "Join a shift with the part of the same turn after it", needs("SHIFT"), a.onID("shift", func(ctx context.Context, ws *workspace.Workspace, id model.ID) error {
		return a.done(ws.MergeShift(ctx, id))
	}))
	c.Long = "Join a shift with the part of the same turn that follows it. Both must have the same person. SHIFT is the id of the first part."
	c.Example = "  watchbill rota join 42"
	return c
}
