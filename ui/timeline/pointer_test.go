package timeline

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"watchbill/ui/theme"
)

func check(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}

func TestClicks(t *testing.T) {
	tl, h, _ := open(t, theme.Light)
	d := newHand(t, tl, h)

	d.click(d.at("pay", "pay-4"), 0)
	check(t, "a click", d.heard(), "select [pay-4]")
	d.click(d.at("pay", "pay-4"), 0)
	check(t, "a second click", d.heard())
	d.click(d.at("pay", "pay-2"), fyne.KeyModifierShift)
	check(t, "Shift and a click", d.heard(), "select [pay-2 pay-3 pay-4]")
	d.click(d.at("sec", "sec-1"), fyne.KeyModifierShortcutDefault)
	check(t, "Ctrl and a click", d.heard(), "select [pay-2 pay-3 pay-4 sec-1]")
	d.click(d.at("pay", "pay-3"), fyne.KeyModifierShortcutDefault)
	check(t, "Ctrl and a click on a selected one", d.heard(), "select [pay-2 pay-4 sec-1]")
	d.click(d.at("p-Žofie", "off-Žofie"), 0)
	check(t, "time off", d.heard(), "select [off-Žofie]")
	d.click(d.ground(), 0)
	check(t, "free ground", d.heard(), "select []")
	d.click(fyne.NewPos(40, d.at("pay", "pay-2").Y), 0)
	check(t, "a label", d.heard(), "row pay")
	d.rightClick(d.at("pay", "pay-6"))
	check(t, "a right click", d.heard(), "select [pay-6]", `context "pay-6"`)
	d.rightClick(d.ground())
	check(t, "a right click on free ground", d.heard(), `context ""`)
}

func TestShiftSelectsRowsAndTime(t *testing.T) {
	tl, h, _ := open(t, theme.Light)
	d := newHand(t, tl, h)
	d.click(d.at("pay", "pay-1"), 0)
	d.heard()
	d.click(d.at("sec", "sec-2"), fyne.KeyModifierShift)
	check(t, "range over two rows", d.heard(), "select [pay-1 sec-1 pay-2 sec-2]")
}

func TestDoubleClickOpens(t *testing.T) {
	tl, h, _ := open(t, theme.Light)
	d := newHand(t, tl, h)
	d.doubleClick(d.at("pay", "pay-4"), d.at("pay", "pay-4"))
	check(t, "a double click", d.heard(), "select [pay-4]", "open pay-4")
	d.doubleClick(d.at("pay", "pay-1"), d.at("pay", "pay-2"))
	check(t, "two quick clicks on two blocks", d.heard(), "select [pay-1]", "select [pay-2]")
	tl.Tapped(&fyne.PointEvent{Position: d.at("pay", "pay-3")})
	check(t, "a tap without a press", d.heard(), "select [pay-3]")
}

func TestDragOntoAShiftSwaps(t *testing.T) {
	tl, h, _ := open(t, theme.Light)
	d := newHand(t, tl, h)
	d.drag(d.at("pay", "pay-2"), d.at("pay", "pay-4"))
	check(t, "onto a shift", d.heard(), "select [pay-2]", "swap pay-2 pay-4")
	d.drag(d.at("pay", "pay-2"), d.at("sec", "sec-6"))
	check(t, "onto another row's shift", d.heard(), "swap pay-2 sec-6")
	d.drag(d.at("pay", "pay-2"), d.at("pay", "gap"))
	check(t, "onto a gap", d.heard(), "swap pay-2 gap")
	d.drag(d.at("pay", "pay-2"), d.at("p-Grace", "led-1"))
	check(t, "onto a bar", d.heard(), "swap pay-2 led-1")
	d.drag(d.at("pay", "pay-2"), d.at("pay", "pay-2").AddXY(10, 3))
	check(t, "onto itself", d.heard())
	d.drag(d.at("pay", "gap"), d.at("pay", "pay-2"))
	check(t, "a gap, which cannot be moved", d.heard(), "select [gap]")
}

