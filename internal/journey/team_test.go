//go:build journey

package journey

import (
	"testing"
	"time"

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
	shifts, err := ws.Reader().RotationShifts(t.Context(), r.ID, model.Published, window)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range shifts {
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
