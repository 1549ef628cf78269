package widgets

import (
	"fyne.io/fyne/v2"

	"watchbill/ui/theme"
)

// Finder is a field over a list of what it finds, in the upper middle of the window: the command palette.
type Finder struct {
	ID      string
	Prompt  string
	Missing string // when nothing is found
	Find    func(text string) []MenuItem
}

const finderWidth = 560

// ShowFinder opens a finder. Up and Down choose, Enter does it, Esc closes. An item with a reason cannot be chosen and
// shows why.
func ShowFinder(c fyne.Canvas, f Finder) {
	var pop *popup
	items := f.Find("")
	list := NewList(theme.RowHeight+4, newMenuRow, func(i int, o fyne.CanvasObject) { o.(*menuRow).set(items[i], false) })
	missing := Fixed(0, 40, Pad(0, 12, 0, 12, Body(f.Missing).In(theme.Text2)))
	missing.Hide()
	choose := func(i int) {
		if i < 0 || i >= len(items) || items[i].Reason != "" {
			return
		}
		do := items[i].Do
		pop.close()
		if do != nil {
			do()
		}
	}
	list.tapped, list.OnOpened, list.plain = choose, choose, true
	list.CanSelect = func(i int) bool { return items[i].Reason == "" }
	list.RowID = func(i int) string { return f.ID + "." + itoa(i) }
	find := NewEntry(f.Prompt).WithIcon(theme.IconSearch).Tall().WithID(f.ID + ".find")
	find.OnChanged = func(text string) {
		items = f.Find(text)
		list.SetLength(len(items))
		list.selectFirst()
		missing.Hidden = len(items) > 0
	}
	find.OnKey = func(k *fyne.KeyEvent) bool { return listKey(list, k) }
	find.OnSubmitted = func(string) { choose(list.Selected()) }
	list.SetLength(len(items))
	list.selectFirst()
	body := Col(0, PadAll(theme.Gap2, find), HRule(), Stack(Fixed(finderWidth, float32(min(max(len(items), 3), 11))*(theme.RowHeight+4), list), Col(0, missing)))
	x := whole((c.Size().Width - finderWidth) / 2)
	pop = newPopup(body, fyne.NewPos(x, 72), finderWidth)
	pop.show(c, find.Focusable())
}

// selectFirst selects the first row that can be.
func (l *List) selectFirst() {
	l.selected = -1
	for i := range l.length {
		if l.CanSelect == nil || l.CanSelect(i) {
			l.Select(i)
			return
		}
	}
	l.inner.refill()
}
