// Package pen draws text, lines and flat shapes on a gonum vg canvas, with the origin at the top left and y
// downwards, as pages and screens are thought of. Lengths are plain numbers in units of the canvas: points on a
// page, logical pixels on a screen. Text is set in Noto Sans and measured exactly as it is drawn; signs that it lacks
// come from the faces that UseFinder names. It must not import anything of ours but the fonts.
package pen

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
)

// A Pt is a place, y downwards.
type Pt struct{ X, Y float64 }

// A Rect is a rectangle with X0 ≤ X1 and Y0 ≤ Y1, y downwards.
type Rect struct{ X0, Y0, X1, Y1 float64 }

// W is the width of r.
func (r Rect) W() float64 { return r.X1 - r.X0 }

// H is the height of r.
func (r Rect) H() float64 { return r.Y1 - r.Y0 }

// Contains tells whether the place lies in r, edges included.
func (r Rect) Contains(x, y float64) bool { return x >= r.X0 && x <= r.X1 && y >= r.Y0 && y <= r.Y1 }

// Overlaps tells whether r and o share more than an edge.
func (r Rect) Overlaps(o Rect) bool { return r.X0 < o.X1 && o.X0 < r.X1 && r.Y0 < o.Y1 && o.Y0 < r.Y1 }

// Grow is r with d added on each side.
func (r Rect) Grow(d float64) Rect { return Rect{r.X0 - d, r.Y0 - d, r.X1 + d, r.Y1 + d} }

// A Stroke is how a line looks. A nil Dash is a solid line.
type Stroke struct {
	Width float64
	Color color.Color
	Dash  []float64
}

// Align says which part of a text stands at the given x.
type Align int

// The three ways to align.
const (
	Left Align = iota
	Centre
	Right
)

// A Pen draws on one canvas. The zero value is not usable; see New.
type Pen struct {
	canvas vg.Canvas
	base   Pt      // top left of this pen's area in the canvas's coordinates, y upwards
	pixel  float64 // size of a device pixel, 0 on paper
}

// New returns a pen whose origin is the top left of a canvas of the given height. On a screen pixel is the size of
// a device pixel in units of the canvas, and straight lines and rectangles are moved to whole pixels; 0 on paper.
func New(c vg.Canvas, height, pixel float64) *Pen {
	return &Pen{canvas: c, base: Pt{0, height}, pixel: pixel}
}

// At returns a pen whose origin is at x, y of p.
func (p *Pen) At(x, y float64) *Pen {
	q := *p
	q.base.X += x
	q.base.Y -= y
	return &q
}

// Pixel is the smallest width that makes sense to draw: a device pixel, or a quarter of a point on paper.
func (p *Pen) Pixel() float64 {
	if p.pixel > 0 {
		return p.pixel
	}
	return 0.25
}

func (p *Pen) point(x, y float64) vg.Point {
	return vg.Point{X: vg.Length(p.base.X + x), Y: vg.Length(p.base.Y - y)}
}

// snap moves v to a whole device pixel, or to the middle of one.
func (p *Pen) snap(v float64, middle bool) float64 {
	if p.pixel <= 0 {
		return v
	}
	if middle {
		return (math.Floor(v/p.pixel) + 0.5) * p.pixel
	}
	return math.Round(v/p.pixel) * p.pixel
}

// Text writes s with its baseline at y and returns the box it covers.
func (p *Pen) Text(x, y float64, s string, f Font, c color.Color, a Align) Rect {
	s = Clean(s)
	box := Box(x, y, s, f, a)
	if s == "" {
		return box
	}
	p.canvas.SetColor(c)
	if face(f.Bold).hasAll(s) {
		p.canvas.FillString(f.face(), p.point(box.X0, y), s)
		return box
	}
	t := setForeign(s, f.Bold)
	if l, ok := p.canvas.(*survey); ok {
		l.lack(t.lacking)
	}
	x = box.X0
	for _, one := range t.parts {
		p.part(one, p.point(x, y), f)
		x += one.width * f.Size
	}
	return box
}

func (p *Pen) part(one part, at vg.Point, f Font) {
	if one.glyphs == nil {
		p.canvas.FillString(f.face(), at, one.text)
	} else if c, ok := p.canvas.(GlyphCanvas); ok {
		c.FillGlyphs(one.glyphs, vg.Length(f.Size), at)
	} else {
		fillGlyphs(p.canvas, one.glyphs, vg.Length(f.Size), at)
	}
}

