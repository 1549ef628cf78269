package timeline

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"watchbill/ui/theme"
)

// save writes a picture to the folder named by WATCHBILL_GALLERY, for looking at; without it, nothing.
func save(t *testing.T, name string, img image.Image) {
	t.Helper()
	dir := os.Getenv("WATCHBILL_GALLERY")
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
}

func TestGalleryRotations(t *testing.T) {
	for name, mode := range map[string]theme.Mode{"light": theme.Light, "dark": theme.Dark} {
		tl, _, w := open(t, mode)
		tl.SetSelected("pay-4")
		save(t, "rotations-"+name, w.Canvas().Capture())
	}
}

var _ fyne.Size
