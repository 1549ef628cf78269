// Package build is the page that makes the fairest rota of a rotation: rules on the left, the rota as it gets better in the middle,
// the proof and everybody's load on the right. A manager comes here a few times a year, changes a rule, sees at once what it costs,
// and takes the answer to the team: so it must say what is proven, why somebody has more, and which weeks make it hard.
package build

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"watchbill/model"
	"watchbill/rostering"
	"watchbill/ui/pages/desk"
	"watchbill/ui/shell"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// limit is the longest the engine may think about one question.
const limit = 20 * time.Second

// Page is the page.
type Page struct {
	desk *desk.Desk
	data data

	want   model.ID // the rotation the route asks for
	from   time.Time
	weeks  int
	rules  model.BuildRules
	edited bool // the rules differ from the stored ones

	body     *fyne.Container
	left     *fyne.Container
	middle   *fyne.Container
	right    *fyne.Container
	whatIf   *fyne.Container
	progress *widgets.Progress
	actions  *fyne.Container

	run     int // counts solves; older answers are dropped
	cancel  context.CancelFunc
	plan    workspace.BuildPlan
	result  *rostering.Result
	kept    *answer // to compare with
	ifs     []whatIf
	chosen  string // the person whose load is explained
	page    int    // of the picture
	perRow  int    // turns side by side in the picture
	drawn   [][]string
	phase   string // what the engine is at
	best    string // what it knows by now
	problem string
}

// answer is a rota that was kept to be compared with the next one.
type answer struct {
	plan   workspace.BuildPlan
	result *rostering.Result
}

type data struct {
	team      model.Team
	now       time.Time
	rotations []model.Rotation
	people    []model.Person
	rotation  model.Rotation
	stored    model.BuildRules
	until     time.Time // end of what is published
	wishes    []model.Wish
	aparts    []model.Apart
	pins      []model.Pin
}

// New is the page.
func New(d *desk.Desk) *Page {
	p := &Page{
		desk: d, weeks: 26, perRow: 14, body: widgets.Stack(), left: widgets.Stack(), right: widgets.Stack(),
		actions: widgets.Row(theme.Gap2),
	}
	p.middle, p.whatIf = container.New(refit{p}), container.New(refit{p})
	p.progress = widgets.NewProgress(p.stop)
	return p
}

func (p *Page) Title() string {
	if p.data.rotation.ID == 0 {
		return "Build a fair rota"
	}
	return "Build " + p.data.rotation.Name
}

func (p *Page) Sub() string { return "follows every change of a rule" }

func (p *Page) Content() fyne.CanvasObject { return p.body }

func (p *Page) Stale(c workspace.Change) bool {
	return c.Touches(workspace.Rotations, workspace.People, workspace.Shifts, workspace.Teams)
}

func (p *Page) Keys() string { return "Ctrl+Enter accept as draft · Esc stop" }

// Open implements shell.Opener: the rotation's ID.
func (p *Page) Open(arg string) {
	var n int64
	if _, err := fmt.Sscan(arg, &n); err == nil && model.ID(n) != p.want {
		p.want, p.from, p.edited, p.kept, p.page = model.ID(n), time.Time{}, false, nil, 0
	}
}

// Leave stops the engine when another page is shown.
func (p *Page) Leave() { p.stop() }

// Escape stops the engine.
func (p *Page) Escape() bool {
	running := p.cancel != nil
	p.stop()
	return running
}

// Actions stand in the header.
func (p *Page) Actions() []fyne.CanvasObject {
	if p.data.rotation.ID == 0 {
		return nil
	}
	save := widgets.NewButton("Keep these rules", p.saveRules).WithID("build.save-rules").WithHint("use them for this rotation from now on")
	reset := widgets.NewButton("Reset rules", p.reset).WithIcon(theme.IconUndo).WithID("build.reset")
	why := ""
	if !p.edited {
		why = "the rules are as stored"
	}
	save.EnableIf(why)
	reset.EnableIf(why)
	repair := widgets.NewButton("Repair…", p.repair).WithIcon(theme.IconCover).WithID("build.repair").WithHint("cover who is away with the fewest changes to what is published")
	if p.data.until.IsZero() || !p.data.until.After(p.data.now) {
		repair.DisableBecause("nothing is published from now on")
	}
	return []fyne.CanvasObject{repair, reset, save}
}

// Commands are what the palette offers here.
func (p *Page) Commands() []shell.Command {
	some := func() (bool, string) { return p.result != nil && p.result.Rota != nil, "there is no rota yet" }
	return []shell.Command{
		{ID: "build.accept", Title: "Accept the rota as draft", Group: "Build", Shortcut: "Ctrl+Enter", Enabled: some, Run: p.accept},
		{ID: "build.export", Title: "Export the rota with its proof…", Group: "Build", Enabled: some, Run: p.export},
		{ID: "build.compare", Title: "Compare two rotas side by side", Group: "Build", Enabled: some, Run: p.compare},
		{ID: "build.wish", Title: "Note a wish…", Group: "Build", Words: "likes avoids", Run: p.addWish},
		{ID: "build.pin", Title: "Pin somebody to a turn…", Group: "Build", Words: "fix lock keep", Run: p.addPin},
		{ID: "build.repair", Title: "Repair what is published…", Group: "Build", Words: "ill sick cover fewest changes", Run: p.repair},
		{ID: "build.apart", Title: "Keep two people apart…", Group: "Build", Run: p.addApart},
	}
}

