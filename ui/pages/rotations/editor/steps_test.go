package editor

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/widgets"
)

func TestRolesOwnAndDerived(t *testing.T) {
	b := fourInBerlin(t)
	Create(b.Desk)
	b.Write("name", "Payments")
	b.Tap("rotation.next")
	b.Tap("rotation.next")
	b.Tap("role.add.shadow")
	b.Tap("role.add.manager")
	b.Tap("role.add.own")
	b.Write("role.name.4", "escalation")
	b.Tap("role.remove.2")
	b.Tap("role.up.3")
	b.Tap("rotation.step.3")
	b.Tap("rotation.people.role.3")
	wants(t, b, "Tick who takes part")
	b.Tap("order.tick.Ana")
	b.Tap("rotation.save")
	got := all(t, b)
	if len(got) != 1 {
		t.Fatalf("not saved:\n%s", b.Words())
	}
	var roles []string
	for _, x := range got[0].Roles {
		o, _ := got[0].Versions[0].Layers[0].Order(x.Name)
		roles = append(roles, fmt.Sprintf("%s<%s>%d", x.Name, o.After, len(o.Members)))
	}
	if want := []string{"primary<>4", "secondary<primary>0", "escalation<manager>0", "manager<>1"}; !slices.Equal(roles, want) {
		t.Errorf("roles: got %v, want %v", roles, want)
	}
}

// People are moved by keyboard and by dragging, join and leave on days, and a turn of nobody stands in between.
func TestOrderOfPeople(t *testing.T) {
	b := fourInBerlin(t)
	Create(b.Desk)
	b.Write("name", "Payments")
	b.Tap("rotation.step.3")
	b.Tap("order.up.Ben")
	b.Press(fyne.KeySpace) // the keyboard stays on the button, which is greyed out at the top
	b.Tap("order.down.Ana")
	b.Tap("order.tick.Žofie")
	b.Tap("order.nobody")
	b.Tap("order.dates.Chidi")
	b.Write("order.from.Chidi", "2026-12-07")
	b.Write("order.until.Chidi", "2027-02-01")
	b.Tap("rotation.save")
	got := all(t, b)
	if len(got) != 1 {
		t.Fatalf("not saved:\n%s", b.Words())
	}
	want := "[{2 0000-00-00 0000-00-00} {3 2026-12-07 2027-02-01} {1 0000-00-00 0000-00-00} {0 0000-00-00 0000-00-00}]"
	if members := fmt.Sprint(got[0].Versions[0].Layers[0].Orders[0].Members); members != want {
		t.Errorf("order: got %s, want %s", members, want)
	}
}

func TestDraggingMovesARowByEachHalfRow(t *testing.T) {
	moved := 0
	d := newDragRow("row", widgets.Fixed(100, 36, widgets.Stack()), func(by int) { moved += by })
	d.Resize(fyne.NewSize(100, 36))
	for range 10 {
		d.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(0, 9)})
	}
	if moved != 2 { // 90 of 36: half past the second row, and just not past the third
		t.Errorf("down 90: moved by %d, want 2", moved)
	}
	d.DragEnd()
	d.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(0, -60)})
	if moved != 0 {
		t.Errorf("up 60: moved to %d, want 0", moved)
	}
}

// Layers are added, named, given hours and people of their own, and a role can be left to others.
func TestLayersByHand(t *testing.T) {
	b := fourInBerlin(t)
	Create(b.Desk)
	b.Write("name", "Payments")
	b.Tap("rotation.next")
	b.Write("windows", "Mon-Fri 09:00-17:00")
	wants(t, b, "primary: 40 of the 168 hours of a week")
	b.Tap("rotation.layer.add")
	b.Write("layer", "Nights")
	b.Write("windows", "Mon-Thu 17:00-09:00; Fri 17:00-Mon 09:00")
	b.Tap("rotation.step.3")
	b.Tap("order.tick.Ben")
	wants(t, b, "Covered every hour of the week: primary")
	b.Tap("rotation.step.4")
	b.Tap("rotation.save")
	got := all(t, b)
	if len(got) != 1 || len(got[0].Versions[0].Layers) != 2 || fmt.Sprint(got[0].Versions[0].Layers[1].People()) != "[2]" {
		t.Fatalf("saved %+v\n%s", got, b.Words())
	}
}

// Eight weeks of short shifts are shown as whole turns, layer by layer.
func TestShortShiftsAreShownAsTurns(t *testing.T) {
	b := bench(t, "Australia/Sydney", "Europe/Berlin", "America/New_York", "Australia/Sydney", "Europe/Berlin", "America/New_York")
	back, err := read(t.Context(), b.Desk, 0)
	if err != nil {
		t.Fatal(err)
	}
	e := newEditor(b.Desk, back)
	e.start(model.SunRule)
	e.show()
	rows := e.turnRows()
	var labels []string
	for _, r := range rows {
		labels = append(labels, fmt.Sprint(r.Label, " ", len(r.Blocks)))
	}
	want := []string{"Sydney primary 8", "Sydney secondary 8", "Berlin primary 8", "Berlin secondary 8", "New York primary 8", "New York secondary 8"}
	if !slices.Equal(labels, want) {
		t.Errorf("got %q, want %q", labels, want)
	}
}

