package forecasting

import "math"

// drift carries the mean step of the whole past on from the last value.
func drift(v *view, out []float64) bool {
	if len(v.z) < 2 {
		return false
	}
	return rising(out, v.z[len(v.z)-1], endSlope(v.z), 1)
}

// recentDrift carries the mean step of the last values on, fading slowly.
func recentDrift(v *view, out []float64) bool {
	const window, phi = 60, 0.995
	if len(v.z) < 4 {
		return false
	}
	tail := v.z[max(0, len(v.z)-window):]
	return rising(out, average(tail[len(tail)-3:]), endSlope(tail), phi)
}

// endSlope is the slope between the two ends, each the mean of up to three.
func endSlope(z []float64) float64 {
	m := min(3, len(z)/2)
	return (average(z[len(z)-m:]) - average(z[:m])) / float64(len(z)-m)
}

// leastSquares is the straight line.
func leastSquares(v *view, out []float64) bool {
	if len(v.z) < 2 {
		return false
	}
	for k := range out {
		out[k] = v.line.At(float64(len(v.z) + k))
	}
	return true
}

// theilSen goes on from the smoothed level at the median of slopes.
func theilSen(v *view, out []float64) bool {
	return rising(out, v.smoothed.level, v.slope, 1)
}

// theta is the method of Assimakopoulos and Nikolopoulos (2000) in the form of
// Hyndman and Billah (2003): smoothing with half the slope of the line.
func theta(v *view, out []float64) bool {
	return rising(out, v.smoothed.level, v.line.Slope/2, 1)
}

// rising is level + slope·(φ + φ² + … + φᵏ).
func rising(out []float64, level, slope, phi float64) bool {
	sum, power := 0.0, 1.0
	for k := range out {
		power *= phi
		sum += power
		out[k] = level + slope*sum
	}
	return true
}

// robustSlope is the Theil–Sen estimator: the median of the slopes of pairs at
// least a week apart (Sen 1968). Pairs are thinned to some two thousand.
func robustSlope(z []float64, scratch *scratch) float64 {
	const apart, side = 7, 64
	stride := max(1, (len(z)+side-1)/side)
	slopes := scratch.take(0)
	for i := 0; i < len(z); i += stride {
		for j := i + min(apart, len(z)-1); j < len(z); j += stride {
			if j > i {
				slopes = append(slopes, (z[j]-z[i])/float64(j-i))
			}
		}
	}
	scratch.room = slopes
	return median(slopes)
}

// Parameters tried by dampedTrend.
var (
	dampedAlphas = [...]float64{.05, .1, .2, .4, .7, .99}
	dampedBetas  = [...]float64{.005, .02, .05, .1, .3}
)

// dampedTrend is Holt's method with a trend that fades by φ (Gardner and
// McKenzie 1985), its parameters those of least squared one-step error.
func dampedTrend(phi float64) func(*view, []float64) bool {
	return func(v *view, out []float64) bool {
		if len(v.z) < 5 {
			return false
		}
		level, trend := holt(v.z, phi)
		return rising(out, level, trend, phi)
	}
}

func holt(z []float64, phi float64) (level, trend float64) {
	const count = len(dampedAlphas) * len(dampedBetas)
	var alpha, gain, levels, trends, squares [count]float64
	warm := min(10, len(z)-1)
	for c := range levels {
		alpha[c] = dampedAlphas[c/len(dampedBetas)]
		gain[c] = alpha[c] * dampedBetas[c%len(dampedBetas)]
		levels[c] = z[0]
		trends[c] = (z[warm] - z[0]) / float64(warm)
	}
	for i, y := range z[1:] {
		counts := 0.0
		if i+1 > warm || 2*i > len(z) {
			counts = 1
		}
		for c := range levels {
			f := levels[c] + phi*trends[c]
			e := y - f
			squares[c] += counts * e * e
			levels[c] = f + alpha[c]*e
			trends[c] = phi*trends[c] + gain[c]*e
		}
	}
	best := 0
	for c := range squares {
		if squares[c] < squares[best] {
			best = c
		}
	}
	return levels[best], trends[best]
}

// exponential goes on from the smoothed level at the straight line's slope in
// logarithms, fading slowly. It needs values above zero.
func exponential(v *view, out []float64) bool {
	const phi = 0.995
	logs := make([]float64, len(v.z))
	for i, z := range v.z {
		if z <= 0 {
			return false
		}
		logs[i] = math.Log(z)
	}
	rising(out, smooth(logs).level, FitLine(logs).Slope, phi)
	for k := range out {
		out[k] = math.Exp(out[k])
	}
	return true
}
