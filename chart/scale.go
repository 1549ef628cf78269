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

// newValueScale covers lo to hi in about the given number of steps between round values, at most one more. A
// constant gets room on both sides.
func newValueScale(lo, hi float64, steps int) valueScale {
	if span := hi - lo; !(span > math.Max(math.Abs(hi), math.Abs(lo))*1e-6) {
		pad := math.Abs(hi) * 0.2
		if pad == 0 {
			pad = 1
		}
		if lo >= 0 && lo-pad < 0 {
			hi += pad
		} else {
			lo, hi = lo-pad, hi+pad
		}
	}
	step := roundStep((hi - lo) / float64(steps))
	s := valueScale{magnitude: scaleOf(math.Max(math.Abs(lo), math.Abs(hi)))}
	first, last := math.Floor(lo/step+1e-9), math.Ceil(hi/step-1e-9)
	for last-first > float64(steps)+1 {
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

// trimmed ends the scale at lo and hi with a little air, and keeps the ticks between, where three of them remain. On
// paper, where room is short, it shows the data larger.
func (s valueScale) trimmed(lo, hi float64) valueScale {
	air := 0.03 * (hi - lo)
	t := s
	t.min, t.max, t.ticks = math.Max(s.min, lo-air), math.Min(s.max, hi+air), nil
	for _, v := range s.ticks {
		if slack := 1e-6 * (hi - lo); v >= t.min-slack && v <= t.max+slack {
			t.ticks = append(t.ticks, v)
		}
	}
	if len(t.ticks) < 3 || !(t.max > t.min) {
		return s
	}
	return t
}

// stepsFor is how many steps a value axis of the given height should have, type being size high.
func stepsFor(height, size float64) int { return min(5, max(2, int(height/(3.4*size)))) }

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

func (s valueScale) text(v float64) string { return s.magnitude.number(v, s.decimals) }
