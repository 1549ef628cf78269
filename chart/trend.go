package chart

import (
	"fmt"
	"math"
	"sort"
	"time"

	"watchbill/chart/pen"
)

// An Event is something that happened and may explain a change.
type Event struct {
	Time time.Time
	Text string
}

// Trend is a share in percent by week against a cap, with the line fitted through it.
type Trend struct {
	Name   string  // of the series: "team"
	Weeks  []Point // percent; Time is the week's Monday; NaN where nothing is recorded
	Cap    float64 // percent; 0: none
	Fit    []Band  // the fitted line with its 80 % range in P10 and P90; may be empty
	Slope  string  // what the line says: "trend –0.9 points/week"
	Events []Event
}

// Draw draws the chart; see Chart.
func (c Trend) Draw(p *pen.Pen, w, h float64, pal Palette) Mapping {
	if len(c.Weeks) == 0 {
		return Mapping{}
	}
	d := &trendDrawing{Trend: c, p: p, pal: pal}
	d.layout(w, h)
	drawGrid(p, pal, d.area, d.v)
	d.unit()
	d.weekNames()
	d.band()
	d.events()
	if c.Cap > 0 {
		y := d.v.y(c.Cap)
		d.p.Line(d.area.X0, y, d.area.X1, y, pal.capLine())
		d.lab.avoidIfPossible(pen.Rect{X0: d.area.X0, Y0: y - 1, X1: d.area.X1, Y1: y + 1})
	}
	d.series()
	d.endNames()
	return Mapping{Area: d.area, find: d.find}
}

type trendDrawing struct {
	Trend
	p    *pen.Pen
	pal  Palette
	area pen.Rect
	v    valueScale
	t    timeScale
	lab  *labels
	last Point
	wide float64 // room at the right for the names of the lines
}

func (d *trendDrawing) layout(w, h float64) {
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, q := range d.Weeks {
		if !math.IsNaN(q.Value) {
			lo, hi = math.Min(lo, q.Value), math.Max(hi, q.Value)
		}
	}
	if math.IsInf(lo, 0) {
		lo, hi = 0, 1
	}
	d.last = lastPoint(d.Weeks)
	if d.Cap > 0 {
		lo, hi = math.Min(lo, d.Cap), math.Max(hi, d.Cap)
	}
	for _, b := range d.Fit {
		lo, hi = math.Min(lo, math.Max(b.P10, lo-10)), math.Max(hi, math.Min(b.P90, hi+10))
	}
	pad := math.Max(0.1*(hi-lo), 1)
	d.v = newValueScale(math.Max(lo-pad, math.Min(lo, 0)), hi+0.5*pad, stepsFor(h-4*d.pal.Axis, d.pal.Axis))
	for _, s := range []string{d.capText(), d.Slope, d.lastText()} {
		d.wide = math.Max(d.wide, d.pal.labelBold().Width(s))
	}
	d.wide = math.Min(d.wide, 0.3*w)
	left := 0.0
	for _, t := range d.v.ticks {
		left = math.Max(left, d.pal.axis().Width(d.v.text(t)))
	}
	d.area = pen.Rect{X0: left + 7, Y0: 1.7 * d.pal.Axis, X1: w - d.wide - 8, Y1: h - 1.9*d.pal.Axis}
	if d.pal.Print {
		d.area.Y1 -= d.pal.Axis
	}
	d.v.top, d.v.base = d.area.Y0, d.area.Y1
	from, to := d.Weeks[0].Time, d.Weeks[len(d.Weeks)-1].Time
	if n := len(d.Fit); n > 0 && d.Fit[n-1].Time.After(to) {
		to = d.Fit[n-1].Time
	}
	if !to.After(from) {
		to = from.AddDate(0, 0, 7)
	}
	d.t = timeScale{from: from, to: to, left: d.area.X0 + 6, right: d.area.X1 - 6}
	d.lab = newLabels(d.p, pen.Rect{X0: d.area.X0, Y0: 0, X1: d.area.X1 + 2, Y1: d.area.Y1 - 1}, d.pal.Ground)
}

