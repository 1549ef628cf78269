package toil

import (
	"image"
	"sync/atomic"

	"fyne.io/fyne/v2"

	"watchbill/chart"
	"watchbill/ui/pages/desk"
	"watchbill/ui/widgets"
)

// plot shows one chart value as an image, with a card on hover. The image is drawn off the window's thread; what is where in it
// comes back with it.
type plot struct {
	content *widgets.Chart
	drawn   atomic.Pointer[chart.Plot]
	marked  fyne.Position // where the mark stands, for the keys
	card    func(chart.Datum) fyne.CanvasObject
}

func newPlot(id string, d *desk.Desk) *plot {
	p := &plot{}
	p.content = widgets.NewChart(200, plotHeight, d.Shell.Runner(), nil).WithID(id)
	p.content.OnHover = func(at fyne.Position) { p.mark(at) }
	p.content.OnKey = p.key
	return p
}

// set shows another chart.
func (p *plot) set(c chart.Chart, card func(chart.Datum) fyne.CanvasObject) {
	p.card = card
	p.content.SetRender(func(on widgets.Canvas) image.Image {
		scale := float64(on.Scale)
		drawn := chart.Image(c, float64(on.Width)/scale, float64(on.Height)/scale, scale, chart.Screen(on.Palette.Dark))
		p.drawn.Store(&drawn)
		return drawn.Image
	})
}

// mark marks the datum nearest to a place, and reports whether there is one.
func (p *plot) mark(at fyne.Position) bool {
	drawn := p.drawn.Load()
	if drawn == nil {
		return false
	}
	d, ok := drawn.DataAt(float64(at.X), float64(at.Y))
	if !ok {
		p.content.ClearMarks()
		return false
	}
	top, bottom := float32(drawn.Area.Y0), float32(drawn.Area.Y1)
	if d.Time.IsZero() { // a row of bars: the dot alone marks it
		top, bottom = float32(d.Y), float32(d.Y)
	}
	p.marked = fyne.NewPos(float32(d.X), float32(d.Y))
	p.content.Mark(float32(d.X), top, bottom, float32(d.Y), p.card(d))
	return true
}

// key moves the mark to the next datum: Left and Right along a series, Up and Down along bars.
func (p *plot) key(k *fyne.KeyEvent) bool {
	step, ok := map[fyne.KeyName]fyne.Position{
		fyne.KeyLeft: fyne.NewPos(-1, 0), fyne.KeyRight: fyne.NewPos(1, 0), fyne.KeyUp: fyne.NewPos(0, -1), fyne.KeyDown: fyne.NewPos(0, 1),
	}[k.Name]
	drawn := p.drawn.Load()
	if !ok || drawn == nil {
		return false
	}
	area := drawn.Area
	inside := func(at fyne.Position) bool { return area.Contains(float64(at.X), float64(at.Y)) }
	at := p.marked
	if !inside(at) { // nothing is marked yet: begin with the newest week, or the first bar
		at = fyne.NewPos(float32(area.X1)-1, float32(area.Y0)+1)
		return p.mark(at)
	}
	from, _ := drawn.DataAt(float64(at.X), float64(at.Y))
	for at = at.Add(step); inside(at); at = at.Add(step) {
		if d, ok := drawn.DataAt(float64(at.X), float64(at.Y)); ok && d.Index != from.Index {
			return p.mark(at)
		}
	}
	return p.mark(p.marked) // the last one
}
