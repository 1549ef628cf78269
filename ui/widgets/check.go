package widgets

import (
	"fyne.io/fyne/v2"

	"watchbill/ui/theme"
)

// Check is a box to tick with its words and, below them, what it means.
type Check struct {
	control
	edge  edged
	tick  *Icon
	words *fyne.Container
	label *Text
	on    bool

	// OnChanged is called when the user ticks or clears the box.
	OnChanged func(on bool)
}

// NewCheck is a box with words; "" for a box alone in a table.
func NewCheck(label string, on bool, onChanged func(on bool)) *Check {
	c := &Check{
		edge: newEdged(3, 1), tick: NewIcon(theme.IconCheck, 12, theme.OnAccent), label: Body(label), on: on, OnChanged: onChanged,
	}
	c.words = Col(0)
	if label != "" {
		c.words.Add(c.label)
	}
	const box = 14
	c.skin, c.restyle = c.paint, nil
	c.least = func() fyne.Size {
		m := c.words.MinSize()
		if m.Width > 0 {
			m.Width += box + theme.Gap2
		}
		return fyne.NewSize(max(box, m.Width), max(18, m.Height))
	}
	c.place = func(fyne.Size) {
		c.edge.at(fyne.NewPos(0, 2), fyne.NewSize(box, box))
		c.tick.Move(fyne.NewPos(1, 3))
		c.tick.Resize(fyne.NewSize(12, 12))
		c.words.Move(fyne.NewPos(box+theme.Gap2, 0))
		c.words.Resize(c.words.MinSize())
		c.ring.at(fyne.NewPos(-3, -1), fyne.NewSize(box+6, box+6))
	}
	c.onPress = func() {
		c.Set(!c.on)
		if c.OnChanged != nil {
			c.OnChanged(c.on)
		}
	}
	c.initControl(c, 3, c.edge.out, c.edge.in, c.tick, c.words)
	return c
}

// WithNote puts a line below the words: a caption or a [Note].
func (c *Check) WithNote(note fyne.CanvasObject) *Check {
	c.words.Add(note)
	c.Refresh()
	return c
}

// WithID names the box for scripts.
func (c *Check) WithID(id string) *Check { c.id = id; return c }

// Set ticks or clears the box without calling OnChanged.
func (c *Check) Set(on bool) {
	if c.on != on {
		c.on = on
		c.Refresh()
	}
}

// On reports whether the box is ticked.
func (c *Check) On() bool { return c.on }

func (c *Check) paint() {
	ground, line, ink := theme.Surface, theme.Line2, theme.Text
	switch {
	case c.disabled:
		ground, line, ink = theme.Sunken, theme.Line, theme.Text3
	case c.on:
		ground, line = theme.Accent, theme.Accent
	case c.hovered:
		ground = theme.Sunken
	}
	c.edge.paint(theme.C(ground), theme.C(line))
	c.tick.Hidden = !c.on
	c.label.In(ink)
}
