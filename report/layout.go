package report

import (
	"fmt"
	"math"

	"watchbill/chart/pen"
)

// Pages is a report laid out: what stands where on which page.
type Pages struct {
	doc   Doc
	pages [][]placed
}

// A placed piece has its distance from the top of the page.
type placed struct {
	piece
	y float64
}

// Build lays a report out on pages. Nothing is split but between pieces, and nothing reaches into the foot.
func Build(d Doc) *Pages {
	paper := d.paper()
	b := &builder{sheet: paper, y: paper.top}
	b.place(d.header(paper.text), false)
	var list []piece
	for _, block := range d.blocks {
		list = append(list, block.pieces(paper.text)...)
	}
	for i := 0; i < len(list); {
		j := i
		for j < len(list)-1 && list[j].keep {
			j++
		}
		b.group(list[i : j+1])
		i = j + 1
	}
	b.close()
	return &Pages{doc: d, pages: b.pages}
}

// Count is the number of pages.
func (p *Pages) Count() int { return len(p.pages) }

type builder struct {
	sheet sheet
	pages [][]placed
	page  []placed
	y     float64
}

func (b *builder) close() {
	if len(b.page) > 0 {
		b.pages = append(b.pages, b.page)
	}
	b.page, b.y = nil, b.sheet.top
}

// group puts pieces that belong together on this page, or on the next one. A group higher than a page is put where
// it begins and goes on piece by piece.
func (b *builder) group(list []piece) {
	high := 0.0
	for i, p := range list {
		if i > 0 || len(b.page) > 0 {
			high += p.before
		}
		high += p.height
	}
	if b.y+high > b.sheet.bottom && len(b.page) > 0 && high <= b.sheet.bottom-b.sheet.top {
		b.close()
	}
	for i, p := range list {
		before, high := p.before, p.height
		for j := i; list[j].head && j+1 < len(list); j++ {
			high += list[j+1].before + list[j+1].height
		}
		if b.y+before+high > b.sheet.bottom && len(b.page) > 0 {
			b.close()
		}
		if len(b.page) == 0 && p.again != nil {
			b.place(*p.again, false)
		}
		b.place(p, len(b.page) > 0)
	}
}

func (b *builder) place(p piece, spaced bool) {
	if spaced {
		b.y += p.before
	}
	b.page = append(b.page, placed{p, b.y})
	b.y += p.height
}

// footLine is the line at the bottom of each page. A long name of a team gives way to the rest.
func (d Doc) footLine(width float64) string {
	if d.team == "" {
		return footFont.Fit(d.foot, width)
	}
	rest := " · " + d.foot
	return footFont.Fit(footFont.FitMiddle(d.team, math.Max(width-footFont.Width(rest), width/4))+rest, width)
}

// header is the title, the scope line and the summary if there is one, on the first page.
func (d Doc) header(width float64) piece {
	title := titleFont
	for title.Size > 14 && title.Width(d.title) > width {
		title.Size--
	}
	titles := title.Wrap(d.title, width)
	scope := scopeFont.Wrap(d.scope, width)
	const bar, line = 12.0, 15.5
	lines := flow([]run{{d.summary.lead, summaryBold, pal.Ink}, {d.summary.rest, summaryFont, pal.Ink}}, width-bar)
	under := 22 + 1.25*title.Size*float64(max(len(titles), 1)-1) // below the title
	top := under + 12*float64(len(scope)) + 7
	height := top + line*float64(len(lines))
	if len(lines) == 0 {
		height = top - 7
	}
	return piece{height: height, draw: func(p *pen.Pen) {
		for i, s := range titles {
			p.Text(0, 15.5+1.25*title.Size*float64(i), s, title, pal.Ink, pen.Left)
		}
		for i, s := range scope {
			p.Text(0, baseline(under+12*float64(i), 12, scopeFont), s, scopeFont, pal.Muted, pen.Left)
		}
		if len(lines) > 0 {
			p.Fill(pen.Rect{X0: 0, Y0: top, X1: 2, Y1: height}, pal.Data)
			drawLines(p.At(bar, 0), lines, top, line)
		}
	}}
}

// draw draws page i, counted from 0, on a pen at the top left of the paper.
func (p *Pages) draw(i int, page *pen.Pen) {
	paper := p.doc.paper()
	q := page.At(paper.left, 0)
	small := pen.Font{Size: 7.5}
	q.Text(0, paper.running, "Watchbill", small, pal.Muted, pen.Left)
	q.Text(paper.text, paper.running, p.doc.name, small, pal.Muted, pen.Right)
	for _, one := range p.pages[i] {
		one.draw(q.At(0, one.y))
	}
	count := fmt.Sprintf("%d of %d", i+1, len(p.pages))
	q.Line(0, paper.rule, paper.text, paper.rule, pen.Stroke{Width: 0.5, Color: pal.Base})
	q.Text(0, paper.foot, p.doc.footLine(paper.text-40), footFont, pal.Muted, pen.Left)
	q.Text(paper.text, paper.foot, count, footFont, pal.Muted, pen.Right)
}
