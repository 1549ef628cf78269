package theme

import (
	"image/color"
	"sync/atomic"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"
)

// Mode says which palette is in force.
type Mode int32

// The modes: follow the desktop, or stay with one.
const (
	System Mode = iota
	Light
	Dark
)

// Theme is the Fyne theme of the window. Give it to app.Settings().SetTheme once; afterwards [Theme.Use] changes the
// mode of the running window.
type Theme struct{ mode atomic.Int32 }

// New is a theme in a mode.
func New(mode Mode) *Theme {
	t := &Theme{}
	t.mode.Store(int32(mode))
	return t
}

// Mode is the mode in force.
func (t *Theme) Mode() Mode { return Mode(t.mode.Load()) }

// Use changes the mode and has everything shown redrawn. Call it on the window's thread.
func (t *Theme) Use(mode Mode) {
	t.mode.Store(int32(mode))
	if app := fyne.CurrentApp(); app != nil {
		app.Settings().SetTheme(t)
	}
}

func (t *Theme) palette(system fyne.ThemeVariant) Palette {
	switch t.Mode() {
	case Light:
		return Palette{}
	case Dark:
		return Palette{Dark: true}
	}
	return Palette{Dark: system == base.VariantDark}
}

// Color implements fyne.Theme.
func (t *Theme) Color(name fyne.ThemeColorName, system fyne.ThemeVariant) color.Color {
	p := t.palette(system)
	if tok, ok := aliases[name]; ok {
		return p.C(tok)
	}
	if _, ok := tokens[name]; ok {
		return p.C(name)
	}
	if c, ok := clear[name]; ok {
		return c
	}
	variant := base.VariantLight
	if p.Dark {
		variant = base.VariantDark
	}
	return base.DefaultTheme().Color(name, variant)
}

// Font implements fyne.Theme: Noto Sans, which Fyne carries.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource { return base.DefaultTheme().Font(style) }

// Icon implements fyne.Theme for Fyne's own widgets; ours use [Icon].
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource { return base.DefaultTheme().Icon(name) }

// Size implements fyne.Theme with the sizes of a dense desktop.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	if s, ok := sizes[name]; ok {
		return s
	}
	return base.DefaultTheme().Size(name)
}

// Text sizes, in units (device pixels at scale 1). Nothing is smaller than TextCaption.
const (
	TextTitle   float32 = 20
	TextHeading float32 = 16
	TextBody    float32 = 13
	TextCaption float32 = 11
)

// LineHeight is the height of one line of text of a size; other sizes get 1.36 of the size, the font's own.
func LineHeight(size float32) float32 {
	switch size {
	case TextTitle:
		return 24
	case TextHeading:
		return 20
	case TextBody:
		return 18
	case TextCaption:
		return 14
	}
	return size * 1.36
}

// Radii of corners.
const (
	RadiusControl float32 = 4
	RadiusPanel   float32 = 6
	RadiusDialog  float32 = 8
	RadiusChip    float32 = 12
)

// Heights and widths of the parts of the window.
const (
	SidebarWidth    float32 = 176
	HeaderHeight    float32 = 56
	ToolbarHeight   float32 = 40
	StatusHeight    float32 = 24
	RowHeight       float32 = 28 // table row of one line
	RowHeight2      float32 = 36 // table row of two lines
	ListRowHeight   float32 = 52
	PanelHeadHeight float32 = 36
	ControlHeight   float32 = 28
	SmallHeight     float32 = 24 // button in a list
	BadgeHeight     float32 = 20
)

// Space comes in steps: Gap1 inside badges, Gap2 between controls, Gap3 between and inside panels, Gap4 round the page.
const (
	Gap1 float32 = 4
	Gap2 float32 = 8
	Gap3 float32 = 12
	Gap4 float32 = 16
)

var sizes = map[fyne.ThemeSizeName]float32{
	base.SizeNameText:               TextBody,
	base.SizeNameCaptionText:        TextCaption,
	base.SizeNameSubHeadingText:     TextHeading,
	base.SizeNameHeadingText:        TextTitle,
	base.SizeNamePadding:            4,
	base.SizeNameInnerPadding:       5,
	base.SizeNameLineSpacing:        2,
	base.SizeNameInlineIcon:         16,
	base.SizeNameSeparatorThickness: 1,
	base.SizeNameInputBorder:        1,
	base.SizeNameInputRadius:        RadiusControl,
	base.SizeNameButtonRadius:       RadiusControl,
	base.SizeNameSelectionRadius:    RadiusControl,
	base.SizeNameMenuRadius:         RadiusPanel,
	base.SizeNamePopupRadius:        RadiusPanel,
	base.SizeNameCardRadius:         RadiusPanel,
	base.SizeNameDialogRadius:       RadiusDialog,
	base.SizeNameScrollBar:          8,
	base.SizeNameScrollBarSmall:     4,
}
