package theme

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	base "fyne.io/fyne/v2/theme"
)

// Write puts a text of a weight into an object of the canvas. Bold texts are always written through it, see [face].
func Write(t *canvas.Text, s string, bold bool) {
	t.Text, t.TextStyle.Bold, t.FontSource = s, bold, face(s, bold)
}

// Measure is the size of a line of text in units.
func Measure(s string, size float32, bold bool) fyne.Size {
	m, _ := fyne.CurrentApp().Driver().RenderedTextSize(s, size, fyne.TextStyle{Bold: bold}, face(s, bold))
	return m
}

// face is the one font a text is set in, nil where it takes several. For each of its styles the toolkit reads a font of emoji of
// 4 MB, which takes longer and holds more memory than all else on a page; bold texts seldom have an emoji, so that those without
// are set in the bold font alone.
func face(s string, bold bool) fyne.Resource {
	if !bold {
		return nil
	}
	for _, r := range s {
		if !inFont(r) {
			return nil
		}
	}
	return base.DefaultTextBoldFont()
}

// inFont reports whether Noto Sans has a letter or sign for certain: Latin, Greek, Cyrillic and common punctuation.
func inFont(r rune) bool {
	return r >= ' ' && r < 0x7f || r >= 0xa0 && r < 0x0250 || r >= 0x0391 && r < 0x0450 && r != 0x03a2 || r >= 0x2010 && r <= 0x2026 || r == '−'
}
