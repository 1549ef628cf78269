package shell

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

func pressed(t *testing.T, keys string) fyne.Shortcut {
	t.Helper()
	s, ok := shortcut(keys)
	if !ok {
		t.Fatalf("%s is no shortcut", keys)
	}
	return s
}

// sentence is an error written for people.
type sentence string

func (s sentence) Error() string { return string(s) }

func TestStaleResultIsDropped(t *testing.T) {
	q := &queue{}
	f := open(t, q, never, theme.Light)
	var shown []string
	n := 0
	f.pages["today"].load = func(context.Context) (func(), error) {
		n++
		words := strings.Repeat("x", n)
		return func() { shown = append(shown, words) }, nil
	}
	f.Go(Route{Page: "today"})
	f.Reload()
	first, second := q.work[0], q.work[1]
	older := first()
	newer := second()
	newer()
	older()
	if want := []string{"xx"}; !slices.Equal(shown, want) {
		t.Errorf("shown %q, want the newest result alone: %q", shown, want)
	}
}

func TestReloadCancelsTheLoadBefore(t *testing.T) {
	q := &queue{}
	f := open(t, q, never, theme.Light)
	var seen []context.Context
	f.pages["today"].load = func(ctx context.Context) (func(), error) {
		seen = append(seen, ctx)
		return nil, ctx.Err()
	}
	f.Go(Route{Page: "today"})
	f.Reload()
	for _, work := range q.work {
		work()()
	}
	if seen[0].Err() == nil {
		t.Error("the first load was not cancelled")
	}
	if f.log.has("failed today: context canceled") {
		t.Error("a cancelled load was shown as a failure")
	}
	if !f.log.has("loaded today") {
		t.Errorf("the second load was not shown:\n%s", f.log)
	}
}

func TestChangesReloadTheVisiblePageAndMarkTheOthers(t *testing.T) {
	f := open(t, widgets.Inline{}, never, theme.Light)
	for _, name := range []string{"today", "toil"} {
		f.pages[name].stale = func(c Change) bool { return c.Touches(workspace.Toil) }
	}
	f.Go(Route{Page: "rotations"})
	f.Go(Route{Page: "today"})
	f.Changed(Change{Areas: []workspace.Area{workspace.Toil}})
	f.Changed(Change{Areas: []workspace.Area{workspace.Capacity}})
	if got := f.pages["today"].applied; got != 2 {
		t.Errorf("the visible page was loaded %d times, want 2", got)
	}
	if got := f.pages["rotations"].applied; got != 1 {
		t.Errorf("a page the change does not concern was loaded %d times, want 1", got)
	}
	if got := f.pages["toil"].applied; got != 0 {
		t.Errorf("a page never visited was loaded %d times", got)
	}
}

func TestGoAndBack(t *testing.T) {
	f := open(t, widgets.Inline{}, never, theme.Light)
	for _, r := range []Route{{Page: "today"}, {Page: "rotations"}, {Page: "rotations/build", Arg: "7"}, {Page: "nowhere"}} {
		f.Go(r)
	}
	if got, want := f.At(), (Route{"rotations/build", "7"}); got != want {
		t.Errorf("at %v, want %v", got, want)
	}
	for _, want := range []Route{{Page: "rotations"}, {Page: "today"}} {
		for f.At() != want && f.Back() {
		}
		if f.At() != want {
			t.Errorf("back at %v, want %v", f.At(), want)
		}
	}
	if f.Back() {
		t.Error("there is a page before the first")
	}
	want := []string{"page today", "loaded today", "page rotations", "loaded rotations", "page rotations/build 7", "loaded rotations/build"}
	if got := f.log.lines[:6]; !slices.Equal(got, want) {
		t.Errorf("log %q, want %q", got, want)
	}
}

