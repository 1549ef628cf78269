package model

import (
	"math"
	"slices"
	"time"
)

// fairness is how the duties of each rotation are spread. A load is counted in duties: the parts of a turn add up to one, and a turn
// that holds a public holiday counts as often as the rotation's rules say.
type fairness struct {
	load  map[ID]map[ID]float64 // by rotation and person, since its Since: history, what is published ahead, and a newcomer's credit
	share map[ID]map[ID]float64 // by rotation and person: the part of a full load that is fair for them
	since map[ID]time.Time      // by rotation: from when duties count
}

// SwapLoad is what a swap does to one person's load in one rotation.
type SwapLoad struct {
	PersonID, RotationID ID
	Before, After        float64 // duties, since the rotation's history begins and to the end of what is published
	Share                float64 // of a full load, above 0 and up to 1
}

// weight is what a duty, or a part of one, counts.
func (b *SwapBoard) weight(s Shift) float64 {
	whole := b.turn[keyOf(s)]
	if whole <= 0 { // somebody who was added to no turn of the role
		whole = time.Duration(b.rotation[s.RotationID].At(b.Now).Hours()) * time.Hour
	}
	if whole <= 0 {
		whole = max(s.Duration(), time.Hour)
	}
	w := float64(s.Duration()) / float64(whole)
	if factor := b.Build[s.RotationID].HolidayFactor; factor > 1 {
		turn := Interval{s.Slot, s.Slot.Add(whole)}
		if slices.ContainsFunc(b.Heavy[s.RotationID], func(d Date) bool { return HoldsDay(turn, d) }) {
			w *= float64(factor)
		}
	}
	return w
}

// spread adds up the loads of all rotations.
func (b *SwapBoard) spread() fairness {
	f := fairness{load: map[ID]map[ID]float64{}, share: map[ID]map[ID]float64{}, since: map[ID]time.Time{}}
	for _, r := range b.Rotations {
		rules := b.Build[r.ID]
		f.since[r.ID] = b.Now.AddDate(0, 0, -7*rules.HistoryWeeks)
		f.load[r.ID], f.share[r.ID] = map[ID]float64{}, map[ID]float64{}
		most := 0
		for _, id := range b.members[r.ID] {
			most = max(most, b.person[id].WeekMinutes)
		}
		for _, p := range b.People {
			f.share[r.ID][p.ID] = 1
			if rules.ByHours && p.WeekMinutes > 0 && p.WeekMinutes < most {
				f.share[r.ID][p.ID] = max(1, math.Round(20*float64(p.WeekMinutes)/float64(most))) / 20
			}
		}
	}
	for _, s := range b.duties {
		if load := f.load[s.RotationID]; load != nil && s.PersonID != 0 && !s.Start.Before(f.since[s.RotationID]) {
			load[s.PersonID] += b.weight(s)
		}
	}
	for _, r := range b.Rotations {
		for id, credit := range b.credit(r, f) {
			f.load[r.ID][id] += credit
		}
	}
	return f
}

// credit is what newcomers of a rotation get for the time before they joined, at the pace of the others, as when a rota is built: nobody
// has to catch up with a time when they were not there. In the first two rounds of a rotation nobody is a newcomer.
func (b *SwapBoard) credit(r Rotation, f fairness) map[ID]float64 {
	first := b.First[r.ID]
	if len(first) == 0 || len(b.members[r.ID]) == 0 || len(r.Roles) == 0 {
		return nil
	}
	var began time.Time
	for _, at := range first {
		if began.IsZero() || at.Before(began) {
			began = at
		}
	}
	rounds := 2 * ((len(b.members[r.ID]) + len(r.Roles) - 1) / len(r.Roles))
	since := began.Add(time.Duration(rounds) * time.Duration(r.At(b.Now).Hours()) * time.Hour)
	if since.Before(f.since[r.ID]) {
		since = f.since[r.ID]
	}
	joined, shares := map[ID]time.Time{}, 0.0
	for _, id := range b.members[r.ID] {
		at, served := first[id]
		if !served || at.After(b.Now) {
			at = b.Now
		}
		if at.After(since) {
			joined[id] = at
		} else {
			shares += f.share[r.ID][id]
		}
	}
	out := map[ID]float64{}
	if shares == 0 {
		return out
	}
	for id, at := range joined {
		sum := 0.0
		for _, s := range b.duties {
			_, newcomer := joined[s.PersonID]
			if s.RotationID == r.ID && !newcomer && slices.Contains(b.members[r.ID], s.PersonID) && s.Start.Before(at) && !s.Start.Before(f.since[r.ID]) {
				sum += b.weight(s)
			}
		}
		out[id] = f.share[r.ID][id] * sum / shares
	}
	return out
}

