package verify

// loadFlow is the relaxation of Σ scale·load²/share.
func (c *checker) loadFlow(offset int) *relaxed {
	in := c.in
	unit := c.unit()
	weight := make([]int, len(c.who))
	for d := range weight {
		weight[d] = in.weight(d/len(in.Roles), d%len(in.Roles)) / unit
	}
	return c.relax(offset, weight, func(i, units int) int64 {
		load := int64(in.People[i].History + units*unit)
		next := load + int64(unit)
		return in.coef[i] * (next*next - load*load)
	})
}

// categoryFlow is the relaxation of Σ count² of one category.
func (c *checker) categoryFlow(cat *category, offset int) *relaxed {
	weight := make([]int, len(c.who))
	for d := range weight {
		if hasInt(cat.Slots, d/len(c.in.Roles)) {
			weight[d] = 1
		}
	}
	return c.relax(offset, weight, func(i, units int) int64 {
		n := int64(cat.History[c.in.People[i].ID] + units)
		return 2*n + 1
	})
}

// unit is the largest number that divides every weight.
func (c *checker) unit() int {
	unit := int64(0)
	for d := range c.who {
		unit = common(unit, int64(c.in.weight(d/len(c.in.Roles), d%len(c.in.Roles))))
	}
	return int(max(unit, 1))
}

// loadStep divides the difference of the costs of any two rotas. One leads to
// the other by moving units u from person to person, and the change of one such
// move, with loads h + u·k, is
//
//	c'(2u·h' + u²) − c(2u·h − u²) + 2u²(c'k' − c·k):
//
// a sum of multiples of the numbers below.
func (c *checker) loadStep() int64 {
	in, u, step := c.in, int64(c.unit()), int64(0)
	for i := range in.People {
		step = common(step, 2*u*u*in.coef[i])
		for j := range in.People {
			if i != j {
				a, b := int64(in.People[i].History), int64(in.People[j].History)
				step = common(step, in.coef[j]*(2*u*b+u*u)-in.coef[i]*(2*u*a-u*u))
			}
		}
	}
	return max(step, 1)
}

// wishStep divides the cost of every duty for everybody.
func (c *checker) wishStep() int64 {
	step := int64(0)
	for t := range c.in.Slots {
		for r := range c.in.Roles {
			for i := range c.in.People {
				step = common(step, c.in.wish(t, r, i))
			}
		}
	}
	return max(step, 1)
}

// common is the greatest common divisor of |a| and |b|.
func common(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return max(a, -a)
}
