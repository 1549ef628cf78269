package timeline

import (
	"image"
	"image/color"
	"math"
)

// painter draws flat shapes into one image. Coordinates are Fyne units; edges are snapped to device pixels, so a 1-unit
// line is a whole number of pixels at every scale. All colours are opaque.
type painter struct {
	img     *image.RGBA
	scale   float32 // device pixels a unit
	clip    image.Rectangle
	corners map[int]corner
	stamps  stamps
}

// corner is how much of each pixel of the top left n × n square a rounded corner covers, 0…255.
type corner struct {
	n     int
	cover []uint8
}

func newPainter() *painter { return &painter{corners: map[int]corner{}} }

// start begins a picture of w × h pixels for a widget `width` units wide and reuses the last one's memory if it can.
func (p *painter) start(w, h int, width float32) {
	if p.img == nil || p.img.Rect.Dx() != w || p.img.Rect.Dy() != h {
		p.img = image.NewRGBA(image.Rect(0, 0, w, h))
	}
	p.scale = 1
	if width > 0 {
		p.scale = float32(w) / width
	}
	p.clip = p.img.Rect
}

func (p *painter) px(v float32) int { return int(math.Round(float64(v * p.scale))) }

// thick is a line's width in pixels, at least one.
func (p *painter) thick(v float32) int { return max(1, p.px(v)) }

func (p *painter) bounds(b rect) image.Rectangle {
	return image.Rect(p.px(b.x), p.px(b.y), p.px(b.x+b.w), p.px(b.y+b.h))
}

// rule is a box's pixels, with a side of one unit always as many pixels as any other: at scale 1.5 a rule would else be one
// or two pixels, depending on where it stands.
func (p *painter) rule(b rect) image.Rectangle {
	r := p.bounds(b)
	if b.w == 1 {
		r.Max.X = r.Min.X + p.thick(1)
	}
	if b.h == 1 {
		r.Max.Y = r.Min.Y + p.thick(1)
	}
	return r
}

// fill paints a rectangle of pixels.
func (p *painter) fill(b image.Rectangle, c color.NRGBA) {
	b = b.Intersect(p.clip)
	if b.Empty() {
		return
	}
	o := p.img.PixOffset(b.Min.X, b.Min.Y)
	first := p.img.Pix[o : o+4*b.Dx()]
	copy(first, []uint8{c.R, c.G, c.B, 255})
	for n := 4; n < len(first); n *= 2 {
		copy(first[n:], first[:n])
	}
	for y := 1; y < b.Dy(); y++ {
		copy(p.img.Pix[o+y*p.img.Stride:], first)
	}
}

// blend mixes a pixel with c by cover/255.
func (p *painter) blend(x, y int, c color.NRGBA, cover uint8) {
	if cover == 0 || !(image.Point{X: x, Y: y}).In(p.clip) {
		return
	}
	o := p.img.PixOffset(x, y)
	d, a := p.img.Pix[o:o+4:o+4], int(cover)
	d[0] = uint8((int(d[0])*(255-a) + int(c.R)*a + 127) / 255)
	d[1] = uint8((int(d[1])*(255-a) + int(c.G)*a + 127) / 255)
	d[2] = uint8((int(d[2])*(255-a) + int(c.B)*a + 127) / 255)
}

// corner is the coverage of a corner of radius r pixels, kept for the next block.
func (p *painter) corner(r float64) corner {
	key := int(r * 64)
	c, ok := p.corners[key]
	if ok {
		return c
	}
	c.n = int(math.Ceil(r))
	c.cover = make([]uint8, c.n*c.n)
	for j := range c.n {
		for i := range c.n {
			d := math.Hypot(max(0, r-float64(i)-0.5), max(0, r-float64(j)-0.5))
			c.cover[j*c.n+i] = uint8(255*min(1, max(0, r-d+0.5)) + 0.5)
		}
	}
	p.corners[key] = c
	return c
}

// round fills a rectangle of pixels with corners of radius r units.
func (p *painter) round(b image.Rectangle, r float32, c color.NRGBA) {
	if b.Empty() || !b.Overlaps(p.clip) {
		return
	}
	rad := min(float64(r*p.scale), float64(b.Dx())/2, float64(b.Dy())/2)
	if rad < 0.5 {
		p.fill(b, c)
		return
	}
	k := p.corner(rad)
	p.fill(image.Rect(b.Min.X, b.Min.Y+k.n, b.Max.X, b.Max.Y-k.n), c)
	p.fill(image.Rect(b.Min.X+k.n, b.Min.Y, b.Max.X-k.n, b.Min.Y+k.n), c)
	p.fill(image.Rect(b.Min.X+k.n, b.Max.Y-k.n, b.Max.X-k.n, b.Max.Y), c)
	for j := range k.n {
		for i := range k.n {
			cover := k.cover[j*k.n+i]
			left, right := b.Min.X+i, b.Max.X-1-i
			p.blend(left, b.Min.Y+j, c, cover)
			p.blend(left, b.Max.Y-1-j, c, cover)
			if right > left || i < k.n-1 {
				p.blend(right, b.Min.Y+j, c, cover)
				p.blend(right, b.Max.Y-1-j, c, cover)
			}
		}
	}
}

