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

// whyByCut follows the paths on which the person could pass a unit on. Nobody
// they reach is better off by a unit or more, or the flow would not be cheapest;
// so what the group carries together cannot shrink.
func (r *Result) whyByCut(i int) Explanation {
	p := r.p
	n := newNetwork(loadRelaxation(p, r.flow.offset))
	n.carry(r.rota)
	n.reach(int32(p.D+i), -1)
	inGroup := make([]bool, p.N)
	e := Explanation{Person: p.in.People[i].ID}
	loads := n.loads()
	e.Load = loads[i]
	history := 0
	for j := range p.N {
		if n.mark[p.D+j] == n.stamp {
			inGroup[j] = true
			e.Group = append(e.Group, p.in.People[j].ID)
			e.Total += loads[j]
			history += p.history[j]
		}
	}
	tied := 0
	for d := range p.D {
		if len(p.eligible[d]) > 0 && !slices.ContainsFunc(p.eligible[d], func(j int32) bool { return !inGroup[j] }) {
			tied += p.weight[d]
			if t := d / p.R; len(e.Tied) == 0 || e.Tied[len(e.Tied)-1] != t {
				e.Tied = append(e.Tied, t)
			}
		}
	}
	e.Text = p.cutWords(e, history, tied)
	return e
}

// cutWords says what a cut means.
func (p *problem) cutWords(e Explanation, history, tied int) string {
	var b strings.Builder
	k := len(e.Group)
	split := fmt.Sprintf("%d / %d = %.4g", e.Total, k, float64(e.Total)/float64(k))
	if k == 1 {
		split = fmt.Sprint(e.Total)
	}
	before := ""
	if history > 0 {
		before = fmt.Sprintf(", %d from before included", history)
	}
	switch {
	case k == p.N:
		fmt.Fprintf(&b, "The whole team of %d shares a load of %d%s: %s.", k, e.Total, before, split)
	case tied == e.Total-history && len(e.Tied) > 0:
		fmt.Fprintf(&b, "%s can be covered only by %s. They carry %d together%s: %s.",
			upper(p.spans(e.Tied)), listing(e.Group, 8), e.Total, before, split)
	default:
		why := p.restWords()
		if len(e.Tied) > 0 {
			why = fmt.Sprintf("only they can take %s, and %s", p.spans(e.Tied), why)
		}
		fmt.Fprintf(&b, "%s carry %d together%s in every fairest rota (%s): %s.", listing(e.Group, 8), e.Total, before, why, split)
	}
	average := float64(e.Total) / float64(k)
	switch {
	case k > 1 && float64(e.Load) > average:
		fmt.Fprintf(&b, " That does not divide evenly, and %s is among those who round up to %d.", e.Person, e.Load)
	case k > 1 && float64(e.Load) < average:
		fmt.Fprintf(&b, " That does not divide evenly, and %s is among those who round down to %d.", e.Person, e.Load)
	}
	return b.String()
}

// restWords names the rules that tie duties to a group besides time off.
func (p *problem) restWords() string {
	if p.seniors > 0 {
		return fmt.Sprintf("rest %d, time off and %d senior a slot leave nobody else for the rest", p.rest, p.seniors)
	}
	return fmt.Sprintf("rest %d and time off leave nobody else for the rest", p.rest)
}

// whyByPrice asks what the bound becomes if the person has a unit less.
func (r *Result) whyByPrice(i int) Explanation {
	p := r.p
	e := Explanation{Person: p.in.People[i].ID, Load: p.loadsOf(r.rota)[p.in.People[i].ID], Total: 0}
	e.Group, e.Total = []string{e.Person}, e.Load
	if r.bounder == nil || e.Load-p.unit < p.history[i] {
		e.Text = fmt.Sprintf("%s has %d; there is no bound yet that says whether less is possible.", e.Person, e.Load)
		if e.Load-p.unit < p.history[i] {
			e.Text = fmt.Sprintf("%s has %d, all of it from before: no duty in this rota.", e.Person, e.Load)
		}
		return e
	}
	l, y := r.bounder.lagrangian, r.bounder.prices
	all, least, capped := 0.0, 0.0, 0.0
	all = l.value(y, func(j int, v float64, _ []int32) {
		if j == i {
			least = v
		}
	})
	capped = l.capped(i, y, e.Load-p.unit)
	cost := (all - least + capped) / float64(p.scale)
	switch {
	case cost > r.SumSq+1e-6:
		e.Text = fmt.Sprintf("A rota that gives %s %d or less has a Σ load² of at least %.6g; this one has %.6g. Less for %s is more for others, by more than it saves.",
			e.Person, e.Load-p.unit, cost, r.SumSq, e.Person)
	default:
		e.Text = fmt.Sprintf("%s could have %d only if another rota with a Σ load² near %.6g exists; none with less than %.6g does. As a whole it would not be fairer.",
			e.Person, e.Load-p.unit, r.SumSq, r.Bound)
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
