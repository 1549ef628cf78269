package rostering

import (
	"context"
	"math"
)

// relaxation is the rota as a network flow, the first bound. Rest is enforced
// only inside disjoint windows of rest + 1 slots that start at offset: there a
// person holds at most one duty. A duty of weight w is w units that may be split
// between people. Every legal rota is such a flow, so the cheapest flow is a
// lower bound; and because the supplies of a flow form an M-convex set, sending
// each unit where it is cheapest gives that flow, and its loads are the least
// majorised (Federgruen & Groenevelt 1986; Frank & Murota, arXiv 2007.09616).
type relaxation struct {
	p      *problem
	offset int
	units  []int                        // per duty; 0 leaves the duty out
	base   int64                        // cost of the histories alone
	cost   func(person, have int) int64 // cost of one more unit
}

// loadRelaxation bounds Σ coef·load².
func loadRelaxation(p *problem, offset int) relaxation {
	units := make([]int, p.D)
	for d := range units {
		units[d] = p.weight[d] / p.unit
	}
	u, base := int64(p.unit), int64(0)
	for i, h := range p.history {
		base += p.coef[i] * int64(h) * int64(h)
	}
	return relaxation{p, offset, units, base, func(i, have int) int64 {
		load := int64(p.history[i]) + u*int64(have)
		return p.coef[i] * (2*load*u + u*u)
	}}
}

// categoryRelaxation bounds Σ count² of one category on its own.
func categoryRelaxation(p *problem, c *category, offset int) relaxation {
	units := make([]int, p.D)
	for d := range units {
		if c.in[d/p.R] {
			units[d] = 1
		}
	}
	base := int64(0)
	for _, h := range c.history {
		base += int64(h) * int64(h)
	}
	return relaxation{p, offset, units, base, func(i, have int) int64 {
		return 2*int64(c.history[i]+have) + 1
	}}
}

// coverRelaxation only asks whether every duty can be covered.
func coverRelaxation(p *problem, offset int) relaxation {
	units := make([]int, p.D)
	for d := range units {
		units[d] = 1
	}
	return relaxation{p, offset, units, 0, func(int, int) int64 { return 0 }}
}

// arc of the residual network; the arc back is at index ^ 1.
type arc struct{ to, room int32 }

// network is a relaxation's flow. Nodes are duties, then people, then the cells
// (person, window) and, with seniors, two nodes a slot through which the units
// for people who are not senior must pass.
type network struct {
	relaxation
	arcs   []arc
	out    [][]int32
	gate   []int32 // per slot, the arc for non-seniors; −1 if there is none
	have   []int   // units per person
	mark   []int32
	via    []int32 // the arc by which a node was reached
	stamp  int32
	queue  []int32
	failed int32 // a duty that could not be covered, −1
}

func (n *network) node() int32 { n.out = append(n.out, nil); return int32(len(n.out) - 1) }

func (n *network) connect(from, to int32, room int) int32 {
	id := int32(len(n.arcs))
	n.arcs = append(n.arcs, arc{to, int32(room)}, arc{from, 0})
	n.out[from], n.out[to] = append(n.out[from], id), append(n.out[to], id+1)
	return id
}

// window of a slot.
func (r *relaxation) window(t int) int {
	if t < r.offset {
		return 0
	}
	return (t-r.offset)/(r.p.rest+1) + 1
}

// newNetwork builds the empty network.
func newNetwork(r relaxation) *network {
	p := r.p
	n := &network{relaxation: r, have: make([]int, p.N), gate: make([]int32, p.T), failed: -1}
	n.out = make([][]int32, p.D+p.N, p.D+p.N+p.N*(r.window(p.T-1)+1))
	heaviest := make([]int, r.window(p.T-1)+1)
	for d, u := range r.units {
		w := r.window(d / p.R)
		heaviest[w] = max(heaviest[w], u)
	}
	cells := make([]int32, p.N)
	current := -1
	cell := func(i int32, w int) int32 {
		if cells[i] < 0 {
			cells[i] = n.node()
			n.connect(cells[i], int32(p.D)+i, heaviest[w])
		}
		return cells[i]
	}
	for t := range p.T {
		if w := r.window(t); w != current {
			current = w
			for i := range cells {
				cells[i] = -1
			}
		}
		n.addSlot(t, func(i int32) int32 { return cell(i, current) })
	}
	n.mark, n.via = make([]int32, len(n.out)), make([]int32, len(n.out))
	return n
}

// addSlot connects the duties of a slot to the cells of those who may take them.
func (n *network) addSlot(t int, cell func(int32) int32) {
	p := n.p
	n.gate[t] = -1
	var inside, outside int32
	if p.seniors > 0 {
		inside, outside = n.node(), n.node()
		n.gate[t] = n.connect(inside, outside, n.juniorUnits(t))
		for i := range int32(p.N) {
			if !p.senior[i] && p.mayAny(t, i) {
				n.connect(outside, cell(i), n.slotUnits(t))
			}
		}
	}
	for d := int32(t * p.R); d < int32((t+1)*p.R); d++ {
		if n.units[d] == 0 {
			continue
		}
		if p.seniors > 0 {
			n.connect(d, inside, n.units[d])
		}
		for _, i := range p.eligible[d] {
			if p.seniors == 0 || p.senior[i] {
				n.connect(d, cell(i), n.units[d])
			}
		}
	}
}

// mayAny reports whether a person may take some duty of the slot.
func (p *problem) mayAny(t int, i int32) bool {
	for d := t * p.R; d < (t+1)*p.R; d++ {
		if p.may[d*p.N+int(i)] {
			return true
		}
	}
	return false
}

