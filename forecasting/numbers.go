package forecasting

import (
	"cmp"
	"math"
	"slices"
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

// median of values, which it reorders; 0 for none.
func median(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	slices.Sort(values)
	return quantileSorted(values, 0.5)
}

func average(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values))
}
