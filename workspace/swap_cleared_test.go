package workspace

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"watchbill/model"
	"watchbill/rostering"
)

// mustGiveAway has the holder of a shift ask for anybody who takes it.
func mustGiveAway(t *testing.T, w *Workspace, s model.Shift) model.ID {
	t.Helper()
	done, err := w.RequestSwap(context.Background(), SwapAsk{Person: s.PersonID, Moves: []SwapMove{{Shift: s.ID}}})
	if err != nil {
		t.Fatal(err)
	}
	return done.ID
}

func TestTheRoundIsClearedInOneStep(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	_, r := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana", "Eun-ji", "Farid")
	ahead := mustPublish(t, w, r, 8)[4:]
	first := ahead[0]
	var second model.Shift
	for _, s := range ahead {
		if s.PersonID != first.PersonID && w.CheckSwap(ctx, first.ID, s.ID) == nil {
			second = s
			break
		}
	}
	a, b := mustGiveAway(t, w, first), mustGiveAway(t, w, second)
	cleared, err := w.ClearSwaps(ctx, 2, true)
	if err != nil || len(cleared.Cycles) != 1 || cleared.Served != 2 {
		t.Fatalf("cleared: got %+v, %v; want one exchange that serves both", cleared, err)
	}
	holders := func() [2]model.ID {
		x, err := w.Reader().Shift(ctx, first.ID)
		if err != nil {
			t.Fatal(err)
		}
		y, err := w.Reader().Shift(ctx, second.ID)
		if err != nil {
			t.Fatal(err)
		}
		return [2]model.ID{x.PersonID, y.PersonID}
	}
	was := holders()
	done, err := w.ApplyCleared(ctx, cleared.Cycles)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := holders(), [2]model.ID{was[1], was[0]}; got != want {
		t.Errorf("the shifts are of %v, want %v", got, want)
	}
	if got := done.Entry.Summary; !strings.HasPrefix(got, "Round cleared, 1 exchange: ") {
		t.Errorf("the history says %q", got)
	}
	for _, id := range []model.ID{a, b} {
		if v, err := w.SwapByID(ctx, id); err != nil || v.Live() {
			t.Errorf("request %d: got %s, %v; want it ended", id, v.State, err)
		}
	}
	if _, err := w.ApplyCleared(ctx, cleared.Cycles); model.CodeOf(err) != model.Conflict {
		t.Errorf("again: got %v, want a conflict", err)
	}
	if _, err := w.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if got := holders(); got != was {
		t.Errorf("after undo the shifts are of %v, want %v", got, was)
	}
}

