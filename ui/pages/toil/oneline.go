package toil

import "fyne.io/fyne/v2"

// oneLine lays objects side by side on one line. One of them may be cut; what does not fit is hidden.
type oneLine struct {
	flexible int     // the object that may be cut; -1 for none
	natural  float32 // the width it would like to have
	gap      float32
}

// leastFlexible is how narrow the flexible object may get.
const leastFlexible = 72

func (l *oneLine) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(leastFlexible, lineHeight)
}

const lineHeight = 24

func (l *oneLine) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	free := s.Width - l.gap*float32(len(objects)-1)
	for i, o := range objects {
		if i != l.flexible {
			free -= o.MinSize().Width
		}
	}
	x := float32(0)
	for i, o := range objects {
		m := o.MinSize()
		if i == l.flexible {
			m.Width = min(l.natural, max(free, leastFlexible))
		}
		place(o, fyne.NewPos(x, 0), m, x+m.Width <= s.Width)
		x += m.Width + l.gap
	}
}

// twoLines lays objects side by side on two lines; what does not fit there is hidden. The second line begins below the second
// object, for the first is a word before the others.
type twoLines struct{ gap float32 }

func (l *twoLines) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(leastFlexible, 2*lineHeight+l.gap)
}

func (l *twoLines) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	x, y, left := float32(0), float32(0), float32(0)
	for i, o := range objects {
		m := o.MinSize()
		if i == 1 {
			left = x
		}
		if left+m.Width > s.Width && i > 0 { // it fits on no line
			place(o, fyne.Position{}, m, false)
			continue
		}
		if x+m.Width > s.Width && i > 1 {
			x, y = left, y+lineHeight+l.gap
		}
		place(o, fyne.NewPos(x, y), m, y <= lineHeight+l.gap)
		x += m.Width + l.gap
	}
}

// place puts an object in the middle of a line that begins at a point, or hides it.
func place(o fyne.CanvasObject, at fyne.Position, size fyne.Size, fits bool) {
	if fits != o.Visible() {
		if fits {
			o.Show()
		} else {
			o.Hide()
		}
	}
	if fits {
		o.Move(at.AddXY(0, float32(int((lineHeight-size.Height)/2))))
		o.Resize(size)
	}
}
