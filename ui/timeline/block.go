package timeline

import (
	"image/color"

	"watchbill/ui/theme"
)

// Widths below which a block says less: only initials, then only its colour.
const (
	nameFrom     = 64
	initialsFrom = 24
	leastLetters = 4  // of a name that is cut, with its …
	nameIndent   = 27 // of the name after the block's left edge, with two initials
)

// block paints one item with its words and marks.
func (b *build) block(r ref, box rect) {
	it := b.layout.item(r)
	b.shapeOf(it, box)
	switch it.Kind {
	case Published:
		b.blockWords(it, box)
	case Draft:
		b.draftWords(r, box)
	case Gap:
		b.gapWords(box)
	}
	for _, m := range it.Marks {
		b.mark(it, box, m)
	}
}

// colours are an item's colours, faint while it is dragged.
func (b *build) coloursOf(it *item) colours {
	c := b.person(it.Person)
	if it.ID == b.dragged && it.ID != "" {
		c = c.faded(b.c(theme.Surface))
	}
	return c
}

// shapeOf paints an item without words.
func (b *build) shapeOf(it *item, box rect) {
	c := b.coloursOf(it)
	switch it.Kind {
	case Published:
		b.edged(body, box, 4, 1, c)
	case PersonBar:
		b.edged(body, box, 2, 1, c)
	case Draft:
		c.fill = b.c(theme.Surface)
		b.edged(body, box, 4, 2, c)
		if box.w > 8 {
			b.hatch(body, box.grown(-2), b.c(theme.Hatch))
		}
	case Gap:
		b.round(body, box, 4, b.c(theme.BadSoft))
		b.dashed(body, box, 4, 1.5, b.c(theme.Bad))
	case TimeOff:
		b.edged(body, box, 2, 1, colours{fill: b.c(theme.Sunken), edge: b.c(theme.Line2)})
		if box.w > 2 {
			b.hatch(body, box.grown(-1), b.c(theme.Line2))
		}
	case Holiday:
		b.edged(body, box, 0, 1, colours{fill: b.c(theme.Sunken), edge: b.c(theme.Line)})
	}
}

// blockWords letters a published shift: initials, then the name where there is room. Words stay within the part in sight,
// and what the now-line crosses moves right of it.
func (b *build) blockWords(it *item, box rect) {
	seen := box.cut(b.areas[body])
	seen.y, seen.h = box.y, box.h
	if seen.w < initialsFrom {
		return
	}
	c := b.coloursOf(it)
	end := seen.x + seen.w - 6
	iw := b.letters.width(it.Initials, captionSize, true)
	x := b.clearOfNow(seen.x+6, iw)
	if x+iw > end+4 {
		return
	}
	b.text(body, label{it.Initials, captionSize, true, c.ink, x, box.y, box.h, leading})
	if seen.w < nameFrom {
		return
	}
	x = b.clearOfNow(max(x+iw+6, x-6+nameIndent), b.letters.width(it.Name, textSize, false))
	name := b.letters.cut(it.Name, textSize, false, end-x)
	if name != it.Name && len([]rune(name)) < leastLetters {
		return // "Eu…" says less than the initials before it
	}
	b.text(body, label{name, textSize, false, c.ink, x, box.y, box.h, leading})
}

// clearOfNow is where a text of this width stands so that the now-line does not cross it.
func (b *build) clearOfNow(x, width float32) float32 {
	if b.nowX > x-3 && b.nowX < x+width+3 {
		return b.nowX + 6
	}
	return x
}

// besideNow is where a text of this width stands within a box so that the now-line does not cross it, on the nearer side
// with room; a little beyond the box counts as room.
func (b *build) besideNow(x, width float32, box rect) float32 {
	if b.nowX <= x-3 || b.nowX >= x+width+3 {
		return x
	}
	right, left := b.nowX+5, b.nowX-5-width
	const beyond = 24
	fits := right+width <= box.x+box.w+beyond
	switch {
	case left >= box.x && (!fits || x-left < right-x):
		return left
	case fits:
		return right
	}
	return x
}

