package workspace

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"watchbill/model"
)

// HolidayDay is a line of a region's year: a public holiday, a day of the team's own, or a day that the team took out.
type HolidayDay struct {
	model.Holiday
	Change model.HolidayChange // what the team changed about the day; zero: it is as the region has it
}

// Counts reports whether the day is a holiday.
func (d HolidayDay) Counts() bool { return !d.Change.Removed }

// HolidayDays returns the days of a region's year by day, those that the team took out included. An empty region has only what holds
// for everybody in the team.
func HolidayDays(c model.HolidayCalendar, region string, year int) []HolidayDay {
	region = strings.ToUpper(strings.TrimSpace(region))
	from, until := model.Date{Year: year, Month: time.January, Day: 1}, model.Date{Year: year + 1, Month: time.January, Day: 1}
	byDay := map[model.Date]HolidayDay{}
	if r, err := model.RegionOf(region); err == nil {
		for _, h := range r.Public(from, until) {
			byDay[h.Day] = HolidayDay{Holiday: h}
		}
	}
	for _, h := range c {
		if h.Region != "" && h.Region != region || h.Day.Before(from) || !h.Day.Before(until) {
			continue
		}
		d := byDay[h.Day]
		if d.Change.ID != 0 && !d.Change.Removed { // a day of one's own is not taken out by a change for others
			continue
		}
		d.Day, d.Change = h.Day, h
		if !h.Removed || d.Name == "" {
			d.Name = h.Name
		}
		byDay[h.Day] = d
	}
	out := make([]HolidayDay, 0, len(byDay))
	for _, d := range byDay {
		out = append(out, d)
	}
	slices.SortFunc(out, func(a, b HolidayDay) int { return cmp.Compare(a.Day.String(), b.Day.String()) })
	return out
}
