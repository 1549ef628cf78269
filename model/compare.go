package model

import (
	"cmp"
	"slices"
	"time"
)

// DraftLine is one line of what publishing a draft changes: a shift, who stands in its time now, and who will.
type DraftLine struct {
	// Kind is new (nobody had a shift in all of its time), reassigned (somebody else has, in this shift or in others), shortened
	// (a published shift keeps only a part) or removed (nobody has a shift there afterwards).
	Kind   string
	Shift  Shift // as it will be; as it is now where it goes
	Before Shift // the published shift that changes; zero where a new one comes
	From   []ID  // who is on call in the shift's time now, in order of time; zero for a part with nobody
	To     ID    // who will be; zero for nobody
}

// DraftEffect is what publishing a draft means to one person: time on call in the draft's window, in all roles of the rotation.
type DraftEffect struct {
	Person        ID
	Before, After time.Duration
	Gains, Loses  time.Duration // time newly on call, and no longer; both may be above zero where the difference is none
	ShiftsBefore  int
	ShiftsAfter   int
}

// Difference returns After − Before.
func (e DraftEffect) Difference() time.Duration { return e.After - e.Before }

// Apply returns published as it stands once the plan is published. Shifts that the plan adds have no ID yet.
func (p PublishPlan) Apply(published []Shift) []Shift {
	out := slices.Clone(published)
	for _, c := range p.Changes {
		i := -1
		if c.Before.ID != 0 {
			i = slices.IndexFunc(out, func(s Shift) bool { return s.ID == c.Before.ID })
		}
		switch {
		case c.Kind() == "removed" && i >= 0:
			out = slices.Delete(out, i, i+1)
		case c.Kind() == "removed":
		case i >= 0:
			out[i].PersonID, out[i].Interval = c.After.PersonID, c.After.Interval
		default:
			s := c.After
			s.ID, s.State = 0, Published
			out = append(out, s)
		}
	}
	SortShifts(out)
	return out
}

// Differences says line by line, in order of time, what a plan changes of what is published. A published shift whose whole time others
// take over is told by their lines alone, and one that is cut but keeps its person in all parts is not told at all.
func (p PublishPlan) Differences(published []Shift) []DraftLine {
	after := p.Apply(published)
	var out []DraftLine
	for _, c := range p.Changes {
		d := DraftLine{Kind: c.Kind(), Shift: c.After, Before: c.Before, To: c.After.PersonID}
		switch d.Kind {
		case "removed":
			d.Shift, d.To = c.Before, 0
			if _, open := standing(c.Before, after); !open {
				continue
			}
			d.From = []ID{c.Before.PersonID}
		case "shortened":
			d.From = []ID{c.Before.PersonID}
		default:
			people, open := standing(c.After, published)
			if open && len(people) == 0 {
				d.From = []ID{0}
				break
			}
			if d.From = people; len(people) == 1 && people[0] == d.To && !open {
				continue
			}
			if d.Kind = "reassigned"; open && !slices.Contains(people, 0) {
				d.From = append(d.From, 0)
			}
		}
		out = append(out, d)
	}
	return out
}

// standing returns the people of a role's shifts in the time of s, each once in order of time (zero: an unstaffed shift), and whether
// there is a part without any shift.
func standing(s Shift, shifts []Shift) (people []ID, open bool) {
	var covered []Interval
	for _, o := range shifts {
		if o.RoleID != s.RoleID || !o.Overlaps(s.Interval) {
			continue
		}
		covered = append(covered, o.Interval)
		if !slices.Contains(people, o.PersonID) {
			people = append(people, o.PersonID)
		}
	}
	return people, len(Uncovered(s.Interval, covered)) > 0
}

// Effects says whom a plan concerns: people who come on call or are freed in any role, the greatest change first.
func (p PublishPlan) Effects(published []Shift) []DraftEffect {
	before, after := dutiesIn(p.Window, published), dutiesIn(p.Window, p.Apply(published))
	by := map[ID]*DraftEffect{}
	of := func(person ID) *DraftEffect {
		if by[person] == nil {
			by[person] = &DraftEffect{Person: person}
		}
		return by[person]
	}
	for k, had := range before {
		e := of(k.person)
		e.Before += TotalDuration(had)
		e.ShiftsBefore += len(had)
		e.Loses += beyond(had, after[k])
	}
	for k, gets := range after {
		e := of(k.person)
		e.After += TotalDuration(gets)
		e.ShiftsAfter += len(gets)
		e.Gains += beyond(gets, before[k])
	}
	var out []DraftEffect
	for _, e := range by {
		if e.Gains+e.Loses > 0 {
			out = append(out, *e)
		}
	}
	slices.SortFunc(out, func(a, b DraftEffect) int {
		return cmp.Or(cmp.Compare(b.Difference().Abs(), a.Difference().Abs()), cmp.Compare(b.Gains+b.Loses, a.Gains+a.Loses), cmp.Compare(a.Person, b.Person))
	})
	return out
}

// holding is a person in a role.
type holding struct{ person, role ID }

func dutiesIn(window Interval, shifts []Shift) map[holding][]Interval {
	out := map[holding][]Interval{}
	for _, s := range shifts {
		if cut := s.Interval.Intersect(window); s.PersonID != 0 && !cut.Empty() {
			k := holding{s.PersonID, s.RoleID}
			out[k] = append(out[k], cut)
		}
	}
	return out
}

// beyond is how much of a lies outside b.
func beyond(a, b []Interval) time.Duration {
	var d time.Duration
	for _, i := range Union(a) {
		for _, part := range Uncovered(i, b) {
			d += part.Duration()
		}
	}
	return d
}

// Differing returns the shifts of a draft that are not published as they are: others have them, or nobody, or at other times.
func Differing(draft, published []Shift) []Shift {
	stands := map[slot]ID{}
	for _, p := range published {
		stands[slotOf(p)] = p.PersonID
	}
	var out []Shift
	for _, d := range draft {
		if person, ok := stands[slotOf(d)]; !ok || person != d.PersonID {
			out = append(out, d)
		}
	}
	return out
}
