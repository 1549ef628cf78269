package rotations

import (
	"context"
	"reflect"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// units are the lengths of turns the form offers, in the order of its select.
var units = []struct {
	word string
	unit model.Unit
}{{"weeks", model.Weeks}, {"days", model.Days}, {"hours", model.Hours}, {"months", model.Months}}

// editRotation opens the form of a rotation, a new one when the ID is zero.
func (p *Page) editRotation(r model.Rotation) {
	if rule, plain := r.Plain(p.data.now); r.ID != 0 && (!plain || len(rule.Turns) > 1) {
		p.desk.Say(r.Name + " has layers, windows, a cycle of turns or orders of its own. Change it with “watchbill rota layer”.")
		return
	}
	title, action := "Change "+r.Name, "Save rotation"
	if r.ID == 0 {
		title, action = "How does the rotation turn?", "Add rotation"
		r = p.proposal()
	}
	rule, _ := r.Plain(p.data.now)
	f := p.newForm(r, rule)
	order := newOrder(p.data.people, rule.People)
	effect := widgets.PadAll(theme.Gap4, widgets.Col(theme.Gap2, widgets.Bold("Who takes turns, in which order"), widgets.Grow(order.content),
		widgets.CaptionPara("Tick who takes part. With two roles, the secondary of one turn is the primary of the next, so nobody holds both at once.")))
	d := &widgets.Dialog{ID: "rotation", Title: title, Sub: impact(p.data.untilOf[r.ID], p.data.now), Body: widgets.PadAll(theme.Gap4, f.form.Content()), Effect: effect, Width: 860, Height: 560}
	save := func() {
		p.desk.Submit(d, f.form, func(ctx context.Context) (workspace.Done, error) {
			edited, rule, err := f.read(r)
			if err != nil {
				return workspace.Done{}, err
			}
			rule.People = order.chosen()
			edited.SetPlain(p.data.now, rule)
			if err := p.unchanged(ctx, r); err != nil {
				return workspace.Done{}, err
			}
			return p.desk.WS.SaveRotation(ctx, edited)
		})
	}
	d.Main = widgets.NewButton(action, save).Primary().WithID("rotation.save")
	p.desk.Shell.Open(d)
}

// unchanged refuses to write over what somebody else changed of a rotation while its form was open.
func (p *Page) unchanged(ctx context.Context, opened model.Rotation) error {
	all, err := p.desk.WS.Rotations(ctx)
	if err != nil || opened.ID == 0 {
		return err
	}
	for _, now := range all {
		if now.ID == opened.ID && !reflect.DeepEqual(now, opened) {
			return model.Errorf(model.Conflict, "", "%s was changed while this form was open. Close it, look at the change, and make yours again.", now.Name)
		}
	}
	return nil
}

// proposal is what a new rotation starts from: weekly from next Monday at nine in the team's zone, primary and secondary, everybody.
func (p *Page) proposal() model.Rotation {
	zone := p.data.team.Zone
	if zone == "" {
		zone = "UTC"
	}
	day := model.DateOf(p.data.now.In(p.data.zone))
	for day = day.AddDays(1); day.Weekday() != p.data.team.WeekStart; {
		day = day.AddDays(1)
	}
	rule, roles := model.Plain{First: day.At(9 * 60), Turns: model.Pattern{{N: 1, Unit: model.Weeks}}}, []string{"primary", "secondary"}
	for _, x := range p.data.people {
		if x.Left.IsZero() {
			rule.People = append(rule.People, x.ID)
		}
	}
	if len(rule.People) < 2 {
		roles = roles[:1]
	}
	return model.NewRotation("", zone, roles, rule)
}

// form is the left half of the dialogue.
type form struct {
	form        *widgets.Form
	name, zone  *widgets.Entry
	first       *widgets.DateField
	clock       *widgets.Entry
	every, role *widgets.Entry
	unit        *widgets.Select
}

func (p *Page) newForm(r model.Rotation, rule model.Plain) *form {
	f := &form{form: widgets.NewForm()}
	f.name = f.form.Entry("name", "Name", "Payments", "")
	f.name.SetText(r.Name)
	f.zone = f.form.Entry("zone", "Time zone", "Europe/Berlin", "Handoffs are clock times there, also when clocks change.")
	f.zone.SetText(r.Zone)
	loc, err := model.Zone(r.Zone)
	if err != nil {
		loc = p.data.zone
	}
	f.first = widgets.NewDateField(rule.First.Date().Start(loc), p.data.now.In(loc)).WithID("rotation.first")
	f.form.Add("first", "First handoff", f.first, "Its weekday is the handoff day.")
	f.clock = f.form.Entry("clock", "At", "09:00", "")
	f.clock.SetText(rule.First.Clock().String())
	f.every = f.form.Entry("every", "A turn lasts", "1", "")
	f.every.SetText(strings.TrimRight(rule.Turns[0].String(), "hdwmo"))
	words, at := make([]string, len(units)), 0
	for i, u := range units {
		words[i] = u.word
		if u.unit == rule.Turns[0].Unit {
			at = i
		}
	}
	f.unit = widgets.NewSelect(words, at, nil).WithID("rotation.unit")
	f.form.Add("unit", "", f.unit, "")
	f.role = f.form.Entry("roles", "Roles", "primary, secondary", "The most important first, with commas between.")
	var names []string
	for _, role := range r.Roles {
		names = append(names, role.Name)
	}
	f.role.SetText(strings.Join(names, ", "))
	return f
}

// read makes a rotation of what was typed. Roles keep their shifts by name, and by place where one was renamed.
func (f *form) read(r model.Rotation) (model.Rotation, model.Plain, error) {
	var rule model.Plain
	var err error
	r.Name, r.Zone = f.name.Text(), strings.TrimSpace(f.zone.Text())
	if rule.First, err = moment(f.first, f.clock.Text()); err != nil {
		return r, rule, err
	}
	if rule.Turns, err = model.ParsePattern(strings.TrimSpace(f.every.Text()) + string(units[f.unit.Chosen()].unit)); err != nil {
		return r, rule, model.Invalidf("every", "A turn lasts a whole number of hours, days, weeks or months, at least one. You wrote %q.", f.every.Text())
	}
	r.SetRoles(rolesOf(f.role.Text(), r.Roles))
	return r, rule, nil
}

func rolesOf(text string, before []model.Role) []model.Role {
	var out []model.Role
	for _, name := range strings.Split(text, ",") {
		if name = strings.Join(strings.Fields(name), " "); name != "" {
			out = append(out, model.Role{Name: name})
		}
	}
	taken := map[model.ID]bool{}
	for i := range out {
		if at := slices.IndexFunc(before, func(x model.Role) bool { return x.Name == out[i].Name }); at >= 0 {
			out[i].ID = before[at].ID
			taken[out[i].ID] = true
		}
	}
	for i := range out { // a new name in the place of one that is gone: the role was renamed
		if out[i].ID == 0 && i < len(before) && !taken[before[i].ID] {
			out[i].ID = before[i].ID
		}
	}
	return out
}

// order is the list of people with ticks, which can be moved up and down.
type order struct {
	content fyne.CanvasObject
	list    *fyne.Container
	people  []model.Person
	in      map[model.ID]bool
}

func newOrder(people []model.Person, members []model.ID) *order {
	o := &order{in: map[model.ID]bool{}, list: widgets.Col(0)}
	for _, m := range members {
		if i := slices.IndexFunc(people, func(x model.Person) bool { return x.ID == m }); i >= 0 {
			o.people = append(o.people, people[i])
			o.in[m] = true
		}
	}
	for _, x := range people {
		if !o.in[x.ID] && x.Left.IsZero() {
			o.people = append(o.people, x)
		}
	}
	o.content = widgets.Scroll(o.list)
	o.fill()
	return o
}

func (o *order) fill() {
	o.list.Objects = nil
	for i, x := range o.people {
		check := widgets.NewCheck("", o.in[x.ID], func(on bool) { o.in[x.ID] = on }).WithID("order.tick." + x.First())
		up := widgets.NewIconButton(theme.IconUp, "Earlier", func() { o.move(i, -1) }).Quiet().WithID("order.up." + x.First())
		down := widgets.NewIconButton(theme.IconDown, "Later", func() { o.move(i, 1) }).Quiet()
		if i == 0 {
			up.DisableBecause("already first")
		}
		if i == len(o.people)-1 {
			down.DisableBecause("already last")
		}
		o.list.Add(widgets.Fixed(0, theme.RowHeight2, widgets.Row(theme.Gap2, check, widgets.NewTile(x.Colour, x.Initials()), widgets.Grow(widgets.Ellipsis(widgets.Body(x.Name))), up, down)))
	}
	if len(o.people) == 0 {
		o.list.Add(widgets.CaptionPara("Nobody is in the team yet. The rotation can be saved now; add people afterwards."))
	}
	o.list.Refresh()
}

func (o *order) move(i, by int) {
	if j := i + by; j >= 0 && j < len(o.people) {
		o.people[i], o.people[j] = o.people[j], o.people[i]
		o.fill()
	}
}

// chosen are the people who are ticked, in order.
func (o *order) chosen() []model.ID {
	var out []model.ID
	for _, x := range o.people {
		if o.in[x.ID] {
			out = append(out, x.ID)
		}
	}
	return out
}
