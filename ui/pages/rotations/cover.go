package rotations

import (
	"context"
	"fmt"
	"strings"

	"watchbill/model"
	"watchbill/ui/pages/swapdialog"
	"watchbill/ui/shell"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// findCover ranks the ways in which somebody takes a shift, or what is left of it, and gives nothing back. A draft is given to whoever
// is free: nobody has been told of it.
func (p *Page) findCover(s model.Shift) {
	switch why := p.over(s); {
	case why != "":
		p.desk.Say(why)
	case s.State == model.Draft:
		p.reassign(s)
	default:
		swapdialog.Cover(p.desk, s.ID)
	}
}

// over says why nobody can take a shift any more.
func (p *Page) over(s model.Shift) string {
	if s.State != model.Draft && !s.End.After(p.data.now) {
		return p.frozen(s)
	}
	return ""
}

func (p *Page) showPerson(x model.Person) {
	p.desk.Shell.Go(shell.Route{Page: "people", Arg: fmt.Sprint(x.ID)})
}

// newTimeOff enters time off for the person of a shift, on the shift's days.
func (p *Page) newTimeOff(s model.Shift) {
	if x, ok := p.data.byID[s.PersonID]; ok {
		p.timeOff(x, s.Interval)
	}
}

// timeOff asks for the days on which a person is away.
func (p *Page) timeOff(x model.Person, i model.Interval) {
	loc, err := model.Zone(x.Zone)
	if err != nil {
		loc = p.data.zone
	}
	today := p.data.now.In(loc)
	form := widgets.NewForm()
	from := widgets.NewDateField(i.Start.In(loc), today).WithID("off.from")
	until := widgets.NewDateField(i.End.In(loc).Add(-1), today).WithID("off.until")
	kind := widgets.NewSelect(model.TimeOffKinds, 0, nil).WithID("off.kind")
	form.Add("from", "First day", from, "")
	form.Add("until", "Last day", until, "Whole days in "+x.Zone+". A published shift in it stays "+x.First()+"’s and is marked until somebody covers it.")
	form.Add("kind", "Kind", kind, "")
	note := form.Entry("note", "Note", "", "")
	note.WithID("off.note")
	d := &widgets.Dialog{ID: "off", Title: "When is " + x.First() + " away?", Lead: widgets.NewBigTile(x.Colour, x.Initials()), Body: widgets.PadAll(theme.Gap4, form.Content()), Width: 460}
	d.Main = widgets.NewButton("Save time off", func() {
		p.desk.Submit(d, form, func(ctx context.Context) (workspace.Done, error) {
			days, err := wholeDaysOf(from, until)
			if err != nil {
				return workspace.Done{}, err
			}
			return p.desk.WS.SaveTimeOff(ctx, model.TimeOff{
				PersonID: x.ID, AllDay: true, Kind: model.TimeOffKinds[kind.Chosen()], Note: strings.TrimSpace(note.Text()),
				Interval: model.Interval{Start: days[0].Start(loc), End: days[1].AddDays(1).Start(loc)},
			})
		})
	}).Primary().WithID("off.save")
	p.desk.Shell.Open(d)
}

// wholeDaysOf reads a first and a last day.
func wholeDaysOf(from, until *widgets.DateField) (days [2]model.Date, err error) {
	for i, f := range []*widgets.DateField{from, until} {
		at, err := f.Value()
		if err != nil {
			return days, model.Invalidf([]string{"from", "until"}[i], "%s", err.Error())
		}
		days[i] = model.DateOf(at)
	}
	if days[1].Before(days[0]) {
		return days, model.Invalidf("until", "The last day is before the first. Choose %s or later.", days[0])
	}
	return days, nil
}
