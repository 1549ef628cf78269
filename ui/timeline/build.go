package timeline

import (
	"time"

	"watchbill/ui/theme"
)

// view is what one picture shows: a layout through a window, and what is marked in it.
type view struct {
	model    Model
	layout   layout
	scale    scale
	size     rect            // the widget, from 0, 0
	scroll   float32         // content units above the first visible one
	selected map[string]bool // by block ID
	dragged  string          // the block that is being dragged away, drawn faint
	hovered  string          // the row under the pointer
}

// build makes the display list of a view. The order is the painting order: grounds, blocks, frozen labels, frozen header,
// now-line.
type build struct {
	*scene
	view
	letters *letters
	top     float32 // where rows begin
	nowX    float32 // outside the body without a now-line
	crossed []crossing
}

func (s *scene) build(v view, l *letters, pal theme.Palette) {
	s.reset(pal)
	left, top := v.scale.left, v.layout.head
	s.areas = [nAreas]rect{
		body:  {left, top, v.size.w - left, v.size.h - top},
		side:  {0, top, v.size.w, v.size.h - top},
		head:  {left, 0, v.size.w - left, top},
		whole: v.size,
	}
	b := &build{scene: s, view: v, letters: l, top: top - v.scroll, nowX: -100}
	if !v.model.Now.IsZero() {
		b.nowX = v.scale.x(v.model.Now)
	}
	h := headerFor(v.scale, v.model.zone(), v.model.WeekStart)
	b.ground(h)
	lo, hi := v.layout.rowsBetween(v.scroll, v.scroll+s.areas[body].h)
	for i := lo; i < hi; i++ {
		b.row(i)
	}
	b.labels(lo, hi)
	b.headings()
	b.header(h)
	b.bandLane()
	b.nowLine()
	b.scrollBar()
}

// bottom is where the rows end on the screen.
func (b *build) bottom() float32 { return min(b.size.h, b.top+b.layout.height) }

// ground paints the surface, what is free, nights, the header's lines through the rows, and where freezes begin and end.
func (b *build) ground(h header) {
	b.fill(whole, b.size, theme.Surface)
	rows := rect{0, b.layout.head, b.size.w, b.bottom() - b.layout.head}
	b.nightGrounds(rows, b.freeGrounds(rows))
	for _, t := range h.lower {
		b.fill(body, rect{b.scale.x(t.at), rows.y, 1, rows.h}, theme.Line)
	}
	if h.hours {
		for _, t := range h.upper {
			b.fill(body, rect{b.scale.x(t.at), rows.y, 1, rows.h}, theme.Line2)
		}
	}
	b.freezeEdges(rows)
}

// row paints one row's blocks, the rings of what is selected last, so that no neighbour covers them.
func (b *build) row(i int) {
	r := &b.layout.rows[i]
	from, to := b.scale.from.Unix(), b.scale.to.Unix()+1
	b.fill(side, rect{0, b.top + r.y + r.height, b.size.w, 1}, theme.Line)
	first := len(b.hits)
	for c := grounds; c < classes; c++ {
		s := r.spans[c]
		lo, hi := s.between(from, to)
		for _, over := range []bool{false, true} { // time off lies over holidays: its hatching stays whole
			for k := lo; k < hi; k++ {
				if s.items[k].end <= from || (s.items[k].Kind != Holiday) != over {
					continue
				}
				h := hit{ref{i, s.first + k}, b.place(r, &s.items[k])}
				b.block(h.ref, h.box)
				b.hits = append(b.hits, h)
			}
		}
	}
	for _, h := range b.hits[first:] {
		if it := b.layout.item(h.ref); b.selected[it.ID] && it.Kind.selectable() {
			b.stroke(body, h.box.grown(3), 6, 2, b.c(theme.Accent))
		}
	}
}

// place is an item's box on the screen: a unit of ground stays free at both ends.
func (b *build) place(r *row, it *item) rect {
	x1, x2 := b.scale.xUnix(it.start), b.scale.xUnix(it.end)
	y, h := r.box(it)
	box := rect{x1 + 1, b.top + r.y + y, x2 - x1 - 2, h}
	if it.Kind == TimeOff || it.Kind == Holiday {
		box.x, box.w = x1, x2-x1
	}
	box.w = max(box.w, 1) // a short shift in a long window stays to be seen
	return box
}

