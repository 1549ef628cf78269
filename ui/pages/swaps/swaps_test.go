package swaps

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/pages/desktest"
	"watchbill/ui/shell"
	"watchbill/workspace"
)

const longName = "Maximiliane-Eleonore von und zu Hohenlohe-Schillingsfürst the Third of Her Name"

// team is the page over five people who take weekly turns as the primary of one rotation, for fifteen weeks from Mon 16 Nov on.
type team struct {
	*desktest.Bench
	t      *testing.T
	people []model.ID
	shifts []model.Shift
}

func openEmpty(t *testing.T) *desktest.Bench {
	return desktest.New(t, map[string]func(*desk.Desk) shell.Page{"swaps": func(d *desk.Desk) shell.Page { return New(d) }})
}

func newTeam(t *testing.T) *team {
	t.Helper()
	x := &team{Bench: openEmpty(t), t: t}
	x.people, x.shifts = x.Turns(15, "Ana Souza", "Ben Okafor", "Chidi Eze", "Dana Kowalska", longName)
	return x
}

// ask has the holder of shift a ask for an exchange with shift b.
func (x *team) ask(a, b int) model.ID {
	x.t.Helper()
	s, o := x.shifts[a], x.shifts[b]
	done, err := x.WS.RequestSwap(context.Background(), workspace.SwapAsk{Person: s.PersonID, Note: "a wedding", Consent: true, Moves: []workspace.SwapMove{
		{Shift: s.ID, To: o.PersonID}, {Shift: o.ID, To: s.PersonID},
	}})
	if err != nil {
		x.t.Fatal(err)
	}
	return done.ID
}

// offer has the holder of a shift ask for anybody who takes it.
func (x *team) offer(a int, inReturn bool) model.ID {
	x.t.Helper()
	s := x.shifts[a]
	done, err := x.WS.RequestSwap(context.Background(), workspace.SwapAsk{Person: s.PersonID, Consent: true, InReturn: inReturn, Moves: []workspace.SwapMove{{Shift: s.ID}}})
	if err != nil {
		x.t.Fatal(err)
	}
	return done.ID
}

func (x *team) state(id model.ID) model.SwapState {
	x.t.Helper()
	v, err := x.WS.SwapByID(context.Background(), id)
	if err != nil {
		x.t.Fatal(err)
	}
	return v.State
}

func (x *team) holder(i int) model.ID {
	x.t.Helper()
	s, err := x.WS.Reader().Shift(context.Background(), x.shifts[i].ID)
	if err != nil {
		x.t.Fatal(err)
	}
	return s.PersonID
}

func (x *team) mustShow(words ...string) {
	x.t.Helper()
	for _, w := range words {
		if !x.Shows(w) {
			x.t.Fatalf("%q is missing:\n%s", w, x.Words())
		}
	}
}

func of(id model.ID, step string) string { return fmt.Sprintf("swap.%d.%s", id, step) }

func TestRequestAcceptApprove(t *testing.T) {
	x := newTeam(t)
	x.Visit("swaps", "")
	x.mustShow("Nobody has asked for a swap")
	x.Visit("swaps", "owed")
	x.Tap("swaps.tab.0")
	if _, err := x.WS.SetSwapApproval(context.Background(), true); err != nil {
		t.Fatal(err)
	}
	id := x.ask(5, 7)
	x.Visit("swaps", fmt.Sprint(id))
	x.mustShow("Open 1", "waits for Chidi", "“a wedding”", "Now, published", "Ana asked")
	x.Tap("swap.accept")
	if got := x.state(id); got != model.SwapAccepted {
		t.Fatalf("after the yes it is %s, want accepted", got)
	}
	x.Tap("swaps.tab.0")
	x.mustShow("Needs me 1", "waits for your approval", "agreed")
	x.Write("swap.note", "fine with me")
	x.Tap("swap.approve")
	if got := x.state(id); got != model.SwapApplied {
		t.Fatalf("after the approval it is %s, want applied", got)
	}
	if got, want := x.holder(5), x.people[2]; got != want {
		t.Errorf("person %d has the shift, want %d", got, want)
	}
	x.Tap("swaps.tab.2")
	x.mustShow("Done 1", "applied Wed 18 Nov", "You approved", "“fine with me”", "Chidi said yes")
	x.Tap(of(id, "revert"))
	if got, want := x.holder(5), x.people[0]; got != want {
		t.Errorf("after changing back person %d has the shift, want %d", got, want)
	}
}

