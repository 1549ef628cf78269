package pen_test

import (
	"image"
	"image/color"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"
	"pgregory.net/rapid"

	"watchbill/chart/pen"
	"watchbill/chart/pen/pentest"
)

// A line is what stands on a canvas: texts of the embedded face, and glyphs by what they stand for, from the left.
type line struct {
	vg.Canvas
	said []string
	ends []float64 // where the glyphs end
}

func (l *line) FillString(_ font.Face, _ vg.Point, s string) { l.said = append(l.said, s) }

func (l *line) FillGlyphs(glyphs []pen.Glyph, size vg.Length, at vg.Point) {
	for _, g := range glyphs {
		l.said = append(l.said, g.Text)
		l.ends = append(l.ends, at.X.Points()+(g.X+g.Advance)*size.Points())
	}
}

func write(s string) (*line, pen.Rect) {
	l := &line{Canvas: vgimg.New(100, 100)}
	return l, pen.New(l, 100, 0).Text(0, 50, s, pen.Font{Size: 10}, color.Black, pen.Left)
}

func TestTextStandsInTheOrderItIsRead(t *testing.T) {
	pentest.Use(t)
	for text, want := range map[string]string{
		"Ana, 山田 太郎":              "Ana, |山|田| |太|郎",
		"דנה כהן":                 "ן|ה|כ| |ה|נ|ד",
		"Ana דנה Ben":             "Ana |ה|נ|ד| Ben",
		"דנה 12 כהן, 19 August":   "ן|ה|כ| |12| |ה|נ|ד|, 19 August", // a figure within the name; one of the sentence
		"דנה (כהן)":               "(|ן|ה|כ|) |ה|נ|ד",
		"🚀\ufe0f go":              "🚀\ufe0f| go",
		"a\u200db":                "ab",
		"Ana \u0e2a\u0e21 \u20ac": "Ana |\ufffd|\ufffd| €", // no face has Thai
	} {
		l, _ := write(text)
		if got := strings.Join(l.said, "|"); got != want {
			t.Errorf("%q stands as %q, want %q", text, got, want)
		}
	}
}

func TestLettersJoin(t *testing.T) {
	pentest.Use(t)
	alone := 0.0
	for _, letter := range "علي" {
		_, box := write(string(letter))
		alone += box.W()
	}
	if _, box := write("علي"); box.W() > 0.9*alone {
		t.Errorf("three letters are %.2f wide together, want less than the %.2f of each alone: they join", box.W(), alone)
	}
	l, _ := write("प्रिया")
	if got, want := strings.Join(l.said, "|"), "प्रि||या|"; got != want {
		t.Errorf("syllables stand as %q, want %q", got, want)
	}
}

func TestMeasuredAsDrawn(t *testing.T) {
	pentest.Use(t)
	for _, text := range pentest.Signs {
		l, box := write(text)
		if got, want := box.W(), l.ends[len(l.ends)-1]; math.Abs(got-want) > 1e-6 {
			t.Errorf("%q is measured %.4f wide and drawn %.4f", text, got, want)
		}
		if got := (pen.Font{Size: 20}).Width(text); math.Abs(got-2*box.W()) > 1e-6 {
			t.Errorf("%q at twice the size is %.4f wide, want %.4f", text, got, 2*box.W())
		}
	}
}

// Canvases that know nothing of other faces get outlines and pictures.
func TestOtherScriptsAreDrawnAsPixels(t *testing.T) {
	pentest.Use(t)
	for _, text := range pentest.Signs {
		canvas := vgimg.NewWith(vgimg.UseWH(100, 40), vgimg.UseDPI(72))
		box := pen.New(canvas, 40, 0).Text(10, 30, text, pen.Font{Size: 16}, color.Black, pen.Left)
		got := inked(canvas.Image())
		if got.Empty() || float64(got.Dx()) < box.W()/2 || got.Min.X < 8 || float64(got.Max.X) > 12+box.W() || got.Min.Y < 10 || got.Max.Y > 38 {
			t.Errorf("%q covers %v, want most of the box %v", text, got, box)
		}
	}
}

// inked is the box of what is not white.
func inked(img image.Image) image.Rectangle {
	var box image.Rectangle
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			if r, g, b, _ := img.At(x, y).RGBA(); min(r, g, b) < 0xc000 {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return box
}

func TestLackingSignsAreNamed(t *testing.T) {
	pentest.Use(t)
	got := pen.Lacking(func(p *pen.Pen) {
		for _, s := range []string{"山田", "สม", "ไม้", "ส", "Ana", "한"} {
			p.Text(0, 0, s, pen.Font{Size: 8}, color.Black, pen.Left)
		}
	})
	if diff := cmp.Diff([]string{"ม", "ม้", "ส", "ไ", "한"}, got); diff != "" {
		t.Errorf("lacking (-want +got):\n%s", diff)
	}
	advice := pen.Advice(got)
	want := "No font on this computer has ม (U+0E21), ม้ (U+0E21), ส (U+0E2A), ไ (U+0E44), 한 (U+D55C), so � stands in their place. Install fonts for Chinese, Japanese and Korean and other scripts (on Debian and Ubuntu: fonts-noto-cjk and fonts-noto-core) and start Watchbill again."
	if advice != want {
		t.Errorf("advice %q, want %q", advice, want)
	}
	if got := pen.Advice(nil); got != "" {
		t.Errorf("advice where nothing lacks: %q", got)
	}
}

// Wherever a text is cut, no accent and no joined sign loses its letter.
func TestCutsKeepSignsWhole(t *testing.T) {
	pentest.Use(t)
	const text = "प्रियाe\u0301प्रियाד\u05b8प्रिया"
	f := pen.Font{Size: 10}
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.Float64Range(8, 120).Draw(t, "width")
		for _, part := range append(f.Wrap(text, width), strings.TrimSuffix(f.Fit(text, width), "…")) {
			rest := strings.TrimPrefix(text[strings.Index(text, part):], part)
			for _, mark := range []string{"\u094d", "\u093f", "\u093e", "\u0301", "\u05b8"} {
				if part != "" && strings.HasPrefix(rest, mark) {
					t.Errorf("%q is cut before the mark %q of its last letter", part, mark)
				}
			}
		}
	})
}
