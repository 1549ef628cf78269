package shell

import (
	"testing"

	"fyne.io/fyne/v2"

	"watchbill/ui/theme"
	"watchbill/ui/widgets"
)

type cell = widgets.FigureCell

func sampleToday() fyne.CanvasObject {
	w := widgets.Caption
	figures := widgets.FigureRow(
		cell{Caption: "Coverage, next 8 weeks", Value: "97.1", Unit: "%", Note: w("105 h of 3,584 h have nobody")},
		cell{Caption: "Fairness, draft 14 Dec – 6 Jun", Value: "9–8", Unit: "duties each", Note: widgets.Note(widgets.Good, "provably fairest")},
		cell{Caption: "Toil, last 4 weeks", Value: "38", Unit: "% of worked hours", Note: w("team cap 50 %, Ana above it")},
		cell{Caption: "Next capacity date", Value: "9 Dec", Unit: "order by", Note: w("db-payments disk, 21 d from now")})
	duty := func(role string, person int, initials, name, where, until, left string, next int, nextInitials, nextName string) fyne.CanvasObject {
		row := widgets.Row(12, widgets.Fixed(52, 0, w(role)), widgets.NewBigTile(person, initials),
			widgets.GrowBy(1, widgets.Col(0, widgets.Bold(name).Cut(), w(where).Cut())),
			widgets.Fixed(142, 0, widgets.Col(0, widgets.Body("until "+until), w(left))), widgets.NewIcon(theme.IconRight, 14, theme.Text3),
			widgets.NewTile(next, nextInitials), widgets.Fixed(92, 0, widgets.Col(0, widgets.Body(nextName).Cut(), w(until))))
		return widgets.Fixed(0, theme.ListRowHeight, widgets.Pad(0, 12, 0, 12, row))
	}
	rota := widgets.Panel(widgets.Head{Title: "Payments primary", Caption: "weekly, hands over Mon 09:00 Europe/Berlin", Right: []fyne.CanvasObject{widgets.NewLink("Open", nil).WithID("rota.open")}},
		duty("primary", 4, "DK", "Dana Kowalska", "Warsaw 10:42 · same time", "Mon 23 Nov 09:00", "4 d 22 h left", 2, "BO", "Ben"), widgets.HRule(),
		duty("secondary", 6, "FH", "Farid Haddad", "Paris 10:42 · same time", "Mon 23 Nov 09:00", "4 d 22 h left", 8, "ŽD", "Žofie"))
	need := func(icon theme.IconName, ink theme.Token, title, sub, act string) fyne.CanvasObject {
		return widgets.Pad(9, 12, 9, 12, widgets.RowTop(12, widgets.Pad(1, 0, 0, 0, widgets.NewIcon(icon, 18, ink)),
			widgets.Grow(widgets.Col(0, widgets.Bold(title).Cut(), widgets.CaptionPara(sub))), widgets.NewButton(act, nil).Small()))
	}
	needs := widgets.Panel(widgets.Head{Title: "Needs you", Beside: []fyne.CanvasObject{widgets.Badge(widgets.Neutral, "3")}, Right: []fyne.CanvasObject{w("most urgent first")}},
		need(theme.IconBad, theme.Bad, "Nobody on call Thu 24 – Sun 27 Dec", "Payments primary, 105 h open. Žofie’s time off was entered after publishing.", "Find cover"), widgets.HRule(),
		need(theme.IconUpload, theme.Bad, "Calendar not published since 08:40", "nextcloud.example refused the password, 2 h ago. The calendar there is yesterday’s, not empty.", "Fix sign-in"), widgets.HRule(),
		need(theme.IconDatabase, theme.Warn, "db-payments disk is full 3 Feb 2027 (P50)", "Order by Wed 9 Dec, 21 d from now. P10 16 Jan, P90 27 Feb. Lead time 8 weeks.", "See forecast"))
	log := func(when, what, who string) fyne.CanvasObject {
		return widgets.Fixed(0, theme.RowHeight, widgets.Pad(0, 12, 0, 12, widgets.Row(8, widgets.Fixed(64, 0, w(when)), widgets.Grow(widgets.Body(what).Cut()), w(who))))
	}
	lately := widgets.Panel(widgets.Head{Title: "Lately", Right: []fyne.CanvasObject{widgets.NewPlainLink("History", nil)}},
		widgets.Pad(4, 0, 4, 0, widgets.Col(0, log("10:31", "Time off entered: Ana, 4–8 Dec", "you"), log("10:12", "Draft built: 14 Dec – 6 Jun, proven fairest", "you"))))
	return widgets.Scroll(widgets.Pad(12, 16, 12, 16, widgets.Col(12, figures, widgets.RowTop(12, widgets.GrowBy(4, widgets.Fixed(300, 0, rota)), widgets.GrowBy(3, widgets.Fixed(300, 0, widgets.Col(12, needs, lately)))))))
}

