package model

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var swapNow = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)

// hourAt is so many hours after Monday 2 March 2026 00:00 UTC.
func hourAt(h float64) time.Time {
	return time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC).Add(time.Duration(h * float64(time.Hour)))
}

func fromTo(from, until float64) Interval { return Interval{hourAt(from), hourAt(until)} }

// held is a published shift with a slot and a UID of its own.
func held(id, person ID, from, until float64) Shift {
	return Shift{ID: id, RotationID: 1, RoleID: 1, Slot: hourAt(from), Interval: fromTo(from, until), PersonID: person, State: Published, UID: fmt.Sprintf("u%d", id)}
}

func staff(names ...string) []Person {
	out := make([]Person, len(names))
	for i, n := range names {
		out[i] = Person{ID: ID(i + 1), Name: n, Zone: "UTC", WeekMinutes: 2400}
	}
	return out
}

// swapFacts are those of one daily rotation of one role in which everybody takes turns.
func swapFacts(now time.Time, team []Person, shifts ...Shift) SwapFacts {
	r := NewRotation("Payments", "UTC", []string{"primary"}, Plain{First: NewLocalTime(2026, 3, 2, 0, 0, 0), Turns: Pattern{{1, Days}}})
	var ids []ID
	for _, p := range team {
		ids = append(ids, p.ID)
	}
	r.SetPlain(now, Plain{First: NewLocalTime(2026, 3, 2, 0, 0, 0), Turns: Pattern{{1, Days}}, People: ids})
	r.ID, r.Roles[0].ID = 1, 1
	return SwapFacts{
		Now: now, People: team, Rotations: []Rotation{r}, Shifts: shifts, Duty: DefaultDutyRules(),
		Build: map[ID]BuildRules{1: {RotationID: 1, HistoryWeeks: 26, HolidayFactor: 1}},
	}
}

func TestCoverSplitsTheShift(t *testing.T) {
	s := held(1, 1, 12, 15)
	for _, tt := range []struct {
		name  string
		cover Interval
		want  []string
	}{
		{"from 13 to 18 splits at 13 and does nothing after 15", fromTo(13, 18), []string{"1: 12–13 by 1", "0: 13–15 by 2"}},
		{"the whole shift", fromTo(12, 15), []string{"1: 12–15 by 2"}},
		{"the beginning", fromTo(10, 13), []string{"1: 12–13 by 2", "0: 13–15 by 1"}},
		{"the middle", fromTo(13, 14), []string{"1: 12–13 by 1", "0: 13–14 by 2", "0: 14–15 by 1"}},
	} {
		part, err := PartOf(s, tt.cover, swapNow)
		if err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		pieces, err := SplitHandovers([]Handover{{s, part, 2}})
		if err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		var got []string
		for i, p := range pieces {
			got = append(got, fmt.Sprintf("%d: %d–%d by %d", p.ID, p.Start.Hour(), p.End.Hour(), p.PersonID))
			if (p.UID == "u1") != (i == 0) || !p.Slot.Equal(s.Slot) || p.RoleID != s.RoleID {
				t.Errorf("%s: part %d has UID %q and slot %s; the first part keeps the UID, all the slot", tt.name, i, p.UID, p.Slot)
			}
		}
		if d := cmp.Diff(tt.want, got); d != "" {
			t.Errorf("%s: %s", tt.name, d)
		}
	}
	if _, err := PartOf(s, fromTo(15, 18), swapNow); err == nil || !strings.Contains(err.Error(), "outside the shift") {
		t.Errorf("a cover from 15:00 on: got %v, want a refusal", err)
	}
	b := NewSwapBoard(swapFacts(swapNow, staff("Ana", "Ben"), s))
	if got, _ := b.PartsOf(1, fromTo(15, 18)); len(got) != 0 {
		t.Errorf("a cover from 15:00 on falls on %v, want nothing", got)
	}
	if got, _ := b.PartsOf(1, fromTo(13, 18)); len(got) != 1 || got[0].Part != fromTo(13, 15) {
		t.Errorf("a cover from 13 to 18 falls on %v, want 13–15", got)
	}
}

