package timeline

import (
	"cmp"
	"slices"
	"sort"
)

// Sizes of the rows, in Fyne units.
const (
	headerHeight = 44 // both frozen header rows
	upperHeight  = 24 // the upper of them
	groupHeight  = 24
	rowHeight    = 37 // a role's row without drafts and a person's row
	blockHeight  = 26
	blockTop     = 5  // from a row's top to its first lane
	laneStep     = 30 // from one lane of shifts to the next
	noteHeight   = 14 // words under a draft or a mark
	markHeight   = 17 // a mark's bar and word under a block
	barHeight    = 8
	barStep      = 10
)

// item is a block in its row: its ends in seconds since 1970 and its lane.
type item struct {
	*Block
	start, end int64
	lane       int // within its kind of lane
}

// span is the items of one kind of lane, sorted by start; reach[i] is the latest end of items[0..i], so that both ends of
// what is visible are found by binary search even where items overlap.
type span struct {
	first int // index in the row's items
	items []item
	reach []int64
	lanes int
}

// between is the range of indexes of items that may touch [from, to); items inside it can still end before from.
func (s span) between(from, to int64) (lo, hi int) {
	lo = sort.Search(len(s.items), func(i int) bool { return s.reach[i] > from })
	hi = sort.Search(len(s.items), func(i int) bool { return s.items[i].start >= to })
	return lo, max(lo, hi)
}

// class groups kinds that share lanes.
type class int

const (
	grounds class = iota // time off and holidays
	shifts               // published shifts and gaps
	drafts
	bars
	classes
)

func (k Kind) class() class {
	switch k {
	case Draft:
		return drafts
	case PersonBar:
		return bars
	case TimeOff, Holiday:
		return grounds
	}
	return shifts
}

// row is a Row laid out: y and height are in content units, from the top of the first group.
type row struct {
	*Row
	y, height float32
	draftY    float32 // from the row's top to its draft lane
	items     []item  // by class, then by start
	spans     [classes]span
}

// heading is a group's title row.
type heading struct {
	*Group
	y float32
}

// layout is a model with its blocks sorted and its rows placed. It does not depend on the window or the size.
type layout struct {
	rows     []row
	headings []heading
	bands    []placedBand
	head     float32          // height of what is frozen above the rows: dates, and lanes of bands where there are some
	height   float32          // of the rows
	byID     map[string][]ref // what can be selected
}

// ref names one block of a layout.
type ref struct{ row, item int }

func newLayout(m Model) layout {
	l := layout{byID: map[string][]ref{}}
	var lanes int
	l.bands, lanes = layBands(m.Bands)
	l.head = headHeight(lanes)
	for gi := range m.Groups {
		g := &m.Groups[gi]
		if g.Title != "" {
			l.headings = append(l.headings, heading{g, l.height})
			l.height += groupHeight
		}
		for ri := range g.Rows {
			r := layRow(&g.Rows[ri])
			r.y = l.height
			l.height += r.height
			for i, it := range r.items {
				if it.Kind.selectable() {
					l.byID[it.ID] = append(l.byID[it.ID], ref{len(l.rows), i})
				}
			}
			l.rows = append(l.rows, r)
		}
	}
	return l
}

func layRow(src *Row) row {
	r := row{Row: src, items: make([]item, 0, len(src.Blocks))}
	for i := range src.Blocks {
		b := &src.Blocks[i]
		if b.End.After(b.Start) {
			r.items = append(r.items, item{Block: b, start: b.Start.Unix(), end: b.End.Unix()})
		}
	}
	slices.SortStableFunc(r.items, func(a, b item) int {
		return cmp.Or(cmp.Compare(a.Kind.class(), b.Kind.class()), cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end))
	})
	for c := grounds; c < classes; c++ {
		lo := sort.Search(len(r.items), func(i int) bool { return r.items[i].Kind.class() >= c })
		hi := sort.Search(len(r.items), func(i int) bool { return r.items[i].Kind.class() > c })
		r.spans[c] = laySpan(lo, r.items[lo:hi])
	}
	r.placeLanes()
	return r
}

// laySpan gives overlapping items lanes of their own, each the first that is free; grounds lie over each other.
func laySpan(first int, items []item) span {
	s := span{first: first, items: items, reach: make([]int64, len(items))}
	var free []int64 // when each lane is free again
	latest := int64(-1 << 62)
	for i := range items {
		it := &items[i]
		latest = max(latest, it.end)
		s.reach[i] = latest
		if it.Kind.class() == grounds {
			continue
		}
		it.lane = slices.IndexFunc(free, func(end int64) bool { return end <= it.start })
		if it.lane < 0 {
			it.lane = len(free)
			free = append(free, 0)
		}
		free[it.lane] = it.end
	}
	s.lanes = len(free)
	return s
}

// placeLanes finds the row's height: lanes of shifts, room for marks, lanes of drafts with their notes.
func (r *row) placeLanes() {
	lanes := max(1, r.spans[shifts].lanes)
	if r.spans[shifts].lanes == 0 && r.spans[drafts].lanes == 0 && r.spans[bars].lanes > 2 {
		r.height = float32(rowHeight + barStep*(r.spans[bars].lanes-2))
		return
	}
	bottom := float32(blockTop + laneStep*(lanes-1) + blockHeight)
	r.height = bottom + rowHeight - blockTop - blockHeight
	marked := slices.ContainsFunc(r.spans[shifts].items, func(it item) bool { return len(it.Marks) > 0 })
	if marked {
		r.height += markHeight
	}
	if r.spans[drafts].lanes == 0 {
		return
	}
	r.draftY = bottom + 3
	if marked && r.marksMeetDrafts() {
		r.draftY += markHeight
	}
	r.height = r.draftY + float32(laneStep*(r.spans[drafts].lanes-1)+blockHeight) + 6
	if slices.ContainsFunc(r.spans[drafts].items, func(it item) bool { return it.Note != "" }) {
		r.height += noteHeight
	}
}

// marksMeetDrafts reports whether a marked shift has a draft under it, so that both need room.
func (r *row) marksMeetDrafts() bool {
	for _, it := range r.spans[shifts].items {
		if len(it.Marks) == 0 {
			continue
		}
		d := r.spans[drafts]
		lo, hi := d.between(it.start, it.end)
		for _, draft := range d.items[lo:hi] {
			if draft.end > it.start {
				return true
			}
		}
	}
	return false
}

// box is an item's vertical place within its row.
func (r *row) box(it *item) (y, height float32) {
	switch it.Kind.class() {
	case grounds:
		return 2, r.height - 4
	case drafts:
		return r.draftY + float32(laneStep*it.lane), blockHeight
	case bars:
		mid := float32(int(r.height / 2))
		return mid - barHeight/2 + barStep*(float32(it.lane)-float32(r.spans[bars].lanes-1)/2), barHeight
	}
	return float32(blockTop + laneStep*it.lane), blockHeight
}

// rowsBetween is the range of rows that touch [top, bottom) in content units.
func (l *layout) rowsBetween(top, bottom float32) (lo, hi int) {
	lo = sort.Search(len(l.rows), func(i int) bool { return l.rows[i].y+l.rows[i].height > top })
	hi = sort.Search(len(l.rows), func(i int) bool { return l.rows[i].y >= bottom })
	return lo, max(lo, hi)
}

// rowAt is the row at a content height, or -1.
func (l *layout) rowAt(y float32) int {
	if lo, hi := l.rowsBetween(y, y+1); lo < hi && l.rows[lo].y <= y {
		return lo
	}
	return -1
}

func (l *layout) item(r ref) *item { return &l.rows[r.row].items[r.item] }
