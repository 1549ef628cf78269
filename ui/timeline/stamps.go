package timeline

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/software"

	"watchbill/ui/theme"
)

// stamps is the pool of letterings. A timeline says the same few names hundreds of times; as text objects each would cost
// the window's painter a draw call in every frame (9 of 22 ms with 300 of them under software GL). So each text is drawn
// once by Fyne's own painter, for each size, weight and device scale, kept as coverage, and pressed into the picture in
// any ink.
type stamps struct {
	scale float32
	made  map[letterKey]stamp
}

// stamp is one text's coverage, 0…255 a pixel; box is where it lies from the text's top left, in pixels.
type stamp struct {
	box   image.Rectangle
	cover []uint8
}

// of is the stamp of a text at a scale.
func (s *stamps) of(k letterKey, size fyne.Size, scale float32) stamp {
	if s.made == nil || s.scale != scale || len(s.made) > mostLetters {
		s.scale, s.made = scale, map[letterKey]stamp{}
	}
	st, ok := s.made[k]
	if !ok {
		st = newStamp(k, size, scale)
		s.made[k] = st
	}
	return st
}

func newStamp(k letterKey, size fyne.Size, scale float32) stamp {
	t := canvas.NewText("", color.White)
	t.TextSize = k.size
	theme.Write(t, k.text, k.bold)
	t.Resize(size)
	c := software.NewTransparentCanvas()
	c.SetPadded(false)
	c.SetScale(scale)
	c.SetContent(container.NewWithoutLayout(t))
	const room = 4 // letters may reach over their box
	c.Resize(fyne.NewSize(float32(math.Ceil(float64(size.Width)))+room, float32(math.Ceil(float64(size.Height)))+room))
	img, ok := c.Capture().(*image.NRGBA)
	if !ok {
		panic("timeline: the software canvas answers with an unknown kind of image")
	}
	box := inked(img)
	st := stamp{box: box, cover: make([]uint8, box.Dx()*box.Dy())}
	for y := range box.Dy() {
		for x := range box.Dx() {
			st.cover[y*box.Dx()+x] = img.Pix[img.PixOffset(box.Min.X+x, box.Min.Y+y)+3]
		}
	}
	return st
}

// inked is the smallest rectangle that holds everything drawn.
func inked(img *image.NRGBA) image.Rectangle {
	var box image.Rectangle
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			if img.Pix[img.PixOffset(x, y)+3] > 0 {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return box
}

// press puts a stamp's ink on the picture, its text's top left at (x, y) pixels.
func (p *painter) press(st stamp, x, y int, ink color.NRGBA) {
	at := st.box.Add(image.Pt(x, y))
	v := at.Intersect(p.clip)
	for py := v.Min.Y; py < v.Max.Y; py++ {
		line := st.cover[(py-at.Min.Y)*at.Dx():]
		for px := v.Min.X; px < v.Max.X; px++ {
			if cover := line[px-at.Min.X]; cover > 0 {
				p.blend(px, py, ink, cover)
			}
		}
	}
}

// label writes a text.
func (p *painter) label(l *label, m *letters) {
	if l.text == "" {
		return
	}
	size := m.measure(l.text, l.size, l.bold)
	x := l.x
	switch l.align {
	case centred:
		x -= size.Width / 2
	case trailing:
		x -= size.Width
	}
	at := image.Pt(p.px(x), p.px(l.y+(l.h-size.Height)/2))
	if at.X >= p.clip.Max.X || at.Y >= p.clip.Max.Y || at.X+p.px(size.Width) < p.clip.Min.X || at.Y+p.px(size.Height) < p.clip.Min.Y {
		return
	}
	p.press(p.stamps.of(letterKey{l.text, l.size, l.bold}, size, p.scale), at.X, at.Y, l.ink)
}
