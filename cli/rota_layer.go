package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"watchbill/model"
	"watchbill/workspace"
)

func newRotaLayerCmd(a *app) *cobra.Command {
	return a.group("layer", "Layers of a rotation: windows of the week, places that follow the sun",
		newLayerListCmd(a), newLayerAddCmd(a), newLayerEditCmd(a), newLayerMoveCmd(a), newLayerRemoveCmd(a))
}

type memberJSON struct {
	Person string `json:"person"` // "nobody" for a turn left unstaffed on purpose
	From   string `json:"from"`
	Until  string `json:"until"`
}

type orderJSON struct {
	Role   string       `json:"role"`
	After  string       `json:"after"` // the role this one follows
	People []memberJSON `json:"people"`
}

type layerJSON struct {
	Name    string      `json:"name"`
	Zone    string      `json:"zone"`
	First   string      `json:"first"`
	Every   string      `json:"every"`
	Count   string      `json:"count_by"` // active time or calendar
	Windows []string    `json:"windows"`
	Orders  []orderJSON `json:"orders"`
}

func layerOf(r model.Rotation, l model.Layer, names map[model.ID]string) layerJSON {
	j := layerJSON{Name: l.Name, Zone: l.ZoneIn(r.Zone), First: l.First.String(), Every: l.Turns.String(), Count: "active", Windows: []string{}, Orders: []orderJSON{}}
	if l.ByCalendar {
		j.Count = "calendar"
	}
	for _, w := range l.Windows {
		j.Windows = append(j.Windows, w.String())
	}
	for _, o := range l.Orders {
		row := orderJSON{Role: o.Role, After: o.After, People: []memberJSON{}}
		for _, m := range o.Members {
			x := memberJSON{Person: nameOr(names, m.PersonID)}
			if !m.From.IsZero() {
				x.From = m.From.String()
			}
			if !m.Until.IsZero() {
				x.Until = m.Until.String()
			}
			row.People = append(row.People, x)
		}
		j.Orders = append(j.Orders, row)
	}
	return j
}

// text says who has the role: "primary: Ana, Ben from 2026-12-01; secondary after primary".
func (j layerJSON) text() string {
	var out []string
	for _, o := range j.Orders {
		if o.After != "" {
			out = append(out, o.Role+" after "+o.After)
			continue
		}
		var people []string
		for _, m := range o.People {
			who := m.Person
			if m.From != "" {
				who += " from " + m.From
			}
			if m.Until != "" {
				who += " until " + m.Until
			}
			people = append(people, who)
		}
		out = append(out, o.Role+": "+strings.Join(people, ", "))
	}
	return strings.Join(out, "; ")
}

func (a *app) addLayer(t *table, j layerJSON, first ...string) {
	open := strings.ReplaceAll(strings.Join(j.Windows, "; "), "-", "–") // as model.WindowWords
	if open == "" {
		open = "always"
	} else if j.Count == "calendar" {
		open += ", counted by the calendar"
	}
	t.add(append(first, j.Name, j.Zone, j.First, j.Every, open, j.text())...)
}

func newLayerListCmd(a *app) *cobra.Command {
	c := a.leaf("list [ROTATION]", "List the layers of the rule that is in force", needs("[ROTATION]"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		ws, r, err := a.openRotation(ctx, args)
		if err != nil {
			return err
		}
		names, err := namesByID(ctx, ws)
		if err != nil {
			return err
		}
		t := newTable("Layer", "Zone", "First handoff", "Turn", "On call", "Who")
		rows := []layerJSON{}
		for _, l := range r.At(ws.Now()).Layers {
			j := layerOf(r, l, names)
			rows = append(rows, j)
			a.addLayer(t, j)
		}
		return a.showTable(rows, t, "")
	})
	c.Example = "  watchbill rota layer list Payments"
	return c
}

// layerFlags are the flags that say what a layer is.
type layerFlags struct {
	name, zone, first, every, count, role, people, after string
	windows                                              []string
	effectFlags
}

