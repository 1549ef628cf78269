package rostering

import "math"

// criterion is one thing to make least, given what the criteria before it have
// already reached.
type criterion struct {
	name    string
	squares bool      // Σ coef·load²
	cat     *category // Σ count²
	linear  []int32   // cost of duty·N + person; nil = none
	step    int64     // values of any two rotas differ by a multiple of it
	limits  []limit
}

// limit keeps an earlier criterion at its value. Its row is divided by scale, so
// that its multiplier is of the size of the others.
type limit struct {
	name    string
	squares bool
	cat     *category
	linear  []int32
	most    int64
	scale   float64
}

// needs is what a schedule's state must remember for the criterion.
func (c *criterion) needs() space {
	sp := space{loads: c.squares}
	if c.cat != nil {
		sp.cats = append(sp.cats, c.cat)
	}
	for _, l := range c.limits {
		sp.loads = sp.loads || l.squares
		if l.cat != nil {
			sp.cats = append(sp.cats, l.cat)
		}
	}
	return sp
}

// prices are multipliers for the constraints that couple people. Each is the
// worth, in units of the criterion, of relaxing that constraint a little.
type prices struct {
	duty   []float64 // each duty has exactly one person; per duty, any sign
	senior []float64 // enough seniors; per slot, ≥ 0; nil without seniors
	apart  []float64 // pair·T + slot, ≥ 0; nil without pairs
	limit  []float64 // per limit of the criterion, ≥ 0
}

func newPrices(p *problem) *prices {
	y := &prices{duty: make([]float64, p.D)}
	if p.seniors > 0 {
		y.senior = make([]float64, p.T)
	}
	if len(p.pairs) > 0 {
		y.apart = make([]float64, len(p.pairs)*p.T)
	}
	return y
}

// flat lists all multipliers in one vector: duties, seniors, pairs, limits.
func (y *prices) flat() []float64 {
	all := append([]float64(nil), y.duty...)
	all = append(all, y.senior...)
	all = append(all, y.apart...)
	return append(all, y.limit...)
}

// lagrangian is the relaxation without the coupling constraints:
//
//	L(y) = Σ y·b + Σ over people of min over legal schedules of (cost − Σ gains).
//
// For every y with the right signs L(y) is a lower bound on the criterion
// (Lagrangian duality; see Geoffrion 1974). Rows are ordered as in prices.flat.
type lagrangian struct {
	p     *problem
	c     *criterion
	plans []*plan
	cats  []*category // whose counts the states remember
	right []float64   // b per row
	free  int         // rows below may have any sign, the others are ≥ 0

	allowed   []bool // what newLagrangian was given
	low, high []int  // loads that a branch admits, per person; nil = all

	seniorRow, apartRow, limitRow int
	pairsOf                       [][]int32 // per person, the pairs they are in

	ws    workspace[float64]
	gains []float64
	end   []float64
}

// newLagrangian prepares the bound; allowed limits who may take which duty.
func newLagrangian(p *problem, c *criterion, allowed []bool) *lagrangian {
	l := &lagrangian{p: p, c: c, free: p.D, allowed: allowed}
	sp := c.needs()
	l.cats = sp.cats
	for i := range p.N {
		l.plans = append(l.plans, planFor(p, i, sp, allowed))
	}
	rows := p.D
	l.seniorRow = rows
	if p.seniors > 0 {
		rows += p.T
	}
	l.apartRow = rows
	rows += len(p.pairs) * p.T
	l.limitRow = rows
	rows += len(c.limits)
	l.right = make([]float64, rows)
	for k := range l.right {
		switch {
		case k < l.seniorRow:
			l.right[k] = 1
		case k < l.apartRow:
			l.right[k] = float64(p.seniors)
		case k < l.limitRow:
			l.right[k] = -1
		default:
			lim := &c.limits[k-l.limitRow]
			l.right[k] = -float64(lim.most) / lim.scale
		}
	}
	l.pairsOf = make([][]int32, p.N)
	for k, pair := range p.pairs {
		for _, i := range pair {
			l.pairsOf[i] = append(l.pairsOf[i], int32(k))
		}
	}
	return l
}

// states is the work of one evaluation: people × slots × states.
func (l *lagrangian) states() int {
	sum := 0
	for _, pl := range l.plans {
		sum += len(pl.duties) * pl.states * max(1, pl.inRow)
	}
	return sum
}

// gain writes what each duty of a plan earns at prices y.
func (l *lagrangian) gain(pl *plan, y []float64, out []float64) []float64 {
	p, i := l.p, pl.person
	out = out[:0]
	for _, d := range pl.duties {
		t, cell := p.slot(d), int(d)*p.N+i
		g := y[d]
		if p.seniors > 0 && p.senior[i] {
			g += y[l.seniorRow+t]
		}
		for _, k := range l.pairsOf[i] {
			g -= y[l.apartRow+int(k)*p.T+t]
		}
		if l.c.linear != nil {
			g -= float64(l.c.linear[cell])
		}
		for b, lim := range l.c.limits {
			if lim.linear != nil {
				g -= y[l.limitRow+b] / lim.scale * float64(lim.linear[cell])
			}
		}
		out = append(out, g)
	}
	return out
}

