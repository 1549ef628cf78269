package workspace

import (
	"cmp"
	"context"
	"fmt"
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
	Shift     model.Shift // zero ID: no shift now
	Person    model.Person
	Away      bool // the person has time off now
	Next      model.Shift
	NextUp    model.Person
	Published bool // anything of the role was ever published
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
	off, err := w.Reader().TimeOff(ctx, team.ID, model.Interval{Start: at, End: at.Add(time.Second)})
	if err != nil {
		return nil, err
	}
	var out []OnCall
	for _, r := range rotations {
		shifts, err := w.Reader().RotationShifts(ctx, r.ID, model.Published, model.Interval{})
		if err != nil {
			return nil, err
		}
		c := model.NewCoverage(r, shifts)
		o := OnCall{Rotation: r}
		for _, role := range r.Roles {
			n := RoleNow{Role: role}
			n.Shift, _ = c.At(role.ID, at)
			n.Next, _ = c.Next(role.ID, at)
			n.Person, n.NextUp = people[n.Shift.PersonID], people[n.Next.PersonID]
			n.Away = slices.ContainsFunc(off, func(t model.TimeOff) bool { return t.PersonID == n.Person.ID && t.Contains(at) })
			n.Published = slices.ContainsFunc(shifts, func(s model.Shift) bool { return s.RoleID == role.ID })
			o.Roles = append(o.Roles, n)
		}
		out = append(out, o)
	}
	return out, nil
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

// NeedKind is what kind of thing needs the manager.
type NeedKind string

const (
	NeedCover    NeedKind = "cover"    // a shift whose person is away
	NeedPerson   NeedKind = "person"   // a gap or an unstaffed shift
	NeedPublish  NeedKind = "publish"  // the published rota ends soon
	NeedCapacity NeedKind = "capacity" // an order is due
	NeedToil     NeedKind = "toil"     // somebody is over the cap
	NeedBackup   NeedKind = "backup"   // no backup for a week
)

// Need is one thing that needs the manager, with where it leads.
type Need struct {
	Kind     NeedKind
	Urgent   bool // now or within days; else soon
	When     time.Time
	Title    string
	Detail   string
	Rotation model.ID
	Shift    model.ID
	Resource model.ID
	Person   model.ID
}

// CoverageAhead is how much of the role-hours of the next eight weeks has somebody.
type CoverageAhead struct {
	Covered, Asked time.Duration
	Gaps           []model.Gap
	Away           []model.AwayShift
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
	off, err := w.Reader().TimeOff(ctx, team.ID, window)
	if err != nil {
		return out, err
	}
	for _, r := range rotations {
		shifts, err := w.Reader().RotationShifts(ctx, r.ID, model.Published, model.Interval{})
		if err != nil {
			return out, err
		}
		c := model.NewCoverage(r, shifts)
		covered, asked := c.Share(window)
		out.Covered += covered
		out.Asked += asked
		out.Gaps = append(out.Gaps, c.Gaps(window)...)
		for _, a := range model.Away(shifts, off) {
			if a.End.After(now) && a.Start.Before(window.End) {
				out.Away = append(out.Away, a)
			}
		}
	}
	slices.SortStableFunc(out.Gaps, func(a, b model.Gap) int { return a.Start.Compare(b.Start) })
	slices.SortStableFunc(out.Away, func(a, b model.AwayShift) int { return a.Part.Start.Compare(b.Part.Start) })
	return out, nil
}

// Needs returns what needs the manager, most urgent first.
func (w *Workspace) Needs(ctx context.Context) ([]Need, error) {
	var out []Need
	for _, find := range []func(context.Context) ([]Need, error){w.coverNeeds, w.capacityNeeds, w.toilNeeds, w.backupNeeds} {
		found, err := find(ctx)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	slices.SortStableFunc(out, func(a, b Need) int {
		return cmp.Or(-compareBool(a.Urgent, b.Urgent), a.When.Compare(b.When))
	})
	return out, nil
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	default:
		return -1
	}
}

func (w *Workspace) coverNeeds(ctx context.Context) ([]Need, error) {
	ahead, err := w.CoverageAhead(ctx)
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
	d := desk{people: people, rotations: map[model.ID]model.Rotation{}}
	for _, r := range rotations {
		d.rotations[r.ID] = r
	}
	now := w.Now()
	var out []Need
	for _, a := range ahead.Away {
		zone := d.rotations[a.RotationID].Zone
		out = append(out, Need{
			Kind: NeedCover, Urgent: true, When: a.Part.Start, Rotation: a.RotationID, Shift: a.Shift.ID, Person: a.PersonID,
			Title:  fmt.Sprintf("%s is away while on call %s", people[a.PersonID].First(), Days(a.Part, zone, now)),
			Detail: fmt.Sprintf("%s. Time off (%s) over a published shift: it stays theirs until somebody covers it.", d.name(a.Shift, now), a.Off.Kind),
		})
	}
	horizon := now.Add(Ahead)
	ends := map[model.ID]bool{}
	for _, g := range ahead.Gaps {
		if open := !g.Unstaffed && !g.End.Before(horizon); open {
			if ends[g.RotationID] { // one rotation is published at once, whatever its roles
				continue
			}
			ends[g.RotationID] = true
		}
		if n := d.gapNeed(g, now, horizon); n.Title != "" {
			out = append(out, n)
		}
	}
	return out, nil
}

// gapNeed words a gap; the open end of the published rota is a matter of publishing, not of finding cover.
func (d desk) gapNeed(g model.Gap, now, horizon time.Time) Need {
	r := d.rotations[g.RotationID]
	role, _ := r.Role(g.RoleID)
	hours := model.Count(int(g.Duration().Hours()+0.5), "hour", "hours")
	n := Need{Kind: NeedPerson, Urgent: true, When: g.Start, Rotation: g.RotationID, Shift: g.ShiftID}
	loc, err := model.Zone(r.Zone)
	if err != nil {
		return n
	}
	switch {
	case g.Unstaffed:
		n.Title = fmt.Sprintf("Nobody’s name on %s %s", role.Name, Days(g.Interval, r.Zone, now))
		n.Detail = fmt.Sprintf("%s: the shift is published without a person, %s.", r.Name, hours)
	case !g.End.Before(horizon):
		n.Kind, n.Urgent = NeedPublish, g.Start.Before(now.Add(14*24*time.Hour))
		n.Title = fmt.Sprintf("%s ends %s", r.Name, model.FormatDate(g.Start.In(loc), now))
		n.Detail = "Nothing is published after that. Build a draft and publish it, so that everybody knows their weeks."
	default:
		n.Title = fmt.Sprintf("Nobody on call %s", Days(g.Interval, r.Zone, now))
		n.Detail = fmt.Sprintf("%s %s has no shift there, %s open.", r.Name, role.Name, hours)
	}
	return n
}

func (w *Workspace) capacityNeeds(ctx context.Context) ([]Need, error) {
	views, err := w.Capacity(ctx, Outlook{})
	if err != nil {
		return nil, err
	}
	now := w.Now()
	var out []Need
	for _, v := range views {
		full := v.Result != nil && v.Result.Full.Already
		if v.Old {
			continue // what was forecast so long ago is no news
		}
		if !full && (!v.OrderBy.Known || v.OrderBy.After(now.Add(30*24*time.Hour))) {
			continue
		}
		n := Need{Kind: NeedCapacity, Urgent: v.Overdue || full, When: v.OrderBy.Time, Resource: v.Resource.ID}
		switch {
		case full:
			n.Title, n.When = v.Resource.Name+" is at its limit", now
		case v.Overdue:
			n.Title = fmt.Sprintf("%s: the order is overdue since %s", v.Resource.Name, model.FormatDate(v.OrderBy.Time, now))
		default:
			n.Title = fmt.Sprintf("%s: order by %s", v.Resource.Name, model.FormatDate(v.OrderBy.Time, now))
		}
		n.Detail = v.Say(now)
		out = append(out, n)
	}
	return out, nil
}

func (w *Workspace) toilNeeds(ctx context.Context) ([]Need, error) {
	today, err := w.Today(ctx)
	if err != nil {
		return nil, err
	}
	v, err := w.Toil(ctx, model.LastWeeks(today, 4))
	if err != nil {
		return nil, err
	}
	var out []Need
	for _, p := range v.People {
		if !p.OverCap {
			continue
		}
		share, _ := p.Share.Share()
		out = append(out, Need{
			Kind: NeedToil, When: w.Now(), Person: p.Person.ID,
			Title: fmt.Sprintf("%s is above the toil cap", p.Person.First()),
			Detail: fmt.Sprintf("%s of worked hours in the last 4 weeks, cap %s.",
				model.FormatPercent(share), model.FormatPercent(v.Team.ToilCap)),
		})
	}
	return out, nil
}

func (w *Workspace) backupNeeds(ctx context.Context) ([]Need, error) {
	team, err := w.Team(ctx)
	if err != nil || team.Sample {
		return nil, err
	}
	last, err := w.LastBackup()
	if err != nil || w.Now().Sub(last.At) < 7*24*time.Hour {
		return nil, err
	}
	n := Need{Kind: NeedBackup, When: w.Now(), Title: "No backup yet", Detail: "One click keeps a checked copy beside the file."}
	if !last.At.IsZero() {
		n.Title = fmt.Sprintf("The last backup is from %s", model.FormatDate(last.At, w.Now()))
	}
	return []Need{n}, nil
}

func sortByUrgency(views []CapacityView) {
	rank := func(v CapacityView) (int, time.Time) {
		switch {
		case v.Old:
			return 4, time.Time{}
		case v.Result != nil && v.Result.Full.Already:
			return 0, time.Time{}
		case v.Full.Known:
			return 1, v.Full.Time
		case v.Earliest.Known:
			return 2, v.Earliest.Time
		case v.Problem != "":
			return 4, time.Time{}
		default:
			return 3, time.Time{}
		}
	}
	slices.SortStableFunc(views, func(a, b CapacityView) int {
		ra, ta := rank(a)
		rb, tb := rank(b)
		return cmp.Or(cmp.Compare(ra, rb), ta.Compare(tb))
	})
}
