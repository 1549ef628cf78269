package capacity

import (
	"fmt"
	"image"
	"slices"
	"sort"
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/chart"
	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// picture is the chart of one resource: past, fan, limit and dates, with a card for the value under the pointer or the keys. The
// wheel zooms time about the pointer, a drag moves it.
type picture struct {
	chart *widgets.Chart
	view  workspace.CapacityView
	now   time.Time
	full  chart.Capacity // all of it; what is drawn is a part
	days  int
	from  time.Time // the part that is drawn
	to    time.Time
	at    float64 // of the marked value, in units from the left; negative: none

	drawing int        // counts what is to be drawn
	mu      sync.Mutex // the drawing is done on other threads, several at once while sizes change
	plots   []plotOf
}

// plotOf says what a finished drawing shows where, and what it was drawn for.
type plotOf struct {
	drawing int
	canvas  widgets.Canvas
	chart.Plot
}

func newPicture(run widgets.Runner) *picture {
	p := &picture{at: -1}
	p.chart = widgets.NewChart(320, pictureHeight, run, nil).WithID("capacity.chart")
	p.chart.OnHover = func(at fyne.Position) { p.mark(float64(at.X), float64(at.Y)) }
	p.chart.OnLeave = func() { p.at = -1 }
	p.chart.OnScrolled = p.zoom
	p.chart.OnDragged = p.drag
	p.chart.OnKey = p.key
	p.chart.OnDrawn = p.unmark
	return p
}

// show draws a resource, so many days back and ahead of its newest sample. A part that was zoomed to stays while it is the same
// resource and span.
func (p *picture) show(v workspace.CapacityView, now time.Time, days int) {
	same := p.view.Resource.ID == v.Resource.ID && p.days == days && p.view.Last.Equal(v.Last)
	p.view, p.now, p.days = v, now, days
	p.full = workspace.CapacityChart(v, now, true)
	p.full.Quantity = "used"
	if !same {
		p.from, p.to = v.Last.AddDate(0, 0, -days), v.Last.AddDate(0, 0, days)
		if first := p.first(); p.from.Before(first) {
			p.from = first
		}
		if end := p.end(); p.to.After(end) {
			p.to = end
		}
	}
	p.draw()
}

func (p *picture) first() time.Time {
	if len(p.full.History) > 0 {
		return p.full.History[0].Time
	}
	return p.view.Last
}

// end is the end of the forecast, or of the past where there is none.
func (p *picture) end() time.Time {
	if n := len(p.full.Forecast); n > 0 {
		return p.full.Forecast[n-1].Time
	}
	return p.view.Last.Add(24 * time.Hour)
}

// draw draws the part between from and to.
func (p *picture) draw() {
	p.unmark()
	p.drawing++
	p.keep(nil)
	part, drawing := crop(p.full, p.from, p.to), p.drawing
	p.chart.SetRender(func(c widgets.Canvas) image.Image {
		drawn := chart.Image(part, float64(c.Width)/float64(c.Scale), float64(c.Height)/float64(c.Scale), float64(c.Scale), chart.Screen(c.Palette.Dark))
		p.keep(&plotOf{drawing, c, chart.Plot{Mapping: drawn.Mapping}})
		return drawn.Image
	})
}

// keep remembers a finished drawing; nil forgets all.
func (p *picture) keep(drawn *plotOf) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if drawn == nil {
		p.plots = nil
		return
	}
	p.plots = append(p.plots, *drawn)
}

// drawn is the drawing that is shown: of what was asked for last, at the chart's size.
func (p *picture) drawn() chart.Plot {
	p.mu.Lock()
	defer p.mu.Unlock()
	size, scale := p.chart.Size(), p.chart.Scale()
	for _, d := range p.plots {
		if d.drawing == p.drawing && d.canvas.Width == int(size.Width*scale+0.5) && d.canvas.Height == int(size.Height*scale+0.5) {
			return d.Plot
		}
	}
	return chart.Plot{}
}

// crop leaves of a chart what lies between two instants, so that the axis and the chance beyond are those of the part.
func crop(c chart.Capacity, from, to time.Time) chart.Capacity {
	c.From, c.To = from, to
	c.Forecast = c.Forecast[:sort.Search(len(c.Forecast), func(i int) bool { return c.Forecast[i].Time.After(to) })]
	c.Chances = c.Chances[:sort.Search(len(c.Chances), func(i int) bool { return !c.Chances[i].From.Before(to) })]
	if !slices.ContainsFunc(c.Chances, func(x chart.Chance) bool { return x.To.After(from) && x.Share > 0 }) {
		c.Chances = nil
	}
	return c
}

