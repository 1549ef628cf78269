package forecasting

import "math"

// slack lets a passage miss the limit by a billionth of it, so that rounding
// moves no date.
const slack = 1e-9

// crossings are the passages of the capacity and of the soft limit.
func (r *run) crossings() (full, soft Crossing) {
	if len(r.options.Capacity) == 0 {
		return Crossing{}, Crossing{}
	}
	gauges := []*gauge{r.newGauge(1)}
	if r.options.Soft > 0 {
		gauges = append(gauges, r.newGauge(r.options.Soft))
	}
	window := r.newWindow()
	newSimulator(r).each(func(path []float64) {
		window.slide(path)
		for _, g := range gauges {
			g.counts[g.passage(window.means)-1]++
		}
	})
	window.slide(r.mean)
	full = gauges[0].crossing(r.options.Paths, window)
	if len(gauges) > 1 {
		soft = gauges[1].crossing(r.options.Paths, window)
	}
	return full, soft
}

// gauge counts first passages of one limit.
type gauge struct {
	limits []float64 // by lead, less the slack
	now    float64   // limit at the end of the past
	counts []int     // by lead of passage, the last for none
}

func (r *run) newGauge(share float64) *gauge {
	h := r.options.Horizon
	g := &gauge{limits: make([]float64, h), counts: make([]int, h+1)}
	for k := range g.limits {
		g.limits[k] = lessSlack(r.options.Capacity.At(k+1) * share / r.unit)
	}
	g.now = lessSlack(r.options.Capacity.At(0) * share / r.unit)
	return g
}

func lessSlack(limit float64) float64 {
	if math.IsInf(limit, 0) {
		return limit
	}
	return limit - math.Abs(limit)*slack
}

// passage is the first lead at or above the limit, one past the last if none.
func (g *gauge) passage(means []float64) int {
	for k, v := range means {
		if v >= g.limits[k] {
			return k + 1
		}
	}
	return len(means) + 1
}

func (g *gauge) crossing(paths int, w *window) Crossing {
	h := len(g.limits)
	c := Crossing{Asked: true, ByLead: make([]float64, h)}
	passed := 0
	for k := range c.ByLead {
		passed += g.counts[k]
		c.ByLead[k] = float64(passed) / float64(paths)
	}
	c.P10, c.P50, c.P90 = c.Quantile(0.1), c.Quantile(0.5), c.Quantile(0.9)
	c.Probability = c.ByLead[h-1]
	c.None = c.P10 > h
	c.Line = g.passage(w.means)
	c.Already = w.now >= g.now
	return c
}

// window is the mean of the last steps that counts against a limit, past
// included and missing steps of it left out.
type window struct {
	size  int
	past  []float64 // last size−1 values, NaN where missing
	means []float64 // by lead
	now   float64   // at the end of the past
}

func (r *run) newWindow() *window {
	w := &window{size: max(1, r.options.Smooth), means: make([]float64, r.options.Horizon)}
	n := len(r.past.values)
	known := func(i int) float64 {
		if i < 0 || r.filled[r.skipped+i] {
			return math.NaN()
		}
		return r.past.values[i]
	}
	sum, count := 0.0, 0
	for i := n - w.size; i < n; i++ {
		v := known(i)
		if i > n-w.size {
			w.past = append(w.past, v)
		}
		if !math.IsNaN(v) {
			sum += v
			count++
		}
	}
	w.now = sum / float64(count) // NaN when all are missing: not above a limit
	return w
}

// slide computes the means along a path.
func (w *window) slide(path []float64) {
	if w.size == 1 {
		copy(w.means, path)
		return
	}
	sum, count := 0.0, 0
	for _, v := range w.past {
		if !math.IsNaN(v) {
			sum += v
			count++
		}
	}
	for k, v := range path {
		sum += v
		count++
		w.means[k] = sum / float64(count)
		var leaving float64
		if k < len(w.past) {
			leaving = w.past[k]
		} else {
			leaving = path[k-len(w.past)]
		}
		if !math.IsNaN(leaving) {
			sum -= leaving
			count--
		}
	}
}
