package widgets

import (
	"fyne.io/fyne/v2"

	"watchbill/ui/theme"
)

// sortHead is the title of a column that rows can be sorted by. It shows the direction where they are.
type sortHead struct {
	control
	word  *Text
	arrow *Icon
	right bool
	by    bool
}

func newSortHead(title string, right bool, onPress func()) *sortHead {
	h := &sortHead{word: Caption(title).Cut(), arrow: NewIcon(theme.IconDown, 12, theme.Text2), right: right}
	h.skin = func() {
		ink := theme.Text3
		if h.by || h.hovered {
			ink = theme.Text
		}
		h.word.In(ink)
	}
	h.least = func() fyne.Size { return fyne.NewSize(24, 20) }
	h.place = h.arrange
	h.onPress = onPress
	h.setHint("Sort by " + title)
	h.initControl(h, theme.RadiusControl, h.word, h.arrow)
	h.sorted(false, false)
	return h
}

// sorted says whether rows are sorted by this column, and which way.
func (h *sortHead) sorted(by, descending bool) {
	h.by, h.arrow.Hidden = by, !by
	icon := theme.IconUp
	if descending {
		icon = theme.IconDown
	}
	h.arrow.Set(icon, theme.Text2)
	h.Refresh()
}

func (h *sortHead) arrange(s fyne.Size) {
	room := s.Width
	if h.by {
		room -= 14
	}
	width := min(room, ceil(h.word.width(h.word.full)))
	x := float32(0)
	if h.right {
		x = s.Width - width
		h.arrow.Move(fyne.NewPos(x-14, whole((s.Height-12)/2)))
	} else {
		h.arrow.Move(fyne.NewPos(x+width+2, whole((s.Height-12)/2)))
	}
	h.arrow.Resize(fyne.NewSize(12, 12))
	h.word.Move(fyne.NewPos(x, whole((s.Height-14)/2)))
	h.word.Resize(fyne.NewSize(width, 14))
}

// Sortable makes the titles of the columns buttons: a press asks for the rows sorted by that column, and a second one the other way
// round. The page sorts its rows and says so with ShowSort. IDs of the titles are the table's with the column's number.
func (t *Table) Sortable(onSort func(column int)) *Table {
	for i, c := range t.columns {
		if c.Title == "" {
			continue
		}
		head := newSortHead(c.Title, c.Right, func() { onSort(i) })
		head.id = t.list.id + ".sort." + itoa(i)
		t.header.Objects[i] = head
	}
	return t
}

// ShowSort shows by which column the rows are sorted.
func (t *Table) ShowSort(column int, descending bool) {
	for i, o := range t.header.Objects {
		if h, ok := o.(*sortHead); ok {
			h.sorted(i == column, descending)
		}
	}
}
