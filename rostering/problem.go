package rostering

// problem is an instance in dense numbers: people and duties are indices, a
// duty is slot·R + role. It is read-only once built.
type problem struct {
	in      *Instance
	N, T, R int // people, slots, roles
	D       int // duties, T·R
	rest    int
	inRow   int // most consecutive slots, 0 = no limit
	seniors int // least seniors a slot

	weight   []int     // per duty
	unit     int       // gcd of all weights
	eligible [][]int32 // per duty, who may take it, ascending
	may      []bool    // duty·N + person
	history  []int     // per person
	senior   []bool
	coef     []int64 // cost of person i is coef[i]·load²; Σ is scale · Σ load²/share
	scale    int64
	apart    [][]int32 // per person, who must not share a slot with them
	pairs    [][2]int32

	published []int32 // per duty, −1 = nobody; nil if nothing is published
	frozen    int
	cats      []category
	wish      []int32 // cost of duty·N + person; nil if there are no wishes
}

// category is a compiled [Category].
type category struct {
	id      string
	in      []bool // per slot
	history []int  // per person
}

// slot of a duty.
func (p *problem) slot(d int32) int { return int(d) / p.R }

// compile turns a valid instance into a problem.
func compile(in *Instance) *problem {
	p := &problem{
		in: in, N: len(in.People), T: in.Slots, R: len(in.Roles),
		rest: in.Rest, inRow: in.MaxInRow, seniors: in.MinSenior, frozen: in.FrozenBefore,
	}
	p.D = p.T * p.R
	if p.rest > 0 {
		p.inRow = 0 // rest already forbids two slots in a row
	}
	p.compileWeights()
	p.compilePeople()
	p.compileEligibility()
	p.compileCriteria()
	return p
}

func (p *problem) compileWeights() {
	p.weight = make([]int, p.D)
	for d := range p.weight {
		p.weight[d] = p.in.weight(d/p.R, d%p.R)
		p.unit = gcd(p.unit, p.weight[d])
	}
}

func (p *problem) compilePeople() {
	p.history, p.senior = make([]int, p.N), make([]bool, p.N)
	p.coef, p.apart = make([]int64, p.N), make([][]int32, p.N)
	p.scale, _ = p.in.shareScale()
	for i := range p.in.People {
		person := &p.in.People[i]
		num, den := person.Share.Fraction()
		p.history[i], p.senior[i], p.coef[i] = person.History, person.Senior, p.scale/num*den
	}
	seen := map[[2]int32]bool{}
	for _, pair := range p.in.Apart {
		a, b := int32(p.in.personIndex(pair[0])), int32(p.in.personIndex(pair[1]))
		key := [2]int32{min(a, b), max(a, b)}
		if seen[key] {
			continue
		}
		seen[key] = true
		p.pairs = append(p.pairs, key)
		p.apart[a], p.apart[b] = append(p.apart[a], b), append(p.apart[b], a)
	}
}

func (p *problem) compileEligibility() {
	p.may = make([]bool, p.D*p.N)
	p.eligible = make([][]int32, p.D)
	only := make([]int32, p.D)
	for d := range only {
		only[d] = -1
	}
	for _, f := range p.in.Fixed {
		only[f.Slot*p.R+p.in.roleIndex(f.Role)] = int32(p.in.personIndex(f.Person))
	}
	index := make(map[string]int32, p.N)
	for i := range p.in.People {
		index[p.in.People[i].ID] = int32(i)
	}
	if len(p.in.Published) > 0 {
		p.published = make([]int32, p.D)
		for d := range p.published {
			p.published[d] = -1
			if id := p.in.Published[d/p.R][d%p.R]; id != "" {
				p.published[d] = index[id]
			}
			if d/p.R < p.frozen {
				only[d] = p.published[d]
			}
		}
	}
	for i := range p.in.People {
		there := p.in.availability(&p.in.People[i])
		takes := p.takesRoles(i)
		for d := range p.D {
			if there[d/p.R] && takes[d%p.R] && (only[d] < 0 || only[d] == int32(i)) {
				p.may[d*p.N+i] = true
				p.eligible[d] = append(p.eligible[d], int32(i))
			}
		}
	}
}

func (p *problem) takesRoles(i int) []bool {
	takes := make([]bool, p.R)
	for r := range takes {
		takes[r] = len(p.in.People[i].Roles) == 0 || contains(p.in.People[i].Roles, p.in.Roles[r].ID)
	}
	return takes
}

func (p *problem) compileCriteria() {
	for _, c := range p.in.Categories {
		cat := category{id: c.ID, in: make([]bool, p.T), history: make([]int, p.N)}
		for _, t := range c.Slots {
			cat.in[t] = true
		}
		for id, n := range c.History {
			cat.history[p.in.personIndex(id)] = n
		}
		p.cats = append(p.cats, cat)
	}
	if len(p.in.Wishes) > 0 {
		p.wish = make([]int32, p.D*p.N)
	}
	for _, w := range p.in.Wishes {
		cost := int32(max(w.Weight, 1))
		if w.Kind == WishPrefer {
			cost = -cost
		}
		i := p.in.personIndex(w.Person)
		for _, t := range w.Slots {
			for r := range p.R {
				if w.Role == "" || w.Role == p.in.Roles[r].ID {
					p.wish[(t*p.R+r)*p.N+i] += cost
				}
			}
		}
	}
}

// near is the range of slots in which a person with a duty in slot t has no
// other, [lo, hi].
func (p *problem) near(t int) (lo, hi int) {
	return max(0, t-p.rest), min(p.T-1, t+p.rest)
}

// step is a number that divides the difference of the costs of any two rotas,
// so a bound above cost − step proves the cost least. Loads are hᵢ + u·kᵢ with
// Σ kᵢ the same for all rotas; every rota is reached from every other by moving
// single units, and moving one from i to j changes Σ c·load² by
//
//	2u(cⱼhⱼ − cᵢhᵢ) + u²(cᵢ + cⱼ) + 2u²(cⱼkⱼ − cᵢkᵢ).
//
// With whole shares, no history and unit weights that is 2: the parity argument.
func (p *problem) step() int64 {
	u, g := int64(p.unit), int64(0)
	for i := range p.N {
		g = gcd(g, 2*u*u*p.coef[i])
	}
	for i := 1; i < p.N; i++ {
		ci, cj := p.coef[0], p.coef[i]
		move := 2*u*(cj*int64(p.history[i])-ci*int64(p.history[0])) + u*u*(ci+cj)
		g = gcd(g, max(move, -move))
	}
	return max(g, 1)
}
