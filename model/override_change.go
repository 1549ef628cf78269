package model

import (
	"slices"
	"strings"
	"time"
)

// OverrideChange is what a change of an override would do.
type OverrideChange struct {
	Stored []Override // as they have to be stored, in order; one without ID is new
	Made   []Shift    // who would serve who does not now
	Taken  []Shift    // who would serve no longer
}

// AmendOverride returns an override that stands as it is after a change. Its place is kept: rotation, role, and its order among the
// others. What has been served is a fact: one that is over does not change, and of one under way the end, the note, and who serves from
// now on can change. Somebody else for the rest is an override of its own, and the old one ends now.
func AmendOverride(was, is Override, now time.Time) ([]Override, error) {
	is.ID, is.RotationID, is.RoleID = was.ID, was.RotationID, was.RoleID
	is.UID, is.Sequence, is.Created, is.Modified = was.UID, was.Sequence, was.Created, was.Modified
	at := func() string { return clockOf(now.In(was.Start.Location())) }
	switch {
	case !was.End.After(now):
		return nil, Errorf(Conflict, "override", "The override was over at %s, and what happened is a fact. Make a new one for a time to come.", clockOf(was.End))
	case !was.Start.Before(now) && is.Start.Before(now):
		return nil, inThePast(is, now)
	case !was.Start.Before(now):
		return []Override{is}, nil
	case !is.Start.Equal(was.Start):
		return nil, Errorf(Conflict, "from", "The override began at %s, and who has been on call is a fact. Leave its begin; its end, its note, and who serves from now on can change.", clockOf(was.Start))
	case is.End.Before(now):
		return nil, Errorf(Conflict, "until", "The override has lasted until now, %s, and that is a fact. Let it end then or later.", at())
	case is.does() == was.does():
		return []Override{is}, nil
	case !is.End.After(now):
		return nil, Errorf(Conflict, "until", "Nothing would be left of it for anybody to serve. Let it end later than now, %s.", at())
	}
	rest := is
	rest.ID, rest.UID, rest.Sequence, rest.Created, rest.Modified = 0, "", 0, time.Time{}, time.Time{}
	rest.Start = now.In(was.Start.Location())
	was.End = rest.Start
	return []Override{was, rest}, nil
}

// does is what an override does, whenever that is.
func (o Override) does() Override {
	return Override{Kind: o.Kind, PersonID: o.PersonID, OutID: o.OutID}
}

// PlanOverrideChange checks a change of an override that stands, as PlanOverride checks a new one. The situation has it among the
// overrides, and the shifts around both its times.
func PlanOverrideChange(was, is Override, s Situation, now time.Time) (OverrideChange, error) {
	is.Note = strings.TrimSpace(is.Note)
	var c OverrideChange
	if err := is.Check(); err != nil {
		return c, err
	}
	var err error
	if c.Stored, err = AmendOverride(was, is, now); err != nil {
		return c, err
	}
	if is.does() == was.does() && is.Start.Equal(was.Start) && is.End.Equal(was.End) { // the note, or nothing
		return c, nil
	}
	last := len(c.Stored) - 1
	is = c.Stored[last]
	others := slices.DeleteFunc(slices.Clone(s.Overrides), func(o Override) bool { return o.ID == was.ID })
	if err := is.namedTwice(others, s.People); err != nil {
		return c, err
	}
	if is.ID == 0 {
		is = above(is, s.Overrides)
	}
	rest := append(others, c.Stored[:last]...)
	before, after := Duties(s.Published, s.Overrides), Duties(s.Published, append(slices.Clone(rest), is))
	without := Duties(s.Published, rest)
	c.Made, c.Taken = notIn(after, before), notIn(before, after)
	if len(notIn(after, without)) == 0 && len(notIn(without, after)) == 0 {
		s.Overrides = rest
		return c, is.doesNothing(s)
	}
	return c, s.canComeIn(is, c.Made)
}

// above returns a new override as it lies above all others.
func above(o Override, overrides []Override) Override {
	o.ID, o.Created = -1, time.Time{}
	for _, x := range overrides {
		if !x.Created.Before(o.Created) {
			o.Created = x.Created.Add(1)
		}
	}
	return o
}

// namedTwice is a conflict where another override of the role names the same person in the same time.
func (o Override) namedTwice(others []Override, people map[ID]Person) error {
	for _, other := range others {
		for _, person := range []ID{o.PersonID, o.OutID} {
			if other.ID != o.ID && other.RoleID == o.RoleID && other.Overlaps(o.Interval) && other.names(person) {
				return Errorf(Conflict, "person", "Another override names %s from %s to %s and has to end first.",
					nameOf(people, person), clockOf(other.Start), clockOf(other.End))
			}
		}
	}
	return nil
}

// canComeIn checks that the person whom an override brings in can serve what it gives them.
func (s Situation) canComeIn(o Override, made []Shift) error {
	if o.PersonID == 0 {
		return nil
	}
	person, ok := s.People[o.PersonID]
	if !ok {
		return Errorf(NotFound, "person", "There is no such person any more. Look at the list again.")
	}
	for _, m := range made {
		if m.PersonID != o.PersonID {
			continue // who comes back where the override was
		}
		m.ID, m.PersonID = 0, 0 // somebody else's shift until then
		if err := s.CanServe(person, m); err != nil {
			return err
		}
	}
	return nil
}

func inThePast(o Override, now time.Time) error {
	return Errorf(Conflict, "from", "An override cannot begin in the past: who has been on call is a fact. Let it begin at %s or later.", clockOf(now.In(o.Start.Location())))
}