func (d *trendDrawing) capText() string {
	if d.Cap <= 0 {
		return ""
	}
	return "cap " + Amount(d.Cap) + " %"
}

func (d *trendDrawing) lastText() string {
	if math.IsNaN(d.last.Value) {
		return ""
	}
	name := d.Name
	if d.pal.Print || name == "" {
		name = weekName(d.last.Time) + ":"
	}
	return name + " " + percent(d.last.Value)
}

func (d *trendDrawing) unit() { d.p.Text(0, d.pal.Axis, "%", d.pal.axis(), d.pal.Faint, pen.Left) }

func weekName(t time.Time) string {
	_, week := t.ISOWeek()
	return fmt.Sprintf("W%d", week)
}

func percent(v float64) string { return Number(v, 0) + " %" }

// weekNames writes ISO weeks on paper, where a report speaks of weeks, and dates on the screen.
func (d *trendDrawing) weekNames() {
	if !d.pal.Print {
		d.t.left, d.t.right = d.t.left-6, d.t.right+6
		drawDates(d.p, withoutVerticals(d.pal), d.area, d.t, d.t.ticks(d.pal.axis()))
		d.t.left, d.t.right = d.t.left+6, d.t.right-6
		return
	}
	f, y := d.pal.axis(), d.area.Y1+1.45*d.pal.Axis
	step := d.t.x(d.Weeks[0].Time.AddDate(0, 0, 7)) - d.t.x(d.Weeks[0].Time)
	every := max(1, int(math.Ceil(1.4*f.Width("W88")/step)))
	for i := 0; i < len(d.Weeks); i += every {
		d.p.Text(d.t.x(d.Weeks[i].Time), y, weekName(d.Weeks[i].Time), f, d.pal.Faint, pen.Centre)
	}
	first, last := d.Weeks[0].Time, d.Weeks[len(d.Weeks)-1].Time.AddDate(0, 0, 6)
	d.p.Text(d.area.X0, y+1.25*d.pal.Axis, first.Format("2 Jan 2006"), f, d.pal.Faint, pen.Left)
	if len(d.Weeks) > 1 && d.area.W() > 3*f.Width("29 Jun 2026") {
		d.p.Text(d.area.X1, y+1.25*d.pal.Axis, last.Format("2 Jan 2006"), f, d.pal.Faint, pen.Right)
	}
}

func withoutVerticals(pal Palette) Palette {
	pal.Print = true
	return pal
}

func (d *trendDrawing) band() {
	if len(d.Fit) < 2 {
		return
	}
	var ring, mid []pen.Pt
	for _, b := range d.Fit {
		ring = append(ring, pen.Pt{X: d.t.x(b.Time), Y: d.v.y(b.P90)})
		mid = append(mid, pen.Pt{X: d.t.x(b.Time), Y: d.v.y(b.Mid)})
	}
	for i := len(d.Fit) - 1; i >= 0; i-- {
		ring = append(ring, pen.Pt{X: d.t.x(d.Fit[i].Time), Y: d.v.y(d.Fit[i].P10)})
	}
	d.p.Area(pen.ClipArea(ring, d.area), d.pal.BandOuter)
	for _, part := range pen.ClipPath(mid, d.area) {
		d.p.Path(part, pen.Stroke{Width: d.pal.GridWidth * 2, Color: d.pal.DataLess})
	}
}

func (d *trendDrawing) events() {
	for _, e := range d.Events {
		x := d.t.x(e.Time)
		if x < d.area.X0 || x > d.area.X1 {
			continue
		}
		d.p.Line(x, d.area.Y0, x, d.area.Y1, pen.Stroke{Width: d.pal.GridWidth * 1.5, Color: d.pal.Faint, Dash: []float64{1, 2}})
		for _, y := range []float64{d.area.Y1 - 4, d.area.Y0 + d.pal.Label} {
			if d.lab.place(e.Text, d.pal.label(), d.pal.Ink, spot{x - 4, y, pen.Right}, spot{x + 4, y, pen.Left}) {
				break
			}
		}
	}
}

