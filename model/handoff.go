package model

import "time"

// Handoffs walks the handoffs of a pattern in order. Each is strictly after the one before: nominal times that a clock change
// throws onto the same instant count once, as the later of them.
type Handoffs struct {
	first LocalTime
	turns Pattern
	clock zoneClock
	step  int    // how many nominal steps were made
	at    stride // of the next handoff from the first
	next  time.Time
	last  LocalTime // nominal reading of the one returned last
}

// NewHandoffs starts at the first handoff. The pattern must pass Pattern.Check.
func NewHandoffs(first LocalTime, turns Pattern, loc *time.Location) *Handoffs {
	h := &Handoffs{first: first, turns: turns, clock: zoneClock{loc: loc}}
	h.next = h.clock.resolve(first)
	return h
}

// Next returns the next handoff.
func (h *Handoffs) Next() time.Time {
	t := h.next
	for {
		h.last = h.at.from(h.first)
		h.at = h.at.plus(h.turns.at(h.step), 1)
		h.step++
		if h.next = h.clock.resolve(h.at.from(h.first)); h.next.After(t) {
			return t
		}
	}
}

// Nominal returns the reading that the handoff returned last stands for, which a clock change may have moved.
func (h *Handoffs) Nominal() LocalTime { return h.last }

// zoneClock resolves local times of one zone like Resolve, and quickly where the next one lies in the same period of the zone's offset.
type zoneClock struct {
	loc        *time.Location
	start, end time.Time // within which offset holds, away from the period's begin
	offset     time.Duration
}

// ambiguous is how long after a clock change a reading may have stood before it too; more than any change.
const ambiguous = 48 * time.Hour

func (c *zoneClock) resolve(l LocalTime) time.Time {
	if t := l.wall.Add(-c.offset); !c.start.IsZero() && t.After(c.start) && t.Before(c.end) {
		return t.In(c.loc)
	}
	t := Resolve(l, c.loc)
	start, end := t.ZoneBounds()
	_, offset := t.Zone()
	if end.IsZero() {
		end = t.AddDate(1000, 0, 0)
	}
	c.start, c.end, c.offset = start.Add(ambiguous), end, time.Duration(offset)*time.Second
	return t
}
