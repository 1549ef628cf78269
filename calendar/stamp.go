package calendar

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// form says what a date or time of a calendar is anchored to.
type form int

const (
	wholeDay form = iota // a date
	floating             // a local time without a zone
	zoned                // a local time with a TZID
	inUTC
)

// stamp is a DATE or DATE-TIME as written: wall holds its figures as if they
// were UTC.
type stamp struct {
	form form
	wall time.Time
	tzid string
}

// parseStamp reads one DATE or DATE-TIME value (RFC 5545, 3.3.4 and 3.3.5), also
// in ISO form with dashes and colons, or without seconds.
func parseStamp(value, tzid string) (stamp, error) {
	raw := strings.TrimSpace(value)
	s := strings.ToUpper(raw)
	if strings.ContainsAny(s, "-:") {
		s = strings.NewReplacer("-", "", ":", "").Replace(s)
	}
	utc := strings.HasSuffix(s, "Z")
	s = strings.TrimSuffix(s, "Z")
	day, clock, timed := strings.Cut(s, "T")
	if len(day) != 8 || timed && len(clock) != 6 && len(clock) != 4 {
		return stamp{}, fmt.Errorf("%q is not a date", shorten(raw))
	}
	year, ok1 := digits(day[:4])
	month, ok2 := digits(day[4:6])
	date, ok3 := digits(day[6:])
	var hour, minute, second int
	ok4, ok5, ok6 := true, true, true
	if timed {
		hour, ok4 = digits(clock[:2])
		minute, ok5 = digits(clock[2:4])
		if len(clock) == 6 {
			second, ok6 = digits(clock[4:])
		}
	}
	wall := time.Date(year, time.Month(month), date, 0, 0, 0, 0, time.UTC)
	valid := ok1 && ok2 && ok3 && ok4 && ok5 && ok6 && year > 0 &&
		wall.Day() == date && int(wall.Month()) == month &&
		minute < 60 && second <= 60 && (hour < 24 || hour == 24 && minute == 0 && second == 0)
	if !valid {
		return stamp{}, fmt.Errorf("%q is not a date", shorten(raw))
	}
	// A leap second has no place on this clock and counts as the one before.
	wall = wall.Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute + time.Duration(min(second, 59))*time.Second)
	st := stamp{wall: wall}
	switch {
	case !timed:
		st.form = wholeDay
	case utc:
		st.form = inUTC
	case tzid != "":
		st.form, st.tzid = zoned, tzid
	default:
		st.form = floating
	}
	return st, nil
}

// stampOf reads a property that holds one date or time.
func stampOf(p *property) (stamp, error) {
	st, err := parseStamp(p.Value, p.Params.Get("TZID"))
	if err == nil && strings.EqualFold(p.Params.Get("VALUE"), "DATE") {
		st = st.date()
	}
	return st, err
}

// date drops the time of day.
func (s stamp) date() stamp {
	return stamp{form: wholeDay, wall: startOfDay(s.wall)}
}

func startOfDay(wall time.Time) time.Time {
	y, m, d := wall.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

func digits(s string) (int, bool) {
	n := 0
	for i := range len(s) {
		if s[i] < '0' || '9' < s[i] {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// span is a duration as calendars count it: whole days follow the calendar, so
// their length varies with clock changes; the rest is exact.
type span struct {
	days  int
	exact time.Duration
}

const maxSpanDays = 100 * 366

// parseSpan reads a DURATION (RFC 5545, 3.3.6) of up to a hundred years.
func parseSpan(value string) (span, error) {
	raw := strings.TrimSpace(value)
	bad := fmt.Errorf("%q is not a duration", shorten(raw))
	s := strings.ToUpper(raw)
	sign := 1
	if strings.HasPrefix(s, "-") {
		sign = -1
	}
	s, ok := strings.CutPrefix(strings.TrimLeft(s, "+-"), "P")
	if !ok || s == "" {
		return span{}, bad
	}
	var sp span
	timed := false
	for s != "" {
		if s[0] == 'T' && !timed {
			timed = true
			s = s[1:]
			continue
		}
		end := strings.IndexFunc(s, func(r rune) bool { return r < '0' || '9' < r })
		if end <= 0 {
			return span{}, bad
		}
		n, err := strconv.Atoi(s[:end])
		if err != nil || n > maxSpanDays*86400 {
			return span{}, bad
		}
		switch unit := s[end]; {
		case unit == 'W' && !timed:
			sp.days += 7 * n
		case unit == 'D' && !timed:
			sp.days += n
		case unit == 'H' && timed && n <= maxSpanDays*24:
			sp.exact += time.Duration(n) * time.Hour
		case unit == 'M' && timed && n <= maxSpanDays*1440:
			sp.exact += time.Duration(n) * time.Minute
		case unit == 'S' && timed:
			sp.exact += time.Duration(n) * time.Second
		default:
			return span{}, bad
		}
		if sp.days > maxSpanDays || sp.exact > maxSpanDays*24*time.Hour {
			return span{}, bad
		}
		s = s[end+1:]
	}
	return span{days: sign * sp.days, exact: time.Duration(sign) * sp.exact}, nil
}
