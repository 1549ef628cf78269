package widgets

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"watchbill/ui/theme"
)

func newTestTable(n int) (*Table, *int) {
	filled := 0
	table := NewTable([]Column{{Title: "Name"}, {Title: "Hours", Width: 80, Right: true}}, theme.RowHeight, func(row, column int) Cell {
		if column == 0 {
			filled++
		}
		return Cell{Text: fmt.Sprint("row ", row)}
	}).WithID("table").RowID(func(row int) string { return fmt.Sprint("row.", row) })
	table.SetLength(n)
	return table, &filled
}

func TestTableByKeyboard(t *testing.T) {
	begin(t, theme.Light)
	table, _ := newTestTable(1000)
	var did []string
	table.OnSelected(func(i int) { did = append(did, fmt.Sprint("select ", i)) })
	table.OnOpened(func(i int) { did = append(did, fmt.Sprint("open ", i)) })
	win := show(t, table, 400, 28+10*28, 1)
	win.Canvas().Focus(table.List())
	for _, k := range []fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyUp, fyne.KeyReturn, fyne.KeyPageDown, fyne.KeyEnd, fyne.KeyDown, fyne.KeyHome} {
		table.List().TypedKey(key(k))
	}
	want := []string{"select 0", "select 1", "select 0", "open 0", "select 9", "select 999", "select 0"}
	if !slices.Equal(did, want) {
		t.Errorf("did %v, want %v", did, want)
	}
}

func TestTableDrawsOnlyWhatIsInSight(t *testing.T) {
	begin(t, theme.Light)
	table, filled := newTestTable(100_000)
	win := show(t, table, 400, 28+10*28, 1)
	if *filled > 40 {
		t.Errorf("%d rows were filled to show 10", *filled)
	}
	table.Select(99_999)
	var shown []string
	for _, p := range Locate(win.Canvas()) {
		shown = append(shown, p.ID)
	}
	if !slices.Contains(shown, "row.99999") || slices.Contains(shown, "row.0") {
		t.Errorf("after selecting the last row, in sight are %v", shown)
	}
	if *filled > 100 {
		t.Errorf("%d rows were filled to show the last", *filled)
	}
}

func TestTapSelectsThenOpens(t *testing.T) {
	begin(t, theme.Light)
	table, _ := newTestTable(5)
	var did []string
	table.OnSelected(func(i int) { did = append(did, fmt.Sprint("select ", i)) })
	table.OnOpened(func(i int) { did = append(did, fmt.Sprint("open ", i)) })
	win := show(t, table, 400, 300, 1)
	tapRow := func(id string) {
		for _, p := range Locate(win.Canvas()) {
			if p.ID == id {
				test.TapCanvas(win.Canvas(), fyne.NewPos(float32(p.X), float32(p.Y)))
			}
		}
	}
	tapRow("row.3")
	tapRow("row.3")
	tapRow("row.1")
	if want := []string{"select 3", "open 3", "select 1"}; !slices.Equal(did, want) {
		t.Errorf("did %v, want %v", did, want)
	}
	if win.Canvas().Focused() != table.List() {
		t.Error("the tapped table does not have the keyboard")
	}
}

func TestSelectionStaysAfterAReload(t *testing.T) {
	begin(t, theme.Light)
	table, _ := newTestTable(5)
	show(t, table, 400, 300, 1)
	table.Select(3)
	table.SetLength(6)
	if got := table.Selected(); got != 3 {
		t.Errorf("selected is %d after more rows came, want 3", got)
	}
	table.SetLength(2)
	if got := table.Selected(); got != -1 {
		t.Errorf("selected is %d after its row went, want none", got)
	}
}

// A list that is scrolled to its end and then gets shorter, as one that is filtered, shows what is left.
func TestAScrolledListThatGetsShorter(t *testing.T) {
	begin(t, theme.Light)
	table, _ := newTestTable(1000)
	win := show(t, table, 400, 28+10*28, 1)
	table.Select(999)
	for _, n := range []int{3, 0, 1000} {
		table.SetLength(n)
	}
	table.Select(999)
	table.SetLength(2)
	rows := slices.DeleteFunc(Locate(win.Canvas()), func(p Place) bool { return p.ID != "row.0" && p.ID != "row.1" })
	if len(rows) != 2 {
		t.Errorf("rows in sight: got %v, want 2", rows)
	}
}
