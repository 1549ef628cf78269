package widgets

import (
	"slices"

	"fyne.io/fyne/v2"

	"watchbill/ui/theme"
)

// MenuItem is one line of a menu.
type MenuItem struct {
	Text   string
	Note   string         // a caption after the text
	Keys   string         // shown at the right
	Icon   theme.IconName // or empty
	Danger bool           // takes something away
	Chosen bool           // ticked, and where the keyboard begins
	Reason string         // why it cannot be chosen now; empty when it can
	Rule   bool           // a rule instead of an item; it takes no room of its own
	Do     func()
}

// ShowMenu opens a menu at a point of the window.
func ShowMenu(c fyne.Canvas, at fyne.Position, items []MenuItem) {
	var pop *popup
	index, ruled := menuRows(items)
	indent := slices.ContainsFunc(items, func(i MenuItem) bool { return i.Icon != "" || i.Chosen })
	list := NewList(theme.RowHeight, newMenuRow, func(i int, o fyne.CanvasObject) {
		o.(*menuRow).set(items[index[i]], indent)
		o.(*menuRow).rule.Hidden = !ruled[i]
	}).Whole()
	list.CanSelect = func(i int) bool { return items[index[i]].Reason == "" }
	list.RowID = func(i int) string { return "menu." + itoa(index[i]) }
	choose := func(i int) {
		pop.close()
		if do := items[index[i]].Do; do != nil {
			do()
		}
	}
	list.OnOpened = choose
	list.tapped = choose
	list.plain = true
	list.SetLength(len(index))
	list.Select(slices.IndexFunc(index, func(i int) bool { return items[i].Chosen }))
	width := float32(160)
	for _, item := range items {
		width = max(width, menuWidth(item))
	}
	pop = newPopup(Pad(theme.Gap1, 0, theme.Gap1, 0, list), at, width)
	pop.show(c, list)
}

// menuRows are the items that are no rules, and which of them have a rule above.
func menuRows(items []MenuItem) (index []int, ruled []bool) {
	rule := false
	for i, item := range items {
		if item.Rule {
			rule = len(index) > 0
			continue
		}
		index, ruled, rule = append(index, i), append(ruled, rule), false
	}
	return index, ruled
}

// ShowMenuBelow opens a menu under the control it belongs to.
func ShowMenuBelow(owner fyne.CanvasObject, items []MenuItem) {
	if c := canvasOf(owner); c != nil {
		ShowMenu(c, below(owner), items)
	}
}

func below(owner fyne.CanvasObject) fyne.Position {
	p := fyne.CurrentApp().Driver().AbsolutePositionForObject(owner)
	return p.AddXY(0, owner.Size().Height+4)
}

func menuWidth(item MenuItem) float32 {
	w := fyne.MeasureText(item.Text, theme.TextBody, fyne.TextStyle{}).Width + 2*theme.Gap3 + 24 + 12
	end := item.Keys
	if item.Reason != "" {
		end = item.Reason
	}
	if end != "" {
		w += fyne.MeasureText(end, theme.TextCaption, fyne.TextStyle{}).Width + 24
	}
	return ceil(w)
}

// menuRow is icon, words, and the keys at the right; for an item that cannot be chosen the reason.
type menuRow struct {
	part
	icon      *Icon
	indent    *fyne.Container // the room of the icon
	words     *Text
	note, end *Text
	rule      *Rect
	row       *fyne.Container
}

func newMenuRow() fyne.CanvasObject {
	r := &menuRow{icon: NewIcon(theme.IconCheck, 16, theme.Text), words: Body(""), note: Caption("").Cut(), end: Caption(""), rule: HRule()}
	r.indent = Fixed(16, 16, r.icon)
	r.row = Row(theme.Gap2, r.indent, r.words, Grow(r.note), r.end)
	r.least = fixed(120, theme.RowHeight)
	r.place = func(s fyne.Size) {
		r.row.Move(fyne.NewPos(theme.Gap3, 0))
		r.row.Resize(fyne.NewSize(s.Width-2*theme.Gap3, s.Height))
		r.rule.Resize(fyne.NewSize(s.Width, 1))
	}
	r.init(r, r.row, r.rule)
	return r
}

// set shows an item; indent keeps room for an icon also where there is none.
func (r *menuRow) set(item MenuItem, indent bool) {
	ink := theme.Text
	switch {
	case item.Reason != "":
		ink = theme.Text3
	case item.Danger:
		ink = theme.Bad
	}
	r.words.SetText(item.Text)
	r.words.In(ink)
	r.note.SetText(item.Note)
	r.end.SetText(item.Keys)
	if item.Reason != "" {
		r.end.SetText(item.Reason)
	}
	icon := item.Icon
	if item.Chosen {
		icon = theme.IconCheck
	}
	r.icon.Hidden = icon == ""
	if icon != "" {
		r.icon.Set(icon, ink)
	}
	r.indent.Hidden = !indent
	r.rule.Hidden = true
	r.row.Refresh()
}