// Gaps that clock changes make between places go away by a press: all layers go by one clock.
func TestOneClockForAllLayers(t *testing.T) {
	b := bench(t, "Australia/Sydney", "Europe/Berlin", "America/New_York", "Australia/Sydney", "Europe/Berlin", "America/New_York")
	Create(b.Desk)
	b.Write("name", "Global desk")
	b.Tap("kind.sun")
	wants(t, b, "Clock changes lay")
	b.Tap("rotation.clock")
	if b.Shows("Clock changes lay") || b.Shows("Nobody is primary") {
		t.Errorf("there are warnings still:\n%s", b.Words())
	}
	for range 5 {
		b.Tap("rotation.save")
	}
	got := all(t, b)
	if len(got) != 1 || model.FormatWindows(got[0].Versions[0].Layers[1].Windows) != "daily 18:00-02:00" || got[0].Versions[0].Layers[1].Zone != "" {
		t.Errorf("saved %+v", got)
	}
}

// The layer that stands first is on call where two are: buttons move the one that is shown, the keyboard stays on them, and the preview
// follows.
func TestLayersAreMoved(t *testing.T) {
	b := bench(t, "Australia/Sydney", "Europe/Berlin", "America/New_York", "Australia/Sydney", "Europe/Berlin", "America/New_York")
	Create(b.Desk)
	b.Write("name", "Payments")
	b.Tap("kind.sun")
	b.Tap("rotation.step.1")
	previews := func() (n int) {
		for _, line := range b.Log {
			if line == "previewed" {
				n++
			}
		}
		return n
	}
	before := previews()
	b.Tap("rotation.layer.after")
	b.Press(fyne.KeySpace) // to the end, where it is greyed out and the keyboard goes to the other
	b.Press(fyne.KeySpace)
	if got := previews() - before; got != 3 {
		t.Errorf("the preview was made %d times anew, want 3", got)
	}
	b.Tap("rotation.times.layer.0")
	b.Tap("rotation.layer.before") // greyed out
	b.Tap("rotation.step.4")
	b.Tap("rotation.save")
	got := all(t, b)
	if len(got) != 1 {
		t.Fatalf("nothing was saved:\n%s", b.Words())
	}
	var layers []string
	for _, l := range got[0].Versions[0].Layers {
		layers = append(layers, l.Name)
	}
	if want := []string{"Berlin", "Sydney", "New York"}; !slices.Equal(layers, want) {
		t.Errorf("layers: got %v, want %v", layers, want)
	}

	Change(b.Desk, got[0].ID)
	b.Tap("rotation.layer.after")
	b.Tap("rotation.save")
	if l := all(t, b)[0].Versions[0].Layers; l[0].Name != "Sydney" || l[1].Name != "Berlin" {
		t.Errorf("after a change: got %s, %s; want Sydney, Berlin", l[0].Name, l[1].Name)
	}
}

// Esc, the cross and Cancel close at once while nothing was typed, and ask before something typed is lost.
func TestClosingAsksBeforeTypedInputIsLost(t *testing.T) {
	b, r := published(t)
	for _, tt := range []struct {
		name  string
		open  func()
		look  func() // changes nothing
		typed func()
	}{
		{"the wizard", func() { Create(b.Desk) }, func() { b.Tap("kind.sun"); b.Tap("kind.weekly"); b.Tap("rotation.next"); b.Tap("rotation.back") }, func() { b.Write("name", "Ledger"); b.Tap("rotation.step.2") }},
		{"the editor", func() { Change(b.Desk, r.ID) }, func() { b.Tap("rotation.step.2"); b.Tap("rotation.step.0") }, func() { b.Write("turns", "2 weeks"); b.Tap("rotation.step.2") }},
		{"dates", func() { Change(b.Desk, r.ID) }, func() {}, func() { b.Write("rotation.first", "2026-11-26") }},
		{"people", func() { Change(b.Desk, r.ID) }, func() { b.Tap("rotation.step.2") }, func() { b.Tap("order.down.Ana") }},
	} {
		for way, leave := range map[string]func(){"Esc": func() { b.Press(fyne.KeyEscape) }, "the cross": func() { b.Tap("rotation.close") }, "Cancel": func() { b.Tap("rotation.cancel") }} {
			t.Run(tt.name+", "+way, func(t *testing.T) {
				tt.open()
				tt.look()
				leave()
				if b.Has("rotation.save") {
					t.Fatal("nothing was typed, and it did not close at once")
				}
				tt.open()
				tt.look()
				tt.typed()
				leave()
				if !b.Has("rotation.save") || !b.Shows("What you wrote is not saved.") {
					t.Fatalf("it did not ask:\n%s", b.Words())
				}
				leave()
				if b.Has("rotation.save") {
					t.Fatal("asked again, it did not close")
				}
				if len(all(t, b)) != 1 || len(all(t, b)[0].Versions) != 1 {
					t.Error("something was saved")
				}
			})
		}
	}
}
