package cli

import (
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"watchbill/model"
)

func newRotaMemberCmd(a *app) *cobra.Command {
	return a.group("member", "Who joins a rotation and who leaves it, with dates", newMemberJoinCmd(a), newMemberLeaveCmd(a))
}

// memberFlags say where in a rotation somebody joins or leaves.
type memberFlags struct {
	layer, role, on, after string
	dry                    bool
}

func (f *memberFlags) register(c *cobra.Command) {
	fs := c.Flags()
	fs.StringVar(&f.layer, "layer", "", "the `LAYER` (default the only one)")
	fs.StringVar(&f.role, "role", "", "the `ROLE` whose order it is (default the first that has one)")
	fs.BoolVar(&f.dry, "dry-run", false, "say which shifts change and what to look at, and store nothing")
}

// orderIn finds the order that the flags name in a version.
func (f *memberFlags) orderIn(v *model.Version) (*model.Order, error) {
	l, err := layerIn(v, f.layer)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(l.Orders, func(o model.Order) bool { return o.After == "" && (f.role == "" || strings.EqualFold(o.Role, f.role)) })
	if i < 0 {
		return nil, model.Errorf(model.NotFound, "role", "There is no order of people for the role %q. Give it one with “watchbill rota role order”, or name the role it follows.", f.role)
	}
	return &l.Orders[i], nil
}

// orders finds the order in the rule in force and in those to come.
func (f *memberFlags) orders(r *model.Rotation, now time.Time) ([]*model.Order, error) {
	current := r.RuleFrom(time.Time{}, now)
	var out []*model.Order
	for i := range r.Versions {
		v := &r.Versions[i]
		if v.From.Before(current.From) {
			continue
		}
		o, err := f.orderIn(v)
		if err != nil && v == current {
			return nil, err
		}
		if err == nil {
			out = append(out, o)
		}
	}
	return out, nil
}

func newMemberJoinCmd(a *app) *cobra.Command {
	var f memberFlags
	c := a.leaf("join ROTATION PERSON [--on DATE] [--after PERSON]", "Let somebody take turns from a day on", needs("ROTATION", "PERSON"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		ws, r, err := a.openRotation(ctx, args[:1])
		if err != nil {
			return err
		}
		x, err := a.person(ctx, ws, args[1])
		if err != nil {
			return err
		}
		m := model.Member{PersonID: x.ID}
		if f.on != "" {
			if m.From, err = parseDate("on", f.on); err != nil {
				return err
			}
		}
		var before model.Person
		if f.after != "" {
			if before, err = a.person(ctx, ws, f.after); err != nil {
				return err
			}
		}
		orders, err := f.orders(&r, ws.Now())
		if err != nil {
			return err
		}
		for _, o := range orders {
			at := len(o.Members)
			if f.after != "" {
				at = 1 + slices.IndexFunc(o.Members, func(m model.Member) bool { return m.PersonID == before.ID })
				if at == 0 {
					return model.Errorf(model.NotFound, "after", "%s does not take turns there. Name somebody who does.", before.Name)
				}
			}
			if i := slices.IndexFunc(o.Members, func(y model.Member) bool { return y.PersonID == x.ID }); i >= 0 {
				if o.Members[i].Until.IsZero() || f.on == "" || m.From.Before(o.Members[i].Until) {
					return model.Errorf(model.Conflict, "person", "%s takes turns there already. To change when, let them leave first.", x.Name)
				}
				o.Members[i] = m // comes back, in the same place
				continue
			}
			o.Members = slices.Insert(o.Members, at, m)
		}
		return a.saveRule(ctx, ws, r, effectFlags{dry: f.dry})
	})
	f.register(c)
	c.Flags().StringVar(&f.on, "on", "", "the first `DAY` on which a turn of theirs may begin (default now)")
	c.Flags().StringVar(&f.after, "after", "", "the `PERSON` after whom they come (default the last)")
	c.Long = "Let somebody take turns. Adding somebody never moves today's person: whoever is on call stays so, and the next one comes after them."
	c.Example = "  watchbill rota member join Payments dana --on 2026-12-01 --after ben"
	return c
}

func newMemberLeaveCmd(a *app) *cobra.Command {
	var f memberFlags
	c := a.leaf("leave ROTATION PERSON [--on DATE]", "Let somebody take no more turns from a day on", needs("ROTATION", "PERSON"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		ws, r, err := a.openRotation(ctx, args[:1])
		if err != nil {
			return err
		}
		x, err := a.person(ctx, ws, args[1])
		if err != nil {
			return err
		}
		var day model.Date
		if f.on != "" {
			if day, err = parseDate("on", f.on); err != nil {
				return err
			}
		}
		orders, err := f.orders(&r, ws.Now())
		if err != nil {
			return err
		}
		found := false
		for _, o := range orders {
			i := slices.IndexFunc(o.Members, func(m model.Member) bool { return m.PersonID == x.ID })
			switch {
			case i < 0:
				continue
			case f.on == "":
				o.Members = slices.Delete(o.Members, i, i+1)
			default:
				o.Members[i].Until = day
			}
			found = true
		}
		if !found {
			return model.Errorf(model.NotFound, "person", "%s does not take turns there.", x.Name)
		}
		return a.saveRule(ctx, ws, r, effectFlags{dry: f.dry})
	})
	f.register(c)
	c.Flags().StringVar(&f.on, "on", "", "the first `DAY` without them: they take turns that end by then (default now)")
	c.Long = "Let somebody take no more turns. Whoever is on call stays so until the handoff; published shifts stay theirs until they are given away or another rota is published."
	c.Example = "  watchbill rota member leave Payments ben --on 2027-01-31 --dry-run"
	return c
}
