package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"watchbill/ui/theme"
)

// listRow is the ground, the accent bar of the selected row, the rule below and what the list shows in it.
type listRow struct {
	part
	tip
	list        *List
	index       int
	hovered     bool
	ring        edged
	ground, bar *canvas.Rectangle
	rule        *canvas.Rectangle
	content     fyne.CanvasObject
}

var (
	_ fyne.Tappable          = (*listRow)(nil)
	_ fyne.SecondaryTappable = (*listRow)(nil)
	_ desktop.Hoverable      = (*listRow)(nil)
)

func newListRow(l *List) *listRow {
	r := &listRow{
		list: l, index: -1, content: l.newRow(), ring: newEdged(2, 2),
		ground: canvas.NewRectangle(nil), bar: canvas.NewRectangle(nil), rule: canvas.NewRectangle(nil),
	}
	r.skin, r.least, r.place = r.paint, r.content.MinSize, r.arrange
	r.tip.owner = r
	r.init(r, r.ground, r.ring.out, r.ring.in, r.bar, r.rule, r.content)
	return r
}

func (r *listRow) show(i int) {
	r.index = i
	r.id = ""
	if r.list.RowID != nil {
		r.id = r.list.RowID(i)
	}
	r.list.fillRow(i, r.content)
	r.Refresh()
}

func (r *listRow) selected() bool { return r.index >= 0 && r.index == r.list.selected }

func (r *listRow) paint() {
	ground := theme.None
	switch {
	case r.selected():
		ground = theme.AccentSoft
	case r.hovered:
		ground = theme.Sunken
	}
	r.ground.FillColor = theme.C(ground)
	r.bar.FillColor, r.rule.FillColor = theme.C(theme.Accent), theme.C(theme.Line)
	r.bar.Hidden = !r.selected() || r.list.plain
	inside := ground
	if inside == theme.None {
		inside = theme.Surface // lists lie on it; the ring's fill is not to show through
	}
	r.ring.paint(theme.C(inside), theme.C(theme.Accent))
	r.ring.show(r.index >= 0 && r.index == r.list.cursor() && r.list.focused && !r.list.plain)
	r.rule.Hidden = r.list.plain || r.list.whole && r.index == r.list.length-1
}

func (r *listRow) arrange(s fyne.Size) {
	r.ground.Resize(fyne.NewSize(s.Width, s.Height-1))
	r.ring.at(fyne.Position{}, fyne.NewSize(s.Width, s.Height-1))
	r.bar.Resize(fyne.NewSize(3, s.Height-1))
	r.rule.Move(fyne.NewPos(0, s.Height-1))
	r.rule.Resize(fyne.NewSize(s.Width, 1))
	r.content.Resize(fyne.NewSize(s.Width, s.Height-1))
}

// Tapped selects the row and gives the list the keyboard.
func (r *listRow) Tapped(*fyne.PointEvent) {
	r.tip.hide()
	if c := canvasOf(r.list); c != nil && r.list.tapped == nil {
		r.list.tapping = true
		c.Focus(r.list)
		r.list.tapping = false
	}
	r.list.tap(r.index)
}

// TappedSecondary asks for the row's menu.
func (r *listRow) TappedSecondary(e *fyne.PointEvent) {
	if r.list.OnMenu != nil {
		r.list.choose(r.index)
		r.list.OnMenu(r.index, e.AbsolutePosition)
	}
}

// MouseIn implements desktop.Hoverable.
func (r *listRow) MouseIn(e *desktop.MouseEvent) {
	r.hovered = true
	r.Refresh()
	r.MouseMoved(e)
}

// MouseMoved shows the whole of a text that is cut where the pointer is.
func (r *listRow) MouseMoved(e *desktop.MouseEvent) {
	words := cutTextAt(r.content, e.Position)
	if words != r.tip.text {
		r.tip.hide()
		r.tip.text = words
		r.tip.MouseIn(e)
		return
	}
	r.tip.MouseMoved(e)
}

// MouseOut implements desktop.Hoverable.
func (r *listRow) MouseOut() {
	r.hovered = false
	r.tip.hide()
	r.tip.text = ""
	r.Refresh()
}

// cutTextAt is the whole of the text under a point, if it is shown cut.
func cutTextAt(o fyne.CanvasObject, p fyne.Position) (words string) {
	walk(o, o.Position(), func(o fyne.CanvasObject, at fyne.Position) bool {
		s := o.Size()
		if p.X < at.X || p.Y < at.Y || p.X > at.X+s.Width || p.Y > at.Y+s.Height {
			return false
		}
		if t, ok := o.(*Text); ok && t.shortened() {
			words = t.full
		}
		return true
	})
	return words
}
