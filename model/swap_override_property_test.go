package model

import (
	"cmp"
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// drawOverrides lays overrides of all kinds over a drawn team's shifts.
func drawOverrides(t *rapid.T) *SwapBoard {
	f := drawBoard(t).SwapFacts
	for i := range rapid.IntRange(1, 4).Draw(t, "overrides") {
		at := rapid.IntRange(24, 130).Draw(t, "over")
		o := Override{ID: ID(i + 1), RoleID: ID(rapid.IntRange(1, 3).Draw(t, "role")), UID: "o", Created: swapNow.Add(time.Duration(i))}
		o.RotationID, o.Interval = min(o.RoleID, 2), fromTo(float64(at), float64(at+rapid.IntRange(1, 50).Draw(t, "hours")))
		o.Kind = rapid.SampledFrom([]OverrideKind{OverrideReplace, OverrideReplace, OverrideAdd, OverrideRemove}).Draw(t, "what")
		if o.Kind != OverrideRemove {
			o.PersonID = ID(rapid.IntRange(1, len(f.People)).Draw(t, "in"))
		}
		if o.Kind != OverrideAdd && rapid.Bool().Draw(t, "named") {
			o.OutID = ID(rapid.IntRange(1, len(f.People)).Draw(t, "out"))
		}
		if o.Check() == nil && len(DoubleBookings(Duties(f.Shifts, append(slices.Clone(f.Overrides), o)))) == 0 {
			f.Overrides = append(f.Overrides, o)
		}
	}
	return NewSwapBoard(f)
}

// roster is who serves, hour by hour and role by role: worked out from the duties, and from nothing that ranks swaps.
type roster map[moment]map[ID]bool

func rosterOf(duties []Shift) roster {
	out := roster{}
	for _, s := range duties {
		for at := s.Start; at.Before(s.End) && s.PersonID != 0; at = at.Add(time.Hour) {
			m := moment{s.RoleID, at.Unix() / 3600}
			if out[m] == nil {
				out[m] = map[ID]bool{}
			}
			out[m][s.PersonID] = true
		}
	}
	return out
}

// bruteForce judges handovers by who serves before and after them, hour by hour.
type bruteForce struct {
	*SwapBoard
	was, is roster
	hours   []int64
}

func (x *bruteForce) judge(mayBend bool) func([]Handover) (key, bool) {
	return func(hs []Handover) (key, bool) {
		pieces, err := SplitHandovers(hs)
		if err != nil {
			return key{}, false
		}
		for _, s := range x.Shifts {
			if !slices.ContainsFunc(hs, func(h Handover) bool { return h.Shift.ID == s.ID }) {
				pieces = append(pieces, s)
			}
		}
		x.is = rosterOf(Duties(pieces, x.Overrides))
		if x.refused() || len(hs) > 1 && !x.trades(hs) {
			return key{}, false
		}
		bends := len(x.Check(hs))
		after, err := x.With(hs)
		if err != nil || bends > 0 && !mayBend {
			return key{}, false
		}
		k := key{bends: bends, people: max(2, len(hs)), gap: math.MaxInt64}
		for _, r := range x.Rotations {
			k.change += after.Unfairness(r.ID) - x.Unfairness(r.ID)
		}
		k.change = millionths(k.change)
		for _, h := range hs {
			k.wishes += x.wishes(h, x.is, x.was) - x.wishes(h, x.was, x.is)
			k.gap = min(k.gap, x.gap(h))
		}
		return k, true
	}
}

// refused reports whether anybody serves what they cannot, and did not before.
func (x *bruteForce) refused() bool {
	role := map[ID]ID{1: 1, 2: 2, 3: 2} // of which rotation
	serves := func(r roster, person ID, at int64, in ID) (n int) {
		for id, rotation := range role {
			if (in == 0 || in == rotation) && r[moment{id, at}][person] {
				n++
			}
		}
		return n
	}
	for _, at := range x.hours {
		hour := Interval{time.Unix(at*3600, 0), time.Unix(at*3600+3600, 0)}
		for _, p := range x.People {
			for id, rotation := range role {
				m := moment{id, at}
				if !x.is[m][p.ID] || x.was[m][p.ID] {
					continue
				}
				away := slices.ContainsFunc(x.TimeOff, func(o TimeOff) bool { return o.PersonID == p.ID && o.Overlaps(hour) })
				if away || serves(x.is, p.ID, at, 0) > 1 {
					return true
				}
				for _, a := range x.Aparts {
					meet := func(r roster) bool { return serves(r, a.A, at, rotation) > 0 && serves(r, a.B, at, rotation) > 0 }
					if (a.A == p.ID || a.B == p.ID) && meet(x.is) && !meet(x.was) {
						return true
					}
				}
			}
		}
		for _, r := range x.Rotations {
			before, after := 0, 0
			for _, p := range x.People {
				if p.Senior {
					before, after = before+serves(x.was, p.ID, at, r.ID), after+serves(x.is, p.ID, at, r.ID)
				}
			}
			if after < min(before, x.Build[r.ID].MinSenior) {
				return true
			}
		}
	}
	return false
}

// more are the hours of a part that a person serves in one roster and not in another.
func (x *bruteForce) more(h Handover, person ID, in, less roster) (out []int64) {
	for at := h.Part.Start.Unix() / 3600; at < h.Part.End.Unix()/3600; at++ {
		if m := (moment{h.Shift.RoleID, at}); in[m][person] && !less[m][person] {
			out = append(out, at)
		}
	}
	return out
}

func (x *bruteForce) trades(hs []Handover) bool {
	return !slices.ContainsFunc(hs, func(h Handover) bool {
		return len(x.more(h, h.Shift.PersonID, x.was, x.is)) == 0 || len(x.more(h, h.To, x.is, x.was)) == 0
	})
}

// wishes are those that hours of a part meet which people serve in one roster and not in another, less those they break.
func (x *bruteForce) wishes(h Handover, in, less roster) (n int) {
	for _, p := range x.People {
		meets, breaks := 0, 0
		for _, at := range x.more(h, p.ID, in, less) {
			for _, w := range x.Wishes {
				if w.PersonID != p.ID || at*3600 < w.From.Start(time.UTC).Unix() || at*3600 >= w.Until.AddDays(1).Start(time.UTC).Unix() {
					continue
				}
				if w.Kind == Avoid {
					breaks = 1
				} else {
					meets = 1
				}
			}
		}
		n += cmp.Or(-breaks, meets)
	}
	return n
}

// gap is the least time between the hours of a part that its taker comes to serve and others of theirs, outside of the part.
func (x *bruteForce) gap(h Handover) time.Duration {
	least := time.Duration(math.MaxInt64)
	for _, at := range x.more(h, h.To, x.is, x.was) {
		for m, who := range x.is {
			outside := m.role != h.Shift.RoleID || m.at < h.Part.Start.Unix()/3600 || m.at >= h.Part.End.Unix()/3600
			if who[h.To] && outside {
				least = min(least, time.Duration(max(m.at-at, at-m.at)-1)*time.Hour)
			}
		}
	}
	return least
}

// Whatever overrides lie over the shifts, the suggestions are exactly what trying everything finds by who really serves.
func TestSuggestionsUnderOverridesEqualBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := drawOverrides(t)
		h, ok := drawPart(t, b)
		if !ok {
			return
		}
		x := &bruteForce{SwapBoard: b, was: rosterOf(b.duties)}
		for at := range int64(9 * 24) {
			x.hours = append(x.hours, swapNow.Unix()/3600-8+at)
		}
		mayBend := rapid.Bool().Draw(t, "may bend")
		checkSuggestions(t, b, h, mayBend, allWays(b, h, x.judge(mayBend)))
	})
}
