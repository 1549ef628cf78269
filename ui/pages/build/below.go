package build

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/rostering"
	"watchbill/ui/shell"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
)

// drawWhatIf shows the bounds of changed questions, what the rota changes of what is published, and, where there is no rota, the
// ways out that were tried.
func (p *Page) drawWhatIf() {
	col := widgets.Col(theme.Gap3)
	if p.result.Rota == nil {
		col.Add(p.waysOut())
	}
	said := "each answer is a new bound, computed at once"
	if p.ifs == nil {
		said = "working the bounds out"
	}
	col.Add(widgets.Row(theme.Gap2, widgets.Bold("What if"), widgets.Grow(widgets.Ellipsis(widgets.Caption(said)))))
	cards := widgets.Grid(min(4, max(1, int(label+float32(p.perRow)*(cell+gap))/130)), theme.Gap2)
	for _, w := range p.ifs {
		loads, note := w.words()
		note = p.plan.Words(note)
		body := widgets.Col(2, widgets.CaptionPara(w.title), widgets.Heading(loads), widgets.CaptionPara(note))
		cards.Add(widgets.Stack(widgets.NewBox(theme.Surface, theme.Line, theme.RadiusPanel), widgets.PadAll(theme.Gap2, body)))
	}
	col.Add(cards)
	if p.result.Rota != nil {
		col.Add(p.changes())
	}
	p.whatIf.Objects = []fyne.CanvasObject{col}
	p.whatIf.Refresh()
}

// waysOut says why there is no rota, and what would help. Each way was tried by the engine; those that are a rule of this page can be
// tried here, the others lead to where they are decided.
func (p *Page) waysOut() fyne.CanvasObject {
	col := widgets.Col(theme.Gap2, widgets.BodyPara("**"+p.plan.WhyNot(p.result)+"**"))
	for i, w := range p.result.WaysOut {
		row := widgets.Row(theme.Gap2, widgets.NewIcon(theme.IconCheck, 16, theme.Good), widgets.Grow(widgets.BodyPara(capital(p.plan.WayOut(w))+".")))
		if word, do := p.take(w); do != nil {
			row.Add(widgets.NewButton(word, do).Small().WithID(fmt.Sprintf("build.way.%d", i)))
		}
		col.Add(row)
	}
	switch {
	case p.result.Status == rostering.StatusUnknown:
		col.Add(widgets.CaptionPara("No rota was found in the time, and none was excluded."))
	case len(p.result.WaysOut) > 0:
		col.Add(widgets.CaptionPara("Each of these was tried: with it alone a rota exists."))
	}
	return col
}

// take is the button of a way out: what it says and does.
func (p *Page) take(w rostering.Relaxation) (string, func()) {
	rule := func(f func(*model.BuildRules)) (string, func()) { return "Try it", func() { p.change(f) } }
	switch w.Kind {
	case "rest":
		rest := p.plan.Instance.Rest - 1
		if _, after, ok := strings.Cut(w.Text, "(rest "); ok {
			if _, err := fmt.Sscan(after, &rest); err != nil {
				rest = p.plan.Instance.Rest - 1
			}
		}
		return rule(func(b *model.BuildRules) { b.RestTurns = rest })
	case "seniors":
		return rule(func(b *model.BuildRules) { b.MinSenior-- })
	case "in_row":
		return rule(func(b *model.BuildRules) { b.MaxInRow++ })
	case "fixed":
		return "Pins…", p.addPin
	case "person":
		return "Rotation…", func() { p.desk.Shell.Go(shell.Route{Page: "rotations"}) }
	case "time_off", "senior":
		for _, x := range p.plan.People {
			if x.Name == w.Person {
				return "Look at " + x.First(), func() { p.desk.Shell.Go(shell.Route{Page: "people", Arg: fmt.Sprint(x.ID)}) }
			}
		}
	}
	return "", nil
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
				rows = append(rows, widgets.Row(theme.Gap2, widgets.Fixed(130, 0, widgets.Ellipsis(widgets.Caption(label))), widgets.Body(p.name(is)), widgets.Grow(widgets.Ellipsis(widgets.Caption("was "+p.name(was))))))
			}
		}
	}
	said := model.Count(fresh, "shift is new", "shifts are new")
	if len(rows) > 0 {
		said = fmt.Sprintf("%s of %s; %s", model.Count(len(rows), "shift", "shifts"), model.Count(len(people), "person", "people"), said)
	}
	col := widgets.Col(4, widgets.Row(theme.Gap2, widgets.Bold("Changes what is published"), widgets.Grow(widgets.Ellipsis(widgets.Caption(said)))))
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