func TestSeveralPartsOfOneShift(t *testing.T) {
	s := held(1, 1, 0, 24)
	pieces, err := SplitHandovers([]Handover{{s, fromTo(12, 24), 3}, {s, fromTo(6, 12), 3}})
	if err != nil || len(pieces) != 2 || pieces[1].Interval != fromTo(6, 24) || pieces[1].PersonID != 3 {
		t.Errorf("two parts to one person: got %+v, %v; want them as one part", pieces, err)
	}
	if _, err := SplitHandovers([]Handover{{s, fromTo(0, 8), 2}, {s, fromTo(7, 24), 3}}); err == nil {
		t.Error("parts that overlap were accepted")
	}
}

func TestBegunShifts(t *testing.T) {
	s := held(1, 1, 12, 15)
	now := hourAt(13.51)
	for _, part := range []Interval{{}, fromTo(13, 15)} {
		if _, err := PartOf(s, part, now); err == nil || !strings.Contains(err.Error(), "from Mon 2 Mar 2026 13:31 on") {
			t.Errorf("part %v of a shift under way: got %v, want its rest named", part, err)
		}
	}
	if got, err := PartOf(s, fromTo(14, 15), now); err != nil || got != fromTo(14, 15) {
		t.Errorf("the rest: got %v, %v", got, err)
	}
	if _, err := PartOf(s, Interval{}, hourAt(15)); err == nil || !strings.Contains(err.Error(), "is over") {
		t.Errorf("a shift that is over: got %v", err)
	}
}

// on-call.md: u1 0–1000 and 4000–5000, u2 1000–2000, u3 3000–4000, gap 2000–3000 → u1. Somebody who has never served wins.
func TestWhoCovers(t *testing.T) {
	shifts := []Shift{held(1, 1, 0, 1000), held(2, 2, 1000, 2000), held(3, 0, 2000, 3000), held(4, 3, 3000, 4000), held(5, 1, 4000, 5000)}
	f := swapFacts(hourAt(1500), staff("u1", "u2", "u3"), shifts...)
	f.Duty.MaxShare = 1
	f.Build = nil // the rules a rotation has when none were set: a free turn between two
	got := NewSwapBoard(f).Suggest(Handover{Shift: shifts[2], Part: shifts[2].Interval}, SuggestOptions{MayBend: true})
	if len(got.List) != 3 || got.List[0].Handovers[0].To != 1 || got.List[0].Gap != 1000*time.Hour {
		t.Fatalf("got %+v, want u1 first with a gap of 1000 h", got.List)
	}
	if len(got.List[1].Bends) == 0 || len(got.List[2].Bends) == 0 {
		t.Error("u2 and u3 have no free turn before or after, and that is not said")
	}
	f.People = staff("u1", "u2", "u3", "u4")
	f.Rotations[0].SetPlain(f.Now, Plain{First: NewLocalTime(2026, 3, 2, 0, 0, 0), Turns: Pattern{{1, Days}}, People: []ID{1, 2, 3, 4}})
	got = NewSwapBoard(f).Suggest(Handover{Shift: shifts[2], Part: shifts[2].Interval}, SuggestOptions{})
	if got.List[0].Handovers[0].To != 4 {
		t.Errorf("somebody who never served: got person %d first, want 4", got.List[0].Handovers[0].To)
	}
}

// Where all else is equal, who has the most time to their neighbouring duties comes first.
func TestGapBreaksTies(t *testing.T) {
	shifts := []Shift{held(1, 2, 0, 24), held(2, 3, 72, 96), held(3, 1, 120, 144)}
	b := NewSwapBoard(swapFacts(hourAt(48), staff("a", "b", "c"), shifts...))
	got := b.Suggest(Handover{Shift: shifts[2], Part: shifts[2].Interval}, SuggestOptions{Kinds: []SwapKind{SwapCover}, MayBend: true})
	if len(got.List) != 2 || got.List[0].Handovers[0].To != 2 || got.List[0].Gap != 96*time.Hour || got.List[1].Gap != 24*time.Hour {
		t.Errorf("got %+v, want b (96 h) before c (24 h)", got.List)
	}
}