func TestDragOntoAPersonReassigns(t *testing.T) {
	tl, h, _ := open(t, theme.Light)
	d := newHand(t, tl, h)
	from := d.at("pay", "pay-2")
	off := d.at("p-Farid", "off-Farid")
	d.drag(from, off)
	check(t, "onto a person's row", d.heard(), "select [pay-2]", "reassign pay-2 p-Farid")
	d.drag(d.at("pay", "pay-2"), fyne.NewPos(50, off.Y))
	check(t, "onto a person's label", d.heard(), "reassign pay-2 p-Farid")
	d.drag(d.at("pay", "pay-2"), fyne.NewPos(50, d.at("sec", "sec-2").Y))
	check(t, "onto a role's label", d.heard())
}

func TestRefusedDropSaysWhyAndDoesNothing(t *testing.T) {
	tl, h, _ := open(t, theme.Light)
	d := newHand(t, tl, h)
	tl.CanDrop = func(a, b string) (bool, string) { return false, "Ana rests only 5 h before " + a }
	tl.CanReassign = func(id, row string) (bool, string) { return false, "" }
	to := d.at("pay", "pay-4")
	d.hold(d.at("pay", "pay-2"), to, desktop.MouseButtonPrimary)
	if got, want := tl.over.tip.title.Text, "Ana rests only 5 h before pay-2"; !tl.over.tip.shown() || got != want {
		t.Errorf("tip: got %q shown %v, want %q", got, tl.over.tip.shown(), want)
	}
	if got, want := tl.over.target.StrokeColor, theme.C(theme.Bad); got != want {
		t.Errorf("ring: got %v, want %v", got, want)
	}
	d.letGo(to)
	check(t, "a refused swap", d.heard(), "select [pay-2]")
	if tl.over.tip.shown() || tl.over.ghost.Visible() || tl.over.target.Visible() {
		t.Error("tip, ghost or ring is left over")
	}
	away := d.at("p-Farid", "off-Farid")
	d.hold(d.at("pay", "pay-2"), away, desktop.MouseButtonPrimary)
	if got, want := tl.over.tip.title.Text, "Farid cannot take it"; got != want {
		t.Errorf("tip: got %q, want %q", got, want)
	}
	d.letGo(away)
	check(t, "a refused person", d.heard())
}

func TestEscapeCancelsADrag(t *testing.T) {
	tl, h, _ := open(t, theme.Light)
	d := newHand(t, tl, h)
	from, to := d.at("pay", "pay-2"), d.at("pay", "pay-4")
	d.hold(from, to, desktop.MouseButtonPrimary)
	if !tl.over.ghost.Visible() {
		t.Error("no ghost while dragging")
	}
	d.keys(fyne.KeyEscape)
	if tl.over.ghost.Visible() {
		t.Error("the ghost is left over")
	}
	tl.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to}, Dragged: fyne.NewDelta(30, 0)})
	fromWas, _ := tl.Window()
	d.letGo(to)
	check(t, "after Esc", d.heard(), "select [pay-2]")
	if now, _ := tl.Window(); !now.Equal(fromWas) {
		t.Error("the cancelled drag moved the picture")
	}
}

func TestDragAtTheEdgeScrolls(t *testing.T) {
	tl, h, _ := open(t, theme.Light)
	d := newHand(t, tl, h)
	before, _ := tl.Window()
	d.hold(d.at("pay", "pay-2"), fyne.NewPos(835, 120), desktop.MouseButtonPrimary)
	for range 20 {
		h.tick()
	}
	after, _ := tl.Window()
	if moved := after.Sub(before); moved < 7*24*time.Hour {
		t.Errorf("twenty ticks at the edge moved the window by %v, want more than a week", moved)
	}
	d.tl.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(500, 120)}, Dragged: fyne.NewDelta(-335, 0)})
	h.tick()
	rest, _ := tl.Window()
	h.tick()
	if now, _ := tl.Window(); !now.Equal(rest) {
		t.Error("it scrolls on away from the edge")
	}
	d.letGo(fyne.NewPos(500, 300))
	h.tick()
	if now, _ := tl.Window(); !now.Equal(rest) {
		t.Error("it scrolls on after the end")
	}
}

