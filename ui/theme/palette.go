package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"
)

// Palette is one set of colours, light or dark. It is a plain value: take [Current] on the window's thread and hand it to
// a renderer on another, or use it as part of a cache key.
type Palette struct{ Dark bool }

// Current is the palette in force. Without an application, or under a theme that is not ours, it is the light one.
func Current() Palette {
	app := fyne.CurrentApp()
	if app == nil {
		return Palette{}
	}
	settings := app.Settings()
	if t, ok := settings.Theme().(*Theme); ok {
		return t.palette(settings.ThemeVariant())
	}
	return Palette{Dark: settings.ThemeVariant() == base.VariantDark}
}

// C is a token's colour in the palette in force.
func C(tok Token) color.NRGBA { return Current().C(tok) }

// C is a token's colour. A name that is not a token is a programmer's error and shows as magenta.
func (p Palette) C(tok Token) color.NRGBA {
	if c, ok := tokens[tok]; ok {
		if p.Dark {
			return rgb(c.dark)
		}
		return rgb(c.light)
	}
	if c, ok := clear[tok]; ok {
		return c
	}
	return rgb(0xFF00FF)
}

// people are the persons' fills, the same in both themes. The first eight stay apart for all three kinds of
// colour-blindness (distance in OKLab ≥ 0.09), all twelve at ≥ 0.085.
var people = [...]struct {
	fill     uint32
	whiteInk bool
}{
	{0xCDAA3A, false},
	{0x424A93, true},
	{0x86DDF2, false},
	{0x9A5106, true},
	{0x8A77D2, false},
	{0x16A289, false},
	{0xBCE6A1, false},
	{0x087982, true},
	{0xA7A0FB, false},
	{0x77373B, true},
	{0x5BC7B3, false},
	{0xA88506, false},
}

// PersonColours is how many fills there are; person 13 has the colour of person 1.
const PersonColours = len(people)

func personIndex(n int) int {
	return ((n-1)%PersonColours + PersonColours) % PersonColours
}

// PersonFill is the ground of person n's blocks and tiles, n from 1; other numbers wrap.
func PersonFill(n int) color.NRGBA { return rgb(people[personIndex(n)].fill) }

// PersonInk is the colour of text on PersonFill(n).
func PersonInk(n int) color.NRGBA {
	if people[personIndex(n)].whiteInk {
		return rgb(0xFFFFFF)
	}
	return rgb(0x14171C)
}

// PersonEdge is the 1 px edge round person n's fill in the palette in force.
func PersonEdge(n int) color.NRGBA { return Current().PersonEdge(n) }

// PersonEdge is the fill mixed 40 % towards Text, so that the block stands ≥ 3:1 against Surface.
func (p Palette) PersonEdge(n int) color.NRGBA { return Mix(PersonFill(n), p.C(Text), 0.4) }

// Mix is the opaque colour share of the way from a to b, share in [0, 1], by channel in sRGB.
func Mix(a, b color.NRGBA, share float64) color.NRGBA {
	channel := func(x, y uint8) uint8 {
		return uint8(float64(x)*(1-share) + float64(y)*share + 0.5)
	}
	return color.NRGBA{R: channel(a.R, b.R), G: channel(a.G, b.G), B: channel(a.B, b.B), A: 0xFF}
}
