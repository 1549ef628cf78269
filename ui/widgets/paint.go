package widgets

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/vector"
)

// point is a place in device pixels.
type point struct{ x, y float32 }

// strokeLine draws a line through points, width pixels wide, with plain joints.
func strokeLine(img *image.RGBA, points []point, width float32, c color.Color) {
	if len(points) < 2 {
		return
	}
	b := img.Bounds()
	r := vector.NewRasterizer(b.Dx(), b.Dy())
	for i := 1; i < len(points); i++ {
		addSegment(r, points[i-1], points[i], width)
	}
	r.Draw(img, b, image.NewUniform(c), image.Point{})
}

// addSegment adds one straight piece as a box, a little longer than the piece so that joints close.
func addSegment(r *vector.Rasterizer, a, b point, width float32) {
	dx, dy := b.x-a.x, b.y-a.y
	length := float32(math.Hypot(float64(dx), float64(dy)))
	if length == 0 {
		return
	}
	ux, uy := dx/length*width/2, dy/length*width/2
	ax, ay, bx, by := a.x-ux/2, a.y-uy/2, b.x+ux/2, b.y+uy/2
	r.MoveTo(ax-uy, ay+ux)
	r.LineTo(bx-uy, by+ux)
	r.LineTo(bx+uy, by-ux)
	r.LineTo(ax+uy, ay-ux)
	r.ClosePath()
}

// roundedBox are the points of a box's outline, clockwise from the top left, closed.
func roundedBox(x, y, w, h, radius float32) []point {
	var points []point
	corner := func(cx, cy float32, from float64) {
		for i := range 7 {
			a := from + float64(i)/6*math.Pi/2
			points = append(points, point{cx + radius*float32(math.Cos(a)), cy + radius*float32(math.Sin(a))})
		}
	}
	corner(x+radius, y+radius, math.Pi)
	corner(x+w-radius, y+radius, 1.5*math.Pi)
	corner(x+w-radius, y+h-radius, 0)
	corner(x+radius, y+h-radius, 0.5*math.Pi)
	return append(points, points[0])
}

// strokeDashed draws a dashed line through points.
func strokeDashed(img *image.RGBA, points []point, on, off, width float32, c color.Color) {
	b := img.Bounds()
	r := vector.NewRasterizer(b.Dx(), b.Dy())
	left, drawing := on, true
	for i := 1; i < len(points); i++ {
		a, end := points[i-1], points[i]
		for {
			length := float32(math.Hypot(float64(end.x-a.x), float64(end.y-a.y)))
			if length <= left {
				if drawing {
					addSegment(r, a, end, width)
				}
				left -= length
				break
			}
			mid := point{a.x + (end.x-a.x)*left/length, a.y + (end.y-a.y)*left/length}
			if drawing {
				addSegment(r, a, mid, width)
			}
			a, drawing = mid, !drawing
			left = off
			if drawing {
				left = on
			}
		}
	}
	r.Draw(img, b, image.NewUniform(c), image.Point{})
}

func fillRect(img *image.RGBA, x, y, w, h float32, c color.Color) {
	px := func(v float32) int { return int(math.Round(float64(v))) }
	draw.Draw(img, image.Rect(px(x), px(y), px(x+w), px(y+h)), image.NewUniform(c), image.Point{}, draw.Over)
}
