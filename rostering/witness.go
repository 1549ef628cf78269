package rostering

import (
	"fmt"
	"slices"
	"strings"
)

// Witness says in words why an instance has no rota: slots that need more than
// the people who are there can give.
type Witness struct {
	First, Last int            // the slots it is about
	Needed      int            // duties that must be held there
	Possible    int            // the most that all people together can hold; ≥ Needed if counting alone does not show it
	Each        map[string]int // per person, the most duties there; people with none are left out
	Text        string
}

// intervalWork bounds the search for an interval: starts × lengths × people.
const intervalWork = 60_000_000

// witness finds the shortest run of slots in which counting shows that there are
// too few people; else it names the slots that the prices are about.
func (p *problem) witness(proof *Proof) Witness {
	best := p.shortest("", func(i, r int) bool { return true }, p.R)
	if p.seniors > 0 {
		seniors := p.shortest("senior", func(i, r int) bool { return p.senior[i] }, p.seniors)
		best = shorter(best, seniors)
	}
	if p.R > 1 {
		for r := range p.R {
			id := p.in.Roles[r].ID
			best = shorter(best, p.shortest(id, func(_, role int) bool { return role == r }, 1))
		}
	}
	if best != nil {
		return *best
	}
	if apart := p.apartWitness(); apart != nil {
		return *apart
	}
	return p.priceWitness(proof)
}

// apartPeople is how many people of a slot are looked at together.
const apartPeople = 14

// apartWitness looks for a slot whose people are enough, but not without a pair
// that is kept apart.
func (p *problem) apartWitness() *Witness {
	if len(p.pairs) == 0 {
		return nil
	}
	for t := range p.T {
		var there []int32
		for i := range int32(p.N) {
			if p.mayAny(t, i) {
				there = append(there, i)
			}
		}
		if len(there) > apartPeople {
			continue
		}
		if most := p.mostTogether(there); most < p.R {
			w := &Witness{First: t, Last: t, Needed: p.R, Possible: most, Each: map[string]int{}}
			var names []string
			for _, i := range there {
				names = append(names, p.in.People[i].ID)
				w.Each[p.in.People[i].ID] = 1
			}
			w.Text = fmt.Sprintf("%s needs %d people; %s could, but so many of them are kept apart that at most %d can be on duty together.",
				upper(p.span(t, t)), p.R, listing(names, 8), most)
			return w
		}
	}
	return nil
}

// mostTogether is the size of the largest group without a pair kept apart.
func (p *problem) mostTogether(people []int32) int {
	if len(people) == 0 {
		return 0
	}
	var others []int32
	for _, j := range people[1:] {
		if !slices.Contains(p.apart[people[0]], j) {
			others = append(others, j)
		}
	}
	return max(1+p.mostTogether(others), p.mostTogether(people[1:]))
}

// shorter is the witness with fewer slots, the first on a tie.
func shorter(a, b *Witness) *Witness {
	if a == nil || b != nil && b.Last-b.First < a.Last-a.First {
		return b
	}
	return a
}

// shortest looks for the shortest [first, last] in which the people who count
// can hold fewer duties than each slot's need adds up to.
func (p *problem) shortest(kind string, counts func(i, role int) bool, need int) *Witness {
	can := make([]bool, p.N*p.T)
	for i := range p.N {
		for d := range p.D {
			if p.may[d*p.N+i] && counts(i, d%p.R) {
				can[i*p.T+d/p.R] = true
			}
		}
	}
	longest := min(p.T, max(1, intervalWork/(p.T*p.N)))
	var best *Witness
	for first := range p.T {
		if best != nil {
			longest = best.Last - best.First // only shorter ones are of interest
		}
		next, run := make([]int, p.N), make([]int, p.N)
		held := 0
		for last := first; last < min(p.T, first+longest); last++ {
			for i := range p.N {
				held += p.greedy(can[i*p.T:(i+1)*p.T], last, &next[i], &run[i])
			}
			if needed := need * (last - first + 1); held < needed {
				w := p.countEach(can, first, last)
				w.Needed = needed
				w.Text = p.words(kind, w, can)
				best = &w
				break
			}
		}
	}
	return best
}

// greedy takes slot t if the person can and may: the earliest duty that fits is
// never wrong when counting the most. next is the first slot after rest, run the
// slots in a row so far.
func (p *problem) greedy(can []bool, t int, next, run *int) int {
	if !can[t] || t < *next || p.inRow > 0 && *run >= p.inRow {
		if p.rest == 0 {
			*run = 0
		}
		return 0
	}
	*next = t + p.rest + 1
	*run++
	return 1
}

