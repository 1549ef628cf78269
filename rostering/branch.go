package rostering

import (
	"math"
	"slices"
)

// Branching closes the gap that prices leave: where the best mix of schedules is
// a fraction of this and a fraction of that, the question is split in two, each
// half with prices of its own. A person's load is at most m or above it; a person
// takes a duty or does not. When the bound of every leaf excludes a better rota,
// there is none (branch and price, Barnhart et al. 1998).

// Sizes of the branching phase.
const (
	branchSteps  = 400     // of the bundle method in a node
	branchMoves  = 60_000  // of the search in a node
	branchDepth  = 60      // of the tree
	firstNodes   = 80      // of the tree in the first round, doubled in each
	rounds       = 7       // of search and branching before the engine gives up
	forbidden    = 1 << 50 // cost of a state that a branch excludes
	fractionEdge = 0.02    // closer to 0 or 1 counts as whole
)

// brancher is one tree under way.
type brancher struct {
	s     *solver
	k     int // index of the criterion, −1 for covering
	c     *criterion
	nodes int // still to spend
}

// part is one side of the splits so far.
type part struct {
	allowed []bool
	low     []int // least load per person
	high    []int // most load per person
}

func wholePart(p *problem) part {
	a := part{allowed: append([]bool(nil), p.may...), low: make([]int, p.N), high: make([]int, p.N)}
	for i := range a.high {
		a.high[i] = math.MaxInt32
	}
	return a
}

// branch tries to prove criterion k of the best rota by a tree of at most so many
// nodes. A better rota met on the way becomes the best.
func (s *solver) branch(k int, from *bundle, nodes int) {
	s.phase = "branches"
	st := s.list[k]
	br := &brancher{s: s, k: k, c: &st.criterion, nodes: nodes}
	if tree := br.grow(wholePart(s.p), from, 0); tree != nil && s.found() {
		st.bound, st.known = st.of(s.p, &s.best), true
		st.proof = Proof{Kind: ProofBranches, Tree: tree}
		s.report()
	}
}

// branchCover tries to prove by a tree that no rota exists, and may find one.
func (s *solver) branchCover(nodes int) bool {
	s.phase = "branches"
	c := &criterion{name: CriterionCover, step: 1}
	br := &brancher{s: s, k: -1, c: c, nodes: nodes}
	l := newLagrangian(s.p, c, nil)
	tree := br.grow(wholePart(s.p), newBundle(l, make([]float64, len(l.right))), 0)
	if tree == nil || s.found() {
		return false
	}
	s.infeasible = &Proof{Criterion: CriterionCover, Kind: ProofBranches, Tree: tree}
	return true
}

// needed is the bound, in quanta, above which a node needs no further split.
func (br *brancher) needed() int64 {
	if br.k < 0 {
		return 0
	}
	if !br.s.found() {
		return math.MaxInt64
	}
	st := br.s.list[br.k]
	return quantum * (st.of(br.s.p, &br.s.best) - st.step)
}

// grow returns the tree for a part, nil if it could not be finished.
func (br *brancher) grow(a part, from *bundle, depth int) *Branch {
	s := br.s
	if br.nodes <= 0 || depth > branchDepth || s.ctx.Err() != nil {
		return nil
	}
	br.nodes--
	l := newLagrangian(s.p, br.c, a.allowed)
	l.low, l.high = a.low, a.high
	if leaf := br.empty(l, a, from.center); leaf != nil {
		return leaf
	}
	b := l.inherit(from)
	needed := br.needed()
	b.run(s.ctx, branchSteps, func(v float64) bool { return v > float64(needed)/quantum+br.margin() })
	if leaf := br.leaf(l, b.center); leaf != nil {
		return leaf
	}
	s.tryMix(b)
	if br.k < 0 && s.found() {
		return nil
	}
	if depth%3 == 0 {
		s.search(attempt{moves: branchMoves, goal: br.goal(), allowed: a.allowed, start: s.fit(s.round(b), a.allowed)})
		if br.k < 0 && s.found() {
			return nil
		}
	}
	if leaf := br.leaf(l, b.center); leaf != nil { // the search may have lowered what is needed
		return leaf
	}
	return br.split(a, b, depth)
}

// margin is how far above the need the bundle method goes, so that rounding the
// prices does not spoil the proof.
func (br *brancher) margin() float64 {
	if br.k < 0 {
		return coverEvidence
	}
	return 0.02 * float64(br.c.step)
}

func (br *brancher) goal() *score {
	if br.k < 0 {
		return br.s.goal(0)
	}
	return br.s.goal(br.k + 1)
}

// leaf is the proof for a part whose prices suffice, else nil.
func (br *brancher) leaf(l *lagrangian, y []float64) *Branch {
	quanta, rounded := l.exact(y)
	if quanta <= br.needed() {
		return nil
	}
	return &Branch{Multipliers: l.multipliers(rounded)}
}

// empty is the proof for a part in which some duty has nobody left: at a high
// price for it no rota of the part is cheap enough.
func (br *brancher) empty(l *lagrangian, a part, start []float64) *Branch {
	p := br.s.p
	for d := range p.D {
		left := false
		for _, i := range p.eligible[d] {
			left = left || a.allowed[d*p.N+int(i)]
		}
		if left {
			continue
		}
		y := append([]float64(nil), start...)
		quanta, _ := l.exact(y)
		if needed := br.needed(); needed != math.MaxInt64 {
			y[d] += math.Max(0, float64(needed-quanta)/quantum) + 1
			return br.leaf(l, y)
		}
	}
	return nil
}

