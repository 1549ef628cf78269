package timeline

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// sheet is what a scene is shown on: one raster, with the tools to letter and paint it.
type sheet struct {
	scene   scene
	letters letters
	painter *painter
	raster  *canvas.Raster
	width   float32 // of the widget, in units
}

func newSheet() *sheet {
	s := &sheet{painter: newPainter()}
	s.raster = canvas.NewRaster(s.paint)
	return s
}

// show puts the scene on the screen.
func (s *sheet) show(size fyne.Size) {
	s.width = size.Width
	s.raster.Resize(size)
	s.raster.Refresh()
}

// forget drops everything that was made with the font, which may have changed.
func (s *sheet) forget() {
	s.letters = letters{}
	s.painter.stamps = stamps{}
}

// paint is the raster's generator; w and h are device pixels.
func (s *sheet) paint(w, h int) image.Image {
	s.painter.start(w, h, s.width)
	s.scene.paint(s.painter, &s.letters)
	return s.painter.img
}
