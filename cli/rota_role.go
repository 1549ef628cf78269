package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"watchbill/model"
)

func newRotaRoleCmd(a *app) *cobra.Command {
	return a.group("role", "Roles of a rotation, and who holds them: an order of their own, or the next after another role",
		newRoleAddCmd(a), newRoleOrderCmd(a), newRoleRemoveCmd(a))
}

func newRoleAddCmd(a *app) *cobra.Command {
	var dry bool
	c := a.leaf("add ROTATION ROLE", "Add a role; it follows the last one", needs("ROTATION", "ROLE"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		ws, r, err := a.openRotation(ctx, args[:1])
		if err != nil {
			return err
		}
		if _, has := r.RoleNamed(args[1]); has {
			return model.Errorf(model.Conflict, "role", "%s has a role %s already.", r.Name, args[1])
		}
		r.SetRoles(append(slices.Clone(r.Roles), model.Role{Name: args[1]}))
		return a.saveRule(ctx, ws, r, effectFlags{dry: dry})
	})
	c.Flags().BoolVar(&dry, "dry-run", false, "say which shifts change, and store nothing")
	c.Long = "Add a role. In each layer it is held by whoever comes after the role before it; give it people of its own with “watchbill rota role order”."
	c.Example = "  watchbill rota role add Payments shadow"
	return c
}

func newRoleOrderCmd(a *app) *cobra.Command {
	var f layerFlags
	c := a.leaf("order ROTATION ROLE --people ana,ben | --after ROLE", "Say who holds a role", needs("ROTATION", "ROLE"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		ws, r, err := a.openRotation(ctx, args[:1])
		if err != nil {
			return err
		}
		people, err := ws.People(ctx)
		if err != nil {
			return err
		}
		if f.people == "" && f.after == "" {
			return usagef("people", "Say who holds the role. Name the people with --people, or the role it follows with --after.")
		}
		v, err := f.rule(ws, &r)
		if err != nil {
			return err
		}
		l, err := layerIn(v, f.name)
		if err != nil {
			return err
		}
		f.role = args[1]
		if err := f.applyOrder(cmd, r, l, people); err != nil {
			return err
		}
		return a.saveRule(ctx, ws, r, f.effectFlags)
	})
	c.Flags().StringVar(&f.name, "layer", "", "the `LAYER` (default the only one)")
	c.Flags().StringVar(&f.people, "people", "", "`PEOPLE` in the order of their turns; “nobody” for a turn left unstaffed")
	c.Flags().StringVar(&f.after, "after", "", "the role follows this `ROLE`: whoever comes next in its order and can")
	c.MarkFlagsMutuallyExclusive("people", "after")
	f.effectFlags.register(c)
	c.Long = "Say who holds a role: people in an order of its own, or, with --after, whoever comes next in another role's order and can: who has joined, is not away, and holds no other role then."
	c.Example = "  watchbill rota role order Payments manager --people dana,ben\n  watchbill rota role order Payments secondary --after primary"
	return c
}

func newRoleRemoveCmd(a *app) *cobra.Command {
	var dry bool
	c := a.leaf("remove ROTATION ROLE", "Take a role away; refused where it has published shifts", needs("ROTATION", "ROLE"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		ws, r, err := a.openRotation(ctx, args[:1])
		if err != nil {
			return err
		}
		kept := slices.DeleteFunc(slices.Clone(r.Roles), func(x model.Role) bool { return strings.EqualFold(x.Name, args[1]) })
		if len(kept) == len(r.Roles) {
			return model.Errorf(model.NotFound, "role", "%s has no role %q. “watchbill rota list” names its roles.", r.Name, args[1])
		}
		r.SetRoles(kept)
		return a.saveRule(ctx, ws, r, effectFlags{dry: dry})
	})
	c.Flags().BoolVar(&dry, "dry-run", false, "say which shifts change, and store nothing")
	c.Aliases = []string{"delete"}
	c.Example = "  watchbill rota role remove Payments shadow"
	return c
}

type ruleVersionJSON struct {
	From   string      `json:"from"` // empty: from the beginning
	Now    bool        `json:"in_force"`
	Layers []layerJSON `json:"layers"`
}

func newRotaVersionsCmd(a *app) *cobra.Command {
	var back string
	c := a.leaf("versions [ROTATION] [--take-back DATE]", "Show how a rotation's rule changed and will change", needs("[ROTATION]"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		ws, r, err := a.openRotation(ctx, args)
		if err != nil {
			return err
		}
		loc, err := model.Zone(r.Zone)
		if err != nil {
			return err
		}
		if back != "" {
			from, err := parseMoment("take-back", back, loc)
			if err != nil {
				return err
			}
			n := len(r.Versions)
			r.Versions = slices.DeleteFunc(slices.Clone(r.Versions), func(v model.Version) bool { return v.From.Equal(from) })
			if len(r.Versions) == n {
				return model.Errorf(model.NotFound, "take-back", "No version of %s begins at %s. “watchbill rota versions” lists them.", r.Name, from.Format("2006-01-02 15:04"))
			}
			return a.saveRule(ctx, ws, r, effectFlags{})
		}
		names, err := namesByID(ctx, ws)
		if err != nil {
			return err
		}
		current := r.At(ws.Now())
		t := newTable("In force from", "", "Layer", "Zone", "First handoff", "Turn", "On call", "Who")
		rows := []ruleVersionJSON{}
		for _, v := range r.Versions {
			j := ruleVersionJSON{Now: v.ID == current.ID, Layers: []layerJSON{}}
			from, mark := "the beginning", ""
			if !v.From.IsZero() {
				j.From, from = stamp(v.From.In(loc)), minuteZoned(v.From.In(loc))
			}
			if j.Now {
				mark = "now"
			}
			for _, l := range v.Layers {
				x := layerOf(r, l, names)
				j.Layers = append(j.Layers, x)
				a.addLayer(t, x, from, mark)
				from, mark = "", ""
			}
			rows = append(rows, j)
		}
		return a.showTable(rows, t, "")
	})
	c.Flags().StringVar(&back, "take-back", "", "take the version that begins at this `DATE` or moment back, where it is still to come")
	c.Long = "Show the versions of a rotation's rule. Each is in force from its date until the next; what was in force before now is never changed."
	c.Example = "  watchbill rota versions Payments\n  watchbill rota versions Payments --take-back 2027-01-01"
	return c
}
