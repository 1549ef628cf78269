package widgets

import (
	"strings"

	"fyne.io/fyne/v2"

	"watchbill/ui/theme"
)

// Select chooses one of several from a list that opens below it. Long lists have a field to find by.
type Select struct {
	control
	edge    edged
	word    *Text
	arrow   *Icon
	options []string
	chosen  int

	// OnChanged is called with the index the user chose.
	OnChanged func(index int)
}

// noChoice is what the field says while nothing is chosen.
const noChoice = "Choose"

// filterFrom is the number of options from which the list can be searched.
const filterFrom = 12

// NewSelect offers options; chosen is -1 for none yet.
func NewSelect(options []string, chosen int, onChanged func(index int)) *Select {
	s := &Select{
		edge: newEdged(theme.RadiusControl, 1), word: Body("").Cut(), arrow: NewIcon(theme.IconDown, 16, theme.Text2),
		options: options, chosen: chosen, OnChanged: onChanged,
	}
	s.skin = s.paint
	s.least = func() fyne.Size { return fyne.NewSize(min(s.widest(), 280)+38, theme.ControlHeight) }
	s.place = func(size fyne.Size) {
		s.edge.at(fyne.Position{}, size)
		s.word.Move(fyne.NewPos(10, 0))
		s.word.Resize(fyne.NewSize(max(0, size.Width-38), size.Height))
		s.arrow.Move(fyne.NewPos(size.Width-24, 0))
		s.arrow.Resize(fyne.NewSize(16, size.Height))
	}
	s.onPress = s.open
	s.onKey = s.key
	s.initControl(s, theme.RadiusControl, s.edge.out, s.edge.in, s.word, s.arrow)
	return s
}

// WithID names the field for scripts.
func (s *Select) WithID(id string) *Select { s.id = id; return s }

// SetOptions changes what can be chosen.
func (s *Select) SetOptions(options []string, chosen int) {
	s.options, s.chosen = options, chosen
	s.Refresh()
}

// Choose changes the choice without calling OnChanged.
func (s *Select) Choose(index int) { s.chosen = index; s.Refresh() }

// Chosen is the index in force, -1 for none.
func (s *Select) Chosen() int { return s.chosen }

// Text is the option in force, empty for none.
func (s *Select) Text() string {
	if s.chosen < 0 || s.chosen >= len(s.options) {
		return ""
	}
	return s.options[s.chosen]
}

func (s *Select) widest() float32 {
	w := fyne.MeasureText(noChoice, theme.TextBody, fyne.TextStyle{}).Width
	for _, o := range s.options {
		w = max(w, fyne.MeasureText(o, theme.TextBody, fyne.TextStyle{}).Width)
	}
	return ceil(w)
}

func (s *Select) paint() {
	words, ink, ground := s.Text(), theme.Text, theme.Surface
	if words == "" {
		words, ink = noChoice, theme.Text3
	}
	if s.hovered {
		ground = theme.Sunken
	}
	if s.disabled {
		ink, ground = theme.Text3, theme.Sunken
	}
	s.edge.paint(theme.C(ground), theme.C(theme.Line2))
	s.word.SetText(words)
	s.word.In(ink)
}

func (s *Select) pick(i int) {
	if i < 0 || i >= len(s.options) || i == s.chosen {
		return
	}
	s.Choose(i)
	if s.OnChanged != nil {
		s.OnChanged(i)
	}
}

func (s *Select) key(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyUp:
		s.pick(s.chosen - 1)
	case fyne.KeyDown:
		s.pick(s.chosen + 1)
	default:
		return false
	}
	return true
}

func (s *Select) open() {
	c := canvasOf(s)
	if c == nil || len(s.options) == 0 {
		return
	}
	if len(s.options) < filterFrom {
		items := make([]MenuItem, len(s.options))
		for i, o := range s.options {
			items[i] = MenuItem{Text: o, Chosen: i == s.chosen, Do: func() { s.pick(i) }}
		}
		ShowMenu(c, below(s), items)
		return
	}
	s.openFiltered(c)
}

// openFiltered shows a field over a list of the options that contain what is written there.
func (s *Select) openFiltered(c fyne.Canvas) {
	var pop *popup
	shown := matching(s.options, "")
	list := NewList(theme.RowHeight, newMenuRow, func(i int, o fyne.CanvasObject) {
		o.(*menuRow).set(MenuItem{Text: s.options[shown[i]], Chosen: shown[i] == s.chosen}, true)
	})
	choose := func(i int) {
		if i >= 0 && i < len(shown) {
			pop.close()
			s.pick(shown[i])
		}
	}
	list.tapped, list.OnOpened, list.plain = choose, choose, true
	list.RowID = func(i int) string { return "option." + itoa(i) }
	find := NewEntry("Find").WithIcon(theme.IconSearch).WithID("option.find")
	find.OnChanged = func(text string) {
		shown = matching(s.options, text)
		list.SetLength(len(shown))
		list.Select(min(0, len(shown)-1))
	}
	find.OnKey = func(k *fyne.KeyEvent) bool { return listKey(list, k) }
	find.OnSubmitted = func(string) { choose(max(0, list.Selected())) }
	list.SetLength(len(shown))
	pop = newPopup(Col(0, PadAll(theme.Gap2, find), HRule(), Fixed(0, 9*theme.RowHeight, list)), below(s), max(240, s.Size().Width))
	pop.show(c, find.Focusable())
	list.Select(max(0, s.chosen))
}

// listKey moves the selection of a list while a field above it has the keyboard.
func listKey(l *List, k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown:
		l.TypedKey(k)
		return true
	}
	return false
}

// matching are the indices of the options that contain every word of the text, whatever the case.
func matching(options []string, text string) []int {
	words := strings.Fields(strings.ToLower(text))
	var found []int
next:
	for i, o := range options {
		low := strings.ToLower(o)
		for _, w := range words {
			if !strings.Contains(low, w) {
				continue next
			}
		}
		found = append(found, i)
	}
	return found
}
