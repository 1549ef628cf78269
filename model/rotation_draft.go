package model

import "time"

// Turn is one turn of a pattern: its number, counted from the first handoff on real handoffs, and its interval.
type Turn struct {
	Index int
	Interval
}

// Turns returns the turns that overlap window, in order. Nothing is before the first handoff. It walks from the first handoff,
// because only walking counts the handoffs that were really made; ten years of daily turns take about a millisecond.
func Turns(first LocalTime, turns Pattern, loc *time.Location, window Interval) []Turn {
	if window.Empty() || turns.Check() != nil {
		return nil
	}
	h := NewHandoffs(first, turns, loc)
	var out []Turn
	start := h.Next()
	for index := 0; start.Before(window.End); index++ {
		end := h.Next()
		if end.After(window.Start) {
			out = append(out, Turn{index, Interval{start, end}})
		}
		start = end
	}
	return out
}

// Turns returns the turns of the rule in force at the window's start that overlap window, in order.
func (r Rotation) Turns(window Interval) ([]Turn, error) {
	v := r.At(window.Start)
	if len(v.Layers) == 0 {
		return nil, Invalidf("layer", "%s has no turns yet. Say when its first handoff is and how long a turn lasts.", r.Name)
	}
	l := v.Layers[0]
	loc, err := Zone(l.ZoneIn(r.Zone))
	if err != nil {
		return nil, err
	}
	return Turns(l.First, l.Turns, loc, window), nil
}

// Draft lays the rotation's turns over window in the order of its people: turn k's first role goes to the k-th person, the second
// role to the one after, so a secondary is primary next and never both at once. Each turn that starts in window is, whole, a shift
// of each role; ids are zero and the state is Draft. Leave those who cannot serve out of without before.
func (r Rotation) Draft(window Interval) ([]Shift, error) {
	if err := r.Check(); err != nil {
		return nil, err
	}
	people := r.At(window.Start).People()
	if len(people) == 0 {
		return nil, Invalidf("people", "%s has no people yet. Add people to the rotation before building a rota.", r.Name)
	}
	if len(people) < len(r.Roles) {
		return nil, Invalidf("people", "%s has %s and %s, and nobody can hold two at once. Add %s, or take a role away.",
			r.Name, Count(len(r.Roles), "role", "roles"), Count(len(people), "person", "people"),
			Count(len(r.Roles)-len(people), "more person", "more people"))
	}
	turns, err := r.Turns(window)
	if err != nil {
		return nil, err
	}
	var out []Shift
	for _, turn := range turns {
		if turn.Start.Before(window.Start) {
			continue
		}
		for i, role := range r.Roles {
			out = append(out, Shift{
				RotationID: r.ID, RoleID: role.ID, Slot: turn.Start, Interval: turn.Interval,
				PersonID: people[(turn.Index+i)%len(people)], State: Draft,
			})
		}
	}
	return out, nil
}

// DraftWindow returns the window of a draft of n weeks from the first handoff that is at or after from. It ends n weeks after that
// handoff's nominal reading, so that a first handoff moved by a clock change adds no turn.
func (r Rotation) DraftWindow(from time.Time, weeks int) (Interval, error) {
	if weeks < 1 || weeks > 260 {
		return Interval{}, Invalidf("weeks", "A draft of %d weeks is not possible: it is from 1 to 260 weeks long.", weeks)
	}
	v := r.At(from)
	if len(v.Layers) == 0 {
		return Interval{}, Invalidf("layer", "%s has no turns yet. Say when its first handoff is and how long a turn lasts.", r.Name)
	}
	l := v.Layers[0]
	loc, err := Zone(l.ZoneIn(r.Zone))
	if err != nil {
		return Interval{}, err
	}
	h := NewHandoffs(l.First, l.Turns, loc)
	start := h.Next()
	for start.Before(from) {
		start = h.Next()
	}
	end := Resolve(h.Nominal().AddDays(7*weeks), loc)
	return Interval{start, end}, nil
}