// Box is the place a text takes: from the top of its tall letters to the foot of its descenders.
func Box(x, y float64, s string, f Font, a Align) Rect {
	w := f.Width(s)
	switch a {
	case Centre:
		x -= w / 2
	case Right:
		x -= w
	}
	return Rect{x, y - ascent*f.Size, x + w, y + descent*f.Size}
}

// Line draws a straight line.
func (p *Pen) Line(x0, y0, x1, y1 float64, s Stroke) {
	odd := int(math.Round(s.Width/p.Pixel()))%2 == 1
	if y0 == y1 {
		y0 = p.snap(y0, odd)
		y1 = y0
	}
	if x0 == x1 {
		x0 = p.snap(x0, odd)
		x1 = x0
	}
	p.Path([]Pt{{x0, y0}, {x1, y1}}, s)
}

// Path draws a line through the points.
func (p *Pen) Path(pts []Pt, s Stroke) {
	if len(pts) < 2 || s.Width <= 0 {
		return
	}
	p.canvas.SetColor(s.Color)
	p.canvas.SetLineWidth(vg.Length(s.Width))
	dash := make([]vg.Length, len(s.Dash))
	for i, d := range s.Dash {
		dash[i] = vg.Length(d)
	}
	p.canvas.SetLineDash(dash, 0)
	p.canvas.Stroke(p.outline(pts))
}

// Area fills the polygon.
func (p *Pen) Area(pts []Pt, c color.Color) {
	if len(pts) < 3 {
		return
	}
	path := p.outline(pts)
	path.Close()
	p.canvas.SetColor(c)
	p.canvas.Fill(path)
}

func (p *Pen) outline(pts []Pt) vg.Path {
	path := make(vg.Path, 0, len(pts)+1)
	for i, q := range pts {
		if i == 0 {
			path.Move(p.point(q.X, q.Y))
		} else {
			path.Line(p.point(q.X, q.Y))
		}
	}
	return path
}

// Fill fills a rectangle.
func (p *Pen) Fill(r Rect, c color.Color) {
	if r.W() <= 0 || r.H() <= 0 {
		return
	}
	x0, y0, x1, y1 := p.snap(r.X0, false), p.snap(r.Y0, false), p.snap(r.X1, false), p.snap(r.Y1, false)
	p.Area([]Pt{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}, c)
}

// Frame draws the inner edge of a rectangle.
func (p *Pen) Frame(r Rect, s Stroke) {
	x0, y0, x1, y1 := p.snap(r.X0, false), p.snap(r.Y0, false), p.snap(r.X1, false), p.snap(r.Y1, false)
	h := s.Width / 2
	p.Path([]Pt{{x0 + h, y0 + h}, {x1 - h, y0 + h}, {x1 - h, y1 - h}, {x0 + h, y1 - h}, {x0 + h, y0}}, s)
}

// Dot fills a circle.
func (p *Pen) Dot(x, y, r float64, c color.Color) {
	p.canvas.SetColor(c)
	p.canvas.Fill(p.circle(x, y, r))
}

// Ring draws a circle with the ground inside.
func (p *Pen) Ring(x, y, r float64, s Stroke, ground color.Color) {
	p.Dot(x, y, r, ground)
	p.canvas.SetColor(s.Color)
	p.canvas.SetLineWidth(vg.Length(s.Width))
	p.canvas.SetLineDash(nil, 0)
	p.canvas.Stroke(p.circle(x, y, r))
}

func (p *Pen) circle(x, y, r float64) vg.Path {
	var path vg.Path
	path.Move(p.point(x+r, y))
	path.Arc(p.point(x, y), vg.Length(r), 0, 2*math.Pi)
	path.Close()
	return path
}

// Triangle fills a triangle that points up, its base of width w centred at x on y.
func (p *Pen) Triangle(x, y, w float64, c color.Color) {
	p.Area([]Pt{{x - w/2, y}, {x, y - w*0.87}, {x + w/2, y}}, c)
}

// Arrow draws a line with a head at its end.
func (p *Pen) Arrow(x0, y0, x1, y1, head float64, s Stroke) {
	p.Line(x0, y0, x1, y1, s)
	a := math.Atan2(y1-y0, x1-x0)
	for _, d := range []float64{-0.5, 0.5} {
		p.Path([]Pt{{x1 - head*math.Cos(a+d), y1 - head*math.Sin(a+d)}, {x1, y1}}, Stroke{Width: s.Width, Color: s.Color})
	}
}
