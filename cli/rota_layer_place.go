package cli

import (
	"slices"

	"github.com/spf13/cobra"

	"watchbill/model"
)

// onLayer changes the rule in force by where the named layer stands in it, and saves it. The arguments are rotation and layer.
func (a *app) onLayer(f *effectFlags, change func(v *model.Version, at int) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		ws, r, err := a.openRotation(cmd.Context(), args[:1])
		if err != nil {
			return err
		}
		v, err := f.rule(ws, &r)
		if err != nil {
			return err
		}
		layer, err := layerIn(v, args[1])
		if err != nil {
			return err
		}
		at := slices.IndexFunc(v.Layers, func(l model.Layer) bool { return l.Name == layer.Name })
		if err := change(v, at); err != nil {
			return err
		}
		return a.saveRule(cmd.Context(), ws, r, *f)
	}
}

func newLayerMoveCmd(a *app) *cobra.Command {
	var f effectFlags
	var to int
	c := a.leaf("move ROTATION LAYER --to PLACE", "Let a layer stand before others", needs("ROTATION", "LAYER"), a.onLayer(&f, func(v *model.Version, at int) error {
		if to < 1 || to > len(v.Layers) {
			return usagef("to", "--to: there is no place %d. Say 1 to %d; 1 stands first.", to, len(v.Layers))
		}
		v.MoveLayer(at, to-1)
		return nil
	}))
	f.register(c)
	c.Flags().IntVar(&to, "to", 0, "the `PLACE` where it stands then; 1 is the first")
	_ = c.MarkFlagRequired("to")
	c.Long = "Let a layer stand before or after the others. Where clock changes let two layers cover a role at once, the one that stands first is on call."
	c.Example = "  watchbill rota layer move Payments Austin --to 1\n  watchbill rota layer move Payments Austin --to 1 --from 2027-03-01 --dry-run"
	return c
}

func newLayerRemoveCmd(a *app) *cobra.Command {
	var f effectFlags
	c := a.leaf("remove ROTATION LAYER", "Take a layer out of the rule", needs("ROTATION", "LAYER"), a.onLayer(&f, func(v *model.Version, at int) error {
		v.Layers = slices.Delete(v.Layers, at, at+1)
		return nil
	}))
	f.register(c)
	c.Aliases = []string{"delete"}
	c.Example = "  watchbill rota layer remove Payments Austin --dry-run"
	return c
}
