package rostering

import (
	"context"
	"math"
	"slices"
)

// bundle raises the Lagrangian bound. A plain subgradient stalls on rotas, so it
// is a proximal bundle method, which is column generation with a quadratic
// penalty on leaving the best prices so far (Kiwiel 1990; Frangioni 2002): the
// columns are schedules of single people, the master problem mixes them so that
// every duty is covered, and its residual says which prices to raise.
type bundle struct {
	l         *lagrangian
	pool      [][]*column // per person
	center    []float64   // the best prices so far
	value     float64     // L(center)
	raw, y    []float64   // prices of the master problem, before and after clipping
	scratch   []float64   // per row, zero between calls
	pull      float64     // how far a residual of one moves a price
	tries     int
	tolerance float64 // gap of reduced costs that the master problem leaves
	stalls    int     // steps without a promise because the master problem was not solved
	settled   bool    // the model cannot promise more: the bound is as good as it gets
}

// column is one schedule of a person.
type column struct {
	path   []int32 // duties, latest first
	rows   []int32
	vals   []float64
	cost   float64
	share  float64 // how much of it the master problem uses
	age    int     // iterations without use
	excess float64 // reduced cost at the current prices
}

// Sizes of the master problem: sweeps over the people in one step, and steps in
// a row that may end with it unsolved.
const (
	masterSweeps = 80
	mostStalls   = 20
	mixTolerance = 0.005 // how far from one person a duty of a settled mixture is
)

// columnAge is how long an unused column is kept.
const columnAge = 25

// newBundle starts at the given prices.
func newBundle(l *lagrangian, start []float64) *bundle {
	b := &bundle{l: l, pool: make([][]*column, l.p.N), center: slices.Clone(start), tolerance: 1e-3}
	b.raw, b.y, b.scratch = make([]float64, len(start)), make([]float64, len(start)), make([]float64, len(start))
	size := 0.0
	for _, v := range start[:l.p.D] {
		size += math.Abs(v)
	}
	b.pull = max(0.3, 0.03*size/float64(l.p.D))
	b.value = b.evaluate(b.center)
	for _, cols := range b.pool {
		cols[0].share = 1
	}
	return b
}

// inherit continues from another bundle whose problem had more options: its
// columns that are still legal are kept with their shares.
func (l *lagrangian) inherit(from *bundle) *bundle {
	b := newBundle(l, from.center)
	b.pull = from.pull
	for i, cols := range from.pool {
		total := 0.0
		for _, c := range cols {
			if l.legal(i, c.path) && !b.has(i, c.path) {
				b.pool[i] = append(b.pool[i], &column{path: c.path, rows: c.rows, vals: c.vals, cost: c.cost, share: c.share})
				total += c.share
			}
		}
		if total < fractionEdge {
			for _, c := range b.pool[i][1:] {
				c.share = 0
			}
			continue
		}
		b.pool[i][0].share = 0
		for _, c := range b.pool[i][1:] {
			c.share /= total
		}
	}
	return b
}

func (b *bundle) has(i int, path []int32) bool {
	return slices.ContainsFunc(b.pool[i], func(c *column) bool { return slices.Equal(c.path, path) })
}

// legal reports whether the options and loads that are left admit a schedule.
func (l *lagrangian) legal(i int, path []int32) bool {
	for _, d := range path {
		if l.allowed != nil && !l.allowed[int(d)*l.p.N+i] {
			return false
		}
	}
	load := l.p.loadOf(i, path)
	return l.low == nil || load >= l.low[i] && load <= l.high[i]
}

// evaluate is L(y); each person's best schedule becomes a column.
func (b *bundle) evaluate(y []float64) float64 {
	return b.l.value(y, func(i int, _ float64, path []int32) {
		for _, c := range b.pool[i] {
			if slices.Equal(c.path, path) {
				c.age = 0
				return
			}
		}
		b.pool[i] = append(b.pool[i], b.l.column(i, path))
	})
}

