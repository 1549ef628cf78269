package pen

import (
	"slices"
	"unicode"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
)

// A setText is a text as it stands on a line.
type setText struct {
	parts   []part   // from the left
	width   float64  // in ems
	lacking []string // signs that no face has, in reading order
}

// A part is set in one face: text in Noto Sans, or glyphs of another face.
type part struct {
	text   string
	glyphs []Glyph
	width  float64 // in ems
}

const standIn = '\ufffd' // for a sign that no face has

// set sets a text: which face has which signs, in which order, and how letters join.
func set(text []rune, own *typeFace, find func([]rune) *font.Face) setText {
	var all setText
	for _, s := range directions(text) {
		var parts []part
		for _, p := range pieces(text[s.from:s.to], own) {
			if p.own {
				parts = append(parts, ownPart(string(p.text), s.leftward, own))
				continue
			}
			for _, w := range faces(p.text, find) {
				if w.face == nil {
					all.lacking = append(all.lacking, string(w.text))
					parts = append(parts, ownPart(string(standIn), s.leftward, own))
					continue
				}
				parts = append(parts, shape(w.text, w.face, s.leftward))
			}
		}
		if s.leftward {
			slices.Reverse(parts)
		}
		all.parts = append(all.parts, parts...)
	}
	for _, p := range all.parts {
		all.width += p.width
	}
	return all
}

func ownPart(s string, leftward bool, own *typeFace) part {
	if leftward {
		s = mirrored(s)
	}
	return part{text: s, width: own.width(s)}
}

// A piece is text that the embedded face has, or that it lacks.
type piece struct {
	text []rune
	own  bool
}

// pieces parts a text by who has its signs. What cannot be seen, and accents, stay with the letter before them; what is
// invisible between letters of the embedded face is dropped.
func pieces(text []rune, own *typeFace) []piece {
	var list []piece
	for _, r := range text {
		last := len(list) - 1
		foreign := last >= 0 && !list[last].own
		mine := own.has(r)
		switch {
		case attached(r):
			if invisible(r) && !foreign {
				continue
			}
			mine = mine && !foreign
		case !mine && unicode.Is(unicode.Cf, r):
			continue
		}
		if last < 0 || list[last].own != mine {
			list = append(list, piece{own: mine})
			last++
		}
		list[last].text = append(list[last].text, r)
	}
	return list
}

// invisible tells whether a rune only says something about its neighbours: joiners, variation selectors, tags.
func invisible(r rune) bool {
	return r == 0x200c || r == 0x200d || r >= 0xfe00 && r <= 0xfe0f || r >= 0xe0020 && r <= 0xe007f || r >= 0xe0100 && r <= 0xe01ef
}

// cluster is the number of runes that the first sign of the text is made of: a letter and its accents, an emoji and
// what is joined to it, the two halves of a flag.
func cluster(text []rune) int {
	n := 1
	for n < len(text) {
		r := text[n]
		switch {
		case attached(r) || r >= 0x1f3fb && r <= 0x1f3ff:
		case text[n-1] == 0x200d:
		case n == 1 && flagHalf(text[0]) && flagHalf(r):
		default:
			return n
		}
		n++
	}
	return n
}

func flagHalf(r rune) bool { return r >= 0x1f1e6 && r <= 0x1f1ff }

// A worded is text in one script with the face that has it, nil where none has.
type worded struct {
	text []rune
	face *font.Face
}

// faces parts a text by script and finds a face for each: one for the whole where one has it all, else sign by sign.
func faces(text []rune, find func([]rune) *font.Face) []worded {
	var list []worded
	for len(text) > 0 {
		n := cluster(text)
		for script := scriptOf(text[:n]); n < len(text); {
			more := cluster(text[n:])
			next := scriptOf(text[n : n+more])
			if next != script && script.Strong() && next.Strong() {
				break
			}
			if !script.Strong() {
				script = next
			}
			n += more
		}
		if f := find(text[:n]); f != nil {
			list = append(list, worded{text[:n], f})
		} else {
			list = append(list, signBySign(text[:n], find)...)
		}
		text = text[n:]
	}
	return list
}

func signBySign(text []rune, find func([]rune) *font.Face) []worded {
	var list []worded
	for len(text) > 0 {
		n := cluster(text)
		f := find(text[:n])
		if last := len(list) - 1; f != nil && last >= 0 && list[last].face == f {
			list[last].text = append(slices.Clip(list[last].text), text[:n]...)
		} else {
			list = append(list, worded{text[:n], f})
		}
		text = text[n:]
	}
	return list
}

// scriptOf is the script of the first letter that has one.
func scriptOf(text []rune) language.Script {
	for _, r := range text {
		if s := language.LookupScript(r); s.Strong() {
			return s
		}
	}
	return language.Common
}

var shaper shaping.HarfbuzzShaper // under the typesetter's lock

// em is the size that text is shaped in; places come in 64ths of a thousandth of it.
const em = 1000

// shape sets letters in a face: joined, stacked and ordered as their script asks.
func shape(text []rune, f *font.Face, leftward bool) part {
	in := shaping.Input{
		Text: text, RunEnd: len(text), Face: f, Size: fixed.I(em),
		Direction: di.DirectionLTR, Script: scriptOf(text), Language: language.DefaultLanguage(),
	}
	if leftward {
		in.Direction = di.DirectionRTL
	}
	out := shaper.Shape(in)
	var p part
	said := map[int]int{} // glyphs that spoke for a cluster, by its beginning
	for _, g := range out.Glyphs {
		p.glyphs = append(p.glyphs, Glyph{
			Face: f, ID: g.GlyphID, X: p.width + ems(g.XOffset), Y: ems(g.YOffset), Advance: ems(g.Advance),
			Text: spoken(text, g, said),
		})
		p.width += ems(g.Advance)
	}
	return p
}

// spoken is the text that a glyph stands for: all of its cluster for the first glyph of one, nothing for the others.
func spoken(text []rune, g shaping.Glyph, said map[int]int) string {
	from := g.TextIndex()
	said[from]++
	if said[from] > 1 {
		return ""
	}
	return string(text[from:min(from+g.RunesCount(), len(text))])
}

func ems(v fixed.Int26_6) float64 { return float64(v) / 64 / em }

// attached tells whether a rune belongs to the letter before it: an accent, or what cannot be seen.
func attached(r rune) bool { return unicode.Is(unicode.M, r) || invisible(r) }
