package chart

import (
	"math"
	"sort"
	"time"

	"watchbill/chart/pen"
)

// A Band is a forecast for one instant: the middle value and what 50 % and 80 % of the paths lie between.
type Band struct {
	Time               time.Time
	Mid                float64
	P10, P25, P75, P90 float64
}

// A Limit holds from an instant until the next one in the list. The first holds from the beginning of time.
type Limit struct {
	From  time.Time
	Value float64
}

// A Chance is the probability that a resource becomes full within [From, To).
type Chance struct {
	From, To time.Time
	Share    float64 // 0 to 1
}

// Capacity is the use of one resource: what was, what is forecast, and when it meets its limit. Only History is
// needed; everything else is drawn where it is given.
type Capacity struct {
	Unit     string // "GiB"
	Quantity string // what is measured, for the caption of the axis: "used"
	History  []Point
	Gap      time.Duration // points further apart are not joined; 0: four times the usual distance
	Forecast []Band
	Limits   []Limit // in order of From
	Soft     float64 // share of the limit at which to watch, 0.85; 0: none
	Now      time.Time

	From, To time.Time // what to show; zero: all of history and forecast

	FullP10, FullP50, FullP90 time.Time // zero: not within the horizon
	OrderBy                   time.Time // FullP10 less Lead; zero: nothing to order
	Lead                      time.Duration
	Sure                      float64  // probability that it is not full by the end of the picture, 0 to 1; 0: not said
	Chances                   []Chance // by week, for the strip below; a screen only
}

// soon is how long before its date an order calls for attention.
const soon = 30 * 24 * time.Hour

// dense is how many values to a unit of width make a line unreadable.
const dense = 4

// A capacityDrawing is one drawing of a Capacity under way.
type capacityDrawing struct {
	Capacity
	p      *pen.Pen
	pal    Palette
	w, h   float64
	area   pen.Rect
	strip  pen.Rect // below the axis; empty when there is nothing to show
	v      valueScale
	t      timeScale
	ticks  []dateTick
	lab    *labels
	last   Point // the newest value
	hidden float64
}

// Draw draws the chart; see Chart.
func (c Capacity) Draw(p *pen.Pen, w, h float64, pal Palette) Mapping {
	d := c.layout(p, w, h, pal)
	d.grid()
	d.fan()
	d.limitLines()
	d.history()
	if pal.Print {
		d.printMarks()
	} else {
		d.screenMarks()
	}
	d.limitNames()
	d.caption()
	return Mapping{Area: d.area, find: d.find}
}

func (c Capacity) layout(p *pen.Pen, w, h float64, pal Palette) *capacityDrawing {
	c = c.visible()
	d := &capacityDrawing{Capacity: c, p: p, pal: pal, w: w, h: h, last: lastPoint(c.History)}
	lo, hi, hidden := c.valueRange()
	d.hidden = hidden
	foot, strip := pal.Axis*1.9, 0.0
	switch {
	case pal.Print && len(c.Limits) > 0 && len(c.Forecast) > 0:
		strip = 32
	case !pal.Print && len(c.Chances) > 0 && h >= 260:
		strip = 80
	}
	steps := stepsFor(h-strip-2*foot, pal.Axis)
	d.v = newValueScale(lo, hi, steps)
	if pal.Print {
		d.v = newValueScale(lo, hi, steps+1).trimmed(lo, hi)
	}
	widest := 0.0
	for _, t := range d.v.ticks {
		widest = math.Max(widest, pal.axis().Width(d.v.text(t)))
	}
	if pal.Print {
		d.area = pen.Rect{X0: widest + 5, Y0: pal.Axis * 1.7, X1: w - 4, Y1: h - foot - strip}
	} else {
		d.area = pen.Rect{X0: math.Max(widest, 30) + 10, Y0: 26, X1: w - 14, Y1: h - foot - 2 - strip}
	}
	if strip > 0 {
		d.strip = pen.Rect{X0: d.area.X0, Y0: h - strip + 4, X1: d.area.X1, Y1: h - 4}
		if pal.Print {
			d.strip.Y0, d.strip.Y1 = h-strip, h
		}
	}
	d.v.top, d.v.base = d.area.Y0, d.area.Y1
	d.t = timeScale{from: c.From, to: c.To, left: d.area.X0, right: d.area.X1}
	d.ticks = d.t.ticks(pal.axis())
	d.lab = newLabels(p, pen.Rect{X0: d.area.X0, Y0: 0, X1: w, Y1: d.area.Y1}, pal.Ground)
	d.lab.busy = d.inFan
	if !pal.Print {
		d.lab.avoid(pen.Box(4, 11, d.unit(), pal.axis(), pen.Left))
	}
	return d
}

