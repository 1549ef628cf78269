package model

import (
	"slices"
	"time"
)

// Interval is the half-open span [Start, End) of instants.
type Interval struct {
	Start, End time.Time
}

// Empty reports whether the interval holds no instant.
func (i Interval) Empty() bool { return !i.Start.Before(i.End) }

// Duration returns the interval's length, never negative.
func (i Interval) Duration() time.Duration {
	if i.Empty() {
		return 0
	}
	return i.End.Sub(i.Start)
}

// Contains reports whether t lies in the interval.
func (i Interval) Contains(t time.Time) bool { return !t.Before(i.Start) && t.Before(i.End) }

// Overlaps reports whether the intervals share an instant.
func (i Interval) Overlaps(o Interval) bool {
	return !i.Empty() && !o.Empty() && i.Start.Before(o.End) && o.Start.Before(i.End)
}

// Intersect returns the shared part, which is empty when there is none.
func (i Interval) Intersect(o Interval) Interval {
	if o.Start.After(i.Start) {
		i.Start = o.Start
	}
	if o.End.Before(i.End) {
		i.End = o.End
	}
	if i.Empty() {
		return Interval{}
	}
	return i
}

// Union returns the intervals merged into disjoint ones, in order; touching intervals become one.
func Union(in []Interval) []Interval {
	var out []Interval
	for _, i := range sortedIntervals(in) {
		if n := len(out); n > 0 && !i.Start.After(out[n-1].End) {
			if i.End.After(out[n-1].End) {
				out[n-1].End = i.End
			}
			continue
		}
		out = append(out, i)
	}
	return out
}

// Uncovered returns the parts of window that no interval of in covers, in order.
func Uncovered(window Interval, in []Interval) []Interval {
	var out []Interval
	at := window.Start
	for _, i := range Union(in) {
		if i = i.Intersect(window); i.Empty() {
			continue
		}
		if at.Before(i.Start) {
			out = append(out, Interval{at, i.Start})
		}
		at = i.End
	}
	if at.Before(window.End) {
		out = append(out, Interval{at, window.End})
	}
	return out
}

// TotalDuration returns the length of the union of in.
func TotalDuration(in []Interval) time.Duration {
	var d time.Duration
	for _, i := range Union(in) {
		d += i.Duration()
	}
	return d
}

func sortedIntervals(in []Interval) []Interval {
	out := make([]Interval, 0, len(in))
	for _, i := range in {
		if !i.Empty() {
			out = append(out, i)
		}
	}
	slices.SortFunc(out, func(a, b Interval) int {
		if c := a.Start.Compare(b.Start); c != 0 {
			return c
		}
		return a.End.Compare(b.End)
	})
	return out
}
