package capacity

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/chart"
	"watchbill/forecasting"
	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// span is how far the picture looks back and ahead.
type span struct {
	name  string
	days  int
	ahead int    // days the forecasts reach: the same for the shorter spans, so that dates do not move with the picture
	none  string // no date within it
}

var spans = []span{
	{"90 d", 90, 180, "not in 6 mo"},
	{"6 mo", 180, 180, "not in 6 mo"},
	{"1 y", 365, 365, "not in a year"},
}

const defaultSpan = 1

func spanNames() []string {
	names := make([]string, len(spans))
	for i, s := range spans {
		names[i] = s.name
	}
	return names
}

// methodNames are the choices of the method field: automatic, then those that can be pinned.
func methodNames() []string {
	names := []string{"Automatic"}
	for _, m := range forecasting.Methods() {
		words := m.Name()
		names = append(names, strings.ToUpper(words[:1])+words[1:])
	}
	return names
}

// detail is the right of the page: one resource.
func (p *Page) detail(v workspace.CapacityView) fyne.CanvasObject {
	col := widgets.Col(theme.Gap3, p.titleRow(v))
	if banner := p.notice(v); banner != nil {
		col.Add(banner)
	}
	if v.Samples == 0 {
		col.Add(p.noSamples(v))
		return widgets.Scroll(widgets.Pad(theme.Gap3, theme.Gap4, theme.Gap3, theme.Gap4, col))
	}
	col.Add(newFold(640, widgets.FigureRow(p.figures(v)...), func() fyne.CanvasObject {
		cells := p.figures(v)
		return widgets.Col(theme.Gap2, widgets.FigureRow(cells[:3]...), widgets.FigureRow(cells[3:]...))
	}))
	col.Add(p.tools(v))
	col.Add(widgets.Grow(p.center(v)))
	col.Add(newFold(640, widgets.Grid(2, theme.Gap3, p.advice(v), p.basis(v)), func() fyne.CanvasObject {
		return widgets.Col(theme.Gap3, p.advice(v), p.basis(v))
	}))
	return widgets.Scroll(widgets.Pad(theme.Gap3, theme.Gap4, theme.Gap3, theme.Gap4, col))
}

func (p *Page) titleRow(v workspace.CapacityView) fyne.CanvasObject {
	tone, words := p.badge(v)
	more := widgets.NewIconButton(theme.IconMore, "More for this resource", nil).WithID("capacity.more")
	more.OnTapped = func() { widgets.ShowMenuBelow(more, p.items(v)) }
	return newHeadline(widgets.Heading(v.Resource.Name), widgets.Badge(tone, words), widgets.Ellipsis(widgets.Caption(facts(v)).In(theme.Text2).Right()), more)
}

// facts are owner and limit, as far as they are set.
func facts(v workspace.CapacityView) string {
	var parts []string
	if v.Owner != "" {
		parts = append(parts, "owner "+v.Owner)
	}
	if v.Resource.HasLimit() {
		parts = append(parts, "limit "+quantity(v.Resource.Limit, v.Resource.Unit))
	}
	if v.Samples > 0 {
		parts = append(parts, dailyWords[v.Resource.Daily])
	}
	return strings.Join(parts, " · ")
}

var dailyWords = map[model.Daily]string{
	model.DailyMax: "highest of each day", model.DailyP95: "95th percentile of each day", model.DailyMean: "mean of each day", model.DailyLast: "last of each day",
}

// badge is the state, with the days that are left where an order is due.
func (p *Page) badge(v workspace.CapacityView) (widgets.Tone, string) {
	tone, words := p.state(v)
	if s := v.Standing(p.data.now); s == workspace.OrderSoon && v.Resource.LeadDays > 0 {
		words = "order due in " + model.Count(daysUntil(v.OrderBy.Time, p.data.now), "day", "days")
	}
	return tone, words
}

func daysUntil(t, now time.Time) int { return int(t.Sub(now).Hours()/24 + 0.999) }

// notice is what stands above the picture where something is missing, with the way to mend it.
func (p *Page) notice(v workspace.CapacityView) fyne.CanvasObject {
	load := func() fyne.CanvasObject {
		return widgets.NewButton("Import…", func() { p.importInto(v.Resource.ID) }).Small().WithID("capacity.notice.import")
	}
	switch {
	case v.Samples == 0:
		return nil
	case v.Result == nil && v.Resource.Method != "" && len(v.Series.Values) > 0:
		auto := widgets.NewButton("Use automatic", func() { p.pin(0) }).Small().WithID("capacity.notice.auto")
		return widgets.Banner(widgets.Warn, v.Problem, auto)
	case v.Result == nil:
		return widgets.Banner(widgets.Warn, v.Problem, load())
	case v.Old:
		return widgets.Banner(widgets.Warn, fmt.Sprintf("The samples end on %s. Dates from so old a past say nothing about today: import newer samples.", model.FormatDate(v.Last, p.data.now)), load())
	case !v.Resource.HasLimit():
		set := widgets.NewButton("Set the limit…", func() { p.edit(v.Resource, "limit") }).Small().WithID("capacity.notice.limit")
		return widgets.Banner(widgets.Info, "Without a limit there is no date. Set at how much it is full to see when, and by when to order.", set)
	}
	return nil
}

