package verify

import "math"

// checkFigures recomputes every number the solution gives.
func (c *checker) checkFigures() {
	in := c.in
	c.load = make([]int, len(in.People))
	for i, p := range in.People {
		c.load[i] = p.History
	}
	for d, i := range c.who {
		c.load[i] += in.weight(d/len(in.Roles), d%len(in.Roles))
	}
	if c.sol.Loads != nil {
		for i, p := range in.People {
			if got, ok := c.sol.Loads[p.ID]; !ok || got != c.load[i] {
				c.fault(-1, p.ID, "the load is %d, the solution says %d", c.load[i], got)
			}
		}
		if len(c.sol.Loads) != len(in.People) {
			c.fault(-1, "", "loads are given for %d people of %d", len(c.sol.Loads), len(in.People))
		}
	}
	c.compare("sum_sq", c.sol.SumSq, float64(c.squares())/float64(in.scale))
	if c.sol.Changes != nil {
		given := float64(*c.sol.Changes)
		c.compare("changes", &given, float64(c.changes()))
	}
	if c.sol.WishCost != nil {
		given := float64(*c.sol.WishCost)
		c.compare("wish_cost", &given, float64(c.wishes()))
	}
	for k := range in.Categories {
		if given, ok := c.sol.Categories[in.Categories[k].ID]; ok {
			c.compare("category "+in.Categories[k].ID, &given, float64(c.spread(&in.Categories[k])))
		}
	}
	if len(c.report.Faults) == 0 && (c.sol.Loads != nil || c.sol.SumSq != nil) {
		c.proved("every figure is right")
	}
}

// compare reports a figure that is given and wrong.
func (c *checker) compare(name string, given *float64, want float64) {
	if given != nil && !(math.Abs(*given-want) <= 1e-6*(1+math.Abs(want))) {
		c.fault(-1, "", "%s is %g, the solution says %g", name, want, *given)
	}
}

// squares is scale · Σ load²/share.
func (c *checker) squares() int64 {
	sum := int64(0)
	for i, l := range c.load {
		sum += c.in.coef[i] * int64(l) * int64(l)
	}
	return sum
}

func (c *checker) changes() int64 {
	sum := int64(0)
	for d, i := range c.who {
		sum += c.in.changed(d/len(c.in.Roles), d%len(c.in.Roles), i)
	}
	return sum
}

func (c *checker) wishes() int64 {
	sum := int64(0)
	for d, i := range c.who {
		sum += c.in.wish(d/len(c.in.Roles), d%len(c.in.Roles), i)
	}
	return sum
}

// counts is how many duties each person has in the category.
func (c *checker) counts(cat *category) []int {
	n := make([]int, len(c.in.People))
	for id, k := range cat.History {
		if i, ok := c.in.number[id]; ok {
			n[i] = k
		}
	}
	for d, i := range c.who {
		if hasInt(cat.Slots, d/len(c.in.Roles)) {
			n[i]++
		}
	}
	return n
}

func (c *checker) spread(cat *category) int64 {
	sum := int64(0)
	for _, n := range c.counts(cat) {
		sum += int64(n) * int64(n)
	}
	return sum
}
