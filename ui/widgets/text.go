package widgets

import (
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"watchbill/ui/theme"
)

// Text is one line of text at the line height of the look. Its colour is a token.
type Text struct {
	part
	text *canvas.Text
	full string
	ink  theme.Token
	cut  bool
}

// NewText is a line of text of a size of theme.Text….
func NewText(s string, size float32, bold bool, ink theme.Token) *Text {
	t := &Text{text: canvasText(s, size, bold), full: s, ink: ink}
	t.skin = func() { t.text.Color = theme.C(t.ink) }
	t.least = func() fyne.Size {
		w := t.width(t.full)
		if t.cut {
			w = min(w, 32)
		}
		return fyne.NewSize(w, theme.LineHeight(size))
	}
	t.place = func(s fyne.Size) {
		theme.Write(t.text, t.fit(s.Width), t.bold())
		m := t.text.MinSize() // the font's own height is 1.36 of the size: centre it over the line, upwards too
		t.text.Move(fyne.NewPos(0, whole((s.Height-m.Height)/2)))
		t.text.Resize(fyne.NewSize(s.Width, m.Height))
	}
	t.init(t, t.text)
	return t
}

func canvasText(s string, size float32, bold bool) *canvas.Text {
	t := canvas.NewText("", nil)
	t.TextSize = size
	theme.Write(t, s, bold)
	return t
}

func (t *Text) width(s string) float32 {
	return theme.Measure(s, t.text.TextSize, t.bold()).Width
}

func (t *Text) bold() bool { return t.text.TextStyle.Bold }

// fit is the text, cut with … where it is too long and may be cut.
func (t *Text) fit(width float32) string {
	if !t.cut {
		return t.full
	}
	return ellipsis(t.full, width, t.text.TextSize, t.bold())
}

// shortened reports whether the text is shown cut.
func (t *Text) shortened() bool { return t.text.Text != t.full }

// ellipsis cuts s with … to a width in units.
func ellipsis(s string, width, size float32, bold bool) string {
	measure := func(s string) float32 { return theme.Measure(s, size, bold).Width }
	if width <= 0 || measure(s) <= width+0.5 {
		return s
	}
	low, high := 0, utf8.RuneCountInString(s) // the longest head of runes that fits with the …
	runes := []rune(s)
	for low < high {
		mid := (low + high + 1) / 2
		if measure(string(runes[:mid])+"…") <= width+0.5 {
			low = mid
		} else {
			high = mid - 1
		}
	}
	for low > 0 && runes[low-1] == ' ' {
		low--
	}
	return string(runes[:low]) + "…"
}

// Body is text of 13.
func Body(s string) *Text { return NewText(s, theme.TextBody, false, theme.Text) }

// Bold is bold text of 13: emphasis and panel titles.
func Bold(s string) *Text { return NewText(s, theme.TextBody, true, theme.Text) }

// Caption is text of 11 in Text3.
func Caption(s string) *Text { return NewText(s, theme.TextCaption, false, theme.Text3) }

// Heading is bold text of 16.
func Heading(s string) *Text { return NewText(s, theme.TextHeading, true, theme.Text) }

// Title is bold text of 20.
func Title(s string) *Text { return NewText(s, theme.TextTitle, true, theme.Text) }

// In gives the text another colour.
func (t *Text) In(ink theme.Token) *Text {
	if t.ink != ink {
		t.ink = ink
		t.Refresh()
	}
	return t
}

// Right aligns the text to the right of its room.
func (t *Text) Right() *Text { t.text.Alignment = fyne.TextAlignTrailing; return t }

// Middle centres the text in its room.
func (t *Text) Middle() *Text { t.text.Alignment = fyne.TextAlignCenter; return t }

// Cut lets the text be cut with … where the room is short. Put it in a Grow. Rows of lists and tables show the whole text
// on hover; elsewhere use [Ellipsis].
func (t *Text) Cut() *Text { t.cut = true; return t }

// SetText changes the text.
func (t *Text) SetText(s string) {
	if s != t.full {
		t.full = s
		theme.Write(t.text, s, t.bold())
		t.Refresh()
	}
}

// Text is the whole text, also where it is shown cut.
func (t *Text) Text() string { return t.full }

// setBold changes the weight.
func (t *Text) setBold(bold bool) {
	if t.bold() != bold {
		theme.Write(t.text, t.text.Text, bold)
		t.Refresh()
	}
}

// Figure is a bold 20 number with its unit in 13 beside it, on one baseline.
type Figure struct {
	part
	value, unit *canvas.Text
}

// NewFigure is a key figure. The unit says what the number is, its period stands in the caption above.
func NewFigure(value, unit string) *Figure {
	f := &Figure{value: canvasText(value, theme.TextTitle, true), unit: canvasText(unit, theme.TextBody, false)}
	const height, gap = 26, 4
	f.skin = func() { f.value.Color, f.unit.Color = theme.C(theme.Text), theme.C(theme.Text2) }
	f.least = func() fyne.Size {
		return fyne.NewSize(f.value.MinSize().Width+gap+f.unit.MinSize().Width, height)
	}
	f.place = func(fyne.Size) {
		m := f.value.MinSize()
		y := whole((height - m.Height) / 2)
		f.value.Move(fyne.NewPos(0, y))
		f.unit.Move(fyne.NewPos(m.Width+gap, y+baseline(f.value)-baseline(f.unit)))
	}
	f.init(f, f.value, f.unit)
	return f
}

// Set changes number and unit.
func (f *Figure) Set(value, unit string) {
	theme.Write(f.value, value, true)
	theme.Write(f.unit, unit, false)
	f.Refresh()
}

// baseline is how far below its top a text stands, in units.
func baseline(t *canvas.Text) float32 {
	_, y := fyne.CurrentApp().Driver().RenderedTextSize(t.Text, t.TextSize, t.TextStyle, t.FontSource)
	return y
}
