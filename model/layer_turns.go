package model

import "time"

// Turn is one turn of a layer: from the start of its first active time to the end of its last.
type Turn struct {
	Index int // counted from the layer's first handoff, on turns that are really taken
	Interval
	Pieces []Interval // what the windows, and layers above, leave of it, where that is not all of it
	Layer  string     // the layer's name
}

// Active returns the times of the turn in which somebody is on call, in order.
func (t Turn) Active() []Interval {
	if t.Pieces == nil {
		return []Interval{t.Interval}
	}
	return t.Pieces
}

// Touches reports whether somebody is on call in a turn within an interval.
func (t Turn) Touches(i Interval) bool {
	for _, p := range t.Active() {
		if p.Overlaps(i) {
			return true
		}
	}
	return false
}

// turnWalk walks a layer's turns in order, from its first handoff and for ever.
//
// A turn lasts so many units of its length that hold active time: a turn of two days on a layer that is open on weekdays may be a Friday
// and a Monday. For hours the whole turn is the unit. Counted by the calendar, and where the layer is always open, all units count.
type turnWalk struct {
	layer Layer
	clock zoneClock
	open  *spanWalk // nil: always
	step  stride    // from the first handoff to start
	start time.Time // of the next unit
	taken int       // turns walked, for the cycle
	index int
}

// newTurnWalk starts at a layer's first handoff. The layer must pass its check.
func newTurnWalk(l Layer, loc *time.Location) *turnWalk {
	w := &turnWalk{layer: l, clock: zoneClock{loc: loc}}
	if !alwaysOpen(l.Windows) {
		w.open = newSpanWalk(l.Windows, l.First, loc)
	}
	w.start = w.clock.resolve(l.First)
	return w
}

// next returns the next turn. Counted by the calendar it may have no active time; its pieces are empty then, and not nil.
func (w *turnWalk) next() Turn {
	for {
		length := w.layer.Turns.at(w.taken)
		w.taken++
		t, ok := w.take(length)
		if !ok {
			continue
		}
		t.Index, t.Layer = w.index, w.layer.Name
		w.index++
		return t
	}
}

// take returns the turn of a length that begins here; ok is false where it is not taken: a clock change swallowed it, or it has no
// active hours.
func (w *turnWalk) take(length Every) (t Turn, ok bool) {
	if w.open != nil && !w.layer.ByCalendar && length.Unit != Hours {
		return w.collect(length), true
	}
	t.Interval = w.advance(length)
	if t.Empty() || w.open == nil {
		return t, !t.Empty()
	}
	pieces := joined(nil, w.open.within(t.Interval))
	if len(pieces) == 0 {
		t.Pieces = []Interval{}
		return t, w.layer.ByCalendar
	}
	return turnOf(pieces), true
}

// collect returns a turn of so many units that hold active time.
func (w *turnWalk) collect(length Every) Turn {
	var pieces []Interval
	for n := 0; n < length.N; {
		span := w.advance(Every{1, length.Unit})
		if span.Empty() {
			continue
		}
		if found := w.open.within(span); len(found) > 0 {
			pieces = joined(pieces, found)
			n++
		}
	}
	return turnOf(pieces)
}

// turnOf makes a turn of its active times.
func turnOf(pieces []Interval) Turn {
	t := Turn{Interval: Interval{pieces[0].Start, pieces[len(pieces)-1].End}}
	if len(pieces) > 1 {
		t.Pieces = pieces
	}
	return t
}

// advance returns the next unit, which is empty where a clock change swallowed it.
func (w *turnWalk) advance(unit Every) Interval {
	w.step = w.step.plus(unit, 1)
	span := Interval{w.start, w.clock.resolve(w.step.from(w.layer.First))}
	if span.End.Before(span.Start) { // months clamp, and days after them may fall before what was reached
		span.End = span.Start
	}
	w.start = span.End
	return span
}

// joined adds pieces to those before them; where the last ends and the first begins at once they are one.
func joined(pieces, more []Interval) []Interval {
	for _, p := range more {
		if n := len(pieces); n > 0 && !pieces[n-1].End.Before(p.Start) {
			pieces[n-1].End = p.End
			continue
		}
		pieces = append(pieces, p)
	}
	return pieces
}

// Length returns how long somebody is on call in the turn.
func (t Turn) Length() (d time.Duration) {
	for _, p := range t.Active() {
		d += p.Duration()
	}
	return d
}

// Takes reports whether the rule lets a person take a turn in a role: whether they stand in the order of its layer, have joined, and do not
// leave before its end.
func (r Rotation) Takes(person ID, role string, turn Turn) bool {
	l, ok := r.At(turn.Start).Layer(turn.Layer)
	own, _, led := l.lead(role)
	loc, err := Zone(l.ZoneIn(r.Zone))
	if !ok || !led || err != nil {
		return false
	}
	for _, m := range own.Members {
		if m.PersonID == person {
			return (m.From.IsZero() || !turn.Start.Before(m.From.Start(loc))) && (m.Until.IsZero() || !turn.End.After(m.Until.Start(loc)))
		}
	}
	return false
}
