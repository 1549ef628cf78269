package model

import (
	"slices"
	"time"
)

// Coverage answers who is on call when. It is what screens, feeds, reports and "who is on call now" read.
type Coverage struct {
	rotation Rotation
	begun    map[ID]time.Time // start of each role's first shift
	duties   []Shift          // as they are served, sorted
}

// NewCoverage resolves a rotation's published shifts and the overrides over them. Duties that are resolved already may be given
// without overrides. Drafts are left out.
func NewCoverage(r Rotation, shifts []Shift, overrides ...Override) Coverage {
	c := Coverage{rotation: r, begun: map[ID]time.Time{}}
	var published []Shift
	for _, s := range shifts {
		if s.RotationID != r.ID || s.State != Published {
			continue
		}
		published = append(published, s)
		if first, ok := c.begun[s.RoleID]; s.ID != 0 && (!ok || s.Start.Before(first)) {
			c.begun[s.RoleID] = s.Start
		}
	}
	c.duties = Duties(published, overrides)
	SortShifts(c.duties)
	return c
}

// Begun returns the start of a role's first published shift; ok is false when nothing of it was published.
func (c Coverage) Begun(role ID) (first time.Time, ok bool) {
	first, ok = c.begun[role]
	return first, ok
}

// Duties returns all duties as they are served, in order of time.
func (c Coverage) Duties() []Shift { return c.duties }

// All returns everybody's duties in a role at an instant: whoever has the turn first, then those who were added.
func (c Coverage) All(role ID, t time.Time) []Shift {
	var out []Shift
	for _, s := range c.duties {
		if s.RoleID == role && s.Contains(t) {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, compareAdded)
	return out
}

// At returns the duty of a role at an instant, of whoever has the turn where somebody was added; ok is false when there is none.
func (c Coverage) At(role ID, t time.Time) (s Shift, ok bool) {
	all := c.All(role, t)
	if len(all) == 0 {
		return Shift{}, false
	}
	return all[0], true
}

// Next returns the first duty of a role that starts after an instant.
func (c Coverage) Next(role ID, t time.Time) (s Shift, ok bool) {
	for _, s := range c.duties {
		if s.RoleID == role && s.Start.After(t) {
			return s, true
		}
	}
	return Shift{}, false
}

// Gap is a time in which a role has no shift at all, or a shift that nobody's name stands on.
type Gap struct {
	Interval
	RotationID ID
	RoleID     ID
	Unstaffed  bool // there is a shift, but nobody's name stands there
	ShiftID    ID   // the unstaffed shift
}

// Gaps returns, per role and in order, when nobody is on call in window. A role that has never been published has no gaps: it has
// not begun. A gap is looked for from the first published shift on, and where the rule asks for somebody. Time that somebody was removed from is a gap.
func (c Coverage) Gaps(window Interval) []Gap {
	var out []Gap
	for _, role := range c.rotation.Roles {
		begun, ok := c.since(role.ID, window)
		if !ok {
			continue
		}
		all, staffed := c.intervals(role.ID)
		for _, s := range c.duties {
			if s.RoleID != role.ID || s.PersonID != 0 || !s.Overlaps(window) {
				continue
			}
			for _, part := range Uncovered(s.Interval.Intersect(window), staffed) {
				out = append(out, Gap{part, c.rotation.ID, role.ID, true, s.ID})
			}
		}
		for _, asked := range c.rotation.Asks(role.ID, begun) {
			for _, hole := range Uncovered(asked, all) {
				out = append(out, Gap{hole, c.rotation.ID, role.ID, false, 0})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Gap) int { return a.Start.Compare(b.Start) })
	return out
}

// since cuts window to the time from a role's first shift on; ok is false when nothing of the role was published.
func (c Coverage) since(role ID, window Interval) (Interval, bool) {
	first, ok := c.begun[role]
	if window.Start.Before(first) {
		window.Start = first
	}
	return window, ok
}

// intervals returns when a role has a duty, and when somebody's name stands on one.
func (c Coverage) intervals(role ID) (all, staffed []Interval) {
	for _, s := range c.duties {
		if s.RoleID != role {
			continue
		}
		all = append(all, s.Interval)
		if s.PersonID != 0 {
			staffed = append(staffed, s.Interval)
		}
	}
	return all, staffed
}

// Share returns how much of window the role-hours have somebody: hours with a person and hours asked for, both in role-hours.
// Hours before a role's first published shift, and those that the rule leaves out, are not asked for.
func (c Coverage) Share(window Interval) (covered, asked time.Duration) {
	for _, role := range c.rotation.Roles {
		begun, ok := c.since(role.ID, window)
		if !ok {
			continue
		}
		_, staffed := c.intervals(role.ID)
		for _, part := range c.rotation.Asks(role.ID, begun) {
			asked += part.Duration()
			covered += part.Duration()
			for _, hole := range Uncovered(part, staffed) {
				covered -= hole.Duration()
			}
		}
	}
	return covered, asked
}

// Away returns the shifts of people who are off in part of them, with the part.
func Away(shifts []Shift, off []TimeOff) []AwayShift {
	var out []AwayShift
	for _, s := range shifts {
		for _, t := range off {
			if t.PersonID == s.PersonID && s.PersonID != 0 && t.Overlaps(s.Interval) {
				out = append(out, AwayShift{s, t, t.Interval.Intersect(s.Interval)})
			}
		}
	}
	return out
}

// AwayShift is a shift whose person is away in a part of it. The shift stays that person's until it is covered.
type AwayShift struct {
	Shift
	Off  TimeOff
	Part Interval
}

// LoadOf returns a person's time on call in window over the shifts, and how many shifts that is.
func LoadOf(person ID, shifts []Shift, window Interval) (d time.Duration, n int) {
	for _, s := range shifts {
		if s.PersonID == person {
			if cut := s.Interval.Intersect(window); !cut.Empty() {
				d += cut.Duration()
				n++
			}
		}
	}
	return d, n
}