func TestDeclineUntakeWithdraw(t *testing.T) {
	x := newTeam(t)
	if _, err := x.WS.SetSwapApproval(context.Background(), true); err != nil {
		t.Fatal(err)
	}
	a, b := x.ask(5, 7), x.ask(6, 8)
	x.Visit("swaps", fmt.Sprint(a))
	x.Tap("swap.decline")
	if got := x.state(a); got != model.SwapDeclined {
		t.Errorf("after the no it is %s, want declined", got)
	}
	x.Tap(of(b, "accept"))
	x.Visit("swaps", fmt.Sprint(b))
	x.Tap("swap.untake")
	if got := x.state(b); got != model.SwapOpen {
		t.Errorf("after the yes was taken back it is %s, want open", got)
	}
	x.Visit("swaps", fmt.Sprint(b))
	x.Tap("swap.withdraw")
	if got := x.state(b); got != model.SwapWithdrawn {
		t.Errorf("it is %s, want withdrawn", got)
	}
	x.Tap("swaps.tab.2")
	x.mustShow("Done 2", "declined", "withdrawn")
}

func TestAnOfferIsTakenForAShiftInReturn(t *testing.T) {
	x := newTeam(t)
	id := x.offer(5, true)
	x.Visit("swaps", fmt.Sprint(id))
	x.Tap("swap.accept")
	x.Write("people.find", "chidi")
	x.Press(fyne.KeyReturn)
	x.Write("shifts.find", "mon 4 jan")
	x.Press(fyne.KeyReturn)
	if got, want := [2]model.ID{x.holder(5), x.holder(7)}, [2]model.ID{x.people[2], x.people[0]}; got != want {
		t.Errorf("the shifts are of %v, want %v", got, want)
	}
}

func TestTheManagerAppliesARequestThatBendsARuleWithConsent(t *testing.T) {
	x := newTeam(t)
	s, to := x.shifts[5], x.people[1] // Ben is on call in the week after
	done, err := x.WS.RequestSwap(context.Background(), workspace.SwapAsk{Person: s.PersonID, Moves: []workspace.SwapMove{{Shift: s.ID, To: to}}})
	if err != nil {
		t.Fatal(err)
	}
	x.Visit("swaps", fmt.Sprint(done.ID))
	x.Tap("swap.apply")
	x.mustShow("Bend the rule?")
	if got := x.holder(5); got != s.PersonID {
		t.Fatalf("person %d has the shift before consent was given", got)
	}
	x.Tap("bend.do")
	if got := x.holder(5); got != to {
		t.Errorf("person %d has the shift, want %d", got, to)
	}
	if got := x.state(done.ID); got != model.SwapApplied {
		t.Errorf("the request is %s, want applied", got)
	}
	x.Visit("swaps", fmt.Sprint(done.ID))
	x.mustShow("You said yes")
	x.mustShow("Without waiting for Ben.")
	list, err := x.WS.Swaps(context.Background())
	if err != nil || len(list.Done) != 1 || len(list.Open)+len(list.NeedsMe) != 0 {
		t.Errorf("swaps: got %d done and %d waiting, %v; want the request alone", len(list.Done), len(list.Open)+len(list.NeedsMe), err)
	}
}

func TestTheRoundIsCleared(t *testing.T) {
	x := newTeam(t)
	x.offer(5, false)
	x.offer(7, false)
	x.Visit("swaps", "round")
	x.Tap("round.bend")
	x.mustShow("2 of 2 requests are served.", "Make 1 exchange")
	x.Tap("round.cycle.1")
	if x.Shows("Make 1 exchange") {
		t.Error("an exchange that is not ticked would be made")
	}
	x.Tap("round.cycle.1")
	x.Tap("round.apply")
	if got, want := [2]model.ID{x.holder(5), x.holder(7)}, [2]model.ID{x.people[2], x.people[0]}; got != want {
		t.Errorf("the shifts are of %v, want %v", got, want)
	}
	if _, err := x.WS.Undo(context.Background()); err != nil {
		t.Fatal(err)
	}
	x.mustShow("Open 2")
}

func TestARoundOfOneRequestSaysWhatItTakes(t *testing.T) {
	x := newTeam(t)
	x.offer(5, false)
	x.Visit("swaps", "round")
	x.mustShow("An exchange takes two open requests")
}

