package chart

import (
	"math"
	"strconv"
	"time"

	"watchbill/chart/pen"
)

// A Turn is a stretch [Start, End) in which one person is on call; an empty Name is a gap.
type Turn struct {
	Start, End time.Time
	Name       string
	Person     int    // number of the person's colour, from 1
	Swap       int    // number of the swap in the list below the chart; 0: as planned
	Short      string // where the name does not fit; "": the name's first three letters
}

// A RotaRow is one role.
type RotaRow struct {
	Name   string
	Group  string // its rotation, which then begins Name; "" where there is one alone
	First  bool   // the first role of its rotation
	Turns  []Turn
	Begins time.Time // the row's first turn ever: nobody is missed before it; zero: the row was always there
}

// A DayNote is a word about one day: a holiday, a clock change.
type DayNote struct {
	Day  time.Time
	Text string
}

// Rota shows who is on call when: one row a role, days as columns.
type Rota struct {
	From, To time.Time // local midnights, To exclusive
	Rows     []RotaRow
	Notes    []DayNote
	Now      time.Time // drawn as a line where it is within; zero: not drawn
	Names    float64   // least width of the rows' names, for charts that share their days
}

const (
	rotaHead = 14.0
	rotaRow  = 22.0
	rotaGap  = 4.0
	rotaNote = 15.0

	rotaNoteMore = 9.0 // a second line for notes that do not fit beside each other
)

// Height is the height the chart needs, in points.
func (c Rota) Height() float64 {
	h := rotaHead + float64(len(c.Rows))*(rotaRow+rotaGap)
	if len(c.Notes) > 0 {
		h += rotaNote
	}
	if len(c.Notes) > 1 {
		h += rotaNoteMore
	}
	return h
}

// NamesWidth is how wide the rows' names are.
func (c Rota) NamesWidth(pal Palette) float64 {
	wide := 0.0
	for _, row := range c.Rows {
		wide = math.Max(wide, pal.labelBold().Width(row.Name))
	}
	return wide
}

// Draw draws the chart; see Chart.
func (c Rota) Draw(p *pen.Pen, w, _ float64, pal Palette) Mapping {
	left := math.Min(math.Max(c.Names, c.NamesWidth(pal))+12, 0.25*w)
	t := timeScale{from: c.From, to: c.To, left: left, right: w}
	foot := rotaHead + float64(len(c.Rows))*(rotaRow+rotaGap)
	c.days(p, pal, t, foot)
	for i, row := range c.Rows {
		y := rotaHead + float64(i)*(rotaRow+rotaGap)
		f := pal.label()
		f.Bold = row.First || i == 0
		p.Text(0, y+rotaRow/2+f.CapHeight()/2, f.FitMiddle(row.Name, left-4), f, pal.Ink, pen.Left)
		for _, turn := range row.Turns {
			c.turn(p, pal, t, y, turn)
		}
	}
	if !c.Now.IsZero() && !c.Now.Before(c.From) && c.Now.Before(c.To) {
		x := t.x(c.Now)
		p.Line(x, rotaHead-3, x, foot-2, pen.Stroke{Width: 1.2, Color: pal.Ink})
	}
	c.notes(p, pal, t, foot, w)
	area := pen.Rect{X0: left, Y0: rotaHead, X1: w, Y1: foot}
	return Mapping{Area: area, find: func(x, y float64) (Datum, bool) { return c.at(t, x, y) }}
}

func (c Rota) days(p *pen.Pen, pal Palette, t timeScale, foot float64) {
	f := pal.axis()
	every := max(1, int(math.Ceil(f.Width("30")*1.4/(t.x(nextDay(c.From))-t.left))))
	for day, i := c.From, 0; day.Before(c.To); day, i = nextDay(day), i+1 {
		x0, x1 := t.x(day), math.Min(t.x(nextDay(day)), t.right)
		weekend := day.Weekday() == time.Saturday || day.Weekday() == time.Sunday
		font, ink := f, pal.Faint
		if weekend {
			p.Fill(pen.Rect{X0: x0, Y0: rotaHead - 3, X1: x1, Y1: foot}, pal.Track)
			font.Bold, ink = true, pal.Ink
		}
		if i%every == 0 {
			p.Text((x0+x1)/2, f.Size, strconv.Itoa(day.Day()), font, ink, pen.Centre)
		}
	}
}

