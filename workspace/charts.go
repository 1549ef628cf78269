package workspace

import (
	"math"
	"time"

	"watchbill/chart"
	"watchbill/model"
)

// ToilBars returns a toil view as the chart of each person against the cap.
func ToilBars(v ToilView) chart.AgainstCap {
	c := chart.AgainstCap{Team: percent(v.Total), Cap: 100 * v.Team.ToilCap}
	for _, p := range v.People {
		c.People = append(c.People, chart.PersonShare{Name: p.Person.First(), Person: p.Person.Colour, Share: percent(p.Share)})
	}
	return c
}

// ToilTrend returns a toil view as the chart of the team's share by week.
func ToilTrend(v ToilView) chart.Trend {
	c := chart.Trend{Name: "team", Cap: 100 * v.Team.ToilCap}
	loc, err := model.Zone(v.Team.Zone)
	if err != nil {
		loc = time.UTC
	}
	for _, w := range v.Weeks {
		c.Weeks = append(c.Weeks, chart.Point{Time: w.Period.From.Start(loc), Value: percent(w.Share)})
	}
	return c
}

// percent returns toil in percent of worked hours, NaN where none were worked.
func percent(s model.ToilShare) float64 {
	share, ok := s.Share()
	if !ok {
		return math.NaN()
	}
	return 100 * share
}

// CapacityChart returns a resource as the chart of its past, forecast and limit. strip adds the chance per week below, for screens,
// where at least one future in ten passes.
func CapacityChart(v CapacityView, now time.Time, strip bool) chart.Capacity {
	c := chart.Capacity{Unit: v.Resource.Unit, Now: now, Lead: time.Duration(v.Resource.LeadDays) * 24 * time.Hour}
	for i, y := range v.Series.Values {
		c.History = append(c.History, chart.Point{Time: v.Series.Time(i), Value: y})
	}
	if v.Resource.HasLimit() {
		c.Limits = []chart.Limit{{Value: v.Resource.Limit}}
	}
	if v.Result == nil {
		return c
	}
	inner, outer := v.Result.Band(0.5), v.Result.Band(0.8)
	for i, mid := range v.Result.Mean {
		c.Forecast = append(c.Forecast, chart.Band{
			Time: v.Result.History.TimeOfLead(i + 1), Mid: mid, P10: outer.Lower[i], P25: inner.Lower[i], P75: inner.Upper[i], P90: outer.Upper[i],
		})
	}
	if v.Old { // a day in the past is no date to plan with
		return c
	}
	known := func(m Moment) time.Time {
		if !m.Known {
			return time.Time{}
		}
		return m.Time
	}
	c.FullP10, c.FullP50, c.FullP90 = known(v.Earliest), known(v.Full), known(v.Latest)
	if v.Resource.LeadDays > 0 {
		c.OrderBy = known(v.OrderBy)
	}
	if strip && v.Earliest.Known { // the few futures in ten that pass otherwise make no picture
		c.Chances = chances(v)
	}
	return c
}

// chances are the probabilities of becoming full by week of the horizon.
func chances(v CapacityView) []chart.Chance {
	by := v.Result.Full.ByLead
	week := 7
	if v.Step == "hour" {
		week = 24
	}
	var out []chart.Chance
	before := 0.0
	for from := 0; from < len(by); from += week {
		last := min(from+week, len(by))
		out = append(out, chart.Chance{From: v.Result.History.TimeOfLead(from + 1), To: v.Result.History.TimeOfLead(last + 1), Share: by[last-1] - before})
		before = by[last-1]
	}
	return out
}
