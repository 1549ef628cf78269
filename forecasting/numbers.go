package forecasting

import (
	"cmp"
	"math"
)

func compare(a, b float64) int { return cmp.Compare(a, b) }

// clampFinite brings ±Inf back to the largest finite numbers, and NaN to 0.
func clampFinite(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return max(-math.MaxFloat64, min(math.MaxFloat64, v))
}

// quantileSorted is the p-quantile of rising values by linear interpolation
// between order statistics (type 7 of Hyndman and Fan 1996).
func quantileSorted(sorted []float64, p float64) float64 {
	at := p * float64(len(sorted)-1)
	i := int(at)
	if i >= len(sorted)-1 {
		return sorted[len(sorted)-1]
	}
	part := at - float64(i)
	return sorted[i]*(1-part) + sorted[i+1]*part
}

func average(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values))
}

// median without a full sort (Hoare's selection); it reorders the values. Of
// an even number it takes the mean of the middle two, of none it is 0.
func median(values []float64) float64 {
	n := len(values)
	if n == 0 {
		return 0
	}
	upper := selectNth(values, n/2)
	if n%2 == 1 {
		return upper
	}
	lower := values[0]
	for _, v := range values[1 : n/2] {
		lower = max(lower, v)
	}
	return lower/2 + upper/2
}

// selectNth moves the value of rank n to its place and smaller ones before it.
func selectNth(values []float64, n int) float64 {
	low, high := 0, len(values)-1
	for low < high {
		pivot := values[low+(high-low)/2]
		i, j := low, high
		for i <= j {
			for values[i] < pivot {
				i++
			}
			for values[j] > pivot {
				j--
			}
			if i <= j {
				values[i], values[j] = values[j], values[i]
				i++
				j--
			}
		}
		switch {
		case n <= j:
			high = j
		case n >= i:
			low = i
		default:
			return values[n]
		}
	}
	return values[n]
}
