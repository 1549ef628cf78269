package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"watchbill/ui/theme"
)

// Bar is one line of a list of bars. Values share one unit; the bar starts at 0.
type Bar struct {
	Name   string
	Person int     // the person's colour; 0 for the accent colour
	Muted  bool    // grey: the rest, or what has been
	Before float64 // a grey part before the bar, as history
	Value  float64
	Text   string  // the value with its unit
	Tone   Tone    // of Text and Note
	Note   string  // after the value, "for 3 weeks"
	Bound  float64 // a tick, such as the proven bound; 0 for none
	Strong bool    // higher, with the value on the bar: the team
}

// Bars is a list of horizontal bars with one limit line through all of them.
type Bars struct {
	part
	bars      []Bar
	full      float64 // the value at the right end
	limit     float64 // 0 for none
	limitName string
	names     float32 // how wide the names are
	nameWidth float32 // how wide they may be in the room there is
	rowHeight float32
	built     fyne.Size // what the objects were made for; none: they are to be made anew
}

// Where there is little room names are cut before the bars are.
const (
	leastName = 72
	leastBar  = 80
)

// NewBars shows bars up to full, the value at the right end; 0 is the largest value. Limit 0 is none.
func NewBars(bars []Bar, full, limit float64, limitName string) *Bars {
	b := &Bars{rowHeight: 20}
	b.least = func() fyne.Size {
		return fyne.NewSize(min(b.names, leastName)+b.valueWidth()+leastBar, b.head()+b.rows())
	}
	b.place = func(s fyne.Size) {
		if s != b.built { // objects made anew would have the window lay itself out again, for ever
			b.build(s)
		}
	}
	b.skin = func() { b.built = fyne.Size{} }
	b.init(b)
	b.Set(bars, full, limit, limitName)
	return b
}

// RowHeight sets the height of a row, 20 unless said.
func (b *Bars) RowHeight(h float32) *Bars { b.rowHeight = h; b.Refresh(); return b }

// Set shows other bars.
func (b *Bars) Set(bars []Bar, full, limit float64, limitName string) {
	b.bars, b.full, b.limit, b.limitName, b.names = bars, full, limit, limitName, 0
	for _, bar := range bars {
		if full == 0 {
			b.full = max(b.full, bar.Before+bar.Value, limit)
		}
		b.names = max(b.names, theme.Measure(bar.Name, theme.TextBody, bar.Strong).Width)
	}
	b.names = ceil(min(b.names, 180)) + theme.Gap3
	b.Refresh()
}

func (b *Bars) head() float32 {
	if b.limitName == "" {
		return 0
	}
	return 16
}

func (b *Bars) height(bar Bar) float32 {
	if bar.Strong {
		return b.rowHeight + 8
	}
	return b.rowHeight
}

func (b *Bars) rows() (h float32) {
	for _, bar := range b.bars {
		h += b.height(bar)
	}
	return h
}

// valueWidth is the room right of the bars for values and notes.
func (b *Bars) valueWidth() (w float32) {
	for _, bar := range b.bars {
		if bar.Strong {
			continue
		}
		own := theme.Measure(bar.Text, theme.TextCaption, true).Width
		if bar.Note != "" {
			own += theme.Measure(bar.Note, theme.TextCaption, true).Width + 26
		}
		w = max(w, own)
	}
	return ceil(w) + theme.Gap2
}

// build lays out everything anew: a list of bars is a few dozen objects at most.
func (b *Bars) build(size fyne.Size) {
	b.objects, b.built = nil, size
	b.nameWidth = min(b.names, max(leastName, size.Width-b.valueWidth()-leastBar))
	room := size.Width - b.nameWidth - b.valueWidth()
	if room <= 0 || b.full <= 0 {
		return
	}
	x := func(v float64) float32 { return b.nameWidth + whole(room*float32(min(max(v/b.full, 0), 1))) }
	y := b.head()
	for _, bar := range b.bars {
		b.bar(bar, y, x)
		y += b.height(bar)
	}
	if b.limit > 0 {
		at := x(b.limit)
		b.add(b.rect(theme.Bad), at, b.head()-2, 2, y-b.head()+2)
		if b.limitName != "" {
			wide := fyne.MeasureText(b.limitName, theme.TextCaption, fyne.TextStyle{}).Width
			b.text(b.limitName, theme.Bad, false, min(at-2, size.Width-wide), 0, 14, 0)
		}
	}
	canvas.Refresh(b)
}