// countEach is the most duties of each person in the interval.
func (p *problem) countEach(can []bool, first, last int) Witness {
	w := Witness{First: first, Last: last, Each: map[string]int{}}
	for i := range p.N {
		next, run, n := 0, 0, 0
		for t := first; t <= last; t++ {
			n += p.greedy(can[i*p.T:(i+1)*p.T], t, &next, &run)
		}
		if n > 0 {
			w.Each[p.in.People[i].ID] = n
			w.Possible += n
		}
	}
	return w
}

// words puts an interval into a sentence a manager can act on.
func (p *problem) words(kind string, w Witness, can []bool) string {
	what := plural(w.Needed, "person", "people")
	if kind == "senior" {
		what = plural(w.Needed, "senior", "seniors")
	}
	as := ""
	if kind != "" && kind != "senior" {
		as = " for " + kind
	}
	single := true
	for _, n := range w.Each {
		single = single && n == 1
	}
	var b strings.Builder
	verb := "need"
	if w.First == w.Last {
		verb = "needs"
	}
	if single {
		fmt.Fprintf(&b, "%s %s %d %s%s, %s there", upper(p.span(w.First, w.Last)), verb, w.Needed, what, as, howMany(w.Possible))
		if w.First != w.Last {
			fmt.Fprintf(&b, ": with rest %d nobody can take more than one of these %d duties", p.rest, w.Needed)
		}
	} else {
		fmt.Fprintf(&b, "%s %s %d duties%s held by %s, but at most %d can be: ", upper(p.span(w.First, w.Last)), verb, w.Needed, as, what, w.Possible)
		b.WriteString(p.eachWords(w))
	}
	if absent := p.absent(w, can, kind == "senior"); absent != "" {
		b.WriteString("; " + absent)
	}
	b.WriteString(".")
	return b.String()
}

// eachWords lists who could hold how many.
func (p *problem) eachWords(w Witness) string {
	var parts []string
	for i := range p.in.People {
		if n := w.Each[p.in.People[i].ID]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", p.in.People[i].ID, n))
		}
	}
	return listing(parts, 12) + fmt.Sprintf(" (rest %d)", p.rest)
}

// absent lists who is away during all of the interval.
func (p *problem) absent(w Witness, can []bool, seniorsOnly bool) string {
	var away []string
	for i := range p.N {
		if seniorsOnly && !p.senior[i] {
			continue
		}
		off := true
		for t := w.First; t <= w.Last; t++ {
			off = off && !can[i*p.T+t]
		}
		if off {
			away = append(away, p.in.People[i].ID)
		}
	}
	if len(away) == 0 {
		return ""
	}
	if w.Needed == 1 {
		return listing(away, 8) + " cannot take it"
	}
	return listing(away, 8) + " cannot take any of them"
}

// priceWitness names the slots that the prices weigh, where counting one run of
// slots does not show the lack.
func (p *problem) priceWitness(proof *Proof) Witness {
	w := Witness{First: -1}
	touch := func(t int) {
		if w.First < 0 {
			w.First = t
		}
		w.First, w.Last = min(w.First, t), max(w.Last, t)
	}
	for d, y := range proof.Prices {
		if y > quantum/100 || y < -quantum/100 {
			touch(d / p.R)
			w.Needed++
		}
	}
	for t, y := range proof.SeniorPrices {
		if y > quantum/100 {
			touch(t)
		}
	}
	if w.First < 0 {
		w.First = 0
		w.Last = p.T - 1
	}
	everybody := make([]bool, p.N*p.T)
	for i := range p.N {
		for d := range p.D {
			everybody[i*p.T+d/p.R] = everybody[i*p.T+d/p.R] || p.may[d*p.N+i]
		}
	}
	each := p.countEach(everybody, w.First, w.Last)
	w.Each, w.Possible = each.Each, each.Possible
	reasons := p.reasons()
	if len(p.pairs) > 0 {
		reasons += ", with people kept apart,"
	}
	w.Text = fmt.Sprintf("%s cannot all be covered: every run of slots has people enough by itself, but what %s leave in one takes from the next, even if duties could be shared by the hour.",
		upper(p.span(w.First, w.Last)), reasons)
	return w
}

// span names a run of slots: "weeks 5–7", "day 3".
func (p *problem) span(first, last int) string {
	name := p.in.slotWord()
	if first == last {
		return fmt.Sprintf("%s %d", name, first)
	}
	return fmt.Sprintf("%ss %d–%d", name, first, last)
}

func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// howMany is "nobody is", "1 is" or "5 are".
func howMany(n int) string {
	switch n {
	case 0:
		return "nobody is"
	case 1:
		return "1 is"
	}
	return fmt.Sprintf("%d are", n)
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// listing joins names with commas and a final "and", and cuts long lists short.
func listing(names []string, most int) string {
	if len(names) > most {
		return strings.Join(names[:most-1], ", ") + fmt.Sprintf(" and %d more", len(names)-most+1)
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
