package rotations

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/desktest"
)

// withDraft has a draft over the four published weeks and two more, in which the first two people have changed places in week 1.
func withDraft(t *testing.T) (*desktest.Bench, *Page, model.Rotation) {
	t.Helper()
	b, p, r := withTeam(t)
	ctx := context.Background()
	if _, err := b.WS.BuildDraft(ctx, r.ID, desktest.Now, 6); err != nil {
		t.Fatal(err)
	}
	draft := shifts(t, b, r, model.Draft)
	if _, err := b.WS.Swap(ctx, draft[0].ID, draft[1].ID); err != nil {
		t.Fatal(err)
	}
	return b, p, r
}

func TestCompareListsWhoChangesWhat(t *testing.T) {
	b, p, r := withDraft(t)
	b.Tap("rotations.compare")
	for _, want := range []string{"Draft against published", "Changed 2", "New 4", "People 3", "23–30 Nov, primary", "Nothing is published"} {
		if !b.Shows(want) {
			t.Errorf("the side does not say %q:\n%s", want, b.Words())
		}
	}
	draft := shifts(t, b, r, model.Draft)
	b.Tap("compare.row.1")
	if got := p.line.Selected(); len(got) != 1 || got[0] != fmt.Sprint(draft[1].ID) {
		t.Errorf("the second change rings %v, want %d", got, draft[1].ID)
	}
	if !b.Shows("Draft against published") {
		t.Error("choosing a change left the comparison")
	}
	b.Tap("compare.part.2")
	if !b.Has("compare.person.Ana") || !b.Shows("+168") {
		t.Errorf("the people are not listed in hours:\n%s", b.Words())
	}
	b.Tap("compare.publish")
	b.Tap("publish.do")
	if len(shifts(t, b, r, model.Draft)) != 0 || b.Shows("Draft against published") {
		t.Error("after publishing the comparison goes on")
	}
}

func TestCompareMarksWhatGoes(t *testing.T) {
	b, p, r := withTeam(t)
	ctx := context.Background()
	if _, err := b.WS.BuildDraft(ctx, r.ID, desktest.Now, 4); err != nil {
		t.Fatal(err)
	}
	draft := shifts(t, b, r, model.Draft)
	if _, err := b.WS.Reassign(ctx, draft[2].ID, 0); err != nil { // nobody in week 2
		t.Fatal(err)
	}
	var notes []string
	for _, role := range p.data.rotations[0].Roles {
		for _, block := range p.draftBlocks(p.data.rotations[0], role) {
			notes = append(notes, block.Name+": "+block.Note)
		}
	}
	if got := strings.Join(notes, "; "); got != "Nobody: was Ben" {
		t.Errorf("got %q, want the one shift that loses its person", got)
	}
}

func TestEscapeEndsTheComparison(t *testing.T) {
	b, p, _ := withDraft(t)
	p.key('d')
	if !p.comparing || !b.Shows("End comparison") {
		t.Fatal("D did not begin the comparison")
	}
	if !p.Escape() || p.comparing || p.Escape() {
		t.Error("Esc did not end the comparison, once")
	}
}

func TestSeveralShiftsChangeHandsInOneStep(t *testing.T) {
	b, p, r := withTeam(t)
	before := shifts(t, b, r, model.Published)
	pick := func(at ...int) {
		var blocks []string
		for _, i := range at {
			blocks = append(blocks, fmt.Sprint(before[i].ID))
		}
		p.line.SetSelected(blocks...)
		p.selected(blocks)
	}
	pick(0, 2) // primaries of weeks 1 and 2: Ana and Ben
	if !b.Shows("2 shifts") || !strings.Contains(p.Keys(), "R reassign all") {
		t.Errorf("the side shows:\n%s", b.Words())
	}
	b.Tap("many.reassign")
	if !b.Shows("Who takes these 2 shifts?") {
		t.Fatalf("the dialogue shows:\n%s", b.Words())
	}
	b.Tap("reassign.row.Žofie")
	b.Tap("reassign.do")
	after := shifts(t, b, r, model.Published)
	if after[0].PersonID != r.People()[3] || after[2].PersonID != r.People()[3] {
		t.Error("both shifts are not Žofie's")
	}
	pick(0, 2)
	b.Tap("many.clear")
	after = shifts(t, b, r, model.Published)
	if after[0].PersonID != 0 || after[2].PersonID != 0 {
		t.Error("somebody still has the shifts")
	}
	if _, err := b.WS.Undo(context.Background()); err != nil {
		t.Fatal(err)
	}
	if after = shifts(t, b, r, model.Published); after[0].PersonID == 0 || after[2].PersonID == 0 {
		t.Error("one undo did not bring both back")
	}
}

func TestNarrowSideHoldsEverything(t *testing.T) {
	b, p, r := withDraft(t)
	b.Window.Resize(fyne.NewSize(1000, 640))
	all := shifts(t, b, r, model.Published)
	for name, show := range map[string]func(){
		"a shift":     func() { p.selected([]string{fmt.Sprint(all[0].ID)}) },
		"two shifts":  func() { p.selected([]string{fmt.Sprint(all[0].ID), fmt.Sprint(all[3].ID)}) },
		"comparison":  func() { p.selected(nil); p.compare() },
		"the effects": func() { p.comparePart = 2; p.refreshSide() },
		"nothing":     func() { p.comparing = false; p.selected(nil) },
	} {
		show()
		if got := p.side.MinSize().Width; got > sideWidth-1 {
			t.Errorf("%s: the side asks for %v, and has %d", name, got, sideWidth-1)
		}
	}
}
