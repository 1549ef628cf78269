package workspace

import (
	"context"
	"testing"
	"time"

	"watchbill/model"
)

func TestPreviewShowsWhatChanges(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana")
	shifts := mustPublish(t, w, r, 8)
	a, b := shifts[0], shifts[4]
	ask := SwapAsk{Moves: []SwapMove{{Shift: a.ID, From: a.PersonID, To: b.PersonID}, {Shift: b.ID, From: b.PersonID, To: a.PersonID}}}
	p, err := w.PreviewSwap(ctx, ask)
	if err != nil {
		t.Fatal(err)
	}
	if p.Kind != model.SwapExchange || len(p.Changed) != 2 || len(p.Before) != len(p.After) || len(p.Loads) != 2 || len(p.Sums) != 1 {
		t.Fatalf("got %+v", p)
	}
	for _, i := range p.Changed {
		if p.After[i].PersonID == p.Before[i].PersonID || p.After[i].ID != p.Before[i].ID {
			t.Errorf("%s is marked as changed and is %d's before and after", p.After[i].Start, p.After[i].PersonID)
		}
	}
	if p.Sums[0].Before != p.Sums[0].After || p.Loads[0].Before != p.Loads[0].After {
		t.Errorf("an exchange of whole turns changes no load: got %+v, %+v", p.Sums, p.Loads)
	}
	if !p.Until[r.ID].Equal(shifts[len(shifts)-1].End) {
		t.Errorf("loads count until %s, want the end of what is published", p.Until[r.ID])
	}
	part := model.Interval{Start: a.Start.Add(84 * time.Hour), End: a.End}
	p, err = w.PreviewSwap(ctx, SwapAsk{Moves: []SwapMove{{Shift: a.ID, Part: part, To: people["Dana"].ID}}})
	if err != nil || len(p.After) != len(p.Before)+1 || len(p.Changed) != 1 || p.After[p.Changed[0]].Interval != part {
		t.Fatalf("a cover of half a week: got %+v, %v", p.Changed, err)
	}
	if l := p.Loads[1]; l.PersonID != people["Dana"].ID || l.After-l.Before != 0.5 {
		t.Errorf("Dana's load: got %+v, want half a duty more", l)
	}
	if got := published(t, w, r); len(got) != len(shifts) {
		t.Error("looking changed something")
	}
}

func TestDraftsAreSwappedAtOnce(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	_, r := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana")
	shifts := mustPublish(t, w, r, 8)
	open, err := w.RequestSwap(ctx, SwapAsk{Person: shifts[0].PersonID, Moves: []SwapMove{{Shift: shifts[0].ID}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.BuildDraft(ctx, r.ID, time.Time{}, 6); err != nil {
		t.Fatal(err)
	}
	draft, err := w.Reader().RotationShifts(ctx, r.ID, model.Draft, model.Interval{})
	if err != nil {
		t.Fatal(err)
	}
	found, err := w.SuggestSwaps(ctx, SwapMove{Shift: draft[4].ID}, model.SuggestOptions{MayBend: true})
	if err != nil || len(found.List) == 0 {
		t.Fatalf("got %d ways, %v", len(found.List), err)
	}
	ask := AskFor(found.List[0])
	if _, err := w.RequestSwap(ctx, ask); model.CodeOf(err) != model.NotFound && model.CodeOf(err) != model.Conflict {
		t.Errorf("asking about a draft: got %v", err)
	}
	ask.Consent = true
	if _, err := w.ApplySwap(ctx, ask); err != nil {
		t.Fatal(err)
	}
	s, err := w.Reader().Shift(ctx, draft[4].ID)
	if err != nil || s.PersonID != ask.Moves[0].To || s.State != model.Draft {
		t.Errorf("the draft: got %+v, %v", s, err)
	}
	v, err := w.SwapByID(ctx, open.ID)
	if err != nil || v.State != model.SwapOpen {
		t.Errorf("the request of a published shift: got %s, %v; want it as it was", v.State, err)
	}
	if list, err := w.Swaps(ctx); err != nil || len(list.Done) != 0 {
		t.Errorf("a draft was noted as a swap: %+v, %v", list.Done, err)
	}
}
