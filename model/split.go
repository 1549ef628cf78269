package model

import "time"

// PlanSplit cuts a shift in two at a moment. The first part keeps the ID and calendar UID, the second gets its own when it is stored.
// The moment must lie inside the shift and, once a published shift is under way, after now.
func PlanSplit(s Shift, at, now time.Time) (first, second Shift, err error) {
	switch {
	case !at.After(s.Start) || !at.Before(s.End):
		return s, s, Errorf(Conflict, "at", "%s does not lie inside the shift, which is from %s to %s. Choose a moment in between.",
			clockOf(at.In(s.Start.Location())), clockOf(s.Start), clockOf(s.End))
	case s.State == Published && !s.End.After(now):
		return s, s, Errorf(Conflict, "shift", "The shift is over, and what happened is a fact. Only shifts that are not over can be split.")
	case s.State == Published && at.Before(now):
		return s, s, Errorf(Conflict, "at", "The shift is under way, and what happened is a fact. Split it at %s or later.", clockOf(now.In(s.Start.Location())))
	}
	first, second = s, s
	first.End, second.Start = at.In(s.Start.Location()), at.In(s.Start.Location())
	second.ID, second.UID, second.Sequence = 0, "", 0
	return first, second, nil
}

// PlanMerge joins a shift with the part of the same slot that follows it. Both must have the same person, and the second must not
// have begun where it is published.
func PlanMerge(first, second Shift, now time.Time) (Shift, error) {
	switch {
	case first.State != second.State || first.RoleID != second.RoleID || !first.Slot.Equal(second.Slot) || !first.End.Equal(second.Start):
		return first, Errorf(Conflict, "shift", "The two shifts are not neighbouring parts of one turn, so they cannot be joined.")
	case first.PersonID != second.PersonID:
		return first, Errorf(Conflict, "shift", "The two parts have different people. Give both to one person first.")
	case first.State == Published && !second.Start.After(now):
		return first, Errorf(Conflict, "shift", "The second part has begun, and what happened is a fact.")
	}
	first.End = second.End
	return first, nil
}
