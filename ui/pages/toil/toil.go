// Package toil is the page of toil: log it in one line, see the team and each person against the cap, how that goes over the
// weeks, and which tasks take the hours. Logging has to be quicker than not logging, so one key leads to the line from anywhere
// and Enter saves. The package has no rules of its own: what a line means and what a share is are said by model and workspace.
package toil

import (
	"context"
	"sync/atomic"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/report"
	"watchbill/ui/pages/desk"
	"watchbill/ui/shell"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// periods are the lengths to choose from, all of whole weeks up to yesterday.
var periods = []struct {
	name  string
	weeks int
}{{"Week", 1}, {"4 weeks", 4}, {"Quarter", 13}, {"Year", 52}}

// trendWeeks is how far back the trend goes.
const trendWeeks = 26

// Page is the page.
type Page struct {
	desk *desk.Desk
	data data
	body *fyne.Container

	log      *quickLine
	period   *widgets.Segments
	weeks    atomic.Int32 // of the period, for loading, which runs off the window's thread
	cap      *fyne.Container
	bars     *widgets.Bars
	trend    *fyne.Container
	trendPic *plot
	where    *fyne.Container
	wherePic *plot
	list     *entries
	content  fyne.CanvasObject
	wantLine bool // the route asked for the line, which is not shown yet
	visible  bool
}

// data is what the page shows, read at one moment.
type data struct {
	team    model.Team
	today   model.Date
	people  []model.Person // who can log now
	view    workspace.ToilView
	over    map[model.ID]int // for how many weeks in a row, up to yesterday, a person is above the cap
	trend   report.Toil
	entries []model.ToilEntry // of the period and since, newest first
	recent  []model.ToilEntry // of the last weeks, newest first
	any     bool              // toil was logged at some time
	since   model.Date        // the first entry ever, where it lies well within the period; else zero
}

// New is the page.
func New(d *desk.Desk) *Page {
	p := &Page{desk: d, body: widgets.Stack(), cap: widgets.Stack(), trend: widgets.Stack(), where: widgets.Stack()}
	names := make([]string, len(periods))
	for i, x := range periods {
		names[i] = x.name
	}
	p.period = widgets.NewSegments(names, 1, p.periodChanged).WithID("toil.period")
	p.weeks.Store(int32(periods[1].weeks))
	p.log = newQuickLine(d)
	p.list = newEntries(p)
	p.bars = widgets.NewBars(nil, 1, 0, "").RowHeight(barRow)
	p.trendPic, p.wherePic = newPlot("toil.trend", d), newPlot("toil.where", d)
	p.content = p.layout()
	p.body.Objects = []fyne.CanvasObject{p.content}
	p.expect()
	return p
}

// expect shows grey bars where the panels will stand once they are loaded. The line can be written in already.
func (p *Page) expect() {
	for title, panel := range map[string]*fyne.Container{"Against the cap": p.cap, "Trend": p.trend, "Where it goes": p.where, "Entries": p.list.content} {
		bars := widgets.Col(theme.Gap2, widgets.Skeleton(220, 14), widgets.Skeleton(160, 14), widgets.Skeleton(190, 14))
		panel.Objects = []fyne.CanvasObject{widgets.Panel(widgets.Head{Title: title}, widgets.PadAll(theme.Gap3, bars))}
	}
}

// layout is two rows of panels over the entries, which take what room is left.
func (p *Page) layout() fyne.CanvasObject {
	first := widgets.Columns(theme.Gap3, []float32{61, 39}, p.log.content, p.cap)
	second := widgets.Columns(theme.Gap3, []float32{1, 1}, p.trend, p.where)
	all := widgets.Col(theme.Gap3, first, second, widgets.Grow(widgets.Fixed(0, entriesLeast, p.list.content)))
	return widgets.Scroll(widgets.Pad(theme.Gap3, theme.Gap4, theme.Gap3, theme.Gap4, all))
}

func (p *Page) Title() string { return "Toil" }

func (p *Page) Content() fyne.CanvasObject { return p.body }

func (p *Page) Stale(c workspace.Change) bool {
	return c.Touches(workspace.Toil, workspace.People, workspace.Teams) || c.Touches(workspace.Clock) && p.newDay()
}

// newDay reports whether the page still shows yesterday's today.
func (p *Page) newDay() bool {
	return model.DateOf(p.desk.WS.Now().In(desk.Zone(p.data.team))) != p.data.today
}

func (p *Page) Keys() string {
	if len(p.data.people) == 0 {
		return ""
	}
	return "Ctrl+T log · / filter · Enter edit · Del delete"
}

// Open implements shell.Opener: "log" gives the quick line the keyboard, as soon as the page is there.
func (p *Page) Open(arg string) {
	if arg != "log" {
		return
	}
	if p.visible {
		p.log.entry.Focus()
		return
	}
	p.wantLine = true
	p.desk.Shell.Runner().Run(func() func() { return p.focusLine })
}

// Leave implements shell.Leaver.
func (p *Page) Leave() { p.visible, p.wantLine = false, false }

func (p *Page) focusLine() {
	if p.wantLine {
		p.desk.Shell.Canvas().Focus(p.log.entry.Focusable())
	}
}

func (p *Page) FocusFilter() { p.list.filter.Focus() }

// New starts a new entry: the quick line is the way to do that.
func (p *Page) New() { p.log.entry.Focus() }

// Escape leaves the quick line empty, or clears the filter.
func (p *Page) Escape() bool { return p.log.clear() || p.list.clear() }

// TypedKey implements shell.KeyTyper.
func (p *Page) TypedKey(k *fyne.KeyEvent) bool { return p.list.typedKey(k) }

// Actions stand in the header.
func (p *Page) Actions() []fyne.CanvasObject {
	if len(p.data.people) == 0 {
		return nil
	}
	return []fyne.CanvasObject{
		p.period,
		widgets.NewButton("Report", p.report).WithIcon(theme.IconReport).WithID("toil.report"),
		widgets.NewButton("Log toil", p.New).WithIcon(theme.IconPlus).WithHint("Go to the line (Ctrl+T)").Primary().WithID("toil.log"),
	}
}

// Commands are what the palette offers here.
func (p *Page) Commands() []shell.Command {
	all := []shell.Command{{ID: "toil.report", Title: "Report on toil", Group: "Toil", Words: "pdf png", Run: p.report}}
	for i, x := range periods {
		all = append(all, shell.Command{ID: "toil.period." + x.name, Title: "Toil of the last " + lastWords(x.weeks), Group: "Toil", Run: func() { p.choosePeriod(i) }})
	}
	return append(all, p.list.commands()...)
}

// lastWords are what stands after "the last": "week", "4 weeks", "quarter", "year".
func lastWords(weeks int) string {
	switch weeks {
	case 1:
		return "week"
	case 13:
		return "quarter, 13 weeks"
	case 52:
		return "year, 52 weeks"
	}
	return model.Count(weeks, "week", "weeks")
}

func (p *Page) choosePeriod(i int) {
	p.period.Choose(i)
	p.periodChanged(i)
}

func (p *Page) periodChanged(i int) {
	p.weeks.Store(int32(periods[i].weeks))
	p.desk.Shell.Reload()
}

func (p *Page) report() {
	p.desk.Shell.Go(shell.Route{Page: "reports", Arg: "toil:" + periods[p.period.Chosen()].name})
}

// Load implements shell.Page.
func (p *Page) Load(ctx context.Context) (func(), error) {
	var d data
	var err error
	d.team, err = p.desk.WS.Team(ctx)
	if model.CodeOf(err) == model.NotFound {
		return func() { p.show(d) }, nil
	}
	if err == nil {
		err = d.read(ctx, p.desk.WS, int(p.weeks.Load()))
	}
	return func() { p.show(d) }, err
}

func (d *data) read(ctx context.Context, ws *workspace.Workspace, weeks int) (err error) {
	if d.today, err = ws.Today(ctx); err != nil {
		return err
	}
	if d.people, err = ws.People(ctx); err != nil {
		return err
	}
	period := model.LastWeeks(d.today, weeks)
	if d.view, err = ws.Toil(ctx, period); err != nil {
		return err
	}
	if d.over, err = ws.WeeksOverCap(ctx, d.today); err != nil {
		return err
	}
	if d.trend, err = ws.ToilReport(ctx, model.LastWeeks(d.today, trendWeeks), false); err != nil {
		return err
	}
	// Entries of today count from tomorrow on, but are listed at once.
	since := model.ToilPeriod{From: period.From, Until: d.today.AddDays(2)}
	if d.entries, err = ws.Reader().Toil(ctx, d.team.ID, since); err != nil {
		return err
	}
	lately := model.ToilPeriod{From: d.today.AddDays(-7 * againWeeks), Until: since.Until}
	if d.recent, err = ws.Reader().Toil(ctx, d.team.ID, lately); err != nil {
		return err
	}
	d.any = len(d.entries) > 0 || len(d.recent) > 0
	return d.readBefore(ctx, ws, period)
}

// readBefore finds out what was logged before the period: nothing may mean that logging began within it.
func (d *data) readBefore(ctx context.Context, ws *workspace.Workspace, period model.ToilPeriod) error {
	n := len(d.view.Entries)
	if n > 0 && d.view.Entries[n-1].Day.Before(period.From.AddDays(7)) {
		return nil
	}
	before, err := ws.Reader().Toil(ctx, d.team.ID, model.ToilPeriod{Until: period.From})
	d.any = d.any || len(before) > 0
	if n > 0 && len(before) == 0 {
		d.since = d.view.Entries[n-1].Day
	}
	return err
}

func (p *Page) show(d data) {
	p.data = d
	switch {
	case len(d.people) == 0:
		p.body.Objects = []fyne.CanvasObject{p.nobody()}
	case !d.any:
		p.log.show(d)
		p.body.Objects = []fyne.CanvasObject{p.nothing()}
	default:
		p.log.show(d)
		p.showCap()
		p.showTrend()
		p.showWhere()
		p.list.show()
		p.body.Objects = []fyne.CanvasObject{p.content}
	}
	p.body.Refresh()
	p.visible = true
	if len(d.people) > 0 {
		p.focusLine()
	}
	p.wantLine = false
}

// nobody is the page before there is anybody who could log toil.
func (p *Page) nobody() fyne.CanvasObject {
	return widgets.EmptyState(widgets.Empty{
		Heading:  "Nobody can log toil yet",
		Sentence: "This page shows how much of the team’s hours go into manual, repetitive work, against a cap, and which tasks they are. It needs a person with contracted hours.",
		Ways: []widgets.Way{
			{
				ID: "toil.empty.people", Icon: theme.IconPeople, Title: "Add a person", Sentence: "Name, time zone and hours a week are enough. Then log toil in one line.", Action: "Add people…", Main: true,
				Do: func() { p.desk.Shell.Go(shell.Route{Page: "people", Arg: "new"}) },
			},
			{ID: "toil.empty.sample", Icon: theme.IconToil, Title: "Look at the sample team", Sentence: "Eight people with half a year of toil, kept in a file of its own.", Action: "Open sample team", Do: p.desk.OpenSample},
		},
	})
}

// nothing is the page of a team that has never logged toil: the line is there, and what it is for.
func (p *Page) nothing() fyne.CanvasObject {
	words := widgets.Col(theme.Gap2, widgets.Heading("No toil is logged yet"),
		widgets.BodyPara("Toil is manual, repetitive work that a machine could do: restarts, grants, replays. Log a first piece in the line above, and this page shows "+
			"the share of worked hours it takes against the cap of "+model.FormatPercent(p.data.team.ToilCap)+", the trend by week, and which tasks to automate.").In(theme.Text2),
		widgets.CaptionPara("For example: Restart payout workers 20m @"+p.data.people[0].First()+" yesterday #payouts"),
		widgets.Row(0, widgets.NewButton("Try the first example", p.log.example).WithID("toil.empty.example"), widgets.Grow()))
	col := widgets.Col(theme.Gap3, p.log.content, widgets.Card(widgets.PadAll(theme.Gap4, words)))
	return widgets.Scroll(widgets.Pad(theme.Gap3, theme.Gap4, theme.Gap3, theme.Gap4, col))
}
