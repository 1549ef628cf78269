package model

import (
	"fmt"
	"slices"
	"sort"
	"time"
)

// checkSeniors says where a turn would have fewer seniors than its rota asks for, and fewer than it has now.
func (b *SwapBoard) checkSeniors(hs []Handover) (out []SwapProblem) {
	said := map[ID]bool{} // by rotation
	for _, h := range hs {
		rotation := h.Shift.RotationID
		need := b.Build[rotation].MinSenior
		if need == 0 || said[rotation] || h.Shift.State == Draft && h.To == 0 {
			continue
		}
		for _, at := range b.moments(h) {
			before, after := b.seniorsAt(rotation, at, nil), b.seniorsAt(rotation, at, hs)
			if after < min(need, before) {
				said[rotation] = true
				text := fmt.Sprintf("%s from %s would have %s, and its rule asks for %d.", b.rotation[rotation].Name, h.Part.Start.Format(swapTime),
					Count(after, "senior", "seniors"), need)
				if after == 0 {
					text = fmt.Sprintf("%s from %s would have no senior.", b.rotation[rotation].Name, h.Part.Start.Format(swapTime))
				}
				out = append(out, SwapProblem{RuleSenior, h.To, true, text, "the turn would have too few seniors"})
				break
			}
		}
	}
	return out
}

// moments are the instants in a part at which the people of its rotation may change.
func (b *SwapBoard) moments(h Handover) []time.Time {
	out := []time.Time{h.Part.Start}
	for _, s := range b.around(h.Part) {
		if s.RotationID == h.Shift.RotationID && h.Part.Contains(s.Start) {
			out = append(out, s.Start)
		}
	}
	return out
}

// around returns the duties that overlap an interval.
func (b *SwapBoard) around(at Interval) []Shift {
	var out []Shift
	earliest := at.Start.Add(-b.longest)
	first := sort.Search(len(b.duties), func(i int) bool { return !b.duties[i].Start.Before(earliest) })
	for _, s := range b.duties[first:] {
		if !s.Start.Before(at.End) {
			break
		}
		if s.Overlaps(at) {
			out = append(out, s)
		}
	}
	return out
}

// holderAt returns who has a duty at an instant, after some handovers.
func holderAt(s Shift, at time.Time, hs []Handover) ID {
	for _, h := range hs {
		if h.Shift.ID == s.ID && s.Override == 0 && h.Part.Contains(at) {
			return h.To
		}
	}
	return s.PersonID
}

func (b *SwapBoard) seniorsAt(rotation ID, at time.Time, hs []Handover) (n int) {
	for _, s := range b.around(Interval{at, at.Add(time.Millisecond)}) {
		if s.RotationID == rotation && b.person[holderAt(s, at, hs)].Senior {
			n++
		}
	}
	return n
}

// checkApart says whether a taker would be on call in a rotation together with somebody they are kept apart from.
func (b *SwapBoard) checkApart(p Person, h Handover, hs []Handover) []SwapProblem {
	apart := b.apart[p.ID]
	if len(apart) == 0 {
		return nil
	}
	for _, s := range b.around(h.Part) {
		if s.RotationID != h.Shift.RotationID || s.ID == h.Shift.ID {
			continue
		}
		for _, at := range append(b.moments(h), s.Start) {
			if !h.Part.Contains(at) || !s.Contains(at) {
				continue
			}
			other := holderAt(s, at, hs)
			if slices.Contains(apart, other) && !(b.servesAt(h.Shift.RotationID, at, p.ID) && b.servesAt(h.Shift.RotationID, at, other)) {
				short := fmt.Sprintf("never on call together with %s", b.Name(other))
				return []SwapProblem{{RuleApart, p.ID, true, fmt.Sprintf("%s is %s, and would be from %s.", p.Name, short, at.Format(swapTime)), short}}
			}
		}
	}
	return nil
}

// servesAt reports whether a person is on call in a rotation at an instant, as things stand.
func (b *SwapBoard) servesAt(rotation ID, at time.Time, person ID) bool {
	return slices.ContainsFunc(b.own[person], func(s Shift) bool { return s.RotationID == rotation && s.Contains(at) })
}
