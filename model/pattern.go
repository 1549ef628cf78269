package model

import (
	"fmt"
	"strconv"
	"strings"
)

// Unit is the unit a turn is counted in.
type Unit string

const (
	Hours  Unit = "h"
	Days   Unit = "d"
	Weeks  Unit = "w"
	Months Unit = "mo"
)

// Every is a turn's length in wall-clock time: 1w, 12h, 2d, 1mo.
type Every struct {
	N    int
	Unit Unit
}

// ParseEvery reads "1d", "12h", "2w" or "1mo".
func ParseEvery(s string) (Every, error) {
	s = strings.TrimSpace(s)
	for _, u := range []Unit{Months, Hours, Days, Weeks} {
		digits, ok := strings.CutSuffix(s, string(u))
		if !ok {
			continue
		}
		n, err := strconv.Atoi(digits)
		if err != nil {
			break
		}
		e := Every{n, u}
		return e, e.Check()
	}
	return Every{}, Invalidf("every", "%q is not a turn length. Write it as 12h, 1d, 2w or 1mo.", s)
}

// Check reports a turn that is not at least one unit long, or so long that it is surely a slip.
func (e Every) Check() error {
	limit, ok := map[Unit]int{Hours: 24 * 366, Days: 3660, Weeks: 520, Months: 120}[e.Unit]
	if !ok {
		return Invalidf("every", "A turn is counted in hours, days, weeks or months, not in %q. Write it as 12h, 1d, 2w or 1mo.", string(e.Unit))
	}
	if e.N < 1 || e.N > limit {
		return Invalidf("every", "A turn of %d%s is not possible: it is from 1%s to %d%s long.", e.N, e.Unit, e.Unit, limit, e.Unit)
	}
	return nil
}

// String returns the short form, "2w".
func (e Every) String() string { return fmt.Sprintf("%d%s", e.N, e.Unit) }

// Words returns the form for people: "weekly", "every 2 weeks".
func (e Every) Words() string {
	single := map[Unit]string{Hours: "hourly", Days: "daily", Weeks: "weekly", Months: "monthly"}
	if e.N == 1 {
		return single[e.Unit]
	}
	return "every " + e.length()
}

// length is how long the turn is, in words: "1 day", "2 weeks".
func (e Every) length() string {
	word := map[Unit]string{Hours: "hour", Days: "day", Weeks: "week", Months: "month"}[e.Unit]
	return Count(e.N, word, word+"s")
}

// Hours is the least length of a turn, clock changes aside: a month has 28 days.
func (e Every) Hours() int {
	switch e.Unit {
	case Hours:
		return e.N
	case Days:
		return 24 * e.N
	case Weeks:
		return 168 * e.N
	default:
		return 28 * 24 * e.N
	}
}

// Step returns the nominal reading k turns after first. Months count from first, so that they clamp without drifting.
func (e Every) Step(first LocalTime, k int) LocalTime { return stride{}.plus(e, k).from(first) }

// stride is a distance from a first handoff in the units of the calendar. Its months are taken first and at once, so that 31 January
// and two months is 31 March.
type stride struct{ months, days, hours int }

func (s stride) plus(e Every, k int) stride {
	switch e.Unit {
	case Hours:
		s.hours += k * e.N
	case Weeks:
		s.days += 7 * k * e.N
	case Months:
		s.months += k * e.N
	default:
		s.days += k * e.N
	}
	return s
}

func (s stride) from(first LocalTime) LocalTime {
	if s.months != 0 {
		first = first.AddMonths(s.months)
	}
	if s.days != 0 {
		first = first.AddDays(s.days)
	}
	if s.hours != 0 {
		first = first.AddHours(s.hours)
	}
	return first
}

// Pattern is the lengths of turns that follow each other, over and over: one Every for turns of one length, or a cycle such as 1d,3d
// for a day, then three.
type Pattern []Every

// maxPattern is the most lengths a cycle has: a year of weeks.
const maxPattern = 53

// ParsePattern reads "1w" or a cycle such as "1d,3d".
func ParsePattern(s string) (Pattern, error) {
	var p Pattern
	for _, part := range strings.Split(s, ",") {
		e, err := ParseEvery(part)
		if err != nil {
			return nil, err
		}
		p = append(p, e)
	}
	return p, p.Check()
}

// Check reports a pattern without turns, with too many, or with one that is not possible.
func (p Pattern) Check() error {
	if len(p) == 0 {
		return Invalidf("every", "How long a turn lasts is missing. Write it as 12h, 1d, 2w or 1mo.")
	}
	if len(p) > maxPattern {
		return Invalidf("every", "A cycle of %d turns is too long: it has up to %d.", len(p), maxPattern)
	}
	for _, e := range p {
		if err := e.Check(); err != nil {
			return err
		}
	}
	return nil
}

// String returns the short form, "1d,3d".
func (p Pattern) String() string {
	parts := make([]string, len(p))
	for i, e := range p {
		parts[i] = e.String()
	}
	return strings.Join(parts, ",")
}

// Words returns the form for people: "weekly", "1 day, then 3 days".
func (p Pattern) Words() string {
	if len(p) == 1 {
		return p[0].Words()
	}
	parts := make([]string, len(p))
	for i, e := range p {
		parts[i] = e.length()
	}
	return strings.Join(parts, ", then ")
}

// Hours is the least length of the shortest turn, clock changes aside.
func (p Pattern) Hours() int {
	least := 0
	for i, e := range p {
		if h := e.Hours(); i == 0 || h < least {
			least = h
		}
	}
	return least
}

// at returns the length of the k-th turn.
func (p Pattern) at(k int) Every { return p[k%len(p)] }
