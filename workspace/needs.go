package workspace

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"watchbill/model"
)

// NeedKind is what kind of thing needs the manager.
type NeedKind string

const (
	NeedCover    NeedKind = "cover"    // a shift whose person is away
	NeedPerson   NeedKind = "person"   // a gap or an unstaffed shift
	NeedPublish  NeedKind = "publish"  // the published rota ends soon
	NeedCapacity NeedKind = "capacity" // an order is due
	NeedToil     NeedKind = "toil"     // somebody is over the cap
	NeedBackup   NeedKind = "backup"   // no backup for a week

	NeedPublishing NeedKind = "publishing" // subscribers see an old calendar
)

// Need is one thing that needs the manager, with where it leads.
type Need struct {
	Kind     NeedKind
	Urgent   bool // now or within days; else soon
	Full     bool // the resource is at its limit already
	When     time.Time
	Title    string
	Detail   string
	Rotation model.ID
	Shift    model.ID
	Resource model.ID
	Person   model.ID
	Target   model.ID
	Swap     model.ID
}

// Needs returns what needs the manager, most urgent first; the list is the caller's to read, not to change. Whoever asks while the
// same is being found out, with no change since, waits for that answer: the frame of the window and its first page ask at once.
func (w *Workspace) Needs(ctx context.Context) ([]Need, error) {
	whole := context.WithoutCancel(ctx) // others may wait for the same answer
	found, err, _ := w.asking.Do(fmt.Sprintf("needs %d", w.changes.Load()), func() (any, error) { return w.findNeeds(whole) })
	if err != nil {
		return nil, err
	}
	return found.([]Need), nil
}

func (w *Workspace) findNeeds(ctx context.Context) ([]Need, error) {
	var out []Need
	for _, find := range []func(context.Context) ([]Need, error){w.coverNeeds, w.swapNeeds, w.dutyNeeds, w.capacityNeeds, w.toilNeeds, w.publishingNeeds, w.backupNeeds} {
		found, err := find(ctx)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	slices.SortStableFunc(out, compareNeeds)
	return out, nil
}

// compareNeeds puts what is more urgent first.
func compareNeeds(a, b Need) int {
	return cmp.Or(-compareBool(a.Urgent, b.Urgent), -compareBool(a.Full, b.Full), compareBool(a.standing(), b.standing()), a.When.Compare(b.When))
}

// standing needs have no date after which it is too late; among what is not urgent they come last.
func (n Need) standing() bool {
	return !n.Urgent && (n.Kind == NeedToil || n.Kind == NeedShare || n.Kind == NeedBackup)
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
		out = append(out, d.awayNeed(a, now))
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

func (d desk) awayNeed(a model.AwayShift, now time.Time) Need {
	who, days := d.people[a.PersonID].First(), Days(a.Part, d.rotations[a.RotationID].Zone, now)
	n := Need{Kind: NeedCover, Urgent: true, When: a.Part.Start, Rotation: a.RotationID, Shift: a.Shift.ID, Person: a.PersonID}
	if a.Off.Kind == Left {
		n.Title = fmt.Sprintf("%s has left but is on call %s", who, days)
		n.Detail = fmt.Sprintf("%s. The published shift stays theirs until somebody covers it.", d.name(a.Shift, now))
		return n
	}
	n.Title = fmt.Sprintf("%s is away while on call %s", who, days)
	n.Detail = fmt.Sprintf("%s. Time off (%s) over a published shift: it stays theirs until somebody covers it.", d.name(a.Shift, now), a.Off.Kind)
	return n
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
	case !g.End.Before(horizon) && !g.Start.After(now):
		n.Kind = NeedPublish
		n.Title = fmt.Sprintf("%s has ended", r.Name)
		n.Detail = "Nobody is on call now, and nothing is published ahead. Build a draft and publish it."
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
		n := Need{Kind: NeedCapacity, Urgent: v.Overdue || full, Full: full, When: v.OrderBy.Time, Resource: v.Resource.ID}
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
	v, err := w.ToilBrief(ctx, model.LastWeeks(today, 4))
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
