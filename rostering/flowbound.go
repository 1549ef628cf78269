package rostering

import (
	"context"
	"math"
	"slices"
)

// flowBound is the best relaxation over the window offsets.
type flowBound struct {
	cost   int64 // Σ coef·load², a lower bound
	offset int
	net    *network
}

// boundByFlow tries the given offsets and keeps the strongest. ok is false where
// some window cannot be covered at all; then the network that failed comes back.
func boundByFlow(ctx context.Context, relax func(offset int) relaxation, offsets []int, better *flowBound) (best *flowBound, failed *network) {
	best = better
	for _, offset := range offsets {
		if best != nil && ctx.Err() != nil {
			break
		}
		net := newNetwork(relax(offset))
		if !net.fill(ctx) {
			return best, net
		}
		if cost := net.total(); best == nil || cost > best.cost {
			best = &flowBound{cost, offset, net}
		}
	}
	return best, nil
}

// total is the cost of the flow, histories included.
func (n *network) total() int64 {
	sum := n.base
	for i, have := range n.have {
		for k := range have {
			sum += n.cost(i, k)
		}
	}
	return sum
}

// uncovered looks for a window that cannot be covered, over all offsets.
func uncovered(ctx context.Context, p *problem) *network {
	for offset := range p.rest + 1 {
		if ctx.Err() != nil {
			return nil
		}
		if net := newNetwork(coverRelaxation(p, offset)); !net.fill(ctx) {
			return net
		}
	}
	return nil
}

// dual reads prices off the flow: a duty is worth its units times the least cost
// at which a unit of it could still be placed. With these prices the Lagrangian
// bound is at least the flow's.
func (n *network) dual() *prices {
	p := n.p
	worth := n.distances()
	y := newPrices(p)
	for t := range p.T {
		extra := 0.0
		if g := n.gate[t]; g >= 0 {
			inside, outside := worth[n.arcs[g^1].to], worth[n.arcs[g].to]
			if !math.IsInf(inside, 1) && inside > outside {
				extra = inside - outside
			}
		}
		for d := t * p.R; d < (t+1)*p.R; d++ {
			value := worth[d]
			if math.IsInf(value, 1) {
				value = n.heldWorth(int32(d))
			}
			y.duty[d] = value*float64(n.units[d]) - extra
		}
		if p.seniors > 0 {
			y.senior[t] = extra
		}
	}
	return y
}

// distances is, per node, the least cost of a unit that starts there.
func (n *network) distances() []float64 {
	worth := make([]float64, len(n.out))
	for v := range worth {
		worth[v] = math.Inf(1)
	}
	order := make([]int, n.p.N)
	for i := range order {
		order[i] = i
	}
	price := func(i int) int64 { return n.cost(i, n.have[i]) }
	slices.SortStableFunc(order, func(a, b int) int { return int(min(max(price(a)-price(b), -1), 1)) })
	for _, i := range order {
		start := int32(n.p.D + i)
		if !math.IsInf(worth[start], 1) {
			continue
		}
		worth[start] = float64(price(i))
		queue := []int32{start}
		for head := 0; head < len(queue); head++ {
			v := queue[head]
			for _, a := range n.out[v] { // a^1 leads into v
				if from := n.arcs[a].to; n.arcs[a^1].room > 0 && math.IsInf(worth[from], 1) {
					worth[from] = worth[start]
					queue = append(queue, from)
				}
			}
		}
	}
	return worth
}

// heldWorth is the price of a duty that has no choice: what its holder's last
// unit cost.
func (n *network) heldWorth(d int32) float64 {
	most := 0.0
	for _, i := range n.p.eligible[d] {
		most = max(most, float64(n.cost(int(i), max(n.have[i]-1, 0))))
	}
	return most
}
