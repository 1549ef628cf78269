package workspace

import (
	"context"
	"fmt"
	"slices"
	"time"

	"watchbill/chart"
	"watchbill/model"
	"watchbill/report"
	"watchbill/storage"
)

// PrintOptions say what of the rota is printed.
type PrintOptions struct {
	From, Until time.Time        // whole days of the zone are made of it; Until exclusive
	Rotations   []model.Rotation // none: all of the team
	Draft       bool             // what the drafts would change, too
	People      bool             // a row for each person, with time off
	Paper       report.Paper     // empty: A4
	Zone        string           // whose days are drawn; empty: the team's
}

// longestPrint is the longest period that is printed.
const longestPrint = 3 * 366 * 24 * time.Hour

// PrintRota returns the rota of a period to hang up: roles with who really serves, gaps and drafts, then people with their time off.
func (w *Workspace) PrintRota(ctx context.Context, o PrintOptions) (report.Rota, error) {
	scope, team, loc, err := w.reportScope(ctx, "")
	if err != nil {
		return report.Rota{}, err
	}
	if o.Zone != "" {
		if loc, err = model.Zone(o.Zone); err != nil {
			return report.Rota{}, err
		}
		scope.Zone, scope.Made = o.Zone, w.Now().In(loc)
	}
	window := wholeDays(model.Interval{Start: o.From, End: o.Until}, loc.String())
	switch {
	case !o.Until.After(o.From):
		return report.Rota{}, model.Invalidf("until", "The period ends before it begins. Choose a later end.")
	case window.Duration() > longestPrint:
		return report.Rota{}, model.Invalidf("until", "At most three years are printed at once. Choose a shorter period.")
	}
	if len(o.Rotations) == 0 {
		if o.Rotations, err = w.Rotations(ctx); err != nil {
			return report.Rota{}, err
		}
	}
	scope.Period = printedPeriod(window)
	out := report.Rota{Scope: scope, Paper: o.Paper, From: window.Start, To: window.End, Now: w.Now().In(loc), Draft: o.Draft}
	if len(o.Rotations) == 1 {
		out.Name = o.Rotations[0].Name
	}
	p := printer{window: window, loc: loc, now: w.Now(), options: o}
	if err := p.read(ctx, w.Reader(), team); err != nil {
		return out, err
	}
	for _, r := range o.Rotations {
		g, err := p.group(ctx, w.Reader(), r)
		if err != nil {
			return out, err
		}
		out.Groups = append(out.Groups, g)
	}
	if o.People {
		out.People = p.rows(o.Rotations)
	}
	for _, h := range p.holidays {
		out.Holidays = append(out.Holidays, chart.DayNote{Day: h.Day.Start(loc), Text: h.Name})
	}
	for _, f := range p.freezes {
		out.Freezes = append(out.Freezes, report.RotaSpan{Start: f.Start.In(loc), End: f.End.In(loc), Name: f.Name})
	}
	return out, nil
}

// printedPeriod says whole days: "16 Nov 2026 – 10 Jan 2027", "1–30 Nov 2026".
func printedPeriod(window model.Interval) string {
	first, last := window.Start, window.End.Add(-time.Second)
	switch {
	case first.Year() != last.Year():
		return first.Format("2 Jan 2006") + " – " + last.Format("2 Jan 2006")
	case first.Month() != last.Month():
		return first.Format("2 Jan") + " – " + last.Format("2 Jan 2006")
	case first.Day() != last.Day():
		return fmt.Sprintf("%d–%s", first.Day(), last.Format("2 Jan 2006"))
	}
	return first.Format("2 Jan 2006")
}

// printer holds what the rows of a printed rota are made of.
type printer struct {
	window   model.Interval
	loc      *time.Location
	now      time.Time
	options  PrintOptions
	people   []model.Person
	byID     map[model.ID]model.Person
	short    map[model.ID]string // names for tight places
	off      []model.TimeOff
	holidays []model.Holiday
	freezes  []model.Freeze
	duties   []model.Shift // of the rotations, as they are served
}

