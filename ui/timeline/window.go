package timeline

import "time"

// Widths of the frozen column of labels.
const (
	leastLabels = 104
	mostLabels  = 168
)

// SetWindow shows [from, to); the span is kept between half a day and three years.
func (t *Timeline) SetWindow(from, to time.Time) {
	t.from, t.to = saneWindow(from, to)
	t.hideCard()
	t.update()
}

// Window is the span in sight.
func (t *Timeline) Window() (from, to time.Time) { return t.from, t.to }

// JumpTo moves the window so that an instant stands a quarter from its left, and keeps its span.
func (t *Timeline) JumpTo(at time.Time) {
	from := at.Add(-t.to.Sub(t.from) / 4)
	t.SetWindow(from, from.Add(t.to.Sub(t.from)))
}

// Reveal brings a block into sight without selecting it. It reports whether the block is in the model.
func (t *Timeline) Reveal(id string) bool {
	refs := t.layout.byID[id]
	if len(refs) == 0 {
		return false
	}
	t.reveal(refs[0])
	t.update()
	return true
}

// ZoomIn and ZoomOut change the span around the middle of the picture.
func (t *Timeline) ZoomIn() { t.zoom(1/zoomStep, t.middleX()) }

// ZoomOut shows more time.
func (t *Timeline) ZoomOut() { t.zoom(zoomStep, t.middleX()) }

const zoomStep = 1.25

func (t *Timeline) middleX() float32 { return (t.labelWidth() + t.Size().Width) / 2 }

func (t *Timeline) zoom(factor float64, x float32) {
	s := t.scale().zoomed(factor, max(x, t.labelWidth()))
	t.moveWindow(s.from, s.to)
}

// pan moves the picture by dx, dy units: what is under the pointer follows it.
func (t *Timeline) pan(dx, dy float32) {
	t.scroll -= dy
	s := t.scale().moved(-dx)
	t.moveWindow(s.from, s.to)
}

// moveWindow is SetWindow by the user's hand.
func (t *Timeline) moveWindow(from, to time.Time) {
	changed := !from.Equal(t.from) || !to.Equal(t.to)
	t.SetWindow(from, to)
	if changed && t.OnWindow != nil {
		t.OnWindow(t.from, t.to)
	}
}

func (t *Timeline) scale() scale {
	left := t.labelWidth()
	return scale{from: t.from, to: t.to, left: left, width: max(1, t.Size().Width-left)}
}

// labelWidth is the width of the column of labels.
func (t *Timeline) labelWidth() float32 {
	if t.labels > 0 {
		return t.labels
	}
	t.labels = t.layout.labelWidth(&t.sheet.letters)
	return t.labels
}

// labelWidth fits the longest label within limits.
func (l *layout) labelWidth(m *letters) float32 {
	w := float32(leastLabels)
	for i := range l.rows {
		w = max(w, l.rows[i].labelNeed(m))
	}
	return float32(int(min(w, mostLabels)))
}

// labelNeed is how wide the column has to be to show a row's label whole.
func (r *row) labelNeed(m *letters) float32 {
	w := 20 + max(m.width(r.Label, textSize, false), m.width(r.Sub, captionSize, false))
	if r.Person > 0 {
		w += 2 + max(24, m.width(r.Initials, captionSize, true)+8)
	}
	if r.Count != "" {
		w += 6 + m.width(r.Count, captionSize, false)
	}
	return w
}

func (t *Timeline) maxScroll() float32 {
	return max(0, t.layout.height+1-(t.Size().Height-t.layout.head))
}

// reveal brings a block into sight, with the next heading's height of air above and below.
func (t *Timeline) reveal(r ref) {
	t.revealRow(r.row)
	it := t.layout.item(r)
	start, end := time.Unix(it.start, 0), time.Unix(it.end, 0)
	span := t.to.Sub(t.from)
	air := span / 16
	switch {
	case end.Sub(start) > span-2*air:
		if end.Before(t.from.Add(air)) || start.After(t.to.Add(-air)) {
			t.moveWindow(start.Add(-air), start.Add(span-air))
		}
	case start.Before(t.from):
		t.moveWindow(start.Add(-air), start.Add(span-air))
	case end.After(t.to):
		t.moveWindow(end.Add(air-span), end.Add(air))
	}
}

// revealRow scrolls a row into sight, clear of the heading above it.
func (t *Timeline) revealRow(i int) {
	row := &t.layout.rows[i]
	seen := t.Size().Height - t.layout.head
	t.scroll = max(t.scroll, row.y+row.height-seen)
	t.scroll = min(t.scroll, row.y-groupHeight)
	t.scroll = min(max(0, t.scroll), t.maxScroll())
}
