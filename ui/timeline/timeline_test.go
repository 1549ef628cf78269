package timeline

import (
	"bytes"
	"fmt"
	"image"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"watchbill/ui/theme"
)

func TestSetModelKeepsTheSelection(t *testing.T) {
	tl, h, _ := open(t, theme.Light)
	d := newHand(t, tl, h)
	tl.SetSelected("pay-2", "pay-4")
	m := sampleModel(t)
	pay := &m.Groups[0].Rows[0]
	pay.Blocks = slices.DeleteFunc(pay.Blocks, func(b Block) bool { return b.ID == "pay-4" })
	people := m.Groups[2].Rows
	people[ana].Blocks = slices.DeleteFunc(people[ana].Blocks, func(b Block) bool { return b.ID == "pay-4" })
	from, _ := tl.Window()
	tl.SetModel(m)
	check(t, "selection", tl.Selected(), "pay-2")
	check(t, "callbacks", d.heard())
	if now, _ := tl.Window(); !now.Equal(from) {
		t.Error("a new model moves the window")
	}
	d.keys(fyne.KeyRight)
	check(t, "the keyboard goes on from there", d.heard(), "select [pay-3]")
}

func TestSetSelectedIgnoresUnknown(t *testing.T) {
	tl, _, _ := open(t, theme.Light)
	tl.SetSelected("nobody", "pay-1", "pay-1")
	check(t, "selection", tl.Selected(), "pay-1")
}

func TestEmptyModel(t *testing.T) {
	tl, h, _ := open(t, theme.Light)
	d := newHand(t, tl, h)
	tl.SetSelected("pay-2")
	tl.SetModel(Model{})
	d.keys(fyne.KeyRight, fyne.KeyDown, fyne.KeyHome, fyne.KeyReturn, fyne.KeyDelete, fyne.KeySpace)
	d.types("st+-")
	d.click(fyne.NewPos(300, 200), 0)
	d.drag(fyne.NewPos(300, 200), fyne.NewPos(400, 200))
	d.point(fyne.NewPos(300, 200))
	check(t, "nothing to do", d.heard())
	if got := tl.VisibleBlocks(); len(got) != 0 {
		t.Errorf("visible: got %v, want none", got)
	}
}

func TestBlockCentreAndVisibleBlocks(t *testing.T) {
	tl, _, _ := open(t, theme.Light)
	at, visible := tl.BlockCentre("pay-2")
	if !visible {
		t.Fatal("pay-2 is not visible")
	}
	if r, ok := tl.hit(at); !ok || tl.layout.item(r).ID != "pay-2" {
		t.Errorf("the centre %v does not hit the block", at)
	}
	if _, visible := tl.BlockCentre("led-8"); !visible {
		t.Error("led-8, half outside, is not visible")
	}
	if _, visible := tl.BlockCentre("sec-8"); visible {
		t.Error("sec-8, after the window, is visible")
	}
	if at, visible := tl.RowCentre("p-Ana"); !visible || at.X > 104 {
		t.Errorf("label of Ana: got %v %v", at, visible)
	}
	if got := tl.VisibleBlocks(); !slices.Contains(got, "d1") || slices.Contains(got, "sec-8") {
		t.Errorf("visible blocks: got %v", got)
	}
	tl.SetWindow(tl.from.AddDate(1, 0, 0), tl.to.AddDate(1, 0, 0))
	if got := tl.VisibleBlocks(); len(got) != 0 {
		t.Errorf("a year later: got %v, want none", got)
	}
	tl.reveal(tl.layout.byID["pay-2"][0])
	tl.update()
	if _, visible := tl.BlockCentre("pay-2"); !visible {
		t.Error("pay-2 is not visible after it was revealed")
	}
}

