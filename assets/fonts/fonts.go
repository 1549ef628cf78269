// Package fonts carries the two faces of Noto Sans that charts and reports are set in, so that a page looks the
// same on every machine. The files are cut to Latin, Greek, Cyrillic and common punctuation and carry no kerning,
// which keeps a text as wide on the screen as in a PDF. Licence: OFL.txt. It must not import anything of ours.
package fonts

import _ "embed"

var (
	// Regular is Noto Sans Regular, TrueType.
	//
	//go:embed NotoSans-Regular.ttf
	Regular []byte

	// Bold is Noto Sans Bold, TrueType.
	//
	//go:embed NotoSans-Bold.ttf
	Bold []byte
)
