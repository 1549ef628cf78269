package timeline

import (
	"cmp"
	"slices"
	"time"

	"fyne.io/fyne/v2"
)

// rubber is a band drawn over free ground: what it touches is selected. Its first corner is kept as a place in the model,
// so that it stays there when the picture moves.
type rubber struct {
	at     time.Time
	y      float32 // in content units
	before []string
	add    bool // to what was selected before
}

func (t *Timeline) newRubber(from fyne.Position, mod fyne.KeyModifier) *rubber {
	return &rubber{
		at: t.scale().at(from.X), y: from.Y - t.layout.head + t.scroll, before: t.Selected(),
		add: mod&(fyne.KeyModifierShortcutDefault|fyne.KeyModifierShift) != 0,
	}
}

// band is the rubber band on the screen, up to the pointer.
func (t *Timeline) band(r *rubber, at fyne.Position) rect {
	x, y := t.scale().x(r.at), t.layout.head-t.scroll+r.y
	box := rect{min(x, at.X), min(y, at.Y), max(x, at.X) - min(x, at.X), max(y, at.Y) - min(y, at.Y)}
	return box.cut(t.sheet.scene.areas[body])
}

// stretch selects what the rubber band touches.
func (t *Timeline) stretch() {
	d := t.drag
	ids, first := t.under(d.rubber, d.at)
	if d.rubber.add {
		ids = append(slices.Clone(d.rubber.before), ids...)
	}
	if len(ids) > 0 && len(first) > 0 {
		t.setCursor(first[0])
	}
	if !slices.Equal(ids, t.order) {
		t.choose(ids)
		t.update()
		return
	}
	t.placeOverlay()
}

// under is what a rubber band touches: shifts and gaps by time, then by row; time off only where there is nothing else.
func (t *Timeline) under(r *rubber, at fyne.Position) ([]string, []ref) {
	end := t.scale().at(at.X)
	from, to := min(r.at.Unix(), end.Unix()), max(r.at.Unix(), end.Unix())
	y := at.Y - t.layout.head + t.scroll
	top, bottom := min(r.y, y), max(r.y, y)
	var work, off []ref
	lo, hi := t.layout.rowsBetween(top, bottom)
	for i := lo; i < hi; i++ {
		row := &t.layout.rows[i]
		for c := grounds; c < classes; c++ {
			s := row.spans[c]
			a, e := s.between(from, to)
			for k := a; k < e; k++ {
				it := &s.items[k]
				if itemTop, h := row.box(it); it.end <= from || !it.Kind.selectable() || row.y+itemTop >= bottom || row.y+itemTop+h <= top {
					continue
				}
				if c == grounds {
					off = append(off, ref{i, s.first + k})
				} else {
					work = append(work, ref{i, s.first + k})
				}
			}
		}
	}
	if len(work) == 0 {
		work = off
	}
	slices.SortStableFunc(work, func(a, b ref) int { return cmp.Compare(t.layout.item(a).start, t.layout.item(b).start) })
	var ids []string
	seen := map[string]bool{}
	for _, r := range work {
		if id := t.layout.item(r).ID; !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	return ids, work
}

// endRubber tells the page of the new selection.
func (t *Timeline) endRubber(r *rubber) {
	if len(t.order) == 0 {
		t.hasCursor = false
	}
	if !slices.Equal(r.before, t.order) && t.OnSelect != nil {
		t.OnSelect(t.Selected())
	}
}