func (p *printer) read(ctx context.Context, r storage.Reader, team model.Team) (err error) {
	if p.people, err = r.People(ctx, team.ID); err != nil {
		return err
	}
	p.byID, p.short = map[model.ID]model.Person{}, shortNames(p.people)
	for _, x := range p.people {
		p.byID[x.ID] = x
	}
	if p.off, err = r.TimeOff(ctx, team.ID, p.window); err != nil {
		return err
	}
	calendar, err := r.Holidays(ctx, team.ID)
	if err != nil {
		return err
	}
	here := slices.DeleteFunc(slices.Clone(p.people), func(x model.Person) bool { return p.gone(x) })
	p.holidays = calendar.Shared(here, model.DateOf(p.window.Start), model.DateOf(p.window.End))
	p.freezes, err = r.Freezes(ctx, team.ID, p.window)
	return err
}

// gone reports whether a person left before the period.
func (p *printer) gone(x model.Person) bool {
	return !x.Left.IsZero() && !x.Left.Start(p.loc).After(p.window.Start)
}

// group is a rotation's roles: who serves, gaps up to the end of what is published, and the draft where it differs.
func (p *printer) group(ctx context.Context, r storage.Reader, rotation model.Rotation) (report.RotaGroup, error) {
	g := report.RotaGroup{Name: rotation.Name, About: rotation.Describe(p.now)}
	duties, err := r.RotationDuties(ctx, rotation.ID, p.window)
	if err != nil {
		return g, err
	}
	p.duties = append(p.duties, duties...)
	draft, err := p.draft(ctx, r, rotation)
	if err != nil {
		return g, err
	}
	until, err := r.PublishedUntil(ctx, rotation)
	if err != nil {
		return g, err
	}
	coverage, err := r.Coverage(ctx, rotation, p.window)
	if err != nil {
		return g, err
	}
	gaps := coverage.Gaps(p.window.Intersect(model.Interval{Start: p.window.Start, End: until}))
	for _, role := range rotation.Roles {
		row := report.RotaRole{Name: role.Name, Turns: p.turns(duties, role.ID), Draft: p.turns(draft, role.ID)}
		for _, gap := range gaps {
			if gap.RoleID == role.ID && !gap.Unstaffed {
				row.Turns = append(row.Turns, chart.Turn{Start: gap.Start.In(p.loc), End: gap.End.In(p.loc)})
			}
		}
		g.Roles = append(g.Roles, row)
	}
	return g, nil
}

// draft is what a rotation's draft changes of what is published, where it is asked for.
func (p *printer) draft(ctx context.Context, r storage.Reader, rotation model.Rotation) ([]model.Shift, error) {
	if !p.options.Draft {
		return nil, nil
	}
	draft, err := r.RotationShifts(ctx, rotation.ID, model.Draft, p.window)
	if err != nil || len(draft) == 0 {
		return nil, err
	}
	published, err := r.RotationShifts(ctx, rotation.ID, model.Published, p.window)
	return model.Differing(draft, published), err
}

func (p *printer) turns(shifts []model.Shift, role model.ID) []chart.Turn {
	var out []chart.Turn
	for _, s := range shifts {
		if s.RoleID != role {
			continue
		}
		t := chart.Turn{Start: s.Start.In(p.loc), End: s.End.In(p.loc)}
		if x, ok := p.byID[s.PersonID]; ok {
			t.Name, t.Short, t.Person = x.First(), p.short[x.ID], x.Colour
		}
		out = append(out, t)
	}
	return out
}

// rows are the people: everybody of the team where all rotations are printed, else those who serve in these.
func (p *printer) rows(rotations []model.Rotation) []report.RotaPerson {
	var out []report.RotaPerson
	for _, x := range p.people {
		row := report.RotaPerson{Name: nameWith(x, p.short[x.ID]), Person: x.Colour}
		var served []model.Interval
		for _, s := range p.duties {
			if cut := s.Interval.Intersect(p.window); s.PersonID == x.ID && !cut.Empty() {
				served = append(served, cut)
				row.Duties = append(row.Duties, report.RotaSpan{Start: s.Start.In(p.loc), End: s.End.In(p.loc)})
			}
		}
		if len(served) == 0 && (p.gone(x) || len(rotations) == 1) {
			continue
		}
		row.Hours = model.TotalDuration(served).Hours()
		for _, t := range p.off {
			if t.PersonID == x.ID {
				row.Away = append(row.Away, report.RotaSpan{Start: t.Start.In(p.loc), End: t.End.In(p.loc), Name: t.Kind})
			}
		}
		out = append(out, row)
	}
	return out
}
