package model

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// SwapRule names what a swap can come up against.
type SwapRule string

// The hard rules: a swap that breaks one is refused.
const (
	RuleShift  SwapRule = "shift"  // the shift itself: over, begun, not theirs, taken twice
	RulePerson SwapRule = "person" // there is no such person any more, or they have left by then
	RuleSelf   SwapRule = "self"   // whoever has it would take it
	RuleBooked SwapRule = "booked" // on call already, in any rotation; so a secondary is never the primary
	RuleAway   SwapRule = "away"   // time off
	RuleSenior SwapRule = "senior" // the turn would have too few seniors
	RuleApart  SwapRule = "apart"  // two people who are never on call together
)

// The rules that a swap may bend where somebody says so.
const (
	RuleRest   SwapRule = "rest"   // too little rest before or after
	RuleShare  SwapRule = "share"  // more of the time on call than the team's limit
	RuleWish   SwapRule = "wish"   // somebody wished to be free then
	RuleMember SwapRule = "member" // the rotation is not theirs
)

// SwapProblem is one thing that speaks against a swap.
type SwapProblem struct {
	Rule   SwapRule
	Person ID   // whom it concerns; zero: nobody in particular
	Hard   bool // the swap is refused; else it needs consent
	Text   string
	Short  string // without the name, so that several people can share it
}

// Hard returns the problems that cannot be consented to.
func Hard(ps []SwapProblem) []SwapProblem {
	return slices.DeleteFunc(slices.Clone(ps), func(p SwapProblem) bool { return !p.Hard })
}

// Bends returns the problems that a swap may go through with, with consent.
func Bends(ps []SwapProblem) []SwapProblem {
	return slices.DeleteFunc(slices.Clone(ps), func(p SwapProblem) bool { return p.Hard })
}

// WordsOf returns problems as one line.
func WordsOf(ps []SwapProblem) string {
	texts := make([]string, len(ps))
	for i, p := range ps {
		texts[i] = p.Text
	}
	return strings.Join(texts, " ")
}

// RefusalOf returns the error for problems that stop a swap: the first hard one, or, without consent, what it would bend.
func RefusalOf(ps []SwapProblem, consent bool) error {
	if hard := Hard(ps); len(hard) > 0 {
		return Errorf(Conflict, "person", "%s", hard[0].Text)
	}
	if len(ps) > 0 && !consent {
		return Errorf(Conflict, "consent", "%s It can be done all the same, if you say that rules may be bent.", WordsOf(ps))
	}
	return nil
}

// Check returns what speaks against some handovers that are made at once, hard problems first. It is empty for handovers that keep all
// rules. A problem that is there already and does not get worse is none.
func (b *SwapBoard) Check(hs []Handover) []SwapProblem {
	var hard, bends []SwapProblem
	for i, h := range hs {
		if p := b.checkShift(h, hs[:i]); p.Rule != "" {
			hard = append(hard, p)
		}
	}
	if len(hs) == 0 {
		hard = append(hard, SwapProblem{Rule: RuleShift, Hard: true, Text: "Nothing changes hands. Choose a shift."})
	}
	if len(hard) > 0 {
		return hard
	}
	es := b.effects(hs)
	for _, e := range es {
		for _, id := range e.gainers() {
			x, y := b.checkTaker(id, e, es)
			hard, bends = append(hard, x...), append(bends, y...)
		}
	}
	hard = append(hard, b.checkSeniors(es)...)
	return append(hard, once(bends)...)
}