// visible cuts the data to what is to be shown and fills in From and To.
func (c Capacity) visible() Capacity {
	if c.Gap == 0 {
		c.Gap = 4 * typicalStep(c.History)
	}
	if n := len(c.History); n > 0 {
		if c.From.IsZero() {
			c.From = c.History[0].Time
		}
		if c.To.IsZero() {
			c.To = c.History[n-1].Time
			if m := len(c.Forecast); m > 0 && c.Forecast[m-1].Time.After(c.To) {
				c.To = c.Forecast[m-1].Time
			}
		}
	}
	if c.From.IsZero() {
		c.From = c.Now
	}
	if !c.To.After(c.From) {
		c.From, c.To = c.From.Add(-12*time.Hour), c.From.Add(12*time.Hour)
	}
	if !c.Now.IsZero() { // dates are named in the zone of now
		c.From, c.To = c.From.In(c.Now.Location()), c.To.In(c.Now.Location())
	}
	lo := sort.Search(len(c.History), func(i int) bool { return !c.History[i].Time.Before(c.From) })
	hi := sort.Search(len(c.History), func(i int) bool { return c.History[i].Time.After(c.To) })
	c.History = c.History[lo:max(lo, hi)]
	var bands []Band
	for _, b := range c.Forecast {
		if !b.Time.Before(c.From) && !math.IsNaN(b.Mid+b.P10+b.P25+b.P75+b.P90) {
			bands = append(bands, b)
		}
	}
	c.Forecast = bands
	return c
}

func lastPoint(pts []Point) Point {
	for i := len(pts) - 1; i >= 0; i-- {
		if !math.IsNaN(pts[i].Value) && !math.IsInf(pts[i].Value, 0) {
			return pts[i]
		}
	}
	return Point{Value: math.NaN()}
}

// valueRange is what the value axis covers: all history, the limits unless they are far above, and as much of the
// forecast as leaves history readable. hidden is the limit that is too far above to be drawn, 0 if none.
func (c Capacity) valueRange() (lo, hi, hidden float64) {
	lo, hi = math.Inf(1), math.Inf(-1)
	widen := func(v float64) {
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			lo, hi = math.Min(lo, v), math.Max(hi, v)
		}
	}
	for _, q := range c.History {
		widen(q.Value)
	}
	if math.IsInf(lo, 0) {
		for _, b := range c.Forecast {
			widen(b.Mid)
		}
	}
	for _, l := range c.Limits {
		if math.IsInf(lo, 0) || l.Value <= 4*math.Max(math.Abs(hi), math.Abs(lo)) {
			widen(l.Value)
		} else {
			hidden = l.Value
		}
	}
	if math.IsInf(lo, 0) {
		return 0, 1, 0
	}
	span := hi - lo
	if span == 0 {
		span = math.Abs(hi)
	}
	room := 1.5
	if len(c.Limits) > 0 && hidden == 0 {
		room = 0.6
	}
	top, bottom := hi+room*span, lo-0.5*span
	if lo >= 0 {
		bottom = math.Max(bottom, 0)
	}
	for _, b := range c.Forecast {
		widen(math.Min(math.Max(b.P90, bottom), top))
		widen(math.Max(math.Min(b.P10, top), bottom))
	}
	switch pad := 0.04 * (hi - lo); {
	case lo > 0 && lo < 0.25*hi:
		lo = 0
	case lo >= 0:
		lo = math.Max(0, lo-pad)
	default:
		lo -= pad
	}
	return lo, hi, hidden
}

// Latest is the newest value, false when there is none.
func (c Capacity) Latest() (Point, bool) {
	q := lastPoint(c.History)
	return q, !math.IsNaN(q.Value)
}

// LimitAt is the limit that holds at t, false when there is none.
func (c Capacity) LimitAt(t time.Time) (float64, bool) {
	v := c.limitAt(t)
	return v, !math.IsNaN(v)
}

// limitAt is the limit that holds at t; NaN without one.
func (c Capacity) limitAt(t time.Time) float64 {
	v := math.NaN()
	for i, l := range c.Limits {
		if i == 0 || !l.From.After(t) {
			v = l.Value
		}
	}
	return v
}

// y is the height of a value, kept within reach of the picture so that clipping stays exact.
func (d *capacityDrawing) y(v float64) float64 {
	reach := 10 * (d.v.max - d.v.min)
	return d.v.y(math.Max(d.v.min-reach, math.Min(d.v.max+reach, v)))
}

func (d *capacityDrawing) grid() {
	drawGrid(d.p, d.pal, d.area, d.v)
	drawDates(d.p, d.pal, d.area, d.t, d.ticks)
}

