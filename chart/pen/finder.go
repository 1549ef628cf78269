package pen

import (
	"sync"

	"github.com/go-text/typesetting/font"
)

// A Finder finds faces for the signs that the embedded ones lack.
type Finder interface {
	// Find returns a face that draws all of the text, bold where it can be, or nil where there is none. It answers
	// the same each time, and may be asked from several goroutines.
	Find(text []rune, bold bool) *font.Face
}

// noFonts is what is known before a program says where its fonts are.
type noFonts struct{}

func (noFonts) Find([]rune, bool) *font.Face { return nil }

// typesetter sets text in more faces than the embedded ones. Faces and the shaper keep notes of their own, so that
// all of it happens under one lock.
var typesetter = struct {
	sync.Mutex
	finder Finder
	set    map[setKey]setText // what was set, so that measuring and drawing do it once
}{finder: noFonts{}, set: map[setKey]setText{}}

type setKey struct {
	text string
	bold bool
}

// mostSet is how many texts are kept before they are all forgotten.
const mostSet = 4096

// UseFinder says where signs are found that the embedded faces lack; nil: nowhere, which is how a program begins.
func UseFinder(f Finder) {
	if f == nil {
		f = noFonts{}
	}
	typesetter.Lock()
	defer typesetter.Unlock()
	typesetter.finder = f
	clear(typesetter.set)
}

// setForeign sets a text that has signs the embedded faces lack.
func setForeign(s string, isBold bool) setText {
	typesetter.Lock()
	defer typesetter.Unlock()
	key := setKey{s, isBold}
	if t, known := typesetter.set[key]; known {
		return t
	}
	if len(typesetter.set) >= mostSet {
		clear(typesetter.set)
	}
	t := set([]rune(s), face(isBold), func(text []rune) *font.Face { return typesetter.finder.Find(text, isBold) })
	typesetter.set[key] = t
	return t
}
