package rostering

import (
	"cmp"
	"fmt"
	"slices"
)

// Handover is one duty that changes hands.
type Handover struct {
	Slot int
	Role string
	From string
	To   string
}

// Exchange is one way for somebody to lose a duty: a give (one handover), a
// two-way or a three-way exchange.
type Exchange struct {
	Handovers []Handover
	Change    float64 // of Σ load²/share; negative makes the rota fairer
	People    int     // disturbed: 2 for a give, else one per handover
}

// ExchangeOptions bound what [Exchanges] lists.
type ExchangeOptions struct {
	Most      int // exchanges to return, 0 = 20
	NotBefore int // duties before this slot stay as they are
}

// Exchanges lists the ways in which the holder of a duty can lose it so that all
// rules stay kept, best first: by the change in Σ load², then by people
// disturbed, then by how near the duties lie to each other. rota has a person per slot and role. The rota itself
// may be broken only where the duty's holder is concerned.
func Exchanges(in *Instance, rota [][]string, slot int, role string, opt ExchangeOptions) ([]Exchange, error) {
	if err := in.Validate(); err != nil {
		return nil, err
	}
	p := compile(in)
	who, err := p.numbers(rota)
	if err != nil {
		return nil, err
	}
	r := in.roleIndex(role)
	if slot < 0 || slot >= p.T || r < 0 {
		return nil, inputError(CodeSwap, "duty", "there is no duty in slot %d with role %q", slot, clip(role)).at(slot, "")
	}
	if opt.Most <= 0 {
		opt.Most = 20
	}
	x := &exchanger{p: p, st: newState(p, who), duty: int32(slot*p.R + r), first: int32(max(opt.NotBefore, p.frozen) * p.R)}
	if x.duty < x.first {
		return nil, inputError(CodeSwap, "duty", "slot %d is already settled; duties from slot %d on can change", slot, x.first/int32(p.R)).at(slot, "")
	}
	x.enumerate()
	return x.ranked(opt.Most), nil
}

// numbers turns a rota of names into numbers.
func (p *problem) numbers(rota [][]string) ([]int32, error) {
	if len(rota) != p.T {
		return nil, inputError(CodePublished, "rota", "has %d slots, the instance %d", len(rota), p.T)
	}
	who := make([]int32, 0, p.D)
	for t, row := range rota {
		if len(row) != p.R {
			return nil, inputError(CodePublished, "rota", "slot %d has %d people for %d roles", t, len(row), p.R).at(t, "")
		}
		for _, id := range row {
			i := p.in.personIndex(id)
			if i < 0 {
				return nil, inputError(CodeUnknown, "rota", "slot %d names %q, who is not in people", t, clip(id)).at(t, id)
			}
			who = append(who, int32(i))
		}
	}
	return who, nil
}

// swap is an exchange in numbers: duties[k] goes to people[k].
type swap struct {
	duties [3]int32
	people [3]int32
	n      int
	change int64
}

type exchanger struct {
	p     *problem
	st    *state
	duty  int32
	first int32 // duties before it stay
	list  []swap
}

// fits reports whether i may take duty `take` when losing duty `lose` (−1: none),
// as far as time off, role and rest go.
func (x *exchanger) fits(i, lose, take int32) bool {
	p := x.p
	if !p.may[int(take)*p.N+int(i)] {
		return false
	}
	t := p.slot(take)
	clash := int(x.st.cover[int(i)*p.T+t])
	if lose >= 0 {
		if lo, hi := p.near(t); p.slot(lose) >= lo && p.slot(lose) <= hi {
			clash--
		}
	}
	return clash == 0
}

