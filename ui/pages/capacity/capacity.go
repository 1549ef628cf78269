// Package capacity is the page of what can run full: each resource with its past, the fan of its forecast, the day it meets its
// limit, and the day to order by. A manager looks here before a budget round and whenever Today warns, and must see which is first,
// how sure that is, why, and have one sentence to mail.
package capacity

import (
	"context"
	"math"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/shell"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// Page is the list of resources with the selected one beside it.
type Page struct {
	desk *desk.Desk
	data data

	body    *fyne.Container
	side    *fyne.Container // the selected resource
	filter  *widgets.Entry
	sort    *widgets.Select
	list    *widgets.List
	foot    *widgets.Text
	method  *widgets.Select
	span    *widgets.Segments
	tables  *widgets.Button
	picture *picture
	numbers *numbers

	shown   []workspace.CapacityView
	chosen  model.ID // the resource beside the list
	wanted  model.ID // to be chosen once its view is there
	asTable bool     // its numbers instead of its picture
	pending func()   // what the route asks for, once the data are there
}

// data is what the page shows, read at one moment.
type data struct {
	team   model.Team
	zone   *time.Location
	now    time.Time
	people []model.Person
	views  []workspace.CapacityView // the most urgent first
	ahead  int                      // days the forecasts reach
}

// New is the page.
func New(d *desk.Desk) *Page {
	p := &Page{desk: d, body: widgets.Stack(widgets.PadAll(theme.Gap4, widgets.Skeleton(640, 320))), side: widgets.Stack()}
	p.filter = widgets.NewEntry("Find").WithIcon(theme.IconSearch).WithID("capacity.filter")
	p.filter.OnChanged = func(string) { p.narrow() }
	p.sort = widgets.NewSelect(orderNames(), 0, func(int) { p.narrow() }).WithID("capacity.sort")
	p.list = widgets.NewList(theme.ListRowHeight, func() fyne.CanvasObject { return widgets.NewItemRow() }, p.fillRow).WithID("capacity.list")
	p.list.OnSelected, p.list.OnMenu = p.choose, p.menu
	p.list.RowID = func(i int) string { return "capacity.row." + p.shown[i].Resource.Name }
	p.foot = widgets.Caption("").Cut()
	p.method = widgets.NewSelect(methodNames(), 0, p.pin).WithID("capacity.method")
	p.span = widgets.NewSegments(spanNames(), defaultSpan, p.look).WithID("capacity.span")
	p.tables = widgets.NewIconButton(theme.IconTable, "The numbers as a table (T)", p.toggleTable).WithID("capacity.table")
	p.picture = newPicture(d.Shell.Runner())
	p.numbers = newNumbers()
	return p
}

func (p *Page) Title() string { return "Capacity" }

func (p *Page) Content() fyne.CanvasObject { return p.body }

// Stale: the clock matters only when a new day begins.
func (p *Page) Stale(c workspace.Change) bool {
	if c.Touches(workspace.Capacity, workspace.People, workspace.Teams) {
		return true
	}
	return c.Touches(workspace.Clock) && p.data.zone != nil && model.DateOf(p.desk.WS.Now().In(p.data.zone)) != model.DateOf(p.data.now)
}

func (p *Page) Keys() string {
	if len(p.data.views) == 0 {
		return ""
	}
	return "Up, Down choose · Enter edit · T table · wheel zooms, drag moves the picture · Left, Right a day"
}

func (p *Page) FocusFilter() { p.filter.Focus() }

// New starts a new resource.
func (p *Page) New() { p.edit(model.Resource{Limit: math.NaN()}) }

// Escape goes back from the table to the picture.
func (p *Page) Escape() bool {
	if !p.asTable {
		return false
	}
	p.toggleTable()
	return true
}

// TypedKey implements shell.KeyTyper.
func (p *Page) TypedKey(k *fyne.KeyEvent) bool {
	v, ok := p.current()
	switch {
	case !ok:
		return false
	case k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter:
		p.edit(v.Resource)
	case k.Name == fyne.KeyT:
		p.toggleTable()
	case k.Name == fyne.KeyDelete:
		p.delete(v.Resource)
	default:
		return false
	}
	return true
}

// Open shows a resource by its id, imports a file ("import:/path"), asks for one ("import"), or starts a new resource ("new").
func (p *Page) Open(arg string) {
	p.pending = nil
	path, isFile := strings.CutPrefix(arg, "import:")
	switch {
	case isFile:
		p.pending = func() { p.importFrom(path, p.namesake(path)) }
	case arg == "import":
		p.pending = p.importFile
	case arg == "new":
		p.pending = p.New
	default:
		if id, err := strconv.ParseInt(arg, 10, 64); err == nil {
			p.chosen = model.ID(id)
			p.filter.SetText("")
		}
	}
}

// Actions stand in the header.
func (p *Page) Actions() []fyne.CanvasObject {
	all := []fyne.CanvasObject{widgets.NewButton("Import…", p.importFile).WithIcon(theme.IconDownload).WithID("capacity.import")}
	if len(p.data.views) > 0 {
		report := widgets.NewButton("Report", nil).WithIcon(theme.IconReport).WithID("capacity.report")
		report.OnTapped = func() { widgets.ShowMenuBelow(report, p.reportItems()) }
		all = append(all, report)
	}
	return append(all, widgets.NewButton("Add resource…", p.New).WithIcon(theme.IconPlus).Primary().WithID("capacity.add"))
}

// Commands are what the palette offers here.
func (p *Page) Commands() []shell.Command {
	v, ok := p.current()
	has := func() (bool, string) { return ok, "choose a resource first" }
	drawn := func() (bool, string) { return ok && v.Samples > 0, "there is nothing to draw yet" }
	return []shell.Command{
		{ID: "capacity.add", Title: "Add a resource…", Group: "Capacity", Run: p.New},
		{ID: "capacity.import", Title: "Import samples from CSV…", Group: "Capacity", Words: "metrics prometheus file", Run: p.importFile},
		{ID: "capacity.edit", Title: "Edit this resource…", Group: "Capacity", Words: "limit unit lead time owner", Enabled: has, Run: func() { p.edit(v.Resource) }},
		{ID: "capacity.delete", Title: "Delete this resource…", Group: "Capacity", Shortcut: "Del", Enabled: has, Run: func() { p.delete(v.Resource) }},
		{ID: "capacity.table", Title: "Numbers as a table", Group: "Capacity", Words: "dates p10 p50 p90 values", Enabled: drawn, Run: p.toggleTable},
		{ID: "capacity.mail", Title: "Copy what to do for mail", Group: "Capacity", Words: "text advice", Enabled: has, Run: p.copyMail},
		{ID: "capacity.past", Title: "How the forecast did on the past…", Group: "Capacity", Words: "backtest accuracy", Enabled: p.canTry, Run: p.showPast},
		{ID: "capacity.pdf", Title: "Report of this resource as PDF…", Group: "Capacity", Words: "export print", Enabled: drawn, Run: p.exportPDF},
		{ID: "capacity.all", Title: "Report of all resources as PDF…", Group: "Capacity", Words: "export print orders", Enabled: has, Run: p.exportAll},
		{ID: "capacity.png", Title: "Chart of this resource as PNG…", Group: "Capacity", Words: "export image picture", Enabled: drawn, Run: p.exportPNG},
	}
}

// Load implements shell.Page.
func (p *Page) Load(ctx context.Context) (func(), error) {
	ws := p.desk.WS
	ahead := spans[p.span.Chosen()].ahead
	d := data{now: ws.Now(), zone: time.UTC, ahead: ahead}
	var err error
	d.team, err = ws.Team(ctx)
	if model.CodeOf(err) == model.NotFound {
		return func() { p.show(d) }, nil
	}
	if err != nil {
		return nil, err
	}
	d.zone = desk.Zone(d.team)
	d.now = d.now.In(d.zone)
	if d.people, err = ws.AllPeople(ctx); err != nil {
		return nil, err
	}
	if d.views, err = ws.Capacity(ctx, workspace.Outlook{Days: ahead}); err != nil {
		return nil, err
	}
	return func() { p.show(d) }, nil
}

func (p *Page) show(d data) {
	had := len(p.data.views) > 0
	p.data = d
	switch {
	case len(d.views) == 0:
		p.body.Objects = []fyne.CanvasObject{p.empty()}
	case !had:
		p.body.Objects = []fyne.CanvasObject{widgets.RowFill(0, p.listPanel(), widgets.Grow(p.side))}
	}
	p.narrow()
	p.body.Refresh()
	if do := p.pending; do != nil {
		p.pending = nil
		do()
	}
}

// current is the view of the resource beside the list.
func (p *Page) current() (workspace.CapacityView, bool) {
	for _, v := range p.data.views {
		if v.Resource.ID == p.chosen {
			return v, true
		}
	}
	return workspace.CapacityView{}, false
}

// namesake is the resource that a file's samples most likely belong to: the one named like the file.
func (p *Page) namesake(path string) model.ID {
	for _, v := range p.data.views {
		if strings.EqualFold(v.Resource.Name, nameOf(path)) {
			return v.Resource.ID
		}
	}
	return 0
}

// nameOf is a file's name without folder and endings.
func nameOf(path string) string {
	name := strings.TrimSuffix(filepath.Base(path), ".gz")
	return strings.TrimSuffix(name, filepath.Ext(name))
}

func (p *Page) empty() fyne.CanvasObject {
	return widgets.EmptyState(widgets.Empty{
		Heading:  "Nothing is measured yet",
		Sentence: "This page shows what can run full: how much room is left, when it is likely gone, and by when to order. It needs the history of one resource, such as the disk of a database.",
		Ghost:    []string{"in use", "forecast"},
		Ways: []widgets.Way{
			{
				ID: "empty.import", Icon: theme.IconDownload, Title: "Import a CSV", Sentence: "Times and values as your monitoring exports them. You see everything before it is saved.",
				Points: []string{"most time formats, header or none", "a newer file adds what is new", "or drop the file on this window"}, Action: "Choose a file…", Main: true, Do: p.importFile,
			},
			{
				ID: "empty.add", Icon: theme.IconPlus, Title: "Add a resource", Sentence: "Name, unit, limit and lead time first; its samples later.",
				Points: []string{"every change can be undone"}, Action: "Add resource…", Do: p.New,
			},
			{
				ID: "empty.sample", Icon: theme.IconCapacity, Title: "Open the sample team", Sentence: "Eight resources with half a year of history, in a file of its own.",
				Points: []string{"your file is not touched"}, Action: "Open sample team", Do: p.desk.OpenSample,
			},
		},
	})
}
