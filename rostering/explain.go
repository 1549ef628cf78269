package rostering

import (
	"fmt"
	"slices"
	"strings"
)

// Explanation answers "why does this person have so much?".
type Explanation struct {
	Person string
	Load   int      // history included
	Group  []string // who shares this fate; the whole team if nothing sets them apart
	Total  int      // what the group carries, histories included, in every fairest rota
	Tied   []int    // slots with duties that only the group can take
	Text   string
}

// Why explains a person's load in the result's rota. Where the flow bound is met
// the reason is a cut: a group of people whose duties nobody else can take over.
// Otherwise it is a price: what the fairest rota with less for this person would
// cost. ok is false for a person who is not in the instance or without a rota.
func (r *Result) Why(person string) (e Explanation, ok bool) {
	if r.p == nil || r.rota == nil || r.p.in.personIndex(person) < 0 {
		return Explanation{}, false
	}
	i := r.p.in.personIndex(person)
	if r.flow != nil && r.loadKind() == ProofFlow {
		return r.whyByCut(i), true
	}
	return r.whyByPrice(i), true
}

// loadKind is the kind of proof of the load.
func (r *Result) loadKind() string {
	for _, proof := range r.Certificate.Proofs {
		if proof.Criterion == CriterionLoad {
			return proof.Kind
		}
	}
	return ProofNone
}

// whyByCut looks at the paths on which units could move. Nobody whom the person
// could pass a unit to, directly or in a chain, is better off for it, or the flow
// would not be cheapest: so what these people carry together cannot shrink.
// Likewise what the people who could pass one to them carry cannot grow.
func (r *Result) whyByCut(i int) Explanation {
	p := r.p
	n := newNetwork(loadRelaxation(p, r.flow.offset))
	n.carry(r.rota)
	loads := n.loads()
	e := Explanation{Person: p.in.People[i].ID, Load: loads[i]}
	n.reach(int32(p.D+i), -1)
	must := n.markedPeople()
	n.reachBack(int32(p.D + i))
	can := n.markedPeople()
	level := func(j int) float64 { return float64(loads[j]) / p.in.People[j].Share.Float() }
	near := func(group []int, slack func(j int) float64) bool {
		return !slices.ContainsFunc(group, func(j int) bool { return slack(j) > float64(p.unit)/p.in.People[j].Share.Float()+1e-9 })
	}
	group, atMost := must, false
	if !near(must, func(j int) float64 { return level(j) - level(i) }) && near(can, func(j int) float64 { return level(i) - level(j) }) {
		group, atMost = can, true
	}
	e.Text = p.cutWords(&e, group, loads, atMost)
	return e
}

// markedPeople lists the people that the last search reached.
func (n *network) markedPeople() []int {
	var people []int
	for j := range n.p.N {
		if n.mark[n.p.D+j] == n.stamp {
			people = append(people, j)
		}
	}
	return people
}

// cutWords fills in the group and says what the cut means: that the group must
// carry its total, or, with atMost, that it can carry no more.
func (p *problem) cutWords(e *Explanation, group, loads []int, atMost bool) string {
	history, shares := 0, 0.0
	in := make([]bool, p.N)
	for _, j := range group {
		in[j] = true
		e.Group = append(e.Group, p.in.People[j].ID)
		e.Total += loads[j]
		history += p.history[j]
		shares += p.in.People[j].Share.Float()
	}
	tied := p.tiedTo(in, e)
	before := ""
	if history > 0 {
		before = fmt.Sprintf(" (%d of it from before)", history)
	}
	k, names := len(group), listing(e.Group, 8)
	text := ""
	switch {
	case k == p.N:
		text = fmt.Sprintf("The whole team of %d shares a load of %d%s.", k, e.Total, before)
	case atMost:
		text = fmt.Sprintf("%s can take no more than %d%s%s, for %s.", names, e.Total, together(k), before, p.reasons())
	case tied == e.Total-history && tied > 0:
		text = fmt.Sprintf("%s can be covered only by %s. That makes %d%s%s.", upper(p.spans(e.Tied)), names, e.Total, together(k), before)
	default:
		others := 0
		for j, l := range loads {
			if !in[j] {
				others += l
			}
		}
		text = fmt.Sprintf("%s must carry %d%s%s: the other %s cannot take more than the %d they have, for %s.",
			names, e.Total, together(k), before, people(p.N-k), others, p.reasons())
	}
	if k == 1 {
		return text
	}
	return text + p.division(e, shares, k)
}

// division says how a group's total divides, and on which side the person is.
func (p *problem) division(e *Explanation, shares float64, k int) string {
	fair := float64(e.Total) / shares
	text := fmt.Sprintf(" %d / %d = %.4g.", e.Total, k, fair)
	mine := fair
	if shares != float64(k) {
		share := p.in.People[p.in.personIndex(e.Person)].Share.Float()
		mine = fair * share
		text = fmt.Sprintf(" %d over shares of %.4g in all is %.4g for a full one; %s with a share of %.4g comes to %.4g.", e.Total, shares, fair, e.Person, share, mine)
	}
	switch {
	case float64(e.Load) > mine+1e-9:
		return text + fmt.Sprintf(" It does not divide evenly, and %s is among those who have %d.", e.Person, e.Load)
	case float64(e.Load) < mine-1e-9:
		return text + fmt.Sprintf(" It does not divide evenly, and %s is among those who have only %d.", e.Person, e.Load)
	}
	return text
}

