// Package reports is the page where a report is chosen, looked at and written as PDF or PNG. What is shown is the page itself,
// drawn by the same code that writes the file, so nothing differs on paper. What stands in a report is decided by workspace and
// report; the package must not work out figures.
package reports

import (
	"context"
	"fmt"
	"io"
	"sync/atomic"

	"fyne.io/fyne/v2"

	"watchbill/chart/pen"
	"watchbill/model"
	"watchbill/report"
	"watchbill/ui/pages/desk"
	"watchbill/ui/shell"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// sideWidth is the width of the choices at the left.
const sideWidth = 292

// Page is the page.
type Page struct {
	desk *desk.Desk
	data data

	kind    int
	asked   atomic.Pointer[request] // for loading, which runs off the window's thread
	choices *choices
	list    *widgets.List
	options *fyne.Container
	view    *preview
	content fyne.CanvasObject
	body    *fyne.Container
}

// request is the report that is asked for.
type request struct {
	kind int
	choice
}

// data is what is shown, read at one moment.
type data struct {
	kind      int
	team      model.Team
	today     model.Date
	rotations []model.Rotation
	resources []model.Resource
	pages     *report.Pages
	warning   string // what is wrong with the pages; "" for nothing
	file      string // name offered for the file, without extension
}

// New is the page.
func New(d *desk.Desk) *Page {
	p := &Page{desk: d, body: widgets.Stack(), options: widgets.Stack(), view: newPreview(d)}
	p.choices = newChoices(p.changed, p.editRates)
	p.ask()
	p.list = widgets.NewList(theme.ListRowHeight, func() fyne.CanvasObject { return widgets.NewItemRow() }, func(i int, o fyne.CanvasObject) {
		o.(*widgets.ItemRow).Set(widgets.Item{Title: kinds[i].title, Note: kinds[i].note})
	}).Whole().WithID("reports.list")
	p.list.RowID = func(i int) string { return "reports." + kinds[i].route }
	p.list.OnSelected = p.choose
	p.list.SetLength(len(kinds))
	p.list.Select(0)
	side := widgets.Panel(widgets.Head{Title: "Which report"}, p.list, widgets.HRule(), widgets.Fixed(1, 0, widgets.PadAll(theme.Gap3, p.options)))
	left := widgets.Scroll(widgets.Pad(theme.Gap3, 0, theme.Gap3, theme.Gap4, widgets.Col(0, side)))
	p.content = widgets.RowFill(theme.Gap3, widgets.Fixed(sideWidth, 0, left), widgets.Grow(p.view.content))
	p.body.Objects = []fyne.CanvasObject{p.content}
	return p
}

func (p *Page) Title() string { return "Reports" }

func (p *Page) Content() fyne.CanvasObject { return p.body }

func (p *Page) Stale(c workspace.Change) bool {
	return c.Touches(workspace.Teams, workspace.People, workspace.Rotations, workspace.Shifts, workspace.Toil, workspace.Capacity, workspace.Settings)
}

func (p *Page) Keys() string {
	if p.data.pages == nil {
		return ""
	}
	return "Left, Right turn the page · Ctrl+S export"
}

// Open implements shell.Opener. The argument names a report and what it is about, such as "toil:Quarter", "oncall:3" with the
// rotation's number, or "capacity:7" with the resource's.
func (p *Page) Open(arg string) {
	if i, scope, ok := kindOf(arg); ok {
		p.kind = i
		p.choices.want(kinds[i].route, scope)
		p.list.Select(i)
		p.ask()
	}
}

// ask notes what the next load is to make.
func (p *Page) ask() { p.asked.Store(&request{p.kind, p.choices.choice}) }

// TypedKey implements shell.KeyTyper.
func (p *Page) TypedKey(k *fyne.KeyEvent) bool { return p.view.typedKey(k) }

// Actions stand in the header.
func (p *Page) Actions() []fyne.CanvasObject {
	if p.data.pages == nil {
		return nil
	}
	var all []fyne.CanvasObject
	if kinds[p.data.kind].route == payRoute {
		all = append(all, widgets.NewButton("CSV for payroll…", p.exportCSV).WithIcon(theme.IconTable).WithHint("A row a person, with plain numbers").WithID("reports.csv"))
	}
	return append(all,
		widgets.NewButton("Page as PNG…", p.exportPNG).WithIcon(theme.IconDownload).WithHint("The page that is shown, as a picture").WithID("reports.png"),
		widgets.NewButton("Export PDF…", p.exportPDF).WithIcon(theme.IconReport).Primary().WithID("reports.pdf"))
}

// Commands are what the palette offers here.
func (p *Page) Commands() []shell.Command {
	ready := func() (bool, string) { return p.data.pages != nil, "there is no report to write yet" }
	all := []shell.Command{
		{ID: "reports.pdf", Title: "Export this report as PDF…", Group: "Reports", Words: "save print file", Shortcut: "Ctrl+S", Enabled: ready, Run: p.exportPDF},
		{ID: "reports.png", Title: "Export this page as PNG…", Group: "Reports", Words: "save picture image file", Enabled: ready, Run: p.exportPNG},
	}
	all = append(all,
		shell.Command{ID: "reports.csv", Title: "Export the pay sheet as CSV…", Group: "Reports", Words: "payroll loads", Enabled: func() (bool, string) {
			return p.data.pages != nil && kinds[p.data.kind].route == payRoute, "choose the report Loads and pay first"
		}, Run: p.exportCSV},
		shell.Command{ID: "reports.rates", Title: "Change what being on call pays…", Group: "Reports", Words: "rates money payroll", Run: p.editRates})
	for i, k := range kinds {
		all = append(all, shell.Command{ID: "reports." + k.route, Title: "Report: " + k.title, Group: "Reports", Run: func() { p.list.Select(i); p.choose(i) }})
	}
	return all
}

func (p *Page) choose(i int) {
	p.kind = i
	p.view.page = 1
	p.changed()
}

// changed hears of another period or scope.
func (p *Page) changed() {
	p.ask()
	p.view.wait()
	p.desk.Shell.Reload()
}

// Load implements shell.Page.
func (p *Page) Load(ctx context.Context) (func(), error) {
	asked := *p.asked.Load()
	d := data{kind: asked.kind}
	var err error
	d.team, err = p.desk.WS.Team(ctx)
	if model.CodeOf(err) == model.NotFound {
		return func() { p.show(d) }, nil
	}
	if err == nil {
		err = d.read(ctx, p.desk.WS, asked.choice)
	}
	return func() { p.show(d) }, err
}

func (d *data) read(ctx context.Context, ws *workspace.Workspace, choice choice) (err error) {
	if d.today, err = ws.Today(ctx); err != nil {
		return err
	}
	if d.rotations, err = ws.Rotations(ctx); err != nil {
		return err
	}
	if d.resources, err = ws.Resources(ctx); err != nil {
		return err
	}
	doc, name, err := kinds[d.kind].make(ctx, ws, d, choice)
	if err != nil {
		return err
	}
	d.pages = report.Build(doc)
	d.warning = pen.Advice(d.pages.Lacking())
	d.file = desk.Slug(d.team.Name) + "-" + name
	return nil
}

func (p *Page) show(d data) {
	p.data = d
	if d.team.ID == 0 {
		p.body.Objects = []fyne.CanvasObject{p.empty()}
		p.body.Refresh()
		return
	}
	p.choices.show(d)
	p.options.Objects = []fyne.CanvasObject{kinds[d.kind].options(p.choices)}
	p.options.Refresh()
	p.view.show(d.pages, d.warning)
	p.body.Objects = []fyne.CanvasObject{p.content}
	p.body.Refresh()
}

func (p *Page) exportPDF() {
	pages := p.data.pages
	p.desk.Save(p.data.file, ".pdf", func(_ context.Context, w io.Writer) error { return pages.WritePDF(w) })
}

// pngDots is the resolution of exported pictures, in dots to the inch: sharp in a mail and on paper.
const pngDots = 150

func (p *Page) exportPNG() {
	pages, page := p.data.pages, p.view.page
	name := p.data.file
	if pages.Count() > 1 {
		name += fmt.Sprintf("-page-%d", page)
	}
	p.desk.Save(name, ".png", func(_ context.Context, w io.Writer) error { return pages.PNG(w, page, pngDots) })
}

func (p *Page) empty() fyne.CanvasObject {
	return widgets.EmptyState(widgets.Empty{
		Heading:  "There is nothing to report on yet",
		Sentence: "This page writes on-call schedules, toil, capacity and a team summary as PDF and PNG, as they are seen here. It needs a team with people.",
		Ways: []widgets.Way{
			{
				ID: "reports.empty.people", Icon: theme.IconPeople, Title: "Add a person", Sentence: "The first person makes the team; rotations, toil and resources follow.", Action: "Add people…", Main: true,
				Do: func() { p.desk.Shell.Go(shell.Route{Page: "people", Arg: "new"}) },
			},
			{ID: "reports.empty.sample", Icon: theme.IconReport, Title: "Look at the sample team", Sentence: "Its reports are full of figures, and the file is one of its own.", Action: "Open sample team", Do: p.desk.OpenSample},
		},
	})
}
