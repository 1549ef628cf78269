package main

import (
	"bufio"
	"fmt"
	"io"

	"watchbill/rostering"
)

// writeLP writes an instance as a mixed-integer program in CPLEX LP format: the
// model one would give to a general solver. x says who has which duty; z are the
// steps of each person's load, whose costs grow, so that their sum is load².
// The criteria before and after the loads join with large and small factors.
// The objective lacks the constant that base returns.
type program struct {
	in   *rostering.Instance
	w    *bufio.Writer
	who  map[string]int
	most int // largest load a person may have
}

const (
	changeFactor = 10_000 // one changed duty against Σ load²
	groupFactor  = 1.0 / 1000
)

func writeLP(in *rostering.Instance, most int, out io.Writer) (base float64, err error) {
	p := &program{in: in, w: bufio.NewWriter(out), who: map[string]int{}, most: most}
	for i := range in.People {
		p.who[in.People[i].ID] = i
	}
	base = p.objective()
	p.printf("Subject To\n")
	p.cover()
	p.rest()
	p.seniors()
	p.loads()
	p.categories()
	p.bounds()
	p.printf("End\n")
	return base, p.w.Flush()
}

func (p *program) printf(format string, args ...any) { fmt.Fprintf(p.w, format, args...) }

// each visits every (slot, role, person) that the rules allow.
func (p *program) each(visit func(t, r, i int)) {
	for t := range p.in.Slots {
		for r := range p.in.Roles {
			for i := range p.in.People {
				if p.may(t, r, i) {
					visit(t, r, i)
				}
			}
		}
	}
}

func (p *program) may(t, r, i int) bool {
	person := &p.in.People[i]
	if t < p.in.FrozenBefore && p.in.Published[t][r] != person.ID {
		return false
	}
	for _, off := range person.Off {
		if off == t {
			return false
		}
	}
	in := len(person.Segments) == 0
	for _, s := range person.Segments {
		in = in || t%p.in.SegmentsPerDay == s
	}
	takes := len(person.Roles) == 0
	for _, id := range person.Roles {
		takes = takes || id == p.in.Roles[r].ID
	}
	return in && takes
}

func (p *program) weight(t, r int) int {
	w := p.in.Roles[r].Weight
	if len(p.in.SlotWeight) > 0 {
		w *= p.in.SlotWeight[t]
	}
	return w
}

func (p *program) objective() (base float64) {
	p.printf("Minimize\n obj: 0 nothing\n")
	for i := range p.in.People {
		h, share := p.in.People[i].History, p.in.People[i].Share.Float()
		base += float64(h*h) / share
		for v := h + 1; v <= p.most; v++ {
			p.printf(" + %.12g z%d_%d\n", float64(2*v-1)/share, i, v)
		}
		for k := range p.in.Categories {
			for v := 1; v <= len(p.in.Categories[k].Slots); v++ {
				p.printf(" + %.12g y%d_%d_%d\n", groupFactor*float64(2*v-1), k, i, v)
			}
		}
	}
	if len(p.in.Published) > 0 {
		p.each(func(t, r, i int) {
			if id := p.in.Published[t][r]; id != "" && id != p.in.People[i].ID {
				p.printf(" + %d x%d_%d_%d\n", changeFactor, t, r, i)
			}
		})
	}
	return base
}

func (p *program) cover() {
	for t := range p.in.Slots {
		for r := range p.in.Roles {
			p.printf(" c%d_%d: 0 nothing\n", t, r)
			for i := range p.in.People {
				if p.may(t, r, i) {
					p.printf(" + x%d_%d_%d\n", t, r, i)
				}
			}
			p.printf(" = 1\n")
		}
	}
}

// rest allows one duty in any rest + 1 slots, the tightest linear form.
func (p *program) rest() {
	for i := range p.in.People {
		for s := 0; s == 0 || s+p.in.Rest < p.in.Slots; s++ {
			p.printf(" w%d_%d: 0 nothing\n", i, s)
			for t := s; t <= min(s+p.in.Rest, p.in.Slots-1); t++ {
				for r := range p.in.Roles {
					if p.may(t, r, i) {
						p.printf(" + x%d_%d_%d\n", t, r, i)
					}
				}
			}
			p.printf(" <= 1\n")
		}
	}
}

func (p *program) seniors() {
	if p.in.MinSenior == 0 {
		return
	}
	for t := range p.in.Slots {
		p.printf(" s%d: 0 nothing\n", t)
		for r := range p.in.Roles {
			for i := range p.in.People {
				if p.in.People[i].Senior && p.may(t, r, i) {
					p.printf(" + x%d_%d_%d\n", t, r, i)
				}
			}
		}
		p.printf(" >= %d\n", p.in.MinSenior)
	}
}

func (p *program) loads() {
	for i := range p.in.People {
		p.printf(" l%d: 0 nothing\n", i)
		p.each(func(t, r, j int) {
			if i == j {
				p.printf(" + %d x%d_%d_%d\n", p.weight(t, r), t, r, i)
			}
		})
		for v := p.in.People[i].History + 1; v <= p.most; v++ {
			p.printf(" - z%d_%d\n", i, v)
		}
		p.printf(" = 0\n")
	}
}

func (p *program) categories() {
	for k := range p.in.Categories {
		member := map[int]bool{}
		for _, t := range p.in.Categories[k].Slots {
			member[t] = true
		}
		for i := range p.in.People {
			p.printf(" g%d_%d: 0 nothing\n", k, i)
			p.each(func(t, r, j int) {
				if i == j && member[t] {
					p.printf(" + x%d_%d_%d\n", t, r, i)
				}
			})
			for v := 1; v <= len(member); v++ {
				p.printf(" - y%d_%d_%d\n", k, i, v)
			}
			p.printf(" = 0\n")
		}
	}
}

func (p *program) bounds() {
	p.printf("Bounds\n 0 <= nothing <= 0\n")
	for i := range p.in.People {
		for v := p.in.People[i].History + 1; v <= p.most; v++ {
			p.printf(" 0 <= z%d_%d <= 1\n", i, v)
		}
		for k := range p.in.Categories {
			for v := 1; v <= len(p.in.Categories[k].Slots); v++ {
				p.printf(" 0 <= y%d_%d_%d <= 1\n", k, i, v)
			}
		}
	}
	p.printf("Binaries\n")
	p.each(func(t, r, i int) { p.printf(" x%d_%d_%d\n", t, r, i) })
}
