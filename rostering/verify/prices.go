package verify

import "math"

// This file checks a proof by prices (Lagrangian duality). Put a price on every
// duty. Whatever the rota, its cost is
//
//	Σ prices + Σ over people of (cost of the person − prices of their duties),
//
// and each person's part is at least the least over all their legal schedules.
// So the sum of those least parts is a bound on every rota, whoever made the
// prices. Rules that couple people (seniors, pairs kept apart, earlier criteria
// that must not get worse) get prices ≥ 0 of their own. All sums are in whole
// ten-thousandths, so nothing is lost to rounding.
const parts = 10_000

// target is what the bound is about.
type target struct {
	squares  bool // Σ scale·load²/share
	category *category
	linear   func(slot, role, i int) int64 // nil = no linear cost
	limits   []limitation
}

// limitation is an earlier criterion that stays at most where it is.
type limitation struct {
	squares  bool
	category *category
	linear   func(slot, role, i int) int64
	most     int64
	price    int64
}

// quote is a set of prices in ten-thousandths.
type quote struct {
	duty   []int64
	senior []int64
	apart  [][]int64
}

// choice is a decision of a branching proof: the person takes the duty or does
// not; or their load is at most so much, or more.
type choice struct {
	slot, role, person int
	load               *int // if set, the decision is about the load
	takes              bool // or: the load is at most *load
}

// readQuote turns the prices of a certificate into whole numbers; ok is false if
// they do not fit the instance.
func (c *checker) readQuote(m *multipliers, duty []float64) (q quote, ok bool) {
	in := c.in
	if len(m.Prices) > 0 {
		duty = m.Prices
	}
	if len(duty) != in.Slots*len(in.Roles) || len(m.SeniorPrices) != 0 && len(m.SeniorPrices) != in.Slots ||
		len(m.ApartPrices) > len(in.Apart) {
		return q, false
	}
	budget := float64(mostCost)
	q.duty = whole(duty, false, &budget)
	q.senior = whole(m.SeniorPrices, true, &budget)
	for _, y := range m.SeniorPrices {
		budget -= math.Abs(y) * float64(in.MinSenior)
	}
	for _, row := range m.ApartPrices {
		if len(row) != in.Slots {
			return q, false
		}
		q.apart = append(q.apart, whole(row, true, &budget))
	}
	return q, budget >= 0
}

// whole is prices in ten-thousandths. Their size comes off the budget, which
// ends below 0 if they are absurdly large in all, or negative where they must
// not be.
func whole(prices []float64, positive bool, budget *float64) []int64 {
	out := make([]int64, len(prices))
	for k, y := range prices {
		if !(math.Abs(y) <= mostCost) || positive && y < 0 {
			*budget = math.Inf(-1)
			continue
		}
		*budget -= math.Abs(y)
		out[k] = int64(math.Round(y * parts))
	}
	return out
}

// bound is the Lagrangian bound in ten-thousandths, for the rotas that agree
// with the choices.
func (c *checker) bound(t target, q quote, choices []choice) int64 {
	sum := int64(0)
	for _, y := range q.duty {
		sum += y
	}
	for _, y := range q.senior {
		sum += y * int64(c.in.MinSenior)
	}
	for _, row := range q.apart {
		for _, y := range row {
			sum -= y
		}
	}
	for _, l := range t.limits {
		sum -= l.price * l.most
	}
	for i := range c.in.People {
		least, possible := c.leastOf(i, t, q, choices)
		if !possible {
			return math.MaxInt64 // no schedule agrees with the choices
		}
		sum += least
	}
	return sum
}

// mostCategories is how many categories one bound may be about.
const mostCategories = 8

// totals of a schedule so far: load, duties per category, slots in a row.
type totals struct {
	load  int
	count [mostCategories]int
	run   int
}

// categories lists those that the target and its limits are about.
func (t *target) categories() []*category {
	var list []*category
	if t.category != nil {
		list = append(list, t.category)
	}
	for _, l := range t.limits {
		if l.category != nil {
			list = append(list, l.category)
		}
	}
	return list
}

