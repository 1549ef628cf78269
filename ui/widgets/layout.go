package widgets

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Fyne's own boxes put the theme's padding between children. These lay children side by side with a gap of their own, on
// whole units, so that 1 px rules stay 1 px. A child's height may depend on the width it is given (wrapped text): rows and
// columns give the width first and then ask for the height.

type across int

const (
	centre across = iota
	start
	stretch
)

type flex struct {
	vertical bool
	gap      float32
	across   across
}

// growLayout marks a child that takes a share of the free room of its row or column.
type growLayout struct{ share float32 }

func (growLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	if len(o) == 0 {
		return fyne.Size{}
	}
	return o[0].MinSize()
}

func (growLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	for _, c := range o {
		c.Move(fyne.Position{})
		c.Resize(s)
	}
}

func shareOf(o fyne.CanvasObject) float32 {
	if c, ok := o.(*fyne.Container); ok {
		if g, ok := c.Layout.(growLayout); ok {
			return g.share
		}
	}
	return 0
}

func whole(v float32) float32 { return float32(math.Floor(float64(v))) }

func ceil(v float32) float32 { return float32(math.Ceil(float64(v) - 1e-3)) }

// wholeSize rounds up: text widths are fractions, and a fraction shifts every rule after it off the pixel grid.
func wholeSize(s fyne.Size) fyne.Size { return fyne.NewSize(ceil(s.Width), ceil(s.Height)) }

func visible(objects []fyne.CanvasObject) []fyne.CanvasObject {
	for i, o := range objects {
		if !o.Visible() {
			shown := append([]fyne.CanvasObject{}, objects[:i]...)
			for _, rest := range objects[i:] {
				if rest.Visible() {
					shown = append(shown, rest)
				}
			}
			return shown
		}
	}
	return objects
}

func (f *flex) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var along, most float32
	for i, o := range visible(objects) {
		s := wholeSize(o.MinSize())
		if f.vertical {
			s.Width, s.Height = s.Height, s.Width
		}
		along += s.Width
		most = max(most, s.Height)
		if i > 0 {
			along += f.gap
		}
	}
	if f.vertical {
		return fyne.NewSize(most, along)
	}
	return fyne.NewSize(along, most)
}

func (f *flex) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	objects = visible(objects)
	if f.vertical {
		f.column(objects, s)
	} else {
		f.row(objects, s)
	}
}

func shares(objects []fyne.CanvasObject) (sum float32) {
	for _, o := range objects {
		sum += shareOf(o)
	}
	return sum
}

// heightFor gives an object a width and answers the height it then asks for.
func heightFor(o fyne.CanvasObject, width float32) float32 {
	o.Resize(fyne.NewSize(width, o.Size().Height))
	return ceil(o.MinSize().Height)
}

func (f *flex) row(objects []fyne.CanvasObject, s fyne.Size) {
	free, all, x := s.Width-f.MinSize(objects).Width, shares(objects), float32(0)
	left := free
	for i, o := range objects {
		w := ceil(o.MinSize().Width)
		if share := shareOf(o); share > 0 && free > 0 {
			extra := whole(free * share / all)
			if lastGrowing(objects[i+1:]) {
				extra = left
			}
			left -= extra
			w += extra
		}
		h := heightFor(o, w)
		y := float32(0)
		switch f.across {
		case centre:
			y = whole((s.Height - h) / 2)
		case stretch:
			h = s.Height
		}
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
		x += w + f.gap
	}
}

// lastGrowing says that nothing after a growing child grows: it takes what rounding left.
func lastGrowing(rest []fyne.CanvasObject) bool { return shares(rest) == 0 }

func (f *flex) column(objects []fyne.CanvasObject, s fyne.Size) {
	heights := make([]float32, len(objects))
	free, all := s.Height-f.gap*float32(max(len(objects)-1, 0)), shares(objects)
	for i, o := range objects {
		heights[i] = heightFor(o, s.Width)
		free -= heights[i]
	}
	left, y := free, float32(0)
	for i, o := range objects {
		h := heights[i]
		if share := shareOf(o); share > 0 && free > 0 {
			extra := whole(free * share / all)
			if lastGrowing(objects[i+1:]) {
				extra = left
			}
			left -= extra
			h += extra
		}
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(s.Width, h))
		y += h + f.gap
	}
}

// Row lays objects side by side, each at its own height, centred.
func Row(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flex{gap: gap}, objects...)
}

// RowTop is a Row whose objects hang from the top.
func RowTop(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flex{gap: gap, across: start}, objects...)
}

// RowFill is a Row whose objects all take its whole height.
func RowFill(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flex{gap: gap, across: stretch}, objects...)
}

// Col lays objects below each other, each as wide as the column.
func Col(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flex{vertical: true, gap: gap}, objects...)
}

// Grow lets an object take the free room along its row or column; growing siblings share it. Without an object it is a
// spring that pushes the others apart.
func Grow(object ...fyne.CanvasObject) *fyne.Container { return GrowBy(1, object...) }

// GrowBy is Grow with a share of its own: GrowBy(2) takes twice what Grow takes.
func GrowBy(share float32, object ...fyne.CanvasObject) *fyne.Container {
	return container.New(growLayout{share}, object...)
}

// Stack lays objects over each other, the last on top.
func Stack(objects ...fyne.CanvasObject) *fyne.Container { return container.NewStack(objects...) }

type boxLayout struct{ top, right, bottom, left, w, h float32 }

func (b *boxLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	var m fyne.Size
	if len(o) > 0 {
		m = o[0].MinSize()
	}
	m = m.AddWidthHeight(b.left+b.right, b.top+b.bottom)
	if b.w > 0 {
		m.Width = b.w
	}
	if b.h > 0 {
		m.Height = b.h
	}
	return m
}

func (b *boxLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	for _, c := range o {
		c.Move(fyne.NewPos(b.left, b.top))
		c.Resize(fyne.NewSize(max(0, s.Width-b.left-b.right), max(0, s.Height-b.top-b.bottom)))
	}
}

// Pad keeps room round an object: top, right, bottom, left.
func Pad(top, right, bottom, left float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&boxLayout{top: top, right: right, bottom: bottom, left: left}, o)
}

// PadAll keeps the same room on all sides.
func PadAll(room float32, o fyne.CanvasObject) *fyne.Container { return Pad(room, room, room, room, o) }

// Fixed gives an object a least width and height of its own; 0 keeps the object's.
func Fixed(w, h float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&boxLayout{w: w, h: h}, o)
}
