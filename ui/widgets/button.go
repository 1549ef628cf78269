package widgets

import (
	"fyne.io/fyne/v2"

	"watchbill/ui/theme"
)

// Button does one thing. Outlined unless Primary: one filled button a view. The label names the action and its count
// ("Publish 39 changes…"); … means a dialogue follows.
type Button struct {
	control
	edge     edged
	icon     *Icon
	label    *Text
	row      *fyne.Container
	kind     buttonKind
	small    bool
	OnTapped func()
}

type buttonKind int

const (
	outlined buttonKind = iota
	primary
	danger
	dangerFilled
	quiet
)

// NewButton is an outlined button with a word.
func NewButton(label string, onTapped func()) *Button {
	b := &Button{edge: newEdged(theme.RadiusControl, 1), label: Body(label), OnTapped: onTapped}
	b.row = Row(6)
	b.skin, b.least, b.place, b.restyle = b.paint, b.size, b.arrange, b.paint
	b.onPress = func() {
		if b.OnTapped != nil {
			b.OnTapped()
		}
	}
	if label != "" {
		b.row.Add(b.label)
	}
	b.initControl(b, theme.RadiusControl, b.edge.out, b.edge.in, b.row)
	return b
}

// NewIconButton is a button with an icon alone, for what everybody knows (close, back, more). The hint is its tooltip.
func NewIconButton(icon theme.IconName, hint string, onTapped func()) *Button {
	return NewButton("", onTapped).WithIcon(icon).WithHint(hint)
}

// WithIcon puts an icon before the word.
func (b *Button) WithIcon(name theme.IconName) *Button {
	if b.icon != nil {
		b.icon.Set(name, b.icon.ink)
		return b
	}
	b.icon = NewIcon(name, 16, theme.Text)
	b.row.Objects = append([]fyne.CanvasObject{b.icon}, b.row.Objects...)
	b.Refresh()
	return b
}

// WithHint gives the button a tooltip.
func (b *Button) WithHint(hint string) *Button { b.setHint(hint); return b }

// WithID names the button for scripts.
func (b *Button) WithID(id string) *Button { b.id = id; return b }

// Primary fills the button: the one main action.
func (b *Button) Primary() *Button { return b.as(primary) }

// Danger writes the button in red: it takes something away.
func (b *Button) Danger() *Button {
	if b.kind == primary {
		return b.as(dangerFilled)
	}
	return b.as(danger)
}

// Quiet leaves out edge and ground until hovered, for icons in rows and panels.
func (b *Button) Quiet() *Button { return b.as(quiet) }

// Small is 24 high with caption text, for lists.
func (b *Button) Small() *Button {
	b.small = true
	b.label.text.TextSize = theme.TextCaption
	b.Refresh()
	return b
}

func (b *Button) as(kind buttonKind) *Button {
	b.kind = kind
	b.label.setBold(kind == primary || kind == dangerFilled)
	b.Refresh()
	return b
}

// SetText changes the word.
func (b *Button) SetText(label string) {
	if label == b.label.full {
		return
	}
	if b.label.full == "" {
		b.row.Add(b.label)
	}
	b.label.SetText(label)
	b.Refresh()
}

// Text is the word.
func (b *Button) Text() string { return b.label.full }

func (b *Button) colours() (ink, ground, line theme.Token) {
	switch {
	case b.disabled && (b.kind == primary || b.kind == dangerFilled):
		return theme.Text3, theme.Sunken, theme.Line2
	case b.disabled && b.kind == quiet:
		return theme.Text3, theme.None, theme.None
	case b.disabled:
		return theme.Text3, theme.Surface, theme.Line
	case b.kind == primary:
		return theme.OnAccent, theme.Accent, theme.Accent
	case b.kind == dangerFilled:
		return theme.OnBad, theme.Bad, theme.Bad
	}
	ink, ground, line = theme.Text, theme.Surface, theme.Line2
	if b.kind == danger {
		ink = theme.Bad
	}
	if b.kind == quiet {
		ink, ground, line = theme.Text2, theme.None, theme.None
	}
	if b.hovered {
		ground = theme.Sunken
	}
	return ink, ground, line
}

