package workspace

import (
	"context"
	"slices"
	"time"

	"watchbill/model"
)

// OnCall is who holds a rotation's roles at a moment.
type OnCall struct {
	Rotation model.Rotation
	Roles    []RoleNow
}

// RoleNow is one role at a moment.
type RoleNow struct {
	Role      model.Role
	Shift     model.Shift // as it is served; one that does not exist: nobody's turn now
	Person    model.Person
	Beside    []Serving // who was added beside
	Away      bool      // the person has time off now, or has left
	Next      model.Shift
	NextUp    model.Person
	Published bool // anything of the role was ever published
	Begun     bool // a published shift of the role has begun, this one or an earlier
}

// Serving is somebody who was added to a role.
type Serving struct {
	Shift  model.Shift
	Person model.Person
	Away   bool
}

// OnCall returns who is on call at a moment, per rotation and role.
func (w *Workspace) OnCall(ctx context.Context, at time.Time) ([]OnCall, error) {
	team, err := w.Team(ctx)
	if err != nil {
		return nil, err
	}
	people, err := w.byID(ctx)
	if err != nil {
		return nil, err
	}
	rotations, err := w.Rotations(ctx)
	if err != nil {
		return nil, err
	}
	off, err := w.absences(ctx, team, model.Interval{Start: at, End: at.Add(time.Second)})
	if err != nil {
		return nil, err
	}
	var out []OnCall
	for _, r := range rotations {
		c, err := w.Reader().Coverage(ctx, r, model.Interval{Start: at, End: endOfTime})
		if err != nil {
			return nil, err
		}
		o := OnCall{Rotation: r}
		for _, role := range r.Roles {
			n := RoleNow{Role: role}
			for i, s := range c.All(role.ID, at) {
				if i == 0 {
					n.Shift = s
					continue
				}
				n.Beside = append(n.Beside, Serving{s, people[s.PersonID], isOff(off, s.PersonID, at)})
			}
			n.Next, _ = c.Next(role.ID, at)
			n.Person, n.NextUp = people[n.Shift.PersonID], people[n.Next.PersonID]
			n.Away = isOff(off, n.Person.ID, at)
			first, published := c.Begun(role.ID)
			n.Published, n.Begun = published, published && !first.After(at)
			o.Roles = append(o.Roles, n)
		}
		out = append(out, o)
	}
	return out, nil
}

func isOff(off []model.TimeOff, person model.ID, at time.Time) bool {
	return slices.ContainsFunc(off, func(t model.TimeOff) bool { return t.PersonID == person && person != 0 && t.Contains(at) })
}

func (w *Workspace) byID(ctx context.Context) (map[model.ID]model.Person, error) {
	all, err := w.AllPeople(ctx)
	out := make(map[model.ID]model.Person, len(all))
	for _, p := range all {
		out[p.ID] = p
	}
	return out, err
}

// Ahead is how far Today looks for gaps.
const Ahead = 8 * 7 * 24 * time.Hour

// CoverageAhead is how much of the role-hours of the next eight weeks has somebody.
type CoverageAhead struct {
	Covered, Asked time.Duration
	Gaps           []model.Gap
	Away           []model.AwayShift // who is off, or has left the team (Off.Kind is Left)
}

// Left is the kind of the absence of somebody who is no longer in the team.
const Left = "left"

// absences returns the team's time off in window, and with it the time after people have left: their shifts need cover as well.
func (w *Workspace) absences(ctx context.Context, team model.Team, window model.Interval) ([]model.TimeOff, error) {
	off, err := w.Reader().TimeOff(ctx, team.ID, window)
	if err != nil {
		return nil, err
	}
	people, err := w.Reader().People(ctx, team.ID)
	for _, p := range people {
		if gone, left := leaving(p); left && gone.Before(window.End) {
			off = append(off, model.TimeOff{PersonID: p.ID, Interval: model.Interval{Start: gone, End: endOfTime}, AllDay: true, Kind: Left})
		}
	}
	return off, err
}

// CoverageAhead looks at the next eight weeks of all rotations.
func (w *Workspace) CoverageAhead(ctx context.Context) (CoverageAhead, error) {
	var out CoverageAhead
	team, err := w.Team(ctx)
	if err != nil {
		return out, err
	}
	rotations, err := w.Rotations(ctx)
	if err != nil {
		return out, err
	}
	now := w.Now()
	window := model.Interval{Start: now, End: now.Add(Ahead)}
	off, err := w.absences(ctx, team, window)
	if err != nil {
		return out, err
	}
	for _, r := range rotations {
		c, err := w.Reader().Coverage(ctx, r, window)
		if err != nil {
			return out, err
		}
		covered, asked := c.Share(window)
		out.Covered += covered
		out.Asked += asked
		out.Gaps = append(out.Gaps, c.Gaps(window)...)
		for _, a := range model.Away(c.Duties(), off) {
			if a.Part.Overlaps(window) {
				out.Away = append(out.Away, a)
			}
		}
	}
	slices.SortStableFunc(out.Gaps, func(a, b model.Gap) int { return a.Start.Compare(b.Start) })
	slices.SortStableFunc(out.Away, func(a, b model.AwayShift) int { return a.Part.Start.Compare(b.Part.Start) })
	return out, nil
}
