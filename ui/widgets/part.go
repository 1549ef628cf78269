package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// part is the one base under all widgets here: the objects it shows, a skin that reads the theme into them, a least size
// and a placement. A widget embeds part, fills these in and calls init with itself.
//
// The skin runs when the widget is first drawn and on every Refresh; Fyne refreshes everything when the theme changes, so
// no widget has to listen for that.
type part struct {
	widget.BaseWidget
	objects []fyne.CanvasObject
	skin    func()
	least   func() fyne.Size
	place   func(fyne.Size)
	id      string
}

func (p *part) init(self fyne.Widget, objects ...fyne.CanvasObject) {
	p.objects = objects
	p.ExtendBaseWidget(self)
}

// ID is the name scripts and the event log know the widget by, empty for none.
func (p *part) ID() string { return p.id }

// Parts are the objects the widget shows, for [Locate].
func (p *part) Parts() []fyne.CanvasObject { return p.objects }

// CreateRenderer implements fyne.Widget.
func (p *part) CreateRenderer() fyne.WidgetRenderer {
	p.reskin()
	return partRenderer{p}
}

func (p *part) reskin() {
	if p.skin != nil {
		p.skin()
	}
}

type partRenderer struct{ p *part }

func (r partRenderer) Destroy()                     {}
func (r partRenderer) MinSize() fyne.Size           { return wholeSize(r.p.least()) }
func (r partRenderer) Layout(s fyne.Size)           { r.p.place(s) }
func (r partRenderer) Objects() []fyne.CanvasObject { return r.p.objects }

func (r partRenderer) Refresh() {
	r.p.reskin()
	r.p.place(r.p.Size())
	for _, o := range r.p.objects {
		switch o.(type) {
		case fyne.Widget, *fyne.Container: // refreshed by whoever changes them
		default:
			o.Refresh()
		}
	}
}

// fixed is a least size that never changes.
func fixed(w, h float32) func() fyne.Size {
	return func() fyne.Size { return fyne.NewSize(w, h) }
}

// fill places one object over the whole widget.
func fill(o fyne.CanvasObject) func(fyne.Size) {
	return func(s fyne.Size) { o.Move(fyne.Position{}); o.Resize(s) }
}

// canvasOf is the canvas an object is shown on, nil before it is shown.
func canvasOf(o fyne.CanvasObject) fyne.Canvas {
	app := fyne.CurrentApp()
	if app == nil {
		return nil
	}
	return app.Driver().CanvasForObject(o)
}

// scaleOf is device pixels per unit where the object is shown, 1 before it is shown.
func scaleOf(o fyne.CanvasObject) float32 {
	if c := canvasOf(o); c != nil {
		return c.Scale()
	}
	return 1
}

func (p *part) setID(id string) { p.id = id }
