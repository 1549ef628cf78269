package verify

import (
	"fmt"
	"math"
	"strings"
)

// criterion is one thing the rota is judged by, in the order of judgement.
type criterion struct {
	name  string
	value int64 // of this rota, in units of 1/scale
	scale int64
	step  int64 // values of any two rotas differ by a multiple
	target
	flow func(offset int) *relaxed // nil if it has no relaxation by flow
}

// criteria lists what this instance is about.
func (c *checker) criteria() []criterion {
	in := c.in
	var list []criterion
	if len(in.Published) > 0 {
		list = append(list, criterion{name: "changes", value: c.changes(), scale: 1, step: 1, target: target{linear: in.changed}})
	}
	list = append(list, criterion{
		name: "load", value: c.squares(), scale: in.scale, step: c.loadStep(),
		target: target{squares: true}, flow: c.loadFlow,
	})
	for k := range in.Categories {
		cat := &in.Categories[k]
		list = append(list, criterion{
			name: "category:" + cat.ID, value: c.spread(cat), scale: 1, step: 2,
			target: target{category: cat}, flow: func(offset int) *relaxed { return c.categoryFlow(cat, offset) },
		})
	}
	if len(in.Wishes) > 0 {
		list = append(list, criterion{name: "wishes", value: c.wishes(), scale: 1, step: c.wishStep(), target: target{linear: in.wish}})
	}
	return list
}

// checkClaims goes through the criteria and proves each, given the ones before.
func (c *checker) checkClaims() {
	if c.sol.Status == "unknown" || c.sol.Status == "infeasible" {
		return
	}
	list := c.criteria()
	for k := range list {
		cr := &list[k]
		p := c.proofOf(cr.name)
		how, reached := c.proveLeast(list, k, p)
		value := float64(cr.value) / float64(cr.scale)
		switch {
		case reached:
			c.proved("%s %g is least%s: %s", cr.name, value, after(list[:k]), how)
		case c.sol.Status == "optimal":
			c.unproved("%s %g is least%s: %s", cr.name, value, after(list[:k]), how)
		default:
			c.unproved("nothing proves that %s %g is least: %s", cr.name, value, how)
		}
		if !reached {
			if cr.name == "load" && c.sol.Status == "feasible" && c.sol.Bound != nil {
				c.checkOpenBound(list, k, p)
			}
			return // what comes later is about rotas that are as good so far
		}
	}
	c.checkBound(list)
}

// checkBound compares the bound with what was proved, if all was.
func (c *checker) checkBound(list []criterion) {
	for _, cr := range list {
		if cr.name == "load" && c.sol.Bound != nil && c.sol.Status != "" {
			c.compare("bound", c.sol.Bound, float64(cr.value)/float64(cr.scale))
		}
	}
}

// checkOpenBound is about a bound that does not meet the rota's value: the prices
// must show it, rounded up to the next value that a rota can have.
func (c *checker) checkOpenBound(list []criterion, k int, p *proof) {
	cr := &list[k]
	if p != nil && p.Kind == "prices" {
		q, ok := c.readQuote(&p.multipliers, c.sol.Prices)
		t := cr.target
		if why := c.readLimits(list[:k], &branch{multipliers: p.multipliers}, &t); ok && why == "" {
			shown := c.bound(t, q, nil)
			least := cr.value
			for least >= cr.step && parts*(least-cr.step) >= shown {
				least -= cr.step
			}
			if *c.sol.Bound <= float64(least)/float64(cr.scale)+1e-6 {
				c.proved("no rota%s has a load below the bound %g", after(list[:k]), *c.sol.Bound)
				return
			}
		}
	}
	c.unproved("the bound %g", *c.sol.Bound)
}

// after names the criteria that come first.
func after(list []criterion) string {
	if len(list) == 0 {
		return ""
	}
	names := make([]string, len(list))
	for k := range list {
		names[k] = list[k].name
	}
	return ", given " + strings.Join(names, ", ")
}

// proofOf is the certificate's proof of a criterion, nil if there is none.
func (c *checker) proofOf(name string) *proof {
	for k := range c.sol.Certificate.Proofs {
		if c.sol.Certificate.Proofs[k].Criterion == name {
			return &c.sol.Certificate.Proofs[k]
		}
	}
	return nil
}

// proveLeast tries the given proof, or where there is none all that needs no
// certificate. It says how it went.
func (c *checker) proveLeast(list []criterion, k int, p *proof) (how string, ok bool) {
	cr := &list[k]
	if p == nil || p.Kind == "none" {
		return c.proveAlone(cr)
	}
	switch p.Kind {
	case "flow":
		return c.proveByFlow(cr, p.WindowOffset)
	case "prices", "branches":
		root := p.Tree
		if root == nil {
			root = &branch{multipliers: p.multipliers}
		}
		leaves, why := c.proveTree(list, k, root, nil)
		switch {
		case why != "":
			return why, false
		case p.Tree == nil:
			return "the prices leave no room for less", true
		}
		return fmt.Sprintf("the prices of %d branches leave no room for less", leaves), true
	}
	return fmt.Sprintf("the proof is of an unknown kind %q", p.Kind), false
}

