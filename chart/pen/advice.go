package pen

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A writing is a group of signs that one package of fonts brings.
type writing struct {
	name     string
	has      func(r rune) bool
	packages string // of Debian and Ubuntu
}

var writings = []writing{
	{"Chinese, Japanese and Korean", inAny(unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo, eastAsianSigns), "fonts-noto-cjk"},
	{"emoji", func(r rune) bool { return r >= 0x1f000 && r < 0x20000 }, "fonts-noto-color-emoji"},
	{"other scripts", func(rune) bool { return true }, "fonts-noto-core"},
}

// eastAsianSigns are punctuation and full-width letters.
var eastAsianSigns = &unicode.RangeTable{R16: []unicode.Range16{{Lo: 0x3000, Hi: 0x303f, Stride: 1}, {Lo: 0xff00, Hi: 0xffef, Stride: 1}}}

func inAny(tables ...*unicode.RangeTable) func(rune) bool {
	return func(r rune) bool { return unicode.In(r, tables...) }
}

// Advice says which signs are lacking and what brings them, in sentences for a person; "" where none are.
func Advice(lacking []string) string {
	if len(lacking) == 0 {
		return ""
	}
	const most = 5
	var named []string
	for _, s := range lacking[:min(most, len(lacking))] {
		first, _ := utf8.DecodeRuneInString(s)
		named = append(named, fmt.Sprintf("%s (%U)", s, first)) // who reads this may lack the sign, too
	}
	shown := strings.Join(named, ", ")
	if more := len(lacking) - most; more > 0 {
		shown += fmt.Sprintf(" and %d more", more)
	}
	var scripts, packages []string
	for _, w := range wanted(lacking) {
		scripts, packages = append(scripts, w.name), append(packages, w.packages)
	}
	return fmt.Sprintf("No font on this computer has %s, so %c stands in their place. Install fonts for %s (on Debian and Ubuntu: %s) and start Watchbill again.",
		shown, standIn, joined(scripts), joined(packages))
}

// wanted are the writings that the signs belong to, in the order of writings.
func wanted(signs []string) []writing {
	needs := map[string]bool{}
	for _, s := range signs {
		first, _ := utf8.DecodeRuneInString(s) // says what the sign is
		if i := slices.IndexFunc(writings, func(w writing) bool { return w.has(first) }); i >= 0 {
			needs[writings[i].packages] = true
		}
	}
	var list []writing
	for _, w := range writings {
		if needs[w.packages] {
			list = append(list, w)
		}
	}
	return list
}

func joined(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
