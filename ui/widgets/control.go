package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"watchbill/ui/theme"
)

// control is the base of everything that can be pressed: by tap, Enter or Space. It shows a ring while it has the
// keyboard, knows hover and can be disabled with a reason, which its tooltip then says.
type control struct {
	part
	tip
	ring             edged
	hovered, focused bool
	disabled         bool
	hint             string // tooltip while enabled
	onPress          func()
	onKey            func(*fyne.KeyEvent) bool // keys of its own, before Enter and Space; true when used
	restyle          func()                    // after hover, focus or disabled changed
}

var (
	_ fyne.Focusable     = (*control)(nil)
	_ fyne.Tappable      = (*control)(nil)
	_ fyne.Disableable   = (*control)(nil)
	_ desktop.Hoverable  = (*control)(nil)
	_ desktop.Cursorable = (*control)(nil)
)

// initControl puts the ring under the control's own objects.
func (c *control) initControl(self fyne.Widget, radius float32, objects ...fyne.CanvasObject) {
	c.ring = newEdged(radius+3, 2)
	c.ring.show(false)
	c.tip.owner = self
	skin, place := c.skin, c.place
	c.skin = func() {
		c.ring.paint(theme.C(theme.Surface), theme.C(theme.Accent))
		skin()
	}
	c.place = func(s fyne.Size) {
		c.ring.at(fyne.NewPos(-3, -3), s.AddWidthHeight(6, 6))
		place(s)
	}
	c.init(self, append([]fyne.CanvasObject{c.ring.out, c.ring.in}, objects...)...)
}

// self is the outermost widget.
func (c *control) self() fyne.CanvasObject { return c.tip.owner }

func (c *control) changed() {
	c.ring.show(c.focused && !c.disabled)
	if c.restyle != nil {
		c.restyle()
	}
	c.self().Refresh()
}

// Press does what a tap does, unless the control is disabled.
func (c *control) Press() {
	if !c.disabled && c.onPress != nil {
		c.tip.hide()
		c.onPress()
	}
}

// Tapped implements fyne.Tappable.
func (c *control) Tapped(*fyne.PointEvent) { c.Press() }

// FocusGained implements fyne.Focusable.
func (c *control) FocusGained() {
	c.focused = true
	c.changed()
	reveal(c.self())
}

// FocusLost implements fyne.Focusable.
func (c *control) FocusLost() { c.focused = false; c.changed() }

// TypedRune hands characters on to the window, so that / and ? work wherever the focus is.
func (c *control) TypedRune(r rune) {
	if r != ' ' {
		bubbleRune(c.self(), r)
	}
}

// TypedKey presses on Enter and Space and hands other keys on to the window.
func (c *control) TypedKey(k *fyne.KeyEvent) {
	if c.onKey != nil && c.onKey(k) {
		return
	}
	switch k.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		c.Press()
	default:
		bubbleKey(c.self(), k)
	}
}

// MouseIn implements desktop.Hoverable.
func (c *control) MouseIn(e *desktop.MouseEvent) {
	c.hovered = true
	c.changed()
	c.tip.MouseIn(e)
}

// MouseOut implements desktop.Hoverable.
func (c *control) MouseOut() {
	c.hovered = false
	c.changed()
	c.tip.MouseOut()
}

// Cursor implements desktop.Cursorable.
func (c *control) Cursor() desktop.Cursor {
	if c.disabled {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// Enable lets the control be pressed.
func (c *control) Enable() {
	c.disabled, c.tip.text = false, c.hint
	c.changed()
}

// Disable greys the control out. Prefer DisableBecause: a control that cannot be used says why.
func (c *control) Disable() { c.DisableBecause("") }

// DisableBecause greys the control out; the reason is its tooltip.
func (c *control) DisableBecause(reason string) {
	c.disabled, c.tip.text = true, reason
	c.changed()
}

// EnableIf enables the control if reason is empty, else disables it because of the reason.
func (c *control) EnableIf(reason string) {
	if reason == "" {
		c.Enable()
	} else {
		c.DisableBecause(reason)
	}
}

// Disabled implements fyne.Disableable.
func (c *control) Disabled() bool { return c.disabled }

func (c *control) setHint(s string) {
	c.hint = s
	if !c.disabled {
		c.tip.text = s
	}
}

// bubbleKey hands a key nobody used to the window: Fyne sends keys to the focused widget alone.
func bubbleKey(o fyne.CanvasObject, k *fyne.KeyEvent) {
	if c := canvasOf(o); c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(k)
	}
}

func bubbleRune(o fyne.CanvasObject, r rune) {
	if c := canvasOf(o); c != nil && c.OnTypedRune() != nil {
		c.OnTypedRune()(r)
	}
}
