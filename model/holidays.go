package model

import (
	"cmp"
	"slices"
	"strings"

	"github.com/rickar/cal/v2"
)

// Holiday is a public holiday, or a day that the team treats as one.
type Holiday struct {
	Day  Date
	Name string
}

// HolidayChange is what the team changes about the public holidays of a region: a day of its own, or one that does not count.
type HolidayChange struct {
	ID      ID
	TeamID  ID
	Region  string // a region's code; empty: everybody in the team
	Day     Date
	Name    string // of a day of one's own
	Removed bool   // the day is no holiday
	Source  string // the calendar it was read from; empty: entered by hand
}

// Check reports broken rules.
func (h HolidayChange) Check() error {
	var p Problems
	if _, err := RegionOf(h.Region); err != nil {
		p.Add("region", "%s", err.Error())
	}
	if h.Day.IsZero() || h.Day.Year < 1900 || h.Day.Year > 2200 {
		p.Add("day", "A holiday needs a day from 1900 to 2200, such as 2026-12-24.")
	}
	if !h.Removed {
		checkName(&p, "name", "A holiday", h.Name)
	}
	return p.Err()
}

// Public returns a region's public and bank holidays from one day up to, but not including, another. Where a holiday is moved because
// it falls on a weekend, both days are there, the second one marked as observed. Source: github.com/rickar/cal.
func (r Region) Public(from, until Date) []Holiday {
	var out []Holiday
	for year := from.Year - 1; year <= until.Year+1; year++ { // a holiday can be observed in the year before
		for _, h := range r.days {
			if h.Type == cal.ObservanceReligious || h.Type == cal.ObservanceOther {
				continue
			}
			actual, observed := h.Calc(year)
			if actual.IsZero() {
				continue
			}
			day, kept := DateOf(actual), DateOf(observed)
			out = append(out, Holiday{day, h.Name})
			if kept != day {
				out = append(out, Holiday{kept, h.Name + " (observed)"})
			}
		}
	}
	return between(out, from, until)
}

func between(days []Holiday, from, until Date) []Holiday {
	days = slices.DeleteFunc(days, func(h Holiday) bool { return h.Day.Before(from) || !h.Day.Before(until) })
	slices.SortStableFunc(days, func(a, b Holiday) int {
		return cmp.Or(a.Day.utc().Compare(b.Day.utc()), cmp.Compare(a.Name, b.Name))
	})
	return slices.CompactFunc(days, func(a, b Holiday) bool { return a.Day == b.Day })
}

// HolidayCalendar knows the holidays of everybody in a team: the public ones of a region, with the team's changes.
type HolidayCalendar []HolidayChange

// Of returns the holidays of a region from one day up to, but not including, another, by day; an empty region has the team's own only.
func (c HolidayCalendar) Of(region string, from, until Date) []Holiday {
	region = strings.ToUpper(strings.TrimSpace(region))
	out := regions[region].Public(from, until)
	gone := map[Date]bool{}
	var own []Holiday
	for _, h := range c {
		switch {
		case h.Region != "" && h.Region != region:
		case h.Removed:
			gone[h.Day] = true
		default:
			own = append(own, Holiday{h.Day, h.Name})
		}
	}
	out = slices.DeleteFunc(out, func(h Holiday) bool { return gone[h.Day] })
	return between(append(own, out...), from, until)
}

// Shared returns the days that are a holiday to at least half of the people, by day: those that make a turn of theirs heavier. A day
// that few have off is time off for them, not a burden for everybody else.
func (c HolidayCalendar) Shared(people []Person, from, until Date) []Holiday {
	count, name := map[Date]int{}, map[Date]string{}
	byRegion := map[string][]Holiday{}
	for _, p := range people {
		days, ok := byRegion[p.Region]
		if !ok {
			days = c.Of(p.Region, from, until)
			byRegion[p.Region] = days
		}
		for _, h := range days {
			if count[h.Day]++; name[h.Day] == "" {
				name[h.Day] = h.Name
			}
		}
	}
	var out []Holiday
	for day, n := range count {
		if 2*n >= len(people) {
			out = append(out, Holiday{day, name[day]})
		}
	}
	return between(out, from, until)
}

// HoldsDay reports whether a turn holds a day, on the turn's own clock: at least half of the day, or, for a turn shorter than that, at
// least half of the turn. So a week from Monday 09:00 holds its first Monday and not its last.
func HoldsDay(turn Interval, day Date) bool {
	d := day.Interval(turn.Start.Location())
	inside := d.Intersect(turn).Duration()
	return inside > 0 && (2*inside >= d.Duration() || 2*inside >= turn.Duration())
}

// HolidayBand is a holiday with those of some people who have it, to be shown beside their shifts.
type HolidayBand struct {
	Holiday
	People []ID // in the order given
	Shared bool // at least half of the people have it; see Shared
}

// Bands returns the holidays that the people have in window, by day and name; days are those of window.Start's zone.
func (c HolidayCalendar) Bands(people []Person, window Interval) []HolidayBand {
	loc := window.Start.Location()
	from, until := DateOf(window.Start), DateOf(window.End.In(loc).Add(-1)).AddDays(1)
	at := map[Holiday]int{}
	byRegion := map[string][]Holiday{}
	var out []HolidayBand
	for _, p := range people {
		days, ok := byRegion[p.Region]
		if !ok {
			days = c.Of(p.Region, from, until)
			byRegion[p.Region] = days
		}
		for _, h := range days {
			i, ok := at[h]
			if !ok {
				i = len(out)
				at[h] = i
				out = append(out, HolidayBand{Holiday: h})
			}
			out[i].People = append(out[i].People, p.ID)
		}
	}
	for i := range out {
		out[i].Shared = 2*len(out[i].People) >= len(people)
	}
	slices.SortFunc(out, func(a, b HolidayBand) int {
		return cmp.Or(a.Day.utc().Compare(b.Day.utc()), cmp.Compare(a.Name, b.Name))
	})
	return out
}
