// Package chart holds the plots of Watchbill as values: each is a struct of plain data that can be drawn at any
// size, on the screen, as PNG or as vectors in a PDF, in the colours of a Palette. Nothing is fetched, and nothing
// is remembered between two drawings. It draws through gonum's vg canvases, and must not import storage, windows or
// pages: callers turn what they know into the values here.
package chart

import (
	"fmt"
	"image"
	"image/png"
	"io"
	"math"
	"time"

	"gonum.org/v1/plot/vg/vgimg"

	"watchbill/chart/pen"
)

// A Chart can draw itself with a pen whose origin is the top left of a room of w × h. What does not fit is left
// out, the least important first; nothing is drawn outside the room.
type Chart interface {
	Draw(p *pen.Pen, w, h float64, pal Palette) Mapping
}

// A Datum is what a chart shows at one place.
type Datum struct {
	Index     int       // of the point, bar or row in the chart's data
	Label     string    // name of a bar or row; "" for series
	Time      time.Time // zero for bars
	Value     float64
	Low, High float64 // P10 and P90 of a forecast; equal to Value where nothing is uncertain
	Forecast  bool
	X, Y      float64 // where it is drawn, in units of the chart
}

// A Mapping leads from places back to data.
type Mapping struct {
	Area pen.Rect // where data are drawn
	find func(x, y float64) (Datum, bool)
}

// DataAt is the datum nearest to a place, false outside the area or where nothing is near.
func (m Mapping) DataAt(x, y float64) (Datum, bool) {
	if m.find == nil || !m.Area.Contains(x, y) {
		return Datum{}, false
	}
	return m.find(x, y)
}

// A Plot is a chart drawn as an image.
type Plot struct {
	Image *image.RGBA
	Mapping
}

// DataAt is the datum nearest to a place given in logical pixels from the image's top left.
func (p Plot) DataAt(x, y float64) (Datum, bool) { return p.Mapping.DataAt(x, y) }

// Image draws c on w × h logical pixels, at scale device pixels each.
func Image(c Chart, w, h, scale float64, pal Palette) Plot {
	wide, high := max(int(math.Round(w*scale)), 1), max(int(math.Round(h*scale)), 1)
	dpi := max(int(math.Round(72*scale)), 1) // one vg point is then one logical pixel
	canvas := vgimg.NewWith(
		vgimg.UseImage(image.NewRGBA(image.Rect(0, 0, wide, high))), vgimg.UseDPI(dpi))
	cw, ch := canvas.Size()
	p := pen.New(canvas, float64(ch), 72/float64(dpi))
	p.Fill(pen.Rect{X1: float64(cw), Y1: float64(ch)}, pal.Ground)
	m := c.Draw(p, float64(cw), float64(ch), pal)
	return Plot{Image: canvas.Image().(*image.RGBA), Mapping: m}
}

// WritePNG draws c as Image does and writes it as PNG.
func WritePNG(out io.Writer, c Chart, w, h, scale float64, pal Palette) error {
	if err := png.Encode(out, Image(c, w, h, scale, pal).Image); err != nil {
		return fmt.Errorf("write chart as PNG: %w", err)
	}
	return nil
}

// Lacking are the signs in c, drawn on w × h, that no font at hand has, each once. They are drawn as U+FFFD.
func Lacking(c Chart, w, h float64, pal Palette) []string {
	return pen.Lacking(func(nowhere *pen.Pen) { c.Draw(nowhere, w, h, pal) })
}
