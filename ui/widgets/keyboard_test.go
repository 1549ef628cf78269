package widgets

import (
	"fmt"
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"watchbill/ui/theme"
)

// A button in a row keeps the keyboard that it was given: the row is not filled anew under it.
func TestTabReachesTheButtonsOfRowsAndWhatComesAfter(t *testing.T) {
	begin(t, theme.Light)
	var rows []*Button
	list := NewList(theme.RowHeight, func() fyne.CanvasObject { return Stack() }, func(i int, o fyne.CanvasObject) {
		b := NewButton(fmt.Sprint("Approve ", i), nil)
		rows = append(rows, b)
		o.(*fyne.Container).Objects = []fyne.CanvasObject{b}
	})
	list.SetLength(1)
	after := NewButton("After", nil)
	c := show(t, RowFill(0, Grow(list), after), 400, 200, 1).Canvas()
	c.Focus(list)
	c.FocusNext()
	if got := c.Focused(); got != fyne.Focusable(rows[len(rows)-1]) {
		t.Errorf("after the list the keyboard is with %v, want the row's button as it is shown now", got)
	}
	c.FocusNext()
	if got := c.Focused(); got != fyne.Focusable(after) {
		t.Errorf("after the row's button the keyboard is with %v, want what comes after the list", got)
	}
}

func TestAListWithNothingSelectedShowsThatItHasTheKeyboard(t *testing.T) {
	begin(t, theme.Light)
	table, _ := newTestTable(3)
	win := show(t, Card(table), 400, 200, 1)
	before := win.Canvas().Capture()
	win.Canvas().Focus(table.List())
	after := win.Canvas().Capture()
	if same(before, after) {
		t.Error("the table looks the same with and without the keyboard")
	}
	if x, y := 390, theme.RowHeight+10; before.At(x, int(y)) != after.At(x, int(y)) {
		t.Error("the ring fills the row")
	}
	if got := table.Selected(); got != -1 {
		t.Errorf("row %d is selected by the keyboard's coming, want none", got)
	}
	table.List().TypedKey(key(fyne.KeyDown))
	if got := table.Selected(); got != 0 {
		t.Errorf("Down selects %d, want the first row", got)
	}
}

func same(a, b image.Image) bool {
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			if a.At(x, y) != b.At(x, y) {
				return false
			}
		}
	}
	return true
}

func TestOnlyWhatHasKeysIsInTheTabOrder(t *testing.T) {
	begin(t, theme.Light)
	empty, _ := newTestTable(0)
	still := NewChart(50, 50, Inline{}, func(Canvas) image.Image { return nil })
	live := NewChart(50, 50, Inline{}, func(Canvas) image.Image { return nil })
	live.OnKey = func(*fyne.KeyEvent) bool { return false }
	win := show(t, Row(8, Fixed(100, 50, empty), still, live), 400, 100, 1)
	before := win.Canvas().Capture()
	win.Canvas().FocusNext()
	if got := win.Canvas().Focused(); got != fyne.Focusable(live) {
		t.Errorf("Tab goes to %v, want the chart that has keys", got)
	}
	if same(before, win.Canvas().Capture()) {
		t.Error("the chart does not show that it has the keyboard")
	}
}

func TestEscAsksBeforeItThrowsAwayWhatWasWritten(t *testing.T) {
	begin(t, theme.Light)
	h := &hand{}
	win, _ := windowWith(t, Body("page"), h.timer)
	open := func() (*Dialog, *Entry) {
		name := NewEntry("name")
		name.SetText("Ana")
		find := NewEntry("find").WithIcon(theme.IconSearch)
		d := &Dialog{ID: "d", Title: "Who?", Body: Col(8, name, find)}
		d.Show(win.Canvas(), h.timer)
		test.Type(find.Focusable(), "words to find by")
		return d, name
	}
	esc := func() { win.Canvas().OnTypedKey()(key(fyne.KeyEscape)) }

	d, _ := open()
	esc()
	if d.IsOpen() {
		t.Error("Esc asks though nothing was written")
	}
	d, name := open()
	test.Type(name.Focusable(), " Souza")
	esc()
	if !d.IsOpen() {
		t.Fatal("Esc threw away what was written")
	}
	test.Type(name.Focusable(), " e Silva")
	esc()
	if !d.IsOpen() {
		t.Fatal("Esc threw away what was written after it had asked")
	}
	esc()
	if d.IsOpen() {
		t.Error("a second Esc does not close the dialogue")
	}
}

// A page that is filled anew with other objects stays where it was scrolled, and its button keeps the keyboard.
func TestKeep(t *testing.T) {
	begin(t, theme.Light)
	page := Stack()
	fillPage := func() {
		col := Col(0)
		for i := range 40 {
			col.Add(NewButton(fmt.Sprint("Button ", i), nil).WithID(fmt.Sprint("button.", i)))
		}
		page.Objects = []fyne.CanvasObject{Scroll(col)}
		page.Refresh()
	}
	fillPage()
	c := show(t, page, 300, 200, 1).Canvas()
	for range 20 {
		c.FocusNext()
	}
	scrolled := func() float32 {
		return page.Objects[0].(*fyne.Container).Objects[0].(*container.Scroll).Offset.Y
	}
	want, had := scrolled(), c.Focused()
	restore := Keep(c, page)
	fillPage()
	restore()
	if got := scrolled(); got != want || want == 0 {
		t.Errorf("scrolled by %v, want %v", got, want)
	}
	if b, ok := c.Focused().(*Button); !ok || b.ID() != "button.19" || c.Focused() == had {
		t.Errorf("the keyboard is with %v, want the new button of the same name", c.Focused())
	}
}

func TestMenuRules(t *testing.T) {
	index, ruled := menuRows([]MenuItem{{Rule: true}, {Text: "Edit"}, {Rule: true}, {Rule: true}, {Text: "Delete"}, {Rule: true}})
	if fmt.Sprint(index, ruled) != "[1 4] [false true]" {
		t.Errorf("rows are items %v with rules above %v, want 1 and 4, a rule above the second", index, ruled)
	}
}
