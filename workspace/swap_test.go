package workspace

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"watchbill/calendar"
	"watchbill/model"
	"watchbill/storage"
)

// eventsOf returns a feed's events by UID.
func eventsOf(t *testing.T, w *Workspace, f model.Feed) map[string]calendar.Event {
	t.Helper()
	feed, err := w.FeedCalendar(context.Background(), f)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]calendar.Event{}
	for _, e := range feed.Events {
		out[e.UID] = e
	}
	return out
}

// changedEvents returns the UIDs of events that are not as before, and checks that each of them moved on.
func changedEvents(t *testing.T, before, after map[string]calendar.Event) []string {
	t.Helper()
	var out []string
	for uid, e := range after {
		old, had := before[uid]
		if had && cmp.Equal(old, e) {
			continue
		}
		out = append(out, uid)
		if had && e.Sequence != old.Sequence+1 {
			t.Errorf("%s: sequence %d after %d", uid, e.Sequence, old.Sequence)
		}
	}
	for uid := range before {
		if _, is := after[uid]; !is {
			out = append(out, uid+" is gone")
		}
	}
	slices.Sort(out)
	return out
}

func TestExchangeChangesTwoEvents(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana")
	shifts := mustPublish(t, w, r, 8)
	a, b := shifts[0], shifts[4]
	all, own := model.Feed{RotationID: r.ID}, model.Feed{PersonID: a.PersonID}
	before, mine := eventsOf(t, w, all), eventsOf(t, w, own)
	want := []string{a.UID, b.UID}
	slices.Sort(want)
	ask := SwapAsk{Person: a.PersonID, Moves: []SwapMove{{Shift: a.ID, To: b.PersonID}, {Shift: b.ID, To: a.PersonID}}, Consent: true}
	done, err := w.RequestSwap(ctx, ask)
	if err != nil {
		t.Fatal(err)
	}
	if got := changedEvents(t, before, eventsOf(t, w, all)); len(got) > 0 {
		t.Errorf("a request changed %v", got)
	}
	if _, err := w.AcceptSwap(ctx, SwapAnswer{Swap: done.ID, Person: b.PersonID}); err != nil {
		t.Fatal(err)
	}
	swapped := eventsOf(t, w, all)
	if d := cmp.Diff(want, changedEvents(t, before, swapped)); d != "" {
		t.Errorf("an exchange: %s", d)
	}
	if e := eventsOf(t, w, own)[a.UID]; e.Status != calendar.Cancelled || e.Sequence != mine[a.UID].Sequence+1 {
		t.Errorf("the personal calendar of who gave it: got %+v, want it cancelled", e)
	}
	if _, err := w.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, changedEvents(t, swapped, eventsOf(t, w, all))); d != "" {
		t.Errorf("undo: %s", d)
	}
	if e := eventsOf(t, w, own)[a.UID]; e.Status != calendar.Confirmed || e.Sequence != mine[a.UID].Sequence+2 {
		t.Errorf("the personal calendar after undo: got %+v, want it confirmed again", e)
	}
	if v, err := w.SwapByID(ctx, done.ID); err != nil || v.State != model.SwapOpen {
		t.Errorf("after undo: got %s, %v; want it open", v.State, err)
	}
	if got := published(t, w, r)[0].PersonID; got != people["Ana"].ID {
		t.Errorf("after undo: got person %d", got)
	}
}

func TestPartialCoverInCalendars(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana")
	shifts := mustPublish(t, w, r, 8)
	a := shifts[0]
	all := model.Feed{RotationID: r.ID}
	before := eventsOf(t, w, all)
	part := model.Interval{Start: a.Start.Add(72 * time.Hour), End: a.Start.Add(96 * time.Hour)}
	ask := SwapAsk{Moves: []SwapMove{{Shift: a.ID, Part: part, To: people["Dana"].ID}}, Consent: true}
	if _, err := w.ApplySwap(ctx, ask); err != nil {
		t.Fatal(err)
	}
	covered := eventsOf(t, w, all)
	if got := len(covered) - len(before); got != 2 {
		t.Errorf("a cover in the middle makes %d further events, want 2", got)
	}
	if got := covered[a.UID]; !got.End.Equal(part.Start) || !got.Start.Equal(a.Start) {
		t.Errorf("the first part keeps the UID: got %s – %s", got.Start, got.End)
	}
	dana := eventsOf(t, w, model.Feed{PersonID: people["Dana"].ID})
	if !slices.ContainsFunc(mapValues(dana), func(e calendar.Event) bool { return e.Start.Equal(part.Start) && e.End.Equal(part.End) }) {
		t.Error("Dana's own calendar lacks the part")
	}
	if _, err := w.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	after := eventsOf(t, w, all)
	if len(after) != len(before) || after[a.UID].Sequence != before[a.UID].Sequence+2 || !after[a.UID].End.Equal(a.End) {
		t.Errorf("undo: got %d events, %+v", len(after), after[a.UID])
	}
	for uid, e := range eventsOf(t, w, model.Feed{PersonID: people["Dana"].ID}) {
		if _, is := after[uid]; !is && e.Status != calendar.Cancelled {
			t.Errorf("Dana's calendar still has %s", uid)
		}
	}
}

func mapValues[K comparable, V any](m map[K]V) []V {
	var out []V
	for _, v := range m {
		out = append(out, v)
	}
	return out
}

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
