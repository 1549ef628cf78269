// Package systemfonts finds faces among the fonts of the computer for signs that the program's own do not have:
// Chinese, Arabic, Thai, emoji and the like. Nothing is read before the first such sign. It must not import anything
// of ours.
package systemfonts

import (
	"os"
	"slices"
	"sync"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/fontscan"
)

// Fonts are the fonts of this computer. It is a pen.Finder.
type Fonts struct {
	scan     func() ([]fontscan.Footprint, error)
	language string // two letters: whose Chinese characters are meant where a text does not say

	mu    sync.Mutex
	read  bool
	all   []candidate
	faces map[fontscan.Location]*font.Face // nil for a file that cannot be read
}

// New returns the fonts of this computer. What is found is noted in the folder cache, so that it is quick the next
// time; where that cannot be written, it is looked for each time. Language is the reader's, such as "ja_JP.UTF-8".
func New(cache, language string) *Fonts {
	return &Fonts{language: language, faces: map[fontscan.Location]*font.Face{}, scan: func() ([]fontscan.Footprint, error) {
		return scan(cache)
	}}
}

func scan(cache string) ([]fontscan.Footprint, error) {
	if os.MkdirAll(cache, 0o700) == nil {
		if probe, err := os.CreateTemp(cache, "fonts-*"); err == nil {
			_ = probe.Close()
			_ = os.Remove(probe.Name())
			return fontscan.SystemFonts(silent{}, cache)
		}
	}
	dir, err := os.MkdirTemp("", "watchbill-fonts-*")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	return fontscan.SystemFonts(silent{}, dir)
}

// silent hears what the search says about fonts it cannot read: they are not used, which is all there is to know.
type silent struct{}

func (silent) Printf(string, ...any) {}

// Find returns the face that suits a text best among those that have all of its signs; see pen.Finder.
func (f *Fonts) Find(text []rune, bold bool) *font.Face {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.read {
		f.read = true
		if found, err := f.scan(); err == nil { // without fonts, no sign is found: the caller says so
			f.all = candidates(found)
		}
	}
	signs := slices.DeleteFunc(slices.Clone(text), ignorable)
	if len(signs) == 0 {
		return nil
	}
	wish := wishFor(signs, text, bold, f.language)
	var fitting []ranked
	for _, c := range f.all {
		if c.hasAll(signs) {
			fitting = append(fitting, ranked{c, c.distance(wish)})
		}
	}
	slices.SortFunc(fitting, compare)
	for _, c := range fitting {
		if face := f.face(c.Location); face != nil {
			return face
		}
	}
	return nil
}

// face reads a face, once.
func (f *Fonts) face(at fontscan.Location) *font.Face {
	if face, known := f.faces[at]; known {
		return face
	}
	f.faces[at] = readFace(at)
	return f.faces[at]
}

func readFace(at fontscan.Location) *font.Face {
	file, err := os.Open(at.File)
	if err != nil {
		return nil
	}
	defer func() { _ = file.Close() }()
	loaders, err := opentype.NewLoaders(file)
	if err != nil || int(at.Index) >= len(loaders) {
		return nil
	}
	ft, err := font.NewFont(loaders[at.Index])
	if err != nil {
		return nil
	}
	return font.NewFace(ft)
}

// ignorable are runes that faces need not have: joiners, variation selectors and tags.
func ignorable(r rune) bool {
	return r >= 0x200c && r <= 0x200f || r >= 0xfe00 && r <= 0xfe0f || r >= 0xe0020 && r <= 0xe007f || r >= 0xe0100 && r <= 0xe01ef
}