func (p *Page) noSamples(v workspace.CapacityView) fyne.CanvasObject {
	load := widgets.NewButton("Import a CSV…", func() { p.importInto(v.Resource.ID) }).WithIcon(theme.IconDownload).Primary().WithID("capacity.first-import")
	return widgets.Panel(widgets.Head{Title: "No samples yet"}, widgets.PadAll(theme.Gap3, widgets.Col(theme.Gap3,
		widgets.BodyPara("Bring the history of "+v.Resource.Name+": a file of times and values, as your monitoring exports it. A forecast needs a week of samples and is worth more with four. You can also drop the file on this window."),
		widgets.Row(0, load, widgets.Grow()))))
}

// tools are the method at the left, and how the picture is shown at the right.
func (p *Page) tools(v workspace.CapacityView) fyne.CanvasObject {
	p.method.Choose(methodIndex(v.Resource.Method))
	p.span.EnableIf("")
	if v.Step == "hour" {
		p.span.DisableBecause("With less than two weeks of samples the forecast is by the hour and reaches 14 days.")
	}
	copyAll := widgets.NewIconButton(theme.IconCopy, "Copy the numbers for a spreadsheet", p.copyNumbers).WithID("capacity.copy-numbers")
	return widgets.Row(theme.Gap2, widgets.Caption("Method"), widgets.Fixed(230, 0, p.method), widgets.Grow(), p.span, p.tables, copyAll)
}

// methodIndex is where a stored method stands among the choices, -1 for one this version does not know.
func methodIndex(stored string) int {
	if stored == "" {
		return 0
	}
	at := slices.Index(forecasting.Methods(), forecasting.Method(stored))
	if at < 0 {
		return -1
	}
	return at + 1
}

// pin stores the method of the resource; the first choice lets the past decide.
func (p *Page) pin(i int) {
	v, ok := p.current()
	if !ok {
		return
	}
	r := v.Resource
	r.Method = ""
	if i > 0 {
		r.Method = string(forecasting.Methods()[i-1])
	}
	p.desk.Change(func(ctx context.Context) (workspace.Done, error) { return p.desk.WS.SaveResource(ctx, r) }, nil, nil)
}

// look changes how far the page looks; only a longer forecast is read anew.
func (p *Page) look(i int) {
	if spans[i].ahead != p.data.ahead {
		p.desk.Shell.Reload()
		return
	}
	p.again()
}

// again shows the selected resource anew.
func (p *Page) again() {
	if v, ok := p.current(); ok {
		p.side.Objects = []fyne.CanvasObject{p.detail(v)}
		p.side.Refresh()
	}
}

func (p *Page) toggleTable() {
	if v, ok := p.current(); ok && v.Samples > 0 {
		p.asTable = !p.asTable
		p.again()
	}
}

const pictureHeight = 300

// center is the picture, or its numbers.
func (p *Page) center(v workspace.CapacityView) fyne.CanvasObject {
	if p.asTable {
		p.numbers.show(v, p.data.now)
		return widgets.Card(widgets.Fixed(0, pictureHeight, p.numbers.table))
	}
	p.picture.show(v, p.data.now, spans[p.span.Chosen()].days)
	return widgets.Card(widgets.PadAll(1, p.picture.chart))
}

// advice is what to do, in the words to mail.
func (p *Page) advice(v workspace.CapacityView) fyne.CanvasObject {
	head := widgets.Head{Title: "What to do", Right: []fyne.CanvasObject{widgets.NewPlainLink("Copy for mail", p.copyMail).WithIcon(theme.IconCopy).WithID("capacity.mail")}}
	tone, words := p.state(v)
	if tone == widgets.Bad || tone == widgets.Warn {
		head.Beside = []fyne.CanvasObject{widgets.Badge(tone, words)}
	}
	return quietPanel(head, widgets.BodyPara(v.Advice(p.data.now)))
}

// basis is why the forecast is as it is.
func (p *Page) basis(v workspace.CapacityView) fyne.CanvasObject {
	head := widgets.Head{Title: "Why this forecast"}
	if ok, _ := p.canTry(); ok {
		head.Right = []fyne.CanvasObject{widgets.NewLink("How it did", p.showPast).WithID("capacity.past")}
	}
	all := v.Basis()
	if len(all) == 0 {
		return quietPanel(head, widgets.BodyPara("There is no forecast yet: "+v.Problem).In(theme.Text2))
	}
	return quietPanel(head, widgets.BodyPara(strings.Join(all, " ")))
}

// quietPanel is a card whose title row has no rule below, as for a few sentences.
func quietPanel(head widgets.Head, body fyne.CanvasObject) fyne.CanvasObject {
	row := widgets.Row(theme.Gap2, widgets.Bold(head.Title))
	for _, o := range head.Beside {
		row.Add(o)
	}
	row.Add(widgets.Grow())
	for _, o := range head.Right {
		row.Add(o)
	}
	return widgets.Card(widgets.Pad(theme.Gap2, theme.Gap3, theme.Gap3, theme.Gap3, widgets.Col(theme.Gap1, widgets.Fixed(0, 24, row), body)))
}

// copyMail puts what to do, the figures and the reasons on the clipboard.
func (p *Page) copyMail() {
	if v, ok := p.current(); ok {
		p.desk.Copy(v.MailText(p.data.now), fmt.Sprintf("What to do about %s", v.Resource.Name))
	}
}

// quantity writes a value with its unit.
func quantity(x float64, unit string) string { return strings.TrimSpace(number(x) + " " + unit) }

// number writes a value, millions in words; the minus is an en dash, for want of a real one in the font.
func number(x float64) string {
	if math.Abs(x) >= 1e6 {
		return dashed(chart.Amount(x))
	}
	return dashed(model.FormatQuantity(x))
}

func dashed(s string) string {
	if rest, ok := strings.CutPrefix(s, "-"); ok {
		return "–" + rest
	}
	return s
}
