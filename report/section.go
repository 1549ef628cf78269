package report

import (
	"math"

	"watchbill/chart"
	"watchbill/chart/pen"
)

// A section is a heading, the line under it, and what it heads.
type section struct {
	title string
	about string // what, unit, period
	body  []block
}

const (
	headingLine = 14.0
	aboutLine   = 11.0
)

func (s section) pieces(width float64) []piece {
	about := flow([]run{{s.about, captionFont, pal.Muted}}, width)
	title := headingFont.Wrap(s.title, width)
	height := float64(len(title))*headingLine + float64(len(about))*aboutLine
	list := []piece{{height: height, before: spaceHeading, keep: true, title: s.title, draw: func(p *pen.Pen) {
		for i, line := range title {
			p.Text(0, baseline(float64(i)*headingLine, headingLine, headingFont), line, headingFont, pal.Ink, pen.Left)
		}
		drawLines(p, about, float64(len(title))*headingLine, aboutLine)
	}}}
	for _, b := range s.body {
		list = append(list, b.pieces(width)...)
	}
	return list
}

// halves puts two stacks of blocks beside each other, or below each other when they are too long for that.
type halves struct{ left, right []block }

func (h halves) pieces(width float64) []piece {
	if len(h.left) == 0 || len(h.right) == 0 || width < textWidth {
		return stack(append(append([]block{}, h.left...), h.right...), width)
	}
	left, right := stack(h.left, halfWidth), stack(h.right, halfWidth)
	high := math.Max(total(left), total(right))
	if high > bodyBottom-bodyTop {
		return stack(append(append([]block{}, h.left...), h.right...), width)
	}
	title := ""
	for _, p := range append(append([]piece{}, left...), right...) {
		if p.title != "" {
			title = joinTitles(title, p.title)
		}
	}
	return []piece{{height: high, before: spaceHeading, title: title, draw: func(p *pen.Pen) {
		drawStack(p, left)
		drawStack(p.At(halfWidth+gutter, 0), right)
	}}}
}

func joinTitles(a, b string) string {
	if a == "" {
		return b
	}
	return a + ", " + b
}

func stack(blocks []block, width float64) []piece {
	var list []piece
	for _, b := range blocks {
		list = append(list, b.pieces(width)...)
	}
	return list
}

func total(list []piece) float64 {
	h := 0.0
	for i, p := range list {
		if i > 0 {
			h += p.before
		}
		h += p.height
	}
	return h
}

func drawStack(p *pen.Pen, list []piece) {
	y := 0.0
	for i, one := range list {
		if i > 0 {
			y += one.before
		}
		one.draw(p.At(0, y))
		y += one.height
	}
}

// A figure is a chart of a given height over the whole width, with a name above it where it is one of several.
type figure struct {
	name   string
	chart  chart.Chart
	height float64
	before float64
}

func (f figure) pieces(width float64) []piece {
	name := 0.0
	if f.name != "" {
		name = multipleName
	}
	return []piece{{height: f.height + name, before: f.before, draw: func(p *pen.Pen) {
		p.Text(0, baseline(0, multipleName, cellBold), f.name, cellBold, pal.Ink, pen.Left)
		f.chart.Draw(p.At(0, name), width, f.height, pal)
	}}}
}

// multiples are small charts with a name each, three in a row.
type multiples []multiple

type multiple struct {
	name  string
	chart chart.Chart
}

const (
	multipleWidth  = 160.0
	multipleHeight = 160.0
	multipleName   = 12.0
)

func (m multiples) pieces(width float64) []piece {
	perRow, gap := 3, 0.0
	if len(m) == 2 {
		perRow = 2
	}
	one := multipleWidth
	if perRow == 2 {
		one = halfWidth
	}
	gap = (width - float64(perRow)*one) / float64(perRow-1)
	var list []piece
	for i := 0; i < len(m); i += perRow {
		row := m[i:min(i+perRow, len(m))]
		list = append(list, piece{height: multipleName + multipleHeight, before: 6, draw: func(p *pen.Pen) {
			for j, c := range row {
				q := p.At(float64(j)*(one+gap), 0)
				q.Text(0, baseline(0, multipleName, cellBold), cellBold.Fit(c.name, one), cellBold, pal.Ink, pen.Left)
				c.chart.Draw(q.At(0, multipleName), one, multipleHeight, pal)
			}
		}})
	}
	return list
}

// keyFigures are the numbers of a report at a glance, at most six.
type keyFigures []keyFigure

type keyFigure struct{ value, unit, what, beside string }

const keyHeight = 57.0

func (k keyFigures) pieces(width float64) []piece {
	if len(k) == 0 {
		return nil
	}
	one := width / float64(len(k))
	return []piece{{height: keyHeight, before: spaceHeading, draw: func(p *pen.Pen) {
		p.Line(0, 0.2, width, 0.2, hairline())
		p.Line(0, keyHeight-0.2, width, keyHeight-0.2, hairline())
		for i, f := range k {
			x, room := float64(i)*one, one-14
			if i > 0 {
				p.Line(x, 6.5, x, keyHeight-6.5, hairline())
				x += 9
			}
			f.draw(p.At(x, 0), room)
		}
	}}}
}

func (k keyFigure) draw(p *pen.Pen, room float64) {
	f := figureFont
	for f.Width(k.value)+unitFont.Width(k.unit)+4 > room && f.Size > 9 {
		f.Size -= 0.5
	}
	box := p.Text(0, 24.5, f.Fit(k.value, room), f, pal.Ink, pen.Left)
	if k.unit != "" {
		p.Text(box.X1+3, 24.5, unitFont.Fit(k.unit, room-box.X1-2), unitFont, pal.Muted, pen.Left)
	}
	p.Text(0, 38, figureWhat.Fit(k.what, room), figureWhat, pal.Ink, pen.Left)
	p.Text(0, 48, figureBeside.Fit(k.beside, room), figureBeside, pal.Muted, pen.Left)
}
