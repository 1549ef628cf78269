// Package rotations is the timeline page: published, draft and time off on one picture, and everything that changes who is on call.
// A manager plans here for months ahead, and repairs here when somebody falls ill: where now is, where the gap is, and what the
// draft would change must be seen at a glance, and each drag has a way by keyboard.
package rotations

import (
	"context"
	"fmt"
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

	body      *fyne.Container
	line      *timeline.Timeline
	legend    *timeline.Legend
	side      *fyne.Container
	aside     *widgets.Aside // the timeline, and the side beside or over it
	zooms     *widgets.Segments
	rows      *widgets.Segments
	chips     []*widgets.Chip // published, draft, time off
	span      *widgets.Text
	spanShort *widgets.Text // the same in the narrow toolbar
	from      time.Time     // the window
	to        time.Time
	pending   func() // what the route asks for, once the data are there
	chosen    model.ID
}

// data is what the page shows of a stretch of time.
type data struct {
	team      model.Team
	zone      *time.Location
	now       time.Time
	loaded    model.Interval
	people    []model.Person
	byID      map[model.ID]model.Person
	rotations []model.Rotation
	shifts    []model.Shift
	shiftByID map[model.ID]model.Shift
	off       []model.TimeOff
	holidays  model.HolidayCalendar
	away      map[model.ID]model.AwayShift // shifts, drafts too, in which the person is away
	ahead     workspace.CoverageAhead
	plans     map[model.ID]model.PublishPlan // of rotations with a draft
	broken    map[model.ID]string            // drafts that cannot be published, and why
	untilOf   map[model.ID]time.Time         // end of what is published
}

// layers are what the timeline can show, in the order of their chips.
var layers = []string{"Published", "Draft", "Time off"}

// New is the page.
func New(d *desk.Desk) *Page {
	p := &Page{desk: d, body: widgets.Stack(), line: timeline.New(), side: widgets.Stack(), span: widgets.Body("").In(theme.Text2), spanShort: widgets.Body("").In(theme.Text2)}
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
	p.aside = widgets.NewAside(widgets.Col(0, widgets.Grow(p.line), p.legend), widgets.On(theme.Surface, p.side), sideWidth)
	p.wire()
	return p
}

func (p *Page) wire() {
	t := p.line
	t.OnSelect = p.selected
	t.OnOpen = func(id string) { p.reassign(p.shift(id)) }
	t.OnSwap = p.swap
	t.OnReassign = p.reassignTo
	t.OnSwapKey = func(string) { p.desk.Shell.Dress() } // other keys work now
	t.OnSwapEnd = p.desk.Shell.Dress
	t.OnClear = func(ids []string) { p.clear(ids) }
	t.OnContext = p.context
	t.OnHover = p.card
	t.OnWindow = func(from, to time.Time) { p.moved(from, to) }
	t.CanDrop = p.canSwap
	t.CanReassign = p.canReassign
	t.OnKey = p.key
}

func (p *Page) Title() string { return "Rotations" }

func (p *Page) Content() fyne.CanvasObject { return p.body }

func (p *Page) Stale(c workspace.Change) bool {
	return c.Touches(workspace.Shifts, workspace.Rotations, workspace.People, workspace.Teams, workspace.Clock)
}

func (p *Page) Keys() string {
	if len(p.data.rotations) == 0 {
		return ""
	}
	if p.line.Swapping() {
		return "Swap with: arrows choose a shift or person · Enter swaps · Esc gives up"
	}
	return "Arrows select · S swap · Enter reassign · Del clear · T today · Ctrl+Z undo"
}

// New starts a new rotation.
func (p *Page) New() { p.editRotation(model.Rotation{}) }

// Escape closes the selection.
func (p *Page) Escape() bool {
	if p.chosen == 0 {
		return false
	}
	p.line.SetSelected()
	p.selected(nil)
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

// Open implements shell.Opener: "rotation:1", "draft:1", "at:1764000000:12", "new", "import:/path".
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
		at, shift, _ := strings.Cut(rest, ":")
		p.pending = func() { p.lookAt(time.Unix(int64(id(at)), 0), id(shift)) }
	}
}

func id(s string) model.ID {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 0
	}
	return model.ID(n)
}

