package people

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/swapdialog"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// detail is the side panel of one person.
func (p *Page) detail(r row) fyne.CanvasObject {
	person := r.person
	head := widgets.Row(theme.Gap3, widgets.NewBigTile(person.Colour, person.Initials()),
		widgets.Grow(widgets.Col(0, widgets.Ellipsis(widgets.Heading(person.Name)), widgets.Ellipsis(widgets.Caption(person.Zone)))))
	facts := widgets.Col(0,
		widgets.KeyValue("E-mail", widgets.Ellipsis(widgets.Body(orDash(person.Email)))),
		widgets.KeyValue("Works", widgets.Body(works(person))),
		widgets.KeyValue("Holidays", widgets.BodyPara(regionName(person.Region))))
	buttons := widgets.Grid(2, theme.Gap2,
		widgets.NewButton("Edit…", func() { p.edit(person) }).WithIcon(theme.IconEdit).WithID("people.edit"),
		widgets.NewButton("Delete…", func() { p.delete(person) }).WithIcon(theme.IconTrash).WithID("people.delete"))
	off := widgets.Col(0)
	for i, t := range r.off {
		off.Add(p.offRow(t, r.touched[i], person))
	}
	if len(r.off) == 0 {
		off.Add(widgets.CaptionPara("None entered from today on."))
	}
	p.addOver(off, r)
	ill := widgets.NewButton("Illness now…", func() { swapdialog.Illness(p.desk, person.ID) }).WithIcon(theme.IconCover).
		WithHint("time off from today on, and covers for every duty in it").WithID("people.ill")
	add := widgets.NewButton("Add time off…", func() { p.editTimeOff(model.TimeOff{PersonID: person.ID}) }).WithIcon(theme.IconPlus).WithID("people.add-off")
	body := widgets.Col(theme.Gap3, head, facts, buttons, widgets.HRule(), widgets.Bold("Time off ahead"), off, widgets.Grid(2, theme.Gap2, add, ill),
		widgets.HRule(), p.loadDetail(person))
	return widgets.Scroll(widgets.PadAll(theme.Gap3, body))
}

// regionName says whose public holidays count for a person.
func regionName(code string) string {
	r, err := model.RegionOf(code)
	if err != nil || r.Code == "" {
		return "of no region; the team's own days only"
	}
	return r.Name
}

// regionChoices are the regions to choose from, none first, and which of them is a code's.
func regionChoices(code string) (codes, words []string, at int) {
	codes, words = []string{""}, []string{"No region"}
	for _, r := range model.Regions() {
		if r.Code == code {
			at = len(codes)
		}
		codes, words = append(codes, r.Code), append(words, r.Name+" ("+r.Code+")")
	}
	return codes, words, at
}

func works(p model.Person) string {
	words := model.FormatHours(p.WeekMinutes) + " h a week"
	if p.Senior {
		words += ", senior"
	}
	return words
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func (p *Page) menu(i int, at fyne.Position) {
	person := p.shown[i].person
	widgets.ShowMenu(p.desk.Shell.Canvas(), at, []widgets.MenuItem{
		{Text: "Edit…", Keys: "Enter", Icon: theme.IconEdit, Do: func() { p.edit(person) }},
		{Text: "Time off…", Icon: theme.IconCalendar, Do: func() { p.editTimeOff(model.TimeOff{PersonID: person.ID}) }},
		{Text: "Illness now…", Icon: theme.IconCover, Do: func() { swapdialog.Illness(p.desk, person.ID) }},
		{Rule: true},
		{Text: "Delete…", Icon: theme.IconTrash, Danger: true, Do: func() { p.delete(person) }},
	})
}

// delete asks with the impact, or says why it cannot be done.
func (p *Page) delete(person model.Person) {
	p.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		impact, err := p.desk.WS.DeletePersonImpact(ctx, person.ID)
		return func() {
			p.desk.Shell.Open(widgets.Confirm("delete-person", "Delete "+person.Name+"?", impact, "Delete "+person.First(), true, func() {
				p.desk.Change(func(ctx context.Context) (workspace.Done, error) { return p.desk.WS.DeletePerson(ctx, person.ID) }, nil, nil)
			}))
		}, err
	}, nil)
}

