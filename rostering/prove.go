package rostering

// prove shows that criterion k of the best rota is least, given the criteria
// before it, looking for better rotas on the way. It reports success; the stage
// keeps the proof, or the bound as far as it got.
func (s *solver) prove(k int) bool {
	st := s.list[k]
	if s.settle(k) {
		return true
	}
	if st.squares || st.cat != nil {
		s.phase = "bound"
		s.rebound(k)
		if s.settle(k) {
			return true
		}
	}
	s.phase = "prices"
	l := s.lagrangianOf(k)
	if l.states() > priceStates {
		s.searchOn(k)
		return s.settle(k)
	}
	b := newBundle(l, s.firstPrices(k, l))
	if s.found() {
		b.run(s.ctx, bundleSteps, s.enough(k))
	} else { // good prices help to find a rota; the best ones can wait
		b.run(s.ctx, bundleSteps, slowing(float64(st.step)/4))
	}
	s.conclude(k, b)
	nodes := firstNodes
	for round := 0; round < rounds && !s.settle(k) && s.ctx.Err() == nil && s.infeasible == nil; round++ {
		for try := range triesEach {
			try += triesEach * round
			if try%triesEach < triesEach-1 {
				s.focus(k, b, try)
			} else {
				s.dive(k, b, st.bound, 0.2*float64(round))
			}
			if s.settle(k) || s.ctx.Err() != nil {
				break
			}
		}
		if s.settle(k) {
			break
		}
		if s.found() {
			s.branch(k, b, nodes)
		} else {
			s.branchCover(nodes)
		}
		nodes *= 2
	}
	return s.settle(k)
}

// limitStates is how many states an evaluation may have with categories kept.
const limitStates = 3_000_000

// lagrangianOf prepares the bound of criterion k, with as many earlier
// categories kept as the number of states allows.
func (s *solver) lagrangianOf(k int) *lagrangian {
	st := s.list[k]
	for categories := len(s.p.cats); ; categories-- {
		st.limits = limitsBefore(s.list, k, categories)
		l := newLagrangian(s.p, &st.criterion, nil)
		if categories == 0 || l.states() <= limitStates {
			return l
		}
	}
}

// settle reads the value of criterion k from the best rota and reports whether
// the bound has met it.
func (s *solver) settle(k int) bool {
	st := s.list[k]
	if !s.found() {
		return false
	}
	st.value = st.of(s.p, &s.best)
	if !st.known || st.bound < st.value {
		return false
	}
	st.proven = true
	if st.proof.Kind == "" {
		s.proveSimply(st)
	}
	return true
}

// proveSimply writes the proof of a bound that needed no bundle: the flow's, or
// the cheapest person for every duty.
func (s *solver) proveSimply(st *stage) {
	switch {
	case st.linear != nil:
		_, each := st.leastLinear(s.p)
		l := newLagrangian(s.p, &criterion{name: st.name, linear: st.linear, step: st.step}, nil)
		y := make([]float64, len(l.right))
		copy(y, each)
		_, rounded := l.exact(y)
		st.proof = Proof{Kind: ProofPrices, Multipliers: l.multipliers(rounded)}
	case st.squares:
		st.proof = Proof{Kind: ProofFlow, WindowOffset: s.flow.offset}
		y := s.flow.net.dual()
		s.heat, s.loadPrices = y.duty, y.flat()
	default:
		st.proof = Proof{Kind: ProofFlow, WindowOffset: st.proof.WindowOffset}
	}
}

// rebound tries the remaining window offsets for a flow bound.
func (s *solver) rebound(k int) {
	st := s.list[k]
	var offsets []int
	for o := 1; o <= s.p.rest; o++ {
		offsets = append(offsets, o)
	}
	if st.squares {
		s.flow, _ = boundByFlow(s.ctx, func(o int) relaxation { return loadRelaxation(s.p, o) }, offsets, s.flow)
		st.bound, st.known = max(st.bound, s.flow.cost), true
		s.report()
		return
	}
	if c, _ := s.categoryFlow(st, append([]int{0}, offsets...)); c.cost >= st.bound {
		st.bound, st.known = c.cost, true
		st.proof.WindowOffset = c.offset
	}
}

// firstPrices is where the bundle method starts.
func (s *solver) firstPrices(k int, l *lagrangian) []float64 {
	st := s.list[k]
	var y *prices
	switch {
	case st.squares:
		y = s.flow.net.dual()
	case st.cat != nil:
		c, _ := s.categoryFlow(st, []int{0})
		y = c.net.dual()
	default:
		y = newPrices(s.p)
		_, y.duty = st.leastLinear(s.p)
	}
	y.limit = make([]float64, len(st.limits))
	return s.withLoadPrices(st, l, y.flat())
}

