package timeline

import (
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"watchbill/ui/theme"
)

// The gallery draws the states of the look. Each picture must have ink where its state says; with WATCHBILL_GALLERY set to
// a folder, the pictures are also written there to be looked at.

var modes = map[string]theme.Mode{"light": theme.Light, "dark": theme.Dark}

func save(t *testing.T, name string, img image.Image) {
	t.Helper()
	dir := os.Getenv("WATCHBILL_GALLERY")
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
}

// expect checks that a colour token shows at a place of the picture, in units at scale 1.
func expect(t *testing.T, img image.Image, what string, x, y float32, tok theme.Token) {
	t.Helper()
	r, g, b, _ := img.At(int(x), int(y)).RGBA()
	wr, wg, wb, _ := theme.C(tok).RGBA()
	if r != wr || g != wg || b != wb {
		t.Errorf("%s at %v, %v: got %04x %04x %04x, want %s", what, x, y, r, g, b, tok)
	}
}

func TestGalleryRotations(t *testing.T) {
	for name, mode := range modes {
		tl, _, w := open(t, mode)
		legend := NewLegend("Times in Europe/Berlin")
		w.SetContent(container.NewBorder(nil, legend, nil, nil, tl))
		w.Resize(fyne.NewSize(840, 682))
		tl.SetSelected("pay-4")
		img := w.Canvas().Capture()
		save(t, "rotations-"+name, img)
		s := tl.scale()
		expect(t, img, "the now-line", s.x(tl.model.Now), 300, theme.Accent)
		expect(t, img, "a weekend", s.x(local(t, tl.model.Zone, "2026-12-13 12:00")), 640, theme.Weekend)
		expect(t, img, "a heading's ground", 600, 56, theme.Sunken)
		box, _ := tl.seenBox(tl.layout.byID["pay-4"][0])
		expect(t, img, "the selection's ring", box.x+box.w/2, box.y-2, theme.Accent)
		expect(t, img, "the legend's rule", 400, 652, theme.Line)
	}
}

func TestGalleryZooms(t *testing.T) {
	for _, z := range Zooms {
		tl, _, w := open(t, theme.Light)
		tl.SetWindow(z.Window(tl.model.Now, tl.model.Zone, 0))
		img := w.Canvas().Capture()
		save(t, "zoom-"+z.String(), img)
		expect(t, img, "the now-line", tl.scale().x(tl.model.Now), 300, theme.Accent)
	}
	tl, _, w := open(t, theme.Light)
	day := local(t, tl.model.Zone, "2026-12-24")
	tl.SetWindow(day.Add(-12*time.Hour), day.Add(12*time.Hour))
	save(t, "zoom-hours", w.Canvas().Capture())
	tl.SetWindow(day.AddDate(-1, 0, 0), day.AddDate(2, 0, 0))
	save(t, "zoom-three-years", w.Canvas().Capture())
}

func TestGalleryHands(t *testing.T) {
	for name, mode := range modes {
		tl, h, w := open(t, mode)
		d := newHand(t, tl, h)
		tl.OnHover = func(string) Card {
			return Card{Title: "Ana Souza, primary", Lines: []string{
				"Mon 14 Dec 09:00 – Mon 21 Dec 09:00 Berlin", "Mon 14 Dec 05:00 – Mon 21 Dec 05:00 São Paulo", "168 h, 56 at night, 48 at the weekend",
			}}
		}
		w.Canvas().Focus(tl)
		d.point(d.at("pay", "pay-4"))
		h.tick()
		img := w.Canvas().Capture()
		save(t, "hover-"+name, img)
		expect(t, img, "the focus ring", 400, 650, theme.Accent)
		card := tl.over.card.ground
		expect(t, img, "the card", card.Position().X+3, card.Position().Y+card.Size().Height/2, theme.Surface)

		d.hold(d.at("pay", "pay-2"), d.at("sec", "sec-4"), desktop.MouseButtonPrimary)
		save(t, "drag-swap-"+name, w.Canvas().Capture())
		d.keys(fyne.KeyEscape)
		d.letGo(fyne.NewPos(0, 0))

		tl.CanReassign = func(string, string) (bool, string) { return false, "Chidi is away 19–27 Dec" }
		d.hold(d.at("pay", "pay-5"), d.at("p-Chidi", "off-Chidi"), desktop.MouseButtonPrimary)
		img = w.Canvas().Capture()
		save(t, "drag-refused-"+name, img)
		ring := tl.over.target
		expect(t, img, "the refusal's ring", 300, ring.Position().Y, theme.Bad)
		d.letGo(fyne.NewPos(0, 0))

		tl.SetSelected("pay-2")
		d.types("s")
		d.keys(fyne.KeyRight, fyne.KeyRight)
		save(t, "keyboard-swap-"+name, w.Canvas().Capture())
		d.keys(fyne.KeyEscape)

		d.hold(d.at("pay", "pay-1").AddXY(0, 44), d.at("sec", "sec-3"), desktop.MouseButtonPrimary)
		save(t, "rubber-"+name, w.Canvas().Capture())
		d.letGo(d.at("sec", "sec-3"))
		d.hold(d.at("pay", "pay-2"), d.at("pay", "pay-2").AddXY(20, 48), desktop.MouseButtonPrimary)
		save(t, "drag-nothing-"+name, w.Canvas().Capture())
		d.keys(fyne.KeyEscape)
		d.letGo(fyne.NewPos(0, 0))
	}
}

