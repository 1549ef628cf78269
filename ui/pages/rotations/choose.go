package rotations

import (
	"context"
	"fmt"
	"strings"

	"watchbill/calendar"
	"watchbill/model"
	"watchbill/ui/pages/swapdialog"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// reassign asks who takes a shift: who is free first, with the load each has, then who cannot and why.
func (p *Page) reassign(s model.Shift) {
	if s.ID == 0 {
		return
	}
	if why := p.frozen(s); why != "" {
		p.desk.Say(why)
		return
	}
	p.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		all, err := p.desk.WS.Candidates(ctx, s.ID)
		return func() {
			p.askWho(question{id: "reassign", title: "Who takes this shift?", sub: p.say(s), verb: "Give it"}, all, func(ctx context.Context, person model.ID) (workspace.Done, error) {
				return p.desk.WS.Reassign(ctx, s.ID, person)
			})
		}, err
	}, nil)
}

// question is what a dialogue that chooses a person says.
type question struct {
	id, title, sub string
	verb           string // of the main action: "Give it"
}

// askWho offers people for one or several shifts: who is free first, with the load each has, then who cannot and why.
func (p *Page) askWho(q question, all []workspace.Candidate, change func(context.Context, model.ID) (workspace.Done, error)) {
	d := &widgets.Dialog{ID: q.id, Title: q.title, Sub: q.sub, Width: 720, Height: 480}
	give := func(i int) {
		if i < 0 || i >= len(all) || all[i].Reason != "" {
			return
		}
		p.desk.Submit(d, nil, func(ctx context.Context) (workspace.Done, error) { return change(ctx, all[i].Person.ID) })
	}
	table := widgets.NewTable([]widgets.Column{{Title: "Person", Share: 2}, {Title: "8 weeks around", Width: 92, Right: true}, {Title: "Free?", Share: 4}},
		theme.RowHeight, func(row, column int) widgets.Cell { return candidateCell(all[row], column) }).
		WithID(q.id + ".table").RowID(func(i int) string { return q.id + ".row." + all[i].Person.First() })
	table.SetLength(len(all))
	d.Main = widgets.NewButton(q.verb, func() { give(table.Selected()) }).Primary().WithID(q.id + ".do")
	d.Main.DisableBecause("choose somebody who is free")
	table.OnSelected(func(row int) {
		if all[row].Reason != "" {
			d.Main.DisableBecause(all[row].Reason)
			return
		}
		d.Main.Enable()
		d.Main.SetText(q.verb + " to " + all[row].Person.First())
	}).OnOpened(give)
	d.Body = table
	p.desk.Shell.Open(d)
	if len(all) > 0 && all[0].Reason == "" {
		table.Select(0)
		table.List().OnSelected(0)
	}
}

func candidateCell(c workspace.Candidate, column int) widgets.Cell {
	switch column {
	case 0:
		return widgets.Cell{Text: c.Person.Name, Person: c.Person.Colour, Initials: c.Person.Initials()}
	case 1:
		return widgets.Cell{Text: hours(c.Load)}
	}
	if c.Reason != "" {
		return widgets.Cell{Text: withoutName(c.Reason, c.Person), Ink: theme.Text3}
	}
	return widgets.Cell{Text: "free", Ink: theme.Good, Icon: theme.IconCheck}
}

// withoutName is a reason without its subject, for a row that begins with the name.
func withoutName(reason string, who model.Person) string {
	return strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(reason, who.Name+" "), "is "), ".")
}

// say names a shift: "Payments primary, Mon 14 Dec 09:00 – Mon 21 Dec 09:00 Berlin".
func (p *Page) say(s model.Shift) string {
	r, role := p.place(s)
	return fmt.Sprintf("%s %s, %s, now %s", r.Name, role.Name, p.spanIn(s.Interval, r.Zone), p.fullName(s.PersonID))
}

// chooseSwap ranks the ways to be rid of a shift; of a draft, of which nobody has been told, it asks which shift to exchange it for.
func (p *Page) chooseSwap(s model.Shift) {
	if s.ID == 0 {
		return
	}
	if why := p.frozen(s); why != "" {
		p.desk.Say(why)
		return
	}
	if s.State == model.Published {
		swapdialog.Find(p.desk, s.ID)
		return
	}
	p.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		all, err := p.desk.WS.Partners(ctx, s.ID)
		return func() { p.askPartner(s, all) }, err
	}, nil)
}

