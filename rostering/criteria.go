package rostering

// stage is one criterion on its way through the solver: what is known of it.
type stage struct {
	criterion
	value  int64 // of the best rota; meaningful once there is one
	bound  int64 // whole, in the criterion's unit (scaled for the load)
	known  bool  // bound has been set
	proven bool
	proof  Proof
}

// stages lists the criteria in their order: changes, load, categories, wishes.
func stages(p *problem) []*stage {
	var list []*stage
	if p.published != nil {
		list = append(list, &stage{criterion: criterion{name: CriterionChanges, linear: changeCosts(p), step: 1}})
	}
	list = append(list, &stage{criterion: criterion{name: CriterionLoad, squares: true, step: p.step()}})
	for k := range p.cats {
		c := &p.cats[k]
		list = append(list, &stage{criterion: criterion{name: categoryPrefix + c.id, cat: c, step: 2}})
	}
	if p.wish != nil {
		step := int64(0)
		for _, w := range p.wish {
			step = gcd(step, max(int64(w), -int64(w)))
		}
		list = append(list, &stage{criterion: criterion{name: CriterionWishes, linear: p.wish, step: max(step, 1)}})
	}
	return list
}

// changeCosts is 1 for everybody but the published person of a duty.
func changeCosts(p *problem) []int32 {
	cost := make([]int32, p.D*p.N)
	for d, who := range p.published {
		for i := range p.N {
			if who >= 0 && who != int32(i) {
				cost[d*p.N+i] = 1
			}
		}
	}
	return cost
}

// of reads the stage's value from a score.
func (st *stage) of(p *problem, s *score) int64 {
	switch {
	case st.name == CriterionChanges:
		return s.changes
	case st.squares:
		return s.squares
	case st.cat != nil:
		for k := range p.cats {
			if &p.cats[k] == st.cat {
				return s.spread[k]
			}
		}
	}
	return s.wishes
}

// of reads the limited criterion's value from a score.
func (l *limit) of(p *problem, s *score) int64 {
	st := stage{criterion: criterion{name: l.name, squares: l.squares, cat: l.cat}}
	return st.of(p, s)
}

// set writes a value into a score.
func (st *stage) set(p *problem, s *score, v int64) {
	switch {
	case st.name == CriterionChanges:
		s.changes = v
	case st.squares:
		s.squares = v
	case st.cat != nil:
		for k := range p.cats {
			if &p.cats[k] == st.cat {
				s.spread[k] = v
			}
		}
	default:
		s.wishes = v
	}
}

// leastLinear is the bound of a linear criterion by itself: every duty with the
// cheapest person who may take it.
func (st *stage) leastLinear(p *problem) (sum int64, each []float64) {
	each = make([]float64, p.D)
	for d := range p.D {
		for k, i := range p.eligible[d] {
			c := float64(st.linear[d*p.N+int(i)])
			if k == 0 || c < each[d] {
				each[d] = c
			}
		}
		sum += int64(each[d])
	}
	return sum, each
}

// limitsBefore keeps the earlier criteria at the values of the best rota, with
// at most so many categories: each multiplies the states of a schedule. A bound
// with fewer limits is lower but still valid.
func limitsBefore(list []*stage, k, categories int) []limit {
	var limits []limit
	for _, st := range list[:k] {
		if st.cat != nil {
			if categories--; categories < 0 {
				continue
			}
		}
		l := limit{name: st.name, squares: st.squares, cat: st.cat, linear: st.linear, most: st.value, scale: 1}
		if st.squares {
			l.scale = max(1, float64(st.step)*8)
		}
		limits = append(limits, l)
	}
	return limits
}

// raise takes a bound in quanta and rounds it up to the next value that the
// criterion can have, which the reference value decides.
func (st *stage) raise(quanta, reference int64) {
	reach := reference - (reference*quantum-quanta)/quantum/st.step*st.step
	for (reach-st.step)*quantum >= quanta {
		reach -= st.step
	}
	for reach*quantum < quanta {
		reach += st.step
	}
	if !st.known || reach > st.bound {
		st.bound, st.known = reach, true
	}
}
