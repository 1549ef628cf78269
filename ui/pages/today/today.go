// Package today is the page a manager looks at first and most often: who is on call now and next, what needs them, and the next
// eight weeks. In two seconds it must answer "is somebody there, and is there anything I have to do".
package today

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/storage"
	"watchbill/ui/pages/desk"
	"watchbill/ui/pages/swapdialog"
	"watchbill/ui/shell"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// Page is the page.
type Page struct {
	desk *desk.Desk
	data data
	body *fyne.Container

	allNeeds bool // all that needs the manager is listed, not only the first
}

// New is the page.
func New(d *desk.Desk) *Page { return &Page{desk: d, body: widgets.Stack()} }

// data is what the page shows, read at one moment.
type data struct {
	team     model.Team
	now      time.Time
	people   map[model.ID]model.Person
	onCall   []workspace.OnCall
	ahead    workspace.CoverageAhead
	toil     workspace.ToilView
	capacity []workspace.CapacityView
	needs    []workspace.Need
	shifts   []model.Shift
	history  []storage.Entry
	backup   workspace.BackupFile
	backups  int
}

func (p *Page) Title() string { return "Today" }

func (p *Page) Sub() string {
	now := p.desk.WS.Now().In(desk.Zone(p.data.team))
	_, week := now.ISOWeek()
	return fmt.Sprintf("%s, week %d", now.Format("Monday 2 January 2006"), week)
}

func (p *Page) Content() fyne.CanvasObject { return p.body }

func (p *Page) Stale(workspace.Change) bool { return true }

// Actions stand in the header.
func (p *Page) Actions() []fyne.CanvasObject {
	if p.data.team.ID == 0 {
		return nil
	}
	log := widgets.NewButton("Log toil", p.logToil).WithIcon(theme.IconToil).WithID("today.toil")
	all := []fyne.CanvasObject{widgets.NewButton("Copy for chat", p.copyForChat).WithIcon(theme.IconCopy).WithID("today.copy"), log}
	if n, ok := p.firstCover(); ok {
		all = append(all, widgets.NewButton("Find cover", func() { p.follow(n) }).WithIcon(theme.IconSwap).Primary().WithID("today.cover"))
	} else {
		log.Primary()
	}
	return all
}

// Commands are what the palette offers here.
func (p *Page) Commands() []shell.Command {
	return []shell.Command{{ID: "today.copy", Title: "Copy who is on call for chat", Group: "Today", Words: "slack message", Run: p.copyForChat}}
}

func (p *Page) firstCover() (workspace.Need, bool) {
	for _, n := range p.data.needs {
		if n.Kind == workspace.NeedCover || n.Kind == workspace.NeedPerson {
			return n, true
		}
	}
	return workspace.Need{}, false
}

// Load implements shell.Page.
func (p *Page) Load(ctx context.Context) (func(), error) {
	ws := p.desk.WS
	d := data{now: ws.Now(), people: map[model.ID]model.Person{}}
	var err error
	d.team, err = ws.Team(ctx)
	if model.CodeOf(err) == model.NotFound {
		return func() { p.show(d) }, nil
	}
	if err != nil {
		return nil, err
	}
	people, err := ws.AllPeople(ctx)
	if err != nil {
		return nil, err
	}
	for _, x := range people {
		d.people[x.ID] = x
	}
	if err := d.read(ctx, ws); err != nil {
		return nil, err
	}
	return func() { p.show(d) }, nil
}

func (d *data) read(ctx context.Context, ws *workspace.Workspace) (err error) {
	if d.onCall, err = ws.OnCall(ctx, d.now); err != nil {
		return err
	}
	if d.ahead, err = ws.CoverageAhead(ctx); err != nil {
		return err
	}
	today, err := ws.Today(ctx)
	if err != nil {
		return err
	}
	if d.toil, err = ws.ToilBrief(ctx, model.LastWeeks(today, 4)); err != nil {
		return err
	}
	if d.capacity, err = ws.Capacity(ctx, workspace.Outlook{}); err != nil {
		return err
	}
	if d.needs, err = ws.Needs(ctx); err != nil {
		return err
	}
	if d.shifts, err = ws.Reader().Duties(ctx, d.team.ID, model.Interval{Start: d.now.AddDate(0, 0, -14), End: d.now.Add(workspace.Ahead)}); err != nil {
		return err
	}
	if d.history, err = ws.Reader().History(ctx, 0, 4); err != nil {
		return err
	}
	backups, err := ws.Backups()
	if d.backups = len(backups); d.backups > 0 {
		d.backup = backups[0]
	}
	return err
}

func (p *Page) show(d data) {
	p.data = d
	switch {
	case d.team.ID == 0 || len(d.people) == 0 && len(d.onCall) == 0:
		p.body.Objects = []fyne.CanvasObject{p.firstRun()}
	default:
		p.body.Objects = []fyne.CanvasObject{widgets.Scroll(widgets.Pad(theme.Gap3, theme.Gap4, theme.Gap3, theme.Gap4, p.panels()))}
	}
	p.body.Refresh()
}

func (p *Page) panels() fyne.CanvasObject {
	left := widgets.Col(theme.Gap3)
	if len(p.data.onCall) == 0 {
		left.Add(p.noRotation())
	}
	for _, o := range p.data.onCall {
		left.Add(p.rotationPanel(o))
	}
	if len(p.data.onCall) > 0 {
		left.Add(p.nextWeeks())
	}
	right := widgets.Col(theme.Gap3, p.needsPanel(), p.backupPanel(), p.latelyPanel())
	return widgets.Col(theme.Gap3, p.figures(), widgets.RowTop(theme.Gap3, widgets.GrowBy(2, left), widgets.GrowBy(1, right)))
}