func (p *Page) askPartner(s model.Shift, all []workspace.Partner) {
	d := &widgets.Dialog{ID: "swap", Title: "Swap for which shift?", Sub: p.say(s), Width: 760, Height: 520}
	if person, ok := p.data.byID[s.PersonID]; ok {
		d.Lead = widgets.NewBigTile(person.Colour, person.Initials())
	}
	do := func(i int) {
		if i < 0 || i >= len(all) || all[i].Reason != "" {
			return
		}
		p.desk.Submit(d, nil, func(ctx context.Context) (workspace.Done, error) { return p.desk.WS.Swap(ctx, s.ID, all[i].Shift.ID) })
	}
	table := widgets.NewTable([]widgets.Column{{Title: "Person", Share: 2}, {Title: "Role", Share: 1}, {Title: "Shift", Share: 3}, {Title: "Possible?", Share: 3}},
		theme.RowHeight, func(row, column int) widgets.Cell { return p.partnerCell(all[row], column) }).WithID("swap.table")
	table.SetLength(len(all))
	d.Main = widgets.NewButton("Swap", func() { do(table.Selected()) }).Primary().WithID("swap.do")
	d.Main.DisableBecause("choose a shift that can be swapped")
	table.OnSelected(func(row int) {
		if all[row].Reason != "" {
			d.Main.DisableBecause(all[row].Reason)
			return
		}
		d.Main.Enable()
		d.Main.SetText("Swap with " + all[row].Person.First())
	}).OnOpened(do)
	d.Body = table
	if len(all) == 0 {
		d.Body = widgets.PadAll(theme.Gap4, widgets.BodyPara("Nobody else has a shift in this rotation within twelve weeks of it. Reassign it instead."))
	}
	p.desk.Shell.Open(d)
	if len(all) > 0 && all[0].Reason == "" {
		table.Select(0)
		table.List().OnSelected(0)
	}
}

func (p *Page) partnerCell(x workspace.Partner, column int) widgets.Cell {
	r, role := p.place(x.Shift)
	switch column {
	case 0:
		return widgets.Cell{Text: x.Person.Name, Person: x.Person.Colour, Initials: x.Person.Initials()}
	case 1:
		return widgets.Cell{Text: role.Name}
	case 2:
		loc, err := model.Zone(r.Zone)
		if err != nil {
			loc = p.data.zone
		}
		return widgets.Cell{Text: model.FormatTime(x.Shift.Start.In(loc), p.data.now) + " – " + model.FormatTime(x.Shift.End.In(loc), p.data.now)}
	}
	if x.Reason != "" {
		return widgets.Cell{Text: x.Reason, Ink: theme.Text3}
	}
	return widgets.Cell{Text: "both are free", Ink: theme.Good, Icon: theme.IconCheck}
}

// publish shows who changes what, per rotation with a draft, and publishes all of it.
func (p *Page) publish() {
	var ids []model.ID
	type line struct {
		change   model.Change
		rotation model.Rotation
	}
	var lines []line
	changed, added := 0, 0
	for _, r := range p.data.rotations {
		plan, ok := p.data.plans[r.ID]
		if !ok {
			continue
		}
		ids = append(ids, r.ID)
		c, a := plan.Counts()
		changed, added = changed+c, added+a
		for _, x := range plan.Changes {
			lines = append(lines, line{x, r})
		}
	}
	if len(lines) == 0 {
		return
	}
	d := &widgets.Dialog{
		ID: "publish", Title: fmt.Sprintf("Publish %s?", model.Count(len(lines), "change", "changes")), Width: 760, Height: 560,
		Sub: fmt.Sprintf("%s, %s of what is published. Exported calendars follow with the next export; it can be undone.",
			model.Count(added, "new shift", "new shifts"), model.Count(changed, "change", "changes")),
	}
	table := widgets.NewTable([]widgets.Column{{Title: "Rotation", Share: 3}, {Title: "Role", Share: 2}, {Title: "Starts", Share: 3}, {Title: "Published", Share: 2}, {Title: "Draft", Share: 2}},
		theme.RowHeight, func(row, column int) widgets.Cell {
			x := lines[row]
			s := x.change.After
			if x.change.Kind() == "removed" {
				s = x.change.Before
			}
			switch column {
			case 0:
				return widgets.Cell{Text: x.rotation.Name}
			case 1:
				role, _ := x.rotation.Role(s.RoleID)
				return widgets.Cell{Text: role.Name}
			case 2:
				return widgets.Cell{Text: model.FormatTime(s.Start, p.data.now)}
			case 3:
				return p.personCell(x.change.Before, "no shift yet")
			}
			return p.personCell(x.change.After, "taken away")
		})
	table.SetLength(len(lines))
	d.Body = table
	d.Main = widgets.NewButton(fmt.Sprintf("Publish %s", model.Count(len(lines), "change", "changes")), func() {
		p.desk.Submit(d, nil, func(ctx context.Context) (workspace.Done, error) { return p.desk.WS.Publish(ctx, ids...) })
	}).Primary().WithIcon(theme.IconUpload).WithID("publish.do")
	p.desk.Shell.Open(d)
}

