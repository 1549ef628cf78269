package rostering

import (
	"context"
	"fmt"
	"slices"
)

// Outlook is what the flow bound says about an instance, within milliseconds: no
// rota can be fairer than this, and usually one is as fair.
type Outlook struct {
	Possible    bool    // false: proven that no rota keeps the rules
	Most, Least int     // of the loads at the bound
	Bound       float64 // Σ load²/share that no rota goes below
	Why         string  // the witness, if not possible
}

// Foresee computes the outlook of an instance: the answer to a what-if. The error
// is an [*InputError], or the context's.
func Foresee(ctx context.Context, in *Instance) (Outlook, error) {
	if err := in.Validate(); err != nil {
		return Outlook{}, err
	}
	p := compile(in)
	if net := uncovered(ctx, p); net != nil {
		l := newLagrangian(p, &criterion{name: CriterionCover, step: 1}, nil)
		_, rounded := l.exact(net.coverPrices().flat())
		proof := &Proof{Multipliers: l.multipliers(rounded)}
		return Outlook{Why: p.witness(proof).Text}, nil
	}
	var offsets []int
	for o := range p.rest + 1 {
		offsets = append(offsets, o)
	}
	flow, _ := boundByFlow(ctx, func(o int) relaxation { return loadRelaxation(p, o) }, offsets, nil)
	if err := ctx.Err(); err != nil {
		return Outlook{}, err
	}
	loads := flow.net.loads()
	return Outlook{
		Possible: true, Bound: float64(flow.cost) / float64(p.scale),
		Most: slices.Max(loads), Least: slices.Min(loads),
	}, nil
}

// Clone is a deep copy, to be changed for a what-if.
func (in *Instance) Clone() *Instance {
	out := *in
	out.Roles = slices.Clone(in.Roles)
	out.SlotWeight = slices.Clone(in.SlotWeight)
	out.Apart = slices.Clone(in.Apart)
	out.People = slices.Clone(in.People)
	for i := range out.People {
		p := &out.People[i]
		p.Off, p.Segments, p.Roles = slices.Clone(p.Off), slices.Clone(p.Segments), slices.Clone(p.Roles)
	}
	out.Published = slices.Clone(in.Published)
	for t := range out.Published {
		out.Published[t] = slices.Clone(in.Published[t])
	}
	out.Fixed = slices.Clone(in.Fixed)
	out.Categories = slices.Clone(in.Categories)
	out.Wishes = slices.Clone(in.Wishes)
	return &out
}

// WithRest is the instance with another rest, in slots.
func (in *Instance) WithRest(rest int) *Instance {
	out := in.Clone()
	out.Rest = rest
	return out
}

// WithSenior is the instance with the person as a senior.
func (in *Instance) WithSenior(person string) *Instance {
	out := in.Clone()
	if i := out.personIndex(person); i >= 0 {
		out.People[i].Senior = true
	}
	return out
}

// WithPresent is the instance with the person there in these slots after all.
func (in *Instance) WithPresent(person string, slots ...int) *Instance {
	out := in.Clone()
	if i := out.personIndex(person); i >= 0 {
		out.People[i].Off = slices.DeleteFunc(out.People[i].Off, func(t int) bool { return slices.Contains(slots, t) })
	}
	return out
}

// WithMorePeople is the instance with n more people who are never away, start
// with the average history and take every role; senior says what they are.
func (in *Instance) WithMorePeople(n int, senior bool) *Instance {
	out := in.Clone()
	history := 0
	for i := range in.People {
		history += in.People[i].History
	}
	for k := 1; k <= n; k++ {
		id := fmt.Sprintf("new %d", k)
		for out.personIndex(id) >= 0 {
			id += "'"
		}
		out.People = append(out.People, Person{ID: id, Senior: senior, History: history / len(in.People)})
	}
	return out
}
