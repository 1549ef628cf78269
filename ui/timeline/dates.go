package timeline

import "time"

// unit is a step of the calendar.
type unit int

const (
	days unit = iota
	weeks
	months
	quarters
	years
)

// dayStart is the first instant of a local date. A date that does not exist (Apia, 30 December 2011) starts when the next
// one does. Month and day may run over, as in time.Date.
func dayStart(year int, month time.Month, day int, zone *time.Location) time.Time {
	return clockAt(year, month, day, 0, zone)
}

// clockAt is the instant at which a local date's clock shows that many minutes after midnight: the first of the two where
// it shows them twice, or, where the clock skips them (midnight in São Paulo until 2018), the instant after the jump.
// Month, day and minutes may run over, as in time.Date.
func clockAt(year int, month time.Month, day, minutes int, zone *time.Location) time.Time {
	t := time.Date(year, month, day, 0, minutes, 0, 0, zone)
	want := time.Date(year, month, day, 0, minutes, 0, 0, time.UTC)
	if wall := wallClock(t); wall.Before(want) { // Date answered with an instant before the jump
		_, jump := t.ZoneBounds()
		return jump
	} else if wall.After(want) { // or with one after it
		jump, _ := t.ZoneBounds()
		return jump
	}
	change, _ := t.ZoneBounds()
	if change.IsZero() {
		return t
	}
	_, now := t.Zone()
	_, before := change.Add(-time.Second).Zone()
	if first := t.Add(time.Duration(now-before) * time.Second); before > now && first.Before(change) {
		return first // the clock shows it twice
	}
	return t
}

// wallClock is what the clock on the wall shows, as if it were UTC, so that local times can be compared.
func wallClock(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
}

// startOf is the beginning of the unit of the calendar in which t lies, in t's zone.
func startOf(u unit, t time.Time, weekStart int) time.Time {
	y, m, d := t.Date()
	switch u {
	case days:
		return dayStart(y, m, d, t.Location())
	case weeks:
		return dayStart(y, m, d-daysInto(t.Weekday(), weekStart), t.Location())
	case months:
		return dayStart(y, m, 1, t.Location())
	case quarters:
		return dayStart(y, (m-1)/3*3+1, 1, t.Location())
	}
	return dayStart(y, 1, 1, t.Location())
}

// daysInto is how many days a weekday lies after the week's first day.
func daysInto(d time.Weekday, weekStart int) int { return (int(d) + 6 - weekStart + 7) % 7 }

// after is the beginning of the unit n units later; t is the beginning of one.
func after(u unit, t time.Time, n int) time.Time {
	y, m, d := t.Date()
	switch u {
	case days:
		return dayStart(y, m, d+n, t.Location())
	case weeks:
		return dayStart(y, m, d+7*n, t.Location())
	case months:
		return dayStart(y, m+time.Month(n), 1, t.Location())
	case quarters:
		return dayStart(y, m+time.Month(3*n), 1, t.Location())
	}
	return dayStart(y+n, 1, 1, t.Location())
}

// starts lists the beginnings of a unit from the one in force at `from` up to, not including, `to`, strictly ascending.
func starts(u unit, from, to time.Time, zone *time.Location, weekStart int) []time.Time {
	var list []time.Time
	for t := startOf(u, from.In(zone), weekStart); t.Before(to); {
		list = append(list, t)
		next := after(u, t, 1)
		for n := 2; !next.After(t); n++ { // a date that the zone skipped altogether
			next = after(u, t, n)
		}
		t = next
	}
	return list
}

// hourStarts lists the instants at which the clock shows a full hour divisible by step, in [from, to). An hour that the
// clock skips is left out; one that comes twice counts once.
func hourStarts(step int, from, to time.Time, zone *time.Location) []time.Time {
	var list []time.Time
	for _, day := range starts(days, from, to, zone, 0) {
		y, m, d := day.Date()
		for h := 0; h < 24; h += step {
			t := clockAt(y, m, d, 60*h, zone)
			if t.Hour() == h && t.Minute() == 0 && !t.Before(from) && t.Before(to) {
				list = append(list, t)
			}
		}
	}
	return list
}

// weekends lists the stretches of Saturday and Sunday that touch [from, to), as local days.
func weekends(from, to time.Time, zone *time.Location) [][2]time.Time {
	var list [][2]time.Time
	for _, monday := range starts(weeks, from, to, zone, 0) {
		y, m, d := monday.Date()
		sat, next := dayStart(y, m, d+5, zone), dayStart(y, m, d+7, zone)
		if next.After(from) && sat.Before(to) {
			list = append(list, [2]time.Time{sat, next})
		}
	}
	return list
}

// nights lists the stretches between two hours of the local clock that touch [from, to). Where the first hour is the later
// one, a night runs into the next day.
func nights(from, to time.Time, zone *time.Location, first, last int) [][2]time.Time {
	if first > last {
		last += 24
	}
	var list [][2]time.Time
	for _, day := range starts(days, from.AddDate(0, 0, -1), to, zone, 0) {
		y, m, d := day.Date()
		dusk, dawn := clockAt(y, m, d, 60*first, zone), clockAt(y, m, d, 60*last, zone)
		if dawn.After(from) && dusk.Before(to) && dawn.After(dusk) {
			list = append(list, [2]time.Time{dusk, dawn})
		}
	}
	return list
}
