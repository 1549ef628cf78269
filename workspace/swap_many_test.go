package workspace

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"watchbill/model"
	"watchbill/storage"
)

// manyPeople makes a file with a hundred people and a year of two roles.
func manyPeople(tb testing.TB, path string) (*Workspace, model.Rotation) {
	ctx := context.Background()
	w, err := Open(ctx, path, Config{Via: "test", Who: "test", Now: func() time.Time { return now }})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { w.Close() })
	_, err = w.db.Update(ctx, w.op("fill"), func(tx *storage.Tx) error {
		team, err := tx.PutTeam(ctx, model.Team{Name: "Big", Zone: "Europe/Berlin", ToilCap: 0.5})
		if err != nil {
			return err
		}
		var ids []model.ID
		for i := range 100 {
			id, err := tx.PutPerson(ctx, model.Person{TeamID: team, Name: "P" + string(rune('A'+i/10)) + string(rune('a'+i%10)), Zone: "Europe/Berlin", Colour: 1 + i%12, WeekMinutes: 2400, Senior: i%3 == 0})
			if err != nil {
				return err
			}
			ids = append(ids, id)
		}
		r := model.NewRotation("Payments", "Europe/Berlin", []string{"primary", "secondary"}, model.Plain{First: model.NewLocalTime(2026, 5, 1, 9, 0, 0), Turns: model.Pattern{{N: 1, Unit: model.Days}}, People: ids})
		r.TeamID = team
		if r, err = tx.PutRotation(ctx, r); err != nil {
			return err
		}
		for d := -182; d < 365; d++ {
			start := time.Date(2026, 11, 18+d, 9, 0, 0, 0, berlin)
			for i, role := range r.Roles {
				s := model.Shift{RotationID: r.ID, RoleID: role.ID, Slot: start, Interval: model.Interval{Start: start, End: start.AddDate(0, 0, 1)}, PersonID: ids[(2*d+i+1000)%100], State: model.Published}
				if _, err := tx.PutShift(ctx, s); err != nil {
					return err
				}
			}
		}
		return tx.PutBuildRules(ctx, model.BuildRules{RotationID: r.ID, RestTurns: 2, MinSenior: 0, HistoryWeeks: 26, HolidayFactor: 2})
	})
	if err != nil {
		tb.Fatal(err)
	}
	rotations, err := w.Rotations(ctx)
	if err != nil {
		tb.Fatal(err)
	}
	return w, rotations[0]
}

func TestSuggestForManyPeople(t *testing.T) {
	ctx := context.Background()
	w, r := manyPeople(t, filepath.Join(t.TempDir(), "big.watchbill"))
	shifts, err := w.Reader().RotationShifts(ctx, r.ID, model.Published, model.Interval{Start: now.AddDate(0, 2, 0), End: endOfTime})
	if err != nil {
		t.Fatal(err)
	}
	got, err := w.SuggestSwaps(ctx, SwapMove{Shift: shifts[0].ID}, model.SuggestOptions{})
	if err != nil || len(got.List) != 20 || got.Tried < 100_000 {
		t.Fatalf("got %d ways of %d tried, %v", len(got.List), got.Tried, err)
	}
	best := got.List[0]
	if _, err := w.ApplySwap(ctx, AskFor(best)); err != nil {
		t.Errorf("the best one cannot be applied: %v", err)
	}
	if _, err := w.ApplySwap(ctx, AskFor(best)); model.CodeOf(err) != model.Conflict {
		t.Errorf("applied twice: got %v", err)
	}
}

func BenchmarkSuggest(b *testing.B) {
	ctx := context.Background()
	w, r := manyPeople(b, filepath.Join(b.TempDir(), "big.watchbill"))
	shifts, err := w.Reader().RotationShifts(ctx, r.ID, model.Published, model.Interval{Start: now.AddDate(0, 2, 0), End: endOfTime})
	if err != nil {
		b.Fatal(err)
	}
	t, err := w.swapTableFor(ctx, w.Reader(), now, wholeWay)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("workspace", func(b *testing.B) {
		for b.Loop() {
			if _, err := w.SuggestSwaps(ctx, SwapMove{Shift: shifts[0].ID}, model.SuggestOptions{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("model", func(b *testing.B) {
		for b.Loop() {
			t.Suggest(model.Handover{Shift: shifts[0], Part: shifts[0].Interval}, model.SuggestOptions{})
		}
	})
}
