package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"watchbill/ui/theme"
)

// Meter is a bar from 0 in a row of a table, in a person's colour, with its value at the right. All meters of a column share one scale.
type Meter struct {
	part
	bar   edged
	line  *canvas.Rectangle
	text  *Text
	who   int
	share float32 // of the room, 0 to 1
	limit float32 // a tick, such as a cap; 0 for none
	wide  float32 // room for the value
}

// NewMeter is an empty meter with room for values of a width.
func NewMeter(valueWidth float32) *Meter {
	m := &Meter{bar: newEdged(2, 1), line: canvas.NewRectangle(nil), text: Body("").Right(), wide: valueWidth}
	m.skin = func() {
		m.bar.paint(theme.PersonFill(m.who), theme.PersonEdge(m.who))
		m.line.FillColor = theme.C(theme.Bad)
	}
	m.least = fixed(valueWidth+24, 18)
	m.place = m.arrange
	m.init(m, m.bar.out, m.bar.in, m.line, m.text)
	return m
}

// Set shows a value: its words, its share of the scale from 0 to 1, and a limit on the same scale, 0 for none.
func (m *Meter) Set(person int, words string, share, limit float64) {
	m.who, m.share, m.limit = max(1, person), float32(min(max(share, 0), 1)), float32(min(max(limit, 0), 1))
	m.text.SetText(words)
	m.Refresh()
}

func (m *Meter) arrange(s fyne.Size) {
	room := max(0, s.Width-m.wide-theme.Gap2)
	top := whole((s.Height - 12) / 2)
	m.bar.show(m.share > 0)
	m.bar.at(fyne.NewPos(0, top), fyne.NewSize(max(2, whole(room*m.share)), 12))
	m.line.Hidden = m.limit == 0
	m.line.Move(fyne.NewPos(whole(room*m.limit), top-3))
	m.line.Resize(fyne.NewSize(2, 18))
	m.text.Move(fyne.NewPos(s.Width-m.wide, whole((s.Height-18)/2)))
	m.text.Resize(fyne.NewSize(m.wide, 18))
}
