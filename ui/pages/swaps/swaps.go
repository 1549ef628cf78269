// Package swaps is the page of swaps and cover: what waits for the manager, what waits for others, what is done, and who covered for
// whom over the year. A manager looks here several times a week, and in the morning of an illness, and must see at once what to decide.
package swaps

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"sync/atomic"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/pages/swapdialog"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// The tabs.
const (
	needsMe = iota
	open
	done
	owed
)

// Page is the page.
type Page struct {
	desk *desk.Desk
	data data

	body    *fyne.Container
	main    *fyne.Container
	side    *fyne.Container
	aside   *widgets.Aside
	tabs    *widgets.Segments
	tab     int
	begun   bool // a tab was chosen: by what waits at first, by the user from then on
	list    *widgets.List
	owed    *widgets.Table
	shown   []workspace.SwapView // in the list, in order
	chosen  model.ID
	note    *widgets.Entry     // goes with the next step of the chosen swap
	drawn   workspace.SwapView // whose details are shown
	first   fyne.Focusable     // the first button of the details
	asked   int                // the newest question about details
	pending func()             // what the route asks for, once the data are there
	year    atomic.Int32       // of covers owed; 0: this year. Read by Load off the window's thread
}

// data is what the page shows, read at one moment.
type data struct {
	names    swapdialog.Names
	list     workspace.SwapList
	owed     []workspace.Owed
	year     int
	approval bool
}

// New is the page.
func New(d *desk.Desk) *Page {
	p := &Page{desk: d, body: widgets.Stack(), main: widgets.Stack(), side: widgets.Stack()}
	p.list = widgets.NewList(rowHeight, newRow, func(i int, o fyne.CanvasObject) { p.fillRow(p.shown[i], o) }).WithID("swaps.list")
	p.list.OnSelected = p.choose
	p.list.OnOpened = func(int) { p.enterDetails() }
	p.list.OnMenu = p.menu
	p.list.RowID = func(i int) string { return fmt.Sprintf("swap.%d", p.shown[i].ID) }
	p.owed = p.newOwed()
	p.aside = widgets.NewAside(widgets.PadAll(theme.Gap4, p.main), widgets.On(theme.Surface, p.side), 348)
	return p
}

func (p *Page) Title() string { return "Swaps" }

func (p *Page) Content() fyne.CanvasObject { return p.body }

func (p *Page) Stale(c workspace.Change) bool {
	return c.Touches(workspace.Swaps, workspace.Shifts, workspace.Rotations, workspace.People, workspace.Teams, workspace.Settings, workspace.Clock)
}

func (p *Page) Keys() string {
	if len(p.shown) == 0 {
		return ""
	}
	return "Up, Down choose · Enter to its buttons · Ctrl+Z undo"
}

// Open implements shell.Opener: "12" shows a swap, "owed" the covers owed, "round" the exchanges among open requests.
func (p *Page) Open(arg string) {
	switch arg {
	case "":
	case "owed":
		p.pending = func() { p.showTab(owed) }
	case "round":
		p.pending = p.round
	default:
		if id, err := strconv.ParseInt(arg, 10, 64); err == nil {
			p.pending = func() { p.goTo(model.ID(id)) }
		}
	}
}

// goTo shows a swap in the tab it is in.
func (p *Page) goTo(id model.ID) {
	for tab, list := range [][]workspace.SwapView{p.data.list.NeedsMe, p.data.list.Open, p.data.list.Done} {
		if slices.ContainsFunc(list, func(v workspace.SwapView) bool { return v.ID == id }) {
			p.chosen = id
			p.showTab(tab)
		}
	}
}

// Load implements shell.Page.
func (p *Page) Load(ctx context.Context) (func(), error) {
	ws := p.desk.WS
	var d data
	var err error
	if d.names, err = swapdialog.ReadNames(ctx, ws); err != nil {
		return nil, err
	}
	if d.list, err = ws.Swaps(ctx); err != nil {
		return nil, err
	}
	if d.year = int(p.year.Load()); d.year == 0 {
		d.year = d.names.Now.In(desk.Zone(d.names.Team)).Year()
	}
	if d.owed, err = ws.Owed(ctx, d.year); err != nil {
		return nil, err
	}
	d.approval, err = ws.SwapApproval(ctx)
	return func() { p.show(d) }, err
}