// fan draws the two bands and the middle line, from the newest value on, clipped to the picture.
func (d *capacityDrawing) fan() {
	if len(d.Forecast) == 0 {
		return
	}
	var outer, inner, mid []pen.Pt
	if !math.IsNaN(d.last.Value) && d.last.Time.Before(d.Forecast[0].Time) {
		start := pen.Pt{X: d.t.x(d.last.Time), Y: d.y(d.last.Value)}
		outer, inner, mid = []pen.Pt{start}, []pen.Pt{start}, []pen.Pt{start}
	}
	upper := func(pts []pen.Pt, of func(Band) float64) []pen.Pt {
		for _, b := range d.Forecast {
			pts = append(pts, pen.Pt{X: d.t.x(b.Time), Y: d.y(of(b))})
		}
		return pts
	}
	lower := func(pts []pen.Pt, of func(Band) float64) []pen.Pt {
		for i := len(d.Forecast) - 1; i >= 0; i-- {
			pts = append(pts, pen.Pt{X: d.t.x(d.Forecast[i].Time), Y: d.y(of(d.Forecast[i]))})
		}
		return pts
	}
	outer = lower(upper(outer, func(b Band) float64 { return b.P90 }), func(b Band) float64 { return b.P10 })
	inner = lower(upper(inner, func(b Band) float64 { return b.P75 }), func(b Band) float64 { return b.P25 })
	mid = upper(mid, func(b Band) float64 { return b.Mid })
	d.p.Area(pen.ClipArea(outer, d.area), d.pal.BandOuter)
	d.p.Area(pen.ClipArea(inner, d.area), d.pal.BandInner)
	for _, part := range pen.ClipPath(mid, d.area) {
		d.p.Path(part, pen.Stroke{Width: d.pal.MidWidth, Color: d.pal.Data, Dash: d.pal.MidDash})
		d.lab.avoidLine(part)
	}
}

func (d *capacityDrawing) history() {
	at := func(q Point) pen.Pt { return pen.Pt{X: d.t.x(q.Time), Y: d.y(q.Value)} }
	if n := len(d.History); n > 0 {
		wide := math.Max(d.t.x(d.History[n-1].Time)-d.t.x(d.History[0].Time), 1)
		if float64(n) > dense*wide {
			d.denseHistory(at)
			return
		}
	}
	lines := decimate(d.History, d.Gap, math.Max(d.p.Pixel(), 0.25), at)
	for _, line := range lines {
		if len(line) == 1 {
			d.p.Dot(line[0].X, line[0].Y, d.pal.HistoryWidth, d.pal.History)
			d.lab.avoid(pen.Rect{X0: line[0].X - 2, Y0: line[0].Y - 2, X1: line[0].X + 2, Y1: line[0].Y + 2})
			continue
		}
		d.p.Path(line, pen.Stroke{Width: d.pal.HistoryWidth, Color: d.pal.History})
		d.lab.avoidLine(line)
	}
}

// caption names the unit at the top left. On paper the heading above the chart says it.
func (d *capacityDrawing) caption() {
	if !d.pal.Print {
		d.p.Text(4, 11, d.unit(), d.pal.axis(), d.pal.Faint, pen.Left)
	}
}

func (d *capacityDrawing) unit() string {
	return d.pal.axis().Fit(joinWords(d.v.magnitude.word, d.Unit, d.Quantity), d.w/3)
}

// find is the value shown at x: measured before the newest value, forecast after it.
func (d *capacityDrawing) find(x, _ float64) (Datum, bool) {
	t := d.t.time(x)
	if len(d.History) > 0 && (len(d.Forecast) == 0 || !t.After(d.last.Time)) {
		i := nearest(len(d.History), t, func(i int) time.Time { return d.History[i].Time })
		q := d.History[i]
		if math.IsNaN(q.Value) || math.Abs(d.t.x(q.Time)-x) > math.Max(24, math.Abs(d.t.x(d.From.Add(d.Gap))-d.t.x(d.From))) {
			return Datum{}, false
		}
		return Datum{Index: i, Time: q.Time, Value: q.Value, Low: q.Value, High: q.Value, X: d.t.x(q.Time), Y: d.y(q.Value)}, true
	}
	if len(d.Forecast) == 0 {
		return Datum{}, false
	}
	i := nearest(len(d.Forecast), t, func(i int) time.Time { return d.Forecast[i].Time })
	b := d.Forecast[i]
	return Datum{Index: i, Time: b.Time, Value: b.Mid, Low: b.P10, High: b.P90, Forecast: true, X: d.t.x(b.Time), Y: d.y(b.Mid)}, true
}

// nearest is the index of the instant nearest to t in a list in order of time, which must not be empty.
func nearest(n int, t time.Time, at func(int) time.Time) int {
	i := sort.Search(n, func(i int) bool { return !at(i).Before(t) })
	if i == n || i > 0 && t.Sub(at(i-1)) < at(i).Sub(t) {
		return i - 1
	}
	return i
}