// texts are what a scene writes at a block's height.
func texts(tl *Timeline, row string) []string {
	var list []string
	for i := range tl.layout.rows {
		r := &tl.layout.rows[i]
		if r.ID != row {
			continue
		}
		y := headerHeight - tl.scroll + r.y
		for _, s := range tl.sheet.scene.shapes {
			if s.op != opText || s.area != body {
				continue
			}
			if l := tl.sheet.scene.labels[s.index]; l.y >= y && l.y < y+r.height {
				list = append(list, l.text)
			}
		}
	}
	return list
}

func TestNamesGetShorterWithTheirBlock(t *testing.T) {
	tl, _, _ := open(t, theme.Light)
	zone := tl.model.zone()
	from := local(t, zone, "2026-11-30")
	block := func(hours int) Model {
		return Model{Zone: zone, Groups: []Group{{Rows: []Row{{ID: "r", Label: "primary", Blocks: []Block{{
			ID: "b", Start: from, End: from.Add(time.Duration(hours) * time.Hour), Person: 2, Initials: "MO", Name: "Maximiliane Oberhuber",
		}}}}}}}
	}
	tl.SetWindow(from, from.AddDate(0, 0, 1)) // 736 units a day, 30.67 an hour
	for _, c := range []struct {
		hours int
		want  string
	}{
		{20, "MO Maximiliane Oberhuber"},
		{4, "MO Maximilian…"},
		{2, "MO"}, // 59 units
		{1, "MO"}, // 29
	} {
		tl.SetModel(block(c.hours))
		if got := strings.Join(texts(tl, "r"), " "); got != c.want {
			t.Errorf("%d hours: got %q, want %q", c.hours, got, c.want)
		}
	}
	tl.SetWindow(from, from.AddDate(0, 0, 3))
	if got := texts(tl, "r"); len(got) != 0 { // 10 units
		t.Errorf("a narrow block: got %q, want only its colour", got)
	}
}

func TestNamesStayInSightAtTheEdge(t *testing.T) {
	tl, _, _ := open(t, theme.Light)
	zone := tl.model.zone()
	tl.SetWindow(local(t, zone, "2026-11-18"), local(t, zone, "2026-11-25"))
	if got := texts(tl, "pay"); len(got) == 0 || got[0] != "DK" {
		t.Errorf("a block that began before the window: got %q, want its initials first", got)
	}
	for _, s := range tl.sheet.scene.shapes {
		if s.op == opText && s.area == body {
			if l := tl.sheet.scene.labels[s.index]; l.x < tl.labelWidth() {
				t.Errorf("%q stands at %v, left of the edge", l.text, l.x)
			}
		}
	}
}

func TestNoNameIsCrossedByTheNowLine(t *testing.T) {
	tl, _, _ := open(t, theme.Light)
	names := 0
	for hour := 0; hour < 14*24; hour += 3 {
		tl.model.Now = tl.from.Add(time.Duration(hour) * time.Hour)
		tl.update()
		x := tl.scale().x(tl.model.Now)
		for _, s := range tl.sheet.scene.shapes {
			if s.op != opText || s.area != body {
				continue
			}
			l := tl.sheet.scene.labels[s.index]
			w := tl.sheet.letters.width(l.text, l.size, l.bold)
			if l.size != textSize || l.bold || l.h != blockHeight || l.ink == theme.C(theme.Text) {
				continue // not the name of a published shift
			}
			names++
			if x > l.x && x < l.x+w {
				t.Fatalf("%d hours in: the line at %v crosses %q at %v–%v", hour, x, l.text, l.x, l.x+w)
			}
		}
	}
	if names < 1000 {
		t.Errorf("only %d names were looked at", names)
	}
}

