package model

import (
	"slices"
	"time"
)

// Coverage answers who is on call when. It is the one resolver that screens, feeds, reports and "who is on call now" read.
type Coverage struct {
	rotation Rotation
	shifts   []Shift // published, sorted
}

// NewCoverage resolves a rotation's published shifts; drafts among them are left out.
func NewCoverage(r Rotation, shifts []Shift) Coverage {
	c := Coverage{rotation: r}
	for _, s := range shifts {
		if s.RotationID == r.ID && s.State == Published {
			c.shifts = append(c.shifts, s)
		}
	}
	SortShifts(c.shifts)
	return c
}

// At returns the shift of a role at an instant; ok is false when there is none.
func (c Coverage) At(role ID, t time.Time) (s Shift, ok bool) {
	for _, s := range c.shifts {
		if s.RoleID == role && s.Contains(t) {
			return s, true
		}
	}
	return Shift{}, false
}

// Next returns the first shift of a role that starts after an instant.
func (c Coverage) Next(role ID, t time.Time) (s Shift, ok bool) {
	for _, s := range c.shifts {
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
// not begun. A gap is looked for from the first published shift on.
func (c Coverage) Gaps(window Interval) []Gap {
	var out []Gap
	for _, role := range c.rotation.Roles {
		var all []Interval
		for _, s := range c.shifts {
			if s.RoleID != role.ID {
				continue
			}
			all = append(all, s.Interval)
			if cut := s.Interval.Intersect(window); s.PersonID == 0 && !cut.Empty() {
				out = append(out, Gap{cut, c.rotation.ID, role.ID, true, s.ID})
			}
		}
		if len(all) == 0 {
			continue
		}
		begun := window
		if begun.Start.Before(all[0].Start) {
			begun.Start = all[0].Start
		}
		for _, hole := range Uncovered(begun, all) {
			out = append(out, Gap{hole, c.rotation.ID, role.ID, false, 0})
		}
	}
	slices.SortStableFunc(out, func(a, b Gap) int { return a.Start.Compare(b.Start) })
	return out
}

// Share returns how much of window the role-hours have somebody: hours with a person and hours asked for, both in role-hours.
// Hours before a role's first published shift are not asked for.
func (c Coverage) Share(window Interval) (covered, asked time.Duration) {
	for _, role := range c.rotation.Roles {
		var staffed []Interval
		var first time.Time
		for _, s := range c.shifts {
			if s.RoleID != role.ID {
				continue
			}
			if first.IsZero() {
				first = s.Start
			}
			if s.PersonID != 0 {
				if cut := s.Interval.Intersect(window); !cut.Empty() {
					staffed = append(staffed, cut)
				}
			}
		}
		if first.IsZero() {
			continue
		}
		begun := window
		if begun.Start.Before(first) {
			begun.Start = first
		}
		covered += TotalDuration(staffed)
		asked += begun.Duration()
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