// edged fills a rounded box with an edge of `width` units inside its bounds.
func (p *painter) edged(b image.Rectangle, r, width float32, fill, edge color.NRGBA) {
	p.round(b, r, edge)
	n := p.thick(width)
	p.round(b.Inset(n), r-float32(n)/p.scale, fill)
}

// hatch draws 45° lines of `width` units, `step` units apart. The phase is the box's own, so the lines move with it.
func (p *painter) hatch(b image.Rectangle, step, width float32, c color.NRGBA) {
	period := max(2, p.px(step))
	cover := make([]uint8, period)
	half := float64(width*p.scale) / 2
	for i := range cover {
		d := float64(min(i, period-i)) / math.Sqrt2
		cover[i] = uint8(255*min(1, max(0, half+0.5-d)) + 0.5)
	}
	v := b.Intersect(p.clip)
	for y := v.Min.Y; y < v.Max.Y; y++ {
		phase := (v.Min.X - b.Min.X + y - b.Min.Y) % period
		for x := v.Min.X; x < v.Max.X; x++ {
			if cover[phase] > 0 {
				p.blend(x, y, c, cover[phase])
			}
			if phase++; phase == period {
				phase = 0
			}
		}
	}
}

// dashed strokes the inside of a rounded box with dashes; their length is fitted so that they close evenly. Without an off
// length the edge is whole.
func (p *painter) dashed(b image.Rectangle, r, width, on, off float32, c color.NRGBA) {
	v := b.Intersect(p.clip)
	if v.Empty() {
		return
	}
	path := newOutline(b, float64(r*p.scale), float64(width*p.scale)/2)
	dashes := max(1, math.Round(path.length/float64((on+off)*p.scale)))
	period := path.length / dashes
	drawn := period * float64(on/(on+off))
	band := int(math.Ceil(max(path.radius+path.half, 2*path.half))) + 1
	for y := v.Min.Y; y < v.Max.Y; y++ {
		inner := y >= b.Min.Y+band && y < b.Max.Y-band
		for x := v.Min.X; x < v.Max.X; x++ {
			if inner && x >= b.Min.X+band && x < b.Max.X-band {
				x = max(x, b.Max.X-band-1)
				continue
			}
			dist, along := path.nearest(float64(x)+0.5, float64(y)+0.5)
			cover := min(1, max(0, path.half+0.5-dist))
			if cover == 0 {
				continue
			}
			if off > 0 {
				cover *= dash(math.Mod(along, period), drawn, period)
			}
			p.blend(x, y, c, uint8(255*cover))
		}
	}
}

// dashes paints a dashed line down a box; the phase is the box's own.
func (p *painter) dashes(b image.Rectangle, on, off float32, c color.NRGBA) {
	period := max(2, p.px(on+off))
	for y := b.Min.Y; y < b.Max.Y; y += period {
		p.fill(image.Rect(b.Min.X, y, b.Max.X, min(b.Max.Y, y+p.thick(on))), c)
	}
}

// dash is how much of a pixel at a place in the period a dash of the length drawn covers, with soft ends.
func dash(at, drawn, period float64) float64 {
	inside := min(at, drawn-at)
	if at > drawn {
		inside = -min(at-drawn, period-at)
	}
	return min(1, max(0, inside+0.5))
}

// ring strokes a circle; centre and radius in units.
func (p *painter) ring(cx, cy, r, width float32, c color.NRGBA) {
	half := float64(width*p.scale) / 2
	p.field(rect{cx - r - width, cy - r - width, 2 * (r + width), 2 * (r + width)}, c, func(x, y float64) float64 {
		return half - math.Abs(math.Hypot(x-float64(cx*p.scale), y-float64(cy*p.scale))-float64(r*p.scale))
	})
}

// line strokes a straight line with round ends.
func (p *painter) line(x1, y1, x2, y2, width float32, c color.NRGBA) {
	half := float64(width*p.scale) / 2
	ax, ay := float64(x1*p.scale), float64(y1*p.scale)
	dx, dy := float64((x2-x1)*p.scale), float64((y2-y1)*p.scale)
	long := max(1e-9, dx*dx+dy*dy)
	box := rect{min(x1, x2) - width, min(y1, y2) - width, max(x1, x2) - min(x1, x2) + 2*width, max(y1, y2) - min(y1, y2) + 2*width}
	p.field(box, c, func(x, y float64) float64 {
		t := min(1, max(0, ((x-ax)*dx+(y-ay)*dy)/long))
		return half - math.Hypot(x-ax-t*dx, y-ay-t*dy)
	})
}

// field paints where depth, the distance inside a shape in pixels, is positive, with soft edges.
func (p *painter) field(box rect, c color.NRGBA, depth func(x, y float64) float64) {
	b := p.bounds(box).Inset(-1).Intersect(p.clip)
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			cover := min(1, max(0, depth(float64(x)+0.5, float64(y)+0.5)+0.5))
			p.blend(x, y, c, uint8(255*cover))
		}
	}
}
