package timeline

// Mode is what the keyboard and the pointer do at the moment.
type Mode int

// The modes.
const (
	Idle      Mode = iota
	Swapping       // a partner for a block is chosen by keyboard
	Splitting      // a moment at which to split a block is chosen
)

// Mode is the mode in force; OnMode tells of changes.
func (t *Timeline) Mode() Mode {
	switch {
	case t.carry != nil:
		return Swapping
	case t.split != nil:
		return Splitting
	}
	return Idle
}

// Swapping reports whether a partner is being chosen by keyboard.
func (t *Timeline) Swapping() bool { return t.carry != nil }

// Cancel gives up what is under way: a drag, a rubber band, a swap by keyboard or a split. It reports whether there was one.
func (t *Timeline) Cancel() bool {
	switch {
	case t.drag != nil && t.drag.kind != dragNothing && t.drag.kind != dragPicture:
		t.cancelDrag()
	case t.carry != nil:
		t.cancelCarry()
	case t.split != nil:
		t.cancelSplit()
	default:
		return false
	}
	return true
}

func (t *Timeline) modeChanged() {
	if t.OnMode != nil {
		t.OnMode(t.Mode())
	}
}

// cursorTo puts the cursor on a shift with an ID, unless it is there already; it reports whether there is such a shift.
func (t *Timeline) cursorTo(id string) bool {
	if t.hasCursor && t.layout.item(t.cursor).ID == id && t.layout.item(t.cursor).Kind.draggable() {
		return true
	}
	for _, r := range t.layout.byID[id] {
		if t.layout.item(r).Kind.draggable() {
			t.setCursor(r)
			return true
		}
	}
	return false
}
