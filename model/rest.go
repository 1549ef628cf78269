package model

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// DutyRules are a team's limits on how much one person is on call.
type DutyRules struct {
	Rest     time.Duration // least time free between two duties of one person; 0 asks for none
	MaxShare float64       // most of a person's time on call, above 0 and up to 1
}

// DefaultDutyRules are the rules of a team that none were set for: LeastRest, and a quarter of the time after the SRE book, chapter 11.
func DefaultDutyRules() DutyRules { return DutyRules{Rest: LeastRest, MaxShare: 0.25} }

// Check reports broken rules.
func (r DutyRules) Check() error {
	var p Problems
	if r.Rest < 0 || r.Rest > 28*24*time.Hour || r.Rest%time.Minute != 0 {
		p.Add("rest", "A rest of %g hours is not possible: it is from 0 (none) to 672 hours, in whole minutes.", r.Rest.Hours())
	}
	if !(r.MaxShare > 0 && r.MaxShare <= 1) {
		p.Add("oncall_share", "%g %% of a person's time on call is not possible: it is above 0 %% and up to 100 %%.", r.MaxShare*100)
	}
	return p.Err()
}

// ShortRest is a rest of one person that is shorter than the rules ask for.
type ShortRest struct {
	Before, After Shift         // the duty that ends last before the rest, and the one that starts first after it
	Rest          time.Duration // what is free between the two, above zero
}

// PersonID returns whose rest it is.
func (s ShortRest) PersonID() ID { return s.Before.PersonID }

// ShortRests returns the rests that are shorter than the rules ask for, by their start. Duties of several people and of all rotations
// may be mixed; duties without a person are left out. Duties of one person that touch or overlap are one duty: nobody rests in it, and
// nobody is asked to. For a window to be whole, give the duties Rest further than it on both sides.
func (r DutyRules) ShortRests(duties []Shift) []ShortRest {
	var out []ShortRest
	for _, own := range byPerson(duties) {
		last := own[0]
		for _, s := range own[1:] {
			if rest := s.Start.Sub(last.End); rest > 0 && rest < r.Rest {
				out = append(out, ShortRest{last, s, rest})
			}
			if s.End.After(last.End) {
				last = s
			}
		}
	}
	slices.SortStableFunc(out, func(a, b ShortRest) int { return a.Before.End.Compare(b.Before.End) })
	return out
}

// NewShortRests returns the short rests that a change of people makes: those of the duties after it that were not there before, or
// were longer.
func (r DutyRules) NewShortRests(before, after []Shift) []ShortRest {
	type place struct {
		person   ID
		from, to int64
	}
	at := func(s ShortRest) place { return place{s.PersonID(), s.Before.End.UnixNano(), s.After.Start.UnixNano()} }
	had := map[place]bool{}
	for _, s := range r.ShortRests(before) {
		had[at(s)] = true
	}
	return slices.DeleteFunc(r.ShortRests(after), func(s ShortRest) bool { return had[at(s)] })
}

// DoubleBooking is a time in which one person holds two duties, of one rotation or of two.
type DoubleBooking struct {
	A, B Shift // A starts first
	Part Interval
}

// DoubleBookings returns the times in which one person holds two duties, by their start. Duties of several people may be mixed.
func DoubleBookings(duties []Shift) []DoubleBooking {
	var out []DoubleBooking
	for _, own := range byPerson(duties) {
		var open []Shift // may reach into what follows
		for _, s := range own {
			open = slices.DeleteFunc(open, func(o Shift) bool { return !o.End.After(s.Start) })
			for _, o := range open {
				out = append(out, DoubleBooking{o, s, o.Interval.Intersect(s.Interval)})
			}
			open = append(open, s)
		}
	}
	slices.SortStableFunc(out, func(a, b DoubleBooking) int { return a.Part.Start.Compare(b.Part.Start) })
	return out
}

// TimeOnCall returns each person's time on call in window. Two duties at once count once: it is a union of intervals, never a sum.
func TimeOnCall(duties []Shift, window Interval) map[ID]time.Duration {
	parts := map[ID][]Interval{}
	for _, s := range duties {
		if cut := s.Interval.Intersect(window); s.PersonID != 0 && !cut.Empty() {
			parts[s.PersonID] = append(parts[s.PersonID], cut)
		}
	}
	out := make(map[ID]time.Duration, len(parts))
	for id, in := range parts {
		out[id] = TotalDuration(in)
	}
	return out
}

// OnCallShare is how much of a window one person is on call.
type OnCallShare struct {
	PersonID ID
	Time     time.Duration
	Share    float64 // Time / length of the window, 0 to 1
}

// Shares returns who is on call in window and for how much of it, the most first.
func Shares(duties []Shift, window Interval) []OnCallShare {
	var out []OnCallShare
	for id, d := range TimeOnCall(duties, window) {
		out = append(out, OnCallShare{id, d, float64(d) / float64(window.Duration())})
	}
	slices.SortFunc(out, func(a, b OnCallShare) int {
		return cmp.Or(-cmp.Compare(a.Time, b.Time), cmp.Compare(a.PersonID, b.PersonID))
	})
	return out
}

// OverShare returns who is on call for more of window than the rules allow, the most first.
func (r DutyRules) OverShare(duties []Shift, window Interval) []OnCallShare {
	return slices.DeleteFunc(Shares(duties, window), func(s OnCallShare) bool { return s.Share <= r.MaxShare })
}

// byPerson splits duties by their person, in order of IDs, each sorted as SortShifts does; nobody's and empty ones are left out.
func byPerson(duties []Shift) [][]Shift {
	lists := map[ID][]Shift{}
	for _, s := range duties {
		if s.PersonID != 0 && !s.Empty() {
			lists[s.PersonID] = append(lists[s.PersonID], s)
		}
	}
	var out [][]Shift
	for _, id := range slices.Sorted(maps.Keys(lists)) {
		SortShifts(lists[id])
		out = append(out, lists[id])
	}
	return out
}
