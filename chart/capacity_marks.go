package chart

import (
	"fmt"
	"math"
	"slices"
	"time"

	"watchbill/chart/pen"
)

// limitLines draws the limit as steps and the soft limit below it.
func (d *capacityDrawing) limitLines() {
	if d.Soft > 0 && d.Soft < 1 {
		d.steps(d.Soft, pen.Stroke{Width: d.pal.GridWidth * 1.5, Color: d.pal.Soft, Dash: d.pal.SoftDash})
	}
	d.steps(1, d.pal.limit())
}

func (d *capacityDrawing) steps(share float64, stroke pen.Stroke) {
	var pts []pen.Pt
	for _, s := range d.segments() {
		y := d.y(s.value * share)
		pts = append(pts, pen.Pt{X: s.x0, Y: y}, pen.Pt{X: s.x1, Y: y})
	}
	for _, part := range pen.ClipPath(pts, d.area) {
		d.p.Path(part, stroke)
		d.lab.avoidLine(part)
	}
}

type limitSegment struct{ x0, x1, value, before float64 }

// segments are the visible stretches of the limit.
func (d *capacityDrawing) segments() []limitSegment {
	var list []limitSegment
	for i, l := range d.Limits {
		s := limitSegment{x0: d.area.X0, x1: d.area.X1, value: l.Value, before: math.NaN()}
		if i > 0 {
			s.x0 = math.Max(s.x0, d.t.x(l.From))
			s.before = d.Limits[i-1].Value
		}
		if i+1 < len(d.Limits) {
			s.x1 = math.Min(s.x1, d.t.x(d.Limits[i+1].From))
		}
		if s.x1 > s.x0 && !math.IsNaN(l.Value) {
			list = append(list, s)
		}
	}
	return list
}

// limitNames writes on each stretch of the limit what it is, the newest first.
func (d *capacityDrawing) limitNames() {
	f := d.pal.label()
	if d.pal.Print {
		f.Bold = true
	}
	segs := d.segments()
	for i := len(segs) - 1; i >= 0; i-- {
		s := segs[i]
		short := "limit " + Amount(s.value)
		texts := []string{joinWords(short, d.Unit), short}
		if change := s.value - s.before; i > 0 && !math.IsNaN(change) && change != 0 {
			sign := "+"
			if change < 0 {
				sign = ""
			}
			texts = []string{fmt.Sprintf("%s (%s%s)", short, sign, Amount(change)), short}
		}
		if y := d.y(s.value); y >= d.area.Y0 && y <= d.area.Y1 {
			d.lab.placeAny(texts, f, d.pal.Limit, d.along(s, y)...)
		}
		if soft := s.value * d.Soft; d.Soft > 0 && d.Soft < 1 && !d.pal.Print {
			if y := d.y(soft); y >= d.area.Y0 && y <= d.area.Y1 {
				d.lab.placeAny([]string{"soft limit " + Amount(soft), "soft " + Amount(soft)}, f, d.pal.Soft, d.along(s, y)...)
			}
		}
	}
	if d.hidden != 0 {
		note := joinWords("limit", Amount(d.hidden), d.Unit)
		top := d.area.Y0 + d.pal.Label
		d.lab.placeAny([]string{note + ", far above this scale", note + ", above", "limit far above"}, f, d.pal.Limit,
			spot{d.area.X0 + 4, top, pen.Left}, spot{d.area.X1 - 4, top, pen.Right}, spot{d.area.X0 + 4, d.area.Y1 - 6, pen.Left})
	}
}

// along are the places for a name on a horizontal line: above and below it, at its ends and its middle.
func (d *capacityDrawing) along(s limitSegment, y float64) []spot {
	above, below := y-0.38*d.pal.Label, y+1.0*d.pal.Label
	var list []spot
	for _, at := range []float64{above, below} {
		list = append(list, spot{s.x0 + 4, at, pen.Left}, spot{s.x1 - 4, at, pen.Right})
		for _, share := range []float64{0.25, 0.5, 0.75} {
			list = append(list, spot{s.x0 + share*(s.x1-s.x0), at, pen.Centre})
		}
	}
	return list
}

