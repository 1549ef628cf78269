package capacity

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"watchbill/ui/theme"
	"watchbill/ui/widgets"
)

// headline lays out a name, its badge, facts at the right and a button: the name gets the width it wants while there is room, the
// facts what is left.
type headline struct {
	want  float32 // width of the whole name
	facts *fyne.Container
}

const (
	headlineLeast = 120 // width of a name that is cut
	factsLeast    = 60  // less says nothing
)

func newHeadline(name *widgets.Text, badge, facts, button fyne.CanvasObject) *fyne.Container {
	h := headline{want: name.MinSize().Width + 2, facts: widgets.Stack(facts)} // asked before it may be cut
	return container.New(h, widgets.Ellipsis(name), badge, h.facts, button)
}

// MinSize implements fyne.Layout.
func (h headline) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(min(h.want, headlineLeast)+o[1].MinSize().Width+o[3].MinSize().Width+3*theme.Gap2, theme.ControlHeight)
}

// Layout implements fyne.Layout.
func (h headline) Layout(o []fyne.CanvasObject, s fyne.Size) {
	badge, button := o[1].MinSize().Width, o[3].MinSize().Width
	room := s.Width - badge - button - 3*theme.Gap2
	name := min(h.want, room)
	if h.facts.Hidden = room-name < factsLeast; h.facts.Hidden {
		name = min(h.want, room+theme.Gap2)
	}
	x := float32(0)
	for i, w := range []float32{name, badge, room - name, button} {
		height := o[i].MinSize().Height
		o[i].Move(fyne.NewPos(x, float32(int((s.Height-height)/2))))
		o[i].Resize(fyne.NewSize(max(0, w), height))
		x += w + theme.Gap2
	}
	o[3].Move(fyne.NewPos(s.Width-button, o[3].Position().Y))
}
