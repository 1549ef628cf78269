package verify

// readRota turns the rota's names into numbers; false if it has not the shape of
// one.
func (c *checker) readRota() bool {
	in := c.in
	if len(c.sol.Rota) != in.Slots {
		c.fault(-1, "", "the rota has %d slots, the instance %d", len(c.sol.Rota), in.Slots)
		return false
	}
	c.who = make([]int, in.Slots*len(in.Roles))
	for t, row := range c.sol.Rota {
		if len(row) != len(in.Roles) {
			c.fault(t, "", "has %d people for %d roles", len(row), len(in.Roles))
			return false
		}
		for r, id := range row {
			i, ok := in.number[id]
			if !ok {
				c.fault(t, id, "nobody of that name is in the instance")
				return false
			}
			c.who[in.duty(t, r)] = i
		}
	}
	return true
}

// checkRules goes through the rota slot by slot.
func (c *checker) checkRules() {
	in := c.in
	for t, row := range c.sol.Rota {
		seniors := 0
		for r, id := range row {
			i := in.number[id]
			c.checkDuty(t, r, i)
			if in.People[i].Senior {
				seniors++
			}
		}
		if seniors < in.MinSenior {
			c.fault(t, "", "has %d seniors, %d are needed", seniors, in.MinSenior)
		}
		for _, pair := range in.Apart {
			if hasText(row, pair[0]) && hasText(row, pair[1]) {
				c.fault(t, pair[0], "is on duty with %s; the two are kept apart", pair[1])
			}
		}
	}
	for i := range in.People {
		c.checkPerson(i)
	}
}

// checkDuty sees that the person may take this one duty.
func (c *checker) checkDuty(t, r, i int) {
	in, p := c.in, c.in.People[i]
	switch {
	case hasInt(p.Off, t):
		c.fault(t, p.ID, "is away")
	case len(p.Segments) > 0 && in.SegmentsPerDay > 0 && !hasInt(p.Segments, t%in.SegmentsPerDay):
		c.fault(t, p.ID, "does not work in this part of the day")
	case len(p.Roles) > 0 && !hasText(p.Roles, in.Roles[r].ID):
		c.fault(t, p.ID, "does not take the role %s", in.Roles[r].ID)
	case t < in.FrozenBefore && in.Published[t][r] != p.ID:
		c.fault(t, p.ID, "the slot is frozen with %s as %s", in.Published[t][r], in.Roles[r].ID)
	case !in.may[in.duty(t, r)][i]:
		c.fault(t, p.ID, "the duty %s is fixed for somebody else", in.Roles[r].ID)
	}
}

// checkPerson sees that the person's duties lie far enough apart and not too
// many in a row.
func (c *checker) checkPerson(i int) {
	in, last, run := c.in, -1, 0
	for d, who := range c.who {
		if who != i {
			continue
		}
		t := d / len(in.Roles)
		if last >= 0 && t-last <= in.Rest {
			c.fault(t, in.People[i].ID, "also has slot %d; rest is %d", last, in.Rest)
		}
		if last >= 0 && t == last+1 {
			run++
		} else {
			run = 1
		}
		if in.MaxInRow > 0 && run == in.MaxInRow+1 {
			c.fault(t, in.People[i].ID, "is the %d. slot in a row; the most is %d", run, in.MaxInRow)
		}
		last = t
	}
}
