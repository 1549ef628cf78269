package report

import (
	"fmt"
	"strings"
	"unicode/utf16"

	"github.com/go-text/typesetting/font"
	"gonum.org/v1/plot/vg"

	"watchbill/chart/pen"
)

// glyphBook collects the glyphs of other faces that a PDF uses. They go into fonts of Type 3 (ISO 32000-1, 9.6.5): each
// glyph is drawn once, by outline or as a picture, whatever the format of the file it is from, and stays text that can be
// searched and copied.
type glyphBook struct {
	codes  map[glyphKey]int // from 0, in the order of their first use
	glyphs []pen.Glyph
}

// A glyph that stands for another text is another one, so that each is read back as what was written.
type glyphKey struct {
	face *font.Face
	id   font.GID
	text string
}

// perFont is how many glyphs a simple font names with one byte.
const perFont = 256

func (b *glyphBook) code(g pen.Glyph) int {
	key := glyphKey{g.Face, g.ID, g.Text}
	if n, known := b.codes[key]; known {
		return n
	}
	if b.codes == nil {
		b.codes = map[glyphKey]int{}
	}
	n := len(b.glyphs)
	b.codes[key] = n
	b.glyphs = append(b.glyphs, g)
	return n
}

// fonts is the number of fonts that the glyphs fill.
func (b *glyphBook) fonts() int { return (len(b.glyphs) + perFont - 1) / perFont }

// fontName is how pages call font i.
func fontName(i int) string { return fmt.Sprintf("/W%d", i) }

// FillGlyphs implements pen.GlyphCanvas.
func (c *pdfCanvas) FillGlyphs(glyphs []pen.Glyph, size vg.Length, at vg.Point) {
	var b strings.Builder
	r, g, bl, _ := c.ink[len(c.ink)-1].RGBA()
	fmt.Fprintf(&b, "q %.3f %.3f %.3f rg BT", float64(r)/0xffff, float64(g)/0xffff, float64(bl)/0xffff)
	last := -1
	for _, glyph := range glyphs {
		code := c.book.code(glyph)
		if code/perFont != last {
			last = code / perFont
			fmt.Fprintf(&b, " %s %.2f Tf", fontName(last), size.Points())
		}
		x, y := at.X.Points()+glyph.X*size.Points(), at.Y.Points()+glyph.Y*size.Points()
		fmt.Fprintf(&b, " 1 0 0 1 %.2f %.2f Tm <%02x> Tj", x, y, code%perFont)
	}
	b.WriteString(" ET Q")
	c.doc.RawWriteStr(b.String())
}

// glyphSpace is how many units of a glyph's drawing make an em.
const glyphSpace = 1000

// drawing is what draws a glyph, and the picture it draws if it is one.
func drawing(g pen.Glyph) (content string, picture *pdfPicture) {
	wide := g.Advance * glyphSpace
	path := g.Outline(glyphSpace, vg.Point{})
	if len(path) > 0 {
		box := bounds(path)
		return fmt.Sprintf("%.0f 0 %.0f %.0f %.0f %.0f d1\n%sf", wide, box.Min.X, box.Min.Y, box.Max.X, box.Max.Y, operators(path)), nil
	}
	if img, box := g.Picture(); img != nil {
		size := box.Size()
		return fmt.Sprintf("%.0f 0 d0\nq %.1f 0 0 %.1f %.1f %.1f cm /P Do Q", wide, size.X*glyphSpace, size.Y*glyphSpace,
			box.Min.X*glyphSpace, box.Min.Y*glyphSpace), newPicture(img)
	}
	return fmt.Sprintf("%.0f 0 0 0 0 0 d1", wide), nil
}

// bounds is a box around a path and the points that steer its curves, in whole units.
func bounds(path vg.Path) vg.Rectangle {
	box := vg.Rectangle{Min: path[0].Pos, Max: path[0].Pos}
	for _, c := range path {
		if c.Type == vg.CloseComp {
			continue
		}
		for _, p := range append([]vg.Point{c.Pos}, c.Control...) {
			box.Min.X, box.Max.X = min(box.Min.X, p.X-1), max(box.Max.X, p.X+1)
			box.Min.Y, box.Max.Y = min(box.Min.Y, p.Y-1), max(box.Max.Y, p.Y+1)
		}
	}
	return box
}

// operators writes a path as PDF does; a quadratic curve becomes the cubic one of the same shape.
func operators(path vg.Path) string {
	var b strings.Builder
	var at vg.Point
	for _, c := range path {
		switch c.Type {
		case vg.MoveComp:
			fmt.Fprintf(&b, "%.1f %.1f m\n", c.Pos.X, c.Pos.Y)
		case vg.LineComp:
			fmt.Fprintf(&b, "%.1f %.1f l\n", c.Pos.X, c.Pos.Y)
		case vg.CurveComp:
			p, q := c.Control[0], c.Control[len(c.Control)-1]
			if len(c.Control) == 1 {
				p, q = at.Add(p.Sub(at).Scale(2./3)), c.Pos.Add(p.Sub(c.Pos).Scale(2./3))
			}
			fmt.Fprintf(&b, "%.1f %.1f %.1f %.1f %.1f %.1f c\n", p.X, p.Y, q.X, q.Y, c.Pos.X, c.Pos.Y)
		case vg.CloseComp:
			b.WriteString("h\n")
			continue
		}
		at = c.Pos
	}
	return b.String()
}

// meanings says which text each code of a font stands for, so that a reader can search and copy it.
func meanings(glyphs []pen.Glyph) string {
	var lines []string
	for i, g := range glyphs {
		text := g.Text
		if text == "" {
			text = "\u200b" // the glyph before says it all
		}
		var hex strings.Builder
		for _, u := range utf16.Encode([]rune(text)) {
			fmt.Fprintf(&hex, "%04x", u)
		}
		lines = append(lines, fmt.Sprintf("<%02x> <%s>\n", i, hex.String()))
	}
	var b strings.Builder
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /W def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<00> <ff>\nendcodespacerange\n")
	const most = 100 // lines that one block may have
	for len(lines) > 0 {
		n := min(most, len(lines))
		fmt.Fprintf(&b, "%d beginbfchar\n%sendbfchar\n", n, strings.Join(lines[:n], ""))
		lines = lines[n:]
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend")
	return b.String()
}
