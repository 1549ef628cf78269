package model

import (
	"slices"
	"time"
)

// Handover is one shift, or a part of it, that changes hands. Who has it is Shift.PersonID. Times never change.
type Handover struct {
	Shift Shift
	Part  Interval // inside the shift
	To    ID       // zero: nobody
}

// Whole reports whether all of the shift changes hands.
func (h Handover) Whole() bool {
	return h.Part.Start.Equal(h.Shift.Start) && h.Part.End.Equal(h.Shift.End)
}

// taken is the duty that the taker gets.
func (h Handover) taken() Shift {
	s := h.Shift
	s.Interval, s.PersonID = h.Part, h.To
	return s
}

// concerns reports whether a duty belongs to the shift, or was added beside it: what becomes of it depends on who has the part.
func (h Handover) concerns(s Shift) bool {
	return s.RoleID == h.Shift.RoleID && (s.ID == h.Shift.ID || s.ID == 0) && s.Overlaps(h.Part)
}

// holds reports whether a duty is the part, or a piece of it.
func (h Handover) holds(s Shift) bool {
	return h.concerns(s) && !s.Start.Before(h.Part.Start) && !s.End.After(h.Part.End)
}

// ByOverride reports whether it is not a shift that changes hands but a duty that an override made: a further override then brings in
// whoever takes it.
func (h Handover) ByOverride() bool { return h.Shift.Override != 0 }

// Override returns the override that has somebody else serve a duty, above all that lie there. It has no ID yet.
func (h Handover) Override() Override {
	return Override{
		RotationID: h.Shift.RotationID, RoleID: h.Shift.RoleID, Kind: OverrideReplace, PersonID: h.To, OutID: h.Shift.PersonID, Interval: h.Part,
		Created: forever,
	}
}

const swapTime = "Mon 2 Jan 2006 15:04"

// PartOf returns what of a shift can change hands at now when a part is asked for; a zero part means all of it. A part that sticks out
// of the shift does nothing outside; one that lies outside altogether is refused, and so is what has begun.
func PartOf(s Shift, part Interval, now time.Time) (Interval, error) {
	if part == (Interval{}) {
		part = s.Interval
	}
	loc := s.Start.Location()
	if part.Empty() && s.Contains(part.Start) {
		return part, Invalidf("part", "The part ends before it starts. Choose an end after %s.", part.Start.In(loc).Format(swapTime))
	}
	cut := part.Intersect(s.Interval)
	cut.Start, cut.End = cut.Start.In(loc), cut.End.In(loc)
	switch {
	case cut.Empty():
		return cut, Errorf(Conflict, "part", "The part from %s to %s lies outside the shift, which is from %s to %s. Choose a part of it.",
			part.Start.In(loc).Format(swapTime), part.End.In(loc).Format(swapTime), s.Start.Format(swapTime), s.End.Format(swapTime))
	case s.State == Published && !s.End.After(now):
		return cut, Errorf(Conflict, "shift", "The shift from %s is over, and what happened is a fact. Choose a shift in the future.", s.Start.Format(swapTime))
	case s.State == Published && cut.Start.Before(now):
		return cut, Errorf(Conflict, "shift", "The shift began %s and is under way. Only its rest can be covered: choose a part from %s on.",
			s.Start.Format(swapTime), RestFrom(s, now).Start.Format(swapTime))
	}
	return cut, nil
}

// RestFrom returns what is left of a shift at now, from a whole minute on: all of it before it begins, nothing when it is over.
func RestFrom(s Shift, now time.Time) Interval {
	i := s.Interval
	if i.Start.Before(now) {
		if i.Start = now.Truncate(time.Minute).In(s.Start.Location()); i.Start.Before(now) {
			i.Start = i.Start.Add(time.Minute)
		}
	}
	if i.Empty() {
		return Interval{}
	}
	return i
}

// SplitHandovers returns the shifts as they are after the handovers: those that keep their row and calendar UID, and the further parts
// of split ones, which have no ID yet. The first part of a split shift keeps the row. Parts of one shift must not overlap.
func SplitHandovers(hs []Handover) ([]Shift, error) {
	var out []Shift
	done := map[ID]bool{}
	for _, first := range hs {
		if done[first.Shift.ID] {
			continue
		}
		done[first.Shift.ID] = true
		var of []Handover
		for _, h := range hs {
			if h.Shift.ID == first.Shift.ID {
				of = append(of, h)
			}
		}
		pieces, err := splitOne(first.Shift, of)
		if err != nil {
			return nil, err
		}
		out = append(out, pieces...)
	}
	return out, nil
}

// splitOne cuts one shift by the parts that change hands; neighbouring parts of one person stay one.
func splitOne(s Shift, of []Handover) ([]Shift, error) {
	slices.SortFunc(of, func(a, b Handover) int { return a.Part.Start.Compare(b.Part.Start) })
	var pieces []Shift
	add := func(part Interval, who ID) {
		if part.Empty() {
			return
		}
		if n := len(pieces); n > 0 && pieces[n-1].PersonID == who {
			pieces[n-1].End = part.End
			return
		}
		piece := Shift{RotationID: s.RotationID, RoleID: s.RoleID, Slot: s.Slot, Interval: part, PersonID: who, State: s.State}
		if len(pieces) == 0 {
			piece = s
			piece.Interval, piece.PersonID = part, who
		}
		pieces = append(pieces, piece)
	}
	at := s.Start
	for _, h := range of {
		if h.Part.Start.Before(at) {
			return nil, Errorf(Conflict, "part", "The shift from %s changes hands twice at the same time. Choose parts that do not overlap.", s.Start.Format(swapTime))
		}
		add(Interval{at, h.Part.Start}, s.PersonID)
		add(h.Part, h.To)
		at = h.Part.End
	}
	add(Interval{at, s.End}, s.PersonID)
	return pieces, nil
}

// KindOf says what kind of swap some handovers are: everybody concerned both gives and takes in an exchange (two people) and in a chain
// (three or more); all else is a cover.
func KindOf(hs []Handover) SwapKind {
	gives, takes := map[ID]bool{}, map[ID]bool{}
	for _, h := range hs {
		gives[h.Shift.PersonID], takes[h.To] = true, true
	}
	for id := range gives {
		if !takes[id] {
			return SwapCover
		}
	}
	switch {
	case len(gives) != len(takes) || len(gives) < 2:
		return SwapCover
	case len(gives) == 2:
		return SwapExchange
	default:
		return SwapChain
	}
}

// PeopleIn returns the people some handovers concern: who gives and who takes, each once, in order of appearance.
func PeopleIn(hs []Handover) []ID {
	var out []ID
	for _, h := range hs {
		for _, id := range []ID{h.Shift.PersonID, h.To} {
			if id != 0 && !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
}
