package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"watchbill/ui/theme"
)

// Segments choose one of few. Left and Right move the choice.
type Segments struct {
	control
	edge   edged
	cells  []segment
	rules  []*canvas.Rectangle
	chosen int

	// OnChanged is called with the index the user chose, not by Choose.
	OnChanged func(index int)
}

type segment struct {
	ground *canvas.Rectangle
	word   *Text
	zone   *zone
}

// NewSegments offers words, the one at chosen in force.
func NewSegments(words []string, chosen int, onChanged func(index int)) *Segments {
	g := &Segments{edge: newEdged(theme.RadiusControl, 1), chosen: chosen, OnChanged: onChanged}
	objects := []fyne.CanvasObject{g.edge.out, g.edge.in}
	for i, w := range words {
		c := segment{canvas.NewRectangle(nil), Body(w).Middle(), newZone(func() { g.tap(i) })}
		if i == 0 { // the ends follow the outline's inner corners
			c.ground.TopLeftCornerRadius, c.ground.BottomLeftCornerRadius = 3, 3
		}
		if i == len(words)-1 {
			c.ground.TopRightCornerRadius, c.ground.BottomRightCornerRadius = 3, 3
		}
		g.cells = append(g.cells, c)
		objects = append(objects, c.ground)
		if i > 0 {
			rule := canvas.NewRectangle(nil)
			g.rules = append(g.rules, rule)
			objects = append(objects, rule)
		}
		objects = append(objects, c.word, c.zone)
	}
	g.skin, g.restyle, g.least, g.place = g.paint, nil, g.size, g.arrange
	g.onKey = g.key
	g.initControl(g, theme.RadiusControl, objects...)
	return g
}

// WithID names the segments for scripts; segment i is ID.i.
func (g *Segments) WithID(id string) *Segments {
	g.id = id
	for i, c := range g.cells {
		c.zone.id = id + "." + itoa(i)
	}
	return g
}

// Choose changes the choice without calling OnChanged.
func (g *Segments) Choose(index int) {
	g.chosen = index
	g.Refresh()
}

// Chosen is the index in force.
func (g *Segments) Chosen() int { return g.chosen }

func (g *Segments) tap(i int) {
	if g.disabled || i == g.chosen || i < 0 || i >= len(g.cells) {
		return
	}
	g.Choose(i)
	if g.OnChanged != nil {
		g.OnChanged(i)
	}
}

func (g *Segments) key(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyLeft:
		g.tap(g.chosen - 1)
	case fyne.KeyRight:
		g.tap(g.chosen + 1)
	default:
		return false
	}
	return true
}

func (g *Segments) paint() {
	g.edge.paint(theme.C(theme.Surface), theme.C(theme.Line2))
	for _, r := range g.rules {
		r.FillColor = theme.C(theme.Line)
	}
	for i, c := range g.cells {
		on := i == g.chosen
		ground, ink := theme.Surface, theme.Text2
		if on {
			ground, ink = theme.AccentSoft, theme.Text
		}
		if g.disabled {
			ink = theme.Text3
		}
		c.ground.FillColor = theme.C(ground)
		c.word.setBold(on)
		c.word.In(ink)
	}
}

// cellWidth is the same whether the word is bold or not, so that nothing jumps when the choice changes.
func (g *Segments) cellWidth(c segment) float32 {
	bold := theme.Measure(c.word.full, theme.TextBody, true).Width
	return ceil(bold) + 20
}

func (g *Segments) size() fyne.Size {
	w := float32(2 + len(g.rules))
	for _, c := range g.cells {
		w += g.cellWidth(c)
	}
	return fyne.NewSize(w, theme.ControlHeight)
}

func (g *Segments) arrange(s fyne.Size) {
	g.edge.at(fyne.Position{}, s)
	x := float32(1)
	for i, c := range g.cells {
		if i > 0 {
			g.rules[i-1].Move(fyne.NewPos(x, 1))
			g.rules[i-1].Resize(fyne.NewSize(1, s.Height-2))
			x++
		}
		w := g.cellWidth(c)
		if i == len(g.cells)-1 {
			w = s.Width - 1 - x
		}
		for _, o := range []fyne.CanvasObject{c.ground, c.word, c.zone} {
			o.Move(fyne.NewPos(x, 1))
			o.Resize(fyne.NewSize(w, s.Height-2))
		}
		x += w
	}
}

// zone is an invisible place to tap inside a larger control, which keeps the focus.
type zone struct {
	part
	onTap func()
}

func newZone(onTap func()) *zone {
	z := &zone{onTap: onTap}
	z.least, z.place = fixed(0, 0), func(fyne.Size) {}
	z.init(z)
	return z
}

// Tapped implements fyne.Tappable.
func (z *zone) Tapped(*fyne.PointEvent) { z.onTap() }

// Chip is on or off, with a tick when on; it also names a scenario with its result beside it.
type Chip struct {
	control
	edge        edged
	row         *fyne.Container
	tick        *Icon
	word, extra *Text
	on          bool

	// OnChanged is called when the user switches the chip.
	OnChanged func(on bool)
}

// NewChip is a chip with a word.
func NewChip(word string, on bool, onChanged func(on bool)) *Chip {
	c := &Chip{
		edge: newEdged(theme.RadiusChip, 1), on: on, OnChanged: onChanged,
		tick: NewIcon(theme.IconCheck, 12, theme.Text2), word: NewText(word, theme.TextCaption, false, theme.Text2), extra: Caption(""),
	}
	c.extra.Hide()
	c.row = Row(theme.Gap1, c.tick, c.word, c.extra)
	c.skin, c.restyle = c.paint, nil
	c.least = func() fyne.Size {
		c.tick.Hidden = !c.on
		return fyne.NewSize(c.row.MinSize().Width+16, theme.SmallHeight)
	}
	c.place = func(s fyne.Size) {
		c.edge.at(fyne.Position{}, s)
		c.row.Move(fyne.NewPos(8, 0))
		c.row.Resize(fyne.NewSize(s.Width-16, s.Height))
	}
	c.onPress = func() {
		c.Set(!c.on)
		if c.OnChanged != nil {
			c.OnChanged(c.on)
		}
	}
	c.initControl(c, theme.RadiusChip, c.edge.out, c.edge.in, c.row)
	return c
}

// WithResult shows a scenario's result beside its name.
func (c *Chip) WithResult(result string) *Chip {
	c.extra.SetText(result)
	c.extra.Show()
	c.Refresh()
	return c
}

// WithID names the chip for scripts.
func (c *Chip) WithID(id string) *Chip { c.id = id; return c }

// SetText changes the word.
func (c *Chip) SetText(word string) { c.word.SetText(word); c.Refresh() }

// Set switches the chip without calling OnChanged.
func (c *Chip) Set(on bool) {
	c.on = on
	c.Refresh()
}

// On reports whether the chip is on.
func (c *Chip) On() bool { return c.on }

func (c *Chip) paint() {
	ink, ground, line := theme.Text2, theme.Surface, theme.Line2
	if c.hovered {
		ground = theme.Sunken
	}
	if c.on {
		ink, ground, line = theme.Text, theme.AccentSoft, theme.Accent
	}
	if c.disabled {
		ink, line = theme.Text3, theme.Line
	}
	c.tick.Hidden = !c.on
	c.edge.paint(theme.C(ground), theme.C(line))
	c.word.In(ink)
}
