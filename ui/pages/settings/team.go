package settings

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// teamForm is the section of the team.
type teamForm struct {
	*openForm
	opened model.Team // as it was last read

	name, zone, cap *widgets.Entry
	week            *widgets.Select
	head            *fyne.Container
	content         fyne.CanvasObject
}

// weekDays are the days a week may start on, Monday first.
var weekDays = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}

func newTeamForm(d *desk.Desk) *teamForm {
	t := &teamForm{head: widgets.Stack()}
	t.openForm = newOpenForm(d, "Save team", "settings.save-team", t.submit)
	t.name = t.entry("name", "Name", "the name", "Payments SRE", "Stands at the top of the window and on every report.", "settings.name")
	t.zone = t.entry("zone", "Time zone", "the time zone", "Europe/Berlin", "An IANA name. Days, reports and new rotations are in it; a rotation keeps its own.", "settings.zone")
	t.cap = t.entry("toil_cap", "Toil cap", "the toil cap", "50", "Percent of worked hours. 50 % is the usual promise to SRE teams; above it the page Toil warns.", "settings.cap")
	names := make([]string, len(weekDays))
	for i, d := range weekDays {
		names[i] = d.String()
	}
	t.week = widgets.NewSelect(names, 0, func(int) { t.edited() }).WithID("settings.week")
	t.form.Add("week_start", "Week starts", t.week, "")
	t.fields = append(t.fields, openField{"the first day of the week", t.week.Text, func(day string) { t.week.Choose(slices.Index(names, day)) }})
	t.edited = t.changed
	t.content = column(t.head)
	return t
}

func (t *teamForm) Content() fyne.CanvasObject { return t.content }

// Load implements part.
func (t *teamForm) Load(ctx context.Context) (func(), error) {
	team, err := readTeam(ctx, t.desk.WS)
	return func() { t.show(team) }, err
}

func (t *teamForm) show(team model.Team) {
	head := widgets.Head{Title: "Team", Caption: "what its pages and reports go by"}
	if team.ID == 0 {
		team = model.Team{Zone: localZone(), ToilCap: 0.5, WeekStart: time.Monday}
		head.Caption = "no team yet: saving makes it"
	}
	t.head.Objects = []fyne.CanvasObject{t.panel(head)}
	t.head.Refresh()
	if team != t.opened {
		t.opened = team
		t.follow(teamTexts(team))
	}
	t.changed()
}

// teamTexts is a team as the fields show it.
func teamTexts(t model.Team) []string {
	return []string{t.Name, t.Zone, model.FormatQuantity(100 * t.ToilCap), t.WeekStart.String()}
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

// changed lets the team be saved when there is something to save.
func (t *teamForm) changed() {
	team, err := t.read()
	t.saveWhen(true, err != nil || team != t.opened || team.ID == 0)
}

// read is the team as the fields say.
func (t *teamForm) read() (model.Team, error) {
	team := t.opened
	team.Name, team.Zone = strings.TrimSpace(t.name.Text()), strings.TrimSpace(t.zone.Text())
	team.WeekStart = weekDays[max(0, t.week.Chosen())]
	if t.written(2) {
		percent, err := number(t.cap.Text(), "%")
		if err != nil {
			return team, model.Invalidf("toil_cap", "“%s” is not a percentage. Write it as 50 or 37.5.", t.cap.Text())
		}
		team.ToilCap = percent / 100
	}
	return team, nil
}

func (t *teamForm) submit() {
	edited, err := t.read()
	opened := t.opened
	t.openForm.submit(err, func(ctx context.Context) (workspace.Done, error) { return saveTeam(ctx, t.desk.WS, opened, edited) })
}

// saveTeam stores what was changed of the team since the form was filled. What somebody else changed meanwhile stays.
func saveTeam(ctx context.Context, ws *workspace.Workspace, opened, edited model.Team) (workspace.Done, error) {
	now, err := readTeam(ctx, ws)
	if err != nil {
		return workspace.Done{}, err
	}
	if now.ID == 0 {
		return ws.SaveTeam(ctx, edited)
	}
	desk.Keep(&now.Name, opened.Name, edited.Name)
	desk.Keep(&now.Zone, opened.Zone, edited.Zone)
	desk.Keep(&now.ToilCap, opened.ToilCap, edited.ToilCap)
	desk.Keep(&now.WeekStart, opened.WeekStart, edited.WeekStart)
	return ws.SaveTeam(ctx, now)
}
