package chart

import "watchbill/chart/pen"

// Titled is a chart with a heading of its own, for pictures that stand alone. In a window or a report the heading is
// part of the page.
type Titled struct {
	Title string
	About string // what, unit and period
	Chart Chart
}

// Head is the height of the heading.
func (c Titled) Head(pal Palette) float64 { return 4.6 * pal.Label }

// Draw draws the heading and the chart below it; see Chart.
func (c Titled) Draw(p *pen.Pen, w, h float64, pal Palette) Mapping {
	edge := 0.9 * pal.Label
	title, about := pen.Font{Size: 1.4 * pal.Label, Bold: true}, pen.Font{Size: 1.07 * pal.Label}
	room := w - 2*edge
	p.Text(edge, 1.9*pal.Label, title.Fit(c.Title, room), title, pal.Ink, pen.Left)
	p.Text(edge, 3.5*pal.Label, about.Fit(c.About, room), about, pal.Muted, pen.Left)
	head := c.Head(pal)
	m := c.Chart.Draw(p.At(edge, head), room, max(h-head-0.5*edge, 1), pal)
	inner := m
	m.Area = pen.Rect{X0: m.Area.X0 + edge, Y0: m.Area.Y0 + head, X1: m.Area.X1 + edge, Y1: m.Area.Y1 + head}
	m.find = func(x, y float64) (Datum, bool) {
		d, ok := inner.DataAt(x-edge, y-head)
		d.X, d.Y = d.X+edge, d.Y+head
		return d, ok
	}
	return m
}
