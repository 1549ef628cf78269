package forecasting

import (
	"math"
	"time"
)

// Method names a way to forecast. The names are stable: they are stored and
// shown.
type Method string

// The methods. Auto tries all that fit the series and combines the best.
const (
	Auto          Method = ""
	LastValue     Method = "last-value"      // the last value stays
	SeasonalNaive Method = "seasonal-naive"  // the last day or week repeats
	RecentMedian  Method = "median"          // the median of the past stays
	LongMean      Method = "mean"            // the mean of the past stays
	Smoothing     Method = "smoothing"       // simple exponential smoothing
	Reversion     Method = "reversion"       // from the level back to the mean
	Drift         Method = "drift"           // the mean step of the whole past goes on
	RecentDrift   Method = "recent-drift"    // the mean step of the recent past goes on, fading
	OLS           Method = "ols"             // a straight line by least squares
	TheilSen      Method = "theil-sen"       // a straight line by the median of slopes
	DampedTrend   Method = "damped-trend"    // Holt's level and trend, the trend fading
	Theta         Method = "theta"           // smoothing with half the slope of the line
	Piecewise     Method = "piecewise"       // a line with changepoints
	Exponential   Method = "exponential"     // a line through the logarithms
	Logistic      Method = "logistic"        // growth that levels off below the cap
	Calendar      Method = "calendar"        // line, weekdays, holidays and yearly waves
	WeekProfile   Method = "week-profile"    // the mean week from today's level
	LagRegression Method = "lag-regression"  // ridge regression on earlier values
	LagDifference Method = "lag-differences" // the same on differences
)

// Defaults of the options that are zero.
const (
	DefaultPaths = 1000
	// MaxHorizon bounds Horizon: ten years of days.
	MaxHorizon = 3660
	maxPaths   = 100_000
	maxSmooth  = 1000
)

// DefaultLevels are the coverages of the bands when Options.Levels is empty.
var DefaultLevels = []float64{0.5, 0.8, 0.95}

// Options of a forecast. The zero value of each is a sensible default, but for
// Horizon, which must be given.
type Options struct {
	Horizon int       // steps ahead, 1 to MaxHorizon
	Method  Method    // Auto, or one to pin
	Levels  []float64 // coverage of each band, more than 0 and less than 1; empty: DefaultLevels
	Seed    uint64    // of the simulated paths; the same seed gives the same dates
	Paths   int       // simulated paths; 0: DefaultPaths

	Floor *float64 // values never fall below it; nil: none, but a past without negatives stays so
	Cap   *float64 // values never rise above it, such as 100 %; nil: none

	// Capacity is the limit, in the unit of the series; empty: no dates.
	Capacity Capacity
	// Soft is the share of the capacity not to pass, such as 0.85; 0: none.
	Soft float64
	// Smooth makes the mean of the last so many steps, history included,
	// count against the limits; 0 and 1: the value itself.
	Smooth int

	// What-if. These change the forecast, not the past.
	Events      []Event
	ExtraGrowth float64 // 0.2: the growth ahead is 20 % more than forecast; −1: none

	// Exclude marks steps of the past that should not teach anything, such as
	// a migration or a load test; they are filled like missing ones.
	Exclude []Span
	// Holiday tells which days are holidays; nil: none. It is asked for days
	// of the past and of the horizon.
	Holiday func(day time.Time) bool
}

// Span is the half-open interval [From, To).
type Span struct{ From, To time.Time }

// CapacityStep is a limit from a lead on. Leads of 0 and less are the past.
type CapacityStep struct {
	From  int
	Value float64
}

// Capacity is a limit over time: each step holds until the next. Before the
// first step there is no limit. Steps may be given in any order; of two at the
// same lead the last given holds.
type Capacity []CapacityStep

// Constant is a limit that never changes.
func Constant(value float64) Capacity {
	return Capacity{{From: math.MinInt, Value: value}}
}

// At is the limit in force at a lead, +Inf where there is none.
func (c Capacity) At(lead int) float64 {
	value, since, found := math.Inf(1), 0, false
	for _, step := range c {
		if step.From <= lead && (!found || step.From >= since) {
			value, since, found = step.Value, step.From, true
		}
	}
	return value
}

// Event is a change known ahead: a launch, a migration, a clean-up.
type Event struct {
	Name  string
	From  int     // the first lead it touches, 1 or more
	Until int     // the last lead it touches; 0: it stays
	Scale float64 // 0.2: 20 % more than without it; −0.5: half
	Add   float64 // and so much more, in the unit of the series
	Ramp  int     // steps over which it comes in evenly; 0: at once
}

// Check says what is wrong with the options, as an *Error of CodeOption, or
// nil. Forecast calls it itself.
func (o Options) Check() error {
	switch {
	case o.Horizon < 1 || o.Horizon > MaxHorizon:
		return badOption("Horizon", "%d steps; give 1 to %d", o.Horizon, MaxHorizon)
	case !o.Method.Known():
		return badOption("Method", "there is no method %q; leave it out for automatic", o.Method)
	case o.Paths < 0 || o.Paths > maxPaths:
		return badOption("Paths", "%d paths; give 1 to %d, or 0 for %d", o.Paths, maxPaths, DefaultPaths)
	case o.Smooth < 0 || o.Smooth > maxSmooth:
		return badOption("Smooth", "a mean of %d steps; give 1 to %d", o.Smooth, maxSmooth)
	case !finite(o.Soft) || o.Soft < 0:
		return badOption("Soft", "the soft limit is a share of the capacity; give 0 for none or, say, 0.85")
	case !finite(o.ExtraGrowth):
		return badOption("ExtraGrowth", "the extra growth must be a number; 0.2 is 20 %% more")
	case o.Floor != nil && !finite(*o.Floor):
		return badOption("Floor", "the floor must be a number, or absent")
	case o.Cap != nil && !finite(*o.Cap):
		return badOption("Cap", "the cap must be a number, or absent")
	case o.Floor != nil && o.Cap != nil && *o.Floor >= *o.Cap:
		return badOption("Cap", "the cap %g must lie above the floor %g", *o.Cap, *o.Floor)
	}
	if err := o.checkLevels(); err != nil {
		return err
	}
	for _, step := range o.Capacity {
		if !finite(step.Value) {
			return badOption("Capacity", "a capacity must be a number; leave it out where there is none")
		}
	}
	return o.checkEvents()
}

func (o Options) checkLevels() error {
	for _, level := range o.Levels {
		if !(level > 0 && level < 1) {
			return badOption("Levels", "%g is not between 0 and 1; the 95 %% band is 0.95", level)
		}
	}
	return nil
}

func (o Options) checkEvents() error {
	for _, e := range o.Events {
		switch {
		case e.From < 1 || e.Until != 0 && e.Until < e.From:
			return badOption("Events", "%q runs from lead %d to %d; it must begin at 1 or later and not end before", e.Name, e.From, e.Until)
		case !finite(e.Scale) || e.Scale < -1 || !finite(e.Add) || e.Ramp < 0:
			return badOption("Events", "%q needs a scale of -1 or more, a finite addition and a ramp of 0 or more steps", e.Name)
		}
	}
	return nil
}
