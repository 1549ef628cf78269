package model

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// OverrideKind says what an override does to whoever is on call.
type OverrideKind string

const (
	OverrideReplace OverrideKind = "replace" // somebody serves instead of who stands there
	OverrideAdd     OverrideKind = "add"     // somebody serves beside who stands there, or where nobody does
	OverrideRemove  OverrideKind = "remove"  // whoever stands there is taken off, and nobody comes in
)

// OverrideKinds lists the kinds in the order that forms show them.
var OverrideKinds = []OverrideKind{OverrideReplace, OverrideAdd, OverrideRemove}

// Override changes who serves in a role for an interval, and leaves the published shifts as they are. Overrides lie over each other
// in the order they were made: Duties says what comes of it.
type Override struct {
	ID         ID
	RotationID ID
	RoleID     ID
	Kind       OverrideKind
	PersonID   ID // who comes in; zero when somebody is only taken off
	OutID      ID // whom it takes off; zero: whoever stands there
	Interval
	Note     string
	UID      string    // begins the calendar UIDs of what the override makes
	Sequence int       // calendar SEQUENCE of what the override makes; only grows
	Created  time.Time // says the order
	Modified time.Time // calendar LAST-MODIFIED
}

// Check reports broken rules of an override by itself.
func (o Override) Check() error {
	var p Problems
	switch {
	case !slices.Contains(OverrideKinds, o.Kind):
		p.Add("kind", "%q is no kind of override. Choose replace, add or remove.", o.Kind)
	case o.Kind == OverrideRemove && o.PersonID != 0:
		p.Add("person", "Removing brings nobody in. Choose replace, or leave out who comes in.")
	case o.Kind != OverrideRemove && o.PersonID == 0:
		p.Add("person", "Choose who comes in.")
	case o.Kind == OverrideAdd && o.OutID != 0:
		p.Add("out", "Adding takes nobody off. Choose replace, or leave out who is taken off.")
	case o.PersonID != 0 && o.PersonID == o.OutID:
		p.Add("person", "The same person would come in and be taken off. Choose two people.")
	}
	if o.RoleID == 0 {
		p.Add("role", "Choose the role.")
	}
	switch {
	case o.Start.Equal(o.End):
		p.Add("until", "The override ends when it begins. Choose a later end.")
	case o.Empty():
		p.Add("until", "The override ends before it begins. Choose a later end.")
	case o.Duration() > 366*24*time.Hour:
		p.Add("until", "An override lasts a year at most. Change the rotation instead, or choose an earlier end.")
	}
	if len([]rune(o.Note)) > 500 {
		p.Add("note", "The note is longer than 500 letters. Shorten it.")
	}
	return p.Err()
}

// SortOverrides puts overrides in the order in which they lie over each other.
func SortOverrides(o []Override) {
	slices.SortFunc(o, func(a, b Override) int { return cmp.Or(a.Created.Compare(b.Created), cmp.Compare(a.ID, b.ID)) })
}

// names reports whether the override brings in or takes off a person by name.
func (o Override) names(person ID) bool {
	return person != 0 && (o.PersonID == person || o.OutID == person)
}

// Situation is what a new override is checked against.
type Situation struct {
	Published []Shift    // of the role, around the override
	Overrides []Override // of the role, around the override
	People    map[ID]Person
	Staffing  // duties of all rotations as they are, and time off
}

// PlanOverride checks a new override, and returns the duties that it makes and those it takes away, each cut to what changes. It is
// refused where it begins in the past, names a person whom another override of the role names in the same time, changes nothing, or
// brings in somebody who cannot serve.
func PlanOverride(o Override, s Situation, now time.Time) (made, taken []Shift, err error) {
	o.Note = strings.TrimSpace(o.Note)
	if err := o.Check(); err != nil {
		return nil, nil, err
	}
	if o.Start.Before(now) {
		return nil, nil, inThePast(o, now)
	}
	if err := o.namedTwice(s.Overrides, s.People); err != nil {
		return nil, nil, err
	}
	made, taken = Difference(s.Published, s.Overrides, o)
	if len(made) == 0 && len(taken) == 0 {
		return nil, nil, o.doesNothing(s)
	}
	if err := s.canComeIn(o, made); err != nil {
		return nil, nil, err
	}
	return made, taken, nil
}

// doesNothing says why an override has no effect.
func (o Override) doesNothing(s Situation) error {
	if o.OutID != 0 {
		return Errorf(Conflict, "out", "%s is not on call there from %s to %s, so there is nobody to take off. Look at who is.", nameOf(s.People, o.OutID), clockOf(o.Start), clockOf(o.End))
	}
	if o.PersonID != 0 {
		if len(servedIn(Duties(s.Published, s.Overrides), o.RoleID, o.PersonID, o.Interval)) > 0 {
			return Errorf(Conflict, "person", "%s is on call there already.", nameOf(s.People, o.PersonID))
		}
	}
	return Errorf(Conflict, "from", "Nobody is on call there from %s to %s, so the override would change nothing. Add somebody instead, or choose another time.", clockOf(o.Start), clockOf(o.End))
}

// EndOverride returns an override as it is once it is taken back at a moment: gone where it has not begun, else ended then. What is
// over stays: it is a fact.
func EndOverride(o Override, now time.Time) (ended Override, gone bool, err error) {
	switch {
	case !o.End.After(now):
		return o, false, Errorf(Conflict, "override", "The override was over at %s, and what happened is a fact. Only the rest of an override can be taken back.", clockOf(o.End))
	case o.Start.Before(now):
		o.End = now.In(o.End.Location())
		return o, false, nil
	}
	return o, true, nil
}

// Words says what an override does: "Ben instead of Ana", "Ben beside", "Ana taken off".
func (o Override) Words(name func(ID) string) string {
	out := "whoever stands there"
	if o.OutID != 0 {
		out = name(o.OutID)
	}
	switch o.Kind {
	case OverrideAdd:
		return name(o.PersonID) + " beside"
	case OverrideRemove:
		return out + " taken off"
	}
	return fmt.Sprintf("%s instead of %s", name(o.PersonID), out)
}

func clockOf(t time.Time) string { return t.Format("Mon 2 Jan 2006 15:04") }
