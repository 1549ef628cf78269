package rostering

// This file finds the best schedule of one person for given prices: the inner
// minimum of the Lagrangian bound. Without the coupling between people a legal
// schedule is a path through the slots, so a dynamic program over (slot, load,
// count in a category) is exact. It runs on float64 inside the bundle method and
// on int64 where a bound must hold to the last unit.

type number interface{ ~int64 | ~float64 }

// unreachable marks states that no schedule reaches; it is far below any value
// and far from overflow.
const unreachable = -(1 << 60)

// plan is what the dynamic program needs to know of one person.
type plan struct {
	person int
	slots  []int32 // slots in which the person may hold some duty, ascending
	before []int32 // per entry of slots: how many entries lie more than rest earlier
	duties []int32 // eligible duties, grouped by slot
	first  []int32 // per entry of slots: where its duties start; one more at the end
	shift  []int32 // per entry of duties: how far it moves the state
	states int     // (load units + 1) × (count + 1) of every category
	stride int     // states per load unit
	counts []digit // per category
	inRow  int
}

// digit is the place of one category's count in the number of a state.
type digit struct{ stride, size int }

// space says which totals of a schedule the state must remember.
type space struct {
	loads bool
	cats  []*category
}

// planFor prepares a person; allowed limits the duties further (nil = all that
// the rules allow).
func planFor(p *problem, i int, sp space, allowed []bool) *plan {
	pl := &plan{person: i, inRow: p.inRow}
	for t := range p.T {
		before := len(pl.duties)
		for d := t * p.R; d < (t+1)*p.R; d++ {
			if p.may[d*p.N+i] && (allowed == nil || allowed[d*p.N+i]) {
				pl.duties = append(pl.duties, int32(d))
			}
		}
		if len(pl.duties) > before {
			pl.slots = append(pl.slots, int32(t))
			pl.first = append(pl.first, int32(before))
		}
	}
	pl.first = append(pl.first, int32(len(pl.duties)))
	pl.before = make([]int32, len(pl.slots))
	for k, t := range pl.slots {
		for b := k; b > 0; b-- {
			if int(t-pl.slots[b-1]) > p.rest {
				pl.before[k] = int32(b)
				break
			}
		}
	}
	pl.layOut(p, sp)
	return pl
}

// layOut numbers the states like a number with digits: the count of each
// category, then the load units.
func (pl *plan) layOut(p *problem, sp space) {
	pl.shift = make([]int32, len(pl.duties))
	value := make([]int, len(pl.duties))
	pl.stride = 1
	for _, c := range sp.cats {
		for k, d := range pl.duties {
			value[k] = 0
			if c.in[p.slot(d)] {
				value[k] = 1
				pl.shift[k] += int32(pl.stride)
			}
		}
		size := pl.most(value) + 1
		pl.counts = append(pl.counts, digit{pl.stride, size})
		pl.stride *= size
	}
	pl.states = pl.stride
	if !sp.loads {
		return
	}
	for k, d := range pl.duties {
		value[k] = p.weight[d] / p.unit
		pl.shift[k] += int32(value[k] * pl.stride)
	}
	pl.states *= pl.most(value) + 1
}

// units is the load in a state, in units without history.
func (pl *plan) units(s int) int { return s / pl.stride }

// count is how many duties of category k a state has, without history.
func (pl *plan) count(s, k int) int { return s / pl.counts[k].stride % pl.counts[k].size }

// most is the largest total that a schedule can reach (rest only: a limit in a
// row can make it smaller, never larger).
func (pl *plan) most(value []int) int {
	best := make([]int, len(pl.slots)+1)
	for k := range pl.slots {
		best[k+1] = best[k]
		for e := pl.first[k]; e < pl.first[k+1]; e++ {
			best[k+1] = max(best[k+1], best[pl.before[k]]+value[e])
		}
	}
	return best[len(pl.slots)]
}

// workspace is memory that one dynamic program after another can use.
type workspace[T number] struct {
	best   []T
	choice []int32
}

func (w *workspace[T]) grow(cells int) {
	if len(w.best) < cells {
		w.best, w.choice = make([]T, cells), make([]int32, cells)
	}
}

