package chart

import (
	"math"
	"time"

	"watchbill/chart/pen"
)

// An Order is one resource with the days it may be full and the day by which to order.
type Order struct {
	Name             string
	OrderBy          time.Time
	FullP10          time.Time
	FullP50, FullP90 time.Time // zero: beyond the horizon
	Figure           string    // at the right: cost or quantity; may be empty
}

// Orders shows what to order when, on one axis of dates. Rows are drawn in the order given.
type Orders struct {
	Rows     []Order
	Now      time.Time
	From, To time.Time
}

const orderRow = 24.0

// Height is the height the chart needs, in points.
func (c Orders) Height() float64 { return 12 + float64(len(c.Rows))*orderRow + 16 }

// Draw draws the chart; see Chart.
func (c Orders) Draw(p *pen.Pen, w, _ float64, pal Palette) Mapping {
	names, figures := 0.0, 0.0
	for _, q := range c.Rows {
		names = math.Max(names, pal.label().Width(q.Name))
		figures = math.Max(figures, pal.labelBold().Width(q.Figure))
	}
	names = math.Min(names, 0.28*w)
	area := pen.Rect{X0: names + 14, Y0: 10, X1: w - figures - 12, Y1: 12 + float64(len(c.Rows))*orderRow}
	t := timeScale{from: c.From, to: c.To, left: area.X0, right: area.X1}
	for _, tick := range t.ticks(pal.axis()) {
		p.Line(t.x(tick.at), area.Y0, t.x(tick.at), area.Y1, pal.grid())
	}
	drawDates(p, pal, area, t, t.ticks(pal.axis()))
	if x := t.x(c.Now); x >= area.X0 && x <= area.X1 {
		p.Line(x, area.Y0-1, x, area.Y1, pen.Stroke{Width: 1, Color: pal.Ink})
		p.Text(x, area.Y0-3, "today", pal.axis(), pal.Ink, pen.Centre)
	}
	for i, q := range c.Rows {
		y := area.Y0 + 2 + (float64(i)+0.62)*orderRow
		base := y + pal.label().CapHeight()/2
		p.Text(0, base, pal.label().FitMiddle(q.Name, names+2), pal.label(), pal.Ink, pen.Left)
		p.Text(w, base, q.Figure, pal.labelBold(), pal.Ink, pen.Right)
		c.row(p, pal, t, area, y, q, i == 0)
	}
	return Mapping{Area: area, find: func(x, y float64) (Datum, bool) {
		i := int((y - area.Y0 - 2) / orderRow)
		if i < 0 || i >= len(c.Rows) {
			return Datum{}, false
		}
		return Datum{Index: i, Label: c.Rows[i].Name, Time: c.Rows[i].OrderBy, X: x, Y: y}, true
	}}
}

func (c Orders) row(p *pen.Pen, pal Palette, t timeScale, area pen.Rect, y float64, q Order, explain bool) {
	lab := newLabels(p, pen.Rect{X0: area.X0, Y0: y - orderRow, X1: area.X1 + 10, Y1: y + 8}, pal.Ground)
	x0 := math.Max(t.x(q.FullP10), area.X0)
	x1, later := area.X1, true
	if !q.FullP90.IsZero() && !q.FullP90.After(c.To) {
		x1, later = math.Max(t.x(q.FullP90), x0+1), false
	}
	const half = 3
	if x0 < area.X1 {
		end := x1
		if later {
			end -= 3
			p.Area([]pen.Pt{{X: end, Y: y - half - 2}, {X: end + 6, Y: y}, {X: end, Y: y + half + 2}}, pal.BandInner)
		}
		p.Fill(pen.Rect{X0: x0, Y0: y - half, X1: end, Y1: y + half}, pal.BandInner)
		if x := t.x(q.FullP50); !q.FullP50.IsZero() && x <= area.X1 {
			p.Line(x, y-half-2, x, y+half+2, pen.Stroke{Width: 1.6, Color: pal.Data})
		}
		lab.avoid(pen.Rect{X0: x0, Y0: y - half - 2, X1: x1 + 3, Y1: y + half + 2})
	}
	if q.OrderBy.IsZero() {
		return
	}
	ink, text := pal.Ink, "order by "+q.OrderBy.Format("2 Jan")
	if q.OrderBy.Before(c.Now.Add(soon)) {
		ink = pal.Attention
	}
	if q.OrderBy.Before(c.Now) {
		text = "order now, due since " + q.OrderBy.Format("2 Jan")
	}
	x := math.Max(area.X0+3, math.Min(area.X1, t.x(q.OrderBy)))
	if x0 > x+5 {
		p.Line(x+5, y, math.Min(x0, area.X1), y, pen.Stroke{Width: 0.75, Color: pal.Faint, Dash: []float64{1, 2}})
	}
	p.Triangle(x, y+3, 6.5, ink)
	lab.avoid(pen.Rect{X0: x - 4, Y0: y - 4, X1: x + 4, Y1: y + 4})
	lab.placeAny([]string{text, "due since " + q.OrderBy.Format("2 Jan")}, pal.labelBold(), ink,
		spot{x + 5, y - 6.5, pen.Left}, spot{x, y - 6.5, pen.Right}, spot{x1 + 8, y + 2.5, pen.Left})
	if explain {
		lab.place("full between P10 and P90; tick: P50", pal.axis(), pal.Muted, spot{x1 + 8, y + 2.5, pen.Left}, spot{area.X1, y - 6.5, pen.Right})
	}
}
