package timeline

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// layer is a pool of texts. It holds as many text objects as were ever seen at once and shows the first used of them, so
// scrolling makes no objects. Texts of equal words, size and colour share one texture in the window's painter.
type layer struct {
	widget.BaseWidget
	pool []fyne.CanvasObject // *canvas.Text each
	used int
}

func newLayer() *layer {
	l := &layer{}
	l.ExtendBaseWidget(l)
	return l
}

// set shows labels; those outside the area are left out. The labels' coordinates are the timeline's, the layer's own are
// the area's.
func (l *layer) set(labels []label, area rect, m *letters) {
	l.used = 0
	for i := range labels {
		k := &labels[i]
		if k.text == "" {
			continue
		}
		size := m.measure(k.text, k.size, k.bold)
		x := k.x
		switch k.align {
		case centred:
			x -= size.Width / 2
		case trailing:
			x -= size.Width
		}
		if x >= area.x+area.w || x+size.Width <= area.x || k.y >= area.y+area.h || k.y+k.h <= area.y {
			continue
		}
		t := l.next()
		t.Text, t.TextSize, t.TextStyle.Bold, t.Color = k.text, k.size, k.bold, k.ink
		t.Resize(size)
		t.Move(fyne.NewPos(x-area.x, k.y+(k.h-size.Height)/2-area.y))
	}
}

func (l *layer) next() *canvas.Text {
	if l.used == len(l.pool) {
		l.pool = append(l.pool, &canvas.Text{})
	}
	l.used++
	return l.pool[l.used-1].(*canvas.Text)
}

// CreateRenderer implements fyne.Widget.
func (l *layer) CreateRenderer() fyne.WidgetRenderer { return layerRenderer{l} }

type layerRenderer struct{ l *layer }

func (r layerRenderer) Destroy()                     {}
func (r layerRenderer) Layout(fyne.Size)             {}
func (r layerRenderer) MinSize() fyne.Size           { return fyne.NewSize(1, 1) }
func (r layerRenderer) Objects() []fyne.CanvasObject { return r.l.pool[:r.l.used] }
func (r layerRenderer) Refresh()                     {}

// sheet is a raster with its texts: what a scene is shown on. Each area of the scene has a layer of texts that is clipped
// to it, since a label may be half under a frozen part.
type sheet struct {
	scene   scene
	letters letters
	painter *painter
	raster  *canvas.Raster
	layers  [nAreas]*layer
	clips   [nAreas]*container.Clip
	width   float32 // of the widget, in units
}

func newSheet() *sheet {
	s := &sheet{painter: newPainter()}
	s.raster = canvas.NewRaster(s.paint)
	for a := range s.layers {
		s.layers[a] = newLayer()
		s.clips[a] = container.NewClip(s.layers[a])
	}
	return s
}

// objects are the sheet's canvas objects, bottom first.
func (s *sheet) objects() []fyne.CanvasObject {
	list := []fyne.CanvasObject{s.raster}
	for _, c := range s.clips {
		list = append(list, c)
	}
	return list
}

// show puts the scene on the screen.
func (s *sheet) show(size fyne.Size) {
	s.width = size.Width
	s.raster.Resize(size)
	for a, c := range s.clips {
		r := s.scene.areas[a]
		c.Move(fyne.NewPos(r.x, r.y))
		c.Resize(fyne.NewSize(max(0, r.w), max(0, r.h)))
		s.layers[a].set(s.scene.labels[a], r, &s.letters)
	}
	s.raster.Refresh()
}

// paint is the raster's generator; w and h are device pixels.
func (s *sheet) paint(w, h int) image.Image {
	s.painter.start(w, h, s.width)
	s.scene.paint(s.painter)
	return s.painter.img
}