// mark shows the value nearest to a place.
func (p *picture) mark(x, y float64) {
	plot := p.drawn()
	d, ok := plot.DataAt(x, y)
	if !ok {
		p.unmark()
		return
	}
	p.at = d.X
	p.chart.Mark(float32(d.X), float32(plot.Area.Y0), float32(plot.Area.Y1), float32(min(max(d.Y, plot.Area.Y0), plot.Area.Y1)), p.card(d))
}

func (p *picture) unmark() {
	p.at = -1
	p.chart.ClearMarks()
}

// card says what a value is: when, how much, and how sure.
func (p *picture) card(d chart.Datum) fyne.CanvasObject {
	when := model.FormatDate(d.Time, p.now)
	if p.view.Step == "hour" {
		when = model.FormatTime(d.Time, p.now)
	}
	unit := p.view.Resource.Unit
	col := widgets.Col(2, widgets.Bold(quantity(d.Value, unit)))
	if !d.Forecast {
		col.Add(widgets.Caption(when + ", measured"))
		return col
	}
	col.Add(widgets.Caption(when + ", forecast"))
	col.Add(widgets.Caption(fmt.Sprintf("P10 %s · P90 %s", number(d.Low), number(d.High))))
	if full := p.view.Result.Full; full.Asked {
		lead := p.view.Result.History.Lead(d.Time)
		col.Add(widgets.Caption(percentOf(full.Within(lead)) + " % full by then").In(theme.Text2))
	}
	return col
}

// key moves the mark from value to value.
func (p *picture) key(k *fyne.KeyEvent) bool {
	area := p.drawn().Area
	switch k.Name {
	case fyne.KeyLeft:
		p.step(-1)
	case fyne.KeyRight:
		p.step(1)
	case fyne.KeyHome:
		p.at = area.X0 - 1
		p.step(1)
	case fyne.KeyEnd:
		p.at = area.X1 + 1
		p.step(-1)
	default:
		return false
	}
	return true
}

// step marks the next value to the left or right. Without a mark it begins at the newest sample.
func (p *picture) step(by float64) {
	plot := p.drawn()
	y := (plot.Area.Y0 + plot.Area.Y1) / 2
	x := p.at
	if x < 0 {
		x = p.x(p.view.Last, plot) - by
	}
	from, has := plot.DataAt(x, y)
	for x += by; x >= plot.Area.X0 && x <= plot.Area.X1; x += by {
		d, ok := plot.DataAt(x, y)
		if ok && (!has || !d.Time.Equal(from.Time)) {
			p.mark(d.X, y)
			return
		}
	}
}

// x is where an instant is drawn.
func (p *picture) x(t time.Time, plot chart.Plot) float64 {
	share := float64(t.Sub(p.from)) / float64(p.to.Sub(p.from))
	return plot.Area.X0 + share*(plot.Area.X1-plot.Area.X0)
}

// shortest is the shortest time that fills the picture, in steps of the series.
const shortest = 14

// zoom shows less or more time about the pointer.
func (p *picture) zoom(at fyne.Position, by float32) {
	area := p.drawn().Area
	if by == 0 || area.X1 <= area.X0 {
		return
	}
	factor := 0.8
	if by < 0 {
		factor = 1.25
	}
	share := min(max((float64(at.X)-area.X0)/(area.X1-area.X0), 0), 1)
	now := p.to.Sub(p.from)
	want := time.Duration(float64(now) * factor)
	want = min(max(want, shortest*p.view.Series.Step), p.end().Sub(p.first()))
	if want == now {
		return
	}
	p.place(p.from.Add(time.Duration(share*float64(now-want))), want)
}

func (p *picture) drag(dx float32) {
	area := p.drawn().Area
	if area.X1 <= area.X0 {
		return
	}
	span := p.to.Sub(p.from)
	p.place(p.from.Add(-time.Duration(float64(span)*float64(dx)/(area.X1-area.X0))), span)
}

// place shows a part of the whole, moved back inside where it would go over an end.
func (p *picture) place(from time.Time, span time.Duration) {
	if last := p.end().Add(-span); from.After(last) {
		from = last
	}
	if first := p.first(); from.Before(first) {
		from = first
	}
	if from.Equal(p.from) && span == p.to.Sub(p.from) {
		return
	}
	p.from, p.to = from, from.Add(span)
	p.draw()
}
