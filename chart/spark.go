package chart

import (
	"math"

	"watchbill/chart/pen"
)

// Spark is a small line without an axis, its last value named.
type Spark struct {
	Values []float64 // at equal distances; NaN where missing
	Target float64   // dashed; NaN: none
	Limit  float64   // solid, in the colour of limits; NaN: none
	Last   string    // the last value in words; "": none
}

// Draw draws the chart; see Chart.
func (c Spark) Draw(p *pen.Pen, w, h float64, pal Palette) Mapping {
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, v := range append([]float64{c.Target, c.Limit}, c.Values...) {
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			lo, hi = math.Min(lo, v), math.Max(hi, v)
		}
	}
	if math.IsInf(lo, 0) {
		return Mapping{}
	}
	f := pal.labelBold()
	area := pen.Rect{X0: 2, Y0: 4, X1: w - 3, Y1: h - 4}
	if c.Last != "" {
		area.X1 = math.Max(area.X0+4, w-f.Width(c.Last)-8)
	}
	if hi == lo {
		lo, hi = lo-1, hi+1
	}
	y := func(v float64) float64 { return area.Y1 - (v-lo)/(hi-lo)*area.H() }
	step := area.W() / math.Max(1, float64(len(c.Values)-1))
	if !math.IsNaN(c.Limit) {
		p.Line(area.X0, y(c.Limit), area.X1, y(c.Limit), pen.Stroke{Width: 1, Color: pal.Limit})
	}
	if !math.IsNaN(c.Target) {
		p.Line(area.X0, y(c.Target), area.X1+4, y(c.Target), pen.Stroke{Width: 0.75, Color: pal.Ink, Dash: []float64{2.5, 1.5}})
	}
	at := func(i int) pen.Pt { return pen.Pt{X: area.X0 + float64(i)*step, Y: y(c.Values[i])} }
	for _, line := range c.lines(at) {
		p.Path(line, pen.Stroke{Width: pal.HistoryWidth * 0.85, Color: pal.History})
	}
	last := len(c.Values) - 1
	for last >= 0 && math.IsNaN(c.Values[last]) {
		last--
	}
	if last >= 0 && c.Last != "" {
		p.Dot(at(last).X, at(last).Y, pal.DotRadius*0.85, pal.Data)
		base := math.Max(0.8*f.Size, math.Min(h-2, at(last).Y+f.CapHeight()/2))
		p.Text(area.X1+6, base, c.Last, f, pal.Data, pen.Left)
	}
	return Mapping{Area: area, find: func(x, _ float64) (Datum, bool) {
		i := int(math.Round((x - area.X0) / step))
		if i < 0 || i >= len(c.Values) || math.IsNaN(c.Values[i]) {
			return Datum{}, false
		}
		v := c.Values[i]
		return Datum{Index: i, Value: v, Low: v, High: v, X: at(i).X, Y: at(i).Y}, true
	}}
}

func (c Spark) lines(at func(int) pen.Pt) [][]pen.Pt {
	var lines [][]pen.Pt
	var line []pen.Pt
	for i, v := range c.Values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			lines, line = append(lines, line), nil
			continue
		}
		line = append(line, at(i))
	}
	return append(lines, line)
}
