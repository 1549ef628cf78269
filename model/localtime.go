package model

import (
	"fmt"
	"strings"
	"sync"
	"time"
)

// LocalTime is a wall-clock reading without a zone: "2026-10-25 02:30". Which instant it is depends on the zone; see Resolve.
type LocalTime struct {
	wall time.Time // the reading, held as if it were UTC
}

// NewLocalTime returns the reading of a calendar date and time of day. Values out of range are normalised as by time.Date.
func NewLocalTime(year int, month time.Month, day, hour, minute, second int) LocalTime {
	return LocalTime{time.Date(year, month, day, hour, minute, second, 0, time.UTC)}
}

// LocalOf returns what a clock in loc shows at t.
func LocalOf(t time.Time, loc *time.Location) LocalTime {
	t = t.In(loc)
	return LocalTime{time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)}
}

var localLayouts = []string{"2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02 15:04", "2006-01-02"}

// ParseLocalTime reads "2026-10-25T02:30", with or without seconds, a blank for the T, or a date alone (00:00).
func ParseLocalTime(s string) (LocalTime, error) {
	s = strings.TrimSpace(s)
	for _, layout := range localLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return LocalTime{t}, nil
		}
	}
	return LocalTime{}, Invalidf("time", "%q is not a local time. Write it as 2026-10-25T02:30 or 2026-10-25.", s)
}

// Date returns the reading's calendar date.
func (l LocalTime) Date() Date { return DateOf(l.wall) }

// Clock returns the reading's time of day.
func (l LocalTime) Clock() Clock { return Clock(l.wall.Hour()*60 + l.wall.Minute()) }

// String returns "2026-10-25T02:30", with seconds where there are any.
func (l LocalTime) String() string {
	if l.wall.Second() != 0 {
		return l.wall.Format("2006-01-02T15:04:05")
	}
	return l.wall.Format("2006-01-02T15:04")
}

// IsZero reports whether l was never set.
func (l LocalTime) IsZero() bool { return l.wall.IsZero() }

// Before reports whether l reads earlier than m.
func (l LocalTime) Before(m LocalTime) bool { return l.wall.Before(m.wall) }

// Add moves the reading by d of wall-clock time.
func (l LocalTime) Add(d time.Duration) LocalTime { return LocalTime{l.wall.Add(d)} }

// AddHours moves the reading by n hours of wall-clock time; unlike Add it has room for more than 292 years.
func (l LocalTime) AddHours(n int) LocalTime {
	w := l.wall
	return LocalTime{time.Date(w.Year(), w.Month(), w.Day(), w.Hour()+n, w.Minute(), w.Second(), w.Nanosecond(), time.UTC)}
}

// AddDays moves the reading by n calendar days.
func (l LocalTime) AddDays(n int) LocalTime { return LocalTime{l.wall.AddDate(0, 0, n)} }

