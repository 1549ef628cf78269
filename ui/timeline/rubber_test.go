package timeline

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"watchbill/ui/theme"
)

func TestRubberBandSelectsWhatItTouches(t *testing.T) {
	tl, h, _ := open(t, theme.Light)
	d := newHand(t, tl, h)
	start := d.at("pay", "pay-1").AddXY(0, 44) // the free part of the row
	d.hold(start, d.at("sec", "sec-2"), desktop.MouseButtonPrimary)
	if !tl.over.rubber.Visible() {
		t.Error("no rubber band while dragging")
	}
	check(t, "nothing is said under way", d.heard())
	d.letGo(d.at("sec", "sec-2"))
	check(t, "two of the row below", d.heard(), "select [sec-1 sec-2]")
	if tl.over.rubber.Visible() {
		t.Error("the rubber band is left over")
	}
	d.keys(fyne.KeyRight)
	check(t, "the keyboard goes on from the first", d.heard(), "select [sec-2]")

	d.drag(start, d.at("pay", "pay-3"))
	check(t, "back over the shifts", d.heard(), "select [pay-1 pay-2 pay-3]")
	d.drag(d.at("pay", "pay-1").AddXY(0, 44), start.AddXY(30, 0))
	check(t, "over nothing", d.heard(), "select []")
}

func TestRubberBandAdds(t *testing.T) {
	for _, mod := range []fyne.KeyModifier{fyne.KeyModifierShortcutDefault, fyne.KeyModifierShift} {
		tl, h, _ := open(t, theme.Light)
		d := newHand(t, tl, h)
		tl.SetSelected("bak-1")
		from, to := d.at("pay", "pay-1").AddXY(0, 44), d.at("pay", "pay-2")
		d.press(from, desktop.MouseButtonPrimary, mod)
		d.tl.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to}, Dragged: fyne.NewDelta(to.X-from.X, to.Y-from.Y)})
		d.letGo(to)
		check(t, "added", d.heard(), "select [bak-1 pay-1 pay-2]")
	}
}

func TestRubberBandTakesTimeOffOnlyAlone(t *testing.T) {
	tl, h, _ := open(t, theme.Light)
	d := newHand(t, tl, h)
	off := d.at("p-Ana", "off-Ana")
	d.drag(off.AddXY(0, 14).AddXY(-60, 0), off.AddXY(0, 12))
	check(t, "time off", d.heard(), "select [off-Ana]")
	d.drag(off.AddXY(50, -14), off.AddXY(160, 5))
	check(t, "a bar", d.heard(), "select [pay-4]")
	d.drag(off.AddXY(160, -14), off.AddXY(-20, 5))
	check(t, "a bar and time off", d.heard())
}

func TestEscapePutsTheSelectionBack(t *testing.T) {
	tl, h, _ := open(t, theme.Light)
	d := newHand(t, tl, h)
	tl.SetSelected("bak-1")
	from := d.at("pay", "pay-1").AddXY(0, 44)
	d.hold(from, d.at("pay", "pay-3"), desktop.MouseButtonPrimary)
	check(t, "selected under way", tl.Selected(), "pay-1", "pay-2", "pay-3")
	d.keys(fyne.KeyEscape)
	check(t, "after Esc", tl.Selected(), "bak-1")
	d.letGo(d.at("pay", "pay-3"))
	check(t, "callbacks", d.heard())
	check(t, "after letting go", tl.Selected(), "bak-1")
}

func TestRubberBandScrollsAtTheEdgeAndKeepsItsCorner(t *testing.T) {
	tl, h, _ := open(t, theme.Light)
	d := newHand(t, tl, h)
	before, _ := tl.Window()
	from := d.at("pay", "pay-2").AddXY(0, 44)
	corner := tl.scale().at(from.X)
	d.hold(from, fyne.NewPos(836, from.Y-40), desktop.MouseButtonPrimary)
	for range 40 {
		h.tick()
	}
	if after, _ := tl.Window(); after.Sub(before) < 14*24*time.Hour {
		t.Errorf("the window moved by %v, want more than two weeks", after.Sub(before))
	}
	if got := tl.drag.rubber.at; !got.Equal(corner) {
		t.Errorf("the corner moved from %v to %v", corner, got)
	}
	d.letGo(fyne.NewPos(836, from.Y-40))
	check(t, "selection, those out of sight too", d.heard(), "select [pay-2 pay-3 pay-4 pay-5 d1 gap pay-6 pay-7 pay-8]")
}

func TestDroppingOnNothingSaysWhatWouldWork(t *testing.T) {
	tl, h, _ := open(t, theme.Light)
	d := newHand(t, tl, h)
	nothing := d.at("pay", "pay-2").AddXY(0, 44)
	d.hold(d.at("pay", "pay-2"), nothing, desktop.MouseButtonPrimary)
	if got, want := tl.over.tip.title.Text, "Put it on a shift to swap, or on a person to give it away"; !tl.over.tip.shown() || got != want {
		t.Errorf("tip: got %q shown %v, want %q", got, tl.over.tip.shown(), want)
	}
	if tl.over.target.Visible() {
		t.Error("nothing is ringed as a target")
	}
	d.letGo(nothing)
	check(t, "letting go", d.heard(), "select [pay-2]")
}
