package model

import (
	"fmt"
	"slices"
	"sort"
	"time"
)

// checkSeniors says where a turn would have fewer seniors than its rota asks for, and fewer than it has now. What is for whoever takes it
// is looked at when somebody does.
func (b *SwapBoard) checkSeniors(es []effect) (out []SwapProblem) {
	es = slices.DeleteFunc(slices.Clone(es), func(e effect) bool { return e.To == 0 })
	said := map[ID]bool{} // by rotation
	for _, e := range es {
		rotation := e.Shift.RotationID
		need := b.Build[rotation].MinSenior
		if need == 0 || said[rotation] {
			continue
		}
		for _, at := range b.moments(e, es) {
			before, after := b.seniorsAt(rotation, at, nil), b.seniorsAt(rotation, at, es)
			if after < min(need, before) {
				said[rotation] = true
				text := fmt.Sprintf("%s from %s would have %s, and its rule asks for %d.", b.rotation[rotation].Name, at.Format(swapTime),
					Count(after, "senior", "seniors"), need)
				if after == 0 {
					text = fmt.Sprintf("%s from %s would have no senior.", b.rotation[rotation].Name, at.Format(swapTime))
				}
				out = append(out, SwapProblem{RuleSenior, e.To, true, text, "the turn would have too few seniors"})
				break
			}
		}
	}
	return out
}

// moments are the instants in a part at which the people of its rotation may change, before or after some handovers.
func (b *SwapBoard) moments(e effect, es []effect) []time.Time {
	out := []time.Time{e.Part.Start}
	add := func(s Shift) {
		for _, at := range []time.Time{s.Start, s.End} {
			if e.Part.Contains(at) {
				out = append(out, at.In(e.Part.Start.Location()))
			}
		}
	}
	for _, s := range b.around(e.Part) {
		if s.RotationID == e.Shift.RotationID {
			add(s)
		}
	}
	for _, x := range es {
		for _, s := range x.after {
			add(s)
		}
	}
	slices.SortFunc(out, time.Time.Compare)
	return slices.CompactFunc(out, time.Time.Equal)
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

// seniorsAt counts the seniors on call in a rotation at an instant, after some handovers.
func (b *SwapBoard) seniorsAt(rotation ID, at time.Time, es []effect) (n int) {
	count := func(duties []Shift, by int) {
		for _, s := range duties {
			if s.RotationID == rotation && s.Contains(at) && b.person[s.PersonID].Senior {
				n += by
			}
		}
	}
	count(b.around(Interval{at, at.Add(time.Millisecond)}), 1)
	for _, e := range es {
		count(e.lost, -1)
		count(e.gained, 1)
	}
	return n
}

// checkApart says whether a taker would be on call in a rotation together with somebody they are kept apart from, when they are not now.
func (b *SwapBoard) checkApart(p Person, takes []Shift, es []effect) []SwapProblem {
	for _, other := range b.apart[p.ID] {
		theirs := b.dutiesAfter(other, es)
		for _, s := range takes {
			for _, o := range theirs {
				meet := s.Interval.Intersect(o.Interval)
				if s.RotationID != o.RotationID || meet.Empty() {
					continue
				}
				fresh := Uncovered(meet, b.together(s.RotationID, p.ID, other))
				if len(fresh) > 0 {
					short := fmt.Sprintf("never on call together with %s", b.Name(other))
					return []SwapProblem{{RuleApart, p.ID, true, fmt.Sprintf("%s is %s, and would be from %s.", p.Name, short, fresh[0].Start.Format(swapTime)), short}}
				}
			}
		}
	}
	return nil
}

// together returns when two people are on call in a rotation at once, as things stand.
func (b *SwapBoard) together(rotation, x, y ID) []Interval {
	in := func(person ID) (out []Interval) {
		for _, s := range b.own[person] {
			if s.RotationID == rotation {
				out = append(out, s.Interval)
			}
		}
		return Union(out)
	}
	return common(in(x), in(y))
}
