package widgets

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"github.com/google/go-cmp/cmp"

	"watchbill/ui/theme"
)

// block is an object of a fixed least size.
func block(w, h float32) fyne.CanvasObject {
	r := canvas.NewRectangle(nil)
	r.SetMinSize(fyne.NewSize(w, h))
	return r
}

type frame struct{ X, Y, W, H float32 }

func frames(objects []fyne.CanvasObject) []frame {
	var all []frame
	for _, o := range objects {
		all = append(all, frame{o.Position().X, o.Position().Y, o.Size().Width, o.Size().Height})
	}
	return all
}

func TestRowsAndColumns(t *testing.T) {
	begin(t, theme.Light)
	hidden := block(50, 50)
	hidden.Hide()
	for _, c := range []struct {
		name string
		box  *fyne.Container
		size fyne.Size
		want []frame
	}{
		{
			"a row centres and gives the rest to what grows", Row(8, block(10, 10), Grow(block(20, 20)), block(10, 30)), fyne.NewSize(100, 30),
			[]frame{{0, 10, 10, 10}, {18, 5, 64, 20}, {90, 0, 10, 30}},
		},
		{
			"what grows shares by its share", Row(0, GrowBy(1, block(0, 10)), GrowBy(2, block(0, 10))), fyne.NewSize(91, 10),
			[]frame{{0, 0, 30, 10}, {30, 0, 61, 10}},
		},
		{"a top row hangs", RowTop(4, block(10, 10), block(10, 20)), fyne.NewSize(40, 40), []frame{{0, 0, 10, 10}, {14, 0, 10, 20}}},
		{"a filling row stretches", RowFill(4, block(10, 10), block(10, 20)), fyne.NewSize(40, 40), []frame{{0, 0, 10, 40}, {14, 0, 10, 40}}},
		{"a column stretches across", Col(4, block(10, 10), Grow(), block(10, 20)), fyne.NewSize(50, 60), []frame{{0, 0, 50, 10}, {0, 14, 50, 22}, {0, 40, 50, 20}}},
		{"hidden objects take no room", Row(8, block(10, 10), hidden, block(10, 10)), fyne.NewSize(40, 10), []frame{{0, 0, 10, 10}, {0, 0, 0, 0}, {18, 0, 10, 10}}},
		{
			"a grid has equal columns and rows as high as needed", Grid(2, 10, block(5, 10), block(5, 20), block(5, 5)), fyne.NewSize(110, 50),
			[]frame{{0, 0, 50, 20}, {60, 0, 50, 20}, {0, 30, 50, 5}},
		},
		{"columns divide by share alone", Columns(10, []float32{3, 1}, block(5, 10), block(70, 20)), fyne.NewSize(90, 30), []frame{{0, 0, 60, 30}, {70, 0, 20, 30}}},
		{"padding", Pad(1, 2, 3, 4, block(5, 5)), fyne.NewSize(20, 20), []frame{{4, 1, 14, 16}}},
		{"centred with a width", Centre(40, block(10, 10)), fyne.NewSize(100, 50), []frame{{30, 20, 40, 10}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.box.Resize(c.size)
			if diff := cmp.Diff(c.want, frames(c.box.Objects)); diff != "" {
				t.Errorf("frames (-want +got):\n%s", diff)
			}
		})
	}
}

func TestLeastSizesAreWhole(t *testing.T) {
	begin(t, theme.Light)
	m := Row(3, Body("Žofie Dvořák"), Caption("a caption")).MinSize()
	if m.Width != whole(m.Width) || m.Height != whole(m.Height) {
		t.Errorf("the row asks for %v, want whole units", m)
	}
}

func TestParaWrapsToTheWidthItIsGiven(t *testing.T) {
	begin(t, theme.Light)
	words := strings.Repeat("an order takes eight weeks ", 6)
	p := BodyPara(words)
	below := Body("below")
	col := Col(4, p, below)
	heights := map[float32]float32{}
	for _, width := range []float32{600, 200} {
		col.Resize(fyne.NewSize(width, 400))
		heights[width] = p.Size().Height
		if got, want := below.Position().Y, p.Size().Height+4; got != want {
			t.Errorf("at %v wide the next line stands at %v, want %v", width, got, want)
		}
		for _, r := range p.runs {
			if end := r.x + p.measure(r.text, r.bold); end > width+1 {
				t.Errorf("at %v wide a line reaches %v: %q", width, end, r.text)
			}
		}
	}
	if heights[200] <= heights[600] {
		t.Errorf("heights %v: narrower is not higher", heights)
	}
}

