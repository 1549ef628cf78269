package widgets

import (
	"strings"

	"fyne.io/fyne/v2"

	"watchbill/ui/theme"
)

// Dialog asks one question over the page. Left lies the choice, right its effect; nothing is applied before the main
// action. Esc cancels, a second time where something was written; Enter does the main action, the focus stays inside.
type Dialog struct {
	ID    string            // names the dialogue for scripts and the event log
	Title string            // the question
	Sub   string            // what it is about, a caption
	Lead  fyne.CanvasObject // before the title, such as a big tile; or nil

	Top     fyne.CanvasObject   // a line of tools across both columns; or nil
	Body    fyne.CanvasObject   // the choice
	Effect  fyne.CanvasObject   // the right column, 348 wide; or nil
	Helpers []fyne.CanvasObject // left in the footer

	Main        *Button // does it and closes the dialogue with Close
	Alternative *Button // or nil
	CancelLabel string  // "Cancel" if empty

	Width, Height float32 // of the box; 0 is what it asks for, at least 420 wide

	OnClosed func() // after Close, also when cancelled
	// Written is what closing would lose, where the fields in sight do not tell; empty for nothing. The cross and Cancel ask then, too.
	Written func() string

	overlay overlay
	box     *dialogBox
	middle  *fyne.Container // body and effect
	problem *fyne.Container
	warned  string // what stood in the fields when Esc warned of losing it
}

const (
	dialogLeast  = 420
	effectWidth  = 348
	dialogMargin = 24
)

// Show opens the dialogue. The first focusable thing of the body gets the focus, else the main action.
func (d *Dialog) Show(c fyne.Canvas, timer Timer) {
	d.box = newDialogBox(d, timer)
	d.overlay.open(c, d.box, d.typedKey)
	if f := firstFocusable(d.Body); f != nil {
		c.Focus(f)
	} else if d.Main != nil && !d.Main.Disabled() {
		c.Focus(d.Main)
	}
}

// Close takes the dialogue away and gives the focus back.
func (d *Dialog) Close() {
	if d.overlay.close() && d.OnClosed != nil {
		d.OnClosed()
	}
}

// IsOpen reports whether the dialogue is shown.
func (d *Dialog) IsOpen() bool { return d.overlay.canvas != nil }

// ShowProblem says above the footer what went wrong and what to do; "" takes it away.
func (d *Dialog) ShowProblem(words string) {
	d.say(Bad, words)
}

func (d *Dialog) say(tone Tone, words string) {
	if d.problem == nil {
		return
	}
	d.problem.Objects = nil
	if words != "" {
		d.problem.Add(Pad(0, 16, 12, 16, Banner(tone, words)))
	}
	d.Refresh()
}

// Refresh lays the dialogue out anew, after the words of its buttons or the height of its parts changed.
func (d *Dialog) Refresh() {
	if d.box != nil {
		d.box.Refresh()
		d.box.content.Refresh()
	}
}

func (d *Dialog) typedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyEscape:
		d.escape()
	case fyne.KeyReturn, fyne.KeyEnter:
		if d.Main != nil {
			d.Main.Press()
		}
	}
}

// escape closes the dialogue. Where somebody wrote something it says first that this would be lost, and closes when asked again.
func (d *Dialog) escape() {
	written := writtenIn(d.Body)
	if d.Written != nil {
		written = d.Written()
	}
	if written == "" || written == d.warned {
		d.Close()
		return
	}
	d.warned = written
	d.say(Warn, "What you wrote is not saved. Press Esc again to throw it away.")
}

// leave closes the dialogue by the cross or Cancel, which are meant, unless more could be lost than what is in sight.
func (d *Dialog) leave() {
	if d.Written == nil {
		d.Close()
		return
	}
	d.escape()
}

// writtenIn is what somebody wrote by hand into the fields in sight below an object; empty for nothing. Words to find something by
// are not counted.
func writtenIn(o fyne.CanvasObject) string {
	var all strings.Builder
	walk(o, fyne.Position{}, func(o fyne.CanvasObject, _ fyne.Position) bool {
		e, ok := o.(*Entry)
		if ok && e.Text() != e.given && (e.icon == nil || e.icon.name != theme.IconSearch) {
			all.WriteString(e.Text() + "\n")
		}
		return !ok
	})
	return all.String()
}

// dialogBox is the overlay: a scrim over the whole window and the box in its middle.
type dialogBox struct {
	part
	d       *Dialog
	content *fyne.Container
	layer   *tipLayer
}

func newDialogBox(d *Dialog, timer Timer) *dialogBox {
	b := &dialogBox{d: d, layer: newTipLayer(timer)}
	scrim, ground := newScrim(), newEdged(theme.RadiusDialog, 1)
	b.content = d.build()
	b.id = d.ID
	b.skin = func() {
		ground.paint(theme.C(theme.Surface), theme.C(theme.Line))
	}
	b.least = fixed(0, 0)
	b.place = func(s fyne.Size) {
		scrim.Resize(s)
		b.layer.Resize(s)
		size := b.boxSize(s)
		p := fyne.NewPos(whole((s.Width-size.Width)/2), whole(max(min(dialogMargin, (s.Height-size.Height)/2), (s.Height-size.Height)/2-s.Height*0.03)))
		ground.at(p, size)
		b.content.Move(p.AddXY(1, 1))
		b.content.Resize(size.SubtractWidthHeight(2, 2))
	}
	b.init(b, scrim, ground.out, ground.in, b.content, b.layer)
	return b
}

