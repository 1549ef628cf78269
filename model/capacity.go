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
	Owner    ID      // a person, or zero
}

// HasLimit reports whether the resource has a limit.
func (r Resource) HasLimit() bool { return !math.IsNaN(r.Limit) }

// Check reports broken rules.
func (r Resource) Check() error {
	var p Problems
	checkName(&p, "name", "The resource", r.Name)
	if math.IsInf(r.Limit, 0) || math.Abs(r.Limit) > 1e300 {
		p.Add("limit", "The limit is not a usable number. Give one in the resource's unit, or leave it empty.")
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
