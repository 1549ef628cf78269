package workspace

import (
	"context"
	"strings"
	"testing"
	"time"

	"watchbill/model"
)

func TestWhoWas(t *testing.T) {
	ctx := context.Background()
	w, people, r, shifts, over := overridden(t)
	at := now
	w.cfg.Now = func() time.Time { return at }
	ask := func(hour int) (string, bool) {
		t.Helper()
		all, err := w.WhoWas(ctx, shifts[0].Start.Add(time.Duration(hour)*time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range all {
			if x.Role == "primary" && len(x.Duties) == 1 {
				out := x.Duties[0].Person.Name
				for _, l := range x.Duties[0].Lines {
					out += " | " + l.What
				}
				return out, x.Deleted
			}
		}
		return "", false
	}
	if _, err := w.Reassign(ctx, shifts[0].ID, people["Dana"].ID); err != nil {
		t.Fatal(err)
	}
	if _, err := w.AddOverride(ctx, over(model.OverrideReplace, "Chidi", "", 10, 20)); err != nil {
		t.Fatal(err)
	}
	got, _ := ask(5)
	if want := "Dana | Published, Ana | "; !strings.HasPrefix(got, want) || !strings.Contains(got, "Ana before, then Dana") || strings.Contains(got, "Override") {
		t.Errorf("hour 5: got %q, want it to begin with %q and tell of the reassignment only", got, want)
	}
	if got, _ := ask(15); !strings.HasPrefix(got, "Chidi | Published, Ana | ") || !strings.Contains(got, "Chidi instead of Dana") {
		t.Errorf("hour 15: got %q, want Chidi and the override", got)
	}
	lines, err := w.ShiftHistory(ctx, shifts[0].ID)
	if err != nil || len(lines) != 3 || lines[0].Who == "" || lines[0].At.IsZero() {
		t.Errorf("history of the shift: got %v, %v; want three steps", lines, err)
	}
	at = shifts[0].Start.Add(100 * time.Hour)
	if _, err := w.DeleteRotation(ctx, r.ID); err != nil {
		t.Fatal(err)
	}
	if got, deleted := ask(15); !deleted || !strings.HasPrefix(got, "Chidi | ") {
		t.Errorf("after the rotation was deleted: got %q, deleted %v; want Chidi still", got, deleted)
	}
	if got, _ := ask(120); got != "" {
		t.Errorf("after the deletion: got %q, want nobody", got)
	}
}
