package timeline

import (
	"sort"

	"fyne.io/fyne/v2"

	"watchbill/ui/theme"
)

// Sizes of the two kinds of text, in Fyne units.
const (
	textSize    = 13
	captionSize = 11
)

const ellipsis = "…"

// letters measures texts and remembers the answers: a timeline asks for the same few names in every frame.
type letters struct {
	sizes map[letterKey]fyne.Size
	cuts  map[cutKey]string
}

type letterKey struct {
	text string
	size float32
	bold bool
}

type cutKey struct {
	letterKey
	room int
}

// mostLetters bounds what is remembered.
const mostLetters = 8000

func (l *letters) measure(text string, size float32, bold bool) fyne.Size {
	k := letterKey{text, size, bold}
	if s, ok := l.sizes[k]; ok {
		return s
	}
	if l.sizes == nil || len(l.sizes) > mostLetters {
		l.sizes = map[letterKey]fyne.Size{}
	}
	s := theme.Measure(text, size, bold)
	l.sizes[k] = s
	return s
}

func (l *letters) width(text string, size float32, bold bool) float32 {
	return l.measure(text, size, bold).Width
}

// cut shortens a text with … to fit into room units; it is empty if not even one letter fits.
func (l *letters) cut(text string, size float32, bold bool, room float32) string {
	if l.width(text, size, bold) <= room {
		return text
	}
	k := cutKey{letterKey{text, size, bold}, int(room)}
	if s, ok := l.cuts[k]; ok {
		return s
	}
	if l.cuts == nil || len(l.cuts) > mostLetters {
		l.cuts = map[cutKey]string{}
	}
	runes := []rune(text)
	n := sort.Search(len(runes), func(n int) bool {
		return theme.Measure(string(runes[:n+1])+ellipsis, size, bold).Width > float32(k.room)
	})
	s := ""
	if n > 0 {
		s = string(runes[:n]) + ellipsis
	}
	l.cuts[k] = s
	return s
}
