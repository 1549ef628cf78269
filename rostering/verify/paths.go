package verify

// This file checks a proof by flow. Forget all rest but that inside windows of
// rest + 1 slots, and let duties be split into units: the rota is still an
// assignment of that relaxation. If no chain of hand-overs in it makes the cost
// smaller, it is cheapest there, so nothing among the fewer real rotas is
// cheaper. A chain is a path in the residual graph below.

// relaxed is the assignment with its windows.
type relaxed struct {
	c       *checker
	offset  int
	weight  []int // units per duty, 0 = not part of it
	windows int
	room    []int // units per window: a person holds one duty there, at most its heaviest
	cell    []int // person·windows + window: units held
	gate    []int // per slot: units held by people who are not senior
	most    []int // per slot: how many that may be
	above   func(person, units int) int64
	have    []int // units per person
}

// nodes of the residual graph, numbered one kind after the other.
func (x *relaxed) personNode(i int) int  { return i }
func (x *relaxed) cellNode(i, w int) int { return len(x.c.in.People) + i*x.windows + w }
func (x *relaxed) dutyNode(d int) int    { return len(x.c.in.People)*(1+x.windows) + d }
func (x *relaxed) entryNode(t int) int   { return x.dutyNode(len(x.weight)) + t }
func (x *relaxed) exitNode(t int) int    { return x.entryNode(x.c.in.Slots) + t }

func (x *relaxed) window(t int) int {
	if t < x.offset {
		return 0
	}
	return (t-x.offset)/(x.c.in.Rest+1) + 1
}

// relax lays the rota out as a relaxed assignment. above is the cost of unit
// number units + 1 of a person.
func (c *checker) relax(offset int, weight []int, above func(person, units int) int64) *relaxed {
	in := c.in
	x := &relaxed{c: c, offset: offset, weight: weight, above: above, have: make([]int, len(in.People))}
	x.windows = x.window(in.Slots-1) + 1
	x.room, x.cell = make([]int, x.windows), make([]int, len(in.People)*x.windows)
	x.gate, x.most = make([]int, in.Slots), make([]int, in.Slots)
	for d, i := range c.who {
		t, w := d/len(in.Roles), weight[d]
		x.room[x.window(t)] = max(x.room[x.window(t)], w)
		x.cell[i*x.windows+x.window(t)] += w
		x.have[i] += w
		if !in.People[i].Senior {
			x.gate[t] += w
		}
	}
	for t := range in.Slots {
		x.most[t] = x.juniorMost(t)
	}
	return x
}

// juniorMost is the most units of a slot that may be held by people who are not
// senior: all but the MinSenior lightest duties.
func (x *relaxed) juniorMost(t int) int {
	roles := len(x.c.in.Roles)
	left := append([]int(nil), x.weight[t*roles:(t+1)*roles]...)
	sum := 0
	for k := range left {
		for j := k + 1; j < len(left); j++ {
			if left[j] < left[k] {
				left[k], left[j] = left[j], left[k]
			}
		}
		if k >= x.c.in.MinSenior {
			sum += left[k]
		}
	}
	return sum
}

// passesGate reports whether the person's units go through the slot's gate.
func (x *relaxed) passesGate(i int) bool { return x.c.in.MinSenior > 0 && !x.c.in.People[i].Senior }

// improvable looks for a person who could hand a unit over, along a chain, so
// that the cost falls.
func (x *relaxed) improvable() (from, to int, found bool) {
	for a := range x.c.in.People {
		if x.have[a] == 0 {
			continue
		}
		saved := x.above(a, x.have[a]-1)
		for b, reached := range x.reachable(a) {
			if reached && b != a && x.above(b, x.have[b]) < saved {
				return a, b, true
			}
		}
	}
	return 0, 0, false
}

// reachable is, per person, whether a unit of a could end there.
func (x *relaxed) reachable(a int) []bool {
	seen := make([]bool, x.exitNode(x.c.in.Slots))
	queue := []int{x.personNode(a)}
	seen[queue[0]] = true
	for len(queue) > 0 {
		v := queue[0]
		queue = queue[1:]
		x.neighbours(v, func(w int) {
			if !seen[w] {
				seen[w] = true
				queue = append(queue, w)
			}
		})
	}
	return seen[:len(x.c.in.People)]
}

// neighbours are the nodes that a unit can go to from a node.
func (x *relaxed) neighbours(v int, visit func(int)) {
	in := x.c.in
	switch {
	case v < x.cellNode(0, 0): // a person gives a unit back from some window
		for w := range x.windows {
			if x.cell[v*x.windows+w] > 0 {
				visit(x.cellNode(v, w))
			}
		}
	case v < x.dutyNode(0):
		i, w := (v-len(in.People))/x.windows, (v-len(in.People))%x.windows
		x.fromCell(i, w, visit)
	case v < x.entryNode(0):
		x.fromDuty(v-x.dutyNode(0), visit)
	case v < x.exitNode(0):
		t := v - x.entryNode(0)
		if x.gate[t] < x.most[t] {
			visit(x.exitNode(t))
		}
		x.eachDuty(t, func(d int) {
			if x.passesGate(x.c.who[d]) {
				visit(x.dutyNode(d))
			}
		})
	default:
		t := v - x.exitNode(0)
		if x.gate[t] > 0 {
			visit(x.entryNode(t))
		}
		for i := range in.People {
			if !in.People[i].Senior && x.mayAny(t, i) {
				visit(x.cellNode(i, x.window(t)))
			}
		}
	}
}

// fromCell: a window takes a unit in if it has room; or it takes one and returns
// another to a duty it holds, or to the gate it came through.
func (x *relaxed) fromCell(i, w int, visit func(int)) {
	if x.cell[i*x.windows+w] < x.room[w] {
		visit(x.personNode(i))
	}
	roles := len(x.c.in.Roles)
	first, end := x.offset+(w-1)*(x.c.in.Rest+1), x.offset+w*(x.c.in.Rest+1)
	for d := max(0, first) * roles; d < min(x.c.in.Slots, end)*roles; d++ {
		switch {
		case x.c.who[d] != i || x.weight[d] == 0:
		case x.passesGate(i):
			visit(x.exitNode(d / roles))
		default:
			visit(x.dutyNode(d))
		}
	}
}

// fromDuty: a unit of a duty goes to anybody else who may take it, directly or
// through the gate.
func (x *relaxed) fromDuty(d int, visit func(int)) {
	in := x.c.in
	t := d / len(in.Roles)
	for i := range in.People {
		if in.may[d][i] && i != x.c.who[d] && !x.passesGate(i) {
			visit(x.cellNode(i, x.window(t)))
		}
	}
	if in.MinSenior > 0 && !x.passesGate(x.c.who[d]) {
		visit(x.entryNode(t))
	}
}

func (x *relaxed) eachDuty(t int, visit func(int)) {
	for r := range x.c.in.Roles {
		if d := x.c.in.duty(t, r); x.weight[d] > 0 {
			visit(d)
		}
	}
}

func (x *relaxed) mayAny(t, i int) bool {
	for r := range x.c.in.Roles {
		if x.c.in.may[x.c.in.duty(t, r)][i] {
			return true
		}
	}
	return false
}
