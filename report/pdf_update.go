package report

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"image"
	"image/color"
	"regexp"
	"strconv"
	"strings"

	"watchbill/chart/pen"
)

// pdfUpdate appends objects to a finished PDF (ISO 32000-1, 7.5.6): what stands there already is not touched.
type pdfUpdate struct {
	bytes.Buffer
	next    int         // number of the next new object
	offsets map[int]int // where objects of the update begin
	first   int         // number of the first new object
}

var (
	trailerOf = regexp.MustCompile(`trailer\n<<\n/Size (\d+)\n/Root (\d+) 0 R\n/Info (\d+) 0 R\n>>\nstartxref\n(\d+)\n%%EOF\n$`)
	fontsOf   = []byte("/Font <<\n")
)

// resourcesObject is the number under which fpdf writes what all pages use.
const resourcesObject = 2

// withGlyphs is a PDF with the fonts that its pages name and that fpdf knows nothing of.
func withGlyphs(pdf []byte, book *glyphBook) ([]byte, error) {
	found := trailerOf.FindSubmatch(pdf)
	if found == nil {
		return nil, errors.New("the PDF ends in no trailer")
	}
	size, root, info, start := atoi(found[1]), atoi(found[2]), atoi(found[3]), atoi(found[4])
	resources, err := objectAt(pdf, start, resourcesObject)
	if err != nil {
		return nil, err
	}
	u := &pdfUpdate{next: size, first: size, offsets: map[int]int{}}
	u.Write(pdf)
	var names strings.Builder
	for i := range book.fonts() {
		glyphs := book.glyphs[i*perFont : min((i+1)*perFont, len(book.glyphs))]
		fmt.Fprintf(&names, "%s %d 0 R\n", fontName(i), u.font(glyphs))
	}
	u.begin(resourcesObject)
	u.Write(bytes.Replace(resources, fontsOf, []byte(string(fontsOf)+names.String()), 1))
	u.close(root, info, start)
	return u.Bytes(), nil
}

func atoi(digits []byte) int {
	n, _ := strconv.Atoi(string(digits)) // digits only, by the expression that found them
	return n
}

// objectAt is the text of an object, after its number, found through the table that begins at start.
func objectAt(pdf []byte, start, number int) ([]byte, error) {
	const line = 20
	_, table, ok := bytes.Cut(pdf[start:], []byte(" \n")) // after the entry of object 0
	if !ok || len(table) < number*line {
		return nil, errors.New("the PDF has no table of its objects")
	}
	offset, err := strconv.Atoi(string(table[(number-1)*line : (number-1)*line+10]))
	head := fmt.Appendf(nil, "%d 0 obj\n", number)
	if err != nil || offset >= len(pdf) || !bytes.HasPrefix(pdf[offset:], head) {
		return nil, fmt.Errorf("the PDF has no object %d", number)
	}
	body := pdf[offset+len(head):]
	end := bytes.Index(body, []byte("endobj\n"))
	if end < 0 || !bytes.Contains(body[:end], fontsOf) {
		return nil, fmt.Errorf("object %d of the PDF lists no fonts", number)
	}
	return body[:end+len("endobj\n")], nil
}

func (u *pdfUpdate) begin(number int) {
	u.offsets[number] = u.Len()
	fmt.Fprintf(u, "%d 0 obj\n", number)
}

// add writes a new object and returns its number.
func (u *pdfUpdate) add(body string) int {
	n := u.next
	u.next++
	u.begin(n)
	fmt.Fprintf(u, "%s\nendobj\n", body)
	return n
}

// stream writes a new object with data, compressed.
func (u *pdfUpdate) stream(about string, data []byte) int {
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	_, _ = z.Write(data) // into memory: it cannot fail
	_ = z.Close()
	return u.add(fmt.Sprintf("<<%s /Filter /FlateDecode /Length %d>>\nstream\n%s\nendstream", about, packed.Len(), packed.Bytes()))
}

// font writes up to perFont glyphs and returns the number of the font.
func (u *pdfUpdate) font(glyphs []pen.Glyph) int {
	var procs, names, widths strings.Builder
	for i, g := range glyphs {
		content, picture := drawing(g)
		about := ""
		if picture != nil {
			about = fmt.Sprintf("/Resources <</XObject <</P %d 0 R>>>>", u.picture(picture))
		}
		fmt.Fprintf(&procs, "/g%d %d 0 R\n", i, u.stream(about, []byte(content)))
		fmt.Fprintf(&names, " /g%d", i)
		fmt.Fprintf(&widths, " %.0f", g.Advance*glyphSpace)
	}
	meaning := u.stream("", []byte(meanings(glyphs)))
	return u.add(fmt.Sprintf("<</Type /Font /Subtype /Type3 /FontBBox [0 0 0 0] /FontMatrix [0.001 0 0 0.001 0 0]\n"+
		"/CharProcs <<\n%s>>\n/Encoding <</Type /Encoding /Differences [0%s]>>\n/FirstChar 0 /LastChar %d /Widths [%s]\n"+
		"/Resources <<>> /ToUnicode %d 0 R>>", procs.String(), names.String(), len(glyphs)-1, widths.String(), meaning))
}

// close writes the table of the update's objects and the new end of the file.
func (u *pdfUpdate) close(root, info, before int) {
	start := u.Len()
	fmt.Fprintf(u, "xref\n%d 1\n%010d 00000 n \n%d %d\n", resourcesObject, u.offsets[resourcesObject], u.first, u.next-u.first)
	for n := u.first; n < u.next; n++ {
		fmt.Fprintf(u, "%010d 00000 n \n", u.offsets[n])
	}
	fmt.Fprintf(u, "trailer\n<<\n/Size %d\n/Root %d 0 R\n/Info %d 0 R\n/Prev %d\n>>\nstartxref\n%d\n%%%%EOF\n", u.next, root, info, before, start)
}

// A pdfPicture is an image as PDF wants it: colours and how much they cover apart.
type pdfPicture struct {
	width, height int
	rgb, cover    []byte
}

func newPicture(img image.Image) *pdfPicture {
	b := img.Bounds()
	p := &pdfPicture{width: b.Dx(), height: b.Dy()}
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			c := color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)
			p.rgb = append(p.rgb, c.R, c.G, c.B)
			p.cover = append(p.cover, c.A)
		}
	}
	return p
}

// picture writes an image and returns its number.
func (u *pdfUpdate) picture(p *pdfPicture) int {
	about := fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace ", p.width, p.height)
	mask := u.stream(about+"/DeviceGray", p.cover)
	return u.stream(fmt.Sprintf("%s/DeviceRGB /SMask %d 0 R", about, mask), p.rgb)
}
