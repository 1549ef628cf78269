package widgets

import (
	"image"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"watchbill/ui/theme"
)

// Sparkline is a small line of a series with its limit, without axes: the number stands beside it.
type Sparkline struct {
	part
	raster *canvas.Raster
	values []float64
	limit  float64 // NaN for none
	near   bool
}

// NewSparkline is a line of values at even steps, oldest first; NaN leaves a hole. The limit may be NaN. Near draws the
// limit in red: it is close.
func NewSparkline(w, h float32, values []float64, limit float64, near bool) *Sparkline {
	s := &Sparkline{values: values, limit: limit, near: near}
	s.raster = canvas.NewRaster(s.draw)
	s.least, s.place = fixed(w, h), fill(s.raster)
	s.init(s, s.raster)
	return s
}

// Set shows another series.
func (s *Sparkline) Set(values []float64, limit float64, near bool) {
	s.values, s.limit, s.near = values, limit, near
	s.Refresh()
}

func (s *Sparkline) draw(w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	low, high := s.span()
	if w < 4 || h < 4 || low > high {
		return img
	}
	scale := float32(w) / max(1, s.Size().Width)
	if low == high {
		low, high = low-1, high+1
	}
	y := func(v float64) float32 {
		room := float32(h) - 4*scale
		return 2*scale + room*float32((high-v)/(high-low))
	}
	if !math.IsNaN(s.limit) {
		ink := theme.Line2
		if s.near {
			ink = theme.Bad
		}
		fillRect(img, 0, float32(math.Round(float64(y(s.limit)))), float32(w), max(1, scale), theme.C(ink))
	}
	var run []point
	for i, v := range s.values {
		if math.IsNaN(v) {
			strokeLine(img, run, 1.5*scale, theme.C(theme.Text2))
			run = nil
			continue
		}
		run = append(run, point{float32(w) * float32(i) / float32(max(1, len(s.values)-1)), y(v)})
	}
	strokeLine(img, run, 1.5*scale, theme.C(theme.Text2))
	return img
}

// span is the range from the least value to the largest or the limit; low > high when there is nothing to show.
func (s *Sparkline) span() (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, v := range append([]float64{s.limit}, s.values...) {
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			low, high = min(low, v), max(high, v)
		}
	}
	return low, high
}

var _ fyne.Widget = (*Sparkline)(nil)
