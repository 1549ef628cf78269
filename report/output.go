package report

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"io"

	"codeberg.org/go-pdf/fpdf"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"

	"watchbill/chart/pen"
)

// WritePDF writes all pages. The same report made at the same time gives the same bytes.
func (p *Pages) WritePDF(w io.Writer) error {
	paper := p.doc.paper()
	doc := fpdf.NewCustom(&fpdf.InitType{OrientationStr: "P", UnitStr: "pt", Size: fpdf.SizeType{Wd: paper.width, Ht: paper.height}})
	doc.SetMargins(0, 0, 0)
	doc.SetAutoPageBreak(false, 0)
	doc.SetCatalogSort(true)
	doc.SetCreationDate(p.doc.made.UTC())
	doc.SetModificationDate(p.doc.made.UTC())
	doc.SetProducer("Watchbill", true)
	doc.SetCreator("Watchbill", true)
	doc.SetTitle(pen.Clean(p.doc.title), true)
	doc.SetAuthor(pen.Clean(p.doc.team), true)
	doc.SetLang("en-GB")
	embedFonts(doc)
	book := &glyphBook{}
	for i, page := range p.pages {
		doc.AddPage()
		doc.SetFont(pdfRegular, "", 8)
		for _, one := range page {
			if one.title != "" {
				doc.Bookmark(pen.Clean(one.title), 0, one.y)
			}
		}
		p.draw(i, pen.New(newPDFCanvas(doc, book, paper.height), paper.height, 0))
	}
	if err := output(doc, book, w); err != nil {
		return fmt.Errorf("write report as PDF: %w", err)
	}
	return nil
}

// output writes the document, and after it the glyphs of other faces if it uses any.
func output(doc *fpdf.Fpdf, book *glyphBook, w io.Writer) error {
	if book.fonts() == 0 {
		return doc.Output(w)
	}
	var pdf bytes.Buffer
	if err := doc.Output(&pdf); err != nil {
		return err
	}
	whole, err := withGlyphs(pdf.Bytes(), book)
	if err != nil {
		return err
	}
	_, err = w.Write(whole)
	return err
}

// Lacking are the signs on any page that no font at hand has, each once. They are drawn as U+FFFD.
func (p *Pages) Lacking() []string {
	return pen.Lacking(func(nowhere *pen.Pen) {
		for i := range p.pages {
			p.draw(i, nowhere)
		}
	})
}

// Image draws one page, counted from 1, at dpi dots to the inch; nil when there is no such page.
func (p *Pages) Image(page, dpi int) image.Image {
	if page < 1 || page > len(p.pages) || dpi < 1 {
		return nil
	}
	paper := p.doc.paper()
	canvas := vgimg.NewWith(vgimg.UseWH(vg.Length(paper.width), vg.Length(paper.height)), vgimg.UseDPI(dpi))
	p.draw(page-1, pen.New(canvas, paper.height, 0))
	return canvas.Image()
}

// PNG writes one page, counted from 1, at dpi dots to the inch.
func (p *Pages) PNG(w io.Writer, page, dpi int) error {
	img := p.Image(page, dpi)
	if img == nil {
		return fmt.Errorf("draw report as PNG: page %d at %d dpi: the report has pages 1 to %d", page, dpi, len(p.pages))
	}
	if err := png.Encode(w, img); err != nil {
		return fmt.Errorf("write report as PNG: %w", err)
	}
	return nil
}
