package model

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// BuildRules are what a rota of one rotation has to keep, beside time off and what has begun.
type BuildRules struct {
	RotationID    ID
	RestTurns     int      // free turns between two turns of one person
	MaxInRow      int      // most turns in a row where RestTurns is 0; 0: no limit
	MinSenior     int      // least seniors among the people of a turn
	KeepPublished bool     // change as little as possible of what is published
	ByHours       bool     // a full load follows contracted hours: half the hours, half the duties
	Criteria      []string // after the duties themselves, in this order: CriterionWeekends, CriterionNights, CriterionHolidays
	HistoryWeeks  int      // how far back duties served count as load carried over; 0: not at all
	HolidayFactor int      // how much a turn with a public holiday weighs, 1 to 5; 0 counts as 1
}

// The further criteria a rota can be spread by.
const (
	CriterionWeekends = "weekends"
	CriterionNights   = "nights"
	CriterionHolidays = "holidays"
)

// DefaultHistoryWeeks is half a year: long enough for holidays and swaps to count, short enough for a new start.
const DefaultHistoryWeeks = 26

// Criteria are all further criteria in the order they are offered.
var Criteria = []string{CriterionWeekends, CriterionNights, CriterionHolidays}

// DefaultRules are the rules of a rotation that none were set for: with a primary and a secondary, one free turn between two.
func DefaultRules(r Rotation) BuildRules {
	rest := 0
	if len(r.People()) > 2*len(r.Roles) {
		rest = 1
	}
	return BuildRules{RotationID: r.ID, RestTurns: rest, KeepPublished: true, ByHours: true, HistoryWeeks: DefaultHistoryWeeks, HolidayFactor: 1}
}

// LeastRest is the time a person has at least between duties of two rotations (Directive 2003/88/EC, article 3).
const LeastRest = 11 * time.Hour

// ParseRest reads a rest in turns ("2") or hours ("48h") and returns it in turns of so many hours: as many free turns as last at least that
// long. words says what became of hours, and is empty for turns.
func ParseRest(s string, length int) (turns int, words string, err error) {
	s = strings.TrimSpace(s)
	number, inHours := strings.CutSuffix(s, "h")
	n, err := strconv.Atoi(number)
	if err != nil || n < 0 || n > 100_000 {
		return 0, "", Invalidf("rest", "%q is no rest. Write turns, such as 2, or hours, such as 48h.", s)
	}
	if !inHours {
		return n, "", nil
	}
	turns = (n + length - 1) / length
	switch {
	case n == 0:
		return 0, "no rest between two turns", nil
	case turns == 1:
		words = fmt.Sprintf("%s of rest is one free turn of %d h between two turns of one person", Count(n, "hour", "hours"), length)
	default:
		words = fmt.Sprintf("%s of rest are %d free turns of %d h between two turns of one person", Count(n, "hour", "hours"), turns, length)
	}
	return turns, words, nil
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
	if b.HistoryWeeks < 0 || b.HistoryWeeks > 520 {
		p.Add("history", "A history of %d weeks is not possible: it is from 0 to 520.", b.HistoryWeeks)
	}
	if b.HolidayFactor < 0 || b.HolidayFactor > 5 {
		p.Add("holiday_factor", "A turn with a holiday cannot weigh %d times as much: it is from 1 to 5.", b.HolidayFactor)
	}
	for i, c := range b.Criteria {
		if !slices.Contains(Criteria, c) {
			p.Add("criteria", "There is no criterion %q. Choose %s.", c, strings.Join(Criteria, ", "))
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

// Pin settles that a person has a slot in every rota that is built.
type Pin struct {
	ID       ID
	RoleID   ID
	PersonID ID
	Slot     time.Time // start of the turn
}
