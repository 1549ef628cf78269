package systemfonts

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/fontscan"
)

// A candidate is a face that may be chosen.
type candidate struct{ fontscan.Footprint }

// candidates are the faces worth looking at: upright ones that draw what they claim.
func candidates(found []fontscan.Footprint) []candidate {
	var list []candidate
	for _, f := range found {
		lastResort := strings.Contains(f.Family, "lastresort") || strings.Contains(f.Family, "adobeblank")
		if !lastResort && f.Aspect.Style == font.StyleNormal && f.Location.Instance == 0 {
			list = append(list, candidate{f})
		}
	}
	return list
}

func (c candidate) hasAll(text []rune) bool {
	for _, r := range text {
		if !c.Runes.Contains(r) {
			return false
		}
	}
	return true
}

// A wish is what a text would best be set in.
type wish struct {
	weight font.Weight
	emoji  bool
	region string // of Chinese characters, as families name it: "jp", "kr", "sc", "tc", "hk"
}

func wishFor(signs, text []rune, bold bool, language string) wish {
	w := wish{weight: font.WeightNormal, region: region(signs, language)}
	if bold {
		w.weight = font.WeightBold
	}
	w.emoji = slices.ContainsFunc(signs, func(r rune) bool { return r >= 0x1f000 }) || slices.Contains(text, 0xfe0f)
	return w
}

// region is whose shapes Chinese characters take: those of the text's own syllables where it has any, else those of the
// reader's language, else those that the families of Noto begin with.
func region(text []rune, language string) string {
	for _, r := range text {
		switch {
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			return "jp"
		case unicode.Is(unicode.Hangul, r):
			return "kr"
		case unicode.Is(unicode.Bopomofo, r):
			return "tc"
		}
	}
	language, _, _ = strings.Cut(strings.ReplaceAll(language, "-", "_"), ".")
	switch short, _, _ := strings.Cut(language, "_"); {
	case short == "ko":
		return "kr"
	case language == "zh_TW":
		return "tc"
	case language == "zh_HK" || language == "zh_MO":
		return "hk"
	case short == "zh":
		return "sc"
	}
	return "jp"
}

// distance is how far a face is from the wish; of two that have the signs the nearer one is taken. Being of the right
// kind counts more than the family, and the family more than the weight.
func (c candidate) distance(w wish) float64 {
	d := math.Abs(float64(c.Aspect.Weight-w.weight)) / 20
	d += 400 * math.Abs(float64(c.Aspect.Stretch)-1)
	family := c.Family
	switch {
	case strings.HasPrefix(family, "notosans"):
	case strings.Contains(family, "sans"):
		d += 15
	case strings.Contains(family, "serif"):
		d += 90
	default:
		d += 40
	}
	for word, far := range map[string]float64{"mono": 200, "nastaliq": 60, "kufi": 60, "looped": 30, "display": 30, "unifont": 300, "symbol": 5} {
		if strings.Contains(family, word) {
			d += far
		}
	}
	if emoji := strings.Contains(family, "emoji"); emoji != w.emoji {
		d += 500
	}
	if _, shapes, ok := strings.Cut(family, "cjk"); ok && !strings.HasPrefix(strings.TrimPrefix(shapes, "mono"), w.region) {
		d += 50
	}
	return d
}

type ranked struct {
	candidate
	distance float64
}

// compare puts the nearest first; what is as near goes by name, so that the same computer chooses the same.
func compare(a, b ranked) int {
	return cmp.Or(
		cmp.Compare(a.distance, b.distance),
		cmp.Compare(a.Family, b.Family),
		cmp.Compare(a.Location.File, b.Location.File),
		cmp.Compare(a.Location.Index, b.Location.Index),
	)
}
