package timeline

import (
	"bytes"
	"fmt"
	"image/color"
	"testing"

	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"watchbill/ui/theme"
)

func samplePicture(t *testing.T) Picture {
	t.Helper()
	m := busyModel(t)
	from, to := EightWeeks.Window(m.Now, m.Zone, 0)
	return Picture{Model: m, From: from, To: to, Caption: "Times in Europe/Berlin"}
}

func TestPictureIsLightInEveryTheme(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(theme.Light))
	light := samplePicture(t).Paint()
	app.Settings().SetTheme(theme.New(theme.Dark))
	dark := samplePicture(t).Paint()
	if len(light) != 1 || len(dark) != 1 || !bytes.Equal(light[0].Pix, dark[0].Pix) {
		t.Fatal("the pictures differ")
	}
	save(t, "picture", light[0])
	if got, want := light[0].Rect.Dx(), 2000; got != want {
		t.Errorf("width: got %d, want %d", got, want)
	}
	want := newLayout(busyModel(t))
	if got, want := light[0].Rect.Dy(), int(2*(want.head+want.height+1+legendHeight)+0.5); got != want {
		t.Errorf("height: got %d, want %d", got, want)
	}
}

func TestPictureTakesPrintFills(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
	p := samplePicture(t)
	fill := color.NRGBA{R: 0x92, G: 0xBB, B: 0xE4, A: 255}
	p.People = func(int) (color.NRGBA, color.NRGBA) { return fill, color.NRGBA{A: 255} }
	img := p.Paint()[0]
	found, screen := 0, 0
	for i := 0; i < len(img.Pix); i += 4 {
		if img.Pix[i] == fill.R && img.Pix[i+1] == fill.G && img.Pix[i+2] == fill.B {
			found++
		}
		if f := theme.PersonFill(1); img.Pix[i] == f.R && img.Pix[i+1] == f.G && img.Pix[i+2] == f.B {
			screen++
		}
	}
	if found < 10000 || screen > 0 {
		t.Errorf("got %d pixels of the print's fill and %d of the screen's", found, screen)
	}
}

// TestSheetsShareOutTheRows: every row stands on one sheet, whole, under its group's title.
func TestSheetsShareOutTheRows(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
	p := samplePicture(t)
	p.Height = 330
	var got []string
	for _, m := range p.sheets(newLayout(p.Model)) {
		l := newLayout(m)
		if h := l.head + l.height + 1 + legendHeight; h > p.Height {
			t.Errorf("a sheet is %v high, want at most %v", h, p.Height)
		}
		s := ""
		for _, g := range m.Groups {
			s += g.Title + fmt.Sprint(" ", len(g.Rows), "; ")
		}
		got = append(got, s)
	}
	want := []string{"Payments primary 2; ", "Ledger batch 2; People 2; ", "People 5; ", "People 1; "}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("sheets (-want +got):\n%s", d)
	}
	for i, img := range p.Paint() {
		save(t, fmt.Sprintf("picture-sheet-%d", i+1), img)
	}
	p.Height = 60 // less than a row: one to a sheet
	if got, want := len(p.Paint()), 12; got != want {
		t.Errorf("sheets lower than a row: got %d, want %d", got, want)
	}
}
