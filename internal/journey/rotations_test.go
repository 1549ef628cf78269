//go:build journey

package journey

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"watchbill/model"
)

func block(s model.Shift) string { return fmt.Sprintf("block.%d", s.ID) }

// The first day with the sample team: draft, publish, swap two shifts with the mouse, and take the swap back.
func TestSampleTeamDraftPublishSwapUndo(t *testing.T) {
	w := open(t)
	w.Click("first.sample")
	w.Until("loaded today")
	w.Shown("sample.close")
	w.Click("nav.rotations")
	w.Until("loaded rotations")

	team := read(t, filepath.Join(w.home, "sample.watchbill"))
	r := rotation(t, team, "Payments")
	before := until(t, team, r)
	w.buildAndPublish()
	if after := until(t, team, r); !after.After(before) {
		t.Errorf("published to %v after publishing, %v before: want more", after, before)
	}

	a, b := swappable(t, team, r)
	w.Drag(block(a), block(b))
	w.Until("toast ")
	if got, want := holders(t, team, a, b), [2]model.ID{b.PersonID, a.PersonID}; got != want {
		t.Errorf("after the swap %v have the shifts, want %v", got, want)
	}
	w.Key("ctrl+z")
	w.Until("toast ")
	if got, want := holders(t, team, a, b), [2]model.ID{a.PersonID, b.PersonID}; got != want {
		t.Errorf("after undo %v have the shifts, want %v", got, want)
	}
}

// buildAndPublish has a rota built, takes it as draft and publishes it.
func (w *Window) buildAndPublish() {
	w.t.Helper()
	w.Click("rotations.build")
	w.Until("page rotations/build")
	w.Until("solved ")
	w.Click("build.accept")
	w.Until("page rotations")
	w.Until("loaded rotations")
	w.Click("rotations.publish")
	w.Until("dialog publish")
	w.Click("publish.do")
	w.Until("closed publish")
}

// From nothing to a published rota: two people, one rotation, its first weeks.
func TestStartEmptyToFirstRota(t *testing.T) {
	w := open(t)
	w.Click("first.empty")
	w.Until("dialog person")
	w.Type("Ana Souza")
	w.Click("person.save")
	w.Until("closed person")
	w.Until("loaded people")
	w.Key("ctrl+n")
	w.Until("dialog person")
	w.Type("Ben Okafor")
	w.Fill("zone", "Africa/Lagos")
	w.Key("Return")
	w.Until("closed person")

	w.Click("nav.rotations")
	w.Until("loaded rotations")
	w.Click("rotations.add")
	w.Until("dialog rotation")
	w.Fill("name", "Payments")
	w.Click("rotation.next")
	w.Fill("clock", "10:00")
	w.Click("rotation.save")
	w.Until("closed rotation")
	w.buildAndPublish()

	team := w.Team()
	if got := names(t, team); len(got) != 2 || got[0] != "Ana Souza" || got[1] != "Ben Okafor" {
		t.Errorf("the team is %v", got)
	}
	r := rotation(t, team, "Payments")
	if len(r.Roles) != 2 || len(r.People()) != 2 || r.Versions[0].Layers[0].First.Clock() != 10*60 {
		t.Errorf("the rotation is %+v", r)
	}
	shifts := published(t, team, r, model.Interval{})
	if weeks := len(shifts) / 2; weeks < 12 || len(shifts) != 2*weeks || until(t, team, r).Sub(shifts[0].Start) < 12*7*24*time.Hour {
		t.Errorf("%d shifts are published until %v, want two roles for 12 weeks or more", len(shifts), until(t, team, r))
	}
	for _, s := range shifts {
		if s.PersonID == 0 {
			t.Errorf("nobody has the shift of %v", s.Interval)
		}
	}
}

