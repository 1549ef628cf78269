package rostering

import (
	"cmp"
	"slices"
)

// Sizes of a dive.
const (
	diveSteps = 60
	diveMoves = 40_000
	diveSure  = 0.8 // options above it are fixed together
	diveShare = 16  // and at least this part of the duties that are left: one in 16
)

// dive walks down from the fractional rota to a whole one: it gives the duties
// that the master problem is surest of to their people, lets the prices settle,
// and goes on, until all is whole, or the bound of what is left leaves the
// target, or the context ends. noise makes one dive differ from the next.
func (s *solver) dive(k int, b *bundle, target int64, noise float64) {
	p := s.p
	s.phase = "dive"
	rng := random(s.seed*0x9e3779b9 + uint64(s.tried))
	rest := wholePart(p)
	fixed := make([]bool, p.D)
	for left := p.D; left > 0 && s.ctx.Err() == nil; {
		left -= s.fixSurest(b, &rest, fixed, &rng, noise)
		l := newLagrangian(p, b.l.c, rest.allowed)
		if !s.coverable(rest.allowed) {
			return
		}
		b = l.inherit(b)
		b.run(s.ctx, diveSteps, func(v float64) bool { return v > float64(target)+0.5*float64(b.l.c.step) })
		if b.value > float64(target)+0.01*float64(b.l.c.step) {
			return
		}
		s.tryMix(b)
		if s.settle(k) || s.search(attempt{moves: diveMoves, goal: s.goal(k + 1), allowed: rest.allowed, start: s.fit(s.round(b), rest.allowed)}) {
			return
		}
	}
}

// fixSurest fixes the options that are nearly whole, and the surest of the others,
// and returns how many duties that settled.
func (s *solver) fixSurest(b *bundle, rest *part, fixed []bool, rng *random, noise float64) int {
	p, mix := s.p, b.mix()
	type option struct {
		cell int
		sure float64
	}
	var list []option
	open := 0
	for d := range p.D {
		if fixed[d] {
			continue
		}
		open++
		best := option{-1, -1}
		for _, i := range p.eligible[d] {
			cell := d*p.N + int(i)
			if x := mix[cell] + noise*(rng.float()-0.5); rest.allowed[cell] && x > best.sure {
				best = option{cell, x}
			}
		}
		if best.cell < 0 { // nobody is left for the duty
			return p.D
		}
		list = append(list, best)
	}
	slices.SortStableFunc(list, func(a, b option) int { return cmp.Compare(b.sure, a.sure) })
	count := 0
	for _, o := range list {
		if count > open/diveShare && o.sure < diveSure {
			break
		}
		if d := o.cell / p.N; rest.allowed[o.cell] {
			rest.give(p, d, o.cell%p.N)
			fixed[d] = true
			count++
		}
	}
	return count
}

// give settles a duty: nobody else may take it, and the person nothing near it.
func (a *part) give(p *problem, d, i int) {
	lo, hi := p.near(d / p.R)
	for e := lo * p.R; e < (hi+1)*p.R; e++ {
		if e != d {
			a.allowed[e*p.N+i] = false
		}
	}
	for j := range p.N {
		a.allowed[d*p.N+j] = j == i
	}
}

// coverable reports whether every duty has somebody left.
func (s *solver) coverable(allowed []bool) bool {
	for d := range s.p.D {
		found := false
		for _, i := range s.p.eligible[d] {
			found = found || allowed[d*s.p.N+int(i)]
		}
		if !found {
			return false
		}
	}
	return true
}
