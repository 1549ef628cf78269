package timeline

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"watchbill/ui/theme"
)

func TestArrowsWalkBlocks(t *testing.T) {
	tl, h, _ := open(t, theme.Light)
	d := newHand(t, tl, h)
	d.keys(fyne.KeyRight)
	check(t, "the first key goes to the block at now", d.heard(), "select [pay-0]")
	d.keys(fyne.KeyRight, fyne.KeyRight)
	check(t, "right", d.heard(), "select [pay-1]", "select [pay-2]")
	d.keys(fyne.KeyLeft)
	check(t, "left", d.heard(), "select [pay-1]")
	d.keys(fyne.KeyDown)
	check(t, "down passes over drafts at other times", d.heard(), "select [sec-1]")
	d.keys(fyne.KeyDown, fyne.KeyDown, fyne.KeyDown)
	check(t, "down", d.heard(), "select [led-2]", "select [bak-2]", "select [led-2]")
	d.keys(fyne.KeyUp)
	check(t, "up", d.heard(), "select [bak-2]")
	tl.SetSelected("pay-5")
	d.keys(fyne.KeyRight, fyne.KeyDown)
	check(t, "to the gap and the draft under it", d.heard(), "select [gap]", "select [d1]")
}

func TestHomeAndEnd(t *testing.T) {
	tl, h, _ := open(t, theme.Light)
	d := newHand(t, tl, h)
	tl.SetSelected("sec-3")
	d.keys(fyne.KeyEnd)
	check(t, "End", d.heard(), "select [sec-8]")
	if _, visible := tl.BlockCentre("sec-8"); !visible {
		t.Error("End did not bring the last block into sight")
	}
	d.keys(fyne.KeyHome)
	check(t, "Home", d.heard(), "select [sec-0]")
	if _, visible := tl.BlockCentre("sec-0"); !visible {
		t.Error("Home did not bring the first block into sight")
	}
}

func TestShiftStretchesTheRange(t *testing.T) {
	tl, h, _ := open(t, theme.Light)
	d := newHand(t, tl, h)
	tl.SetSelected("pay-1")
	d.shift(fyne.KeyRight, fyne.KeyRight)
	check(t, "right", d.heard(), "select [pay-1 pay-2]", "select [pay-1 pay-2 pay-3]")
	d.shift(fyne.KeyLeft)
	check(t, "back", d.heard(), "select [pay-1 pay-2]")
	d.keys(fyne.KeyRight)
	check(t, "without Shift", d.heard(), "select [pay-3]")
}

func TestSwapByKeyboard(t *testing.T) {
	tl, h, _ := open(t, theme.Light)
	d := newHand(t, tl, h)
	tl.SetSelected("pay-2")
	d.types("s")
	check(t, "S", d.heard(), "swap key pay-2")
	d.keys(fyne.KeyRight, fyne.KeyRight)
	if got, want := tl.over.tip.title.Text, "Swap with Ana"; !tl.over.tip.shown() || got != want {
		t.Errorf("tip: got %q shown %v, want %q", got, tl.over.tip.shown(), want)
	}
	check(t, "choosing selects nothing", d.heard())
	d.keys(fyne.KeyReturn)
	check(t, "Enter", d.heard(), "swap pay-2 pay-4")
	if tl.over.tip.shown() || tl.over.source.Visible() {
		t.Error("tip or ring is left over")
	}
	d.keys(fyne.KeyReturn)
	check(t, "Enter again opens", d.heard(), "open pay-2")
}

func TestSwapByKeyboardCanBeGivenUp(t *testing.T) {
	for name, giveUp := range map[string]func(d *hand){
		"Esc":        func(d *hand) { d.keys(fyne.KeyEscape) },
		"focus lost": func(d *hand) { d.tl.FocusLost() },
		"new model":  func(d *hand) { d.tl.SetModel(sampleModel(d.t)) },
	} {
		t.Run(name, func(t *testing.T) {
			tl, h, _ := open(t, theme.Light)
			d := newHand(t, tl, h)
			tl.SetSelected("pay-2")
			d.types("s")
			d.keys(fyne.KeyRight)
			giveUp(d)
			d.heard()
			d.keys(fyne.KeyReturn)
			check(t, "Enter", d.heard(), "open pay-2")
		})
	}
}

func TestRefusedSwapByKeyboardKeepsTheReason(t *testing.T) {
	tl, h, _ := open(t, theme.Light)
	d := newHand(t, tl, h)
	tl.CanDrop = func(a, b string) (bool, string) { return b != "pay-3", "Dana is on call just before" }
	tl.SetSelected("pay-2")
	d.types("s")
	d.heard()
	d.keys(fyne.KeyRight, fyne.KeyReturn)
	check(t, "Enter on a refused one", d.heard())
	if got, want := tl.over.tip.title.Text, "Dana is on call just before"; !tl.over.tip.shown() || got != want {
		t.Errorf("tip: got %q shown %v, want %q", got, tl.over.tip.shown(), want)
	}
	d.keys(fyne.KeyRight, fyne.KeyReturn)
	check(t, "Enter on the next", d.heard(), "swap pay-2 pay-4")
}

