package model

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// drawBoard makes a small team with one or two rotations, and everything that can stand in the way of a swap.
func drawBoard(t *rapid.T) *SwapBoard {
	n := rapid.IntRange(2, 5).Draw(t, "people")
	var team []Person
	for i := range n {
		team = append(team, Person{
			ID: ID(i + 1), Name: fmt.Sprintf("P%d", i+1), Zone: "UTC", WeekMinutes: rapid.SampledFrom([]int{2400, 1200}).Draw(t, "hours"),
			Senior: rapid.Bool().Draw(t, "senior"),
		})
	}
	f := swapFacts(hourAt(24), team)
	second := NewRotation("Ledger", "UTC", []string{"primary", "secondary"}, Plain{First: NewLocalTime(2026, 3, 2, 0, 0, 0), Turns: Pattern{{1, Days}}, People: []ID{1, 2}})
	second.ID, second.Roles[0].ID, second.Roles[1].ID = 2, 2, 3
	f.Rotations = append(f.Rotations, second)
	for _, r := range f.Rotations {
		f.Build[r.ID] = BuildRules{
			RotationID: r.ID, RestTurns: rapid.IntRange(0, 1).Draw(t, "rest"), MinSenior: rapid.IntRange(0, 1).Draw(t, "seniors"),
			ByHours: rapid.Bool().Draw(t, "by hours"), HistoryWeeks: 26, HolidayFactor: 1,
		}
	}
	for role := range ID(rapid.IntRange(1, 3).Draw(t, "roles")) {
		for day := range rapid.IntRange(2, 5).Draw(t, "days") {
			s := held(ID(100*int(role)+day+1), ID(rapid.IntRange(1, n).Draw(t, "who")), float64(24*day), float64(24*day+24))
			s.RoleID = role + 1
			s.RotationID = min(role+1, 2)
			if slices.ContainsFunc(f.Shifts, func(o Shift) bool { return o.PersonID == s.PersonID && o.Overlaps(s.Interval) }) {
				continue
			}
			f.Shifts = append(f.Shifts, s)
		}
	}
	for range rapid.IntRange(0, 2).Draw(t, "off") {
		at := float64(rapid.IntRange(0, 120).Draw(t, "at"))
		f.TimeOff = append(f.TimeOff, TimeOff{PersonID: ID(rapid.IntRange(1, n).Draw(t, "away")), Interval: fromTo(at, at+float64(rapid.IntRange(1, 30).Draw(t, "long")))})
	}
	for range rapid.IntRange(0, 3).Draw(t, "wishes") {
		day := Date{2026, 3, rapid.IntRange(2, 7).Draw(t, "day")}
		f.Wishes = append(f.Wishes, Wish{PersonID: ID(rapid.IntRange(1, n).Draw(t, "wisher")), Kind: rapid.SampledFrom([]WishKind{Avoid, Prefer}).Draw(t, "kind"), From: day, Until: day})
	}
	if n > 2 && rapid.Bool().Draw(t, "pair") {
		f.Aparts = []Apart{{A: 1, B: 2}}
	}
	return NewSwapBoard(f)
}

// drawPart draws a shift that has not begun, or a part of it.
func drawPart(t *rapid.T, b *SwapBoard) (Handover, bool) {
	var ahead []Shift
	for _, s := range b.Shifts {
		if !s.Start.Before(b.Now) {
			ahead = append(ahead, s)
		}
	}
	if len(ahead) == 0 {
		return Handover{}, false
	}
	s := rapid.SampledFrom(ahead).Draw(t, "shift")
	part := s.Interval
	if rapid.Bool().Draw(t, "part only") {
		from := rapid.IntRange(0, 22).Draw(t, "from")
		part = Interval{s.Start.Add(time.Duration(from) * time.Hour), s.Start.Add(time.Duration(rapid.IntRange(from+1, 24).Draw(t, "until")) * time.Hour)}
	}
	return Handover{Shift: s, Part: part}, true
}

// key is a suggestion's rank: the less, the better.
type key struct {
	bends  int
	change float64
	people int
	wishes int
	gap    time.Duration
}

func (k key) compare(o key) int {
	return cmp.Or(cmp.Compare(k.bends, o.bends), cmp.Compare(k.change, o.change), cmp.Compare(k.people, o.people), cmp.Compare(o.wishes, k.wishes), cmp.Compare(o.gap, k.gap))
}

// judged is the rank of some handovers, and false where they are refused, or are no exchange.
func judged(b *SwapBoard, mayBend bool) func(hs []Handover) (key, bool) {
	return func(hs []Handover) (key, bool) {
		problems := b.Check(hs)
		if len(Hard(problems)) > 0 || !mayBend && len(problems) > 0 {
			return key{}, false
		}
		es := b.effects(hs)
		return key{bends: len(problems), change: b.ChangeOf(hs), people: max(2, len(hs)), wishes: b.wishesOf(es), gap: b.gapOf(es)}, true
	}
}

