package model

import "time"

// Handoffs walks the handoffs of a layer in order: the starts of its turns, of the first active time where windows restrict it. Each is
// strictly after the one before: nominal times that a clock change throws onto the same instant count once, as the later of them.
type Handoffs struct{ walk *turnWalk }

// NewHandoffs starts at a layer's first handoff in a zone. Its turns must pass Pattern.Check and its windows CheckWindows.
func NewHandoffs(l Layer, loc *time.Location) *Handoffs { return &Handoffs{newTurnWalk(l, loc)} }

// Next returns the next handoff.
func (h *Handoffs) Next() time.Time { return h.walk.next().Start.In(h.walk.clock.loc) }

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
	start, end := ZonePeriod(t)
	_, offset := t.Zone()
	if end.IsZero() {
		end = t.AddDate(1000, 0, 0)
	}
	c.start, c.end, c.offset = start.Add(ambiguous), end, time.Duration(offset)*time.Second
	return t
}
