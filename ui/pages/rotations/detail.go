package rotations

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// shift returns the shift of a block.
func (p *Page) shift(block string) model.Shift {
	s, _ := p.find(block)
	return s
}

func (p *Page) find(block string) (model.Shift, bool) {
	s, ok := p.data.shiftByID[id(block)]
	return s, ok
}

// selected follows the timeline's selection.
func (p *Page) selected(ids []string) {
	p.chosen = 0
	if len(ids) > 0 {
		if s, ok := p.find(ids[len(ids)-1]); ok {
			p.chosen = s.ID
			p.showSide(p.detail(s))
			p.openAside()
			p.desk.Shell.Log().Event(fmt.Sprintf("selected %d", s.ID))
			return
		}
	}
	p.showSide(p.overview())
	p.openAside()
}

// detail is the side panel of one shift.
func (p *Page) detail(s model.Shift) fyne.CanvasObject {
	r, role := p.place(s)
	person, staffed := p.data.byID[s.PersonID]
	close := widgets.NewIconButton(theme.IconClose, "Close (Esc)", func() { p.Escape() }).Quiet()
	head := widgets.Fixed(0, 35, widgets.Pad(0, 4, 0, theme.Gap3, widgets.Row(theme.Gap2, widgets.Bold("Shift"), widgets.Grow(), close)))
	name := widgets.Col(0, widgets.Ellipsis(widgets.Heading(p.fullName(s.PersonID))), widgets.Ellipsis(widgets.Caption(r.Name+" · "+role.Name)))
	who := widgets.Row(theme.Gap3, widgets.Grow(name))
	if staffed {
		who = widgets.Row(theme.Gap3, widgets.NewBigTile(person.Colour, person.Initials()), widgets.Grow(name))
	}
	body := widgets.Col(theme.Gap3, who, p.badges(s), p.times(s, r, person, staffed), p.facts(s))
	if why := p.frozen(s); why != "" {
		body.Add(widgets.CaptionPara(why))
	} else {
		body.Add(p.buttons(s))
	}
	return widgets.Col(0, head, widgets.HRule(), widgets.Grow(widgets.Scroll(widgets.PadAll(theme.Gap3, body))), widgets.HRule(), p.openThings())
}

// frozen says why a shift cannot be changed any more.
func (p *Page) frozen(s model.Shift) string {
	switch {
	case s.State == model.Draft:
		return ""
	case !s.End.After(p.data.now):
		return "This shift is over. What happened is a fact and stays."
	case !s.Start.After(p.data.now):
		return "This shift is under way and stays as it is."
	}
	return ""
}

func (p *Page) badges(s model.Shift) fyne.CanvasObject {
	row := widgets.Row(theme.Gap1)
	if s.State == model.Draft {
		row.Add(widgets.Badge(widgets.Info, "draft"))
	} else {
		row.Add(widgets.IconBadge(widgets.Good, theme.IconCheck, "published"))
	}
	if s.PersonID == 0 {
		row.Add(widgets.Badge(widgets.Bad, "unstaffed"))
	}
	if a, ok := p.data.away[s.ID]; ok {
		row.Add(widgets.Badge(widgets.Bad, "away "+workspace.Days(a.Part, p.data.byID[s.PersonID].Zone, p.data.now)))
	}
	row.Add(widgets.Grow())
	return row
}

// times shows start and end on the clocks of the rotation and of the person.
func (p *Page) times(s model.Shift, r model.Rotation, person model.Person, staffed bool) fyne.CanvasObject {
	zones, names := []string{r.Zone}, []string{workspace.City(r.Zone)}
	if staffed && person.Zone != r.Zone {
		zones, names = append(zones, person.Zone), append(names, workspace.City(person.Zone)+", "+person.First())
	}
	cell := func(t time.Time, zone string) fyne.CanvasObject {
		loc, err := model.Zone(zone)
		if err != nil {
			return widgets.Body("")
		}
		t = t.In(loc)
		clock := widgets.Row(theme.Gap2, widgets.Bold(t.Format("15:04")))
		if t.Year() != p.data.now.In(loc).Year() { // beside the time: two dates with years are wider than the pane
			clock.Add(widgets.Caption(t.Format("2006")))
		}
		return widgets.Col(0, widgets.Body(t.Format("Mon 2 Jan")), clock)
	}
	row := func(label string, cells ...fyne.CanvasObject) fyne.CanvasObject {
		out := widgets.Row(0, widgets.Fixed(45, 0, widgets.Caption(label)))
		for _, c := range cells {
			out.Add(widgets.Grow(widgets.Fixed(1, 0, c)))
		}
		return widgets.Pad(4, 0, 4, 0, out)
	}
	var heads, starts, ends []fyne.CanvasObject
	for i, z := range zones {
		heads = append(heads, widgets.Ellipsis(widgets.Caption(names[i])))
		starts, ends = append(starts, cell(s.Start, z)), append(ends, cell(s.End, z))
	}
	return widgets.Col(0, row("", heads...), widgets.HRule(), row("from", starts...), widgets.HRule(), row("until", ends...))
}