// column turns a schedule into a column of the master problem.
func (l *lagrangian) column(i int, path []int32) *column {
	p := l.p
	c := &column{path: slices.Clone(path)}
	add := func(row int, v float64) { c.rows, c.vals = append(c.rows, int32(row)), append(c.vals, v) }
	load := p.history[i]
	counts := make([]int, len(l.cats))
	for k, c := range l.cats {
		counts[k] = c.history[i]
	}
	linear := make([]int64, len(l.c.limits))
	for _, d := range path {
		t, cell := p.slot(d), int(d)*p.N+i
		load += p.weight[d]
		add(int(d), 1)
		if p.seniors > 0 && p.senior[i] {
			add(l.seniorRow+t, 1)
		}
		for _, k := range l.pairsOf[i] {
			add(l.apartRow+int(k)*p.T+t, -1)
		}
		for k, cat := range l.cats {
			if cat.in[t] {
				counts[k]++
			}
		}
		if l.c.linear != nil {
			c.cost += float64(l.c.linear[cell])
		}
		for k, lim := range l.c.limits {
			if lim.linear != nil {
				linear[k] += int64(lim.linear[cell])
			}
		}
	}
	square := p.coef[i] * int64(load) * int64(load)
	if l.c.squares {
		c.cost += float64(square)
	}
	if l.c.cat != nil {
		c.cost += float64(counts[0] * counts[0])
		counts = counts[1:]
	}
	for k, lim := range l.c.limits {
		v := linear[k]
		switch {
		case lim.squares:
			v = square
		case lim.cat != nil:
			v = int64(counts[0] * counts[0])
			counts = counts[1:]
		}
		add(l.limitRow+k, -float64(v)/lim.scale)
	}
	return c
}

// run iterates until the bound is settled, done says so, the context ends or
// the iterations are used up.
func (b *bundle) run(ctx context.Context, iterations int, done func(value float64) bool) {
	for range iterations {
		if b.settled || done(b.value) || ctx.Err() != nil {
			return
		}
		b.step()
	}
}

// step solves the master problem, evaluates its prices, and moves there if the
// bound rose by a good part of what the model promised.
func (b *bundle) step() {
	solved := b.master()
	promise := -b.value
	for k, right := range b.l.right {
		promise += right * b.y[k]
	}
	for _, cols := range b.pool {
		promise += least(cols)
	}
	if promise < 1e-6*(1+math.Abs(b.value)*1e-3) {
		b.stall(solved)
		return
	}
	b.stalls = 0
	b.tries++
	value := b.evaluate(b.y)
	switch gain := value - b.value; {
	case gain >= 0.1*promise:
		copy(b.center, b.y)
		b.value = value
		if gain > 0.5*promise {
			b.pull *= 1.3
		}
	case b.tries%4 == 3:
		b.pull *= 0.9
	}
	b.forget()
}

// stall is a step without a promise: the bound is settled if the mixture covers
// every duty, else the master problem needs solving more sharply.
func (b *bundle) stall(solved bool) {
	b.stalls++
	off := 0.0
	for k := range b.y {
		off = max(off, math.Abs(b.y[k]-b.center[k])/b.pull)
	}
	b.settled = solved && off < mixTolerance || b.stalls > mostStalls
	b.tolerance = max(b.tolerance/10, 1e-9)
}

func least(cols []*column) float64 {
	m := math.Inf(1)
	for _, c := range cols {
		m = min(m, c.excess)
	}
	return m
}

// forget drops columns that have not been used for long.
func (b *bundle) forget() {
	for i, cols := range b.pool {
		total := 0.0
		kept := cols[:0]
		for _, c := range cols {
			if c.share < 1e-9 {
				c.share = 0
				c.age++
			} else {
				c.age = 0
			}
			if c.age < columnAge {
				kept = append(kept, c)
				total += c.share
			}
		}
		for _, c := range kept {
			c.share /= total
		}
		clear(cols[len(kept):])
		b.pool[i] = kept
	}
}

