package settings

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// teamForm is the section of the team. It stands open for long, so what others change meanwhile is taken in field by field.
type teamForm struct {
	desk   *desk.Desk
	opened model.Team // as it was last read
	open   openForm

	form            *widgets.Form
	name, zone, cap *widgets.Entry
	week            *widgets.Select
	save            *widgets.Button
	head            *fyne.Container
	notice          *fyne.Container
	content         fyne.CanvasObject
}

// weekDays are the days a week may start on, Monday first.
var weekDays = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}

func newTeamForm(d *desk.Desk) *teamForm {
	t := &teamForm{desk: d, form: widgets.NewForm(), notice: widgets.Col(0)}
	t.name = t.form.Entry("name", "Name", "Payments SRE", "Stands at the top of the window and on every report.").WithID("settings.name")
	t.zone = t.form.Entry("zone", "Time zone", "Europe/Berlin", "An IANA name. Days, reports and new rotations are in it; a rotation keeps its own.").WithID("settings.zone")
	t.cap = t.form.Entry("toil_cap", "Toil cap", "50", "Percent of worked hours. 50 % is the usual promise to SRE teams; above it the page Toil warns.").WithID("settings.cap")
	names := make([]string, len(weekDays))
	for i, d := range weekDays {
		names[i] = d.String()
	}
	t.week = widgets.NewSelect(names, 0, func(int) { t.edited() }).WithID("settings.week")
	t.form.Add("week_start", "Week starts", t.week, "")
	t.save = widgets.NewButton("Save team", t.submit).Primary().WithID("settings.save-team")
	for _, e := range []*widgets.Entry{t.name, t.zone, t.cap} {
		e.OnChanged = func(string) { t.edited() }
		e.OnSubmitted = func(string) { t.save.Press() }
	}
	t.open.fields = []openField{
		{"the name", t.name.Text, t.name.SetText},
		{"the time zone", t.zone.Text, t.zone.SetText},
		{"the toil cap", t.cap.Text, t.cap.SetText},
		{"the first day of the week", t.week.Text, func(day string) { t.week.Choose(slices.Index(names, day)) }},
	}
	t.head = widgets.Stack()
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
	foot := widgets.Row(theme.Gap2, t.save, widgets.Grow())
	t.head.Objects = []fyne.CanvasObject{widgets.Panel(head, widgets.PadAll(theme.Gap3, widgets.Col(theme.Gap3, t.form.Content(), t.notice, foot)))}
	t.head.Refresh()
	if team != t.opened {
		t.form.ClearErrors()
		t.say(widgets.Warn, t.open.follow(textsOf(team)))
		t.opened = team
	}
	t.edited()
}

// textsOf is a team as the fields show it.
func textsOf(t model.Team) []string {
	return []string{t.Name, t.Zone, model.FormatQuantity(100 * t.ToilCap), t.WeekStart.String()}
}

const capText = 2 // of textsOf

// localZone is this computer's zone as an IANA name, UTC where it does not say.
func localZone() string {
	if name := time.Local.String(); name != "Local" {
		if _, err := model.Zone(name); err == nil {
			return name
		}
	}
	return "UTC"
}

// edited lets the team be saved when there is something to save.
func (t *teamForm) edited() {
	team, err := t.read()
	reason := ""
	if err == nil && team == t.opened && team.ID != 0 {
		reason = "Nothing is changed"
	}
	t.save.EnableIf(reason)
}

// read is the team as the fields say.
func (t *teamForm) read() (model.Team, error) {
	team := t.opened
	team.Name, team.Zone = strings.TrimSpace(t.name.Text()), strings.TrimSpace(t.zone.Text())
	team.WeekStart = weekDays[max(0, t.week.Chosen())]
	if t.cap.Text() == textsOf(t.opened)[capText] {
		return team, nil // the field shows fewer digits than may be kept
	}
	percent, err := number(t.cap.Text(), "%")
	if err != nil {
		return team, model.Invalidf("toil_cap", "“%s” is not a percentage. Write it as 50 or 37.5.", t.cap.Text())
	}
	team.ToilCap = percent / 100
	return team, nil
}

func (t *teamForm) submit() {
	t.form.ClearErrors()
	t.say(widgets.Info, "")
	edited, err := t.read()
	if err != nil {
		t.blame(err)
		return
	}
	opened := t.opened
	t.desk.Change(func(ctx context.Context) (workspace.Done, error) { return saveTeam(ctx, t.desk.WS, opened, edited) },
		nil, t.blame)
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

// blame shows what is wrong beside its field, or above the button.
func (t *teamForm) blame(err error) {
	t.desk.Shell.Log().Event("problem " + err.Error())
	if !t.form.ShowError(model.FieldOf(err), err.Error()) {
		t.say(widgets.Bad, err.Error())
	}
}

func (t *teamForm) say(tone widgets.Tone, words string) {
	t.notice.Objects = nil
	if words != "" {
		t.notice.Objects = []fyne.CanvasObject{widgets.Banner(tone, words)}
	}
	t.notice.Refresh()
}
