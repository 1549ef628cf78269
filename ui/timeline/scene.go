package timeline

import (
	"image/color"

	"watchbill/ui/theme"
)

// rect is a rectangle in Fyne units, from the widget's top left.
type rect struct{ x, y, w, h float32 }

func (r rect) has(x, y float32) bool {
	return x >= r.x && x < r.x+r.w && y >= r.y && y < r.y+r.h
}

// grown is the rectangle d units larger on every side.
func (r rect) grown(d float32) rect { return rect{r.x - d, r.y - d, r.w + 2*d, r.h + 2*d} }

func (r rect) empty() bool { return r.w <= 0 || r.h <= 0 }

// around is grown for a ring: none where there is nothing to go round.
func (r rect) around(d float32) rect {
	if r.empty() {
		return rect{}
	}
	return r.grown(d)
}

// cut is the part of r inside o; its size is zero where they do not meet.
func (r rect) cut(o rect) rect {
	x, y := max(r.x, o.x), max(r.y, o.y)
	return rect{x, y, max(0, min(r.x+r.w, o.x+o.w)-x), max(0, min(r.y+r.h, o.y+o.h)-y)}
}

// area is one of the parts of a timeline that clip what is drawn in them.
type area int

const (
	body   area = iota // blocks; scrolls both ways
	side               // labels and group titles; scrolls with the rows
	head               // the ticks; scrolls with the time
	whole              // everything, for frames and the now-line
	nAreas             // how many there are
)

// op is a kind of shape.
type op uint8

const (
	opFill   op = iota // rectangle
	opRound            // rounded rectangle
	opEdged            // rounded rectangle with an edge inside
	opHatch            // 45° lines
	opDashed           // dashed edge
	opStroke           // whole edge
	opDashes           // dashed line down, as wide as the box
	opRing             // circle in the middle of the box, touching it
	opLine             // line from (x, y) to (x+w, y+h)
	opText             // the label with the index
)

// shape is one entry of the display list.
type shape struct {
	op    op
	area  area
	box   rect
	r     float32 // corner radius
	width float32 // of the edge or the line
	fill  color.NRGBA
	edge  color.NRGBA
	index int // of an opText's label
}

// label is one text of the display list. y and h are its line's box: the text stands in its middle.
type label struct {
	text  string
	size  float32
	bold  bool
	ink   color.NRGBA
	x     float32 // of the left end, the middle or the right end, as align says
	y, h  float32
	align align
}

type align uint8

const (
	leading align = iota
	centred
	trailing
)

// hit is where a block can be pointed at.
type hit struct {
	ref ref
	box rect
}

// scene is the display list of one state of a timeline, in painting order, with what can be hit. Building it anew reuses
// its memory.
type scene struct {
	shapes []shape
	labels []label
	hits   []hit
	bands  []bandHit // in the lane of bands
	areas  [nAreas]rect
	pal    theme.Palette
	ink    map[theme.Token]color.NRGBA         // the tokens looked up so far
	people func(n int) (fill, ink color.NRGBA) // of a print; nil for the screen's
}

func (s *scene) reset(pal theme.Palette) {
	s.shapes, s.labels, s.hits, s.bands = s.shapes[:0], s.labels[:0], s.hits[:0], s.bands[:0]
	if s.ink == nil || s.pal != pal {
		s.pal, s.ink = pal, map[theme.Token]color.NRGBA{}
	}
}

func (s *scene) c(t theme.Token) color.NRGBA {
	c, ok := s.ink[t]
	if !ok {
		c = s.pal.C(t)
		s.ink[t] = c
	}
	return c
}

// person is the colours of a person's blocks; n below 1 is nobody.
func (s *scene) person(n int) colours {
	if s.people == nil || n < 1 {
		return personColours(s.pal, n)
	}
	fill, ink := s.people(n)
	return colours{fill, theme.Mix(fill, s.c(theme.Text), 0.4), ink}
}

func (s *scene) add(x shape) { s.shapes = append(s.shapes, x) }

func (s *scene) fill(a area, b rect, t theme.Token) {
	s.add(shape{op: opFill, area: a, box: b, fill: s.c(t)})
}

func (s *scene) edged(a area, b rect, r, width float32, c colours) {
	s.add(shape{op: opEdged, area: a, box: b, r: r, width: width, fill: c.fill, edge: c.edge})
}

func (s *scene) round(a area, b rect, r float32, c color.NRGBA) {
	s.add(shape{op: opRound, area: a, box: b, r: r, fill: c})
}

func (s *scene) hatch(a area, b rect, c color.NRGBA) {
	s.add(shape{op: opHatch, area: a, box: b, fill: c})
}

func (s *scene) dashed(a area, b rect, r, width float32, c color.NRGBA) {
	s.add(shape{op: opDashed, area: a, box: b, r: r, width: width, fill: c})
}

func (s *scene) stroke(a area, b rect, r, width float32, c color.NRGBA) {
	s.add(shape{op: opStroke, area: a, box: b, r: r, width: width, fill: c})
}

func (s *scene) line(a area, x1, y1, x2, y2, width float32, c color.NRGBA) {
	s.add(shape{op: opLine, area: a, box: rect{x1, y1, x2 - x1, y2 - y1}, width: width, fill: c})
}

func (s *scene) text(a area, l label) {
	s.add(shape{op: opText, area: a, index: len(s.labels)})
	s.labels = append(s.labels, l)
}

// Steps and widths of the hatching and dashes of the look, in units.
const (
	hatchStep  = 7
	hatchWidth = 1.2
	dashOn     = 4
	dashOff    = 3
)

// paint draws the display list, frozen parts over what scrolls under them.
func (s *scene) paint(p *painter, m *letters) {
	for i := range s.shapes {
		x := &s.shapes[i]
		p.clip = p.bounds(s.areas[x.area]).Intersect(p.img.Rect)
		if p.clip.Empty() {
			continue
		}
		b := x.box
		switch x.op {
		case opFill:
			p.fill(p.rule(b), x.fill)
		case opRound:
			p.round(p.bounds(b), x.r, x.fill)
		case opEdged:
			p.edged(p.bounds(b), x.r, x.width, x.fill, x.edge)
		case opHatch:
			p.hatch(p.bounds(b), hatchStep, hatchWidth, x.fill)
		case opDashed:
			p.dashed(p.bounds(b), x.r, x.width, dashOn, dashOff, x.fill)
		case opStroke:
			p.dashed(p.bounds(b), x.r, x.width, 1, 0, x.fill)
		case opDashes:
			p.dashes(p.rule(b), dashOn, dashOff, x.fill)
		case opRing:
			p.ring(b.x+b.w/2, b.y+b.h/2, b.w/2-x.width/2, x.width, x.fill)
		case opLine:
			p.line(b.x, b.y, b.x+b.w, b.y+b.h, x.width, x.fill)
		case opText:
			p.label(&s.labels[x.index], m)
		}
	}
}
