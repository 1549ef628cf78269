package timeline

import (
	"fyne.io/fyne/v2"
)

// FocusGained shows the focus ring, unless a click brought the focus. It implements fyne.Focusable.
func (t *Timeline) FocusGained() {
	t.focused = true
	t.placeOverlay()
}

// FocusLost implements fyne.Focusable. A swap or split begun by keyboard is given up.
func (t *Timeline) FocusLost() {
	t.focused, t.byPointer = false, false
	t.cancelCarry()
	t.cancelSplit()
	t.placeOverlay()
}

// TypedKey implements fyne.Focusable.
func (t *Timeline) TypedKey(e *fyne.KeyEvent) {
	t.hideCard()
	if t.byPointer {
		t.byPointer = false
		t.placeOverlay()
	}
	switch {
	case t.isMenuKey(e.Name):
		t.Cancel()
		t.menuByKey()
		return
	case t.split != nil && t.splitKey(e.Name):
		return
	}
	switch e.Name {
	case fyne.KeyLeft:
		t.step(-1, 0)
	case fyne.KeyRight:
		t.step(1, 0)
	case fyne.KeyUp:
		t.step(0, -1)
	case fyne.KeyDown:
		t.step(0, 1)
	case fyne.KeyHome:
		t.toEnd(-1)
	case fyne.KeyEnd:
		t.toEnd(1)
	case fyne.KeyPageUp:
		t.page(-1)
	case fyne.KeyPageDown:
		t.page(1)
	case fyne.KeyReturn, fyne.KeyEnter:
		t.enter()
	case fyne.KeySpace:
		t.toggle()
	case fyne.KeyEscape:
		t.escape()
	case fyne.KeyDelete, fyne.KeyBackspace:
		t.askClear()
	}
}

// splitKey moves the line of a split; it reports whether the key was for it.
func (t *Timeline) splitKey(k fyne.KeyName) bool {
	fine := t.host.modifiers()&fyne.KeyModifierShift != 0
	switch k {
	case fyne.KeyLeft, fyne.KeyDown:
		t.stepSplit(-1, fine)
	case fyne.KeyRight, fyne.KeyUp:
		t.stepSplit(1, fine)
	case fyne.KeyHome:
		t.endsSplit(-1)
	case fyne.KeyEnd:
		t.endsSplit(1)
	case fyne.KeyReturn, fyne.KeyEnter:
		t.endSplit()
	case fyne.KeyEscape:
		t.cancelSplit()
	default:
		return false
	}
	return true
}

// TypedRune implements fyne.Focusable.
func (t *Timeline) TypedRune(r rune) {
	switch r {
	case '+', '=':
		t.ZoomIn()
	case '-', '_':
		t.ZoomOut()
	case 't', 'T':
		t.today()
	case 's', 'S':
		t.cancelSplit()
		t.beginCarry()
	case 'x', 'X':
		if t.hasCursor {
			t.BeginSplit(t.layout.item(t.cursor).ID)
		}
	case 'i', 'I':
		t.cardByKey()
	case ' ': // handled as a key
	default:
		if t.OnKey != nil {
			t.OnKey(r)
		}
	}
}

// step moves the selection to the next block in time (dx) or row (dy); with Shift it stretches the range.
func (t *Timeline) step(dx, dy int) {
	if t.carry != nil {
		t.stepCarry(dx, dy)
		return
	}
	if !t.hasCursor {
		if r, ok := t.firstBlock(); ok {
			t.goTo(r)
		}
		return
	}
	var next ref
	var ok bool
	if dy != 0 {
		next, ok = t.layout.across(t.cursor, dy, t.column)
	} else {
		next, ok = t.layout.along(t.cursor, dx)
	}
	if !ok {
		return
	}
	if dx != 0 {
		t.column = t.middle(next)
	}
	if t.host.modifiers()&fyne.KeyModifierShift != 0 {
		t.cursor = next
		t.reveal(next)
		t.chooseByHand(t.rangeTo(next))
		return
	}
	column := t.column
	t.goTo(next)
	t.column = column
}

// goTo selects one block and brings it into sight.
func (t *Timeline) goTo(r ref) {
	t.setCursor(r)
	t.reveal(r)
	t.chooseByHand([]string{t.layout.item(r).ID})
}

// toEnd selects the first or last block of the lane.
func (t *Timeline) toEnd(dir int) {
	if t.carry != nil {
		return
	}
	if !t.hasCursor {
		r, ok := t.firstBlock()
		if !ok {
			return
		}
		t.cursor = r
	}
	walk := t.layout.rows[t.cursor.row].walk(t.layout.item(t.cursor).Kind.class())
	k := 0
	if dir > 0 {
		k = len(walk) - 1
	}
	t.goTo(ref{t.cursor.row, walk[k]})
}

// page moves the window by most of its span.
func (t *Timeline) page(dir int) {
	by := t.to.Sub(t.from) * 7 / 8
	if dir < 0 {
		by = -by
	}
	t.moveWindow(t.from.Add(by), t.to.Add(by))
}

// today goes to the toolbar's window that holds now; with a span of no zoom, now stands a quarter from the left.
func (t *Timeline) today() {
	if t.model.Now.IsZero() {
		return
	}
	if z, ok := ZoomOf(t.from, t.to); ok {
		t.moveWindow(z.Window(t.model.Now, t.model.zone(), t.model.WeekStart))
		return
	}
	span := t.to.Sub(t.from)
	from := t.model.Now.Add(-span / 4)
	t.moveWindow(from, from.Add(span))
}

func (t *Timeline) enter() {
	switch {
	case t.carry != nil:
		t.endCarry()
	case t.hasCursor && t.OnOpen != nil:
		t.OnOpen(t.layout.item(t.cursor).ID)
	}
}

// toggle selects the block at the cursor, or takes it out of the selection.
func (t *Timeline) toggle() {
	switch {
	case t.carry != nil:
	case !t.hasCursor:
		t.step(1, 0)
	default:
		t.pick(t.cursor, fyne.KeyModifierShortcutDefault)
	}
}

// escape undoes what is under way, or the selection.
func (t *Timeline) escape() {
	if !t.Cancel() {
		t.deselect()
	}
}

func (t *Timeline) askClear() {
	if t.carry == nil && len(t.order) > 0 && t.OnClear != nil {
		t.OnClear(t.Selected())
	}
}
