package model

import (
	"fmt"
	"slices"
)

// Duties resolves published shifts and overrides into who really serves: a piece of a shift for each stretch of one person, in order
// of time. It is the one resolver behind the screens, the calendars, the reports and "who is on call". Drafts are left out.
//
// A piece has the ID of its shift and the interval cut to the piece; Override names the override that made it, zero for what is left
// of the shift as published. Somebody who was added has a piece without a shift's ID. Replacing and removing do nothing where there is
// no shift and nobody was added. Replacing whoever stands there takes whoever has the turn: who was added beside stays, and is replaced
// where they stand alone. Time from which somebody was removed has no piece, and a later override can bring somebody in there. Nobody
// stands twice in one role at a moment.
//
// Calendar UIDs: the first piece left of a shift keeps the shift's; further ones, and all that an override made, have their own, which
// depend on nothing but the shift or the override and the piece's start.
func Duties(published []Shift, overrides []Override) []Shift {
	out := make([]Shift, 0, len(published))
	laid := map[ID][]Override{} // by role, in order
	overrides = slices.Clone(overrides)
	SortOverrides(overrides)
	for _, o := range overrides {
		laid[o.RoleID] = append(laid[o.RoleID], o)
	}
	for _, s := range published {
		switch over := laid[s.RoleID]; {
		case s.State != Published:
		case len(over) == 0:
			out = append(out, s)
		default:
			out = append(out, named(s, laidOver(piece{Shift: s}, over, nil))...)
		}
	}
	for role, over := range laid {
		for i, o := range over {
			if o.Kind == OverrideAdd {
				added := laidOver(piece{Shift: o.duty(), by: o}, over[i+1:], func(above int, x piece) []Interval {
					return staysBeside(x, published, over[:i+1+above], over[i+1+above])
				})
				out = append(out, named(Shift{}, alone(added, out, role))...)
			}
		}
	}
	SortShifts(out)
	return out
}

// duty is what adding somebody makes.
func (o Override) duty() Shift {
	return Shift{
		RotationID: o.RotationID, RoleID: o.RoleID, Slot: o.Start, Interval: o.Interval, PersonID: o.PersonID, State: Published,
		Sequence: o.Sequence, Created: o.Created, Modified: o.Modified, Override: o.ID,
	}
}

// piece is a part of a duty while overrides are laid over it.
type piece struct {
	Shift
	by     Override // who made it; zero: published
	vacant bool     // somebody was removed, and nobody stands there
}

// laidOver returns what overrides make of one duty, in order of time. Of somebody who was added, stays says when the override with an index
// leaves a piece as it is.
func laidOver(p piece, over []Override, stays func(int, piece) []Interval) []piece {
	all := []piece{p}
	for i, o := range over {
		if o.Kind == OverrideAdd || !o.Overlaps(p.Interval) {
			continue
		}
		var next []piece
		for _, x := range all {
			var kept []Interval
			if stays != nil {
				kept = stays(i, x)
			}
			next = append(next, x.underBut(o, kept)...)
		}
		all = next
	}
	return slices.DeleteFunc(all, func(x piece) bool { return x.vacant })
}

// staysBeside returns when an override leaves somebody who was added, or their vacant place, as it is: one that replaces whoever stands
// there, while somebody else has the turn.
func staysBeside(x piece, published []Shift, below []Override, o Override) []Interval {
	within := x.Intersect(o.Interval)
	if o.Kind != OverrideReplace || o.OutID != 0 || within.Empty() {
		return nil
	}
	var others, own []Interval
	for _, s := range published {
		if s.State != Published || s.RoleID != o.RoleID || !s.Overlaps(within) {
			continue
		}
		for _, turn := range laidOver(piece{Shift: s}, below, nil) {
			switch {
			case turn.PersonID == 0:
			case turn.PersonID == x.PersonID:
				own = append(own, turn.Interval)
			default:
				others = append(others, turn.Interval)
			}
		}
	}
	return Uncovered(within, append(Uncovered(within, others), own...))
}

