// Package rotations is the timeline page: published, draft and time off on one picture, and everything that changes who is on call.
// A manager plans here for months ahead, and repairs here when somebody falls ill: where now is, where the gap is, and what the
// draft would change must be seen at a glance, and each drag has a way by keyboard.
package rotations

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/theme"
	"watchbill/ui/timeline"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// Page is the page.
type Page struct {
	desk *desk.Desk
	data data

	body       *fyne.Container
	line       *timeline.Timeline
	legend     *timeline.Legend
	zoneButton *widgets.Button // in the legend: whose times these are, and others
	side       *fyne.Container
	aside      *widgets.Aside // the timeline, and the side beside or over it
	zooms      *widgets.Segments
	rows       *widgets.Segments
	chips      []*widgets.Chip // published, draft, time off
	span       *widgets.Button // the period in words
	spanNarrow *widgets.Button // the same in the narrow toolbar
	from       time.Time       // the window
	to         time.Time
	laned      string         // who has a lane of drafts in the picture, see [Page.lanes]
	zone       *time.Location // looked through; nil: the team's
	local      *time.Location // this computer's
	pending    func()         // what the route asks for, once the data are there
	chosen     model.ID       // the shift selected last
	picked     []string       // the blocks selected, in order
	comparing  bool           // the side compares the draft with what is published

	comparePart int // of the comparison: changed, new, people
}

// layers are what the timeline can show, in the order of their chips.
var layers = []string{"Published", "Draft", "Time off"}

// New is the page.
func New(d *desk.Desk) *Page {
	p := &Page{desk: d, body: widgets.Stack(), line: timeline.New(), side: widgets.Stack(), local: time.Local}
	p.span, p.spanNarrow = p.newSpan(), p.newSpan()
	names := make([]string, len(timeline.Zooms))
	for i, z := range timeline.Zooms {
		names[i] = z.String()
	}
	p.zooms = widgets.NewSegments(names, 2, p.zoom).WithID("rotations.zoom")
	p.rows = widgets.NewSegments([]string{"Roles", "People"}, 0, func(int) { p.draw() }).WithID("rotations.rows")
	for _, word := range layers {
		p.chips = append(p.chips, widgets.NewChip(word, true, func(bool) { p.draw() }).WithID("rotations.show."+word))
	}
	p.legend = timeline.NewLegend("")
	p.zoneButton = widgets.NewButton("", nil).Quiet().Small().WithHint("times in another zone (Z)").WithID("rotations.zone")
	p.zoneButton.OnTapped = p.chooseZone
	foot := widgets.Stack(p.legend, widgets.Pad(1, theme.Gap2, 0, 0, widgets.Row(0, widgets.Grow(), p.zoneButton)))
	p.aside = widgets.NewAside(widgets.Col(0, widgets.Grow(p.line), foot), widgets.On(theme.Surface, p.side), sideWidth)
	p.wire()
	return p
}

func (p *Page) wire() {
	t := p.line
	t.OnSelect = p.selected
	t.OnOpen = func(id string) { p.reassign(p.shift(id)) }
	t.OnSwap = p.swap
	t.OnReassign = p.reassignTo
	t.OnMode = func(timeline.Mode) { p.desk.Shell.Dress() } // other keys work now
	t.OnClear = func(ids []string) { p.clear(ids) }
	t.OnMenu = p.context
	t.OnHover = p.card
	t.OnWindow = func(from, to time.Time) { p.moved(from, to) }
	t.CanDrop = p.canSwap
	t.CanReassign = p.canReassign
	t.OnSplit = p.splitAt
	t.CanSplit = p.canSplit
	t.OnKey = p.key
}

func (p *Page) Title() string { return "Rotations" }

func (p *Page) Content() fyne.CanvasObject { return p.body }

func (p *Page) Stale(c workspace.Change) bool {
	return c.Touches(workspace.Shifts, workspace.Rotations, workspace.People, workspace.Teams, workspace.Swaps, workspace.Feeds, workspace.Clock)
}

func (p *Page) Keys() string {
	if len(p.data.rotations) == 0 {
		return ""
	}
	switch p.line.Mode() {
	case timeline.Swapping:
		return "Swap with: arrows choose a shift or person · Enter swaps · Esc gives up"
	case timeline.Splitting:
		return "Split at: arrows move the line, with Shift finely · Enter splits · Esc gives up"
	}
	if several, _ := p.severalChosen(); several {
		return "R reassign all · Del take all off · Esc selects nothing · Ctrl+Z undo"
	}
	return "Arrows select · S swap · C cover · R reassign · X split · Del clear · Ctrl+Z undo"
}

// New starts a new rotation.
func (p *Page) New() { p.editRotation(model.Rotation{}) }

// Escape gives up what is under way on the timeline, or closes the selection, or the comparison.
func (p *Page) Escape() bool {
	switch {
	case p.line.Cancel():
	case len(p.picked) > 0:
		p.line.SetSelected()
		p.selected(nil)
	case p.comparing:
		p.toggleCompare()
	default:
		return false
	}
	return true
}

