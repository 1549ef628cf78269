package model

import "time"

// Shifted returns the window as another clock shows it that is some minutes ahead.
func (w Window) Shifted(minutes int) Window {
	length, from := w.minutes(), int(w.From)+minutes
	out := Window{From: Clock(wrap(from))}
	later := (from - int(out.From)) / (24 * 60) // days
	for _, d := range weekdays {
		if w.Days.Has(d) {
			out.Days |= WeekdaySet(time.Weekday(((int(d)+later)%7 + 7) % 7))
		}
	}
	until := int(out.From) + length
	out.Over, out.Until = until/(24*60), Clock(until%(24*60))
	return out
}

// OnClock returns the layer with its handoffs and windows written in another zone: at its first handoff it is on call as before, and from
// then on it goes by that zone's clock. Layers that share a clock meet without a gap when clocks change.
func (l Layer) OnClock(zone, rotation string) (Layer, error) {
	from, err := Zone(l.ZoneIn(rotation))
	if err != nil {
		return l, err
	}
	to, err := Zone(zone)
	if err != nil {
		return l, err
	}
	l = l.clone()
	at := Resolve(l.First, from)
	_, was := at.Zone()
	_, is := at.In(to).Zone()
	l.First, l.Zone = LocalOf(at, to), zone
	for i, w := range l.Windows {
		l.Windows[i] = w.Shifted((is - was) / 60)
	}
	return l, nil
}
