package widgets

import (
	"fyne.io/fyne/v2"
)

// Root is the content of a window: the page, and over it the layers for toasts and tooltips. It receives the keys nobody
// used and the window's shortcuts, also those pressed while a text field has the focus.
type Root struct {
	part
	toasts *ToastLayer
	layer  *tipLayer
	canvas fyne.Canvas
	before func() // once, before the next frame; on the window's thread only

	// OnKey and OnRune are called with what the focused widget did not use, while no dialogue is open.
	OnKey  func(*fyne.KeyEvent)
	OnRune func(rune)
	// OnShortcut is called for every shortcut given to Attach, while no dialogue is open.
	OnShortcut func(fyne.Shortcut)
}

// NewRoot is a root over content. The toast leaves room for a sidebar and a status line of that width and height.
func NewRoot(content fyne.CanvasObject, timer Timer, sidebar, status float32) *Root {
	r := &Root{toasts: newToastLayer(timer, sidebar, status), layer: newTipLayer(timer)}
	all := []fyne.CanvasObject{content, r.toasts, r.layer}
	r.least = content.MinSize
	r.place = func(s fyne.Size) {
		for _, o := range all {
			o.Resize(s)
		}
	}
	r.init(r, all...)
	return r
}

// Attach makes the root the content of a window's canvas and listens to its keys and to the shortcuts.
func (r *Root) Attach(w fyne.Window, shortcuts []fyne.Shortcut) {
	r.canvas = w.Canvas()
	w.SetPadded(false)
	w.SetContent(r)
	r.canvas.SetOnTypedKey(func(k *fyne.KeyEvent) {
		if r.alone() && r.OnKey != nil {
			r.OnKey(k)
		}
	})
	r.canvas.SetOnTypedRune(func(c rune) {
		if r.alone() && r.OnRune != nil {
			r.OnRune(c)
		}
	})
	for _, s := range shortcuts {
		r.canvas.AddShortcut(s, r.TypedShortcut)
	}
}

// BeforeFrame calls f once, on the window's thread, when the window next asks how large its content is: a window that is made lays
// itself out before its first frame.
func (r *Root) BeforeFrame(f func()) { r.before = f }

// MinSize implements fyne.CanvasObject. It comes to f of BeforeFrame before it, or the toolkit, looks at anything of the content.
func (r *Root) MinSize() fyne.Size {
	if f := r.before; f != nil {
		r.before = nil
		f()
	}
	return r.part.MinSize()
}

// Layout places the content for the size the window asked for.
func (r *Root) Layout() { r.place(r.Size()) }

// TypedShortcut handles a shortcut as the window does.
func (r *Root) TypedShortcut(s fyne.Shortcut) {
	if r.alone() && r.OnShortcut != nil {
		r.OnShortcut(s)
	}
}

// alone reports whether no dialogue or menu lies over the window.
func (r *Root) alone() bool { return r.canvas == nil || r.canvas.Overlays().Top() == nil }

// Toasts is the layer of toasts.
func (r *Root) Toasts() *ToastLayer { return r.toasts }

func (r *Root) tips() *tipLayer { return r.layer }

// bubbleShortcut hands a shortcut a text field did not use to the window.
func bubbleShortcut(o fyne.CanvasObject, s fyne.Shortcut) {
	c := canvasOf(o)
	if c == nil {
		return
	}
	if top, ok := c.Overlays().Top().(fyne.Shortcutable); ok {
		top.TypedShortcut(s)
		return
	}
	if root, ok := c.Content().(fyne.Shortcutable); ok {
		root.TypedShortcut(s)
	}
}
