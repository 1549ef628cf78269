package model

import (
	"cmp"
	"slices"
	"time"
)

// State says whether a shift is a proposal or a fact.
type State string

const (
	Draft     State = "draft"
	Published State = "published"
)

// Shift is one person's duty in one role for one interval.
type Shift struct {
	ID         ID
	RotationID ID
	RoleID     ID
	Slot       time.Time // start of the turn the shift belongs to; names the slot together with the role, whoever serves
	Interval
	PersonID ID // zero: unstaffed
	State    State
	UID      string    // calendar UID, kept for life; empty for drafts
	Sequence int       // calendar SEQUENCE; grows with every change of a published shift
	Created  time.Time // calendar DTSTAMP
	Modified time.Time // calendar LAST-MODIFIED
	Override ID        // the override that made this piece of a duty (Duties); zero: as published, and always zero in the file
}

// Piece names a piece among all duties: several pieces can have one shift's ID, and added ones have none.
type Piece struct {
	Shift, Override ID
	Start           int64 // unix seconds; zero for a whole shift, so that its name stays when it moves
}

// Piece returns the name of a duty.
func (s Shift) Piece() Piece {
	if s.Override == 0 && s.Start.Equal(s.Slot) {
		return Piece{Shift: s.ID}
	}
	return Piece{s.ID, s.Override, s.Start.Unix()}
}

// Exists reports whether the shift is one: a zero Shift stands for none.
func (s Shift) Exists() bool { return s.ID != 0 || s.Override != 0 }

// SortShifts orders shifts by start, then rotation, role and ID, those that were added beside a shift last.
func SortShifts(s []Shift) {
	slices.SortFunc(s, func(a, b Shift) int {
		return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.RotationID, b.RotationID), cmp.Compare(a.RoleID, b.RoleID),
			compareAdded(a, b), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Override, b.Override))
	})
}

func compareAdded(a, b Shift) int {
	switch {
	case (a.ID == 0) == (b.ID == 0):
		return 0
	case a.ID == 0:
		return 1
	}
	return -1
}

// Staffing is what a change of people has to be checked against.
type Staffing struct {
	Shifts  []Shift // published shifts of all rotations around the interval; a rotation's draft in their place when a draft is edited
	TimeOff []TimeOff
}

// CanServe says why a person cannot take a shift: theirs already, gone by then, on call elsewhere in it, or away. It leaves out
// the shifts with the ids in without (those that change hands in the same step). The error is a reason, to stand beside a name; who acts
// on it says what else to choose.
func (st Staffing) CanServe(person Person, s Shift, without ...ID) error {
	if s.PersonID == person.ID && !slices.Contains(without, s.ID) {
		return Errorf(Conflict, "person", "%s already has this shift.", person.Name)
	}
	if !person.Left.IsZero() {
		loc, err := Zone(person.Zone)
		if err == nil && s.End.After(person.Left.Start(loc)) {
			return Errorf(Conflict, "person", "%s has left the team by then (%s).", person.Name, person.Left)
		}
	}
	for _, o := range st.Shifts {
		if s.ID != 0 && o.ID == s.ID || o.PersonID != person.ID || slices.Contains(without, o.ID) || !o.Overlaps(s.Interval) {
			continue
		}
		return Errorf(Conflict, "person", "%s is on call already from %s to %s, and nobody can hold two duties at once.",
			person.Name, o.Start.Format("Mon 2 Jan 2006 15:04"), o.End.Format("Mon 2 Jan 2006 15:04"))
	}
	for _, t := range st.TimeOff {
		if t.PersonID == person.ID && t.Overlaps(s.Interval) {
			return Errorf(Conflict, "person", "%s is away (%s) from %s to %s, in this shift.", person.Name, t.Kind,
				t.Start.Format("Mon 2 Jan 2006"), t.End.Add(-time.Second).Format("Mon 2 Jan 2006"))
		}
	}
	return nil
}

// PlanSwap checks an exchange of two shifts' people and returns the two shifts as they would be. Times never change.
func PlanSwap(a, b Shift, people map[ID]Person, st Staffing, now time.Time) (Shift, Shift, error) {
	fail := func(format string, args ...any) (Shift, Shift, error) {
		return a, b, Errorf(Conflict, "shift", format, args...)
	}
	switch {
	case a.ID == b.ID:
		return fail("A shift cannot be swapped with itself. Choose two shifts.")
	case a.State != b.State:
		return fail("One shift is published and the other is a draft. Swap two of the same kind.")
	case a.PersonID == b.PersonID:
		return fail("Both shifts are %s's already; there is nothing to swap.", nameOf(people, a.PersonID))
	case a.PersonID == 0 || b.PersonID == 0:
		return fail("One of the shifts has nobody. Reassign it instead of swapping.")
	case a.State == Published && (!a.Start.After(now) || !b.Start.After(now)):
		return fail("A shift that has begun is a fact and cannot be swapped. Choose two shifts in the future.")
	}
	a2, b2 := a, b
	a2.PersonID, b2.PersonID = b.PersonID, a.PersonID
	for _, take := range []struct {
		who   ID
		shift Shift
	}{{b.PersonID, a}, {a.PersonID, b}} {
		p, ok := people[take.who]
		if !ok {
			return fail("One of the two people is no longer in the team. Reassign the shift instead of swapping.")
		}
		if err := st.CanServe(p, take.shift, a.ID, b.ID); err != nil {
			return a, b, err
		}
	}
	if a.Overlaps(b.Interval) && a.RoleID == b.RoleID && a.RotationID == b.RotationID {
		return fail("The two shifts overlap in the same role. Choose two that do not.")
	}
	return a2, b2, nil
}

// PlanReassign checks giving a shift to a person, or to nobody when person is nil, and returns it as it would be.
func PlanReassign(s Shift, person *Person, st Staffing, now time.Time) (Shift, error) {
	if s.State == Published && !s.End.After(now) {
		return s, Errorf(Conflict, "shift", "The shift is over, and what happened is a fact. Only shifts that have not begun can be reassigned.")
	}
	if s.State == Published && !s.Start.After(now) {
		return s, Errorf(Conflict, "shift", "The shift began %s and is under way. Only shifts that have not begun can be reassigned.", s.Start.Format("Mon 2 Jan 2006 15:04"))
	}
	if person == nil {
		if s.PersonID == 0 {
			return s, Errorf(Conflict, "shift", "The shift has nobody already; there is nobody to take off it.")
		}
		s.PersonID = 0
		return s, nil
	}
	if err := st.CanServe(*person, s); err != nil {
		return s, err
	}
	s.PersonID = person.ID
	return s, nil
}

func nameOf(people map[ID]Person, id ID) string {
	if p, ok := people[id]; ok {
		return p.Name
	}
	return "nobody"
}
