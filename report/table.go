package report

import (
	"math"
	"strings"

	"watchbill/chart"
	"watchbill/chart/pen"
)

// A table has rules between its rows only, and repeats its head on each page.
type table struct {
	columns []column
	rows    []row
	total   []cell // after the last row, on the same page as it; nil: none
}

type column struct {
	head  string
	align pen.Align
	flex  bool    // takes the room that others leave, and wraps
	width float64 // fixed; 0: by its contents
}

type row struct {
	cells []cell
	from  int // span: the text below covers cells from..to instead of theirs; 0, 0: no span
	to    int
	span  string
}

// A cell is text, text with a second line, or a small chart.
type cell struct {
	text  string
	bold  bool
	muted bool
	alarm bool // in the attention colour, with a triangle
	below string
	chart chart.Chart
}

const (
	rowHeight   = 17.5
	cellLine    = 11.5
	columnGap   = 9.0
	narrowGap   = 6.0 // where the contents need the room
	headLine    = 9.5
	maxLines    = 4
	chartRow    = 26.0
	alarmIndent = 9.0
)

func text(s string) cell { return cell{text: s} }
func bold(s string) cell { return cell{text: s, bold: true} }

func (c cell) font() pen.Font {
	switch {
	case c.bold || c.alarm:
		return cellBold
	case c.muted:
		return cellSmall
	}
	return cellFont
}

func (c cell) width() float64 {
	w := math.Max(c.font().Width(c.text), cellSmall.Width(c.below))
	if c.alarm {
		w += alarmIndent
	}
	return w
}

func (t table) pieces(width float64) []piece {
	if len(t.rows) == 0 {
		return nil
	}
	gap := columnGap
	widths := t.widths(width, gap)
	if t.squeezed(width, gap) {
		gap = narrowGap
		widths = t.widths(width, gap)
	}
	x := make([]float64, len(widths))
	for i := 1; i < len(x); i++ {
		x[i] = x[i-1] + widths[i-1] + gap
	}
	head := t.head(x, widths, width)
	list := []piece{head}
	for i, r := range t.rows {
		rule := hairline()
		if t.total != nil && i == len(t.rows)-1 {
			rule = inkLine()
		}
		list = append(list, t.row(r, x, widths, width, rule))
		list[len(list)-1].again = &head
	}
	if t.total != nil {
		end := t.row(row{cells: t.total}, x, widths, width, pen.Stroke{})
		list[len(list)-2].keep = true
		end.again = &head
		list = append(list, end)
	}
	return list
}

func (t table) head(x, widths []float64, width float64) piece {
	lines := make([][]string, len(t.columns))
	most := 1
	for i, c := range t.columns {
		lines[i] = headFont.Wrap(c.head, widths[i]+0.01)
		most = max(most, len(lines[i]))
	}
	height := float64(most)*headLine + 9
	return piece{height: height, keep: true, draw: func(p *pen.Pen) {
		for i, c := range t.columns {
			top := height - 5 - float64(len(lines[i]))*headLine
			for j, s := range lines[i] {
				p.Text(anchor(x[i], widths[i], c.align), baseline(top+float64(j)*headLine, headLine, headFont), s, headFont, pal.Muted, c.align)
			}
		}
		p.Line(0, height-0.4, width, height-0.4, inkLine())
	}}
}

func anchor(x, width float64, a pen.Align) float64 {
	switch a {
	case pen.Right:
		return x + width
	case pen.Centre:
		return x + width/2
	}
	return x
}

func (t table) row(r row, x, widths []float64, width float64, rule pen.Stroke) piece {
	height := rowHeight
	lines := make([][]string, len(r.cells))
	for i, c := range r.cells {
		if r.covers(i) {
			continue
		}
		room := widths[i]
		if c.alarm {
			room -= alarmIndent
		}
		lines[i] = wrapCell(c.text, c.font(), room)
		n := len(lines[i])
		n += len(c.belowLines(room))
		if n > 1 {
			height = math.Max(height, float64(n)*cellLine+6)
		}
		if c.chart != nil {
			height = math.Max(height, chartRow)
		}
	}
	return piece{height: height, draw: func(p *pen.Pen) {
		for i, c := range r.cells {
			if !r.covers(i) {
				t.cell(p, c, lines[i], x[i], widths[i], height, t.columns[i].align)
			}
		}
		if r.span != "" {
			end := x[r.to] + widths[r.to]
			p.Text(end, baseline(0, rowHeight, cellFont), cellFont.Fit(r.span, end-x[r.from]), cellFont, pal.Ink, pen.Right)
		}
		p.Line(0, height-0.2, width, height-0.2, rule)
	}}
}

func (r row) covers(i int) bool { return r.span != "" && i >= r.from && i <= r.to }

func wrapCell(s string, f pen.Font, width float64) []string {
	lines := f.Wrap(s, math.Max(width, f.Size)+0.01)
	if len(lines) > maxLines {
		lines = lines[:maxLines]
		lines[maxLines-1] = f.Fit(lines[maxLines-1]+"…", width)
	}
	return lines
}

