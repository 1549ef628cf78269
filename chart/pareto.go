package chart

import (
	"math"

	"watchbill/chart/pen"
)

// A Task is one thing that takes hours.
type Task struct {
	Name  string
	Hours float64
	Rest  bool // the sum of what is not named: "14 more tasks"
}

// Pareto shows where hours go: the largest first, with the running share. Tasks are drawn in the order given.
type Pareto struct {
	Tasks []Task
	Unit  string // after each figure: "h"
}

// Height is the height at which rows look best.
func (c Pareto) Height(pal Palette) float64 {
	return 1.8*pal.Label + float64(len(c.Tasks))*1.75*pal.Label
}

// Draw draws the chart; see Chart.
func (c Pareto) Draw(p *pen.Pen, w, h float64, pal Palette) Mapping {
	total, most, widest := 0.0, 0.0, 0.0
	var names []string
	for _, t := range c.Tasks {
		total, most = total+t.Hours, math.Max(most, t.Hours)
		names = append(names, t.Name)
		widest = math.Max(widest, pal.label().Width(c.figure(t.Hours)))
	}
	if len(c.Tasks) == 0 || total <= 0 {
		return Mapping{}
	}
	columns := 5.2 * pal.Label
	if !pal.Print { // a screen has room for the share of each, too
		columns += 5 * pal.Label
		p.Text(w-6.5*pal.Label, pal.Label, "share", pal.axis(), pal.Faint, pen.Right)
	}
	r := newRows(p, pal, w, h, 1.7*pal.Label, 1, columns+widest+8, names, most)
	p.Text(w, pal.Label, pal.runningName(), pal.axis(), pal.Faint, pen.Right)
	running, marked := 0.0, false
	for i, t := range c.Tasks {
		before := running / total
		running += t.Hours
		fill := pal.Data
		if before >= 2.0/3 || t.Rest {
			fill = pal.DataLess
		}
		r.name(i, t.Name, false)
		bar := r.bar(i, 0, t.Hours)
		p.Fill(bar, fill)
		if !r.textFits() {
			continue
		}
		f := pal.label()
		p.Text(bar.X1+5, r.baseline(i, f), c.figure(t.Hours), f, pal.Ink, pen.Left)
		share, ink := pal.label(), pal.Muted
		if !marked && !t.Rest && running/total >= 2.0/3 {
			marked = true
			share.Bold, ink = true, pal.Ink
			if i < len(c.Tasks)-1 {
				y := r.top + float64(i+1)*r.high
				p.Line(r.left, y, w, y, pen.Stroke{Width: pal.GridWidth * 1.2, Color: pal.Faint, Dash: []float64{1, 2}})
			}
		}
		if !pal.Print {
			p.Text(w-6.5*pal.Label, r.baseline(i, f), percent(100*t.Hours/total), f, pal.Muted, pen.Right)
		}
		p.Text(w, r.baseline(i, f), percent(100*running/total), share, ink, pen.Right)
	}
	p.Line(r.left, r.top, r.left, r.top+float64(len(c.Tasks))*r.high, pal.base())
	return r.mapping(len(c.Tasks), w, func(i int) Datum { return Datum{Label: c.Tasks[i].Name, Value: c.Tasks[i].Hours} })
}

// runningName heads the column of the running share.
func (pal Palette) runningName() string {
	if pal.Print {
		return "running"
	}
	return "summed up"
}

func (c Pareto) figure(v float64) string {
	if v < 10 {
		return joinWords(Number(v, 1), c.Unit)
	}
	return joinWords(Number(v, 0), c.Unit)
}
