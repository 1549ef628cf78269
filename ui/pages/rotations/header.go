package rotations

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/build"
	"watchbill/ui/shell"
	"watchbill/ui/theme"
	"watchbill/ui/timeline"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// Actions stand in the header: the main one is to publish while there is something to publish, else to build.
func (p *Page) Actions() []fyne.CanvasObject {
	if len(p.data.rotations) == 0 {
		return []fyne.CanvasObject{widgets.NewButton("Add rotation…", p.New).WithIcon(theme.IconPlus).Primary().WithID("rotations.add")}
	}
	build := widgets.NewButton("Draft…", func() { p.buildDraft(0) }).WithIcon(theme.IconEdit).WithHint("in the order of the rotation's people").WithID("rotations.draft")
	fair := widgets.NewButton("Build…", p.buildFair).WithIcon(theme.IconBuild).WithHint("the fairest rota, with proof").WithID("rotations.build")
	export := widgets.NewButton("Export…", p.exportCalendar).WithIcon(theme.IconCalendar).WithID("rotations.export")
	more := widgets.NewIconButton(theme.IconMore, "More", nil).WithID("rotations.more")
	more.OnTapped = func() { widgets.ShowMenuBelow(more, p.moreItems()) }
	n := p.changes()
	if n == 0 {
		return []fyne.CanvasObject{export, build, fair.Primary(), more}
	}
	publish := widgets.NewButton(fmt.Sprintf("Publish %s…", model.Count(n, "change", "changes")), p.publish).WithIcon(theme.IconUpload).Primary().WithID("rotations.publish")
	return []fyne.CanvasObject{export, build, fair, publish, more}
}

// changes is how many shifts publishing all drafts would change, add or take away.
func (p *Page) changes() int {
	n := 0
	for _, plan := range p.data.plans {
		n += len(plan.Changes)
	}
	return n
}

func (p *Page) hasDraft() bool { return len(p.data.plans)+len(p.data.broken) > 0 }

func (p *Page) moreItems() []widgets.MenuItem {
	noDraft := ""
	if !p.hasDraft() {
		noDraft = "there is no draft"
	}
	items := []widgets.MenuItem{
		{Text: "Add rotation…", Icon: theme.IconPlus, Keys: "Ctrl+N", Do: p.New},
		{Text: "Import schedule…", Icon: theme.IconDownload, Do: p.importFile},
		{Text: "Discard draft", Icon: theme.IconClose, Reason: noDraft, Do: p.discard},
		{Rule: true},
	}
	for _, r := range p.data.rotations {
		items = append(items, widgets.MenuItem{Text: "Repair " + r.Name + "…", Icon: theme.IconCover, Do: func() { build.Repair(p.desk, r.ID) }})
	}
	for _, r := range p.data.rotations {
		items = append(items, widgets.MenuItem{Text: "Edit " + r.Name + "…", Icon: theme.IconEdit, Do: func() { p.editRotation(r) }})
	}
	for _, r := range p.data.rotations {
		items = append(items, widgets.MenuItem{Text: "Delete " + r.Name + "…", Icon: theme.IconTrash, Danger: true, Do: func() { p.deleteRotation(r) }})
	}
	return items
}

// Toolbar is left what is shown, right how.
func (p *Page) Toolbar() fyne.CanvasObject {
	if len(p.data.rotations) == 0 {
		return nil
	}
	step := func() []fyne.CanvasObject {
		return []fyne.CanvasObject{
			widgets.NewIconButton(theme.IconLeft, "Earlier", func() { p.page(-1) }).WithID("rotations.earlier"),
			widgets.NewButton("Today", p.toToday).WithID("rotations.today"),
			widgets.NewIconButton(theme.IconRight, "Later", func() { p.page(1) }).WithID("rotations.later"),
		}
	}
	wide := widgets.Row(theme.Gap2, p.zooms)
	wide.Objects = append(wide.Objects, step()...)
	wide.Objects = append(wide.Objects, widgets.Grow(widgets.Ellipsis(p.span)), p.rows, p.chips[0], p.chips[1], p.chips[2])
	view := widgets.NewButton("View…", nil).WithIcon(theme.IconFilter).WithID("rotations.view")
	view.OnTapped = func() { widgets.ShowMenuBelow(view, p.viewItems()) }
	narrow := widgets.Row(theme.Gap2, view)
	narrow.Objects = append(narrow.Objects, step()...)
	narrow.Objects = append(narrow.Objects, widgets.Grow(widgets.Ellipsis(p.spanShort)))
	return widgets.Either(wide, narrow)
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
		items = append(items, widgets.MenuItem{Text: word, Icon: tick(p.rows.Chosen() == i), Do: func() { p.rows.Choose(i); p.draw() }})
	}
	items = append(items, widgets.MenuItem{Rule: true})
	for i, word := range layers {
		chip := p.chips[i]
		items = append(items, widgets.MenuItem{Text: word, Icon: tick(chip.On()), Do: func() { chip.Set(!chip.On()); p.draw() }})
	}
	return items
}

