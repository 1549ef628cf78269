package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"
)

// Token names one colour of the look. It is a Fyne colour name, so Fyne's own widgets can take tokens too.
type Token = fyne.ThemeColorName

// Grounds and lines.
const (
	Bg      Token = "wb-bg"      // the page
	Surface Token = "wb-surface" // panel, header, field
	Sunken  Token = "wb-sunken"  // sidebar, group row, track, hover
	Line    Token = "wb-line"    // panel and table rules
	Line2   Token = "wb-line2"   // border of fields and buttons
	Weekend Token = "wb-weekend" // ground of Saturday and Sunday
	Hatch   Token = "wb-hatch"   // lines over a draft
	Scrim   Token = "wb-scrim"   // over the page, under a dialogue
	None    Token = "wb-none"    // fully transparent
)

// Text, each readable (≥ 4.5:1) on Bg, Surface and Sunken.
const (
	Text  Token = "wb-text"
	Text2 Token = "wb-text2" // secondary
	Text3 Token = "wb-text3" // captions
)

// Meaning. The soft tokens are grounds for text in the token they are named after.
const (
	Accent     Token = "wb-accent" // the main action, selection, now, forecast
	AccentSoft Token = "wb-accent-soft"
	OnAccent   Token = "wb-on-accent" // text on Accent
	Good       Token = "wb-good"      // proven, done
	GoodSoft   Token = "wb-good-soft"
	Warn       Token = "wb-warn" // soon, bends a rule, soft limit
	WarnSoft   Token = "wb-warn-soft"
	Bad        Token = "wb-bad" // gap, limit, cap, failure
	BadSoft    Token = "wb-bad-soft"
	OnBad      Token = "wb-on-bad" // text on Bad
)

// Charts and heat cells. A heat cell always carries its digit.
const (
	FanOuter Token = "wb-fan-outer" // P10 to P90
	FanInner Token = "wb-fan-inner" // the middle half
	Heat0    Token = "wb-heat0"
	Heat1    Token = "wb-heat1"
	Heat2    Token = "wb-heat2"
	Heat3    Token = "wb-heat3"
	OnHeat3  Token = "wb-on-heat3" // the digit on Heat2 and Heat3
)

// The toast is inverted: it borrows from the other theme.
const (
	ToastGround Token = "wb-toast-ground"
	ToastText   Token = "wb-toast-text"
	ToastHint   Token = "wb-toast-hint"
	ToastLink   Token = "wb-toast-link"
)

// pair is one colour in both themes, as 0xRRGGBB.
type pair struct{ light, dark uint32 }

var tokens = map[Token]pair{
	Bg:      {0xF4F5F7, 0x15171B},
	Surface: {0xFFFFFF, 0x1D2025},
	Sunken:  {0xECEEF1, 0x272B31},
	Line:    {0xDADDE2, 0x343941},
	Line2:   {0xB7BDC7, 0x555D69},
	Weekend: {0xF0F1F4, 0x23262C},
	Hatch:   {0xC9CED6, 0x454C56},

	Text:  {0x1A1D21, 0xE8EAED},
	Text2: {0x4A515C, 0xB8BEC8},
	Text3: {0x646B77, 0x979EA9},

	Accent:     {0x1F5FBF, 0x7FACF8},
	AccentSoft: {0xE4ECF9, 0x22334E},
	OnAccent:   {0xFFFFFF, 0x0D1A2D},
	Good:       {0x1B7440, 0x6DC793},
	GoodSoft:   {0xE1F2E8, 0x1B3526},
	Warn:       {0x855600, 0xE3B24C},
	WarnSoft:   {0xFBF0D6, 0x392F17},
	Bad:        {0xB3261E, 0xF2928A},
	BadSoft:    {0xFBE6E4, 0x432321},
	OnBad:      {0xFFFFFF, 0x2A0D0B},

	FanOuter: {0xDCE7F8, 0x22314A},
	FanInner: {0xB9D0F2, 0x314B74},
	Heat0:    {0xECEEF1, 0x272B31},
	Heat1:    {0xFBF0D6, 0x392F17},
	Heat2:    {0xF0D08A, 0x6B5523},
	Heat3:    {0xD99A2B, 0xB98527},
	OnHeat3:  {0x1A1D21, 0x14171C},

	ToastGround: {0x1A1D21, 0xE8EAED},
	ToastText:   {0xF4F5F7, 0x15171B},
	ToastHint:   {0xB7BDC7, 0x555D69},
	ToastLink:   {0x7FACF8, 0x1F5FBF},
}

// clear are the tokens with transparency, the same in both themes.
var clear = map[Token]color.NRGBA{
	Scrim: {A: 115}, // 45 % black
	None:  {},
}

// aliases let Fyne's own widgets (entries, lists, scroll bars) follow the tokens.
var aliases = map[fyne.ThemeColorName]Token{
	base.ColorNameBackground:          Bg,
	base.ColorNameButton:              Surface,
	base.ColorNameDisabled:            Text3,
	base.ColorNameDisabledButton:      Sunken,
	base.ColorNameError:               Bad,
	base.ColorNameFocus:               Accent,
	base.ColorNameForeground:          Text,
	base.ColorNameForegroundOnError:   OnBad,
	base.ColorNameForegroundOnPrimary: OnAccent,
	base.ColorNameHeaderBackground:    Surface,
	base.ColorNameHover:               Sunken,
	base.ColorNameHyperlink:           Accent,
	base.ColorNameInputBackground:     None, // fields stand on a ground of their own
	base.ColorNameInputBorder:         Line2,
	base.ColorNameMenuBackground:      Surface,
	base.ColorNameOverlayBackground:   Surface,
	base.ColorNamePlaceHolder:         Text3,
	base.ColorNamePressed:             Line,
	base.ColorNamePrimary:             Accent,
	base.ColorNameScrollBar:           Line2,
	base.ColorNameScrollBarBackground: None,
	base.ColorNameSelection:           AccentSoft,
	base.ColorNameSeparator:           Line,
	base.ColorNameShadow:              None,
	base.ColorNameSuccess:             Good,
	base.ColorNameWarning:             Warn,
}

func rgb(c uint32) color.NRGBA {
	return color.NRGBA{R: uint8(c >> 16), G: uint8(c >> 8), B: uint8(c), A: 0xFF}
}
