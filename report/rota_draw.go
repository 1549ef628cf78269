package report

import (
	"fmt"
	"image/color"
	"math"
	"strconv"
	"time"

	"watchbill/chart"
	"watchbill/chart/pen"
)

var (
	stripName  = pen.Font{Size: 11, Bold: true}
	dayFigure  = pen.Font{Size: 8.5}
	dayBold    = pen.Font{Size: 8.5, Bold: true}
	roleFont   = pen.Font{Size: 8.5}
	roleBold   = pen.Font{Size: 8.5, Bold: true}
	turnFont   = pen.Font{Size: 9.5}
	turnBold   = pen.Font{Size: 10.5, Bold: true}
	draftFont  = pen.Font{Size: 7.5}
	personFont = pen.Font{Size: 7.5}
)

func draftEdge() pen.Stroke {
	return pen.Stroke{Width: 0.8, Color: pal.Ink, Dash: []float64{2.5, 1.5}}
}

func gapEdge() pen.Stroke {
	return pen.Stroke{Width: 1, Color: pal.Attention, Dash: []float64{2, 1.5}}
}

// personFill is the print colour of person n, counted from 1.
func personFill(n int) color.Color {
	if n < 1 || len(pal.People) == 0 {
		return pal.Track
	}
	return pal.People[(n-1)%len(pal.People)].Fill
}

// hatch stripes a box, for time off.
func hatch(p *pen.Pen, box pen.Rect) {
	p.Fill(box, pal.Ground)
	thin := pen.Stroke{Width: 0.5, Color: pal.Base}
	const step = 3.0
	for x := box.X0 - box.H(); x < box.X1; x += step {
		for _, line := range pen.ClipPath([]pen.Pt{{X: x, Y: box.Y1}, {X: x + box.H(), Y: box.Y0}}, box) {
			p.Path(line, thin)
		}
	}
	p.Frame(box, thin)
}

// spanLine is a line with an end at both sides.
func spanLine(p *pen.Pen, x0, x1, y float64) {
	s := pen.Stroke{Width: 0.75, Color: pal.Muted}
	p.Line(x0, y, x1, y, s)
	p.Line(x0, y-2, x0, y+2, s)
	p.Line(x1, y-2, x1, y+2, s)
}

// ground shades weekends and holidays down to a height.
func (s strip) ground(p *pen.Pen, width, height float64) {
	for day := s.from; day.Before(s.to); day = day.AddDate(0, 0, 1) {
		if s.free(day) {
			p.Fill(pen.Rect{X0: s.x(day, width), Y0: 0, X1: s.x(day.AddDate(0, 0, 1), width), Y1: height}, pal.Track)
		}
	}
}

// free reports whether a day is a weekend or a holiday.
func (s strip) free(day time.Time) bool {
	if w := day.Weekday(); w == time.Saturday || w == time.Sunday {
		return true
	}
	for _, h := range s.rota.Holidays {
		if h.Day.Equal(day) {
			return true
		}
	}
	return false
}

// now draws the line of now through a row.
func (s strip) now(p *pen.Pen, width, height float64) {
	if n := s.rota.Now; !n.IsZero() && !n.Before(s.from) && n.Before(s.to) {
		x := s.x(n, width)
		p.Line(x, 0, x, height, pen.Stroke{Width: 1.2, Color: pal.Ink})
	}
}

// head is the strip's name and its days.
func (s strip) head(width float64) piece {
	return piece{height: stripHead, draw: func(p *pen.Pen) {
		s.ground(p, width, stripHead)
		p.Text(0, 20.5, stripName.Fit(s.name, stripLabels-labelPadding), stripName, pal.Ink, pen.Left)
		for day := s.from; day.Before(s.to); day = day.AddDate(0, 0, 1) {
			mid := s.x(day, width) + s.column(width)/2
			f := dayFigure
			if s.free(day) {
				f = dayBold
			}
			figure := strconv.Itoa(day.Day())
			if wide := day.Format("2 Jan"); day.Day() == 1 && f.Width(wide) < s.column(width)-2 && !day.Equal(s.from) {
				figure = wide
			}
			p.Text(mid, 9, day.Weekday().String()[:1], footFont, pal.Muted, pen.Centre)
			p.Text(mid, 20.5, figure, f, pal.Ink, pen.Centre)
		}
		p.Line(stripLabels, stripHead-3, s.x(s.to, width), stripHead-3, pen.Stroke{Width: 1.2, Color: pal.Ink})
	}}
}

