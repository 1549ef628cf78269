package forecasting

import "math"

// trial is the combination on the past. Weights and widths are those of the
// final forecast; each method saw only the values up to its origin.
func (r *run) trial(level float64) Trial {
	p := r.past
	last := len(p.origins) - 1
	t := Trial{Level: level}
	if last == 0 {
		return t
	}
	half := r.halfWidth(level)
	errors, counts := make([]float64, p.horizon), make([]int, p.horizon)
	for i, o := range p.origins[:last] {
		origin := Origin{Last: r.skipped + o - 1}
		for k, f := range r.fitted[i] {
			w := half(k)
			mean, lower, upper := r.bounds.hold(f), r.bounds.hold(f-w), r.bounds.hold(f+w)
			y := p.values[o+k]
			errors[k] += math.Abs(y - mean)
			counts[k]++
			t.Measured++
			if y >= lower && y <= upper {
				t.Inside++
			}
			t.Mean += math.Abs(y - mean)
			t.Naive += math.Abs(y - p.values[o-1])
			origin.Mean = append(origin.Mean, r.backHeld(mean))
			origin.Lower = append(origin.Lower, r.backHeld(lower))
			origin.Upper = append(origin.Upper, r.backHeld(upper))
		}
		t.Origins = append(t.Origins, origin)
	}
	for k, count := range counts {
		if count == 0 {
			break
		}
		t.Error = append(t.Error, r.back(errors[k]/float64(count)))
	}
	t.Mean = r.back(t.Mean / float64(t.Measured))
	t.Naive = r.back(t.Naive / float64(t.Measured))
	return t
}

// back turns a scaled number into the unit of the series.
func (r *run) back(v float64) float64 { return clampFinite(v * r.unit) }

// backHeld does so for a value that floor and cap hold. Where scaling has cut
// a digit off them, they hold in the unit of the series.
func (r *run) backHeld(v float64) float64 {
	v = r.back(v)
	if r.options.Floor != nil {
		v = max(v, *r.options.Floor)
	}
	if r.options.Cap != nil {
		v = min(v, *r.options.Cap)
	}
	return v
}
