package workspace

import (
	"math"
	"slices"
	"time"

	"watchbill/model"
	"watchbill/rostering"
)

// served is a duty, or a part of one, that lies before the window.
type served struct {
	person model.ID
	start  time.Time
	part   float64 // of the turn
	turn   model.Turn
}

// addDays tells the engine what days turns hold: a weight for public holidays, the further criteria, and what everybody carries over.
//
// The load carried over is counted in whole duties. Someone who served d duties since Since carries d; parts of turns add up, so that
// swaps and covers count for whoever really served. A newcomer, whose first shift came later than two rounds after the rotation's own
// first one and after Since, carries in addition what they would have served before joining at the others' pace:
//
//	share · Σ duties of the others before the newcomer joined ÷ Σ shares of the others
//
// so nobody has to catch up with a time when they were not there. The same holds for each criterion's counts.
func (p *BuildPlan) addDays(in *rostering.Instance, d buildData) error {
	loc := p.Window.Start.Location()
	from, until := model.DateOf(p.Since.In(loc)).AddDays(-1), model.DateOf(p.Window.End).AddDays(2)
	shared := d.holidays.Shared(slices.Concat(p.People, p.Absent), from, until)
	for _, h := range shared {
		if day := h.Day.Interval(loc); day.Overlaps(p.Window) {
			p.Holidays = append(p.Holidays, h)
		}
	}
	holds := func(turn model.Turn) bool {
		return slices.ContainsFunc(shared, func(h model.Holiday) bool { return holdsDay(turn, h.Day) })
	}
	weight := func(turn model.Turn) int {
		if p.Rules.HolidayFactor > 1 && holds(turn) {
			return p.Rules.HolidayFactor
		}
		return 1
	}
	weights := make([]int, len(p.Turns))
	for t, turn := range p.Turns {
		weights[t] = weight(turn)
	}
	if slices.Max(weights) > 1 {
		in.SlotWeight = weights
	}
	past, err := p.past(d.own)
	if err != nil {
		return err
	}
	loads, credit := p.carried(past, d.first, func(turn model.Turn) float64 { return float64(weight(turn)) })
	for i := range in.People {
		id := p.keys[in.People[i].ID]
		p.Credit[id] = int(math.Round(credit[id]))
		p.Before[id] = int(math.Round(loads[id] + credit[id]))
		in.People[i].History = p.Before[id]
	}
	kinds := map[string]func(model.Turn) bool{model.CriterionWeekends: touchesWeekend, model.CriterionNights: mostlyNight, model.CriterionHolidays: holds}
	for _, c := range p.Rules.Criteria {
		p.addCriterion(in, c, kinds[c], past, d.first)
	}
	return nil
}

// addCriterion adds a further criterion if it tells turns apart: one that all turns share, or none, says nothing.
func (p *BuildPlan) addCriterion(in *rostering.Instance, name string, is func(model.Turn) bool, past []served, first map[model.ID]time.Time) {
	var slots []int
	for t, turn := range p.Turns {
		if is(turn) {
			slots = append(slots, t)
		}
	}
	if len(slots) == 0 || len(slots) == len(p.Turns) {
		return
	}
	one := func(turn model.Turn) float64 {
		if is(turn) {
			return 1
		}
		return 0
	}
	counts, credit := p.carried(past, first, one)
	history := map[string]int{}
	for _, x := range p.People {
		if n := int(math.Round(counts[x.ID] + credit[x.ID])); n > 0 {
			history[x.Name] = n
		}
	}
	in.Categories = append(in.Categories, rostering.Category{ID: name, Slots: slots, History: history})
}

// past are the published duties of the rotation from Since to the window.
func (p *BuildPlan) past(own []model.Shift) ([]served, error) {
	turns, err := p.Rotation.Turns(model.Interval{Start: p.Since, End: p.Window.Start})
	if err != nil {
		return nil, err
	}
	var out []served
	for _, s := range own {
		if s.PersonID == 0 || s.Start.Before(p.Since) || !s.Start.Before(p.Window.Start) {
			continue
		}
		// A shift from before the pattern was as it is now counts by the length of today's turns.
		turn := model.Turn{Interval: s.Interval}
		length := p.Turns[0].Length()
		if i := slices.IndexFunc(turns, func(t model.Turn) bool { return t.Touches(model.Interval{Start: s.Start, End: s.Start.Add(1)}) }); i >= 0 {
			turn, length = turns[i], turns[i].Length()
		}
		out = append(out, served{s.PersonID, s.Start, s.Duration().Hours() / length.Hours(), turn})
	}
	return out, nil
}

