package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"watchbill/ui/theme"
)

// Rect is a flat ground in a token's colour.
type Rect struct {
	part
	rect *canvas.Rectangle
	tok  theme.Token
}

// NewRect is a ground of a least size; 0 takes what it is given.
func NewRect(tok theme.Token, w, h float32) *Rect {
	r := &Rect{rect: canvas.NewRectangle(nil), tok: tok}
	r.skin = func() { r.rect.FillColor = theme.C(r.tok) }
	r.least, r.place = fixed(w, h), fill(r.rect)
	r.init(r, r.rect)
	return r
}

// Rounded gives the ground corners of a radius.
func (r *Rect) Rounded(radius float32) *Rect { r.rect.CornerRadius = radius; return r }

// In changes the colour.
func (r *Rect) In(tok theme.Token) *Rect {
	r.tok = tok
	r.Refresh()
	return r
}

// HRule is a horizontal 1 px line.
func HRule() *Rect { return NewRect(theme.Line, 0, 1) }

// VRule is a vertical 1 px line; in a RowFill it takes the whole height.
func VRule() *Rect { return NewRect(theme.Line, 1, 0) }

// On lays an object on a ground.
func On(tok theme.Token, o fyne.CanvasObject) *fyne.Container { return Stack(NewRect(tok, 0, 0), o) }

// edged is a box with an edge: two nested fills. A stroke is centred on the edge in one painter and inside it in the
// other, and blurred at odd widths; a fill is the same in both.
type edged struct {
	out, in *canvas.Rectangle
	width   float32
}

func newEdged(radius, width float32) edged {
	e := edged{canvas.NewRectangle(nil), canvas.NewRectangle(nil), width}
	e.round(radius)
	return e
}

func (e edged) round(radius float32) {
	e.out.CornerRadius, e.in.CornerRadius = radius, max(0, radius-e.width)
}

func (e edged) paint(ground, edge color.Color) { e.in.FillColor, e.out.FillColor = ground, edge }

func (e edged) at(p fyne.Position, s fyne.Size) {
	e.out.Move(p)
	e.out.Resize(s)
	e.in.Move(p.AddXY(e.width, e.width))
	e.in.Resize(fyne.NewSize(max(0, s.Width-2*e.width), max(0, s.Height-2*e.width)))
}

func (e edged) show(on bool) {
	e.out.Hidden, e.in.Hidden = !on, !on
}

// Box is a ground with an edge of 1 px. A painter without a graphics card pays for each pixel of a shape with round corners, and
// blurs its straight edges, so a tall box has such shapes only where its corners are and flat ones for all else.
type Box struct {
	part
	top, bottom  edged                // the ends, with the corners; top alone is the whole of a box that is not tall
	lines        [4]*canvas.Rectangle // left, right, upper and lower edge
	middle       *canvas.Rectangle
	radius       float32
	ground, line theme.Token
}

// NewBox is a box with corners of a radius.
func NewBox(ground, line theme.Token, radius float32) *Box {
	b := &Box{top: newEdged(radius, 1), bottom: newEdged(radius, 1), middle: canvas.NewRectangle(nil), radius: radius, ground: ground, line: line}
	objects := []fyne.CanvasObject{b.top.out, b.top.in, b.bottom.out, b.bottom.in, b.middle}
	for i := range b.lines {
		b.lines[i] = canvas.NewRectangle(nil)
		objects = append(objects, b.lines[i])
	}
	b.skin = func() {
		ground, line := theme.C(b.ground), theme.C(b.line)
		b.top.paint(ground, line)
		b.bottom.paint(ground, line)
		b.middle.FillColor = ground
		for _, l := range b.lines {
			l.FillColor = line
		}
	}
	b.least, b.place = fixed(2, 2), b.lay
	b.init(b, objects...)
	return b
}

// lay places the ends, each two corners high and half covered by the middle, and the edges between the corners.
func (b *Box) lay(s fyne.Size) {
	end := 2 * b.radius
	tall := end > 0 && s.Height >= 4*end
	b.bottom.show(tall)
	b.middle.Hidden = !tall
	for _, l := range b.lines {
		l.Hidden = !tall
	}
	if !tall {
		b.top.at(fyne.Position{}, s)
		return
	}
	b.top.at(fyne.Position{}, fyne.NewSize(s.Width, end))
	b.bottom.at(fyne.NewPos(0, s.Height-end), fyne.NewSize(s.Width, end))
	put := func(o *canvas.Rectangle, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(max(0, w), h))
	}
	put(b.middle, 1, b.radius, s.Width-2, s.Height-end)
	across, down := s.Width-2*b.radius, s.Height-2*b.radius
	put(b.lines[0], 0, b.radius, 1, down)
	put(b.lines[1], s.Width-1, b.radius, 1, down)
	put(b.lines[2], b.radius, 0, across, 1)
	put(b.lines[3], b.radius, s.Height-1, across, 1)
}

// In changes ground and edge.
func (b *Box) In(ground, line theme.Token) *Box {
	b.ground, b.line = ground, line
	b.Refresh()
	return b
}
