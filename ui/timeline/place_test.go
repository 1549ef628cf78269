package timeline

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"github.com/google/go-cmp/cmp"
)

func openMenus(t *testing.T) (*Timeline, *hand) {
	tl, d := openBusy(t, EightWeeks)
	tl.OnMenu = func(p Place) {
		at := "never"
		if !p.At.IsZero() {
			at = p.At.In(tl.model.Zone).Format("2 Jan")
		}
		d.said = append(d.said, fmt.Sprintf("menu %q row %q at %s label %v band %q", p.ID, p.Row, at, p.Label, p.Band))
	}
	return tl, d
}

func TestMenusKnowTheirPlace(t *testing.T) {
	tl, d := openMenus(t)
	x := func(day string) float32 { return tl.scale().x(local(t, tl.model.Zone, day)) }
	shift, free := d.at("sec", "sec-1"), d.at("p-Ana", "pay-4").Y
	for _, c := range []struct {
		name string
		at   fyne.Position
		want []string
	}{
		{"a shift, which is selected", shift, []string{"select [sec-1]", `menu "sec-1" row "sec" at 26 Nov label false band ""`}},
		{"a bar", d.at("p-Ana", "pay-4"), []string{"select [pay-4]", `menu "pay-4" row "p-Ana" at 17 Dec label false band ""`}},
		{"free time of a person", fyne.NewPos(x("2026-12-12 12:00"), free), []string{`menu "" row "p-Ana" at 12 Dec label false band ""`}},
		{"free time in a freeze", fyne.NewPos(x("2026-12-23 12:00"), free), []string{`menu "" row "p-Ana" at 23 Dec label false band "year-end"`}},
		{"a person's label", fyne.NewPos(40, free), []string{`menu "" row "p-Ana" at never label true band ""`}},
		{"a holiday in the lane", fyne.NewPos(x("2026-11-18 12:00"), headerHeight+8), []string{`menu "" row "" at 18 Nov label false band "repentance"`}},
		{"the dates", fyne.NewPos(x("2026-11-18 12:00"), 30), []string{`menu "" row "" at 18 Nov label false band ""`}},
	} {
		d.rightClick(c.at)
		check(t, c.name, d.heard(), c.want...)
	}
}

func TestMenuByKeyboard(t *testing.T) {
	tl, d := openMenus(t)
	d.keys(desktop.KeyMenu)
	check(t, "without a selection: the first row, now", d.heard(), `menu "" row "pay" at 18 Nov label false band ""`)
	tl.SetSelected("sec-2")
	d.keys(desktop.KeyMenu)
	check(t, "the menu key", d.heard(), `menu "sec-2" row "sec" at 30 Nov label false band ""`)
	d.shift(fyne.KeyF10)
	check(t, "Shift and F10", d.heard(), `menu "sec-2" row "sec" at 30 Nov label false band ""`)
	d.keys(fyne.KeyF10)
	check(t, "F10 alone", d.heard())
}

func TestBeginSwapByMenu(t *testing.T) {
	tl, d := openMenus(t)
	if !tl.BeginSwap("pay-2") || tl.Mode() != Swapping {
		t.Fatal("no swap begins")
	}
	check(t, "begun", d.heard(), "select [pay-2]", "swap key pay-2")
	d.keys(fyne.KeyRight, fyne.KeyReturn)
	check(t, "done", d.heard(), "swap pay-2 pay-3")
	if tl.BeginSwap("gap") || tl.BeginSwap("nobody") {
		t.Error("what is no shift is swapped")
	}
}

func TestReveal(t *testing.T) {
	tl, d := openMenus(t)
	if !tl.Reveal("sec-8") {
		t.Fatal("sec-8 is not known")
	}
	if _, visible := tl.BlockCentre("sec-8"); !visible {
		t.Error("sec-8 is not in sight")
	}
	if tl.Reveal("nobody") {
		t.Error("an unknown block is revealed")
	}
	check(t, "selection", d.heard())
	if diff := cmp.Diff([]string(nil), tl.Selected()); diff != "" {
		t.Errorf("selection (-want +got):\n%s", diff)
	}
}
