package timeline

import (
	"cmp"
	"slices"
	"time"
)

// lane is one line of blocks that the keyboard walks along: a row's shifts and gaps, its drafts, its bars, or its time off.
type lane struct {
	row   int
	items []int // indexes into the row's items, by start
}

// lanes are all that can be walked, top to bottom.
func (l *layout) lanes() []lane {
	var list []lane
	for i := range l.rows {
		for _, c := range []class{shifts, drafts, bars, grounds} {
			if n := (lane{row: i, items: l.rows[i].walk(c)}); len(n.items) > 0 {
				list = append(list, n)
			}
		}
	}
	return list
}

// walk lists a class's items that can be selected.
func (r *row) walk(c class) []int {
	s := r.spans[c]
	list := make([]int, 0, len(s.items))
	for k := range s.items {
		if s.items[k].Kind.selectable() {
			list = append(list, s.first+k)
		}
	}
	return list
}

// along is the block n places before or after one in its lane; ok is false at the end.
func (l *layout) along(from ref, n int) (ref, bool) {
	walk := l.rows[from.row].walk(l.item(from).Kind.class())
	k := slices.Index(walk, from.item) + n
	if k < 0 || k >= len(walk) {
		return from, false
	}
	return ref{from.row, walk[k]}, true
}

// across is the block of the next lane above (-1) or below (1) at an instant. Lanes of drafts and time off that have
// nothing at that instant are passed over; in the others the nearest block in time counts.
func (l *layout) across(from ref, dir int, at time.Time) (ref, bool) {
	lanes := l.lanes()
	here := slices.IndexFunc(lanes, func(n lane) bool {
		return n.row == from.row && slices.Contains(n.items, from.item)
	})
	for k := here + dir; here >= 0 && k >= 0 && k < len(lanes); k += dir {
		r, away := l.nearest(lanes[k], at)
		if c := l.item(r).Kind.class(); away == 0 || c == shifts || c == bars {
			return r, true
		}
	}
	return from, false
}

// nearest is the block of a lane at an instant, or the one closest to it, and how many seconds away that is.
func (l *layout) nearest(n lane, at time.Time) (ref, int64) {
	sec := at.Unix()
	best, least := 0, int64(1<<62)
	for _, i := range n.items {
		it := l.rows[n.row].items[i]
		if away := max(0, it.start-sec, sec-it.end+1); away < least {
			best, least = i, away
		}
	}
	return ref{n.row, best}, least
}

// rangeTo is what lies between the anchor and a block, in both rows and time: the IDs in order, each once.
func (t *Timeline) rangeTo(r ref) []string {
	a, b := t.layout.item(t.anchor), t.layout.item(r)
	from, to := min(a.start, b.start), max(a.end, b.end)
	top, end := min(t.anchor.row, r.row), max(t.anchor.row, r.row)
	wanted := []class{a.Kind.class(), b.Kind.class()}
	var found []item
	for i := top; i <= end; i++ {
		for _, it := range t.layout.rows[i].items {
			if it.start < to && it.end > from && it.Kind.selectable() && slices.Contains(wanted, it.Kind.class()) {
				found = append(found, it)
			}
		}
	}
	slices.SortStableFunc(found, func(x, y item) int { return cmp.Compare(x.start, y.start) })
	var ids []string
	for _, it := range found {
		if !slices.Contains(ids, it.ID) {
			ids = append(ids, it.ID)
		}
	}
	return ids
}

// firstBlock is where the keyboard begins: the block at now, or at the middle of the window, in the first visible lane.
func (t *Timeline) firstBlock() (ref, bool) {
	lanes := t.layout.lanes()
	if len(lanes) == 0 {
		return ref{}, false
	}
	at := t.from.Add(t.to.Sub(t.from) / 2)
	if now := t.model.Now; !now.Before(t.from) && now.Before(t.to) {
		at = now
	}
	lo, _ := t.layout.rowsBetween(t.scroll, t.scroll+1)
	k := max(0, slices.IndexFunc(lanes, func(n lane) bool { return n.row >= lo }))
	r, _ := t.layout.nearest(lanes[k], at)
	return r, true
}