func TestASwapThatWaitsForTheManagerIsANeed(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	_, r := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana", "Eun-ji", "Farid")
	shifts := mustPublish(t, w, r, 8)[6:]
	if _, err := w.SetSwapApproval(ctx, true); err != nil {
		t.Fatal(err)
	}
	list, err := w.SuggestSwaps(ctx, SwapMove{Shift: shifts[2].ID}, model.SuggestOptions{MayBend: true})
	if err != nil || len(list.List) == 0 {
		t.Fatalf("suggestions: %v, %v", list, err)
	}
	ask := AskFor(list.List[0])
	ask.Person, ask.Consent = shifts[2].PersonID, true
	done, err := w.RequestSwap(ctx, ask)
	if err != nil {
		t.Fatal(err)
	}
	count := func() (n int) {
		all, err := w.Needs(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, need := range all {
			if need.Kind == NeedSwap && need.Swap == done.ID {
				n++
			}
		}
		return n
	}
	if got := count(); got != 0 {
		t.Errorf("while others are asked: %d needs, want none", got)
	}
	s, err := w.SwapByID(ctx, done.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, who := range s.Waiting() {
		if _, err := w.AcceptSwap(ctx, SwapAnswer{Swap: done.ID, Person: who}); err != nil {
			t.Fatal(err)
		}
	}
	if got := count(); got != 1 {
		t.Errorf("when everybody agreed: %d needs, want one", got)
	}
}

func TestARoundSaysThatItServedARequest(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	_, r := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana", "Eun-ji", "Farid")
	ahead := mustPublish(t, w, r, 8)[4:]
	a, b := mustGiveAway(t, w, ahead[0]), mustGiveAway(t, w, ahead[4])
	cleared, err := w.ClearSwaps(ctx, 2, true)
	if err != nil || len(cleared.Cycles) != 1 {
		t.Fatalf("cleared: got %+v, %v", cleared, err)
	}
	if _, err := w.WithdrawSwap(ctx, SwapAnswer{Swap: b}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.ApplyCleared(ctx, cleared.Cycles); model.CodeOf(err) != model.Conflict {
		t.Errorf("a request was withdrawn: got %v, want a conflict", err)
	}
	if _, err := w.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := w.ApplyCleared(ctx, cleared.Cycles); err != nil {
		t.Fatal(err)
	}
	for _, id := range []model.ID{a, b} {
		v, err := w.SwapByID(ctx, id)
		if err != nil || v.State != model.SwapEnded || !strings.Contains(v.Reason, "served by a round") {
			t.Errorf("request %d: got %s %q, %v", id, v.State, v.Reason, err)
		}
	}
}

// Where the best clearing has an exchange that breaks a rule as a whole, the best one without it is found.
func TestTheBestAllowedClearingIsFound(t *testing.T) {
	round := rostering.SwapRound{Format: rostering.FormatSwap, Requests: make([]rostering.SwapRequest, 4)}
	round.Arcs = [][2]int{{0, 1}, {1, 0}, {1, 2}, {2, 1}, {2, 3}, {3, 2}}
	not := func(bad ...int) func([]int) bool {
		return func(cycle []int) bool { return !slices.Equal(cycle, bad) }
	}
	for _, tt := range []struct {
		name    string
		allowed func([]int) bool
		want    int
	}{
		{"all allowed", not(), 4},
		{"not 0 with 1", not(0, 1), 2},
		{"none", func([]int) bool { return false }, 0},
	} {
		got := clearAllowed(round, 3, tt.allowed)
		if got.Served != tt.want || !got.Most {
			t.Errorf("%s: got %d served (most %v) in %v, want %d", tt.name, got.Served, got.Most, got.Cycles, tt.want)
		}
	}
	round.Arcs = append(round.Arcs, [2]int{0, 2}, [2]int{3, 1})
	if got := clearAllowed(round, 0, not(0, 1)); got.Served != 4 || !got.Most {
		t.Errorf("another way round: got %d served in %v, want 4", got.Served, got.Cycles)
	}
}

// Two seniors can exchange shifts of a rota that asks for one, and whoever's shift an override has somebody else serve has nothing to give.
func TestClearGoesByWhoServes(t *testing.T) {
	ctx := context.Background()
	for _, tt := range []struct {
		name     string
		override bool
		served   int
	}{{"two seniors", false, 2}, {"one of them does not serve what they give", true, 0}} {
		t.Run(tt.name, func(t *testing.T) {
			clock := time.Date(2026, 11, 15, 8, 0, 0, 0, berlin)
			w := mustOpenAt(t, &clock)
			people, _ := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana")
			for _, name := range []string{"Ana", "Ben"} {
				p := people[name]
				p.Senior = true
				if _, err := w.SavePerson(ctx, p); err != nil {
					t.Fatal(err)
				}
			}
			daily := mustDaily(t, w, "Ledger", people, "Ana", "Ben", "Chidi")
			if _, err := w.SaveRules(ctx, daily, model.BuildRules{HistoryWeeks: 26, HolidayFactor: 1, MinSenior: 1}); err != nil {
				t.Fatal(err)
			}
			shifts := mustPublish(t, w, daily, 3)
			for _, s := range []model.Shift{shifts[3], shifts[7]} {
				if _, err := w.RequestSwap(ctx, SwapAsk{Person: s.PersonID, Moves: []SwapMove{{Shift: s.ID}}}); err != nil {
					t.Fatal(err)
				}
			}
			if tt.override {
				o := model.Override{Kind: model.OverrideReplace, RotationID: daily.ID, RoleID: daily.Roles[0].ID, PersonID: people["Dana"].ID, Interval: shifts[3].Interval}
				if _, err := w.AddOverride(ctx, o); err != nil {
					t.Fatal(err)
				}
			}
			got, err := w.ClearSwaps(ctx, 3, true)
			if err != nil || got.Requests != 2 || got.Served != tt.served {
				t.Errorf("got %+v, %v; want %d served of 2", got, err, tt.served)
			}
		})
	}
}
