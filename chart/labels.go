package chart

import (
	"image/color"
	"math"

	"watchbill/chart/pen"
)

// labels places texts so that none covers another or the data, and none leaves the room.
type labels struct {
	p      *pen.Pen
	ground color.Color
	room   pen.Rect
	taken  []pen.Rect
	ink    map[int][]stretch // per unit of x: what lines cover
	shy    []pen.Rect        // better left free
	busy   func(pen.Rect) bool
}

// A stretch is covered from top to bottom.
type stretch struct{ top, bottom float64 }

func newLabels(p *pen.Pen, room pen.Rect, ground color.Color) *labels {
	return &labels{p: p, ground: ground, room: room, ink: map[int][]stretch{}}
}

// avoid keeps labels off a rectangle.
func (l *labels) avoid(r pen.Rect) { l.taken = append(l.taken, r) }

// avoidIfPossible keeps labels off a rectangle as long as there is another place.
func (l *labels) avoidIfPossible(r pen.Rect) { l.shy = append(l.shy, r) }

// calm tells whether a box is off all that should better be left free.
func (l *labels) calm(box pen.Rect) bool {
	for _, r := range l.shy {
		if box.Overlaps(r) {
			return false
		}
	}
	return l.busy == nil || !l.busy(box)
}

// avoidLine keeps labels off a line.
func (l *labels) avoidLine(pts []pen.Pt) {
	for i := 1; i < len(pts); i++ {
		a, b := pts[i-1], pts[i]
		if a.X > b.X {
			a, b = b, a
		}
		lo, hi := int(math.Floor(a.X)), int(math.Floor(b.X))
		for x := lo; x <= hi; x++ {
			y0, y1 := a.Y, b.Y
			if b.X > a.X {
				y0 = a.Y + (b.Y-a.Y)*clamp01((float64(x)-a.X)/(b.X-a.X))
				y1 = a.Y + (b.Y-a.Y)*clamp01((float64(x+1)-a.X)/(b.X-a.X))
			}
			l.cover(x, math.Min(y0, y1), math.Max(y0, y1))
		}
	}
}

func (l *labels) cover(x int, top, bottom float64) {
	const near = 2 // lines that come as near leave no room for a text between them
	for i, old := range l.ink[x] {
		if top <= old.bottom+near && bottom >= old.top-near {
			l.ink[x][i] = stretch{math.Min(top, old.top), math.Max(bottom, old.bottom)}
			return
		}
	}
	l.ink[x] = append(l.ink[x], stretch{top, bottom})
}

func (l *labels) free(box pen.Rect) bool {
	const slack = 0.01
	r := l.room
	if box.X0 < r.X0-slack || box.X1 > r.X1+slack || box.Y0 < r.Y0-slack || box.Y1 > r.Y1+slack {
		return false
	}
	for _, t := range l.taken {
		if box.Overlaps(t) {
			return false
		}
	}
	for x := int(math.Floor(box.X0)); x <= int(math.Floor(box.X1)); x++ {
		for _, ink := range l.ink[x] {
			if ink.top < box.Y1+1 && ink.bottom > box.Y0-1 {
				return false
			}
		}
	}
	return true
}

// A spot is one place a label may take: its anchor on the baseline.
type spot struct {
	x, y  float64
	align pen.Align
}

// place writes s at the first spot that is free and calm, else at the first that is free, and tells whether there was
// one. A label stands on a patch of the ground, so that no line runs through it.
func (l *labels) place(s string, f pen.Font, c color.Color, spots ...spot) bool {
	for _, choosy := range []bool{true, false} {
		for _, at := range spots {
			box := pen.Box(at.x, at.y, s, f, at.align)
			calm := l.calm(box)
			if choosy && !calm || !l.free(box) {
				continue
			}
			if l.busy == nil || !l.busy(box) {
				l.p.Fill(pen.Rect{X0: box.X0 - 1.5, Y0: box.Y0, X1: box.X1 + 1.5, Y1: box.Y1 - 0.08*f.Size}, l.ground)
			}
			l.p.Text(at.x, at.y, s, f, c, at.align)
			side := 0.3 * f.Size
			l.avoid(pen.Rect{X0: box.X0 - side, Y0: box.Y0, X1: box.X1 + side, Y1: box.Y1})
			return true
		}
	}
	return false
}

// placeAny tries the texts from the longest to the shortest.
func (l *labels) placeAny(texts []string, f pen.Font, c color.Color, spots ...spot) bool {
	for _, s := range texts {
		if s != "" && l.place(s, f, c, spots...) {
			return true
		}
	}
	return false
}

func clamp01(v float64) float64 { return math.Max(0, math.Min(1, v)) }