func (p *Page) personCell(s model.Shift, none string) widgets.Cell {
	if s.RoleID == 0 {
		return widgets.Cell{Text: none, Ink: theme.Text3}
	}
	x, ok := p.data.byID[s.PersonID]
	if !ok {
		return widgets.Cell{Text: "nobody", Ink: theme.Bad}
	}
	c := widgets.Cell{Text: x.First(), Person: x.Colour, Initials: x.Initials()}
	for _, t := range p.data.off {
		if t.PersonID == x.ID && t.Overlaps(s.Interval) {
			c.Text, c.Ink = x.First()+", away", theme.Bad
		}
	}
	return c
}

// rotationNames are the rotations' names for a select, and the place of one.
func (p *Page) rotationNames(want model.ID) (names []string, at int) {
	for i, r := range p.data.rotations {
		names = append(names, r.Name)
		if r.ID == want {
			at = i
		}
	}
	return names, at
}

// buildDraft asks for rotation, start and length, and says what the draft will do before it is built.
func (p *Page) buildDraft(rotation model.ID) {
	if len(p.data.rotations) == 0 {
		p.New()
		return
	}
	if s, ok := p.data.shiftByID[p.chosen]; ok && rotation == 0 {
		rotation = s.RotationID
	}
	names, at := p.rotationNames(rotation)
	form := widgets.NewForm()
	which := widgets.NewSelect(names, at, nil).WithID("draft.rotation")
	form.Add("rotation", "Rotation", which, "")
	from := widgets.NewDateField(p.draftStart(p.data.rotations[at]), p.data.now.In(p.data.zone)).WithID("draft.from")
	form.Add("from", "From", from, "The first handoff on or after this day. It starts where the published rota ends.")
	weeks := form.Entry("weeks", "Weeks", "12", "In the order of the rotation's people; a draft built before is replaced.")
	weeks.WithID("draft.weeks").SetText("12")
	which.OnChanged = func(i int) { from.SetValue(p.draftStart(p.data.rotations[i])) }
	d := &widgets.Dialog{ID: "draft", Title: "Build a draft for which weeks?", Body: widgets.PadAll(theme.Gap4, form.Content()), Width: 480}
	build := func() {
		p.desk.Submit(d, form, func(ctx context.Context) (workspace.Done, error) {
			return p.build(ctx, p.data.rotations[which.Chosen()], from, weeks.Text())
		})
	}
	d.Main = widgets.NewButton("Build draft", build).WithIcon(theme.IconBuild).Primary().WithID("draft.do")
	p.desk.Shell.Open(d)
}

func (p *Page) exportCalendar() {
	names, at := p.rotationNames(p.data.shiftByID[p.chosen].RotationID)
	choices := make([]string, 0, len(names)+len(p.data.people))
	for _, n := range names {
		choices = append(choices, "Rotation: "+n)
	}
	for _, x := range p.data.people {
		choices = append(choices, "Person: "+x.Name)
	}
	which := widgets.NewSelect(choices, at, nil).WithID("export.which")
	d := &widgets.Dialog{
		ID: "export", Title: "Whose calendar?", Sub: "An iCalendar file for Google, Outlook, Apple, Thunderbird or any other calendar.", Width: 460,
		Body: widgets.PadAll(theme.Gap4, widgets.Col(theme.Gap2, which, widgets.CaptionPara("Published shifts, one event each. Exporting again later updates the same events."))),
	}
	d.Main = widgets.NewButton("Export…", func() {
		i := which.Chosen()
		d.Close()
		if i < len(p.data.rotations) {
			r := p.data.rotations[i]
			p.saveCalendar(r.Name, func(ctx context.Context) (calendar.Feed, error) { return p.desk.WS.RotationFeed(ctx, r) })
			return
		}
		x := p.data.people[i-len(p.data.rotations)]
		p.saveCalendar(x.Name, func(ctx context.Context) (calendar.Feed, error) { return p.desk.WS.PersonFeed(ctx, x, 0) })
	}).Primary().WithID("export.do")
	p.desk.Shell.Open(d)
}