func (p *Page) logToil() { p.desk.Shell.Go(shell.Route{Page: "toil", Arg: "log"}) }

// follow goes where a need is dealt with.
func (p *Page) follow(n workspace.Need) {
	switch n.Kind {
	case workspace.NeedCapacity:
		p.desk.Shell.Go(shell.Route{Page: "capacity", Arg: fmt.Sprint(n.Resource)})
	case workspace.NeedToil:
		p.desk.Shell.Go(shell.Route{Page: "toil"})
	case workspace.NeedShare:
		p.desk.Shell.Go(shell.Route{Page: "people", Arg: "loads"})
	case workspace.NeedSwap:
		p.desk.Shell.Go(shell.Route{Page: "swaps", Arg: fmt.Sprint(n.Swap)})
	case workspace.NeedBackup:
		p.backUp()
	case workspace.NeedPublishing:
		if n.Target == 0 { // a calendar that could not be read
			p.desk.Shell.Go(shell.Route{Page: "settings", Arg: "calendars"})
			return
		}
		p.publishNow(n.Target)
	case workspace.NeedPublish:
		p.desk.Shell.Go(shell.Route{Page: "rotations", Arg: fmt.Sprintf("draft:%d", n.Rotation)})
	case workspace.NeedCover, workspace.NeedPerson, workspace.NeedDouble:
		if n.Shift != 0 { // else it is a gap, which has no shift yet
			swapdialog.Cover(p.desk, n.Shift)
			return
		}
		p.lookAt(n)
	default:
		p.lookAt(n)
	}
}

// lookAt shows on the timeline what needs the manager.
func (p *Page) lookAt(n workspace.Need) {
	p.desk.Shell.Go(shell.Route{Page: "rotations", Arg: fmt.Sprintf("at:%d:%d", n.When.Unix(), n.Shift)})
}

// publishNow puts a calendar to its target, and says what stands in the way where that fails.
func (p *Page) publishNow(target model.ID) {
	p.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		done, err := p.desk.WS.PublishTarget(ctx, target, workspace.PublishOptions{})
		return func() {
			p.desk.Say("Published: " + done.Target.Name + ", " + model.Count(done.Result.Events, "shift", "shifts"))
			p.desk.Shell.Reload()
		}, err
	}, nil)
}

func (p *Page) backUp() {
	p.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		b, err := p.desk.WS.Backup(ctx, "")
		return func() {
			p.desk.Say("Backed up and checked: " + b.Path)
			p.desk.Shell.Reload()
		}, err
	}, nil)
}

// copyForChat puts who is on call now and next on the clipboard, as plain lines.
func (p *Page) copyForChat() {
	p.desk.Copy(workspace.ChatText(p.data.onCall, p.data.now), "Who is on call")
}

// firstRun is the page before there is anything: three honest ways to begin.
func (p *Page) firstRun() fyne.CanvasObject {
	return widgets.EmptyState(widgets.Empty{
		Heading:  "Nobody is on call yet",
		Sentence: "This page will show who is on call now and next, what needs you, and the next 8 weeks. It needs people and one rotation.",
		Ghost:    []string{"primary", "secondary"},
		Ways: []widgets.Way{
			{
				ID: "first.sample", Icon: theme.IconPeople, Title: "Open the sample team", Sentence: "Eight people, two rotations, half a year of toil and eight resources, to try everything.",
				Points: []string{"kept in a file of its own", "nothing is published", "close it when you have seen enough"}, Action: "Open sample team", Main: true, Do: p.desk.OpenSample,
			},
			{
				ID: "first.empty", Icon: theme.IconPlus, Title: "Start empty", Sentence: "Three steps: who is in the team, how the rotation turns, build the first rota.",
				Points: []string{"about 5 minutes for 8 people", "every step can be undone", "no account, no server"}, Action: "Add people…", Do: func() { p.desk.Shell.Go(shell.Route{Page: "people", Arg: "new"}) },
			},
			{
				ID: "first.import", Icon: theme.IconDownload, Title: "Import", Sentence: "Bring people and shifts from what you use now. You see everything before it is saved.",
				Points: []string{"people from CSV", "shifts from iCalendar or CSV", "or drop a file on this window"}, Action: "Choose a file…", Do: func() { p.desk.Shell.Go(shell.Route{Page: "people", Arg: "import"}) },
			},
		},
		Note: "Everything stays in one file on this computer: " + p.desk.WS.Path() + ". Nothing is sent anywhere.",
	})
}

func (p *Page) noRotation() fyne.CanvasObject {
	add := widgets.NewButton("Add rotation…", func() { p.desk.Shell.Go(shell.Route{Page: "rotations", Arg: "new"}) }).WithIcon(theme.IconPlus).Primary().WithID("today.add-rotation")
	return widgets.Panel(widgets.Head{Title: "Nobody is on call yet"}, widgets.PadAll(theme.Gap3, widgets.Col(theme.Gap3,
		widgets.BodyPara("The team has people but no rotation. Say how the turns go round, and build the first rota."), widgets.Row(0, add, widgets.Grow()))))
}
