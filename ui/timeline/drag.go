package timeline

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// drag is a drag with the mouse.
type drag struct {
	kind   dragKind
	at     fyne.Position
	id     string // a block's, with the next four
	block  *Block
	grab   fyne.Position // from the block's top left to where it was taken
	size   rect
	target target
	rubber *rubber
	stop   func() // of the edge scroll's timer
}

// dragKind is what is dragged.
type dragKind int

const (
	dragNothing dragKind = iota // given up by Esc, or nothing that moves: nothing happens until the button is let go
	dragPicture                 // by the dates, a label or the middle button
	dragBlock
	dragRubber // from free ground
	dragSplit  // the line of a split
)

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
	switch d.kind {
	case dragPicture:
		t.pan(e.Dragged.DX, e.Dragged.DY)
	case dragSplit:
		t.pointSplit(e.Position)
	case dragBlock, dragRubber:
		t.follow()
		t.edgeScroll()
	}
}

// follow brings a drag in line with the pointer and the picture.
func (t *Timeline) follow() {
	switch {
	case t.drag == nil:
	case t.drag.kind == dragBlock:
		t.retarget()
	case t.drag.kind == dragRubber:
		t.stretch()
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
	bare := t.press.bare || !t.press.down
	t.press.bare = false
	clear(t.answers)
	t.drag = &drag{at: e.Position}
	d := t.drag
	r, onBlock := t.hit(from)
	switch {
	case button == desktop.MouseButtonSecondary:
	case t.split != nil && button == desktop.MouseButtonPrimary:
		d.kind = dragSplit
	case button != desktop.MouseButtonPrimary || from.Y < t.layout.head || from.X < t.labelWidth():
		d.kind = dragPicture
	case onBlock && t.layout.item(r).Kind.draggable():
		t.liftBlock(r, from)
	case bare && (!onBlock || !t.layout.item(r).Kind.selectable()):
		d.kind, d.rubber = dragRubber, t.newRubber(from, t.press.mod)
	}
}

// liftBlock begins to drag a block taken at a place.
func (t *Timeline) liftBlock(r ref, from fyne.Position) {
	d, it := t.drag, t.layout.item(r)
	box, _ := t.seenBox(r)
	d.kind, d.id, d.block, d.size = dragBlock, it.ID, it.Block, box
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
	switch d.kind {
	case dragBlock:
		t.drop(d.id, d.target)
	case dragRubber:
		t.endRubber(d.rubber)
	}
}

// endDrag forgets a drag without doing anything.
func (t *Timeline) endDrag() {
	if t.drag != nil && t.drag.stop != nil {
		t.drag.stop()
	}
	t.drag = nil
}

// cancelDrag is Esc: the block goes back, or the selection becomes what it was, and the rest of the movement does nothing.
func (t *Timeline) cancelDrag() {
	if t.drag.stop != nil {
		t.drag.stop()
	}
	if r := t.drag.rubber; r != nil {
		t.choose(r.before)
	}
	t.drag = &drag{}
	t.cancelSplit()
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
	if t.drag == nil || t.drag.kind != dragBlock {
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
		if goal := t.rowTarget(i, id); goal.kind != noTarget {
			return goal
		}
	}
	return target{words: t.hint()}
}

// hint says over free ground what could be done with a block.
func (t *Timeline) hint() string {
	persons := t.OnReassign != nil && slices.ContainsFunc(t.layout.rows, func(r row) bool { return r.Person > 0 })
	switch {
	case t.OnSwap != nil && persons:
		return "Put it on a shift to swap, or on a person to give it away"
	case t.OnSwap != nil:
		return "Put it on another shift to swap"
	case persons:
		return "Put it on a person to give it away"
	}
	return ""
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
	goal := target{kind: onRow, id: r.ID, box: t.rowBox(i)}
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

// rowBox is the visible part of a row with its label.
func (t *Timeline) rowBox(i int) rect {
	r, size := &t.layout.rows[i], t.Size()
	box := rect{0, t.layout.head - t.scroll + r.y, size.Width, r.height}
	return box.cut(rect{0, t.layout.head, size.Width, size.Height - t.layout.head})
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
	if d == nil || d.kind != dragBlock && d.kind != dragRubber || d.stop != nil {
		return
	}
	size := t.Size()
	dx, dy := edgeSpeed(d.at.X, t.labelWidth(), size.Width), edgeSpeed(d.at.Y, t.layout.head, size.Height)
	if d.kind == dragBlock && d.at.X < t.labelWidth()-edgeZone/2 {
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
		t.follow()
		t.edgeScroll()
	})
}
