package build

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/rostering"
	"watchbill/ui/pages/desk"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// drawLeft shows the question: the period, the rules that are always kept, what is spread after the duties, and wishes. The keyboard
// stays where it is.
func (p *Page) drawLeft() {
	p.refocus(func() {
		col := widgets.Col(theme.Gap2)
		p.addPeriod(col)
		p.addRules(col)
		p.addPairs(col)
		p.addPins(col)
		p.addOrder(col)
		p.addWishes(col)
		p.left.Objects = []fyne.CanvasObject{widgets.PadAll(theme.Gap3, col)}
		p.left.Refresh()
	})
}

func (p *Page) addPeriod(col *fyne.Container) {
	loc := desk.Zone(p.data.team)
	from := widgets.NewDateField(p.from.In(loc), p.data.now.In(loc)).WithID("build.from")
	from.OnChanged = func(time.Time) {
		if day, err := from.Value(); err == nil && model.DateOf(day) != model.DateOf(p.from.In(loc)) {
			p.from = model.DateOf(day).Start(loc)
			p.ask()
		}
	}
	col.Add(widgets.Bold("Period"))
	col.Add(from)
	col.Add(p.stepper("weeks", "Weeks", p.weeks, 1, 104, func(n int) { p.weeks = n; p.ask() }, model.Count(p.weeks, "week", "weeks")))
	if n := len(p.plan.Turns); n > 0 {
		days := workspace.Days(model.Interval{Start: model.DateOf(p.plan.Window.Start).Start(p.plan.Window.Start.Location()), End: model.DateOf(p.plan.Turns[n-1].End).Start(p.plan.Window.Start.Location())}, p.plan.Rotation.Zone, p.data.now)
		roles := len(p.data.rotation.Roles)
		col.Add(widgets.CaptionPara(fmt.Sprintf("%s: %s × %s = %s", days, model.Count(n, "turn", "turns"), model.Count(roles, "role", "roles"), model.Count(n*roles, "duty", "duties"))))
	}
}

func (p *Page) addRules(col *fyne.Container) {
	set := func(f func(b *model.BuildRules, n int)) func(int) {
		return func(n int) { p.change(func(b *model.BuildRules) { f(b, n) }) }
	}
	r := p.rules
	col.Add(widgets.Pad(theme.Gap2, 0, 0, 0, widgets.Bold("Rules, always kept")))
	col.Add(p.stepper("rest", "Rest", r.RestTurns, 0, 52, set(func(b *model.BuildRules, n int) { b.RestTurns = n }), model.Count(r.RestTurns, "turn", "turns")))
	if r.RestTurns == 0 {
		col.Add(p.stepper("in-row", "In a row", r.MaxInRow, 0, 52, set(func(b *model.BuildRules, n int) { b.MaxInRow = n }), inRow(r.MaxInRow)))
	}
	free := fmt.Sprintf("%s free between two turns of one person; %d h between two rotations. Time off always stays free.", hoursOf(r.RestTurns*p.data.rotation.At(p.data.now).Hours()), int(model.LeastRest.Hours()))
	if r.RestTurns == 0 {
		free = fmt.Sprintf("%d h free between turns of two rotations. Time off always stays free.", int(model.LeastRest.Hours()))
	}
	col.Add(widgets.CaptionPara(free))
	col.Add(p.stepper("seniors", "Seniors", r.MinSenior, 0, len(p.data.rotation.Roles), set(func(b *model.BuildRules, n int) { b.MinSenior = n }), fmt.Sprintf("%d of %d", r.MinSenior, p.seniors())))
	col.Add(p.stepper("history", "History", r.HistoryWeeks, 0, 520, func(n int) {
		p.change(func(b *model.BuildRules) { b.HistoryWeeks = quarter(b.HistoryWeeks, n) })
	}, model.Count(r.HistoryWeeks, "week", "weeks")))
	col.Add(p.stepper("holiday", "Holiday", max(1, r.HolidayFactor), 1, 5, set(func(b *model.BuildRules, n int) { b.HolidayFactor = n }), fmt.Sprintf("counts %d ×", max(1, r.HolidayFactor))))
	col.Add(widgets.NewCheck("Change little published", r.KeepPublished, func(on bool) { p.change(func(b *model.BuildRules) { b.KeepPublished = on }) }).WithID("build.keep"))
	if p.result != nil && p.result.Changes != nil {
		col.Add(widgets.Pad(0, 0, 0, 22, widgets.CaptionPara(fmt.Sprintf("changes %d of %s", *p.result.Changes, model.Count(p.publishedDuties(), "published shift", "published shifts")))))
	}
	col.Add(widgets.NewCheck("Load by contracted hours", r.ByHours, func(on bool) { p.change(func(b *model.BuildRules) { b.ByHours = on }) }).WithID("build.hours"))
}

// quarter moves a history by 13 weeks a step, to the next whole quarter of a year.
func quarter(was, to int) int {
	const step = 13
	if to > was {
		return min(520, (was/step+1)*step)
	}
	return max(0, (was-1)/step*step)
}

func hoursOf(n int) string { return model.Thousands(n) + " h" }

