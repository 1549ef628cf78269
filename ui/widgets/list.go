package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// List shows many rows of one height and draws only those in sight. One row is selected; Up, Down, Home, End, Page Up and
// Page Down move the selection, Enter or Space opens it. Selecting the selected row again does nothing.
type List struct {
	part
	rowHeight float32
	length    int
	newRow    func() fyne.CanvasObject
	fillRow   func(i int, row fyne.CanvasObject)
	selected  int
	focused   bool
	inner     *listInner
	scroll    *container.Scroll
	whole     bool

	OnSelected func(i int)                   // the user chose row i
	OnOpened   func(i int)                   // Enter or Space on row i, or a second tap
	OnMenu     func(i int, at fyne.Position) // secondary tap on row i, at a point of the window
	RowID      func(i int) string            // names row i for scripts
	CanSelect  func(i int) bool              // nil: every row

	tapped  func(i int) // instead of selecting
	plain   bool        // a menu: no rules, no bar
	tapping bool        // a tap brings the keyboard: the row is in sight and must not move under the pointer
}

var (
	_ fyne.Focusable   = (*List)(nil)
	_ fyne.Disableable = (*List)(nil)
)

// NewList is a list of rows of a height. NewRow makes an empty row, fillRow shows item i in it; rows are used again.
func NewList(rowHeight float32, newRow func() fyne.CanvasObject, fillRow func(i int, row fyne.CanvasObject)) *List {
	l := &List{rowHeight: rowHeight, newRow: newRow, fillRow: fillRow, selected: -1}
	l.inner = newListInner(l)
	l.scroll = container.NewVScroll(l.inner)
	l.scroll.OnScrolled = func(fyne.Position) { l.inner.arrange() }
	l.least = func() fyne.Size {
		if l.whole {
			return l.inner.MinSize()
		}
		return fyne.NewSize(l.inner.MinSize().Width, min(float32(l.length), 3)*l.rowHeight)
	}
	l.place = func(s fyne.Size) {
		if l.whole {
			l.inner.Resize(s)
		} else {
			l.scroll.Resize(s)
		}
		l.inner.arrange()
	}
	l.init(l, l.scroll)
	return l
}

// Whole shows all rows without a scroller, for a few rows in a panel.
func (l *List) Whole() *List {
	l.whole = true
	l.objects = []fyne.CanvasObject{l.inner}
	return l
}

// WithID names the list for scripts.
func (l *List) WithID(id string) *List { l.id = id; return l }

// SetLength says how many rows there are and shows them anew. The selection stays where it was.
func (l *List) SetLength(n int) {
	l.length = n
	if l.selected >= n {
		l.selected = -1
	}
	l.Refresh()
	l.inner.refill()
	if !l.whole {
		l.scroll.Refresh()
	}
}

// Selected is the selected row, -1 for none.
func (l *List) Selected() int { return l.selected }

// Select selects a row, or none with -1, and scrolls to it, without calling OnSelected.
func (l *List) Select(i int) {
	if i < -1 || i >= l.length {
		return
	}
	l.selected = i
	l.reveal(i)
	l.inner.refill()
}

func (l *List) choose(i int) {
	if i < 0 || i >= l.length || i == l.selected || (l.CanSelect != nil && !l.CanSelect(i)) {
		return
	}
	l.Select(i)
	if l.OnSelected != nil {
		l.OnSelected(i)
	}
}

func (l *List) tap(i int) {
	if l.tapped != nil {
		if l.CanSelect == nil || l.CanSelect(i) {
			l.tapped(i)
		}
		return
	}
	if i == l.selected {
		l.open(i)
		return
	}
	l.choose(i)
}

func (l *List) open(i int) {
	if l.OnOpened != nil && i >= 0 {
		l.OnOpened(i)
	}
}

// move selects the next row that can be, in steps of step.
func (l *List) move(from, step int) {
	for i := from; i >= 0 && i < l.length; i += step {
		if l.CanSelect == nil || l.CanSelect(i) {
			l.choose(i)
			return
		}
	}
}

