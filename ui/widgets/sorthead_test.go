package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"watchbill/ui/theme"
)

// A press on a column's title asks for its order, and the arrow shows the order in force.
func TestTableIsSortedByItsTitles(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
	var asked []int
	table := NewTable([]Column{{Title: "Name"}, {Width: 18}, {Title: "Hours", Width: 60, Right: true}}, theme.RowHeight, func(int, int) Cell { return Cell{} }).WithID("t")
	table.Sortable(func(column int) { asked = append(asked, column) })
	w := test.NewTempWindow(t, table)
	w.Resize(fyne.NewSize(400, 200))
	heads := map[string]*sortHead{}
	for _, o := range table.header.Objects {
		if h, ok := o.(*sortHead); ok {
			heads[h.ID()] = h
		}
	}
	if len(heads) != 2 {
		t.Fatalf("titles to press: got %d, want 2, none without a word", len(heads))
	}
	test.Tap(heads["t.sort.2"])
	heads["t.sort.0"].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if len(asked) != 2 || asked[0] != 2 || asked[1] != 0 {
		t.Errorf("asked for columns %v, want 2 and 0", asked)
	}
	table.ShowSort(2, true)
	if !heads["t.sort.2"].by || heads["t.sort.0"].by || heads["t.sort.2"].arrow.Hidden || !heads["t.sort.0"].arrow.Hidden {
		t.Error("the arrow does not stand beside the column that rows are sorted by")
	}
}

// What an aside covers is not tapped through it.
func TestAsideTakesItsTaps(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
	taps := 0
	under := NewButton("under", func() { taps++ })
	aside := NewAside(Stack(under), Col(0, Body("details")), 300)
	aside.Open(true)
	w := test.NewTempWindow(t, aside.Content())
	w.SetPadded(false)
	w.Resize(fyne.NewSize(600, 400))
	test.TapCanvas(w.Canvas(), fyne.NewPos(500, 300))
	if taps != 0 {
		t.Errorf("a tap on the details reached what they cover %d times", taps)
	}
	test.TapCanvas(w.Canvas(), fyne.NewPos(100, 300))
	if taps != 1 {
		t.Errorf("a tap beside the details: got %d, want 1", taps)
	}
}
