package model

import (
	"slices"
	"time"
)

// DayRange is a run of whole days, From included and Until not. Which instants they are depends on whose days they are.
type DayRange = ToilPeriod

// HourKind is what kind of hour somebody is on call in. Each instant is of just one kind: a holiday before a weekend, a weekend before a
// night, a night before a weekday.
type HourKind int

const (
	WeekdayHour HourKind = iota
	NightHour
	WeekendHour
	HolidayHour
	HourKinds // how many there are
)

// String returns "weekday", "night", "weekend" or "holiday".
func (k HourKind) String() string { return [...]string{"weekday", "night", "weekend", "holiday"}[k] }

// NightHours are the hours of every day that are night, From included and Until not; Until before From is in the morning after.
type NightHours struct{ From, Until Clock }

// DefaultNight is from 22:00 to 06:00.
var DefaultNight = NightHours{22 * 60, 6 * 60}

// Check reports broken rules.
func (n NightHours) Check() error {
	var p Problems
	if n.From < 0 || n.From >= 24*60 || n.Until < 0 || n.Until >= 24*60 {
		p.Add("night", "A night lies between two times of day, such as 22:00 and 06:00.")
	} else if n.From == n.Until {
		p.Add("night", "The night begins and ends at %s. Choose two times.", n.From)
	}
	return p.Err()
}

// Contains reports whether a time of day is night.
func (n NightHours) Contains(c Clock) bool {
	if n.From < n.Until {
		return c >= n.From && c < n.Until
	}
	return c >= n.From || c < n.Until
}

// String returns "22:00–06:00".
func (n NightHours) String() string { return n.From.String() + "–" + n.Until.String() }

// Load is how much one person is on call in a run of days, in their own local time. Weekend, Night and Holiday are whole and overlap: a
// Sunday night is in both. Kinds has each hour once, and adds up to Time.
type Load struct {
	Time                       time.Duration // union of all duties: two at once count once
	Weekend, Night, Holiday    time.Duration
	Weekends, Nights, Holidays int // those with any time on call
	Shifts                     int // those with any time in the days; the pieces of one shift are one
	Kinds                      [HourKinds]time.Duration
}

// Add returns the sum of two people's loads.
func (l Load) Add(o Load) Load {
	out := Load{
		Time: l.Time + o.Time, Weekend: l.Weekend + o.Weekend, Night: l.Night + o.Night, Holiday: l.Holiday + o.Holiday,
		Weekends: l.Weekends + o.Weekends, Nights: l.Nights + o.Nights, Holidays: l.Holidays + o.Holidays, Shifts: l.Shifts + o.Shifts,
	}
	for k := range out.Kinds {
		out.Kinds[k] = l.Kinds[k] + o.Kinds[k]
	}
	return out
}

// LoadCounter counts people's loads over the same days, by the same night and holidays.
type LoadCounter struct {
	Days     DayRange
	Night    NightHours
	Holidays HolidayCalendar
}

// Count returns a person's load of duties, which may be mixed with those of others.
func (c LoadCounter) Count(p Person, duties []Shift) (Load, error) {
	loc, err := Zone(p.Zone)
	if err != nil {
		return Load{}, err
	}
	window := c.Days.Interval(loc)
	t := tally{holiday: c.daysOff(p, c.Days), weekends: map[Date]bool{}, nights: map[Date]bool{}, holidays: map[Date]bool{}}
	shifts := map[Shift]bool{}
	var parts []Interval
	for _, s := range duties {
		if cut := s.Interval.Intersect(window); s.PersonID == p.ID && !cut.Empty() {
			parts = append(parts, cut)
			shifts[wholeOf(s)] = true
		}
	}
	for _, part := range Union(parts) {
		eachStretch(part, loc, c.Night, t.add)
	}
	t.Shifts, t.Weekends, t.Nights, t.Holidays = len(shifts), len(t.weekends), len(t.nights), len(t.holidays)
	return t.Load, nil
}

// wholeOf is what a person's pieces of one shift have in common: a shift that was split stays one, what an override added is another.
// What is not stored is known by its time and place.
func wholeOf(s Shift) Shift {
	switch {
	case s.ID != 0:
		return Shift{ID: s.ID}
	case s.Override != 0:
		return Shift{Override: s.Override}
	}
	return Shift{RotationID: s.RotationID, RoleID: s.RoleID, Interval: s.Interval}
}

// daysOff are the days that are a holiday to a person.
func (c LoadCounter) daysOff(p Person, days DayRange) map[Date]bool {
	out := map[Date]bool{}
	for _, h := range c.Holidays.Of(p.Region, days.From, days.Until) {
		out[h.Day] = true
	}
	return out
}

// tally adds up a load and remembers which days it has seen.
type tally struct {
	Load
	holiday                    map[Date]bool // what is one to the person
	weekends, nights, holidays map[Date]bool // by Saturday, evening, day
}

func (t *tally) add(s stretch) {
	d := s.Duration()
	t.Time += d
	t.Kinds[s.kind(t.holiday)] += d
	if s.weekend() {
		t.Weekend += d
		saturday := s.day
		if s.day.Weekday() == time.Sunday {
			saturday = s.day.AddDays(-1)
		}
		t.weekends[saturday] = true
	}
	if s.night {
		t.Night += d
		t.nights[s.evening] = true
	}
	if t.holiday[s.day] {
		t.Holiday += d
		t.holidays[s.day] = true
	}
}

// stretch is a part of a duty that lies in one local day and is night as a whole or not at all.
type stretch struct {
	Interval
	day     Date
	night   bool
	evening Date // the day on which the night began
}

func (s stretch) weekend() bool {
	w := s.day.Weekday()
	return w == time.Saturday || w == time.Sunday
}

func (s stretch) kind(holidays map[Date]bool) HourKind {
	switch {
	case holidays[s.day]:
		return HolidayHour
	case s.weekend():
		return WeekendHour
	case s.night:
		return NightHour
	}
	return WeekdayHour
}

// eachStretch cuts an interval at local midnights and where nights begin and end. Local times are resolved as handoffs are, so that on the
// day of a clock change nothing is lost or counted twice.
func eachStretch(i Interval, loc *time.Location, night NightHours, f func(stretch)) {
	edges := []Clock{0, night.From, night.Until, 24 * 60}
	slices.Sort(edges)
	for day := DateOf(i.Start.In(loc)); day.Start(loc).Before(i.End); day = day.AddDays(1) {
		for k, from := range edges[:len(edges)-1] {
			s := stretch{day: day, night: night.Contains(from), evening: day}
			s.Interval = Interval{Resolve(day.At(from), loc), Resolve(day.At(edges[k+1]), loc)}.Intersect(i)
			if s.Empty() {
				continue
			}
			if s.night && night.Until < night.From && from < night.From {
				s.evening = day.AddDays(-1)
			}
			f(s)
		}
	}
}
