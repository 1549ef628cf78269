package storage

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"watchbill/model"
)

// TestUndoRestoresSwaps runs every way a swap is written, and what it refers to going away, and undoes each.
func TestUndoRestoresSwaps(t *testing.T) {
	ctx := context.Background()
	db := mustOpen(t)
	f := mustFixture(t, db)
	var swap model.ID
	hour := model.Interval{Start: now, End: now.Add(time.Hour)}
	change := func(edit func(s *model.Swap)) func(*Tx) error {
		return func(tx *Tx) error {
			s, err := tx.Swap(ctx, swap)
			if err != nil {
				return err
			}
			edit(&s)
			_, err = tx.PutSwap(ctx, s)
			return err
		}
	}
	steps := []struct {
		name string
		do   func(*Tx) error
	}{
		{"request", func(tx *Tx) (err error) {
			swap, err = tx.PutSwap(ctx, model.Swap{
				TeamID: f.team, Kind: model.SwapCover, State: model.SwapOpen, PersonID: f.ana, Note: "a “wedding”\n", Created: now,
				Legs:    []model.SwapLeg{{UID: "x@watchbill", RotationID: f.rotation.ID, RoleID: f.rotation.Roles[0].ID, Slot: now, ShiftStart: now, Interval: hour, From: f.ana, Open: true}},
				Parties: []model.SwapParty{{PersonID: f.ben, Answer: model.Asked}}, Steps: []model.SwapStep{{At: now, Kind: model.StepRequested, Who: "ana"}},
			})
			return err
		}},
		{"take it and give something back", change(func(s *model.Swap) {
			s.Legs[0].To = f.ben
			s.Legs = append(s.Legs, model.SwapLeg{UID: "y@watchbill", Slot: now, ShiftStart: now, Interval: hour, From: f.ben, To: f.ana, Return: true})
			s.Parties[0].Answer, s.State, s.Closed = model.Accepted, model.SwapApplied, now
			s.Steps = append(s.Steps, model.SwapStep{At: now, Kind: model.StepApplied, Who: "ben", PersonID: f.ben})
		})},
		{"open it again", change(func(s *model.Swap) {
			s.Legs[0].To, s.Legs, s.State, s.Closed = 0, s.Legs[:1], model.SwapOpen, time.Time{}
		})},
		{"delete a person", func(tx *Tx) error { return tx.DeletePerson(ctx, f.ana) }},
		{"delete the rotation", func(tx *Tx) error { return tx.DeleteRotation(ctx, f.rotation.ID) }},
	}
	for _, step := range steps {
		before := dump(t, db)
		mustUpdate(t, db, step.name, step.do)
		after := dump(t, db)
		for range 2 {
			if _, err := db.Undo(ctx, op("undo")); err != nil {
				t.Fatalf("undo %s: %v", step.name, err)
			}
			if d := cmp.Diff(before, dump(t, db)); d != "" {
				t.Fatalf("undo %s: %s", step.name, d)
			}
			if _, err := db.Redo(ctx, op("redo")); err != nil {
				t.Fatalf("redo %s: %v", step.name, err)
			}
			if d := cmp.Diff(after, dump(t, db)); d != "" {
				t.Fatalf("redo %s: %s", step.name, d)
			}
		}
	}
	s, err := db.Reader().Swap(ctx, swap)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Legs) != 1 || s.Legs[0].From != 0 || s.Legs[0].RotationID != 0 || len(s.Steps) != 2 || s.Steps[0].Who != "ana" {
		t.Errorf("a swap outlives its people and rotation with its steps: got %+v", s)
	}
	for _, filter := range []SwapFilter{{}, {Live: true}, {Since: now.AddDate(1, 0, 0)}} {
		if all, err := db.Reader().Swaps(ctx, f.team, filter); err != nil || len(all) != 1 {
			t.Errorf("%+v: got %d swaps, %v; want the one that waits", filter, len(all), err)
		}
	}
}
