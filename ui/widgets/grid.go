package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// gridLayout lays objects in equal columns, each row as high as its highest object.
type gridLayout struct {
	columns int
	gap     float32
}

func (g *gridLayout) heights(o []fyne.CanvasObject) []float32 {
	rows := make([]float32, (len(o)+g.columns-1)/g.columns)
	for i, c := range o {
		rows[i/g.columns] = max(rows[i/g.columns], ceil(c.MinSize().Height))
	}
	return rows
}

func (g *gridLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	o = visible(o)
	var w, h float32
	for _, c := range o {
		w = max(w, ceil(c.MinSize().Width))
	}
	for i, row := range g.heights(o) {
		h += row
		if i > 0 {
			h += g.gap
		}
	}
	n := float32(g.columns)
	return fyne.NewSize(n*w+(n-1)*g.gap, h)
}

func (g *gridLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o = visible(o)
	n := float32(g.columns)
	room := s.Width - (n-1)*g.gap
	left := func(column int) float32 { return whole(room*float32(column)/n) + float32(column)*g.gap }
	width := func(column int) float32 { return left(column+1) - left(column) - g.gap }
	for i, c := range o {
		heightFor(c, width(i%g.columns))
	}
	y := float32(0)
	for row, h := range g.heights(o) {
		for column := range g.columns {
			if i := row*g.columns + column; i < len(o) {
				o[i].Move(fyne.NewPos(left(column), y))
				o[i].Resize(fyne.NewSize(width(column), h))
			}
		}
		y += h + g.gap
	}
}

// Grid lays objects in equal columns.
func Grid(columns int, gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&gridLayout{columns, gap}, objects...)
}

// columnsLayout divides the width by shares, whatever the objects ask for.
type columnsLayout struct {
	gap    float32
	shares []float32
}

func (l *columnsLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	var m fyne.Size
	for i, c := range o {
		s := wholeSize(c.MinSize())
		m.Width += s.Width
		m.Height = max(m.Height, s.Height)
		if i > 0 {
			m.Width += l.gap
		}
	}
	return m
}

func (l *columnsLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	all, room, x := float32(0), s.Width-l.gap*float32(len(o)-1), float32(0)
	for _, share := range l.shares {
		all += share
	}
	for i, c := range o {
		w := whole(room * l.shares[i] / all)
		if i == len(o)-1 {
			w = s.Width - x
		}
		c.Move(fyne.NewPos(x, 0))
		c.Resize(fyne.NewSize(w, max(heightFor(c, w), s.Height)))
		x += w + l.gap
	}
}

// Columns divides the width by shares, one for each object, whatever widths the objects ask for; all get the full height.
// Wrap an object in a Col to keep it at its own height.
func Columns(gap float32, shares []float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columnsLayout{gap, shares}, objects...)
}

// centreLayout keeps its object at most as wide as width, in the middle of the room.
type centreLayout struct{ width float32 }

func (c centreLayout) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

func (c centreLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	w := min(max(c.width, o[0].MinSize().Width), s.Width)
	h := min(heightFor(o[0], w), s.Height)
	o[0].Move(fyne.NewPos(whole((s.Width-w)/2), whole((s.Height-h)/2)))
	o[0].Resize(fyne.NewSize(w, h))
}

// atMostLayout keeps its object at most as wide as width, at the left of the room.
type atMostLayout struct{ width float32 }

func (a atMostLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	m := o[0].MinSize()
	return fyne.NewSize(min(m.Width, a.width), m.Height)
}

func (a atMostLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.Position{})
	o[0].Resize(fyne.NewSize(min(s.Width, a.width), s.Height))
}

// AtMost keeps an object at the left and at most width wide, such as the fields of a form on a wide page; where it asks for more it
// is given that room only.
func AtMost(width float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(atMostLayout{width}, o)
}

// Centre puts an object in the middle, at most width wide; 0 is the object's own width.
func Centre(width float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(centreLayout{width}, o)
}
