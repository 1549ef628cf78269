package sources

import (
	"strings"
	"time"

	"watchbill/model"
)

// DateOrder says how dates such as 03/04/2026 are to be read.
type DateOrder string

const (
	AutoDates  DateOrder = ""    // by the file's other dates; refused where they leave it open
	DayFirst   DateOrder = "dmy" // 3 April
	MonthFirst DateOrder = "mdy" // 4 March
)

// moment is what a cell says about time, before its zone and the order of its date are known.
type moment struct {
	year, month, day int
	open             bool // month and day are as written, and may be the other way round: 03/04/2026
	clock            time.Duration
	dateOnly         bool
	fixed            bool // at is known: the cell had an offset, or was a Unix time
	at               time.Time
	offset           int // seconds east of UTC, with hasOffset
	hasOffset        bool
}

// timeFault says why a cell is no moment.
type timeFault string

const (
	notTime    timeFault = "This is no date and time Watchbill knows. Write it as 2026-01-31 15:04:05 or 2026-01-31T15:04:05+01:00."
	noTime     timeFault = "There is no time. Fill it in."
	shortYear  timeFault = "The year has two digits. Write all four, such as 2026-01-31."
	noSuchDay  timeFault = "There is no such day or time of day. Correct it."
	farYear    timeFault = "The year is outside 1900 to 2200. Correct it."
	smallUnix  timeFault = "The number is too small for a Unix time (seconds since 1970). If it is a spreadsheet's day number, format the column as a date and export again."
	strangeTZ  timeFault = "The time zone at the end is not clear. Write an offset, such as +01:00, or leave it out."
	wrongOrder timeFault = "The day and the month are the other way round than in the rest of the file. Write dates as 2026-01-31."
)

const firstYear, lastYear = 1900, 2200

// parseMoment reads a cell; the fault is "" when it could.
func parseMoment(s string) (moment, timeFault) {
	s = strings.TrimSpace(s)
	if s == "" {
		return moment{}, noTime
	}
	if m, fault, ok := parseNumericTime(s); ok {
		return m, fault
	}
	m, rest, fault := parseDay(s)
	if fault == notTime {
		return parseNamedMonth(s)
	}
	if fault != "" {
		return moment{}, fault
	}
	if rest == "" {
		m.dateOnly = true
	} else if fault := m.parseClock(rest); fault != "" {
		return moment{}, fault
	}
	return m.checked()
}

// checked refuses days that do not exist and turns a moment with an offset into an instant, where the date's order is known.
func (m moment) checked() (moment, timeFault) {
	if m.open && (m.month > 12) != (m.day > 12) {
		return m, m.possible(m.month > 12) // one order only; which is counted as a vote
	}
	if fault := m.possible(false); fault != "" {
		return moment{}, fault
	}
	if !m.open && m.hasOffset {
		m.at = m.wall().Add(-time.Duration(m.offset) * time.Second).UTC()
		m.fixed = true
	}
	return m, ""
}

// possible reports whether the date exists, with month and day swapped or as they are.
func (m moment) possible(swapped bool) timeFault {
	month, day := m.month, m.day
	if swapped {
		month, day = day, month
	}
	switch {
	case m.year < firstYear || m.year > lastYear:
		return farYear
	case month < 1 || month > 12 || day < 1 || day > daysIn(m.year, month):
		return noSuchDay
	}
	return ""
}

func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// ordered settles the date's order.
func (m moment) ordered(o DateOrder) (moment, timeFault) {
	if !m.open {
		return m, ""
	}
	if o == DayFirst {
		m.month, m.day = m.day, m.month
	}
	m.open = false
	if m.possible(false) != "" {
		return moment{}, wrongOrder
	}
	return m.checked()
}

// vote returns the order the moment proves, if any: of a date as written a/b/year, b over 12 is a day.
func (m moment) vote() DateOrder {
	switch {
	case m.open && m.month > 12 && m.day <= 12:
		return DayFirst
	case m.open && m.day > 12 && m.month <= 12:
		return MonthFirst
	}
	return AutoDates
}

// wall returns the reading of the clock as if it were UTC.
func (m moment) wall() time.Time {
	return time.Date(m.year, time.Month(m.month), m.day, 0, 0, 0, 0, time.UTC).Add(m.clock)
}

// localClock turns clock readings of one zone into instants. It is model.Resolve with the stretch between two clock changes
// remembered, in which a reading needs one subtraction.
type localClock struct {
	loc      *time.Location
	offset   time.Duration
	from, to time.Time // instants far from any clock change, in which offset holds
}

// clockMargin keeps away from clock changes, the largest of which skipped a day (Apia 2011).
const clockMargin = 48 * time.Hour

func (c *localClock) instant(m moment) time.Time {
	wall := m.wall()
	if t := wall.Add(-c.offset); t.After(c.from) && t.Before(c.to) {
		return t
	}
	t := resolve(wall, c.loc)
	start, end := model.ZonePeriod(t)
	_, offset := t.Zone()
	c.offset = time.Duration(offset) * time.Second
	if c.from = start.Add(clockMargin); start.IsZero() {
		c.from = time.Date(firstYear-1, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	if c.to = end.Add(-clockMargin); end.IsZero() {
		c.to = time.Date(lastYear+1, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return t.UTC()
}

// again returns the second instant at which the clock shows m, in the hour that is repeated when clocks go back; false elsewhere.
func (c *localClock) again(m moment, first time.Time) (time.Time, bool) {
	if first.After(c.from) && first.Before(c.to) {
		return time.Time{}, false
	}
	_, end := model.ZonePeriod(first.In(c.loc))
	if end.IsZero() {
		return time.Time{}, false
	}
	_, after := end.In(c.loc).Zone()
	second := m.wall().Add(-time.Duration(after) * time.Second)
	return second, second.After(first) && !second.Before(end)
}

func resolve(wall time.Time, loc *time.Location) time.Time {
	l := model.NewLocalTime(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), wall.Second())
	return model.Resolve(l, loc).Add(time.Duration(wall.Nanosecond()))
}
