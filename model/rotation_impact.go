package model

import (
	"cmp"
	"slices"
	"time"
)

// RuleChange is a time in which two rules differ in a role: it changes hands, comes or goes.
type RuleChange struct {
	Interval
	Role          string
	Before, After Shift // the shifts it is a part of; without Start where there is none
}

// PersonChange is what a change of rule means for a person: time on call before and after, in what changes.
type PersonChange struct {
	PersonID      ID
	Before, After time.Duration
}

// RuleDiff is what differs between what two rules give.
type RuleDiff struct {
	Changes []RuleChange   // in order of time
	People  []PersonChange // whom they touch, those with the greatest change of hours first
	Shifts  int            // how many shifts change: those of the rule before, and those that come where there was none
}

// CompareRules compares two resolved rules over one window. Roles are matched by name. A shift that is only cut otherwise does not
// change where the same person keeps it.
func CompareRules(before, after Rotation, was, will []Shift) RuleDiff {
	var d RuleDiff
	for _, name := range slices.Compact(slices.Sorted(slices.Values(slices.Concat(before.roleNames(), after.roleNames())))) {
		d.compare(name, shiftsOf(before, name, was), shiftsOf(after, name, will))
	}
	slices.SortStableFunc(d.Changes, func(a, b RuleChange) int { return a.Start.Compare(b.Start) })
	d.setPeople()
	return d
}

func shiftsOf(r Rotation, role string, shifts []Shift) []Shift {
	named, ok := r.RoleNamed(role)
	return slices.DeleteFunc(slices.Clone(shifts), func(s Shift) bool { return !ok || s.RoleID != named.ID })
}

// compare walks the moments at which either rule hands over.
func (d *RuleDiff) compare(role string, was, will []Shift) {
	var moments []time.Time
	for _, s := range slices.Concat(was, will) {
		moments = append(moments, s.Start, s.End)
	}
	slices.SortFunc(moments, time.Time.Compare)
	counted, from := map[int64]bool{}, len(d.Changes)
	for k := 0; k+1 < len(moments); k++ {
		span := Interval{moments[k], moments[k+1]}
		if span.Empty() {
			continue
		}
		for len(was) > 0 && !was[0].End.After(span.Start) {
			was = was[1:]
		}
		for len(will) > 0 && !will[0].End.After(span.Start) {
			will = will[1:]
		}
		c := RuleChange{Interval: span, Role: role, Before: begun(was, span.Start), After: begun(will, span.Start)}
		old, now := !c.Before.Start.IsZero(), !c.After.Start.IsZero()
		if !old && !now || old && now && c.Before.PersonID == c.After.PersonID {
			continue
		}
		whole := c.Before
		if !old {
			whole = c.After
		}
		if key := whole.Start.UnixMilli(); !counted[key] {
			counted[key] = true
			d.Shifts++
		}
		if n := len(d.Changes); n > from && d.Changes[n-1].End.Equal(c.Start) && d.Changes[n-1].Before == c.Before && d.Changes[n-1].After == c.After {
			d.Changes[n-1].End = c.End
			continue
		}
		d.Changes = append(d.Changes, c)
	}
}

// begun returns the first shift if it has begun at an instant.
func begun(shifts []Shift, t time.Time) Shift {
	if len(shifts) == 0 || shifts[0].Start.After(t) {
		return Shift{}
	}
	return shifts[0]
}

func (d *RuleDiff) setPeople() {
	of := func(id ID) *PersonChange {
		i := slices.IndexFunc(d.People, func(p PersonChange) bool { return p.PersonID == id })
		if i < 0 {
			d.People, i = append(d.People, PersonChange{PersonID: id}), len(d.People)
		}
		return &d.People[i]
	}
	for _, c := range d.Changes {
		if c.Before.PersonID != 0 {
			of(c.Before.PersonID).Before += c.Duration()
		}
		if c.After.PersonID != 0 {
			of(c.After.PersonID).After += c.Duration()
		}
	}
	size := func(p PersonChange) time.Duration { return (p.After - p.Before).Abs() }
	slices.SortStableFunc(d.People, func(a, b PersonChange) int {
		return cmp.Or(cmp.Compare(size(b), size(a)), cmp.Compare(a.PersonID, b.PersonID))
	})
}
