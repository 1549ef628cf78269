package report

import (
	"image"
	"image/color"
	"math"

	"codeberg.org/go-pdf/fpdf"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"

	"watchbill/assets/fonts"
	"watchbill/chart/pen"
)

// pdfCanvas draws a gonum canvas on the current page of a PDF. Both count points from the bottom left; fpdf counts
// from the top, so heights are turned once here.
type pdfCanvas struct {
	doc    *fpdf.Fpdf
	book   *glyphBook
	height float64
	ink    []color.Color // a stack, for Push and Pop
	width  []vg.Length
}

var (
	_ vg.Canvas       = (*pdfCanvas)(nil)
	_ pen.GlyphCanvas = (*pdfCanvas)(nil)
)

// Names of the two faces within the PDF.
const (
	pdfRegular = "noto"
	pdfBold    = "notobold"
)

func embedFonts(doc *fpdf.Fpdf) {
	doc.AddUTF8FontFromBytes(pdfRegular, "", fonts.Regular)
	doc.AddUTF8FontFromBytes(pdfBold, "", fonts.Bold)
}

func newPDFCanvas(doc *fpdf.Fpdf, book *glyphBook, height float64) *pdfCanvas {
	c := &pdfCanvas{doc: doc, book: book, height: height, ink: []color.Color{color.Black}, width: []vg.Length{1}}
	vg.Initialize(c)
	return c
}

func (c *pdfCanvas) y(v vg.Length) float64 { return c.height - v.Points() }

func (c *pdfCanvas) SetLineWidth(w vg.Length) {
	c.width[len(c.width)-1] = w
	c.doc.SetLineWidth(w.Points())
}

func (c *pdfCanvas) SetLineDash(pattern []vg.Length, offset vg.Length) {
	dash := make([]float64, len(pattern))
	for i, d := range pattern {
		dash[i] = d.Points()
	}
	c.doc.SetDashPattern(dash, offset.Points())
}

// SetColor sets the colour of lines, areas and text. Pages are opaque, so that they print alike everywhere.
func (c *pdfCanvas) SetColor(ink color.Color) {
	if ink == nil {
		ink = color.Black
	}
	c.ink[len(c.ink)-1] = ink
	n := color.NRGBAModel.Convert(ink).(color.NRGBA)
	c.doc.SetFillColor(int(n.R), int(n.G), int(n.B))
	c.doc.SetDrawColor(int(n.R), int(n.G), int(n.B))
	c.doc.SetTextColor(int(n.R), int(n.G), int(n.B))
}

func (c *pdfCanvas) Rotate(rad float64) {
	sin, cos := math.Sincos(rad)
	c.doc.Transform(fpdf.TransformMatrix{A: cos, B: sin, C: -sin, D: cos})
}

func (c *pdfCanvas) Translate(pt vg.Point) {
	c.doc.Transform(fpdf.TransformMatrix{A: 1, D: 1, E: pt.X.Points(), F: pt.Y.Points()})
}

func (c *pdfCanvas) Scale(x, y float64) {
	c.doc.Transform(fpdf.TransformMatrix{A: x, D: y})
}

func (c *pdfCanvas) Push() {
	c.ink = append(c.ink, c.ink[len(c.ink)-1])
	c.width = append(c.width, c.width[len(c.width)-1])
	c.doc.TransformBegin()
}

func (c *pdfCanvas) Pop() {
	c.doc.TransformEnd()
	c.ink, c.width = c.ink[:len(c.ink)-1], c.width[:len(c.width)-1]
	c.SetColor(c.ink[len(c.ink)-1])
	c.SetLineWidth(c.width[len(c.width)-1])
}

func (c *pdfCanvas) Stroke(p vg.Path) {
	if c.width[len(c.width)-1] > 0 {
		c.path(p, "D")
	}
}

func (c *pdfCanvas) Fill(p vg.Path) { c.path(p, "F") }

func (c *pdfCanvas) path(p vg.Path, style string) {
	for _, e := range p {
		x, y := e.Pos.X.Points(), c.y(e.Pos.Y)
		switch e.Type {
		case vg.MoveComp:
			c.doc.MoveTo(x, y)
		case vg.LineComp:
			c.doc.LineTo(x, y)
		case vg.ArcComp:
			r, from := e.Radius.Points(), e.Start*180/math.Pi
			c.doc.ArcTo(x, y, r, r, 0, from, from+e.Angle*180/math.Pi)
		case vg.CurveComp:
			a := e.Control[0]
			b := e.Control[len(e.Control)-1]
			if len(e.Control) == 1 {
				c.doc.CurveTo(a.X.Points(), c.y(a.Y), x, y)
			} else {
				c.doc.CurveBezierCubicTo(a.X.Points(), c.y(a.Y), b.X.Points(), c.y(b.Y), x, y)
			}
		case vg.CloseComp:
			c.doc.ClosePath()
		}
	}
	c.doc.DrawPath(style)
}

func (c *pdfCanvas) FillString(f font.Face, pt vg.Point, text string) {
	if f.Font.Size <= 0 || text == "" {
		return
	}
	name := pdfRegular
	if f.Font.Weight > 0 {
		name = pdfBold
	}
	c.doc.SetFont(name, "", f.Font.Size.Points())
	c.doc.Text(pt.X.Points(), c.y(pt.Y), text)
}

// DrawImage is part of vg.Canvas. Reports are text and vectors: to draw an image is a mistake of the program.
func (c *pdfCanvas) DrawImage(vg.Rectangle, image.Image) {
	panic("report: pages hold no images")
}
