package model

import "time"

// Draft resolves the rule over window: the shifts that start in it, whole, in order of time. It refuses a rule that has too few people for
// its roles.
func (r Rotation) Draft(window Interval, who Availability) ([]Shift, error) {
	if err := r.Check(); err != nil {
		return nil, err
	}
	if err := r.checkPeople(window); err != nil {
		return nil, err
	}
	shifts, err := r.Shifts(window, who)
	for len(shifts) > 0 && shifts[0].Start.Before(window.Start) {
		shifts = shifts[1:]
	}
	return shifts, err
}

// checkPeople refuses layers in force within window that have fewer people than roles.
func (r Rotation) checkPeople(window Interval) error {
	for i, v := range r.Versions {
		over := i+1 < len(r.Versions) && !r.Versions[i+1].From.After(window.Start)
		if over || !v.From.Before(window.End) {
			continue
		}
		for _, l := range v.Layers {
			name := r.Name
			if l.Name != "" {
				name = "The layer " + l.Name + " of " + r.Name
			}
			people, roles := len(l.People()), len(l.Orders)
			if people == 0 {
				return Invalidf("people", "%s has no people yet. Add people to the rotation before building a rota.", name)
			}
			if people < roles {
				return Invalidf("people", "%s has %s and %s, and nobody can hold two at once. Add %s, or take a role away.",
					name, Count(roles, "role", "roles"), Count(people, "person", "people"), Count(roles-people, "more person", "more people"))
			}
		}
	}
	return nil
}

// DraftWindow returns the window of a draft of n weeks from the first shift of the rule that starts at from or later. It ends n weeks
// after that start's reading in the rotation's zone; for a start that a clock change moved that is the reading before the change, so that
// it adds no turn.
func (r Rotation) DraftWindow(from time.Time, weeks int) (Interval, error) {
	if weeks < 1 || weeks > 260 {
		return Interval{}, Invalidf("weeks", "A draft of %d weeks is not possible: it is from 1 to 260 weeks long.", weeks)
	}
	start, err := r.nextStart(from)
	if err != nil {
		return Interval{}, err
	}
	reading := LocalOf(start, start.Location())
	if before := LocalOf(start.Add(-time.Second), start.Location()).Add(time.Second); before.Before(reading) {
		reading = before
	}
	return Interval{start, Resolve(reading.AddDays(7*weeks), start.Location())}, nil
}

// nextStart returns the first start of an active time of a turn at an instant or later.
func (r Rotation) nextStart(from time.Time) (time.Time, error) {
	for days := 35; days < 300*366; days *= 4 {
		turns, err := r.Turns(Interval{from, from.AddDate(0, 0, days)})
		if err != nil {
			return time.Time{}, err
		}
		var first time.Time
		for _, t := range turns {
			for _, p := range t.Active() {
				if !p.Start.Before(from) && (first.IsZero() || p.Start.Before(first)) {
					first = p.Start
				}
			}
		}
		if !first.IsZero() {
			loc, err := Zone(r.Zone)
			return first.In(loc), err
		}
	}
	return time.Time{}, Invalidf("first", "No turn of %s begins at %s or later. Look at its first handoff.", r.Name, from.Format("2006-01-02 15:04"))
}
