package report

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/plot/vg/recorder"

	"watchbill/chart/pen"
)

var (
	update = flag.Bool("update", false, "write the golden files anew")
	folder = flag.String("pages", "", "folder to write the sample reports to, as PDF and PNG")
)

// A written is a text on a page, with its box from the top left.
type written struct {
	text string
	font pen.Font
	box  pen.Rect
}

// texts are what stands on page i, in the order in which it is drawn.
func texts(p *Pages, i int) []written {
	var rec recorder.Canvas
	height := p.doc.paper().height
	p.draw(i, pen.New(&rec, height, 0))
	var list []written
	for _, a := range rec.Actions {
		if s, ok := a.(*recorder.FillString); ok {
			f := pen.Font{Size: float64(s.Size), Bold: s.Font.Weight > 0}
			list = append(list, written{s.String, f, pen.Box(float64(s.Point.X), height-float64(s.Point.Y), s.String, f, pen.Left)})
		}
	}
	return list
}

type reporter interface {
	Helper()
	Errorf(string, ...any)
}

// checkPages fails where a text leaves the margins, reaches into the foot or covers another.
func checkPages(t reporter, p *Pages) {
	t.Helper()
	paper := p.doc.paper()
	for i := range p.pages {
		list := texts(p, i)
		for j, a := range list {
			if a.box.X0 < paper.left-1 || a.box.X1 > paper.left+paper.text+6 || a.box.Y0 < paper.running-11 || a.box.Y1 > paper.foot+3 {
				t.Errorf("page %d: %q at %+v leaves the margins", i+1, a.text, a.box)
			}
			if a.box.Y1 > paper.rule && a.font != footFont {
				t.Errorf("page %d: %q at %+v stands in the foot", i+1, a.text, a.box)
			}
			if a.font.Size < 6.5 {
				t.Errorf("page %d: %q is set in %.1f, want at least 6.5", i+1, a.text, a.font.Size)
			}
			for _, b := range list[j+1:] {
				if a.box.Grow(-0.7).Overlaps(b.box.Grow(-0.7)) {
					t.Errorf("page %d: %q at %+v covers %q at %+v", i+1, b.text, b.box, a.text, a.box)
				}
			}
		}
	}
}

func TestSamplesKeepToThePage(t *testing.T) {
	for name, doc := range samples() {
		t.Run(name, func(t *testing.T) {
			p := Build(doc)
			checkPages(t, p)
			for i, page := range p.pages {
				for _, one := range page {
					if end := one.y + one.height; end > p.doc.paper().bottom+0.01 {
						t.Errorf("page %d: a piece ends at %.1f, below %.1f", i+1, end, p.doc.paper().bottom)
					}
				}
			}
		})
	}
}

// What stands where on the first page of each kind of report.
func TestSamplesMatchGolden(t *testing.T) {
	for _, name := range []string{"capacity", "capacity-one", "oncall", "oncall-gaps", "toil", "team", "rota"} {
		t.Run(name, func(t *testing.T) {
			p := Build(samples()[name])
			var b strings.Builder
			for i := range p.pages {
				fmt.Fprintf(&b, "page %d of %d\n", i+1, len(p.pages))
				for _, w := range texts(p, i) {
					weight := ""
					if w.font.Bold {
						weight = "b"
					}
					fmt.Fprintf(&b, "%4.0f %4.0f %4.1f%-1s %s\n", w.box.X0, w.box.Y1, w.font.Size, weight, w.text)
				}
			}
			file := filepath.Join("testdata", name+".txt")
			if *update {
				if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), b.String()); diff != "" {
				t.Errorf("%s (-want +got):\n%s", file, diff)
			}
		})
	}
}

func TestPDFIsRepeatable(t *testing.T) {
	var want []byte
	for range 4 {
		var b bytes.Buffer
		if err := Build(sampleTeam().Doc()).WritePDF(&b); err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want = b.Bytes()
		}
		if !bytes.Equal(want, b.Bytes()) {
			t.Fatal("the same report gives other bytes the second time")
		}
	}
	later := sampleTeam()
	later.Made = later.Made.AddDate(0, 0, 1)
	var b bytes.Buffer
	if err := Build(later.Doc()).WritePDF(&b); err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(want, b.Bytes()) {
		t.Error("a report made a day later gives the same bytes")
	}
}

func TestPNGHasThePageSize(t *testing.T) {
	p := Build(oneResource().Doc())
	img := p.Image(1, 144)
	if got := img.Bounds().Size(); got.X != 1190 || got.Y != 1684 {
		t.Errorf("size %v, want 1190 × 1684", got)
	}
	var b bytes.Buffer
	err := p.PNG(&b, p.Count()+1, 144)
	if err == nil || !strings.Contains(err.Error(), "the report has pages 1 to 1") {
		t.Errorf("error %v, want that there is no such page", err)
	}
}

// Rows stay whole, heads are repeated, and headings stand with what they head.
func TestLongTablesBreakBetweenRows(t *testing.T) {
	p := Build(manyResources(40).Doc())
	if p.Count() < 3 {
		t.Fatalf("%d pages, want several", p.Count())
	}
	heads := 0
	for i := range p.pages {
		list := texts(p, i)
		leads, orders := 0, 0
		for k, w := range list {
			switch {
			case w.text == "Resource":
				heads++
			case leadCell.MatchString(w.text):
				leads++
			case w.text == "none" && w.font == cellFont, orderCell.MatchString(w.text) && w.box.X1 > 470 && w.box.X1 < 540:
				orders++
			case w.font == headingFont && k >= len(list)-6: // the foot and the running line are the last and first
				t.Errorf("page %d: the heading %q has nothing below it", i+1, w.text)
			}
		}
		if leads != orders {
			t.Errorf("page %d: %d rows have their lead time here, %d their order date", i+1, leads, orders)
		}
	}
	if heads < 2 {
		t.Errorf("the head stands %d times, want once on each page of the table", heads)
	}
}

var (
	leadCell  = regexp.MustCompile(`^\d+ d$`)
	orderCell = regexp.MustCompile(`^\d+ \w+ \d{4}$`)
)

func TestSamplesAreWritten(t *testing.T) {
	if *folder == "" {
		return
	}
	for name, doc := range samples() {
		p := Build(doc)
		var b bytes.Buffer
		if err := p.WritePDF(&b); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(*folder, name+".pdf"), b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		b.Reset()
		if err := p.PNG(&b, 1, 110); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(*folder, name+"-direct.png"), b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
