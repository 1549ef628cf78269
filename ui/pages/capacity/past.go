package capacity

import (
	"fmt"
	"image"

	"fyne.io/fyne/v2"

	"watchbill/chart"
	"watchbill/forecasting"
	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// canTry reports whether there are forecasts made on the past to show.
func (p *Page) canTry() (bool, string) {
	v, ok := p.current()
	return ok && v.Result != nil && len(v.Result.Trial.Origins) > 0, "the past is too short to test the forecast on it"
}

// past is the dialogue that lays forecasts made on the past over what came.
type past struct {
	view  workspace.CapacityView
	at    int // the origin shown
	chart *widgets.Chart
	words *widgets.Para
}

// showPast shows how the forecast did: one earlier forecast at a time, and what each method would have been off by.
func (p *Page) showPast() {
	v, ok := p.current()
	if can, _ := p.canTry(); !ok || !can {
		return
	}
	origins := v.Result.Trial.Origins
	s := &past{view: v, at: fullest(origins), words: widgets.BodyPara("")}
	s.chart = widgets.NewChart(520, 240, p.desk.Shell.Runner(), nil).WithID("past.chart")
	names := make([]string, len(origins))
	for i, o := range origins {
		names[i] = model.FormatDate(v.Result.History.Time(o.Last), p.data.now)
	}
	choice := widgets.NewSelect(names, s.at, func(i int) { s.at = i; s.show() }).WithID("past.origin")
	head := widgets.Row(theme.Gap2, widgets.Body("Forecast made on"), choice, widgets.Grow())
	body := widgets.Col(theme.Gap3, head, widgets.Card(widgets.PadAll(1, s.chart)), s.words, widgets.Bold("What it is made of"), s.methods())
	s.show()
	d := &widgets.Dialog{ID: "past", Title: "How did the forecast of " + v.Resource.Name + " do?", Sub: trialWords(v), Body: widgets.PadAll(theme.Gap4, body), Width: 760, CancelLabel: "Close"}
	p.desk.Shell.Open(d)
}

// fullest is the newest of the forecasts that could be followed longest.
func fullest(origins []forecasting.Origin) int {
	at := 0
	for i, o := range origins {
		if len(o.Mean) >= len(origins[at].Mean) {
			at = i
		}
	}
	return at
}

// trialWords sums all earlier forecasts up.
func trialWords(v workspace.CapacityView) string {
	t := v.Result.Trial
	return fmt.Sprintf("%s on its own past, each knowing only what was known then; mean error %s, of “no change” %s",
		model.Count(len(t.Origins), "forecast", "forecasts"), errorOf(t.Mean, v), errorOf(t.Naive, v))
}

// errorOf writes an error; what is nothing beside the values is 0.
func errorOf(x float64, v workspace.CapacityView) string {
	if v.Negligible(x) {
		x = 0
	}
	return quantity(x, v.Resource.Unit)
}

func (s *past) origin() forecasting.Origin { return s.view.Result.Trial.Origins[s.at] }

func (s *past) show() {
	o := s.origin()
	s.words.SetText(s.verdict(o))
	picture := pastChart(s.view, o)
	s.chart.SetRender(func(c widgets.Canvas) image.Image {
		return chart.Image(picture, float64(c.Width)/float64(c.Scale), float64(c.Height)/float64(c.Scale), float64(c.Scale), chart.Screen(c.Palette.Dark)).Image
	})
}

// pastChart is what came, over the fan of a forecast that did not know it.
func pastChart(v workspace.CapacityView, o forecasting.Origin) chart.Capacity {
	h := v.Result.History
	c := chart.Capacity{Unit: v.Resource.Unit, Quantity: "used"}
	from := max(0, o.Last-3*len(o.Mean))
	until := min(len(v.Series.Values), o.Last+len(o.Mean)+1)
	for i := from; i < until; i++ {
		c.History = append(c.History, chart.Point{Time: h.Time(i), Value: v.Series.Values[i]})
	}
	for i, mid := range o.Mean {
		c.Forecast = append(c.Forecast, chart.Band{
			Time: h.Time(o.Last + 1 + i), Mid: mid, P10: o.Lower[i], P90: o.Upper[i], P25: mid, P75: mid,
		})
	}
	return c
}

// verdict says how one forecast did.
func (s *past) verdict(o forecasting.Origin) string {
	values := s.view.Series.Values
	n, inside, sum := 0, 0, 0.0
	for i, mid := range o.Mean {
		at := o.Last + 1 + i
		if at >= len(values) {
			break
		}
		n++
		sum += abs(values[at] - mid)
		if values[at] >= o.Lower[i] && values[at] <= o.Upper[i] {
			inside++
		}
	}
	if n == 0 {
		return ""
	}
	if s.view.Negligible(sum / float64(n)) {
		return fmt.Sprintf("Exact over %s. What was forecast lies under the line of what came.", model.Count(n, s.view.Step, s.view.Step+"s"))
	}
	return fmt.Sprintf("Off by %s on average over %s; %d of %d values fell in the %.0f %% band. The thin line is what came, the blue one what was forecast.",
		errorOf(sum/float64(n), s.view), model.Count(n, s.view.Step, s.view.Step+"s"), inside, n, 100*s.view.Result.Trial.Level)
}

func abs(x float64) float64 { return max(x, -x) }

// methods are the shares of the forecast with their errors and why.
func (s *past) methods() fyne.CanvasObject {
	all := s.view.Telling()
	t := widgets.NewTable([]widgets.Column{
		{Title: "Method", Share: 3}, {Title: "Share", Width: 56, Right: true}, {Title: "Mean error", Width: 96, Right: true}, {Title: "Why", Share: 4},
	}, theme.RowHeight, func(row, column int) widgets.Cell {
		m := all[row]
		return widgets.Cell{Text: [...]string{m.Name, model.FormatPercent(m.Weight), errorOf(m.Error, s.view), m.Reason}[column]}
	}).Whole().WithID("past.methods")
	t.SetLength(len(all))
	return widgets.Card(widgets.Pad(0, 0, 4, 0, t))
}
