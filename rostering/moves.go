package rostering

// The three moves of the search: reassign one duty, swap two, and exchange a
// Kempe chain: if i takes over a duty of j, j's clashing duties go to i, i's that
// clash with those go to j, and so on, so that rest stays kept.

// chainLimit is the longest chain that is tried.
const chainLimit = 60

// loadCost is the energy of person i at a load.
func (s *search) loadCost(i int32, load int) float64 {
	x := float64(load)
	e := s.square[i] * x * x
	u := float64(s.p.unit)
	if x > s.high {
		y := (x - s.high) / u
		e += 3*y*y + 2*y
	} else if x < s.low {
		y := (s.low - x) / u
		e += 3*y*y + 2*y
	}
	return e
}

// transfer is the rise in energy of costs, not rules, when weight w moves from
// i to j.
func (s *search) transfer(i, j int32, w int) float64 {
	a, b := s.st.load[i], s.st.load[j]
	return s.loadCost(i, a-w) - s.loadCost(i, a) + s.loadCost(j, b+w) - s.loadCost(j, b)
}

// extras is the rise of the further criteria when duty d goes from i to j.
func (s *search) extras(d, i, j int32) float64 {
	p, st, rise := s.p, s.st, 0.0
	if p.published != nil && p.published[d] >= 0 {
		if p.published[d] == i {
			rise += s.changeCost
		} else if p.published[d] == j {
			rise -= s.changeCost
		}
	}
	for _, k := range st.catsOf[p.slot(d)] {
		rise += s.catCost * float64(2*(st.counts[k][j]-st.counts[k][i]+1))
	}
	if p.wish != nil {
		rise += s.wishCost * float64(p.wish[int(d)*p.N+int(j)]-p.wish[int(d)*p.N+int(i)])
	}
	return rise
}

// simple reports whether only rest couples the duties of a person, so that a
// move's broken rules follow from cover and seniors alone.
func (s *search) simple() bool { return s.p.inRow == 0 && len(s.p.pairs) == 0 }

// seniorRise is how many more seniors slot t lacks when i leaves and j comes.
func (s *search) seniorRise(t int, i, j int32) int {
	p := s.p
	if p.seniors == 0 || p.senior[i] == p.senior[j] {
		return 0
	}
	n := s.st.seniors[t]
	if p.senior[i] {
		return s.st.lack(n-1) - s.st.lack(n)
	}
	return s.st.lack(n+1) - s.st.lack(n)
}

func (s *search) tryReassign(d int32) {
	options := s.eligible[d]
	i, j := s.st.who[d], options[s.rng.below(len(options))]
	if i == j {
		return
	}
	p, t := s.p, s.p.slot(d)
	if !s.simple() {
		s.tryMoves([]int32{d}, []int32{j})
		return
	}
	rules := int(s.st.cover[int(j)*p.T+t]) - int(s.st.cover[int(i)*p.T+t]) + 1 + s.seniorRise(t, i, j)
	rise := s.ruleCost*float64(rules) + s.transfer(i, j, p.weight[d]) + s.extras(d, i, j)
	if s.accept(rise) {
		s.st.remove(d)
		s.st.add(d, j)
		if rise < 0 || rules < 0 {
			s.note()
		}
	}
}

