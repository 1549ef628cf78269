package rostering

import (
	"context"
	"math"
	"time"
)

// Options steer [Solve].
type Options struct {
	// Limit is the longest time to spend; 0 means no limit but the context's.
	Limit time.Duration
	// Seed of the search. The same instance, seed and release give the same
	// result, unless the limit cuts the work short.
	Seed uint64
	// Progress, if not nil, is called whenever the bound or the best rota gets
	// better, on the goroutine of Solve. It must return quickly.
	Progress func(Progress)
}

// Progress is what is known so far. Costs are Σ load²/share.
type Progress struct {
	Phase string  // "bound", "search", "prices", "dive", "branches"
	Bound float64 // no rota has less
	Found bool    // whether there is a rota yet
	Best  float64 // of the best rota, if Found
	Rota  [][]string
	Loads map[string]int
	Tried int64 // rotas looked at
}

// Sizes of the phases, in moves of the search and steps of the bundle method:
// fixed numbers, not times, so that a seed means one result.
const (
	firstMoves    = 300_000 // and 3000 per duty
	focusedMoves  = 1_000_000
	triesEach     = 3 // in a round: focused searches, and a dive as the last
	bundleSteps   = 4000
	coverSteps    = 3000
	priceStates   = 60_000_000 // states per evaluation beyond which prices take too long
	coverEvidence = 1e-3       // how far above 0 the covering bound goes before it counts
	coverStalls   = 2          // steps without promise after which the duties count as coverable
)

// Solve finds the fairest rota and proves it, as far as time allows. The error
// is an [*InputError] for an instance that makes no sense; running out of time
// is not an error but a result with status feasible or unknown.
func Solve(ctx context.Context, in *Instance, opt Options) (*Result, error) {
	if err := in.Validate(); err != nil {
		return nil, err
	}
	if opt.Limit > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, opt.Limit)
		defer cancel()
	}
	s := newSolver(ctx, compile(in), opt)
	s.run()
	return s.result(), nil
}

// solver carries one question through the phases.
type solver struct {
	ctx  context.Context
	p    *problem
	opt  Options
	list []*stage
	load *stage

	flow *flowBound // of the load
	best score
	rota []int32 // of best; it may still break rules
	seed uint64

	infeasible *Proof // why there is no rota
	tried      int64
	phase      string
	heat       []float64 // prices per duty that the load criterion ended with
	bounder    *bounder
	loadPrices []float64 // rows as in prices.flat; nil before the load was bounded
}

func newSolver(ctx context.Context, p *problem, opt Options) *solver {
	s := &solver{ctx: ctx, p: p, opt: opt, list: stages(p), seed: opt.Seed}
	for _, st := range s.list {
		if st.squares {
			s.load = st
		}
	}
	s.best.broken = math.MaxInt
	return s
}

// run goes from the cheap to the dear: flow, search, prices, branches.
func (s *solver) run() {
	s.phase = "bound"
	if net := uncovered(s.ctx, s.p); net != nil {
		s.refuse(net.coverPrices().flat())
		return
	}
	s.boundsByFlow([]int{0})
	s.phase = "search"
	s.search(attempt{moves: firstMoves + 3000*int64(s.p.D), goal: s.goal(len(s.list))})
	if s.best.broken > 0 && s.refuseByPrices() {
		return
	}
	for k := range s.list {
		if !s.prove(k) {
			break
		}
	}
}

// boundsByFlow gives every criterion its first bound.
func (s *solver) boundsByFlow(offsets []int) {
	p := s.p
	relax := func(offset int) relaxation { return loadRelaxation(p, offset) }
	s.flow, _ = boundByFlow(s.ctx, relax, offsets, s.flow)
	s.load.bound, s.load.known = s.flow.cost, true
	for _, st := range s.list {
		switch {
		case st.linear != nil:
			st.bound, _ = st.leastLinear(p)
			st.known = true
		case st.cat != nil:
			c, _ := s.categoryFlow(st, offsets)
			if !st.known || c.cost > st.bound {
				st.bound, st.known = c.cost, true
			}
		}
	}
	s.report()
}