func TestGallerySplit(t *testing.T) {
	for name, mode := range modes {
		tl, h, w := open(t, mode)
		d := newHand(t, tl, h)
		m := busyModel(t)
		tl.SetModel(m)
		tl.SetSelected("pay-4")
		d.types("x")
		img := w.Canvas().Capture()
		save(t, "split-"+name, img)
		line := tl.over.cut
		expect(t, img, "the line", line.Position().X+2, line.Position().Y+4, theme.Accent)
		tl.CanSplit = func(string, time.Time) (bool, string) { return false, "Ana would rest only 3 h before her next shift" }
		d.keys(fyne.KeyRight)
		save(t, "split-refused-"+name, w.Canvas().Capture())
		d.keys(fyne.KeyEscape)
		tl.SetWindow(Week.Window(local(t, m.Zone, "2026-12-16"), m.Zone, 0))
		d.types("xi")
		save(t, "split-week-"+name, w.Canvas().Capture())
	}
}

// TestGalleryBusy draws holidays, freezes, nights and marks at every zoom, in the sizes of a small, a usual and a large window.
func TestGalleryBusy(t *testing.T) {
	for name, mode := range modes {
		for _, size := range []fyne.Size{fyne.NewSize(824, 500), fyne.NewSize(840, 652), fyne.NewSize(1480, 930)} {
			for _, z := range Zooms {
				tl, _, w := open(t, mode)
				w.Resize(size)
				m := busyModel(t)
				tl.SetModel(m)
				tl.SetWindow(z.Window(m.Now, m.Zone, 0))
				img := w.Canvas().Capture()
				save(t, fmt.Sprintf("busy-%s-%s-%g", z, name, size.Width), img)
				expect(t, img, "the lane's rule", 500, tl.layout.head, theme.Line)
				if z == Week {
					night := tl.scale().x(local(t, m.Zone, "2026-11-17 02:00"))
					r, g, b, _ := img.At(int(night), int(tl.layout.head)+groupHeight+45).RGBA()
					want := tl.sheet.scene.dusk(theme.Surface)
					wr, wg, wb, _ := want.RGBA()
					if r != wr || g != wg || b != wb {
						t.Errorf("%s: a night: got %04x %04x %04x, want %v", name, r, g, b, want)
					}
				}
			}
		}
	}
}

// TestGalleryClockChange draws the weeks of 23 and 25 hours a day.
func TestGalleryClockChange(t *testing.T) {
	for _, day := range []string{"2026-03-29", "2026-10-25"} {
		tl, _, w := open(t, theme.Light)
		at := local(t, tl.model.Zone, day)
		tl.SetWindow(Week.Window(at, tl.model.Zone, 0))
		save(t, "clock-change-week-"+day, w.Canvas().Capture())
		tl.SetWindow(at, at.Add(26*time.Hour))
		save(t, "clock-change-day-"+day, w.Canvas().Capture())
	}
}