func (t table) cell(p *pen.Pen, c cell, lines []string, x, width, height float64, a pen.Align) {
	if c.chart != nil {
		c.chart.Draw(p.At(x, 1), width, height-2, pal)
		return
	}
	f, ink := c.font(), pal.Ink
	if c.muted {
		ink = pal.Muted
	}
	top := (rowHeight - cellLine) / 2
	if c.alarm {
		ink = pal.Attention
		left := x
		if a == pen.Right && len(lines) > 0 {
			left = x + width - f.Width(lines[0]) - alarmIndent
		}
		p.Triangle(left+3.2, baseline(top, cellLine, f), 6.4, ink)
		if a == pen.Left {
			x += alarmIndent
			width -= alarmIndent
		}
	}
	for i, s := range lines {
		p.Text(anchor(x, width, a), baseline(top+float64(i)*cellLine, cellLine, f), s, f, ink, a)
	}
	for i, s := range c.belowLines(width) {
		y := top + float64(len(lines)+i)*cellLine
		p.Text(anchor(x, width, a), baseline(y, cellLine, cellSmall), s, cellSmall, pal.Muted, a)
	}
}

// belowLines are the lines of the small text below, at most three.
func (c cell) belowLines(width float64) []string {
	const most = 3
	lines := cellSmall.Wrap(c.below, math.Max(width, cellSmall.Size)+0.01)
	if len(lines) > most {
		lines = append(lines[:most-1], cellSmall.Fit(strings.Join(lines[most-1:], " "), width))
	}
	return lines
}

// widths gives each column what its contents need; flexible columns share what is left, or give way.
func (t table) widths(width, gap float64) []float64 {
	room := width - gap*float64(len(t.columns)-1)
	w, sum, flexible := t.wanted()
	if sum <= room {
		for i, c := range t.columns {
			if c.flex {
				w[i] += (room - sum) / float64(flexible)
			}
		}
		return w
	}
	for _, flex := range []bool{true, false} {
		squeeze(w, room, func(i int) float64 {
			if t.columns[i].flex != flex {
				return w[i]
			}
			return t.least(i, w[i])
		})
	}
	squeeze(w, room, func(int) float64 { return 0 })
	return w
}

// least is how far a column gives way: a flexible one to a few words, another to its longest word, so that none is broken
// while there is room elsewhere.
func (t table) least(i int, natural float64) float64 {
	const flexible = 60.0
	if t.columns[i].width > 0 {
		return natural
	}
	longest := 0.0
	for _, r := range append(t.rows[:len(t.rows):len(t.rows)], row{cells: t.total}) {
		if i >= len(r.cells) || r.covers(i) {
			continue
		}
		c := r.cells[i]
		for _, word := range strings.Fields(c.text) {
			one := cell{text: word, bold: c.bold, muted: c.muted, alarm: c.alarm}
			longest = math.Max(longest, one.width())
		}
	}
	if t.columns[i].flex {
		longest = math.Max(flexible, math.Min(longest, 2*flexible))
	}
	return math.Min(natural, longest+0.5)
}

// squeezed tells whether the contents want more than there is.
func (t table) squeezed(width, gap float64) bool {
	_, sum, _ := t.wanted()
	return sum > width-gap*float64(len(t.columns)-1)
}

// wanted is the width each column would like, their sum, and how many columns are flexible.
func (t table) wanted() (w []float64, sum float64, flexible int) {
	w = make([]float64, len(t.columns))
	for i, c := range t.columns {
		w[i] = c.width
		if w[i] == 0 {
			w[i] = t.natural(i)
		}
		sum += w[i]
		if c.flex {
			flexible++
		}
	}
	return w, sum, flexible
}

// squeeze narrows columns to the room there is, the widest first, none to less than it can do with.
func squeeze(w []float64, room float64, least func(i int) float64) {
	low, sum, widest := make([]float64, len(w)), 0.0, 0.0
	for i := range w {
		low[i] = math.Min(w[i], least(i))
		sum += w[i]
		widest = math.Max(widest, w[i])
	}
	if sum <= room {
		return
	}
	at := func(level float64) (all []float64, sum float64) {
		for i := range w {
			v := math.Max(low[i], math.Min(w[i], level))
			all, sum = append(all, v), sum+v
		}
		return all, sum
	}
	under, over := 0.0, widest
	for range 40 { // to a billionth of a point
		middle := (under + over) / 2
		if _, sum := at(middle); sum <= room {
			under = middle
		} else {
			over = middle
		}
	}
	narrow, _ := at(under)
	copy(w, narrow)
}

func (t table) natural(i int) float64 {
	most := 0.0
	for _, s := range headFont.Wrap(t.columns[i].head, 34) {
		most = math.Max(most, headFont.Width(s))
	}
	for _, r := range t.rows {
		if i < len(r.cells) && !r.covers(i) {
			most = math.Max(most, r.cells[i].width())
		}
	}
	if i < len(t.total) && !t.columns[i].flex {
		most = math.Max(most, t.total[i].width())
	}
	return most + 0.5
}
