package widgets

import (
	"bytes"
	"fmt"
	"image"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"watchbill/ui/theme"
)

func key(name fyne.KeyName) *fyne.KeyEvent { return &fyne.KeyEvent{Name: name} }

func TestControlsWorkByKeyboard(t *testing.T) {
	begin(t, theme.Light)
	var did []string
	say := func(s string) { did = append(did, s) }
	button := NewButton("Publish", func() { say("publish") })
	link := NewLink("Open", func() { say("open") })
	chip := NewChip("Draft", false, func(on bool) { say(fmt.Sprint("draft ", on)) })
	check := NewCheck("Time off stays free", true, func(on bool) { say(fmt.Sprint("free ", on)) })
	segments := NewSegments([]string{"Week", "Month", "Year"}, 1, func(i int) { say(fmt.Sprint("segment ", i)) })
	choice := NewSelect([]string{"Soonest", "Name"}, 0, func(i int) { say(fmt.Sprint("sort ", i)) })
	off := NewButton("Off", func() { say("off") })
	off.DisableBecause("There is nothing to publish.")
	win := show(t, Row(8, button, off, link, chip, check, segments, choice), 800, 100, 1)
	c := win.Canvas()
	for _, step := range []struct {
		press []fyne.KeyName
		want  []string
	}{
		{[]fyne.KeyName{fyne.KeyReturn, fyne.KeySpace}, []string{"publish", "publish"}},
		{[]fyne.KeyName{fyne.KeySpace}, []string{"open"}},
		{[]fyne.KeyName{fyne.KeySpace, fyne.KeyReturn}, []string{"draft true", "draft false"}},
		{[]fyne.KeyName{fyne.KeySpace}, []string{"free false"}},
		{[]fyne.KeyName{fyne.KeyLeft, fyne.KeyLeft, fyne.KeyRight}, []string{"segment 0", "segment 1"}},
		{[]fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeyUp}, []string{"sort 1", "sort 0"}},
	} {
		did = nil
		c.FocusNext()
		for _, k := range step.press {
			c.Focused().TypedKey(key(k))
		}
		if !slices.Equal(did, step.want) {
			t.Errorf("%v did %v, want %v", step.press, did, step.want)
		}
	}
	did = nil
	test.Tap(off)
	if len(did) > 0 {
		t.Errorf("a disabled button did %v", did)
	}
}

func TestFocusShowsARing(t *testing.T) {
	begin(t, theme.Light)
	b := NewButton("Publish", nil)
	win := show(t, PadAll(20, Row(0, b)), 200, 80, 1)
	if !b.ring.out.Hidden {
		t.Error("there is a ring without the focus")
	}
	win.Canvas().Focus(b)
	if b.ring.out.Hidden {
		t.Error("there is no ring with the focus")
	}
	if got, want := b.ring.out.Position(), fyne.NewPos(-3, -3); got != want {
		t.Errorf("the ring stands at %v, want %v: outside of the button", got, want)
	}
}

func TestUnusedKeysReachTheWindow(t *testing.T) {
	begin(t, theme.Light)
	b, e := NewButton("Publish", nil), NewEntry("")
	win := show(t, Row(0, b, e), 300, 60, 1)
	root := win.Content().(*Root)
	var got []string
	root.OnKey = func(k *fyne.KeyEvent) { got = append(got, string(k.Name)) }
	root.OnRune = func(r rune) { got = append(got, string(r)) }
	root.OnShortcut = func(s fyne.Shortcut) { got = append(got, s.ShortcutName()) }
	win.Canvas().Focus(b)
	b.TypedRune('?')
	b.TypedKey(key(fyne.KeyEscape))
	e.Focus()
	e.input.TypedRune('/')
	e.input.TypedKey(key(fyne.KeyEscape))
	palette := &desktop.CustomShortcut{KeyName: fyne.KeyK, Modifier: fyne.KeyModifierControl}
	e.input.TypedShortcut(palette)
	want := []string{"?", "Escape", "Escape", palette.ShortcutName()}
	if !slices.Equal(got, want) {
		t.Errorf("the window got %v, want %v", got, want)
	}
	if e.Text() != "/" {
		t.Errorf("the field has %q, want the / typed into it", e.Text())
	}
}

func TestUndoGoesToTheFieldFirst(t *testing.T) {
	begin(t, theme.Light)
	e := NewEntry("")
	win := show(t, e, 300, 60, 1)
	undone := 0
	win.Content().(*Root).OnShortcut = func(fyne.Shortcut) { undone++ }
	e.Focus()
	test.Type(e.input, "abc")
	e.input.TypedShortcut(&fyne.ShortcutUndo{})
	if e.Text() == "abc" || undone != 0 {
		t.Errorf("after the first undo the field has %q and the window undid %d, want the typing undone alone", e.Text(), undone)
	}
	for e.Text() != "" {
		e.input.TypedShortcut(&fyne.ShortcutUndo{})
	}
	e.input.TypedShortcut(&fyne.ShortcutUndo{})
	if undone != 1 {
		t.Errorf("with nothing typed left the window undid %d, want 1", undone)
	}
}

