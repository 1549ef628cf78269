// Package people is the page of who is in the team: zone, hours, time off, and how much they are on call. A manager looks here when
// somebody joins, leaves, or asks for a week off, and must see at a glance who is away and who carries how much.
package people

import (
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/shell"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// Page is the list of people with the details of the selected one.
type Page struct {
	desk *desk.Desk
	data data

	body    *fyne.Container
	table   *widgets.Table
	details *fyne.Container
	aside   *widgets.Aside // details beside the list, or over it in a narrow window
	filter  *widgets.Entry
	chosen  model.ID // the person whose details are shown
	shown   []row
	over    bool   // time off that is over is listed too
	pending func() // what the route asks for, once the data are there

	tab    *widgets.Segments // the people, or their loads
	list   *fyne.Container
	tools  *fyne.Container
	loads  *loadTable
	choice choice
	asked  atomic.Pointer[choice] // for loading, which runs off the window's thread
}

// The tabs.
const (
	peopleTab = iota
	loadsTab
)

// New is the page.
func New(d *desk.Desk) *Page {
	p := &Page{desk: d, body: widgets.Stack(), details: widgets.Stack()}
	p.filter = widgets.NewEntry("name, zone or e-mail").WithIcon(theme.IconSearch).WithID("people.filter")
	p.filter.OnChanged = func(string) { p.narrow() }
	p.tab = widgets.NewSegments([]string{"People", "Loads"}, peopleTab, p.open).WithID("people.tab")
	p.list, p.tools = widgets.Stack(), widgets.Stack()
	p.asked.Store(&choice{})
	p.table = widgets.NewTable([]widgets.Column{
		{Title: "Person", Share: 9},
		{Title: "Zone, time there", Share: 8},
		{Title: "Works a week", Width: 74, Right: true},
		{Title: "Last 8 weeks", Width: 72, Right: true},
		{Title: "Next 8 weeks", Width: 74, Right: true},
		{Title: "Time off ahead", Share: 10},
	}, theme.RowHeight2, p.cell).WithID("people.table").OnSelected(p.choose).OnOpened(p.enter).
		OnMenu(p.menu).RowID(func(i int) string { return "people.row." + p.shown[i].person.Name })
	p.loads = newLoadTable(p)
	return p
}

func (p *Page) Title() string { return "People" }

func (p *Page) Sub() string {
	if p.data.team.ID == 0 {
		return ""
	}
	return p.data.team.Name + ", " + model.Count(len(p.data.rows), "person", "people")
}

func (p *Page) Content() fyne.CanvasObject { return p.body }

func (p *Page) Stale(c workspace.Change) bool {
	return c.Touches(workspace.People, workspace.Rotations, workspace.Shifts, workspace.Teams, workspace.Settings, workspace.Clock)
}

func (p *Page) Keys() string {
	if p.tab.Chosen() == loadsTab {
		return "Up, Down choose · Enter details · Esc close them"
	}
	if p.aside != nil && p.aside.IsOpen() {
		return "Up, Down choose · Enter edit · Ctrl+N new · Del delete · Esc close details"
	}
	return "Up, Down choose · Enter details · Ctrl+N new · Del delete"
}

func (p *Page) FocusFilter() { p.filter.Focus() }

func (p *Page) New() { p.edit(model.Person{}) }

// TypedKey implements shell.KeyTyper: the arrow keys, Enter and Del mean the list while nothing else has the keyboard.
func (p *Page) TypedKey(k *fyne.KeyEvent) bool {
	if len(p.data.rows) == 0 || len(p.shown) == 0 {
		return false
	}
	list := p.table.List()
	if p.tab.Chosen() == loadsTab {
		list = p.loads.table.List()
	}
	switch k.Name {
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyReturn, fyne.KeyEnter:
		p.desk.Shell.Canvas().Focus(list)
		list.TypedKey(k)
	case fyne.KeyDelete:
		for _, r := range p.shown {
			if r.person.ID == p.chosen {
				p.delete(r.person)
			}
		}
	default:
		return false
	}
	return true
}

// Actions stand in the header.
func (p *Page) Actions() []fyne.CanvasObject {
	return []fyne.CanvasObject{
		widgets.NewButton("Import…", p.importFile).WithIcon(theme.IconDownload).WithID("people.import"),
		widgets.NewButton("Time off…", func() { p.editTimeOff(model.TimeOff{PersonID: p.chosen}) }).WithIcon(theme.IconCalendar).WithID("people.off"),
		widgets.NewButton("Add person…", p.New).WithIcon(theme.IconPlus).Primary().WithID("people.add"),
	}
}

// Commands are what the palette offers here.
func (p *Page) Commands() []shell.Command {
	return []shell.Command{
		{ID: "people.add", Title: "Add a person…", Group: "People", Run: p.New},
		{ID: "people.import", Title: "Import people from CSV…", Group: "People", Run: p.importFile},
		{ID: "people.off", Title: "Enter time off…", Group: "People", Words: "holiday leave vacation", Run: func() { p.editTimeOff(model.TimeOff{PersonID: p.chosen}) }},
		{ID: "people.loads", Title: "Show who is on call how much", Group: "People", Words: "loads hours weekends nights fairness", Run: func() { p.open(loadsTab) }},
		{ID: "people.list", Title: "Show the list of people", Group: "People", Words: "team", Run: func() { p.open(peopleTab) }},
	}
}

func (p *Page) show(d data) {
	p.data = d
	defer p.runPending()
	if len(d.rows) == 0 {
		p.body.Objects = []fyne.CanvasObject{p.empty()}
		p.body.Refresh()
		return
	}
	p.choice = d.choice
	toolbar := widgets.Fixed(0, theme.ControlHeight, widgets.Row(theme.Gap2, p.tab, widgets.Fixed(200, 0, p.filter), widgets.Grow(p.tools)))
	list := widgets.Col(theme.Gap3, toolbar, widgets.Grow(p.list))
	open := widgets.AsideFits(p.desk.Shell.Canvas().Size().Width) // in a narrow window they would lie over the list unasked
	if p.aside != nil {
		open = p.aside.IsOpen()
	}
	p.aside = widgets.NewAside(widgets.PadAll(theme.Gap4, list), widgets.On(theme.Surface, p.details), 320)
	p.aside.Open(open)
	p.body.Objects = []fyne.CanvasObject{p.aside.Content()}
	p.narrow()
	p.loads.show(d)
	p.showTab()
	p.body.Refresh()
}

// open shows a tab. The table of loads begins with all the room: choosing somebody opens the details again.
func (p *Page) open(tab int) {
	p.tab.Choose(tab)
	if p.aside == nil {
		return
	}
	p.aside.Open(tab == peopleTab && widgets.AsideFits(p.desk.Shell.Canvas().Size().Width))
	p.showTab()
	p.desk.Shell.Dress() // other keys work now
}

// loadsRotation is the width of the choice of a rotation, whose names may be long.
const loadsRotation = 200

func (p *Page) showTab() {
	if p.tab.Chosen() == loadsTab {
		p.list.Objects = []fyne.CanvasObject{p.loads.content()}
		p.tools.Objects = []fyne.CanvasObject{widgets.Row(theme.Gap2, widgets.Grow(), widgets.Fixed(loadsRotation, 0, p.loads.rotation), p.loads.period)}
	} else {
		p.list.Objects = []fyne.CanvasObject{widgets.Card(p.table)}
		p.tools.Objects = []fyne.CanvasObject{widgets.Ellipsis(widgets.Caption("8 weeks: hours on call, published, all rotations"))}
	}
	p.list.Refresh()
	p.tools.Refresh()
}

// setPeriod asks for the loads of other days.
func (p *Page) setPeriod(i int) {
	p.choice.period = i
	p.ask()
}

func (p *Page) ask() {
	c := p.choice
	p.asked.Store(&c)
	p.desk.Shell.Reload()
}

func (p *Page) runPending() {
	if do := p.pending; do != nil {
		p.pending = nil
		do()
	}
}

// narrow shows the people that the filter fits, and keeps the selection.
func (p *Page) narrow() {
	p.shown = nil
	want := strings.ToLower(strings.TrimSpace(p.filter.Text()))
	at := 0
	for _, r := range p.data.rows {
		if !strings.Contains(strings.ToLower(r.person.Name+" "+r.person.Zone+" "+r.person.Email), want) {
			continue
		}
		if r.person.ID == p.chosen {
			at = len(p.shown)
		}
		p.shown = append(p.shown, r)
	}
	p.table.SetLength(len(p.shown))
	if len(p.shown) > 0 {
		p.table.Select(at)
		p.showDetail(at)
	}
	p.loads.narrow()
}

// showChosen shows the details of the chosen person, whom the filter may hide.
func (p *Page) showChosen() {
	for _, r := range p.data.rows {
		if r.person.ID == p.chosen {
			p.details.Objects = []fyne.CanvasObject{p.detail(r)}
			p.details.Refresh()
		}
	}
	p.table.Select(slices.IndexFunc(p.shown, func(r row) bool { return r.person.ID == p.chosen }))
}

func (p *Page) choose(i int) {
	p.showDetail(i)
	p.aside.Open(true)
}

// enter shows the details of a row, or where they are shown already, the form.
func (p *Page) enter(i int) {
	if p.aside.IsOpen() {
		p.edit(p.shown[i].person)
		return
	}
	p.choose(i)
	p.desk.Shell.Dress() // Enter means something else now
}

func (p *Page) showDetail(i int) {
	if i < 0 || i >= len(p.shown) {
		return
	}
	p.chosen = p.shown[i].person.ID
	p.details.Objects = []fyne.CanvasObject{p.detail(p.shown[i])}
	p.details.Refresh()
}

// Escape closes the details, which lie over the list in a narrow window.
func (p *Page) Escape() bool {
	if p.aside == nil || !p.aside.IsOpen() {
		return false
	}
	p.aside.Open(false)
	return true
}

func (p *Page) cell(i, column int) widgets.Cell {
	r := p.shown[i]
	switch column {
	case 0:
		c := widgets.Cell{Text: r.person.Name, Sub: strings.Join(slices.DeleteFunc([]string{senior(r.person), r.person.Email}, func(s string) bool { return s == "" }), " · "), Person: r.person.Colour, Initials: r.person.Initials()}
		if !r.person.Left.IsZero() {
			c.Sub, c.SubInk = "leaves "+r.person.Left.String(), theme.Warn
		}
		return c
	case 1:
		return widgets.Cell{Text: r.person.Zone, Sub: p.timeThere(r.person)}
	case 2:
		return widgets.Cell{Text: model.FormatHours(r.person.WeekMinutes) + " h"}
	case 3:
		return widgets.Cell{Text: hours(r.past)}
	case 4:
		return widgets.Cell{Text: hours(r.ahead)}
	}
	if len(r.off) == 0 {
		return widgets.Cell{Text: "none entered", Ink: theme.Text3}
	}
	next := r.off[0]
	c := widgets.Cell{Text: workspace.Days(next.Interval, r.person.Zone, p.data.now), Sub: next.Kind}
	if next.Contains(p.data.now) {
		c.Sub, c.SubInk = "away now, "+next.Kind, theme.Warn
	}
	n := 0
	for _, t := range r.touched {
		n += len(t)
	}
	if n > 0 {
		c.Sub, c.SubInk = model.Count(n, "shift needs cover", "shifts need cover"), theme.Bad
	}
	return c
}

func senior(p model.Person) string {
	if p.Senior {
		return "senior"
	}
	return ""
}

func hours(d time.Duration) string {
	if d == 0 {
		return "–"
	}
	return model.Thousands(int(d.Hours()+0.5)) + " h"
}

// timeThere says what clocks show where a person is, and how far that is from the team.
func (p *Page) timeThere(person model.Person) string {
	loc, err := model.Zone(person.Zone)
	if err != nil {
		return ""
	}
	there := p.data.now.In(loc)
	_, theirs := there.Zone()
	_, ours := p.data.now.In(desk.Zone(p.data.team)).Zone()
	switch diff := float64(theirs-ours) / 3600; {
	case diff == 0:
		return there.Format("15:04") + ", same time"
	case diff > 0:
		return fmt.Sprintf("%s, %s h ahead", there.Format("15:04"), model.FormatQuantity(diff))
	default:
		return fmt.Sprintf("%s, %s h behind", there.Format("15:04"), model.FormatQuantity(-diff))
	}
}

func (p *Page) empty() fyne.CanvasObject {
	return widgets.EmptyState(widgets.Empty{
		Heading: "Nobody is in the team yet", Sentence: "This page shows who is in the team, where they are, how much they work and when they are away. It needs a first person.",
		Ways: []widgets.Way{
			{ID: "empty.add", Icon: theme.IconPlus, Title: "Add a person", Sentence: "Name, time zone and hours a week are enough.", Action: "Add person…", Main: true, Do: p.New},
			{ID: "empty.import", Icon: theme.IconDownload, Title: "Import a CSV", Sentence: "With a column of names; e-mail, zone and hours if you have them. You see everything before it is saved.", Action: "Choose a file…", Do: p.importFile},
		},
	})
}
