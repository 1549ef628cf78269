package rotations

import (
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/timeline"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// Toolbar is left what is shown, right how. In narrow windows all but the ways through time lies in a menu.
func (p *Page) Toolbar() fyne.CanvasObject {
	if len(p.data.rotations) == 0 {
		return nil
	}
	wide := widgets.Row(theme.Gap2, p.zooms)
	wide.Objects = append(wide.Objects, p.steps()...)
	wide.Objects = append(wide.Objects, p.span, widgets.Grow(), p.rows, p.chips[0], p.chips[1], p.chips[2])
	view := widgets.NewButton("View…", nil).WithIcon(theme.IconFilter).WithID("rotations.view")
	view.OnTapped = func() { widgets.ShowMenuBelow(view, p.viewItems()) }
	narrow := widgets.Row(theme.Gap2, view)
	narrow.Objects = append(narrow.Objects, p.steps()...)
	narrow.Objects = append(narrow.Objects, p.spanNarrow, widgets.Grow())
	return widgets.Either(wide, narrow)
}

func (p *Page) steps() []fyne.CanvasObject {
	return []fyne.CanvasObject{
		widgets.NewIconButton(theme.IconLeft, "Earlier", func() { p.page(-1) }).WithID("rotations.earlier"),
		widgets.NewButton("Today", p.toToday).WithID("rotations.today"),
		widgets.NewIconButton(theme.IconRight, "Later", func() { p.page(1) }).WithID("rotations.later"),
	}
}

// newSpan is the period in words; pressing it asks for a date to show.
func (p *Page) newSpan() *widgets.Button {
	return widgets.NewButton("", p.jump).Quiet().WithHint("show another date (G)").WithID("rotations.span")
}

// viewItems are the toolbar's controls as a menu, for narrow windows.
func (p *Page) viewItems() []widgets.MenuItem {
	tick := func(on bool) theme.IconName {
		if on {
			return theme.IconCheck
		}
		return ""
	}
	var items []widgets.MenuItem
	for i, z := range timeline.Zooms {
		items = append(items, widgets.MenuItem{Text: z.String(), Icon: tick(p.zooms.Chosen() == i), Do: func() { p.zooms.Choose(i); p.zoom(i) }})
	}
	items = append(items, widgets.MenuItem{Rule: true})
	for i, word := range []string{"Rows by role", "Rows by person"} {
		items = append(items, widgets.MenuItem{Text: word, Icon: tick(p.rows.Chosen() == i), Do: func() { p.showRows(i) }})
	}
	items = append(items, widgets.MenuItem{Rule: true})
	for i, word := range layers {
		items = append(items, widgets.MenuItem{Text: word, Icon: tick(p.chips[i].On()), Do: func() { p.toggle(i) }})
	}
	if zones := p.zones(); len(zones) > 1 {
		items = append(items, widgets.MenuItem{Rule: true})
		items = append(items, p.zoneItems(zones)...)
	}
	return items
}

func (p *Page) showRows(i int) {
	p.rows.Choose(i)
	p.draw()
}

func (p *Page) toggle(layer int) {
	p.chips[layer].Set(!p.chips[layer].On())
	p.draw()
}

// viewZone is one of the zones that the timeline can be looked at in.
type viewZone struct {
	Title string // "Europe/Berlin, the team"
	Zone  string // an IANA name; empty: this computer's
	At    *time.Location
}

// zones are the team's, those of the rotations, and this computer's where its clock differs from all of them.
func (p *Page) zones() []viewZone {
	var out []viewZone
	add := func(name, whose string) {
		loc, err := model.Zone(name)
		if err != nil {
			return
		}
		for _, z := range out {
			if z.Zone == name {
				return
			}
		}
		out = append(out, viewZone{Title: name + ", " + whose, Zone: name, At: loc})
	}
	add(p.data.team.Zone, "the team")
	for _, r := range p.data.rotations {
		add(r.Zone, r.Name)
	}
	for _, z := range out {
		if sameClock(z.At, p.local, p.data.now) {
			return out
		}
	}
	return append(out, viewZone{Title: "This computer, " + p.data.now.In(p.local).Format("MST"), At: p.local})
}

// sameClock reports whether two zones show the same time now and in the seasons around.
func sameClock(a, b *time.Location, now time.Time) bool {
	for month := range 12 {
		at := now.AddDate(0, month, 0)
		_, x := at.In(a).Zone()
		_, y := at.In(b).Zone()
		if x != y {
			return false
		}
	}
	return true
}

func (p *Page) zoneItems(zones []viewZone) []widgets.MenuItem {
	var items []widgets.MenuItem
	for _, z := range zones {
		items = append(items, widgets.MenuItem{Text: "Times in " + z.Title, Chosen: z.At.String() == p.data.zone.String(), Do: func() { p.lookIn(z) }})
	}
	return items
}

// lookIn shows the timeline in another zone.
func (p *Page) lookIn(z viewZone) {
	p.zone, p.data.zone = z.At, z.At
	p.desk.Shell.Log().Event("zone " + z.At.String())
	p.draw()
	p.sayWindow()
}

// nextZone goes round the zones, by key.
func (p *Page) nextZone() {
	zones := p.zones()
	for i, z := range zones {
		if z.At.String() == p.data.zone.String() {
			p.lookIn(zones[(i+1)%len(zones)])
			return
		}
	}
}

// zoneName is how the zone looked through is called.
func (p *Page) zoneName() string {
	for _, z := range p.zones() {
		if z.At.String() == p.data.zone.String() && z.Zone == "" {
			return "this computer’s zone"
		}
	}
	return p.data.zone.String()
}

// placeZone shows whose times the picture has, as a way to others where there are some.
func (p *Page) placeZone() {
	zones := p.zones()
	if len(zones) < 2 {
		p.legend.SetCaption("Times in " + p.zoneName())
		p.zoneButton.Hide()
		return
	}
	p.legend.SetCaption("")
	p.zoneButton.SetText("Times in " + p.zoneName())
	p.zoneButton.Show()
}

func (p *Page) chooseZone() { widgets.ShowMenuBelow(p.zoneButton, p.zoneItems(p.zones())) }

func (p *Page) zoom(i int) {
	middle := p.data.now
	if middle.Before(p.from) || !middle.Before(p.to) {
		middle = p.from
	}
	from, to := timeline.Zooms[i].Window(middle, p.data.zone, weekStart(p.data.team))
	p.showWindow(from, to)
}

func (p *Page) page(n int) {
	z := timeline.Zooms[p.zooms.Chosen()]
	from, to := z.Shift(p.from, n, p.data.zone, weekStart(p.data.team))
	p.showWindow(from, to)
}

func (p *Page) toToday() {
	z := timeline.Zooms[p.zooms.Chosen()]
	from, to := z.Window(p.data.now, p.data.zone, weekStart(p.data.team))
	p.showWindow(from, to)
}

func (p *Page) showWindow(from, to time.Time) {
	p.line.SetWindow(from, to)
	p.moved(from, to)
	p.draw() // people's rows count what is in sight
}

// moved follows the timeline's window and reads more when it nears the edge of what was read.
func (p *Page) moved(from, to time.Time) {
	p.from, p.to = from, to
	if z, ok := timeline.ZoomOf(from, to); ok {
		for i, x := range timeline.Zooms {
			if x == z {
				p.zooms.Choose(i)
			}
		}
	}
	p.sayWindow()
	if p.lanes() != p.laned {
		p.draw()
	}
	if from.Before(p.data.loaded.Start) || to.After(p.data.loaded.End) {
		p.desk.Shell.Reload()
	}
}

func (p *Page) sayWindow() {
	words := p.from.In(p.data.zone).Format("2 Jan 2006") + " – " + p.to.In(p.data.zone).Add(-time.Second).Format("2 Jan 2006")
	p.span.SetText(words)
	p.spanNarrow.SetText(words)
	p.placeZone()
}

// jump asks for a date to show, and offers those that matter.
func (p *Page) jump() {
	now := p.data.now.In(p.data.zone)
	date := widgets.NewDateField(now, now).WithID("jump.date")
	d := &widgets.Dialog{ID: "jump", Title: "Which date?", Width: 440}
	show := func(at time.Time) {
		d.Close()
		p.line.JumpTo(at)
		p.moved(p.line.Window())
	}
	ways := widgets.Row(theme.Gap2)
	for _, w := range p.dates() {
		ways.Add(widgets.NewButton(w.words, func() { show(w.at) }).Small().WithHint(model.FormatDate(w.at.In(p.data.zone), p.data.now)).WithID("jump." + w.id))
	}
	d.Body = widgets.PadAll(theme.Gap4, widgets.Col(theme.Gap3, date, ways))
	d.Main = widgets.NewButton("Show", func() {
		at, err := date.Value()
		if err != nil {
			d.ShowProblem(err.Error())
			return
		}
		show(model.DateOf(at).Start(p.data.zone))
	}).Primary().WithID("jump.show")
	p.desk.Shell.Open(d)
}

// dateWay is a date that is worth going to.
type dateWay struct {
	id, words string
	at        time.Time
}

// dates are now, the next gap, the next draft, and the end of what is published.
func (p *Page) dates() []dateWay {
	out := []dateWay{{"now", "Now", p.data.now}}
	if len(p.data.ahead.Gaps) > 0 {
		out = append(out, dateWay{"gap", "Next gap", p.data.ahead.Gaps[0].Start})
	}
	var draft, until time.Time
	for _, r := range p.data.rotations {
		if plan, ok := p.data.plans[r.ID]; ok && (draft.IsZero() || plan.Window.Start.Before(draft)) {
			draft = plan.Window.Start
		}
		if end := p.data.untilOf[r.ID]; until.IsZero() || !end.IsZero() && end.Before(until) {
			until = end
		}
	}
	if !draft.IsZero() {
		out = append(out, dateWay{"draft", "Draft", draft})
	}
	if !until.IsZero() {
		out = append(out, dateWay{"end", "Published until", until})
	}
	return out
}

// daysOf says an interval in days of the zone looked through.
func (p *Page) daysOf(i model.Interval) string {
	return workspace.Days(i, p.data.zone.String(), p.data.now)
}
