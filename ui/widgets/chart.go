package widgets

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"watchbill/ui/theme"
)

// Canvas is what a chart is drawn for: its size in device pixels, pixels per unit, and the colours.
type Canvas struct {
	Width, Height int
	Scale         float32
	Palette       theme.Palette
}

// Chart holds one image that is drawn off the window's thread whenever its size, the scale or the theme changes, and marks
// drawn over it on hover. It knows nothing of what it shows.
type Chart struct {
	part
	run     Runner
	render  func(Canvas) image.Image
	image   *canvas.Image
	drawn   Canvas               // what the image was last asked for
	asked   int                  // counts requests; a result that is not the newest is dropped
	ring    [4]*canvas.Rectangle // left, right, top, bottom; inside, for what can be scrolled is clipped to its bounds
	line    *canvas.Rectangle
	dot     [2]*canvas.Circle
	tapping bool // a tap brings the keyboard: nothing must move under the pointer

	OnHover    func(at fyne.Position)             // the pointer, in units from the chart's top left
	OnLeave    func()                             // the pointer left
	OnPressed  func(at fyne.Position)             // a tap
	OnScrolled func(at fyne.Position, by float32) // the wheel, units; positive is up
	OnDragged  func(dx float32)                   // units
	OnKey      func(*fyne.KeyEvent) bool          // true when used
	OnDrawn    func()                             // a new image is shown
}

var (
	_ desktop.Hoverable = (*Chart)(nil)
	_ fyne.Focusable    = (*Chart)(nil)
	_ fyne.Disableable  = (*Chart)(nil)
)

// NewChart is a chart of a least size; render may run on any thread and must not touch widgets.
func NewChart(w, h float32, run Runner, render func(Canvas) image.Image) *Chart {
	c := &Chart{run: run, render: render, image: &canvas.Image{ScaleMode: canvas.ImageScaleFastest, FillMode: canvas.ImageFillStretch}}
	c.line = canvas.NewRectangle(nil)
	for i := range c.ring {
		c.ring[i] = canvas.NewRectangle(nil)
		c.ring[i].Hide()
	}
	c.dot = [2]*canvas.Circle{canvas.NewCircle(nil), canvas.NewCircle(nil)}
	c.skin = func() {
		for _, side := range c.ring {
			side.FillColor = theme.C(theme.Accent)
		}
		c.line.FillColor = theme.C(theme.Text3)
		c.dot[0].FillColor, c.dot[1].FillColor = theme.C(theme.Surface), theme.C(theme.Accent)
	}
	c.least = fixed(w, h)
	c.place = func(s fyne.Size) {
		c.placeRing(s)
		c.image.Resize(s)
		c.draw()
	}
	c.init(c, c.image, c.line, c.dot[1], c.dot[0], c.ring[0], c.ring[1], c.ring[2], c.ring[3])
	c.hideMarks()
	return c
}

// WithID names the chart for scripts.
func (c *Chart) WithID(id string) *Chart { c.id = id; return c }

// Redraw draws anew because what is shown changed.
func (c *Chart) Redraw() {
	c.drawn = Canvas{}
	c.draw()
}

// SetRender changes what draws the chart and draws it.
func (c *Chart) SetRender(render func(Canvas) image.Image) {
	c.render = render
	c.Redraw()
}

// Scale is device pixels per unit of the image shown: a point in units times Scale is a pixel of it.
func (c *Chart) Scale() float32 { return max(c.drawn.Scale, 1e-6) }

func (c *Chart) draw() {
	scale := scaleOf(c)
	want := Canvas{int(c.Size().Width*scale + 0.5), int(c.Size().Height*scale + 0.5), scale, theme.Current()}
	if want == c.drawn || want.Width < 8 || want.Height < 8 || c.render == nil {
		return
	}
	c.drawn = want
	c.asked++
	ask, render := c.asked, c.render
	c.run.Run(func() func() {
		img := render(want)
		return func() { c.shown(ask, img) }
	})
}

func (c *Chart) shown(ask int, img image.Image) {
	if ask != c.asked || img == nil {
		return
	}
	c.image.Image = img
	c.image.Refresh()
	if c.OnDrawn != nil {
		c.OnDrawn()
	}
}

