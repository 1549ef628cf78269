package forecasting

import "math"

// logistic levels off below the cap C: a line through ln(y/(C − y)), from its
// smoothed level on (Verhulst 1838). It needs a cap, and values between zero
// and it.
func logistic(v *view, out []float64) bool {
	ceiling := v.past.ceiling
	if math.IsInf(ceiling, 1) || len(v.z) < 3 {
		return false
	}
	odds := make([]float64, len(v.z))
	for i, z := range v.z {
		if z <= 0 || z >= ceiling {
			return false
		}
		odds[i] = math.Log(z / (ceiling - z))
	}
	rising(out, smooth(odds).level, FitLine(odds).Slope, 1)
	for k := range out {
		out[k] = ceiling / (1 + math.Exp(-out[k]))
	}
	return true
}

// waves is the number of harmonics of the year.
const waves = 2

// calendar is a line with waves of a year, on top of the season and the
// holidays that every method has; from a year and a half on.
func calendar(v *view, out []float64) bool {
	year, n := v.past.year(), len(v.z)
	if year < 12 || float64(n) < 1.5*year {
		return false
	}
	row := make([]float64, 2+2*waves)
	fill := func(i int) []float64 {
		row[0], row[1] = 1, float64(i)/float64(n)
		for w := range waves {
			row[2+2*w], row[3+2*w] = math.Sincos(2 * math.Pi * float64(w+1) * float64(i) / year)
		}
		return row
	}
	coefficients, ok := regress(n, len(row), func(i int) ([]float64, float64) { return fill(i), v.z[i] }, 1e-6)
	if !ok {
		return false
	}
	// The regression gives the shape; the recent past gives the level.
	gap, weight := 0.0, 0.0
	const fade = 0.9
	for i := max(0, n-30); i < n; i++ {
		w := math.Pow(fade, float64(n-1-i))
		gap += w * (v.z[i] - dot(coefficients, fill(i)))
		weight += w
	}
	gap /= weight
	for k := range out {
		gap *= 0.98
		out[k] = dot(coefficients, fill(n+k)) + gap
	}
	return true
}

// onRequest are methods that fit only some series; they are tried wherever
// they fit.
func onRequest() []candidate {
	return []candidate{
		{method: Piecewise, run: viewed(piecewise), only: true},
		{method: Logistic, run: viewed(logistic)},
		{method: Calendar, run: viewed(calendar)},
	}
}