func (p *Page) facts(s model.Shift) fyne.CanvasObject {
	col := widgets.Col(0, widgets.KeyValue("Length", widgets.BodyPara(hours(s.Duration()))))
	if s.PersonID == 0 {
		return col
	}
	before, after := p.neighbours(s)
	say := func(other *model.Shift, gap time.Duration, none string) string {
		if other == nil {
			return none
		}
		r, role := p.place(*other)
		if gap <= 0 {
			return "none: " + r.Name + " " + role.Name + " adjoins"
		}
		return model.FormatSpan(gap) + ", " + r.Name + " " + role.Name
	}
	const beyond = "none in sight"
	restBefore, restAfter := say(nil, 0, beyond), say(nil, 0, beyond)
	if before != nil {
		restBefore = say(before, s.Start.Sub(before.End), beyond)
	}
	if after != nil {
		restAfter = say(after, after.Start.Sub(s.End), beyond)
	}
	col.Add(widgets.KeyValue("Rest before", widgets.BodyPara(restBefore)))
	col.Add(widgets.KeyValue("Rest after", widgets.BodyPara(restAfter)))
	d, n := model.LoadOf(s.PersonID, p.sameState(s), model.Interval{Start: p.from, End: p.to})
	col.Add(widgets.KeyValue("Load", widgets.BodyPara(fmt.Sprintf("%s, %s in sight", hours(d), model.Count(n, "shift", "shifts")))))
	return col
}

func (p *Page) sameState(s model.Shift) []model.Shift {
	var out []model.Shift
	for _, x := range p.data.shifts {
		if x.State == s.State {
			out = append(out, x)
		}
	}
	return out
}

// neighbours are the person's shifts before and after one, over all rotations, of the same state.
func (p *Page) neighbours(s model.Shift) (before, after *model.Shift) {
	for _, x := range p.sameState(s) {
		if x.PersonID != s.PersonID || x.ID == s.ID {
			continue
		}
		if !x.End.After(s.Start) && (before == nil || x.End.After(before.End)) {
			before = &x
		}
		if !x.Start.Before(s.End) && (after == nil || x.Start.Before(after.Start)) {
			after = &x
		}
	}
	return before, after
}

func (p *Page) buttons(s model.Shift) fyne.CanvasObject {
	swap := widgets.NewButton("Swap…", func() { p.chooseSwap(s) }).WithIcon(theme.IconSwap).WithID("shift.swap")
	give := widgets.NewButton("Reassign…", func() { p.reassign(s) }).WithIcon(theme.IconPerson).WithID("shift.reassign")
	if s.PersonID == 0 {
		return widgets.Row(0, give.Primary(), widgets.Grow())
	}
	clear := widgets.NewButton("Take off", func() { p.clear([]string{fmt.Sprint(s.ID)}) }).WithIcon(theme.IconClose).WithHint("leave the shift with nobody").WithID("shift.clear")
	return widgets.Grid(2, theme.Gap2, swap.Primary(), give, clear)
}

// overview is the side panel while nothing is selected.
func (p *Page) overview() fyne.CanvasObject {
	head := widgets.Fixed(0, 35, widgets.Pad(0, theme.Gap3, 0, theme.Gap3, widgets.Row(theme.Gap2, widgets.Bold("Rotations"), widgets.Grow())))
	col := widgets.Col(theme.Gap3)
	for _, r := range p.data.rotations {
		col.Add(p.rotationCard(r))
	}
	col.Add(widgets.CaptionPara("Select a shift to see its times and rest. Drag it onto another to swap, onto a person to give it away."))
	return widgets.Col(0, head, widgets.HRule(), widgets.Grow(widgets.Scroll(widgets.PadAll(theme.Gap3, col))), widgets.HRule(), p.openThings())
}

func (p *Page) rotationCard(r model.Rotation) fyne.CanvasObject {
	edit := widgets.NewIconButton(theme.IconEdit, "Edit "+r.Name, func() { p.editRotation(r) }).Quiet().WithID("rotations.edit." + r.Name)
	col := widgets.Col(2, widgets.Row(0, widgets.Grow(widgets.Ellipsis(widgets.Bold(r.Name))), edit), widgets.CaptionPara(r.Describe(p.data.now)),
		widgets.CaptionPara(model.Count(len(r.At(p.data.now).People()), "person takes turns", "people take turns")))
	if until := p.data.untilOf[r.ID]; until.IsZero() {
		col.Add(widgets.Note(widgets.Warn, "nothing published"))
	} else {
		col.Add(widgets.CaptionPara("published to " + model.FormatDate(until.In(p.data.zone), p.data.now)))
	}
	if plan, ok := p.data.plans[r.ID]; ok {
		changed, added := plan.Counts()
		col.Add(widgets.CaptionPara(fmt.Sprintf("draft: %s, %s, %d kept", model.Count(added, "new shift", "new shifts"), model.Count(changed, "changed", "changed"), plan.Unchanged)))
	}
	if why, ok := p.data.broken[r.ID]; ok {
		col.Add(widgets.CaptionPara(why).In(theme.Bad))
	}
	return col
}

