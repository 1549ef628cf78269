package timeline

import (
	"cmp"
	"image/color"
	"slices"
	"time"

	"watchbill/ui/theme"
)

// Band is a stretch of time that concerns all rows. Its name stands in a lane under the dates, and the band goes down
// through the rows.
type Band struct {
	ID         string
	Kind       BandKind
	Start, End time.Time
	Name       string
	Lines      []string // what its card says beside name and days
}

// BandKind says what a band is.
type BandKind int

// The kinds.
const (
	HolidayBand BandKind = iota // a public holiday
	FreezeBand                  // nothing may be changed in production
)

// The lanes of bands, in units.
const (
	mostBandLanes = 3
	bandStep      = 18
	bandHeight    = 16
	bandsAir      = 2  // under the lanes
	leastBand     = 3  // a holiday in a year's window stays to be seen
	nightsFrom    = 60 // units a day from which nights are drawn
)

// placedBand is a band with its ends in seconds since 1970 and its lane.
type placedBand struct {
	*Band
	start, end int64
	lane       int
}

// layBands gives bands that overlap lanes of their own; where there are too many, the last lane holds what is left.
func layBands(src []Band) (list []placedBand, lanes int) {
	for i := range src {
		if b := &src[i]; b.End.After(b.Start) {
			list = append(list, placedBand{Band: b, start: b.Start.Unix(), end: b.End.Unix()})
		}
	}
	slices.SortStableFunc(list, func(a, b placedBand) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end))
	})
	var free [mostBandLanes]int64
	for i := range list {
		b := &list[i]
		for b.lane < mostBandLanes-1 && b.lane < lanes && free[b.lane] > b.start {
			b.lane++
		}
		free[b.lane] = b.end
		lanes = max(lanes, b.lane+1)
	}
	return list, lanes
}

// headHeight is the height of everything frozen above the rows.
func headHeight(lanes int) float32 {
	if lanes == 0 {
		return headerHeight
	}
	return headerHeight + float32(bandStep*lanes) + bandsAir
}

// bandHit is where a band can be pointed at.
type bandHit struct {
	band *Band
	box  rect
}

// freeGrounds paints weekends and holidays through the rows and answers with where they are.
func (b *build) freeGrounds(rows rect) []rect {
	var list []rect
	if b.scale.perDay() >= 4 {
		for _, w := range weekends(b.scale.from, b.scale.to, b.model.zone()) {
			list = append(list, rect{b.scale.x(w[0]), rows.y, b.scale.x(w[1]) - b.scale.x(w[0]), rows.h})
		}
	}
	for _, p := range b.layout.bands {
		x1, x2 := b.scale.xUnix(p.start), b.scale.xUnix(p.end)
		if p.Kind == HolidayBand && x2 > b.scale.left && x1 < b.size.w {
			list = append(list, rect{x1, rows.y, max(1, x2-x1), rows.h})
		}
	}
	for _, free := range list {
		b.fill(body, free, theme.Weekend)
	}
	return list
}

// nightGrounds darkens the nights; what is free keeps its difference under them.
func (b *build) nightGrounds(rows rect, free []rect) {
	if b.scale.perDay() < nightsFrom {
		return
	}
	first, last := b.model.night()
	for _, n := range nights(b.scale.from, b.scale.to, b.model.zone(), first, last) {
		night := rect{b.scale.x(n[0]), rows.y, b.scale.x(n[1]) - b.scale.x(n[0]), rows.h}
		b.add(shape{op: opFill, area: body, box: night, fill: b.dusk(theme.Surface)})
		for _, f := range free {
			if part := night.cut(f); part.w > 0 {
				b.add(shape{op: opFill, area: body, box: part, fill: b.dusk(theme.Weekend)})
			}
		}
	}
}

// dusk is a ground at night: darker in both themes.
func (s *scene) dusk(ground theme.Token) color.NRGBA {
	if s.pal.Dark {
		return theme.Mix(s.c(ground), color.NRGBA{A: 255}, 0.2)
	}
	return theme.Mix(s.c(ground), s.c(theme.Text), 0.06)
}

// freezeEdges paints where freezes begin and end, over the grounds and under the blocks.
func (b *build) freezeEdges(rows rect) {
	ink := b.c(theme.Line2) // words may stand over it
	if b.scale.perDay() >= nightsFrom {
		ink = b.c(theme.Text3) // it has to stand out among the hours
	}
	for _, p := range b.layout.bands {
		if p.Kind != FreezeBand {
			continue
		}
		for _, x := range []float32{b.scale.xUnix(p.start), b.scale.xUnix(p.end)} {
			if x >= b.scale.left-1 && x <= b.size.w {
				b.add(shape{op: opDashes, area: body, box: rect{x, rows.y, 1, rows.h}, fill: ink})
			}
		}
	}
}

// bandLane paints the lane of names under the dates and notes where each can be pointed at.
func (b *build) bandLane() {
	top := float32(headerHeight)
	if b.layout.head == top {
		return
	}
	lane := rect{b.scale.left, top, b.size.w - b.scale.left, b.layout.head - top}
	b.fill(whole, rect{0, top, b.size.w, lane.h}, theme.Surface)
	for i := range b.layout.bands {
		p := &b.layout.bands[i]
		x1, x2 := b.scale.xUnix(p.start), b.scale.xUnix(p.end)
		box := rect{x1 + 1, top + 2 + float32(bandStep*p.lane), max(leastBand, x2-x1-2), bandHeight}
		if box.x+box.w < lane.x || box.x > b.size.w {
			continue
		}
		b.bands = append(b.bands, bandHit{p.Band, box.cut(lane)})
		b.bandChip(i, box, lane)
	}
}

// bandChip paints one band's chip: a holiday filled, a freeze dashed with a lock, so that they differ without colour. Its
// name stands in it, or right of it where the whole of it fits before the next.
func (b *build) bandChip(i int, box, lane rect) {
	p := &b.layout.bands[i]
	pad := float32(5)
	if p.Kind == HolidayBand {
		b.edged(head, box, 2, 1, colours{fill: b.c(theme.Sunken), edge: b.c(theme.Line2)})
	} else {
		b.dashed(head, box, 2, 1, b.c(theme.Text3))
	}
	seen := box.cut(lane)
	if p.Kind == FreezeBand && seen.w >= 20 {
		b.lockSign(head, seen.x+4, box.y+2, 12, b.c(theme.Text2))
		pad = 19
	}
	words := label{p.Name, captionSize, false, b.c(theme.Text2), seen.x + pad, box.y, box.h, leading}
	need := b.letters.width(p.Name, captionSize, false)
	if inside := seen.w - pad - 4; inside >= min(need, leastName) {
		words.text = b.letters.cut(p.Name, captionSize, false, inside)
	} else if words.x = seen.x + seen.w + 4; words.x+need+6 > b.nextBand(i) {
		return
	}
	ground := theme.Surface
	if p.Kind == HolidayBand && words.x < seen.x+seen.w {
		ground = theme.Sunken
	}
	b.overNow(head, words, ground)
}

// leastName is the room from which a cut name says something.
const leastName = 36

// nextBand is where the next band of the lane begins, or the right edge.
func (b *build) nextBand(i int) float32 {
	for _, p := range b.layout.bands[i+1:] {
		if p.lane == b.layout.bands[i].lane {
			return min(b.size.w, b.scale.xUnix(p.start))
		}
	}
	return b.size.w
}
