package rotations

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/desktest"
	"watchbill/ui/timeline"
)

func overrides(t *testing.T, b *desktest.Bench, r model.Rotation) []model.Override {
	t.Helper()
	all, err := b.WS.Reader().RotationOverrides(context.Background(), r.ID, model.Interval{})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// choose1 selects one block by hand.
func choose1(p *Page, block string) {
	p.line.SetSelected(block)
	p.selected([]string{block})
}

func TestCoverAPartOfAShift(t *testing.T) {
	b, p, r := withTeam(t)
	s := shifts(t, b, r, model.Published)[0] // Ana, primary, from Mon 23 Nov 09:00
	choose1(p, shiftBlock(s))
	b.Tap("shift.cover")
	if !b.Shows("Who covers for Ana?") {
		t.Fatalf("the dialogue shows:\n%s", b.Words())
	}
	b.Write("override.from", "2026-11-25")
	b.Write("override.until", "2026-11-25")
	b.Write("override.until.clock", "08:00")
	if overridesAfter(t, b, r) != 0 {
		t.Fatal("an override that ends before it begins was made")
	}
	b.Write("override.until.clock", "18:00")
	b.Tap("override.row.Žofie")
	if !b.Shows("Žofie Dvořák instead of Ana Souza.") || !b.Shows("Žofie comes on call") {
		t.Errorf("the result is not said:\n%s", b.Words())
	}
	b.Write("override.note", "at the doctor")
	b.Tap("override.do")
	all := overrides(t, b, r)
	if len(all) != 1 || all[0].OutID != s.PersonID || all[0].Note != "at the doctor" || all[0].Duration() != 9*time.Hour {
		t.Fatalf("overrides: got %+v", all)
	}
	var names, marks []string
	for _, block := range p.roleBlocks(p.data.rotations[0], p.data.rotations[0].Roles[0]) {
		if block.Start.Before(s.End) {
			names = append(names, block.Name)
			for _, m := range block.Marks {
				marks = append(marks, m.Text)
			}
		}
	}
	if got := fmt.Sprint(names, marks); got != "[Ana Žofie Ana] [for Ana]" {
		t.Errorf("the picture shows %s", got)
	}

	_, piece, ok := p.overrideOf(fmt.Sprintf("override-%d-%d", all[0].ID, all[0].Start.Unix()))
	if !ok {
		t.Fatal("the piece cannot be selected")
	}
	choose1(p, pieceBlock(piece))
	if !b.Shows("at the doctor") {
		t.Errorf("the side shows:\n%s", b.Words())
	}
	if ok, why := p.canSwap(pieceBlock(piece), shiftBlock(s)); ok || why != anOverride {
		t.Errorf("dragging an override: got %v %q", ok, why)
	}
	b.Tap("override.remove")
	if got := len(overrides(t, b, r)); got != 0 {
		t.Errorf("after taking it back there are %d overrides", got)
	}
}

// overridesAfter presses the main action and counts.
func overridesAfter(t *testing.T, b *desktest.Bench, r model.Rotation) int {
	t.Helper()
	b.Tap("override.do")
	return len(overrides(t, b, r))
}

func TestOverrideSaysWhatIsWrong(t *testing.T) {
	b, p, r := withTeam(t)
	p.newOverride(p.data.rotations[0].Roles[0].ID, shifts(t, b, r, model.Published)[0].Start)
	b.Write("override.from", "2026-11-01")
	if !b.Shows("cannot begin in the past") {
		t.Errorf("an override of the past:\n%s", b.Words())
	}
	b.Write("override.from", "2026-11-23")
	b.Write("override.from", "someday")
	if overridesAfter(t, b, r) != 0 || !b.Shows("Write the date") {
		t.Errorf("no date:\n%s", b.Words())
	}
}

func TestRemoveAndAddByTheDialogue(t *testing.T) {
	b, p, r := withTeam(t)
	s := shifts(t, b, r, model.Published)[0]
	at := s.Start.Add(24 * time.Hour)
	p.newOverride(s.RoleID, at)
	b.Tap("override.kind.2")
	if !b.Shows("Ana Souza taken off.") || !b.Shows("Nobody comes in") {
		t.Errorf("what removing does:\n%s", b.Words())
	}
	b.Tap("override.do")
	p.newOverride(s.RoleID, at.Add(24*time.Hour))
	b.Tap("override.kind.1")
	b.Tap("override.row.Chidi")
	b.Tap("override.do")
	var got []string
	for _, o := range overrides(t, b, r) {
		got = append(got, string(o.Kind))
	}
	if fmt.Sprint(got) != "[remove add]" {
		t.Errorf("overrides: got %v", got)
	}

	p.listOverrides()
	b.Tap("overrides.row.1")
	b.Tap("overrides.remove")
	if got := len(overrides(t, b, r)); got != 1 {
		t.Errorf("after taking one back from the list there are %d", got)
	}
	p.listOverrides()
	b.Tap("overrides.row.0")
	b.Tap("overrides.show")
	if at.Before(p.from) || !at.Before(p.to) {
		t.Error("the override is not in sight")
	}
}

func TestSplitByTheDialogue(t *testing.T) {
	b, p, r := withTeam(t)
	s := shifts(t, b, r, model.Published)[0]
	choose1(p, shiftBlock(s))
	b.Tap("shift.split")
	b.Write("split.at", "2026-12-24")
	b.Tap("split.do")
	if got := len(shifts(t, b, r, model.Published)); got != 8 {
		t.Fatalf("a split outside of the shift made %d shifts of 8", got)
	}
	b.Write("split.at", "2026-11-26")
	if !b.Shows("72 h and 96 h") {
		t.Errorf("the parts are not said:\n%s", b.Words())
	}
	b.Tap("split.do")
	after := shifts(t, b, r, model.Published)
	if len(after) != 9 || !after[0].End.Equal(time.Date(2026, 11, 26, 8, 0, 0, 0, time.UTC)) {
		t.Errorf("after the split: %d shifts, the first to %s", len(after), after[0].End)
	}
	choose(t, p.menuAt(timeline.Place{ID: shiftBlock(after[0]), At: after[0].Start}), "Join with the part after it")
	if got := len(shifts(t, b, r, model.Published)); got != 8 {
		t.Errorf("joined again there are %d shifts, want 8", got)
	}
}

func TestSplitByTheLine(t *testing.T) {
	b, p, r := withTeam(t)
	s := shifts(t, b, r, model.Published)[0]
	choose1(p, shiftBlock(s))
	b.Canvas().Focus(p.line)
	p.line.TypedRune('x')
	if !strings.HasPrefix(p.Keys(), "Split at: ") {
		t.Errorf("keys: got %q", p.Keys())
	}
	b.Press(fyne.KeyReturn)
	if got := len(shifts(t, b, r, model.Published)); got != 9 {
		t.Errorf("the line made %d shifts of 8, want 9", got)
	}
}

func TestHistorySaysWhy(t *testing.T) {
	b, p, r := withTeam(t)
	all := shifts(t, b, r, model.Published)
	if _, err := b.WS.Swap(context.Background(), all[0].ID, all[1].ID); err != nil {
		t.Fatal(err)
	}
	choose1(p, shiftBlock(all[0]))
	if !b.Shows("History") || !b.Shows("Swapped") || !b.Shows("Published") || !b.Shows("tester") {
		t.Errorf("the side shows:\n%s", b.Words())
	}
	p.whoWas(all[0].Start.Add(time.Hour))
	if !b.Shows("Who was on call?") || !b.Shows("Ben Okafor") {
		t.Errorf("the dialogue shows:\n%s", b.Words())
	}
	b.Write("who-was.at", "2020-01-01")
	if b.Shows("Okafor") && !b.Shows("No rotation had begun then.") && !b.Shows("nobody was on call") {
		t.Errorf("long before the first shift:\n%s", b.Words())
	}
}

// An override that is there is edited from its side, its menu, by E, and from the list; nothing that was not touched changes.
func TestEditAnOverride(t *testing.T) {
	b, p, r := withTeam(t)
	s := shifts(t, b, r, model.Published)[0]
	choose1(p, shiftBlock(s))
	b.Tap("shift.cover")
	b.Write("override.from", "2026-11-25")
	b.Write("override.until", "2026-11-25")
	b.Write("override.until.clock", "18:00")
	b.Tap("override.row.Žofie")
	b.Write("override.note", "at the doctor")
	b.Tap("override.do")
	made := overrides(t, b, r)[0]
	choose := func() {
		t.Helper()
		_, piece, ok := p.overrideOf(fmt.Sprintf("override-%d-%d", made.ID, made.Start.Unix()))
		if !ok {
			t.Fatal("the piece cannot be selected")
		}
		choose1(p, pieceBlock(piece))
	}
	choose()
	p.key('e')
	if !b.Shows("Edit the override") || !b.Shows("Žofie Dvořák instead of Ana Souza.") || !b.Shows("Who serves stays as it is") {
		t.Fatalf("the dialogue shows:\n%s", b.Words())
	}
	b.Write("override.until.clock", "20:00")
	if !b.Shows("Žofie comes on call for 2 h") || !b.Shows("Ana is off for 2 h") {
		t.Errorf("what two hours more mean:\n%s", b.Words())
	}
	b.Tap("override.row.Chidi")
	b.Write("override.note", "at the dentist")
	b.Tap("override.do")
	all := overrides(t, b, r)
	if len(all) != 1 || all[0].ID != made.ID || all[0].Duration() != 11*time.Hour || all[0].Note != "at the dentist" || all[0].OutID != s.PersonID || all[0].PersonID == made.PersonID {
		t.Fatalf("overrides: got %+v, want the one, longer, by Chidi", all)
	}
	if _, err := b.WS.Undo(context.Background()); err != nil {
		t.Fatal(err)
	}
	if got := overrides(t, b, r)[0]; got.Note != made.Note || got.PersonID != made.PersonID || !got.End.Equal(made.End) {
		t.Errorf("one undo: got %+v, want %+v", got, made)
	}

	choose()
	b.Tap("override.edit")
	b.Write("override.from", "2026-11-01")
	if overridesAfter(t, b, r) != 1 || !b.Shows("cannot begin in the past") {
		t.Errorf("an override moved into the past:\n%s", b.Words())
	}
	b.Tap("override.cancel")
	p.listOverrides()
	b.Tap("overrides.row.0")
	b.Tap("overrides.edit")
	if !b.Shows("Edit the override") {
		t.Errorf("from the list:\n%s", b.Words())
	}
}
