package build

import (
	"fmt"
	"math"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

var utc = time.UTC

const (
	perRow  = 14         // turns in a row of the picture
	perPage = 2 * perRow // turns on a page of it
	cell    = 32
)

// drawMiddle shows the turns left to right: how hard each is, who has it in each role, and how many are away. rota is nil before the
// engine has one. Turns beyond a page are reached with the buttons.
func (p *Page) drawMiddle(rota [][]string) {
	turns := len(p.plan.Turns)
	pages := max(1, (turns+perPage-1)/perPage)
	p.page = min(p.page, pages-1)
	col := widgets.Col(theme.Gap3)
	first, last := p.page*perPage, min(turns, (p.page+1)*perPage)
	for from := first; from < last; from += perRow {
		col.Add(p.block(rota, from, min(from+perRow, last)))
	}
	caption := widgets.Row(theme.Gap2, widgets.Grow(widgets.CaptionPara("Left to right: turns. Solid stays as published, outlined is new. Hard: what fairness pays for a turn, 0–3.")))
	if pages > 1 {
		less := widgets.NewIconButton(theme.IconLeft, "Earlier turns", func() { p.turn(-1) }).WithID("build.earlier")
		more := widgets.NewIconButton(theme.IconRight, "Later turns", func() { p.turn(1) }).WithID("build.later")
		if p.page == 0 {
			less.DisableBecause("these are the first")
		}
		if p.page == pages-1 {
			more.DisableBecause("these are the last")
		}
		caption.Add(widgets.Caption(fmt.Sprintf("turns %d–%d of %d", first+1, last, turns)))
		caption.Add(less)
		caption.Add(more)
	}
	col.Add(caption)
	p.middle.Objects = []fyne.CanvasObject{col}
	p.middle.Refresh()
}

func (p *Page) turn(by int) {
	p.page += by
	if p.result != nil {
		p.drawMiddle(p.result.Rota)
		return
	}
	p.drawMiddle(nil)
}

// block is one row of turns with its lines.
func (p *Page) block(rota [][]string, from, to int) fyne.CanvasObject {
	line := func(label string, height float32, at func(t int) fyne.CanvasObject) fyne.CanvasObject {
		row := widgets.Row(2, widgets.Fixed(62, 0, widgets.Ellipsis(widgets.Caption(label))))
		for t := from; t < to; t++ {
			row.Add(widgets.Fixed(cell, height, at(t)))
		}
		return row
	}
	col := widgets.Col(3, line("", 16, func(t int) fyne.CanvasObject { return p.month(t, from) }), line("starts", 16, p.start))
	col.Add(line("hard", 18, p.heat))
	for i, role := range p.plan.Rotation.Roles {
		col.Add(line(role.Name, cell, func(t int) fyne.CanvasObject { return p.duty(rota, t, i, role.ID) }))
	}
	col.Add(line("away", 16, func(t int) fyne.CanvasObject {
		n := p.plan.Away[t]
		if n == 0 {
			return widgets.Caption("·").Middle()
		}
		return widgets.NewText(fmt.Sprint(n), theme.TextCaption, n >= 3, theme.Text2).Middle()
	}))
	return col
}

// month names the month over its first turn of a row. The name may reach over the cells after it.
func (p *Page) month(t, from int) fyne.CanvasObject {
	s := p.plan.Turns[t].Start
	if t > from && p.plan.Turns[t-1].Start.Month() == s.Month() {
		return widgets.Caption("")
	}
	return widgets.NewText(s.Format("Jan"), theme.TextCaption, true, theme.Text)
}

func (p *Page) start(t int) fyne.CanvasObject {
	turn := p.plan.Turns[t]
	if turn.Duration() < 24*time.Hour {
		return widgets.Caption(turn.Start.Format("2/15")).Middle()
	}
	return widgets.Caption(turn.Start.Format("2")).Middle()
}

// heat is how much fairness pays for a turn, from 0 to 3, with its digit.
func (p *Page) heat(t int) fyne.CanvasObject {
	n := p.hardness(t)
	tok := []theme.Token{theme.Heat0, theme.Heat1, theme.Heat2, theme.Heat3}[n]
	box := widgets.NewRect(tok, 0, 0)
	if n == 0 {
		return box
	}
	ink := theme.Text
	if n == 3 {
		ink = theme.OnHeat3
	}
	return widgets.Stack(box, widgets.NewText(fmt.Sprint(n), theme.TextCaption, n == 3, ink).Middle())
}

// hardness ranks a turn's price against the hardest turn.
func (p *Page) hardness(t int) int {
	if p.result == nil || len(p.result.Heat) == 0 {
		return 0
	}
	roles := len(p.plan.Rotation.Roles)
	at := func(t int) float64 {
		sum := 0.0
		for i := range roles {
			sum += p.result.Heat[t*roles+i]
		}
		return sum
	}
	most := 0.0
	for i := range p.plan.Turns {
		most = max(most, at(i))
	}
	if most < 0.5 { // nothing is hard when no duty costs anything
		return 0
	}
	return int(math.Ceil(3*at(t)/most - 1e-9))
}

// duty is one cell: the person's tile, outlined when the rota differs from what is published.
func (p *Page) duty(rota [][]string, t, i int, role model.ID) fyne.CanvasObject {
	if rota == nil {
		return widgets.NewBox(theme.Sunken, theme.Line, theme.RadiusControl)
	}
	who := p.plan.Person(rota[t][i])
	for _, x := range p.plan.People {
		if x.ID != who {
			continue
		}
		tile := widgets.NewTile(x.Colour, x.Initials())
		if before := p.plan.Published[role]; t < len(before) && before[t] == who {
			return widgets.Stack(widgets.NewBox(theme.Sunken, theme.Line2, theme.RadiusControl), widgets.Pad(6, 4, 6, 4, tile))
		}
		return widgets.Stack(widgets.NewBox(theme.Surface, theme.Accent, theme.RadiusControl), widgets.Pad(6, 4, 6, 4, tile))
	}
	return widgets.Stack(widgets.NewBox(theme.BadSoft, theme.Bad, theme.RadiusControl), widgets.Caption("–").Middle())
}

// drawWhatIf shows the bounds of changed questions, what the rota changes of what is published, and, where there is no rota, the
// ways out that were tried.
func (p *Page) drawWhatIf() {
	col := widgets.Col(theme.Gap3)
	if p.result.Rota == nil {
		col.Add(p.waysOut())
	}
	cards := widgets.Grid(3, theme.Gap2)
	for _, w := range p.ifs {
		loads, note := w.words()
		note = p.plan.Words(note)
		body := widgets.Col(0, widgets.Ellipsis(widgets.Caption(w.title)), widgets.Heading(loads), widgets.Ellipsis(widgets.Caption(note)))
		cards.Add(widgets.Stack(widgets.NewBox(theme.Surface, theme.Line, theme.RadiusPanel), widgets.PadAll(theme.Gap2, body)))
	}
	col.Add(widgets.Row(theme.Gap2, widgets.Bold("What if"), widgets.Caption("each answer is a new bound, computed at once"), widgets.Grow()))
	col.Add(cards)
	if p.result.Rota != nil {
		col.Add(p.changes())
	}
	p.whatIf.Objects = []fyne.CanvasObject{col}
	p.whatIf.Refresh()
}

func (p *Page) waysOut() fyne.CanvasObject {
	col := widgets.Col(theme.Gap2, widgets.BodyPara("**"+p.plan.Words(p.result.Witness)+"**"))
	for i, w := range p.result.WaysOut {
		row := widgets.Row(theme.Gap2, widgets.NewIcon(theme.IconCheck, 16, theme.Good), widgets.Grow(widgets.BodyPara(p.plan.Words(w.Text))))
		if w.Kind == "rest" && p.rules.RestTurns > 0 {
			row.Add(widgets.NewButton("Try it", func() { p.change(func(b *model.BuildRules) { b.RestTurns-- }) }).Small().WithID(fmt.Sprintf("build.way.%d", i)))
		}
		if w.Kind == "seniors" && p.rules.MinSenior > 0 {
			row.Add(widgets.NewButton("Try it", func() { p.change(func(b *model.BuildRules) { b.MinSenior-- }) }).Small().WithID(fmt.Sprintf("build.way.%d", i)))
		}
		col.Add(row)
	}
	if len(p.result.WaysOut) > 0 {
		col.Add(widgets.CaptionPara("Each of these was tried: with it alone a rota exists."))
	}
	return col
}

// changes lists what the rota changes of what is published.
func (p *Page) changes() fyne.CanvasObject {
	var rows []fyne.CanvasObject
	fresh, people := 0, map[model.ID]bool{}
	for t, turn := range p.plan.Turns {
		for i, role := range p.plan.Rotation.Roles {
			was, is := p.plan.Published[role.ID][t], p.plan.Person(p.result.Rota[t][i])
			switch {
			case was == is:
			case was == 0:
				fresh++
			default:
				people[was], people[is] = true, true
				label := turn.Start.Format("2 Jan") + " " + role.Name
				rows = append(rows, widgets.Row(theme.Gap2, widgets.Fixed(130, 0, widgets.Ellipsis(widgets.Caption(label))), widgets.Body(p.name(is)), widgets.Caption("was "+p.name(was)), widgets.Grow()))
			}
		}
	}
	said := model.Count(fresh, "shift is new", "shifts are new")
	if len(rows) > 0 {
		said = fmt.Sprintf("%s of %s; %s", model.Count(len(rows), "shift", "shifts"), model.Count(len(people), "person", "people"), said)
	}
	col := widgets.Col(4, widgets.Row(theme.Gap2, widgets.Bold("Changes what is published"), widgets.Caption(said), widgets.Grow()))
	const most = 12
	for i, r := range rows {
		if i == most {
			col.Add(widgets.Caption(fmt.Sprintf("and %d more; accept as draft to see all of them on the timeline", len(rows)-most)))
			break
		}
		col.Add(r)
	}
	return col
}

// since says from when duties count as carried over.
func (p *Page) since() string {
	return workspace.Days(model.Interval{Start: model.DateOf(p.plan.Since).Start(p.plan.Since.Location()), End: model.DateOf(p.plan.Window.End).Start(p.plan.Window.End.Location())}, p.plan.Rotation.Zone, p.data.now)
}