// labels paints the frozen column over what scrolled under it.
func (b *build) labels(lo, hi int) {
	left := b.scale.left
	b.fill(side, rect{0, b.layout.head, left, b.size.h - b.layout.head}, theme.Surface)
	for i := lo; i < hi; i++ {
		r := &b.layout.rows[i]
		y := b.top + r.y
		if b.hovered == r.ID && r.ID != "" {
			b.fill(side, rect{0, y + 1, left, r.height - 1}, theme.Sunken)
		}
		b.fill(side, rect{0, y + r.height, left, 1}, theme.Line)
		b.rowLabel(r, y)
	}
	b.fill(side, rect{left, b.layout.head, 1, b.bottom() - b.layout.head}, theme.Line2)
}

func (b *build) rowLabel(r *row, y float32) {
	x, right := float32(12), b.scale.left-8
	first := min(r.height, rowHeight) // the part beside the first lane
	mid := y + first/2
	if r.Person > 0 {
		c := b.person(r.Person)
		w := max(24, b.letters.width(r.Initials, captionSize, true)+8)
		tile := rect{8, float32(int(mid)) - 8, w, 16}
		b.edged(side, tile, 3, 1, c)
		b.text(side, label{r.Initials, captionSize, true, c.ink, tile.x + w/2, tile.y, 16, centred})
		x = tile.x + w + 6
	}
	if r.Count != "" {
		b.text(side, label{r.Count, captionSize, false, b.c(theme.Text3), right, mid - 9, 18, trailing})
		right -= b.letters.width(r.Count, captionSize, false) + 6
	}
	name := b.letters.cut(r.Label, textSize, false, right-x)
	if r.Sub == "" {
		b.text(side, label{name, textSize, false, b.c(theme.Text), x, mid - 9, 18, leading})
	} else {
		sub := b.letters.cut(r.Sub, captionSize, false, right-x)
		b.text(side, label{name, textSize, false, b.c(theme.Text), x, mid - 16, 18, leading})
		b.text(side, label{sub, captionSize, false, b.c(theme.Text3), x, mid + 1, 14, leading})
	}
	if r.spans[drafts].lanes > 0 {
		b.text(side, label{"draft", captionSize, false, b.c(theme.Text3), x, y + r.draftY + 4, 18, leading})
	}
}

// headings paints the groups' titles across the whole width. The one whose rows are at the top stays in sight.
func (b *build) headings() {
	for i, h := range b.layout.headings {
		y := b.top + h.y
		end := b.layout.height
		if i+1 < len(b.layout.headings) {
			end = b.layout.headings[i+1].y
		}
		if y < b.layout.head {
			y = min(b.layout.head, b.top+end-groupHeight)
		}
		if y+groupHeight <= b.layout.head-groupHeight || y >= b.size.h {
			continue
		}
		b.fill(side, rect{0, y, b.size.w, groupHeight}, theme.Sunken)
		b.fill(side, rect{0, y, b.size.w, 1}, theme.Line)
		b.fill(side, rect{0, y + groupHeight, b.size.w, 1}, theme.Line)
		title := b.letters.cut(h.Title, textSize, true, b.size.w-16)
		b.overNow(side, label{title, textSize, true, b.c(theme.Text), 8, y, groupHeight + 1, leading}, theme.Sunken)
		x := max(b.scale.left+64, 8+b.letters.width(title, textSize, true)+16)
		caption := label{
			b.letters.cut(h.Caption, captionSize, false, b.size.w-x-8), captionSize, false,
			b.c(theme.Text3), x, y, groupHeight + 1, leading,
		}
		b.overNow(side, caption, theme.Sunken)
	}
}

