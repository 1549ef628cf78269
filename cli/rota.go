package cli

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"watchbill/model"
	"watchbill/workspace"
)

func newRotaCmd(a *app) *cobra.Command {
	return a.group("rota", "Rotations: turns, drafts, publishing, swaps",
		newRotaListCmd(a), newRotaAddCmd(a), newRotaEditCmd(a), newRotaDeleteCmd(a),
		newRotaLayerCmd(a), newRotaRoleCmd(a), newRotaMemberCmd(a), newRotaVersionsCmd(a), newRotaPreviewCmd(a),
		newRotaDraftCmd(a), newRotaShowCmd(a), newRotaCompareCmd(a), newRotaPublishCmd(a), newRotaDiscardCmd(a),
		newRotaReassignCmd(a), newRotaSwapCmd(a), newRotaSplitCmd(a), newRotaJoinCmd(a), newRotaOverrideCmd(a), newRotaImportCmd(a), newRotaHandoffsCmd(a),
		newRotaBuildCmd(a), newRotaRepairCmd(a), newRotaRulesCmd(a), newRotaPinCmd(a), newRotaWishCmd(a), newRotaApartCmd(a),
		newRotaSolveCmd(a), newRotaVerifyCmd(a))
}

type rotationJSON struct {
	ID             model.ID `json:"id"`
	Name           string   `json:"name"`
	Zone           string   `json:"zone"`
	First          string   `json:"first"` // local time of the first handoff
	Every          string   `json:"every"`
	Roles          []string `json:"roles"`
	People         []string `json:"people"` // in the order of their turns
	PublishedUntil string   `json:"published_until"`
	DraftShifts    int      `json:"draft_shifts"`
}

func newRotaListCmd(a *app) *cobra.Command {
	c := a.leaf("list", "List the rotations", needs(), a.inFile(func(ctx context.Context, ws *workspace.Workspace, _ []string) error {
		rotations, err := ws.Rotations(ctx)
		if err != nil {
			return err
		}
		names, err := namesByID(ctx, ws)
		if err != nil {
			return err
		}
		t := newTable(">ID", "Rotation", "Pattern", "Roles", ">People", "Published to", ">Draft shifts")
		rows := make([]rotationJSON, 0, len(rotations))
		for _, r := range rotations {
			j, until, err := rotationOf(ctx, ws, r, names)
			if err != nil {
				return err
			}
			rows = append(rows, j)
			to := ""
			if !until.IsZero() {
				to = minuteZoned(until)
			}
			t.add(idText(r.ID), r.Name, r.Describe(ws.Now()), strings.Join(j.Roles, ", "), model.Thousands(len(r.At(ws.Now()).People())), to, model.Thousands(j.DraftShifts))
		}
		return a.showTable(rows, t, "There is no rotation yet. Add one with “watchbill rota add NAME --people ana,ben,chidi”.")
	}))
	c.Example = "  watchbill rota list"
	return c
}

func rotationOf(ctx context.Context, ws *workspace.Workspace, r model.Rotation, names map[model.ID]string) (rotationJSON, time.Time, error) {
	j := rotationJSON{ID: r.ID, Name: r.Name, Zone: r.Zone, Roles: []string{}, People: []string{}}
	rule := r.At(ws.Now())
	if len(rule.Layers) > 0 {
		j.First, j.Every = rule.Layers[0].First.String(), rule.Layers[0].Turns.String()
	}
	for _, role := range r.Roles {
		j.Roles = append(j.Roles, role.Name)
	}
	for _, m := range rule.People() {
		j.People = append(j.People, names[m])
	}
	published, err := ws.Reader().RotationShifts(ctx, r.ID, model.Published, model.Interval{})
	if err != nil {
		return j, time.Time{}, err
	}
	var until time.Time
	for _, s := range published {
		if s.End.After(until) {
			until = s.End
		}
	}
	j.PublishedUntil = stamp(until)
	draft, err := ws.Reader().RotationShifts(ctx, r.ID, model.Draft, model.Interval{})
	j.DraftShifts = len(draft)
	return j, until, err
}

// rotationFlags are the flags that say what a rotation is.
type rotationFlags struct{ name, zone, first, every, roles, people, rename string }

func (f *rotationFlags) register(c *cobra.Command) {
	fs := c.Flags()
	fs.StringVar(&f.zone, "zone", "", "time `ZONE` of the handoffs (default the team's)")
	fs.StringVar(&f.first, "first", "", "first handoff, a local `TIME` such as 2026-11-23T09:00 (default the coming Monday at 09:00)")
	fs.StringVar(&f.every, "every", "1w", "length of a `TURN`: 12h, 1d, 2w or 1mo, or a cycle such as 1d,3d")
	fs.StringVar(&f.roles, "roles", "primary,secondary", "`ROLES`, the first one first")
	fs.StringVar(&f.people, "people", "", "`PEOPLE` in the order of their turns, by name, first name, e-mail, initials or id")
}

// apply changes a rotation by the flags that were given.
func (f *rotationFlags) apply(c *cobra.Command, r *model.Rotation, people []model.Person, now time.Time) (err error) {
	given := c.Flags().Changed
	if given("name") {
		r.Name = f.name
	}
	if given("zone") {
		r.Zone = f.zone
	}
	if given("rename-role") {
		if err := f.renameRoles(r); err != nil {
			return err
		}
	}
	if given("roles") || len(r.Roles) == 0 {
		var roles []model.Role
		for _, name := range split(f.roles) {
			role, _ := r.RoleNamed(name)
			role.Name = name
			roles = append(roles, role)
		}
		r.SetRoles(roles)
	}
	return f.applyRule(c, r, people, now)
}

