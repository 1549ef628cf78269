package workspace

import (
	"context"
	"fmt"
	"strings"
	"time"

	"watchbill/model"
)

const (
	NeedDouble NeedKind = "double" // one person in two duties at once
	NeedRest   NeedKind = "rest"   // too little rest between two duties
	NeedShare  NeedKind = "share"  // people on call for too much of their time
)

// dutyNeeds are double bookings, short rests and too much time on call in the next eight weeks: one line a person, and one for all shares.
// Gaps and absences are coverNeeds.
func (w *Workspace) dutyNeeds(ctx context.Context) ([]Need, error) {
	now := w.Now()
	c, err := w.DutyCheck(ctx, model.Interval{Start: now, End: now.Add(Ahead)})
	if err != nil || len(c.Doubles)+len(c.Rests)+len(c.Over) == 0 {
		return nil, err
	}
	d, err := w.names(ctx)
	if err != nil {
		return nil, err
	}
	var out []Need
	for _, group := range grouped(c.Doubles, func(b model.DoubleBooking) model.ID { return b.A.PersonID }) {
		out = append(out, d.doubleNeed(group, now))
	}
	for _, group := range grouped(c.Rests, model.ShortRest.PersonID) {
		out = append(out, d.restNeed(group, c.Rules, now))
	}
	if len(c.Over) > 0 {
		out = append(out, d.shareNeed(c, now))
	}
	return out, nil
}

// grouped puts what belongs to one key together; groups and their members keep their order.
func grouped[T any](all []T, key func(T) model.ID) [][]T {
	at := map[model.ID]int{}
	var out [][]T
	for _, x := range all {
		i, ok := at[key(x)]
		if !ok {
			i = len(out)
			at[key(x)] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], x)
	}
	return out
}

func (d desk) doubleNeed(all []model.DoubleBooking, now time.Time) Need {
	b := all[0]
	who, when := d.first(b.A.PersonID), Days(b.Part, d.rotations[b.A.RotationID].Zone, now)
	n := Need{Kind: NeedDouble, Urgent: true, When: b.Part.Start, Rotation: b.A.RotationID, Shift: b.A.ID, Person: b.A.PersonID}
	n.Title = fmt.Sprintf("%s is on call twice at once %s", who, when)
	n.Detail = fmt.Sprintf("%s and %s overlap for %s.", d.duty(b.A), d.duty(b.B), model.FormatSpan(b.Part.Duration()))
	if len(all) > 1 {
		n.Title = fmt.Sprintf("%s is on call twice at once %d times", who, len(all))
		n.Detail = fmt.Sprintf("First %s: %s and %s overlap for %s.", when, d.duty(b.A), d.duty(b.B), model.FormatSpan(b.Part.Duration()))
	}
	n.Detail += " Give one of the two to somebody else."
	return n
}

func (d desk) restNeed(all []model.ShortRest, rules model.DutyRules, now time.Time) Need {
	s := all[0]
	who, when := d.first(s.PersonID()), model.FormatTime(s.Before.End, now)
	n := Need{Kind: NeedRest, When: s.After.Start, Urgent: s.After.Start.Before(now.Add(7 * 24 * time.Hour)), Rotation: s.After.RotationID, Shift: s.After.ID, Person: s.PersonID()}
	n.Title = fmt.Sprintf("%s rests only %s between two duties", who, model.FormatSpan(s.Rest))
	n.Detail = fmt.Sprintf("From %s, between %s and %s.", when, d.duty(s.Before), d.duty(s.After))
	if len(all) > 1 {
		n.Title = fmt.Sprintf("%s rests less than %s between duties %d times", who, restWords(rules), len(all))
		n.Detail = fmt.Sprintf("First %s from %s, between %s and %s.", model.FormatSpan(s.Rest), when, d.duty(s.Before), d.duty(s.After))
	}
	n.Detail += fmt.Sprintf(" The rule asks for %s: give one of the two to somebody else.", restWords(rules))
	return n
}

// shareNeed is the last of what is soon: it is about the time as a whole, not about a day.
func (d desk) shareNeed(c DutyCheck, now time.Time) Need {
	const most = 4
	limit, period := model.FormatPercent(c.Rules.MaxShare), periodWords(c.Window, now)
	n := Need{Kind: NeedShare, When: c.Window.End, Person: c.Over[0].PersonID}
	if len(c.Over) == 1 {
		n.Title = fmt.Sprintf("%s is on call %s of their time", d.first(c.Over[0].PersonID), sharePercent(c.Over[0].Share))
		n.Detail = fmt.Sprintf("In %s; the limit is %s.", period, limit)
	} else {
		n.Title = fmt.Sprintf("%d people are on call above %s of their time", len(c.Over), limit)
		var who []string
		for i, o := range c.Over {
			if i == most {
				who = append(who, fmt.Sprintf("%d more", len(c.Over)-most))
				break
			}
			who = append(who, d.first(o.PersonID)+" "+sharePercent(o.Share))
		}
		n.Detail = fmt.Sprintf("In %s: %s.", period, strings.Join(who, ", "))
	}
	n.Detail += " More people in the order, or fewer roles, bring it down."
	return n
}