// carried adds up what each person served, by a measure of turns, and what a newcomer gets for the time before they joined.
func (p *BuildPlan) carried(past []served, first map[model.ID]time.Time, measure func(model.Turn) float64) (counts, credit map[model.ID]float64) {
	counts, credit = map[model.ID]float64{}, map[model.ID]float64{}
	values := make([]float64, len(past))
	for i, s := range past {
		values[i] = s.part * measure(s.turn)
		counts[s.person] += values[i]
	}
	joined := p.newcomers(first)
	shares := 0.0
	for _, x := range p.People {
		if _, is := joined[x.ID]; !is {
			shares += p.share(x).Float()
		}
	}
	if shares == 0 {
		return counts, credit
	}
	for _, x := range p.People {
		at, is := joined[x.ID]
		if !is {
			continue
		}
		sum := 0.0
		for i, s := range past {
			if _, newcomer := joined[s.person]; s.start.Before(at) && !newcomer && p.nameOf(s.person) != "" {
				sum += values[i]
			}
		}
		credit[x.ID] = p.share(x).Float() * sum / shares
	}
	return counts, credit
}

// newcomers are those who joined the rotation after Since, with when: the start of their first shift, or of the window where they have
// had none. In the first two rounds of a rotation nobody is one: everybody has to have a first turn.
func (p *BuildPlan) newcomers(first map[model.ID]time.Time) map[model.ID]time.Time {
	out := map[model.ID]time.Time{}
	if len(first) == 0 {
		return out
	}
	began := p.Window.Start
	for _, at := range first {
		if at.Before(began) {
			began = at
		}
	}
	n, roles := len(p.People)+len(p.Absent), len(p.Rotation.Roles)
	since := began.Add(2 * time.Duration((n+roles-1)/roles) * p.step)
	if since.Before(p.Since) {
		since = p.Since
	}
	for _, x := range p.People {
		at, ok := first[x.ID]
		if !ok || at.After(p.Window.Start) {
			at = p.Window.Start
		}
		if at.After(since) {
			out[x.ID] = at
		}
	}
	return out
}

// touchesWeekend reports whether a turn holds a part of a Saturday or Sunday on its own clock.
func touchesWeekend(turn model.Turn) bool {
	for _, p := range turn.Active() {
		loc := turn.Start.Location()
		for d := model.DateOf(p.Start.In(loc)); d.Start(loc).Before(p.End); d = d.AddDays(1) {
			if w := d.Weekday(); w == time.Saturday || w == time.Sunday {
				return true
			}
		}
	}
	return false
}

// mostlyNight reports whether half of a turn or more lies between 22:00 and 06:00 on its own clock.
func mostlyNight(turn model.Turn) bool {
	loc := turn.Start.Location()
	var night time.Duration
	for d := model.DateOf(turn.Start).AddDays(-1); d.Start(loc).Before(turn.End); d = d.AddDays(1) {
		n := model.Interval{Start: model.Resolve(d.At(22*60), loc), End: model.Resolve(d.AddDays(1).At(6*60), loc)}
		for _, p := range turn.Active() {
			if cut := n.Intersect(p); !cut.Empty() {
				night += cut.Duration()
			}
		}
	}
	return 2*night >= turn.Length()
}

// HoldsHoliday returns the holiday that a turn holds, if it holds one that weighs.
func (p BuildPlan) HoldsHoliday(turn int) (model.Holiday, bool) {
	for _, h := range p.Holidays {
		if holdsDay(p.Turns[turn], h.Day) {
			return h, true
		}
	}
	return model.Holiday{}, false
}

// holdsDay reports whether a turn holds a day in one of its active times.
func holdsDay(turn model.Turn, day model.Date) bool {
	return slices.ContainsFunc(turn.Active(), func(p model.Interval) bool { return model.HoldsDay(p, day) })
}
