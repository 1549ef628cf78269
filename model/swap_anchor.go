package model

import (
	"fmt"
	"slices"
	"time"
)

// Settle says where a swap stands now: one whose shift has begun has expired, one whose shift is gone, or somebody else's meanwhile, has
// ended with the reason. For one that still waits it returns what would change hands, as the shifts stand now.
func (b *SwapBoard) Settle(s Swap) (Swap, []Handover) {
	if !s.Live() {
		return s, nil
	}
	hs, state, reason := b.resolve(s)
	if state == "" {
		return s, hs
	}
	s.end(state, b.Now, reason)
	kind := StepEnded
	if state == SwapExpired {
		kind = StepExpired
	}
	s.note(kind, SwapBy{At: b.Now, Who: "Watchbill"}, reason)
	return s, nil
}

// resolve finds the parts of a swap on the board.
func (b *SwapBoard) resolve(s Swap) (hs []Handover, state SwapState, reason string) {
	for _, l := range s.Legs {
		found, state, reason := b.resolveLeg(l, s.Created)
		if state != "" {
			return nil, state, reason
		}
		hs = append(hs, found...)
	}
	return hs, "", ""
}

func (b *SwapBoard) resolveLeg(l SwapLeg, asked time.Time) (hs []Handover, state SwapState, reason string) {
	ended := func(format string, args ...any) ([]Handover, SwapState, string) {
		return nil, SwapEnded, fmt.Sprintf(format, args...)
	}
	anchor, ok := b.anchorOf(l)
	if !ok {
		return ended("The shift from %s is not published any more.", l.Start.In(l.ShiftStart.Location()).Format(swapTime))
	}
	part := l.Interval
	moved := anchor.Start.Sub(l.ShiftStart)
	part.Start, part.End = part.Start.Add(moved).In(anchor.Start.Location()), part.End.Add(moved).In(anchor.Start.Location())
	if l.Whole && anchor.Duration() >= part.Duration() {
		part = anchor.Interval // it was moved, or became longer
	}
	if !l.ShiftStart.After(asked) { // under way when it was asked for: its rest, whatever is left of it
		part = part.Intersect(RestFrom(anchor.spanning(part), b.Now))
	} else if !part.Start.After(b.Now) {
		return nil, SwapExpired, fmt.Sprintf("The shift began %s.", part.Start.Format(swapTime))
	}
	if part.Empty() {
		return nil, SwapExpired, fmt.Sprintf("The shift is over since %s.", l.End.Add(moved).In(anchor.Start.Location()).Format(swapTime))
	}
	for _, piece := range b.Shifts {
		cut := piece.Interval.Intersect(part)
		if cut.Empty() || keyOf(piece) != keyOf(anchor) || piece.State != Published {
			continue
		}
		if piece.PersonID != l.From {
			return ended("The shift from %s is %s’s meanwhile.", piece.Start.Format(swapTime), b.Name(piece.PersonID))
		}
		hs = append(hs, Handover{Shift: piece, Part: cut, To: l.To})
	}
	if len(hs) == 0 {
		return ended("The part from %s is no longer in the shift.", part.Start.Format(swapTime))
	}
	return hs, "", ""
}

// anchorOf finds the shift that a part belongs to. When a rule with other handoffs was published, the shift has a new place in the rota
// and a new UID: then it is the one of the same person and role that it has become. That is the one that begins nearest, less than half a
// turn away, if it is long enough for the part.
func (b *SwapBoard) anchorOf(l SwapLeg) (Shift, bool) {
	if s, ok := b.Find(l.UID); ok && s.State == Published {
		return s, true
	}
	var found Shift
	least := time.Duration(-1)
	for _, s := range b.Shifts {
		away := s.Start.Sub(l.ShiftStart).Abs()
		if s.RoleID != l.RoleID || s.State != Published || least >= 0 && away >= least {
			continue
		}
		found, least = s, away
	}
	part := l.Interval
	part.Start, part.End = part.Start.Add(found.Start.Sub(l.ShiftStart)), part.End.Add(found.Start.Sub(l.ShiftStart))
	kept := found.Interval.Intersect(part).Duration()
	if least < 0 || found.PersonID != l.From || 2*least >= found.Duration() || kept < part.Duration() && (!l.Whole || 2*kept < part.Duration()) {
		return Shift{}, false
	}
	return found, true
}

// spanning returns the shift stretched over an interval: a leg may reach over parts that were cut off since.
func (s Shift) spanning(i Interval) Shift {
	if i.End.After(s.End) {
		s.End = i.End
	}
	return s
}

// Clash returns the first of other swaps that waits for a part of what some handovers concern.
func (b *SwapBoard) Clash(hs []Handover, others []Swap) (Swap, bool) {
	for _, o := range others {
		settled, theirs := b.Settle(o)
		if !settled.Live() {
			continue
		}
		for _, h := range hs {
			if slices.ContainsFunc(theirs, func(x Handover) bool { return x.Shift.ID == h.Shift.ID && x.Part.Overlaps(h.Part) }) {
				return o, true
			}
		}
	}
	return Swap{}, false
}

// LegsOf anchors handovers, for what is given back.
func LegsOf(hs []Handover) []SwapLeg {
	s, _ := NewSwap(hs, nil, SwapBy{})
	for i := range s.Legs {
		s.Legs[i].Open = false
	}
	return s.Legs
}