// A swap without the mouse: arrows find the shift, S takes it, arrows aim, Enter does it.
func TestSwapByKeyboard(t *testing.T) {
	w := openSample(t, "--page", "rotations")
	team := w.Team()
	r := rotation(t, team, "Payments")
	a, b := swappable(t, team, r)
	away := 0 // shifts from a to b in their row
	for _, s := range published(t, team, r, model.Interval{Start: a.End, End: b.End}) {
		if s.RoleID == a.RoleID {
			away++
		}
	}
	w.selectByArrows(a)
	w.Key("s")
	for range away {
		w.Key("Right")
	}
	w.Key("Return")
	w.Until("toast ")
	if got, want := holders(t, team, a, b), [2]model.ID{b.PersonID, a.PersonID}; got != want {
		t.Errorf("after the swap %v have the shifts, want %v", got, want)
	}
}

// selectByArrows goes down to a shift's row and right to the shift.
func (w *Window) selectByArrows(s model.Shift) {
	w.t.Helper()
	at := w.arrow("Right")
	for range 10 {
		switch {
		case at.ID == s.ID:
			return
		case at.RoleID != s.RoleID:
			at = w.arrow("Down")
		default:
			at = w.arrow("Right")
		}
	}
	w.fail("the arrows did not reach the shift %d", s.ID)
}

// arrow presses an arrow key and returns the shift that is selected then.
func (w *Window) arrow(key string) model.Shift {
	w.t.Helper()
	w.Key(key)
	w.Until("selected ")
	var id model.ID
	if _, err := fmt.Sscanf(w.log.lines[len(w.log.lines)-1], "selected %d", &id); err != nil {
		w.fail("%v", err)
	}
	s, err := w.Team().Reader().Shift(w.t.Context(), id)
	if err != nil {
		w.fail("%v", err)
	}
	return s
}

// A shift is given to somebody who is free, from the dialogue that names the candidates.
func TestReassignByDialogue(t *testing.T) {
	w := openSample(t, "--page", "rotations")
	team := w.Team()
	a, _ := swappable(t, team, rotation(t, team, "Payments"))
	all, err := team.Candidates(t.Context(), a.ID)
	if err != nil || len(all) < 2 || all[1].Reason != "" {
		t.Fatalf("candidates for %v: %v, %v", a, all, err)
	}
	w.Click(block(a))
	w.Until(fmt.Sprintf("selected %d", a.ID))
	w.Click("shift.reassign")
	w.Until("dialog reassign")
	w.Click("reassign.row." + all[1].Person.First())
	w.Click("reassign.do")
	w.Until("closed reassign")
	if got := holders(t, team, a, a)[0]; got != all[1].Person.ID {
		t.Errorf("person %d has the shift, want %d (%s)", got, all[1].Person.ID, all[1].Person.Name)
	}
}

// A shift is given away by dragging it onto a person, and taken off with Del.
func TestGiveAwayByDrag(t *testing.T) {
	w := openSample(t, "--page", "rotations")
	team := w.Team()
	a, _ := swappable(t, team, rotation(t, team, "Payments"))
	all, err := team.Candidates(t.Context(), a.ID)
	if err != nil || len(all) == 0 || all[0].Reason != "" {
		t.Fatalf("candidates for %v: %v, %v", a, all, err)
	}
	w.Drag(block(a), "row."+all[0].Person.First())
	w.Until("toast ")
	if got := holders(t, team, a, a)[0]; got != all[0].Person.ID {
		t.Errorf("person %d has the shift, want %d (%s)", got, all[0].Person.ID, all[0].Person.Name)
	}
	w.Click(block(a))
	w.Key("Delete")
	w.Until("toast ")
	if got := holders(t, team, a, a)[0]; got != 0 {
		t.Errorf("person %d has the shift after Del, want nobody", got)
	}
}

// The calendar of a rotation is written where the user says.
func TestExportCalendar(t *testing.T) {
	w := openSample(t, "--page", "rotations")
	path := filepath.Join(w.home, "payments.ics")
	w.Key("ctrl+k")
	w.Until("palette")
	w.Type("export a calendar")
	w.Key("Return")
	w.Until("dialog export")
	w.Click("export.do")
	w.Until("dialog save-file")
	w.Fill("save-file.path", path)
	w.Click("save-file.do")
	w.Until("toast Written")
	starts(t, path, "BEGIN:VCALENDAR\r\n")
}