// ends writes the cost of each final state of a plan at prices y.
func (l *lagrangian) ends(pl *plan, y []float64, out []float64) []float64 {
	load, counts := endFactors(l, 1, func(b int) float64 { return y[l.limitRow+b] / l.c.limits[b].scale })
	out = out[:0]
	for s := range pl.states {
		v := load * float64(l.squareAt(pl, s))
		for k, f := range counts {
			v += f * float64(l.countAt(pl, s, k))
		}
		if !l.admits(pl, s) {
			v = forbidden
		}
		out = append(out, v)
	}
	return out
}

// endFactors is what coef·load² and each category's count² are multiplied by in
// the cost of a final state: one if it is the criterion, and the multiplier of
// its limit.
func endFactors[T number](l *lagrangian, one T, multiplier func(limit int) T) (load T, counts []T) {
	if l.c.squares {
		load = one
	}
	if l.c.cat != nil {
		counts = append(counts, one)
	}
	for b, lim := range l.c.limits {
		switch {
		case lim.squares:
			load += multiplier(b)
		case lim.cat != nil:
			counts = append(counts, multiplier(b))
		}
	}
	return load, counts
}

// admits reports whether a branch allows the load of a state.
func (l *lagrangian) admits(pl *plan, s int) bool {
	if l.low == nil {
		return true
	}
	load := l.loadAt(pl, s)
	return load >= l.low[pl.person] && load <= l.high[pl.person]
}

// loadAt is the load in a state, history included.
func (l *lagrangian) loadAt(pl *plan, s int) int {
	return l.p.history[pl.person] + pl.units(s)*l.p.unit
}

// squareAt is coef·load² in a state.
func (l *lagrangian) squareAt(pl *plan, s int) int64 {
	load := int64(l.loadAt(pl, s))
	return l.p.coef[pl.person] * load * load
}

// countAt is count² of the k-th category of the state.
func (l *lagrangian) countAt(pl *plan, s, k int) int64 {
	n := int64(l.cats[k].history[pl.person] + pl.count(s, k))
	return n * n
}

// value is L(y). visit, if not nil, gets each person's best schedule.
func (l *lagrangian) value(y []float64, visit func(i int, value float64, path []int32)) float64 {
	sum := 0.0
	for k, b := range l.right {
		sum += b * y[k]
	}
	var path []int32
	for i, pl := range l.plans {
		l.gains = l.gain(pl, y, l.gains)
		l.end = l.ends(pl, y, l.end)
		var v float64
		v, path = cheapest(pl, &l.ws, l.gains, l.end, path)
		sum += v
		if visit != nil {
			visit(i, v, path)
		}
	}
	return sum
}

// quantum is how many parts a price is rounded to. Certificates carry rounded
// prices, so that a bound is a whole number of quanta and exact.
const quantum = 10_000

// largestPrice keeps quanta times weights inside 64 bits; no sensible price of a
// valid instance comes near it.
const largestPrice = 1e10

// exact is quantum · L(y) for y rounded to quanta, in integers: what a
// certificate claims and a verifier recomputes. Multipliers of limits are
// rounded without their scale.
func (l *lagrangian) exact(y []float64) (bound int64, rounded []int64) {
	rounded = make([]int64, len(y))
	for k, v := range y {
		right := int64(l.right[k])
		if k >= l.limitRow {
			lim := &l.c.limits[k-l.limitRow]
			v, right = v/lim.scale, -lim.most
		}
		rounded[k] = int64(math.Round(min(max(v, -largestPrice), largestPrice) * quantum))
		if k >= l.free {
			rounded[k] = max(rounded[k], 0)
		}
		bound += rounded[k] * right
	}
	var ws workspace[int64]
	var path []int32
	for _, pl := range l.plans {
		var v int64
		v, path = cheapest(pl, &ws, l.exactGain(pl, rounded), l.exactEnds(pl, rounded), path)
		bound += v
	}
	return bound, rounded
}

func (l *lagrangian) exactGain(pl *plan, y []int64) []int64 {
	p, i := l.p, pl.person
	out := make([]int64, len(pl.duties))
	for e, d := range pl.duties {
		t, cell := p.slot(d), int(d)*p.N+i
		g := y[d]
		if p.seniors > 0 && p.senior[i] {
			g += y[l.seniorRow+t]
		}
		for _, k := range l.pairsOf[i] {
			g -= y[l.apartRow+int(k)*p.T+t]
		}
		if l.c.linear != nil {
			g -= quantum * int64(l.c.linear[cell])
		}
		for b, lim := range l.c.limits {
			if lim.linear != nil {
				g -= y[l.limitRow+b] * int64(lim.linear[cell])
			}
		}
		out[e] = g
	}
	return out
}

func (l *lagrangian) exactEnds(pl *plan, y []int64) []int64 {
	load, counts := endFactors(l, quantum, func(b int) int64 { return y[l.limitRow+b] })
	out := make([]int64, pl.states)
	for s := range out {
		out[s] = load * l.squareAt(pl, s)
		for k, f := range counts {
			out[s] += f * l.countAt(pl, s, k)
		}
		if !l.admits(pl, s) {
			out[s] = forbidden * 32
		}
	}
	return out
}
