package rostering

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Status says what is proven about a result.
type Status string

const (
	StatusOptimal    Status = "optimal"    // every criterion is proven least, in their order
	StatusFeasible   Status = "feasible"   // a rota that keeps every rule; better ones are not excluded
	StatusInfeasible Status = "infeasible" // proven: no rota keeps every rule
	StatusUnknown    Status = "unknown"    // no rota found, and none excluded
)

// Result is the engine's answer.
type Result struct {
	Instance string         `json:"instance"`
	Status   Status         `json:"status"`
	Rota     [][]string     `json:"rota"`   // person per slot and role; nil if there is none
	Loads    map[string]int `json:"loads"`  // history included
	SumSq    float64        `json:"sum_sq"` // Σ load²/share; whole if all shares are
	Bound    float64        `json:"bound"`  // no rota (with as few changes) has less

	Changes    *int               `json:"changes,omitempty"`    // duties that differ from what is published
	Categories map[string]float64 `json:"categories,omitempty"` // Σ count² each
	WishCost   *int               `json:"wish_cost,omitempty"`

	Certificate Certificate `json:"certificate"`
	Prices      []Price     `json:"prices,omitempty"` // per duty, where they prove the load or that there is no rota
	Witness     string      `json:"witness"`          // why there is no rota, or why some have more than others

	// WaysOut are relaxations of an infeasible instance that were tried and work.
	WaysOut []Relaxation `json:"ways_out,omitempty"`
	// Shortage is where and how people are lacking, if there is no rota.
	Shortage *Witness `json:"-"`
	// Criteria are all criteria in their order, with value, bound and proof.
	Criteria []Criterion `json:"-"`
	// Heat is per duty what fairness pays for it: its price above that of an
	// ordinary duty of its weight, ≥ 0, in units of Σ load²/share. nil if no
	// bound was computed.
	Heat []float64 `json:"-"`
	// Tried is how many rotas the search looked at.
	Tried int64 `json:"-"`

	p       *problem
	rota    []int32
	flow    *network
	bounder *bounder // for questions about the load; nil where flow was enough
}

// bounder is the Lagrangian of the load with the best prices found.
type bounder struct {
	lagrangian *lagrangian
	prices     []float64
}

// Criterion is one line of what the rota was judged by.
type Criterion struct {
	Name   string
	Value  float64
	Bound  float64
	Proven bool
}

// result writes down what the solver knows.
func (s *solver) result() *Result {
	p := s.p
	r := &Result{Instance: p.in.Name, Status: StatusUnknown, Loads: map[string]int{}, Tried: s.tried, p: p, bounder: s.bounder}
	r.Certificate.Proofs = []Proof{}
	if s.flow != nil {
		r.flow = s.flow.net
	}
	if s.infeasible != nil {
		r.Status, r.Prices = StatusInfeasible, s.infeasible.Prices
		proof := *s.infeasible
		proof.Prices = nil
		r.Certificate.Proofs = append(r.Certificate.Proofs, proof)
		shortage := p.witness(s.infeasible)
		var complete bool
		r.WaysOut, complete = waysOut(s.ctx, p.in, shortage)
		r.Shortage, r.Witness = &shortage, shortage.Text+p.in.waysOutWords(r.WaysOut, complete)
		return r
	}
	r.Bound = float64(s.load.bound) / float64(p.scale)
	r.Heat = p.surplus(s.heat)
	if !s.found() {
		return r
	}
	r.rota = s.rota
	r.Rota, r.Loads = p.names(s.rota), p.loadsOf(s.rota)
	r.SumSq = float64(s.best.squares) / float64(p.scale)
	r.Status = StatusOptimal
	for _, st := range s.list {
		s.addCriterion(r, st)
	}
	r.Witness = r.fairnessWitness()
	return r
}

