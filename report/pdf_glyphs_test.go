package report

import (
	"bytes"
	"image"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"watchbill/chart/pen"
	"watchbill/chart/pen/pentest"
)

// namedOnCall is the sample with names in other scripts.
func namedOnCall() Doc {
	o := sampleOnCall()
	o.Team = "決済 " + strings.Join(pentest.Signs, ", ")
	return o.Doc()
}

func pdfOf(t *testing.T, d Doc) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Build(d).WritePDF(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Names in other scripts are glyphs that are drawn once and read back as what was written.
func TestPDFCarriesOtherScripts(t *testing.T) {
	pentest.Use(t)
	pdf := pdfOf(t, namedOnCall())
	if again := pdfOf(t, namedOnCall()); !bytes.Equal(pdf, again) {
		t.Error("the same report gives other bytes")
	}
	all := string(contents(t, pdf))
	for text, code := range map[string]string{"山": "5c71", "ع": "0639", "ד": "05d3", "प्रि": "092a094d0930093f", "🚀": "d83dde80"} {
		if n := strings.Count(all, "<"+code+">"); n != 1 {
			t.Errorf("%q has %d codes in the file, want one", text, n)
		}
	}
	if !bytes.Contains(pdf, []byte("/SMask")) {
		t.Error("the emoji is no picture")
	}
	checkTables(t, pdf)
}

// checkTables follows the tables of objects from the end of the file and finds each object where they say.
func checkTables(t *testing.T, pdf []byte) {
	t.Helper()
	starts := regexp.MustCompile(`startxref\n(\d+)\n%%EOF`).FindAllSubmatch(pdf, -1)
	if len(starts) != 2 {
		t.Fatalf("the file has %d ends, want the first one and that of the update", len(starts))
	}
	if prev := regexp.MustCompile(`/Prev (\d+)\n>>\nstartxref`).FindSubmatch(pdf); prev == nil || !bytes.Equal(prev[1], starts[0][1]) {
		t.Errorf("the update goes on from %q, want %s", prev, starts[0][1])
	}
	table := regexp.MustCompile(`^(?:xref\n)?(\d+) (\d+)\n((?:\d{10} \d{5} [nf] \n)+)`)
	found := []int{}
	for _, s := range starts {
		rest := pdf[atoi(s[1]):]
		for m := table.FindSubmatch(rest); m != nil; m = table.FindSubmatch(rest) {
			rest = rest[len(m[0]):]
			for i := range atoi(m[2]) {
				number, entry := atoi(m[1])+i, m[3][i*20:]
				if entry[17] == 'f' {
					continue
				}
				if !bytes.HasPrefix(pdf[atoi(entry[:10]):], []byte(strconv.Itoa(number)+" 0 obj")) {
					t.Errorf("object %d is not where the table says", number)
				}
				found = append(found, number)
			}
		}
	}
	slices.Sort(found)
	found = slices.Compact(found)
	if size := regexp.MustCompile(`/Size (\d+)`).FindAllSubmatch(pdf, -1); len(found) != atoi(size[1][1])-1 {
		t.Errorf("the tables know %d objects, want %d", len(found), atoi(size[1][1])-1)
	}
}

// Signs that no font has are said, and those of a report that has none leave the file as it is.
func TestLackingSignsAreSaid(t *testing.T) {
	pentest.Use(t)
	if got, want := Build(namedOnCall()).Lacking(), []string{"決", "済"}; !slices.Equal(got, want) {
		t.Errorf("lacking %q, want %q", got, want)
	}
	if got := Build(sampleOnCall().Doc()).Lacking(); len(got) != 0 {
		t.Errorf("lacking %q in a report in Latin", got)
	}
	if pdf := pdfOf(t, sampleOnCall().Doc()); bytes.Count(pdf, []byte("%%EOF")) != 1 {
		t.Error("a report in Latin is updated")
	}
}

func TestMoreGlyphsThanAFontHolds(t *testing.T) {
	pentest.Use(t)
	face := pentest.Face(t, "ع")
	book := &glyphBook{}
	for i := range perFont + 1 { // what stands for another text is a glyph of its own
		book.code(pen.Glyph{Face: face, ID: 1, Text: strconv.Itoa(i)})
	}
	if book.fonts() != 2 {
		t.Fatalf("%d glyphs are in %d fonts, want 2", len(book.glyphs), book.fonts())
	}
	pdf, err := withGlyphs(pdfOf(t, sampleOnCall().Doc()), book)
	if err != nil {
		t.Fatal(err)
	}
	checkTables(t, pdf)
	for _, name := range []string{"/W0 ", "/W1 "} {
		if !bytes.Contains(pdf, []byte(name)) {
			t.Errorf("the pages do not know font %s", name)
		}
	}
}

func TestImageOfOtherScripts(t *testing.T) {
	plain := Build(namedOnCall()).Image(1, 72).(*image.RGBA)
	pentest.Use(t)
	named := Build(namedOnCall()).Image(1, 72).(*image.RGBA)
	if bytes.Equal(plain.Pix, named.Pix) {
		t.Error("the page looks the same with and without the fonts")
	}
}
