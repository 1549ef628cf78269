package timeline

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// drag is a drag with the mouse: of a block, or of the ground, which moves the picture.
type drag struct {
	id        string // the block's; empty when the ground is dragged
	block     *Block
	moving    bool // a block is moved
	cancelled bool // by Esc: nothing happens until the button is let go
	at        fyne.Position
	grab      fyne.Position // from the block's top left to where it was taken
	size      rect
	target    target
	stop      func() // of the edge scroll's timer
}

// ghost is where the moved block is drawn.
func (d *drag) ghost() rect {
	const least, most = nameFrom, 180
	w := min(max(d.size.w, least), most)
	return rect{d.at.X - min(d.grab.X, w-8), d.at.Y - d.grab.Y, w, blockHeight}
}

// targetKind says what a block would be put on.
type targetKind int

const (
	noTarget targetKind = iota
	onBlock
	onRow
)

// target is what a block would be put on, and whether the page allows it.
type target struct {
	kind  targetKind
	id    string // the block's or the row's
	box   rect   // its visible part
	ok    bool
	words string // what it would do, or why not
}

// Dragged implements fyne.Draggable.
func (t *Timeline) Dragged(e *fyne.DragEvent) {
	if t.drag == nil {
		t.beginDrag(e)
	}
	d := t.drag
	d.at = e.Position
	switch {
	case d.cancelled:
	case d.moving:
		t.retarget()
		t.edgeScroll()
	default:
		t.pan(e.Dragged.DX, e.Dragged.DY)
	}
}

func (t *Timeline) beginDrag(e *fyne.DragEvent) {
	t.hideCard()
	t.cancelCarry()
	from := e.Position.Subtract(e.Dragged)
	button := desktop.MouseButtonPrimary
	if t.press.down {
		from, button = t.press.at, t.press.button
	}
	t.press.bare = false
	clear(t.answers)
	t.drag = &drag{at: e.Position, cancelled: button == desktop.MouseButtonSecondary}
	r, ok := t.hit(from)
	if !ok || button != desktop.MouseButtonPrimary || !t.layout.item(r).Kind.draggable() {
		return
	}
	it := t.layout.item(r)
	box, _ := t.seenBox(r)
	d := t.drag
	d.id, d.block, d.moving, d.size = it.ID, it.Block, true, box
	d.grab = fyne.NewPos(from.X-box.x, min(from.Y-box.y, blockHeight))
	t.update()
}

// DragEnd implements fyne.Draggable.
func (t *Timeline) DragEnd() {
	d := t.drag
	if d == nil {
		return
	}
	t.endDrag()
	t.press.down = false
	t.update()
	if d.moving && !d.cancelled {
		t.drop(d.id, d.target)
	}
}

// endDrag forgets a drag without doing anything.
func (t *Timeline) endDrag() {
	if t.drag != nil && t.drag.stop != nil {
		t.drag.stop()
	}
	t.drag = nil
}

// cancelDrag is Esc: the block goes back, and the rest of the movement does nothing.
func (t *Timeline) cancelDrag() {
	if t.drag.stop != nil {
		t.drag.stop()
	}
	t.drag = &drag{cancelled: true}
	t.update()
}

// drop tells the page what was put where, if it is allowed.
func (t *Timeline) drop(id string, to target) {
	switch {
	case !to.ok:
	case to.kind == onBlock && t.OnSwap != nil:
		t.OnSwap(id, to.id)
	case to.kind == onRow && t.OnReassign != nil:
		t.OnReassign(id, to.id)
	}
}

// retarget finds what is under the pointer during a drag.
func (t *Timeline) retarget() {
	if t.drag == nil || !t.drag.moving {
		return
	}
	t.drag.target = t.targetAt(t.drag.at, t.drag.id)
	t.placeOverlay()
}