// withLoadPrices adds to the first prices of a later criterion a multiple of the
// prices that proved the load, and the same multiple as the price of its limit:
// schedules of a fairest rota then stay the cheapest, and only the new criterion
// decides between them. The multiple with the best bound is taken.
func (s *solver) withLoadPrices(st *stage, l *lagrangian, y []float64) []float64 {
	row := -1
	for b := range st.limits {
		if st.limits[b].squares {
			row = l.limitRow + b
		}
	}
	if row < 0 || s.loadPrices == nil {
		return y
	}
	best, value := y, l.value(y, nil)
	for _, steps := range []float64{0.1, 0.3, 1, 3, 10} {
		factor := steps / float64(s.load.step)
		trial := append([]float64(nil), y...)
		for r, v := range s.loadPrices[:l.limitRow] {
			trial[r] += factor * v
		}
		trial[row] = factor * st.limits[row-l.limitRow].scale
		if v := l.value(trial, nil); v > value {
			best, value = trial, v
		}
	}
	return best
}

// enough is when a bound proves the best rota's value, with a margin for the
// rounding of prices.
func (s *solver) enough(k int) func(float64) bool {
	st := s.list[k]
	if !s.found() {
		return func(float64) bool { return false }
	}
	needed := float64(st.of(s.p, &s.best)-st.step) + 0.02*float64(st.step)
	return func(v float64) bool { return v > needed }
}

// slowing is when a bound has risen by less than rise in its last steps.
func slowing(rise float64) func(float64) bool {
	const steps = 12
	var last []float64
	return func(v float64) bool {
		last = append(last, v)
		return len(last) > steps && v-last[len(last)-1-steps] < rise
	}
}

// conclude turns the bundle's prices into the stage's exact bound.
func (s *solver) conclude(k int, b *bundle) {
	st := s.list[k]
	quanta, rounded := b.l.exact(b.center)
	if st.squares {
		s.heat, s.loadPrices = b.center[:s.p.D], b.center
		s.bounder = &bounder{b.l, b.center}
	}
	reference := st.bound // reachable by unit moves, as every rota is
	if s.found() {
		reference = st.of(s.p, &s.best)
	}
	before, known := st.bound, st.known
	st.raise(quanta, reference)
	if !known || st.bound > before {
		st.proof = Proof{Kind: ProofPrices, Multipliers: b.l.multipliers(rounded)}
	}
	s.report()
}

// focus searches for a rota at the bound among the options that the prices
// leave, starting from the fractional rota of the master problem. Later tries
// leave more options.
func (s *solver) focus(k int, b *bundle, try int) {
	st := s.list[k]
	s.phase = "search"
	target := st.bound + int64(try/2)*st.step
	if s.found() {
		target = min(target, max(st.bound, st.of(s.p, &s.best)-st.step))
	}
	if allowed, ok := b.l.fix(b.center, b.value, float64(target)); ok {
		start := s.fit(s.round(b), allowed)
		s.search(attempt{moves: focusedMoves, goal: s.goal(k + 1), allowed: allowed, start: start, stress: s.stress(k, try)})
	}
	if s.settle(k) || b.settled {
		return
	}
	b.run(s.ctx, bundleSteps, s.enough(k))
	s.conclude(k, b)
}

// stress is how much a focused search weighs the criteria after the load: more
// with every try, once the load itself is proven.
func (s *solver) stress(k, try int) float64 {
	if s.list[k].squares {
		return 1
	}
	return float64(int(1) << (2 * (try % 3)))
}

// searchOn searches without prices where the instance is too large for them.
func (s *solver) searchOn(k int) {
	s.phase = "search"
	for s.ctx.Err() == nil && !s.settle(k) {
		before := s.tried
		s.search(attempt{moves: 4 * (firstMoves + 3000*int64(s.p.D)), goal: s.goal(k + 1)})
		if s.tried-before < 2 || s.tried > 400*(firstMoves+3000*int64(s.p.D)) {
			return
		}
	}
}

// round gives every duty to the person who has most of it in the master problem.
func (s *solver) round(b *bundle) []int32 {
	mix, p := b.mix(), s.p
	who := make([]int32, p.D)
	for d := range who {
		most := -1.0
		for _, i := range p.eligible[d] {
			if x := mix[d*p.N+int(i)]; x > most {
				most, who[d] = x, i
			}
		}
	}
	return who
}

// fit replaces people that the remaining options exclude.
func (s *solver) fit(who []int32, allowed []bool) []int32 {
	p := s.p
	out := append([]int32(nil), who...)
	for d, i := range out {
		if allowed[d*p.N+int(i)] {
			continue
		}
		for _, j := range p.eligible[d] {
			if allowed[d*p.N+int(j)] {
				out[d] = j
				break
			}
		}
	}
	return out
}