// TypedKey implements shell.KeyTyper: an arrow key begins on the timeline without tabbing there.
func (p *Page) TypedKey(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyLeft, fyne.KeyRight, fyne.KeyUp, fyne.KeyDown:
		if len(p.data.rotations) == 0 {
			return false
		}
		p.desk.Shell.Canvas().Focus(p.line)
		p.line.TypedKey(k)
		return true
	}
	return false
}

// Open implements shell.Opener: "draft:1", "at:1764000000:12", "cover:1764000000:12", "compare", "new", "import:/path".
func (p *Page) Open(arg string) {
	what, rest, _ := strings.Cut(arg, ":")
	switch what {
	case "new":
		p.pending = p.New
	case "draft":
		p.pending = func() { p.buildDraft(id(rest)) }
	case "import":
		p.pending = func() { p.previewImport(rest) }
	case "at":
		p.pending = func() { p.lookAtArg(rest) }
	case "cover":
		p.pending = func() { p.coverArg(rest) }
	case "compare":
		p.pending = p.compare
	}
}

func id(s string) model.ID {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 0
	}
	return model.ID(n)
}

// lookAtArg shows the moment and the shift of a route: "1764000000:12".
func (p *Page) lookAtArg(arg string) {
	at, shift, _ := strings.Cut(arg, ":")
	p.lookAt(time.Unix(int64(id(at)), 0), id(shift))
}

// coverArg shows a moment and a shift and asks who covers it; without a shift there is a gap to fill.
func (p *Page) coverArg(arg string) {
	p.lookAtArg(arg)
	if s, ok := p.data.shiftByID[p.chosen]; ok {
		p.findCover(s)
	}
}

// lookAt moves the window to a moment and selects the shift that needs attention.
func (p *Page) lookAt(at time.Time, shift model.ID) {
	if at.Before(p.from) || !at.Before(p.to) {
		p.line.JumpTo(at)
		p.from, p.to = p.line.Window()
		p.desk.Shell.Reload()
	}
	if shift != 0 {
		block := fmt.Sprint(shift)
		p.line.SetSelected(block)
		p.line.Reveal(block)
		p.selected([]string{block})
	}
}

func weekStart(t model.Team) int { return (int(t.WeekStart) + 6) % 7 }

func (p *Page) show(d data) {
	p.data = d
	if len(d.rotations) == 0 {
		p.body.Objects = []fyne.CanvasObject{p.empty()}
		p.body.Refresh()
		p.runPending()
		return
	}
	if p.comparing && p.changes() == 0 {
		p.comparing = false
	}
	p.draw()
	p.line.SetWindow(p.from, p.to)
	p.sayWindow()
	p.picked = slices.DeleteFunc(p.picked, func(id string) bool { return !slices.Contains(p.line.Selected(), id) })
	p.choose()
	p.refreshSide()
	p.openAside()
	p.body.Objects = []fyne.CanvasObject{widgets.Col(0, append(p.offers(), widgets.Grow(p.aside.Content()))...)}
	p.body.Refresh()
	p.runPending()
}

func (p *Page) runPending() {
	if do := p.pending; do != nil {
		p.pending = nil
		do()
	}
}

const (
	sideWidth  = 264
	besideFrom = 1100 - theme.SidebarWidth // narrower pages have the side over the timeline
)

// openAside shows the side where there is room beside the timeline, or where something is selected.
func (p *Page) openAside() {
	width := p.body.Size().Width
	p.aside.Open(width == 0 || width >= besideFrom || len(p.picked) > 0 || p.comparing)
}

func (p *Page) showSide(o fyne.CanvasObject) {
	p.side.Objects = []fyne.CanvasObject{o}
	p.side.Refresh()
}

// Places tells the event log where blocks and people's rows are, so that tests can drag them.
func (p *Page) Places() []widgets.Place {
	var out []widgets.Place
	for _, b := range p.line.VisibleBlocks() {
		if at, ok := p.line.BlockCentre(b); ok {
			out = append(out, widgets.Place{ID: "block." + b, X: int(at.X), Y: int(at.Y)})
		}
	}
	for _, x := range p.data.people {
		if at, ok := p.line.RowCentre(rowOf(x.ID)); ok {
			out = append(out, widgets.Place{ID: "row." + x.First(), X: int(at.X), Y: int(at.Y)})
		}
	}
	return out
}

func (p *Page) empty() fyne.CanvasObject {
	return widgets.EmptyState(widgets.Empty{
		Heading: "There is no rotation yet", Sentence: "This page shows who is on call when, published and draft, with gaps and time off. It needs a rotation: how long a turn is, when it hands over, and who takes turns.",
		Ghost: []string{"primary", "secondary"},
		Ways: []widgets.Way{
			{ID: "empty.add", Icon: theme.IconPlus, Title: "Add a rotation", Sentence: "Name, zone, first handoff, length of a turn, roles, and the order of people.", Action: "Add rotation…", Main: true, Do: p.New},
			{ID: "empty.import", Icon: theme.IconDownload, Title: "Import a schedule", Sentence: "From an iCalendar or CSV file of the tool you use now. You see everything before it is saved.", Action: "Choose a file…", Do: p.importFile},
		},
	})
}
