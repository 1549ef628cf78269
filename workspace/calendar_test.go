package workspace

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"watchbill/calendar"
	"watchbill/model"
)

func mustPublish(t *testing.T, w *Workspace, r model.Rotation, weeks int) []model.Shift {
	t.Helper()
	if _, err := w.BuildDraft(context.Background(), r.ID, time.Time{}, weeks); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Publish(context.Background(), r.ID); err != nil {
		t.Fatal(err)
	}
	return published(t, w, r)
}

// cancelled returns the cancelled events of a person's feed.
func cancelled(t *testing.T, w *Workspace, p model.Person) []calendar.Event {
	t.Helper()
	feed, err := w.PersonFeed(context.Background(), p, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []calendar.Event
	for _, e := range feed.Events {
		if e.Status == calendar.Cancelled {
			out = append(out, e)
		}
	}
	if _, err := calendar.Encode(feed); err != nil {
		t.Errorf("the feed cannot be written: %v", err)
	}
	return out
}

func TestRotationFeedIsTheShifts(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi")
	ana := people["Ana"]
	ana.Zone = "America/Sao_Paulo"
	if _, err := w.SavePerson(ctx, ana); err != nil {
		t.Fatal(err)
	}
	shifts := mustPublish(t, w, r, 2)
	feed, err := w.RotationFeed(ctx, r)
	if err != nil {
		t.Fatal(err)
	}
	if len(feed.Events) != len(shifts) {
		t.Fatalf("events: got %d, want %d", len(feed.Events), len(shifts))
	}
	for i, e := range feed.Events {
		if s := shifts[i]; e.UID != s.UID || !e.Start.Equal(s.Start) || !e.End.Equal(s.End) {
			t.Errorf("event %d: got %s %s–%s, want the shift's", i, e.UID, e.Start, e.End)
		}
	}
	if got, want := feed.Events[0].Summary, "Payments primary: Ana"; got != want {
		t.Errorf("title: got %q, want %q", got, want)
	}
	for _, want := range []string{"Mon 23 Nov 2026 09:00 – Mon 30 Nov 2026 09:00 Europe/Berlin", "Mon 23 Nov 2026 05:00 – Mon 30 Nov 2026 05:00 America/Sao_Paulo"} {
		if !strings.Contains(feed.Events[0].Description, want) {
			t.Errorf("description %q lacks %q", feed.Events[0].Description, want)
		}
	}
	var written [2][]byte
	for i := range written {
		again, err := w.RotationFeed(ctx, r)
		if err != nil {
			t.Fatal(err)
		}
		if written[i], err = calendar.Encode(again); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(written[0], written[1]) {
		t.Error("two exports of the same data differ")
	}
	if _, err := w.Reassign(ctx, shifts[0].ID, 0); err != nil {
		t.Fatal(err)
	}
	if feed, err = w.RotationFeed(ctx, r); err != nil || feed.Events[0].Summary != "Payments primary: unstaffed" {
		t.Errorf("nobody's shift: got %q, %v", feed.Events[0].Summary, err)
	}
}

func TestPersonFeedTakesBackWhatWasGivenAway(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	at := now
	w.cfg.Now = func() time.Time { return at }
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana")
	shifts := mustPublish(t, w, r, 4)
	mine := shifts[0] // Ana's
	if got := cancelled(t, w, people["Ana"]); len(got) != 0 {
		t.Fatalf("nothing was given away: got %d cancelled events", len(got))
	}

	if _, err := w.Reassign(ctx, mine.ID, people["Dana"].ID); err != nil {
		t.Fatal(err)
	}
	got := cancelled(t, w, people["Ana"])
	if len(got) != 1 || got[0].UID != mine.UID || got[0].Sequence != 1 || got[0].Summary != "On call: Payments primary" {
		t.Fatalf("after giving a shift away: got %+v", got)
	}
	if got := cancelled(t, w, people["Dana"]); len(got) != 0 {
		t.Errorf("Dana has the shift and %d cancelled events", len(got))
	}

	if _, err := w.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if got := cancelled(t, w, people["Ana"]); len(got) != 0 {
		t.Errorf("given back: got %d cancelled events for Ana", len(got))
	}
	if got := cancelled(t, w, people["Dana"]); len(got) != 1 || got[0].Sequence != 2 {
		t.Errorf("given back: got %+v for Dana, want one with sequence 2", got)
	}

	at = at.AddDate(0, 0, tombstoneDays+2)
	if got := cancelled(t, w, people["Dana"]); len(got) != 0 {
		t.Errorf("after %d days: got %d cancelled events, want none", tombstoneDays+2, len(got))
	}
}

func TestPersonFeedTakesBackDeletedShifts(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi")
	shifts := mustPublish(t, w, r, 1)
	if _, err := w.DeleteRotation(ctx, r.ID); err != nil {
		t.Fatal(err)
	}
	got := cancelled(t, w, people["Ana"])
	if len(got) != 1 || got[0].UID != shifts[0].UID || got[0].Sequence <= shifts[0].Sequence {
		t.Fatalf("got %+v, want Ana's event taken back with a higher sequence", got)
	}
	if got[0].Summary != "On call" {
		t.Errorf("title: got %q, want %q", got[0].Summary, "On call")
	}
}
