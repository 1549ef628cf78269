package settings

import (
	"context"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// teamForm is the section of the team.
type teamForm struct {
	page  *Page
	shown model.Team // what the fields were last filled with

	form            *widgets.Form
	name, zone, cap *widgets.Entry
	week            *widgets.Select
	save            *widgets.Button
	problem         *fyne.Container
}

// weekDays are the days a week may start on, Monday first.
var weekDays = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}

func newTeamForm(p *Page) *teamForm {
	t := &teamForm{page: p, form: widgets.NewForm(), problem: widgets.Col(0)}
	t.name = t.form.Entry("name", "Name", "Payments SRE", "Stands at the top of the window and on every report.").WithID("settings.name")
	t.zone = t.form.Entry("zone", "Time zone", "Europe/Berlin", "An IANA name. Days, reports and new rotations are in it; a rotation keeps its own.").WithID("settings.zone")
	t.cap = t.form.Entry("toil_cap", "Toil cap", "50", "Percent of worked hours. 50 % is the usual promise to SRE teams; above it the page Toil warns.").WithID("settings.cap")
	names := make([]string, len(weekDays))
	for i, d := range weekDays {
		names[i] = d.String()
	}
	t.week = widgets.NewSelect(names, 0, func(int) { t.edited() }).WithID("settings.week")
	t.form.Add("week_start", "Week starts", t.week, "")
	for _, e := range []*widgets.Entry{t.name, t.zone, t.cap} {
		e.OnChanged = func(string) { t.edited() }
		e.OnSubmitted = func(string) { t.save.Press() }
	}
	t.save = widgets.NewButton("Save team", t.submit).Primary().WithID("settings.save-team")
	return t
}

// show fills the fields, unless the team is as it was: what is being written stays.
func (t *teamForm) show(d data) {
	team := d.team
	if team.ID == 0 {
		team = model.Team{Zone: localZone(), ToilCap: 0.5, WeekStart: time.Monday}
	}
	if team != t.shown {
		t.shown = team
		t.name.SetText(team.Name)
		t.zone.SetText(team.Zone)
		t.cap.SetText(model.FormatQuantity(100 * team.ToilCap))
		t.week.Choose((int(team.WeekStart) + 6) % 7)
		t.form.ClearErrors()
		t.say("")
	}
	t.edited()
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

func (t *teamForm) panel(d data) fyne.CanvasObject {
	head := widgets.Head{Title: "Team", Caption: "what its pages and reports go by"}
	if d.team.ID == 0 {
		head.Caption = "no team yet: saving makes it"
	}
	foot := widgets.Row(theme.Gap2, t.save, widgets.Grow())
	return widgets.Panel(head, widgets.PadAll(theme.Gap3, widgets.Col(theme.Gap3, t.form.Content(), t.problem, foot)))
}

// edited lets the team be saved when there is something to save.
func (t *teamForm) edited() {
	if t.save == nil {
		return
	}
	team, err := t.read()
	reason := ""
	if err == nil && team == t.shown && team.ID != 0 {
		reason = "Nothing is changed"
	}
	t.save.EnableIf(reason)
}

// read is the team as the fields say.
func (t *teamForm) read() (model.Team, error) {
	team := t.shown
	team.Name, team.Zone = strings.TrimSpace(t.name.Text()), strings.TrimSpace(t.zone.Text())
	team.WeekStart = weekDays[max(0, t.week.Chosen())]
	text := strings.ReplaceAll(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(t.cap.Text()), "%")), ",", ".")
	percent, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return team, model.Invalidf("toil_cap", "“%s” is not a percentage. Write it as 50 or 37.5.", t.cap.Text())
	}
	team.ToilCap = percent / 100
	return team, nil
}

func (t *teamForm) submit() {
	t.form.ClearErrors()
	t.say("")
	team, err := t.read()
	if err != nil {
		t.blame(err)
		return
	}
	ws := t.page.desk.WS
	t.page.desk.Change(func(ctx context.Context) (workspace.Done, error) { return ws.SaveTeam(ctx, team) }, nil, t.blame)
}

// blame shows what is wrong beside its field, or above the button.
func (t *teamForm) blame(err error) {
	t.page.desk.Shell.Log().Event("problem " + err.Error())
	if !t.form.ShowError(model.FieldOf(err), err.Error()) {
		t.say(err.Error())
	}
}

func (t *teamForm) say(problem string) {
	t.problem.Objects = nil
	if problem != "" {
		t.problem.Objects = []fyne.CanvasObject{widgets.Banner(widgets.Bad, problem)}
	}
	t.problem.Refresh()
}
