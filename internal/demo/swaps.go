package demo

import (
	"context"
	"slices"
	"time"

	"watchbill/model"
	"watchbill/workspace"
)

// addSwaps lets a swap wait for the manager, and somebody ask who covers for them. Both are of the batch rotation, which has no draft.
func (s *sample) addSwaps(ctx context.Context) error {
	ahead, err := s.shifts(ctx, model.Published, 0, 14, 56)
	if err != nil {
		return err
	}
	rotations, err := s.Rotations(ctx)
	if err != nil {
		return err
	}
	batch := rotations[0] // by name
	s.clock = s.now.Add(-27 * time.Hour)
	if _, err := s.SetSwapApproval(ctx, true); err != nil {
		return err
	}
	var concerned []model.ID
	for _, x := range ahead {
		switch {
		case x.RotationID != batch.ID || x.RoleID != batch.Roles[0].ID || slices.Contains(concerned, x.PersonID):
		case concerned == nil:
			if concerned, err = s.agree(ctx, x); err != nil {
				return err
			}
		default:
			s.clock = s.now.Add(-5 * time.Hour)
			_, err := s.RequestSwap(ctx, workspace.SwapAsk{Person: x.PersonID, Moves: []workspace.SwapMove{{Shift: x.ID}}, Note: "moving house that week"})
			return err
		}
	}
	return nil
}

// agree asks for the best exchange of a shift with one of the same rotation, and has the other one accept. It returns who is concerned: nobody where no exchange keeps
// all rules.
func (s *sample) agree(ctx context.Context, x model.Shift) ([]model.ID, error) {
	found, err := s.SuggestSwaps(ctx, workspace.SwapMove{Shift: x.ID}, model.SuggestOptions{Kinds: []model.SwapKind{model.SwapExchange}, Most: 100})
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(found.List, func(g model.Suggestion) bool { return g.Handovers[1].Shift.RotationID == x.RotationID })
	if i < 0 {
		return nil, nil
	}
	best := found.List[i]
	ask := workspace.AskFor(best)
	ask.Person, ask.Note = x.PersonID, "my sister's wedding"
	s.clock = s.now.Add(-26 * time.Hour)
	done, err := s.RequestSwap(ctx, ask)
	if err != nil {
		return nil, err
	}
	s.clock = s.now.Add(-22 * time.Hour)
	_, err = s.AcceptSwap(ctx, workspace.SwapAnswer{Swap: done.ID, Person: best.Handovers[0].To, Note: "gladly"})
	return best.People, err
}
