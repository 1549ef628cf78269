package timeline

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"watchbill/ui/theme"
)

// overlay lies over the picture and moves without painting it anew: rings, the ghost of a dragged block, a tip beside the
// pointer and the hover card.
type overlay struct {
	clip   *container.Clip
	focus  *canvas.Rectangle
	source *canvas.Rectangle // round the block that the keyboard swaps
	target *canvas.Rectangle // round what the block would be put on
	ghost  *canvas.Rectangle
	name   *canvas.Text // on the ghost
	rubber *canvas.Rectangle
	cut    *canvas.Rectangle // the line of a split
	tip    *note
	card   *note
}

func newOverlay() *overlay {
	ring := func(radius float32) *canvas.Rectangle {
		r := canvas.NewRectangle(color.Transparent)
		r.StrokeWidth, r.CornerRadius = 2, radius
		r.Hide()
		return r
	}
	o := &overlay{focus: ring(0), source: ring(6), target: ring(6), ghost: ring(4), name: &canvas.Text{}, rubber: ring(2), cut: ring(1), tip: newNote(), card: newNote()}
	o.rubber.StrokeWidth, o.cut.StrokeWidth = 1, 1
	o.name.Hide()
	objects := []fyne.CanvasObject{o.focus, o.source, o.target, o.ghost, o.name, o.rubber, o.cut}
	objects = append(objects, o.tip.objects()...)
	objects = append(objects, o.card.objects()...)
	o.clip = container.NewClip(container.NewWithoutLayout(objects...))
	return o
}

// repaint has the next frame show the overlay's changes. The window does not know objects that were hidden so far, so what
// they ask for themselves is lost; the clip around them is always known.
func (o *overlay) repaint() { canvas.Refresh(o.clip) }

// place shows a rectangle at a box, or hides it where there is none.
func place(r *canvas.Rectangle, box rect, stroke color.Color) {
	if box.empty() {
		r.Hide()
		return
	}
	r.StrokeColor = stroke
	r.Move(fyne.NewPos(box.x, box.y))
	r.Resize(fyne.NewSize(box.w, box.h))
	r.Show()
	r.Refresh()
}

// note is a small box with a title and lines.
type note struct {
	edge, ground *canvas.Rectangle
	title        *canvas.Text
	lines        []*canvas.Text
}

// mostLines is how many lines a note shows.
const mostLines = 8

func newNote() *note {
	n := &note{edge: canvas.NewRectangle(color.Transparent), ground: canvas.NewRectangle(color.Transparent), title: &canvas.Text{}}
	n.edge.CornerRadius, n.ground.CornerRadius = 6, 5
	for range mostLines {
		n.lines = append(n.lines, &canvas.Text{})
	}
	n.hide()
	return n
}

func (n *note) objects() []fyne.CanvasObject {
	list := []fyne.CanvasObject{n.edge, n.ground, n.title}
	for _, l := range n.lines {
		list = append(list, l)
	}
	return list
}

func (n *note) hide() {
	for _, o := range n.objects() {
		o.Hide()
	}
}

func (n *note) shown() bool { return n.edge.Visible() }

// noteLook are the colours of a note.
type noteLook struct{ ground, edge, title, lines theme.Token }

var (
	cardLook    = noteLook{theme.Surface, theme.Line2, theme.Text, theme.Text2}
	allowedLook = noteLook{theme.AccentSoft, theme.Accent, theme.Text, theme.Text2}
	refusedLook = noteLook{theme.BadSoft, theme.Bad, theme.Bad, theme.Text2}
)

// show puts the note below the box `about`, with its left edge near x, or above it where there is no room below; it stays
// inside bounds.
func (n *note) show(c Card, about rect, x float32, bounds rect, look noteLook, m *letters) {
	p := theme.Current()
	lines := c.Lines[:min(len(c.Lines), mostLines)]
	const pad, first, step = 8, 18, 15
	w := m.width(c.Title, textSize, true)
	for _, l := range lines {
		w = max(w, m.width(l, captionSize, false))
	}
	box := rect{x, about.y + about.h + 6, float32(int(w + 2*pad + 1)), float32(2*pad - 4 + first + step*len(lines))}
	if box.y+box.h > bounds.y+bounds.h {
		box.y = about.y - 6 - box.h
	}
	box.x = float32(int(max(bounds.x+2, min(box.x, bounds.x+bounds.w-box.w-2))))
	box.y = float32(int(max(bounds.y+2, box.y)))

	paint := func(r *canvas.Rectangle, b rect, t theme.Token) {
		r.FillColor = p.C(t)
		r.Move(fyne.NewPos(b.x, b.y))
		r.Resize(fyne.NewSize(b.w, b.h))
		r.Show()
		r.Refresh()
	}
	write := func(t *canvas.Text, s string, size float32, bold bool, ink theme.Token, y, h float32) {
		theme.Write(t, s, bold)
		t.TextSize, t.Color = size, p.C(ink)
		measured := m.measure(s, size, bold)
		t.Resize(measured)
		t.Move(fyne.NewPos(box.x+pad, y+(h-measured.Height)/2))
		t.Show()
		t.Refresh()
	}
	n.hide()
	paint(n.edge, box, look.edge)
	paint(n.ground, box.grown(-1), look.ground)
	y := box.y + pad - 2
	write(n.title, c.Title, textSize, true, look.title, y, first)
	for i, l := range lines {
		write(n.lines[i], l, captionSize, false, look.lines, y+first+float32(step*i), step)
	}
}

