package build

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/rostering"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// drawRight shows what is proven, everybody's load, why the chosen person has theirs, and the comparison with what is published.
func (p *Page) drawRight() {
	col := widgets.Col(theme.Gap3, p.badge())
	if p.result.Rota != nil {
		col.Add(widgets.Row(theme.Gap2, widgets.Grow(widgets.Bold("Duties per person")), widgets.Caption(p.since())))
		col.Add(p.bars())
		col.Add(widgets.CaptionPara("grey: served before · colour: this rota · mark: the bound, nobody can have less without somebody having more"))
		for _, words := range p.asides() {
			col.Add(widgets.CaptionPara(words))
		}
		col.Add(widgets.HRule())
		col.Add(p.why())
		col.Add(widgets.HRule())
		col.Add(p.against())
	}
	p.right.Objects = []fyne.CanvasObject{widgets.PadAll(theme.Gap3, col)}
	p.right.Refresh()
}

// asides are what a manager should know of the people: who takes no part, and who starts with a newcomer's credit.
func (p *Page) asides() []string {
	var out []string
	for _, x := range p.plan.Absent {
		out = append(out, x.Name+" is away or on call elsewhere in every turn and takes no part.")
	}
	for _, x := range p.plan.People {
		if n := p.plan.Credit[x.ID]; n > 0 {
			out = append(out, fmt.Sprintf("%s joined later and starts with %d, what the others served on average before.", x.First(), n))
		}
	}
	return out
}

// badge says what is proven, and nothing more.
func (p *Page) badge() fyne.CanvasObject {
	title, icon, ground, ink := "Provably fairest", theme.IconGood, theme.GoodSoft, theme.Good
	r := p.result
	line := strings.TrimSuffix(strings.TrimPrefix(r.Headline(), "Provably fairest: "), ".")
	sums := fmt.Sprintf("sum of squared loads %s, bound %s", model.FormatQuantity(r.SumSq), model.FormatQuantity(r.Bound))
	switch r.Status {
	case rostering.StatusOptimal:
	case rostering.StatusFeasible:
		title, icon, ground, ink = "Not proven fairest", theme.IconInfo, theme.WarnSoft, theme.Warn
	case rostering.StatusInfeasible:
		title, icon, ground, ink, line, sums = "No rota keeps these rules", theme.IconBad, theme.BadSoft, theme.Bad, "proven: "+firstSentence(p.plan.WhyNot(r)), ""
	default:
		title, icon, ground, ink, line, sums = "No rota found yet", theme.IconWarn, theme.WarnSoft, theme.Warn, "and none excluded: allow more time or relax a rule", ""
	}
	words := widgets.Col(2, widgets.Heading(title), widgets.BodyPara(line))
	if sums != "" {
		words.Add(widgets.CaptionPara(sums))
	}
	return widgets.Stack(widgets.NewBox(ground, ground, theme.RadiusPanel), widgets.PadAll(theme.Gap3, widgets.RowTop(theme.Gap3, widgets.Pad(2, 0, 0, 0, widgets.NewIcon(icon, 18, ink)), widgets.Grow(words))))
}

func firstSentence(s string) string {
	if i := strings.Index(s, ". "); i > 0 {
		return s[:i+1]
	}
	return s
}

// byLoad are the people with the most loaded first.
func (p *Page) byLoad() []model.Person {
	people := slices.Clone(p.plan.People)
	slices.SortStableFunc(people, func(a, b model.Person) int { return p.result.Loads[b.Name] - p.result.Loads[a.Name] })
	return people
}

// manyPeople is how many bars are shown at most.
const manyPeople = 18

func (p *Page) bars() fyne.CanvasObject {
	most, _ := p.result.Spread()
	proven := p.result.Status == rostering.StatusOptimal
	var bars []widgets.Bar
	people := p.byLoad()
	more := 0
	if len(people) > manyPeople { // the ends tell the story; side by side has everybody
		more = len(people) - manyPeople
		people = slices.Concat(people[:manyPeople*2/3], people[len(people)-manyPeople/3:])
	}
	for _, x := range people {
		load := p.result.Loads[x.Name]
		before := p.plan.Before[x.ID]
		b := widgets.Bar{Name: x.First(), Person: x.Colour, Before: float64(before), Value: float64(load - before), Text: fmt.Sprint(load)}
		if proven {
			b.Bound = float64(load)
		}
		if share := p.share(x); share != 1 {
			b.Note = fmt.Sprintf("works %s", model.FormatPercent(share))
		}
		if p.plan.Credit[x.ID] > 0 {
			b.Note = "joined later"
		}
		bars = append(bars, b)
	}
	all := widgets.NewBars(bars, float64(most)*1.05, 0, "")
	if more == 0 {
		return all
	}
	return widgets.Col(theme.Gap1, all, widgets.CaptionPara(fmt.Sprintf("The %d with most and the %d with least; %d are between. Side by side has everybody.", manyPeople*2/3, manyPeople/3, more)))
}

func (p *Page) share(x model.Person) float64 {
	for _, q := range p.plan.Instance.People {
		if q.ID == x.Name {
			return q.Share.Float()
		}
	}
	return 1
}

