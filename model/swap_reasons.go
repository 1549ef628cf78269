package model

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// suggestion says a way in words.
func (f *swapFinder) suggestion(w way) Suggestion {
	hs := f.handovers(&w)
	return f.b.suggested(hs, Suggestion{Change: float64(w.change) / 1e6, Wishes: -int(w.wishes), Gap: w.gap})
}

// suggested fills in what a suggestion of some handovers says beside its rank.
func (b *SwapBoard) suggested(hs []Handover, s Suggestion) Suggestion {
	s.Kind, s.Handovers, s.People, s.Bends, s.Loads = KindOf(hs), hs, b.peopleOf(hs, b.effects(hs)), Bends(b.Check(hs)), b.LoadsOf(hs)
	s.Reasons = b.ReasonsFor(hs, s.Bends)
	return s
}

// ReasonsFor says what speaks for some handovers and against them: the rules first, then wishes, loads, and whom it burdens.
func (b *SwapBoard) ReasonsFor(hs []Handover, bends []SwapProblem) []SwapReason {
	var out []SwapReason
	good := func(text string) { out = append(out, SwapReason{true, text}) }
	es := b.effects(hs)
	for _, p := range bends {
		out = append(out, SwapReason{false, strings.TrimSuffix(p.Text, ".")})
	}
	if len(bends) == 0 {
		good(strings.TrimSuffix("all rules kept: "+b.restsOf(es), ": "))
	}
	for _, e := range es {
		out = append(out, b.overrideReasons(e)...)
		out = append(out, b.wishReasons(e)...)
	}
	good(b.loadWords(hs) + " · " + Count(len(PeopleIn(hs)), "person", "people") + ", " + Count(len(hs), "shift", "shifts"))
	for _, id := range b.peopleOf(hs, es) {
		if n := weekendsOf(es, id); n != 0 {
			out = append(out, SwapReason{n < 0, fmt.Sprintf("%s %s %s", b.Name(id), signed(n), plural(n, "weekend", "weekends"))})
		}
		if n := b.Asked[id]; n > 0 && slices.ContainsFunc(hs, func(h Handover) bool { return h.To == id }) {
			out = append(out, SwapReason{false, fmt.Sprintf("%s was asked %s this quarter", b.Name(id), times(n))})
		}
	}
	return out
}

func plural(n int, one, many string) string {
	if n == 1 || n == -1 {
		return one
	}
	return many
}

// signed writes a change with its sign, the minus as an en dash.
func signed(n int) string { return strings.Replace(fmt.Sprintf("%+d", n), "-", "–", 1) }

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	default:
		return strconv.Itoa(n) + " times"
	}
}

// restsOf says how long the takers rest around what they take: "Ben rests 14 d before and 28 d after, Ana has no other duty".
func (b *SwapBoard) restsOf(es []effect) string {
	var said []string
	for _, e := range es {
		if len(of(e.To, e.gained)) == 0 {
			continue
		}
		said = append(said, b.Name(e.To)+" "+restWords(b.restsAround(e, es)))
	}
	return strings.Join(said, ", ")
}

// restWords says how long somebody rests before and after a duty; negative: there is no other, zero: it goes straight on.
func restWords(before, after time.Duration) string {
	var rests, on []string
	switch {
	case before > 0:
		rests = append(rests, FormatSpan(before)+" before")
	case before == 0:
		on = append(on, "from the duty before")
	}
	switch {
	case after > 0:
		rests = append(rests, FormatSpan(after)+" after")
	case after == 0:
		on = append(on, "to the next duty")
	}
	var words []string
	if rests != nil {
		words = append(words, "rests "+strings.Join(rests, " and "))
	}
	if on != nil {
		words = append(words, "goes straight on "+strings.Join(on, " and "))
	}
	if words == nil {
		return "has no other duty"
	}
	return strings.Join(words, " and ")
}

// overrideReasons says who serves, or does not any more, because of an override that lies there.
func (b *SwapBoard) overrideReasons(e effect) (out []SwapReason) {
	when := e.Part.Start.Format("Mon 2 Jan")
	if e.ByOverride() {
		out = append(out, SwapReason{true, fmt.Sprintf("%s serves by an override, and %s by another one over it", b.Name(e.Shift.PersonID), b.Name(e.To))})
	}
	for _, id := range e.others() {
		words := "an override has %s serve from %s"
		if len(of(id, e.gained)) == 0 {
			words = "the override that has %s serve from %s does nothing then"
		}
		out = append(out, SwapReason{false, fmt.Sprintf(words, b.Name(id), when)})
	}
	if len(e.gained) == 0 && e.To != 0 {
		out = append(out, SwapReason{true, fmt.Sprintf("overrides have others serve from %s, so %s does not", when, b.Name(e.To))})
	}
	if len(of(e.Shift.PersonID, e.after)) > 0 && e.Shift.PersonID != 0 {
		out = append(out, SwapReason{false, fmt.Sprintf("an override has %s serve from %s all the same", b.Name(e.Shift.PersonID), when)})
	}
	return out
}

