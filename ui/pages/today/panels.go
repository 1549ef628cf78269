package today

import (
	"fmt"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/storage"
	"watchbill/ui/pages/desk"
	"watchbill/ui/shell"
	"watchbill/ui/theme"
	"watchbill/ui/timeline"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// figures are the four numbers at the top, each with its period and what it means.
func (p *Page) figures() fyne.CanvasObject {
	return widgets.FigureRow(p.coverageFigure(), p.onCallFigure(), p.toilFigure(), p.capacityFigure())
}

func (p *Page) coverageFigure() widgets.FigureCell {
	a := p.data.ahead
	c := widgets.FigureCell{Caption: "Coverage, next 8 weeks", Value: "–", Note: widgets.Caption("nothing is published yet")}
	if a.Asked == 0 {
		return c
	}
	open := a.Asked - a.Covered
	c.Value, c.Unit = percent(float64(a.Covered)/float64(a.Asked)), "%"
	c.Note = widgets.Caption(fmt.Sprintf("%s h of %s role-hours have nobody", model.Thousands(roundHours(open)), model.Thousands(roundHours(a.Asked)))).Cut()
	if open == 0 {
		c.Note = widgets.Note(widgets.Good, "every role-hour has somebody")
	}
	return c
}

// percent shows one decimal, and never rounds up to a hundred.
func percent(share float64) string {
	if share < 1 && share > 0.999 {
		return "99.9"
	}
	return model.FormatQuantity(float64(int(share*1000+0.5)) / 10)
}

func roundHours(d time.Duration) int { return int(d.Hours() + 0.5) }

func (p *Page) onCallFigure() widgets.FigureCell {
	least, most, n := time.Duration(-1), time.Duration(0), 0
	window := model.Interval{Start: p.data.now, End: p.data.now.Add(workspace.Ahead)}
	for id := range p.data.people {
		d, shifts := model.LoadOf(id, published(p.data.shifts), window)
		if shifts == 0 {
			continue
		}
		n++
		most = max(most, d)
		if least < 0 || d < least {
			least = d
		}
	}
	c := widgets.FigureCell{Caption: "On call per person, next 8 weeks", Value: "–", Note: widgets.Caption("nothing is published yet")}
	if n > 0 {
		c.Value, c.Unit = model.Thousands(roundHours(least))+"–"+model.Thousands(roundHours(most)), "h"
		c.Note = widgets.Caption(fmt.Sprintf("least and most of %s", model.Count(n, "person", "people"))).Cut()
		if roundHours(least) == roundHours(most) {
			c.Value, c.Note = model.Thousands(roundHours(most)), widgets.Caption(fmt.Sprintf("each of %s with a shift", model.Count(n, "person", "people"))).Cut()
		}
	}
	return c
}

func (p *Page) toilFigure() widgets.FigureCell {
	c := widgets.FigureCell{Caption: "Toil, last 4 weeks", Value: "–", Note: widgets.Caption("none logged yet")}
	share, ok := p.data.toil.Total.Share()
	if !ok || len(p.data.toil.Entries) == 0 {
		return c
	}
	c.Value, c.Unit = model.FormatQuantity(float64(int(share*100+0.5))), "% of worked hours"
	over := ""
	for _, x := range p.data.toil.People {
		if x.OverCap {
			if over != "" {
				over = "several people above it"
				break
			}
			over = x.Person.First() + " above it"
		}
	}
	words := "team cap " + model.FormatPercent(p.data.team.ToilCap)
	if over != "" {
		words += ", " + over
	}
	c.Note = widgets.Caption(words).Cut()
	return c
}

func (p *Page) capacityFigure() widgets.FigureCell {
	c := widgets.FigureCell{Caption: "Next capacity date", Value: "–", Note: widgets.Caption("no resource is measured yet")}
	if len(p.data.capacity) == 0 {
		return c
	}
	c.Value, c.Note = "none", widgets.Caption("nothing fills within 6 months")
	var first *workspace.CapacityView
	for i, v := range p.data.capacity {
		if v.OrderBy.Known && (first == nil || v.OrderBy.Before(first.OrderBy.Time)) {
			first = &p.data.capacity[i]
		}
	}
	if first == nil {
		return c
	}
	days := int(first.OrderBy.Sub(p.data.now).Hours()/24 + 0.999)
	c.Value, c.Unit = first.OrderBy.Format("2 Jan"), "order by"
	words := fmt.Sprintf("%s, in %s", first.Resource.Name, model.Count(days, "day", "days"))
	if first.Overdue {
		words = first.Resource.Name + ", overdue"
	}
	c.Note = widgets.Caption(words).Cut()
	return c
}

func published(shifts []model.Shift) []model.Shift {
	var out []model.Shift
	for _, s := range shifts {
		if s.State == model.Published {
			out = append(out, s)
		}
	}
	return out
}

// rotationPanel says who is on call in one rotation, until when, and who is next.
func (p *Page) rotationPanel(o workspace.OnCall) fyne.CanvasObject {
	open := widgets.NewLink("Open", func() {
		p.desk.Shell.Go(shell.Route{Page: "rotations", Arg: fmt.Sprintf("rotation:%d", o.Rotation.ID)})
	})
	rows := []fyne.CanvasObject{}
	for i, r := range o.Roles {
		if i > 0 {
			rows = append(rows, widgets.HRule())
		}
		rows = append(rows, widgets.Fixed(0, theme.ListRowHeight, widgets.Pad(0, theme.Gap3, 0, theme.Gap3, p.roleRow(o.Rotation, r))))
	}
	return widgets.Panel(widgets.Head{Title: o.Rotation.Name, Caption: o.Rotation.Describe(p.data.now), Right: []fyne.CanvasObject{open}}, rows...)
}

// whoWidth is the least that a name may have before the row takes its narrow form, in which the end stands under the name.
const whoWidth = 140

func (p *Page) roleRow(r model.Rotation, n workspace.RoleNow) fyne.CanvasObject {
	role := func() fyne.CanvasObject { return widgets.Fixed(64, 0, widgets.Ellipsis(widgets.Caption(n.Role.Name))) }
	if !n.Shift.Exists() || n.Shift.PersonID == 0 {
		words, tone := "Nobody is on call", widgets.Bad
		switch {
		case !n.Published:
			words, tone = "Nothing is published yet", widgets.Neutral
		case !n.Begun:
			words, tone = "Begins "+model.FormatTime(n.Next.Start, p.data.now), widgets.Neutral
		}
		return widgets.Row(theme.Gap3, role(), widgets.Badge(tone, words), widgets.Grow(), p.next(n))
	}
	person, until := n.Person, n.Shift.End
	lines := func(about string) fyne.CanvasObject {
		line := widgets.Caption(about)
		if n.Away {
			line = widgets.Caption("away now, needs cover").In(theme.Bad)
		}
		return widgets.Col(0, widgets.Ellipsis(widgets.Bold(person.Name)), widgets.Ellipsis(line))
	}
	tile := func() fyne.CanvasObject { return widgets.NewBigTile(person.Colour, person.Initials()) }
	end, left := "until "+model.FormatTime(until, p.data.now), model.FormatSpan(until.Sub(p.data.now))+" left"
	when := widgets.Col(0, widgets.Body(end), widgets.Caption(left))
	wide := widgets.Row(theme.Gap3, role(), tile(), widgets.GrowBy(4, widgets.Fixed(whoWidth, 0, lines(p.whereNow(person)))), widgets.GrowBy(3, when), p.next(n))
	narrow := widgets.Row(theme.Gap3, role(), tile(), widgets.Grow(lines(end)), p.next(n))
	return widgets.Either(wide, narrow)
}

// next is who comes after.
func (p *Page) next(n workspace.RoleNow) fyne.CanvasObject {
	row := widgets.Row(theme.Gap2, widgets.NewIcon(theme.IconRight, 14, theme.Text3))
	if n.Next.ID == 0 || n.Next.PersonID == 0 {
		words := "nobody next"
		if n.Next.ID == 0 {
			words = "no shift after"
		}
		row.Add(widgets.Caption(words).In(theme.Warn))
		return widgets.Fixed(156, 0, row)
	}
	row.Add(desk.Tile(n.NextUp))
	row.Add(widgets.Grow(widgets.Col(0, widgets.Ellipsis(widgets.Body(n.NextUp.First())), widgets.Ellipsis(widgets.Caption(model.FormatTime(n.Next.Start, p.data.now))))))
	return widgets.Fixed(156, 0, row)
}

// whereNow says where a person is and what time it is there.
func (p *Page) whereNow(person model.Person) string {
	loc, err := model.Zone(person.Zone)
	if err != nil {
		return person.Zone
	}
	there := p.data.now.In(loc)
	_, theirs := there.Zone()
	_, ours := p.data.now.In(desk.Zone(p.data.team)).Zone()
	if theirs == ours {
		return workspace.City(person.Zone) + there.Format(" 15:04") + ", same time"
	}
	return workspace.City(person.Zone) + there.Format(" 15:04")
}

// nextWeeks is a still picture of the next eight weeks.
func (p *Page) nextWeeks() fyne.CanvasObject {
	zone := desk.Zone(p.data.team)
	from, to := p.data.now, p.data.now.Add(workspace.Ahead)
	var rows []timeline.Row
	for _, o := range p.data.onCall {
		for i, r := range o.Roles {
			label := r.Role.Name
			if i == 0 {
				label = o.Rotation.Name + " " + label
			}
			rows = append(rows, timeline.Row{ID: fmt.Sprint(r.Role.ID), Label: label, Blocks: p.stripBlocks(o.Rotation.ID, r.Role.ID)})
		}
	}
	head := widgets.Head{Title: "Next 8 weeks", Right: []fyne.CanvasObject{widgets.NewLink("Timeline", func() { p.desk.Shell.Go(shell.Route{Page: "rotations"}) })}}
	if n := len(p.data.ahead.Gaps); n > 0 {
		head.Beside = []fyne.CanvasObject{widgets.Badge(widgets.Bad, model.Count(n, "gap", "gaps"))}
	}
	strip := timeline.NewStrip(timeline.StripModel{Zone: zone, From: from, To: to, WeekStart: (int(p.data.team.WeekStart) + 6) % 7, Rows: rows})
	return widgets.Panel(head, widgets.Pad(0, 1, 6, 1, strip))
}

func (p *Page) stripBlocks(rotation, role model.ID) []timeline.Block {
	var out []timeline.Block
	for _, s := range published(p.data.shifts) {
		if s.RotationID != rotation || s.RoleID != role {
			continue
		}
		if s.PersonID == 0 {
			out = append(out, timeline.Block{ID: fmt.Sprint(s.ID), Start: s.Start, End: s.End, Kind: timeline.Gap, Name: "Unstaffed"})
			continue
		}
		person := p.data.people[s.PersonID]
		out = append(out, timeline.Block{ID: fmt.Sprint(s.ID), Start: s.Start, End: s.End, Person: person.Colour, Initials: person.Initials(), Name: person.First()})
	}
	for _, g := range p.data.ahead.Gaps {
		if g.RotationID == rotation && g.RoleID == role && !g.Unstaffed {
			out = append(out, timeline.Block{ID: fmt.Sprintf("gap-%d-%d", role, g.Start.Unix()), Start: g.Start, End: g.End, Kind: timeline.Gap, Name: "Gap"})
		}
	}
	return out
}

func (p *Page) backupPanel() fyne.CanvasObject {
	icon, ink, title, sub := theme.IconGood, theme.Good, "", ""
	if p.data.backups == 0 {
		icon, ink, title, sub = theme.IconWarn, theme.Warn, "No backup yet", "a checked copy goes into a folder beside the file"
	} else {
		at := p.data.backup.At.In(desk.Zone(p.data.team))
		title = "Last backup " + model.FormatTime(at, p.data.now) + ", checked"
		sub = fmt.Sprintf("%d kept, the newest %.1f MB, in %s", p.data.backups, float64(p.data.backup.Size)/1e6, p.desk.WS.BackupFolder())
	}
	now := widgets.NewButton("Back up now", p.backUp).Small().WithID("today.backup")
	row := widgets.Row(theme.Gap2, widgets.NewIcon(icon, 16, ink), widgets.Grow(widgets.Col(0, widgets.Ellipsis(widgets.Body(title)), widgets.Ellipsis(widgets.Caption(sub)))), now)
	return widgets.Card(widgets.Fixed(0, 42, widgets.Pad(0, theme.Gap3, 0, theme.Gap3, row)))
}

// latelyPanel is the newest of the history.
func (p *Page) latelyPanel() fyne.CanvasObject {
	head := widgets.Head{Title: "Lately", Right: []fyne.CanvasObject{widgets.NewLink("History", func() { p.desk.Shell.Go(shell.Route{Page: "settings", Arg: "history"}) })}}
	zone := desk.Zone(p.data.team)
	col := widgets.Col(0)
	today := model.DateOf(p.data.now.In(zone))
	earlier := func(e storage.Entry) bool { return model.DateOf(e.At.In(zone)) != today }
	width := float32(36)
	if slices.ContainsFunc(p.data.history, earlier) {
		width = 76
	}
	for _, e := range p.data.history {
		at := e.At.In(zone).Format("15:04")
		if earlier(e) {
			at = e.At.In(zone).Format("2 Jan 15:04")
		}
		col.Add(widgets.Fixed(0, theme.RowHeight, widgets.Pad(0, theme.Gap3, 0, theme.Gap3,
			widgets.Row(theme.Gap2, widgets.Fixed(width, 0, widgets.Caption(at)), widgets.Grow(widgets.Ellipsis(widgets.Body(e.Summary))), widgets.Caption(e.Who)))))
	}
	return widgets.Panel(head, widgets.Pad(4, 0, 4, 0, col))
}
