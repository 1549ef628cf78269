package workspace

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"watchbill/model"
)

func TestReassignAll(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana")
	if _, err := w.BuildDraft(ctx, r.ID, time.Time{}, 4); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Publish(ctx, r.ID); err != nil {
		t.Fatal(err)
	}
	before := published(t, w, r) // primaries Ana, Ben, Chidi, Dana; secondaries Ben, Chidi, Dana, Ana
	primaries := []model.ID{before[2].ID, before[0].ID}

	dana := people["Dana"].ID
	done, err := w.ReassignAll(ctx, primaries, dana)
	if err != nil {
		t.Fatal(err)
	}
	if want := "Reassigned: 2 shifts from Payments primary, 23–30 Nov to Payments primary, 30 Nov – 7 Dec, to Dana"; done.Entry.Summary != want {
		t.Errorf("summary: got %q, want %q", done.Entry.Summary, want)
	}
	if got := published(t, w, r); got[0].PersonID != dana || got[2].PersonID != dana {
		t.Errorf("both weeks are not Dana's: %d and %d", got[0].PersonID, got[2].PersonID)
	}
	if _, err := w.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if got := published(t, w, r); got[0].PersonID != before[0].PersonID || got[2].PersonID != before[2].PersonID {
		t.Error("one undo does not take all of it back")
	}

	// Both roles of one week cannot go to one person: neither does.
	_, err = w.ReassignAll(ctx, []model.ID{before[0].ID, before[1].ID}, dana)
	if model.CodeOf(err) != model.Conflict || !strings.Contains(err.Error(), "Payments secondary, 23–30 Nov") || !strings.Contains(err.Error(), "Nothing was changed") {
		t.Errorf("primary and secondary at once: got %v", err)
	}
	if got := published(t, w, r); got[0].PersonID != before[0].PersonID {
		t.Error("a refused change was half done")
	}

	all, err := w.Candidates(ctx, primaries...)
	if err != nil {
		t.Fatal(err)
	}
	if !free(all, "Ana") || !free(all, "Dana") || free(all, "Ben") || free(all, "Chidi") {
		t.Errorf("Ana has one of them and Dana is free in both weeks, the others are secondary in one: got %+v", all)
	}

	if _, err := w.ReassignAll(ctx, primaries, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := w.ReassignAll(ctx, primaries, 0); model.CodeOf(err) != model.Conflict {
		t.Errorf("taking nobody off: got %v, want conflict", err)
	}
}

func free(all []Candidate, name string) bool {
	return slices.ContainsFunc(all, func(c Candidate) bool { return c.Person.Name == name && c.Reason == "" })
}
