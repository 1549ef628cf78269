package rostering

import (
	"context"
	"math"
)

// random is splitmix64 (Steele, Lea & Flood 2014): small, fast, and the same on
// every system, so that a seed means the same rota everywhere.
type random uint64

func (r *random) next() uint64 {
	*r += 0x9e3779b97f4a7c15
	z := uint64(*r)
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb
	return z ^ (z >> 31)
}

// below is a number in [0, n); the bias of 2⁻³² is of no matter here.
func (r *random) below(n int) int { return int((r.next() >> 32) * uint64(n) >> 32) }

func (r *random) float() float64 { return float64(r.next()>>11) / (1 << 53) }

// search is simulated annealing over complete rotas. Its energy is a weighted
// sum of broken rules and costs; what it keeps is the best rota by score, so
// the weights steer the walk and never decide what is better.
type search struct {
	p        *problem
	eligible [][]int32
	may      []bool
	rng      random
	st       *state
	start    []int32 // where to begin; nil builds one

	// weights of the energy, in units of (weight unit)²
	ruleCost, changeCost, catCost, wishCost float64
	square                                  []float64 // per person: coef/scale/unit²
	low, high                               float64   // loads outside cost extra (0, ∞ = off)
	hot, cold                               float64   // temperatures
	heat                                    float64   // now

	goal   *score // stop when reached; nil = never
	best   score
	rota   []int32 // of best
	done   bool
	moves  int64
	notify func(*search)

	chain   []int32
	inChain []int64
	chains  int64
}

// newSearch prepares a walk over the given options (nil = all that rules allow).
func newSearch(p *problem, seed uint64, allowed []bool) *search {
	s := &search{p: p, eligible: p.eligible, may: p.may, rng: random(seed), high: math.Inf(1), inChain: make([]int64, p.D)}
	if allowed != nil {
		s.may, s.eligible = allowed, make([][]int32, p.D)
		for d := range p.D {
			for _, i := range p.eligible[d] {
				if allowed[d*p.N+int(i)] {
					s.eligible[d] = append(s.eligible[d], i)
				}
			}
		}
	}
	heaviest := 1
	for _, w := range p.weight {
		heaviest = max(heaviest, w/p.unit)
	}
	size := float64(heaviest)
	s.square = make([]float64, p.N)
	for i := range s.square {
		s.square[i] = float64(p.coef[i]) / float64(p.scale) / float64(p.unit) / float64(p.unit)
	}
	s.ruleCost, s.changeCost, s.catCost, s.wishCost = 6*size, 6*size, 0.4, 0.1
	s.hot, s.cold = 4*size, 0.15
	return s
}

// shape makes loads outside [low, high] cost extra: where the bound is met all
// loads lie inside.
func (s *search) shape(loads []int) {
	for i := range s.p.coef {
		if s.p.coef[i] != s.p.coef[0] {
			return // with shares the loads are not alike
		}
	}
	least, most := loads[0], loads[0]
	for _, l := range loads {
		least, most = min(least, l), max(most, l)
	}
	s.low, s.high = float64(least), float64(most)
}

// construct gives each duty in turn to the person with the least load among
// those without a clash.
func (s *search) construct() []int32 {
	p := s.p
	who := make([]int32, p.D)
	empty := newState(p, nil)
	for d := range int32(p.D) {
		best, least := s.eligible[d][0], math.Inf(1)
		for _, i := range s.eligible[d] {
			clash := float64(empty.cover[int(i)*p.T+p.slot(d)]) + float64(empty.company(i, p.slot(d)))
			cost := clash*1e9 + float64(empty.load[i])/float64(p.unit)*s.square[i]*float64(p.unit*p.unit) + s.rng.float()
			if p.published != nil && p.published[d] == i {
				cost -= 1e6
			}
			if cost < least {
				best, least = i, cost
			}
		}
		empty.add(d, best)
		who[d] = best
	}
	return who
}

// run walks for so many moves, in cycles from hot to cold, each longer than the
// one before. It returns early at the goal or when the context ends. Where a
// duty has nobody who could take it, there is no rota, and none is kept.
func (s *search) run(ctx context.Context, moves int64) {
	s.best.broken = math.MaxInt
	for _, options := range s.eligible {
		if len(options) == 0 {
			return
		}
	}
	if s.start == nil {
		s.start = s.construct()
	}
	s.st = newState(s.p, s.start)
	s.best, s.rota = s.st.score(), append([]int32(nil), s.st.who...)
	if s.note(); s.done {
		return
	}
	cycle, hot := max(int64(200_000), 1000*int64(s.p.D)), s.hot
	for left := moves; left > 0 && !s.done && ctx.Err() == nil; {
		n := min(cycle, left)
		s.cycle(ctx, n, hot)
		left -= n
		hot = s.hot / 2
		cycle = cycle * 3 / 2
		if s.best.broken > 0 {
			s.ruleCost *= 2
		}
	}
}

// cycle cools once from hot to cold.
func (s *search) cycle(ctx context.Context, moves int64, hot float64) {
	for k := range moves {
		if k&255 == 0 {
			s.heat = hot * math.Pow(s.cold/hot, float64(k)/float64(moves))
			if k&8191 == 0 && ctx.Err() != nil {
				return
			}
		}
		s.moves++
		d := int32(s.rng.below(s.p.D))
		switch kind := s.rng.next() >> 61; {
		case kind < 3:
			s.tryChain(d)
		case kind < 5:
			s.tryReassign(d)
		default:
			s.trySwap(d)
		}
		if s.done {
			return
		}
	}
}

// accept is the Metropolis rule.
func (s *search) accept(rise float64) bool {
	if rise <= 0 {
		return true
	}
	x := rise / s.heat
	return x < 14 && s.rng.float() < math.Exp(-x)
}

// note keeps the rota if it is the best so far.
func (s *search) note() {
	if s.st.broken() > s.best.broken {
		return
	}
	now := s.st.score()
	if s.rota != nil && now.compare(&s.best) > 0 {
		return
	}
	if now.compare(&s.best) < 0 {
		s.best = now
		copy(s.rota, s.st.who)
		if s.notify != nil {
			s.notify(s)
		}
	}
	s.done = s.goal != nil && s.best.compare(s.goal) <= 0
}
