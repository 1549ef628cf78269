package model

import (
	"cmp"
	"slices"
	"time"
)

// RuleChange is one difference between what two rules give: a shift that changes hands, comes or goes.
type RuleChange struct {
	Role          string
	Before, After Shift // one of them without Start where the shift comes or goes
}

// Start returns when the change begins.
func (c RuleChange) Start() time.Time {
	if c.After.Start.IsZero() {
		return c.Before.Start
	}
	return c.After.Start
}

// PersonChange is what a change of rule means for a person: time on call before and after.
type PersonChange struct {
	PersonID      ID
	Before, After time.Duration
}

// CompareRules returns what differs between two resolved rules, in order of time, and what that means for each person it touches, those
// with the greatest change of hours first. Roles are matched by name.
func CompareRules(before, after Rotation, was, will []Shift) ([]RuleChange, []PersonChange) {
	type key struct {
		role       string
		start, end int64
	}
	keyIn := func(r Rotation, s Shift) key {
		role, _ := r.Role(s.RoleID)
		return key{role.Name, s.Start.UnixMilli(), s.End.UnixMilli()}
	}
	stood := map[key]Shift{}
	for _, s := range was {
		stood[keyIn(before, s)] = s
	}
	var changes []RuleChange
	for _, s := range will {
		k := keyIn(after, s)
		old, ok := stood[k]
		delete(stood, k)
		if !ok || old.PersonID != s.PersonID {
			changes = append(changes, RuleChange{k.role, old, s})
		}
	}
	for k, s := range stood {
		changes = append(changes, RuleChange{Role: k.role, Before: s})
	}
	slices.SortFunc(changes, func(a, b RuleChange) int {
		return cmp.Or(a.Start().Compare(b.Start()), cmp.Compare(a.Role, b.Role), cmp.Compare(a.Before.PersonID, b.Before.PersonID))
	})
	return changes, peopleOf(changes)
}

func peopleOf(changes []RuleChange) []PersonChange {
	var out []PersonChange
	of := func(id ID) *PersonChange {
		i := slices.IndexFunc(out, func(p PersonChange) bool { return p.PersonID == id })
		if i < 0 {
			out, i = append(out, PersonChange{PersonID: id}), len(out)
		}
		return &out[i]
	}
	for _, c := range changes {
		if c.Before.PersonID != 0 {
			of(c.Before.PersonID).Before += c.Before.Duration()
		}
		if c.After.PersonID != 0 {
			of(c.After.PersonID).After += c.After.Duration()
		}
	}
	size := func(p PersonChange) time.Duration { return (p.After - p.Before).Abs() }
	slices.SortStableFunc(out, func(a, b PersonChange) int {
		return cmp.Or(cmp.Compare(size(b), size(a)), cmp.Compare(a.PersonID, b.PersonID))
	})
	return out
}