// allWays lists every cover, exchange and chain of three, and keeps those that a judge lets through.
func allWays(b *SwapBoard, h Handover, judge func(hs []Handover) (key, bool)) map[ID][]key {
	var future []Shift
	for _, s := range b.Shifts {
		if s.Start.After(b.Now) && s.PersonID != 0 && s.PersonID != h.Shift.PersonID {
			future = append(future, s)
		}
	}
	out := map[ID][]key{} // by who takes the asked part
	try := func(hs ...Handover) {
		if k, ok := judge(hs); ok {
			out[hs[0].To] = append(out[hs[0].To], k)
		}
	}
	give := func(s Shift, to ID) Handover { return Handover{s, s.Interval, to} }
	for _, p := range b.People {
		if p.ID != h.Shift.PersonID {
			try(Handover{h.Shift, h.Part, p.ID})
		}
	}
	for _, e := range future {
		asked := Handover{h.Shift, h.Part, e.PersonID}
		try(asked, give(e, h.Shift.PersonID))
		for _, g := range future {
			if g.PersonID != e.PersonID {
				try(asked, give(e, g.PersonID), give(g, h.Shift.PersonID))
			}
		}
	}
	return out
}

// The suggestions are exactly what trying everything finds, and in its order; and who is said to be unable to take a shift is.
func TestSuggestionsEqualBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := drawBoard(t)
		h, ok := drawPart(t, b)
		if !ok {
			return
		}
		mayBend := rapid.Bool().Draw(t, "may bend")
		checkSuggestions(t, b, h, mayBend, allWays(b, h, judged(b, mayBend)))
	})
}

func checkSuggestions(t *rapid.T, b *SwapBoard, h Handover, mayBend bool, all map[ID][]key) {
	var want []key
	for _, p := range b.People {
		want = append(want, all[p.ID]...)
	}
	slices.SortFunc(want, key.compare)
	most := rapid.IntRange(1, 30).Draw(t, "most")
	got := b.Suggest(h, SuggestOptions{MayBend: mayBend, Most: most})
	for i, s := range got.List[:min(len(got.List), len(want))] {
		k := key{len(s.Bends), millionths(s.Change), max(2, len(s.Handovers)), s.Wishes, s.Gap}
		if k.compare(want[i]) != 0 {
			t.Fatalf("place %d: got %+v, want %+v (%+v)", i+1, k, want[i], s.Handovers)
		}
		if problems := b.Check(s.Handovers); len(Hard(problems)) > 0 || !mayBend && len(problems) > 0 {
			t.Fatalf("place %d: %v", i+1, problems)
		}
		if len(s.Reasons) == 0 || len(s.Loads) == 0 {
			t.Fatalf("place %d has no reasons or loads", i+1)
		}
	}
	if len(got.List) != min(most, len(want)) {
		t.Fatalf("got %d suggestions, want %d of %d", len(got.List), min(most, len(want)), len(want))
	}
	for _, c := range got.Cannot {
		for _, id := range c.People {
			if len(all[id]) > 0 {
				t.Fatalf("%d is said to be unable (%s), and can: %+v", id, c.Reason, all[id])
			}
		}
	}
}

// Handovers keep every hour somebody's, and turning them round gives everybody their hours back.
func TestHandoversKeepHours(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := drawBoard(t)
		h, ok := drawPart(t, b)
		if !ok {
			return
		}
		list := b.Suggest(h, SuggestOptions{MayBend: true}).List
		if len(list) == 0 {
			return
		}
		s := rapid.SampledFrom(list).Draw(t, "suggestion")
		after, err := b.With(s.Handovers)
		if err != nil {
			t.Fatal(err)
		}
		before := hoursByMoment(b.Shifts)
		sum := 0.0
		for _, r := range b.Rotations {
			sum += after.Unfairness(r.ID) - b.Unfairness(r.ID)
		}
		if millionths(sum) != millionths(s.Change) {
			t.Fatalf("Σ load²/share changes by %g, said was %g", sum, s.Change)
		}
		if len(DoubleBookings(after.Shifts)) > 0 {
			t.Fatalf("a double booking: %v", DoubleBookings(after.Shifts))
		}
		var back []Handover
		for _, x := range s.Handovers {
			i := slices.IndexFunc(after.Shifts, func(o Shift) bool {
				return o.RoleID == x.Shift.RoleID && o.Start.Equal(x.Part.Start) && o.PersonID == x.To
			})
			if i < 0 {
				t.Fatalf("%+v did not change hands", x)
			}
			back = append(back, Handover{after.Shifts[i], x.Part, x.Shift.PersonID})
		}
		again, err := after.With(back)
		if err != nil {
			t.Fatal(err)
		}
		got := hoursByMoment(again.Shifts)
		for at, who := range before {
			if got[at] != who {
				t.Fatalf("%v: got person %d after there and back, want %d", at, got[at], who)
			}
		}
		if len(got) != len(before) || len(hoursByMoment(after.Shifts)) != len(before) {
			t.Fatalf("hours: got %d and %d, want %d", len(hoursByMoment(after.Shifts)), len(got), len(before))
		}
	})
}

type moment struct {
	role ID
	at   int64
}

func hoursByMoment(shifts []Shift) map[moment]ID {
	out := map[moment]ID{}
	for _, s := range shifts {
		for at := s.Start; at.Before(s.End); at = at.Add(time.Hour) {
			out[moment{s.RoleID, at.Unix()}] = s.PersonID
		}
	}
	return out
}
