package forecasting

import "math"

// Settings of the combination, chosen on origins of training data that no
// published figure uses; the optimum is flat.
const (
	weightPower   = 3.0 // weight ∝ error^−power
	intradayPower = 4.0
	errorFloor    = 1e-3 // of the largest error, added to each

	// Favours, in logarithms of the weight.
	anchorFavour    = 1.5 // for the plain method
	reversionFavour = 1.0 // for returning methods, unless the series follows its last value
	doubt           = 3.0 // against all but the plain method, if it does
	doubtUntil      = 6.0 // unless the gain is so many standard errors
	doubtLeads      = 14  // leads from which doubt shrinks, for patterns show in the long run
)

// Edges of the ranges of leads whose mean errors count alike in the error of a
// method, so that many long leads do not drown the short ones.
var rangeEdges = [...]int{0, 7, 28, 60}

// tried is a candidate with its forecasts and what they were worth.
type tried struct {
	candidate
	forecasts forecasts
	err       float64   // mean absolute error on the past
	misses    []float64 // the same by origin, all leads alike
	weight    float64
}

// try runs candidates and measures them; those that cannot be fitted fall out.
func try(p *past, list []candidate) []tried {
	var out []tried
	for _, c := range list {
		f := c.run(p)
		if f == nil {
			continue
		}
		p.bound(f)
		out = append(out, tried{candidate: c, forecasts: f, err: p.pastError(f), misses: p.originErrors(f)})
	}
	return out
}

// bound keeps forecasts within ten ranges of the past, a range more for each
// length of the past ahead: what goes beyond has come loose from the data.
func (p *past) bound(f forecasts) {
	low, high := p.values[0], p.values[0]
	for _, v := range p.values {
		low, high = min(low, v), max(high, v)
	}
	for i := range f {
		slack := (high - low) * (10 + float64(len(f[i]))/float64(len(p.values)))
		for k, v := range f[i] {
			f[i][k] = max(low-slack, min(high+slack, v))
		}
	}
}

// pastError is the mean absolute error over the past origins, each counting
// alike. Within a day it is over all leads, else the mean over the ranges of
// leads.
func (p *past) pastError(f forecasts) float64 {
	edges := rangeEdges[:]
	if p.intraday() {
		edges = []int{0, p.horizon}
	}
	sum, ranges := 0.0, 0
	for r := 1; r < len(edges); r++ {
		total, count := 0.0, 0
		for i, o := range p.origins[:len(p.origins)-1] {
			missed, leads := 0.0, 0
			for k := edges[r-1]; k < min(edges[r], len(f[i])); k++ {
				missed += math.Abs(p.values[o+k] - f[i][k])
				leads++
			}
			if leads > 0 {
				total += missed / float64(leads)
				count++
			}
		}
		if count > 0 {
			sum += total / float64(count)
			ranges++
		}
	}
	if ranges == 0 {
		return 0
	}
	return sum / float64(ranges)
}

// originErrors is the mean absolute error by past origin.
func (p *past) originErrors(f forecasts) []float64 {
	errors := make([]float64, len(p.origins)-1)
	for i := range errors {
		for k, v := range f[i] {
			errors[i] += math.Abs(v-p.values[p.origins[i]+k]) / float64(len(f[i]))
		}
	}
	return errors
}

// weigh sets the weights of the combination, which add up to one: inverse
// powers of the errors (Stock and Watson 2004). A method has to do better than
// the anchor to count at all, and there are favours on top, so that without a
// clear gain the plain method stays. Pinned variants only share by error.
func (p *past) weigh(methods []tried, pinned bool) {
	power := weightPower
	if p.intraday() {
		power = intradayPower
	}
	var anchor *tried
	worst := 0.0
	for i := range methods {
		worst = max(worst, methods[i].err)
		if methods[i].anchor && !pinned {
			anchor = &methods[i]
		}
	}
	total := 0.0
	for i := range methods {
		m := &methods[i]
		if anchor != nil && !m.anchor && m.err >= anchor.err {
			continue
		}
		relative := 1.0
		if worst > 0 {
			relative = m.err/worst + errorFloor
		}
		m.weight = math.Pow(relative, -power)
		if anchor != nil {
			m.weight *= math.Exp(p.favour(m, anchor))
		}
		total += m.weight
	}
	for i := range methods {
		methods[i].weight /= total
	}
}

// favour is what speaks for or against a method beside its error.
func (p *past) favour(m, anchor *tried) float64 {
	follows := p.now().smoothed.follows()
	switch {
	case m.anchor:
		return anchorFavour
	case !follows && m.method.returns():
		return reversionFavour
	case follows && gain(anchor.misses, m.misses) < doubtUntil:
		return -doubt * min(1, doubtLeads/float64(p.horizon))
	default:
		return 0
	}
}

// returns says that a method comes back to where the series has been.
func (m Method) returns() bool {
	switch m {
	case LagRegression, Reversion, LongMean, RecentMedian:
		return true
	default:
		return false
	}
}

// gain is by how many standard errors the mean of b is below that of a, pair
// by pair.
func gain(a, b []float64) float64 {
	n := float64(len(a))
	if n < 2 {
		return math.Inf(1)
	}
	mean, squares := 0.0, 0.0
	for i := range a {
		mean += (a[i] - b[i]) / n
	}
	for i := range a {
		d := a[i] - b[i] - mean
		squares += d * d
	}
	return mean / math.Sqrt(squares/(n-1)/n+1e-30)
}

// combine is the weighted mean of the forecasts at every origin and lead.
func (p *past) combine(methods []tried) forecasts {
	out := p.room()
	for i := range out {
		for k := range out[i] {
			out[i][k] = 0
		}
		for _, m := range methods {
			if m.weight == 0 {
				continue
			}
			for k, v := range m.forecasts[i] {
				out[i][k] += m.weight * v
			}
		}
	}
	return out
}
