package model

import (
	"math"
	"slices"
	"time"
)

// Resource is something that can run full: a disk, a pool, a licence count.
type Resource struct {
	ID       ID
	TeamID   ID
	Name     string
	Unit     string  // GiB, %, connections; may be empty for counts
	Limit    float64 // in units; NaN: none set
	LeadDays int     // days from order to use
	Daily    Daily   // how a day's samples become its value
	Method   string  // the forecast method a manager pinned; empty: chosen by how each did on the past
	Owner    ID      // a person, or zero
}

// Daily says how the samples of one day (or hour, for short series) become one value.
type Daily string

const (
	DailyMax  Daily = "max"  // the peak: what hits a limit first
	DailyP95  Daily = "p95"  // the peak without its rarest moments
	DailyMean Daily = "mean" // the average
	DailyLast Daily = "last" // the last value: what a disk holds at the end of the day
)

// Dailies are the choices, in the order they are offered.
var Dailies = []Daily{DailyMax, DailyP95, DailyMean, DailyLast}

// HasLimit reports whether the resource has a limit.
func (r Resource) HasLimit() bool { return !math.IsNaN(r.Limit) }

// Check reports broken rules.
func (r Resource) Check() error {
	var p Problems
	checkName(&p, "name", "The resource", r.Name)
	if math.IsInf(r.Limit, 0) || math.Abs(r.Limit) > 1e300 {
		p.Add("limit", "The limit is not a usable number. Give one in the resource's unit, or leave it empty.")
	}
	if !slices.Contains(Dailies, r.Daily) {
		p.Add("daily", "%q is no way to sum up a day. Choose max, p95, mean or last.", string(r.Daily))
	}
	if r.LeadDays < 0 || r.LeadDays > 3660 {
		p.Add("lead_days", "A lead time of %d days is not possible: it is from 0 to 3660.", r.LeadDays)
	}
	if len(r.Unit) > 24 {
		p.Add("unit", "The unit is longer than 24 characters. Shorten it, such as GiB or req/s.")
	}
	return p.Err()
}

// Sample is one measured value.
type Sample struct {
	At    time.Time
	Value float64
}

// SortSamples orders samples by time, keeping the order of equal times.
func SortSamples(s []Sample) {
	slices.SortStableFunc(s, func(a, b Sample) int { return a.At.Compare(b.At) })
}

// NewSamples returns those of read that are not yet in have (by instant), in order, and how many were there already and how many
// of those carry another value now. Of several samples at one instant the last one read counts.
func NewSamples(have, read []Sample) (added []Sample, known, differ int) {
	at := make(map[int64]float64, len(have))
	for _, s := range have {
		at[s.At.UnixMilli()] = s.Value
	}
	fresh := map[int64]int{}
	for _, s := range read {
		ms := s.At.UnixMilli()
		if v, ok := at[ms]; ok {
			known++
			if v != s.Value {
				differ++
			}
			continue
		}
		if i, ok := fresh[ms]; ok {
			added[i] = s
			continue
		}
		fresh[ms] = len(added)
		added = append(added, s)
	}
	SortSamples(added)
	return added, known, differ
}