// edit opens the form of a person, a new one when the ID is zero.
func (p *Page) edit(person model.Person) {
	title, action := "Change "+person.Name, "Save"
	if person.ID == 0 {
		title, action = "Who joins the team?", "Add person"
		person.Zone, person.WeekMinutes = p.data.team.Zone, 40*60
		if person.Zone == "" {
			person.Zone = localZone()
		}
	}
	form := widgets.NewForm()
	name := form.Entry("name", "Name", "Ana Souza", "")
	name.SetText(person.Name)
	email := form.Entry("email", "E-mail", "may stay empty", "")
	email.SetText(person.Email)
	zone := form.Entry("zone", "Time zone", "Europe/Berlin", "An IANA name. Shift times are shown in it.")
	zone.SetText(person.Zone)
	weekly := form.Entry("hours", "Hours a week", "40", "Contracted hours. Toil is measured against them, less leave.")
	weekly.SetText(model.FormatHours(person.WeekMinutes))
	left := form.Entry("left", "Leaves on", "stays", "The first day out of the team, such as 2026-12-31, or empty.")
	if !person.Left.IsZero() {
		left.SetText(person.Left.String())
	}
	senior := widgets.NewCheck("Senior, where a turn needs one", person.Senior, nil).WithID("person.senior")
	form.Add("senior", "", senior, "")
	codes, words, at := regionChoices(person.Region)
	region := widgets.NewSelect(words, at, nil).WithID("person.region")
	form.Add("region", "Public holidays", region, "Fair rotas spread them, and the timeline shows them.")
	d := &widgets.Dialog{ID: "person", Title: title, Body: widgets.PadAll(theme.Gap4, form.Content()), Width: 480}
	save := func() {
		p.desk.Submit(d, form, func(ctx context.Context) (workspace.Done, error) {
			return p.save(ctx, person, fields{name.Text(), email.Text(), zone.Text(), weekly.Text(), left.Text(), codes[region.Chosen()], senior.On()})
		})
	}
	d.Main = widgets.NewButton(action, save).Primary().WithID("person.save")
	p.desk.Shell.Open(d)
}

type fields struct {
	name, email, zone, hours, left, region string
	senior                                 bool
}

// save stores what was changed of a person since the form was opened. What somebody else changed meanwhile stays.
func (p *Page) save(ctx context.Context, opened model.Person, f fields) (workspace.Done, error) {
	person := opened
	person.Senior, person.Region = f.senior, f.region
	person.Name, person.Email, person.Zone = f.name, strings.TrimSpace(f.email), strings.TrimSpace(f.zone)
	minutes, err := model.ParseHours(f.hours)
	if err != nil {
		return workspace.Done{}, err
	}
	if f.hours != model.FormatHours(opened.WeekMinutes) { // the field shows tenths of an hour
		person.WeekMinutes = minutes
	}
	person.Left = model.Date{}
	if s := strings.TrimSpace(f.left); s != "" {
		if person.Left, err = model.ParseDate(s); err != nil {
			return workspace.Done{}, model.Invalidf("left", "%s", err.Error())
		}
	}
	all, err := p.desk.WS.AllPeople(ctx)
	if err != nil {
		return workspace.Done{}, err
	}
	for _, now := range all {
		if now.ID == opened.ID {
			person = rebased(opened, person, now)
		}
	}
	return p.desk.WS.SavePerson(ctx, person)
}

// rebased puts the fields that differ between opened and edited onto now.
func rebased(opened, edited, now model.Person) model.Person {
	keep(&now.Name, opened.Name, edited.Name)
	keep(&now.Email, opened.Email, edited.Email)
	keep(&now.Zone, opened.Zone, edited.Zone)
	keep(&now.WeekMinutes, opened.WeekMinutes, edited.WeekMinutes)
	keep(&now.Left, opened.Left, edited.Left)
	keep(&now.Senior, opened.Senior, edited.Senior)
	keep(&now.Region, opened.Region, edited.Region)
	return now
}

func keep[T comparable](now *T, opened, edited T) {
	if edited != opened {
		*now = edited
	}
}

// localZone is this computer's zone as an IANA name, UTC where it does not say.
func localZone() string {
	if name := time.Local.String(); name != "Local" {
		if _, err := model.Zone(name); err == nil {
			return name
		}
	}
	return "UTC"
}