func TestLongSelectIsSearched(t *testing.T) {
	begin(t, theme.Light)
	var zones []string
	for _, z := range []string{"Europe/Berlin", "Europe/Paris", "Asia/Seoul", "America/Sao_Paulo"} {
		for i := range 5 {
			zones = append(zones, fmt.Sprint(z, " ", i))
		}
	}
	chosen := ""
	s := NewSelect(zones, 0, nil)
	s.OnChanged = func(i int) { chosen = zones[i] }
	win := show(t, Row(0, s), 600, 500, 1)
	test.Tap(s)
	in := win.Canvas().Focused().(*input)
	test.Type(in, "seoul 3")
	in.TypedKey(key(fyne.KeyReturn))
	if chosen != "Asia/Seoul 3" || s.Text() != chosen {
		t.Errorf("chose %q and shows %q, want Asia/Seoul 3", chosen, s.Text())
	}
	if win.Canvas().Overlays().Top() != nil {
		t.Error("the list is still open")
	}
}

func TestDateField(t *testing.T) {
	begin(t, theme.Light)
	day := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	today := day("2026-11-18")
	for _, c := range []struct {
		start string
		press fyne.KeyName
		want  string
	}{
		{"2026-12-31", fyne.KeyUp, "2027-01-01"},
		{"2028-03-01", fyne.KeyDown, "2028-02-29"},
		{"2026-01-31", fyne.KeyPageUp, "2026-02-28"},
		{"2026-01-15", fyne.KeyPageDown, "2025-12-15"},
		{"", fyne.KeyUp, "2026-11-18"},
	} {
		var start time.Time
		if c.start != "" {
			start = day(c.start)
		}
		d := NewDateField(start, today)
		show(t, d, 200, 60, 1)
		d.entry.input.TypedKey(key(c.press))
		if got := d.Text(); got != c.want {
			t.Errorf("%s on %q gives %q, want %q", c.press, c.start, got, c.want)
		}
	}
	d := NewDateField(today, today)
	changes := 0
	d.OnChanged = func(time.Time) { changes++ }
	d.entry.SetText("18.11.2026")
	if _, err := d.Value(); err == nil || changes != 0 {
		t.Errorf("18.11.2026 was taken (%d changes)", changes)
	}
	d.entry.SetText("2026-02-30")
	if _, err := d.Value(); err == nil {
		t.Error("30 February was taken")
	}
	d.entry.SetText(" 2026-11-20 ")
	if got, err := d.Value(); err != nil || !got.Equal(day("2026-11-20")) || changes != 1 {
		t.Errorf("value %v, %v after %d changes, want 20 November after 1", got, err, changes)
	}
}

func TestCalendarChoosesADay(t *testing.T) {
	begin(t, theme.Light)
	date := time.Date(2026, 11, 18, 0, 0, 0, 0, time.UTC)
	d := NewDateField(date, date)
	win := show(t, Row(0, d), 500, 400, 1)
	test.Tap(d.button)
	month := win.Canvas().Focused().(*monthView)
	if got, want := month.first().Format(time.DateOnly), "2026-10-26"; got != want {
		t.Errorf("the month begins with %s, want Monday %s", got, want)
	}
	for _, k := range []fyne.KeyName{fyne.KeyDown, fyne.KeyRight, fyne.KeyReturn} {
		month.TypedKey(key(k))
	}
	if got, want := d.Text(), "2026-11-26"; got != want {
		t.Errorf("a week and a day on is %s, want %s", got, want)
	}
}

func TestFormPutsErrorsUnderTheirField(t *testing.T) {
	begin(t, theme.Light)
	f := NewForm()
	name := f.Entry("name", "Name", "", "As it stands in reports.")
	f.Add("from", "From", NewDateField(time.Time{}, time.Time{}), "")
	win := show(t, f.Content(), 500, 300, 1)
	if f.ShowError("zone", "There is no such zone.") {
		t.Error("an error of a field that is not there was taken")
	}
	if !f.ShowError("name", "A person needs a name.") || !name.wrong {
		t.Error("the error was not shown at its field")
	}
	if win.Canvas().Focused() != name.input {
		t.Error("the wrong field did not get the keyboard")
	}
	f.ClearErrors()
	if name.wrong || f.names["name"].hint != "As it stands in reports." || f.names["name"].note.words[0].text != "As" {
		t.Error("the hint did not come back")
	}
}

// TestSwitchedThemeIsTheOtherTheme: what was made light and switched is, pixel for pixel, what is made dark.
func TestSwitchedThemeIsTheOtherTheme(t *testing.T) {
	pixels := func(switched bool) []byte {
		app := test.NewTempApp(t)
		th := theme.New(theme.Dark)
		if switched {
			th = theme.New(theme.Light)
		}
		app.Settings().SetTheme(th)
		win := show(t, PadAll(16, Col(12, controls(), panels())), 1280, 860, 1)
		if switched {
			win.Canvas().Capture()
			th.Use(theme.Dark)
		}
		return win.Canvas().Capture().(*image.NRGBA).Pix
	}
	if !bytes.Equal(pixels(true), pixels(false)) {
		t.Error("the switched window differs from one made dark")
	}
}
