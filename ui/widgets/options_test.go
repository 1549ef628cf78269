package widgets

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"watchbill/ui/theme"
)

func TestOptionsByKeyboardAndMouse(t *testing.T) {
	begin(t, theme.Light)
	o := NewOptions()
	o.RowID = func(i int) string { return fmt.Sprint("option.", i) }
	var did []int
	o.OnChosen = func(i int) { did = append(did, i) }
	o.Set([]fyne.CanvasObject{Body("one"), Col(4, Body("two"), Body("in two lines")), Body("three")}, 0)
	win := show(t, Scroll(o), 300, 200, 1)
	if o.rows[0].bar.Hidden || !o.rows[1].bar.Hidden {
		t.Error("the option that is chosen from the start is not marked")
	}
	win.Canvas().Focus(o)
	for _, k := range []fyne.KeyName{fyne.KeyUp, fyne.KeyDown, fyne.KeyEnd, fyne.KeyDown, fyne.KeyHome} {
		o.TypedKey(key(k))
	}
	for _, at := range Locate(win.Canvas()) {
		if at.ID == "option.1" {
			test.TapCanvas(win.Canvas(), fyne.NewPos(float32(at.X), float32(at.Y)))
		}
	}
	if want := []int{1, 2, 0, 1}; !slices.Equal(did, want) {
		t.Errorf("chose %v, want %v", did, want)
	}
	if got := o.Chosen(); got != 1 {
		t.Errorf("chosen: got %d, want 1", got)
	}
}

func TestOptionsAreAsHighAsWhatTheyShow(t *testing.T) {
	begin(t, theme.Light)
	o := NewOptions()
	long := BodyPara("a reason so long that it takes several lines where there is little room for it")
	o.Set([]fyne.CanvasObject{long, Body("two")}, -1)
	show(t, Scroll(o), 120, 400, 1)
	if got, least := o.rows[0].Size().Height, float32(4*18); got < least {
		t.Errorf("the first option is %v high, want %v or more", got, least)
	}
	if first, second := o.rows[0], o.rows[1]; second.Position().Y != first.Size().Height {
		t.Errorf("the second option begins at %v, want %v", second.Position().Y, first.Size().Height)
	}
}
