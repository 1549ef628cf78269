package chart

import (
	"math"
	"time"

	"watchbill/chart/pen"
)

// A spread is what the values of one column lie between, and their mean.
type spread struct {
	x, mean, top, bottom float64 // places; top is the greatest value, so the least y
	n                    int
}

// spreads sums a long series up by columns. A list ends where a value is missing or where two points are further
// apart than gap (0: never).
func spreads(pts []Point, gap time.Duration, column float64, at func(Point) pen.Pt) [][]spread {
	var lists [][]spread
	var list []spread
	var last time.Time
	cell := math.Inf(-1)
	flush := func() {
		if len(list) > 0 {
			lists = append(lists, list)
		}
		list, cell = nil, math.Inf(-1)
	}
	for _, q := range pts {
		if math.IsNaN(q.Value) || math.IsInf(q.Value, 0) {
			flush()
			continue
		}
		if gap > 0 && !last.IsZero() && q.Time.Sub(last) > gap {
			flush()
		}
		last = q.Time
		p := at(q)
		if c := math.Floor(p.X / column); c != cell {
			cell = c
			list = append(list, spread{x: p.X, mean: p.Y, top: p.Y, bottom: p.Y, n: 1})
			continue
		}
		s := &list[len(list)-1]
		s.n++
		s.x += (p.X - s.x) / float64(s.n)
		s.mean += (p.Y - s.mean) / float64(s.n)
		s.top, s.bottom = math.Min(s.top, p.Y), math.Max(s.bottom, p.Y)
	}
	flush()
	return lists
}

// denseHistory draws a series with many values to a pixel: a pale band from the lowest to the highest, and the mean.
func (d *capacityDrawing) denseHistory(at func(Point) pen.Pt) {
	pale := mix(d.pal.History, d.pal.Ground, 0.72)
	line := pen.Stroke{Width: d.pal.HistoryWidth, Color: d.pal.History}
	for _, list := range spreads(d.History, d.Gap, 3*math.Max(d.p.Pixel(), 0.5), at) {
		var ring, mean []pen.Pt
		for _, s := range list {
			ring = append(ring, pen.Pt{X: s.x, Y: s.top - d.p.Pixel()/2})
			mean = append(mean, pen.Pt{X: s.x, Y: s.mean})
		}
		for i := len(list) - 1; i >= 0; i-- {
			ring = append(ring, pen.Pt{X: list[i].x, Y: list[i].bottom + d.p.Pixel()/2})
		}
		d.p.Area(ring, pale)
		d.p.Path(mean, line)
		d.lab.avoidLine(ring)
	}
	f := d.pal.axis()
	text, x, y := "band: lowest to highest, line: mean", d.area.X0+5, d.area.Y1-0.5*f.Size
	d.lab.place(text, f, d.pal.Faint, spot{x, y, pen.Left}, spot{x, d.area.Y0 + 1.1*f.Size, pen.Left},
		spot{d.area.X1 - 5, d.area.Y0 + 1.1*f.Size, pen.Right}, spot{d.area.X1 - 5, y, pen.Right})
}