func (f *layerFlags) register(c *cobra.Command) {
	fs := c.Flags()
	fs.StringVar(&f.zone, "zone", "", "time `ZONE` of its windows and handoffs (default the rotation's)")
	fs.StringVar(&f.first, "first", "", "first handoff, a local `TIME` such as 2026-11-23T09:00 (default the rotation's)")
	f.registerTurns(c)
	fs.StringVar(&f.role, "role", "", "the `ROLE` that --people or --after is about (default the first)")
	fs.StringVar(&f.people, "people", "", "`PEOPLE` in the order of their turns; “nobody” for a turn left unstaffed")
	fs.StringVar(&f.after, "after", "", "the role follows this `ROLE`: whoever comes next in its order and can")
	c.MarkFlagsMutuallyExclusive("people", "after")
	f.effectFlags.register(c)
}

// registerTurns adds the flags that say how turns go round.
func (f *layerFlags) registerTurns(c *cobra.Command) {
	fs := c.Flags()
	fs.StringVar(&f.every, "every", "1w", "length of a `TURN`: 12h, 1d, 2w or 1mo, or a cycle such as 1d,3d")
	fs.StringArrayVar(&f.windows, "window", nil, "when it is on call, a `WINDOW` of the week such as \"Mon-Fri 09:00-17:00\"; may be given several times; “always” for no window")
	fs.StringVar(&f.count, "count-by", "active", "`WHAT` turns are counted on: active time, or the calendar")
}

// apply changes a layer by the flags that were given.
func (f *layerFlags) apply(c *cobra.Command, r model.Rotation, l *model.Layer, people []model.Person) (err error) {
	given := c.Flags().Changed
	if given("zone") {
		l.Zone = f.zone
	}
	if given("first") {
		if l.First, err = model.ParseLocalTime(f.first); err != nil {
			return asUsage("first", err)
		}
	}
	if err := f.applyTurns(c, l); err != nil {
		return err
	}
	return f.applyOrder(c, r, l, people)
}

// applyTurns changes how turns go round by the flags that were given.
func (f *layerFlags) applyTurns(c *cobra.Command, l *model.Layer) (err error) {
	given := c.Flags().Changed
	if given("every") || len(l.Turns) == 0 {
		if l.Turns, err = model.ParsePattern(f.every); err != nil {
			return asUsage("every", err)
		}
	}
	if given("count-by") {
		if f.count != "active" && f.count != "calendar" {
			return usagef("count-by", "--count-by: turns are counted on active time or by the calendar. Write active or calendar.")
		}
		l.ByCalendar = f.count == "calendar"
	}
	if given("window") {
		l.Windows = nil
		for _, text := range f.windows {
			if text == "always" {
				continue
			}
			more, err := model.ParseWindows(text)
			if err != nil {
				return asUsage("window", err)
			}
			l.Windows = append(l.Windows, more...)
		}
	}
	return nil
}

func (f *layerFlags) applyOrder(c *cobra.Command, r model.Rotation, l *model.Layer, people []model.Person) error {
	given := c.Flags().Changed
	if !given("people") && !given("after") {
		return nil
	}
	o := model.Order{Role: r.Roles[0].Name, After: f.after}
	if f.role != "" {
		o.Role = f.role
	}
	if given("people") {
		var err error
		if o.Members, err = membersOf(people, f.people); err != nil {
			return err
		}
	}
	if i := slices.IndexFunc(l.Orders, func(x model.Order) bool { return x.Role == o.Role }); i >= 0 {
		l.Orders[i] = o
	} else {
		l.Orders = append(l.Orders, o)
	}
	place := func(o model.Order) int {
		return slices.IndexFunc(r.Roles, func(x model.Role) bool { return x.Name == o.Role })
	}
	slices.SortStableFunc(l.Orders, func(a, b model.Order) int { return place(a) - place(b) })
	return nil
}

