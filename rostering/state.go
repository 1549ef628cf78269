package rostering

// state is a complete rota in the search, with everything that a move needs to
// know in constant time. Broken rules are counted, not forbidden: a search that
// may pass through them finds rotas that one without cannot reach.
type state struct {
	p       *problem
	who     []int32 // per duty
	load    []int   // per person, history included
	cover   []int16 // person·T + slot: duties of the person within rest of the slot
	held    []int16 // person·T + slot: duties in the slot
	seniors []int16 // per slot
	counts  [][]int // per category and person, history included
	catsOf  [][]int32

	clashes int // pairs of duties of one person within rest of each other
	missing int // seniors that slots lack
	inRow   int // runs that are too long, counted by windows
	apart   int // pairs in one slot that must not be

	changes int
	squares int64 // Σ coef·load²
	spread  []int64
	wishes  int64
}

// newState places the duties as given.
func newState(p *problem, who []int32) *state {
	s := &state{
		p: p, who: make([]int32, p.D), load: append([]int(nil), p.history...),
		cover: make([]int16, p.N*p.T), held: make([]int16, p.N*p.T), seniors: make([]int16, p.T),
		spread: make([]int64, len(p.cats)), missing: p.seniors * p.T,
	}
	for i, l := range s.load {
		s.squares += p.coef[i] * int64(l) * int64(l)
	}
	s.catsOf = make([][]int32, p.T)
	for k := range p.cats {
		s.counts = append(s.counts, append([]int(nil), p.cats[k].history...))
		for _, n := range p.cats[k].history {
			s.spread[k] += int64(n) * int64(n)
		}
		for t, in := range p.cats[k].in {
			if in {
				s.catsOf[t] = append(s.catsOf[t], int32(k))
			}
		}
	}
	for d, i := range who {
		s.add(int32(d), i)
	}
	return s
}

// broken is how many rules are broken; 0 for a rota.
func (s *state) broken() int { return s.clashes + s.missing + s.inRow + s.apart }

// windows is how many runs of inRow + 1 slots the person fills through slot t,
// when holding a duty there.
func (s *state) windows(i int32, t int) int {
	p := s.p
	if p.inRow == 0 {
		return 0
	}
	row := s.held[int(i)*p.T : (int(i)+1)*p.T]
	left, right := 0, 0
	for left <= p.inRow && t-left-1 >= 0 && row[t-left-1] > 0 {
		left++
	}
	for right <= p.inRow && t+right+1 < p.T && row[t+right+1] > 0 {
		right++
	}
	left, right = min(left, p.inRow), min(right, p.inRow)
	return max(0, left+right+1-p.inRow)
}

// company is how many people of the slot must be kept apart from i.
func (s *state) company(i int32, t int) int {
	if len(s.p.apart[i]) == 0 {
		return 0
	}
	n := 0
	for _, j := range s.p.apart[i] {
		n += int(s.held[int(j)*s.p.T+t])
	}
	return n
}

// lack is how many seniors a slot with n of them lacks.
func (s *state) lack(n int16) int { return max(0, s.p.seniors-int(n)) }

// add gives duty d, which nobody holds, to person i.
func (s *state) add(d, i int32) {
	p, t := s.p, s.p.slot(d)
	s.clashes += int(s.cover[int(i)*p.T+t])
	s.apart += s.company(i, t)
	if p.inRow > 0 && s.held[int(i)*p.T+t] == 0 {
		s.inRow += s.windows(i, t)
	}
	s.count(d, i, t, 1)
	s.who[d] = i
}

// remove takes duty d from its person.
func (s *state) remove(d int32) {
	p, t, i := s.p, s.p.slot(d), s.who[d]
	s.count(d, i, t, -1)
	s.clashes -= int(s.cover[int(i)*p.T+t])
	s.apart -= s.company(i, t)
	if p.inRow > 0 && s.held[int(i)*p.T+t] == 0 {
		s.inRow -= s.windows(i, t)
	}
}

// count books a duty in (sign 1) or out (−1).
func (s *state) count(d, i int32, t, sign int) {
	p := s.p
	lo, hi := p.near(t)
	for u := lo; u <= hi; u++ {
		s.cover[int(i)*p.T+u] += int16(sign)
	}
	s.held[int(i)*p.T+t] += int16(sign)
	if p.senior[i] {
		s.missing -= s.lack(s.seniors[t])
		s.seniors[t] += int16(sign)
		s.missing += s.lack(s.seniors[t])
	}
	w, l := sign*p.weight[d], s.load[i]
	s.squares += p.coef[i] * int64(w) * int64(2*l+w)
	s.load[i] += w
	for _, k := range s.catsOf[t] {
		s.spread[k] += int64(sign*2*s.counts[k][i] + 1)
		s.counts[k][i] += sign
	}
	if p.published != nil && p.published[d] >= 0 && p.published[d] != i {
		s.changes += sign
	}
	if p.wish != nil {
		s.wishes += int64(sign) * int64(p.wish[int(d)*p.N+int(i)])
	}
}

// score is what a rota is judged by, most important first.
type score struct {
	broken  int
	changes int64
	squares int64
	spread  []int64
	wishes  int64
}

func (s *state) score() score {
	return score{s.broken(), int64(s.changes), s.squares, append([]int64(nil), s.spread...), s.wishes}
}

// compare is negative where a is better than b.
func (a *score) compare(b *score) int {
	if a.broken != b.broken {
		return a.broken - b.broken
	}
	if c := sign(a.changes - b.changes); c != 0 {
		return c
	}
	if c := sign(a.squares - b.squares); c != 0 {
		return c
	}
	for k := range a.spread {
		if c := sign(a.spread[k] - b.spread[k]); c != 0 {
			return c
		}
	}
	return sign(a.wishes - b.wishes)
}

func sign(x int64) int {
	switch {
	case x < 0:
		return -1
	case x > 0:
		return 1
	}
	return 0
}
