package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Either shows one of two forms of the same thing: wide where it fits, else narrow, such as a toolbar's controls or a menu of them.
func Either(wide, narrow fyne.CanvasObject) *fyne.Container {
	return container.New(eitherLayout{}, wide, narrow)
}

type eitherLayout struct{}

func (eitherLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	wide, narrow := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(min(wide.Width, narrow.Width), max(wide.Height, narrow.Height))
}

func (eitherLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	shown, hidden := o[0], o[1]
	if o[0].MinSize().Width > s.Width {
		shown, hidden = o[1], o[0]
	}
	hidden.Hide()
	shown.Show()
	shown.Move(fyne.Position{})
	shown.Resize(s)
}