// why explains the load of the chosen person, the most loaded one to begin with.
func (p *Page) why() fyne.CanvasObject {
	people := p.byLoad()
	names, at := make([]string, len(people)), 0
	for i, x := range people {
		names[i] = x.Name
		if x.Name == p.chosen {
			at = i
		}
	}
	p.chosen = names[at]
	text := widgets.BodyPara("")
	ask := func(i int) {
		p.chosen = names[i]
		if e, ok := p.result.Why(names[i]); ok {
			text.SetText(p.plan.Words(e.Text))
		}
	}
	who := widgets.NewSelect(names, at, ask).WithID("build.why")
	ask(at)
	return widgets.Col(theme.Gap2, widgets.Row(theme.Gap2, widgets.NewIcon(theme.IconHelp, 16, theme.Accent), widgets.Bold(fmt.Sprintf("Why %d?", p.result.Loads[p.chosen])), widgets.Grow(), who), text)
}

// published is who has a turn in a role as published.
func (p *Page) published(t, role int) model.ID {
	return p.plan.Published[p.plan.Rotation.Roles[role].ID][t]
}

// against compares with what is published in the same turns.
func (p *Page) against() fyne.CanvasObject {
	open, some := 0, false
	for t := range p.plan.Turns {
		for i := range p.plan.Rotation.Roles {
			if p.published(t, i) == 0 {
				open++
			} else {
				some = true
			}
		}
	}
	if !some {
		return widgets.Col(theme.Gap1, widgets.Bold("Against the published plan"), widgets.CaptionPara("Nothing is published in these turns."))
	}
	loads := p.plan.LoadsOf(p.published)
	least, most := -1, 0
	for _, x := range p.plan.People {
		n := loads[x.ID]
		most = max(most, n)
		if least < 0 || n < least {
			least = n
		}
	}
	newMost, newLeast := p.result.Spread()
	fact := func(label, was, is string) fyne.CanvasObject {
		return widgets.Row(theme.Gap2, widgets.Grow(widgets.Body(label)), widgets.Body(was).In(theme.Text2), widgets.NewIcon(theme.IconArrowRight, 12, theme.Text3), widgets.Bold(is))
	}
	return widgets.Col(theme.Gap1, widgets.Bold("Against the published plan"), fact("Loads, most–least", fmt.Sprintf("%d–%d", most, least), fmt.Sprintf("%d–%d", newMost, newLeast)),
		fact("Duties nobody has", fmt.Sprint(open), "0"))
}

// compare shows rotas side by side: what is published, the rota in plain order, the one that was kept, and this one.
func (p *Page) compare() {
	if p.result == nil || p.result.Rota == nil {
		return
	}
	run, rotation, from, weeks := p.run, p.plan.Rotation.ID, p.from, p.weeks
	p.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		draft, err := p.desk.WS.PlanDraft(ctx, rotation, from, weeks)
		return func() {
			if run == p.run {
				p.showCompare(draft)
			}
		}, err
	}, nil)
}

func (p *Page) showCompare(draft workspace.DraftPlan) {
	published := p.plan.LoadsOf(p.published)
	inOrder := p.plan.LoadsOf(func(t, i int) model.ID {
		for _, s := range draft.Shifts {
			if s.RoleID == p.plan.Rotation.Roles[i].ID && s.Start.Equal(p.plan.Turns[t].Start) {
				return s.PersonID
			}
		}
		return 0
	})
	people := p.byLoad()
	columns := []widgets.Column{{Title: "Person", Share: 3}, {Title: "Before", Share: 1, Right: true}, {Title: "Published", Share: 1, Right: true}, {Title: "In plain order", Share: 1, Right: true}, {Title: "Kept rota", Share: 1, Right: true}, {Title: "This rota", Share: 1, Right: true}}
	table := widgets.NewTable(columns, theme.RowHeight, func(row, column int) widgets.Cell {
		x := people[row]
		switch column {
		case 0:
			return widgets.Cell{Text: x.Name, Person: x.Colour, Initials: x.Initials()}
		case 1:
			return widgets.Cell{Text: fmt.Sprint(p.plan.Before[x.ID])}
		case 2:
			return widgets.Cell{Text: fmt.Sprint(published[x.ID])}
		case 3:
			return widgets.Cell{Text: fmt.Sprint(inOrder[x.ID])}
		case 4:
			if p.kept == nil {
				return widgets.Cell{Text: "–"}
			}
			return widgets.Cell{Text: fmt.Sprint(p.kept.result.Loads[x.Name])}
		}
		return widgets.Cell{Text: fmt.Sprint(p.result.Loads[x.Name]), Bold: true}
	})
	table.SetLength(len(people))
	d := &widgets.Dialog{ID: "compare", Title: "Loads side by side", Sub: "What each carries over, and the load with each rota. The plain order does not look at time off.", Body: table, Width: 760, Height: 460, CancelLabel: "Close"}
	d.Main = widgets.NewButton("Keep this rota to compare", func() {
		p.kept = &answer{p.plan, p.result}
		d.Close()
		p.desk.Say("Kept. Change a rule and compare the next rota with it.")
	}).Primary().WithID("compare.keep")
	p.desk.Shell.Open(d)
}

// export writes the question and the answer with its proof, for everybody to check with “watchbill rota verify”.
func (p *Page) export() {
	if p.result == nil || p.result.Rota == nil {
		return
	}
	plan, result := p.plan, p.result
	base := strings.ReplaceAll(strings.ToLower(plan.Rotation.Name), " ", "-")
	p.desk.Files.Save(base+"-rota.json", func(path string) {
		instance := strings.TrimSuffix(path, ".json") + ".instance.json"
		p.desk.Write(instance, func(_ context.Context, w io.Writer) error {
			e := json.NewEncoder(w)
			e.SetIndent("", " ")
			return e.Encode(plan.Instance)
		})
		p.desk.Write(path, func(_ context.Context, w io.Writer) error { return result.WriteJSON(w) })
	})
}
