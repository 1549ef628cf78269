package model

import (
	"slices"
	"time"
)

// spanWalk walks the times that windows leave open in a zone, in order; windows that meet or overlap give one time. Nothing is left out
// and nothing is read twice, so its user must ask in order of time.
type spanWalk struct {
	windows []Window
	clock   zoneClock
	day     LocalTime // the next day whose windows were not read
	weekday time.Weekday
	pending []Interval // read and not yet given
	now     Interval   // the one that was given last and may reach further
	got     []Interval // reused by within
}

// newSpanWalk starts at the windows that are open at a reading or later. The windows must not be open always.
func newSpanWalk(windows []Window, from LocalTime, loc *time.Location) *spanWalk {
	day := from.Date().AddDays(-8) // a window lasts up to a week
	w := &spanWalk{windows: windows, clock: zoneClock{loc: loc}, day: day.At(0), weekday: day.Weekday()}
	w.now = w.next()
	return w
}

// next returns the next time that is open.
func (w *spanWalk) next() Interval {
	for len(w.pending) == 0 {
		w.read()
	}
	span := w.pending[0]
	w.pending = w.pending[1:]
	for {
		for len(w.pending) == 0 {
			if w.clock.resolve(w.day).After(span.End) {
				return span
			}
			w.read()
		}
		if w.pending[0].Start.After(span.End) {
			return span
		}
		if w.pending[0].End.After(span.End) {
			span.End = w.pending[0].End
		}
		w.pending = w.pending[1:]
	}
}

// read adds the windows that begin on the next day.
func (w *spanWalk) read() {
	from := len(w.pending)
	for _, x := range w.windows {
		if !x.Days.Has(w.weekday) {
			continue
		}
		start := w.clock.resolve(w.day.Add(time.Duration(x.From) * time.Minute))
		end := w.clock.resolve(w.day.AddDays(x.Over).Add(time.Duration(x.Until) * time.Minute))
		if start.Before(end) {
			w.pending = append(w.pending, Interval{start, end})
		}
	}
	slices.SortFunc(w.pending[from:], func(a, b Interval) int { return a.Start.Compare(b.Start) })
	w.day, w.weekday = w.day.AddDays(1), (w.weekday+1)%7
}

// within returns the parts of an interval that are open, in order. The next call must not begin before this one, and the parts are
// good until then.
func (w *spanWalk) within(i Interval) []Interval {
	w.got = w.got[:0]
	for !w.now.End.After(i.Start) {
		w.now = w.next()
	}
	for w.now.Start.Before(i.End) {
		w.got = append(w.got, w.now.Intersect(i))
		if w.now.End.After(i.End) {
			break
		}
		w.now = w.next()
	}
	return w.got
}

// alwaysOpen reports whether windows leave no minute of the week out. No windows at all are always open.
func alwaysOpen(windows []Window) bool {
	const minutes = 7 * 24 * 60
	var open [minutes]bool
	n := 0
	for _, w := range windows {
		for d := range time.Weekday(7) {
			if !w.Days.Has(d) {
				continue
			}
			for m := range w.minutes() {
				if at := (int(d)*24*60 + int(w.From) + m) % minutes; !open[at] {
					open[at] = true
					n++
				}
			}
		}
	}
	return len(windows) == 0 || n == minutes
}
