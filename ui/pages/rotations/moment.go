package rotations

import (
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
)

// momentField takes a day and a time of day.
type momentField struct {
	date    *widgets.DateField
	clock   *widgets.Entry
	content fyne.CanvasObject
}

// newMomentField is a field with a moment; id names its parts: ID is the date, ID.clock the time of day.
func newMomentField(id string, at, today time.Time, changed func()) *momentField {
	f := &momentField{date: widgets.NewDateField(at, today).WithID(id), clock: widgets.NewEntry("09:00").WithID(id + ".clock")}
	f.clock.SetText(at.Format("15:04"))
	f.date.OnChanged = func(time.Time) { changed() }
	f.clock.OnChanged = func(string) { changed() }
	f.content = widgets.Row(theme.Gap2, widgets.Fixed(132, 0, f.date), widgets.Fixed(64, 0, f.clock))
	return f
}

// disable greys the field out, and says why.
func (f *momentField) disable(reason string) {
	f.date.DisableBecause(reason)
	f.clock.Disable()
}

// keepMinute returns a moment as it was where a field without seconds still shows the same minute.
func keepMinute(shown, was time.Time) time.Time {
	if shown.Truncate(time.Minute).Equal(was.Truncate(time.Minute)) {
		return was
	}
	return shown
}

// value is the moment on a zone's clock; its error names the field.
func (f *momentField) value(loc *time.Location, field string) (time.Time, error) {
	day, err := f.date.Value()
	if err != nil {
		return time.Time{}, model.Invalidf(field, "%s", err.Error())
	}
	clock, err := model.ParseClock(f.clock.Text())
	if err != nil {
		return time.Time{}, model.Invalidf(field, "%s", err.Error())
	}
	return model.Resolve(model.DateOf(day).At(clock), loc), nil
}
