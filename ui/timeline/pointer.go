package timeline

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// press is the last press of a mouse button.
type press struct {
	at     fyne.Position
	button desktop.MouseButton
	mod    fyne.KeyModifier
	down   bool   // a press was seen, so the tap that follows has been dealt with
	id     string // the block under it
	before string // the block under the press before, to tell a double click from two clicks
	bare   bool   // on free ground: letting go without moving deselects
	split  bool   // it moved the line of a split: letting go splits
}

// hit is the block under a position, the topmost where several lie over each other.
func (t *Timeline) hit(at fyne.Position) (ref, bool) {
	if !t.sheet.scene.areas[body].has(at.X, at.Y) {
		return ref{}, false
	}
	const slop = 2 // bars are thin
	hits := t.sheet.scene.hits
	var behind *hit
	for i := len(hits) - 1; i >= 0; i-- {
		h := &hits[i]
		box := h.box
		kind := t.layout.item(h.ref).Kind
		if kind == PersonBar {
			box = box.grown(slop)
		}
		if !box.has(at.X, at.Y) {
			continue
		}
		if kind.selectable() {
			return h.ref, true
		}
		if behind == nil {
			behind = h
		}
	}
	if behind != nil {
		return behind.ref, true
	}
	return ref{}, false
}

// rowAt is the row under a position, or -1.
func (t *Timeline) rowAt(at fyne.Position) int {
	if at.Y < t.layout.head || at.Y >= t.Size().Height || at.X < 0 || at.X >= t.Size().Width {
		return -1
	}
	return t.layout.rowAt(at.Y - t.layout.head + t.scroll)
}

// MouseDown selects at once, so that a drag begins with what is under the pointer. It implements desktop.Mouseable.
func (t *Timeline) MouseDown(e *desktop.MouseEvent) {
	t.hideCard()
	t.focusByPointer()
	r, ok := t.hit(e.Position)
	p := press{at: e.Position, button: e.Button, mod: e.Modifier, down: true, before: t.press.id}
	if t.split != nil && e.Button == desktop.MouseButtonPrimary {
		p.split = true
		t.press = p
		return
	}
	if ok && t.layout.item(r).Kind.selectable() {
		p.id = t.layout.item(r).ID
	}
	p.bare = !ok && t.sheet.scene.areas[body].has(e.Position.X, e.Position.Y)
	t.press = p
	if e.Button == desktop.MouseButtonPrimary && p.id != "" {
		t.pick(r, e.Modifier)
	}
}

// MouseUp implements desktop.Mouseable.
func (t *Timeline) MouseUp(e *desktop.MouseEvent) {
	switch {
	case t.drag != nil || e.Button != desktop.MouseButtonPrimary:
	case t.press.split && t.split != nil:
		t.clickSplit(e.Position)
	case t.press.bare:
		t.deselect()
	}
	t.press.bare = false
}

// pick selects a block: alone, added with Ctrl, or as the end of a range with Shift.
func (t *Timeline) pick(r ref, mod fyne.KeyModifier) {
	id := t.layout.item(r).ID
	t.cancelCarry()
	switch {
	case mod&fyne.KeyModifierShift != 0 && t.hasCursor:
		t.cursor = r
		t.chooseByHand(t.rangeTo(r))
	case mod&fyne.KeyModifierShortcutDefault != 0 && t.selected[id]:
		t.setCursor(r)
		t.chooseByHand(slices.DeleteFunc(t.Selected(), func(s string) bool { return s == id }))
	case mod&fyne.KeyModifierShortcutDefault != 0:
		t.setCursor(r)
		t.chooseByHand(append(t.Selected(), id))
	default:
		t.setCursor(r)
		if !t.selected[id] || len(t.order) > 1 {
			t.chooseByHand([]string{id})
		}
	}
}

func (t *Timeline) setCursor(r ref) {
	t.cursor, t.anchor, t.hasCursor = r, r, true
	t.column = t.middle(r)
}

func (t *Timeline) deselect() {
	t.hasCursor = false
	t.chooseByHand(nil)
}

func (t *Timeline) focusByPointer() {
	t.byPointer = true
	if c := fyne.CurrentApp().Driver().CanvasForObject(t); c != nil && c.Focused() != fyne.Focusable(t) {
		c.Focus(t)
	}
	t.placeOverlay()
}

// Tapped acts on a click of a label; clicks on blocks were dealt with when the button went down. It implements
// fyne.Tappable.
func (t *Timeline) Tapped(e *fyne.PointEvent) {
	if t.press.split {
		t.press = press{}
		return
	}
	if e.Position.X < t.labelWidth() {
		if i := t.rowAt(e.Position); i >= 0 && t.OnRow != nil {
			t.OnRow(t.layout.rows[i].ID)
		}
	} else if !t.press.down { // a tap without a press: a touch screen
		if r, ok := t.hit(e.Position); ok && t.layout.item(r).Kind.selectable() {
			t.pick(r, 0)
		} else {
			t.deselect()
		}
	}
	t.press.down = false
}

// DoubleTapped opens a block. It implements fyne.DoubleTappable.
func (t *Timeline) DoubleTapped(e *fyne.PointEvent) {
	r, ok := t.hit(e.Position)
	twoClicks := t.press.down && t.press.before != t.press.id || t.press.split
	t.press.down = false
	if ok && !twoClicks && t.layout.item(r).Kind.selectable() && t.OnOpen != nil {
		t.OnOpen(t.layout.item(r).ID)
	}
}

// Scrolled moves rows and time; with Ctrl it zooms around the pointer. It implements fyne.Scrollable.
func (t *Timeline) Scrolled(e *fyne.ScrollEvent) {
	t.hideCard()
	if t.host.modifiers()&fyne.KeyModifierShortcutDefault == 0 {
		t.pan(e.Scrolled.DX, e.Scrolled.DY)
		t.follow()
		return
	}
	switch {
	case e.Scrolled.DY > 0:
		t.zoom(1/zoomStep, e.Position.X)
	case e.Scrolled.DY < 0:
		t.zoom(zoomStep, e.Position.X)
	}
}
