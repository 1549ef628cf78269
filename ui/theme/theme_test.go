package theme

import (
	"fmt"
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"
	base "fyne.io/fyne/v2/theme"
)

// luminance and contrast follow WCAG 2.2, "relative luminance" and "contrast ratio".
func luminance(c color.NRGBA) float64 {
	channel := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(c.R) + 0.7152*channel(c.G) + 0.0722*channel(c.B)
}

func contrast(a, b color.NRGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func bothPalettes(t *testing.T, check func(t *testing.T, p Palette)) {
	t.Helper()
	for _, p := range []Palette{{}, {Dark: true}} {
		t.Run(fmt.Sprintf("dark=%v", p.Dark), func(t *testing.T) { check(t, p) })
	}
}

func TestTextIsReadable(t *testing.T) {
	grounds := []Token{Bg, Surface, Sunken}
	pairs := map[Token][]Token{
		Text: append([]Token{AccentSoft, GoodSoft, WarnSoft, BadSoft, Weekend, Heat1}, grounds...), Text2: grounds, Text3: grounds,
		OnAccent: {Accent}, OnBad: {Bad}, OnHeat3: {Heat3},
		Accent: {Surface, Bg, AccentSoft}, Good: {Surface, GoodSoft}, Warn: {Surface, WarnSoft}, Bad: {Surface, BadSoft},
		ToastText: {ToastGround}, ToastLink: {ToastGround}, ToastHint: {ToastGround},
	}
	bothPalettes(t, func(t *testing.T, p Palette) {
		for ink, grounds := range pairs {
			for _, ground := range grounds {
				if got := contrast(p.C(ink), p.C(ground)); got < 4.5 {
					t.Errorf("%s on %s: contrast %.2f, want ≥ 4.5", ink, ground, got)
				}
			}
		}
	})
}

func TestPersonColours(t *testing.T) {
	bothPalettes(t, func(t *testing.T, p Palette) {
		for n := 1; n <= PersonColours; n++ {
			if got := contrast(PersonInk(n), PersonFill(n)); got < 4.5 {
				t.Errorf("ink of person %d: contrast %.2f, want ≥ 4.5", n, got)
			}
			if got := contrast(p.PersonEdge(n), p.C(Surface)); got < 3 {
				t.Errorf("edge of person %d on surface: contrast %.2f, want ≥ 3", n, got)
			}
		}
	})
	for n, same := range map[int]int{13: 1, 24: 12, 0: 12, -1: 11} {
		if PersonFill(n) != PersonFill(same) {
			t.Errorf("person %d does not have the colour of person %d", n, same)
		}
	}
}

func TestModes(t *testing.T) {
	th := New(System)
	for _, c := range []struct {
		mode   Mode
		system fyne.ThemeVariant
		want   color.Color
	}{
		{System, base.VariantLight, rgb(0xF4F5F7)},
		{System, base.VariantDark, rgb(0x15171B)},
		{Light, base.VariantDark, rgb(0xF4F5F7)},
		{Dark, base.VariantLight, rgb(0x15171B)},
	} {
		th.Use(c.mode)
		if got := th.Color(Bg, c.system); got != c.want {
			t.Errorf("mode %d under system %d: page is %v, want %v", c.mode, c.system, got, c.want)
		}
		if got := th.Color(base.ColorNameBackground, c.system); got != c.want {
			t.Errorf("mode %d under system %d: Fyne's background is %v, want %v", c.mode, c.system, got, c.want)
		}
	}
}

func TestUseChangesTheRunningWindow(t *testing.T) {
	app := test.NewTempApp(t)
	th := New(Light)
	app.Settings().SetTheme(th)
	if got, want := C(Surface), rgb(0xFFFFFF); got != want {
		t.Errorf("light surface is %v, want %v", got, want)
	}
	th.Use(Dark)
	if got, want := C(Surface), rgb(0x1D2025); got != want {
		t.Errorf("dark surface is %v, want %v", got, want)
	}
	if !Current().Dark {
		t.Error("the palette in force is not the dark one")
	}
}

func TestEveryIconDrawsInsideItsBox(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(New(Light))
	for _, name := range IconNames() {
		const px = 48
		img := canvas.NewImageFromResource(Icon(name, px, color.NRGBA{A: 255}))
		img.Resize(fyne.NewSize(px, px))
		c := software.NewTransparentCanvas()
		c.SetPadded(false)
		c.SetContent(img)
		c.Resize(fyne.NewSize(px, px))
		got := c.Capture()
		drawn, edge := 0, 0
		for y := range px {
			for x := range px {
				if _, _, _, a := got.At(x, y).RGBA(); a > 0x4000 {
					drawn++
					if x == 0 || y == 0 || x == px-1 || y == px-1 {
						edge++
					}
				}
			}
		}
		if drawn < 40 || drawn > px*px/2 {
			t.Errorf("icon %s covers %d of %d pixels", name, drawn, px*px)
		}
		if edge > 0 {
			t.Errorf("icon %s touches its edge", name)
		}
	}
}

func TestIconIsSharedAndNamedByWhatItShows(t *testing.T) {
	a, b := Icon(IconSwap, 16, rgb(1)), Icon(IconSwap, 16, rgb(1))
	if a != b {
		t.Error("the same icon was made twice")
	}
	for _, other := range []fyne.Resource{Icon(IconSwap, 32, rgb(1)), Icon(IconSwap, 16, rgb(2)), Icon(IconToil, 16, rgb(1))} {
		if other.Name() == a.Name() {
			t.Errorf("two pictures share the name %s", a.Name())
		}
	}
}
