package forecasting

import (
	"math"
	"time"
)

// past is what a method may look at: the cleaned values and the origins it
// has to forecast from. Values are scaled by a power of two so that the
// largest is near one; that is exact, and no square overflows.
type past struct {
	values  []float64
	step    time.Duration
	horizon int
	season  int     // shortest season in steps, 0 for none
	day     int     // steps in a day, 0 unless the step is shorter than a day
	holiday []bool  // for values and horizon; nil without a calendar
	ceiling float64 // the cap, +Inf for none
	origins []int   // rising; an origin o knows values[:o]; the last knows all
	views   []*view // of each origin, made when first asked for
	scratch scratch
	slab    []float64 // room for forecasts, so that a method makes no garbage
}

// forecasts of one method: by origin, then by lead from 1. Those of past
// origins stop where the past stops.
type forecasts [][]float64

const (
	// longHistory is the number of days of sub-daily values from which the
	// methods of the day and the week are used.
	longHistory = 14
	// maxPast and maxDays bound what is learnt from, the longer of the two:
	// older values are left out.
	maxPast = 4000
	maxDays = 28
)

func newPast(values []float64, step time.Duration, o Options) *past {
	p := &past{values: values, step: step, horizon: o.Horizon, ceiling: math.Inf(1)}
	p.season = seasonOf(step)
	if step < Day {
		p.day = p.season
	}
	p.origins = p.chooseOrigins()
	return p
}

// seasonOf is the shortest season worth a look: the day for shorter steps that
// divide it, the week for days, else none.
func seasonOf(step time.Duration) int {
	switch {
	case step < Day && Day%step == 0:
		return int(Day / step)
	case step == Day:
		return 7
	default:
		return 0
	}
}

// view is the past as origin i sees it.
func (p *past) view(i int) *view {
	if p.views == nil {
		p.views = make([]*view, len(p.origins))
	}
	if p.views[i] == nil {
		p.views[i] = newView(p, p.origins[i], &p.scratch)
	}
	return p.views[i]
}

// now is the view of the true origin.
func (p *past) now() *view { return p.view(len(p.origins) - 1) }

// pastBound is how many values are learnt from.
func pastBound(step time.Duration) int {
	if step < Day {
		return max(maxPast, maxDays*seasonOf(step))
	}
	return maxPast
}

// intraday says that the methods for days and weeks of sub-daily values apply.
func (p *past) intraday() bool {
	return p.day > 1 && len(p.values) >= longHistory*p.day
}

// year is the length of a year in steps.
func (p *past) year() float64 {
	return 365.25 * float64(Day) / float64(p.step)
}

// Origins of the trial on the past.
const (
	dailyOrigins    = 14
	intradayOrigins = 10
	firstOrigin     = 50  // values that the first origin knows
	reachBack       = 250 // how far back origins go at least, in steps
)

// chooseOrigins spreads rolling origins over the recent past and ends with the
// true origin, which knows everything. Too short a past has only that one.
func (p *past) chooseOrigins() []int {
	n := len(p.values)
	if p.intraday() {
		return p.intradayOriginsOf(n)
	}
	first := max(min(firstOrigin, n/3), n-max(reachBack, 2*p.horizon), 4)
	last := n - max(1, min(7, p.horizon, n/8))
	if last <= first {
		return []int{n}
	}
	count := min(dailyOrigins, last-first+1)
	step := max(1, (last-first)/max(1, count-1))
	var origins []int
	for o := last; o >= first && len(origins) < count; o -= step {
		origins = append(origins, o)
	}
	return append(reverse(origins), n)
}

// intradayOriginsOf steps back by whole days, so that each lead meets each
// hour of the day once per origin.
func (p *past) intradayOriginsOf(n int) []int {
	days := max(1, (p.horizon+p.day)/(2*p.day))
	days = min(days, max(1, n/2/p.day/intradayOrigins))
	var origins []int
	for o := n - p.day; o >= n/2 && len(origins) < intradayOrigins; o -= days * p.day {
		origins = append(origins, o)
	}
	return append(reverse(origins), n)
}

func reverse(values []int) []int {
	for i, j := 0, len(values)-1; i < j; i, j = i+1, j-1 {
		values[i], values[j] = values[j], values[i]
	}
	return values
}

// reach is how many leads a forecast from origin i has.
func (p *past) reach(i int) int {
	if i == len(p.origins)-1 {
		return p.horizon
	}
	return min(p.horizon, len(p.values)-p.origins[i])
}

// room is an empty set of forecasts.
func (p *past) room() forecasts {
	size := 0
	for i := range p.origins {
		size += p.reach(i)
	}
	if len(p.slab) < size {
		p.slab = make([]float64, 16*size)
	}
	out := make(forecasts, len(p.origins))
	for i := range out {
		k := p.reach(i)
		out[i], p.slab = p.slab[:k:k], p.slab[k:]
	}
	return out
}

// byView runs a method that looks at one origin at a time. A method that
// cannot be fitted at some origin cannot be tried and is left out.
func (p *past) byView(forecast func(v *view, out []float64) bool) forecasts {
	out := p.room()
	for i := range p.origins {
		v := p.view(i)
		if !forecast(v, out[i]) || !allFinite(out[i]) {
			return nil
		}
		v.addSeason(out[i])
	}
	return out
}

func allFinite(values []float64) bool {
	for _, v := range values {
		if !finite(v) {
			return false
		}
	}
	return true
}