func (l *List) reveal(i int) {
	if i < 0 || l.whole {
		return
	}
	top, height := float32(i)*l.rowHeight, l.scroll.Size().Height
	if height < l.rowHeight {
		return
	}
	y := l.scroll.Offset.Y
	y = min(y, top)
	y = max(y, top+l.rowHeight-height)
	if y != l.scroll.Offset.Y {
		l.scroll.ScrollToOffset(fyne.NewPos(0, y))
		l.inner.arrange()
	}
}

// page is how many rows fit.
func (l *List) page() int { return max(1, int(l.scroll.Size().Height/l.rowHeight)-1) }

// FocusGained implements fyne.Focusable.
func (l *List) FocusGained() {
	l.focused = true
	l.inner.repaint()
	if !l.tapping {
		reveal(l)
	}
}

// FocusLost implements fyne.Focusable.
func (l *List) FocusLost() { l.focused = false; l.inner.repaint() }

// cursor is the row that shows the ring while the list has the keyboard: the selected one, else the first, where Down begins.
func (l *List) cursor() int {
	if l.selected < 0 {
		return 0
	}
	return l.selected
}

// Disabled keeps a list without rows out of the Tab order. It implements fyne.Disableable.
func (l *List) Disabled() bool { return l.length == 0 }

// Enable implements fyne.Disableable and does nothing: what the list holds decides.
func (l *List) Enable() {}

// Disable implements fyne.Disableable and does nothing.
func (l *List) Disable() {}

// TypedRune implements fyne.Focusable.
func (l *List) TypedRune(r rune) {
	if r != ' ' {
		bubbleRune(l, r)
	}
}

// TypedKey implements fyne.Focusable.
func (l *List) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyDown:
		l.move(l.selected+1, 1)
	case fyne.KeyUp:
		l.move(l.selected-1, -1)
	case fyne.KeyHome:
		l.move(0, 1)
	case fyne.KeyEnd:
		l.move(l.length-1, -1)
	case fyne.KeyPageDown:
		l.move(min(l.selected+l.page(), l.length-1), -1)
	case fyne.KeyPageUp:
		l.move(max(l.selected-l.page(), 0), 1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if l.OnOpened == nil { // a dialogue's main action then
			bubbleKey(l, k)
		}
		l.open(l.selected)
	default:
		bubbleKey(l, k)
	}
}

// listInner is as high as all rows and holds the rows in sight.
type listInner struct {
	part
	list *List
	pool []*listRow
}

func newListInner(l *List) *listInner {
	in := &listInner{list: l}
	var least float32 = -1
	in.least = func() fyne.Size {
		if least < 0 {
			least = l.newRow().MinSize().Width
		}
		return fyne.NewSize(least, float32(l.length)*l.rowHeight)
	}
	in.place = func(fyne.Size) { in.arrange() }
	in.init(in)
	return in
}

// inSight are the first row in sight and the one after the last.
func (in *listInner) inSight() (first, end int) {
	l := in.list
	if l.whole {
		return 0, l.length
	}
	height := l.scroll.Size().Height
	first = min(l.length, max(0, int(l.scroll.Offset.Y/l.rowHeight))) // a list that got shorter may be scrolled beyond its end
	return first, max(first, min(l.length, int((l.scroll.Offset.Y+height)/l.rowHeight)+1))
}

// arrange puts rows where they are in sight and fills those that came into sight.
func (in *listInner) arrange() {
	first, end := in.inSight()
	for len(in.pool) < end-first {
		in.pool = append(in.pool, newListRow(in.list))
	}
	shown := make([]fyne.CanvasObject, 0, end-first)
	n := len(in.pool)
	for i := first; i < end; i++ {
		row := in.pool[i%n]
		row.Move(fyne.NewPos(0, float32(i)*in.list.rowHeight))
		row.Resize(fyne.NewSize(in.Size().Width, in.list.rowHeight))
		if row.index != i {
			row.show(i)
		}
		shown = append(shown, row)
	}
	in.objects = shown
	canvas.Refresh(in)
}

// repaint shows the rows in sight in their colours, and leaves what is in them, which may have the keyboard.
func (in *listInner) repaint() {
	for _, r := range in.pool {
		r.Refresh()
	}
}

// refill fills the rows in sight anew.
func (in *listInner) refill() {
	for _, r := range in.pool {
		r.index = -1
	}
	in.arrange()
}
