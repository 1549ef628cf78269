package model

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Window is a time of the week in which a layer is on call: from a time of day on each of some weekdays until a time of day, the same
// day or days later. "Mon-Fri 09:00-17:00" is five times eight hours, "Mon 20:00-08:00" ends on Tuesday, "Fri 17:00-Mon 09:00" is one
// weekend. Times are wall-clock times of the layer's zone.
type Window struct {
	Days  Weekdays // on which it begins
	From  Clock    // 00:00 to 23:59
	Until Clock    // 00:00 to 23:59
	Over  int      // days from the day it begins to the day it ends, 0 to 7
}

// Weekdays is a set of days of the week, a bit for each: 1<<time.Monday.
type Weekdays uint8

// EveryDay is the whole week.
const EveryDay Weekdays = 1<<7 - 1

// WeekdaySet returns the set of some days.
func WeekdaySet(days ...time.Weekday) Weekdays {
	var w Weekdays
	for _, d := range days {
		w |= 1 << d
	}
	return w
}

// Has reports whether a day is in the set.
func (w Weekdays) Has(d time.Weekday) bool { return w&(1<<d) != 0 }

// weekdays is the days in the order they are written.
var weekdays = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}

// String returns "Mon-Fri", "Mon,Wed", "Sat,Sun" or "daily".
func (w Weekdays) String() string {
	if w == EveryDay {
		return "daily"
	}
	var parts []string
	for i := 0; i < len(weekdays); i++ {
		j := i
		for j < len(weekdays) && w.Has(weekdays[j]) {
			j++
		}
		switch {
		case j-i > 2:
			parts = append(parts, dayName(weekdays[i])+"-"+dayName(weekdays[j-1]))
		default:
			for _, d := range weekdays[i:j] {
				parts = append(parts, dayName(d))
			}
		}
		i = max(i, j-1)
	}
	return strings.Join(parts, ",")
}

func dayName(d time.Weekday) string { return d.String()[:3] }

const windowHelp = "Write it as “Mon-Fri 09:00-17:00”, “daily 22:00-06:00”, “Sat,Sun” or “Fri 17:00-Mon 09:00”."

// ParseWindow reads "Mon-Fri 09:00-17:00", "daily 22:00-06:00", "Sat,Sun" or "Fri 17:00-Mon 09:00". An end that is not after the begin
// is on the next day, so "Mon-Fri 08:00-08:00" is one time from Monday to Saturday.
func ParseWindow(s string) (Window, error) {
	bad := func() (Window, error) {
		return Window{}, Invalidf("window", "%q is not a time of the week. %s", s, windowHelp)
	}
	text := strings.NewReplacer("–", "-", "—", "-").Replace(strings.TrimSpace(s))
	days, times, _ := strings.Cut(text, " ")
	set, ok := parseDays(days)
	if !ok {
		return bad()
	}
	if times = strings.TrimSpace(times); times == "" {
		return Window{Days: set, Over: 1}, nil
	}
	from, until, ok := strings.Cut(times, "-")
	if !ok {
		return bad()
	}
	w := Window{Days: set}
	var err error
	if w.From, err = ParseClock(from); err != nil {
		return bad()
	}
	until = strings.TrimSpace(until)
	day, at, named := strings.Cut(until, " ")
	if named {
		end, ok := parseDay(day)
		start, single := set.single()
		if !ok || !single {
			return bad()
		}
		w.Over, until = (int(end)-int(start)+7)%7, at
	}
	if strings.TrimSpace(until) == "24:00" {
		w.Over++
	} else if w.Until, err = ParseClock(until); err != nil {
		return bad()
	}
	if w.Over == 0 && w.Until <= w.From {
		w.Over = 1
		if named { // from Monday to the next Monday
			w.Over = 7
		}
	}
	return w, nil
}

// single returns the only day of a set.
func (w Weekdays) single() (time.Weekday, bool) {
	for _, d := range weekdays {
		if w == WeekdaySet(d) {
			return d, true
		}
	}
	return 0, false
}

func parseDay(s string) (time.Weekday, bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	i := slices.IndexFunc(weekdays, func(d time.Weekday) bool {
		return s == strings.ToLower(dayName(d)) || s == strings.ToLower(d.String())
	})
	if i < 0 {
		return 0, false
	}
	return weekdays[i], true
}

