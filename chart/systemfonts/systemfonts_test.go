package systemfonts

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/fontscan"
)

// print is what a search would say about a face.
func print(family, file, signs string, weight font.Weight) fontscan.Footprint {
	p := fontscan.Footprint{
		Family: font.NormalizeFamily(family), Location: fontscan.Location{File: filepath.Join("../pen/pentest/fonts", file)},
		Aspect: font.Aspect{Style: font.StyleNormal, Weight: weight, Stretch: font.StretchNormal},
	}
	for _, r := range signs {
		p.Runes.Add(r)
	}
	return p
}

func known(language string, prints ...fontscan.Footprint) *Fonts {
	return &Fonts{language: language, faces: map[fontscan.Location]*font.Face{}, scan: func() ([]fontscan.Footprint, error) { return prints, nil }}
}

func TestTheBestFaceIsChosen(t *testing.T) {
	const arabic, han = "علي حسن", "山田太郎"
	slanted := print("Noto Sans", "arabic.ttf", arabic, font.WeightNormal)
	slanted.Aspect.Style = font.StyleItalic
	narrow := print("Noto Sans", "arabic.ttf", arabic, font.WeightNormal)
	narrow.Aspect.Stretch = font.StretchCondensed
	for name, c := range map[string]struct {
		text     string
		bold     bool
		language string
		prints   []fontscan.Footprint
		want     int
	}{
		"sans before serif":        {"علي", false, "", []fontscan.Footprint{print("Noto Serif", "", arabic, 400), print("Noto Sans Arabic", "", arabic, 400)}, 1},
		"bold for bold":            {"علي", true, "", []fontscan.Footprint{print("Noto Sans Arabic", "", arabic, 400), print("Noto Sans Arabic", "", arabic, 700)}, 1},
		"the family before bold":   {"علي", true, "", []fontscan.Footprint{print("Noto Sans Arabic", "", arabic, 400), print("Noto Kufi Arabic", "", arabic, 700)}, 0},
		"all signs or none":        {"علي", false, "", []fontscan.Footprint{print("Noto Sans", "", "عل", 400), print("Amiri", "", arabic, 400)}, 1},
		"upright":                  {"علي", false, "", []fontscan.Footprint{slanted, print("Amiri", "", arabic, 400)}, 1},
		"not narrowed":             {"علي", false, "", []fontscan.Footprint{narrow, print("Noto Sans", "", arabic, 400)}, 1},
		"Japanese unless said":     {"山田", false, "en_GB.UTF-8", []fontscan.Footprint{print("Noto Sans CJK SC", "", han, 400), print("Noto Sans CJK JP", "", han, 400)}, 1},
		"the reader's shapes":      {"山田", false, "zh_CN.UTF-8", []fontscan.Footprint{print("Noto Sans CJK JP", "", han, 400), print("Noto Sans CJK SC", "", han, 400)}, 1},
		"the text's own shapes":    {"山한", false, "zh_CN.UTF-8", []fontscan.Footprint{print("Noto Sans CJK SC", "", "山한", 400), print("Noto Sans CJK KR", "", "山한", 400)}, 1},
		"colour for emoji":         {"🚀", false, "", []fontscan.Footprint{print("Symbola Sans", "", "🚀", 400), print("Noto Color Emoji", "", "🚀", 400)}, 1},
		"no colour for a sign":     {"☀", false, "", []fontscan.Footprint{print("Noto Color Emoji", "", "☀", 400), print("DejaVu Serif", "", "☀", 400)}, 1},
		"colour where it is asked": {"☀\ufe0f", false, "", []fontscan.Footprint{print("DejaVu Sans", "", "☀", 400), print("Noto Color Emoji", "", "☀", 400)}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			for i := range c.prints { // each stands for a file of its own
				c.prints[i].Location = fontscan.Location{File: "../pen/pentest/fonts/arabic.ttf", Index: 0, Instance: 0}
			}
			files := []string{"arabic.ttf", "hebrew.ttf"}
			for i := range c.prints {
				c.prints[i].Location.File = filepath.Join("../pen/pentest/fonts", files[i])
			}
			f := known(c.language, c.prints...)
			got := f.Find([]rune(c.text), c.bold)
			if want := f.faces[c.prints[c.want].Location]; got == nil || got != want {
				t.Errorf("%q is not set in face %d", c.text, c.want)
			}
		})
	}
}

func TestFilesThatCannotBeReadArePassedBy(t *testing.T) {
	broken := filepath.Join(t.TempDir(), "broken.ttf")
	if err := os.WriteFile(broken, []byte("no font"), 0o600); err != nil {
		t.Fatal(err)
	}
	bad, gone := print("Noto Sans", "", "علي", 400), print("Noto Sans", "gone.ttf", "علي", 400)
	bad.Location.File = broken
	f := known("", bad, gone, print("Amiri", "arabic.ttf", "علي", 400))
	if f.Find([]rune("علي"), false) == nil {
		t.Error("no face is found behind two that cannot be read")
	}
	if got := f.Find([]rune("山"), false); got != nil {
		t.Errorf("a face is found for a sign that none has: %v", got.Font)
	}
}

func TestWithoutFontsNothingIsFound(t *testing.T) {
	f := &Fonts{faces: map[fontscan.Location]*font.Face{}, scan: func() ([]fontscan.Footprint, error) { return nil, errors.New("no folder of fonts") }}
	for range 2 {
		if got := f.Find([]rune("山"), false); got != nil {
			t.Errorf("found %v, want nothing", got.Font)
		}
	}
}
