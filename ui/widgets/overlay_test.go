package widgets

import (
	"image"
	"image/color"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"watchbill/ui/theme"
)

// hand is a Timer turned by hand.
type hand struct {
	waiting []*wait
}

type wait struct {
	d    time.Duration
	f    func()
	done bool
}

func (h *hand) timer(d time.Duration, f func()) func() {
	w := &wait{d: d, f: f}
	h.waiting = append(h.waiting, w)
	return func() { w.done = true }
}

// fire calls what waits and was not cancelled.
func (h *hand) fire() {
	waiting := h.waiting
	h.waiting = nil
	for _, w := range waiting {
		if !w.done {
			w.f()
		}
	}
}

func windowWith(t *testing.T, content fyne.CanvasObject, timer Timer) (fyne.Window, *Root) {
	t.Helper()
	win := test.NewTempWindow(t, nil)
	root := NewRoot(content, timer, 0, 0)
	root.Attach(win, nil)
	win.Resize(fyne.NewSize(800, 600))
	return win, root
}

func TestDialogKeys(t *testing.T) {
	for _, c := range []struct {
		name   string
		press  fyne.KeyName
		did    int
		closed int
	}{{"enter does the main action", fyne.KeyReturn, 1, 1}, {"esc cancels", fyne.KeyEscape, 0, 1}} {
		t.Run(c.name, func(t *testing.T) {
			begin(t, theme.Light)
			h := &hand{}
			behind := NewButton("behind", nil)
			win, _ := windowWith(t, behind, h.timer)
			win.Canvas().Focus(behind)
			name := NewEntry("Name")
			did, closed := 0, 0
			d := &Dialog{ID: "person", Title: "Add a person", Body: PadAll(16, name), OnClosed: func() { closed++ }}
			d.Main = NewButton("Add person", func() { did++; d.Close() }).Primary()
			d.Show(win.Canvas(), h.timer)
			if win.Canvas().Focused() != name.input {
				t.Fatalf("focused is %T, want the first field", win.Canvas().Focused())
			}
			name.input.TypedKey(key(c.press))
			if did != c.did || closed != c.closed || d.IsOpen() {
				t.Errorf("did %d, closed %d, open %v; want %d, %d, false", did, closed, d.IsOpen(), c.did, c.closed)
			}
			if win.Canvas().Focused() != behind {
				t.Error("the focus did not go back to where it was")
			}
		})
	}
}

func TestDialogKeepsTheFocusInside(t *testing.T) {
	begin(t, theme.Light)
	h := &hand{}
	behind := NewButton("behind", nil)
	win, root := windowWith(t, behind, h.timer)
	root.OnShortcut = func(fyne.Shortcut) { t.Error("a shortcut worked behind the dialogue") }
	d := &Dialog{ID: "sure", Title: "Sure?", Body: Body("Really?")}
	d.Main = NewButton("Delete", nil)
	d.Show(win.Canvas(), h.timer)
	for range 8 {
		win.Canvas().FocusNext()
		if win.Canvas().Focused() == behind {
			t.Fatal("Tab left the dialogue")
		}
	}
	root.TypedShortcut(&fyne.ShortcutUndo{})
	var ids []string
	for _, p := range Locate(win.Canvas()) {
		ids = append(ids, p.ID)
	}
	if want := []string{"sure", "sure.close", "sure.cancel"}; !slices.Equal(ids, want) {
		t.Errorf("to be reached are %v, want %v", ids, want)
	}
}

func TestLongDialogScrollsToWhatHasTheKeyboard(t *testing.T) {
	begin(t, theme.Light)
	h := &hand{}
	win, _ := windowWith(t, Body("page"), h.timer)
	form := NewForm()
	var last *Entry
	for range 30 {
		last = form.Entry("", "Name", "", "")
	}
	d := &Dialog{Title: "Many fields", Body: PadAll(16, form.Content())}
	d.Show(win.Canvas(), h.timer)
	if got, most := d.box.content.Size().Height, win.Canvas().Size().Height; got > most {
		t.Fatalf("the dialogue is %v high in a window of %v", got, most)
	}
	last.WithID("last")
	inSight := func() bool {
		return slices.ContainsFunc(Locate(win.Canvas()), func(p Place) bool { return p.ID == "last" })
	}
	if inSight() {
		t.Fatal("thirty fields fit: nothing to prove")
	}
	last.Focus()
	if !inSight() {
		t.Error("the field with the keyboard is out of sight")
	}
	short := &Dialog{Title: "Short", Body: PadAll(16, Col(12, block(100, 90), block(100, 90)))}
	short.Show(win.Canvas(), h.timer)
	if got, least := short.middle.Size().Height, float32(2*90+12+32); got < least {
		t.Errorf("the body got %v of height, want %v: there is room", got, least)
	}
}

