package timeline

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"watchbill/ui/theme"
)

// TestAnythingCanBePaintedAndHandled: whatever a page sets and a user does, the timeline keeps its feet: it does not panic,
// its window stays within the limits and its selection stays within its model.
func TestAnythingCanBePaintedAndHandled(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
	zones := []string{"UTC", "Europe/Berlin", "America/Sao_Paulo", "Pacific/Apia", "Australia/Lord_Howe"}
	keys := []fyne.KeyName{
		fyne.KeyLeft, fyne.KeyRight, fyne.KeyUp, fyne.KeyDown, fyne.KeyHome, fyne.KeyEnd, fyne.KeyPageUp, fyne.KeyPageDown,
		fyne.KeyReturn, fyne.KeySpace, fyne.KeyEscape, fyne.KeyDelete, desktop.KeyMenu,
	}
	var grid []float32 // rapid favours small numbers, a mouse does not
	for v := float32(-13); v < 900; v += 11 {
		grid = append(grid, v)
	}
	sizes, places := rapid.SampledFrom([]float32{860, 400, 160, 60, 1, 0}), rapid.SampledFrom(grid)
	rapid.Check(t, func(r *rapid.T) {
		tl, h := New(), &manualHost{}
		tl.host = h
		tl.OnSwap, tl.OnReassign, tl.OnSplit = func(string, string) {}, func(string, string) {}, func(string, time.Time) {}
		tl.OnMenu = func(Place) {}
		tl.OnHover = func(id string) Card { return Card{Title: id} }
		tl.Resize(fyne.NewSize(sizes.Draw(r, "width"), sizes.Draw(r, "height")))
		zone := mustZone(t, rapid.SampledFrom(zones).Draw(r, "zone"))
		tl.SetModel(drawModel(r, zone))
		tl.SetWindow(Year.Window(drawTime(r, zone), zone, 0))
		for range rapid.IntRange(1, 12).Draw(r, "steps") {
			at := fyne.NewPos(places.Draw(r, "x"), places.Draw(r, "y"))
			by := fyne.NewDelta(places.Draw(r, "dx")-300, places.Draw(r, "dy")-300)
			d := &hand{t: t, tl: tl, host: h}
			h.held = rapid.SampledFrom([]fyne.KeyModifier{0, fyne.KeyModifierShift, fyne.KeyModifierShortcutDefault}).Draw(r, "held")
			switch rapid.IntRange(0, 9).Draw(r, "act") {
			case 0:
				tl.SetModel(drawModel(r, zone))
			case 1:
				from := drawTime(r, zone)
				tl.SetWindow(from, from.Add(time.Duration(rapid.Int64Range(-1000, 40000).Draw(r, "hours"))*time.Hour))
			case 2:
				tl.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: at}, Scrolled: by})
			case 3, 4:
				d.keys(rapid.SampledFrom(keys).Draw(r, "key"))
			case 5:
				d.types(rapid.SampledFrom([]string{"s", "t", "+", "-", "x", "i", "q"}).Draw(r, "rune"))
			case 6:
				d.click(at, h.held)
			case 7:
				d.drag(at, at.Add(by))
			case 8:
				d.hold(at, at.Add(by), rapid.SampledFrom([]desktop.MouseButton{1, 2, 4}).Draw(r, "button"))
				h.tick()
			case 9:
				d.point(at)
				h.tick()
			}
			tl.sheet.paint(int(tl.Size().Width*1.25), int(tl.Size().Height*1.25))
			if span := tl.to.Sub(tl.from); span < minSpan || span > maxSpan {
				r.Fatalf("the window is %v long", span)
			}
			for _, id := range tl.Selected() {
				if len(tl.layout.byID[id]) == 0 {
					r.Fatalf("%q is selected but not in the model", id)
				}
			}
		}
	})
}

func drawTime(r *rapid.T, zone *time.Location) time.Time {
	return time.Date(rapid.IntRange(2011, 2013).Draw(r, "year"), 1, rapid.IntRange(1, 365).Draw(r, "day"), 0, 0, 0, 0, zone)
}

func drawModel(r *rapid.T, zone *time.Location) Model {
	m := Model{Zone: zone, Now: drawTime(r, zone), WeekStart: rapid.IntRange(0, 6).Draw(r, "week start")}
	for i := range rapid.IntRange(0, 5).Draw(r, "bands") {
		start := drawTime(r, zone)
		m.Bands = append(m.Bands, Band{
			ID: fmt.Sprint("band", i), Kind: BandKind(i % 2), Name: "Year-end freeze",
			Start: start, End: start.Add(time.Duration(rapid.Int64Range(-5, 900).Draw(r, "band long")) * time.Hour),
		})
	}
	for g := range rapid.IntRange(0, 3).Draw(r, "groups") {
		group := Group{Title: rapid.SampledFrom([]string{"", "Payments primary"}).Draw(r, "title"), Caption: "weekly"}
		for i := range rapid.IntRange(0, 5).Draw(r, "rows") {
			row := Row{ID: fmt.Sprint(g, i), Label: "secondary", Person: rapid.IntRange(0, 14).Draw(r, "person"), Initials: "ŽD"}
			for k := range rapid.IntRange(0, 8).Draw(r, "blocks") {
				start := drawTime(r, zone)
				b := Block{
					ID: fmt.Sprint(rapid.IntRange(0, 30).Draw(r, "id"), k%2), Kind: Kind(rapid.IntRange(0, int(PersonBar)).Draw(r, "kind")),
					Start: start, End: start.Add(time.Duration(rapid.Int64Range(-5, 20000).Draw(r, "long")) * time.Hour),
					Person: rapid.IntRange(0, 14).Draw(r, "who"), Initials: "MO", Name: "Maximiliane", Note: "was Ben",
				}
				if rapid.Bool().Draw(r, "marked") {
					b.Marks = []Mark{{Kind: MarkKind(k % 3), Start: drawTime(r, zone), End: drawTime(r, zone), Text: "Dana"}}
				}
				row.Blocks = append(row.Blocks, b)
			}
			group.Rows = append(group.Rows, row)
		}
		m.Groups = append(m.Groups, group)
	}
	return m
}
