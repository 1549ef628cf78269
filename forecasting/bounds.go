package forecasting

import "math"

// bounds are what the future cannot pass.
type bounds struct {
	floor, ceiling float64 // ±Inf for none
	onlyRises      bool    // the past never fell: an append-only log, a total
	last           float64
}

// A past counts as only rising from so many values and rises on.
const (
	risingValues = 30
	risingRises  = 5
)

func newBounds(values []float64, o Options, unit float64) bounds {
	b := bounds{floor: math.Inf(-1), ceiling: math.Inf(1), last: values[len(values)-1]}
	if o.Floor != nil {
		b.floor = clampFinite(*o.Floor / unit)
	} else if !anyBelowZero(values) {
		b.floor = 0
	}
	if o.Cap != nil {
		b.ceiling = clampFinite(*o.Cap / unit)
	}
	b.onlyRises = neverFalls(values)
	return b
}

func anyBelowZero(values []float64) bool {
	for _, v := range values {
		if v < 0 {
			return true
		}
	}
	return false
}

func neverFalls(values []float64) bool {
	rises := 0
	for i := 1; i < len(values); i++ {
		if values[i] < values[i-1] {
			return false
		}
		if values[i] > values[i-1] {
			rises++
		}
	}
	return len(values) >= risingValues && rises >= risingRises
}

// natural keeps what only rises from falling below its last value.
func (b bounds) natural(v float64) float64 {
	if b.onlyRises && v < b.last {
		return b.last
	}
	return v
}

// hold keeps a value within floor and cap.
func (b bounds) hold(v float64) float64 {
	return max(b.floor, min(b.ceiling, v))
}