func (b *Button) paint() {
	ink, ground, line := b.colours()
	fill, edge := theme.C(ground), theme.C(line)
	if b.hovered && !b.disabled && (b.kind == primary || b.kind == dangerFilled) {
		fill = theme.Mix(fill, theme.C(theme.Text), 0.12)
		edge = fill
	}
	b.edge.paint(fill, edge)
	b.label.In(ink)
	if b.icon != nil {
		b.icon.Set(b.icon.name, ink)
	}
}

func (b *Button) padding() float32 {
	switch {
	case b.label.full == "":
		return 6
	case b.small:
		return 8
	}
	return 10
}

func (b *Button) height() float32 {
	if b.small {
		return theme.SmallHeight
	}
	return theme.ControlHeight
}

func (b *Button) size() fyne.Size {
	w := b.row.MinSize().Width + 2*b.padding()
	if b.label.full == "" {
		w = b.height()
	}
	return fyne.NewSize(w, b.height())
}

func (b *Button) arrange(s fyne.Size) {
	h := min(s.Height, b.height())
	b.edge.at(fyne.NewPos(0, whole((s.Height-h)/2)), fyne.NewSize(s.Width, h))
	w := min(b.row.MinSize().Width, s.Width)
	x := b.padding()
	if b.label.full == "" { // an icon alone stands in the middle
		x = whole((s.Width - w) / 2)
	}
	b.row.Move(fyne.NewPos(x, 0))
	b.row.Resize(fyne.NewSize(w, s.Height))
}

// Link is a word in the accent colour that leads somewhere.
type Link struct {
	control
	row  *fyne.Container
	word *Text
	icon *Icon
	line *Rect

	OnTapped func()
}

// NewLink is a word with a chevron after it: "Open ›".
func NewLink(word string, onTapped func()) *Link {
	l := NewPlainLink(word, onTapped)
	l.icon = NewIcon(theme.IconRight, 14, theme.Accent)
	l.row.Add(l.icon)
	return l
}

// NewPlainLink is a word alone.
func NewPlainLink(word string, onTapped func()) *Link {
	l := &Link{word: Body(word).In(theme.Accent), line: NewRect(theme.Accent, 0, 1), OnTapped: onTapped}
	l.row = Row(theme.Gap2, l.word)
	l.skin = func() { l.line.Hidden = !l.hovered || l.disabled }
	l.restyle = func() {
		if l.disabled {
			l.word.In(theme.Text3)
		} else {
			l.word.In(theme.Accent)
		}
	}
	l.least = func() fyne.Size { return l.row.MinSize() }
	l.place = func(s fyne.Size) {
		l.row.Resize(s)
		x := l.word.Position().X
		l.line.Move(fyne.NewPos(x, whole(s.Height/2)+8))
		l.line.Resize(fyne.NewSize(l.word.Size().Width, 1))
	}
	l.onPress = func() {
		if l.OnTapped != nil {
			l.OnTapped()
		}
	}
	l.initControl(l, theme.RadiusControl, l.row, l.line)
	return l
}

// Cut lets the word end in … where there is too little room.
func (l *Link) Cut() *Link {
	l.word.Cut()
	l.row.Objects = []fyne.CanvasObject{Grow(l.word)}
	return l
}

// WithIcon puts an icon before the word: "Copy for mail".
func (l *Link) WithIcon(name theme.IconName) *Link {
	l.row.Objects = append([]fyne.CanvasObject{NewIcon(name, 14, theme.Accent)}, l.row.Objects...)
	l.Refresh()
	return l
}

// WithID names the link for scripts.
func (l *Link) WithID(id string) *Link { l.id = id; return l }

// SetText changes the word.
func (l *Link) SetText(word string) { l.word.SetText(word); l.Refresh() }