// screenMarks draws what a manager looks for first: today, the date it is full, and when to order.
func (d *capacityDrawing) screenMarks() {
	x, y, meets := d.crossing()
	if meets {
		d.crossingLine(x, y)
	}
	d.today() // under the flag, which has words
	d.flag()
	if meets {
		d.crossingName(x, y)
	}
	if d.strip.H() > 0 {
		d.histogram()
	}
	if len(d.Forecast) > 0 {
		d.fanNote()
	}
}

func (d *capacityDrawing) shows(t time.Time) bool {
	return !t.IsZero() && !t.Before(d.From) && !t.After(d.To)
}

func (d *capacityDrawing) today() {
	if !d.shows(d.Now) {
		return
	}
	x := d.t.x(d.Now)
	d.p.Line(x, d.area.Y0-5, x, d.area.Y1, pen.Stroke{Width: 1, Color: d.pal.Ink})
	d.lab.avoid(pen.Rect{X0: x - 1, Y0: d.area.Y0, X1: x + 1, Y1: d.area.Y1})
	text := "today"
	if !math.IsNaN(d.last.Value) {
		text += " " + Amount(d.last.Value)
	}
	half := d.pal.label().Width(text) / 2
	at := math.Max(d.area.X0+half, math.Min(d.w-4-half, x))
	at = math.Max(at, d.pal.axis().Width(d.unit())+half+12)
	box := d.p.Text(at, d.area.Y0-9, text, d.pal.label(), d.pal.Ink, pen.Centre)
	d.lab.avoid(box)
}

// crossing is where the middle of the forecast meets the limit, false if not in the picture.
func (d *capacityDrawing) crossing() (x, y float64, ok bool) {
	limit := d.limitAt(d.FullP50)
	if !d.shows(d.FullP50) || math.IsNaN(limit) {
		return 0, 0, false
	}
	x, y = d.t.x(d.FullP50), d.y(limit)
	return x, y, d.area.Contains(x, y)
}

func (d *capacityDrawing) crossingLine(x, y float64) {
	foot := d.area.Y1
	if d.strip.H() > 0 {
		foot = d.strip.Y1 - 1.7*d.pal.Axis
	}
	d.p.Line(x, y, x, foot, pen.Stroke{Width: 1, Color: d.pal.Ink, Dash: []float64{2, 2}})
	d.lab.avoidIfPossible(pen.Rect{X0: x - 1, Y0: y, X1: x + 1, Y1: foot})
}

func (d *capacityDrawing) crossingName(x, y float64) {
	d.p.Ring(x, y, 4, pen.Stroke{Width: 2, Color: d.pal.Ink}, d.pal.Ground)
	d.lab.avoid(pen.Rect{X0: x - 5, Y0: y - 5, X1: x + 5, Y1: y + 5})
	big := pen.Font{Size: d.pal.Label * 1.15, Bold: true}
	d.lab.place("full "+day(d.FullP50, d.Now), big, d.pal.Ink,
		spot{x - 8, y - 8, pen.Right}, spot{x - 24, y - 8, pen.Right}, spot{x, y - 12, pen.Centre}, spot{x + 9, y + 16, pen.Left}, spot{x - 8, y + 16, pen.Right},
		spot{x + 9, y - 8, pen.Left}, spot{x, y - 22, pen.Centre}, spot{x - 8, y - 22, pen.Right})
}