// Commands are what the palette offers here.
func (p *Page) Commands() []shell.Command {
	some := func() (bool, string) { return len(p.data.rotations) > 0, "there is no rotation yet" }
	draft := func() (bool, string) { return p.changes() > 0, "there is no draft that changes anything" }
	shift := func() (bool, string) { return p.chosen != 0, "select a shift first" }
	own := []shell.Command{
		{ID: "rotations.add", Title: "Add a rotation…", Group: "Rotations", Run: p.New},
		{ID: "rotations.draft", Title: "Draft in the order of people…", Group: "Rotations", Words: "rota generate", Enabled: some, Run: func() { p.buildDraft(0) }},
		{ID: "rotations.build", Title: "Build the fairest rota…", Group: "Rotations", Words: "generate proof", Enabled: some, Run: p.buildFair},
		{ID: "rotations.repair", Title: "Repair the published rota…", Group: "Rotations", Words: "ill sick cover fewest changes", Enabled: some, Run: p.repair},
		{ID: "rotations.publish", Title: "Publish the draft…", Group: "Rotations", Enabled: draft, Run: p.publish},
		{ID: "rotations.discard", Title: "Discard the draft", Group: "Rotations", Enabled: func() (bool, string) { return p.hasDraft(), "there is no draft" }, Run: p.discard},
		{ID: "rotations.import", Title: "Import a schedule…", Group: "Rotations", Words: "ical csv pagerduty", Run: p.importFile},
		{ID: "rotations.export", Title: "Export a calendar…", Group: "Rotations", Words: "ical ics", Enabled: some, Run: p.exportCalendar},
		{ID: "rotations.swap", Title: "Swap the selected shift…", Group: "Rotations", Enabled: shift, Run: func() { p.chooseSwap(p.data.shiftByID[p.chosen]) }},
		{ID: "rotations.reassign", Title: "Reassign the selected shift…", Group: "Rotations", Words: "cover", Enabled: shift, Run: func() { p.reassign(p.data.shiftByID[p.chosen]) }},
		{ID: "rotations.today", Title: "Show today on the timeline", Group: "Rotations", Enabled: some, Run: p.toToday},
		{ID: "rotations.jump", Title: "Jump to a date…", Group: "Rotations", Enabled: some, Run: p.jump},
	}
	return own
}

// buildFair opens the page that makes the fairest rota, of the selected shift's rotation.
func (p *Page) buildFair() {
	arg := ""
	if s, ok := p.data.shiftByID[p.chosen]; ok {
		arg = fmt.Sprint(s.RotationID)
	} else if len(p.data.rotations) > 0 {
		arg = fmt.Sprint(p.data.rotations[0].ID)
	}
	p.desk.Shell.Go(shell.Route{Page: "rotations/build", Arg: arg})
}

// repair mends what is published with the fewest changes, in the selected shift's rotation or the first that needs cover.
func (p *Page) repair() {
	rotation := p.data.shiftByID[p.chosen].RotationID
	if rotation == 0 && len(p.data.ahead.Away) > 0 {
		rotation = p.data.ahead.Away[0].RotationID
	}
	if rotation == 0 && len(p.data.rotations) > 0 {
		rotation = p.data.rotations[0].ID
	}
	build.Repair(p.desk, rotation)
}

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
	if from.Before(p.data.loaded.Start) || to.After(p.data.loaded.End) {
		p.desk.Shell.Reload()
	}
}

func (p *Page) sayWindow() {
	words := p.from.In(p.data.zone).Format("2 Jan 2006") + " – " + p.to.In(p.data.zone).Add(-time.Second).Format("2 Jan 2006")
	p.span.SetText(words)
	p.spanShort.SetText(words)
}

func (p *Page) key(r rune) {
	switch r {
	case 'r', 'R':
		if s, ok := p.data.shiftByID[p.chosen]; ok {
			p.reassign(s)
		}
	case 'j', 'J':
		p.jump()
	}
}

// jump asks for a date to show.
func (p *Page) jump() {
	date := widgets.NewDateField(p.data.now.In(p.data.zone), p.data.now.In(p.data.zone)).WithID("jump.date")
	d := &widgets.Dialog{ID: "jump", Title: "Which date?", Body: widgets.PadAll(theme.Gap4, date)}
	d.Main = widgets.NewButton("Show", func() {
		at, err := date.Value()
		if err != nil {
			d.ShowProblem(err.Error())
			return
		}
		d.Close()
		p.line.JumpTo(model.DateOf(at).Start(p.data.zone))
		p.moved(p.line.Window())
	}).Primary().WithID("jump.show")
	p.desk.Shell.Open(d)
}

// discard takes the drafts of all rotations away; it can be undone.
func (p *Page) discard() {
	for _, r := range p.data.rotations {
		_, ok := p.data.plans[r.ID]
		_, broken := p.data.broken[r.ID]
		if ok || broken {
			p.desk.Change(func(ctx context.Context) (workspace.Done, error) { return p.desk.WS.DiscardDraft(ctx, r) }, nil, nil)
		}
	}
}

// deleteRotation asks with the impact.
func (p *Page) deleteRotation(r model.Rotation) {
	p.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		impact, err := p.desk.WS.DeleteRotationImpact(ctx, r)
		return func() {
			p.desk.Shell.Open(widgets.Confirm("delete-rotation", "Delete "+r.Name+"?", impact, "Delete rotation", true, func() {
				p.desk.Change(func(ctx context.Context) (workspace.Done, error) { return p.desk.WS.DeleteRotation(ctx, r.ID) }, nil, nil)
			}))
		}, err
	}, nil)
}