func TestCoversOwedOverTheYear(t *testing.T) {
	x := newTeam(t)
	s := x.shifts[3]
	if _, err := x.WS.ApplySwap(context.Background(), workspace.SwapAsk{Consent: true, Moves: []workspace.SwapMove{{Shift: s.ID, To: x.people[0]}}}); err != nil {
		t.Fatal(err)
	}
	x.Visit("swaps", "owed")
	x.mustShow("Covers owed, 2026", "+168 h", "–168 h", "Dana owes 168 h", "owes Ana 168 h")
	x.Tap("swaps.year.before")
	x.mustShow("Covers owed, 2025")
	if x.Shows("168 h") {
		t.Error("the year before shows this year's covers")
	}
}

func TestASwapThatCannotBeDoneNeedsMe(t *testing.T) {
	x := newTeam(t)
	x.ask(5, 7)
	off := model.TimeOff{PersonID: x.people[2], AllDay: true, Interval: x.shifts[5].Interval}
	if _, err := x.WS.SaveTimeOff(context.Background(), off); err != nil {
		t.Fatal(err)
	}
	x.Visit("swaps", "")
	x.mustShow("Needs me 1", "cannot be done")
}

func TestApprovalIsARuleOfTheTeam(t *testing.T) {
	x := newTeam(t)
	x.ask(5, 7)
	x.Visit("swaps", "")
	x.Tap("swaps.approval")
	if need, err := x.WS.SwapApproval(context.Background()); err != nil || !need {
		t.Errorf("approval: got %v, %v; want that it is needed", need, err)
	}
}

func TestTheClockTakesNobodysPenAway(t *testing.T) {
	x := newTeam(t)
	id := x.ask(5, 7)
	x.Visit("swaps", fmt.Sprint(id))
	x.Write("swap.note", "half a sen")
	written := x.Page().(*Page).note
	x.Changed(workspace.Change{Areas: []workspace.Area{workspace.Clock}})
	if x.Page().(*Page).note != written || x.Canvas().Focused() != written.Focusable() {
		t.Error("the note lost the keyboard when a minute passed")
	}
	x.Tap("swap.accept")
	v, err := x.WS.SwapByID(context.Background(), id)
	if err != nil || v.Steps[1].Note != "half a sen" {
		t.Errorf("the steps are %+v, %v; want the note with the yes", v.Steps, err)
	}
}

func TestMessageIsCopied(t *testing.T) {
	x := newTeam(t)
	id := x.ask(5, 7)
	x.Visit("swaps", fmt.Sprint(id))
	x.Tap("swap.copy")
	if got := fyne.CurrentApp().Clipboard().Content(); !strings.Contains(got, "Chidi: is that all right with you?") {
		t.Errorf("the message is %q", got)
	}
}

func TestTheKeyboardReachesTheNextStep(t *testing.T) {
	x := newTeam(t)
	id := x.ask(5, 7)
	x.Visit("swaps", "")
	x.Press(fyne.KeyDown, fyne.KeyReturn, fyne.KeyReturn)
	if got := x.state(id); got != model.SwapApplied {
		t.Errorf("after Down, Enter, Enter it is %s, want applied", got)
	}
}

func TestWithoutARotationThePageSaysWhatItNeeds(t *testing.T) {
	b := openEmpty(t)
	b.Visit("swaps", "")
	if !b.Shows("There is nothing to swap yet") || b.Has("swaps.find") {
		t.Errorf("the page shows:\n%s", b.Words())
	}
}

func TestPageFitsASmallWindow(t *testing.T) {
	x := newTeam(t)
	id := x.ask(9, 6) // of whoever has the longest name
	x.ask(5, 7)
	x.Visit("swaps", fmt.Sprint(id))
	x.Window.Resize(fyne.NewSize(1000, 640))
	if got := x.Window.Canvas().Content().MinSize(); got.Width > 1000 || got.Height > 640 {
		t.Errorf("least size: got %v, want at most 1000 × 640", got)
	}
	for _, id := range []string{"swap.accept", "swap.apply", "swaps.close", "swaps.find"} {
		if !x.Has(id) {
			t.Errorf("%s cannot be reached", id)
		}
	}
	x.Press(fyne.KeyEscape)
	if x.Has("swaps.close") {
		t.Error("Esc does not close the details")
	}
}