// flag is the order-by date on the base line, and the lead time from it to the first day it may be full.
func (d *capacityDrawing) flag() {
	if d.OrderBy.IsZero() || d.OrderBy.After(d.To) {
		return
	}
	text := "Order by " + d.OrderBy.Format("Mon ") + day(d.OrderBy, d.Now)
	if d.OrderBy.Before(d.Now.Truncate(24 * time.Hour)) {
		text = "Order was due " + day(d.OrderBy, d.Now)
	}
	f := d.pal.labelBold()
	x, high := math.Max(d.t.x(d.OrderBy), d.area.X0), f.Size*1.75
	wide := f.Width(text) + 18
	left := math.Max(d.area.X0, math.Min(x-1, d.area.X1-wide))
	box := pen.Rect{X0: left, Y0: d.area.Y1 - 2 - high, X1: left + wide, Y1: d.area.Y1 - 2}
	dash := pen.Stroke{Width: 1.5, Color: d.pal.Data, Dash: []float64{4, 3}}
	if d.shows(d.OrderBy) {
		d.p.Line(x, d.area.Y0+0.1*d.area.H(), x, d.area.Y1, dash)
		d.lab.avoidIfPossible(pen.Rect{X0: x - 2, Y0: d.area.Y0 + 0.1*d.area.H(), X1: x + 2, Y1: d.area.Y1})
	}
	d.p.Fill(box, d.pal.Data)
	d.p.Text(left+9, box.Y1-(high-f.CapHeight())/2, text, f, d.pal.OnData, pen.Left)
	d.lab.avoid(box)

	end := d.OrderBy.Add(d.Lead)
	if d.Lead <= 0 || !d.shows(d.OrderBy) || !d.shows(end) {
		return
	}
	x1, y := d.t.x(end), box.Y0-13
	d.p.Arrow(x, y, x1, y, 6, pen.Stroke{Width: 1, Color: d.pal.Muted})
	d.lab.avoid(pen.Rect{X0: x, Y0: y - 4, X1: x1, Y1: y + 4})
	d.lab.placeAny([]string{"lead time " + leadTime(d.Lead), leadTime(d.Lead)}, d.pal.label(), d.pal.Muted,
		spot{(x + x1) / 2, y - 9, pen.Centre}, spot{x1 + 5, y + 4, pen.Left})
}

// leadTime writes a duration in weeks where it is whole weeks, else in days.
func leadTime(t time.Duration) string {
	days := int(math.Round(t.Hours() / 24))
	if days >= 14 && days%7 == 0 {
		return fmt.Sprintf("%d weeks", days/7)
	}
	if days == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", days)
}

// fanNote says what the bands are, where both can be seen and there is room for it.
func (d *capacityDrawing) fanNote() {
	if !slices.ContainsFunc(d.Forecast, func(b Band) bool { return d.y(b.P25)-d.y(b.P75) >= 1 }) {
		return
	}
	f := d.pal.axis()
	one, two := "inner: half of all paths", "outer: 80 %, P10–P90"
	x := d.area.X1 - 4
	for _, y := range []float64{d.area.Y0 + 0.35*d.area.H(), d.area.Y0 + 0.5*d.area.H(), d.area.Y0 + 0.65*d.area.H(), d.area.Y0 + 0.8*d.area.H()} {
		a, b := pen.Box(x, y, one, f, pen.Right), pen.Box(x, y+14, two, f, pen.Right)
		both := pen.Rect{X0: math.Min(a.X0, b.X0), Y0: a.Y0, X1: x, Y1: b.Y1}
		if both.X0 > d.area.X0 && d.lab.free(both) && d.lab.calm(both) {
			d.lab.place(one, f, d.pal.Faint, spot{x, y, pen.Right})
			d.lab.place(two, f, d.pal.Faint, spot{x, y + 14, pen.Right})
			return
		}
	}
}

// inFan tells whether a box touches the outer band.
func (d *capacityDrawing) inFan(box pen.Rect) bool {
	for _, b := range d.Forecast {
		if x := d.t.x(b.Time); x >= box.X0 && x <= box.X1 && d.y(b.P90) < box.Y1 && d.y(b.P10) > box.Y0 {
			return true
		}
	}
	return false
}
