package build

import (
	"context"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

func (p *Page) addWishes(col *fyne.Container) {
	col.Add(widgets.Pad(theme.Gap2, 0, 0, 0, widgets.Row(0, widgets.Grow(widgets.Bold("Wishes")), widgets.NewIconButton(theme.IconPlus, "Note a wish…", p.addWish).Quiet().WithID("build.add-wish"))))
	if len(p.plan.Wishes) == 0 {
		col.Add(widgets.CaptionPara("None in this period. A wish is met where fairness allows."))
	}
	for _, w := range p.plan.Wishes {
		words, ink := p.met(w)
		text := widgets.Col(0, widgets.Ellipsis(widgets.Body(p.name(w.PersonID)+": "+wishWords(w))), widgets.Caption(words).In(ink))
		edit := widgets.NewIconButton(theme.IconEdit, "Change the wish", func() { p.editWish(w) }).Quiet().WithID(fmt.Sprintf("wish.%d.edit", w.ID))
		col.Add(widgets.Row(0, widgets.Grow(text), edit, widgets.NewIconButton(theme.IconClose, "Delete the wish", func() {
			p.desk.Change(func(ctx context.Context) (workspace.Done, error) { return p.desk.WS.DeleteWish(ctx, w.ID) }, nil, nil)
		}).Quiet().WithID(fmt.Sprintf("wish.%d.delete", w.ID))))
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
func (p *Page) addWish() { p.editWish(model.Wish{}) }

// editWish opens the form of a wish, a new one when the ID is zero.
func (p *Page) editWish(w model.Wish) {
	loc := desk.Zone(p.data.team)
	first, last, title, action := p.from.In(loc), p.from.In(loc), "Which wish?", "Note the wish"
	if w.ID != 0 {
		first, last, title, action = w.From.Start(utc), w.Until.Start(utc), "Change this wish", "Save the wish"
	}
	members := p.members()
	at := max(0, slices.IndexFunc(members, func(x model.Person) bool { return x.ID == w.PersonID }))
	who := widgets.NewSelect(p.names(), at, nil).WithID("wish.person")
	kinds := []model.WishKind{model.Avoid, model.Prefer}
	kind := widgets.NewSelect([]string{"would rather not be on call", "would like to be on call"}, max(0, slices.Index(kinds, w.Kind)), nil).WithID("wish.kind")
	from, until := widgets.NewDateField(first, p.data.now.In(loc)).WithID("wish.from"), widgets.NewDateField(last, p.data.now.In(loc)).WithID("wish.until")
	form := widgets.NewForm()
	form.Add("person", "Who", who, "").Add("kind", "", kind, "").Add("from", "First day", from, "").Add("until", "Last day", until, "")
	d := &widgets.Dialog{ID: "wish", Title: title, Sub: "A wish is met where fairness allows. For what must be, enter time off.", Body: widgets.PadAll(theme.Gap4, form.Content()), Width: 460}
	d.Main = widgets.NewButton(action, func() {
		p.desk.Submit(d, form, func(ctx context.Context) (workspace.Done, error) {
			first, err := from.Value()
			if err != nil {
				return workspace.Done{}, model.Invalidf("from", "%s", err.Error())
			}
			last, err := until.Value()
			if err != nil {
				return workspace.Done{}, model.Invalidf("until", "%s", err.Error())
			}
			return p.desk.WS.SaveWish(ctx, model.Wish{ID: w.ID, PersonID: members[who.Chosen()].ID, Kind: kinds[kind.Chosen()], From: model.DateOf(first), Until: model.DateOf(last)})
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
	d := &widgets.Dialog{
		ID: "apart", Title: "Who is not on call together?", Sub: "For the same turn, in any two roles.", Width: 420,
		Body: widgets.PadAll(theme.Gap4, widgets.Row(theme.Gap2, a, widgets.Body("and"), b, widgets.Grow())),
	}
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
	for _, id := range p.data.rotation.People() {
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
