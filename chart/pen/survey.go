package pen

import (
	"image"
	"image/color"
	"slices"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// Lacking calls draw with a pen that draws nowhere and returns the signs that no font at hand has, each once, in the
// order of their codes. They are drawn as U+FFFD.
func Lacking(draw func(p *Pen)) []string {
	s := &survey{}
	draw(New(s, 0, 0))
	slices.Sort(s.signs)
	return slices.Compact(s.signs)
}

// A survey is a canvas that only listens.
type survey struct{ signs []string }

func (s *survey) lack(signs []string) { s.signs = append(s.signs, signs...) }

func (*survey) SetLineWidth(vg.Length)                  {}
func (*survey) SetLineDash([]vg.Length, vg.Length)      {}
func (*survey) SetColor(color.Color)                    {}
func (*survey) Rotate(float64)                          {}
func (*survey) Translate(vg.Point)                      {}
func (*survey) Scale(float64, float64)                  {}
func (*survey) Push()                                   {}
func (*survey) Pop()                                    {}
func (*survey) Stroke(vg.Path)                          {}
func (*survey) Fill(vg.Path)                            {}
func (*survey) FillString(font.Face, vg.Point, string)  {}
func (*survey) DrawImage(vg.Rectangle, image.Image)     {}
func (*survey) FillGlyphs([]Glyph, vg.Length, vg.Point) {}
