//go:build journey

package journey

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"watchbill/internal/demo"
	"watchbill/model"
	"watchbill/workspace"
)

func rotation(t *testing.T, ws *workspace.Workspace, name string) model.Rotation {
	t.Helper()
	all, err := ws.Rotations(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range all {
		if r.Name == name {
			return r
		}
	}
	t.Fatalf("there is no rotation %s among %d", name, len(all))
	return model.Rotation{}
}

// until is the end of what is published of a rotation.
func until(t *testing.T, ws *workspace.Workspace, r model.Rotation) time.Time {
	t.Helper()
	at, err := ws.PublishedUntil(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// swappable finds two published shifts of the next weeks, of the rotation's first role, whose people can swap them.
func swappable(t *testing.T, ws *workspace.Workspace, r model.Rotation) (a, b model.Shift) {
	t.Helper()
	window := model.Interval{Start: ws.Now(), End: ws.Now().AddDate(0, 0, 28)}
	for _, s := range published(t, ws, r, window) {
		if s.RoleID != r.Roles[0].ID || !s.Start.After(ws.Now()) {
			continue
		}
		partners, err := ws.Partners(t.Context(), s.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range partners {
			if p.Reason == "" && p.Shift.RoleID == s.RoleID && p.Shift.Start.After(s.Start) && p.Shift.End.Before(window.End) {
				return s, p.Shift
			}
		}
	}
	t.Fatal("no two shifts can be swapped")
	return a, b
}

// holders are the people who have two shifts now.
func holders(t *testing.T, ws *workspace.Workspace, a, b model.Shift) (people [2]model.ID) {
	t.Helper()
	for i, s := range []model.Shift{a, b} {
		s, err := ws.Reader().Shift(t.Context(), s.ID)
		if err != nil {
			t.Fatal(err)
		}
		people[i] = s.PersonID
	}
	return people
}

func published(t *testing.T, ws *workspace.Workspace, r model.Rotation, window model.Interval) []model.Shift {
	t.Helper()
	shifts, err := ws.Reader().RotationShifts(t.Context(), r.ID, model.Published, window)
	if err != nil {
		t.Fatal(err)
	}
	return shifts
}

// names are the people's names in the order they were added.
func names(t *testing.T, ws *workspace.Workspace) (all []string) {
	t.Helper()
	people, err := ws.People(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range people {
		all = append(all, p.Name)
	}
	return all
}

// openSample opens the window on a sample team of its own.
func openSample(t *testing.T, args ...string) *Window {
	t.Helper()
	home := t.TempDir()
	db := filepath.Join(home, "team.watchbill")
	at, err := time.Parse(time.RFC3339, now)
	if err != nil {
		t.Fatal(err)
	}
	if err := demo.Make(t.Context(), db, at, false); err != nil {
		t.Fatal(err)
	}
	w := openAt(t, home, db, args...)
	w.Until("loaded ")
	return w
}

// starts checks how a written file begins.
func starts(t *testing.T, path, want string) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := string(b[:min(len(b), len(want))]); got != want {
		t.Errorf("%s begins with %q, want %q", filepath.Base(path), got, want)
	}
}
