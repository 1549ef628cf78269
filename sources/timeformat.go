package sources

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// cursor reads a cell from left to right.
type cursor struct {
	s string
}

// digits takes up to most digits and returns their value and number.
func (c *cursor) digits(most int) (value, n int) {
	for n < len(c.s) && n < most && c.s[n] >= '0' && c.s[n] <= '9' {
		value = value*10 + int(c.s[n]-'0')
		n++
	}
	c.s = c.s[n:]
	return value, n
}

// take removes b from the front.
func (c *cursor) take(b byte) bool {
	if c.s != "" && c.s[0] == b {
		c.s = c.s[1:]
		return true
	}
	return false
}

// parseDay reads year-month-day (also with / or .), day.month.year, and a/b/year or a-b-year, whose order is open. The rest is
// the cell after the date, its T or blank removed.
func parseDay(s string) (m moment, rest string, fault timeFault) {
	c := cursor{s}
	a, na := c.digits(4)
	if na == 0 || c.s == "" || !strings.Contains("-/.", c.s[:1]) {
		return m, "", notTime
	}
	sep := c.s[0]
	c.take(sep)
	b, nb := c.digits(2)
	if nb == 0 || !c.take(sep) {
		return m, "", notTime
	}
	third, n3 := c.digits(4)
	switch {
	case na == 4 && n3 >= 1 && n3 <= 2:
		m.year, m.month, m.day = a, b, third
	case na <= 2 && n3 == 4:
		m.year, m.month, m.day, m.open = third, a, b, true
		if sep == '.' {
			m.month, m.day, m.open = b, a, false
		}
	case na <= 2 && n3 == 2:
		return m, "", shortYear
	default:
		return m, "", notTime
	}
	if c.s == "" {
		return m, "", ""
	}
	if !c.take('T') && !c.take('t') && !c.take('_') {
		trimmed := strings.TrimLeft(c.s, " ,")
		if trimmed == c.s {
			return m, "", notTime
		}
		c.s = trimmed
	}
	if c.s == "" {
		return m, "", notTime
	}
	return m, c.s, ""
}

// parseClock reads a time of day: 15:04, 15:04:05, with a fraction after a point or comma, AM or PM, and then perhaps a zone.
func (m *moment) parseClock(s string) timeFault {
	c := cursor{s}
	hour, nh := c.digits(2)
	if nh == 0 || !c.take(':') {
		return notTime
	}
	minute, nm := c.digits(2)
	if nm != 2 {
		return notTime
	}
	second := 0
	if c.take(':') {
		var ns int
		if second, ns = c.digits(2); ns != 2 {
			return notTime
		}
		if c.s != "" && (c.s[0] == '.' || c.s[0] == ',') {
			c.s = c.s[1:]
			nanos, n := c.fraction()
			if n == 0 {
				return notTime
			}
			m.clock = nanos
		}
	}
	rest := strings.TrimSpace(c.s)
	rest, hour, ok := halfDay(rest, hour)
	if !ok || hour > 24 || minute > 59 || second > 60 || (hour == 24 && minute+second > 0) {
		return noSuchDay
	}
	m.clock += time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute + time.Duration(second)*time.Second
	return m.parseOffset(rest)
}

// fraction takes the digits after a decimal point and returns them as a part of a second, and their number.
func (c *cursor) fraction() (time.Duration, int) {
	nanos, n := 0, 0
	for c.s != "" && c.s[0] >= '0' && c.s[0] <= '9' {
		if n < 9 {
			nanos = nanos*10 + int(c.s[0]-'0')
		}
		n++
		c.s = c.s[1:]
	}
	for i := n; i < 9; i++ {
		nanos *= 10
	}
	return time.Duration(nanos), n
}

// halfDay takes AM or PM, which stand for hours from 1 to 12.
func halfDay(rest string, hour int) (string, int, bool) {
	if len(rest) < 2 {
		return rest, hour, true
	}
	half := strings.ToLower(strings.ReplaceAll(rest, ".", ""))
	switch {
	case strings.HasPrefix(half, "am"):
		return strings.TrimSpace(half[2:]), hour % 12, hour >= 1 && hour <= 12
	case strings.HasPrefix(half, "pm"):
		return strings.TrimSpace(half[2:]), hour%12 + 12, hour >= 1 && hour <= 12
	}
	return rest, hour, true
}

// parseOffset reads Z, UTC, GMT, +02:00, +0200 or +02, also "+0000 UTC" as Go prints it. Other names of zones are refused: the same
// letters mean different zones in different countries.
func (m *moment) parseOffset(s string) timeFault {
	if s == "" {
		return ""
	}
	m.hasOffset = true
	upper := strings.ToUpper(s)
	for _, name := range []string{"UTC", "GMT", "Z"} {
		if rest, ok := strings.CutPrefix(upper, name); ok {
			if rest == "" {
				return ""
			}
			s = rest
			break
		}
	}
	c := cursor{s}
	sign := 1
	switch {
	case c.take('-'):
		sign = -1
	case !c.take('+'):
		return strangeTZ
	}
	hours, nh := c.digits(2)
	colon := c.take(':')
	minutes, nm := c.digits(2)
	tail := strings.TrimSpace(c.s)
	if nh != 2 || (nm != 2 && (nm != 0 || colon)) || hours > 15 || minutes > 59 || (tail != "" && strings.Trim(tail, "ABCDEFGHIJKLMNOPQRSTUVWXYZ()") != "") {
		return strangeTZ
	}
	m.offset = sign * (hours*3600 + minutes*60)
	return ""
}

