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
	s := Suggestion{Kind: KindOf(hs), Handovers: hs, People: PeopleIn(hs), Bends: Bends(f.b.Check(hs)), Change: float64(w.change) / 1e6, Wishes: -int(w.wishes), Gap: w.gap, Loads: f.b.LoadsOf(hs)}
	s.Reasons = f.b.ReasonsFor(hs, s.Bends)
	return s
}

// ReasonsFor says what speaks for some handovers and against them: the rules first, then wishes, loads, and whom it burdens.
func (b *SwapBoard) ReasonsFor(hs []Handover, bends []SwapProblem) []SwapReason {
	var out []SwapReason
	good := func(text string) { out = append(out, SwapReason{true, text}) }
	for _, p := range bends {
		out = append(out, SwapReason{false, strings.TrimSuffix(p.Text, ".")})
	}
	if len(bends) == 0 {
		good(strings.TrimSuffix("all rules kept: "+b.restsOf(hs), ": "))
	}
	for _, h := range hs {
		out = append(out, b.wishReasons(h)...)
	}
	good(b.loadWords(hs) + " · " + Count(len(PeopleIn(hs)), "person", "people") + ", " + Count(len(hs), "shift", "shifts"))
	for _, id := range PeopleIn(hs) {
		if n := weekendsOf(hs, id); n != 0 {
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
func (b *SwapBoard) restsOf(hs []Handover) string {
	var said []string
	for _, h := range hs {
		if h.To == 0 {
			continue
		}
		said = append(said, b.Name(h.To)+" "+restWords(b.restsAround(h, hs)))
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

// restsAround is the time to a taker's duties before and after a part, −1 where there is none.
func (b *SwapBoard) restsAround(h Handover, hs []Handover) (before, after time.Duration) {
	before, after = -1, -1
	for _, s := range b.dutiesAfter(h.To, hs) {
		if h.holds(s) {
			continue
		}
		for _, taken := range b.servedBy(h.To, h) {
			if d := taken.Start.Sub(s.End); d >= 0 && (before < 0 || d < before) {
				before = d
			}
			if d := s.Start.Sub(taken.End); d >= 0 && (after < 0 || d < after) {
				after = d
			}
		}
	}
	return before, after
}

func (b *SwapBoard) wishReasons(h Handover) (out []SwapReason) {
	gone := h.taken()
	if w, ok := b.wishAt(h.Shift.PersonID, Avoid, gone); ok {
		out = append(out, SwapReason{true, fmt.Sprintf("%s wished to be free %s, and then is", b.Name(h.Shift.PersonID), w.days())})
	}
	if w, ok := b.wishAt(h.Shift.PersonID, Prefer, gone); ok {
		out = append(out, SwapReason{false, fmt.Sprintf("%s wished to be on call %s, and then is not", b.Name(h.Shift.PersonID), w.days())})
	}
	if w, ok := b.wishAt(h.To, Prefer, gone); ok {
		out = append(out, SwapReason{true, fmt.Sprintf("%s wished to be on call %s", b.Name(h.To), w.days())})
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
func weekendsOf(hs []Handover, person ID) (n int) {
	for _, h := range hs {
		if !touchesWeekend(h.Part) {
			continue
		}
		if h.To == person {
			n++
		}
		if h.Shift.PersonID == person {
			n--
		}
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
