package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// scrollLayout gives the content its width before the scroller asks how high it is, so that wrapped text is measured at
// the width it will have.
type scrollLayout struct{}

func (scrollLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	inner := o[0].(*container.Scroll).Content.MinSize()
	return fyne.NewSize(inner.Width, min(inner.Height, 64))
}

func (scrollLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	scroll := o[0].(*container.Scroll)
	h := heightFor(scroll.Content, s.Width)
	scroll.Content.Resize(fyne.NewSize(s.Width, max(h, s.Height)))
	scroll.Resize(s)
	scroll.Refresh()
}

// Scroll lets tall content be scrolled up and down. A focus ring is drawn 3 px outside its control and a scroller cuts at
// its edge: leave 4 px of padding inside.
func Scroll(content fyne.CanvasObject) *fyne.Container {
	return container.New(scrollLayout{}, container.NewVScroll(content))
}

// reveal scrolls what gets the keyboard into sight.
func reveal(o fyne.CanvasObject) {
	c := canvasOf(o)
	if c == nil {
		return
	}
	top := c.Overlays().Top()
	if top == nil {
		top = c.Content()
	}
	if top != nil {
		revealIn(top, o, top.Position())
	}
}

// revealIn finds the target below o, which stands at a point of the window, and scrolls every scroller on the way.
func revealIn(o, target fyne.CanvasObject, at fyne.Position) (found bool, targetAt fyne.Position) {
	if o == target {
		return true, at
	}
	for _, child := range childrenOf(o) {
		found, p := revealIn(child, target, at.Add(child.Position()))
		if !found {
			continue
		}
		if scroll, ok := o.(*container.Scroll); ok {
			p.Y -= scrollTo(scroll, p.Y-at.Y, target.Size().Height)
		}
		return true, p
	}
	return false, at
}

// scrollTo moves a scroller so that what stands at y in its view and is h high can be seen, and answers by how much.
func scrollTo(scroll *container.Scroll, y, h float32) float32 {
	const room = 8
	by := float32(0)
	switch {
	case y-room < 0 || h+2*room > scroll.Size().Height:
		by = max(y-room, -scroll.Offset.Y)
	case y+h+room > scroll.Size().Height:
		by = y + h + room - scroll.Size().Height
	}
	if by != 0 {
		scroll.ScrollToOffset(scroll.Offset.AddXY(0, by))
	}
	return by
}

// Aside shows a details pane to the right of the main content: beside it where the room is wide, over its right side where
// it is narrow.
type Aside struct {
	main, side fyne.CanvasObject
	width      float32
	box        *fyne.Container
}

// asideNarrow is the width under which the details cover the main content: a window of asideWindow less the sidebar.
const (
	asideWindow = 1100
	asideNarrow = asideWindow - 176
)

// AsideFits reports whether a window is wide enough for details beside the main content.
func AsideFits(window float32) bool { return window >= asideWindow }

// NewAside is an Aside with a closed details pane of that width.
func NewAside(main, side fyne.CanvasObject, width float32) *Aside {
	ground := newZone(func() {}) // a tap on the pane is none on what it covers
	a := &Aside{main: main, side: Stack(ground, RowFill(0, VRule(), Grow(side))), width: width}
	a.side.Hide()
	a.box = container.New(asideLayout{a}, a.main, a.side)
	return a
}

// Content is what the page shows.
func (a *Aside) Content() fyne.CanvasObject { return a.box }

// Open shows or hides the details pane.
func (a *Aside) Open(open bool) {
	if open == a.side.Visible() {
		return
	}
	if open {
		a.side.Show()
	} else {
		a.side.Hide()
	}
	a.box.Refresh()
}

// IsOpen reports whether the details are shown.
func (a *Aside) IsOpen() bool { return a.side.Visible() }

type asideLayout struct{ a *Aside }

func (l asideLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	m := l.a.main.MinSize()
	return fyne.NewSize(max(m.Width, l.a.width), m.Height)
}

func (l asideLayout) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	a := l.a
	main := s
	if a.side.Visible() && s.Width >= asideNarrow {
		main.Width -= a.width
	}
	a.main.Move(fyne.Position{})
	a.main.Resize(main)
	a.side.Move(fyne.NewPos(s.Width-a.width, 0))
	a.side.Resize(fyne.NewSize(a.width, s.Height))
}
