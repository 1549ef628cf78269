package forecasting

import (
	"math"
	"time"
)

// Steps that are calendar units. They count 24 and 168 hours; with a Start in
// a zone with daylight saving, [Series.Time] walks them on the wall clock.
const (
	Hour = time.Hour
	Day  = 24 * time.Hour
	Week = 7 * Day
)

// Series is a quantity on a regular grid, oldest first.
type Series struct {
	// Start is the time of Values[0]; zero when only the order is known. Its
	// location is the zone in which days and weeks are counted.
	Start time.Time
	// Step is the distance of two values, more than zero. It decides which
	// seasons are tried: a day and a week for hours, a week for days.
	Step time.Duration
	// Values in the unit of the quantity; NaN and ±Inf mean missing.
	Values []float64
}

// Time is the time of index i; i may lie before or after the values. Whole
// days and weeks are stepped on the wall clock of Start's zone, so a daily
// series stays at midnight through changes of daylight saving.
func (s Series) Time(i int) time.Time {
	if s.Step >= Day && s.Step%Day == 0 {
		return s.Start.AddDate(0, 0, i*int(s.Step/Day))
	}
	return s.Start.Add(time.Duration(i) * s.Step)
}

// TimeOfLead is the time of a forecast step, lead 1 being the first after the
// last value.
func (s Series) TimeOfLead(lead int) time.Time {
	return s.Time(len(s.Values) - 1 + lead)
}

// Lead is the first forecast step at or after t: 1 or more for the future, 0
// or less for times the values cover. Use it to place capacity steps and
// events.
func (s Series) Lead(t time.Time) int {
	if s.Step <= 0 {
		return 0
	}
	guess := int(math.Ceil(float64(t.Sub(s.Start))/float64(s.Step))) - len(s.Values) + 1
	// Changes of the clocks move a day by hours, so the guess is a step off at
	// most.
	for range 2 {
		switch {
		case s.TimeOfLead(guess).Before(t):
			guess++
		case !s.TimeOfLead(guess - 1).Before(t):
			guess--
		}
	}
	return guess
}

func finite(v float64) bool {
	return !math.IsNaN(v) && !math.IsInf(v, 0)
}