// group is a rotation's name with its rule.
func (s strip) group(g RotaGroup, width float64) piece {
	return piece{height: groupLine, head: true, draw: func(p *pen.Pen) {
		p.Text(0, 11, roleBold.FitMiddle(g.Name, width/2), roleBold, pal.Ink, pen.Left)
		x := math.Max(stripLabels, roleBold.Width(roleBold.FitMiddle(g.Name, width/2))+12)
		p.Text(x, 11, noteFont.Fit(g.About, width-x), noteFont, pal.Muted, pen.Left)
	}}
}

// role is one role's turns, a row a lane, and below them the draft's where the strip has some.
func (s strip) role(role RotaRole, first bool, width float64) []piece {
	name, face := roleFont, turnFont
	if first {
		name, face = roleBold, turnBold
	}
	var out []piece
	for i, lane := range lanes(s.within(role.Turns)) {
		out = append(out, s.row(roleLine, width, func(p *pen.Pen) {
			if i == 0 {
				p.Text(labelPadding, baseline(0, roleBox, name), name.FitMiddle(role.Name, stripLabels-2*labelPadding), name, pal.Ink, pen.Left)
			}
			for _, t := range lane {
				s.turn(p, t, face, width)
			}
		}))
	}
	if drafts := s.within(role.Draft); len(drafts) > 0 {
		for i, lane := range lanes(drafts) {
			out = append(out, s.row(draftLine, width, func(p *pen.Pen) {
				if i == 0 {
					p.Text(labelPadding, baseline(0, draftBox, draftFont), "draft", draftFont, pal.Muted, pen.Left)
				}
				for _, t := range lane {
					s.draft(p, t, width)
				}
			}))
		}
	}
	return out
}

// row is a line of the strip on its shaded days, crossed by the line of now below what is drawn.
func (s strip) row(height, width float64, draw func(p *pen.Pen)) piece {
	return piece{height: height, draw: func(p *pen.Pen) {
		s.ground(p, width, height)
		s.now(p, width, height)
		draw(p)
	}}
}

// box is where a stretch stands in its row.
func (s strip) box(start, end time.Time, y, height, width float64) pen.Rect {
	x0, x1 := s.x(start, width), s.x(end, width)
	return pen.Rect{X0: x0 + 0.5, Y0: y, X1: math.Max(x1-0.5, x0+0.7), Y1: y + height}
}

func (s strip) turn(p *pen.Pen, t chart.Turn, face pen.Font, width float64) {
	box := s.box(t.Start, t.End, 0, roleBox, width)
	name, ink := t.Name, color.Color(pal.Ink)
	if name == "" {
		p.Fill(box, pal.Ground)
		p.Frame(box, gapEdge())
		name, ink = "gap", pal.Attention
	} else {
		p.Fill(box, personFill(t.Person))
	}
	if t.Start.Before(s.rota.Now) && t.End.After(s.rota.Now) {
		s.now(p, width, roleBox)
		box = besides(box, s.x(s.rota.Now, width))
	}
	f, words := fitTurn(name, t.Short, face, box.W()-3)
	write(p, box, words, f, ink)
}

// besides is the wider part of a box beside the line of now.
func besides(box pen.Rect, x float64) pen.Rect {
	const air = 3
	if x < box.X0 || x > box.X1 {
		return box
	}
	if x-box.X0 > box.X1-x {
		box.X1 = math.Max(box.X0, x-air)
	} else {
		box.X0 = math.Min(box.X1, x+air)
	}
	return box
}

func (s strip) draft(p *pen.Pen, t chart.Turn, width float64) {
	box := s.box(t.Start, t.End, 0, draftBox, width)
	p.Fill(box, pal.Ground)
	p.Frame(box, draftEdge())
	name := t.Name
	if name == "" {
		name = "nobody"
	}
	f, words := fitTurn(name, t.Short, draftFont, box.W()-4)
	write(p, box, words, f, pal.Ink)
}

