package model

import (
	"strings"
	"testing"
)

// A rule with other handoffs gives shifts new places in the rota, and new UIDs: a request goes along with the shift of its person.
func TestRequestFollowsAShiftThatARuleMoved(t *testing.T) {
	team := staff("Ana", "Ben")
	asked := NewSwapBoard(swapFacts(swapNow, team, held(1, 1, 48, 72), held(2, 2, 72, 96)))
	request := func(part Interval) Swap {
		s, err := NewSwap([]Handover{{asked.Shifts[0], part, 2}}, nil, SwapBy{At: swapNow, PersonID: 1})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	for _, tt := range []struct {
		name string
		part Interval
		now  []Shift
		want Interval // zero: the request ends
	}{
		{"an hour later", fromTo(48, 72), []Shift{held(11, 1, 49, 73), held(12, 2, 73, 97)}, fromTo(49, 73)},
		{"an hour later, a part", fromTo(50, 52), []Shift{held(11, 1, 49, 73), held(12, 2, 73, 97)}, fromTo(51, 53)},
		{"shorter", fromTo(48, 72), []Shift{held(11, 1, 47, 63), held(12, 2, 63, 79)}, fromTo(47, 63)},
		{"somebody else's", fromTo(48, 72), []Shift{held(11, 2, 49, 73), held(12, 1, 73, 97)}, Interval{}},
		{"half a turn away", fromTo(48, 72), []Shift{held(11, 1, 60, 84)}, Interval{}},
		{"much shorter", fromTo(48, 72), []Shift{held(11, 1, 48, 56), held(12, 2, 56, 64)}, Interval{}},
		{"the part is not in it any more", fromTo(66, 70), []Shift{held(11, 1, 47, 63)}, Interval{}},
	} {
		settled, hs := NewSwapBoard(swapFacts(swapNow, team, tt.now...)).Settle(request(tt.part))
		switch {
		case tt.want == (Interval{}):
			if settled.State != SwapEnded || !strings.Contains(settled.Reason, "not published any more") {
				t.Errorf("%s: got %s %q, want it ended", tt.name, settled.State, settled.Reason)
			}
		case len(hs) != 1 || hs[0].Shift.ID != 11 || !hs[0].Part.Start.Equal(tt.want.Start) || !hs[0].Part.End.Equal(tt.want.End):
			t.Errorf("%s: got %+v (%s %s), want %v", tt.name, hs, settled.State, settled.Reason, tt.want)
		}
	}
}

func TestOnlyWhoAskedWithdraws(t *testing.T) {
	s := mustRequest(t)
	if _, err := s.Withdraw(SwapBy{At: swapNow, PersonID: 2}); CodeOf(err) != Conflict {
		t.Errorf("somebody else: got %v", err)
	}
	for _, id := range []ID{0, 1} {
		if got, err := s.Withdraw(SwapBy{At: swapNow, PersonID: id}); err != nil || got.State != SwapWithdrawn {
			t.Errorf("person %d: got %s, %v", id, got.State, err)
		}
	}
}

func mustRequest(t *testing.T) Swap {
	t.Helper()
	s, err := NewSwap([]Handover{{held(1, 1, 48, 72), fromTo(48, 72), 0}}, nil, SwapBy{At: swapNow, PersonID: 1})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// What was an exchange while somebody gave a shift back is a cover again when they do not.
func TestUntakenReturnIsNoExchange(t *testing.T) {
	s := mustRequest(t)
	s.InReturn = true
	s, err := s.Accept(SwapBy{At: swapNow, PersonID: 2}, LegsOf([]Handover{{held(2, 2, 96, 120), fromTo(96, 120), 1}}))
	if err != nil {
		t.Fatal(err)
	}
	s.Kind = SwapExchange
	if s, err = s.Untake(SwapBy{At: swapNow, PersonID: 2}); err != nil || s.Kind != SwapCover || len(s.Legs) != 1 {
		t.Errorf("got %s with %d parts, %v", s.Kind, len(s.Legs), err)
	}
}
