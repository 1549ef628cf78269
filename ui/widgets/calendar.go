package widgets

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"watchbill/ui/theme"
)

// monthView is a month to choose a day from, weeks from Monday. Arrow keys move by day and week, Enter chooses.
type monthView struct {
	part
	date, today time.Time
	choose      func(time.Time)
	title       *Text
	days        []*canvas.Text
	names       []*canvas.Text
	mark, ring  *canvas.Rectangle
	back, on    *Button
}

const monthCell = 30

func newMonthView(date, today time.Time, choose func(time.Time)) *monthView {
	m := &monthView{date: midnight(date), today: today, choose: choose, title: Bold("").Middle(), mark: canvas.NewRectangle(nil), ring: canvas.NewRectangle(nil)}
	m.mark.CornerRadius, m.ring.CornerRadius = theme.RadiusControl, theme.RadiusControl
	m.back = NewIconButton(theme.IconLeft, "Month before", func() { m.move(addMonths(m.date, -1)) }).Quiet()
	m.on = NewIconButton(theme.IconRight, "Month after", func() { m.move(addMonths(m.date, 1)) }).Quiet()
	objects := []fyne.CanvasObject{m.ring, m.mark, m.title, m.back, m.on}
	for _, name := range []string{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"} {
		t := canvasText(name, theme.TextCaption, false)
		t.Alignment = fyne.TextAlignCenter
		m.names = append(m.names, t)
		objects = append(objects, t)
	}
	for range 42 {
		t := canvasText("", theme.TextBody, false)
		t.Alignment = fyne.TextAlignCenter
		m.days = append(m.days, t)
		objects = append(objects, t)
	}
	m.least = fixed(7*monthCell, 32+18+6*28)
	m.skin, m.place = m.paint, m.arrange
	m.init(m, objects...)
	return m
}

// first is the Monday on or before the first of the month.
func (m *monthView) first() time.Time {
	one := time.Date(m.date.Year(), m.date.Month(), 1, 0, 0, 0, 0, time.UTC)
	return one.AddDate(0, 0, -(int(one.Weekday())+6)%7)
}

func (m *monthView) paint() {
	m.title.SetText(m.date.Format("January 2006"))
	m.mark.FillColor, m.ring.FillColor = theme.C(theme.Accent), theme.C(theme.AccentSoft)
	for _, t := range m.names {
		t.Color = theme.C(theme.Text3)
	}
	for i, t := range m.days {
		day := m.first().AddDate(0, 0, i)
		theme.Write(t, itoa(day.Day()), day.Equal(m.date))
		ink := theme.Text
		switch {
		case day.Equal(m.date):
			ink = theme.OnAccent
		case day.Month() != m.date.Month():
			ink = theme.Text3
		}
		t.Color = theme.C(ink)
	}
}

func (m *monthView) cell(i int) fyne.Position {
	return fyne.NewPos(float32(i%7)*monthCell, 50+float32(i/7)*28)
}

func (m *monthView) arrange(s fyne.Size) {
	m.back.Resize(fyne.NewSize(28, 28))
	m.on.Move(fyne.NewPos(s.Width-28, 0))
	m.on.Resize(fyne.NewSize(28, 28))
	m.title.Move(fyne.NewPos(28, 0))
	m.title.Resize(fyne.NewSize(s.Width-56, 28))
	for i, t := range m.names {
		t.Move(fyne.NewPos(float32(i)*monthCell, 32))
		t.Resize(fyne.NewSize(monthCell, 16))
	}
	m.ring.Hide()
	for i, t := range m.days {
		day := m.first().AddDate(0, 0, i)
		p := m.cell(i)
		t.Move(p.AddXY(0, 5))
		t.Resize(fyne.NewSize(monthCell, 18))
		if day.Equal(m.date) {
			m.mark.Move(p)
			m.mark.Resize(fyne.NewSize(monthCell, 28))
		}
		if day.Equal(m.today) {
			m.ring.Show()
			m.ring.Move(p)
			m.ring.Resize(fyne.NewSize(monthCell, 28))
		}
	}
}

func (m *monthView) move(date time.Time) {
	m.date = date
	m.Refresh()
}

// FocusGained implements fyne.Focusable.
func (m *monthView) FocusGained() {}

// FocusLost implements fyne.Focusable.
func (m *monthView) FocusLost() {}

// TypedRune implements fyne.Focusable.
func (m *monthView) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (m *monthView) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyLeft:
		m.move(m.date.AddDate(0, 0, -1))
	case fyne.KeyRight:
		m.move(m.date.AddDate(0, 0, 1))
	case fyne.KeyUp:
		m.move(m.date.AddDate(0, 0, -7))
	case fyne.KeyDown:
		m.move(m.date.AddDate(0, 0, 7))
	case fyne.KeyPageUp:
		m.move(addMonths(m.date, -1))
	case fyne.KeyPageDown:
		m.move(addMonths(m.date, 1))
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		m.choose(m.date)
	default:
		bubbleKey(m, k)
	}
}

// Tapped chooses the day under the pointer.
func (m *monthView) Tapped(e *fyne.PointEvent) {
	column, row := int(e.Position.X/monthCell), int((e.Position.Y-50)/28)
	if e.Position.Y >= 50 && column >= 0 && column < 7 && row < 6 {
		m.choose(m.first().AddDate(0, 0, row*7+column))
	}
}
