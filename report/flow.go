package report

import (
	"image/color"
	"strings"

	"watchbill/chart/pen"
)

// A run is text in one font and colour.
type run struct {
	text string
	font pen.Font
	ink  color.Color
}

// A word is a word with its place in a line.
type word struct {
	run
	x float64
}

// flow breaks runs into lines of at most width.
func flow(runs []run, width float64) [][]word {
	var lines [][]word
	var line []word
	x := 0.0
	for _, r := range runs {
		space := r.font.Width(" ")
		for _, text := range strings.Fields(r.text) {
			for _, part := range r.font.Wrap(text, width) { // a word longer than a line is broken
				w := r.font.Width(part)
				if len(line) > 0 && x+w > width {
					lines, line, x = append(lines, line), nil, 0
				}
				line = append(line, word{run{part, r.font, r.ink}, x})
				x += w + space
			}
		}
	}
	if len(line) > 0 {
		lines = append(lines, line)
	}
	return lines
}

// drawLines writes flowed lines; neighbouring words of one font go out as one string, so that they can be searched.
func drawLines(p *pen.Pen, lines [][]word, y, height float64) {
	for i, line := range lines {
		base := baseline(y+float64(i)*height, height, line[0].font)
		for j := 0; j < len(line); {
			k, text := j+1, line[j].text
			for k < len(line) && line[k].font == line[j].font && line[k].ink == line[j].ink {
				text += " " + line[k].text
				k++
			}
			p.Text(line[j].x, base, text, line[j].font, line[j].ink, pen.Left)
			j = k
		}
	}
}

// notes are paragraphs in small type below a rule, each led by a bold word.
type notes []note

type note struct{ lead, text string }

const noteLine = 10.5

func (n notes) pieces(width float64) []piece {
	var list []piece
	for _, one := range n {
		if one.text == "" {
			continue
		}
		lines := flow([]run{{one.lead, noteBold, pal.Ink}, {one.text, noteFont, pal.Muted}}, width)
		first, top := len(list) == 0, 2.0
		if first {
			top = 7
		}
		before := 0.0
		if first {
			before = spaceNotes
		}
		list = append(list, piece{height: top + float64(len(lines))*noteLine, before: before, draw: func(p *pen.Pen) {
			if first {
				p.Line(0, 0.5, width, 0.5, hairline())
			}
			drawLines(p, lines, top, noteLine)
		}})
	}
	return list
}

// prose is a paragraph in the size of tables.
type prose string

const proseLine = 13.0

func (s prose) pieces(width float64) []piece {
	lines := flow([]run{{string(s), pen.Font{Size: 9}, pal.Ink}}, width)
	if len(lines) == 0 {
		return nil
	}
	return []piece{{height: float64(len(lines)) * proseLine, before: 2, draw: func(p *pen.Pen) { drawLines(p, lines, 0, proseLine) }}}
}
