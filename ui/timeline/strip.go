package timeline

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"watchbill/ui/theme"
)

// StripModel is what a [Strip] shows: rows from From up to To. Of the rows only labels and blocks count.
type StripModel struct {
	Zone      *time.Location // nil is UTC
	From, To  time.Time
	WeekStart int // days after Monday
	Rows      []Row
	Compact   bool // lower rows with initials at the left, for before and after in a dialogue
}

// stripSizes are a strip's measures, in Fyne units.
type stripSizes struct {
	labels, header, row, block, inset float32
	radius                            float32
}

func (m StripModel) sizes() stripSizes {
	if m.Compact {
		return stripSizes{labels: 64, header: 18, row: 33, block: 26, inset: 0, radius: 4}
	}
	return stripSizes{labels: 116, header: 20, row: 40, block: 24, inset: 12, radius: 3}
}

// Strip is a small still timeline: no header of months, no selection, no scrolling. It says initials only.
type Strip struct {
	widget.BaseWidget
	model  StripModel
	layout layout
	sheet  *sheet
}

// NewStrip is a strip of a model.
func NewStrip(m StripModel) *Strip {
	s := &Strip{sheet: newSheet()}
	s.ExtendBaseWidget(s)
	s.SetModel(m)
	return s
}

// SetModel replaces what is shown.
func (s *Strip) SetModel(m StripModel) {
	m.From, m.To = saneWindow(m.From, m.To)
	s.model = m
	s.layout = newLayout(Model{Groups: []Group{{Rows: m.Rows}}})
	s.Refresh()
}

func (s *Strip) build() {
	size := s.Size()
	if size.Width < 1 || size.Height < 1 {
		return
	}
	sc, m, z := &s.sheet.scene, s.model, s.model.sizes()
	sc.reset(theme.Current())
	full := rect{0, 0, size.Width, size.Height}
	left := s.labelWidth()
	sc.areas = [nAreas]rect{body: {left, 0, size.Width - left, size.Height}, side: full, whole: full}
	b := &build{scene: sc, letters: &s.sheet.letters, nowX: -100, view: view{
		size: full, layout: s.layout,
		scale: scale{from: m.From, to: m.To, left: left, width: max(1, size.Width-left)},
	}}
	b.fill(whole, full, theme.Surface)
	b.stripTicks(m, z)
	for i := range s.layout.rows {
		y := z.header + z.row*float32(i)
		if !m.Compact {
			b.fill(whole, rect{0, y, full.w, 1}, theme.Line)
		}
		b.stripRow(&s.layout.rows[i], m, rect{z.inset, y, left, z.row})
	}
	s.sheet.show(size)
}

// labelWidth is the usual width of the labels, or more where one needs it, up to a third of the strip.
func (s *Strip) labelWidth() float32 {
	z := s.model.sizes()
	w := z.labels
	for i := range s.layout.rows {
		w = max(w, z.inset+s.sheet.letters.width(s.layout.rows[i].Label, captionSize, false)+8)
	}
	return float32(int(min(w, max(z.labels, s.Size().Width/3))))
}

// dayRoom is how wide a day of a strip is that has room for its name.
const dayRoom = 72

// stripTicks names the weeks, or the months where weeks have no room, or the days where they have.
func (b *build) stripTicks(m StripModel, z stripSizes) {
	zone := Model{Zone: m.Zone}.zone()
	ticks := weekTicks(b.scale, zone, m.WeekStart, false)
	if b.scale.perDay()*7 < 42 {
		ticks = monthTicks(b.scale, zone)
	}
	if b.scale.perDay() >= dayRoom {
		ticks = dayTicks(b.scale, zone, "Mon 2 Jan")
	}
	dx := float32(4)
	if m.Compact {
		dx = 0
		if len(ticks) > 0 && ticks[0].at.Before(m.From) { // what is shown begins at a handoff, hours into its week
			ticks[0] = tick{at: m.From, text: m.From.In(zone).Format("2 Jan")}
		}
	}
	every := b.namedTicks(ticks, dx)
	for i, t := range ticks {
		x := b.scale.x(t.at)
		if x < b.scale.left {
			continue
		}
		if !m.Compact {
			b.fill(body, rect{x, 0, 1, b.size.h}, theme.Line)
		}
		if (len(ticks)-1-i)%every != 0 {
			continue
		}
		if x+dx+b.letters.width(t.text, captionSize, false) <= b.size.w {
			b.text(body, label{t.text, captionSize, false, b.c(theme.Text3), x + dx, 0, z.header, leading})
		}
	}
}

