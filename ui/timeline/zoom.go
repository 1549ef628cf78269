package timeline

import "time"

// Zoom is one of the spans offered in the toolbar.
type Zoom int

// The zooms, in the order of the toolbar.
const (
	Week Zoom = iota
	Month
	EightWeeks
	Quarter
	Year
)

// Zooms are all of them, in the toolbar's order.
var Zooms = []Zoom{Week, Month, EightWeeks, Quarter, Year}

// String is the zoom's name on the screen.
func (z Zoom) String() string {
	return [...]string{"Week", "Month", "8 weeks", "Quarter", "Year"}[z]
}

// Window is the span of the zoom that holds an instant: whole local weeks, a month, or three or twelve months from the first
// of the instant's month. weekStart is the first day of a week in days after Monday.
func (z Zoom) Window(at time.Time, zone *time.Location, weekStart int) (from, to time.Time) {
	u, n := z.step()
	from = startOf(u, at.In(zone), weekStart)
	return from, after(u, from, n)
}

// Shift is the window n windows later (earlier for a negative n) than the one that starts at from.
func (z Zoom) Shift(from time.Time, n int, zone *time.Location, weekStart int) (time.Time, time.Time) {
	u, size := z.step()
	from = after(u, startOf(u, from.In(zone), weekStart), n*size)
	return from, after(u, from, size)
}

func (z Zoom) step() (unit, int) {
	switch z {
	case Week:
		return weeks, 1
	case EightWeeks:
		return weeks, 8
	case Quarter:
		return months, 3
	case Year:
		return months, 12
	}
	return months, 1
}

// ZoomOf names the zoom whose window is about as long as the one given; ok is false where none is.
func ZoomOf(from, to time.Time) (z Zoom, ok bool) {
	d := to.Sub(from).Hours() / 24
	for _, c := range []struct {
		zoom        Zoom
		least, most float64 // days
	}{{Week, 6.9, 7.1}, {Month, 27.9, 31.1}, {EightWeeks, 55.9, 56.1}, {Quarter, 88.9, 92.1}, {Year, 364.9, 366.1}} {
		if d >= c.least && d <= c.most {
			return c.zoom, true
		}
	}
	return 0, false
}
