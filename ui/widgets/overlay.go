package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"watchbill/ui/theme"
)

// overlay puts an object over the whole window, takes the keys nobody uses there and gives everything back on close. Fyne
// keeps the focus inside the top overlay.
type overlay struct {
	canvas  fyne.Canvas
	object  fyne.CanvasObject
	oldKey  func(*fyne.KeyEvent)
	oldRune func(rune)
	focused fyne.Focusable
}

func (v *overlay) open(c fyne.Canvas, o fyne.CanvasObject, onKey func(*fyne.KeyEvent)) {
	v.canvas, v.object = c, o
	v.oldKey, v.oldRune, v.focused = c.OnTypedKey(), c.OnTypedRune(), c.Focused()
	c.Overlays().Add(o)
	c.SetOnTypedKey(onKey)
	c.SetOnTypedRune(nil)
}

// close reports whether there was something to close.
func (v *overlay) close() bool {
	if v.canvas == nil {
		return false
	}
	c := v.canvas
	v.canvas = nil
	c.Overlays().Remove(v.object)
	c.SetOnTypedKey(v.oldKey)
	c.SetOnTypedRune(v.oldRune)
	refocus(c, v.focused)
	return true
}

// popup is a small box near a point of the window; a tap beside it closes it.
type popup struct {
	part
	overlay
	edge    edged
	content fyne.CanvasObject
	at      fyne.Position
	width   float32 // least width
	layer   *tipLayer
}

func newPopup(content fyne.CanvasObject, at fyne.Position, width float32) *popup {
	p := &popup{content: content, at: at, width: width, edge: newEdged(theme.RadiusPanel, 1), layer: newTipLayer(nil)}
	p.skin = func() { p.edge.paint(theme.C(theme.Surface), theme.C(theme.Line2)) }
	p.least = fixed(0, 0)
	p.place = func(s fyne.Size) {
		p.layer.Resize(s)
		m := wholeSize(p.content.MinSize())
		m = fyne.NewSize(min(max(m.Width, p.width-2), s.Width-16), min(m.Height, s.Height-16))
		x := max(8, min(p.at.X, s.Width-m.Width-8))
		y := max(8, min(p.at.Y, s.Height-m.Height-8))
		p.edge.at(fyne.NewPos(x, y), m.AddWidthHeight(2, 2))
		p.content.Move(fyne.NewPos(x+1, y+1))
		p.content.Resize(m)
	}
	p.init(p, p.edge.out, p.edge.in, content, p.layer)
	return p
}

func (p *popup) show(c fyne.Canvas, focus fyne.Focusable) {
	p.layer.timer = timerOf(c)
	p.open(c, p, func(k *fyne.KeyEvent) {
		if k.Name == fyne.KeyEscape {
			p.close()
		}
	})
	if focus != nil {
		c.Focus(focus)
	}
}

func (p *popup) tips() *tipLayer { return p.layer }

// Tapped closes the popup: the tap was beside it.
func (p *popup) Tapped(e *fyne.PointEvent) {
	from, to := p.content.Position(), p.content.Position().Add(p.content.Size())
	if e.Position.X < from.X || e.Position.Y < from.Y || e.Position.X > to.X || e.Position.Y > to.Y {
		p.close()
	}
}

// TappedSecondary closes the popup.
func (p *popup) TappedSecondary(e *fyne.PointEvent) { p.Tapped(e) }

// TypedShortcut keeps the window's shortcuts from working behind the popup.
func (p *popup) TypedShortcut(fyne.Shortcut) {}

// scrim is the dark ground under a dialogue.
func newScrim() *canvas.Rectangle { return canvas.NewRectangle(theme.C(theme.Scrim)) }