// write sets words in the middle of a box.
func write(p *pen.Pen, box pen.Rect, words string, f pen.Font, ink color.Color) {
	if words != "" {
		p.Text((box.X0+box.X1)/2, baseline(box.Y0, box.H(), f), words, f, ink, pen.Centre)
	}
}

// person is one person's duties as bars and time off as stripes.
func (s strip) person(x RotaPerson, width float64) piece {
	return s.row(personLine, width, func(p *pen.Pen) {
		p.Fill(pen.Rect{X0: labelPadding, Y0: 2.5, X1: labelPadding + 7, Y1: 9.5}, personFill(x.Person))
		p.Text(labelPadding+11, baseline(0, 12, personFont), personFont.FitMiddle(x.Name, stripLabels-labelPadding-15), personFont, pal.Ink, pen.Left)
		for _, a := range x.Away {
			if a.Start.Before(s.to) && a.End.After(s.from) {
				hatch(p, s.box(a.Start, a.End, 1, personLine-2, width))
			}
		}
		for _, d := range x.Duties {
			if !d.Start.Before(s.to) || !d.End.After(s.from) {
				continue
			}
			box := s.box(d.Start, d.End, 3.5, 5, width)
			p.Fill(box, personFill(x.Person))
			p.Frame(box, pen.Stroke{Width: 0.4, Color: pal.Muted})
		}
		p.Line(0, personLine, s.x(s.to, width), personLine, pen.Stroke{Width: 0.3, Color: pal.Grid})
	})
}

// notes are the names of holidays, the weeks where they leave room, and the freezes below.
func (s strip) notes(width float64) []piece {
	out := []piece{s.row(noteRow, width, func(p *pen.Pen) { s.dayNotes(p, width) })}
	var frozen []chart.Turn
	for _, f := range s.rota.Freezes {
		frozen = append(frozen, chart.Turn{Start: f.Start, End: f.End, Name: f.Name})
	}
	if frozen = s.within(frozen); len(frozen) == 0 {
		return out
	}
	for i, lane := range lanes(frozen) {
		out = append(out, piece{height: freezeLine, draw: func(p *pen.Pen) {
			if i == 0 {
				p.Text(labelPadding, 7.5, "change freeze", footFont, pal.Muted, pen.Left)
			}
			for _, f := range lane {
				s.freeze(p, f, width)
			}
		}})
	}
	return out
}

func (s strip) freeze(p *pen.Pen, t chart.Turn, width float64) {
	x0, x1 := s.x(t.Start, width), s.x(t.End, width)
	words := footFont.Fit(t.Name, math.Max(0, x1-x0-8))
	if w := footFont.Width(words); words != "" && words != "…" {
		p.Text(x0, 7.5, words, footFont, pal.Muted, pen.Left)
		x0 += w + 4
	}
	spanLine(p, x0, x1, 5)
}

// dayNotes writes holidays first, then the number of each week at its Monday.
func (s strip) dayNotes(p *pen.Pen, width float64) {
	type span struct{ x0, x1 float64 }
	var taken []span
	put := func(x float64, words string, ink color.Color) {
		end := x + footFont.Width(words)
		if end > width {
			x, end = width-(end-x), width
		}
		for _, t := range taken {
			if x < t.x1+3 && t.x0 < end+3 {
				return
			}
		}
		taken = append(taken, span{x, end})
		p.Text(x, 7.5, words, footFont, ink, pen.Left)
	}
	for _, h := range s.rota.Holidays {
		if !h.Day.Before(s.from) && h.Day.Before(s.to) {
			put(s.x(h.Day, width)+1, footFont.Fit(h.Text, 4*s.column(width)), pal.Ink)
		}
	}
	for day := s.from; day.Before(s.to); day = day.AddDate(0, 0, 1) {
		if day.Weekday() == time.Monday {
			_, week := day.ISOWeek()
			put(s.x(day, width)+1, fmt.Sprintf("W%d", week), pal.Muted)
		}
	}
}