func (b *Bars) bar(bar Bar, y float32, x func(float64) float32) {
	h := b.height(bar)
	name := canvasText(ellipsis(bar.Name, b.nameWidth-theme.Gap2, theme.TextCaption, false), theme.TextCaption, false)
	ink := theme.Text
	if bar.Strong {
		theme.Write(name, bar.Name, true)
		name.TextSize = theme.TextBody
	} else if bar.Muted {
		ink = theme.Text2
	}
	name.Color = theme.C(ink)
	b.add(name, 0, y+whole((h-name.MinSize().Height)/2), b.nameWidth, name.MinSize().Height)

	thick := min(h-8, 20)
	top := y + whole((h-thick)/2)
	from := x(bar.Before)
	if bar.Strong {
		b.add(b.rect(theme.Sunken), x(0), top, x(b.full)-x(0), thick)
	}
	if bar.Before > 0 {
		grey := b.rect(theme.Line2)
		grey.CornerRadius = 2
		b.add(grey, x(0), top, from-x(0)-1, thick)
	}
	end := x(bar.Before + bar.Value)
	if bar.Person > 0 {
		e := newEdged(2, 1)
		e.paint(theme.PersonFill(bar.Person), theme.PersonEdge(bar.Person))
		e.at(fyne.NewPos(from, top), fyne.NewSize(max(2, end-from), thick))
		b.objects = append(b.objects, e.out, e.in)
	} else {
		tok := theme.Accent
		if bar.Muted {
			tok = theme.Line2
		}
		r := b.rect(tok)
		r.CornerRadius = 2
		b.add(r, from, top, max(2, end-from), thick)
	}
	if bar.Bound > 0 {
		b.add(b.rect(theme.Text), x(bar.Bound), y+2, 2, h-4)
	}
	b.value(bar, y, h, end, x(b.full))
}

func (b *Bars) value(bar Bar, y, h, end, right float32) {
	if bar.Strong {
		wide := theme.Measure(bar.Text, theme.TextCaption, true).Width
		if end-wide-2*theme.Gap2 < b.nameWidth { // the bar is shorter than its value
			b.text(bar.Text, theme.Text, true, end+theme.Gap2, y, h, 0)
			return
		}
		b.text(bar.Text, theme.OnAccent, true, end-theme.Gap2, y, h, 1)
		return
	}
	ink := theme.Text
	if bar.Tone != Neutral {
		ink = bar.Tone.ink()
	}
	at := right + theme.Gap2
	w := b.text(bar.Text, ink, bar.Tone != Neutral, at, y, h, 0)
	if bar.Note != "" {
		at += w + theme.Gap2
		if icon := bar.Tone.Icon(); icon != "" {
			i := NewIcon(icon, 12, ink)
			b.add(i, at, y+whole((h-12)/2), 12, 12)
			at += 16
		}
		b.text(bar.Note, ink, bar.Tone != Neutral, at, y, h, 0)
	}
}

func (b *Bars) rect(tok theme.Token) *canvas.Rectangle { return canvas.NewRectangle(theme.C(tok)) }

func (b *Bars) add(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
	b.objects = append(b.objects, o)
}

// text puts a caption at x, or with its right end there, and answers its width.
func (b *Bars) text(s string, ink theme.Token, bold bool, x, y, h, align float32) float32 {
	t := canvasText(s, theme.TextCaption, bold)
	t.Color = theme.C(ink)
	m := t.MinSize()
	b.add(t, x-m.Width*align, y+whole((h-m.Height)/2), m.Width, m.Height)
	return ceil(m.Width)
}