func (p *Page) publishedDuties() int {
	n := 0
	for _, row := range p.plan.Instance.Published {
		for _, who := range row {
			if who != "" {
				n++
			}
		}
	}
	return n
}

func inRow(n int) string {
	if n == 0 {
		return "no limit"
	}
	return "at most " + strconv.Itoa(n)
}

func (p *Page) seniors() int {
	n := 0
	for _, x := range p.data.people {
		if x.Senior && slices.Contains(p.data.rotation.People(), x.ID) {
			n++
		}
	}
	return n
}

// stepper is a number between two buttons.
func (p *Page) stepper(id, label string, value, least, most int, set func(int), words string) fyne.CanvasObject {
	minus := widgets.NewIconButton(theme.IconMinus, "One less", func() { set(value - 1) }).Quiet().WithID("build." + id + ".less")
	plus := widgets.NewIconButton(theme.IconPlus, "One more", func() { set(value + 1) }).Quiet().WithID("build." + id + ".more")
	if value <= least {
		minus.DisableBecause("it cannot be less")
	}
	if value >= most {
		plus.DisableBecause("it cannot be more")
	}
	box := widgets.Stack(widgets.NewBox(theme.Surface, theme.Line2, theme.RadiusControl), widgets.Row(0, minus, widgets.Grow(widgets.Body(words).Middle()), plus))
	return widgets.Row(theme.Gap2, widgets.Grow(widgets.Body(label)), widgets.Fixed(136, theme.ControlHeight, box))
}

func (p *Page) addPairs(col *fyne.Container) {
	row := widgets.Row(0, widgets.Grow(widgets.Body("Not on call together")), widgets.NewIconButton(theme.IconPlus, "Keep two people apart…", p.addApart).Quiet().WithID("build.add-apart"))
	col.Add(row)
	for _, a := range p.data.aparts {
		names := p.name(a.A) + " and " + p.name(a.B)
		col.Add(widgets.Row(0, widgets.Grow(widgets.Ellipsis(widgets.Caption(names))), widgets.NewIconButton(theme.IconClose, "Let them serve together", func() {
			p.desk.Change(func(ctx context.Context) (workspace.Done, error) { return p.desk.WS.DeleteApart(ctx, a.ID) }, nil, nil)
		}).Quiet()))
	}
}

func (p *Page) name(id model.ID) string {
	for _, x := range p.data.people {
		if x.ID == id {
			return x.First()
		}
	}
	return "somebody"
}

// addOrder shows what is spread after the duties, in the order it counts, each with how it came out.
func (p *Page) addOrder(col *fyne.Container) {
	col.Add(widgets.Pad(theme.Gap2, 0, 0, 0, widgets.Bold("Fair in this order")))
	col.Add(widgets.Row(theme.Gap2, widgets.Grow(widgets.Body("1 Duties")), p.outcome(rostering.CriterionLoad, "")))
	for i, c := range p.rules.Criteria {
		up := widgets.NewIconButton(theme.IconUp, "Move "+c+" up, to count before", func() {
			p.change(func(b *model.BuildRules) {
				b.Criteria = slices.Clone(b.Criteria)
				b.Criteria[i-1], b.Criteria[i] = b.Criteria[i], b.Criteria[i-1]
			})
		}).Quiet().WithID("build.up-" + c)
		if i == 0 {
			up.DisableBecause("the duties themselves always count first")
		}
		off := widgets.NewIconButton(theme.IconClose, "Leave "+c+" out", func() {
			p.change(func(b *model.BuildRules) { b.Criteria = slices.Delete(slices.Clone(b.Criteria), i, i+1) })
		}).Quiet().WithID("build.off-" + c)
		col.Add(widgets.Row(0, widgets.Grow(widgets.Ellipsis(widgets.Body(fmt.Sprintf("%d %s", i+2, capital(c))))), p.outcome("category:"+c, c), up, off))
	}
	for _, c := range model.Criteria {
		if !slices.Contains(p.rules.Criteria, c) {
			col.Add(widgets.Row(0, widgets.NewPlainLink("Add "+c, func() {
				p.change(func(b *model.BuildRules) { b.Criteria = append(slices.Clone(b.Criteria), c) })
			}).WithID("build.add-"+c), widgets.Grow()))
		}
	}
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// outcome is the badge of a criterion: most and least of anybody where that is proven, how far off the bound, or why it says nothing.
func (p *Page) outcome(name, criterion string) fyne.CanvasObject {
	if p.result == nil || p.result.Rota == nil {
		return widgets.Caption("")
	}
	for _, c := range p.result.Criteria {
		if c.Name != name {
			continue
		}
		most, least := p.result.Spread()
		if criterion != "" {
			most, least, _ = p.plan.Counts(criterion, p.result.Rota)
		}
		if c.Proven {
			return widgets.Badge(widgets.Good, fmt.Sprintf("%d–%d", most, least))
		}
		return widgets.Badge(widgets.Neutral, fmt.Sprintf("%d–%d, unproven", most, least))
	}
	return widgets.Badge(widgets.Neutral, "all or none")
}
