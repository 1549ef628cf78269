package timeline

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Place is what lies under the pointer, or under the keyboard's cursor, when a menu is asked for.
type Place struct {
	ID       string        // the block's; empty on free ground
	Row      string        // the row's; empty above and below the rows
	At       time.Time     // the instant; zero on a label
	Label    bool          // on the row's label
	Band     string        // the band's, on its lane and where it goes through free ground
	Absolute fyne.Position // where a menu belongs, in the window's coordinates
}

// placeAt is what lies at a position of the timeline.
func (t *Timeline) placeAt(at fyne.Position) Place {
	p := Place{Label: at.X < t.labelWidth()}
	if i := t.rowAt(at); i >= 0 {
		p.Row = t.layout.rows[i].ID
	}
	if !p.Label {
		p.At = t.scale().at(at.X)
	}
	if r, ok := t.hit(at); ok && t.layout.item(r).Kind.selectable() {
		p.ID = t.layout.item(r).ID
	} else if b := t.bandAt(at); b != nil {
		p.Band = b.ID
	}
	return p
}

// bandAt is the band whose chip is at a position of the lane, or which goes through the rows there; of two, the shorter.
func (t *Timeline) bandAt(at fyne.Position) *Band {
	if at.X < t.labelWidth() || at.X >= t.Size().Width {
		return nil
	}
	if at.Y >= headerHeight && at.Y < t.layout.head {
		for _, h := range t.sheet.scene.bands {
			if h.box.grown(1).has(at.X, at.Y) {
				return h.band
			}
		}
		return nil
	}
	if t.rowAt(at) < 0 {
		return nil
	}
	sec := t.scale().at(at.X).Unix()
	var found *placedBand
	for i := range t.layout.bands {
		b := &t.layout.bands[i]
		if b.start <= sec && sec < b.end && (found == nil || b.end-b.start < found.end-found.start) {
			found = b
		}
	}
	if found == nil {
		return nil
	}
	return found.Band
}

// TappedSecondary asks the page for a menu, with the block under the pointer selected. It implements
// fyne.SecondaryTappable.
func (t *Timeline) TappedSecondary(e *fyne.PointEvent) {
	t.press.down = false
	t.Cancel()
	if r, ok := t.hit(e.Position); ok && t.layout.item(r).Kind.selectable() && !t.selected[t.layout.item(r).ID] {
		t.pick(r, 0)
	}
	p := t.placeAt(e.Position)
	p.Absolute = e.AbsolutePosition
	t.openMenu(p)
}

// menuByKey asks for the menu of the block at the cursor; without one, of the first row in sight, now or in the middle.
func (t *Timeline) menuByKey() {
	p, box := Place{}, rect{t.labelWidth(), t.layout.head, 0, 0}
	if t.hasCursor {
		it := t.layout.item(t.cursor)
		p.ID, p.Row, p.At = it.ID, t.layout.rows[t.cursor.row].ID, it.Start
		box, _ = t.seenBox(t.cursor)
	} else if t.OnMenu == nil {
		return
	} else {
		p.At = t.from.Add(t.to.Sub(t.from) / 2)
		if now := t.model.Now; !now.Before(t.from) && now.Before(t.to) {
			p.At = now
		}
		if lo, _ := t.layout.rowsBetween(t.scroll, t.scroll+1); lo < len(t.layout.rows) {
			p.Row = t.layout.rows[lo].ID
		}
		box.x = t.scale().x(p.At)
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(t)
	p.Absolute = at.Add(fyne.NewPos(box.x+box.w/2, box.y+box.h))
	t.openMenu(p)
}

// openMenu asks the page for the menu of a place.
func (t *Timeline) openMenu(p Place) {
	switch {
	case t.OnMenu != nil:
		t.OnMenu(p)
	case t.OnContext != nil:
		t.OnContext(p.ID, p.Absolute)
	}
}

// isMenuKey reports whether a key asks for the menu: the menu key, or F10 with Shift.
func (t *Timeline) isMenuKey(k fyne.KeyName) bool {
	return k == desktop.KeyMenu || k == fyne.KeyF10 && t.host.modifiers()&fyne.KeyModifierShift != 0
}
