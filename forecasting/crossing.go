package forecasting

import "math"

// crossing counts the first passages of share·capacity.
func crossing(history, mean []float64, paths [][]float64, capacity Capacity, share float64, smooth int) Crossing {
	horizon := len(mean)
	limits := make([]float64, horizon)
	for k := range limits {
		limits[k] = capacity.At(k+1) * share
	}
	counts := make([]int, horizon+1)
	for _, path := range paths {
		counts[firstPassage(history, path, limits, smooth)-1]++
	}
	c := Crossing{Asked: true, ByLead: make([]float64, horizon)}
	passed := 0
	for k := range c.ByLead {
		passed += counts[k]
		c.ByLead[k] = float64(passed) / float64(len(paths))
	}
	c.P10, c.P50, c.P90 = c.Quantile(0.1), c.Quantile(0.5), c.Quantile(0.9)
	c.Probability = c.ByLead[horizon-1]
	c.None = c.P10 > horizon
	c.Line = firstPassage(history, mean, limits, smooth)
	n := len(history)
	c.Already = firstPassage(history[:n-1], history[n-1:], []float64{capacity.At(0) * share}, smooth) == 1
	return c
}

// firstPassage is the first lead at which the mean of the last smooth values
// is at or above the limit of that lead; len(path) + 1 if none is. A passage
// may miss the limit by a billionth of it, so that rounding moves no date.
func firstPassage(history, path, limits []float64, smooth int) int {
	if smooth < 1 {
		smooth = 1
	}
	for k := range path {
		from := k + 1 - smooth
		sum, count := 0.0, 0
		for i := from; i <= k; i++ {
			switch {
			case i >= 0:
				sum += path[i]
			case len(history)+i >= 0:
				sum += history[len(history)+i]
			default:
				continue
			}
			count++
		}
		if sum/float64(count) >= limits[k]-math.Abs(limits[k])*1e-9 {
			return k + 1
		}
	}
	return len(path) + 1
}
