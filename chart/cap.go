package chart

import (
	"math"

	"watchbill/chart/pen"
)

// A PersonShare is the toil of one person.
type PersonShare struct {
	Name   string
	Person int     // number of the person's colour, from 1
	Share  float64 // percent of hours worked; NaN: not recorded
	Note   string  // beside the figure of one above the cap: "for 3 weeks"
}

// AgainstCap shows the team's and each person's toil in percent of hours worked against the cap.
type AgainstCap struct {
	Team   float64 // percent; NaN: not recorded
	People []PersonShare
	Cap    float64 // percent
	Most   float64 // value at the right end, for charts that share a scale; 0: the greatest
}

// Height is the height at which rows look best.
func (c AgainstCap) Height(pal Palette) float64 {
	return 2.2*pal.Label + float64(len(c.People)+1)*pal.rowHeight()
}

// Draw draws the chart; see Chart. People who do not fit are counted in a last line.
func (c AgainstCap) Draw(p *pen.Pen, w, h float64, pal Palette) Mapping {
	head := 1.8 * pal.Label
	shown, more := c.People, 0
	if room := int((h - head) / (1.35 * pal.Label)); len(shown)+1 > room {
		shown = shown[:max(0, min(len(shown), room-2))]
		more = len(c.People) - len(shown)
	}
	names, most := []string{"Team"}, math.Max(math.Max(c.Cap*1.15, 10), c.Most)
	figures := 0.0
	for _, q := range shown {
		names = append(names, q.Name)
		if !math.IsNaN(q.Share) {
			most = math.Max(most, q.Share)
		}
		figures = math.Max(figures, pal.labelBold().Width(c.figure(q.Share, q.Note))+pal.Label)
	}
	if !math.IsNaN(c.Team) {
		most = math.Max(most, c.Team)
	}
	figures = math.Max(figures, pal.labelBold().Width("100 %")) + 12
	all := names
	if more > 0 {
		all = append(all, "more")
	}
	r := newRows(p, pal, w, h, head, 2, math.Min(figures, 0.4*w), all, math.Min(most, math.Max(100, c.Cap*1.2)))
	p.Fill(pen.Rect{X0: r.left, Y0: r.middle(0) - r.thick()/2 - 1, X1: r.right, Y1: r.middle(0) + r.thick()/2 + 1}, pal.Track)
	c.row(r, 0, "Team", c.Team, "", w, Fill{Fill: pal.Data, Edge: pal.Data}, true)
	for i, q := range shown {
		fill := Fill{Fill: pal.DataLess, Edge: pal.DataLess}
		if !pal.Print {
			fill = pal.person(q.Person)
		}
		c.row(r, i+1, q.Name, q.Share, q.Note, w, fill, false)
	}
	if more > 0 {
		f := pal.label()
		p.Text(0, r.baseline(len(shown)+1, f), "and "+Number(float64(more), 0)+" more, lower", f, pal.Faint, pen.Left)
	}
	if c.Cap > 0 {
		x := r.x(c.Cap)
		p.Line(x, head-3, x, r.top+float64(len(shown)+1)*r.high, pen.Stroke{Width: pal.LimitWidth * 0.75, Color: pal.Limit})
		text, half := "cap "+percent(c.Cap), pal.label().Width("cap "+percent(c.Cap))/2
		p.Text(math.Min(x, w-half), head-5, text, pal.label(), pal.Limit, pen.Centre)
	}
	return r.mapping(len(shown)+1, w, func(i int) Datum {
		if i == 0 {
			return Datum{Label: "Team", Value: c.Team}
		}
		return Datum{Label: shown[i-1].Name, Value: shown[i-1].Share}
	})
}

func (c AgainstCap) figure(share float64, note string) string {
	switch {
	case math.IsNaN(share):
		return "not recorded"
	case c.Cap > 0 && share > c.Cap:
		if note == "" {
			note = "over"
		}
		return percent(share) + " " + note
	}
	return percent(share)
}

func (c AgainstCap) row(r rows, i int, name string, share float64, note string, w float64, fill Fill, bold bool) {
	r.name(i, name, bold)
	f, ink := pen.Font{Size: r.pal.Label, Bold: bold}, r.pal.Muted
	if bold {
		ink = r.pal.Ink
	}
	if !math.IsNaN(share) {
		bar := r.bar(i, 0, share)
		r.p.Fill(bar, fill.Fill)
		if !r.pal.Print && bar.W() > 2 {
			r.p.Frame(bar, pen.Stroke{Width: 1, Color: fill.Edge})
		}
	}
	if !r.textFits() {
		return
	}
	x, over := r.right+10, c.Cap > 0 && share > c.Cap
	if over {
		f.Bold, ink = true, r.pal.Attention
		r.p.Triangle(x+0.3*f.Size, r.baseline(i, f), 0.85*f.Size, ink)
		x += f.Size
	}
	r.p.Text(x, r.baseline(i, f), f.Fit(c.figure(share, note), w-x), f, ink, pen.Left)
}
