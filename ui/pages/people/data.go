package people

import (
	"context"
	"slices"
	"time"

	"watchbill/model"
	"watchbill/workspace"
)

// row is one person with what the table says of them.
type row struct {
	person      model.Person
	past, ahead time.Duration
	off         []model.TimeOff // from today on, by start
	touched     [][]workspace.AwayDuty
	over        []model.TimeOff // of the last year, the latest first
}

type data struct {
	team      model.Team
	rows      []row
	now       time.Time
	choice    choice
	rotations []model.Rotation
	rules     model.DutyRules
	loads     workspace.LoadsView // of all rotations
	table     workspace.LoadsView // of the chosen one
}

const span = 8 * 7 * 24 * time.Hour

// Load implements shell.Page.
func (p *Page) Load(ctx context.Context) (func(), error) {
	d := data{now: p.desk.WS.Now()}
	var err error
	d.team, err = p.desk.WS.Team(ctx)
	if model.CodeOf(err) == model.NotFound {
		return func() { p.show(d) }, nil
	}
	if err != nil {
		return nil, err
	}
	if err := p.read(ctx, &d); err != nil {
		return nil, err
	}
	return func() { p.show(d) }, nil
}

func (p *Page) read(ctx context.Context, d *data) error {
	ws := p.desk.WS
	people, err := ws.AllPeople(ctx)
	if err != nil {
		return err
	}
	duties, err := ws.Duties(ctx, model.Interval{Start: d.now.Add(-span), End: d.now.Add(span)})
	if err != nil {
		return err
	}
	off, err := ws.Reader().TimeOff(ctx, d.team.ID, model.Interval{Start: d.now, End: d.now.AddDate(3, 0, 0)})
	if err != nil {
		return err
	}
	touched, err := ws.DutiesAway(ctx, off...)
	if err != nil {
		return err
	}
	over, err := ws.Reader().TimeOff(ctx, d.team.ID, model.Interval{Start: d.now.AddDate(-1, 0, 0), End: d.now})
	if err != nil {
		return err
	}
	over = slices.DeleteFunc(over, func(t model.TimeOff) bool { return t.End.After(d.now) })
	past := model.TimeOnCall(duties, model.Interval{Start: d.now.Add(-span), End: d.now})
	ahead := model.TimeOnCall(duties, model.Interval{Start: d.now, End: d.now.Add(span)})
	for _, person := range people {
		r := row{person: person, past: past[person.ID], ahead: ahead[person.ID]}
		for i, t := range off {
			if t.PersonID == person.ID {
				r.off, r.touched = append(r.off, t), append(r.touched, touched[i])
			}
		}
		for _, t := range slices.Backward(over) {
			if t.PersonID == person.ID {
				r.over = append(r.over, t)
			}
		}
		d.rows = append(d.rows, r)
	}
	return d.readLoads(ctx, ws, *p.asked.Load())
}

func (d *data) readLoads(ctx context.Context, ws *workspace.Workspace, c choice) (err error) {
	d.choice = c
	today, err := ws.Today(ctx)
	if err != nil {
		return err
	}
	if d.rotations, err = ws.Rotations(ctx); err != nil {
		return err
	}
	if d.rules, err = ws.DutyRules(ctx); err != nil {
		return err
	}
	if !slices.ContainsFunc(d.rotations, func(r model.Rotation) bool { return r.ID == c.rotation }) {
		d.choice.rotation = 0
	}
	if d.loads, err = ws.Loads(ctx, periods[c.period].days(today), 0); err != nil {
		return err
	}
	d.table = d.loads
	if d.choice.rotation != 0 {
		d.table, err = ws.Loads(ctx, d.loads.Days, d.choice.rotation)
	}
	return err
}