func (b *SwapBoard) wishReasons(e effect) (out []SwapReason) {
	gives, takes := of(e.Shift.PersonID, e.lost), of(e.To, e.gained)
	if w, ok := b.wishIn(e.Shift.PersonID, Avoid, gives); ok {
		out = append(out, SwapReason{true, fmt.Sprintf("%s wished to be free %s, and then is", b.Name(e.Shift.PersonID), w.days())})
	}
	if w, ok := b.wishIn(e.Shift.PersonID, Prefer, gives); ok {
		out = append(out, SwapReason{false, fmt.Sprintf("%s wished to be on call %s, and then is not", b.Name(e.Shift.PersonID), w.days())})
	}
	if w, ok := b.wishIn(e.To, Prefer, takes); ok {
		out = append(out, SwapReason{true, fmt.Sprintf("%s wished to be on call %s", b.Name(e.To), w.days())})
	}
	return out
}

// loadWords says what happens to the loads of the rotations concerned: "loads stay 9–8".
func (b *SwapBoard) loadWords(hs []Handover) string {
	var said []string
	for _, r := range b.Rotations {
		if !slices.ContainsFunc(hs, func(h Handover) bool { return h.Shift.RotationID == r.ID }) {
			continue
		}
		least, most := b.LoadRange(r.ID, nil)
		least2, most2 := b.LoadRange(r.ID, hs)
		was, is := loadRange(most, least), loadRange(most2, least2)
		words := fmt.Sprintf("loads %s become %s", was, is)
		if was == is {
			words = "loads stay " + is
		}
		if len(said) > 0 {
			words = r.Name + " " + words
		}
		said = append(said, words)
	}
	return strings.Join(said, ", ")
}

func loadRange(most, least float64) string {
	if a, b := FormatLoad(most), FormatLoad(least); a != b {
		return a + "–" + b
	}
	return FormatLoad(most)
}

// FormatLoad returns a load in duties with at most one decimal: 9, 8.5.
func FormatLoad(duties float64) string {
	return strings.TrimSuffix(strconv.FormatFloat(duties, 'f', 1, 64), ".0")
}

// weekendsOf is how many weekends more a person has because of some handovers, on the clocks of the shifts' rotations.
func weekendsOf(es []effect, person ID) (n int) {
	touches := func(duties []Shift) int {
		if slices.ContainsFunc(duties, func(s Shift) bool { return s.PersonID == person && touchesWeekend(s.Interval) }) {
			return 1
		}
		return 0
	}
	for _, e := range es {
		n += touches(e.gained) - touches(e.lost)
	}
	return n
}

// touchesWeekend reports whether an interval holds a part of a Saturday or Sunday on its own clock.
func touchesWeekend(i Interval) bool {
	for d := DateOf(i.Start); d.Start(i.Start.Location()).Before(i.End); d = d.AddDays(1) {
		if w := d.Weekday(); w == time.Saturday || w == time.Sunday {
			return true
		}
	}
	return false
}

// cannot groups the people of the rotation who take the asked part in no way by what speaks against it.
func (f *swapFinder) cannot() []CannotTake {
	var out []CannotTake
	for k, p := range f.b.People {
		gone, left := f.b.gone[p.ID]
		r := f.b.rotation[f.h.Shift.RotationID]
		if int32(k) == f.loser || f.takes[k] || left && !gone.After(f.b.Now) || len(f.b.members[r.ID]) > 0 && !slices.Contains(f.b.members[r.ID], p.ID) {
			continue
		}
		problems := f.b.Check([]Handover{{f.h.Shift, f.h.Part, p.ID}})
		reason := "nothing to give back that suits"
		if len(problems) > 0 {
			reason = problems[0].Short
		}
		i := slices.IndexFunc(out, func(c CannotTake) bool { return c.Reason == reason })
		if i < 0 {
			i = len(out)
			out = append(out, CannotTake{Reason: reason})
		}
		out[i].People = append(out[i].People, p.ID)
	}
	slices.SortStableFunc(out, func(a, b CannotTake) int { return len(b.People) - len(a.People) })
	return out
}
