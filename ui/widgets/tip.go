package widgets

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"watchbill/ui/theme"
)

// Timer calls f once after d, on the window's thread, unless cancelled before. Tests inject one they turn by hand.
type Timer func(d time.Duration, f func()) (cancel func())

// WallTimer is the Timer of a running window.
func WallTimer(d time.Duration, f func()) func() {
	t := time.AfterFunc(d, func() { fyne.Do(f) })
	return func() { t.Stop() }
}

const (
	tipDelay    = 600 * time.Millisecond
	tipMaxWidth = 360
)

// tip is the tooltip of a widget that embeds it: a line of text near the pointer after a moment. It is drawn by the layer
// of the window or dialogue the widget lies in; without one (see [NewRoot]) nothing shows.
type tip struct {
	owner  fyne.CanvasObject
	text   string
	at     fyne.Position
	cancel func()
	layer  *tipLayer
}

// MouseIn implements desktop.Hoverable.
func (t *tip) MouseIn(e *desktop.MouseEvent) {
	t.at = e.AbsolutePosition
	if t.text == "" {
		return
	}
	if layer := tipLayerOf(t.owner); layer != nil {
		t.layer = layer
		t.cancel = layer.timer(tipDelay, t.show)
	}
}

// MouseMoved implements desktop.Hoverable.
func (t *tip) MouseMoved(e *desktop.MouseEvent) { t.at = e.AbsolutePosition }

// MouseOut implements desktop.Hoverable.
func (t *tip) MouseOut() { t.hide() }

func (t *tip) show() {
	if t.text != "" {
		t.layer.show(t.text, t.at)
	}
}

func (t *tip) hide() {
	if t.cancel != nil {
		t.cancel()
		t.cancel = nil
	}
	if t.layer != nil {
		t.layer.hide()
		t.layer = nil
	}
}

// tooltip gives any object a tooltip.
type tooltip struct {
	part
	tip
	words func() string
}

var _ desktop.Hoverable = (*tooltip)(nil)

func newTooltip(content fyne.CanvasObject, words func() string) *tooltip {
	t := &tooltip{words: words}
	t.tip.owner = t
	t.least, t.place = content.MinSize, fill(content)
	t.init(t, content)
	return t
}

// MouseIn implements desktop.Hoverable.
func (t *tooltip) MouseIn(e *desktop.MouseEvent) {
	t.tip.text = t.words()
	t.tip.MouseIn(e)
}

// Ellipsis is a line of text that is cut with … where the room is short and shown whole on hover. Put it in a Grow.
func Ellipsis(t *Text) fyne.CanvasObject {
	t.Cut()
	return newTooltip(t, func() string {
		if t.shortened() {
			return t.full
		}
		return ""
	})
}

// tipLayer is where tooltips and hover cards are drawn: a transparent layer over the content that takes no input.
type tipLayer struct {
	part
	timer Timer
	card  *fyne.Container
	spot  fyne.Position
}

// tipHost is a window's root or a dialogue.
type tipHost interface{ tips() *tipLayer }

func newTipLayer(timer Timer) *tipLayer {
	l := &tipLayer{timer: timer}
	l.least = fixed(0, 0)
	l.place = func(s fyne.Size) {
		if l.card == nil {
			return
		}
		m := wholeSize(l.card.MinSize())
		origin := fyne.CurrentApp().Driver().AbsolutePositionForObject(l)
		p := l.spot.Subtract(origin).AddXY(8, 18)
		p.X = max(4, min(p.X, s.Width-m.Width-4))
		if p.Y+m.Height > s.Height-4 {
			p.Y = max(4, p.Y-m.Height-26)
		}
		l.card.Move(fyne.NewPos(whole(p.X), whole(p.Y)))
		l.card.Resize(m)
	}
	l.init(l)
	return l
}

func tipLayerOf(o fyne.CanvasObject) *tipLayer {
	c := canvasOf(o)
	if c == nil {
		return nil
	}
	top := c.Overlays().Top()
	if top == nil {
		top = c.Content()
	}
	if host, ok := top.(tipHost); ok {
		return host.tips()
	}
	return nil
}

// timerOf is the timer of the window's root; without a root nothing is ever shown later.
func timerOf(c fyne.Canvas) Timer {
	if root, ok := c.Content().(tipHost); ok {
		return root.tips().timer
	}
	return func(time.Duration, func()) func() { return func() {} }
}

func (l *tipLayer) show(words string, at fyne.Position) {
	width := fyne.MeasureText(words, theme.TextCaption, fyne.TextStyle{}).Width
	var line fyne.CanvasObject = NewText(words, theme.TextCaption, false, theme.ToastText)
	if width > tipMaxWidth {
		para := NewPara(words, theme.TextCaption, theme.ToastText)
		para.Resize(fyne.NewSize(tipMaxWidth, 0))
		line = Fixed(tipMaxWidth, 0, para)
	}
	l.showCard(Stack(NewRect(theme.ToastGround, 0, 0).Rounded(theme.RadiusControl), Pad(4, 8, 4, 8, line)), at)
}

func (l *tipLayer) showCard(card *fyne.Container, at fyne.Position) {
	l.card, l.spot = card, at
	l.objects = []fyne.CanvasObject{card}
	l.Refresh()
}

func (l *tipLayer) hide() {
	l.card, l.objects = nil, nil
	l.Refresh()
}

// ShowCard shows a hover card with content near a point of the window, as timelines and charts do, until HideCard.
func ShowCard(owner fyne.CanvasObject, content fyne.CanvasObject, at fyne.Position) {
	if l := tipLayerOf(owner); l != nil {
		l.showCard(Stack(NewBox(theme.Surface, theme.Line2, theme.RadiusPanel), Pad(8, 12, 8, 12, content)), at)
	}
}

// HideCard takes the hover card away.
func HideCard(owner fyne.CanvasObject) {
	if l := tipLayerOf(owner); l != nil {
		l.hide()
	}
}
