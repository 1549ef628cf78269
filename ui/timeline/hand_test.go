package timeline

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// hand does what a user does with mouse and keyboard, in the order in which the desktop driver reports it, and notes what
// the timeline says to its page.
type hand struct {
	t    *testing.T
	tl   *Timeline
	host *manualHost
	said []string
}

func newHand(t *testing.T, tl *Timeline, h *manualHost) *hand {
	d := &hand{t: t, tl: tl, host: h}
	say := func(format string, args ...any) { d.said = append(d.said, fmt.Sprintf(format, args...)) }
	tl.OnSelect = func(ids []string) { say("select %v", ids) }
	tl.OnOpen = func(id string) { say("open %s", id) }
	tl.OnSwap = func(a, b string) { say("swap %s %s", a, b) }
	tl.OnReassign = func(id, row string) { say("reassign %s %s", id, row) }
	tl.OnSwapKey = func(id string) { say("swap key %s", id) }
	tl.OnClear = func(ids []string) { say("clear %v", ids) }
	tl.OnContext = func(id string, _ fyne.Position) { say("context %q", id) }
	tl.OnRow = func(id string) { say("row %s", id) }
	tl.OnKey = func(r rune) { say("key %c", r) }
	tl.OnSplit = func(id string, at time.Time) { say("split %s %s", id, at.In(tl.model.zone()).Format("2 Jan 15:04")) }
	return d
}

// heard answers with what was said since the last call.
func (d *hand) heard() []string {
	s := d.said
	d.said = nil
	return s
}

// at is the middle of a block's visible part in the given row.
func (d *hand) at(row, id string) fyne.Position {
	d.t.Helper()
	for _, r := range d.tl.layout.byID[id] {
		if d.tl.layout.rows[r.row].ID != row {
			continue
		}
		if box, ok := d.tl.seenBox(r); ok {
			return fyne.NewPos(box.x+box.w/2, box.y+box.h/2)
		}
	}
	d.t.Fatalf("block %s is not visible in row %s", id, row)
	return fyne.Position{}
}

// ground is a place with no block on it.
func (d *hand) ground() fyne.Position { return d.at("pay", "pay-2").AddXY(0, 40) }

func (d *hand) press(at fyne.Position, button desktop.MouseButton, mod fyne.KeyModifier) {
	d.tl.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: button, Modifier: mod})
}

func (d *hand) release(at fyne.Position, button desktop.MouseButton) {
	d.tl.MouseUp(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: button})
}

func (d *hand) click(at fyne.Position, mod fyne.KeyModifier) {
	d.press(at, desktop.MouseButtonPrimary, mod)
	d.release(at, desktop.MouseButtonPrimary)
	d.tl.Tapped(&fyne.PointEvent{Position: at})
}

func (d *hand) doubleClick(first, second fyne.Position) {
	for _, at := range []fyne.Position{first, second} {
		d.press(at, desktop.MouseButtonPrimary, 0)
		d.release(at, desktop.MouseButtonPrimary)
	}
	d.tl.DoubleTapped(&fyne.PointEvent{Position: second})
}

func (d *hand) rightClick(at fyne.Position) {
	d.press(at, desktop.MouseButtonSecondary, 0)
	d.release(at, desktop.MouseButtonSecondary)
	d.tl.TappedSecondary(&fyne.PointEvent{Position: at})
}

// hold presses at one place and moves to another in steps, without letting go.
func (d *hand) hold(from, to fyne.Position, button desktop.MouseButton) {
	d.press(from, button, 0)
	const steps = 5
	by := fyne.NewDelta((to.X-from.X)/steps, (to.Y-from.Y)/steps)
	for i := 1; i <= steps; i++ {
		at := from.AddXY(by.DX*float32(i), by.DY*float32(i))
		d.tl.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at}, Dragged: by})
	}
}

func (d *hand) letGo(at fyne.Position) {
	d.release(at, desktop.MouseButtonPrimary)
	d.tl.DragEnd()
}

func (d *hand) drag(from, to fyne.Position) {
	d.hold(from, to, desktop.MouseButtonPrimary)
	d.letGo(to)
}

func (d *hand) point(at fyne.Position) {
	d.tl.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}})
}

func (d *hand) keys(names ...fyne.KeyName) {
	for _, k := range names {
		d.tl.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

func (d *hand) types(s string) {
	for _, r := range s {
		d.tl.TypedRune(r)
	}
}

func (d *hand) shift(names ...fyne.KeyName) {
	d.host.held = fyne.KeyModifierShift
	d.keys(names...)
	d.host.held = 0
}
