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

// drawLeft shows the question: the period, the rules that are always kept, what is spread after the duties, and wishes.
func (p *Page) drawLeft() {
	loc := desk.Zone(p.data.team)
	from := widgets.NewDateField(p.from.In(loc), p.data.now.In(loc)).WithID("build.from")
	from.OnChanged = func(time.Time) {
		if day, err := from.Value(); err == nil && model.DateOf(day) != model.DateOf(p.from.In(loc)) {
			p.from = model.DateOf(day).Start(loc)
			p.ask()
		}
	}
	duties := ""
	if n := len(p.plan.Turns); n > 0 {
		duties = fmt.Sprintf("%s × %s = %s", model.Count(n, "turn", "turns"), model.Count(len(p.data.rotation.Roles), "role", "roles"),
			model.Count(n*len(p.data.rotation.Roles), "duty", "duties"))
	}
	col := widgets.Col(theme.Gap2, widgets.Bold("Period"), from,
		p.stepper("weeks", "Weeks", p.weeks, 1, 104, func(n int) { p.weeks = n; p.ask() }, model.Count(p.weeks, "week", "weeks")), widgets.CaptionPara(duties))
	col.Add(widgets.Pad(theme.Gap2, 0, 0, 0, widgets.Bold("Rules, always kept")))
	col.Add(p.stepper("rest", "Rest", p.rules.RestTurns, 0, 52, func(n int) { p.change(func(b *model.BuildRules) { b.RestTurns = n }) }, model.Count(p.rules.RestTurns, "turn", "turns")))
	col.Add(p.stepper("seniors", "Seniors", p.rules.MinSenior, 0, len(p.data.rotation.Roles), func(n int) { p.change(func(b *model.BuildRules) { b.MinSenior = n }) },
		fmt.Sprintf("%d of %d", p.rules.MinSenior, p.seniors())))
	if p.rules.RestTurns == 0 {
		col.Add(p.stepper("in-row", "In a row", p.rules.MaxInRow, 0, 52, func(n int) { p.change(func(b *model.BuildRules) { b.MaxInRow = n }) }, inRow(p.rules.MaxInRow)))
	}
	col.Add(widgets.CaptionPara("Time off and other rotations always stay free."))
	col.Add(widgets.NewCheck("Change little published", p.rules.KeepPublished, func(on bool) { p.change(func(b *model.BuildRules) { b.KeepPublished = on }) }).WithID("build.keep"))
	col.Add(widgets.NewCheck("Load by contracted hours", p.rules.ByHours, func(on bool) { p.change(func(b *model.BuildRules) { b.ByHours = on }) }).WithID("build.hours"))
	p.addPairs(col)
	p.addOrder(col)
	p.addWishes(col)
	p.left.Objects = []fyne.CanvasObject{widgets.PadAll(theme.Gap3, col)}
	p.left.Refresh()
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
		if x.Senior && slices.Contains(p.data.rotation.Members, x.ID) {
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
	col.Add(widgets.Row(theme.Gap2, widgets.Grow(widgets.Body("1 Duties")), p.outcome(rostering.CriterionLoad)))
	for i, c := range p.rules.Criteria {
		off := widgets.NewIconButton(theme.IconClose, "Leave it out", func() {
			p.change(func(b *model.BuildRules) { b.Criteria = slices.Delete(slices.Clone(b.Criteria), i, i+1) })
		}).Quiet()
		col.Add(widgets.Row(theme.Gap1, widgets.Grow(widgets.Body(fmt.Sprintf("%d %s", i+2, capital(c)))), p.outcome("category:"+c), off))
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

// outcome is the badge of a criterion: proven, how far off the bound, or why it says nothing.
func (p *Page) outcome(name string) fyne.CanvasObject {
	if p.result == nil || p.result.Rota == nil {
		return widgets.Caption("")
	}
	for _, c := range p.result.Criteria {
		if c.Name != name {
			continue
		}
		if c.Proven {
			return widgets.Badge(widgets.Good, "proven")
		}
		return widgets.Badge(widgets.Neutral, fmt.Sprintf("%s off the bound", model.FormatQuantity(c.Value-c.Bound)))
	}
	return widgets.Badge(widgets.Neutral, "same in all turns")
}

func (p *Page) addWishes(col *fyne.Container) {
	col.Add(widgets.Pad(theme.Gap2, 0, 0, 0, widgets.Row(0, widgets.Grow(widgets.Bold("Wishes")), widgets.NewIconButton(theme.IconPlus, "Note a wish…", p.addWish).Quiet().WithID("build.add-wish"))))
	if len(p.plan.Wishes) == 0 {
		col.Add(widgets.CaptionPara("None in this period. A wish is met where fairness allows."))
	}
	for _, w := range p.plan.Wishes {
		words, ink := p.met(w)
		text := widgets.Col(0, widgets.Ellipsis(widgets.Body(p.name(w.PersonID)+": "+wishWords(w))), widgets.Caption(words).In(ink))
		col.Add(widgets.Row(0, widgets.Grow(text), widgets.NewIconButton(theme.IconClose, "Delete the wish", func() {
			p.desk.Change(func(ctx context.Context) (workspace.Done, error) { return p.desk.WS.DeleteWish(ctx, w.ID) }, nil, nil)
		}).Quiet()))
	}
}

func wishWords(w model.Wish) string {
	days := w.From.Start(utc).Format("2 Jan")
	if w.Until != w.From {
		days += " – " + w.Until.Start(utc).Format("2 Jan")
	}
	if w.Kind == model.Avoid {
		return "not " + days
	}
	return "prefers " + days
}

// met says how a wish came out in the rota.
func (p *Page) met(w model.Wish) (string, theme.Token) {
	if p.result == nil || p.result.Rota == nil {
		return "", theme.Text3
	}
	inside, mine := 0, 0
	for t, turn := range p.plan.Turns {
		loc := turn.Start.Location()
		if !(model.Interval{Start: w.From.Start(loc), End: w.Until.AddDays(1).Start(loc)}).Overlaps(turn.Interval) {
			continue
		}
		inside++
		for _, key := range p.result.Rota[t] {
			if p.plan.Person(key) == w.PersonID {
				mine++
			}
		}
	}
	switch {
	case w.Kind == model.Avoid && mine == 0, w.Kind == model.Prefer && mine == inside:
		return "met", theme.Good
	case w.Kind == model.Prefer && mine > 0:
		return fmt.Sprintf("met, %d of %d", mine, inside), theme.Good
	default:
		return "cannot be met as fairly", theme.Warn
	}
}

// addWish asks for a wish.
func (p *Page) addWish() {
	names := p.names()
	loc := desk.Zone(p.data.team)
	who := widgets.NewSelect(names, 0, nil).WithID("wish.person")
	kind := widgets.NewSelect([]string{"would rather not be on call", "would like to be on call"}, 0, nil).WithID("wish.kind")
	from, until := widgets.NewDateField(p.from.In(loc), p.data.now.In(loc)).WithID("wish.from"), widgets.NewDateField(p.from.In(loc), p.data.now.In(loc)).WithID("wish.until")
	form := widgets.NewForm()
	form.Add("person", "Who", who, "").Add("kind", "", kind, "").Add("from", "First day", from, "").Add("until", "Last day", until, "")
	d := &widgets.Dialog{ID: "wish", Title: "Which wish?", Sub: "A wish is met where fairness allows. For what must be, enter time off.", Body: widgets.PadAll(theme.Gap4, form.Content()), Width: 460}
	d.Main = widgets.NewButton("Note the wish", func() {
		p.desk.Submit(d, form, func(ctx context.Context) (workspace.Done, error) {
			first, err := from.Value()
			if err != nil {
				return workspace.Done{}, model.Invalidf("from", "%s", err.Error())
			}
			last, err := until.Value()
			if err != nil {
				return workspace.Done{}, model.Invalidf("until", "%s", err.Error())
			}
			w := model.Wish{PersonID: p.members()[who.Chosen()].ID, Kind: []model.WishKind{model.Avoid, model.Prefer}[kind.Chosen()], From: model.DateOf(first), Until: model.DateOf(last)}
			return p.desk.WS.SaveWish(ctx, w)
		})
	}).Primary().WithID("wish.save")
	p.desk.Shell.Open(d)
}

// addApart asks for two people who are never on call in the same turn.
func (p *Page) addApart() {
	names := p.names()
	if len(names) < 2 {
		return
	}
	a, b := widgets.NewSelect(names, 0, nil).WithID("apart.a"), widgets.NewSelect(names, 1, nil).WithID("apart.b")
	d := &widgets.Dialog{ID: "apart", Title: "Who is not on call together?", Sub: "For the same turn, in any two roles.", Width: 420,
		Body: widgets.PadAll(theme.Gap4, widgets.Row(theme.Gap2, a, widgets.Body("and"), b, widgets.Grow()))}
	d.Main = widgets.NewButton("Keep them apart", func() {
		p.desk.Submit(d, nil, func(ctx context.Context) (workspace.Done, error) {
			m := p.members()
			return p.desk.WS.KeepApart(ctx, m[a.Chosen()].ID, m[b.Chosen()].ID)
		})
	}).Primary().WithID("apart.save")
	p.desk.Shell.Open(d)
}

// members are the rotation's people.
func (p *Page) members() []model.Person {
	var out []model.Person
	for _, id := range p.data.rotation.Members {
		for _, x := range p.data.people {
			if x.ID == id {
				out = append(out, x)
			}
		}
	}
	return out
}

func (p *Page) names() []string {
	var out []string
	for _, x := range p.members() {
		out = append(out, x.Name)
	}
	return out
}