// leastOf is the least cost minus prices over the legal schedules of a person.
func (c *checker) leastOf(i int, t target, q quote, choices []choice) (least int64, possible bool) {
	in := c.in
	best := make([]map[totals]int64, in.Slots+1) // most prices earned with the slots before
	for s := range best {
		best[s] = map[totals]int64{}
	}
	start := totals{load: in.People[i].History}
	categories := t.categories()
	for k, cat := range categories {
		start.count[k] = cat.History[in.People[i].ID]
	}
	best[0][start] = 0
	for s := range in.Slots {
		earned := c.earnings(i, s, t, q, choices)
		for have, gain := range best[s] {
			keep(best[s+1], totals{have.load, have.count, 0}, gain)
			if in.MaxInRow > 0 && have.run == in.MaxInRow {
				continue
			}
			for r, e := range earned {
				if e == nil {
					continue
				}
				next := totals{have.load + in.weight(s, r), have.count, 0}
				for k, cat := range categories {
					if hasInt(cat.Slots, s) {
						next.count[k]++
					}
				}
				if in.Rest == 0 && in.MaxInRow > 0 {
					next.run = have.run + 1
				}
				keep(best[min(s+in.Rest+1, in.Slots)], next, gain+*e)
			}
		}
	}
	least = math.MaxInt64
	for have, gain := range best[in.Slots] {
		if agrees(i, have.load, choices) {
			least, possible = min(least, c.costOf(i, have, t)-gain), true
		}
	}
	return least, possible
}

// agrees reports whether the choices about loads admit this one.
func agrees(i, load int, choices []choice) bool {
	for _, ch := range choices {
		if ch.load != nil && ch.person == i && (load <= *ch.load) != ch.takes {
			return false
		}
	}
	return true
}

func keep(m map[totals]int64, k totals, v int64) {
	if old, ok := m[k]; !ok || v > old {
		m[k] = v
	}
}

// costOf is the cost of a person's totals in ten-thousandths.
func (c *checker) costOf(i int, have totals, t target) int64 {
	square := c.in.coef[i] * int64(have.load) * int64(have.load)
	cost := int64(0)
	if t.squares {
		cost += parts * square
	}
	k := 0
	count := func(factor int64) int64 {
		n := int64(have.count[k])
		k++
		return factor * n * n
	}
	if t.category != nil {
		cost += count(parts)
	}
	for _, l := range t.limits {
		switch {
		case l.squares:
			cost += l.price * square
		case l.category != nil:
			cost += count(l.price)
		}
	}
	return cost
}

// earnings is, per role, what a duty of the slot earns the person; nil where the
// person may not take it.
func (c *checker) earnings(i, slot int, t target, q quote, choices []choice) []*int64 {
	in := c.in
	out := make([]*int64, len(in.Roles))
	for r := range in.Roles {
		d := in.duty(slot, r)
		if !in.may[d][i] || c.excluded(i, slot, r, choices) {
			continue
		}
		e := q.duty[d]
		if in.People[i].Senior && len(q.senior) > 0 {
			e += q.senior[slot]
		}
		for k, row := range q.apart {
			if in.Apart[k][0] == in.People[i].ID || in.Apart[k][1] == in.People[i].ID {
				e -= row[slot]
			}
		}
		if t.linear != nil {
			e -= parts * t.linear(slot, r, i)
		}
		for _, l := range t.limits {
			if l.linear != nil {
				e -= l.price * l.linear(slot, r, i)
			}
		}
		out[r] = &e
	}
	return out
}

// excluded reports whether the choices keep the person from the duty.
func (c *checker) excluded(i, slot, role int, choices []choice) bool {
	for _, ch := range choices {
		same := ch.slot == slot && ch.role == role
		switch {
		case ch.load != nil:
		case !ch.takes && same && ch.person == i:
			return true
		case ch.takes && same && ch.person != i:
			return true
		case ch.takes && !same && ch.person == i && max(slot-ch.slot, ch.slot-slot) <= c.in.Rest:
			return true
		}
	}
	return false
}
