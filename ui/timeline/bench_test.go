package timeline

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"watchbill/ui/theme"
)

// crowd is 50 rows of 100 weekly shifts.
func crowd() Model {
	start := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	g := Group{Title: "Rotations"}
	for r := range 50 {
		row := Row{ID: fmt.Sprint(r), Label: fmt.Sprintf("rotation %d", r+1)}
		for i := range 100 {
			p := sampleTeam[(r+i)%len(sampleTeam)]
			row.Blocks = append(row.Blocks, Block{
				ID: fmt.Sprintf("%d-%d", r, i), Start: start.AddDate(0, 0, 7*i), End: start.AddDate(0, 0, 7*i+7),
				Person: (r+i)%12 + 1, Initials: p.initials, Name: p.name,
			})
		}
		g.Rows = append(g.Rows, row)
	}
	return Model{Zone: time.UTC, Now: start.AddDate(0, 3, 0), Groups: []Group{g}}
}

func openCrowd(b *testing.B, z Zoom) *Timeline {
	b.Helper()
	test.NewTempApp(b).Settings().SetTheme(theme.New(theme.Light))
	tl := New()
	m := crowd()
	tl.SetModel(m)
	tl.SetWindow(z.Window(m.Now, m.Zone, 0))
	tl.Resize(fyne.NewSize(1200, 750))
	test.WidgetRenderer(tl).Layout(tl.Size())
	return tl
}

// BenchmarkFrame is one step of scrolling: building the display list and painting the raster of 1200 × 750 pixels.
func BenchmarkFrame(b *testing.B) {
	for _, z := range []Zoom{Week, EightWeeks, Year} {
		b.Run(z.String(), func(b *testing.B) {
			tl := openCrowd(b, z)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				dx := float32(3)
				if i/100%2 == 1 {
					dx = -3
				}
				tl.pan(dx, 0)
				tl.sheet.paint(1200, 750)
			}
		})
	}
}

// BenchmarkEveryBlock paints all 5,000 blocks in one picture, three years wide and tall enough for all rows.
func BenchmarkEveryBlock(b *testing.B) {
	tl := openCrowd(b, Year)
	from := tl.model.Groups[0].Rows[0].Blocks[0].Start
	tl.Resize(fyne.NewSize(1200, 2000))
	tl.SetWindow(from, from.AddDate(0, 0, 700))
	if got := len(tl.sheet.scene.hits); got != 5000 {
		b.Fatalf("got %d blocks, want 5000", got)
	}
	for b.Loop() {
		tl.update()
		tl.sheet.paint(1200, 2000)
	}
}

// BenchmarkSetModel sorts and lays out 5,000 blocks.
func BenchmarkSetModel(b *testing.B) {
	tl := openCrowd(b, EightWeeks)
	m := crowd()
	for b.Loop() {
		tl.SetModel(m)
	}
}