func (s *solver) categoryFlow(st *stage, offsets []int) (*flowBound, *network) {
	relax := func(offset int) relaxation { return categoryRelaxation(s.p, st.cat, offset) }
	return boundByFlow(s.ctx, relax, offsets, nil)
}

// goal is the score at which the first k criteria are proven least.
func (s *solver) goal(k int) *score {
	const any = 1 << 60
	g := &score{changes: any, squares: any, spread: make([]int64, len(s.p.cats)), wishes: any}
	if s.p.published == nil {
		g.changes = 0
	}
	for c := range g.spread {
		g.spread[c] = any
	}
	for _, st := range s.list[:k] {
		st.set(s.p, g, st.bound)
	}
	return g
}

// attempt is one run of the search.
type attempt struct {
	moves   int64
	goal    *score
	allowed []bool  // nil = all options
	start   []int32 // nil = built anew, or the published rota
	stress  float64 // factor of the criteria after the load in the energy; 0 = 1
}

// search runs an attempt and keeps what is better. It reports whether the goal
// was reached.
func (s *solver) search(a attempt) bool {
	run := newSearch(s.p, s.seed*0x9e3779b9+uint64(s.tried)+1, a.allowed)
	if s.load.bound == s.flow.cost {
		run.shape(s.flow.net.loads())
	}
	run.goal, run.start = a.goal, a.start
	if a.stress > 0 {
		run.catCost *= a.stress
		run.wishCost *= a.stress
	}
	run.notify = func(r *search) {
		if r.best.broken == 0 {
			s.keep(&r.best, r.rota)
		}
	}
	run.run(s.ctx, a.moves)
	s.tried += run.moves + 1
	if run.rota == nil {
		return false
	}
	s.keep(&run.best, run.rota)
	return run.done
}

// keep takes over a rota if it is the best so far.
func (s *solver) keep(sc *score, rota []int32) {
	if s.rota != nil && sc.compare(&s.best) >= 0 {
		return
	}
	s.best = *sc
	s.rota = append(s.rota[:0], rota...)
	if sc.broken == 0 {
		s.report()
	}
}

// found reports whether there is a rota that keeps every rule.
func (s *solver) found() bool { return s.rota != nil && s.best.broken == 0 }

// report tells the caller how far things are.
func (s *solver) report() {
	if s.opt.Progress == nil {
		return
	}
	pr := Progress{Phase: s.phase, Bound: float64(s.load.bound) / float64(s.p.scale), Tried: s.tried}
	if s.found() {
		pr.Found, pr.Best = true, float64(s.best.squares)/float64(s.p.scale)
		pr.Rota, pr.Loads = s.p.names(s.rota), s.p.loadsOf(s.rota)
	}
	s.opt.Progress(pr)
}

// refuse ends with prices that prove that no rota exists. It reports whether
// they do, in exact arithmetic.
func (s *solver) refuse(y []float64) bool {
	l := newLagrangian(s.p, &criterion{name: CriterionCover, step: 1}, nil)
	size := 0.0
	for _, v := range y {
		size = max(size, math.Abs(v))
	}
	if size == 0 {
		return false
	}
	if size > 1 {
		size /= 1000 // keep four digits and more
		size = max(size, 1)
	}
	scaled := make([]float64, len(y))
	for k, v := range y {
		scaled[k] = v / size
	}
	bound, rounded := l.exact(scaled)
	if bound <= 0 {
		return false
	}
	s.infeasible = &Proof{
		Criterion: CriterionCover, Kind: ProofPrices, Bound: float64(bound) / quantum,
		Multipliers: l.multipliers(rounded),
	}
	return true
}

// refuseByPrices asks whether the duties can be covered at all when people may
// hold fractions of schedules: with no cost, the Lagrangian bound of a coverable
// instance is 0, and grows without end otherwise.
func (s *solver) refuseByPrices() bool {
	s.phase = "prices"
	l := newLagrangian(s.p, &criterion{name: CriterionCover, step: 1}, nil)
	b := newBundle(l, make([]float64, len(l.right)))
	b.run(s.ctx, coverSteps, func(v float64) bool { return v > coverEvidence || b.stalls > coverStalls })
	return b.value > coverEvidence/2 && s.refuse(b.center)
}
