package widgets

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"watchbill/ui/theme"
)

// Empty is what a page shows before there is anything to show: a heading that is true, one sentence what the page will
// show and needs, a dashed ghost of it, and at most three ways on, one of them filled.
type Empty struct {
	Heading  string
	Sentence string
	Ghost    []string // the names of the ghost's rows; none for no ghost
	Ways     []Way
	Note     string // where the data stays
}

// Way is one way on. With a Title it is a card; without, a button.
type Way struct {
	ID       string
	Icon     theme.IconName
	Title    string
	Sentence string
	Points   []string // what to know about it, each with a tick
	Action   string   // on the button
	Main     bool     // filled
	Do       func()
}

const emptyWidth = 840

// EmptyState shows an Empty in the middle of the page.
func EmptyState(e Empty) fyne.CanvasObject {
	c := Col(0, Title(e.Heading), Pad(2, 0, 0, 0, BodyPara(e.Sentence).In(theme.Text2)))
	if len(e.Ghost) > 0 {
		rows := Col(10)
		for _, name := range e.Ghost {
			rows.Add(Row(0, Fixed(64, 0, Caption(name).Cut()), Grow(newGhost())))
		}
		c.Add(Pad(24, 0, 0, 0, rows))
	}
	cards, buttons := Grid(max(1, min(3, len(e.Ways))), theme.Gap3), Row(theme.Gap2)
	for _, w := range e.Ways {
		if w.Title == "" {
			buttons.Add(w.button())
		} else {
			cards.Add(w.card())
		}
	}
	for _, ways := range []*fyne.Container{cards, buttons} {
		if len(ways.Objects) > 0 {
			c.Add(Pad(28, 0, 0, 0, ways))
		}
	}
	if e.Note != "" {
		c.Add(Pad(20, 0, 0, 0, RowTop(6, NewIcon(theme.IconLock, 14, theme.Text3), Grow(CaptionPara(e.Note)))))
	}
	return PadAll(theme.Gap4, Centre(emptyWidth, c))
}

func (w Way) button() *Button {
	b := NewButton(w.Action, w.Do).WithID(w.ID)
	if w.Icon != "" && w.Title == "" {
		b.WithIcon(w.Icon)
	}
	if w.Main {
		b.Primary()
	}
	return b
}

func (w Way) card() fyne.CanvasObject {
	line, ink := theme.Line, theme.Text2
	if w.Main {
		line, ink = theme.Accent, theme.Accent
	}
	points := Col(theme.Gap1)
	for _, p := range w.Points {
		points.Add(Bullet(theme.IconCheck, theme.Text2, p))
	}
	words := Col(0, Row(0, NewIcon(w.Icon, 24, ink), Grow()), Pad(10, 0, 0, 0, Heading(w.Title)),
		Pad(8, 0, 0, 0, BodyPara(w.Sentence).In(theme.Text2)), Pad(8, 0, 0, 0, points))
	body := Col(theme.Gap4+4, Grow(words), Row(0, w.button(), Grow()))
	return Stack(NewBox(theme.Surface, line, theme.RadiusPanel), Pad(theme.Gap4, theme.Gap4, theme.Gap4, theme.Gap4, body))
}

// ghost is a row of eight dashed boxes.
type ghost struct {
	part
	raster *canvas.Raster
}

func newGhost() *ghost {
	g := &ghost{}
	g.raster = canvas.NewRaster(g.draw)
	g.least, g.place = fixed(160, 30), fill(g.raster)
	g.init(g, g.raster)
	return g
}

func (g *ghost) draw(w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	scale := float32(w) / max(1, g.Size().Width)
	const boxes = 8
	cell := float32(w) / boxes
	for i := range boxes {
		x := whole(float32(i)*cell) + 0.5*scale
		outline := roundedBox(x, 0.5*scale, whole(cell)-4*scale, float32(h)-scale, theme.RadiusControl*scale)
		strokeDashed(img, outline, 5*scale, 4*scale, scale, theme.C(theme.Line2))
	}
	return img
}
