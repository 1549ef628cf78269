package rotations

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// several are the shifts that are selected, each once, in order of time.
func (p *Page) several() []model.Shift {
	var out []model.Shift
	seen := map[model.ID]bool{}
	for _, block := range p.picked {
		if s, ok := p.find(block); ok && !seen[s.ID] {
			seen[s.ID] = true
			out = append(out, s)
		}
	}
	model.SortShifts(out)
	return out
}

// severalChosen reports whether two or more shifts are selected, and else what to do.
func (p *Page) severalChosen() (bool, string) {
	return len(p.several()) > 1, "select several shifts first: Shift and arrows, or drag a frame"
}

// many is the side of several shifts: how long, whose, and what can be done with all of them.
func (p *Page) many() fyne.CanvasObject {
	shifts := p.several()
	by := map[model.ID]time.Duration{}
	var people []model.ID
	var total time.Duration
	for _, s := range shifts {
		if _, ok := by[s.PersonID]; !ok {
			people = append(people, s.PersonID)
		}
		by[s.PersonID] += s.Duration()
		total += s.Duration()
	}
	col := widgets.Col(theme.Gap2, widgets.Heading(model.Count(len(shifts), "shift", "shifts")),
		widgets.CaptionPara(p.daysOf(wholeDays(model.Interval{Start: shifts[0].Start, End: shifts[len(shifts)-1].End}, p.data.zone))+", "+hours(total)+" in all"))
	for _, id := range people {
		col.Add(p.personHours(id, by[id]))
	}
	give := widgets.NewButton("Reassign all…", p.reassignMany).WithIcon(theme.IconPerson).Primary().WithID("many.reassign")
	clear := widgets.NewButton("Take all off", p.clearMany).WithIcon(theme.IconClose).WithHint("leave the shifts with nobody").WithID("many.clear")
	col.Add(widgets.Col(theme.Gap2, give, clear))
	col.Add(widgets.CaptionPara("One step: all of them or none, and one Ctrl+Z takes it back."))
	return widgets.Col(0, p.sideHead("Selected"), widgets.HRule(), widgets.Grow(widgets.Scroll(widgets.PadAll(theme.Gap3, col))), widgets.HRule(), p.openThings())
}

func (p *Page) personHours(id model.ID, d time.Duration) fyne.CanvasObject {
	row := widgets.Row(theme.Gap2)
	if x, ok := p.data.byID[id]; ok {
		row.Add(widgets.NewTile(x.Colour, x.Initials()))
	}
	row.Add(widgets.Grow(widgets.Ellipsis(widgets.Body(p.fullName(id)))))
	row.Add(widgets.Body(hours(d)).In(theme.Text2))
	return row
}

func (p *Page) clearMany() { p.clear(p.picked) }

// reassignMany asks who takes all selected shifts.
func (p *Page) reassignMany() {
	shifts := p.several()
	ids := make([]model.ID, len(shifts))
	for i, s := range shifts {
		ids[i] = s.ID
	}
	if len(ids) == 0 {
		return
	}
	p.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		all, err := p.desk.WS.Candidates(ctx, ids...)
		return func() {
			title := fmt.Sprintf("Who takes these %d shifts?", len(ids))
			sub := p.daysOf(wholeDays(model.Interval{Start: shifts[0].Start, End: shifts[len(shifts)-1].End}, p.data.zone))
			p.askWho(question{id: "reassign", title: title, sub: sub, verb: "Give them"}, all, func(ctx context.Context, person model.ID) (workspace.Done, error) {
				return p.desk.WS.ReassignAll(ctx, ids, person)
			})
		}, err
	}, nil)
}
