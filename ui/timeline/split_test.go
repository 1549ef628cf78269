package timeline

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"pgregory.net/rapid"

	"watchbill/ui/theme"
)

func splitTitle(tl *Timeline) string {
	if !tl.over.tip.shown() || !tl.over.cut.Visible() {
		return ""
	}
	return tl.over.tip.title.Text
}

func TestSplitByKeyboard(t *testing.T) {
	tl, h, _ := open(t, theme.Light)
	d := newHand(t, tl, h)
	tl.SetSelected("pay-2") // 30 November to 7 December
	var modes []Mode
	tl.OnMode = func(m Mode) { modes = append(modes, m) }
	d.types("x")
	for _, c := range []struct {
		what string
		do   func()
		want string
	}{
		{"X begins in the middle, at the shift's own time of day", func() {}, "Split at Thu 3 Dec 09:00"},
		{"right, a day", func() { d.keys(fyne.KeyRight) }, "Split at Fri 4 Dec 09:00"},
		{"left, two days", func() { d.keys(fyne.KeyLeft, fyne.KeyLeft) }, "Split at Wed 2 Dec 09:00"},
		{"Shift, an hour", func() { d.shift(fyne.KeyRight) }, "Split at Wed 2 Dec 10:00"},
		{"back to the days", func() { d.keys(fyne.KeyRight) }, "Split at Thu 3 Dec 09:00"},
		{"Home", func() { d.keys(fyne.KeyHome) }, "Split at Tue 1 Dec 09:00"},
		{"not before the first", func() { d.keys(fyne.KeyLeft) }, "Split at Tue 1 Dec 09:00"},
		{"End", func() { d.keys(fyne.KeyEnd) }, "Split at Sun 6 Dec 09:00"},
	} {
		c.do()
		if got := splitTitle(tl); got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, got, c.want)
		}
	}
	if got, want := tl.over.tip.lines[0].Text, "144 h before it, 24 h after"; got != want {
		t.Errorf("words: got %q, want %q", got, want)
	}
	check(t, "choosing says nothing", d.heard())
	d.keys(fyne.KeyReturn)
	check(t, "Enter", d.heard(), "split pay-2 6 Dec 09:00")
	if tl.over.cut.Visible() || tl.over.tip.shown() {
		t.Error("line or words are left over")
	}
	if !slices.Equal(modes, []Mode{Splitting, Idle}) {
		t.Errorf("modes: got %v, want splitting, then idle", modes)
	}
}

func TestSplitSnapsToHoursWhereTheyShow(t *testing.T) {
	tl, h, _ := open(t, theme.Light)
	d := newHand(t, tl, h)
	tl.SetWindow(Week.Window(local(t, tl.model.Zone, "2026-12-02"), tl.model.Zone, 0))
	tl.SetSelected("pay-2")
	d.types("x")
	d.keys(fyne.KeyRight)
	if got, want := splitTitle(tl), "Split at Thu 3 Dec 22:00"; got != want {
		t.Errorf("an hour on from the middle: got %q, want %q", got, want)
	}
	d.shift(fyne.KeyLeft)
	if got, want := splitTitle(tl), "Split at Thu 3 Dec 21:45"; got != want {
		t.Errorf("a quarter back: got %q, want %q", got, want)
	}
}

