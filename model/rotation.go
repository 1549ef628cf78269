package model

import (
	"fmt"
	"slices"
	"time"
)

// Rotation is the rule by which turns go round: who, how long, and when they hand over.
type Rotation struct {
	ID      ID
	TeamID  ID
	Name    string
	Zone    string    // IANA; handoffs are wall-clock times there
	First   LocalTime // the first handoff
	Every   Every
	Roles   []Role
	Members []ID // people in the order of their turns
}

// Role is a duty that one person at a time holds in a rotation.
type Role struct {
	ID         ID
	RotationID ID
	Name       string
}

// Check reports broken rules. A rotation may be saved before its people are chosen; Draft says what is missing then.
func (r Rotation) Check() error {
	var p Problems
	checkName(&p, "name", "The rotation", r.Name)
	checkZone(&p, r.Zone)
	if err := r.Every.Check(); err != nil {
		p.Add("every", "%s", err.Error())
	}
	switch year := r.First.Date().Year; {
	case r.First.IsZero():
		p.Add("first", "The rotation needs its first handoff, such as 2026-11-23 09:00.")
	case year < 1970 || year > 2200:
		p.Add("first", "The first handoff cannot be in the year %d. Choose one between 1970 and 2200.", year)
	}
	if len(r.Roles) == 0 {
		p.Add("roles", "The rotation needs at least one role, such as primary.")
	}
	seen := map[string]bool{}
	for _, role := range r.Roles {
		checkName(&p, "roles", "A role", role.Name)
		if seen[role.Name] {
			p.Add("roles", "Two roles are called %q. Give each its own name.", role.Name)
		}
		seen[role.Name] = true
	}
	for i, m := range r.Members {
		if slices.Contains(r.Members[:i], m) {
			p.Add("people", "Somebody stands in the order twice. Each person has one place in it.")
		}
	}
	return p.Err()
}

// Describe returns the pattern in words: "weekly, hands over Mon 09:00 Europe/Berlin".
func (r Rotation) Describe() string {
	at := r.First.Clock().String()
	switch r.Every.Unit {
	case Weeks:
		at = r.First.Date().Weekday().String()[:3] + " " + at
	case Months:
		at = fmt.Sprintf("on day %d at %s", r.First.Date().Day, at)
	case Hours:
		at = "from " + at
	}
	return fmt.Sprintf("%s, hands over %s %s", r.Every.Words(), at, r.Zone)
}

// Role returns the role with an ID.
func (r Rotation) Role(id ID) (Role, bool) {
	i := slices.IndexFunc(r.Roles, func(x Role) bool { return x.ID == id })
	if i < 0 {
		return Role{}, false
	}
	return r.Roles[i], true
}

// RoleNamed returns the role with a name.
func (r Rotation) RoleNamed(name string) (Role, bool) {
	i := slices.IndexFunc(r.Roles, func(x Role) bool { return x.Name == name })
	if i < 0 {
		return Role{}, false
	}
	return r.Roles[i], true
}

// Draft lays the rotation's turns over window in the order of its people: turn k's first role goes to the k-th person, the second
// role to the one after, so a secondary is primary next and never both at once. Each turn that starts in window is, whole, a shift
// of each role; ids are zero and the state is Draft. Leave those who cannot serve out of Members before.
func (r Rotation) Draft(window Interval) ([]Shift, error) {
	if err := r.Check(); err != nil {
		return nil, err
	}
	if len(r.Members) == 0 {
		return nil, Invalidf("people", "%s has no people yet. Add people to the rotation before building a rota.", r.Name)
	}
	if len(r.Members) < len(r.Roles) {
		return nil, Invalidf("people", "%s has %s and %s, and nobody can hold two at once. Add %s, or take a role away.",
			r.Name, Count(len(r.Roles), "role", "roles"), Count(len(r.Members), "person", "people"),
			Count(len(r.Roles)-len(r.Members), "more person", "more people"))
	}
	loc, err := Zone(r.Zone)
	if err != nil {
		return nil, err
	}
	var out []Shift
	for _, turn := range Turns(r.First, r.Every, loc, window) {
		if turn.Start.Before(window.Start) {
			continue
		}
		for i, role := range r.Roles {
			out = append(out, Shift{
				RotationID: r.ID, RoleID: role.ID, Slot: turn.Start, Interval: turn.Interval,
				PersonID: r.Members[(turn.Index+i)%len(r.Members)], State: Draft,
			})
		}
	}
	return out, nil
}

// DraftWindow returns the window of a draft of n weeks from the first handoff that is at or after from. It ends n weeks after that
// handoff's nominal reading, so that a first handoff moved by a clock change adds no turn.
func (r Rotation) DraftWindow(from time.Time, weeks int) (Interval, error) {
	if weeks < 1 || weeks > 260 {
		return Interval{}, Invalidf("weeks", "A draft of %d weeks is not possible: it is from 1 to 260 weeks long.", weeks)
	}
	loc, err := Zone(r.Zone)
	if err != nil {
		return Interval{}, err
	}
	h := NewHandoffs(r.First, r.Every, loc)
	start := h.Next()
	for start.Before(from) {
		start = h.Next()
	}
	end := Resolve(h.Nominal().AddDays(7*weeks), loc)
	return Interval{start, end}, nil
}