func sampleSwap() *widgets.Dialog {
	list := widgets.NewTable([]widgets.Column{{Width: 20}, {}, {Width: 90, Right: true}}, theme.RowHeight2, func(row, column int) widgets.Cell {
		return [][]widgets.Cell{
			{{Text: "1", Bold: true}, {Text: "Exchange with Ben, 21–28 Dec", Sub: "all rules kept · loads stay 9–8", Person: 2, Initials: "BO", Bold: true}, {Text: "best", Icon: theme.IconGood, Ink: theme.Good}},
			{{Text: "2", Bold: true}, {Text: "Grace covers, nothing back", Sub: "Grace rests 7 d before, the rule asks 14", Person: 7, Initials: "GL", Bold: true}, {Text: "bends 1", Icon: theme.IconWarn, Ink: theme.Warn}},
		}[row][column]
	}).WithID("swap.ways")
	list.SetLength(2)
	list.Select(0)
	d := &widgets.Dialog{
		ID: "swap", Title: "Find the best swap for Ana, 14–21 Dec", Sub: "Payments primary · primary · Mon 14 Dec 09:00 to Mon 21 Dec 09:00 Berlin",
		Lead: widgets.NewBigTile(1, "AS"), Body: list, Width: 940, Height: 480, CancelLabel: "Cancel",
		Effect: widgets.PadAll(16, widgets.Col(8, widgets.Caption("Loads now and after"), widgets.NewBars([]widgets.Bar{
			{Name: "Ana", Person: 1, Before: 2, Value: 7, Text: "9", Bound: 9}, {Name: "Ben", Person: 2, Before: 2, Value: 6, Text: "8", Bound: 8},
		}, 10, 0, ""), widgets.Banner(widgets.Bad, "The gap 24–27 Dec stays open: this swap does not touch it."))),
		Helpers:     []fyne.CanvasObject{widgets.NewButton("Copy message for Ben", nil).WithIcon(theme.IconCopy)},
		Alternative: widgets.NewButton("Ask Ben first", nil),
	}
	d.Main = widgets.NewButton("Swap now", d.Close).WithIcon(theme.IconCheck).Primary().WithID("swap.do")
	return d
}

func firstRun() fyne.CanvasObject {
	return widgets.EmptyState(widgets.Empty{
		Heading:  "Nobody is on call yet",
		Sentence: "This page will show who is on call now and next, what needs you, and the next 8 weeks. It needs people and one rotation.",
		Ghost:    []string{"primary", "secondary"},
		Ways: []widgets.Way{
			{ID: "sample", Icon: theme.IconPeople, Title: "Open the sample team", Sentence: "Eight people, two rotations, a year of toil and eight resources, to try everything.", Points: []string{"kept in a file of its own", "nothing is published", "close it when you have seen enough"}, Action: "Open sample team", Main: true},
			{ID: "start", Icon: theme.IconPlus, Title: "Start empty", Sentence: "Three steps: who is in the team, how the rotation turns, build the first rota.", Points: []string{"about 5 minutes for 8 people", "every step can be undone", "no account, no server"}, Action: "Add people…"},
			{ID: "import", Icon: theme.IconDownload, Title: "Import", Sentence: "Bring people and shifts from what you use now. You see everything before it is saved.", Points: []string{"CSV of people", "iCalendar, CSV of shifts"}, Action: "Choose a file…"},
		},
		Note: "Everything stays in one file on this computer: Documents/Watchbill/team.watchbill. Nothing is sent until you switch on publishing.",
	})
}

// TestGallery draws whole windows in both themes and several sizes, and checks that none asks for more than it gets.
func TestGallery(t *testing.T) {
	for _, c := range []struct {
		name    string
		mode    theme.Mode
		w, h    float32
		content func() fyne.CanvasObject
		then    func(f *fixture)
	}{
		{"today-light", theme.Light, 1280, 800, sampleToday, nil},
		{"today-dark", theme.Dark, 1280, 800, sampleToday, nil},
		{"today-small", theme.Light, 1000, 640, sampleToday, nil},
		{"empty-light", theme.Light, 1280, 800, firstRun, nil},
		{"empty-small", theme.Light, 1000, 640, firstRun, nil},
		{"swap-light", theme.Light, 1280, 800, sampleToday, func(f *fixture) { f.Open(sampleSwap()) }},
		{"swap-dark", theme.Dark, 1280, 800, sampleToday, func(f *fixture) { f.Open(sampleSwap()) }},
		{"palette-light", theme.Light, 1280, 800, sampleToday, func(f *fixture) { f.OpenPalette() }},
		{"help-light", theme.Light, 1280, 800, sampleToday, func(f *fixture) { f.OpenHelp() }},
		{"menu-dark", theme.Dark, 1280, 800, sampleToday, func(f *fixture) {
			widgets.ShowMenu(f.Canvas(), fyne.NewPos(900, 120), []widgets.MenuItem{{Text: "Edit…", Icon: theme.IconEdit, Keys: "Enter"}, {Text: "Swap…", Icon: theme.IconSwap, Keys: "S"}, {Rule: true}, {Text: "Delete", Icon: theme.IconTrash, Danger: true, Keys: "Del"}, {Text: "Split…", Icon: theme.IconSplit, Reason: "has begun"}})
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := open(t, widgets.Inline{}, never, c.mode)
			f.window.Resize(fyne.NewSize(c.w, c.h))
			f.pages["today"].title, f.pages["today"].content = "Today", c.content()
			f.SetTeam("Payments SRE", "8 people · Europe/Berlin")
			f.SetCount("capacity", 1)
			f.SetStatus("All changes saved", "Last: Ana’s time off 4–8 Dec, 10:31")
			f.SetClock("Wed 18 Nov 2026, 10:42 Europe/Berlin")
			f.Go(Route{Page: "today"})
			f.Toast(widgets.Toast{Text: "Time off entered: Ana, 4–8 Dec. No shift is touched.", Action: "Undo", Keys: "Ctrl+Z"})
			if c.then != nil {
				c.then(f)
			}
			if m := f.window.Content().MinSize(); m.Width > c.w || m.Height > c.h {
				t.Errorf("the window asks for %v, want at most %v × %v", m, c.w, c.h)
			}
			f.picture(t, c.name)
		})
	}
}
