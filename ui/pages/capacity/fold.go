package capacity

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// fold shows one arrangement where there is room and another where there is not. The narrow one is made when it is first needed.
type fold struct {
	least  float32 // of the wide arrangement
	narrow func() fyne.CanvasObject
	box    *fyne.Container
	wide   fyne.CanvasObject
	folded fyne.CanvasObject
}

func newFold(least float32, wide fyne.CanvasObject, narrow func() fyne.CanvasObject) *fyne.Container {
	f := &fold{least: least, wide: wide, narrow: narrow}
	f.box = container.New(f, wide)
	return f.box
}

// MinSize is that of the arrangement shown; the width is what the narrow one needs.
func (f *fold) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(160, o[0].MinSize().Height)
}

// Layout implements fyne.Layout.
func (f *fold) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	want := f.wide
	if s.Width < f.least {
		if f.folded == nil {
			f.folded = f.narrow()
		}
		want = f.folded
	}
	f.box.Objects = []fyne.CanvasObject{want}
	want.Move(fyne.Position{})
	want.Resize(s)
}
