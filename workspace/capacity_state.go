package workspace

import "time"

// Standing says in one word what a resource asks of a manager.
type Standing string

// The standings, the most urgent first.
const (
	AtLimit      Standing = "at limit"      // the newest value is at or above the limit
	OrderOverdue Standing = "order overdue" // the day to order by has passed
	OrderSoon    Standing = "order soon"    // it comes within OrderAhead
	Watch        Standing = "watch"         // likely full within the horizon
	Fine         Standing = "fine"
	SamplesEnd   Standing = "samples end" // too long ago for dates to count
	NoLimit      Standing = "no limit"
	NoForecast   Standing = "no forecast" // too few samples, or the pinned method does not fit them
	NoSamples    Standing = "no samples"
)

// OrderAhead is how soon an order must be due to ask for attention.
const OrderAhead = 30 * 24 * time.Hour

// Standing returns what the resource asks for at now.
func (v CapacityView) Standing(now time.Time) Standing {
	switch {
	case v.Samples == 0:
		return NoSamples
	case v.Old:
		return SamplesEnd
	case v.Result == nil:
		if v.Resource.HasLimit() && v.Now >= v.Resource.Limit {
			return AtLimit
		}
		return NoForecast
	case !v.Resource.HasLimit():
		return NoLimit
	case v.Result.Full.Already:
		return AtLimit
	case v.Overdue:
		return OrderOverdue
	case v.OrderBy.Known && v.OrderBy.Before(now.Add(OrderAhead)):
		return OrderSoon
	case v.Full.Known:
		return Watch
	default:
		return Fine
	}
}

// GrowthPerDay returns the mean change a day of the forecast and the range that eight of ten futures keep to, in the resource's
// unit; ok is false without a forecast.
func (v CapacityView) GrowthPerDay() (mid, low, high float64, ok bool) {
	if v.Result == nil {
		return 0, 0, 0, false
	}
	per := float64(v.stepsPerDay())
	g := v.Result.Growth
	return g.PerStep * per, g.Lower * per, g.Upper * per, true
}

// ChanceWithin returns the probability that the resource is full within so many days from now, 0 to 1; ok is false without limit or
// forecast, and where the forecast does not reach that far.
func (v CapacityView) ChanceWithin(days int, now time.Time) (chance float64, ok bool) {
	if v.Result == nil || !v.Result.Full.Asked {
		return 0, false
	}
	until := now.AddDate(0, 0, days)
	steps := v.Result.History.Lead(until)
	if v.Result.History.TimeOfLead(steps).After(until) {
		steps--
	}
	if steps > len(v.Result.Mean) {
		return 0, false
	}
	return v.Result.Full.Within(steps), true
}

// HorizonEnd returns the time of the last forecast value, zero without a forecast.
func (v CapacityView) HorizonEnd() time.Time {
	if v.Result == nil {
		return time.Time{}
	}
	return v.horizonEnd()
}

func (v CapacityView) stepsPerDay() int {
	if v.Step == "hour" {
		return 24
	}
	return 1
}
