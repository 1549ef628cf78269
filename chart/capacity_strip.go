package chart

import (
	"fmt"
	"math"
	"time"

	"watchbill/chart/pen"
)

// histogram shows below the axis how likely each week is the one in which the resource becomes full.
func (d *capacityDrawing) histogram() {
	f := d.pal.axis()
	base := d.strip.Y1 - 1.7*d.pal.Axis
	most, sum := 0.0, 0.0
	for _, c := range d.Chances {
		most, sum = math.Max(most, c.Share), sum+c.Share
	}
	lab := newLabels(d.p, pen.Rect{X0: d.strip.X0, Y0: d.strip.Y0, X1: d.w, Y1: d.h}, d.pal.Ground)
	for _, c := range d.Chances {
		x0, x1 := math.Max(d.t.x(c.From), d.strip.X0), math.Min(d.t.x(c.To), d.strip.X1)
		if x1 <= x0 || most <= 0 {
			continue
		}
		ink := d.pal.Data
		if !d.FullP50.IsZero() && !d.FullP50.Before(c.From) && d.FullP50.Before(c.To) {
			ink = d.pal.Ink
		}
		bar := pen.Rect{X0: x0, Y0: base - c.Share/most*(base-d.strip.Y0-2), X1: math.Max(x1-2, x0+1), Y1: base}
		d.p.Fill(bar, ink)
		lab.avoid(bar)
	}
	d.p.Line(d.strip.X0, base, d.strip.X1, base, d.pal.base())
	y := d.strip.Y1
	for _, q := range []struct {
		name string
		at   time.Time
		bold bool
	}{{"P50", d.FullP50, true}, {"P10", d.FullP10, false}, {"P90", d.FullP90, false}} {
		if !d.shows(q.at) {
			continue
		}
		x, font, ink := d.t.x(q.at), f, d.pal.Muted
		if q.bold {
			font.Bold, ink = true, d.pal.Ink
		}
		d.p.Line(x, base, x, base+4, pen.Stroke{Width: 1, Color: ink})
		long := q.name + " " + day(q.at, d.Now)
		half, short := font.Width(long)/2, font.Width(q.name)/2
		lab.placeAny([]string{long, q.name}, font, ink,
			spot{x, y, pen.Centre}, spot{x - half + 8, y, pen.Centre}, spot{x + half - 8, y, pen.Centre},
			spot{x - short, y, pen.Centre}, spot{x + short, y, pen.Centre})
	}
	lab.place("When it is full:", f, d.pal.Muted, spot{d.strip.X0, d.strip.Y0 + 10, pen.Left})
	lab.place("chance per "+period(d.Chances), f, d.pal.Faint, spot{d.strip.X0, d.strip.Y0 + 24, pen.Left})
	if later := 1 - sum; later >= 0.005 {
		lab.place(fmt.Sprintf("%.0f %% later", later*100), f, d.pal.Muted,
			spot{d.strip.X1, d.strip.Y0 + 10, pen.Right}, spot{d.strip.X1, base - 4, pen.Right})
	}
}

// period is the time that a bar stands for.
func period(chances []Chance) string {
	if len(chances) > 0 && chances[0].To.Sub(chances[0].From) < 48*time.Hour {
		return "day"
	}
	return "week"
}

// printMarks names the newest value and draws, under the fan, when it is full and by when to order.
func (d *capacityDrawing) printMarks() {
	if d.shows(d.Now) {
		x := d.t.x(d.Now)
		d.p.Line(x, d.area.Y1, x, d.area.Y1+4, pen.Stroke{Width: 1.2, Color: d.pal.Ink})
	}
	if !math.IsNaN(d.last.Value) && d.shows(d.last.Time) {
		x, y := d.t.x(d.last.Time), d.y(d.last.Value)
		d.p.Dot(x, y, d.pal.DotRadius, d.pal.Data)
		d.lab.avoid(pen.Rect{X0: x - 3, Y0: y - 3, X1: x + 3, Y1: y + 3})
		below, above := y+1.7*d.pal.Label, y-0.9*d.pal.Label
		d.lab.placeAny([]string{"now " + Amount(d.last.Value), Amount(d.last.Value)}, d.pal.labelBold(), d.pal.Data,
			spot{x + 4, below, pen.Left}, spot{x + 4, below + 8, pen.Left}, spot{x - 4, above, pen.Right}, spot{x - 4, below, pen.Right},
			spot{x + 4, above, pen.Left}, spot{x - 4, above - 8, pen.Right}, spot{x - 4, below + 10, pen.Right})
	}
	if d.strip.H() > 0 {
		d.passage()
	}
}