// settled is the proof for a part with one rota left, of which the bundle method
// need not find the prices: the duties are made dear enough to be taken, and then
// some constraint that the rota breaks, enough to exceed what is needed. It is nil
// when the rota breaks none.
func (br *brancher) settled(l *lagrangian, a part) *Branch {
	p := br.s.p
	needed := br.needed()
	who := make([]int32, p.D)
	for d := range who {
		who[d] = -1
		for _, i := range p.eligible[d] {
			if a.allowed[d*p.N+int(i)] {
				if who[d] >= 0 {
					return nil
				}
				who[d] = i
			}
		}
	}
	if needed == math.MaxInt64 || slices.Contains(who, -1) {
		return nil
	}
	sc := newState(p, who).score()
	most := 2 + math.Abs(float64(needed))/quantum // what a unit of breach has to be worth
	for d, i := range who {
		if br.c.linear != nil {
			most += math.Abs(float64(br.c.linear[d*p.N+int(i)]))
		}
	}
	if leaf := br.raised(l, -1, 0, most); leaf != nil { // a duty too many for somebody
		return leaf
	}
	for row := l.seniorRow; row < l.limitRow; row++ {
		if leaf := br.raised(l, row, most, most); leaf != nil {
			return leaf
		}
	}
	for b := range l.c.limits {
		lim := &l.c.limits[b]
		if value := lim.of(p, &sc); value > lim.most {
			price := most * lim.scale / float64(value-lim.most)
			if leaf := br.raised(l, l.limitRow+b, price, most+price/lim.scale*float64(value)); leaf != nil {
				return leaf
			}
		}
	}
	return nil
}

// raised is the proof of a part by one constraint's price, with duties so dear that
// each is taken, if that suffices.
func (br *brancher) raised(l *lagrangian, row int, price, dear float64) *Branch {
	y := make([]float64, len(l.right))
	for d := range br.s.p.D {
		y[d] = 2 * dear
	}
	if row >= 0 {
		y[row] = price
	}
	return br.leaf(l, y)
}

// split chooses what to decide and grows both halves.
func (br *brancher) split(a part, b *bundle, depth int) *Branch {
	p := br.s.p
	if i, most, ok := b.splitLoad(); ok {
		node := &Branch{Person: p.in.People[i].ID, LoadMost: &most}
		yes, no := a, a
		yes.high = append([]int(nil), a.high...)
		yes.high[i] = min(a.high[i], most)
		no.low = append([]int(nil), a.low...)
		no.low[i] = max(a.low[i], most+1)
		return br.both(node, yes, no, b, depth)
	}
	d, i, ok := b.splitDuty(a.allowed)
	if !ok {
		return br.settled(b.l, a)
	}
	node := &Branch{Slot: d / p.R, Role: d % p.R, Person: p.in.People[i].ID}
	yes, no := a, a
	no.allowed = append([]bool(nil), a.allowed...)
	no.allowed[d*p.N+i] = false
	yes.allowed = append([]bool(nil), a.allowed...)
	yes.give(p, d, i)
	return br.both(node, yes, no, b, depth)
}

func (br *brancher) both(node *Branch, yes, no part, from *bundle, depth int) *Branch {
	if node.Yes = br.grow(yes, from, depth+1); node.Yes == nil {
		return nil
	}
	if node.No = br.grow(no, from, depth+1); node.No == nil {
		return nil
	}
	return node
}

// splitLoad finds the person whose load the master problem splits most evenly
// between at most m and above.
func (b *bundle) splitLoad() (person, most int, ok bool) {
	p := b.l.p
	if !b.l.c.needs().loads {
		return 0, 0, false
	}
	best := 0.15
	for i, cols := range b.pool {
		mean := 0.0
		for _, c := range cols {
			mean += c.share * float64(p.loadOf(i, c.path))
		}
		m := p.history[i] + int(math.Floor((mean-float64(p.history[i]))/float64(p.unit)))*p.unit
		above := 0.0
		for _, c := range cols {
			if p.loadOf(i, c.path) > m {
				above += c.share
			}
		}
		if even := min(above, 1-above); even > best {
			best, person, most, ok = even, i, m, true
		}
	}
	return person, most, ok
}

func (p *problem) loadOf(i int, path []int32) int {
	load := p.history[i]
	for _, d := range path {
		load += p.weight[d]
	}
	return load
}

// splitDuty finds the option that the master problem is least sure of; where it
// is sure of all and the bound still falls short, the surest of a duty that
// others may take as well.
func (b *bundle) splitDuty(allowed []bool) (duty, person int, ok bool) {
	p := b.l.p
	mix := b.mix()
	best, surest := fractionEdge, -1.0
	for d := range p.D {
		open := 0
		for _, i := range p.eligible[d] {
			if allowed[d*p.N+int(i)] {
				open++
			}
		}
		if open < 2 {
			continue
		}
		for _, i := range p.eligible[d] {
			cell := d*p.N + int(i)
			if !allowed[cell] {
				continue
			}
			if even := min(mix[cell], 1-mix[cell]); even > best {
				best, surest, duty, person, ok = even, 2, d, int(i), true
			}
			if mix[cell] > surest {
				surest, duty, person, ok = mix[cell], d, int(i), true
			}
		}
	}
	return duty, person, ok
}

// tryMix keeps the master problem's rota if it is whole and legal.
func (s *solver) tryMix(b *bundle) {
	who := s.round(b)
	st := newState(s.p, who)
	if sc := st.score(); sc.broken == 0 {
		s.keep(&sc, who)
	}
}