// cheapest is the schedule with the least end[state] − Σ gain over its duties.
// The path lists the duties, latest first. end has one entry per state.
func cheapest[T number](pl *plan, w *workspace[T], gain, end []T, path []int32) (T, []int32) {
	if pl.inRow > 0 {
		return cheapestInRow(pl, w, gain, end, path)
	}
	S, K := pl.states, len(pl.slots)
	w.grow((K + 1) * S)
	forward(pl, w, gain)
	least, at := T(-unreachable), 0
	for s, v := range w.best[K*S : (K+1)*S] {
		if v > unreachable/2 && end[s]-v < least {
			least, at = end[s]-v, s
		}
	}
	path = path[:0]
	for k, s := K, at; k > 0; {
		e := w.choice[k*S+s]
		if e < 0 {
			k--
			continue
		}
		path = append(path, pl.duties[e])
		s -= int(pl.shift[e])
		k = int(pl.before[k-1])
	}
	return least, path
}

// forward fills best[k·S + s]: the most gain of a schedule within the first k
// slots that ends in state s, and choice: the duty taken in slot k − 1, or −1.
func forward[T number](pl *plan, w *workspace[T], gain []T) {
	S := pl.states
	for s := range S {
		w.best[s] = unreachable
	}
	w.best[0] = 0
	for k := range pl.slots {
		now, choice := w.best[(k+1)*S:(k+2)*S], w.choice[(k+1)*S:(k+2)*S]
		copy(now, w.best[k*S:(k+1)*S])
		for s := range choice {
			choice[s] = -1
		}
		from := w.best[int(pl.before[k])*S : (int(pl.before[k])+1)*S]
		for e := pl.first[k]; e < pl.first[k+1]; e++ {
			g, shift := gain[e], int(pl.shift[e])
			old := from[:S-shift]
			for s, v := range old {
				if v += g; v > now[s+shift] {
					now[s+shift], choice[s+shift] = v, e
				}
			}
		}
	}
}

// cheapestInRow is cheapest where rest is 0 and the run of consecutive slots is
// limited: the state also remembers the length of the run that ends here.
func cheapestInRow[T number](pl *plan, w *workspace[T], gain, end []T, path []int32) (T, []int32) {
	S, K, runs := pl.states, len(pl.slots), pl.inRow+1
	layer := S * runs
	w.grow((K + 1) * layer)
	for s := range layer {
		w.best[s] = unreachable
	}
	w.best[0] = 0
	for k, t := range pl.slots {
		old, now := w.best[k*layer:(k+1)*layer], w.best[(k+1)*layer:(k+2)*layer]
		choice := w.choice[(k+1)*layer : (k+2)*layer]
		joined := k > 0 && pl.slots[k-1] == t-1
		for s := range now {
			now[s], choice[s] = unreachable, -1
		}
		for run := range runs {
			for s := range S {
				v := old[run*S+s]
				if v <= unreachable/2 {
					continue
				}
				if v > now[s] { // a free slot; choice remembers the run before it
					now[s], choice[s] = v, int32(-1-run)
				}
				next := 1
				if joined {
					next = run + 1
				}
				if next == runs {
					continue
				}
				for e := pl.first[k]; e < pl.first[k+1]; e++ {
					to := next*S + s + int(pl.shift[e])
					if v+gain[e] > now[to] {
						now[to], choice[to] = v+gain[e], int32(run*len(pl.duties))+e
					}
				}
			}
		}
	}
	return traceInRow(pl, w, end, path)
}

func traceInRow[T number](pl *plan, w *workspace[T], end []T, path []int32) (T, []int32) {
	S, K, layer := pl.states, len(pl.slots), pl.states*(pl.inRow+1)
	least, at := T(-unreachable), 0
	for x, v := range w.best[K*layer : (K+1)*layer] {
		if v > unreachable/2 && end[x%S]-v < least {
			least, at = end[x%S]-v, x
		}
	}
	path = path[:0]
	for k := K; k > 0; k-- {
		c := w.choice[k*layer+at]
		if c < 0 {
			at = int(-1-c)*S + at
			continue
		}
		run, e := int(c)/len(pl.duties), c%int32(len(pl.duties))
		path = append(path, pl.duties[e])
		at = run*S + at%S - int(pl.shift[e])
	}
	return least, path
}
