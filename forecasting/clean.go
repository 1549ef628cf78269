package forecasting

import (
	"math"
	"slices"
)

// prepared is a series without gaps.
type prepared struct {
	history Series    // in the unit of the series
	values  []float64 // the same divided by unit
	filled  []bool    // steps that had no value
	unit    float64   // a power of two
	report  Cleaning
}

// clean cuts off what lies before the first value, leaves out excluded spans,
// fills gaps and marks outliers and level shifts. It fails with CodeNoData
// when no value is left.
func clean(s Series, o Options) (prepared, error) {
	c := prepared{report: Cleaning{Points: len(s.Values)}}
	values := append([]float64(nil), s.Values...)
	c.exclude(s, values, o.Exclude)
	first := slices.IndexFunc(values, finite)
	if first < 0 {
		return c, &Error{Code: CodeNoData, Field: "Values", Message: "the series has no finite value; import data or choose another time range"}
	}
	c.history = Series{Start: s.Time(first), Step: s.Step}
	c.report.Leading = first
	values = values[first:]
	c.unit = unitOf(values)
	c.filled = make([]bool, len(values))
	c.values = make([]float64, len(values))
	for i, v := range values {
		c.filled[i] = !finite(v)
		c.values[i] = v / c.unit
		if finite(v) {
			c.report.Trailing = 0
			continue
		}
		c.report.Filled++
		c.report.Trailing++
	}
	room := &scratch{}
	season := seasonOf(s.Step)
	fill(c.values, c.filled, season, room)
	c.mark(season, room)
	c.history.Values = make([]float64, len(values))
	for i, v := range c.values {
		c.history.Values[i] = clampFinite(v * c.unit)
	}
	return c, nil
}

func (c *prepared) exclude(s Series, values []float64, spans []Span) {
	for i, v := range values {
		if !finite(v) {
			if !math.IsNaN(v) {
				c.report.NonFinite++
			}
			continue
		}
		at := s.Time(i)
		for _, span := range spans {
			if !at.Before(span.From) && at.Before(span.To) {
				values[i] = math.NaN()
				c.report.Excluded++
				break
			}
		}
	}
}

// unitOf is the power of two at or below the largest magnitude, so that a
// division by it is exact.
func unitOf(values []float64) float64 {
	largest := 0.0
	for _, v := range values {
		if finite(v) {
			largest = max(largest, math.Abs(v))
		}
	}
	if largest == 0 {
		return 1
	}
	_, exponent := math.Frexp(largest)
	return math.Ldexp(1, exponent-1)
}

// fill puts into each gap a line between the levels on its two sides, plus the
// season. A side's level is the mean of its last values; a gap at the end
// keeps the level before it.
func fill(values []float64, gaps []bool, season int, room *scratch) {
	if !slices.Contains(gaps, true) {
		return
	}
	bridge(values, gaps, 1)
	profile, _ := seasonProfile(values, season, room)
	if profile == nil {
		return
	}
	for i := range values {
		values[i] -= profile[i%season]
	}
	bridge(values, gaps, 3)
	for i := range values {
		values[i] += profile[i%season]
	}
}

// bridge draws the lines, with sides of up to so many values.
func bridge(values []float64, gaps []bool, side int) {
	for from := 0; from < len(values); from++ {
		if !gaps[from] {
			continue
		}
		until := from
		for until < len(values) && gaps[until] {
			until++
		}
		before := sideLevel(values, gaps, from-1, -1, side)
		after := before
		if until < len(values) {
			after = sideLevel(values, gaps, until, 1, side)
		}
		for i := from; i < until; i++ {
			part := float64(i-from+1) / float64(until-from+1)
			values[i] = before*(1-part) + after*part
		}
		from = until
	}
}

// sideLevel is the mean of up to count measured values from i on.
func sideLevel(values []float64, gaps []bool, i, direction, count int) float64 {
	sum, found := 0.0, 0
	for ; i >= 0 && i < len(values) && found < count && !gaps[i]; i += direction {
		sum += values[i]
		found++
	}
	return sum / float64(found)
}

// Thresholds of the marks, in robust standard deviations.
const (
	outlierWindow = 7 // steps on each side
	outlierLimit  = 5
	shiftWindow   = 7
	shiftLimit    = 8
	madToSigma    = 1.4826
)

// mark notes outliers and level shifts of the season-free values. They stay in
// the history: the methods that count do not follow single values, and what a
// limit has to hold is the measured value.
func (c *prepared) mark(season int, room *scratch) {
	z := append([]float64(nil), c.values...)
	if profile, _ := seasonProfile(z, season, room); profile != nil {
		for i := range z {
			z[i] -= profile[i%season]
		}
	}
	steps := make([]float64, 0, len(z))
	for i := 1; i < len(z); i++ {
		steps = append(steps, math.Abs(z[i]-z[i-1]))
	}
	typical := median(steps) * madToSigma
	c.markShifts(z, typical)
	c.markOutliers(z, typical, room)
}

// markShifts finds where the median after differs from the median before by
// far more than a step, and by most in its surroundings.
func (c *prepared) markShifts(z []float64, typical float64) {
	best, bestAt := 0.0, -1
	for i := shiftWindow; i+shiftWindow <= len(z); i++ {
		var before, after [shiftWindow]float64
		copy(before[:], z[i-shiftWindow:i])
		copy(after[:], z[i:i+shiftWindow])
		low, high := spanOf(before[:]), spanOf(after[:])
		jump := math.Abs(median(after[:]) - median(before[:]))
		if jump > shiftLimit*typical && jump > 2*(low+high) && jump > best {
			best, bestAt = jump, i
		}
		if bestAt >= 0 && i-bestAt >= shiftWindow {
			c.report.Shifts = append(c.report.Shifts, bestAt)
			best, bestAt = 0, -1
		}
	}
	if bestAt >= 0 {
		c.report.Shifts = append(c.report.Shifts, bestAt)
	}
}

// spanOf is the range of values.
func spanOf(values []float64) float64 {
	return slices.Max(values) - slices.Min(values)
}

// markOutliers is Hampel's filter: a value far from the median around it, in
// median absolute deviations, with the typical step as the least deviation
// (Davies and Gather 1993).
func (c *prepared) markOutliers(z []float64, typical float64, room *scratch) {
	for i := outlierWindow; i+outlierWindow < len(z); i++ {
		if c.filled[i] {
			continue
		}
		around := room.take(2*outlierWindow + 1)
		copy(around, z[i-outlierWindow:i+outlierWindow+1])
		centre := median(around)
		for j := range around {
			around[j] = math.Abs(around[j] - centre)
		}
		deviation := max(median(around)*madToSigma, typical)
		gap := math.Abs(z[i] - centre)
		alone := math.Abs(z[i-1]-centre) < gap/2 && math.Abs(z[i+1]-centre) < gap/2
		if gap > outlierLimit*deviation && gap > 1e-9 && alone {
			c.report.Outliers = append(c.report.Outliers, i)
		}
	}
}
