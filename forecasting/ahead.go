package forecasting

import "math"

// ahead is the mean forecast with what-if and bounds.
func (r *run) ahead() []float64 {
	mean := append([]float64(nil), r.fitted[len(r.fitted)-1]...)
	for k, v := range mean {
		mean[k] = r.bounds.natural(v)
	}
	if r.changes.some {
		levels := r.levels(mean)
		r.changes.growBy(r.options.ExtraGrowth, levels, r.levelNow(levels))
	}
	for k, v := range mean {
		mean[k] = r.bounded(k, v)
	}
	return mean
}

// bounded is a simulated or expected value as it counts: natural bounds, then
// the what-if, then floor and cap.
func (r *run) bounded(k int, v float64) float64 {
	return r.bounds.hold(r.changes.at(k, r.bounds.natural(v)))
}

// levels is a forecast without its seasons: without the profile, or within a
// day the mean of the last day.
func (r *run) levels(mean []float64) []float64 {
	p := r.past
	out := make([]float64, len(mean))
	if !p.intraday() {
		v := p.now()
		for k, y := range mean {
			out[k] = y - v.seasonAt(v.origin+k)
			if v.holiday != 0 && p.holiday[v.origin+k] {
				out[k] -= v.holiday
			}
		}
		return out
	}
	window := append(append([]float64(nil), p.values[len(p.values)-p.day:]...), mean...)
	for k := range out {
		out[k] = average(window[k+1 : k+1+p.day])
	}
	return out
}

// levelNow is the level at the end of the past: the forecast's own, drawn back
// by one step, or within a day the mean of the last day.
func (r *run) levelNow(levels []float64) float64 {
	p := r.past
	h := len(levels)
	switch {
	case p.intraday():
		return average(p.values[len(p.values)-p.day:])
	case h == 1:
		return p.now().smoothed.level
	default:
		return levels[0] - (levels[h-1]-levels[0])/float64(h-1)
	}
}

// growth sums the forecast up.
func (r *run) growth() Growth {
	base := append([]float64(nil), r.fitted[len(r.fitted)-1]...)
	for k, v := range base {
		base[k] = r.bounds.natural(v)
	}
	from := r.levelNow(r.levels(base))
	h := len(r.mean)
	to := r.levels(r.mean)[h-1]
	perStep := (to - from) / float64(h)
	half := r.halfWidth(0.8)(h-1) / float64(h)
	growth := Growth{
		PerStep: r.back(perStep),
		Lower:   r.back(perStep - half),
		Upper:   r.back(perStep + half),
		From:    r.back(from),
		To:      r.back(to),
	}
	if from != 0 {
		growth.Percent = clampFinite((to - from) / math.Abs(from) * 100)
	}
	return growth
}

// halfWidth answers half the width of a band, by index of the lead.
func (r *run) halfWidth(level float64) func(k int) float64 {
	if r.line != nil {
		t := 0.0
		if r.line.N > 2 {
			t = studentQuantile((1+level)/2, float64(r.line.N-2))
		}
		return func(k int) float64 { return t * r.line.StandardError(float64(r.line.N+k)) }
	}
	t := studentQuantile((1+level)/2, r.spread.freedom)
	return func(k int) float64 { return t * r.spread.scale[k] }
}

// band is one prediction interval, scaled back.
func (r *run) band(level float64) Band {
	half := r.halfWidth(level)
	base := r.fitted[len(r.fitted)-1]
	band := Band{Level: level, Lower: make([]float64, len(base)), Upper: make([]float64, len(base))}
	for k, v := range base {
		w := half(k)
		band.Lower[k] = r.backHeld(r.bounded(k, r.apart(v, -w)))
		band.Upper[k] = r.backHeld(r.bounded(k, r.apart(v, w)))
	}
	return band
}

// Skew of the errors of what is never negative.
const (
	skew      = 0.5
	skewUntil = 2.0 // errors of so many times the forecast skew no more
)

// apart is a forecast with an error. What never falls below zero errs further
// up than down, as a product of chances does: to the second order,
//
//	ŷ·exp(e/ŷ) ≈ ŷ + e + e²/2ŷ,
//
// of which half the last term fits real series. The straight line keeps its
// textbook errors.
func (r *run) apart(f, e float64) float64 {
	if r.line != nil || r.bounds.floor != 0 || f <= 0 {
		return f + e
	}
	x := max(-1, min(skewUntil, e/f))
	return f + e + skew*x*x*f/2
}