// boxSize is what the dialogue asks for, within the window. The body lies in a scroller, which asks for little: the box is
// as high as the body would like to be, and the body scrolls where the window is too low for that.
func (b *dialogBox) boxSize(window fyne.Size) fyne.Size {
	m := b.content.MinSize()
	w := max(b.d.Width, m.Width+2, dialogLeast)
	w = min(w, window.Width-2*dialogMargin)
	h := heightFor(b.content, w-2) + 2
	body := w - 2
	if b.d.Effect != nil {
		body -= effectWidth + 1
	}
	h += max(0, heightFor(b.d.Body, body)-ceil(b.d.middle.MinSize().Height))
	return fyne.NewSize(w, min(max(h, b.d.Height), window.Height-2*dialogMargin))
}

func (b *dialogBox) tips() *tipLayer { return b.layer }

// Tapped takes taps beside the box: they do not reach the page.
func (b *dialogBox) Tapped(*fyne.PointEvent) {}

// Scrolled takes the wheel beside the box.
func (b *dialogBox) Scrolled(*fyne.ScrollEvent) {}

// TypedShortcut keeps the window's shortcuts from working behind the dialogue.
func (b *dialogBox) TypedShortcut(fyne.Shortcut) {}

func (d *Dialog) build() *fyne.Container {
	d.problem = Col(0)
	d.middle = RowFill(0, Grow(Scroll(d.Body)))
	if d.Effect != nil {
		d.middle.Add(VRule())
		d.middle.Add(Fixed(effectWidth, 0, d.Effect))
	}
	box := Col(0, d.header(), HRule())
	if d.Top != nil {
		box.Add(Fixed(0, theme.ToolbarHeight, Pad(0, theme.Gap4, 0, theme.Gap4, d.Top)))
		box.Add(HRule())
	}
	for _, o := range []fyne.CanvasObject{Grow(d.middle), d.problem, HRule(), d.footer()} {
		box.Add(o)
	}
	return box
}

func (d *Dialog) header() fyne.CanvasObject {
	words := Col(0, d.title())
	if d.Sub != "" {
		words.Add(Ellipsis(Caption(d.Sub).In(theme.Text2)))
	}
	row := Row(theme.Gap3)
	if d.Lead != nil {
		row.Add(d.Lead)
	}
	closer := NewIconButton(theme.IconClose, "Close (Esc)", d.leave).Quiet().WithID(d.sub("close"))
	row.Add(Grow(words))
	row.Add(closer)
	return Pad(theme.Gap3, theme.Gap3, theme.Gap3, theme.Gap4, row)
}

// dialogTitle is the most room that a title asks for; longer ones are cut where the dialogue is narrower.
const dialogTitle = 560

func (d *Dialog) title() fyne.CanvasObject {
	title := Heading(d.Title)
	if width := title.MinSize().Width; width > dialogTitle {
		return Fixed(dialogTitle, 0, Ellipsis(title))
	}
	return title
}

func (d *Dialog) footer() fyne.CanvasObject {
	row := Row(theme.Gap2, d.Helpers...)
	if shares(d.Helpers) == 0 {
		row.Add(Grow())
	}
	label := d.CancelLabel
	if label == "" {
		label = "Cancel"
	}
	row.Add(NewButton(label, d.leave).WithID(d.sub("cancel")))
	if d.Alternative != nil {
		row.Add(d.Alternative)
	}
	if d.Main != nil {
		row.Add(d.Main)
	}
	return Pad(theme.Gap3, theme.Gap4, theme.Gap3, theme.Gap4, row)
}

func (d *Dialog) sub(name string) string {
	if d.ID == "" {
		return ""
	}
	return d.ID + "." + name
}

// Confirm asks whether to do one thing. Only for what cannot be undone: everything else is done and offers Undo. The
// action names what happens ("Delete the file"), never OK.
func Confirm(id, question, consequence, action string, destructive bool, do func()) *Dialog {
	d := &Dialog{ID: id, Title: question, Body: PadAll(theme.Gap4, BodyPara(consequence).In(theme.Text2))}
	d.Main = NewButton(action, func() {
		d.Close()
		do()
	}).Primary().WithID(d.sub("do"))
	if destructive {
		d.Main.Danger()
	}
	return d
}

// firstFocusable is the first thing inside an object that takes the keyboard, in object order.
func firstFocusable(o fyne.CanvasObject) fyne.Focusable {
	var found fyne.Focusable
	walk(o, fyne.Position{}, func(o fyne.CanvasObject, _ fyne.Position) bool {
		if found != nil {
			return false
		}
		f, ok := o.(fyne.Focusable)
		if !ok {
			return true
		}
		if d, ok := o.(fyne.Disableable); ok && d.Disabled() {
			return true
		}
		found = f
		return false
	})
	return found
}
