package forecasting

import "math"

// Line is a straight line y = Intercept + Slope·t through values at
// t = 0, 1, …, N−1 by ordinary least squares.
type Line struct {
	Intercept, Slope float64
	Sigma            float64 // standard deviation of the residuals, N−2 degrees of freedom
	N                int
}

// FitLine fits the line. Values must be finite; with none the line is zero,
// with one it is flat, and up to two leave no residual (Sigma 0).
func FitLine(values []float64) Line {
	n := len(values)
	switch n {
	case 0:
		return Line{}
	case 1:
		return Line{Intercept: values[0], N: 1}
	}
	// About the centre, the two normal equations part and nothing cancels.
	mid := float64(n-1) / 2
	base := values[0]
	var sum, moment float64
	for i, v := range values {
		sum += v - base
		moment += (float64(i) - mid) * (v - base)
	}
	mean := sum/float64(n) + base
	size := float64(n)
	slope := moment / (size * (size*size - 1) / 12)
	line := Line{Intercept: mean - slope*mid, Slope: slope, N: n}
	if n > 2 {
		var rest float64
		for i, v := range values {
			e := v - (line.Intercept + slope*float64(i))
			rest += e * e
		}
		line.Sigma = math.Sqrt(rest / (size - 2))
	}
	return line
}

// At is the line at t, counted from the first value.
func (l Line) At(t float64) float64 { return l.Intercept + l.Slope*t }

// StandardError is that of a new value at t:
//
//	s·√(1 + 1/n + (t − t̄)² / Σ(tᵢ − t̄)²)
//
// (Draper and Smith, Applied Regression Analysis, 3rd ed., section 3.1.)
func (l Line) StandardError(t float64) float64 {
	if l.N < 3 {
		return 0
	}
	n := float64(l.N)
	far := t - (n-1)/2
	return l.Sigma * math.Sqrt(1+1/n+far*far/(n*(n*n-1)/12))
}

// Predict writes the line and its prediction interval for leads 1, 2, … into
// the three slices, which must have one length: the textbook interval
// ŷ ± t·StandardError with the quantile of Student's t at N−2 degrees of
// freedom.
func (l Line) Predict(level float64, mean, lower, upper []float64) {
	n := float64(l.N)
	t := 0.0
	if l.N > 2 {
		t = studentQuantile((1+level)/2, n-2) * l.Sigma
	}
	base := 1 + 1/n
	spread := 12 / (n * (n*n - 1))
	for k := range mean {
		at := n + float64(k)
		far := at - (n-1)/2
		y := l.Intercept + l.Slope*at
		half := 0.0
		if t > 0 {
			half = t * math.Sqrt(base+far*far*spread)
		}
		mean[k], lower[k], upper[k] = y, y-half, y+half
	}
}
