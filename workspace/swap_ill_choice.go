package workspace

import (
	"slices"
	"time"

	"watchbill/model"
)

// CoverChoice says who covers a duty of somebody who is ill, in place of whom the ranking would take.
type CoverChoice struct {
	Shift    model.ID
	Override model.ID  // of a duty that an override gives; zero: of the shift itself
	End      time.Time // of the part; zero: all parts of the shift
	To       model.ID
}

// Choose says that somebody covers what a plan's cover is about.
func (c IllnessCover) Choose(to model.ID) CoverChoice {
	return CoverChoice{Shift: c.Shift.ID, Override: c.Shift.Override, End: c.Part.End, To: to}
}

// About reports whether it is a choice for a part: the begin of a shift under way moves on with the clock, its end does not.
func (c CoverChoice) About(part model.Handover) bool {
	return c.Shift == part.Shift.ID && (c.End.IsZero() || c.Override == part.Shift.Override && c.End.Equal(part.Part.End))
}

// choiceFor is who was chosen for a part, zero for nobody. The latest choice counts.
func choiceFor(chosen []CoverChoice, part model.Handover) model.ID {
	for _, c := range slices.Backward(chosen) {
		if c.About(part) {
			return c.To
		}
	}
	return 0
}

// chosenFirst puts the parts that somebody was chosen for first, so that the ranking works around them.
func chosenFirst(parts []model.Handover, chosen []CoverChoice) []model.Handover {
	out := slices.Clone(parts)
	rank := func(h model.Handover) int {
		if choiceFor(chosen, h) != 0 {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(out, func(a, b model.Handover) int { return rank(a) - rank(b) })
	return out
}

// takenBy is the way in which one person covers, or the reason why they cannot.
func takenBy(b *model.SwapBoard, found model.Suggestions, to model.ID) ([]model.Suggestion, error) {
	if i := slices.IndexFunc(found.List, func(s model.Suggestion) bool { return s.Handovers[0].To == to }); i >= 0 {
		return found.List[i : i+1], nil
	}
	who := "That person"
	if i := slices.IndexFunc(b.People, func(p model.Person) bool { return p.ID == to }); i >= 0 {
		who = b.People[i].First()
	}
	reason := "they cannot take it"
	for _, c := range found.Cannot {
		if slices.Contains(c.People, to) {
			reason = c.Reason
		}
	}
	return nil, model.Errorf(model.Conflict, "cover", "%s cannot cover the shift from %s: %s. Choose somebody else.", who, found.For.Part.Start.Format("Mon 2 Jan 15:04"), reason)
}

// chose reports whether somebody was chosen for a duty of a rotation.
func (p IllnessPlan) chose(rotation model.ID, covers []IllnessCover) bool {
	return slices.ContainsFunc(covers, func(c IllnessCover) bool { return c.Shift.RotationID == rotation && c.By == ByChoice })
}

// unmet says which choice is for nothing that has to be covered.
func (p IllnessPlan) unmet() error {
	for _, c := range p.chosen {
		if !slices.ContainsFunc(p.Covers, func(x IllnessCover) bool { return c.About(x.Handover) }) {
			return model.Errorf(model.NotFound, "cover", "%s has no shift %d that has to be covered then. Look at the covers without it first.", p.Person.First(), c.Shift)
		}
	}
	return nil
}
