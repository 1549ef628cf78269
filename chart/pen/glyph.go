package pen

import (
	"bytes"
	"image"
	"image/png"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"
	"gonum.org/v1/plot/vg"
)

// A Glyph is a sign of a face that is not embedded in the program. Places and lengths are in ems, y upwards.
type Glyph struct {
	Face    *font.Face
	ID      font.GID
	Text    string  // what it stands for; "" where the glyph before says it
	X, Y    float64 // from where its text begins
	Advance float64
}

// A GlyphCanvas draws glyphs as text. Other canvases get their outlines as areas.
type GlyphCanvas interface {
	FillGlyphs(glyphs []Glyph, size vg.Length, at vg.Point)
}

// Outline is the glyph's shape at a size with its origin at a place; empty for a space and for a picture.
func (g Glyph) Outline(size vg.Length, at vg.Point) vg.Path {
	typesetter.Lock()
	defer typesetter.Unlock()
	outline, ok := g.Face.GlyphDataOutline(tables.GlyphID(g.ID))
	if !ok {
		return nil
	}
	scale := size / vg.Length(g.Face.Upem())
	pt := func(p opentype.SegmentPoint) vg.Point {
		return vg.Point{X: at.X + vg.Length(p.X)*scale, Y: at.Y + vg.Length(p.Y)*scale}
	}
	var path vg.Path
	for _, s := range outline.Segments {
		a := s.Args
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			if len(path) > 0 {
				path.Close()
			}
			path.Move(pt(a[0]))
		case opentype.SegmentOpLineTo:
			path.Line(pt(a[0]))
		case opentype.SegmentOpQuadTo:
			path.QuadTo(pt(a[0]), pt(a[1]))
		case opentype.SegmentOpCubeTo:
			path.CubeTo(pt(a[0]), pt(a[1]), pt(a[2]))
		}
	}
	if len(path) > 0 {
		path.Close()
	}
	return path
}

// Picture is a glyph that is an image, as colour emoji are, and its box in ems from the glyph's origin; nil for an outline.
func (g Glyph) Picture() (image.Image, vg.Rectangle) {
	data, box := g.PictureData()
	if data == nil {
		return nil, box
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, box
	}
	return img, box
}

// PictureData is Picture as the PNG file that the face holds.
func (g Glyph) PictureData() ([]byte, vg.Rectangle) {
	typesetter.Lock()
	defer typesetter.Unlock()
	bitmap, ok := g.Face.GlyphDataBitmap(tables.GlyphID(g.ID))
	if !ok || bitmap.Format != font.PNG {
		return nil, vg.Rectangle{}
	}
	e, ok := g.Face.GlyphExtents(g.ID)
	if !ok {
		return nil, vg.Rectangle{}
	}
	upem := vg.Length(g.Face.Upem())
	at := func(x, y float32) vg.Point { return vg.Point{X: vg.Length(x) / upem, Y: vg.Length(y) / upem} }
	return bitmap.Data, vg.Rectangle{Min: at(e.XBearing, e.YBearing+e.Height), Max: at(e.XBearing+e.Width, e.YBearing)}
}

// placed moves a box in ems to where it stands at a size.
func placed(box vg.Rectangle, size vg.Length, at vg.Point) vg.Rectangle {
	return vg.Rectangle{
		Min: vg.Point{X: at.X + box.Min.X*size, Y: at.Y + box.Min.Y*size},
		Max: vg.Point{X: at.X + box.Max.X*size, Y: at.Y + box.Max.Y*size},
	}
}

// fillGlyphs draws glyphs on any canvas: pictures as images, the rest as areas.
func fillGlyphs(c vg.Canvas, glyphs []Glyph, size vg.Length, at vg.Point) {
	for _, g := range glyphs {
		origin := vg.Point{X: at.X + vg.Length(g.X)*size, Y: at.Y + vg.Length(g.Y)*size}
		if path := g.Outline(size, origin); len(path) > 0 {
			c.Fill(path)
		} else if img, box := g.Picture(); img != nil {
			c.DrawImage(placed(box, size, origin), img)
		}
	}
}