// master mixes the columns to solve the quadratic master problem, by moving
// share from a person's worst column in use to the best (as in SMO). It leaves
// the prices in y and the columns' reduced costs in excess, and reports whether
// it got as far as it should.
func (b *bundle) master() (solved bool) {
	for k := range b.raw {
		b.raw[k] = b.center[k] + b.pull*b.l.right[k]
	}
	for _, cols := range b.pool {
		for _, c := range cols {
			if c.share > 0 {
				for e, k := range c.rows {
					b.raw[k] -= b.pull * c.share * c.vals[e]
				}
			}
		}
	}
	for k, v := range b.raw {
		b.y[k] = v
		if k >= b.l.free {
			b.y[k] = max(v, 0)
		}
	}
	for sweep := 0; sweep < masterSweeps && !solved; sweep++ {
		worst := 0.0
		for _, cols := range b.pool {
			worst = max(worst, b.balance(cols))
		}
		solved = worst < b.tolerance*max(1, b.pull)
	}
	for _, cols := range b.pool {
		b.price(cols)
	}
	return solved
}

// price sets the reduced costs of the columns.
func (b *bundle) price(cols []*column) {
	for _, c := range cols {
		g := c.cost
		for e, k := range c.rows {
			g -= b.y[k] * c.vals[e]
		}
		c.excess = g
	}
}

// balance moves one person's shares and returns the gap that was there.
func (b *bundle) balance(cols []*column) (gap float64) {
	for range 4 {
		b.price(cols)
		var low, high *column
		for _, c := range cols {
			if low == nil || c.excess < low.excess {
				low = c
			}
			if c.share > 1e-12 && (high == nil || c.excess > high.excess) {
				high = c
			}
		}
		if high == nil || high.excess-low.excess < 1e-7 {
			return gap
		}
		gap = max(gap, high.excess-low.excess)
		move := min(b.stride(high, low), high.share)
		high.share -= move
		low.share += move
		b.shift(high, b.pull*move)
		b.shift(low, -b.pull*move)
	}
	return gap
}

// shift adds amount times the column to the prices.
func (b *bundle) shift(c *column, amount float64) {
	for e, k := range c.rows {
		b.raw[k] += amount * c.vals[e]
		b.y[k] = b.raw[k]
		if int(k) >= b.l.free {
			b.y[k] = max(b.raw[k], 0)
		}
	}
}

// stride is how much share to move from high to low: the exact minimum along
// that line while the same prices are clipped at 0, and a shorter step where that
// would free a clipped one.
func (b *bundle) stride(high, low *column) float64 {
	for e, k := range high.rows {
		b.scratch[k] += high.vals[e]
	}
	for e, k := range low.rows {
		b.scratch[k] -= low.vals[e]
	}
	gap := high.excess - low.excess
	active, all := 0.0, 0.0
	for _, rows := range [2][]int32{high.rows, low.rows} {
		for _, k := range rows {
			v := b.scratch[k]
			b.scratch[k] = 0
			all += v * v
			if int(k) < b.l.free || b.raw[k] > 0 {
				active += v * v
			} else if v > 0 && active > 0 && b.raw[k]+v*gap/active > 0 {
				active += v * v
			}
		}
	}
	if active < 1e-9 {
		active = max(all, 1e-9)
	}
	return gap / (b.pull * active)
}

// mix is how much of each duty the master problem gives to each person: the
// fractional rota, duty·N + person.
func (b *bundle) mix() []float64 {
	x := make([]float64, b.l.p.D*b.l.p.N)
	for i, cols := range b.pool {
		for _, c := range cols {
			for _, d := range c.path {
				x[int(d)*b.l.p.N+i] += c.share
			}
		}
	}
	return x
}