// openThings lists gaps and people away while on call, each leading to its place.
func (p *Page) openThings() fyne.CanvasObject {
	col := widgets.Col(theme.Gap2, widgets.Bold("Open in the next 8 weeks"))
	add := func(icon theme.IconName, ink theme.Token, title, sub string, at time.Time, shift model.ID) {
		link := widgets.NewPlainLink(title, func() { p.lookAt(at, shift) })
		col.Add(widgets.RowTop(theme.Gap2, widgets.Pad(1, 0, 0, 0, widgets.NewIcon(icon, 16, ink)), widgets.Grow(widgets.Fixed(1, 0, widgets.Col(0, link, widgets.CaptionPara(sub))))))
	}
	for _, a := range p.data.ahead.Away {
		r, role := p.place(a.Shift)
		add(theme.IconBad, theme.Bad, p.name(a.PersonID)+" away "+workspace.Days(a.Part, p.data.byID[a.PersonID].Zone, p.data.now), r.Name+" "+role.Name+", needs cover", a.Part.Start, a.Shift.ID)
	}
	for _, g := range p.data.ahead.Gaps {
		r, role := p.place(model.Shift{RotationID: g.RotationID, RoleID: g.RoleID})
		title := "Gap "
		if g.Unstaffed {
			title = "Unstaffed "
		}
		loc := desk.Zone(p.data.team)
		add(theme.IconBad, theme.Bad, title+model.FormatDate(g.Start.In(loc), p.data.now), fmt.Sprintf("%s %s, %s", r.Name, role.Name, hours(g.Duration())), g.Start, g.ShiftID)
	}
	if len(col.Objects) == 1 {
		col.Add(widgets.Note(widgets.Good, "no gap, nobody away while on call"))
	}
	room := min(190, 52+44*float32(len(col.Objects)-1)) // a few lie open, many scroll
	return widgets.Fixed(0, room, widgets.Scroll(widgets.PadAll(theme.Gap3, col)))
}

// context is the menu of a block.
func (p *Page) context(block string, at fyne.Position) {
	s, ok := p.find(block)
	if !ok {
		widgets.ShowMenu(p.desk.Shell.Canvas(), at, []widgets.MenuItem{
			{Text: "Build draft…", Icon: theme.IconBuild, Do: func() { p.buildDraft(0) }},
			{Text: "Jump to date…", Icon: theme.IconCalendar, Do: p.jump},
		})
		return
	}
	why := p.frozen(s)
	widgets.ShowMenu(p.desk.Shell.Canvas(), at, []widgets.MenuItem{
		{Text: "Swap…", Keys: "S", Icon: theme.IconSwap, Reason: why, Do: func() { p.chooseSwap(s) }},
		{Text: "Reassign…", Keys: "Enter", Icon: theme.IconPerson, Reason: why, Do: func() { p.reassign(s) }},
		{Text: "Take off", Note: "leave it with nobody", Keys: "Del", Icon: theme.IconClose, Reason: why, Do: func() { p.clear([]string{block}) }},
	})
}

// canSwap answers while a block is dragged onto another.
func (p *Page) canSwap(a, b string) (bool, string) {
	return verdict(p.desk.WS.CheckSwap(context.Background(), id(a), id(b)))
}

func (p *Page) canReassign(block, row string) (bool, string) {
	return verdict(p.desk.WS.CheckReassign(context.Background(), id(block), personOf(row)))
}

func verdict(err error) (bool, string) {
	if err != nil {
		return false, err.Error()
	}
	return true, ""
}

func personOf(row string) model.ID {
	var n int64
	if _, err := fmt.Sscanf(row, "person-%d", &n); err != nil {
		return 0
	}
	return model.ID(n)
}

func (p *Page) swap(a, b string) {
	p.desk.Change(func(ctx context.Context) (workspace.Done, error) { return p.desk.WS.Swap(ctx, id(a), id(b)) }, nil, nil)
}

func (p *Page) reassignTo(block, row string) {
	p.desk.Change(func(ctx context.Context) (workspace.Done, error) {
		return p.desk.WS.Reassign(ctx, id(block), personOf(row))
	}, nil, nil)
}

// clear leaves shifts with nobody.
func (p *Page) clear(blocks []string) {
	for _, b := range blocks {
		if s, ok := p.find(b); ok && s.PersonID != 0 {
			p.desk.Change(func(ctx context.Context) (workspace.Done, error) { return p.desk.WS.Reassign(ctx, s.ID, 0) }, nil, nil)
		}
	}
}