// draftWords letters a draft: a tile, the name on plain ground, and what it changes underneath.
func (b *build) draftWords(r ref, box rect) {
	it, seen := b.layout.item(r), box.cut(b.areas[body])
	if seen.w < initialsFrom+8 {
		return
	}
	c := b.coloursOf(it)
	tile := rect{seen.x + 4, box.y + 4, max(22, b.letters.width(it.Initials, captionSize, true)+6), box.h - 8}
	b.edged(body, tile, 3, 1, c)
	b.text(body, label{it.Initials, captionSize, true, c.ink, tile.x + tile.w/2, tile.y, tile.h, centred})
	x := tile.x + tile.w + 4
	if room := seen.x + seen.w - 5 - x; seen.w >= nameFrom && room > 0 {
		if name := b.letters.cut(it.Name, textSize, false, room); name != "" {
			w := b.letters.width(name, textSize, false)
			b.round(body, rect{x - 3, box.y + 4, w + 6, box.h - 8}, 2, b.c(theme.Surface))
			b.text(body, label{name, textSize, false, b.c(theme.Text), x, box.y, box.h, leading})
		}
	}
	if it.Note != "" && seen.w >= initialsFrom {
		b.text(body, label{
			b.letters.cut(it.Note, captionSize, false, b.noteRoom(r, seen)), captionSize, false,
			b.c(b.noteInk()), seen.x + 4, box.y + box.h, noteHeight, leading,
		})
	}
}

// noteInk is a caption's ink, darker where it may stand on a night.
func (b *build) noteInk() theme.Token {
	if b.scale.perDay() >= nightsFrom {
		return theme.Text2
	}
	return theme.Text3
}

// noteRoom is how far a note may run: to the next draft of the lane, or to the edge.
func (b *build) noteRoom(r ref, seen rect) float32 {
	end := b.size.w
	d := b.layout.rows[r.row].spans[drafts]
	k := r.item - d.first
	for i := k + 1; i < len(d.items); i++ {
		if d.items[i].lane == d.items[k].lane {
			end = min(end, b.scale.xUnix(d.items[i].start))
			break
		}
	}
	return max(0, end-seen.x-8)
}

// gapWords letters a gap with its sign and, where there is room, the word.
func (b *build) gapWords(box rect) {
	seen := box.cut(b.areas[body])
	bad := b.c(theme.Bad)
	word := b.letters.width("Gap", textSize, true)
	switch {
	case seen.w >= 23+word+4:
		x := b.clearOfNow(seen.x+5, 18+word)
		b.badSign(body, x, box.y+(box.h-15)/2, 15, bad)
		b.text(body, label{"Gap", textSize, true, bad, x + 18, box.y, box.h, leading})
	case seen.w >= 18:
		b.badSign(body, seen.x+seen.w/2-7, box.y+(box.h-14)/2, 14, bad)
	}
}

// mark paints a bar under a part of a block, with its sign and word where there is room.
func (b *build) mark(it *item, box rect, m Mark) {
	from, to := m.extent(it.Block)
	x1, x2 := max(box.x, b.scale.x(from)), min(box.x+box.w, b.scale.x(to))
	ink, sign := b.c(theme.Accent), b.swapSign
	switch m.Kind {
	case Away:
		ink, sign = b.c(theme.Warn), b.awaySign
	case Overridden:
		ink, sign = b.c(theme.Text2), b.shieldSign
	}
	y := box.y + box.h
	b.markBar(m.Kind, rect{x1, y, x2 - x1, 3}, ink)
	part := rect{x1, y, x2 - x1, 3}.cut(b.areas[body])
	box = box.cut(b.areas[body])
	if part.w <= 0 || it.Kind == PersonBar || box.w < initialsFrom {
		return
	}
	room := max(0, box.w-22)
	word := b.letters.cut(m.Text, captionSize, false, room)
	if word != m.Text && room < leastName {
		word = "" // "for …" says nothing
	}
	w := 16 + b.letters.width(word, captionSize, false)
	x := b.besideNow(min(max(part.x+part.w/2-w/2, box.x+2), box.x+box.w-w), w, box)
	sign(body, x, y+6, 13, ink)
	b.text(body, label{word, captionSize, false, ink, x + 16, y + 4, markHeight, leading})
}

// markBar is whole for a swap that waits, dashed for time off and dotted for an override, so that they differ without colour.
func (b *build) markBar(k MarkKind, box rect, ink color.NRGBA) {
	on, off := float32(6), float32(3)
	switch k {
	case SwapWaiting:
		b.add(shape{op: opFill, area: body, box: box, fill: ink})
		return
	case Overridden:
		on = 3
	}
	end := min(b.size.w, box.x+box.w)
	hidden := max(0, int((b.scale.left-box.x)/(on+off))) // dashes left of the window
	for x := box.x + float32(hidden)*(on+off); x < end; x += on + off {
		b.add(shape{op: opFill, area: body, box: rect{x, box.y, min(on, end-x), box.h}, fill: ink})
	}
}
