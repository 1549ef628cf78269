package rotations

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// detail is the side panel of one shift.
func (p *Page) detail(s model.Shift) fyne.CanvasObject {
	r, role := p.place(s)
	person, staffed := p.data.byID[s.PersonID]
	head := p.sideHead("Shift")
	name := widgets.Col(0, widgets.Ellipsis(widgets.Heading(p.fullName(s.PersonID))), widgets.Ellipsis(widgets.Caption(r.Name+" · "+role.Name)))
	who := widgets.Row(theme.Gap3, widgets.Grow(name))
	if staffed {
		who = widgets.Row(theme.Gap3, widgets.NewBigTile(person.Colour, person.Initials()), widgets.Grow(name))
	}
	body := widgets.Col(theme.Gap3, who, p.badges(s), p.times(s, r, person, staffed))
	if why := p.cannotSplit(s); why != "" { // over
		body.Add(widgets.CaptionPara(why))
	} else {
		body.Add(p.buttons(s)) // above the facts, which are long: what can be done stays in sight
	}
	body.Add(p.facts(s))
	if s.State == model.Published {
		body.Add(p.history(s.ID))
	}
	return widgets.Col(0, head, widgets.HRule(), widgets.Grow(widgets.Scroll(widgets.PadAll(theme.Gap3, body))), widgets.HRule(), p.openThings())
}

