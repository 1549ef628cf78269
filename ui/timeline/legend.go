package timeline

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"watchbill/ui/theme"
)

// Legend is the key to a timeline's marks, one line high, with a caption at its right such as "Times in Europe/Berlin".
// Where there is little room, the last entries are left out before the caption is.
type Legend struct {
	widget.BaseWidget
	caption string
	sheet   *sheet
}

const legendHeight = 30

// NewLegend is a legend with a caption.
func NewLegend(caption string) *Legend {
	l := &Legend{caption: caption, sheet: newSheet()}
	l.ExtendBaseWidget(l)
	return l
}

// SetCaption replaces the words at the right.
func (l *Legend) SetCaption(s string) {
	l.caption = s
	l.Refresh()
}

// legendEntry is one sample with its word.
type legendEntry struct {
	word string
	draw func(b *build, box rect)
}

// legendPerson is the person whose colour the samples borrow.
const legendPerson = 6

func legendEntries() []legendEntry {
	sample := func(k Kind) func(*build, rect) {
		return func(b *build, box rect) {
			b.shapeOf(&item{Block: &Block{Kind: k, Person: legendPerson}}, box)
		}
	}
	return []legendEntry{
		{"published", sample(Published)},
		{"draft (differs)", sample(Draft)},
		{"gap", sample(Gap)},
		{"time off", sample(TimeOff)},
		{"swap waiting", func(b *build, box rect) { b.markBar(SwapWaiting, rect{box.x, box.y + 5, box.w, 3}, b.c(theme.Accent)) }},
		{"override", func(b *build, box rect) { b.markBar(Overridden, rect{box.x, box.y + 5, box.w, 3}, b.c(theme.Text2)) }},
		{"weekend", func(b *build, box rect) {
			b.edged(body, box, 0, 1, colours{fill: b.c(theme.Weekend), edge: b.c(theme.Line)})
		}},
	}
}

func (l *Legend) build() {
	size := l.Size()
	if size.Width < 1 || size.Height < 1 {
		return
	}
	l.sheet.scene.reset(theme.Current())
	l.sheet.legend(l.caption, size)
	l.sheet.show(size)
}

// legend fills a fresh scene with the key.
func (s *sheet) legend(caption string, size fyne.Size) {
	full := rect{0, 0, size.Width, size.Height}
	s.scene.areas = [nAreas]rect{body: full}
	b := &build{scene: &s.scene, letters: &s.letters, view: view{size: full, scale: scale{width: full.w}}}
	b.fill(body, full, theme.Surface)
	b.fill(body, rect{0, 0, full.w, 1}, theme.Line)
	room := full.w - 12 - s.letters.width(caption, captionSize, false)
	b.text(body, label{caption, captionSize, false, b.c(theme.Text3), full.w - 12, 6, 18, trailing})
	x := float32(12)
	for _, e := range legendEntries() {
		end := x + 26 + s.letters.width(e.word, captionSize, false) + 16
		if end > room {
			break
		}
		e.draw(b, rect{x, 9, 20, 12})
		b.text(body, label{e.word, captionSize, false, b.c(theme.Text2), x + 26, 6, 18, leading})
		x = end
	}
}

// CreateRenderer implements fyne.Widget.
func (l *Legend) CreateRenderer() fyne.WidgetRenderer { return legendRenderer{l} }

type legendRenderer struct{ l *Legend }

func (r legendRenderer) Destroy()                     {}
func (r legendRenderer) Layout(fyne.Size)             { r.l.build() }
func (r legendRenderer) MinSize() fyne.Size           { return fyne.NewSize(200, legendHeight) }
func (r legendRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.l.sheet.raster} }

func (r legendRenderer) Refresh() {
	r.l.sheet.forget()
	r.l.build()
}
