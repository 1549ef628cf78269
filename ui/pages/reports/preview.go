package reports

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"watchbill/report"
	"watchbill/ui/pages/desk"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
)

// preview shows the pages of a report as they will be on paper, one at a time.
type preview struct {
	pages *report.Pages
	page  int // from 1

	note    *fyne.Container // what is wrong with the pages
	sheet   *widgets.Chart
	paper   *paper
	scroll  *fyne.Container
	count   *widgets.Text
	back    *widgets.Button
	forward *widgets.Button
	size    *widgets.Segments
	content fyne.CanvasObject
}

func newPreview(d *desk.Desk) *preview {
	v := &preview{page: 1, note: widgets.Stack(), paper: &paper{}, count: widgets.Caption("").In(theme.Text2)}
	v.sheet = widgets.NewChart(100, 140, d.Shell.Runner(), nil).WithID("reports.sheet")
	v.sheet.OnKey = v.typedKey
	v.back = widgets.NewIconButton(theme.IconLeft, "Page before (Left)", func() { v.turn(-1) }).WithID("reports.back")
	v.forward = widgets.NewIconButton(theme.IconRight, "Next page (Right)", func() { v.turn(1) }).WithID("reports.forward")
	v.size = widgets.NewSegments([]string{"Page width", "Whole page"}, 0, v.resize).WithID("reports.size")
	v.scroll = widgets.Scroll(container.New(v.paper, widgets.NewBox(theme.Surface, theme.Line2, 0), v.sheet))
	bar := widgets.Fixed(0, theme.ToolbarHeight, widgets.Pad(0, theme.Gap4, 0, 0, widgets.Row(theme.Gap2, v.back, v.forward, v.count, widgets.Grow(), v.size)))
	v.content = widgets.Col(0, bar, v.note, widgets.Grow(v.scroll))
	return v
}

// wait says that another report is being made; the one before stays until it is there.
func (v *preview) wait() { v.count.SetText("Making the report …") }

// show shows a report, on the page that was shown if it has it, and what is wrong with it if anything is.
func (v *preview) show(pages *report.Pages, warning string) {
	v.pages = pages
	v.note.Objects = nil
	if warning != "" {
		v.note.Objects = []fyne.CanvasObject{widgets.Pad(0, theme.Gap4, theme.Gap2, 0, widgets.Banner(widgets.Warn, warning))}
	}
	v.content.Refresh()
	v.page = min(max(v.page, 1), pages.Count())
	v.draw()
}

func (v *preview) turn(by int) {
	if v.pages == nil || v.page+by < 1 || v.page+by > v.pages.Count() {
		return
	}
	v.page += by
	v.draw()
	if s, ok := v.scroll.Objects[0].(*container.Scroll); ok {
		s.ScrollToTop()
	}
}

func (v *preview) typedKey(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyLeft, fyne.KeyPageUp:
		v.turn(-1)
	case fyne.KeyRight, fyne.KeyPageDown:
		v.turn(1)
	default:
		return false
	}
	return true
}

func (v *preview) resize(i int) {
	v.paper.whole = i == 1
	v.scroll.Refresh()
}

func (v *preview) draw() {
	n := v.pages.Count()
	v.count.SetText(fmt.Sprintf("Page %d of %d, A4", v.page, n))
	v.back.EnableIf(reason(v.page == 1, "This is the first page"))
	v.forward.EnableIf(reason(v.page == n, "This is the last page"))
	pages, page := v.pages, v.page
	v.sheet.SetRender(func(c widgets.Canvas) image.Image { return sheetImage(pages, page, c.Width, c.Height) })
}

func reason(disabled bool, words string) string {
	if disabled {
		return words
	}
	return ""
}

// A4 in points.
const (
	paperWidth  = 595
	paperHeight = 842
)

// sheetImage draws a page for so many device pixels. Resolution comes in whole dots to the inch: the page is drawn at the next
// lower one and the few pixels left over are paper.
func sheetImage(pages *report.Pages, page, width, height int) image.Image {
	drawn := pages.Image(page, max(18, 72*width/paperWidth))
	if drawn == nil {
		return nil
	}
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(out, out.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	at := image.Pt((width-drawn.Bounds().Dx())/2, 0)
	draw.Draw(out, drawn.Bounds().Add(at), drawn, drawn.Bounds().Min, draw.Src)
	return out
}

// paper lays the page in the middle of its room: as wide as there is room, or wholly in sight.
type paper struct {
	whole bool
	width float32 // given last
}

// paperMost is the greatest width of a page, in units: larger than print is not easier to read.
const paperMost = 900

func (l *paper) MinSize([]fyne.CanvasObject) fyne.Size {
	if l.whole || l.width == 0 {
		return fyne.NewSize(200, 280)
	}
	return fyne.NewSize(200, l.sheetWidth(l.width)*paperHeight/paperWidth+theme.Gap4)
}

func (l *paper) sheetWidth(room float32) float32 {
	return float32(int(min(paperMost, room-theme.Gap4)))
}

func (l *paper) Layout(o []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	w := l.sheetWidth(s.Width)
	if l.whole {
		w = min(w, float32(int((s.Height-theme.Gap4)*paperWidth/paperHeight)))
	}
	h := float32(int(w * paperHeight / paperWidth))
	at := fyne.NewPos(float32(int((s.Width-theme.Gap4-w)/2)), 0)
	o[0].Move(at)
	o[0].Resize(fyne.NewSize(w, h))
	o[1].Move(at.AddXY(1, 1))
	o[1].Resize(fyne.NewSize(w-2, h-2))
}
