package workspace

import (
	"context"
	"testing"

	"watchbill/model"
	"watchbill/rostering"
)

// Everybody served just before the window. With four turns of rest nobody can begin; with two a rota exists, and it is offered although
// the engine, which knows only the window, cannot see it.
func TestLessRestIsTriedBackBeforeTheWindow(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana", "Eun-ji", "Farid")
	mustServe(t, w, r, people, "2026-11-02T09:00", []string{"Ana", "Ben"}, []string{"Chidi", "Dana"}, []string{"Eun-ji", "Farid"})
	q := BuildQuestion{Rotation: r.ID, Weeks: 4, Rules: model.BuildRules{RestTurns: 4}}
	p, err := w.PlanBuild(ctx, q)
	if err != nil {
		t.Fatal(err)
	}
	result := mustSolve(t, p)
	if result.Status != rostering.StatusInfeasible {
		t.Fatalf("status: got %s", result.Status)
	}
	if err := w.AddWays(ctx, q, result); err != nil {
		t.Fatal(err)
	}
	if len(result.WaysOut) == 0 || result.WaysOut[0].Text != "give up 2 turns of rest (rest 2 instead of 4)" {
		t.Errorf("ways out: got %+v", result.WaysOut)
	}
}