func (p *Page) show(d data) {
	p.data = d
	if !p.begun && len(d.list.NeedsMe) == 0 && len(d.list.Open) > 0 { // begin where there is something to see
		p.tab = open
	}
	p.begun = p.begun || len(d.list.NeedsMe)+len(d.list.Open) > 0
	counts := []int{len(d.list.NeedsMe), len(d.list.Open), len(d.list.Done)}
	p.tabs = widgets.NewSegments([]string{counted("Needs me", counts[0]), counted("Open", counts[1]), counted("Done", counts[2]), "Covers owed"}, p.tab, p.showTab).WithID("swaps.tab")
	switch {
	case len(d.names.Rotations) == 0:
		p.body.Objects = []fyne.CanvasObject{p.nothingYet()}
	case counts[0]+counts[1]+counts[2] == 0 && p.tab != owed:
		p.body.Objects = []fyne.CanvasObject{p.noSwaps()}
	default:
		p.body.Objects = []fyne.CanvasObject{p.aside.Content()}
		p.fill()
	}
	p.body.Refresh()
	if do := p.pending; do != nil {
		p.pending = nil
		do()
	}
}

func counted(word string, n int) string {
	if n == 0 {
		return word
	}
	return fmt.Sprintf("%s %d", word, n)
}

// showTab shows other swaps, or the covers owed.
func (p *Page) showTab(tab int) {
	p.tab, p.begun = tab, true
	p.tabs.Choose(tab)
	p.show(p.data)
	p.desk.Shell.Dress()
}

// fill shows the swaps of the tab, and keeps the selection.
func (p *Page) fill() {
	p.shown = nil
	switch p.tab {
	case needsMe:
		p.shown = p.data.list.NeedsMe
	case open:
		p.shown = p.data.list.Open
	case done:
		p.shown = p.data.list.Done
	case owed:
		p.owed.SetLength(len(p.data.owed))
		p.main.Objects = []fyne.CanvasObject{p.owedPanel()}
		p.main.Refresh()
		p.aside.Open(false)
		return
	}
	at := slices.IndexFunc(p.shown, func(v workspace.SwapView) bool { return v.ID == p.chosen })
	p.list.SetLength(len(p.shown))
	p.list.Select(at)
	p.main.Objects = []fyne.CanvasObject{widgets.Card(p.list)}
	if len(p.shown) == 0 {
		p.main.Objects = []fyne.CanvasObject{widgets.Col(0, p.emptyTab(), widgets.Grow())}
	}
	p.main.Refresh()
	switch {
	case at >= 0 && p.writing(p.shown[at]):
		p.aside.Open(true) // nothing of it changed: the clock alone takes nobody's pen away
	case at >= 0:
		p.look(p.shown[at])
	case len(p.shown) > 0 && p.wide():
		p.chosen = p.shown[0].ID
		p.list.Select(0)
		p.look(p.shown[0])
	default:
		p.chosen = 0
		p.aside.Open(false)
	}
}

// writing reports whether a note to a swap is being written, and the swap stands as it stood when its details were drawn.
func (p *Page) writing(v workspace.SwapView) bool {
	if p.note == nil || p.desk.Shell.Canvas().Focused() != p.note.Focusable() {
		return false
	}
	return p.drawn.ID == v.ID && p.drawn.State == v.State && len(p.drawn.Steps) == len(v.Steps) && len(p.drawn.Problems) == len(v.Problems)
}

// wide reports whether the details lie beside the list, so that the first swap can be shown unasked.
func (p *Page) wide() bool { return p.body.Size().Width >= 1100-theme.SidebarWidth }

func (p *Page) choose(i int) {
	p.chosen = p.shown[i].ID
	p.look(p.shown[i])
	p.desk.Shell.Dress()
	p.desk.Shell.Log().Event(fmt.Sprintf("selected swap %d", p.chosen))
}

func (p *Page) view(id model.ID) (workspace.SwapView, bool) {
	for _, v := range p.shown {
		if v.ID == id {
			return v, true
		}
	}
	return workspace.SwapView{}, false
}

// Escape closes the details, which lie over the list in a narrow window.
func (p *Page) Escape() bool {
	if !p.aside.IsOpen() {
		return false
	}
	p.aside.Open(false)
	p.chosen = 0
	p.list.Select(-1)
	return true
}

// TypedKey implements shell.KeyTyper: the arrow keys mean the list while nothing else has the keyboard.
func (p *Page) TypedKey(k *fyne.KeyEvent) bool {
	if len(p.shown) == 0 || k.Name != fyne.KeyUp && k.Name != fyne.KeyDown && k.Name != fyne.KeyReturn {
		return false
	}
	p.desk.Shell.Canvas().Focus(p.list)
	p.list.TypedKey(k)
	return true
}

// enterDetails gives the keyboard to the first button of the details.
func (p *Page) enterDetails() {
	p.aside.Open(true)
	if p.first != nil {
		p.desk.Shell.Canvas().Focus(p.first)
	}
}