func parseDays(s string) (Weekdays, bool) {
	if low := strings.ToLower(s); low == "daily" || low == "everyday" {
		return EveryDay, true
	}
	var set Weekdays
	for _, part := range strings.Split(s, ",") {
		first, last, isRange := strings.Cut(part, "-")
		from, ok := parseDay(first)
		until := from
		if isRange && ok {
			until, ok = parseDay(last)
		}
		if !ok {
			return 0, false
		}
		for d := from; ; d = (d + 1) % 7 {
			set |= 1 << d
			if d == until {
				break
			}
		}
	}
	return set, true
}

// String returns the short form that ParseWindow reads.
func (w Window) String() string {
	switch day, single := w.Days.single(); {
	case w.From == 0 && w.Until == 0 && w.Over == 1:
		return w.Days.String()
	case single && (w.Over > 1 || w.Over == 1 && w.Until > w.From):
		return fmt.Sprintf("%s %s-%s %s", w.Days, w.From, dayName((day+time.Weekday(w.Over))%7), w.Until)
	default:
		return fmt.Sprintf("%s %s-%s", w.Days, w.From, w.Until)
	}
}

// ParseWindows reads windows with semicolons between; an empty text is none.
func ParseWindows(s string) ([]Window, error) {
	var out []Window
	for _, part := range strings.Split(s, ";") {
		if strings.TrimSpace(part) == "" {
			continue
		}
		w, err := ParseWindow(part)
		if err != nil {
			return nil, err
		}
		out = append(out, w)
	}
	return out, nil
}

// FormatWindows returns windows as ParseWindows reads them.
func FormatWindows(windows []Window) string {
	parts := make([]string, len(windows))
	for i, w := range windows {
		parts[i] = w.String()
	}
	return strings.Join(parts, "; ")
}

// WindowWords returns windows for people to read, with dashes where what is typed has hyphens: "Mon–Fri 09:00–17:00".
func WindowWords(windows ...Window) string {
	return strings.ReplaceAll(FormatWindows(windows), "-", "–")
}

// minutes is how long the window lasts, clock changes aside.
func (w Window) minutes() int { return 24*60*w.Over + int(w.Until) - int(w.From) }

// CheckWindows reports windows that are not possible, or overlap.
func CheckWindows(windows []Window) error {
	var p Problems
	checkWindows(&p, windows)
	return p.Err()
}

func checkWindows(p *Problems, windows []Window) {
	for i, w := range windows {
		inDay := w.From >= 0 && w.From < 24*60 && w.Until >= 0 && w.Until < 24*60
		most := 7 * 24 * 60
		if _, single := w.Days.single(); !single {
			most = 24 * 60
		}
		if w.Days&EveryDay == 0 || w.Days > EveryDay || !inDay || w.Over < 0 || w.minutes() < 1 || w.minutes() > most {
			p.Add("window", "A window begins on one weekday at least and lasts from a minute to a day, or to a week where it begins on one day only. %s", windowHelp)
			return
		}
		for _, o := range windows[:i] {
			if day, at, meet := meeting(o, w); meet {
				p.Add("window", "The windows “%s” and “%s” overlap, on %s from %s. Join them, or make one shorter.", WindowWords(o), WindowWords(w), day, at)
			}
		}
	}
}

// meeting returns the first moment of the week at which two windows of one zone are both open.
func meeting(a, b Window) (day time.Weekday, at Clock, ok bool) {
	const wholeWeek = 7 * 24 * 60
	for _, d := range weekdays {
		for _, e := range weekdays {
			if !a.Days.Has(d) || !b.Days.Has(e) {
				continue
			}
			x, y := int(d)*24*60+int(a.From), int(e)*24*60+int(b.From)
			for _, turn := range []int{-wholeWeek, 0, wholeWeek} {
				if start, end := max(x, y+turn), min(x+a.minutes(), y+turn+b.minutes()); start < end {
					start = (start + wholeWeek) % wholeWeek
					return time.Weekday(start / (24 * 60)), Clock(start % (24 * 60)), true
				}
			}
		}
	}
	return 0, 0, false
}