// membersOf finds the people of a comma-separated list; “nobody” is a turn left unstaffed.
func membersOf(people []model.Person, list string) ([]model.Member, error) {
	var out []model.Member
	for _, name := range split(list) {
		if name == unstaffed {
			out = append(out, model.Member{})
			continue
		}
		p, err := personIn(people, name)
		if err != nil {
			return nil, err
		}
		out = append(out, model.Member{PersonID: p.ID})
	}
	return out, nil
}

func newLayerAddCmd(a *app) *cobra.Command {
	var f layerFlags
	c := a.leaf("add ROTATION NAME --people ana,ben [--zone ZONE] [--window \"Mon-Fri 09:00-17:00\"] …", "Add a layer below the others", needs("ROTATION", "NAME"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		ws, r, err := a.openRotation(ctx, args[:1])
		if err != nil {
			return err
		}
		people, err := ws.People(ctx)
		if err != nil {
			return err
		}
		v, err := f.rule(ws, &r)
		if err != nil {
			return err
		}
		l := model.Layer{Name: args[1]}
		for i := range v.Layers {
			l.First = v.Layers[i].First
			if v.Layers[i].Name == "" {
				v.Layers[i].Name = workspace.City(v.Layers[i].ZoneIn(r.Zone))
			}
		}
		for i, role := range r.Roles[1:] { // as in a plain rotation, until it is said otherwise
			l.Orders = append(l.Orders, model.Order{Role: role.Name, After: r.Roles[i].Name})
		}
		if err := f.apply(cmd, r, &l, people); err != nil {
			return err
		}
		v.Layers = append(v.Layers, l)
		return a.saveRule(ctx, ws, r, f.effectFlags)
	})
	f.register(c)
	c.Long = "Add a layer. Each layer has its own windows of the week, zone, turns and people; follow-the-sun is one layer for each place. Layers must not overlap; where clock changes " +
		"let them, the one that stands first is on call. Further roles follow the role before them until --role says otherwise."
	c.Example = "  watchbill rota layer add Payments Austin --zone America/Chicago --window \"Mon-Fri 07:00-15:00\" --people dana,farid"
	return c
}

// layerIn finds a layer of a version by name; without a name it is the only one.
func layerIn(v *model.Version, name string) (*model.Layer, error) {
	if name == "" && len(v.Layers) == 1 {
		return &v.Layers[0], nil
	}
	var names []string
	for i := range v.Layers {
		if strings.EqualFold(v.Layers[i].Name, name) {
			return &v.Layers[i], nil
		}
		names = append(names, v.Layers[i].Name)
	}
	if name == "" {
		return nil, usagef("layer", "Say which layer is meant: %s.", strings.Join(names, ", "))
	}
	return nil, model.Errorf(model.NotFound, "layer", "There is no layer %q. There are: %s.", name, strings.Join(names, ", "))
}

func newLayerEditCmd(a *app) *cobra.Command {
	var f layerFlags
	c := a.leaf("edit ROTATION [LAYER] [--window …] [--people …] [--from DATE] …", "Change a layer, or the turns of a rotation that has only one", needs("ROTATION", "[LAYER]"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		ws, r, err := a.openRotation(ctx, args[:1])
		if err != nil {
			return err
		}
		people, err := ws.People(ctx)
		if err != nil {
			return err
		}
		v, err := f.rule(ws, &r)
		if err != nil {
			return err
		}
		l, err := layerIn(v, strings.Join(args[1:], ""))
		if err != nil {
			return err
		}
		if cmd.Flags().Changed("name") {
			l.Name = f.name
		}
		if err := f.apply(cmd, r, l, people); err != nil {
			return err
		}
		return a.saveRule(ctx, ws, r, f.effectFlags)
	})
	f.register(c)
	c.Flags().StringVar(&f.name, "name", "", "the new `NAME`")
	c.Long = "Change a layer. Only what is named by a flag changes. Whoever is on call stays so until the next handoff."
	c.Example = "  watchbill rota layer edit Payments --window \"Mon-Fri 09:00-17:00\" --dry-run\n" +
		"  watchbill rota layer edit Payments Berlin --role secondary --people ben,ana --from 2027-01-01"
	return c
}
