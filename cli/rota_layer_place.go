package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"watchbill/model"
)

func newLayerMoveCmd(a *app) *cobra.Command {
	var f effectFlags
	var to int
	c := a.leaf("move ROTATION LAYER --to PLACE", "Let a layer stand before others", needs("ROTATION", "LAYER"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		ws, r, err := a.openRotation(ctx, args[:1])
		if err != nil {
			return err
		}
		v, err := f.rule(ws, &r)
		if err != nil {
			return err
		}
		if _, err := layerIn(v, args[1]); err != nil {
			return err
		}
		if to < 1 || to > len(v.Layers) {
			return usagef("to", "--to: there is no place %d. Say 1 to %d; 1 stands first.", to, len(v.Layers))
		}
		v.MoveLayer(slices.IndexFunc(v.Layers, func(l model.Layer) bool { return strings.EqualFold(l.Name, args[1]) }), to-1)
		return a.saveRule(ctx, ws, r, f)
	})
	f.register(c)
	c.Flags().IntVar(&to, "to", 0, "the `PLACE` where it stands then; 1 is the first")
	_ = c.MarkFlagRequired("to")
	c.Long = "Let a layer stand before or after the others. Where clock changes let two layers cover a role at once, the one that stands first is on call."
	c.Example = "  watchbill rota layer move Payments Austin --to 1\n  watchbill rota layer move Payments Austin --to 1 --from 2027-03-01 --dry-run"
	return c
}

func newLayerRemoveCmd(a *app) *cobra.Command {
	var f effectFlags
	c := a.leaf("remove ROTATION LAYER", "Take a layer out of the rule", needs("ROTATION", "LAYER"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		ws, r, err := a.openRotation(ctx, args[:1])
		if err != nil {
			return err
		}
		v, err := f.rule(ws, &r)
		if err != nil {
			return err
		}
		if _, err := layerIn(v, args[1]); err != nil {
			return err
		}
		v.Layers = slices.DeleteFunc(v.Layers, func(l model.Layer) bool { return strings.EqualFold(l.Name, args[1]) })
		return a.saveRule(ctx, ws, r, f)
	})
	f.register(c)
	c.Aliases = []string{"delete"}
	c.Example = "  watchbill rota layer remove Payments Austin --dry-run"
	return c
}