// lookAt moves the window to a moment and selects the shift that needs attention.
func (p *Page) lookAt(at time.Time, shift model.ID) {
	if at.Before(p.from) || !at.Before(p.to) {
		p.line.JumpTo(at)
		p.from, p.to = p.line.Window()
		p.desk.Shell.Reload()
	}
	if shift != 0 {
		p.line.SetSelected(fmt.Sprint(shift))
		p.selected([]string{fmt.Sprint(shift)})
	}
}

// margin is how much is read beyond the window on both sides, in windows.
const margin = 1

// Load implements shell.Page.
func (p *Page) Load(ctx context.Context) (func(), error) {
	ws := p.desk.WS
	d := data{now: ws.Now(), byID: map[model.ID]model.Person{}, shiftByID: map[model.ID]model.Shift{}, zone: time.UTC}
	var err error
	d.team, err = ws.Team(ctx)
	if model.CodeOf(err) == model.NotFound {
		return func() { p.show(d) }, nil
	}
	if err != nil {
		return nil, err
	}
	d.zone = desk.Zone(d.team)
	from, to := p.from, p.to
	if from.IsZero() {
		from, to = timeline.EightWeeks.Window(d.now, d.zone, weekStart(d.team))
	}
	length := to.Sub(from)
	d.loaded = model.Interval{Start: from.Add(-margin * length), End: to.Add(margin * length)}
	if err := d.read(ctx, ws); err != nil {
		return nil, err
	}
	return func() {
		if p.from.IsZero() {
			p.from, p.to = from, to
		}
		p.show(d)
	}, nil
}

func (d *data) read(ctx context.Context, ws *workspace.Workspace) (err error) {
	if d.people, err = ws.AllPeople(ctx); err != nil {
		return err
	}
	for _, x := range d.people {
		d.byID[x.ID] = x
	}
	if d.rotations, err = ws.Rotations(ctx); err != nil {
		return err
	}
	if d.shifts, err = ws.Reader().Shifts(ctx, d.team.ID, d.loaded); err != nil {
		return err
	}
	for _, s := range d.shifts {
		d.shiftByID[s.ID] = s
	}
	if d.off, err = ws.Reader().TimeOff(ctx, d.team.ID, d.loaded); err != nil {
		return err
	}
	if d.holidays, err = ws.Reader().Holidays(ctx, d.team.ID); err != nil {
		return err
	}
	d.away = map[model.ID]model.AwayShift{}
	for _, a := range model.Away(d.shifts, d.off) {
		if a.Shift.End.After(d.now) {
			d.away[a.Shift.ID] = a
		}
	}
	if d.ahead, err = ws.CoverageAhead(ctx); err != nil {
		return err
	}
	return d.readPlans(ctx, ws)
}

func (d *data) readPlans(ctx context.Context, ws *workspace.Workspace) error {
	d.plans, d.broken, d.untilOf = map[model.ID]model.PublishPlan{}, map[model.ID]string{}, map[model.ID]time.Time{}
	for _, r := range d.rotations {
		until, err := ws.PublishedUntil(ctx, r)
		if err != nil {
			return err
		}
		d.untilOf[r.ID] = until
		switch plan, err := ws.PlanPublish(ctx, r.ID); model.CodeOf(err) {
		case "":
			d.plans[r.ID] = plan
		case model.NotFound: // no draft
		case model.Conflict:
			d.broken[r.ID] = err.Error()
		default:
			return err
		}
	}
	return nil
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
	p.draw()
	p.line.SetWindow(p.from, p.to)
	p.legend.SetCaption("Times in " + d.team.Zone)
	p.sayWindow()
	if s, ok := d.shiftByID[p.chosen]; ok {
		p.showSide(p.detail(s))
	} else {
		p.chosen = 0
		p.showSide(p.overview())
	}
	p.openAside()
	p.body.Objects = []fyne.CanvasObject{p.aside.Content()}
	p.body.Refresh()
	p.runPending()
}

func (p *Page) runPending() {
	if do := p.pending; do != nil {
		p.pending = nil
		do()
	}
}

const sideWidth = 264

// openAside shows the side where there is room beside the timeline, or where something is selected.
func (p *Page) openAside() {
	width := p.body.Size().Width
	p.aside.Open(width == 0 || width >= 1100-theme.SidebarWidth || p.chosen != 0)
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
