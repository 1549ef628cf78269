//go:build journey

package journey

import (
	"fmt"
	"path/filepath"
	"testing"

	"watchbill/model"
)

// The first day with the sample team: draft, publish, swap two shifts with the mouse, and take the swap back.
func TestSampleTeamDraftPublishSwapUndo(t *testing.T) {
	w := open(t)
	w.Click("first.sample")
	w.Until("loaded today")
	sample := filepath.Join(w.home, "sample.watchbill")
	w.Click("nav.rotations")
	w.Until("loaded rotations")

	team := read(t, sample)
	r := rotation(t, team, "Payments")
	before := until(t, team, r)
	w.Click("rotations.build")
	w.Until("dialog draft")
	w.Click("draft.do")
	w.Until("closed draft")
	w.Click("rotations.publish")
	w.Until("dialog publish")
	w.Click("publish.do")
	w.Until("closed publish")
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

func block(s model.Shift) string { return fmt.Sprintf("block.%d", s.ID) }