// parseNumericTime reads cells that are a number: a Unix time in seconds, milli-, micro- or nanoseconds told apart by its size, or
// a date in digits, 20260131 or 20260131150405 (also 20260131T150405Z). The last result says whether the cell is one of these.
func parseNumericTime(s string) (moment, timeFault, bool) {
	c := cursor{s}
	for c.s != "" && c.s[0] >= '0' && c.s[0] <= '9' {
		c.s = c.s[1:]
	}
	whole := s[:len(s)-len(c.s)]
	switch rest := c.s; {
	case whole == "":
		return moment{}, "", false
	case len(whole) == 8 && (rest == "" || rest[0] == 'T'):
		m, fault := compactDate(whole, strings.TrimPrefix(rest, "T"))
		return m, fault, true
	case len(whole) == 14 && rest == "":
		m, fault := compactDate(whole[:8], whole[8:])
		return m, fault, true
	case rest == "":
		m, fault := unixTime(whole, 0)
		return m, fault, true
	case rest[0] == '.' && len(rest) > 1 && strings.Trim(rest[1:], "0123456789") == "" && len(whole) > 4:
		c.take('.')
		nanos, _ := c.fraction()
		m, fault := unixTime(whole, nanos)
		return m, fault, true
	case rest[0] == '.' || rest[0] == 'e' || rest[0] == 'E':
		v, err := strconv.ParseFloat(s, 64)
		if err != nil || v < 0 || v >= math.MaxInt64 {
			return moment{}, "", false
		}
		m, fault := unixTime(strconv.FormatInt(int64(v), 10), 0)
		return m, fault, true
	}
	return moment{}, "", false
}

// unixTime reads digits since 1970. Up to 11 digits are seconds (until the year 5138), then each three more the next finer unit.
func unixTime(digits string, fraction time.Duration) (moment, timeFault) {
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return moment{}, notTime
	}
	var at time.Time
	switch {
	case n < 1e8: // before March 1973: a counter, an index or a day number
		return moment{}, smallUnix
	case n < 1e11:
		at = time.Unix(n, int64(fraction))
	case n < 1e14:
		at = time.UnixMilli(n)
	case n < 1e17:
		at = time.UnixMicro(n)
	default:
		at = time.Unix(0, n)
	}
	if at = at.UTC(); at.Year() > lastYear {
		return moment{}, farYear
	}
	return moment{fixed: true, at: at}, ""
}

// compactDate reads 20260131 and a clock of 4 or 6 digits with perhaps an offset.
func compactDate(day, clock string) (moment, timeFault) {
	n, err := strconv.Atoi(day)
	if err != nil {
		return moment{}, notTime
	}
	m := moment{year: n / 10000, month: n / 100 % 100, day: n % 100, dateOnly: clock == ""}
	if clock != "" {
		c := cursor{clock}
		hm, n := c.digits(4)
		second, ns := c.digits(2)
		if n != 4 || ns == 1 || hm/100 > 23 || hm%100 > 59 || second > 60 {
			return moment{}, notTime
		}
		m.clock = time.Duration(hm/100)*time.Hour + time.Duration(hm%100)*time.Minute + time.Duration(second)*time.Second
		if fault := m.parseOffset(strings.TrimSpace(c.s)); fault != "" {
			return moment{}, fault
		}
	}
	if m.year < firstYear || m.year > lastYear {
		return moment{}, smallUnix
	}
	return m.checked()
}

// namedLayouts are the forms with a month's name.
var namedLayouts = []string{
	"2 Jan 2006", "2 January 2006", "Jan 2, 2006", "January 2, 2006", "Jan 2 2006", "2-Jan-2006", "2006 Jan 2", "2006-Jan-02",
	"Mon, 2 Jan 2006", "Mon Jan 2 2006", "Mon 2 Jan 2006", "Monday, January 2, 2006", "Monday, 2 January 2006",
}

// parseNamedMonth reads dates such as 2 Jan 2026 15:04 and the log form 02/Jan/2026:15:04:05 -0700. The clock is what begins at the
// word with the first colon.
func parseNamedMonth(s string) (moment, timeFault) {
	if !strings.ContainsAny(s, "aeuAEU") || len(s) > 64 {
		return moment{}, notTime
	}
	if t, err := time.Parse("02/Jan/2006:15:04:05 -0700", s); err == nil {
		return inYears(moment{fixed: true, at: t.UTC()})
	}
	if t, err := time.Parse("Mon Jan _2 15:04:05 2006", s); err == nil {
		return inYears(moment{fixed: false, year: t.Year(), month: int(t.Month()), day: t.Day(), clock: t.Sub(t.Truncate(24 * time.Hour))})
	}
	day, clock := s, ""
	if i := strings.IndexByte(s, ':'); i > 0 {
		if j := strings.LastIndexAny(s[:i], " T"); j > 0 {
			day, clock = strings.TrimRight(s[:j], " ,"), s[j+1:]
		}
	}
	day = strings.Join(strings.Fields(day), " ")
	for _, layout := range namedLayouts {
		t, err := time.Parse(layout, day)
		if err != nil {
			continue
		}
		m := moment{year: t.Year(), month: int(t.Month()), day: t.Day(), dateOnly: clock == ""}
		if clock != "" {
			if fault := m.parseClock(clock); fault != "" {
				return moment{}, fault
			}
		}
		return m.checked()
	}
	return moment{}, notTime
}

func inYears(m moment) (moment, timeFault) {
	year := m.year
	if m.fixed {
		year = m.at.Year()
	}
	if year < firstYear || year > lastYear {
		return moment{}, farYear
	}
	return m, ""
}