// enumerate lists gives, two-way and three-way exchanges. The holder loses the
// duty d; b takes it; in a three-way exchange c takes what b gives up.
func (x *exchanger) enumerate() {
	p, d := x.p, x.duty
	a := x.st.who[d]
	var forA []int32 // duties that a could take instead of d
	for f := x.first; f < int32(p.D); f++ {
		if x.st.who[f] != a && x.fits(a, d, f) {
			forA = append(forA, f)
		}
	}
	for b := range int32(p.N) {
		if b != a && x.fits(b, -1, d) {
			x.add(swap{duties: [3]int32{d}, people: [3]int32{b}, n: 1})
		}
	}
	for e := x.first; e < int32(p.D); e++ {
		b := x.st.who[e]
		if b == a || e == d || !x.fits(b, e, d) {
			continue
		}
		if x.fits(a, d, e) {
			x.add(swap{duties: [3]int32{d, e}, people: [3]int32{b, a}, n: 2})
		}
		for _, f := range forA {
			if c := x.st.who[f]; c != b && x.fits(c, f, e) {
				x.add(swap{duties: [3]int32{d, e, f}, people: [3]int32{b, c, a}, n: 3})
			}
		}
	}
}

// add notes a swap with its change in cost.
func (x *exchanger) add(s swap) {
	p := x.p
	gain := func(i int32, w int) {
		l := int64(x.st.load[i])
		s.change += p.coef[i] * int64(w) * (2*l + int64(w))
	}
	for k := range s.n {
		got, lost := p.weight[s.duties[k]], 0
		for j := range s.n {
			if x.st.who[s.duties[j]] == s.people[k] {
				lost = p.weight[s.duties[j]]
			}
		}
		gain(s.people[k], got-lost)
	}
	if s.n == 1 {
		gain(x.st.who[s.duties[0]], -p.weight[s.duties[0]])
	}
	x.list = append(x.list, s)
}

// ranked sorts the swaps and keeps the best that also satisfy the rules that fits
// does not look at: seniors, pairs kept apart, slots in a row.
func (x *exchanger) ranked(most int) []Exchange {
	slices.SortStableFunc(x.list, func(a, b swap) int {
		return cmp.Or(cmp.Compare(a.change, b.change), cmp.Compare(a.n, b.n), cmp.Compare(x.distance(&a), x.distance(&b)), slices.Compare(a.duties[:a.n], b.duties[:b.n]), slices.Compare(a.people[:a.n], b.people[:b.n]))
	})
	before := x.st.missing + x.st.apart + x.st.inRow
	out := []Exchange{}
	for _, s := range x.list {
		if len(out) == most {
			break
		}
		from := x.play(s.duties[:s.n], s.people[:s.n])
		kept := x.st.missing+x.st.apart+x.st.inRow <= before
		x.play(s.duties[:s.n], from)
		if kept {
			out = append(out, x.words(s))
		}
	}
	return out
}

// distance is how many slots the exchange reaches from the duty, both ways.
func (x *exchanger) distance(s *swap) int {
	sum := 0
	for _, d := range s.duties[:s.n] {
		away := x.p.slot(d) - x.p.slot(x.duty)
		sum += max(away, -away)
	}
	return sum
}

// play gives duties to people and returns who had them.
func (x *exchanger) play(duties, people []int32) []int32 {
	var from []int32
	for _, d := range duties {
		from = append(from, x.st.who[d])
		x.st.remove(d)
	}
	for k, d := range duties {
		x.st.add(d, people[k])
	}
	return from
}

func (x *exchanger) words(s swap) Exchange {
	p := x.p
	e := Exchange{Change: float64(s.change) / float64(p.scale), People: max(2, s.n)}
	for k := range s.n {
		d := s.duties[k]
		e.Handovers = append(e.Handovers, Handover{
			Slot: p.slot(d), Role: p.in.Roles[int(d)%p.R].ID,
			From: p.in.People[x.st.who[d]].ID, To: p.in.People[s.people[k]].ID,
		})
	}
	return e
}

// String is the exchange in words.
func (e Exchange) String() string {
	text := ""
	for k, h := range e.Handovers {
		if k > 0 {
			text += ", "
		}
		text += fmt.Sprintf("%s takes slot %d %s from %s", h.To, h.Slot, h.Role, h.From)
	}
	return fmt.Sprintf("%s (Σ load² %+g)", text, e.Change)
}