func (s *search) trySwap(d int32) {
	p := s.p
	var f int32
	if s.rng.next()&1 == 0 {
		f = int32(s.rng.below(p.D))
	} else { // a duty nearby
		reach := 4 * p.R * (p.rest + 1)
		f = d + int32(s.rng.below(2*reach)-reach)
		if f < 0 || int(f) >= p.D {
			return
		}
	}
	i, j := s.st.who[d], s.st.who[f]
	if i == j || !s.may[int(f)*p.N+int(i)] || !s.may[int(d)*p.N+int(j)] {
		return
	}
	t, u := p.slot(d), p.slot(f)
	if !s.simple() || len(s.st.spread) > 0 {
		s.tryMoves([]int32{d, f}, []int32{j, i})
		return
	}
	close := 0
	if u-t <= p.rest && t-u <= p.rest {
		close = 1
	}
	cover := func(x int32, v int) int { return int(s.st.cover[int(x)*p.T+v]) }
	rules := cover(i, u) - close + cover(j, t) - close - (cover(i, t) - 1) - (cover(j, u) - 1)
	if t != u {
		rules += s.seniorRise(t, i, j) + s.seniorRise(u, j, i)
	}
	rise := s.ruleCost*float64(rules) + s.transfer(i, j, p.weight[d]-p.weight[f]) + s.extras(d, i, j) + s.extras(f, j, i)
	if s.accept(rise) {
		s.st.remove(d)
		s.st.remove(f)
		s.st.add(d, j)
		s.st.add(f, i)
		if rise < 0 || rules < 0 {
			s.note()
		}
	}
}

// energy is the weighted sum for the people that a move touches and all that is
// counted globally.
func (s *search) energy(people ...int32) float64 {
	e := s.ruleCost*float64(s.st.broken()) + s.changeCost*float64(s.st.changes) + s.wishCost*float64(s.st.wishes)
	for _, v := range s.st.spread {
		e += s.catCost * float64(v)
	}
	for _, i := range people {
		e += s.loadCost(i, s.st.load[i])
	}
	return e
}

// tryMoves gives the duties to the people, all at once, and takes it back if
// the energy does not allow it. At most two people are involved.
func (s *search) tryMoves(duties, to []int32) {
	i, j := s.st.who[duties[0]], to[0]
	broken, before := s.st.broken(), s.energy(i, j)
	var old [2]int32
	for k, d := range duties {
		old[k] = s.st.who[d]
		s.st.remove(d)
	}
	for k, d := range duties {
		s.st.add(d, to[k])
	}
	rise := s.energy(i, j) - before
	if s.accept(rise) {
		if rise < 0 || s.st.broken() < broken {
			s.note()
		}
		return
	}
	for _, d := range duties {
		s.st.remove(d)
	}
	for k, d := range duties {
		s.st.add(d, old[k])
	}
}

func (s *search) tryChain(d int32) {
	options := s.eligible[d]
	i, j := s.st.who[d], options[s.rng.below(len(options))]
	if i == j || !s.collect(d, i, j) {
		return
	}
	broken, before := s.st.broken(), s.energy(i, j)
	s.exchange(i, j)
	rise := s.energy(i, j) - before
	if s.accept(rise) {
		if rise < 0 || s.st.broken() < broken {
			s.note()
		}
		return
	}
	s.exchange(i, j)
}

// collect gathers the Kempe chain of duty d between i and j; false if it leaves
// what the two may do, or grows too long.
func (s *search) collect(d, i, j int32) bool {
	p := s.p
	s.chains++
	s.chain = append(s.chain[:0], d)
	s.inChain[d] = s.chains
	for k := 0; k < len(s.chain); k++ {
		x := s.chain[k]
		other := i
		if s.st.who[x] == i {
			other = j
		}
		if !s.may[int(x)*p.N+int(other)] || len(s.chain) > chainLimit {
			return false
		}
		if s.st.cover[int(other)*p.T+p.slot(x)] == 0 {
			continue
		}
		lo, hi := p.near(p.slot(x))
		for t := lo; t <= hi; t++ {
			if s.st.held[int(other)*p.T+t] == 0 {
				continue
			}
			for y := int32(t * p.R); y < int32((t+1)*p.R); y++ {
				if s.st.who[y] == other && s.inChain[y] != s.chains {
					s.inChain[y] = s.chains
					s.chain = append(s.chain, y)
				}
			}
		}
	}
	return true
}

// exchange swaps the chain between the two.
func (s *search) exchange(i, j int32) {
	for _, d := range s.chain {
		s.st.remove(d)
	}
	for _, d := range s.chain {
		if s.st.who[d] == i {
			s.st.add(d, j)
		} else {
			s.st.add(d, i)
		}
	}
}
