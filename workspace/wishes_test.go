package workspace

import (
	"context"
	"testing"

	"watchbill/model"
	"watchbill/rostering"
)

func TestWishesAndPairsReachTheRota(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana", "Eun-ji", "Farid")
	ana, ben := people["Ana"].ID, people["Ben"].ID
	if _, err := w.SaveWish(ctx, model.Wish{PersonID: ana, Kind: model.Avoid, From: model.Date{Year: 2026, Month: 12, Day: 24}, Until: model.Date{Year: 2026, Month: 12, Day: 26}}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.KeepApart(ctx, ben, ana); err != nil {
		t.Fatal(err)
	}
	if _, err := w.KeepApart(ctx, ana, ben); model.CodeOf(err) != model.Conflict {
		t.Errorf("the same pair again: got %v, want conflict", err)
	}
	p := mustPlan(t, w, r, 12, model.BuildRules{})
	result := mustSolve(t, p)
	if result.Status != rostering.StatusOptimal {
		t.Fatalf("status: got %s", result.Status)
	}
	christmas := model.Date{Year: 2026, Month: 12, Day: 24}.Start(berlin)
	for i, turn := range p.Turns {
		pair := result.Rota[i]
		if turn.Contains(christmas) && (pair[0] == "Ana" || pair[1] == "Ana") {
			t.Errorf("Ana is on call at Christmas: %v", pair)
		}
		if pair[0] == "Ana" && pair[1] == "Ben" || pair[0] == "Ben" && pair[1] == "Ana" {
			t.Errorf("%s: Ana and Ben together", turn.Start)
		}
	}
	pairs, err := w.Aparts(ctx)
	if err != nil || len(pairs) != 1 {
		t.Fatalf("pairs: got %v %v", pairs, err)
	}
	if _, err := w.DeleteApart(ctx, pairs[0].ID); err != nil {
		t.Fatal(err)
	}
	wishes, err := w.Wishes(ctx)
	if err != nil || len(wishes) != 1 {
		t.Fatalf("wishes: got %v %v", wishes, err)
	}
	if _, err := w.DeleteWish(ctx, wishes[0].ID); err != nil {
		t.Fatal(err)
	}
}