// once leaves a problem out that is said twice, such as a share that two duties exceed.
func once(ps []SwapProblem) []SwapProblem {
	var out []SwapProblem
	for _, p := range ps {
		if !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}

// checkShift says why a part cannot change hands, whoever takes it.
func (b *SwapBoard) checkShift(h Handover, before []Handover) SwapProblem {
	no := func(rule SwapRule, format string, args ...any) SwapProblem {
		return SwapProblem{Rule: rule, Person: h.Shift.PersonID, Hard: true, Text: fmt.Sprintf(format, args...)}
	}
	if _, err := PartOf(h.Shift, h.Part, b.Now); err != nil {
		return no(RuleShift, "%s", err.Error())
	}
	if h.To == h.Shift.PersonID {
		if h.To == 0 {
			return no(RuleSelf, "The shift has nobody already; there is nobody to take off it.")
		}
		return no(RuleSelf, "%s has this shift already, and nobody swaps with themselves. Choose somebody else.", b.Name(h.To))
	}
	for _, o := range before {
		if o.Shift.ID == h.Shift.ID && o.Part.Overlaps(h.Part) {
			return no(RuleShift, "The shift from %s changes hands twice at the same time. Choose parts that do not overlap.", h.Shift.Start.Format(swapTime))
		}
	}
	return SwapProblem{}
}

// checkTaker says what speaks against one person's serving what a part gives them.
func (b *SwapBoard) checkTaker(id ID, e effect, all []effect) (hard, bends []SwapProblem) {
	p, ok := b.person[id]
	if !ok {
		return []SwapProblem{{Rule: RulePerson, Person: id, Hard: true, Text: "Somebody who should take a shift is no longer in the team."}}, nil
	}
	takes := of(p.ID, e.gained)
	if problem := b.hardSolo(p, e.Part, takes); problem.Rule != "" {
		return []SwapProblem{problem}, nil
	}
	if e.ByOverride() && onCall(takes, e.Part) < e.Part.Duration() {
		short := "in that role then already"
		return []SwapProblem{{RuleBooked, p.ID, true, fmt.Sprintf("%s is %s, and nobody can hold two duties at once.", p.Name, short), short}}, nil
	}
	after := b.dutiesAfter(p.ID, all)
	for _, s := range after {
		if !e.holds(s) && overlapsAny(s.Interval, takes) {
			short := fmt.Sprintf("on call already from %s to %s", s.Start.Format(swapTime), s.End.Format(swapTime))
			hard = append(hard, SwapProblem{RuleBooked, p.ID, true, fmt.Sprintf("%s is %s, and nobody can hold two duties at once.", p.Name, short), short})
		}
	}
	hard = append(hard, b.checkApart(p, takes, all)...)
	if len(hard) > 0 || len(takes) == 0 {
		return hard, nil
	}
	bends = append(bends, b.softSolo(p, takes)...)
	bends = append(bends, b.checkRest(p, e, after)...)
	return hard, append(bends, b.checkShare(p, e.Handover, after)...)
}

// hardSolo says whether a person can have a part, of which they serve some duties.
func (b *SwapBoard) hardSolo(p Person, part Interval, serves []Shift) SwapProblem {
	if gone, left := b.gone[p.ID]; left && part.End.After(gone) {
		short := fmt.Sprintf("left the team by then (%s)", p.Left)
		return SwapProblem{RulePerson, p.ID, true, fmt.Sprintf("%s has %s.", p.Name, short), short}
	}
	for _, t := range b.off[p.ID] {
		if overlapsAny(t.Interval, serves) {
			short := fmt.Sprintf("away (%s) from %s to %s", t.Kind, t.Start.Format("Mon 2 Jan 2006"), t.End.Add(-time.Second).Format("Mon 2 Jan 2006"))
			return SwapProblem{RuleAway, p.ID, true, fmt.Sprintf("%s is %s, in this shift.", p.Name, short), short}
		}
	}
	return SwapProblem{}
}

// softSolo says what duties in one part bend for a person, whatever else they do.
func (b *SwapBoard) softSolo(p Person, duties []Shift) (out []SwapProblem) {
	if rotation := duties[0].RotationID; !b.takesTurns(rotation, p.ID) {
		out = append(out, bend(RuleMember, p, "does not take turns in %s", b.rotation[rotation].Name))
	}
	if w, ok := b.wishIn(p.ID, Avoid, duties); ok {
		out = append(out, bend(RuleWish, p, "wished to be free %s", w.days()))
	}
	return out
}

// wishIn returns the first of a person's wishes that some duties touch.
func (b *SwapBoard) wishIn(person ID, kind WishKind, duties []Shift) (Wish, bool) {
	for _, s := range duties {
		if w, ok := b.wishAt(person, kind, s); ok {
			return w, true
		}
	}
	return Wish{}, false
}

func (b *SwapBoard) wishAt(person ID, kind WishKind, s Shift) (Wish, bool) {
	for _, w := range b.wishes[s.RotationID][person] {
		if w.Kind == kind && w.Overlaps(s.Interval) {
			return w.Wish, true
		}
	}
	return Wish{}, false
}

func (w Wish) days() string {
	from, until := w.From.Start(time.UTC), w.Until.Start(time.UTC)
	switch {
	case w.From == w.Until:
		return from.Format("2 Jan")
	case from.Month() == until.Month() && from.Year() == until.Year():
		return fmt.Sprintf("%d–%s", from.Day(), until.Format("2 Jan"))
	default:
		return from.Format("2 Jan") + " – " + until.Format("2 Jan")
	}
}

// restBetween is the rest that one person needs between two duties: the team's, and, for two turns of one rotation, as many free turns as
// its rota is built with. Handoffs move by an hour when clocks change, so turns are counted with half a day to spare. Duties that touch
// need no rest by the team's rule: they are one long duty.
func (b *SwapBoard) restBetween(x, y Shift) time.Duration {
	rest := b.Duty.Rest
	if n := b.Build[x.RotationID].RestTurns; n > 0 && x.RotationID == y.RotationID && !x.Slot.Equal(y.Slot) {
		if turns := time.Duration(n)*b.turn[keyOf(x)] - 12*time.Hour; turns > rest {
			return turns
		}
		return max(rest, time.Minute)
	}
	return rest
}

// tooNear reports whether two duties of one person leave less rest than is asked for.
func (b *SwapBoard) tooNear(x, y Shift) (rest time.Duration, near bool) {
	if y.Start.Before(x.Start) {
		x, y = y, x
	}
	rest = y.Start.Sub(x.End)
	if rest < 0 {
		return rest, false // a double booking, which is worse
	}
	needs := b.restBetween(x, y)
	turns := b.Build[x.RotationID].RestTurns > 0 && x.RotationID == y.RotationID && !x.Slot.Equal(y.Slot)
	return rest, rest < needs && (rest > 0 || turns)
}

// checkRest says where a taker rests too little around a part: the shortest rest before it and the shortest after.
func (b *SwapBoard) checkRest(p Person, e effect, after []Shift) (out []SwapProblem) {
	takes := of(p.ID, e.gained)
	var short [2]struct {
		s, taken Shift
		rest     time.Duration
		near     bool
	}
	for _, s := range after {
		if e.holds(s) {
			continue
		}
		taken, rest, near := b.nearest(s, takes)
		side := &short[sideOf(s.Start.After(taken.Start))]
		if near && (!side.near || rest < side.rest) {
			side.s, side.taken, side.rest, side.near = s, taken, rest, true
		}
	}
	for i, when := range []string{"before", "after"} {
		if x := short[i]; x.near {
			out = append(out, bend(RuleRest, p, "rests %s %s, the rule asks for %s", FormatSpan(x.rest), when, FormatSpan(b.wanted(x.s, x.taken))))
		}
	}
	return out
}

// sideOf is 0 for duties before what somebody takes, and 1 for those after it.
func sideOf(after bool) int {
	if after {
		return 1
	}
	return 0
}

// nearest finds the first of some duties that leaves too little rest to another one.
func (b *SwapBoard) nearest(s Shift, takes []Shift) (taken Shift, rest time.Duration, near bool) {
	for _, t := range takes {
		if rest, near := b.tooNear(s, t); near {
			return t, rest, true
		}
	}
	return taken, 0, false
}

// wanted is restBetween as it is said: without the half day to spare.
func (b *SwapBoard) wanted(x, y Shift) time.Duration {
	if y.Start.Before(x.Start) {
		x, y = y, x
	}
	rest := b.restBetween(x, y)
	if n := b.Build[x.RotationID].RestTurns; n > 0 && x.RotationID == y.RotationID && !x.Slot.Equal(y.Slot) {
		return max(rest, (time.Duration(n) * b.turn[keyOf(x)]).Round(24*time.Hour))
	}
	return rest
}

// shareReach is how far to both sides of a duty the time on call is looked at: half a year in all.
const shareReach = 13 * 7 * 24 * time.Hour

// checkShare says whether a taker is on call for more of the half year around a part than the team allows, and more than before.
func (b *SwapBoard) checkShare(p Person, h Handover, after []Shift) []SwapProblem {
	window := b.shareWindow(h.Part)
	had, has := onCall(b.own[p.ID], window), onCall(after, window)
	if has <= had {
		return nil
	}
	share, limit := float64(has)/float64(window.Duration()), b.shareLimit(h, window)
	if share <= limit {
		return nil
	}
	return []SwapProblem{bend(RuleShare, p, "would be on call %s of the half year around it, the rule asks for at most %s", FormatPercent(share), FormatPercent(limit))}
}

// bend is a problem that can be consented to.
func bend(rule SwapRule, p Person, format string, args ...any) SwapProblem {
	short := fmt.Sprintf(format, args...)
	return SwapProblem{rule, p.ID, false, p.First() + " " + short + ".", short}
}

// shareWindow is the half year around a part, as far as duties are known.
func (b *SwapBoard) shareWindow(at Interval) Interval {
	w := Interval{at.Start.Add(-shareReach), at.End.Add(shareReach)}
	if len(b.Shifts) > 0 {
		if first := b.Shifts[0].Start; w.Start.Before(first) {
			w.Start = first
		}
		last := b.Shifts[len(b.Shifts)-1].End
		if w.End.After(last) {
			w.End = last
		}
	}
	return w
}

// shareLimit is how much of window one person may be on call. A team that is on call for as much or more as a whole cannot keep its rule:
// then a turn more than its average is the limit.
func (b *SwapBoard) shareLimit(h Handover, window Interval) float64 {
	total, people := time.Duration(0), 0
	for _, p := range b.People {
		if own := onCall(b.own[p.ID], window); own > 0 {
			total += own
			people++
		}
	}
	if people == 0 {
		return b.Duty.MaxShare
	}
	average := float64(total) / float64(people)
	if average < b.Duty.MaxShare*float64(window.Duration()) {
		return b.Duty.MaxShare
	}
	return (average + float64(max(b.turn[keyOf(h.Shift)], h.Part.Duration()))) / float64(window.Duration())
}

// onCall is the time that one person's duties take in window.
func onCall(duties []Shift, window Interval) (d time.Duration) {
	for _, s := range duties {
		d += s.Interval.Intersect(window).Duration()
	}
	return d
}
