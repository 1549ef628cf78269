package chart

import (
	"math"

	"watchbill/chart/pen"
)

// A LoadRow is what one person carries.
type LoadRow struct {
	Name  string
	Value float64
}

// Load shows what each person carries and, where it is known, between which loads the fairest rota must lie.
type Load struct {
	Rows      []LoadRow
	Low, High float64 // the fairest possible loads; both 0: not known
	Proven    bool    // that Low and High are the fairest possible
	Slack     float64 // not proven: distance from the bound
	Unit      string  // of the axis: "load points, October 2026"
	Most      float64 // value at the right end, for charts that share a scale; 0: the greatest
	Spare     float64 // room to leave free at the right, for a table beside the bars
}

// Height is the height at which rows look best.
func (c Load) Height(pal Palette) float64 {
	return c.Head(pal) + float64(len(c.Rows))*c.RowHeight(pal) + 3.1*pal.Axis
}

// Head is the height above the first row.
func (c Load) Head(pal Palette) float64 { return 1.9 * pal.Label }

// RowHeight is the height of a row where the chart is as high as Height says.
func (c Load) RowHeight(pal Palette) float64 { return pal.rowHeight() }

// Draw draws the chart; see Chart.
func (c Load) Draw(p *pen.Pen, w, h float64, pal Palette) Mapping {
	if len(c.Rows) == 0 {
		return Mapping{}
	}
	most := math.Max(c.High, c.Most)
	var names []string
	for _, q := range c.Rows {
		names, most = append(names, q.Name), math.Max(most, q.Value)
	}
	head, foot := c.Head(pal), 3.1*pal.Axis
	r := newRows(p, pal, w, h, head, foot, c.Spare+14, names, most)
	bottom := r.top + float64(len(c.Rows))*r.high
	c.axis(r, bottom, w)
	bound := c.High > 0
	if bound {
		p.Fill(pen.Rect{X0: r.x(c.Low), Y0: head - 4, X1: r.x(c.High), Y1: bottom}, pal.BandOuter)
	}
	for i, q := range c.Rows {
		c.row(r, i, q)
	}
	if bound {
		for _, v := range []float64{c.Low, c.High} {
			p.Line(r.x(v), head-4, r.x(v), bottom, pen.Stroke{Width: math.Max(0.75, pal.GridWidth), Color: pal.Ink})
		}
		text := c.boundText()
		half := pal.labelBold().Width(text) / 2
		x := math.Min((r.x(c.Low)+r.x(c.High))/2, w-half)
		p.Text(math.Max(x, half), head-7, text, pal.labelBold(), pal.Ink, pen.Centre)
	}
	return r.mapping(len(c.Rows), w, func(i int) Datum { return Datum{Label: c.Rows[i].Name, Value: c.Rows[i].Value} })
}

func (c Load) boundText() string {
	text := Amount(c.High)
	if c.Low != c.High {
		text += "–" + Amount(c.Low)
	}
	switch {
	case c.Proven:
		return "fairest possible " + text
	case c.Slack > 0:
		return "within " + Amount(c.Slack) + " of the bound " + text + ", not proven"
	}
	return "bound " + text + ", not proven"
}

func (c Load) row(r rows, i int, q LoadRow) {
	r.name(i, q.Name, false)
	bar, fill, ink := r.bar(i, 0, q.Value), r.pal.Data, r.pal.OnData
	if c.High > 0 && q.Value < c.High {
		fill, ink = r.pal.DataLess, r.pal.OnLess
	}
	r.p.Fill(bar, fill)
	if !r.textFits() {
		return
	}
	f, text := r.pal.labelBold(), Amount(q.Value)
	if f.Width(text)+7 > bar.W() {
		r.p.Text(bar.X1+4, r.baseline(i, f), text, f, r.pal.Ink, pen.Left)
		return
	}
	r.p.Text(bar.X1-4, r.baseline(i, f), text, f, ink, pen.Right)
}

func (c Load) axis(r rows, bottom, w float64) {
	f := r.pal.axis()
	s := newValueScale(0, r.max, 5)
	for _, t := range s.ticks {
		if t > r.max*1.0001 {
			break
		}
		r.p.Line(r.x(t), r.top, r.x(t), bottom, r.pal.grid())
		r.p.Text(r.x(t), bottom+1.4*f.Size, s.text(t), f, r.pal.Faint, pen.Centre)
	}
	unit := joinWords(s.magnitude.word, c.Unit)
	r.p.Text(r.left, bottom+2.7*f.Size, f.Fit(unit, w-r.left), f, r.pal.Faint, pen.Left)
}