// passage is the strip of paper: a bar from P10 to P90, a tick at P50, a triangle at the order-by date.
func (d *capacityDrawing) passage() {
	f, top, bottom := d.pal.axis(), d.strip.Y0+11, d.strip.Y0+19
	lab := newLabels(d.p, pen.Rect{X0: 0, Y0: d.strip.Y0 - 1, X1: d.w, Y1: d.h}, d.pal.Ground)
	if !d.shows(d.FullP10) {
		text := "not full by " + d.To.Format("Jan 2006")
		if d.Sure > 0 {
			text += " (" + Percent(d.Sure) + " sure)"
		}
		switch {
		case math.IsNaN(d.limitAt(d.To)):
			return
		case !d.FullP10.IsZero() && d.FullP10.Before(d.From):
			text = "full since " + day(d.FullP10, d.Now)
		}
		lab.place(text, d.pal.label(), d.pal.Muted, spot{d.strip.X1, bottom - 1, pen.Right})
		d.orderMark(lab, top, bottom)
		return
	}
	x0, x1 := d.t.x(d.FullP10), d.strip.X1
	beyond := !d.shows(d.FullP90)
	if !beyond {
		x1 = math.Max(d.t.x(d.FullP90), x0+1)
	}
	bar := pen.Rect{X0: x0, Y0: top, X1: x1, Y1: bottom}
	if beyond { // an arrow says that it goes on
		bar.X1 = math.Max(x0, x1-4)
		d.p.Area([]pen.Pt{{X: bar.X1, Y: top - 2}, {X: x1 + 3, Y: (top + bottom) / 2}, {X: bar.X1, Y: bottom + 2}}, d.pal.BandInner)
	}
	d.p.Fill(bar, d.pal.BandInner)
	lab.avoid(pen.Rect{X0: x0, Y0: top - 2, X1: x1 + 3, Y1: bottom + 2})
	if d.shows(d.FullP50) {
		x := d.t.x(d.FullP50)
		d.p.Line(x, top-2, x, bottom+2, pen.Stroke{Width: 2, Color: d.pal.Data})
		lab.place("P50", d.pal.labelBold(), d.pal.Ink, spot{x, top - 4, pen.Centre}, spot{d.w, top - 4, pen.Right})
	}
	low := bottom + 1.25*f.Size
	if beyond {
		tail := []string{"P90 later"}
		if !d.shows(d.FullP50) {
			tail = []string{"P50, P90 later", "P50 later"}
		}
		lab.placeAny(tail, f, d.pal.Muted, spot{d.w, low, pen.Right})
	} else {
		lab.place("P90", f, d.pal.Muted, spot{x1, low, pen.Centre}, spot{d.w, low, pen.Right})
	}
	lab.place("P10", f, d.pal.Muted, spot{x0, low, pen.Centre}, spot{x0 - 6, low, pen.Centre}, spot{x0 - 2, low, pen.Right})
	d.orderMark(lab, top, bottom)
}

func (d *capacityDrawing) orderMark(lab *labels, top, bottom float64) {
	if d.OrderBy.IsZero() || d.OrderBy.After(d.To) {
		return
	}
	ink := d.pal.Ink
	if d.OrderBy.Before(d.Now.Add(soon)) {
		ink = d.pal.Attention
	}
	text := "order by " + d.OrderBy.Format("2 Jan")
	if d.OrderBy.Before(d.Now) {
		text = "order now, due since " + d.OrderBy.Format("2 Jan")
	}
	x := math.Max(d.t.x(d.OrderBy), d.strip.X0)
	d.p.Triangle(x, bottom-1, 7, ink)
	lab.avoid(pen.Rect{X0: x - 4, Y0: top, X1: x + 4, Y1: bottom})
	y := bottom - 1.5
	lab.placeAny([]string{text, d.OrderBy.Format("2 Jan")}, d.pal.labelBold(), ink,
		spot{x - 6, y, pen.Right}, spot{x + 6, y, pen.Left}, spot{math.Max(0, x-6), bottom + 9, pen.Left}, spot{x + 2, top - 3, pen.Right}, spot{0, top - 3, pen.Left})
}
