package workspace

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"watchbill/model"
	"watchbill/storage"
)

// edit changes a shift as a change of the rotation would.
func edit(t *testing.T, w *Workspace, change func(ctx context.Context, tx *storage.Tx) error) {
	t.Helper()
	_, err := w.db.Update(context.Background(), w.op("edit"), func(tx *storage.Tx) error { return change(context.Background(), tx) })
	if err != nil {
		t.Fatal(err)
	}
}

func TestRequestFollowsItsShift(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana")
	a := mustPublish(t, w, r, 8)[0]
	part := model.Interval{Start: a.Start.Add(24 * time.Hour), End: a.Start.Add(48 * time.Hour)}
	whole, err := w.RequestSwap(ctx, SwapAsk{Person: a.PersonID, Moves: []SwapMove{{Shift: a.ID, Part: part, To: people["Dana"].ID}}})
	if err != nil {
		t.Fatal(err)
	}
	edit(t, w, func(ctx context.Context, tx *storage.Tx) error {
		s := a
		s.Start, s.End = s.Start.Add(3*time.Hour), s.End.Add(3*time.Hour)
		_, err := tx.PutShift(ctx, s)
		return err
	})
	v, err := w.SwapByID(ctx, whole.ID)
	if err != nil || v.State != model.SwapOpen || !v.Handovers[0].Part.Start.Equal(part.Start.Add(3*time.Hour)) {
		t.Fatalf("a moved shift: got %s %+v, %v; want the part three hours later", v.State, v.Handovers, err)
	}
	edit(t, w, func(ctx context.Context, tx *storage.Tx) error { return tx.DeleteShift(ctx, a.ID) })
	v, err = w.SwapByID(ctx, whole.ID)
	if err != nil || v.State != model.SwapEnded || !strings.Contains(v.Reason, "not published any more") {
		t.Fatalf("a shift that vanished: got %s %q, %v", v.State, v.Reason, err)
	}
	if _, err := w.AcceptSwap(ctx, SwapAnswer{Swap: whole.ID, Person: people["Dana"].ID}); err == nil || !strings.Contains(err.Error(), "not published any more") {
		t.Errorf("accepting it: got %v", err)
	}
}

func TestRequestEndsWithItsShift(t *testing.T) {
	ctx := context.Background()
	clock := now
	w := mustOpenAt(t, &clock)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana", "Eun-ji")
	shifts := mustPublish(t, w, r, 8)
	ask := func(s model.Shift) model.ID {
		t.Helper()
		d, err := w.RequestSwap(ctx, SwapAsk{Person: s.PersonID, Moves: []SwapMove{{Shift: s.ID}}})
		if err != nil {
			t.Fatal(err)
		}
		return d.ID
	}
	soon, later := ask(shifts[0]), ask(shifts[6])
	if _, err := w.Reassign(ctx, shifts[6].ID, 0); err != nil {
		t.Fatal(err)
	}
	stored, err := w.Reader().Swap(ctx, later)
	if err != nil || stored.State != model.SwapEnded || !strings.Contains(stored.Reason, "nobody’s meanwhile") {
		t.Errorf("its shift was taken away: got %s %q, %v; want it stored as ended", stored.State, stored.Reason, err)
	}
	clock = shifts[0].Start.Add(time.Minute)
	list, err := w.Swaps(ctx)
	if err != nil || len(list.Open)+len(list.NeedsMe) != 0 || list.Done[0].State != model.SwapExpired && list.Done[1].State != model.SwapExpired {
		t.Errorf("its shift began: got %+v, %v; want it expired", list, err)
	}
	if stored, _ := w.Reader().Swap(ctx, soon); stored.State != model.SwapOpen {
		t.Errorf("looking wrote: got %s", stored.State)
	}
	ask(shifts[8])
	if stored, _ := w.Reader().Swap(ctx, soon); stored.State != model.SwapExpired {
		t.Errorf("the next change did not write it: got %s", stored.State)
	}
	_ = people
}

