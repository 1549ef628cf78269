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
	card    func(chart.Datum) fyne.CanvasObject
}

func newPlot(id string, d *desk.Desk) *plot {
	p := &plot{}
	p.content = widgets.NewChart(200, plotHeight, lateRunner{d}, nil).WithID(id)
	p.content.OnHover = p.hover
	return p
}

// lateRunner is the shell's runner, which is there only once the window is.
type lateRunner struct{ desk *desk.Desk }

func (r lateRunner) Run(work func() func()) { r.desk.Shell.Runner().Run(work) }

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

func (p *plot) hover(at fyne.Position) {
	drawn := p.drawn.Load()
	if drawn == nil {
		return
	}
	d, ok := drawn.DataAt(float64(at.X), float64(at.Y))
	if !ok {
		p.content.ClearMarks()
		return
	}
	top, bottom := float32(drawn.Area.Y0), float32(drawn.Area.Y1)
	if d.Time.IsZero() { // a row of bars: the dot alone marks it
		top, bottom = float32(d.Y), float32(d.Y)
	}
	p.content.Mark(float32(d.X), top, bottom, float32(d.Y), p.card(d))
}