func TestFailedLoadStaysInThePage(t *testing.T) {
	f := open(t, widgets.Inline{}, never, theme.Light)
	fail := sentence("The file is gone. Choose another.")
	page := f.pages["today"]
	page.load = func(context.Context) (func(), error) { return nil, fail }
	f.Go(Route{Page: "today"})
	if len(f.pane.problem.Objects) == 0 || len(f.pane.page.Objects) != 0 {
		t.Fatal("the failure is not shown, or the page that never loaded is")
	}
	page.load = nil
	var again *widgets.Place
	for _, p := range widgets.Locate(f.Canvas()) {
		if p.ID == "try-again" {
			again = &p
		}
	}
	if again == nil {
		t.Fatal("there is no way to try again")
	}
	test.TapCanvas(f.Canvas(), fyne.NewPos(float32(again.X), float32(again.Y)))
	if page.applied != 1 || len(f.pane.problem.Objects) != 0 {
		t.Errorf("after trying again: %d loads applied, %d problems shown; want 1 and 0", page.applied, len(f.pane.problem.Objects))
	}
	page.load = func(context.Context) (func(), error) { return nil, fail }
	f.Reload()
	if len(f.pane.page.Objects) != 1 {
		t.Error("a failed reload took away what was shown")
	}
}

func TestDoShowsWhatWentWrong(t *testing.T) {
	f := open(t, widgets.Inline{}, never, theme.Light)
	f.Go(Route{Page: "today"})
	done, told := 0, ""
	f.Do(func(context.Context) (func(), error) { return func() { done++ }, nil }, nil)
	f.Do(func(context.Context) (func(), error) { return nil, errors.New("no") }, func(err error) { told = err.Error() })
	if done != 1 || told != "no" || len(f.pane.problem.Objects) != 0 {
		t.Errorf("done %d, told %q, %d problems; want 1, no, 0", done, told, len(f.pane.problem.Objects))
	}
	f.Do(func(context.Context) (func(), error) {
		return nil, sentence("The shift has begun. Choose a later one.")
	}, nil)
	if len(f.pane.problem.Objects) != 1 || !f.log.has("problem The shift has begun. Choose a later one.") {
		t.Error("the page does not say what went wrong")
	}
	if f.At().Page != "today" || f.pane.shown.name != "today" {
		t.Error("the page went away")
	}
}

func TestKeys(t *testing.T) {
	f := open(t, widgets.Inline{}, never, theme.Light)
	f.Go(Route{Page: "today"})
	ran := 0
	f.pages["toil"].extra = []Command{
		{ID: "toil.log", Title: "Log toil", Group: "Toil", Shortcut: "Ctrl+T", Run: func() { ran++ }},
		{ID: "toil.stop", Title: "Stop the timer", Group: "Toil", Shortcut: "Ctrl+Shift+T", Enabled: func() (bool, string) { return false, "no timer runs" }, Run: func() { ran += 100 }},
	}
	f.typedShortcut(pressed(t, "Ctrl+T"))
	f.root.TypedShortcut(pressed(t, "Ctrl+4"))
	if f.At().Page != "toil" {
		t.Fatalf("Ctrl+4 leads to %v, want toil", f.At())
	}
	f.root.TypedShortcut(pressed(t, "Ctrl+T"))
	f.root.TypedShortcut(pressed(t, "Ctrl+Shift+T"))
	f.root.TypedShortcut(&fyne.ShortcutUndo{})
	f.root.TypedShortcut(pressed(t, "Ctrl+N"))
	if ran != 1 || f.undone != 1 || f.pages["toil"].news != 1 {
		t.Errorf("ran %d, undone %d, new %d; want 1 of each: commands of another page and disabled ones do nothing", ran, f.undone, f.pages["toil"].news)
	}
	f.typedRune('?')
	if !f.log.has("dialog help") || f.Canvas().Overlays().Top() == nil {
		t.Error("? did not open the help")
	}
	f.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if !f.log.has("closed help") {
		t.Error("Esc did not close the help")
	}
}

func TestShortcuts(t *testing.T) {
	for keys, want := range map[string]fyne.Shortcut{
		"Ctrl+Z":       &fyne.ShortcutUndo{},
		"Ctrl+Y":       &fyne.ShortcutRedo{},
		"Ctrl+K":       &desktop.CustomShortcut{KeyName: fyne.KeyK, Modifier: fyne.KeyModifierShortcutDefault},
		"Ctrl+Shift+Z": &desktop.CustomShortcut{KeyName: fyne.KeyZ, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift},
		"Alt+Left":     &desktop.CustomShortcut{KeyName: fyne.KeyLeft, Modifier: fyne.KeyModifierAlt},
	} {
		got, ok := shortcut(keys)
		if !ok || got.ShortcutName() != want.ShortcutName() {
			t.Errorf("%s is %v, %v; want %v", keys, got, ok, want.ShortcutName())
		}
	}
	for _, keys := range []string{"/", "?", "", "Esc", "Shift+S"} {
		if _, ok := shortcut(keys); ok {
			t.Errorf("%q was taken for a shortcut with a modifier", keys)
		}
	}
}

