package holidays

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// freezesPanel lists the periods in which the team changes nothing in production, from today on, and counts those that are over.
func (s *Section) freezesPanel() fyne.CanvasObject {
	add := widgets.NewButton("Add a freeze…", func() { s.editFreeze(model.Freeze{}) }).WithIcon(theme.IconPlus).Small().WithID("freezes.add")
	head := widgets.Head{Title: "Change freezes", Caption: "shown beside the rota; they change nothing about who is on call", Right: []fyne.CanvasObject{add}}
	var rows []fyne.CanvasObject
	over := 0
	for i, f := range s.data.freezes {
		if !f.End.After(s.data.now) {
			over++
			if !s.past {
				continue
			}
		}
		if len(rows) > 0 {
			rows = append(rows, widgets.HRule())
		}
		rows = append(rows, s.freezeRow(i, f))
	}
	if len(rows) == 0 {
		rows = append(rows, widgets.PadAll(theme.Gap3, widgets.CaptionPara("None from today on. Enter the days before a sale or over the year's end, and the timeline shows them to whoever plans.")))
	}
	if over > 0 {
		words := "Show " + model.Count(over, "freeze that is over", "freezes that are over")
		if s.past {
			words = "Hide what is over"
		}
		link := widgets.NewPlainLink(words, s.togglePast).WithID("freezes.past")
		rows = append(rows, widgets.HRule(), widgets.Pad(theme.Gap2, theme.Gap3, theme.Gap2, theme.Gap3, widgets.Row(0, link, widgets.Grow())))
	}
	return widgets.Panel(head, rows...)
}

func (s *Section) togglePast() {
	s.past = !s.past
	s.draw()
}

func (s *Section) freezeRow(i int, f model.Freeze) fyne.CanvasObject {
	id := func(name string) string { return fmt.Sprintf("freeze.%d.%s", i, name) }
	state := "begins in " + model.FormatSpan(f.Start.Sub(s.data.now))
	switch {
	case !f.End.After(s.data.now):
		state = "over"
	case !f.Start.After(s.data.now):
		state = "now"
	}
	when := workspace.Days(f.Interval, s.data.team.Zone, s.data.now)
	return widgets.Fixed(0, theme.RowHeight2, widgets.Pad(0, theme.Gap3, 0, theme.Gap3, widgets.Row(theme.Gap2,
		widgets.Grow(widgets.Col(0, widgets.Ellipsis(widgets.Bold(f.Name)), widgets.Ellipsis(widgets.Caption(when+" · "+state)))),
		widgets.NewIconButton(theme.IconEdit, "Change this freeze", func() { s.editFreeze(f) }).Quiet().WithID(id("edit")),
		widgets.NewIconButton(theme.IconTrash, "Delete this freeze", func() { s.deleteFreeze(f) }).Quiet().WithID(id("delete")))))
}

func (s *Section) deleteFreeze(f model.Freeze) {
	s.desk.Change(func(ctx context.Context) (workspace.Done, error) { return s.desk.WS.DeleteFreeze(ctx, f.ID) }, nil, nil)
}

// editFreeze opens the form of a freeze, a new one when the ID is zero: whole days, or from a time of day to another.
func (s *Section) editFreeze(f model.Freeze) {
	zone := desk.Zone(s.data.team)
	today := s.data.now.In(zone)
	title, action := "Change "+f.Name, "Save freeze"
	first, last, from, until := today, today, "", ""
	if f.ID == 0 {
		title, action = "When is nothing changed?", "Add freeze"
	} else {
		first, last = f.Start.In(zone), f.End.In(zone)
		if !midnight(first) {
			from = first.Format("15:04")
		}
		if midnight(last) {
			last = last.Add(-time.Second)
		} else {
			until = last.Format("15:04")
		}
	}
	form := widgets.NewForm()
	name := form.Entry("name", "Name", "Year-end freeze", "").WithID("freeze.name")
	name.SetText(f.Name)
	firstDay, lastDay := widgets.NewDateField(first, today).WithID("freeze.from"), widgets.NewDateField(last, today).WithID("freeze.until")
	form.Add("from", "First day", firstDay, "")
	fromClock := form.Entry("from_time", "From", "start of the day", "").WithID("freeze.from-time")
	form.Add("until", "Last day", lastDay, "")
	untilClock := form.Entry("until_time", "Until", "end of the day", "Times such as 18:00, on the team's clock. Both empty: whole days.").WithID("freeze.until-time")
	fromClock.SetText(from)
	untilClock.SetText(until)
	d := &widgets.Dialog{ID: "freeze", Title: title, Body: widgets.PadAll(theme.Gap4, form.Content()), Width: 480}
	d.Main = widgets.NewButton(action, func() {
		x := freezeFields{name.Text(), firstDay.Text(), fromClock.Text(), lastDay.Text(), untilClock.Text()}
		s.desk.Submit(d, form, func(ctx context.Context) (workspace.Done, error) { return s.saveFreeze(ctx, f, x, zone) })
	}).Primary().WithID("freeze.save")
	s.desk.Shell.Open(d)
}

// midnight reports whether a day begins at t.
func midnight(t time.Time) bool { return model.DateOf(t).Start(t.Location()).Equal(t) }

// freezeFields are what was written, taken on the window's thread.
type freezeFields struct{ name, from, fromTime, until, untilTime string }

// apply puts what was written into a freeze.
func (x freezeFields) apply(f model.Freeze, zone *time.Location) (model.Freeze, error) {
	f.Name = x.name
	f.AllDay = strings.TrimSpace(x.fromTime) == "" && strings.TrimSpace(x.untilTime) == ""
	var err error
	if f.Start, err = moment("from", x.from, "from_time", x.fromTime, 0, zone); err != nil {
		return f, err
	}
	f.End, err = moment("until", x.until, "until_time", x.untilTime, 1, zone)
	return f, err
}

// moment is a day with a time of day, or where there is none the start of the day that many days later.
func moment(dayField, day, clockField, clock string, later int, zone *time.Location) (time.Time, error) {
	date, err := model.ParseDate(strings.TrimSpace(day))
	if err != nil {
		return time.Time{}, model.Invalidf(dayField, "%s", err.Error())
	}
	clock = strings.TrimSpace(clock)
	if clock == "" {
		return date.AddDays(later).Start(zone), nil
	}
	at, err := model.ParseClock(clock)
	if err != nil {
		return time.Time{}, model.Invalidf(clockField, "“%s” is no time of day. Write it as 18:00, or leave it empty.", clock)
	}
	return model.Resolve(date.At(at), zone), nil
}

// saveFreeze stores a freeze, unless somebody else changed or deleted it while its form was open.
func (s *Section) saveFreeze(ctx context.Context, opened model.Freeze, x freezeFields, zone *time.Location) (workspace.Done, error) {
	edited, err := x.apply(opened, zone)
	if err != nil {
		return workspace.Done{}, err
	}
	all, err := s.desk.WS.Freezes(ctx, model.Interval{})
	if err != nil {
		return workspace.Done{}, err
	}
	same := opened.ID == 0
	for _, now := range all {
		same = same || now.ID == opened.ID && reflect.DeepEqual(now, opened)
	}
	if !same {
		return workspace.Done{}, model.Errorf(model.Conflict, "", "%s was changed or deleted while this form was open. Close it, look at the change, and make yours again.", opened.Name)
	}
	return s.desk.WS.SaveFreeze(ctx, edited)
}
