package workspace

import (
	"context"
	"strings"
	"testing"
	"time"

	"watchbill/model"
)

// Of an override under way, somebody else serves from now on; it is one entry of the history, and what was served stays.
func TestEditOverrideUnderWay(t *testing.T) {
	ctx := context.Background()
	w, people, _, shifts, over := overridden(t)
	at := now
	w.cfg.Now = func() time.Time { return at }
	done, err := w.AddOverride(ctx, over(model.OverrideReplace, "Dana", "", 10, 20))
	if err != nil {
		t.Fatal(err)
	}
	start := shifts[0].Start
	at = start.Add(15 * time.Hour)
	o, err := w.Reader().Override(ctx, done.ID)
	if err != nil {
		t.Fatal(err)
	}
	stale := o
	o.PersonID, o.End, o.Note = people["Chidi"].ID, start.Add(22*time.Hour), "Dana is ill"
	edited, err := w.EditOverride(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	if want := "Chidi instead of Ana; before: "; !strings.Contains(edited.Entry.Summary, want) || !strings.HasSuffix(edited.Entry.Summary, "Dana instead of whoever stands there, no note") {
		t.Errorf("history: got %q, want it to say %q and what was before", edited.Entry.Summary, want)
	}
	is := func(what string, want map[int]string) {
		t.Helper()
		for hour, who := range want {
			if got := whoNow(t, w, start.Add(time.Duration(hour)*time.Hour)); got != who {
				t.Errorf("%s, hour %d: got %q on call, want %q", what, hour, got, who)
			}
		}
	}
	is("edited", map[int]string{9: "Ana", 14: "Dana", 15: "Chidi", 21: "Chidi", 22: "Ana"})
	if _, err := w.EditOverride(ctx, stale); model.CodeOf(err) != model.Conflict || !strings.Contains(err.Error(), "changed meanwhile") {
		t.Errorf("an edit of what it was before: got %v, want a conflict that says so", err)
	}
	if _, err := w.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	is("undone", map[int]string{14: "Dana", 15: "Dana", 19: "Dana", 20: "Ana", 21: "Ana"})

	o, err = w.Reader().Override(ctx, done.ID)
	if err != nil {
		t.Fatal(err)
	}
	same, err := w.EditOverride(ctx, o)
	if err != nil || !same.Nothing() {
		t.Errorf("nothing changed: got %+v, %v; want no entry", same, err)
	}
	at = start.Add(20 * time.Hour)
	o.Note = "late"
	if _, err := w.EditOverride(ctx, o); model.CodeOf(err) != model.Conflict {
		t.Errorf("over: got %v, want a conflict", err)
	}
}
