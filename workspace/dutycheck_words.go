package workspace

import (
	"context"
	"fmt"
	"slices"
	"time"

	"watchbill/model"
)

// DutyFinding is one line of a check: what was found, when, and whom it concerns. Names are empty where there is none.
type DutyFinding struct {
	Kind string // gap, unstaffed, away, double booking, short rest, share of time
	model.Interval
	Rotation, Role, Person string
	Words                  string // what it is, and its measure
}

// DutyFindings returns what a check found, line by line in order of time; shares of time are last.
func (w *Workspace) DutyFindings(ctx context.Context, c DutyCheck) ([]DutyFinding, error) {
	d, err := w.names(ctx)
	if err != nil {
		return nil, err
	}
	now := w.Now()
	var out []DutyFinding
	for _, g := range c.Gaps {
		f := DutyFinding{Kind: "gap", Interval: g.Interval, Words: "no shift for " + model.FormatSpan(g.Duration())}
		f.Rotation, f.Role = d.place(model.Shift{RotationID: g.RotationID, RoleID: g.RoleID})
		if g.Unstaffed {
			f.Kind, f.Words = "unstaffed", "a published shift without a person"
		} else if !g.End.Before(c.Window.End) {
			f.Words = "nothing is published after that"
		}
		out = append(out, f)
	}
	for _, a := range c.Away {
		f := DutyFinding{Kind: "away", Interval: a.Part, Person: d.people[a.PersonID].Name, Words: "time off: " + a.Off.Kind}
		f.Rotation, f.Role = d.place(a.Shift)
		if a.Off.Kind == Left {
			f.Words = "has left the team"
		}
		out = append(out, f)
	}
	for _, b := range c.Doubles {
		f := DutyFinding{Kind: "double booking", Interval: b.Part, Person: d.people[b.A.PersonID].Name, Words: "also " + d.duty(b.B)}
		f.Rotation, f.Role = d.place(b.A)
		out = append(out, f)
	}
	for _, s := range c.Rests {
		f := DutyFinding{Kind: "short rest", Interval: model.Interval{Start: s.Before.End, End: s.After.Start}, Person: d.people[s.PersonID()].Name}
		f.Rotation, f.Role = d.place(s.After)
		f.Words = fmt.Sprintf("%s of rest after %s, the rule asks for %s", model.FormatSpan(s.Rest), d.duty(s.Before), restWords(c.Rules))
		out = append(out, f)
	}
	slices.SortStableFunc(out, func(a, b DutyFinding) int { return a.Start.Compare(b.Start) })
	for _, o := range c.Over {
		out = append(out, DutyFinding{
			Kind: "share of time", Interval: c.Window, Person: d.people[o.PersonID].Name,
			Words: fmt.Sprintf("on call %s of %s, the limit is %s", sharePercent(o.Share), periodWords(c.Window, now), model.FormatPercent(c.Rules.MaxShare)),
		})
	}
	return out, nil
}

// names reads what shifts are named by.
func (w *Workspace) names(ctx context.Context) (desk, error) {
	d := desk{rotations: map[model.ID]model.Rotation{}}
	var err error
	if d.people, err = w.byID(ctx); err != nil {
		return d, err
	}
	rotations, err := w.Rotations(ctx)
	for _, r := range rotations {
		d.rotations[r.ID] = r
	}
	return d, err
}

// place returns the names of a duty's rotation and role.
func (d desk) place(s model.Shift) (rotation, role string) {
	r := d.rotations[s.RotationID]
	x, _ := r.Role(s.RoleID)
	return r.Name, x.Name
}

// duty names a duty without its time: "Payments primary".
func (d desk) duty(s model.Shift) string {
	rotation, role := d.place(s)
	return rotation + " " + role
}

func restWords(r model.DutyRules) string { return model.FormatMinutes(int(r.Rest.Minutes())) }

// sharePercent shows one decimal, so that what is above a limit does not read like the limit itself.
func sharePercent(share float64) string {
	return model.FormatQuantity(float64(int(share*1000+0.5))/10) + " %"
}

// periodWords says which time a share is of: "the next 8 weeks" where it begins now, else its days.
func periodWords(window model.Interval, now time.Time) string {
	if days := int(window.Duration().Hours()/24 + 0.5); window.Start.Equal(now) && days%7 == 0 {
		return "the next " + model.Count(days/7, "week", "weeks")
	}
	return Days(wholeDays(window, window.Start.Location().String()), window.Start.Location().String(), now)
}
