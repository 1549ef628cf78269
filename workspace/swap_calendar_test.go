package workspace

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"watchbill/calendar"
	"watchbill/model"
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