// applyRule changes the plain rule in force by the flags that were given.
func (f *rotationFlags) applyRule(c *cobra.Command, r *model.Rotation, people []model.Person, now time.Time) (err error) {
	given := c.Flags().Changed
	added := len(r.Versions) == 0
	if !added && !given("first") && !given("every") && !given("people") {
		return nil
	}
	rule, ok := r.Plain(now)
	if !added && !ok {
		return usagef("rotation", "%s has layers, windows or orders of its own: change its turns and people with “watchbill rota layer”.", r.Name)
	}
	if given("first") {
		if rule.First, err = model.ParseLocalTime(f.first); err != nil {
			return asUsage("first", err)
		}
		if rule.First.IsZero() {
			return usagef("first", "--first: a first handoff cannot be in the year 1. Choose one between 1970 and 2200.")
		}
	}
	if given("every") || added {
		if rule.Turns, err = model.ParsePattern(f.every); err != nil {
			return asUsage("every", err)
		}
	}
	if given("people") {
		if rule.People, err = peopleIDs(people, f.people); err != nil {
			return err
		}
	}
	if added && rule.First.IsZero() {
		loc, err := model.Zone(r.Zone)
		if err != nil {
			return asUsage("zone", err)
		}
		rule.First = comingMonday(now.In(loc))
	}
	r.SetPlain(now, rule)
	return nil
}

// renameRoles gives roles new names, as in "secondary=backup,primary=lead"; their shifts stay with them.
func (f *rotationFlags) renameRoles(r *model.Rotation) error {
	for _, pair := range split(f.rename) {
		from, to, ok := strings.Cut(pair, "=")
		from, to = strings.TrimSpace(from), strings.TrimSpace(to)
		if !ok || from == "" || to == "" {
			return usagef("rename-role", "--rename-role: %q is not understood. Write it as secondary=backup.", pair)
		}
		found, roles := false, slices.Clone(r.Roles)
		for i := range roles {
			if roles[i].Name == from {
				roles[i].Name, found = to, true
			}
		}
		if !found {
			return model.Errorf(model.NotFound, "roles", "%s has no role %q. “watchbill rota list” names its roles.", r.Name, from)
		}
		r.SetRoles(roles)
	}
	return nil
}

func newRotaAddCmd(a *app) *cobra.Command {
	var f rotationFlags
	c := a.leaf("add NAME --people ana,ben,chidi [--first TIME] [--every 1w] [--roles primary,secondary]", "Add a rotation", needs("NAME"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		ws, err := a.existing(ctx)
		if err != nil {
			return err
		}
		people, err := ws.People(ctx)
		if err != nil {
			return err
		}
		team, err := ws.Team(ctx)
		if err != nil {
			return err
		}
		r := model.Rotation{Name: args[0], Zone: team.Zone}
		if err := f.apply(cmd, &r, people, ws.Now()); err != nil {
			return err
		}
		return a.done(ws.SaveRotation(ctx, r))
	})
	f.register(c)
	c.Long = "Add a rotation. Turn after turn the first role goes to the next person of the order and the second role to the one after, so a secondary is primary next."
	c.Example = "  watchbill rota add Payments --people ana,ben,chidi,dana --first 2026-11-23T09:00 --every 1w\n" +
		"  watchbill rota draft Payments --weeks 12\n  watchbill rota publish Payments"
	return c
}

func comingMonday(now time.Time) model.LocalTime {
	d := model.DateOf(now).AddDays(1)
	for d.Weekday() != time.Monday {
		d = d.AddDays(1)
	}
	return d.At(9 * 60)
}

func newRotaEditCmd(a *app) *cobra.Command {
	var f rotationFlags
	var e effectFlags
	c := a.leaf("edit ROTATION [--name NAME] [--people …] [--every 1w] …", "Change a rotation", needs("ROTATION"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		ws, r, err := a.openRotation(ctx, args)
		if err != nil {
			return err
		}
		people, err := ws.People(ctx)
		if err != nil {
			return err
		}
		v, err := e.rule(ws, &r)
		if err != nil {
			return err
		}
		at := v.From // of the rule to change: the one in force where no date is given
		if e.from == "" {
			at = ws.Now()
		}
		if err := f.apply(cmd, &r, people, at); err != nil {
			return err
		}
		return a.saveRule(ctx, ws, r, e)
	})
	f.register(c)
	e.register(c)
	c.Flags().StringVar(&f.name, "name", "", "the new `NAME`")
	c.Flags().StringVar(&f.rename, "rename-role", "", "new names of roles, as in `secondary=backup`; their shifts stay with them")
	c.Long = "Change a rotation. What is published stays as it is; the change is for the next draft. Once something is published, a changed rule holds from now on or from --from, and whoever is on call " +
		"stays so until the next handoff. Only what is named by a flag changes."
	c.Example = "  watchbill rota edit Payments --people ana,chidi,ben\n  watchbill rota edit Payments --name \"Payments API\" --rename-role secondary=backup"
	return c
}

func newRotaDeleteCmd(a *app) *cobra.Command {
	var yes bool
	c := a.leaf("delete ROTATION --yes", "Delete a rotation with its shifts", needs("ROTATION"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		ws, r, err := a.openRotation(ctx, args)
		if err != nil {
			return err
		}
		impact, err := ws.DeleteRotationImpact(ctx, r)
		if err != nil {
			return err
		}
		if err := confirm(yes, impact); err != nil {
			return err
		}
		return a.done(ws.DeleteRotation(ctx, r.ID))
	})
	c.Flags().BoolVar(&yes, "yes", false, "do it; without, only what would go along is said")
	c.Example = "  watchbill rota delete Payments          says what would go along\n  watchbill rota delete Payments --yes"
	return c
}
