package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"watchbill/ui/theme"
)

// Options is a column of things to choose one of, each as high as what it shows, such as ranked proposals with their reasons. Up, Down,
// Home and End move the choice; Enter goes to the dialogue's main action. For many rows of one height use [List].
type Options struct {
	part
	column  *fyne.Container
	rows    []*option
	chosen  int
	focused bool

	OnChosen func(i int)        // the user chose option i
	RowID    func(i int) string // names option i for scripts
}

var _ fyne.Focusable = (*Options)(nil)

// NewOptions is a column without options.
func NewOptions() *Options {
	o := &Options{column: Col(0), chosen: -1}
	o.least, o.place = o.column.MinSize, fill(o.column)
	o.init(o, o.column)
	return o
}

// WithID names the column for scripts.
func (o *Options) WithID(id string) *Options { o.id = id; return o }

// Set shows other options and chooses one of them, none with -1, without calling OnChosen.
func (o *Options) Set(contents []fyne.CanvasObject, chosen int) {
	o.rows, o.chosen = nil, min(chosen, len(contents)-1) // before the rows are painted
	o.column.Objects = nil
	for i, c := range contents {
		r := newOption(o, i, c)
		if o.RowID != nil {
			r.id = o.RowID(i)
		}
		o.rows = append(o.rows, r)
		o.column.Add(r)
	}
	o.Refresh()
}

// Chosen is the option chosen, -1 for none.
func (o *Options) Chosen() int { return o.chosen }

// Choose chooses an option as the user does.
func (o *Options) Choose(i int) {
	if i < 0 || i >= len(o.rows) || i == o.chosen {
		return
	}
	o.chosen = i
	o.repaint()
	reveal(o.rows[i])
	if o.OnChosen != nil {
		o.OnChosen(i)
	}
}

func (o *Options) repaint() {
	for _, r := range o.rows {
		r.Refresh()
	}
}

// FocusGained implements fyne.Focusable.
func (o *Options) FocusGained() { o.focused = true; o.repaint() }

// FocusLost implements fyne.Focusable.
func (o *Options) FocusLost() { o.focused = false; o.repaint() }

// TypedRune implements fyne.Focusable.
func (o *Options) TypedRune(r rune) {
	if r != ' ' {
		bubbleRune(o, r)
	}
}

// TypedKey implements fyne.Focusable.
func (o *Options) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyDown:
		o.Choose(o.chosen + 1)
	case fyne.KeyUp:
		o.Choose(o.chosen - 1)
	case fyne.KeyHome:
		o.Choose(0)
	case fyne.KeyEnd:
		o.Choose(len(o.rows) - 1)
	default:
		bubbleKey(o, k)
	}
}

// option is the ground, the accent bar of the chosen one, the rule below and what is to be chosen.
type option struct {
	part
	of          *Options
	index       int
	ring        edged
	ground, bar *canvas.Rectangle
	rule        *canvas.Rectangle
	content     fyne.CanvasObject
}

var _ fyne.Tappable = (*option)(nil)

func newOption(of *Options, index int, content fyne.CanvasObject) *option {
	r := &option{
		of: of, index: index, content: content, ring: newEdged(2, 2),
		ground: canvas.NewRectangle(nil), bar: canvas.NewRectangle(nil), rule: canvas.NewRectangle(nil),
	}
	r.skin, r.place = r.paint, r.arrange
	r.least = func() fyne.Size { return content.MinSize().AddWidthHeight(0, 1) }
	r.init(r, r.ground, r.ring.out, r.ring.in, r.bar, r.rule, content)
	return r
}

func (r *option) paint() {
	ground, chosen := theme.None, r.index == r.of.chosen
	if chosen {
		ground = theme.AccentSoft
	}
	r.ground.FillColor = theme.C(ground)
	r.bar.FillColor, r.rule.FillColor = theme.C(theme.Accent), theme.C(theme.Line)
	r.bar.Hidden = !chosen
	r.ring.paint(theme.C(ground), theme.C(theme.Accent))
	r.ring.show(chosen && r.of.focused)
}

func (r *option) arrange(s fyne.Size) {
	inner := fyne.NewSize(s.Width, s.Height-1)
	r.ground.Resize(inner)
	r.ring.at(fyne.Position{}, inner)
	r.bar.Resize(fyne.NewSize(3, inner.Height))
	r.rule.Move(fyne.NewPos(0, inner.Height))
	r.rule.Resize(fyne.NewSize(s.Width, 1))
	r.content.Resize(inner)
}

// Tapped chooses the option and gives the column the keyboard.
func (r *option) Tapped(*fyne.PointEvent) {
	focus(r.of)
	r.of.Choose(r.index)
}