// placeOverlay brings the overlay in line with the state: focus, keyboard swap, drag.
func (t *Timeline) placeOverlay() {
	o, p, size := t.over, theme.Current(), t.Size()
	o.clip.Resize(size)
	o.focus.StrokeColor = p.C(theme.Accent)
	if t.focused && !t.byPointer {
		place(o.focus, rect{1, 1, size.Width - 2, size.Height - 2}, p.C(theme.Accent))
	} else {
		o.focus.Hide()
	}
	var source, ring, ghost rect
	var goal target
	switch {
	case t.drag != nil && t.drag.kind == dragBlock:
		goal = t.drag.target
		ghost = t.drag.ghost()
		ghost.x = max(2, min(ghost.x, size.Width-ghost.w-2))
	case t.carry != nil:
		source, _ = t.seenBox(t.carry.from)
		source = source.around(3)
		goal = t.carry.target
		if goal.box = t.aimBox(); goal.box.empty() { // the picture has moved since
			goal = target{}
		}
	}
	stroke := p.C(theme.Accent)
	if goal.kind != noTarget {
		ring = goal.box.grown(3)
		if goal.kind == onRow {
			ring = goal.box.grown(-1)
		}
		if !goal.ok {
			stroke = p.C(theme.Bad)
		}
	}
	place(o.source, source, p.C(theme.Accent))
	place(o.target, ring, stroke)
	t.placeGhost(ghost, p)
	t.placeRubber(p)
	if !t.placeSplit(p) {
		t.placeTip(goal, ghost)
	}
	o.repaint()
}

// placeRubber shows the band with which things are selected.
func (t *Timeline) placeRubber(p theme.Palette) {
	var box rect
	if d := t.drag; d != nil && d.kind == dragRubber {
		box = t.band(d.rubber, d.at)
	}
	veil := p.C(theme.Accent)
	veil.A = 32
	t.over.rubber.FillColor = veil
	place(t.over.rubber, box, p.C(theme.Accent))
}

// placeSplit shows the line of a split with its words; it reports whether there is one.
func (t *Timeline) placeSplit(p theme.Palette) bool {
	var line, about rect
	if t.split != nil {
		line, about = t.splitBox()
	}
	ink, look := theme.Accent, allowedLook
	if t.split != nil && !t.split.ok {
		ink, look = theme.Bad, refusedLook
	}
	t.over.cut.FillColor = p.C(ink)
	place(t.over.cut, line, p.C(theme.Surface)) // an edge, to be seen on every person's colour
	if t.split == nil {
		return false
	}
	if line.w == 0 {
		t.over.tip.hide()
		return true
	}
	about.y, about.h = line.y, line.h
	size := t.Size()
	t.over.tip.show(t.splitCard(), about, line.x-12, rect{0, t.layout.head, size.Width, size.Height - t.layout.head}, look, &t.sheet.letters)
	return true
}

func (t *Timeline) placeGhost(box rect, p theme.Palette) {
	o := t.over
	if box.w <= 0 {
		o.ghost.Hide()
		o.name.Hide()
		return
	}
	c := personColours(p, t.drag.block.Person)
	o.ghost.FillColor = c.fill
	o.ghost.StrokeWidth = 1
	place(o.ghost, box, c.edge)
	words := t.sheet.letters.cut(t.drag.block.Name, textSize, false, box.w-12)
	o.name.Text, o.name.TextSize, o.name.Color = words, textSize, c.ink
	size := t.sheet.letters.measure(words, textSize, false)
	o.name.Resize(size)
	o.name.Move(fyne.NewPos(box.x+6, box.y+(box.h-size.Height)/2))
	o.name.Show()
	o.name.Refresh()
}

// placeTip says beside the target what letting go would do, or why it is refused.
func (t *Timeline) placeTip(goal target, ghost rect) {
	if goal.words == "" {
		t.over.tip.hide()
		return
	}
	look := allowedLook
	switch {
	case goal.kind == noTarget:
		look, goal.box = cardLook, ghost
	case !goal.ok:
		look = refusedLook
	}
	about := goal.box
	if goal.kind == onRow {
		about.x = max(about.x, t.labelWidth())
	}
	if ghost.w > 0 { // keep clear of the ghost under the pointer
		top, end := min(about.y, ghost.y), max(about.y+about.h, ghost.y+ghost.h)
		about = rect{ghost.x, top, about.w, end - top}
	}
	size := t.Size()
	t.over.tip.show(Card{Title: goal.words}, about, about.x, rect{0, t.layout.head, size.Width, size.Height - t.layout.head}, look, &t.sheet.letters)
}

// seenBox is the visible part of a block; ok is false where nothing of it is visible.
func (t *Timeline) seenBox(r ref) (rect, bool) {
	for _, h := range t.sheet.scene.hits {
		if h.ref == r {
			seen := h.box.cut(t.sheet.scene.areas[body])
			return seen, seen.w > 0 && seen.h > 0
		}
	}
	return rect{}, false
}