// AddMonths moves the reading by n months and clamps the day to the month's last: 31 January and one month is 28 or 29 February.
func (l LocalTime) AddMonths(n int) LocalTime {
	first := time.Date(l.wall.Year(), l.wall.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	w := l.wall
	return LocalTime{time.Date(first.Year(), first.Month(), min(w.Day(), last), w.Hour(), w.Minute(), w.Second(), w.Nanosecond(), time.UTC)}
}

// Resolve returns the instant a local time stands for in loc: the first instant at which a clock there shows l or later. So a
// time that a clock change skips is the first valid instant after the gap, and one that happens twice is its first occurrence.
// Resolve never goes back: l.Before(m) implies that Resolve(l) is not after Resolve(m).
func Resolve(l LocalTime, loc *time.Location) time.Time {
	const reach = 48 * time.Hour // more than any offset and any clock change, Apia's skipped day included
	for at := l.wall.Add(-reach); ; {
		start, end := ZonePeriod(at.In(loc))
		_, offset := at.In(loc).Zone()
		t := l.wall.Add(-time.Duration(offset) * time.Second)
		if !start.IsZero() && t.Before(start) {
			t = start // the gap before this period swallowed the reading
		}
		if end.IsZero() || t.Before(end) {
			return t.In(loc)
		}
		at = end
	}
}

// ZonePeriod is t.ZoneBounds with an end that lies after t. Where a zone's changes come from a yearly rule and not from a list, ZoneBounds
// ends each year after 365 days: on 31 December of a leap year that is t's own morning. Most lists end in 2037, shorter ones before 2000.
func ZonePeriod(t time.Time) (start, end time.Time) {
	start, end = t.ZoneBounds()
	if !end.IsZero() && !end.After(t) {
		end = time.Date(t.UTC().Year()+1, 1, 1, 0, 0, 0, 0, time.UTC).In(t.Location())
	}
	return start, end
}

// Date is a calendar day, "2026-11-18".
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf returns the calendar day of t in t's location.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// ParseDate reads an ISO date.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse("2006-01-02", strings.TrimSpace(s))
	if err != nil {
		return Date{}, Invalidf("date", "%q is not a date. Write it as 2026-11-18.", s)
	}
	return DateOf(t), nil
}

// String returns the ISO form.
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// IsZero reports whether d was never set.
func (d Date) IsZero() bool { return d == Date{} }

func (d Date) utc() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// AddDays returns the day n days later.
func (d Date) AddDays(n int) Date { return DateOf(d.utc().AddDate(0, 0, n)) }

// Before reports whether d is earlier than e.
func (d Date) Before(e Date) bool { return d.utc().Before(e.utc()) }

// DaysUntil returns the number of days from d to e, negative when e is earlier.
func (d Date) DaysUntil(e Date) int { return int(e.utc().Sub(d.utc()).Hours() / 24) }

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// At returns the reading of the day at a time of day.
func (d Date) At(c Clock) LocalTime { return LocalTime{d.utc().Add(time.Duration(c) * time.Minute)} }

// Start returns the first instant of the day in loc.
func (d Date) Start(loc *time.Location) time.Time { return Resolve(d.At(0), loc) }

// Interval returns the day in loc: 23 to 25 hours, and nothing for a day that a place skipped when it crossed the date line.
func (d Date) Interval(loc *time.Location) Interval {
	return Interval{d.Start(loc), d.AddDays(1).Start(loc)}
}

// MonthInterval returns the calendar month that holds d, in loc.
func (d Date) MonthInterval(loc *time.Location) Interval {
	first := Date{d.Year, d.Month, 1}
	next := DateOf(time.Date(d.Year, d.Month+1, 1, 0, 0, 0, 0, time.UTC))
	return Interval{first.Start(loc), next.Start(loc)}
}

// Clock is a time of day in minutes after midnight.
type Clock int

// ParseClock reads "09:00".
func ParseClock(s string) (Clock, error) {
	t, err := time.Parse("15:04", strings.TrimSpace(s))
	if err != nil {
		return 0, Invalidf("time", "%q is not a time of day. Write it as 09:00.", s)
	}
	return Clock(t.Hour()*60 + t.Minute()), nil
}

// String returns "09:00".
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", int(c)/60, int(c)%60) }

// Zone loads an IANA zone and explains a wrong name. "Local" and the empty name are refused: a file must mean the same everywhere.
func Zone(name string) (*time.Location, error) {
	if name == "" || name == "Local" {
		return nil, Invalidf("zone", "A time zone is needed, such as Europe/Berlin or UTC.")
	}
	if loc, ok := zones.Load(name); ok {
		return loc.(*time.Location), nil
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return nil, Invalidf("zone", "There is no time zone %q. Use an IANA name such as Europe/Berlin, America/New_York or UTC.", name)
	}
	first, _ := zones.LoadOrStore(name, loc)
	return first.(*time.Location), nil
}

// zones keeps what Zone has read: reading a zone's rules takes longer than reading the row that names it.
var zones sync.Map // of *time.Location by name
