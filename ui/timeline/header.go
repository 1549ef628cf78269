package timeline

import (
	"fmt"
	"time"
)

// tick is one mark of the frozen header: a line down from it and up to two words beside it.
type tick struct {
	at   time.Time
	text string
	week string // "W47", before text
}

// header is the two frozen rows: the upper names the larger unit, the lower the smaller.
type header struct{ upper, lower []tick }

// headerFor chooses the units by how wide a day is, so that a label always fits its cell.
func headerFor(s scale, zone *time.Location, weekStart int) header {
	day := s.perDay()
	switch {
	case day >= 200:
		return header{dayNames(s, zone), hourTicks(s, zone, day)}
	case day >= 56:
		return header{monthNames(s, zone), dayTicks(s, zone, "Mon 2")}
	case day >= 20:
		return header{monthNames(s, zone), dayTicks(s, zone, "2")}
	case day*7 >= 74:
		return header{monthNames(s, zone), weekTicks(s, zone, weekStart, true)}
	case day*7 >= 42:
		return header{monthNames(s, zone), weekTicks(s, zone, weekStart, false)}
	case day*30 >= 30:
		return header{yearNames(s, zone), monthTicks(s, zone)}
	}
	return header{yearNames(s, zone), quarterTicks(s, zone)}
}

func hourTicks(s scale, zone *time.Location, day float32) []tick {
	step := 12
	for _, n := range []int{1, 2, 3, 6} {
		if day/24*float32(n) >= 44 {
			step = n
			break
		}
	}
	var list []tick
	for _, t := range hourStarts(step, s.from, s.to, zone) {
		list = append(list, tick{at: t, text: t.Format("15:04")})
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
		format := "January"
		if i == 0 || t.Month() == time.January {
			format = "January 2006"
		}
		list = append(list, tick{at: t, text: t.Format(format)})
	}
	return list
}

func dayNames(s scale, zone *time.Location) []tick {
	var list []tick
	for _, t := range starts(days, s.from, s.to, zone, 0) {
		list = append(list, tick{at: t, text: t.Format("Mon 2 January 2006")})
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
