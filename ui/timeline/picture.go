package timeline

import (
	"image"
	"image/color"
	"image/draw"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/ui/theme"
)

// Picture is a timeline for paper: the same drawing without a window, in the light colours whatever the theme. It needs
// Fyne's fonts, so it is painted on the window's thread of a running application.
type Picture struct {
	Model    Model
	From, To time.Time
	Width    float32 // of a sheet, in units of 1/96 inch; 0 is 1000
	Height   float32 // of a sheet; 0 is one sheet as high as its rows
	Scale    float32 // pixels a unit; 0 is 2
	Caption  string  // at the legend's right end; without one there is no legend

	// People are the fills and text colours of persons from 1 on; nil is the screen's.
	People func(n int) (fill, ink color.NRGBA)

	left float32 // width of the labels' column, the same on all sheets
}

// Paint draws the sheets from top to bottom, each as high as what is on it. No row is cut: what does not fit goes to the
// next sheet, under the same dates and with its group's title again.
func (p Picture) Paint() []*image.RGBA {
	if p.Width <= 0 {
		p.Width = 1000
	}
	if p.Scale <= 0 {
		p.Scale = 2
	}
	p.From, p.To = saneWindow(p.From, p.To)
	var list []*image.RGBA
	s := newSheet()
	s.scene.people = p.People
	whole := newLayout(p.Model)
	p.left = whole.labelWidth(&s.letters)
	for _, m := range p.sheets(whole) {
		list = append(list, p.paint(s, m))
	}
	return list
}

// sheets are the models of the sheets, which share out the rows.
func (p Picture) sheets(whole layout) []Model {
	room := p.Height - whole.head - 1
	if p.Caption != "" {
		room -= legendHeight
	}
	if p.Height <= 0 || whole.height <= room {
		return []Model{p.Model}
	}
	var list []Model
	var used float32
	next := func() {
		m := p.Model
		m.Groups = nil
		list, used = append(list, m), 0
	}
	next()
	i := 0 // of the row in the layout
	for _, g := range p.Model.Groups {
		begun := false // on this sheet
		var title float32
		if g.Title != "" {
			title = groupHeight
		}
		for _, r := range g.Rows {
			height := whole.rows[i].height
			i++
			need := height
			if !begun {
				need += title
			}
			if used > 0 && used+need > room {
				next()
				begun, need = false, height+title
			}
			m := &list[len(list)-1]
			if !begun {
				m.Groups = append(m.Groups, Group{Title: g.Title, Caption: g.Caption})
				begun = true
			}
			last := &m.Groups[len(m.Groups)-1]
			last.Rows = append(last.Rows, r)
			used += need
		}
	}
	return list
}

// paint draws one sheet.
func (p Picture) paint(s *sheet, m Model) *image.RGBA {
	l := newLayout(m)
	height := l.head + l.height + 1
	px := func(v float32) int { return int(v*p.Scale + 0.5) }
	total := height
	if p.Caption != "" {
		total += legendHeight
	}
	out := image.NewRGBA(image.Rect(0, 0, px(p.Width), px(total)))
	left := p.left
	s.width = p.Width
	s.scene.build(view{
		model: m, layout: l, size: rect{0, 0, p.Width, height},
		scale: scale{from: p.From, to: p.To, left: left, width: max(1, p.Width-left)},
	}, &s.letters, theme.Palette{})
	draw.Draw(out, out.Rect, s.paint(px(p.Width), px(height)), image.Point{}, draw.Src)
	if p.Caption != "" {
		s.scene.reset(theme.Palette{})
		s.legend(p.Caption, fyne.NewSize(p.Width, legendHeight))
		at := image.Rect(0, px(height), out.Rect.Max.X, out.Rect.Max.Y)
		draw.Draw(out, at, s.paint(at.Dx(), at.Dy()), image.Point{}, draw.Src)
	}
	return out
}
