package workspace

import (
	"context"
	"strings"
	"testing"

	"watchbill/model"
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
