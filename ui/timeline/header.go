package timeline

import (
	"fmt"
	"time"
)

// tick is one mark of the frozen header: a line down from it and up to two words beside it.
type tick struct {
	at      time.Time
	text    string
	week    string   // "W47", before text
	shorter []string // what to say instead where text has no room, longest first
}

// header is the two frozen rows: the upper names the larger unit, the lower the smaller.
type header struct {
	upper, lower []tick
	hours        bool // the lower row are hours, the upper days
}

// headerFor chooses the units by how wide a day is, so that a label always fits its cell.
func headerFor(s scale, zone *time.Location, weekStart int) header {
	day := s.perDay()
	switch {
	case day >= 84:
		return header{dayNames(s, zone, day), hourTicks(s, zone, day), true}
	case day >= 56:
		return header{upper: monthNames(s, zone), lower: dayTicks(s, zone, "Mon 2")}
	case day >= 20:
		return header{upper: monthNames(s, zone), lower: dayTicks(s, zone, "2")}
	case day*7 >= 74:
		return header{upper: monthNames(s, zone), lower: weekTicks(s, zone, weekStart, true)}
	case day*7 >= 42:
		return header{upper: monthNames(s, zone), lower: weekTicks(s, zone, weekStart, false)}
	case day*30 >= 30:
		return header{upper: yearNames(s, zone), lower: monthTicks(s, zone)}
	}
	return header{upper: yearNames(s, zone), lower: quarterTicks(s, zone)}
}

// hourTicks says hours as "09:00" where there is room, else as "09".
func hourTicks(s scale, zone *time.Location, day float32) []tick {
	format, room := "15", float32(20)
	if day >= 200 {
		format, room = "15:04", 44
	}
	step := 12
	for _, n := range []int{6, 3, 2, 1} {
		if day/24*float32(n) >= room {
			step = n
		}
	}
	var list []tick
	for _, t := range hourStarts(step, s.from, s.to, zone) {
		list = append(list, tick{at: t, text: t.Format(format)})
	}
	return list
}

func dayTicks(s scale, zone *time.Location, format string) []tick {
	var list []tick
	for _, t := range starts(days, s.from, s.to, zone, 0) {
		list = append(list, tick{at: t, text: t.Format(format)})
	}
	return list
}

// weekTicks names weeks by their first day, with the ISO number before it where there is room and weeks begin on Monday.
func weekTicks(s scale, zone *time.Location, weekStart int, numbers bool) []tick {
	var list []tick
	for _, t := range starts(weeks, s.from, s.to, zone, weekStart) {
		k := tick{at: t, text: t.Format("2 Jan")}
		if numbers && weekStart == 0 {
			_, n := t.ISOWeek()
			k.week = fmt.Sprintf("W%d", n)
		}
		list = append(list, k)
	}
	return list
}

func monthTicks(s scale, zone *time.Location) []tick {
	var list []tick
	for _, t := range starts(months, s.from, s.to, zone, 0) {
		list = append(list, tick{at: t, text: t.Format("Jan")})
	}
	return list
}

func quarterTicks(s scale, zone *time.Location) []tick {
	var list []tick
	for _, t := range starts(quarters, s.from, s.to, zone, 0) {
		list = append(list, tick{at: t, text: fmt.Sprintf("Q%d", (t.Month()+2)/3)})
	}
	return list
}

// monthNames says the year with the first month shown and with each January.
func monthNames(s scale, zone *time.Location) []tick {
	var list []tick
	for i, t := range starts(months, s.from, s.to, zone, 0) {
		k := tick{at: t, text: t.Format("January"), shorter: []string{t.Format("Jan")}}
		if i == 0 || t.Month() == time.January {
			k.text, k.shorter = t.Format("January 2006"), []string{t.Format("January"), t.Format("Jan")}
		}
		list = append(list, k)
	}
	return list
}

// dayNames says the year with the first day shown and with each 1 January, and how long a day is on which the clock changes.
func dayNames(s scale, zone *time.Location, day float32) []tick {
	format := "Mon 2 Jan"
	if day >= 200 {
		format = "Mon 2 January"
	}
	var list []tick
	for i, t := range starts(days, s.from, s.to, zone, 0) {
		names := []string{t.Format(format), t.Format("Mon 2"), t.Format("2")}
		if i == 0 || t.YearDay() == 1 {
			names = append([]string{t.Format(format + " 2006")}, names...)
		}
		if d := after(days, t, 1).Sub(t); d != 24*time.Hour {
			hours := fmt.Sprintf(", %g h", d.Hours())
			names = append([]string{names[0] + hours, t.Format(format) + hours, t.Format("Mon 2") + hours}, names...)
		}
		list = append(list, tick{at: t, text: names[0], shorter: names[1:]})
	}
	return list
}

func yearNames(s scale, zone *time.Location) []tick {
	var list []tick
	for _, t := range starts(years, s.from, s.to, zone, 0) {
		list = append(list, tick{at: t, text: t.Format("2006")})
	}
	return list
}