// moved returns what some handovers add to each person's load, by rotation.
func (b *SwapBoard) moved(es []effect) map[ID]map[ID]float64 {
	out := map[ID]map[ID]float64{}
	for _, e := range es {
		if out[e.Shift.RotationID] == nil {
			out[e.Shift.RotationID] = map[ID]float64{}
		}
		by := out[e.Shift.RotationID]
		for _, id := range []ID{e.Shift.PersonID, e.To} {
			if id != 0 {
				by[id] += 0 // concerned, even if overrides leave them nothing
			}
		}
		for _, s := range e.before {
			if s.PersonID != 0 {
				by[s.PersonID] -= b.weight(s)
			}
		}
		for _, s := range e.after {
			if s.PersonID != 0 {
				by[s.PersonID] += b.weight(s)
			}
		}
	}
	return out
}

// LoadsOf returns the loads of the people whom some handovers concern, before and after, in order of their appearance; last are those
// whom overrides bring in or take off because of them.
func (b *SwapBoard) LoadsOf(hs []Handover) []SwapLoad { return b.loadsOf(hs, b.effects(hs)) }

func (b *SwapBoard) loadsOf(hs []Handover, es []effect) []SwapLoad {
	moved := b.moved(es)
	people := b.peopleOf(hs, es)
	var out []SwapLoad
	for _, r := range b.Rotations {
		for _, id := range people {
			by, concerned := moved[r.ID][id]
			if _, known := b.index[id]; !concerned || !known {
				continue
			}
			before := b.fair.load[r.ID][id]
			out = append(out, SwapLoad{id, r.ID, before, before + by, b.fair.share[r.ID][id]})
		}
	}
	return out
}

// LoadsBetween returns the loads on this board and on the one that some handovers made of it: of the people they concern, in order of
// their appearance, and of whoever else's load changes.
func (b *SwapBoard) LoadsBetween(after *SwapBoard, hs []Handover) []SwapLoad {
	people := PeopleIn(hs)
	concerned := len(people)
	for _, p := range b.People {
		if !slices.Contains(people, p.ID) {
			people = append(people, p.ID)
		}
	}
	var out []SwapLoad
	for _, r := range b.Rotations {
		for i, id := range people {
			l := SwapLoad{id, r.ID, b.fair.load[r.ID][id], after.fair.load[r.ID][id], b.fair.share[r.ID][id]}
			named := i < concerned && slices.ContainsFunc(hs, func(h Handover) bool { return h.Shift.RotationID == r.ID && (h.To == id || h.Shift.PersonID == id) })
			if _, known := b.index[id]; known && (named || millionths(l.After-l.Before) != 0) {
				out = append(out, l)
			}
		}
	}
	return out
}

// peopleOf returns the people some handovers concern, then those whom overrides bring in or take off because of them.
func (b *SwapBoard) peopleOf(hs []Handover, es []effect) []ID {
	out := PeopleIn(hs)
	for _, e := range es {
		for _, id := range e.others() {
			if !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
}

// Unfairness returns Σ load²/share of a rotation: the less, the fairer. A rota that has the least possible is the fairest by every common
// measure (docs/rota-proof.md).
func (b *SwapBoard) Unfairness(rotation ID) (sum float64) {
	for _, p := range b.People { // in their order, so that the last digits are always the same
		load := b.fair.load[rotation][p.ID]
		sum += load * load / b.fair.share[rotation][p.ID]
	}
	return sum
}

// ChangeOf returns what some handovers add to Σ load²/share of the rotations concerned. Negative is fairer. It is rounded to millionths,
// so that what is equal compares as equal.
func (b *SwapBoard) ChangeOf(hs []Handover) (sum float64) { return b.changeOf(hs, b.effects(hs)) }

func (b *SwapBoard) changeOf(hs []Handover, es []effect) (sum float64) {
	for _, l := range b.loadsOf(hs, es) {
		sum += (l.After*l.After - l.Before*l.Before) / l.Share
	}
	return millionths(sum)
}

func millionths(x float64) float64 { return math.Round(x*1e6) / 1e6 }

// LoadRange returns the least and the most load among a rotation's people, as they are with full hours, after some handovers.
func (b *SwapBoard) LoadRange(rotation ID, hs []Handover) (least, most float64) {
	moved := b.moved(b.effects(hs))[rotation]
	for i, id := range b.members[rotation] {
		load := b.fair.load[rotation][id] + moved[id]
		if i == 0 || load < least {
			least = load
		}
		most = max(most, load)
	}
	return least, most
}