func nextDay(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, t.Location())
}

func (c Rota) turn(p *pen.Pen, pal Palette, t timeScale, y float64, turn Turn) {
	x0, x1 := math.Max(t.x(turn.Start), t.left), math.Min(t.x(turn.End), t.right)
	if x1 <= x0 {
		return
	}
	box := pen.Rect{X0: x0 + 0.5, Y0: y, X1: math.Max(x1-0.5, x0+0.7), Y1: y + rotaRow}
	name, fill := turn.Name, pal.person(turn.Person)
	if name == "" {
		p.Fill(box, pal.Ground)
		p.Frame(box, pen.Stroke{Width: 1, Color: pal.Attention, Dash: []float64{2, 1.5}})
		name, fill.Text = "gap", pal.Attention
	} else {
		p.Fill(box, fill.Fill)
	}
	f, text := fitName(name, turn.Short, box.W()-3, pal.Label)
	if text == "" {
		return
	}
	f.Bold = turn.Name == ""
	mid, base := (box.X0+box.X1)/2, y+rotaRow/2+f.CapHeight()/2
	if turn.Swap > 0 && box.W() >= 17 {
		base -= 4
		c.swapMark(p, pal, mid, base+9, turn.Swap, fill)
	}
	p.Text(mid, base, text, f, fill.Text, pen.Centre)
}

// fitName sets a name smaller, to 6.5, then shortens it, then leaves it out.
func fitName(name, short string, width, size float64) (pen.Font, string) {
	for s := size; s >= 6.5; s -= 0.5 {
		if f := (pen.Font{Size: s}); f.Width(name) <= width {
			return f, name
		}
	}
	f := pen.Font{Size: math.Min(6.5, size)}
	if short == "" {
		short = name
		if letters := []rune(name); len(letters) > 3 {
			short = string(letters[:3])
		}
	}
	if f.Width(short) <= width+2 { // a short name may come nearer to the edges
		return f, short
	}
	return f, ""
}

// swapMark draws a double arrow and the number of the swap.
func (c Rota) swapMark(p *pen.Pen, pal Palette, x, y float64, number int, fill Fill) {
	f := pen.Font{Size: 6.5}
	text := strconv.Itoa(number)
	s := pen.Stroke{Width: 0.6, Color: fill.Text}
	x0 := x - (9+f.Width(text))/2
	p.Arrow(x0, y-3.2, x0+6, y-3.2, 1.8, s)
	p.Arrow(x0+6, y-1.2, x0, y-1.2, 1.8, s)
	p.Text(x0+9, y, text, f, fill.Text, pen.Left)
}

func (c Rota) notes(p *pen.Pen, pal Palette, t timeScale, foot, w float64) {
	lab := newLabels(p, pen.Rect{X0: 0, Y0: foot, X1: w, Y1: foot + rotaNote + rotaNoteMore}, pal.Ground)
	end := 0.0 // of the notes so far
	for _, n := range c.Notes {
		x := (t.x(n.Day) + math.Min(t.x(nextDay(n.Day)), t.right)) / 2
		if x < t.left || x > t.right {
			continue
		}
		y, half := foot+3+pal.Axis, pal.axis().Width(n.Text)/2
		if lab.place(n.Text, pal.axis(), pal.Muted, spot{x, y, pen.Centre}, spot{math.Max(half, math.Min(w-half, x)), y, pen.Centre},
			spot{x + 3, y, pen.Right}, spot{x - 3, y, pen.Left},
			spot{end + 6, y, pen.Left}, spot{w, y, pen.Right}, spot{math.Max(half, math.Min(w-half, x)), y + rotaNoteMore, pen.Centre}) {
			end = lab.taken[len(lab.taken)-1].X1
			p.Line(x, foot-2, x, foot+2, pen.Stroke{Width: 0.75, Color: pal.Faint})
		}
	}
}

func (c Rota) at(t timeScale, x, y float64) (Datum, bool) {
	row := int((y - rotaHead) / (rotaRow + rotaGap))
	if row < 0 || row >= len(c.Rows) {
		return Datum{}, false
	}
	at := t.time(x)
	for _, turn := range c.Rows[row].Turns {
		if !at.Before(turn.Start) && at.Before(turn.End) {
			return Datum{Index: row, Label: turn.Name, Time: turn.Start, X: x, Y: y}, true
		}
	}
	return Datum{}, false
}