func (n *network) slotUnits(t int) int {
	sum := 0
	for _, u := range n.units[t*n.p.R : (t+1)*n.p.R] {
		sum += u
	}
	return sum
}

// juniorUnits is the most units of a slot that people who are not senior can
// hold when the seniors have its lightest duties.
func (n *network) juniorUnits(t int) int {
	weights := append([]int(nil), n.units[t*n.p.R:(t+1)*n.p.R]...)
	sum := 0
	for k := range weights {
		for j := k + 1; j < len(weights); j++ {
			if weights[j] < weights[k] {
				weights[k], weights[j] = weights[j], weights[k]
			}
		}
		if k >= n.p.seniors {
			sum += weights[k]
		}
	}
	return sum
}

// reach searches the residual network from a node and returns the person who
// takes one more unit at the least cost, −1 if nobody can. It stops early at a
// person who is as cheap as enough.
func (n *network) reach(from int32, enough int64) (person int32) {
	p := n.p
	n.stamp++
	n.queue = append(n.queue[:0], from)
	n.mark[from] = n.stamp
	person, least := int32(-1), int64(math.MaxInt64)
	for head := 0; head < len(n.queue); head++ {
		v := n.queue[head]
		if i := v - int32(p.D); i >= 0 && i < int32(p.N) {
			if c := n.cost(int(i), n.have[i]); c < least {
				person, least = i, c
				if c <= enough {
					return person
				}
			}
		}
		for _, a := range n.out[v] {
			if to := n.arcs[a].to; n.arcs[a].room > 0 && n.mark[to] != n.stamp {
				n.mark[to], n.via[to] = n.stamp, a
				n.queue = append(n.queue, to)
			}
		}
	}
	return person
}

// reachBack marks all nodes from which a unit could get to a node.
func (n *network) reachBack(to int32) {
	n.stamp++
	n.queue = append(n.queue[:0], to)
	n.mark[to] = n.stamp
	for head := 0; head < len(n.queue); head++ {
		for _, a := range n.out[n.queue[head]] {
			if from := n.arcs[a].to; n.arcs[a^1].room > 0 && n.mark[from] != n.stamp {
				n.mark[from] = n.stamp
				n.queue = append(n.queue, from)
			}
		}
	}
}

// fill sends every unit, each where it is cheapest. It returns false, with
// failed set, where a duty cannot be covered. If the context ends it stops; what
// was sent until then is the cheapest for its duties, so its cost is still a
// lower bound.
func (n *network) fill(ctx context.Context) bool {
	p := n.p
	for d := range int32(p.D) {
		if d&31 == 0 && ctx.Err() != nil {
			return true
		}
		for left := n.units[d]; left > 0; {
			least, second := n.cheapest()
			person := n.reach(d, least)
			if person < 0 {
				n.failed = d
				return false
			}
			left -= n.push(d, person, left, second)
		}
	}
	return true
}

// cheapest is the least and second least cost of one more unit over all people.
func (n *network) cheapest() (least, second int64) {
	least, second = math.MaxInt64, math.MaxInt64
	for i, have := range n.have {
		c := n.cost(i, have)
		if c < least {
			least, second = c, least
		} else if c < second {
			second = c
		}
	}
	return least, second
}

// push sends up to limit units along the path found by reach, as long as the
// person stays as cheap as the second cheapest: reach would find the same again.
func (n *network) push(d, person int32, limit int, second int64) int {
	for v := int32(n.p.D) + person; v != d; v = n.arcs[n.via[v]^1].to {
		limit = min(limit, int(n.arcs[n.via[v]].room))
	}
	sent := 1
	for sent < limit && n.cost(int(person), n.have[person]+sent) <= second {
		sent++
	}
	for v := int32(n.p.D) + person; v != d; v = n.arcs[n.via[v]^1].to {
		n.arcs[n.via[v]].room -= int32(sent)
		n.arcs[n.via[v]^1].room += int32(sent)
	}
	n.have[person] += sent
	return sent
}

// loads of the people, history included.
func (n *network) loads() []int {
	loads := make([]int, n.p.N)
	for i, have := range n.have {
		loads[i] = n.p.history[i] + n.p.unit*have
	}
	return loads
}

// carry sends the units of a legal rota, each duty whole to its person.
func (n *network) carry(rota []int32) {
	p := n.p
	for d, i := range rota {
		if n.units[d] == 0 {
			continue
		}
		at := int32(d)
		if p.seniors > 0 && !p.senior[i] {
			gate := n.gate[d/p.R]
			inside := n.arcs[gate^1].to
			n.send(n.arcTo(at, func(v int32) bool { return v == inside }), n.units[d])
			n.send(gate, n.units[d])
			at = n.arcs[gate].to
		}
		person := int32(p.D) + i
		leads := func(v int32) bool { return v >= int32(p.D+p.N) && n.arcs[n.out[v][0]].to == person }
		cell := n.arcTo(at, leads)
		n.send(cell, n.units[d])
		n.send(n.out[n.arcs[cell].to][0], n.units[d])
		n.have[i] += n.units[d]
	}
}

// arcTo is the arc out of a node to the first node that fits. A legal rota has
// one for each of its duties.
func (n *network) arcTo(from int32, fits func(int32) bool) int32 {
	for _, a := range n.out[from] {
		if a&1 == 0 && fits(n.arcs[a].to) {
			return a
		}
	}
	panic("rostering: a rota that is not legal was given to the flow network")
}

func (n *network) send(a int32, units int) {
	n.arcs[a].room -= int32(units)
	n.arcs[a^1].room += int32(units)
}
