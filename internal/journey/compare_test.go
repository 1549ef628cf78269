//go:build journey

package journey

import (
	"context"
	"fmt"
	"testing"
	"time"

	"watchbill/model"
	"watchbill/workspace"
)

// A manager looks at what the draft would change, puts somebody over a part of a shift, cuts another in two, and takes both back.
func TestCompareOverrideSplitUndo(t *testing.T) {
	w := openSample(t, "--page", "rotations")
	team := w.Team()
	r := rotation(t, team, "Payments")

	w.Click("rotations.compare")
	w.Until("comparing")
	w.Click("compare.row.0")
	w.Until("compared ")
	c, err := team.Compare(t.Context(), r.ID)
	if err != nil || len(c.Lines) == 0 {
		t.Fatalf("the sample's draft changes %d lines: %v", len(c.Lines), err)
	}
	w.Key("Escape")
	w.Hidden("compare.publish")

	a, _ := swappable(t, team, r)
	before := served(t, team, r, a)
	w.Click(block(a))
	w.Until(fmt.Sprintf("selected %d", a.ID))
	w.Click("shift.cover")
	w.Until("dialog override")
	day := a.Start.AddDate(0, 0, 1)
	w.Fill("override.from", day.Format(time.DateOnly))
	w.Fill("override.until", day.Format(time.DateOnly))
	w.Fill("override.until.clock", "18:00")
	until := "can override until " + day.Format(time.DateOnly) + "T18:00 by "
	w.Until(until)
	all, err := team.OverrideCandidates(t.Context(), model.Override{
		RotationID: a.RotationID, RoleID: a.RoleID, Kind: model.OverrideReplace, OutID: a.PersonID,
		Interval: model.Interval{Start: day, End: model.Resolve(model.DateOf(day).At(18*60), day.Location())},
	})
	if err != nil || len(free(all)) == 0 {
		t.Fatalf("nobody can cover %v: %v, %v", a.Interval, all, err)
	}
	taker := all[len(free(all))-1]
	w.Click("override.row." + taker.Person.First())
	w.Until(fmt.Sprint(until, taker.Person.ID))
	w.Click("override.do")
	w.Until("closed override")
	during := served(t, team, r, a)
	if len(during) != 3 || during[1].PersonID != taker.Person.ID || during[1].Duration() != 9*time.Hour {
		t.Errorf("with %s over nine hours of it the shift is served in %v", taker.Person.First(), during)
	}

	w.Click(block(a))
	w.Key("x")
	w.Key("Return")
	w.Until("toast ")
	parts := published(t, team, r, a.Interval)
	n := 0
	for _, s := range parts {
		if s.RoleID == a.RoleID && s.Overlaps(a.Interval) {
			n++
		}
	}
	if n != 2 {
		t.Errorf("after the split the shift is %d shifts, want 2", n)
	}

	for range 2 { // the split, then the override
		w.Key("ctrl+z")
		w.Until("toast ")
	}
	if got := served(t, team, r, a); fmt.Sprint(got) != fmt.Sprint(before) {
		t.Errorf("after undo the shift is served in %v, want %v", got, before)
	}
}

// free are the candidates whom nothing keeps.
func free(all []workspace.Candidate) []workspace.Candidate {
	var out []workspace.Candidate
	for _, c := range all {
		if c.Reason == "" {
			out = append(out, c)
		}
	}
	return out
}

// served are the pieces of a shift as they are served.
func served(t *testing.T, team *workspace.Workspace, r model.Rotation, s model.Shift) []model.Shift {
	t.Helper()
	all, err := team.Reader().RotationDuties(context.Background(), r.ID, s.Interval)
	if err != nil {
		t.Fatal(err)
	}
	var out []model.Shift
	for _, d := range all {
		if d.RoleID == s.RoleID && d.Overlaps(s.Interval) {
			d.Sequence, d.Modified = 0, time.Time{} // only grow, on undo too
			out = append(out, d)
		}
	}
	return out
}