func TestCheckTellsHardFromBent(t *testing.T) {
	loc := time.UTC
	team := staff("Ana", "Ben", "Chidi", "Dana")
	shifts := []Shift{held(1, 1, 48, 72), held(2, 2, 75, 99), held(3, 3, 60, 66)}
	shifts[2].RotationID, shifts[2].RoleID = 2, 2
	f := swapFacts(hourAt(24), team, shifts...)
	f.TimeOff = []TimeOff{{PersonID: 4, Interval: Interval{hourAt(50).In(loc), hourAt(51).In(loc)}, Kind: "holiday"}}
	f.Wishes = []Wish{{PersonID: 2, Kind: Avoid, From: Date{2026, 3, 4}, Until: Date{2026, 3, 4}}}
	b := NewSwapBoard(f)
	for _, tt := range []struct {
		to    ID
		rules []SwapRule
		hard  bool
	}{
		{1, []SwapRule{RuleSelf}, true},
		{2, []SwapRule{RuleWish, RuleRest, RuleShare}, false},
		{3, []SwapRule{RuleBooked}, true},
		{4, []SwapRule{RuleAway}, true},
		{9, []SwapRule{RulePerson}, true},
	} {
		var rules []SwapRule
		hard := true
		for _, p := range b.Check([]Handover{{shifts[0], shifts[0].Interval, tt.to}}) {
			rules, hard = append(rules, p.Rule), hard && p.Hard
		}
		if d := cmp.Diff(tt.rules, rules); d != "" || hard != tt.hard {
			t.Errorf("to %d (hard %v, want %v): %s", tt.to, hard, tt.hard, d)
		}
	}
}

func TestSeniorsAndPairs(t *testing.T) {
	team := staff("Ana", "Ben", "Chidi")
	team[0].Senior = true
	shifts := []Shift{held(1, 1, 48, 72), held(2, 2, 96, 120), held(3, 3, 48, 72)}
	shifts[2].RoleID = 2
	f := swapFacts(hourAt(24), team, shifts...)
	f.Build[1] = BuildRules{RotationID: 1, MinSenior: 1}
	b := NewSwapBoard(f)
	give := []Handover{{shifts[0], shifts[0].Interval, 2}}
	if got := Hard(b.Check(give)); len(got) != 1 || got[0].Rule != RuleSenior || !strings.Contains(got[0].Text, "no senior") {
		t.Errorf("giving the only senior's shift to a junior: got %v", got)
	}
	inTurn := []Handover{{shifts[0], shifts[0].Interval, 3}, {shifts[2], shifts[2].Interval, 1}}
	if got := Hard(b.Check(inTurn)); len(got) != 0 {
		t.Errorf("an exchange within the turn keeps its senior, but: %v", got)
	}
	f.Build[1] = BuildRules{RotationID: 1}
	f.Aparts = []Apart{{A: 2, B: 3}}
	if got := Hard(NewSwapBoard(f).Check(give)); len(got) != 1 || got[0].Rule != RuleApart {
		t.Errorf("Ben beside Chidi: got %v", got)
	}
}

// Who really serves counts: an override's person is on call, and whoever it replaced is not.
func TestOverridesCount(t *testing.T) {
	a, c := held(1, 1, 24, 48), held(2, 3, 48, 72)
	f := swapFacts(hourAt(0), staff("Ana", "Ben", "Chidi", "Dana"), a, c)
	f.Overrides = []Override{{ID: 1, RotationID: 1, RoleID: 1, Kind: OverrideReplace, PersonID: 2, Interval: fromTo(30, 48), Created: hourAt(-1)}}
	b := NewSwapBoard(f)
	parts, others := b.PartsOf(1, fromTo(24, 72))
	if len(parts) != 1 || parts[0].Part != fromTo(24, 30) || parts[0].Shift.Interval != a.Interval || len(others) != 0 {
		t.Errorf("Ana's: got %+v and %+v, want her shift until 30", parts, others)
	}
	if parts, others = b.PartsOf(2, fromTo(24, 72)); len(parts) != 0 || len(others) != 1 || others[0].Interval != fromTo(30, 48) {
		t.Errorf("Ben's: got %+v and %+v, want the override's", parts, others)
	}
	second := held(3, 4, 24, 48)
	second.RoleID = 2
	f.Shifts = append(f.Shifts, second)
	b = NewSwapBoard(f)
	if got := Hard(b.Check([]Handover{{second, second.Interval, 2}})); len(got) != 1 || got[0].Rule != RuleBooked {
		t.Errorf("Ben serves by an override then: got %v", got)
	}
	if got := Hard(b.Check([]Handover{{second, fromTo(30, 48), 1}})); len(got) != 0 {
		t.Errorf("Ana is replaced then: got %v", got)
	}
	if got := b.LoadsOf([]Handover{{c, c.Interval, 1}}); got[1].Before != 0.25 {
		t.Errorf("Ana's load: got %g, want a quarter of the turn", got[1].Before)
	}
}
