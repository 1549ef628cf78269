package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"watchbill/ui/theme"
)

// NavRow is a line of the sidebar: icon, word and a count or keys at the right.
type NavRow struct {
	control
	ground, bar *canvas.Rectangle
	icon        *Icon
	word        *Text
	row         *fyne.Container
	end         *fyne.Container
	count       string
	current     bool
}

// NewNavRow is a line that leads to a page.
func NewNavRow(icon theme.IconName, word string, onTapped func()) *NavRow {
	n := &NavRow{
		ground: canvas.NewRectangle(nil), bar: canvas.NewRectangle(nil),
		icon: NewIcon(icon, 16, theme.Text2), word: Body(word).In(theme.Text2), end: Stack(),
	}
	n.ground.CornerRadius, n.bar.CornerRadius = theme.RadiusControl, 1
	n.row = Row(theme.Gap2, n.icon, Grow(n.word.Cut()), n.end)
	n.skin, n.restyle = n.paint, nil
	n.least = fixed(120, 32)
	n.place = func(s fyne.Size) {
		n.ground.Resize(s)
		n.bar.Move(fyne.NewPos(0, 6))
		n.bar.Resize(fyne.NewSize(3, s.Height-12))
		n.row.Move(fyne.NewPos(8, 0))
		n.row.Resize(fyne.NewSize(s.Width-16, s.Height))
	}
	n.onPress = onTapped
	n.initControl(n, theme.RadiusControl, n.ground, n.bar, n.row)
	return n
}

// WithID names the row for scripts.
func (n *NavRow) WithID(id string) *NavRow { n.id = id; return n }

// WithKeys shows keys at the right.
func (n *NavRow) WithKeys(keys string) *NavRow {
	n.end.Objects = []fyne.CanvasObject{KeyCap(keys, theme.Sunken)}
	return n
}

// SetCurrent marks the row of the page shown.
func (n *NavRow) SetCurrent(on bool) {
	if n.current != on {
		n.current = on
		n.Refresh()
	}
}

// SetCount shows a count at the right, "" for none.
func (n *NavRow) SetCount(count string) {
	if count == n.count {
		return
	}
	n.count = count
	n.end.Objects = nil
	if count != "" {
		n.end.Objects = []fyne.CanvasObject{Counter(count)}
	}
	n.Refresh()
	n.row.Refresh()
}

func (n *NavRow) paint() {
	ground, ink := theme.None, theme.Text2
	switch {
	case n.current:
		ground, ink = theme.AccentSoft, theme.Text
	case n.hovered:
		ground, ink = theme.Line, theme.Text
	}
	n.ground.FillColor, n.bar.FillColor = theme.C(ground), theme.C(theme.Accent)
	n.bar.Hidden = !n.current
	n.word.setBold(n.current)
	n.word.In(ink)
	n.icon.Set(n.icon.name, ink)
}

// TeamLabel is the name at the top of the sidebar with a line about it. Pressing it offers the other teams.
type TeamLabel struct {
	control
	name, sub *Text
	column    *fyne.Container
}

// NewTeamLabel is an empty label.
func NewTeamLabel(onTapped func()) *TeamLabel {
	t := &TeamLabel{name: Bold("").Cut(), sub: Caption("").Cut()}
	t.column = Col(0, t.name, Fixed(0, 18, t.sub))
	t.skin = func() {}
	t.least, t.place = t.column.MinSize, fill(t.column)
	t.onPress = onTapped
	t.id = "team"
	t.initControl(t, theme.RadiusControl, t.column)
	return t
}

// Set changes the name and the line below.
func (t *TeamLabel) Set(name, sub string) {
	t.name.SetText(name)
	t.sub.SetText(sub)
}
