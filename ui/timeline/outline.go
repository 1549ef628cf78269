package timeline

import (
	"image"
	"math"
)

// outline is the middle of a stroke along the inside of a rounded box, in pixels. It answers how far a point is from it and
// how far along it, clockwise from the left end of the top side.
type outline struct {
	x0, y0, x1, y1 float64 // the straight sides' lines
	radius, half   float64
	length         float64
}

func newOutline(b image.Rectangle, r, half float64) outline {
	o := outline{
		x0: float64(b.Min.X) + half, y0: float64(b.Min.Y) + half,
		x1: float64(b.Max.X) - half, y1: float64(b.Max.Y) - half, half: half,
	}
	o.radius = max(0, min(r-half, (o.x1-o.x0)/2, (o.y1-o.y0)/2))
	o.length = 2*(o.across()+o.down()) + 2*math.Pi*o.radius
	return o
}

func (o outline) across() float64 { return max(0, o.x1-o.x0-2*o.radius) }
func (o outline) down() float64   { return max(0, o.y1-o.y0-2*o.radius) }

// nearest is the distance from (x, y) to the outline and the place along it that is nearest.
func (o outline) nearest(x, y float64) (dist, along float64) {
	quarter := math.Pi / 2 * o.radius
	left, right := x < o.x0+o.radius, x > o.x1-o.radius
	top, bottom := y < o.y0+o.radius, y > o.y1-o.radius
	arc := func(cx, cy, from, before float64) (float64, float64) {
		angle := math.Mod(math.Atan2(y-cy, x-cx)-from+2*math.Pi, 2*math.Pi)
		return math.Abs(math.Hypot(x-cx, y-cy) - o.radius), before + o.radius*min(angle, math.Pi/2)
	}
	w, h := o.across(), o.down()
	switch {
	case right && top:
		return arc(o.x1-o.radius, o.y0+o.radius, -math.Pi/2, w)
	case right && bottom:
		return arc(o.x1-o.radius, o.y1-o.radius, 0, w+quarter+h)
	case left && bottom:
		return arc(o.x0+o.radius, o.y1-o.radius, math.Pi/2, 2*w+2*quarter+h)
	case left && top:
		return arc(o.x0+o.radius, o.y0+o.radius, math.Pi, 2*w+3*quarter+2*h)
	}
	toTop, toBottom, toLeft, toRight := math.Abs(y-o.y0), math.Abs(y-o.y1), math.Abs(x-o.x0), math.Abs(x-o.x1)
	switch min(toTop, toBottom, toLeft, toRight) {
	case toTop:
		return toTop, x - o.x0 - o.radius
	case toRight:
		return toRight, w + quarter + y - o.y0 - o.radius
	case toBottom:
		return toBottom, w + 2*quarter + h + o.x1 - o.radius - x
	}
	return toLeft, 2*w + 3*quarter + h + o.y1 - o.radius - y
}