// tiedTo lists the slots with duties that only the group can take, and returns
// the weight of those duties.
func (p *problem) tiedTo(in []bool, e *Explanation) (weight int) {
	for d := range p.D {
		if len(p.eligible[d]) == 0 || slices.ContainsFunc(p.eligible[d], func(j int32) bool { return !in[j] }) {
			continue
		}
		weight += p.weight[d]
		if t := d / p.R; len(e.Tied) == 0 || e.Tied[len(e.Tied)-1] != t {
			e.Tied = append(e.Tied, t)
		}
	}
	return weight
}

// reasons names the rules of the flow that keep people from duties.
func (p *problem) reasons() string {
	list := []string{"time off"}
	if p.rest > 0 {
		list = append(list, fmt.Sprintf("rest %d", p.rest))
	}
	if p.seniors > 0 {
		list = append(list, fmt.Sprintf("%d %s a %s", p.seniors, plural(p.seniors, "senior", "seniors"), p.in.slotWord()))
	}
	return listing(list, 3)
}

func together(k int) string {
	if k == 1 {
		return ""
	}
	return " together"
}

// people is "one person", "3 people".
func people(n int) string {
	if n == 1 {
		return "person"
	}
	return fmt.Sprintf("%d people", n)
}

// whyByPrice asks what the bound becomes if the person has a unit less.
func (r *Result) whyByPrice(i int) Explanation {
	p := r.p
	e := Explanation{Person: p.in.People[i].ID, Load: p.loadsOf(r.rota)[p.in.People[i].ID]}
	e.Group, e.Total = []string{e.Person}, e.Load
	if r.bounder == nil || e.Load-p.unit < p.history[i] {
		e.Text = fmt.Sprintf("%s has %d; there is no bound yet that says whether less is possible.", e.Person, e.Load)
		if e.Load-p.unit < p.history[i] {
			e.Text = fmt.Sprintf("%s has %d, all of it from before: no duty in this rota.", e.Person, e.Load)
		}
		return e
	}
	l, y := r.bounder.lagrangian, r.bounder.prices
	least := 0.0
	all := l.value(y, func(j int, v float64, _ []int32) {
		if j == i {
			least = v
		}
	})
	cost := (all - least + l.capped(i, y, e.Load-p.unit)) / float64(p.scale)
	rota := "rota"
	if p.published != nil {
		rota = "rota with as few changes" // the bound keeps them
	}
	switch {
	case cost > r.SumSq+1e-6:
		e.Text = fmt.Sprintf("A %s that gives %s %d or less has a Σ load² of at least %.6g; this one has %.6g. Less for %s is more for others, by more than it saves.",
			rota, e.Person, e.Load-p.unit, cost, r.SumSq, e.Person)
	default:
		e.Text = fmt.Sprintf("Nothing forces exactly %d on %s: another rota may give %d and somebody else more. But none is fairer as a whole: no %s has a Σ load² below %.6g, and this one has %.6g.",
			e.Load, e.Person, e.Load-p.unit, rota, r.Bound, r.SumSq)
	}
	if h := p.history[i]; h > 0 {
		e.Text += fmt.Sprintf(" (%d of the %d are from before.)", h, e.Load)
	}
	return e
}

// capped is the person's least cost minus gains with a load of at most most.
func (l *lagrangian) capped(i int, y []float64, most int) float64 {
	pl := l.plans[i]
	gains, ends := l.gain(pl, y, nil), l.ends(pl, y, nil)
	for s := range ends {
		if l.loadAt(pl, s) > most {
			ends[s] = 1 << 50
		}
	}
	v, _ := cheapest(pl, &l.ws, gains, ends, nil)
	return v
}

// fairnessWitness explains the most loaded person, where loads differ by more
// than rounding.
func (r *Result) fairnessWitness() string {
	most, least := r.Spread()
	if most-least <= r.p.unit {
		return ""
	}
	for i := range r.p.in.People {
		if id := r.p.in.People[i].ID; r.Loads[id] == most {
			if e, ok := r.Why(id); ok {
				return e.Text
			}
		}
	}
	return ""
}

// surplus is what duties cost above an ordinary one of their weight: the price
// minus the median price per unit of weight.
func (p *problem) surplus(heat []float64) []float64 {
	if heat == nil {
		return nil
	}
	each := make([]float64, p.D)
	for d, y := range heat {
		each[d] = y / float64(p.weight[d])
	}
	sorted := slices.Clone(each)
	slices.Sort(sorted)
	ordinary := sorted[len(sorted)/2]
	out := make([]float64, p.D)
	for d, y := range heat {
		out[d] = max(0, y-ordinary*float64(p.weight[d])) / float64(p.scale)
	}
	return out
}

// spans names slots as runs: "weeks 6–23", "weeks 2–4 and 9".
func (p *problem) spans(slots []int) string {
	var parts []string
	for k := 0; k < len(slots); {
		j := k
		for j+1 < len(slots) && slots[j+1] == slots[j]+1 {
			j++
		}
		name := p.span(slots[k], slots[j])
		if len(parts) > 0 {
			_, name, _ = strings.Cut(name, " ")
		}
		parts = append(parts, name)
		k = j + 1
	}
	if len(parts) > 1 && !strings.Contains(parts[0], "–") {
		word, rest, _ := strings.Cut(parts[0], " ")
		parts[0] = word + "s " + rest
	}
	return listing(parts, 6)
}
