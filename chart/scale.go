package chart

import "math"

// A valueScale maps values to heights, with round ticks.
type valueScale struct {
	min, max  float64
	ticks     []float64
	decimals  int
	magnitude magnitude
	top, base float64 // y of max and of min
}

// newValueScale covers lo to hi with three to six ticks at round values. A constant gets room on both sides.
// includeZero starts the scale at zero, as bars must.
func newValueScale(lo, hi float64, includeZero bool) valueScale {
	if includeZero {
		lo, hi = min(lo, 0), max(hi, 0)
	}
	if span := hi - lo; !(span > math.Max(math.Abs(hi), math.Abs(lo))*1e-9) {
		pad := math.Abs(hi) * 0.2
		if pad == 0 {
			pad = 1
		}
		if lo >= 0 && lo-pad < 0 || includeZero {
			hi += pad
		} else {
			lo, hi = lo-pad, hi+pad
		}
	}
	step := roundStep((hi - lo) / 4)
	s := valueScale{magnitude: scaleOf(math.Max(math.Abs(lo), math.Abs(hi)))}
	first, last := math.Floor(lo/step+1e-9), math.Ceil(hi/step-1e-9)
	for last-first > 5 {
		step = roundStep(step * 1.01)
		first, last = math.Floor(lo/step+1e-9), math.Ceil(hi/step-1e-9)
	}
	s.min, s.max = first*step, last*step
	for i := first; i <= last; i++ {
		s.ticks = append(s.ticks, i*step)
	}
	for s.decimals < 9 {
		r := step / s.magnitude.by * math.Pow10(s.decimals)
		if math.Abs(r-math.Round(r)) < 1e-6 {
			break
		}
		s.decimals++
	}
	return s
}

// roundStep is the smallest of 1, 2, 2.5 and 5 times a power of ten that is at least raw.
func roundStep(raw float64) float64 {
	p := math.Pow(10, math.Floor(math.Log10(raw)))
	for _, m := range []float64{1, 2, 2.5, 5} {
		if m*p >= raw*(1-1e-9) {
			return m * p
		}
	}
	return 10 * p
}

func (s valueScale) y(v float64) float64 {
	return s.base - (v-s.min)/(s.max-s.min)*(s.base-s.top)
}

func (s valueScale) value(y float64) float64 {
	return s.min + (s.base-y)/(s.base-s.top)*(s.max-s.min)
}

func (s valueScale) text(v float64) string { return s.magnitude.number(v, s.decimals) }
