package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestEitherShowsWhatFits(t *testing.T) {
	test.NewTempApp(t)
	wide, narrow := Fixed(500, 28, Body("wide")), Fixed(100, 28, Body("narrow"))
	e := Either(wide, narrow)
	if got := e.MinSize().Width; got != 100 {
		t.Errorf("least width: got %v, want 100", got)
	}
	for _, tt := range []struct {
		width float32
		wide  bool
	}{{600, true}, {400, false}, {500, true}} {
		e.Resize(fyne.NewSize(tt.width, 28))
		if wide.Visible() != tt.wide || narrow.Visible() == tt.wide {
			t.Errorf("at %v: wide %v, narrow %v", tt.width, wide.Visible(), narrow.Visible())
		}
	}
}