// proveAlone tries the solution's own prices, then every window offset.
func (c *checker) proveAlone(cr *criterion) (string, bool) {
	if cr.name == "load" && len(c.sol.Prices) > 0 {
		if q, ok := c.readQuote(&multipliers{}, c.sol.Prices); ok && c.above(cr, cr.target, q, nil) {
			return "the prices leave no room for less", true
		}
	}
	if cr.flow != nil {
		for offset := 0; offset <= c.in.Rest; offset++ {
			if how, ok := c.proveByFlow(cr, offset); ok {
				return how, true
			}
		}
	}
	return "there is no proof with it", false
}

// proveByFlow looks for an improving path.
func (c *checker) proveByFlow(cr *criterion, offset int) (string, bool) {
	if cr.flow == nil || offset < 0 || offset > c.in.Rest {
		return "a proof by flow does not apply here", false
	}
	from, to, found := cr.flow(offset).improvable()
	if found {
		return fmt.Sprintf("in the relaxed assignment a unit could still go from %s to %s", c.in.People[from].ID, c.in.People[to].ID), false
	}
	return fmt.Sprintf("no improving path, even with rest only inside windows from slot %d on", offset), true
}

// above reports whether the bound excludes every value below the rota's.
func (c *checker) above(cr *criterion, t target, q quote, choices []choice) bool {
	return c.bound(t, q, choices) > parts*(cr.value-cr.step)
}

// proveTree checks the prices of every leaf. The two branches of a node, the
// person takes the duty or does not, are all there is.
func (c *checker) proveTree(list []criterion, k int, b *branch, choices []choice) (leaves int, why string) {
	if b.Yes != nil || b.No != nil {
		ch, why := c.readChoice(b)
		if why != "" {
			return 0, why
		}
		yes, why := c.proveTree(list, k, b.Yes, with(choices, ch, true))
		if why != "" {
			return 0, why
		}
		no, why := c.proveTree(list, k, b.No, with(choices, ch, false))
		return yes + no, why
	}
	var own []float64
	if list != nil && list[k].name == "load" && len(choices) == 0 || list == nil {
		own = c.sol.Prices
	}
	q, ok := c.readQuote(&b.multipliers, own)
	if !ok {
		return 0, "the prices do not fit the instance"
	}
	if list == nil { // a claim that there is no rota: the duties cost nothing and yet too much
		if c.bound(target{}, q, choices) <= 0 {
			return 0, "the prices do not show it"
		}
		return 1, ""
	}
	t := list[k].target
	if why := c.readLimits(list[:k], b, &t); why != "" {
		return 0, why
	}
	if !c.above(&list[k], t, q, choices) {
		bound := float64(c.bound(t, q, choices)) / parts / float64(list[k].scale)
		return 0, fmt.Sprintf("the prices only show %.6g", bound)
	}
	return 1, ""
}

// readChoice turns a node into a choice.
func (c *checker) readChoice(b *branch) (ch choice, why string) {
	i, known := c.in.number[b.Person]
	if b.Yes == nil || b.No == nil || !known || b.Slot < 0 || b.Slot >= c.in.Slots || b.Role < 0 || b.Role >= len(c.in.Roles) {
		return ch, "a node of the branches is incomplete"
	}
	return choice{slot: b.Slot, role: b.Role, person: i, load: b.LoadMost}, ""
}

// with is the choices and one more, in a list of its own.
func with(choices []choice, ch choice, takes bool) []choice {
	ch.takes = takes
	return append(choices[:len(choices):len(choices)], ch)
}

// readLimits adds the prices of earlier criteria, which must stand at this
// rota's values: these were proved least just before.
func (c *checker) readLimits(before []criterion, b *branch, t *target) (why string) {
	for _, l := range b.LimitPrices {
		found := false
		for _, cr := range before {
			if cr.name != l.Criterion {
				continue
			}
			found = true
			budget := mostCost / max(1, c.in.worst, math.Abs(float64(cr.value)))
			price := whole([]float64{l.Price}, true, &budget)
			if budget < 0 {
				return fmt.Sprintf("the price of the limit of %s is negative or too large", l.Criterion)
			}
			if math.Abs(l.Most*float64(cr.scale)-float64(cr.value)) > 1e-6 {
				return fmt.Sprintf("the limit of %s does not stand at this rota's value", l.Criterion)
			}
			t.limits = append(t.limits, limitation{cr.squares, cr.category, cr.linear, cr.value, price[0]})
		}
		if !found {
			return fmt.Sprintf("%s is not an earlier criterion", l.Criterion)
		}
	}
	if len(t.categories()) > mostCategories {
		return fmt.Sprintf("the prices are about more than %d categories", mostCategories)
	}
	return ""
}

// checkRefusal is about solutions without a rota.
func (c *checker) checkRefusal() {
	if c.sol.Status != "infeasible" {
		if c.sol.Status != "unknown" {
			c.fault(-1, "", "there is no rota, but the status is %q", c.sol.Status)
			return
		}
		c.unproved("no rota was found, and none excluded")
		return
	}
	p := c.proofOf("cover")
	if p == nil {
		p = &proof{}
	}
	root := p.Tree
	if root == nil {
		root = &branch{multipliers: p.multipliers}
	}
	leaves, why := c.proveTree(nil, 0, root, nil)
	switch {
	case why != "":
		c.unproved("no rota keeps these rules: %s", why)
	case p.Tree == nil:
		c.proved("no rota keeps these rules: at these prices the duties are worth more than all people together can earn")
	default:
		c.proved("no rota keeps these rules: shown by prices in each of %d branches", leaves)
	}
}
