package build

import (
	"context"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// Repair works out the fewest changes to what is published of a rotation after which everybody's time off and the rules are kept
// again, shows them, and makes them when asked to. It is what “find cover” means when it is left to the engine.
func Repair(d *desk.Desk, rotation model.ID) {
	d.Shell.Do(func(ctx context.Context) (func(), error) {
		r, err := d.WS.PlanRepair(ctx, rotation)
		if err != nil {
			return nil, err
		}
		people, err := d.WS.AllPeople(ctx)
		return func() { showRepair(d, r, people) }, err
	}, nil)
}

func showRepair(d *desk.Desk, r workspace.Repair, people []model.Person) {
	by := map[model.ID]model.Person{0: {Name: "nobody"}}
	for _, x := range people {
		by[x.ID] = x
	}
	changes := r.Change.Changes
	dialog := &widgets.Dialog{ID: "repair", Title: "Repair " + r.Plan.Rotation.Name + "?", Sub: "What has begun stays as it is.", Width: 620, CancelLabel: "Close"}
	col := widgets.Col(theme.Gap2, widgets.BodyPara(r.Say()))
	if !r.Possible() {
		for _, w := range r.Result.WaysOut {
			col.Add(widgets.Row(theme.Gap2, widgets.NewIcon(theme.IconCheck, 16, theme.Good), widgets.Grow(widgets.BodyPara(capital(r.Plan.WayOut(w))+"."))))
		}
	}
	body := widgets.PadAll(theme.Gap4, col)
	if len(changes) > 0 {
		table := widgets.NewTable([]widgets.Column{{Title: "Shift from", Share: 3}, {Title: "Role", Share: 2}, {Title: "Was", Share: 3}, {Title: "Becomes", Share: 3}}, theme.RowHeight,
			func(row, column int) widgets.Cell { return repairCell(r, changes[row], by, column) })
		table.SetLength(len(changes))
		body = widgets.Col(0, body, widgets.Grow(table))
		dialog.Height = min(560, 190+float32(len(changes)+1)*theme.RowHeight)
	}
	dialog.Body = body
	dialog.Main = widgets.NewButton("Make these changes", func() {
		d.Submit(dialog, nil, func(ctx context.Context) (workspace.Done, error) { return d.WS.ApplyRepair(ctx, r) })
	}).Primary().WithID("repair.do")
	if len(changes) == 0 {
		dialog.Main.DisableBecause("there is nothing to change")
	}
	d.Shell.Open(dialog)
}

func repairCell(r workspace.Repair, c model.Change, by map[model.ID]model.Person, column int) widgets.Cell {
	s := c.After
	if c.Kind() == "removed" {
		s = c.Before
	}
	person := func(id model.ID) widgets.Cell {
		x := by[id]
		if id == 0 {
			return widgets.Cell{Text: x.Name, Ink: theme.Text3}
		}
		return widgets.Cell{Text: x.Name, Person: x.Colour, Initials: x.Initials()}
	}
	switch column {
	case 0:
		return widgets.Cell{Text: s.Start.Format("Mon 2 Jan 2006, 15:04")}
	case 1:
		role, _ := r.Plan.Rotation.Role(s.RoleID)
		return widgets.Cell{Text: role.Name}
	case 2:
		return person(c.Before.PersonID)
	}
	return person(c.After.PersonID)
}

// repair opens the repair of this page's rotation.
func (p *Page) repair() {
	if p.data.rotation.ID != 0 {
		Repair(p.desk, p.data.rotation.ID)
	}
}