func TestSplitBeginsAtNowInTheRunningShift(t *testing.T) {
	tl, h, _ := open(t, theme.Light)
	newHand(t, tl, h)
	if !tl.BeginSplit("pay-0") {
		t.Fatal("pay-0 cannot be split")
	}
	if got, want := splitTitle(tl), "Split at Wed 18 Nov 09:00"; got != want { // it is 10:42
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSplitByPointer(t *testing.T) {
	tl, h, _ := open(t, theme.Light)
	d := newHand(t, tl, h)
	tl.SetSelected("pay-2")
	d.types("x")
	at := d.at("pay", "pay-2")
	at.X = tl.scale().x(local(t, tl.model.Zone, "2026-12-05 07:00"))
	d.point(at)
	if got, want := splitTitle(tl), "Split at Sat 5 Dec 09:00"; got != want {
		t.Errorf("the line follows: got %q, want %q", got, want)
	}
	d.click(at, 0)
	check(t, "a click on the row", d.heard(), "split pay-2 5 Dec 09:00")

	d.types("x")
	d.hold(at, at.AddXY(-40, 0), desktop.MouseButtonPrimary)
	if got, want := splitTitle(tl), "Split at Wed 2 Dec 09:00"; got != want {
		t.Errorf("dragging the line: got %q, want %q", got, want)
	}
	d.letGo(at.AddXY(-40, 0))
	check(t, "letting go", d.heard())
	d.keys(fyne.KeyReturn)
	check(t, "Enter after dragging", d.heard(), "split pay-2 2 Dec 09:00")

	d.types("x")
	d.click(d.at("led", "led-1"), 0)
	check(t, "a click elsewhere gives up", d.heard())
	if tl.Mode() != Idle {
		t.Error("it goes on")
	}
}

func TestRefusedSplitKeepsTheReason(t *testing.T) {
	tl, h, _ := open(t, theme.Light)
	d := newHand(t, tl, h)
	asked := 0
	tl.CanSplit = func(id string, at time.Time) (bool, string) {
		asked++
		return at.Day() != 4, "Grace would rest only 3 h"
	}
	tl.SetSelected("pay-2")
	d.types("x")
	d.keys(fyne.KeyRight, fyne.KeyReturn)
	check(t, "Enter where it is refused", d.heard())
	if got := tl.over.tip.lines[1].Text; got != "Grace would rest only 3 h" || tl.over.cut.FillColor != theme.C(theme.Bad) {
		t.Errorf("got %q in %v, want the reason in the colour of refusals", got, tl.over.cut.FillColor)
	}
	d.point(d.at("pay", "pay-2").AddXY(26, 1))
	d.point(d.at("pay", "pay-2").AddXY(26, 2))
	if asked != 3 {
		t.Errorf("asked %d times, want once for each of three moments", asked)
	}
}

func TestSplitCanBeGivenUp(t *testing.T) {
	for name, giveUp := range map[string]func(d *hand){
		"Esc":           func(d *hand) { d.keys(fyne.KeyEscape) },
		"Cancel":        func(d *hand) { d.tl.Cancel() },
		"focus lost":    func(d *hand) { d.tl.FocusLost() },
		"new model":     func(d *hand) { d.tl.SetModel(sampleModel(d.t)) },
		"a swap":        func(d *hand) { d.types("s") },
		"a right click": func(d *hand) { d.rightClick(d.at("pay", "pay-2")) },
	} {
		t.Run(name, func(t *testing.T) {
			tl, h, _ := open(t, theme.Light)
			d := newHand(t, tl, h)
			tl.SetSelected("pay-2")
			var mode Mode
			tl.OnMode = func(m Mode) { mode = m }
			d.types("x")
			giveUp(d)
			if tl.split != nil || tl.over.cut.Visible() || mode == Splitting {
				t.Error("it goes on")
			}
		})
	}
}

func TestOnlyShiftsAreSplit(t *testing.T) {
	tl, h, _ := open(t, theme.Light)
	newHand(t, tl, h)
	for _, id := range []string{"gap", "off-Ana", "nobody", ""} {
		if tl.BeginSplit(id) {
			t.Errorf("%q can be split", id)
		}
	}
	tl.OnSplit = nil
	if tl.BeginSplit("pay-2") {
		t.Error("a page without splits gets one")
	}
}

// TestSplitStaysInsideItsShift: wherever the pointer is and whatever the zone does, both parts last longer than nothing.
func TestSplitStaysInsideItsShift(t *testing.T) {
	zones := []string{"UTC", "Europe/Berlin", "America/Sao_Paulo", "Pacific/Apia", "Australia/Lord_Howe", "Asia/Kathmandu"}
	rapid.Check(t, func(r *rapid.T) {
		zone := mustZone(t, rapid.SampledFrom(zones).Draw(r, "zone"))
		tl := &Timeline{model: Model{Zone: zone}}
		start := drawTime(r, zone).Add(time.Duration(rapid.IntRange(0, 1439).Draw(r, "minute")) * time.Minute)
		b := &Block{Start: start, End: start.Add(time.Duration(rapid.IntRange(2, 60*24*9).Draw(r, "long")) * time.Minute)}
		step := splitStep(rapid.IntRange(0, 2).Draw(r, "step"))
		at := start.Add(time.Duration(rapid.IntRange(-1000, 20000).Draw(r, "at")) * time.Minute)
		got := tl.snap(b, at, step)
		if !got.After(b.Start) || !got.Before(b.End) {
			r.Fatalf("%v lies outside %v – %v", got, b.Start, b.End)
		}
		for _, dir := range []int{-1, 1} {
			if next := step.next(got, b.Start, zone, dir); dir > 0 != next.After(got) || next.Equal(got) {
				r.Fatalf("step %d in direction %d from %v leads to %v", step, dir, got, next)
			}
		}
	})
}
