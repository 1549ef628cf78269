package capacity

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

const listWidth = 248

// order is a way to sort the list.
type order struct {
	name string
	by   func(a, b workspace.CapacityView) int // nil: as read, the most urgent first
}

var orders = []order{
	{"Soonest", nil},
	{"Name", func(a, b workspace.CapacityView) int {
		return strings.Compare(strings.ToLower(a.Resource.Name), strings.ToLower(b.Resource.Name))
	}},
	{"Headroom", func(a, b workspace.CapacityView) int { return cmp.Compare(room(a), room(b)) }},
}

func orderNames() []string {
	names := make([]string, len(orders))
	for i, o := range orders {
		names[i] = o.name
	}
	return names
}

// room is the share of the limit that is left; resources without a limit come last.
func room(v workspace.CapacityView) float64 {
	if _, share, ok := v.Headroom(); ok {
		return share
	}
	return math.Inf(1)
}

// listPanel is the left of the page: filter and order, the resources, what the rows show.
func (p *Page) listPanel() fyne.CanvasObject {
	head := widgets.Pad(theme.Gap2, theme.Gap3, theme.Gap2, theme.Gap3, widgets.Row(theme.Gap2, widgets.Grow(p.filter), widgets.Fixed(96, 0, p.sort)))
	foot := widgets.Pad(theme.Gap2, theme.Gap3, theme.Gap2, theme.Gap3,
		widgets.Col(0, widgets.Caption("line: 90 days, top: limit, date: full P50").Cut(), p.foot))
	col := widgets.Col(0, head, widgets.HRule(), widgets.Grow(p.list), widgets.HRule(), foot)
	return widgets.Fixed(listWidth, 0, widgets.On(theme.Surface, widgets.RowFill(0, widgets.Grow(col), widgets.VRule())))
}

// narrow shows the resources that the filter fits, in order, and keeps the selection.
func (p *Page) narrow() {
	if slices.ContainsFunc(p.data.views, func(v workspace.CapacityView) bool { return v.Resource.ID == p.wanted }) {
		p.chosen, p.wanted = p.wanted, 0
		p.filter.SetText("")
	}
	p.shown = nil
	want := strings.Fields(strings.ToLower(p.filter.Text()))
	for _, v := range p.data.views {
		if fits(v, want) {
			p.shown = append(p.shown, v)
		}
	}
	if by := orders[p.sort.Chosen()].by; by != nil {
		slices.SortStableFunc(p.shown, by)
	}
	p.foot.SetText(p.newest())
	p.list.SetLength(len(p.shown))
	if len(p.shown) == 0 {
		p.chosen = 0
		p.side.Objects = []fyne.CanvasObject{p.nothingFits()}
		p.side.Refresh()
		return
	}
	at := max(0, slices.IndexFunc(p.shown, func(v workspace.CapacityView) bool { return v.Resource.ID == p.chosen }))
	p.list.Select(at)
	p.choose(at)
}

// fits reports whether name, unit or owner hold every word.
func fits(v workspace.CapacityView, words []string) bool {
	text := strings.ToLower(v.Resource.Name + " " + v.Resource.Unit + " " + v.Owner)
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
}

func (p *Page) nothingFits() fyne.CanvasObject {
	if len(p.data.views) == 0 {
		return widgets.Stack()
	}
	clear := widgets.NewButton("Show all "+model.Count(len(p.data.views), "resource", "resources"), func() { p.filter.SetText("") }).WithID("capacity.show-all")
	return widgets.PadAll(theme.Gap4, widgets.Col(theme.Gap3, widgets.Heading("No resource fits the filter"),
		widgets.BodyPara(fmt.Sprintf("No name, unit or owner contains “%s”.", p.filter.Text())).In(theme.Text2), widgets.Row(0, clear, widgets.Grow())))
}

// newest says how fresh the samples are.
func (p *Page) newest() string {
	var last time.Time
	for _, v := range p.data.views {
		if v.Last.After(last) {
			last = v.Last
		}
	}
	if last.IsZero() {
		return "no samples yet"
	}
	return "newest sample " + model.FormatTime(last, p.data.now)
}

func (p *Page) fillRow(i int, o fyne.CanvasObject) {
	v := p.shown[i]
	title, rest := splitName(v.Resource.Name)
	tone, words := p.state(v)
	item := widgets.Item{Title: title, Rest: rest, Tone: tone, Note: words, Value: p.fullWords(v), Series: recent(v), Limit: v.Resource.Limit, Near: tone == widgets.Bad}
	o.(*widgets.ItemRow).Set(item)
}