// Mark draws an upright line at x and a dot at (x, y), in units, and shows card near it. A nil card shows none.
func (c *Chart) Mark(x, top, bottom, y float32, card fyne.CanvasObject) {
	c.line.Move(fyne.NewPos(whole(x), top))
	c.line.Resize(fyne.NewSize(1, bottom-top))
	c.dot[1].Move(fyne.NewPos(x-5, y-5))
	c.dot[1].Resize(fyne.NewSize(10, 10))
	c.dot[0].Move(fyne.NewPos(x-3, y-3))
	c.dot[0].Resize(fyne.NewSize(6, 6))
	for _, o := range []fyne.CanvasObject{c.line, c.dot[0], c.dot[1]} {
		o.Show()
		o.Refresh()
	}
	if card != nil {
		origin := fyne.CurrentApp().Driver().AbsolutePositionForObject(c)
		ShowCard(c, card, origin.AddXY(x+4, y-10))
	}
}

// ClearMarks takes the marks and the card away.
func (c *Chart) ClearMarks() {
	c.hideMarks()
	HideCard(c)
}

func (c *Chart) hideMarks() {
	c.line.Hide()
	c.dot[0].Hide()
	c.dot[1].Hide()
}

// MouseIn implements desktop.Hoverable.
func (c *Chart) MouseIn(e *desktop.MouseEvent) { c.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable.
func (c *Chart) MouseMoved(e *desktop.MouseEvent) {
	if c.OnHover != nil {
		c.OnHover(e.Position)
	}
}

// MouseOut implements desktop.Hoverable.
func (c *Chart) MouseOut() {
	c.ClearMarks()
	if c.OnLeave != nil {
		c.OnLeave()
	}
}

// Tapped implements fyne.Tappable and takes the keyboard.
func (c *Chart) Tapped(e *fyne.PointEvent) {
	c.tapping = true
	focus(c)
	c.tapping = false
	if c.OnPressed != nil {
		c.OnPressed(e.Position)
	}
}

// Scrolled implements fyne.Scrollable.
func (c *Chart) Scrolled(e *fyne.ScrollEvent) {
	if c.OnScrolled != nil {
		c.OnScrolled(e.Position, e.Scrolled.DY)
	}
}

// Dragged implements fyne.Draggable.
func (c *Chart) Dragged(e *fyne.DragEvent) {
	if c.OnDragged != nil {
		c.OnDragged(e.Dragged.DX)
	}
}

// DragEnd implements fyne.Draggable.
func (c *Chart) DragEnd() {}

// FocusGained implements fyne.Focusable.
func (c *Chart) FocusGained() {
	c.focused(true)
	if !c.tapping {
		reveal(c)
	}
}

// FocusLost implements fyne.Focusable.
func (c *Chart) FocusLost() {
	c.ClearMarks()
	c.focused(false)
}

func (c *Chart) focused(on bool) {
	for _, side := range c.ring {
		side.Hidden = !on
	}
	c.Refresh()
}

func (c *Chart) placeRing(s fyne.Size) {
	const width = 2
	for i, at := range [4]fyne.Position{{}, {X: s.Width - width}, {}, {Y: s.Height - width}} {
		size := fyne.NewSize(width, s.Height)
		if i > 1 {
			size = fyne.NewSize(s.Width, width)
		}
		c.ring[i].Move(at)
		c.ring[i].Resize(size)
	}
}

// Disabled keeps a chart without keys of its own out of the Tab order: there is nothing to do on it by keyboard. It implements
// fyne.Disableable.
func (c *Chart) Disabled() bool { return c.OnKey == nil }

// Enable implements fyne.Disableable and does nothing: what a chart can do decides.
func (c *Chart) Enable() {}

// Disable implements fyne.Disableable and does nothing.
func (c *Chart) Disable() {}

// TypedRune implements fyne.Focusable.
func (c *Chart) TypedRune(r rune) { bubbleRune(c, r) }

// TypedKey implements fyne.Focusable.
func (c *Chart) TypedKey(k *fyne.KeyEvent) {
	if c.OnKey == nil || !c.OnKey(k) {
		bubbleKey(c, k)
	}
}
