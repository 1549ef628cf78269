package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"watchbill/ui/theme"
)

// Icon is a line icon of one size in a token's colour.
type Icon struct {
	part
	image *canvas.Image
	name  theme.IconName
	ink   theme.Token
	size  float32
	scale float32 // the scale the picture was made for
}

// NewIcon is an icon size × size units; 16 beside body text, 12 beside captions.
func NewIcon(name theme.IconName, size float32, ink theme.Token) *Icon {
	i := &Icon{image: canvas.NewImageFromResource(nil), name: name, ink: ink, size: size}
	i.image.FillMode = canvas.ImageFillContain
	i.skin = i.draw
	i.least = fixed(size, size)
	i.place = func(s fyne.Size) {
		if i.scale != scaleOf(i) { // a window moved to a screen of another scale lays out anew
			i.draw()
		}
		i.image.Move(fyne.NewPos(whole((s.Width-size)/2), whole((s.Height-size)/2)))
		i.image.Resize(fyne.NewSize(size, size))
	}
	i.init(i, i.image)
	return i
}

func (i *Icon) draw() {
	i.scale = scaleOf(i)
	i.image.Resource = theme.Icon(i.name, i.size*i.scale, theme.C(i.ink))
	i.image.Refresh()
}

// Set changes icon and colour.
func (i *Icon) Set(name theme.IconName, ink theme.Token) {
	if i.name != name || i.ink != ink {
		i.name, i.ink = name, ink
		i.Refresh()
	}
}