func TestDraggingMovesThePicture(t *testing.T) {
	tl, h, w := open(t, theme.Light)
	w.Resize(fyne.NewSize(840, 400))
	d := newHand(t, tl, h)
	var moved int
	tl.OnWindow = func(time.Time, time.Time) { moved++ }
	for name, move := range map[string]func(from, to fyne.Position){
		"middle button": func(from, to fyne.Position) { d.hold(from, to, desktop.MouseButtonTertiary); d.letGo(to) },
		"dates":         func(from, to fyne.Position) { d.drag(fyne.NewPos(from.X, 30), fyne.NewPos(to.X, 30+to.Y-from.Y)) },
	} {
		tl.scroll, moved = 0, 0
		ground := fyne.NewPos(400, 110)
		at := tl.scale().at(ground.X)
		move(ground, ground.AddXY(-90, -50))
		if got := tl.scale().at(ground.X - 90); got.Sub(at).Abs() > 15*time.Minute {
			t.Errorf("%s: what was under the pointer is %v away", name, got.Sub(at))
		}
		if tl.scroll != 50 || moved == 0 {
			t.Errorf("%s: got scroll %v and %d reports, want 50 and some", name, tl.scroll, moved)
		}
		check(t, "moving by the "+name, d.heard())
	}
}

func TestWheel(t *testing.T) {
	tl, h, w := open(t, theme.Light)
	w.Resize(fyne.NewSize(840, 400))
	from, to := tl.Window()
	tl.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -60)})
	if now, _ := tl.Window(); tl.scroll != 60 || !now.Equal(from) {
		t.Errorf("wheel: got scroll %v and window from %v, want 60 and no move", tl.scroll, now)
	}
	tl.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 1000)})
	if tl.scroll != 0 {
		t.Errorf("above the top: got scroll %v, want 0", tl.scroll)
	}
	tl.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -10000)})
	if got, want := tl.scroll, tl.maxScroll(); got != want || got <= 0 {
		t.Errorf("below the end: got scroll %v, want %v", got, want)
	}
	tl.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(-92, 0)})
	if now, _ := tl.Window(); now.Sub(from).Round(time.Hour) != 7*24*time.Hour {
		t.Errorf("sideways: the window moved by %v, want a week", now.Sub(from))
	}
	tl.SetWindow(from, to)
	h.held = fyne.KeyModifierShortcutDefault
	at := tl.scale().at(400)
	tl.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(400, 100)}, Scrolled: fyne.NewDelta(0, 25)})
	a, b := tl.Window()
	if got, want := b.Sub(a), to.Sub(from)*4/5; (got - want).Abs() > time.Minute {
		t.Errorf("Ctrl and wheel: got span %v, want %v", got, want)
	}
	if got := tl.scale().at(400); got.Sub(at).Abs() > time.Minute {
		t.Errorf("Ctrl and wheel: what is under the pointer moved by %v", got.Sub(at))
	}
}

func TestHoverCard(t *testing.T) {
	tl, h, _ := open(t, theme.Light)
	d := newHand(t, tl, h)
	var asked []string
	tl.OnHover = func(id string) Card {
		asked = append(asked, id)
		return Card{Title: "Ana Souza", Lines: []string{"Mon 14 Dec 09:00 Berlin", "Mon 14 Dec 05:00 São Paulo"}}
	}
	d.point(d.at("pay", "pay-4"))
	if tl.over.card.shown() {
		t.Error("the card shows at once")
	}
	if got := tl.Cursor(); got != desktop.PointerCursor {
		t.Errorf("cursor: got %v, want the pointer", got)
	}
	h.tick()
	if got, want := tl.over.card.lines[1].Text, "Mon 14 Dec 05:00 São Paulo"; !tl.over.card.shown() || got != want {
		t.Errorf("card: got %q shown %v, want %q", got, tl.over.card.shown(), want)
	}
	check(t, "asked for", asked, "pay-4")
	d.point(d.at("pay", "pay-4").AddXY(3, 0))
	if !tl.over.card.shown() {
		t.Error("moving within the block hides the card")
	}
	d.point(d.ground())
	if tl.over.card.shown() || tl.Cursor() != desktop.DefaultCursor {
		t.Error("the card stays after the pointer left the block")
	}
	d.point(d.at("pay", "pay-1"))
	tl.MouseOut()
	h.tick()
	if tl.over.card.shown() {
		t.Error("the card comes after the pointer left")
	}
}

