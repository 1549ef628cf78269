package pen

import (
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
	vgfont "gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"

	"watchbill/assets/fonts"
)

// Typeface is the name under which canvases see the two faces.
const Typeface = "NotoSans"

// Heights of Noto Sans as shares of the type size (from its OS/2 and hhea tables).
const (
	capHeight = 0.714
	ascent    = 0.76 // of letters with a stroke up; accents on capitals reach higher
	descent   = 0.24
)

// A Font is a size in units of the page and a weight of Noto Sans.
type Font struct {
	Size float64
	Bold bool
}

// CapHeight is the height of a capital letter.
func (f Font) CapHeight() float64 { return f.Size * capHeight }

// Width is the length of s in units of the page, as Text draws it.
func (f Font) Width(s string) float64 {
	s = Clean(s)
	t := face(f.Bold)
	if !t.hasAll(s) {
		return setForeign(s, f.Bold).width * f.Size
	}
	return float64(t.units(s)) * f.Size / float64(t.unitsPerEm)
}

// Fit returns s, or as much of its beginning as fits into width with "…" after it; "" when not even one letter fits.
func (f Font) Fit(s string, width float64) string {
	if f.Width(s) <= width {
		return s
	}
	runes := []rune(s)
	for n := len(runes) - 1; n > 0; n-- {
		if parted(runes, n) {
			continue
		}
		if short := strings.TrimRight(string(runes[:n]), " ,.;:-") + "…"; f.Width(short) <= width {
			return short
		}
	}
	return ""
}

// parted tells whether a cut before rune n would part a sign: a letter from its accents, an emoji from what is joined
// to it.
func parted(text []rune, n int) bool {
	return n > 0 && n < len(text) && text[n] > 0x2ff && cluster(text[n-1:n+1]) > 1
}

// FitMiddle returns s, or as much of its beginning and end as fits into width with "…" between them: what names that
// begin alike differ in often stands at their end. "" when not even a letter of each fits.
func (f Font) FitMiddle(s string, width float64) string {
	if f.Width(s) <= width {
		return s
	}
	runes := []rune(s)
	for n := len(runes) - 1; n > 1; n-- {
		head, tail := (n+1)/2, len(runes)-n/2
		if parted(runes, head) || parted(runes, tail) {
			continue
		}
		short := strings.TrimRight(string(runes[:head]), " ,.;:-") + "…" + strings.TrimLeft(string(runes[tail:]), " ,.;:-")
		if f.Width(short) <= width {
			return short
		}
	}
	return f.Fit(s, width)
}

// Wrap breaks s into lines of at most width. A word longer than a line is broken inside, after a joint where it has one.
func (f Font) Wrap(s string, width float64) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(s) {
		if joined := line + " " + word; line != "" && f.Width(joined) <= width {
			line = joined
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for f.Width(word) > width {
			head := f.head(word, width)
			lines, word = append(lines, head), word[len(head):]
		}
		line = word
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// head is the longest beginning of word that fits, at least one letter, and ends after a joint if that is not much
// shorter.
func (f Font) head(word string, width float64) string {
	end, next := 0, 0
	runes := []rune(word)
	for n := range runes {
		_, size := utf8.DecodeRuneInString(word[next:])
		next += size
		if parted(runes, n+1) {
			continue
		}
		if end > 0 && f.Width(word[:next]) > width {
			break
		}
		end = next
	}
	if joint := strings.LastIndexAny(word[:end], "-/_.:@") + 1; end < len(word) && joint > end/3 {
		return word[:joint]
	}
	return word[:end]
}

func (f Font) face() vgfont.Face {
	d := vgfont.Font{Typeface: Typeface, Weight: font.WeightNormal, Size: vg.Length(f.Size)}
	if f.Bold {
		d.Weight = font.WeightBold
	}
	return vgfont.Face{Font: d, Face: face(f.Bold).font}
}

// Clean composes letters with their accents and drops what cannot be printed.
func Clean(s string) string {
	if plain(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return ' '
		case r < ' ' || r == 0x7f || r == 0x200b || r == 0xfeff:
			return -1
		case r == 0x2212: // the minus sign is not in the font; an en dash looks the same
			return '–'
		}
		return r
	}, norm.NFC.String(s))
}

// plain tells whether a text is ASCII that can be printed, as most texts are.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// A typeFace is one parsed font file with the advances met so far.
type typeFace struct {
	font       *opentype.Font
	unitsPerEm int

	mu       sync.Mutex
	buf      sfnt.Buffer
	advances map[rune]int // font units; –1 for a rune without a glyph
}

var (
	regular = sync.OnceValue(func() *typeFace { return parse(fonts.Regular) })
	bold    = sync.OnceValue(func() *typeFace { return parse(fonts.Bold) })
)

func face(isBold bool) *typeFace {
	if isBold {
		return bold()
	}
	return regular()
}

func parse(ttf []byte) *typeFace {
	f, err := opentype.Parse(ttf)
	if err != nil {
		panic(fmt.Sprintf("pen: embedded font: %v", err))
	}
	return &typeFace{font: f, unitsPerEm: int(f.UnitsPerEm()), advances: map[rune]int{}}
}

// has tells whether the face draws a rune. What is invisible it never has: that is for set to keep or drop.
func (t *typeFace) has(r rune) bool {
	return r <= 0xffff && (r < 0x200c || r > 0x200f) && !invisible(r) && t.lookup(r) >= 0
}

// hasAll tells whether the face draws all of a clean text.
func (t *typeFace) hasAll(s string) bool {
	if plain(s) {
		return true
	}
	for _, r := range s {
		if !t.has(r) {
			return false
		}
	}
	return true
}

// units is the length of s in units of the face.
func (t *typeFace) units(s string) int {
	units := 0
	for _, r := range s {
		units += t.advance(r)
	}
	return units
}

// width is the length of s in ems.
func (t *typeFace) width(s string) float64 { return float64(t.units(s)) / float64(t.unitsPerEm) }

func (t *typeFace) advance(r rune) int { return max(t.lookup(r), 0) }

func (t *typeFace) lookup(r rune) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	if a, known := t.advances[r]; known {
		return a
	}
	a := -1
	if i, err := t.font.GlyphIndex(&t.buf, r); err == nil && i != 0 {
		if adv, err := t.font.GlyphAdvance(&t.buf, i, fixed.Int26_6(t.unitsPerEm), font.HintingNone); err == nil {
			a = int(adv)
		}
	}
	t.advances[r] = a
	return a
}
