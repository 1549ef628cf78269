package timeline

// carry is a drag without the mouse: S takes a block, arrows choose what to put it on, Enter does it, Esc gives up. The
// place is a block, or a person's row with no block in it.
type carry struct {
	from   ref
	at     ref
	row    int // the person's row that is aimed at, or -1 while at a block
	target target
}

func (t *Timeline) beginCarry() {
	if t.carry != nil || !t.hasCursor || !t.layout.item(t.cursor).Kind.draggable() {
		return
	}
	t.chooseByHand([]string{t.layout.item(t.cursor).ID})
	clear(t.answers)
	t.carry = &carry{from: t.cursor, at: t.cursor, row: -1}
	t.placeOverlay()
	if t.OnSwapKey != nil {
		t.OnSwapKey(t.layout.item(t.cursor).ID)
	}
	t.modeChanged()
}

// BeginSwap is S for a shift: its partner is chosen by keyboard. It reports whether it could: the page wants swaps (OnSwap
// or OnReassign), and id is a shift.
func (t *Timeline) BeginSwap(id string) bool {
	if t.OnSwap == nil && t.OnReassign == nil || !t.cursorTo(id) {
		return false
	}
	t.Cancel()
	t.beginCarry()
	return true
}

func (t *Timeline) cancelCarry() {
	if t.carry != nil {
		t.carry = nil
		t.placeOverlay()
		if t.OnSwapEnd != nil {
			t.OnSwapEnd()
		}
		t.modeChanged()
	}
}

// stepCarry moves the aim. Down and up stop at each person's row as a whole first: there the block would be given away.
// Left and right go along the blocks of the lane.
func (t *Timeline) stepCarry(dx, dy int) {
	c := t.carry
	if dx != 0 {
		if c.row >= 0 {
			if !t.enterRow(c) {
				return
			}
		} else if next, ok := t.layout.along(c.at, dx); ok {
			c.at = next
		}
		t.column = t.middle(c.at)
	} else {
		t.crossCarry(c, dy)
	}
	t.aim()
}

// crossCarry moves the aim to the lane or the person's row above or below.
func (t *Timeline) crossCarry(c *carry, dy int) {
	here := c.at.row
	if c.row >= 0 {
		here = c.row
	}
	if c.row < 0 {
		if next, ok := t.layout.across(c.at, dy, t.column); ok && next.row == here {
			c.at = next // from shifts to drafts of one row
			return
		}
	}
	for i := here + dy; i >= 0 && i < len(t.layout.rows); i += dy {
		r := &t.layout.rows[i]
		if r.Person > 0 && t.OnReassign != nil {
			c.row = i
			return
		}
		if n := (lane{i, r.walk(shifts)}); len(n.items) > 0 {
			c.row = -1
			c.at, _ = t.layout.nearest(n, t.column)
			return
		}
	}
}

// enterRow goes from a person's row as a whole to the block in it that is nearest.
func (t *Timeline) enterRow(c *carry) bool {
	for _, kind := range []class{bars, shifts} {
		if n := (lane{c.row, t.layout.rows[c.row].walk(kind)}); len(n.items) > 0 {
			c.at, _ = t.layout.nearest(n, t.column)
			c.row = -1
			return true
		}
	}
	return false
}

// aim shows what the block would be put on.
func (t *Timeline) aim() {
	c := t.carry
	id := t.layout.item(c.from).ID
	if c.row >= 0 {
		t.revealRow(c.row)
		t.update()
		c.target = t.rowTarget(c.row, id)
	} else {
		t.reveal(c.at)
		t.update()
		c.target = t.blockTarget(c.at, id)
	}
	t.placeOverlay()
}

// aimBox is where what is aimed at stands now.
func (t *Timeline) aimBox() rect {
	if t.carry.row >= 0 {
		return t.rowBox(t.carry.row)
	}
	box, _ := t.seenBox(t.carry.at)
	return box
}

// endCarry does what the aim shows; where it is refused, the reason stays in sight and nothing happens.
func (t *Timeline) endCarry() {
	c := t.carry
	if !c.target.ok {
		return
	}
	id := t.layout.item(c.from).ID
	t.cancelCarry()
	t.drop(id, c.target)
}