// overNow writes a text that the now-line is to leave free.
func (b *build) overNow(a area, l label, ground theme.Token) {
	b.text(a, l)
	if b.nowX > l.x-3 && b.nowX < l.x+b.letters.width(l.text, l.size, l.bold)+3 {
		b.crossed = append(b.crossed, crossing{a, l, ground})
	}
}

// crossing is a text in the way of the now-line.
type crossing struct {
	area   area
	label  label
	ground theme.Token
}

// header paints the two frozen rows. An upper label that began before the window stays at its edge.
func (b *build) header(h header) {
	left, w := b.scale.left, b.size.w
	b.fill(whole, rect{0, 0, w, headerHeight}, theme.Surface)
	for i, t := range h.upper {
		x, end := max(left, b.scale.x(t.at)), w
		if i+1 < len(h.upper) {
			end = min(w, b.scale.x(h.upper[i+1].at))
		}
		if x > left {
			b.fill(head, rect{x, 4, 1, 16}, theme.Line2)
		}
		b.text(head, label{b.fitting(t, end-x-8), textSize, true, b.c(theme.Text), x + 4, 2, 20, leading})
	}
	for _, t := range h.lower {
		x := b.scale.x(t.at)
		b.fill(head, rect{x, upperHeight, 1, headerHeight - upperHeight}, theme.Line)
		words := x + 5
		if t.week != "" {
			words += max(b.letters.width(t.week, captionSize, false)+6, 29)
		}
		if words+b.letters.width(t.text, captionSize, false) > w {
			continue // rather none than a part of one
		}
		if t.week != "" {
			b.overNow(head, label{t.week, captionSize, false, b.c(theme.Text3), x + 5, upperHeight, 18, leading}, theme.Surface)
		}
		b.overNow(head, label{t.text, captionSize, false, b.c(theme.Text2), words, upperHeight, 18, leading}, theme.Surface)
	}
	b.fill(whole, rect{0, b.layout.head, w, 1}, theme.Line)
	b.fill(whole, rect{left, upperHeight, 1, b.layout.head - upperHeight}, theme.Line2)
}

// fitting is the longest of a tick's names that fits: "January 2027" becomes "January" rather than "Januar…".
func (b *build) fitting(t tick, room float32) string {
	for _, name := range append([]string{t.text}, t.shorter...) {
		if b.letters.width(name, textSize, true) <= room {
			return name
		}
	}
	return ""
}

// nowLine paints the line through the header's lower row and all rows, and its time at the bottom.
func (b *build) nowLine() {
	left, w := b.scale.left, b.size.w
	if b.nowX < left || b.nowX > w {
		return
	}
	end := b.bottom()
	b.fill(whole, rect{b.nowX - 1, upperHeight, 2, end - upperHeight}, theme.Accent)
	for _, c := range b.crossed {
		b.fill(c.area, rect{b.nowX - 1, c.label.y + 2, 2, c.label.h - 4}, c.ground)
		b.text(c.area, c.label)
	}
	text := "now " + b.model.Now.In(b.model.zone()).Format("15:04")
	tw := b.letters.width(text, captionSize, false) + 8
	x := b.nowX - 1
	if x+tw > w {
		x = b.nowX + 1 - tw
	}
	b.round(whole, rect{x, end - 17, tw, 17}, 3, b.c(theme.Accent))
	b.text(whole, label{text, captionSize, false, b.c(theme.OnAccent), x + 4, end - 17, 17, leading})
}

// scrollBar shows where the visible rows stand among all.
func (b *build) scrollBar() {
	seen := b.areas[body].h
	if b.layout.height <= seen || seen <= 0 {
		return
	}
	h := max(24, seen*seen/b.layout.height)
	y := b.layout.head + (seen-h)*b.scroll/(b.layout.height-seen)
	b.round(whole, rect{b.size.w - 6, y, 4, h}, 2, b.c(theme.Line2))
}

// extent is the part of a block that a mark is about.
func (m Mark) extent(b *Block) (time.Time, time.Time) {
	from, to := m.Start, m.End
	if from.IsZero() || from.Before(b.Start) {
		from = b.Start
	}
	if to.IsZero() || to.After(b.End) {
		to = b.End
	}
	return from, to
}
