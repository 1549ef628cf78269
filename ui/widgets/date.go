package widgets

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/ui/theme"
)

// dateError is what a date field says to anything but a date.
type dateError struct{}

func (dateError) Error() string { return "Write the date as year-month-day, such as 2026-11-18." }

// DateField takes a date as 2026-11-18. Up and Down move it by a day, Page Up and Page Down by a month; the calendar at
// its right shows a month to choose from.
type DateField struct {
	part
	entry  *Entry
	button *Button
	today  time.Time

	// OnChanged is called when the text became another valid date.
	OnChanged func(time.Time)
	last      time.Time
}

// NewDateField is a field with a date; the zero time leaves it empty. Today is marked in the calendar and is where an
// empty field starts.
func NewDateField(date, today time.Time) *DateField {
	d := &DateField{entry: NewEntry("2026-11-18"), today: midnight(today)}
	d.button = NewIconButton(theme.IconCalendar, "Choose from a calendar", d.openCalendar).Quiet()
	if !date.IsZero() {
		d.last = midnight(date)
		d.entry.SetText(d.last.Format(time.DateOnly))
	}
	d.entry.room = 28
	d.entry.OnChanged = func(string) { d.changed() }
	d.entry.OnKey = d.key
	d.least = fixed(128, theme.ControlHeight)
	d.place = func(s fyne.Size) {
		d.entry.Resize(s)
		d.button.Move(fyne.NewPos(s.Width-28, 0))
		d.button.Resize(fyne.NewSize(28, s.Height))
	}
	d.init(d, d.entry, d.button)
	return d
}

func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// WithID names the field for scripts.
func (d *DateField) WithID(id string) *DateField { d.entry.id = id; return d }

// setID names the field unless it has a name.
func (d *DateField) setID(id string) {
	if d.entry.id == "" {
		d.entry.id = id
	}
}

// ID is the name scripts know the field by.
func (d *DateField) ID() string { return "" }

// Value is the date at midnight UTC. Its error is a sentence for the user.
func (d *DateField) Value() (time.Time, error) {
	t, err := time.Parse(time.DateOnly, strings.TrimSpace(d.entry.Text()))
	if err != nil {
		return time.Time{}, dateError{}
	}
	return t, nil
}

// SetValue shows a date; the zero time empties the field.
func (d *DateField) SetValue(date time.Time) {
	if date.IsZero() {
		d.entry.SetText("")
		return
	}
	d.entry.SetText(date.Format(time.DateOnly))
}

// Text is what stands in the field, valid or not.
func (d *DateField) Text() string { return d.entry.Text() }

// DisableBecause makes the field take nothing; the calendar's button says why.
func (d *DateField) DisableBecause(reason string) {
	d.entry.Disable()
	d.button.DisableBecause(reason)
}

// SetWrong marks the field.
func (d *DateField) SetWrong(wrong bool) { d.entry.SetWrong(wrong) }

func (d *DateField) changed() {
	t, err := d.Value()
	if err != nil || t.Equal(d.last) {
		return
	}
	d.last = t
	d.entry.SetWrong(false)
	if d.OnChanged != nil {
		d.OnChanged(t)
	}
}

func (d *DateField) key(k *fyne.KeyEvent) bool {
	days, months := 0, 0
	switch k.Name {
	case fyne.KeyUp:
		days = 1
	case fyne.KeyDown:
		days = -1
	case fyne.KeyPageUp:
		months = 1
	case fyne.KeyPageDown:
		months = -1
	default:
		return false
	}
	date, err := d.Value()
	if err != nil {
		if strings.TrimSpace(d.entry.Text()) != "" {
			return true
		}
		d.SetValue(d.today)
		return true
	}
	d.SetValue(addMonths(date, months).AddDate(0, 0, days))
	return true
}

// addMonths keeps the day, or the month's last day where the month is shorter.
func addMonths(t time.Time, months int) time.Time {
	first := time.Date(t.Year(), t.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(t.Day(), last)-1)
}

func (d *DateField) openCalendar() {
	c := canvasOf(d)
	if c == nil {
		return
	}
	date, err := d.Value()
	if err != nil {
		date = d.today
	}
	var pop *popup
	month := newMonthView(date, d.today, func(t time.Time) {
		pop.close()
		d.SetValue(t)
	})
	pop = newPopup(PadAll(theme.Gap2, month), below(d), 0)
	pop.show(c, month)
}