func (d *trendDrawing) series() {
	lines := decimate(d.Weeks, 0, d.p.Pixel(), func(q Point) pen.Pt { return pen.Pt{X: d.t.x(q.Time), Y: d.v.y(q.Value)} })
	for _, line := range lines {
		d.p.Path(line, pen.Stroke{Width: d.pal.DataWidth, Color: d.pal.Data})
		d.lab.avoidLine(line)
	}
	few := len(d.Weeks) <= 16
	for i, q := range d.Weeks {
		if math.IsNaN(q.Value) || !few && i < len(d.Weeks)-1 {
			continue
		}
		x, y, over := d.t.x(q.Time), d.v.y(q.Value), d.Cap > 0 && q.Value > d.Cap
		f, ink := d.pal.axis(), d.pal.Muted
		if over {
			d.p.Ring(x, y, d.pal.DotRadius, pen.Stroke{Width: d.pal.DotRadius * 0.6, Color: d.pal.Attention}, d.pal.Ground)
			f.Bold, ink = true, d.pal.Attention
		} else {
			d.p.Dot(x, y, d.pal.DotRadius, d.pal.Data)
		}
		r := d.pal.DotRadius + 1
		d.lab.avoid(pen.Rect{X0: x - r, Y0: y - r, X1: x + r, Y1: y + r})
		if !few {
			continue
		}
		spots := []spot{{x, y - r - 3, pen.Centre}, {x - 8, y - r - 2, pen.Centre}, {x + 8, y - r - 2, pen.Centre}}
		low := []spot{{x, y + r + 0.95*f.Size, pen.Centre}, {x - 8, y + r + 0.9*f.Size, pen.Centre}, {x + 8, y + r + 0.9*f.Size, pen.Centre}}
		if over {
			spots = append(spots, low...)
		} else {
			spots = append(low, spots...)
		}
		d.lab.place(Number(q.Value, 0), f, ink, spots...)
	}
}

// endNames names the lines at the right, moved apart where they would meet.
func (d *trendDrawing) endNames() {
	type name struct {
		y    float64
		text string
		bold bool
		kind int
	}
	var names []name
	if d.Cap > 0 {
		names = append(names, name{d.v.y(d.Cap), d.capText(), d.pal.Print, 0})
	}
	if n := len(d.Fit); n > 0 && d.Slope != "" {
		names = append(names, name{d.v.y(d.Fit[n-1].Mid), d.Slope, false, 1})
	}
	if s := d.lastText(); s != "" {
		names = append(names, name{d.v.y(d.last.Value), s, true, 2})
	}
	sort.SliceStable(names, func(i, j int) bool { return names[i].y < names[j].y })
	step := 1.35 * d.pal.Label
	for i := range names {
		names[i].y = math.Max(names[i].y, d.area.Y0)
		if i > 0 {
			names[i].y = math.Max(names[i].y, names[i-1].y+step)
		}
	}
	for i := len(names) - 1; i >= 0; i-- { // and back up from the bottom
		limit := d.area.Y1 - step*float64(len(names)-1-i)
		names[i].y = math.Min(names[i].y, limit)
	}
	for _, n := range names {
		f, ink := pen.Font{Size: d.pal.Label, Bold: n.bold}, d.pal.Limit
		switch n.kind {
		case 1:
			ink = d.pal.DataName
		case 2:
			ink = d.pal.Data
		}
		d.p.Text(d.area.X1+6, n.y+f.CapHeight()/2, f.Fit(n.text, d.wide+2), f, ink, pen.Left)
	}
}

func (d *trendDrawing) find(x, _ float64) (Datum, bool) {
	i := nearest(len(d.Weeks), d.t.time(x), func(i int) time.Time { return d.Weeks[i].Time })
	q := d.Weeks[i]
	if math.IsNaN(q.Value) {
		return Datum{}, false
	}
	return Datum{Index: i, Time: q.Time, Value: q.Value, Low: q.Value, High: q.Value, X: d.t.x(q.Time), Y: d.v.y(q.Value)}, true
}
