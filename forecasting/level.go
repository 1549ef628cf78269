package forecasting

import "math"

// lastValue keeps the last value, season aside.
func lastValue(v *view, out []float64) bool {
	return flat(out, v.z[len(v.z)-1])
}

// recentMedian keeps the median of the whole past.
func recentMedian(v *view, out []float64) bool { return flat(out, v.median) }

// longMean keeps the mean of the whole past.
func longMean(v *view, out []float64) bool { return flat(out, v.mean) }

// smoothing keeps the level of simple exponential smoothing.
func smoothing(v *view, out []float64) bool { return flat(out, v.smoothed.level) }

// reverting fades from the smoothed level to a centre,
//
//	ŷ(k) = centre + φᵏ·(level − centre)
func reverting(centre func(*view) float64, phi float64) func(*view, []float64) bool {
	return func(v *view, out []float64) bool {
		to := centre(v)
		gap := v.smoothed.level - to
		for k := range out {
			gap *= phi
			out[k] = to + gap
		}
		return true
	}
}

func viewMedian(v *view) float64 { return v.median }
func viewMean(v *view) float64   { return v.mean }

func flat(out []float64, level float64) bool {
	for k := range out {
		out[k] = level
	}
	return true
}

// seasonalNaive repeats the last period.
func seasonalNaive(period int) func(p *past) forecasts {
	return func(p *past) forecasts {
		if period < 2 || p.origins[0] < period {
			return nil
		}
		out := p.room()
		for i, o := range p.origins {
			for k := range out[i] {
				out[i][k] = p.values[o-period+k%period]
			}
		}
		return out
	}
}

// Smoothing parameters tried by smooth.
var alphas = [...]float64{.02, .05, .1, .2, .3, .45, .6, .8, 1}

// smoothed is what simple exponential smoothing leaves.
type smoothed struct {
	level float64 // at the end
	alpha float64 // the best smoothing parameter
	noise float64 // least mean absolute one-step error of any parameter
}

// followsFrom is the α from which a series counts as following its last value:
// then it is close to a random walk, and what looks like a pattern in it is
// often chance.
const followsFrom = 0.7

func (s smoothed) follows() bool { return s.alpha >= followsFrom }

// smooth is simple exponential smoothing, ℓ ← ℓ + α(y − ℓ), with the α of
// least squared one-step error (Brown 1959).
func smooth(z []float64) smoothed {
	var levels, squares, absolutes [len(alphas)]float64
	for a := range levels {
		levels[a] = z[0]
	}
	for i, y := range z[1:] {
		for a, alpha := range alphas {
			e := y - levels[a]
			absolutes[a] += math.Abs(e)
			if i > 5 || i > len(z)/3 {
				squares[a] += e * e
			}
			levels[a] += alpha * e
		}
	}
	best := 0
	noise := math.Inf(1)
	for a := range squares {
		if squares[a] <= squares[best] {
			best = a
		}
		noise = min(noise, absolutes[a])
	}
	return smoothed{level: levels[best], alpha: alphas[best], noise: noise / float64(max(1, len(z)-1))}
}