func TestGalleryScales(t *testing.T) {
	for scale, name := range map[float32]string{1.25: "1.25", 1.5: "1.5", 2: "2"} {
		tl, _, w := open(t, theme.Light)
		c, ok := w.Canvas().(software.WindowlessCanvas)
		if !ok {
			t.Fatal("the canvas has no scale")
		}
		c.SetScale(scale)
		w.Resize(fyne.NewSize(840, 652))
		tl.Refresh()
		img := w.Canvas().Capture()
		save(t, "scale-"+name, img)
		if got, want := img.Bounds().Dx(), int(840*scale); got != want {
			t.Errorf("scale %s: got %d pixels, want %d", name, got, want)
		}
	}
}

// TestGalleryCrowded has what the pictures lack: double bookings, marks over drafts, holidays, long names, many rows.
func TestGalleryCrowded(t *testing.T) {
	for name, mode := range modes {
		tl, _, w := open(t, mode)
		w.Resize(fyne.NewSize(840, 420))
		m := sampleModel(t)
		pay := &m.Groups[0].Rows[0]
		pay.Blocks = append(pay.Blocks,
			Block{ID: "extra", Start: local(t, m.Zone, "2026-12-02"), End: local(t, m.Zone, "2026-12-09"), Person: 9, Initials: "MX", Name: "Maximiliane Oberhuber"},
			draft(t, m.Zone, "d9", "2026-11-26", "2026-12-04", ana, "was Ben"))
		pay.Blocks[6].Marks = []Mark{{Kind: Away, Start: local(t, m.Zone, "2026-12-30"), End: local(t, m.Zone, "2027-01-02"), Text: "away"}}
		m.Groups[0].Rows[1].Label, m.Groups[0].Rows[1].Sub = "escalation manager", "Europe/Lisbon"
		m.Groups[1].Rows[0].Blocks = append(m.Groups[1].Rows[0].Blocks,
			Block{ID: "xmas", Kind: Holiday, Start: local(t, m.Zone, "2026-12-25"), End: local(t, m.Zone, "2026-12-27"), Name: "Christmas"})
		tl.SetModel(m)
		tl.SetSelected("d9", "gap")
		tl.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(-30, -40)})
		save(t, "crowded-"+name, w.Canvas().Capture())
		if _, visible := tl.BlockCentre("extra"); !visible {
			t.Error("the second of two at once is not visible")
		}
	}
}

func stripRows(m Model) []Row {
	labels := []string{"Payments primary", "secondary", "Ledger primary", "backup"}
	var rows []Row
	for _, g := range m.Groups[:2] {
		for _, r := range g.Rows {
			r.Label = labels[len(rows)]
			r.Blocks = slicesWithout(r.Blocks, Draft)
			rows = append(rows, r)
		}
	}
	return rows
}

func slicesWithout(blocks []Block, k Kind) []Block {
	var list []Block
	for _, b := range blocks {
		if b.Kind != k {
			list = append(list, b)
		}
	}
	return list
}

func TestGalleryStrips(t *testing.T) {
	for name, mode := range modes {
		app := test.NewTempApp(t)
		app.Settings().SetTheme(theme.New(mode))
		m := sampleModel(t)
		from := local(t, m.Zone, "2026-11-18")
		strip := NewStrip(StripModel{Zone: m.Zone, From: from, To: from.AddDate(0, 0, 56), Rows: stripRows(m)})
		if got, want := strip.MinSize().Height, float32(180); got != want {
			t.Errorf("height of four rows: got %v, want %v", got, want)
		}
		rows := stripRows(m)[:2]
		rows[0].Label, rows[0].Blocks[4].Changed, rows[1].Blocks[5].Changed = "primary", true, true
		after := NewStrip(StripModel{Zone: m.Zone, From: local(t, m.Zone, "2026-12-07 09:00"), To: local(t, m.Zone, "2027-01-04 09:00"), Rows: rows, Compact: true})
		ground := canvas.NewRectangle(theme.C(theme.Bg))
		box := container.NewWithoutLayout(ground, strip, after)
		w := test.NewTempWindow(t, box)
		w.SetPadded(false)
		w.Resize(fyne.NewSize(640, 300))
		ground.Resize(fyne.NewSize(640, 300))
		strip.Resize(fyne.NewSize(602, 181))
		after.Move(fyne.NewPos(0, 200))
		after.Resize(fyne.NewSize(315, 84))
		img := w.Canvas().Capture()
		save(t, "strips-"+name, img)
		expect(t, img, "a rule between rows", 60, 60, theme.Line)
	}
}