func TestEveryShortcutIsUsedOnce(t *testing.T) {
	f := open(t, widgets.Inline{}, never, theme.Light)
	f.Go(Route{Page: "today"})
	owner := map[string]string{}
	for _, c := range f.Commands() {
		if c.Shortcut == "" {
			continue
		}
		if other, ok := owner[c.Shortcut]; ok {
			t.Errorf("%s belongs to %s and %s", c.Shortcut, other, c.ID)
		}
		owner[c.Shortcut] = c.ID
	}
}

func TestFilter(t *testing.T) {
	table := []Command{
		{Title: "Go to Toil", Group: "Pages"},
		{Title: "Log toil", Group: "Toil"},
		{Title: "Toil report", Group: "Reports"},
		{Title: "Undo", Group: "Edit"},
		{Title: "Swap shifts", Group: "Rotations", Words: "exchange cover"},
	}
	titles := func(text string) []string {
		found := []string{}
		for _, c := range Filter(table, text) {
			found = append(found, c.Title)
		}
		return found
	}
	for text, want := range map[string][]string{
		"toil":      {"Toil report", "Go to Toil", "Log toil"},
		"TOIL log":  {"Log toil"},
		"exch":      {"Swap shifts"},
		"rotations": {"Swap shifts"},
		"zebra":     {},
		"  undo ":   {"Undo"},
	} {
		if got := titles(text); !slices.Equal(got, want) {
			t.Errorf("%q finds %q, want %q", text, got, want)
		}
	}
	if got := titles(""); len(got) != len(table) {
		t.Errorf("nothing written finds %d, want all %d", len(got), len(table))
	}
}

func TestPaletteRunsWhatIsFound(t *testing.T) {
	f := open(t, widgets.Inline{}, never, theme.Light)
	f.Go(Route{Page: "today"})
	f.OpenPalette()
	field := f.Canvas().Focused()
	test.Type(field, "go to set")
	field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if f.At().Page != "settings" || f.Canvas().Overlays().Top() != nil {
		t.Errorf("at %v with %v over the window, want the settings alone", f.At(), f.Canvas().Overlays().Top())
	}
	f.OpenPalette()
	field = f.Canvas().Focused()
	test.Type(field, "filter")
	field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if f.Canvas().Overlays().Top() == nil {
		t.Error("a command that cannot run now closed the palette")
	}
}

func TestPlacesAreLoggedWhenTheyChange(t *testing.T) {
	f := open(t, widgets.Inline{}, never, theme.Light)
	button := widgets.NewButton("Swap…", nil).WithID("swap")
	f.pages["today"].content = widgets.Col(0, widgets.Row(0, button, widgets.Grow()), widgets.Grow())
	f.Go(Route{Page: "today"})
	known := map[string]widgets.Place{}
	logPlaces(widgets.Locate(f.Canvas()), f.log, known)
	at := func() int {
		return len(slices.DeleteFunc(slices.Clone(f.log.lines), func(l string) bool { return !strings.HasPrefix(l, "at swap ") }))
	}
	p := known["swap"]
	middle := fyne.CurrentApp().Driver().AbsolutePositionForObject(button).AddXY(button.Size().Width/2, button.Size().Height/2)
	if p.X != int(middle.X) || p.Y != int(middle.Y) {
		t.Errorf("the button is said to be at %d, %d, want %v", p.X, p.Y, middle)
	}
	logPlaces(widgets.Locate(f.Canvas()), f.log, known)
	if at() != 1 {
		t.Errorf("the place was written %d times though it did not change", at())
	}
	f.Go(Route{Page: "settings"})
	logPlaces(widgets.Locate(f.Canvas()), f.log, known)
	if !f.log.has("gone swap") {
		t.Error("nothing says that the button went")
	}
}
