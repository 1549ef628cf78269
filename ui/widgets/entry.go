package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"watchbill/ui/theme"
)

// Entry is a field for one line of text, 28 high.
type Entry struct {
	part
	input  *input
	edge   edged
	ring   edged
	hint   *Text // at the right inside, "Enter saves"
	icon   *Icon
	height float32
	room   float32 // kept free at the right inside
	wrong  bool
	given  string // what the program put in, to tell what somebody wrote

	OnChanged   func(text string)
	OnSubmitted func(text string) // Enter; without it Enter goes to the dialogue's main action
	OnKey       func(*fyne.KeyEvent) bool
}

// NewEntry is an empty field; the placeholder shows what belongs in it.
func NewEntry(placeholder string) *Entry {
	e := &Entry{
		input: &input{}, edge: newEdged(theme.RadiusControl, 1), ring: newEdged(theme.RadiusControl+1, 1),
		hint: Caption(""), height: theme.ControlHeight,
	}
	e.input.entry = e
	e.input.ExtendBaseWidget(e.input)
	e.input.SetPlaceHolder(placeholder)
	e.input.OnChanged = func(s string) {
		if e.OnChanged != nil {
			e.OnChanged(s)
		}
	}
	e.skin = e.paint
	e.least = func() fyne.Size { return fyne.NewSize(96, e.height) }
	// Fyne's field draws a frame of 1 px that takes the caret's colour: it is cut off, and ours is drawn instead. It has no theme of its
	// own: for each the toolkit reads all fonts anew, 4 MB and 12 ms a field.
	bare := container.NewClip(Pad(-fieldFrame, -fieldFrame, -fieldFrame, -fieldFrame, e.input))
	bare.ExtendBaseWidget(bare) // else it lays nothing out before it is first drawn
	e.place = func(s fyne.Size) { e.arrange(s, bare) }
	e.init(e, e.ring.out, e.ring.in, e.edge.out, e.edge.in, bare, e.hint)
	return e
}

// fieldFrame is how much of Fyne's field is cut off at each side.
const fieldFrame = 3

// arrange puts Fyne's field, which pads its text by 6, into our frame.
func (e *Entry) arrange(s fyne.Size, bare fyne.CanvasObject) {
	e.ring.at(fyne.NewPos(-1, -1), s.AddWidthHeight(2, 2))
	e.edge.at(fyne.Position{}, s)
	left, right := float32(4+fieldFrame), e.room
	if e.icon != nil {
		e.icon.Move(fyne.NewPos(9, 0))
		e.icon.Resize(fyne.NewSize(16, s.Height))
		left = 24 + fieldFrame
	}
	if e.hint.full != "" {
		w := ceil(e.hint.MinSize().Width)
		e.hint.Move(fyne.NewPos(s.Width-w-10, 0))
		e.hint.Resize(fyne.NewSize(w, s.Height))
		right = w + 10
	}
	h := min(ceil(e.input.MinSize().Height)-2*fieldFrame, s.Height-2)
	bare.Move(fyne.NewPos(left, whole((s.Height-h)/2)))
	bare.Resize(fyne.NewSize(max(0, s.Width-left-right-4), h))
}

func (e *Entry) paint() {
	edge := theme.Line2
	switch {
	case e.wrong:
		edge = theme.Bad
	case e.input.hasKeyboard:
		edge = theme.Accent
	}
	ground := theme.Surface
	if e.input.Disabled() {
		ground = theme.Sunken
	}
	e.edge.paint(theme.C(ground), theme.C(edge))
	e.ring.paint(theme.C(edge), theme.C(edge))
	e.ring.show(e.wrong || e.input.hasKeyboard)
}

// WithID names the field for scripts.
func (e *Entry) WithID(id string) *Entry { e.id = id; return e }

// WithIcon puts an icon at the left inside the field, such as the search glass.
func (e *Entry) WithIcon(name theme.IconName) *Entry {
	e.icon = NewIcon(name, 16, theme.Text3)
	e.objects = append(e.objects, e.icon)
	return e
}

// WithHint shows a caption at the right inside the field.
func (e *Entry) WithHint(words string) *Entry {
	e.hint.SetText(words)
	return e
}

// Hidden shows dots for what is typed, for passwords.
func (e *Entry) Hidden() *Entry { e.input.Password = true; return e }

// Tall is 36 high, for quick entry.
func (e *Entry) Tall() *Entry { e.height = 36; return e }

// Text is what stands in the field.
func (e *Entry) Text() string { return e.input.Text }

// SetText replaces what stands in the field and calls OnChanged.
func (e *Entry) SetText(s string) {
	e.given = s
	e.input.SetText(s)
}

// SetWrong marks the field in red; the words beside it say why.
func (e *Entry) SetWrong(wrong bool) {
	if e.wrong != wrong {
		e.wrong = wrong
		e.Refresh()
	}
}

// Enable lets the user write.
func (e *Entry) Enable() { e.input.Enable(); e.Refresh() }

// Disable keeps the user from writing.
func (e *Entry) Disable() { e.input.Disable(); e.Refresh() }

// Focus gives the field the keyboard.
func (e *Entry) Focus() { focus(e.input) }

// Focusable is what takes the keyboard, for fyne.Canvas.Focus.
func (e *Entry) Focusable() fyne.Focusable { return e.input }

// SelectAll selects the text, so that typing replaces it.
func (e *Entry) SelectAll() { e.input.Entry.TypedShortcut(&fyne.ShortcutSelectAll{}) }

func focus(o interface {
	fyne.Focusable
	fyne.CanvasObject
},
) {
	if c := canvasOf(o); c != nil {
		c.Focus(o)
	}
}

// input is Fyne's entry with the keys and shortcuts it does not use handed on to the window.
type input struct {
	widget.Entry
	entry       *Entry
	hasKeyboard bool
}

// FocusGained implements fyne.Focusable.
func (in *input) FocusGained() {
	in.hasKeyboard = true
	in.Entry.FocusGained()
	in.entry.Refresh()
	reveal(in)
}

// FocusLost implements fyne.Focusable.
func (in *input) FocusLost() {
	in.hasKeyboard = false
	in.Entry.FocusLost()
	in.entry.Refresh()
}

// TypedKey implements fyne.Focusable.
func (in *input) TypedKey(k *fyne.KeyEvent) {
	if in.entry.OnKey != nil && in.entry.OnKey(k) {
		return
	}
	switch k.Name {
	case fyne.KeyEscape:
		bubbleKey(in, k)
	case fyne.KeyReturn, fyne.KeyEnter:
		if in.entry.OnSubmitted != nil {
			in.entry.OnSubmitted(in.Text)
		} else {
			bubbleKey(in, k)
		}
	default:
		in.Entry.TypedKey(k)
	}
}

// TypedShortcut lets the field undo its own typing first; what changes nothing in the field goes to the window.
func (in *input) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutUndo, *fyne.ShortcutRedo:
		before := in.Text
		in.Entry.TypedShortcut(s)
		if in.Text == before {
			bubbleShortcut(in, s)
		}
	case *desktop.CustomShortcut:
		switch s.KeyName {
		case fyne.KeyLeft, fyne.KeyRight, fyne.KeyHome, fyne.KeyEnd, fyne.KeyBackspace, fyne.KeyDelete:
			in.Entry.TypedShortcut(s)
		default:
			bubbleShortcut(in, s)
		}
	default:
		in.Entry.TypedShortcut(s)
	}
}
