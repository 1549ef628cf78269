package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"watchbill/ui/theme"
)

// Entry is a field for one line of text, 28 high, or several lines (see NewTextArea).
type Entry struct {
	part
	input  *input
	ring   edged
	hint   *Text // at the right inside, "Enter saves"
	icon   theme.IconName
	height float32
	wrong  bool

	OnChanged   func(text string)
	OnSubmitted func(text string) // Enter; without it Enter goes to the dialogue's main action
	OnKey       func(*fyne.KeyEvent) bool
}

// NewEntry is an empty field; the placeholder shows what belongs in it.
func NewEntry(placeholder string) *Entry { return newEntry(placeholder, theme.ControlHeight, 1) }

// NewTextArea is a field of several lines.
func NewTextArea(placeholder string, rows int) *Entry {
	return newEntry(placeholder, float32(rows)*theme.LineHeight(theme.TextBody)+10, rows)
}

func newEntry(placeholder string, height float32, rows int) *Entry {
	e := &Entry{input: &input{}, ring: newEdged(theme.RadiusControl+1, 1), hint: Caption(""), height: height}
	e.input.entry = e
	e.input.MultiLine = rows > 1
	if rows > 1 {
		e.input.Wrapping = fyne.TextWrapWord
	}
	e.input.ExtendBaseWidget(e.input)
	e.input.SetPlaceHolder(placeholder)
	e.input.OnChanged = func(s string) {
		if e.OnChanged != nil {
			e.OnChanged(s)
		}
	}
	e.skin = e.paint
	e.least = func() fyne.Size { return fyne.NewSize(96, e.height) }
	e.place = func(s fyne.Size) {
		e.ring.at(fyne.NewPos(-1, -1), s.AddWidthHeight(2, 2))
		e.input.Resize(s)
		w := e.hint.MinSize().Width
		e.hint.Move(fyne.NewPos(s.Width-w-10, 0))
		e.hint.Resize(fyne.NewSize(w, s.Height))
	}
	e.init(e, e.ring.out, e.ring.in, e.input, e.hint)
	return e
}

func (e *Entry) paint() {
	edge := theme.Accent
	if e.wrong {
		edge = theme.Bad
	}
	e.ring.paint(theme.C(edge), theme.C(edge))
	e.ring.show(e.wrong || e.input.hasKeyboard)
	if e.icon != "" {
		e.input.Icon = theme.Icon(e.icon, 16*scaleOf(e), theme.C(theme.Text3))
		e.input.Refresh()
	}
}

// WithID names the field for scripts.
func (e *Entry) WithID(id string) *Entry { e.id = id; return e }

// WithIcon puts an icon at the left inside the field, such as the search glass.
func (e *Entry) WithIcon(name theme.IconName) *Entry {
	e.icon = name
	e.Refresh()
	return e
}

// WithHint shows a caption at the right inside the field.
func (e *Entry) WithHint(words string) *Entry {
	e.hint.SetText(words)
	return e
}

// Tall is 36 high, for quick entry.
func (e *Entry) Tall() *Entry { e.height = 36; return e }

// Text is what stands in the field.
func (e *Entry) Text() string { return e.input.Text }

// SetText replaces what stands in the field and calls OnChanged.
func (e *Entry) SetText(s string) { e.input.SetText(s) }

// SetWrong marks the field in red; the words beside it say why.
func (e *Entry) SetWrong(wrong bool) {
	if e.wrong != wrong {
		e.wrong = wrong
		e.Refresh()
	}
}

// Enable lets the user write.
func (e *Entry) Enable() { e.input.Enable() }

// Disable keeps the user from writing.
func (e *Entry) Disable() { e.input.Disable() }

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
		switch {
		case in.MultiLine:
			in.Entry.TypedKey(k)
		case in.entry.OnSubmitted != nil:
			in.entry.OnSubmitted(in.Text)
		default:
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
