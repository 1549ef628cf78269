package model

import (
	"slices"
	"testing"
	"time"
)

func override(person ID, role ID, from, until float64) Override {
	return Override{ID: 7, RotationID: 1, RoleID: role, Kind: OverrideReplace, PersonID: person, Interval: fromTo(from, until), UID: "o", Created: swapNow}
}

// Ana is primary, and an override names her for the first half of it, which does nothing yet. When she and Ben, the secondary, change
// places, the override would make her primary and secondary at once.
func TestOverrideOverASwapIsSeen(t *testing.T) {
	secondary := held(2, 2, 48, 72)
	secondary.RoleID = 2
	f := swapFacts(swapNow, staff("Ana", "Ben", "Chidi"), held(1, 1, 48, 72), secondary, held(3, 3, 96, 120))
	f.Overrides = []Override{override(1, 1, 36, 60)}
	b := NewSwapBoard(f)
	hs := []Handover{{b.Shifts[0], fromTo(48, 72), 2}, {b.Shifts[1], fromTo(48, 72), 1}}
	if got := Hard(b.Check(hs)); len(got) == 0 || got[0].Rule != RuleBooked || got[0].Person != 1 {
		t.Errorf("got %+v, want Ana on call twice", got)
	}
	for _, s := range b.Suggest(Handover{Shift: b.Shifts[0], Part: fromTo(48, 72)}, SuggestOptions{MayBend: true, Most: 100}).List {
		if slices.ContainsFunc(s.Handovers, func(h Handover) bool { return h.Shift.ID == 2 && h.To == 1 }) {
			t.Errorf("suggested: %+v", s.Handovers)
		}
	}
}

// Who takes a shift serves what overrides leave of it.
func TestTakerServesWhatOverridesLeave(t *testing.T) {
	f := swapFacts(swapNow, staff("Ana", "Ben", "Chidi"), held(1, 1, 48, 72))
	f.Overrides = []Override{override(3, 1, 60, 72)}
	b := NewSwapBoard(f)
	hs := []Handover{{b.Shifts[0], fromTo(48, 72), 2}}
	for _, l := range b.LoadsOf(hs) {
		if want := map[ID][2]float64{1: {0.5, 0}, 2: {0, 0.5}}[l.PersonID]; l.Before != want[0] || l.After != want[1] {
			t.Errorf("person %d: got %g to %g, want %v", l.PersonID, l.Before, l.After, want)
		}
	}
	if got := b.Check(hs); len(Hard(got)) > 0 {
		t.Errorf("got %v", got)
	}
}

// Ben has another duty while an override has Chidi serve, and takes the rest.
func TestCoverOfWhatOverridesLeaveIsSuggested(t *testing.T) {
	other := held(2, 2, 62, 70)
	other.RotationID, other.RoleID = 2, 2
	f := swapFacts(swapNow, staff("Ana", "Ben", "Chidi"), held(1, 1, 48, 72), other)
	f.Overrides, f.Duty.Rest, f.Duty.MaxShare = []Override{override(3, 1, 60, 72)}, 0, 1
	b := NewSwapBoard(f)
	got := b.Suggest(Handover{Shift: b.Shifts[0], Part: fromTo(48, 72)}, SuggestOptions{Kinds: []SwapKind{SwapCover}})
	if len(got.List) == 0 || got.List[0].Handovers[0].To != 2 {
		t.Fatalf("got %+v, cannot %+v; want Ben first", got.List, got.Cannot)
	}
	es := b.effects(got.List[0].Handovers)
	if _, after := b.restsAround(es[0], es); after != 2*time.Hour {
		t.Errorf("Ben rests %s after what overrides leave, want 2 h", after)
	}
}