func TestLetteringsArePooled(t *testing.T) {
	tl, _, w := open(t, theme.Light)
	pass := func() int {
		for range 6 {
			tl.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(-100, 0)})
			w.Canvas().Capture()
		}
		for range 6 {
			tl.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(100, 0)})
			w.Canvas().Capture()
		}
		return len(tl.sheet.painter.stamps.made)
	}
	first := pass()
	if second := pass(); first == 0 || second != first {
		t.Errorf("letterings: got %d after the first pass and %d after the same again, want no more", first, second)
	}
	var drawn int
	for _, s := range tl.sheet.scene.shapes {
		if s.op == opText {
			drawn++
		}
	}
	if objects := test.WidgetRenderer(tl).Objects(); len(objects) != 2 || drawn < 80 {
		t.Errorf("got %d objects for %d texts, want the raster and the overlay", len(objects), drawn)
	}
}

func TestSwitchedThemeEqualsNewOne(t *testing.T) {
	tl, _, w := open(t, theme.Light)
	tl.SetSelected("pay-4")
	w.Canvas().Capture()
	fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Dark))
	tl.Refresh()
	got := pixels(t, w)

	fresh, _, w2 := open(t, theme.Dark)
	fresh.SetSelected("pay-4")
	if !bytes.Equal(got, pixels(t, w2)) {
		t.Error("a timeline switched to dark differs from one made dark")
	}
}

func pixels(t *testing.T, w fyne.Window) []byte {
	t.Helper()
	img, ok := w.Canvas().Capture().(*image.NRGBA)
	if !ok {
		t.Fatalf("capture is a %T", w.Canvas().Capture())
	}
	return img.Pix
}

// TestRulesAreEqualAtEveryScale: the rules between rows are crisp and all of one thickness.
func TestRulesAreEqualAtEveryScale(t *testing.T) {
	for scale, thick := range map[float32]int{1: 1, 1.25: 1, 1.5: 2, 2: 2} {
		t.Run(fmt.Sprint(scale), func(t *testing.T) {
			tl, _, _ := open(t, theme.Light)
			img, ok := tl.sheet.paint(int(840*scale), int(652*scale)).(*image.RGBA)
			if !ok {
				t.Fatal("the raster is not RGBA")
			}
			line, ground := theme.C(theme.Line), theme.C(theme.Surface)
			for _, r := range tl.layout.rows[6:] {
				n := 0
				rule := float64(headerHeight+r.y+r.height) * float64(scale)
				for y := int(rule) - 3; y < int(rule)+4; y++ {
					switch c := img.RGBAAt(3, y); {
					case c.R == line.R && c.B == line.B:
						n++
					case c.R != ground.R:
						t.Errorf("row %s, y %d: a blurred pixel %v", r.ID, y, c)
					}
				}
				if n != thick {
					t.Errorf("under row %s: got %d pixels, want %d", r.ID, n, thick)
				}
			}
		})
	}
}

func TestHeadingStaysWhileItsRowsAreAtTheTop(t *testing.T) {
	tl, _, w := open(t, theme.Light)
	w.Resize(fyne.NewSize(840, 300))
	tl.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -120)})
	var at float32 = -1
	for _, l := range tl.sheet.scene.labels {
		if l.text == "Payments primary" {
			at = l.y
		}
	}
	if at != headerHeight {
		t.Errorf("the heading stands at %v, want %v", at, headerHeight)
	}
}

// TestMarksSpeakInSight: of a mark of which only an end can be seen, the word stands at that end.
func TestMarksSpeakInSight(t *testing.T) {
	tl, _, _ := open(t, theme.Light)
	zone := tl.model.zone()
	for _, from := range []string{"2026-11-29 12:00", "2026-11-27 00:00"} { // the mark lasts from 28 to 30 November
		tl.SetWindow(local(t, zone, from), local(t, zone, from).Add(36*time.Hour))
		var at []float32
		for _, l := range tl.sheet.scene.labels {
			if l.text == "Dana" && l.size == captionSize {
				at = append(at, l.x)
			}
		}
		if len(at) != 1 || at[0] < tl.labelWidth() || at[0] > 800 {
			t.Errorf("from %s: the word stands at %v, want once in sight", from, at)
		}
	}
}
