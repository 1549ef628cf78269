package widgets

import (
	"flag"
	"image"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"watchbill/ui/theme"
)

// keep is where the pictures of the gallery stay; without it they are drawn and thrown away.
var keep = flag.String("gallery", "", "folder to keep the drawn pictures in")

func begin(t *testing.T, mode theme.Mode) fyne.App {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(mode))
	return app
}

// show opens a window of a size with content over the page's ground.
func show(t *testing.T, content fyne.CanvasObject, w, h, scale float32) fyne.Window {
	t.Helper()
	win := test.NewTempWindow(t, nil)
	root := NewRoot(On(theme.Bg, content), func(time.Duration, func()) func() { return func() {} }, 0, 0)
	if scale != 1 {
		win.Canvas().(interface{ SetScale(float32) }).SetScale(scale)
	}
	root.Attach(win, nil)
	win.Resize(fyne.NewSize(w, h))
	return win
}

func picture(t *testing.T, name string, img image.Image) {
	t.Helper()
	dir := *keep
	if dir == "" {
		dir = t.TempDir()
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

func controls() fyne.CanvasObject {
	disabled := NewButton("Publish", nil)
	disabled.DisableBecause("Nothing differs from what is published.")
	off := NewButton("Build", nil).Primary()
	off.DisableBecause("There are no people yet.")
	buttons := Row(theme.Gap2, NewButton("Publish 39 changes…", nil).WithIcon(theme.IconUpload).Primary(), NewButton("Compare", nil).WithIcon(theme.IconCompare),
		NewButton("Today", nil), NewIconButton(theme.IconMore, "More", nil), NewIconButton(theme.IconLeft, "Back", nil), NewButton("Review", nil).Small(),
		NewButton("Delete rotation", nil).WithIcon(theme.IconTrash).Danger(), disabled, off, NewLink("Open", nil), NewPlainLink("Copy for mail", nil).WithIcon(theme.IconCopy))
	chips := Row(theme.Gap2, NewSegments([]string{"Week", "Month", "8 weeks", "Quarter", "Year"}, 2, nil), NewChip("Published", true, nil), NewChip("Draft", false, nil),
		NewChip("As it goes", true, nil).WithResult("3 Feb"), Badge(Good, "published"), IconBadge(Neutral, theme.IconLock, "draft keeps it"), Badge(Bad, "1 gap"), Badge(Warn, "bends 1 rule"), Badge(Neutral, "5"), Counter("12"), KeyCap("Ctrl K", theme.Bg))
	wrong := NewEntry("hours").WithID("wrong")
	wrong.SetWrong(true)
	filled := NewEntry("")
	filled.SetText("Payments primary")
	date := NewDateField(time.Date(2026, 11, 18, 0, 0, 0, 0, time.UTC), time.Date(2026, 11, 18, 0, 0, 0, 0, time.UTC))
	fields := Row(theme.Gap2, Fixed(140, 0, NewEntry("8 resources").WithIcon(theme.IconSearch)), Fixed(140, 0, filled), Fixed(120, 0, wrong), NewSelect([]string{"Soonest", "Name"}, 0, nil), Fixed(128, 0, date),
		NewCheck("Time off stays free", true, nil).WithNote(Caption("9 entries of 8 people")), NewCheck("Not on call together", false, nil), NewTile(1, "AS"), NewTile(2, "BO"), NewTile(8, "ŽD"), NewBigTile(4, "DK"))
	return Col(theme.Gap3, buttons, chips, fields)
}

func panels() fyne.CanvasObject {
	figures := FigureRow(
		FigureCell{"Coverage, next 8 weeks", "97.1", "%", Caption("105 h of 3,584 h have nobody")},
		FigureCell{"Fairness, draft 14 Dec – 6 Jun", "9–8", "duties each", Note(Good, "provably fairest")},
		FigureCell{"Toil, last 4 weeks", "38", "% of worked hours", Caption("team cap 50 %, Ana above it")},
		FigureCell{"Next capacity date", "9 Dec", "order by", Caption("db-payments disk, 21 d from now")})
	bars := NewBars([]Bar{
		{Name: "Team", Value: 38, Text: "38 %", Strong: true},
		{Name: "Ana", Person: 1, Value: 57, Text: "57 %", Tone: Warn, Note: "for 3 weeks"},
		{Name: "Farid", Person: 6, Value: 44, Text: "44 %"},
		{Name: "Ben", Person: 2, Value: 41, Text: "41 %"},
		{Name: "Chidi", Person: 3, Value: 38, Text: "38 %"},
		{Name: "Dana", Person: 4, Value: 35, Text: "35 %", Before: 8, Bound: 45},
		{Name: "14 more tasks", Muted: true, Value: 19, Text: "19.1 h"},
	}, 60, 50, "cap 50 %")
	need := func(icon theme.IconName, ink theme.Token, title, sub, act string) fyne.CanvasObject {
		return Pad(9, 12, 9, 12, RowTop(12, Pad(1, 0, 0, 0, NewIcon(icon, 18, ink)), Grow(Col(0, Bold(title).Cut(), CaptionPara(sub))), NewButton(act, nil).Small()))
	}
	needs := Panel(Head{Title: "Needs you", Beside: []fyne.CanvasObject{Badge(Neutral, "5")}, Right: []fyne.CanvasObject{Caption("most urgent first")}},
		need(theme.IconBad, theme.Bad, "Nobody on call Thu 24 – Sun 27 Dec", "Payments primary, 105 h open. Žofie’s time off was entered after publishing.", "Find cover"), HRule(),
		need(theme.IconUpload, theme.Bad, "Calendar not published since 08:40", "nextcloud.example refused the password, 2 h ago. The calendar there is yesterday’s, not empty.", "Fix sign-in"))
	rows := []struct{ name, sub, build, net string }{{"Auto-heal payout workers", "ends “Restart stuck payouts”", "120 h", "+608 h"}, {"Retry queue with dead letters and a very long name", "ends “Replay failed webhooks”", "160 h", "+420 h"}, {"Autoscaling of partitions", "ends “Resize queue partitions”", "240 h", "–55 h"}}
	table := NewTable([]Column{
		{Width: 18, New: func() fyne.CanvasObject { return NewCheck("", true, nil) }, Fill: func(int, fyne.CanvasObject) {}},
		{Title: "Automation"},
		{Title: "To build", Width: 70, Right: true},
		{Title: "Net in a year", Width: 90, Right: true},
		{Title: "Owner", Width: 90},
	}, theme.RowHeight2, func(r, c int) Cell {
		switch c {
		case 1:
			return Cell{Text: rows[r].name, Sub: rows[r].sub}
		case 2:
			return Cell{Text: rows[r].build, Icon: map[int]theme.IconName{2: theme.IconBad}[r], Ink: map[int]theme.Token{2: theme.Bad}[r]}
		case 3:
			return Cell{Text: rows[r].net, Sub: "+478 to +738", Bold: true}
		case 4:
			return Cell{Text: "Ana", Person: 1 + r, Initials: "AS"}
		}
		return Cell{}
	}).Whole()
	table.SetLength(3)
	table.Select(1)
	values := make([]float64, 60)
	for i := range values {
		values[i] = float64(i) + 4*math.Sin(float64(i))
	}
	shown := []Item{
		{Title: "db-payments", Rest: "disk", Tone: Bad, Note: "order by 9 Dec", Value: "3 Feb 2027", Series: values, Limit: 70, Near: true},
		{Title: "redis-sessions", Rest: "memory", Tone: Good, Note: "fine, P10 May 2027", Value: "Aug 2027", Series: values, Limit: 90},
	}
	items := NewList(theme.ListRowHeight, func() fyne.CanvasObject { return NewItemRow() }, func(i int, o fyne.CanvasObject) { o.(*ItemRow).Set(shown[i]) }).Whole()
	items.SetLength(2)
	items.Select(0)
	progress := NewProgress(nil)
	progress.Report("Proving the rota, 1,204 tried", 0.4, "bound 546 · best 548 · within 2")
	done := NewProgress(nil)
	done.Finish(Good, "Done: proven fairest after 0.4 s", "bound 546 · best 546 · 1,204 rotas tried")
	left := Col(theme.Gap3, needs, Panel(Head{Title: "What to automate next", Caption: "by net benefit in 52 weeks, 80 % range", Right: []fyne.CanvasObject{NewLink("Open", nil)}}, Pad(0, 0, 4, 0, table)))
	form := NewForm()
	form.Entry("name", "Name", "Ana Souza", "As it stands in reports.")
	form.Add("date", "From", NewDateField(time.Time{}, time.Time{}), "")
	form.Add("zone", "Zone", NewSelect([]string{"Europe/Berlin", "Asia/Seoul"}, 0, nil), "")
	form.ShowError("date", "The end lies before the start. Choose a later end.")
	right := Col(theme.Gap3, Panel(Head{Title: "Against the cap", Caption: "21 Oct – 17 Nov, toil ÷ worked hours"}, PadAll(12, bars)),
		Card(Fixed(0, 2*theme.ListRowHeight, items)),
		Card(PadAll(12, form.Content())))
	return Col(theme.Gap3, figures, RowTop(theme.Gap3, Grow(left), Fixed(420, 0, right)),
		Banner(Warn, "This is the sample team, in a file of its own. What you try here touches nothing else.", NewButton("Close the sample", nil).Small()),
		Row(0, Grow(progress)), Row(0, Grow(done)))
}

// TestGallery draws every widget in both themes, at scale 1 and 2, and checks that nothing asks for more than the window.
func TestGallery(t *testing.T) {
	for _, c := range []struct {
		name  string
		mode  theme.Mode
		scale float32
	}{{"light", theme.Light, 1}, {"dark", theme.Dark, 1}, {"light-2x", theme.Light, 2}} {
		t.Run(c.name, func(t *testing.T) {
			begin(t, c.mode)
			win := show(t, Scroll(PadAll(theme.Gap4, Col(theme.Gap3, controls(), panels()))), 1280, 860, c.scale)
			if m := win.Content().MinSize(); m.Width > 1280 {
				t.Errorf("the gallery asks for a width of %v, want at most 1280", m.Width)
			}
			picture(t, "gallery-"+c.name, win.Canvas().Capture())
		})
	}
}
