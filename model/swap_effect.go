package model

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// effect is what one handover changes of who really serves: overrides stay where they are, whoever has the shift under them.
type effect struct {
	Handover
	before, after []Shift // who serves in the part: what is left of the shift, what overrides make of it, and who was added
	lost, gained  []Shift // served before and not after by the same person, and the other way round
}

func (b *SwapBoard) effects(hs []Handover) []effect {
	out := make([]effect, len(hs))
	for i, h := range hs {
		out[i] = b.effect(h)
	}
	return out
}

func (b *SwapBoard) effect(h Handover) effect {
	had, taken := h.Shift, h.taken()
	had.Interval = h.Part
	e := effect{Handover: h}
	over := b.overridesAt(had)
	switch {
	case h.ByOverride():
		under := b.shiftsAt(h.Shift.RoleID, h.Part)
		more := h.Override()
		more.ID = -1
		e.before, e.after = servedAt(under, over, h.Part), servedAt(under, append(over, more), h.Part)
	case len(over) > 0:
		e.before, e.after = servedAt([]Shift{had}, over, h.Part), servedAt([]Shift{taken}, over, h.Part)
	default:
		e.before, e.after = []Shift{had}, []Shift{taken}
		if had.PersonID != 0 {
			e.lost = e.before
		}
		if taken.PersonID != 0 {
			e.gained = e.after
		}
		return e
	}
	e.lost, e.gained = notIn(e.before, e.after), notIn(e.after, e.before)
	return e
}

// overridesAt returns the overrides that touch a shift, or a part of one. Drafts have none.
func (b *SwapBoard) overridesAt(s Shift) []Override {
	var out []Override
	if s.State == Published {
		for _, o := range b.over[s.RoleID] {
			if o.Overlaps(s.Interval) {
				out = append(out, o)
			}
		}
	}
	return out
}

// shiftsAt returns the shifts of a role that overlap an interval.
func (b *SwapBoard) shiftsAt(role ID, at Interval) []Shift {
	var out []Shift
	for _, s := range b.Shifts {
		if s.RoleID == role && s.Overlaps(at) {
			out = append(out, s)
		}
	}
	return out
}

// servedAt returns what overrides make of shifts of one role within an interval.
func servedAt(shifts []Shift, over []Override, at Interval) []Shift {
	var out []Shift
	for _, d := range Duties(shifts, over) {
		if cut := d.Interval.Intersect(at); !cut.Empty() {
			d.Interval = cut
			out = append(out, d)
		}
	}
	return out
}

// gainers are the people to whom a handover gives something: first who takes it, even if overrides leave them nothing, then those whom an
// override brings in because of it.
func (e effect) gainers() []ID {
	var out []ID
	if e.To != 0 {
		out = append(out, e.To)
	}
	for _, s := range e.gained {
		if !slices.Contains(out, s.PersonID) {
			out = append(out, s.PersonID)
		}
	}
	return out
}

// others are further people who serve less, or more, by a handover: those whom overrides bring in and take off.
func (e effect) others() []ID {
	return slices.DeleteFunc(everybody(slices.Concat(e.lost, e.gained)), func(id ID) bool { return id == e.To || id == e.Shift.PersonID })
}

// of returns one person's duties among some.
func of(person ID, duties []Shift) []Shift {
	if len(duties) == 1 && duties[0].PersonID == person { // nearly always
		return duties
	}
	var out []Shift
	for _, s := range duties {
		if s.PersonID == person {
			out = append(out, s)
		}
	}
	return out
}

func overlapsAny(at Interval, duties []Shift) bool {
	return slices.ContainsFunc(duties, func(s Shift) bool { return s.Overlaps(at) })
}

// Trades reports whether everybody who gives something in some handovers really serves it now, and everybody who takes it really will.
// Where an override has another person serve, nothing is given in return.
func (b *SwapBoard) Trades(hs []Handover) bool { return trades(b.effects(hs)) }

func trades(es []effect) bool {
	return !slices.ContainsFunc(es, func(e effect) bool {
		return len(of(e.Shift.PersonID, e.lost)) == 0 || e.To != 0 && len(of(e.To, e.gained)) == 0
	})
}

// dutiesAfter returns a person's duties after some handovers, in order of time.
func (b *SwapBoard) dutiesAfter(person ID, es []effect) []Shift {
	var out []Shift
	for _, s := range b.own[person] {
		out = append(out, cutOut(s, es)...)
	}
	for _, e := range es {
		for _, s := range e.after {
			if s.PersonID == person {
				out = append(out, s)
			}
		}
	}
	slices.SortStableFunc(out, func(x, y Shift) int { return cmp.Or(x.Start.Compare(y.Start), cmp.Compare(x.RoleID, y.RoleID)) })
	return out
}

// cutOut returns a duty without the parts of it that handovers concern.
func cutOut(s Shift, es []effect) []Shift {
	var gone []Interval
	for _, e := range es {
		if e.concerns(s) {
			gone = append(gone, e.Part)
		}
	}
	if gone == nil {
		return []Shift{s}
	}
	var out []Shift
	for _, left := range Uncovered(s.Interval, gone) {
		part := s
		part.Interval = left
		out = append(out, part)
	}
	return out
}

// restsAround is the time from what a taker serves of a part to their duties before and after it, −1 where there is none.
func (b *SwapBoard) restsAround(e effect, es []effect) (before, after time.Duration) {
	before, after = -1, -1
	takes := of(e.To, e.gained)
	for _, s := range b.dutiesAfter(e.To, es) {
		if e.holds(s) {
			continue
		}
		for _, taken := range takes {
			if d := taken.Start.Sub(s.End); d >= 0 && (before < 0 || d < before) {
				before = d
			}
			if d := s.Start.Sub(taken.End); d >= 0 && (after < 0 || d < after) {
				after = d
			}
		}
	}
	return before, after
}

// gapOf is the least time between what takers serve and their duties before and after it; for ever where they have none.
func (b *SwapBoard) gapOf(es []effect) time.Duration {
	least := time.Duration(math.MaxInt64)
	for _, e := range es {
		before, after := b.restsAround(e, es)
		for _, d := range []time.Duration{before, after} {
			if d >= 0 {
				least = min(least, d)
			}
		}
	}
	return least
}

// wishesOf is how many wishes come true by some handovers, less those that break.
func (b *SwapBoard) wishesOf(es []effect) (n int) {
	for _, e := range es {
		for _, id := range everybody(e.gained) {
			n += int(b.wishesFor(id, of(id, e.gained)...))
		}
		for _, id := range everybody(e.lost) {
			n -= int(b.wishesFor(id, of(id, e.lost)...))
		}
	}
	return n
}

// everybody returns the people of some duties, each once.
func everybody(duties []Shift) []ID {
	var out []ID
	for _, s := range duties {
		if !slices.Contains(out, s.PersonID) {
			out = append(out, s.PersonID)
		}
	}
	return out
}