func TestReassignByKeyboard(t *testing.T) {
	tl, h, _ := open(t, theme.Light)
	d := newHand(t, tl, h)
	tl.SetSelected("bak-2")
	d.types("s")
	d.heard()
	d.keys(fyne.KeyDown, fyne.KeyDown)
	if got, want := tl.over.tip.title.Text, "Give to Ben"; got != want {
		t.Errorf("tip: got %q, want %q", got, want)
	}
	d.keys(fyne.KeyReturn)
	check(t, "on a person's row", d.heard(), "reassign bak-2 p-Ben")

	d.types("s")
	d.keys(fyne.KeyDown, fyne.KeyRight, fyne.KeyReturn)
	check(t, "on a bar in it", d.heard(), "swap key bak-2", "swap bak-2 led-2")

	d.types("s")
	d.keys(fyne.KeyUp, fyne.KeyReturn)
	check(t, "on the row above", d.heard(), "swap key bak-2", "swap bak-2 led-2")
}

func TestOtherKeys(t *testing.T) {
	tl, h, _ := open(t, theme.Light)
	d := newHand(t, tl, h)
	d.keys(fyne.KeyDelete, fyne.KeyReturn, desktop.KeyMenu)
	check(t, "keys without a selection", d.heard())
	tl.SetSelected("pay-2", "pay-3")
	d.keys(fyne.KeyDelete)
	check(t, "Delete", d.heard(), "clear [pay-2 pay-3]")
	d.keys(desktop.KeyMenu)
	check(t, "menu", d.heard(), `context "pay-2"`)
	d.keys(fyne.KeySpace)
	check(t, "Space takes out", d.heard(), "select [pay-3]")
	d.keys(fyne.KeySpace)
	check(t, "Space puts in", d.heard(), "select [pay-3 pay-2]")
	d.types("c")
	check(t, "a letter for the page", d.heard(), "key c")
	d.keys(fyne.KeyEscape)
	check(t, "Esc", d.heard(), "select []")
	tl.SetSelected("gap")
	d.types("s")
	check(t, "S on a gap", d.heard())
}

func TestZoomAndTodayKeys(t *testing.T) {
	tl, h, _ := open(t, theme.Light)
	d := newHand(t, tl, h)
	from, to := tl.Window()
	d.types("+")
	a, b := tl.Window()
	if got, want := b.Sub(a), to.Sub(from)*4/5; (got - want).Abs() > time.Minute {
		t.Errorf("+: got span %v, want %v", got, want)
	}
	d.types("-")
	if a, b = tl.Window(); (b.Sub(a)-to.Sub(from)).Abs() > time.Minute || a.Sub(from).Abs() > time.Minute {
		t.Errorf("-: got %v–%v, want %v–%v", a, b, from, to)
	}
	d.keys(fyne.KeyPageDown, fyne.KeyPageDown)
	if a, _ = tl.Window(); !a.After(to) {
		t.Errorf("two pages on: got %v, want after %v", a, to)
	}
	d.types("t")
	if a, b = tl.Window(); !tl.model.Now.After(a) || !tl.model.Now.Before(b) {
		t.Errorf("T: now is not in %v–%v", a, b)
	}
	tl.SetWindow(to, to.AddDate(0, 0, 56))
	d.types("t")
	if a, b = tl.Window(); !a.Equal(from) || !b.Equal(to) {
		t.Errorf("T in the zoom of 8 weeks: got %v–%v, want %v–%v", a, b, from, to)
	}
}

func TestFocusRing(t *testing.T) {
	tl, h, w := open(t, theme.Light)
	d := newHand(t, tl, h)
	d.click(d.at("pay", "pay-1"), 0)
	if w.Canvas().Focused() != fyne.Focusable(tl) {
		t.Error("a click does not focus the timeline")
	}
	if tl.over.focus.Visible() {
		t.Error("a click shows the focus ring")
	}
	d.keys(fyne.KeyRight)
	if !tl.over.focus.Visible() {
		t.Error("a key does not show the focus ring")
	}
	w.Canvas().Unfocus()
	if tl.over.focus.Visible() {
		t.Error("the ring stays without the focus")
	}
	w.Canvas().Focus(tl)
	if !tl.over.focus.Visible() {
		t.Error("focus by keyboard shows no ring")
	}
}

func TestTheAimOfASwapFollowsThePicture(t *testing.T) {
	tl, h, _ := open(t, theme.Light)
	d := newHand(t, tl, h)
	tl.SetSelected("pay-2")
	d.types("s")
	d.keys(fyne.KeyRight)
	before := tl.over.target.Position()
	tl.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(-50, 0)})
	if got, want := tl.over.target.Position().X, before.X-50; got-want > 1 || want-got > 1 {
		t.Errorf("the ring stands at %v after the picture moved, want %v", got, want)
	}
	tl.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(-2000, 0)})
	if tl.over.target.Visible() {
		t.Error("the ring stays though its shift is out of sight")
	}
}