// A unit never begins a line: "cap 50 %" breaks before 50.
func TestParaKeepsUnitsWithTheirNumbers(t *testing.T) {
	begin(t, theme.Light)
	p := CaptionPara("Chidi is on call 50 %, Dana 12 h, 41 d ahead of a cap of 50 %.")
	for width := float32(60); width < 360; width += 3 {
		p.wrapTo(width)
		row := -1
		for _, r := range p.runs {
			if first := strings.Fields(r.text)[0]; r.row > row && isUnit(first) {
				t.Errorf("at %v wide a line begins with %q", width, first)
			}
			row = r.row
		}
	}
}

func TestParaKeepsBoldWordsAndSpaces(t *testing.T) {
	begin(t, theme.Light)
	for in, want := range map[string][]string{
		"**Dana** is on call":         {"*Dana", "is on call"},
		"each of **Ana, Ben** are":    {"each of", "*Ana, Ben", "are"},
		"**34 / 4 = 8.5**, so two":    {"*34 / 4 = 8.5", ", so two"},
		"first line\nsecond **line**": {"first line", "second", "*line"},
	} {
		p := BodyPara(in)
		p.wrapTo(1000)
		var got []string
		for _, r := range p.runs {
			mark := ""
			if r.bold {
				mark = "*"
			}
			got = append(got, mark+r.text)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", in, diff)
		}
	}
	p := BodyPara("**34**, so")
	p.wrapTo(1000)
	if got, want := p.runs[1].x, p.measure("34", true); got > want+0.5 {
		t.Errorf("the comma stands at %v, want right after the number at %v", got, want)
	}
}

func TestEllipsis(t *testing.T) {
	begin(t, theme.Light)
	const name = "Retry queue with dead letters"
	full := theme.Measure(name, 13, false).Width
	for _, width := range []float32{full + 1, 120, 60, 20} {
		got := ellipsis(name, width, 13, false)
		if w := theme.Measure(got, 13, false).Width; w > width+0.5 {
			t.Errorf("%q is %v wide, want at most %v", got, w, width)
		}
		if width > full && got != name {
			t.Errorf("got %q where there is room for the whole", got)
		}
		if width < full && !strings.HasSuffix(got, "…") {
			t.Errorf("got %q, want it to end with …", got)
		}
	}
}

func TestAsideCoversWhereItIsNarrow(t *testing.T) {
	begin(t, theme.Light)
	main, side := block(100, 100), block(100, 100)
	a := NewAside(main, side, 264)
	a.Content().Resize(fyne.NewSize(1000, 500))
	if got := main.Size().Width; got != 1000 {
		t.Errorf("closed: the main content is %v wide, want 1000", got)
	}
	a.Open(true)
	if got := main.Size().Width; got != 736 {
		t.Errorf("open and wide: the main content is %v wide, want 736", got)
	}
	a.Content().Resize(fyne.NewSize(900, 500))
	if got := main.Size().Width; got != 900 {
		t.Errorf("open and narrow: the main content is %v wide, want 900", got)
	}
}

// Where a long name and the bars do not both fit, the name is cut: the values stay inside.
func TestBarsCutNamesBeforeValues(t *testing.T) {
	begin(t, theme.Light)
	b := NewBars([]Bar{{Name: "Alexander Wolfeschlegelsteinhausenbergerdorff", Value: 9, Text: "9 %"}}, 54, 50, "cap 50 %")
	if least := b.MinSize().Width; least > 220 {
		t.Errorf("the bars ask for a width of %v, want at most 220", least)
	}
	const width = 220
	b.Resize(fyne.NewSize(width, 60))
	for _, o := range b.objects {
		if words, ok := o.(*canvas.Text); ok && words.Position().X+words.MinSize().Width > width+1 {
			t.Errorf("%q reaches %v of %v", words.Text, words.Position().X+words.MinSize().Width, width)
		}
	}
}