// The window and the command line swap the same shift at the same moment: one of them is refused with the reason.
func TestContradictionIsRefused(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana", "Eun-ji", "Farid")
	shifts := mustPublish(t, w, r, 12)
	other, err := Open(ctx, w.Path(), Config{Via: "command line", Who: "test", Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	a := shifts[0]
	move := func(to string) SwapAsk {
		return SwapAsk{Moves: []SwapMove{{Shift: a.ID, From: a.PersonID, To: people[to].ID}}, Consent: true}
	}
	var both sync.WaitGroup
	errs := make([]error, 2)
	both.Go(func() { _, errs[0] = w.ApplySwap(ctx, move("Dana")) })
	both.Go(func() { _, errs[1] = other.ApplySwap(ctx, move("Eun-ji")) })
	both.Wait()
	if (errs[0] == nil) == (errs[1] == nil) {
		t.Fatalf("got %v and %v, want one of them", errs[0], errs[1])
	}
	for _, err := range errs {
		if err != nil && !strings.Contains(err.Error(), "it was changed at the same time") {
			t.Errorf("the reason: %v", err)
		}
	}
}

func TestHardRulesAreNeverBent(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana")
	shifts := mustPublish(t, w, r, 8)
	if _, err := w.SaveRules(ctx, r, model.BuildRules{RotationID: r.ID, MinSenior: 1}); err != nil {
		t.Fatal(err)
	}
	dana := people["Dana"]
	dana.Senior = true
	if _, err := w.SavePerson(ctx, dana); err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(shifts, func(s model.Shift) bool { return s.PersonID == dana.ID })
	senior := shifts[i]
	var other model.ID
	for _, p := range people {
		if p.ID != dana.ID && !slices.ContainsFunc(shifts, func(s model.Shift) bool { return s.PersonID == p.ID && s.Overlaps(senior.Interval) }) {
			other = p.ID
		}
	}
	before := published(t, w, r)
	for name, do := range map[string]func() (Done, error){
		"apply": func() (Done, error) {
			return w.ApplySwap(ctx, SwapAsk{Moves: []SwapMove{{Shift: senior.ID, To: other}}, Consent: true})
		},
		"request": func() (Done, error) {
			return w.RequestSwap(ctx, SwapAsk{Moves: []SwapMove{{Shift: senior.ID, To: other}}, Consent: true})
		},
		"reassign": func() (Done, error) { return w.Reassign(ctx, senior.ID, other) },
	} {
		if _, err := do(); err == nil || !strings.Contains(err.Error(), "no senior") {
			t.Errorf("%s: got %v, want the senior missed", name, err)
		}
	}
	if err := w.CheckReassign(ctx, senior.ID, other); err == nil {
		t.Error("the check while dragging lets it through")
	}
	if d := cmp.Diff(before, published(t, w, r)); d != "" {
		t.Errorf("something was half applied: %s", d)
	}
}

func TestOwedAndRevert(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana")
	shifts := mustPublish(t, w, r, 4)
	part := model.Interval{Start: shifts[0].Start, End: shifts[0].Start.Add(12 * time.Hour)}
	done, err := w.ApplySwap(ctx, SwapAsk{Moves: []SwapMove{{Shift: shifts[0].ID, Part: part, To: people["Dana"].ID}}, Consent: true})
	if err != nil {
		t.Fatal(err)
	}
	owed, err := w.Owed(ctx, 2026)
	if err != nil {
		t.Fatal(err)
	}
	first, last := owed[0], owed[len(owed)-1]
	if first.Person.Name != "Dana" || first.Taken != 1 || first.Balance != 12 || last.Person.Name != "Ana" || last.Given != 1 || last.Balance != -12 {
		t.Errorf("got %+v … %+v, want Dana 12 h ahead and Ana behind", first, last)
	}
	if first.With[0] != (OwedTo{people["Ana"].ID, 12}) {
		t.Errorf("between the two: got %+v", first.With)
	}
	if _, err := w.SaveWish(ctx, model.Wish{PersonID: people["Ben"].ID, Kind: model.Avoid, From: model.DateOf(now), Until: model.DateOf(now)}); err != nil {
		t.Fatal(err) // a later change, so that undo would take back this one
	}
	if _, err := w.RevertSwap(ctx, SwapAnswer{Swap: done.ID, Consent: true}); err != nil {
		t.Fatal(err)
	}
	for _, s := range published(t, w, r) {
		if s.Overlaps(part) && s.RoleID == shifts[0].RoleID && s.PersonID != people["Ana"].ID {
			t.Errorf("taken back, and %d still has %s", s.PersonID, s.Start)
		}
	}
	if owed, _ = w.Owed(ctx, 2026); owed[0].Balance != 0 {
		t.Errorf("after taking it back: %+v", owed[0])
	}
}

func TestSwapMessageHasEverybodysClock(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana")
	ana := people["Ana"]
	ana.Zone = "America/Sao_Paulo"
	if _, err := w.SavePerson(ctx, ana); err != nil {
		t.Fatal(err)
	}
	shifts := mustPublish(t, w, r, 8)
	a, b := shifts[0], shifts[4]
	ask := SwapAsk{Moves: []SwapMove{{Shift: a.ID, To: b.PersonID}, {Shift: b.ID, To: a.PersonID}}, Consent: true}
	done, err := w.ApplySwap(ctx, ask)
	if err != nil {
		t.Fatal(err)
	}
	text, err := w.SwapMessage(ctx, done.ID)
	if err != nil {
		t.Fatal(err)
	}
	want := `Ana ⇄ Chidi
Chidi takes Payments primary from Ana
  Mon 23 Nov 2026 09:00 – Mon 30 Nov 2026 09:00 Berlin
  Mon 23 Nov 2026 05:00 – Mon 30 Nov 2026 05:00 Sao Paulo
Ana takes Payments primary from Chidi
  Mon 7 Dec 2026 05:00 – Mon 14 Dec 2026 05:00 Sao Paulo
  Mon 7 Dec 2026 09:00 – Mon 14 Dec 2026 09:00 Berlin
`
	if d := cmp.Diff(want, text); d != "" {
		t.Error(d)
	}
	asked, err := w.AskMessage(ctx, SwapAsk{Moves: []SwapMove{{Shift: shifts[2].ID, To: people["Chidi"].ID}}, Consent: true}, people["Chidi"].ID)
	if err != nil || !strings.HasPrefix(asked, "Chidi: could you take Payments primary, 30 Nov – 7 Dec from Ben?\n") {
		t.Errorf("got %q, %v", asked, err)
	}
}

// A manager applies a request without waiting: the request's own life goes on, and no second swap stands beside it.
func TestApplyARequestWithoutWaiting(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana")
	a := mustPublish(t, w, r, 8)[0]
	if _, err := w.SetSwapApproval(ctx, true); err != nil {
		t.Fatal(err)
	}
	asked, err := w.RequestSwap(ctx, SwapAsk{Person: a.PersonID, Moves: []SwapMove{{Shift: a.ID, To: people["Dana"].ID}}, Consent: true})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.ApplyRequest(ctx, SwapAnswer{Swap: asked.ID, Note: "by phone"}); err != nil {
		t.Fatal(err)
	}
	s, err := w.Reader().Swap(ctx, asked.ID)
	if err != nil || s.State != model.SwapApplied {
		t.Fatalf("the request is %s, %v; want it applied", s.State, err)
	}
	var steps []string
	for _, x := range s.Steps {
		steps = append(steps, string(x.Kind))
	}
	if want := []string{"requested", "accepted", "applied"}; !slices.Equal(steps, want) || s.Steps[1].PersonID != 0 || s.Steps[1].Note != "by phone" || s.Steps[1].Words != "Without waiting for Dana." {
		t.Errorf("steps: got %+v, want %v, the second by the manager without Dana", s.Steps, want)
	}
	if got, err := w.Reader().Shift(ctx, a.ID); err != nil || got.PersonID != people["Dana"].ID {
		t.Errorf("the shift is of %d, %v; want Dana", got.PersonID, err)
	}
	team, err := w.Team(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if all, err := w.Reader().Swaps(ctx, team.ID, storage.SwapFilter{}); err != nil || len(all) != 1 {
		t.Errorf("swaps: got %d, %v; want the request alone", len(all), err)
	}
	if _, err := w.ApplyRequest(ctx, SwapAnswer{Swap: asked.ID}); model.CodeOf(err) != model.Conflict {
		t.Errorf("again: got %v, want a conflict", err)
	}
	if _, err := w.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if v, err := w.SwapByID(ctx, asked.ID); err != nil || v.State != model.SwapOpen || len(v.Steps) != 1 {
		t.Errorf("undone: got %s with %d steps, %v; want it open as asked", v.State, len(v.Steps), err)
	}
	offer, err := w.RequestSwap(ctx, SwapAsk{Person: people["Ben"].ID, Moves: []SwapMove{{Shift: mustShiftOf(t, w, r, people["Ben"].ID).ID}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.ApplyRequest(ctx, SwapAnswer{Swap: offer.ID}); err == nil || !strings.Contains(err.Error(), "Say who accepts it instead") {
		t.Errorf("an offer that nobody took: got %v, want it to ask who takes it", err)
	}
}

// mustShiftOf returns somebody's first published shift in a rotation.
func mustShiftOf(t *testing.T, w *Workspace, r model.Rotation, person model.ID) model.Shift {
	t.Helper()
	all, err := w.Reader().RotationShifts(context.Background(), r.ID, model.Published, model.Interval{})
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(all, func(s model.Shift) bool { return s.PersonID == person })
	if i < 0 {
		t.Fatal("no shift")
	}
	return all[i]
}
