package widgets

import (
	"fyne.io/fyne/v2"

	"watchbill/ui/theme"
)

// Paint remembers in which colours something was made or last shown. Fyne reads a new theme only into what is in the window at that
// moment; what is kept aside, such as another page, has to be painted anew when it comes back.
type Paint struct{ palette theme.Palette }

// NewPaint is for something that is made now.
func NewPaint() *Paint { return &Paint{theme.Current()} }

// Show repaints objects that come into the window, hidden parts included, when they were made or last shown in other colours.
func (p *Paint) Show(objects ...fyne.CanvasObject) {
	if now := theme.Current(); p.palette != now {
		p.palette = now
		for _, o := range objects {
			repaint(o)
		}
	}
}

func repaint(o fyne.CanvasObject) {
	if o == nil {
		return
	}
	for _, child := range childrenOf(o) {
		repaint(child)
	}
	o.Refresh()
}
