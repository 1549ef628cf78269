package swapdialog

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// moment is a date and a time of day in a zone.
type moment struct {
	date *widgets.DateField
	time *widgets.Entry
	loc  *time.Location
}

func newMoment(id string, at, today time.Time, loc *time.Location) moment {
	m := moment{widgets.NewDateField(at.In(loc), today.In(loc)).WithID(id + ".date"), widgets.NewEntry("09:00").WithID(id + ".time"), loc}
	m.time.SetText(at.In(loc).Format("15:04"))
	return m
}

func (m moment) fields() fyne.CanvasObject {
	return widgets.Row(theme.Gap2, widgets.Fixed(136, 0, m.date), widgets.Fixed(72, 0, m.time))
}

// read is the moment. Its error belongs to the field of that name.
func (m moment) read(field string) (time.Time, error) {
	day, err := m.date.Value()
	if err != nil {
		return time.Time{}, model.Invalidf(field, "%s", err.Error())
	}
	clock, err := model.ParseClock(strings.TrimSpace(m.time.Text()))
	if err != nil {
		return time.Time{}, model.Invalidf(field, "Write the time as hours and minutes, such as 09:00.")
	}
	return model.Resolve(model.DateOf(day).At(clock), m.loc), nil
}

// span is a form of the beginning and end of a part of a shift.
type span struct {
	form        *widgets.Form
	from, until moment
}

func (n Names) newSpan(id string, s model.Shift, part model.Interval) *span {
	loc, err := model.Zone(n.Rotations[s.RotationID].Zone)
	if err != nil {
		loc = s.Start.Location()
	}
	if part.Empty() {
		part = model.RestFrom(s, n.Now)
	}
	x := &span{form: widgets.NewForm(), from: newMoment(id+".from", part.Start, n.Now, loc), until: newMoment(id+".until", part.End, n.Now, loc)}
	zone := "Times in " + workspace.City(loc.String()) + "."
	x.form.Add("from", "From", x.from.fields(), "").Add("until", "Until", x.until.fields(), zone)
	return x
}

// read is the part; all of the shift is the zero interval.
func (x *span) read(s model.Shift, now time.Time) (model.Interval, error) {
	var part model.Interval
	var err error
	if part.Start, err = x.from.read("from"); err != nil {
		return part, err
	}
	if part.End, err = x.until.read("until"); err != nil {
		return part, err
	}
	if !part.Start.Before(part.End) {
		return part, model.Invalidf("until", "The part ends before it begins. Choose a later end.")
	}
	if part == s.Interval {
		return model.Interval{}, nil
	}
	if _, err := model.PartOf(s, part, now); err != nil {
		return part, model.Invalidf("from", "%s", err.Error())
	}
	return part, nil
}

// choosePart asks which part of the shift should change hands.
func (f *finder) choosePart() {
	f.partly.Set(!f.part.Empty())
	x := f.names.newSpan("part", f.shift, f.part)
	d := &widgets.Dialog{ID: "part", Title: "Which part of the shift?", Sub: f.names.where(f.shift), Body: widgets.PadAll(theme.Gap4, x.form.Content()), Width: 460}
	d.Alternative = widgets.NewButton("The whole shift", func() {
		d.Close()
		f.setPart(model.Interval{})
	}).WithID("part.whole")
	if f.shift.Contains(f.names.Now) {
		d.Alternative.DisableBecause("it is under way: only its rest can change hands")
	}
	d.Main = widgets.NewButton("Use this part", func() {
		x.form.ClearErrors()
		part, err := x.read(f.shift, f.names.Now)
		if err != nil {
			f.desk.Blame(d, x.form, err)
			return
		}
		d.Close()
		f.setPart(part)
	}).Primary().WithID("part.use")
	f.desk.Shell.Open(d)
}

func (f *finder) setPart(part model.Interval) {
	f.part = part
	f.sayPart()
	f.again()
}

// sayPart says on the chip which part is looked at.
func (f *finder) sayPart() {
	f.partly.Set(!f.part.Empty())
	words := wholeWords
	if !f.part.Empty() {
		words = f.names.Times(f.shift, f.part)
	}
	f.partly.SetText(words)
}
