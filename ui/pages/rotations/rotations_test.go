package rotations

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/pages/desktest"
	"watchbill/ui/shell"
	"watchbill/ui/timeline"
)

func open(t *testing.T) (*desktest.Bench, *Page) {
	var p *Page
	b := desktest.New(t, map[string]func(*desk.Desk) shell.Page{
		"rotations":       func(d *desk.Desk) shell.Page { p = New(d); return p },
		"rotations/build": func(d *desk.Desk) shell.Page { return New(d) },
	})
	b.Visit("rotations", "")
	return b, p
}

// withTeam has four people and a weekly rotation, published for four weeks.
func withTeam(t *testing.T) (*desktest.Bench, *Page, model.Rotation) {
	t.Helper()
	b, p := open(t)
	ctx := context.Background()
	var members []model.ID
	for _, name := range []string{"Ana Souza", "Ben Okafor", "Chidi Eze", "Žofie Dvořák"} {
		done, err := b.WS.SavePerson(ctx, model.Person{Name: name, Zone: "Europe/Berlin", WeekMinutes: 2400})
		if err != nil {
			t.Fatal(err)
		}
		members = append(members, done.ID)
	}
	_, err := b.WS.SaveRotation(ctx, model.NewRotation("Payments", "Europe/Berlin", []string{"primary", "secondary"},
		model.Plain{First: model.NewLocalTime(2026, 11, 23, 9, 0, 0), Turns: model.Pattern{{N: 1, Unit: model.Weeks}}, People: members}))
	if err != nil {
		t.Fatal(err)
	}
	rotations, err := b.WS.Rotations(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.WS.BuildDraft(ctx, rotations[0].ID, desktest.Now, 4); err != nil {
		t.Fatal(err)
	}
	if _, err := b.WS.Publish(ctx, rotations[0].ID); err != nil {
		t.Fatal(err)
	}
	return b, p, rotations[0]
}

func shifts(t *testing.T, b *desktest.Bench, r model.Rotation, state model.State) []model.Shift {
	t.Helper()
	all, err := b.WS.Reader().RotationShifts(context.Background(), r.ID, state, model.Interval{})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestEmptyPageOffersTheFirstStep(t *testing.T) {
	b, _ := open(t)
	if !b.Shows("There is no rotation yet") || !b.Has("empty.add") || !b.Has("empty.import") {
		t.Errorf("the empty page shows:\n%s", b.Words())
	}
}

func TestDraftPublishByTheDialogues(t *testing.T) {
	b, _, r := withTeam(t)
	b.Tap("rotations.draft")
	b.Write("draft.weeks", "6")
	b.Tap("draft.do")
	if got := len(shifts(t, b, r, model.Draft)); got != 12 {
		t.Fatalf("draft: got %d shifts, want 12", got)
	}
	b.Tap("rotations.publish")
	if !b.Shows("Publish 12 changes?") {
		t.Fatalf("the dialogue shows:\n%s", b.Words())
	}
	b.Tap("publish.do")
	if got := len(shifts(t, b, r, model.Published)); got != 20 {
		t.Errorf("published: got %d shifts, want 20", got)
	}
	if len(shifts(t, b, r, model.Draft)) != 0 {
		t.Error("the draft is still there")
	}
}

func TestDraftDialogueSaysWhatIsWrong(t *testing.T) {
	b, _, r := withTeam(t)
	b.Tap("rotations.draft")
	b.Write("draft.weeks", "many")
	b.Tap("draft.do")
	if !b.Shows("not a number of weeks") || len(shifts(t, b, r, model.Draft)) != 0 {
		t.Errorf("the dialogue shows:\n%s", b.Words())
	}
}

func TestSwapByDropAndItsRefusal(t *testing.T) {
	b, p, r := withTeam(t)
	before := shifts(t, b, r, model.Published)
	name := func(i int) string { return fmt.Sprint(before[i].ID) }
	if ok, why := p.canSwap(name(0), name(2)); ok || !strings.Contains(why, "on call already") {
		t.Errorf("Ben would hold both roles: got %v %q", ok, why)
	}
	if ok, why := p.canSwap(name(0), name(1)); !ok {
		t.Fatalf("primary and secondary of one week: got %q", why)
	}
	p.swap(name(0), name(1))
	after := shifts(t, b, r, model.Published)
	if after[0].PersonID != before[1].PersonID || after[1].PersonID != before[0].PersonID {
		t.Error("the two did not change places")
	}
	p.swap(name(0), name(2))
	if !b.Shows("That did not work") {
		t.Errorf("a refused swap is not explained:\n%s", b.Words())
	}
}

func TestSwapAndReassignByTheDialogues(t *testing.T) {
	b, p, r := withTeam(t)
	before := shifts(t, b, r, model.Published)
	select1 := func(i int) {
		p.line.SetSelected(fmt.Sprint(before[i].ID))
		p.selected([]string{fmt.Sprint(before[i].ID)})
	}
	select1(4)
	b.Tap("shift.reassign")
	if !b.Shows("Who takes this shift?") || !b.Shows("free") {
		t.Fatalf("the dialogue shows:\n%s", b.Words())
	}
	b.Tap("reassign.do")
	after := shifts(t, b, r, model.Published)
	if after[4].PersonID == before[4].PersonID || after[4].UID != before[4].UID || after[4].Sequence != before[4].Sequence+1 {
		t.Errorf("reassigned: got %+v", after[4])
	}
	select1(6)
	b.Tap("shift.swap")
	b.Tap("find.apply")
	again := shifts(t, b, r, model.Published)
	if again[6].PersonID == after[6].PersonID {
		t.Error("the swap changed nobody")
	}
	choose(t, p.menuAt(timeline.Place{ID: fmt.Sprint(before[6].ID), At: before[6].Start}), "Take off")
	if got := shifts(t, b, r, model.Published)[6]; got.PersonID != 0 {
		t.Errorf("taken off: still person %d", got.PersonID)
	}
	if !b.Shows("unstaffed") {
		t.Errorf("the panel does not say unstaffed:\n%s", b.Words())
	}
}

func TestExportWritesACalendar(t *testing.T) {
	b, p, _ := withTeam(t)
	b.SaveTo = filepath.Join(t.TempDir(), "rota.ics")
	p.exportCalendar()
	b.Tap("export.do")
	data, err := os.ReadFile(b.SaveTo)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(string(data), "BEGIN:VEVENT"); got != 8 {
		t.Errorf("events: got %d, want 8", got)
	}
	if b.Asked != "payments.ics" {
		t.Errorf("the name offered: got %q", b.Asked)
	}
}

func TestImportShowsAPreviewFirst(t *testing.T) {
	b, _, r := withTeam(t)
	b.Read = filepath.Join(t.TempDir(), "Payments.csv")
	rows := "start,end,person,role\n2026-12-21 09:00,2026-12-28 09:00,Ana Souza,primary\n2026-12-21 09:00,2026-12-28 09:00,Kim Lee,secondary\nnonsense,,x,\n"
	if err := os.WriteFile(b.Read, []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	b.Visit("rotations", "import:"+b.Read)
	if !b.Shows("Import 2 shifts from Payments.csv?") || !b.Shows("Kim Lee, new in the team") || len(shifts(t, b, r, model.Published)) != 8 {
		t.Fatalf("the preview shows:\n%s", b.Words())
	}
	b.Tap("import.do")
	if got := len(shifts(t, b, r, model.Published)); got != 10 {
		t.Errorf("published after the import: got %d, want 10", got)
	}
}

func TestNarrowWindowCoversThePictureOnlyForASelection(t *testing.T) {
	b, p, r := withTeam(t)
	b.Window.Resize(fyne.NewSize(1000, 640))
	b.Visit("rotations", "")
	if got := b.Window.Canvas().Content().MinSize(); got.Width > 1000 || got.Height > 640 {
		t.Errorf("least size: got %v, want at most 1000 × 640", got)
	}
	if p.aside.IsOpen() {
		t.Error("the side covers the timeline with nothing selected")
	}
	p.selected([]string{fmt.Sprint(shifts(t, b, r, model.Published)[0].ID)})
	if !p.aside.IsOpen() {
		t.Error("the selected shift is not shown")
	}
	if !p.Escape() || p.aside.IsOpen() {
		t.Error("Esc did not close the side")
	}
	if !b.Has("rotations.view") {
		t.Error("the toolbar has not folded into a menu")
	}
}

func TestTimeOffIsMarkedOnTheShift(t *testing.T) {
	b, p, r := withTeam(t)
	s := shifts(t, b, r, model.Published)[0]
	off := model.TimeOff{PersonID: s.PersonID, AllDay: true, Interval: model.Interval{Start: s.Start.AddDate(0, 0, 1), End: s.Start.AddDate(0, 0, 3)}}
	if _, err := b.WS.SaveTimeOff(context.Background(), off); err != nil {
		t.Fatal(err)
	}
	if _, ok := p.data.absence(s); !ok {
		t.Error("the shift is not marked")
	}
	p.lookAt(s.Start, s.ID)
	if !b.Shows("away") || !b.Shows("needs cover") {
		t.Errorf("the side shows:\n%s", b.Words())
	}
}

func TestKeysWhileSwapping(t *testing.T) {
	_, p, _ := withTeam(t)
	const swapping = "Swap with: "
	p.line.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	p.line.TypedRune('s')
	if got := p.Keys(); !strings.HasPrefix(got, swapping) {
		t.Errorf("keys after S: got %q, want the keys of choosing", got)
	}
	p.line.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if got := p.Keys(); strings.HasPrefix(got, swapping) {
		t.Errorf("keys after Esc: got %q, want those of the page", got)
	}
}

func TestRotationFormDoesNotWriteOverOthers(t *testing.T) {
	b, p, r := withTeam(t)
	p.editRotation(r)
	other := r
	other.Name = "Renamed elsewhere"
	if _, err := b.WS.SaveRotation(context.Background(), other); err != nil {
		t.Fatal(err)
	}
	b.Write("zone", "Asia/Kathmandu")
	b.Tap("rotation.save")
	if !b.Shows("was changed while this form was open") {
		t.Errorf("the dialogue shows:\n%s", b.Words())
	}
}
