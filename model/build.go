package model

// BuildRules are what a rota of one rotation has to keep, beside time off and what has begun.
type BuildRules struct {
	RotationID    ID
	RestTurns     int      // free turns between two turns of one person
	MaxInRow      int      // most turns in a row where RestTurns is 0; 0: no limit
	MinSenior     int      // least seniors among the people of a turn
	KeepPublished bool     // change as little as possible of what is published
	ByHours       bool     // a full load follows contracted hours: half the hours, half the duties
	Criteria      []string // after the duties themselves, in this order: CriterionWeekends, CriterionNights
}

// The further criteria a rota can be spread by.
const (
	CriterionWeekends = "weekends"
	CriterionNights   = "nights"
)

// Criteria are all further criteria in the order they are offered.
var Criteria = []string{CriterionWeekends, CriterionNights}

// DefaultRules are the rules of a rotation that none were set for: with a primary and a secondary, one free turn between two.
func DefaultRules(r Rotation) BuildRules {
	rest := 0
	if len(r.Members) > 2*len(r.Roles) {
		rest = 1
	}
	return BuildRules{RotationID: r.ID, RestTurns: rest, KeepPublished: true, ByHours: true}
}

// Check reports broken rules.
func (b BuildRules) Check() error {
	var p Problems
	if b.RestTurns < 0 || b.RestTurns > 1000 {
		p.Add("rest", "A rest of %d turns is not possible: it is from 0 to 1000.", b.RestTurns)
	}
	if b.MaxInRow < 0 || b.MaxInRow > 1000 {
		p.Add("max_in_row", "%d turns in a row is not possible: it is from 1 to 1000, or 0 for no limit.", b.MaxInRow)
	}
	if b.MinSenior < 0 || b.MinSenior > 20 {
		p.Add("min_senior", "%d seniors a turn is not possible: it is from 0 to 20.", b.MinSenior)
	}
	for i, c := range b.Criteria {
		if c != CriterionWeekends && c != CriterionNights {
			p.Add("criteria", "There is no criterion %q. Choose weekends or nights.", c)
		}
		for _, earlier := range b.Criteria[:i] {
			if earlier == c {
				p.Add("criteria", "The criterion %s stands there twice.", c)
			}
		}
	}
	return p.Err()
}

// WishKind says what a wish asks for.
type WishKind string

const (
	Avoid  WishKind = "avoid"
	Prefer WishKind = "prefer"
)

// Wish is what a person would like, which a rota meets where fairness allows.
type Wish struct {
	ID          ID
	PersonID    ID
	Kind        WishKind
	From, Until Date // both included
}

// Check reports broken rules.
func (w Wish) Check() error {
	var p Problems
	if w.PersonID == 0 {
		p.Add("person", "A wish needs a person.")
	}
	if w.Kind != Avoid && w.Kind != Prefer {
		p.Add("kind", "A wish is to avoid or to prefer some days, not %q.", string(w.Kind))
	}
	if w.From.IsZero() || w.Until.IsZero() || w.Until.Before(w.From) {
		p.Add("until", "The last day of the wish is before its first. Choose %s or later.", w.From)
	}
	return p.Err()
}

// Apart are two people who are never on call in the same turn.
type Apart struct {
	ID   ID
	A, B ID // A is the smaller
}
