package model

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func says(person ID) SwapBy { return SwapBy{At: hourAt(1), Who: "you", PersonID: person} }

func mustStep(t *testing.T, s Swap, err error) Swap {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func stepsOf(s Swap) string {
	var out []string
	for _, x := range s.Steps {
		out = append(out, string(x.Kind))
	}
	return strings.Join(out, " ")
}

func TestExchangeNeedsEverybody(t *testing.T) {
	a, b, c := held(1, 1, 24, 48), held(2, 2, 48, 72), held(3, 3, 72, 96)
	round := []Handover{{a, a.Interval, 2}, {b, b.Interval, 3}, {c, c.Interval, 1}}
	s, err := NewSwap(round, nil, says(1))
	s = mustStep(t, s, err)
	if s.Kind != SwapChain || !cmp.Equal(s.Waiting(), []ID{2, 3}) {
		t.Fatalf("got %s, waiting for %v; want a chain that waits for 2 and 3", s.Kind, s.Waiting())
	}
	if _, err := s.Approve(says(0)); err == nil || !strings.Contains(err.Error(), "not everybody has agreed") {
		t.Errorf("approved too early: %v", err)
	}
	s, err = s.Accept(says(2), nil)
	s = mustStep(t, s, err)
	if s.State != SwapOpen || !cmp.Equal(s.Waiting(), []ID{3}) {
		t.Fatalf("after one: %s, waiting for %v", s.State, s.Waiting())
	}
	if _, err := s.Accept(says(2), nil); err == nil {
		t.Error("accepted twice")
	}
	if _, err := s.Decline(says(2)); err == nil {
		t.Error("declined after accepting")
	}
	s, err = s.Accept(says(3), nil)
	s = mustStep(t, s, err)
	if s.State != SwapAccepted {
		t.Fatalf("after all: %s", s.State)
	}
	s, err = s.Untake(says(2))
	s = mustStep(t, s, err)
	if s.State != SwapOpen || s.Legs[0].To != 2 {
		t.Errorf("after somebody stepped back: %s, taker %d; named takers stay named", s.State, s.Legs[0].To)
	}
	s, err = s.Decline(says(2))
	s = mustStep(t, s, err)
	if s.State != SwapDeclined || s.Closed.IsZero() {
		t.Errorf("declined by one it depends on: %s", s.State)
	}
	if want := "requested accepted accepted untaken declined"; stepsOf(s) != want {
		t.Errorf("steps: got %q, want %q", stepsOf(s), want)
	}
	for name, step := range map[string]func() (Swap, error){
		"accept": func() (Swap, error) { return s.Accept(says(3), nil) }, "withdraw": func() (Swap, error) { return s.Withdraw(says(1)) },
		"untake": func() (Swap, error) { return s.Untake(says(3)) }, "revert": func() (Swap, error) { return s.Revert(says(0), "") },
	} {
		if _, err := step(); err == nil || !strings.Contains(err.Error(), "was declined") {
			t.Errorf("%s after it was declined: %v", name, err)
		}
	}
}

func TestOffers(t *testing.T) {
	a, b := held(1, 1, 24, 48), held(2, 2, 48, 72)
	open := []Handover{{a, a.Interval, 0}}
	s, err := NewSwap(open, []ID{2, 3}, says(1))
	s = mustStep(t, s, err)
	if _, err := s.Accept(says(4), nil); err == nil {
		t.Error("taken by somebody it was not offered to")
	}
	if _, err := s.Accept(says(1), nil); err == nil {
		t.Error("taken by who asked")
	}
	one, err := s.Decline(says(2))
	one = mustStep(t, one, err)
	if one.State != SwapOpen {
		t.Errorf("declined by one of two: %s", one.State)
	}
	both, err := one.Decline(says(3))
	if both = mustStep(t, both, err); both.State != SwapDeclined {
		t.Errorf("declined by all: %s", both.State)
	}
	s, err = NewSwap(open, nil, says(1))
	s = mustStep(t, s, err)
	s.InReturn = true
	if _, err := s.Accept(says(2), nil); FieldOf(err) != "give" {
		t.Errorf("nothing given back: %v", err)
	}
	if _, err := s.Accept(says(3), LegsOf([]Handover{{b, b.Interval, 0}})); FieldOf(err) != "give" {
		t.Errorf("another one's shift given back: %v", err)
	}
	s, err = s.Accept(says(2), LegsOf([]Handover{{b, b.Interval, 0}}))
	s = mustStep(t, s, err)
	if s.Took() != 2 || len(s.Legs) != 2 || s.Legs[1].To != 1 {
		t.Errorf("taken: got %+v", s.Legs)
	}
	s, err = s.Untake(says(2))
	if s = mustStep(t, s, err); s.Took() != 0 || len(s.Legs) != 1 {
		t.Errorf("given up: got %+v", s.Legs)
	}
	for name, bad := range map[string]func() error{
		"offered to its holder": func() error { _, err := NewSwap(open, []ID{1}, says(0)); return err },
		"named and offered":     func() error { _, err := NewSwap([]Handover{{a, a.Interval, 2}}, []ID{3}, says(1)); return err },
		"two people's, for whoever": func() error {
			_, err := NewSwap([]Handover{{a, a.Interval, 0}, {b, b.Interval, 0}}, nil, says(1))
			return err
		},
		"one named, one for whoever": func() error {
			_, err := NewSwap([]Handover{{a, a.Interval, 2}, {b, b.Interval, 0}}, nil, says(1))
			return err
		},
		"taken back before it is so": func() error { _, err := s.Revert(says(0), ""); return err },
		"stepped back before a yes":  func() error { _, err := s.Untake(says(2)); return err },
		"declined by a stranger":     func() error { _, err := s.Decline(says(4)); return err },
		"something back for nothing": func() error {
			s.InReturn = false
			_, err := s.Accept(says(2), LegsOf([]Handover{{b, b.Interval, 0}}))
			return err
		},
	} {
		if bad() == nil {
			t.Errorf("%s: not refused", name)
		}
	}
}

func TestSettle(t *testing.T) {
	a := held(1, 1, 24, 48)
	request := func(part Interval) Swap {
		s, err := NewSwap([]Handover{{a, part, 2}}, nil, SwapBy{At: hourAt(1), PersonID: 1})
		return mustStep(t, s, err)
	}
	whole, part := request(a.Interval), request(fromTo(30, 36))
	moved := a
	moved.Interval = fromTo(25, 53)
	split := []Shift{held(1, 1, 24, 30), held(1, 1, 30, 48)}
	split[1].ID, split[1].UID, split[1].Slot = 9, "u9", a.Slot
	given := []Shift{split[0], split[1]}
	given[1].PersonID = 3
	for _, tt := range []struct {
		name   string
		swap   Swap
		now    float64
		shifts []Shift
		state  SwapState
		want   []Interval
	}{
		{"as it was", part, 2, []Shift{a}, SwapOpen, []Interval{fromTo(30, 36)}},
		{"moved and longer: all of it", whole, 2, []Shift{moved}, SwapOpen, []Interval{fromTo(25, 53)}},
		{"moved: the part keeps its distance", part, 2, []Shift{moved}, SwapOpen, []Interval{fromTo(31, 37)}},
		{"cut in two, both hers", whole, 2, split, SwapOpen, []Interval{fromTo(24, 30), fromTo(30, 48)}},
		{"a part of it is another's", whole, 2, given, SwapEnded, nil},
		{"the other part is another's", request(fromTo(24, 28)), 2, given, SwapOpen, []Interval{fromTo(24, 28)}},
		{"gone", whole, 2, nil, SwapEnded, nil},
		{"begun", whole, 24, []Shift{a}, SwapExpired, nil},
		{"begun, the part not yet", part, 26, []Shift{a}, SwapOpen, []Interval{fromTo(30, 36)}},
	} {
		b := NewSwapBoard(swapFacts(hourAt(tt.now), staff("Ana", "Ben", "Chidi"), tt.shifts...))
		s, hs := b.Settle(tt.swap)
		var got []Interval
		for _, h := range hs {
			got = append(got, h.Part)
		}
		if d := cmp.Diff(tt.want, got); d != "" || s.State != tt.state || s.Live() == (s.Reason != "") {
			t.Errorf("%s: got %s %q, want %s: %s", tt.name, s.State, s.Reason, tt.state, d)
		}
	}
	late, err := NewSwap([]Handover{{a, fromTo(27, 48), 2}}, nil, SwapBy{At: hourAt(26).Add(time.Minute), PersonID: 1})
	late = mustStep(t, late, err)
	b := NewSwapBoard(swapFacts(hourAt(40), staff("Ana", "Ben"), a))
	if s, hs := b.Settle(late); s.State != SwapOpen || hs[0].Part != fromTo(40, 48) {
		t.Errorf("asked while under way: got %s %+v, want what is left of it", s.State, hs)
	}
	if s, _ := NewSwapBoard(swapFacts(hourAt(48), staff("Ana", "Ben"), a)).Settle(late); s.State != SwapExpired {
		t.Errorf("asked while under way, and over: got %s", s.State)
	}
}