func (p *Page) badges(s model.Shift) fyne.CanvasObject {
	row := widgets.Row(theme.Gap1)
	all := widgets.Col(theme.Gap1, row)
	below := func(badge fyne.CanvasObject) { all.Add(widgets.Row(0, badge, widgets.Grow())) } // beside the others it would be too wide
	if s.State == model.Draft {
		row.Add(widgets.Badge(widgets.Info, "draft"))
	} else {
		row.Add(widgets.IconBadge(widgets.Good, theme.IconCheck, "published"))
		if words := p.draftSays(s); words != "" {
			row.Add(widgets.IconBadge(widgets.Neutral, theme.IconLock, words))
		}
	}
	if s.PersonID == 0 {
		row.Add(widgets.Badge(widgets.Bad, "unstaffed"))
	}
	if p.overridden(s) {
		below(widgets.IconBadge(widgets.Info, theme.IconCover, "overridden"))
	}
	if a, ok := p.awayIn(s); ok {
		below(widgets.Badge(widgets.Bad, "away "+workspace.Days(a.Part, p.data.byID[s.PersonID].Zone, p.data.now)))
	}
	row.Add(widgets.Grow())
	return all
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

// overridden reports whether an override decides a part of a shift.
func (p *Page) overridden(s model.Shift) bool {
	for _, d := range p.data.duties {
		if s.State == model.Published && d.ID == s.ID && d.Override != 0 {
			return true
		}
	}
	return false
}

// awayIn is when a shift's person is away while serving in it.
func (p *Page) awayIn(s model.Shift) (model.AwayShift, bool) {
	if s.State == model.Draft {
		return p.data.absence(s)
	}
	for _, d := range p.data.duties {
		if d.ID == s.ID {
			if a, ok := p.data.absence(d); ok {
				return a, true
			}
		}
	}
	return model.AwayShift{}, false
}

// draftSays is what the rotation's draft does to a published shift, empty without a draft over it.
func (p *Page) draftSays(s model.Shift) string {
	c, ok := p.data.compared[s.RotationID]
	if !ok || !s.Overlaps(c.Plan.Window) {
		return ""
	}
	for _, d := range c.Lines {
		if d.Shift.RoleID == s.RoleID && d.Shift.Overlaps(s.Interval) {
			return "draft changes it"
		}
	}
	return "draft keeps it"
}

func (p *Page) facts(s model.Shift) fyne.CanvasObject {
	col := widgets.Col(0, widgets.KeyValue("Length", widgets.BodyPara(p.length(s))))
	if s.PersonID == 0 {
		return col
	}
	before, after := p.neighbours(s)
	col.Add(widgets.KeyValue("Rest before", widgets.BodyPara(p.restBefore(s, before))))
	col.Add(widgets.KeyValue("Rest after", widgets.BodyPara(p.restAfter(s, after))))
	col.Add(widgets.KeyValue("Load", widgets.BodyPara(p.loadWords(s))))
	if s.State == model.Published {
		col.Add(widgets.KeyValue("Calendar", widgets.BodyPara(p.calendarWords(s))))
	}
	return col
}

// restBefore says how long the person has been free before a shift, and after which.
func (p *Page) restBefore(s model.Shift, other *model.Shift) string {
	if other == nil {
		return "nothing before in sight"
	}
	return p.rest(s.Start.Sub(other.End), "after", *other)
}

func (p *Page) restAfter(s model.Shift, other *model.Shift) string {
	if other == nil {
		return "nothing after in sight"
	}
	return p.rest(other.Start.Sub(s.End), "until", *other)
}

func (p *Page) rest(gap time.Duration, word string, other model.Shift) string {
	r, role := p.place(other)
	name := r.Name
	if len(r.Roles) > 1 {
		name += " " + role.Name
	}
	if gap <= 0 {
		return "none, " + name + " adjoins"
	}
	return model.FormatSpan(gap) + ", " + word + " " + name
}

// loadWords say how often the person is on call in the window, and what the draft makes of it.
func (p *Page) loadWords(s model.Shift) string {
	window := model.Interval{Start: p.from, End: p.to}
	var published, withDraft []model.Shift
	for _, x := range p.data.shifts {
		if x.State == model.Published {
			published = append(published, x)
		}
	}
	d, _ := model.LoadOf(s.PersonID, p.data.duties, window)
	_, n := model.LoadOf(s.PersonID, published, window)
	words := fmt.Sprintf("%s, %s in sight", model.Count(n, "shift", "shifts"), hours(d))
	for _, r := range p.data.rotations {
		withDraft = append(withDraft, p.afterDraft(r, published)...)
	}
	if _, after := model.LoadOf(s.PersonID, withDraft, window); after != n {
		words += fmt.Sprintf("; %d with the draft", after)
	}
	return words
}

// afterDraft are a rotation's shifts as they would be once its draft is published.
func (p *Page) afterDraft(r model.Rotation, published []model.Shift) []model.Shift {
	var own []model.Shift
	for _, s := range published {
		if s.RotationID == r.ID {
			own = append(own, s)
		}
	}
	if plan, ok := p.data.plans[r.ID]; ok {
		return plan.Apply(own)
	}
	return own
}

// calendarWords say whether calendars outside have the shift as it is.
func (p *Page) calendarWords(s model.Shift) string {
	switch {
	case p.data.publishedAt.IsZero():
		return "no calendar is published"
	case s.Modified.After(p.data.publishedAt):
		return "older version, changed since " + model.FormatTime(p.data.publishedAt.In(p.data.zone), p.data.now)
	}
	return "up to date"
}

// beside are the shifts that a person's time between shifts is measured with.
func (p *Page) beside(s model.Shift) []model.Shift {
	if s.State == model.Draft {
		return p.data.drafts()
	}
	return p.data.duties
}

// neighbours are the person's shifts before and after one, over all rotations, of the same state.
func (p *Page) neighbours(s model.Shift) (before, after *model.Shift) {
	for _, x := range p.beside(s) {
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

// buttons are the four things that are done most with a shift; more lies in its menu.
func (p *Page) buttons(s model.Shift) fyne.CanvasObject {
	button := func(text string, icon theme.IconName, id, why string, do func(model.Shift)) *widgets.Button {
		b := widgets.NewButton(text, func() { do(s) }).WithIcon(icon).WithID(id)
		if why != "" {
			b.DisableBecause(why)
		}
		return b
	}
	swap := button("Swap…", theme.IconSwap, "shift.swap", p.cannotSwap(s), p.chooseSwap)
	cover := button("Cover…", theme.IconCover, "shift.cover", p.cannotCover(s), p.cover).WithHint("all of it, or from when to when")
	give := button("Reassign…", theme.IconPerson, "shift.reassign", p.frozen(s), p.reassign)
	split := button("Split…", theme.IconSplit, "shift.split", p.cannotSplit(s), p.split)
	switch {
	case p.frozen(s) != "":
		cover.Primary()
	case s.PersonID == 0:
		give.Primary()
	default:
		swap.Primary()
	}
	return widgets.Grid(2, theme.Gap2, swap, cover, give, split)
}

// length says how long a shift is, and how much of it is night and weekend on the clock of who serves.
func (p *Page) length(s model.Shift) string {
	whole := hours(s.Duration())
	who, ok := p.data.byID[s.PersonID]
	if !ok {
		r, _ := p.place(s)
		who = model.Person{ID: s.PersonID, Zone: r.Zone}
	}
	loc, err := model.Zone(who.Zone)
	if err != nil {
		return whole
	}
	days := model.DayRange{From: model.DateOf(s.Start.In(loc)), Until: model.DateOf(s.End.In(loc)).AddDays(1)}
	load, err := model.LoadCounter{Days: days, Night: p.data.night, Holidays: p.data.holidays}.Count(who, []model.Shift{s})
	if err != nil {
		return whole
	}
	for _, part := range []struct {
		d    time.Duration
		word string
	}{{load.Night, "at night"}, {load.Weekend, "at the weekend"}, {load.Holiday, "on a public holiday"}} {
		if part.d > 0 {
			whole += fmt.Sprintf(", %s %s", bareHours(part.d), part.word)
		}
	}
	return whole
}