// addCriterion writes down one criterion and its proof.
func (s *solver) addCriterion(r *Result, st *stage) {
	p := s.p
	st.value = st.of(p, &s.best)
	scale := 1.0
	if st.squares {
		scale = float64(p.scale)
	}
	c := Criterion{st.name, float64(st.value) / scale, float64(st.bound) / scale, st.proven}
	r.Criteria = append(r.Criteria, c)
	if !st.proven {
		r.Status = StatusFeasible
	}
	switch n := int(st.value); {
	case st.name == CriterionChanges:
		r.Changes = &n
	case st.cat != nil:
		if r.Categories == nil {
			r.Categories = map[string]float64{}
		}
		r.Categories[st.cat.id] = c.Value
	case st.name == CriterionWishes:
		r.WishCost = &n
	}
	proof := st.proof
	if proof.Kind == "" || proof.Kind == ProofFlow && !st.proven {
		proof = Proof{Kind: ProofNone}
	}
	proof.Criterion, proof.Value, proof.Bound = c.Name, c.Value, c.Bound
	if st.squares {
		proof.Scale = p.scale
		r.Prices, proof.Prices = proof.Prices, nil
	}
	r.Certificate.Proofs = append(r.Certificate.Proofs, proof)
}

// WriteJSON writes the result as one JSON value, rows of the rota on lines of
// their own.
func (r *Result) WriteJSON(w io.Writer) error {
	data, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("write result: %w", err)
	}
	_, err = w.Write(append(data, '\n'))
	return err
}

// names turns people's numbers into ids, per slot and role.
func (p *problem) names(who []int32) [][]string {
	rows := make([][]string, p.T)
	for t := range rows {
		for r := range p.R {
			rows[t] = append(rows[t], p.in.People[who[t*p.R+r]].ID)
		}
	}
	return rows
}

func (p *problem) loadsOf(who []int32) map[string]int {
	loads := make(map[string]int, p.N)
	for i := range p.N {
		loads[p.in.People[i].ID] = p.history[i]
	}
	for d, i := range who {
		loads[p.in.People[i].ID] += p.weight[d]
	}
	return loads
}

// Spread is the largest and the smallest load.
func (r *Result) Spread() (most, least int) {
	first := true
	for _, l := range r.Loads {
		if first {
			most, least, first = l, l, false
		}
		most, least = max(most, l), min(least, l)
	}
	return most, least
}

// Headline is the badge: what is proven, in a few words. It never says "fair"
// without a bound.
func (r *Result) Headline() string {
	most, least := r.Spread()
	loads := fmt.Sprintf("loads %d–%d", most, least)
	if most == least {
		loads = fmt.Sprintf("loads all %d", most)
	}
	switch r.Status {
	case StatusOptimal:
		return "Provably fairest: " + loads + ", nobody can do better."
	case StatusFeasible:
		for _, c := range r.Criteria {
			if c.Name == CriterionLoad && !c.Proven {
				return fmt.Sprintf("Within %g of the bound, not proven: %s.", c.Value-c.Bound, loads)
			}
		}
		return "Loads proven fairest (" + loads + "); not every further criterion is proven."
	case StatusInfeasible:
		return "No rota keeps these rules."
	}
	return "No rota found, and none excluded. Allow more time or relax a rule."
}

// Summary is the result for people, in a few lines.
func (r *Result) Summary() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n", r.Instance, r.Headline())
	for _, c := range r.Criteria {
		state := "proven least"
		if !c.Proven {
			state = fmt.Sprintf("bound %g, not proven", c.Bound)
		}
		fmt.Fprintf(&b, "  %-20s %g, %s\n", c.label(), c.Value, state)
	}
	if len(r.Rota) > 0 {
		ids := make([]string, 0, len(r.Loads))
		for id := range r.Loads {
			ids = append(ids, id)
		}
		slices.SortFunc(ids, func(a, b string) int {
			if r.Loads[a] != r.Loads[b] {
				return r.Loads[b] - r.Loads[a]
			}
			return strings.Compare(a, b)
		})
		b.WriteString("  loads:")
		for _, id := range ids {
			fmt.Fprintf(&b, " %s %d", id, r.Loads[id])
		}
		b.WriteString("\n")
	}
	if r.Witness != "" {
		fmt.Fprintf(&b, "%s\n", r.Witness)
	}
	return b.String()
}

func (c Criterion) label() string {
	switch {
	case c.Name == CriterionLoad:
		return "Σ load²"
	case c.Name == CriterionChanges:
		return "changed duties"
	case c.Name == CriterionWishes:
		return "wish cost"
	}
	return strings.TrimPrefix(c.Name, categoryPrefix) + " Σ count²"
}