// Load implements shell.Page.
func (p *Page) Load(ctx context.Context) (func(), error) {
	ws := p.desk.WS
	d := data{now: ws.Now()}
	var err error
	if d.team, err = ws.Team(ctx); model.CodeOf(err) == model.NotFound {
		return func() { p.show(d) }, nil
	} else if err != nil {
		return nil, err
	}
	if d.rotations, err = ws.Rotations(ctx); err != nil {
		return nil, err
	}
	for _, r := range d.rotations {
		if r.ID == p.want || d.rotation.ID == 0 {
			d.rotation = r
		}
	}
	if d.rotation.ID == 0 {
		return func() { p.show(d) }, nil
	}
	return func() { p.show(d) }, d.read(ctx, ws)
}

func (d *data) read(ctx context.Context, ws *workspace.Workspace) (err error) {
	if d.people, err = ws.AllPeople(ctx); err != nil {
		return err
	}
	if d.stored, err = ws.Rules(ctx, d.rotation); err != nil {
		return err
	}
	if d.until, err = ws.PublishedUntil(ctx, d.rotation); err != nil {
		return err
	}
	if d.wishes, err = ws.Wishes(ctx); err != nil {
		return err
	}
	if d.aparts, err = ws.Aparts(ctx); err != nil {
		return err
	}
	d.pins, err = ws.Pins(ctx, d.rotation.ID)
	return err
}

func (p *Page) show(d data) {
	p.data = d
	if d.rotation.ID == 0 {
		p.body.Objects = []fyne.CanvasObject{widgets.EmptyState(widgets.Empty{
			Heading: "There is no rotation to build for", Sentence: "This page makes the fairest rota of a rotation, under time off and rest, with a proof. It needs a rotation first.",
			Ways: []widgets.Way{{ID: "empty.rotation", Action: "Add rotation…", Main: true, Do: func() { p.desk.Shell.Go(shell.Route{Page: "rotations", Arg: "new"}) }}},
		})}
		p.body.Refresh()
		return
	}
	if !p.edited {
		p.rules = d.stored
	}
	if p.from.IsZero() {
		p.from = d.now
		if d.until.After(d.now) {
			p.from = d.until
		}
	}
	left := widgets.Fixed(236, 0, widgets.On(theme.Surface, widgets.RowFill(0, widgets.Grow(widgets.Scroll(p.left)), widgets.VRule())))
	right := widgets.Fixed(300, 0, widgets.On(theme.Surface, widgets.RowFill(0, widgets.VRule(), widgets.Grow(widgets.Scroll(p.right)))))
	foot := widgets.Fixed(0, 52, widgets.On(theme.Surface, widgets.Col(0, widgets.HRule(), widgets.Grow(widgets.Pad(0, theme.Gap4, 0, theme.Gap4, widgets.Row(theme.Gap3, widgets.Grow(p.progress), p.actions))))))
	middle := widgets.On(theme.Surface, widgets.Scroll(widgets.PadAll(theme.Gap3, widgets.Col(theme.Gap4, p.middle, p.whatIf))))
	p.body.Objects = []fyne.CanvasObject{widgets.Col(0, widgets.Grow(widgets.RowFill(0, left, widgets.Grow(middle), right)), foot)}
	p.body.Refresh()
	p.desk.Shell.Dress()
	p.ask()
}

func (p *Page) saveRules() {
	p.desk.Change(func(ctx context.Context) (workspace.Done, error) {
		return p.desk.WS.SaveRules(ctx, p.data.rotation, p.rules)
	},
		func(workspace.Done) { p.edited = false; p.desk.Shell.Dress() }, nil)
}

func (p *Page) reset() {
	p.rules, p.edited = p.data.stored, false
	p.ask()
}

// change changes a rule and asks anew.
func (p *Page) change(f func(*model.BuildRules)) {
	f(&p.rules)
	p.edited = true
	p.desk.Shell.Dress()
	p.ask()
}

// accept keeps the rota as draft and goes to the timeline, where it can be looked at and published.
func (p *Page) accept() {
	plan, result := p.plan, p.result
	p.desk.Change(func(ctx context.Context) (workspace.Done, error) { return p.desk.WS.AcceptBuild(ctx, plan, result) },
		func(workspace.Done) { p.desk.Shell.Go(shell.Route{Page: "rotations"}) }, nil)
}