// underBut is under, but for the times in which the piece stays as it is.
func (p piece) underBut(o Override, kept []Interval) []piece {
	if len(kept) == 0 {
		return p.under(o)
	}
	var out []piece
	for _, i := range kept {
		x := p
		x.Interval = i
		out = append(out, x)
	}
	for _, i := range Uncovered(p.Interval, kept) {
		x := p
		x.Interval = i
		out = append(out, x.under(o)...)
	}
	slices.SortFunc(out, func(a, b piece) int { return a.Start.Compare(b.Start) })
	joined := out[:1]
	for _, x := range out[1:] {
		last := &joined[len(joined)-1]
		if x.by.ID == last.by.ID && x.PersonID == last.PersonID && x.vacant == last.vacant && x.Start.Equal(last.End) {
			last.End = x.End
			continue
		}
		joined = append(joined, x)
	}
	return joined
}

// under returns what an override makes of a piece, in order of time.
func (p piece) under(o Override) []piece {
	cut := p.Intersect(o.Interval)
	if cut.Empty() || !o.takes(p) {
		return []piece{p}
	}
	before, within, after := p, p, p
	before.End, within.Interval, after.Start = cut.Start, cut, cut.End
	within.vacant, within.by = o.Kind == OverrideRemove, o
	within.PersonID, within.Override = o.PersonID, o.ID
	within.Sequence, within.Created, within.Modified = o.Sequence, o.Created, o.Modified
	return slices.DeleteFunc([]piece{before, within, after}, func(x piece) bool { return x.Empty() })
}

// takes reports whether an override is about whoever stands in a piece.
func (o Override) takes(p piece) bool {
	switch {
	case !p.vacant && p.PersonID != 0 && p.PersonID == o.PersonID:
		return false // there already
	case o.OutID != 0:
		return !p.vacant && p.PersonID == o.OutID
	case o.Kind == OverrideRemove:
		return !p.vacant && p.PersonID != 0
	}
	return true
}

// alone leaves out of added pieces the time in which the same person stands in the role already.
func alone(added []piece, there []Shift, role ID) []piece {
	var out []piece
	for _, p := range added {
		for _, rest := range Uncovered(p.Interval, servedIn(there, role, p.PersonID, p.Interval)) {
			p.Interval = rest
			out = append(out, p)
		}
	}
	return out
}

// servedIn returns when a person stands in a role in duties that overlap window.
func servedIn(duties []Shift, role, person ID, window Interval) []Interval {
	var out []Interval
	for _, d := range duties {
		if d.RoleID == role && d.PersonID == person && d.Overlaps(window) {
			out = append(out, d.Interval)
		}
	}
	return out
}

// named gives the pieces of a shift, or of none, their calendar UIDs.
func named(s Shift, pieces []piece) []Shift {
	out := make([]Shift, len(pieces))
	left := 0
	for i, p := range pieces {
		switch {
		case p.by.ID != 0:
			p.UID = fmt.Sprintf("%s-%d@watchbill", p.by.UID, p.Start.Unix())
		case left > 0:
			p.UID = fmt.Sprintf("%d-%s", p.Start.Unix(), s.UID)
		}
		if p.by.ID == 0 {
			left++
		}
		out[i] = p.Shift
	}
	return out
}

// Difference returns what one more override changes: the duties it makes, and those it takes away, cut to the time that changes.
func Difference(published []Shift, overrides []Override, more Override) (made, taken []Shift) {
	more = above(more, overrides)
	before, after := Duties(published, overrides), Duties(published, append(slices.Clone(overrides), more))
	return notIn(after, before), notIn(before, after)
}

// notIn returns the time that people stand in duties and do not in others.
func notIn(duties, others []Shift) []Shift {
	var out []Shift
	for _, d := range duties {
		if d.PersonID == 0 {
			continue
		}
		for _, rest := range Uncovered(d.Interval, servedIn(others, d.RoleID, d.PersonID, d.Interval)) {
			d.Interval = rest
			out = append(out, d)
		}
	}
	return out
}