func TestToasts(t *testing.T) {
	begin(t, theme.Light)
	h := &hand{}
	_, root := windowWith(t, Body("page"), h.timer)
	undone := 0
	post := func(text string) {
		root.Toasts().Post(Toast{Text: text, Action: "Undo", Keys: "Ctrl+Z", Do: func() { undone++ }})
	}
	post("Ana’s time off entered.")
	post("Ben’s shift swapped.")
	if got, want := root.Toasts().Current().Text, "Ben’s shift swapped."; got != want {
		t.Errorf("the toast says %q, want the newest alone: %q", got, want)
	}
	if h.waiting[1].d != ToastTime || !h.waiting[0].done {
		t.Errorf("timers %v, %v: want the first cancelled, the second to last %v", *h.waiting[0], *h.waiting[1], ToastTime)
	}
	test.Tap(root.Toasts().action)
	if undone != 1 || root.Toasts().Current().Text != "" {
		t.Errorf("undone %d with %q shown, want 1 and no toast", undone, root.Toasts().Current().Text)
	}
	post("Toil logged.")
	h.fire()
	if got := root.Toasts().Current().Text; got != "" {
		t.Errorf("after its time the toast still says %q", got)
	}
}

func TestTooltips(t *testing.T) {
	begin(t, theme.Light)
	h := &hand{}
	b := NewButton("Publish", nil)
	b.DisableBecause("Nothing differs from what is published.")
	win, root := windowWith(t, Col(0, Row(0, b), Grow()), h.timer)
	hover := &desktop.MouseEvent{PointEvent: fyne.PointEvent{AbsolutePosition: fyne.NewPos(10, 10), Position: fyne.NewPos(10, 10)}}
	b.MouseIn(hover)
	b.MouseOut()
	h.fire()
	if root.layer.card != nil {
		t.Error("a tooltip came after the pointer had left")
	}
	b.MouseIn(hover)
	h.fire()
	if root.layer.card == nil {
		t.Fatal("no tooltip says why the button is disabled")
	}
	if p := root.layer.card.Position(); p.Y < b.Size().Height {
		t.Errorf("the tooltip stands at %v, over its button", p)
	}
	b.MouseOut()
	if root.layer.card != nil {
		t.Error("the tooltip stayed")
	}
	win.Canvas().Capture()
}

func TestMenu(t *testing.T) {
	begin(t, theme.Light)
	h := &hand{}
	win, _ := windowWith(t, Body("page"), h.timer)
	did := ""
	open := func() {
		ShowMenu(win.Canvas(), fyne.NewPos(100, 100), []MenuItem{
			{Text: "Split…", Reason: "has begun", Do: func() { did = "split" }}, {Text: "Edit…", Do: func() { did = "edit" }}, {Rule: true}, {Text: "Delete", Do: func() { did = "delete" }},
		})
	}
	open()
	for _, k := range []fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn} {
		win.Canvas().Focused().TypedKey(key(k))
	}
	if did != "delete" {
		t.Errorf("did %q, want delete: what cannot be chosen is passed over", did)
	}
	open()
	win.Canvas().Focused().TypedKey(key(fyne.KeyEscape))
	if win.Canvas().Overlays().Top() != nil {
		t.Error("Esc did not close the menu")
	}
	open()
	test.TapCanvas(win.Canvas(), fyne.NewPos(700, 500))
	if win.Canvas().Overlays().Top() != nil {
		t.Error("a tap beside the menu did not close it")
	}
}

type later struct{ work []func() func() }

func (l *later) Run(work func() func()) { l.work = append(l.work, work) }

func TestChartDrawsForSizeAndThemeOnce(t *testing.T) {
	begin(t, theme.Light)
	var asked []Canvas
	c := NewChart(100, 50, Inline{}, func(cv Canvas) image.Image {
		asked = append(asked, cv)
		return image.NewRGBA(image.Rect(0, 0, cv.Width, cv.Height))
	})
	win := show(t, c, 300, 200, 1)
	win.Canvas().Capture()
	c.Refresh()
	want := Canvas{Width: 300, Height: 200, Scale: 1}
	if last := asked[len(asked)-1]; last != want {
		t.Errorf("drawn for %v, want %v", last, want)
	}
	n := len(asked)
	c.Refresh()
	if len(asked) != n {
		t.Error("drawn again though nothing changed")
	}
	fyne.CurrentApp().Settings().Theme().(*theme.Theme).Use(theme.Dark)
	if last := asked[len(asked)-1]; !last.Palette.Dark {
		t.Error("not drawn anew for the dark theme")
	}
}

func TestChartDropsAnImageThatIsNotTheNewest(t *testing.T) {
	begin(t, theme.Light)
	l := &later{}
	c := NewChart(100, 50, l, func(cv Canvas) image.Image {
		img := image.NewRGBA(image.Rect(0, 0, cv.Width, 1))
		img.Set(0, 0, color.Black)
		return img
	})
	win := show(t, c, 300, 200, 1)
	win.Resize(fyne.NewSize(500, 200))
	newest := l.work[len(l.work)-1]
	old := l.work[len(l.work)-2]
	newest()()
	old()()
	if got := c.image.Image.Bounds().Dx(); got != 500 {
		t.Errorf("the image shown is %d wide, want the newest of 500", got)
	}
}