// splitName sets the last word of a name apart: "db-payments" and "disk".
func splitName(name string) (title, rest string) {
	if i := strings.LastIndexByte(name, ' '); i > 0 {
		return name[:i], name[i+1:]
	}
	return name, ""
}

// recent is the series of the last 90 days; what is measured by the hour is shorter than that.
func recent(v workspace.CapacityView) []float64 {
	values := v.Series.Values
	if v.Step == "hour" {
		return values
	}
	return values[max(0, len(values)-90):]
}

// state says in a few words what a resource asks for.
func (p *Page) state(v workspace.CapacityView) (widgets.Tone, string) {
	switch v.Standing(p.data.now) {
	case workspace.AtLimit:
		return widgets.Bad, "at its limit"
	case workspace.OrderOverdue:
		return widgets.Bad, "order overdue, " + p.day(v.OrderBy.Time)
	case workspace.OrderSoon:
		if v.Resource.LeadDays == 0 {
			return widgets.Bad, "full from " + p.soon(v.Earliest.Time)
		}
		return widgets.Bad, "order by " + p.soon(v.OrderBy.Time)
	case workspace.Watch:
		if v.Resource.LeadDays == 0 {
			return widgets.Warn, "watch, P10 " + p.soon(v.Earliest.Time)
		}
		return widgets.Warn, "watch, order by " + p.soon(v.OrderBy.Time)
	case workspace.SamplesEnd:
		return widgets.Warn, "samples end " + v.Last.Format("2 Jan 2006")
	case workspace.NoLimit:
		return widgets.Info, "no limit set"
	case workspace.NoForecast:
		return widgets.Info, "no forecast yet"
	case workspace.NoSamples:
		return widgets.Info, "no samples"
	}
	if v.Earliest.Known {
		return widgets.Good, "fine, P10 " + v.Earliest.Format("Jan 2006")
	}
	if _, share, ok := v.Headroom(); ok {
		return widgets.Good, fmt.Sprintf("fine, %s in use", model.FormatPercent(1-share))
	}
	return widgets.Good, "fine"
}

// fullWords is the likely day it is full, or why there is none.
func (p *Page) fullWords(v workspace.CapacityView) string {
	switch v.Standing(p.data.now) {
	case workspace.NoSamples, workspace.NoForecast, workspace.NoLimit, workspace.SamplesEnd:
		return ""
	case workspace.AtLimit:
		return "full now"
	}
	if v.Full.Known {
		return v.Full.Format("2 Jan 2006")
	}
	if v.Step == "hour" {
		return "not in 14 d"
	}
	return spans[p.span.Chosen()].none
}

// soon writes a day ahead, without its year while no other such day comes before.
func (p *Page) soon(t time.Time) string {
	if t.Before(p.data.now.AddDate(0, 11, 0)) {
		return t.Format("2 Jan")
	}
	return t.Format("2 Jan 2006")
}

// day writes a day, with its year when it is not this one.
func (p *Page) day(t time.Time) string {
	if t.Year() == p.data.now.Year() {
		return t.Format("2 Jan")
	}
	return t.Format("2 Jan 2006")
}

func (p *Page) choose(i int) {
	if i < 0 || i >= len(p.shown) {
		return
	}
	v := p.shown[i]
	if v.Resource.ID != p.chosen {
		p.asTable = false
	}
	p.chosen = v.Resource.ID
	p.side.Objects = []fyne.CanvasObject{p.detail(v)}
	p.side.Refresh()
}

func (p *Page) menu(i int, at fyne.Position) {
	widgets.ShowMenu(p.desk.Shell.Canvas(), at, p.items(p.shown[i]))
}

// items are what can be done with a resource.
func (p *Page) items(v workspace.CapacityView) []widgets.MenuItem {
	r := v.Resource
	why := ""
	if v.Samples == 0 {
		why = "no samples yet"
	}
	return []widgets.MenuItem{
		{Text: "Edit…", Keys: "Enter", Icon: theme.IconEdit, Do: func() { p.edit(r) }},
		{Text: "Import samples into it…", Icon: theme.IconDownload, Do: func() { p.importInto(r.ID) }},
		{Text: "Chart as PNG…", Icon: theme.IconUpload, Reason: why, Do: p.exportPNG},
		{Text: "Report as PDF…", Icon: theme.IconReport, Reason: why, Do: p.exportPDF},
		{Rule: true},
		{Text: "Delete…", Keys: "Del", Icon: theme.IconTrash, Danger: true, Do: func() { p.delete(r) }},
	}
}