// targetAt is what a block would be put on at a position: another shift or gap, else a person's row or its label.
func (t *Timeline) targetAt(at fyne.Position, id string) target {
	if r, ok := t.hit(at); ok {
		if goal := t.blockTarget(r, id); goal.kind != noTarget {
			return goal
		}
	}
	if i := t.rowAt(at); i >= 0 {
		return t.rowTarget(i, id)
	}
	return target{}
}

// blockTarget is putting id on a block; itself and bands are no targets.
func (t *Timeline) blockTarget(r ref, id string) target {
	it := t.layout.item(r)
	if it.ID == id || it.Kind.class() == grounds || t.OnSwap == nil {
		return target{}
	}
	box, _ := t.seenBox(r)
	goal := target{kind: onBlock, id: it.ID, box: box}
	goal.ok, goal.words = t.ask(t.CanDrop, question{onBlock, id, it.ID})
	switch {
	case goal.words != "":
	case !goal.ok:
		goal.words = "Cannot be swapped"
	case it.Kind == Gap:
		goal.words = "Fill the gap"
	default:
		goal.words = "Swap with " + it.Name
	}
	return goal
}

// rowTarget is giving id to the person of a row; roles are no targets.
func (t *Timeline) rowTarget(i int, id string) target {
	r := &t.layout.rows[i]
	if r.Person < 1 || t.OnReassign == nil {
		return target{}
	}
	size := t.Size()
	box := rect{0, headerHeight - t.scroll + r.y, size.Width, r.height}
	goal := target{kind: onRow, id: r.ID, box: box.cut(rect{0, headerHeight, size.Width, size.Height - headerHeight})}
	goal.ok, goal.words = t.ask(t.CanReassign, question{onRow, id, r.ID})
	switch {
	case goal.words != "":
	case goal.ok:
		goal.words = "Give to " + r.Label
	default:
		goal.words = r.Label + " cannot take it"
	}
	return goal
}

// question is what a Can… function was asked, answer what it said.
type (
	question struct {
		kind    targetKind
		id, aim string
	}
	answer struct {
		ok    bool
		words string
	}
)

// ask puts a question to the page once for each target of a drag: the pointer moves far more often than its target
// changes, and a page may have to look things up. Without a function everything is allowed.
func (t *Timeline) ask(can func(a, b string) (bool, string), q question) (bool, string) {
	if can == nil {
		return true, ""
	}
	a, known := t.answers[q]
	if !known {
		a.ok, a.words = can(q.id, q.aim)
		t.answers[q] = a
	}
	return a.ok, a.words
}

// Scrolling at the edges during a drag.
const (
	edgeZone = 36 // units from the edge in which it scrolls
	edgeTick = 16 * time.Millisecond
	edgeMost = 14 // units a tick at the very edge
)

// edgeSpeed is how far to move the picture in one tick for a pointer at v between lo and hi.
func edgeSpeed(v, lo, hi float32) float32 {
	switch {
	case v < lo+edgeZone:
		return edgeMost * min(1, (lo+edgeZone-v)/edgeZone)
	case v > hi-edgeZone:
		return -edgeMost * min(1, (v-hi+edgeZone)/edgeZone)
	}
	return 0
}

// edgeScroll moves the picture while a block is held near an edge, one step a tick. Over the labels it does not move
// sideways: that is where blocks are given to people.
func (t *Timeline) edgeScroll() {
	d := t.drag
	if d == nil || !d.moving || d.stop != nil {
		return
	}
	size := t.Size()
	dx, dy := edgeSpeed(d.at.X, t.labelWidth(), size.Width), edgeSpeed(d.at.Y, headerHeight, size.Height)
	if d.at.X < t.labelWidth()-edgeZone/2 {
		dx = 0
	}
	if dy > 0 && t.scroll <= 0 || dy < 0 && t.scroll >= t.maxScroll() {
		dy = 0
	}
	if dx == 0 && dy == 0 {
		return
	}
	d.stop = t.host.after(edgeTick, func() {
		d.stop = nil
		if t.drag != d {
			return
		}
		t.pan(dx, dy)
		t.retarget()
		t.edgeScroll()
	})
}