// namedTicks is 1 where every tick has room for its name, 2 where only every other one has, and so on.
func (b *build) namedTicks(ticks []tick, dx float32) int {
	every := 1
	for i := 1; i < len(ticks); i++ {
		if b.scale.x(ticks[i-1].at) < b.scale.left {
			continue
		}
		room := b.scale.x(ticks[i].at) - b.scale.x(ticks[i-1].at)
		for every < len(ticks) && dx+b.letters.width(ticks[i-1].text, captionSize, false)+4 > room*float32(every) {
			every++
		}
	}
	return every
}

func (b *build) stripRow(r *row, m StripModel, at rect) {
	z := m.sizes()
	name := b.letters.cut(r.Label, captionSize, false, at.w-at.x-6)
	b.text(side, label{name, captionSize, false, b.c(theme.Text2), at.x, at.y, at.h, leading})
	from, to := b.scale.from.Unix(), b.scale.to.Unix()
	var changed []rect
	for c := grounds; c < classes; c++ {
		s := r.spans[c]
		lo, hi := s.between(from, to)
		for k := lo; k < hi; k++ {
			it := &s.items[k]
			if it.end <= from {
				continue
			}
			x1, x2 := b.scale.xUnix(it.start)+1, b.scale.xUnix(it.end)-1
			h := z.block / float32(max(1, s.lanes))
			box := rect{x1, at.y + (z.row-z.block)/2 + h*float32(it.lane), max(1, x2-x1), h}
			b.stripBlock(it, box, m)
			if it.Changed {
				changed = append(changed, box)
			}
		}
	}
	for _, box := range changed {
		b.stroke(body, box.grown(1.5), z.radius+1, 2.5, b.c(theme.Text))
	}
}

func (b *build) stripBlock(it *item, box rect, m StripModel) {
	b.shapeOf(it, box)
	seen := box.cut(b.areas[body])
	switch {
	case it.Kind.class() == grounds || seen.h < 14:
		return
	case it.Kind == Gap && m.Compact && seen.w >= 28:
		b.text(body, label{"gap", captionSize, false, b.c(theme.Bad), seen.x + seen.w/2, box.y, box.h, centred})
		return
	case it.Kind == Gap:
		if seen.w >= 18 {
			b.badSign(body, seen.x+seen.w/2-7, box.y+(box.h-14)/2, 14, b.c(theme.Bad))
		}
		return
	}
	c := b.coloursOf(it)
	if it.Kind == Draft {
		c.ink = b.c(theme.Text)
	}
	w := b.letters.width(it.Initials, captionSize, true)
	if seen.w < max(initialsFrom, w+4) {
		return
	}
	if !m.Compact {
		b.text(body, label{it.Initials, captionSize, true, c.ink, seen.x + seen.w/2, box.y, box.h, centred})
		return
	}
	b.text(body, label{it.Initials, captionSize, true, c.ink, seen.x + 6, box.y, box.h, leading})
	if it.Changed && seen.w >= w+30 {
		b.swapSign(body, seen.x+seen.w-19, box.y+(box.h-14)/2, 14, c.ink)
	}
}

// CreateRenderer implements fyne.Widget.
func (s *Strip) CreateRenderer() fyne.WidgetRenderer { return stripRenderer{s} }

type stripRenderer struct{ s *Strip }

func (r stripRenderer) Destroy()                     {}
func (r stripRenderer) Layout(fyne.Size)             { r.s.build() }
func (r stripRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.s.sheet.raster} }

func (r stripRenderer) Refresh() {
	r.s.sheet.forget()
	r.s.build()
}

func (r stripRenderer) MinSize() fyne.Size {
	z := r.s.model.sizes()
	return fyne.NewSize(z.labels+136, z.header+z.row*float32(len(r.s.model.Rows)))
}