func TestCutLabelsShowWholeOnHover(t *testing.T) {
	tl, h, _ := open(t, theme.Light)
	d := newHand(t, tl, h)
	m := sampleModel(t)
	m.Groups[0].Rows[0].Label = "payments escalation manager"
	tl.SetModel(m)
	d.point(fyne.NewPos(40, 90))
	h.tick()
	if got, want := tl.over.card.title.Text, "payments escalation manager"; !tl.over.card.shown() || got != want {
		t.Errorf("card: got %q shown %v, want %q", got, tl.over.card.shown(), want)
	}
	d.point(fyne.NewPos(40, 170))
	h.tick()
	if tl.over.card.shown() {
		t.Error("a label that is not cut shows a card")
	}
}

func TestThePageIsAskedOncePerTarget(t *testing.T) {
	tl, h, _ := open(t, theme.Light)
	d := newHand(t, tl, h)
	var asked []string
	tl.CanDrop = func(a, b string) (bool, string) {
		asked = append(asked, a+" "+b)
		return true, ""
	}
	to := d.at("pay", "pay-3")
	d.hold(d.at("pay", "pay-2"), to, desktop.MouseButtonPrimary)
	for range 10 {
		d.tl.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to}, Dragged: fyne.NewDelta(0, 0)})
	}
	check(t, "asked", asked, "pay-2 pay-3")
	d.letGo(to)
	d.drag(d.at("pay", "pay-2"), to)
	check(t, "asked anew by the next drag", asked, "pay-2 pay-3", "pay-2 pay-3")
}

// TestEveryVisibleBlockCanBePointedAt: its middle answers with it, or with the bar that lies over a band.
func TestEveryVisibleBlockCanBePointedAt(t *testing.T) {
	tl, _, _ := open(t, theme.Light)
	for _, z := range Zooms {
		tl.SetWindow(z.Window(tl.model.Now, tl.model.Zone, 0))
		for _, want := range tl.sheet.scene.hits {
			seen := want.box.cut(tl.sheet.scene.areas[body])
			if seen.w < 2 || seen.h < 2 {
				continue
			}
			got, ok := tl.hit(fyne.NewPos(seen.x+seen.w/2, seen.y+seen.h/2))
			a, b := tl.layout.item(got), tl.layout.item(want.ref)
			if !ok || got != want.ref && (b.Kind.class() != grounds || a.Kind != PersonBar) {
				t.Errorf("%v: the middle of %s hits %s", z, b.ID, a.ID)
			}
		}
	}
}

func TestCardStaysInside(t *testing.T) {
	tl, h, _ := open(t, theme.Light)
	d := newHand(t, tl, h)
	tl.OnHover = func(string) Card {
		return Card{Title: "Dana Kowalska", Lines: []string{"a long line about what this is"}}
	}
	for _, id := range []string{"pay-7", "bak-8", "bak-0"} {
		tl.MouseOut()
		d.point(d.at(tl.layout.rows[tl.layout.byID[id][0].row].ID, id))
		h.tick()
		e := tl.over.card.edge
		if p, s := e.Position(), e.Size(); p.X < 0 || p.Y < 0 || p.X+s.Width > 840 || p.Y+s.Height > 652 {
			t.Errorf("%s: the card is at %v, %v", id, p, s)
		}
	}
}

func TestRealWindowEventsReachTheTimeline(t *testing.T) {
	tl, h, w := open(t, theme.Light)
	d := newHand(t, tl, h)
	at, visible := tl.BlockCentre("pay-4")
	if !visible {
		t.Fatal("pay-4 is not visible")
	}
	test.TapCanvas(w.Canvas(), at)
	check(t, "a tap on the canvas", d.heard(), "select [pay-4]")
}
