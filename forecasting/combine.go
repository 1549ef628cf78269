package forecasting

import "math"

// Settings of the combination, chosen on origins of training data that no
// published figure uses; the optimum is flat.
const (
	weightPower   = 3.0 // weight ∝ error^−power
	anchorFavour  = 2.0 // log of the anchor's extra weight
	errorFloor    = 1e-3
	intradayPower = 4.0
)

// Edges of the ranges of leads whose mean errors count alike in the error of a
// method, so that many long leads do not drown the short ones.
var rangeEdges = [...]int{0, 7, 28, 60}

// tried is a candidate with its forecasts and what they were worth.
type tried struct {
	candidate
	forecasts forecasts
	err       float64 // mean absolute error on the past
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
		out = append(out, tried{candidate: c, forecasts: f, err: p.pastError(f)})
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

// weigh sets the weights, which add up to one. A method has to do better than
// the anchor to count at all, and the anchor has a favour on top: without a
// clear gain the plain method stays (Petropoulos and Svetunkov 2020 on simple
// combinations, Stock and Watson 2004 on inverse errors).
func weigh(methods []tried, power float64, guard bool) {
	anchor, worst := math.Inf(1), 0.0
	for _, m := range methods {
		worst = max(worst, m.err)
		if m.anchor {
			anchor = min(anchor, m.err)
		}
	}
	total := 0.0
	for i := range methods {
		m := &methods[i]
		m.weight = 0
		if guard && !m.anchor && m.err >= anchor {
			continue
		}
		relative := 1.0
		if worst > 0 {
			relative = m.err/worst + errorFloor
		}
		m.weight = math.Pow(relative, -power)
		if guard && m.anchor {
			m.weight *= math.Exp(anchorFavour)
		}
		total += m.weight
	}
	for i := range methods {
		methods[i].weight /= total
	}
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
