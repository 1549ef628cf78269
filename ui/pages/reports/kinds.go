package reports

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/report"
	"watchbill/ui/pages/desk"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// kind is one report that can be made.
type kind struct {
	route, title, note string
	make               func(ctx context.Context, ws *workspace.Workspace, d *data, c choice) (doc report.Doc, file string, err error)
	options            func(c *choices) fyne.CanvasObject
}

var kinds = []kind{
	{"oncall", "On-call schedule", "a month: who, gaps, and who carried how much", makeOnCall, (*choices).onCallOptions},
	{payRoute, "Loads and pay", "a month: hours by kind, and what they pay", makePay, (*choices).payOptions},
	{"toil", "Toil", "share of worked hours, trend, where it goes", makeToil, (*choices).toilOptions},
	{"capacity", "Capacity", "what fills when, and what to order by when", makeCapacity, (*choices).capacityOptions},
	{"team", "Team summary", "one page for the one you report to", makeTeam, (*choices).teamOptions},
}

// kindOf reads a route's argument "kind:scope".
func kindOf(arg string) (index int, scope string, ok bool) {
	name, scope, _ := strings.Cut(arg, ":")
	for i, k := range kinds {
		if k.route == name {
			return i, scope, true
		}
	}
	return 0, "", false
}

func makeOnCall(ctx context.Context, ws *workspace.Workspace, d *data, c choice) (report.Doc, string, error) {
	month := monthsBack(d.today, c.month)
	var only []model.Rotation
	name := "on-call"
	for _, r := range d.rotations {
		if r.ID == c.rotation {
			only = append(only, r)
			name += "-" + desk.Slug(r.Name)
		}
	}
	o, err := ws.OnCallReport(ctx, month, only...)
	if err != nil {
		return report.Doc{}, "", err
	}
	return o.Doc(), fmt.Sprintf("%s-%04d-%02d", name, month.Year, month.Month), nil
}

// payRoute is the report that can be written for payroll as well.
const payRoute = "pay"

func makePay(ctx context.Context, ws *workspace.Workspace, d *data, c choice) (report.Doc, string, error) {
	month := monthsBack(d.today, c.month)
	r, err := ws.PayReport(ctx, month)
	if err != nil {
		return report.Doc{}, "", err
	}
	return r.Doc(), fmt.Sprintf("loads-and-pay-%04d-%02d", month.Year, month.Month), nil
}

func makeToil(ctx context.Context, ws *workspace.Workspace, d *data, c choice) (report.Doc, string, error) {
	all := toilPeriods(d.today)
	chosen := all[0]
	for _, p := range all {
		if p.name == c.period {
			chosen = p
		}
	}
	t, err := ws.ToilReport(ctx, chosen.ToilPeriod, c.people)
	if err != nil {
		return report.Doc{}, "", err
	}
	return t.Doc(), fmt.Sprintf("toil-%s-to-%s", chosen.From, chosen.Until.AddDays(-1)), nil
}

func makeCapacity(ctx context.Context, ws *workspace.Workspace, d *data, c choice) (report.Doc, string, error) {
	var only []model.Resource
	name := "capacity"
	for _, r := range d.resources {
		if r.ID == c.resource {
			only = append(only, r)
			name += "-" + desk.Slug(r.Name)
		}
	}
	r, err := ws.CapacityReport(ctx, workspace.Outlook{Days: horizons[c.horizon].days}, only...)
	if err != nil {
		return report.Doc{}, "", err
	}
	return r.Doc(), name + "-" + d.today.String(), nil
}

func makeTeam(ctx context.Context, ws *workspace.Workspace, d *data, _ choice) (report.Doc, string, error) {
	s, err := ws.TeamReport(ctx)
	if err != nil {
		return report.Doc{}, "", err
	}
	return s.Doc(), "summary-" + d.today.String(), nil
}

// option is a choice with its name over it.
func option(name string, field fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Col(theme.Gap1, widgets.Caption(name), field)
}

func (c *choices) onCallOptions() fyne.CanvasObject {
	return widgets.Col(theme.Gap3, option("Month", c.monthField), option("Rotation", c.rotationField),
		widgets.CaptionPara("Published shifts only; a month that is not over shows what is published so far."))
}

func (c *choices) payOptions() fyne.CanvasObject {
	return widgets.Col(theme.Gap3, option("Month", c.monthField), widgets.Row(0, c.ratesButton, widgets.Grow()),
		widgets.CaptionPara("Published duties only, each person in their own local time. What an hour and a shift pay is set once for the team."))
}

func (c *choices) toilOptions() fyne.CanvasObject {
	return widgets.Col(theme.Gap3, option("Period", c.periodField), c.peopleField,
		widgets.CaptionPara("Shares of single people leave the team with the report. They are left out unless you ask for them."))
}

func (c *choices) capacityOptions() fyne.CanvasObject {
	return widgets.Col(theme.Gap3, option("Resource", c.resourceField), option("Look ahead", c.horizonField),
		widgets.CaptionPara("Order dates come from the range of the forecast less the lead time."))
}

func (c *choices) teamOptions() fyne.CanvasObject {
	return widgets.CaptionPara("This month on call, the last 13 weeks of toil, capacity for 180 days, and what has to be decided.")
}
