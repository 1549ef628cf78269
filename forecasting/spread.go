package forecasting

import "math"

// spread describes the errors to expect: at lead k they are Student t with
// `freedom` degrees of freedom, times scale[k].
type spread struct {
	scale   []float64
	noise   float64 // the part that is independent from step to step
	freedom float64
}

// Calibration of the errors, chosen on training data only. Scale is relative
// to mean absolute errors of the past.
const (
	dailyFreedom    = 4
	dailyScale      = 1.25
	followingScale  = 1.4 // of a series that follows its last value: it may jump
	intradayFreedom = 5
	intradayScale   = 1.11
	leastPart       = 50  // no part of a blend counts as less than this share of another
	growthBeyond    = 0.3 // power of the lead by which errors grow past what was seen
)

// ranges of leads that double: 1, 2–3, 4–7, 8–15, …
type leadRange struct{ from, until int }

func doublingRanges(horizon int) []leadRange {
	var ranges []leadRange
	for from := 0; from < horizon; from = 2*from + 1 {
		ranges = append(ranges, leadRange{from, min(2*from+1, horizon)})
	}
	return ranges
}

// centre is the middle lead of a range, in logarithms.
func (r leadRange) centre() float64 {
	return math.Log(math.Sqrt(float64(r.from+1) * float64(r.until)))
}

// pastMisses are the absolute errors of the combination on the past, by origin
// and lead.
func (p *past) pastMisses(combined forecasts) forecasts {
	misses := make(forecasts, len(p.origins)-1)
	for i := range misses {
		misses[i] = make([]float64, len(combined[i]))
		for k, f := range combined[i] {
			misses[i][k] = math.Abs(p.values[p.origins[i]+k] - f)
		}
	}
	return misses
}

// meanMiss is the mean error of a range of leads, and how many it has.
func (f forecasts) meanMiss(r leadRange) (mean float64, count int) {
	for _, row := range f {
		for _, e := range row[min(r.from, len(row)):min(r.until, len(row))] {
			mean += e
			count++
		}
	}
	if count > 0 {
		mean /= float64(count)
	}
	return mean, count
}

// spreadOf estimates the errors ahead.
func (p *past) spreadOf(combined forecasts) spread {
	last := p.now()
	misses := p.pastMisses(combined)
	if p.intraday() {
		return p.intradaySpread(combined[len(combined)-1], misses, last.smoothed.noise)
	}
	return p.dailySpread(misses, last)
}

// dailySpread blends, by lead, the error of the combination on the past with
// how far the season-free past moved in as many steps, once as it is and once
// about its median move, so that neither a few lucky origins nor a trend
// decides alone:
//
//	s(k) = c·√B(k)·⁴√(D(k)·M(k))
func (p *past) dailySpread(misses forecasts, v *view) spread {
	s := spread{scale: make([]float64, p.horizon), noise: v.smoothed.noise, freedom: dailyFreedom}
	scale := dailyScale
	if v.smoothed.follows() {
		scale = followingScale
	}
	var at, height []float64
	room := &scratch{}
	for _, r := range doublingRanges(min(p.horizon, max(1, len(v.z)-1))) {
		lag := min(int(math.Exp(r.centre())+0.5), len(v.z)/2)
		if lag < 1 {
			break
		}
		moved, about := moves(v.z, lag, room)
		value := math.Sqrt(moved * about)
		if b, count := misses.meanMiss(r); count > 0 {
			value = math.Sqrt(max(b, value/leastPart) * value)
		} else if len(at) > 0 {
			break
		}
		at = append(at, r.centre())
		height = append(height, value*scale)
	}
	fillScale(s.scale, at, height)
	return s
}

// moves is the mean absolute change over so many steps, and the same about
// the median change.
func moves(z []float64, lag int, room *scratch) (moved, about float64) {
	changes := room.take(len(z) - lag)
	for i := range changes {
		changes[i] = z[i+lag] - z[i]
		moved += math.Abs(changes[i])
	}
	count := float64(len(changes))
	if count < 3 {
		return moved / count, moved / count
	}
	centre := median(changes)
	for _, c := range changes {
		about += math.Abs(c - centre)
	}
	return moved / count, about / count
}

// intradaySpread blends the error of the range of leads, the error at that
// time of day, and the error relative to the forecast:
//
//	s(k) = c·∛(B(k)·T(time of day)·R(k)·|ŷ(k)|)
func (p *past) intradaySpread(mean []float64, misses forecasts, noise float64) spread {
	s := spread{scale: make([]float64, p.horizon), noise: noise, freedom: intradayFreedom}
	byTime := p.missByTime(misses)
	var at, height []float64
	for _, r := range doublingRanges(p.horizon) {
		b, count := misses.meanMiss(r)
		if count == 0 {
			break
		}
		at, height = append(at, r.centre()), append(height, b)
	}
	fillScale(s.scale, at, height)
	positive := p.positiveLevel()
	n := len(p.values)
	for k := range s.scale {
		b := s.scale[k]
		relative := b
		if positive > 0 {
			relative = b * max(math.Abs(mean[k]), positive/100) / positive
		}
		s.scale[k] = intradayScale * math.Cbrt(b*max(byTime[(n+k)%p.day], b/leastPart)*max(relative, b/leastPart))
	}
	return s
}

// positiveLevel is the typical value of the last week when all are above zero,
// else 0.
func (p *past) positiveLevel() float64 {
	tail := p.values[max(0, len(p.values)-7*p.day):]
	for _, v := range tail {
		if v <= 0 {
			return 0
		}
	}
	return average(tail)
}

// missByTime is the mean error by time of day, neighbours included.
func (p *past) missByTime(misses forecasts) []float64 {
	sums, counts := make([]float64, p.day), make([]float64, p.day)
	for i, row := range misses {
		for k, e := range row {
			at := (p.origins[i] + k) % p.day
			for _, near := range [...]int{at + p.day - 1, at, at + 1} {
				sums[near%p.day] += e
				counts[near%p.day]++
			}
		}
	}
	for t := range sums {
		sums[t] /= max(1, counts[t])
	}
	return sums
}

// fillScale draws the scale through the heights in logarithms of both, never
// falling, and beyond the last lets it grow slowly on.
func fillScale(scale, at, height []float64) {
	if len(at) == 0 {
		return
	}
	for j := 1; j < len(height); j++ {
		height[j] = max(height[j], height[j-1])
	}
	j := 0
	for k := range scale {
		x := math.Log(float64(k + 1))
		for j+1 < len(at) && at[j+1] < x {
			j++
		}
		switch {
		case x <= at[0]:
			scale[k] = height[0]
		case j+1 == len(at):
			scale[k] = height[j] * math.Exp(growthBeyond*(x-at[j]))
		case height[j] == 0:
			scale[k] = height[j+1] * (x - at[j]) / (at[j+1] - at[j])
		default:
			part := (x - at[j]) / (at[j+1] - at[j])
			scale[k] = height[j] * math.Pow(height[j+1]/height[j], part)
		}
	}
}
