package chart

import (
	"math"

	"watchbill/chart/pen"
)

// rows is the frame of a chart of horizontal bars: names at the left, bars from zero, figures at the right.
type rows struct {
	p     *pen.Pen
	pal   Palette
	names float64 // width of the names
	left  float64 // x of zero
	right float64 // x of max
	max   float64
	top   float64 // y of the first row
	high  float64 // of one row
}

// newRows divides the room: head above the rows, figures wide at the right.
func newRows(p *pen.Pen, pal Palette, w, h, head, foot, figures float64, names []string, most float64) rows {
	r := rows{p: p, pal: pal, top: head, max: most}
	for _, n := range names {
		r.names = math.Max(r.names, pal.nameFont().Width(n))
	}
	r.names = math.Min(r.names, 0.38*w)
	r.left = r.names + 8
	r.right = math.Max(w-figures, r.left+1)
	r.high = (h - head - foot) / math.Max(1, float64(len(names)))
	r.high = math.Min(r.high, pal.rowHeight()*1.3)
	if !(r.max > 0) {
		r.max = 1
	}
	return r
}

func (pal Palette) nameFont() pen.Font {
	if pal.Print {
		return pen.Font{Size: pal.Label}
	}
	return pen.Font{Size: pal.Label * 12 / 11}
}

func (pal Palette) rowHeight() float64 { return 2.2 * pal.Label }

func (r rows) x(v float64) float64 { return r.left + v/r.max*(r.right-r.left) }

func (r rows) middle(i int) float64 { return r.top + (float64(i)+0.5)*r.high }

// thickness of a bar.
func (r rows) thick() float64 { return math.Min(0.62*r.high, 1.9*r.pal.Label) }

func (r rows) baseline(i int, f pen.Font) float64 { return r.middle(i) + f.CapHeight()/2 }

// textFits tells whether rows are high enough for text.
func (r rows) textFits() bool { return r.high >= 1.0*r.pal.Label }

func (r rows) name(i int, s string, bold bool) {
	f := r.pal.nameFont()
	f.Bold = bold
	if r.textFits() {
		r.p.Text(0, r.baseline(i, f), f.FitMiddle(s, r.names+2), f, r.pal.Ink, pen.Left)
	}
}

func (r rows) bar(i int, from, to float64) pen.Rect {
	m, t := r.middle(i), r.thick()/2
	x0, x1 := r.x(math.Max(0, from)), r.x(math.Min(to, r.max))
	return pen.Rect{X0: x0, Y0: m - t, X1: math.Max(x1, x0), Y1: m + t}
}

// mapping finds the row at a height.
func (r rows) mapping(n int, w float64, datum func(i int) Datum) Mapping {
	area := pen.Rect{X0: 0, Y0: r.top, X1: w, Y1: r.top + float64(n)*r.high}
	return Mapping{Area: area, find: func(_, y float64) (Datum, bool) {
		i := int((y - r.top) / r.high)
		if i < 0 || i >= n {
			return Datum{}, false
		}
		d := datum(i)
		d.Index, d.X, d.Y, d.Low, d.High = i, r.x(math.Min(d.Value, r.max)), r.middle(i), d.Value, d.Value
		return d, true
	}}
}
