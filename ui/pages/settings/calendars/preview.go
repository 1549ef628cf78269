package calendars

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

func (x *sourceForm) say(lines ...fyne.CanvasObject) {
	x.effect.Objects = append([]fyne.CanvasObject{widgets.Bold("What reading it would do")}, lines...)
	x.effect.Refresh()
	if x.dialog != nil {
		x.dialog.Effect.Refresh()
	}
}

// listed is how many lines of a kind the preview shows; more are counted.
const listed = 12

// show shows a preview, or how to get one.
func (x *sourceForm) show(p *workspace.SourceReading) {
	if p == nil {
		x.say(widgets.CaptionPara("“Look inside” reads the calendar and lists what would be added, changed and removed, and each event that is not read, with the reason. Nothing is stored."))
		return
	}
	lines := []fyne.CanvasObject{widgets.BodyPara("**" + p.Say() + "**")}
	var skipped []workspace.SkippedOff
	var zones []string
	switch {
	case p.Off != nil:
		zones = p.Off.Zones
		lines = append(lines, x.offLines("New", p.Off.Add)...)
		lines = append(lines, x.offLines("Changed", p.Off.Change)...)
		skipped = p.Off.Skipped
	case p.Holidays != nil:
		zones = p.Holidays.Zones
		lines = append(lines, holidayLines("New", p.Holidays.Add)...)
		lines = append(lines, holidayLines("Changed", p.Holidays.Change)...)
		lines = append(lines, holidayLines("Gone", p.Holidays.Remove)...)
		skipped = p.Holidays.Skipped
	}
	lines = append(lines, x.zoneLines(zones)...)
	if len(skipped) > 0 {
		lines = append(lines, widgets.HRule(), widgets.Bold("Not read"))
		for i, e := range skipped {
			if i == listed {
				lines = append(lines, more(len(skipped)))
				break
			}
			icon, ink := theme.IconInfo, theme.Text3
			if e.Wrong {
				icon, ink = theme.IconWarn, theme.Warn
			}
			lines = append(lines, widgets.Bullet(icon, ink, strings.TrimSpace(e.Title+": "+e.Reason)))
		}
	}
	x.say(lines...)
}

func more(n int) fyne.CanvasObject { return widgets.Caption(fmt.Sprintf("and %d more", n-listed)) }

func (x *sourceForm) offLines(title string, rows []workspace.OffRow) []fyne.CanvasObject {
	if len(rows) == 0 {
		return nil
	}
	d := x.section.data
	out := []fyne.CanvasObject{widgets.HRule(), widgets.Bold(title)}
	for i, r := range rows {
		if i == listed {
			return append(out, more(len(rows)))
		}
		at := indexOf(d.people, r.PersonID, func(p model.Person) model.ID { return p.ID })
		if at < 0 {
			continue
		}
		out = append(out, widgets.RowTop(theme.Gap2, desk.Tile(d.people[at]), widgets.Grow(widgets.Col(0, widgets.BodyPara(workspace.Days(r.Interval, d.people[at].Zone, d.now)),
			widgets.CaptionPara(d.people[at].Name+", "+r.Kind+", “"+r.Title+"”")))))
	}
	return out
}

func holidayLines(title string, days []model.HolidayChange) []fyne.CanvasObject {
	if len(days) == 0 {
		return nil
	}
	out := []fyne.CanvasObject{widgets.HRule(), widgets.Bold(title)}
	for i, h := range days {
		if i == listed {
			return append(out, more(len(days)))
		}
		out = append(out, widgets.Row(theme.Gap2, widgets.Fixed(80, 0, widgets.Body(h.Day.String()).In(theme.Text2)), widgets.Grow(widgets.Ellipsis(widgets.Body(h.Name)))))
	}
	return out
}

// zoneLines ask which zones are meant by names that neither the calendar nor anybody else explains.
func (x *sourceForm) zoneLines(names []string) []fyne.CanvasObject {
	if len(names) == 0 {
		return nil
	}
	out := []fyne.CanvasObject{widgets.HRule(), widgets.Bold("Which zones are meant?"), widgets.CaptionPara("The calendar uses names of time zones that nobody knows. The answer holds for every calendar that is read.")}
	for i, name := range names {
		zone := widgets.NewEntry("Europe/Berlin").WithID(fmt.Sprintf("source.zone.%d", i))
		answer := func() { x.answer(name, zone.Text()) }
		zone.OnSubmitted = func(string) { answer() }
		out = append(out, widgets.Col(theme.Gap1, widgets.BodyPara("“"+name+"” means"),
			widgets.Row(theme.Gap2, widgets.Grow(zone), widgets.NewButton("Answer", answer).WithID(fmt.Sprintf("source.answer.%d", i)))))
	}
	return out
}

// answer keeps which zone is meant, and reads the calendar again with it.
func (x *sourceForm) answer(name, zone string) {
	x.dialog.ShowProblem("")
	ws := x.section.desk.WS
	x.section.desk.Change(func(ctx context.Context) (workspace.Done, error) {
		return ws.AnswerZone(ctx, name, strings.TrimSpace(zone))
	},
		func(workspace.Done) { x.look() }, func(err error) { x.section.desk.Blame(x.dialog, nil, err) })
}
