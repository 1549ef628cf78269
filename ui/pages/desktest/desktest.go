// Package desktest is a window without a display for the tests of pages: a real file, the real shell, work done at once on the
// test's own thread, and files chosen by the test. It must not be imported by anything but tests.
package desktest

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"watchbill/ui/pages/desk"
	"watchbill/ui/shell"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// Bench is the window under test.
type Bench struct {
	*shell.Shell
	t      *testing.T
	WS     *workspace.Workspace
	Desk   *desk.Desk
	Window fyne.Window
	Log    []string // the lines of the event log
	Read   string   // the path the test answers with when it is asked for a file to read
	SaveTo string   // the path the test answers with when it is asked where to write
	Asked  string   // the name that was offered then
	Theme  string   // the colours chosen last
}

// Now is the clock of all tests: Wednesday 18 November 2026, 10:42 in Berlin.
var Now = time.Date(2026, 11, 18, 9, 42, 0, 0, time.UTC)

// New opens an empty file and a window of 1280 × 800 that shows the pages given.
func New(t *testing.T, pages map[string]func(*desk.Desk) shell.Page) *Bench {
	t.Helper()
	ws, err := workspace.Open(context.Background(), filepath.Join(t.TempDir(), "team.watchbill"), workspace.Config{Via: "window", Who: "tester", Now: func() time.Time { return Now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := ws.Close(); err != nil {
			t.Error(err)
		}
	})
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(theme.Light))
	b := &Bench{t: t, WS: ws, Window: test.NewTempWindow(t, nil)}
	t.Cleanup(b.rests)
	b.Desk = &desk.Desk{WS: ws, Files: b, OpenSample: func() {}, Theme: func(mode string) { b.Theme = mode }, Version: "1.2.3"}
	b.Shell = shell.New(shell.Config{
		Window: b.Window, Runner: widgets.Inline{}, Timer: func(time.Duration, func()) func() { return func() {} }, Log: b,
		Foot: shell.Nav{Page: "settings", Title: "Settings", Icon: theme.IconSettings},
		Make: func(name string) shell.Page {
			if create, ok := pages[name]; ok {
				return create(b.Desk)
			}
			return nil
		},
	})
	b.Desk.Shell = b.Shell
	ws.OnChange(b.Changed)
	b.Window.Resize(fyne.NewSize(1280, 800))
	return b
}

// Event implements shell.Log.
func (b *Bench) Event(line string) { b.Log = append(b.Log, line) }

// Open implements desk.Files: it answers with Read.
func (b *Bench) Open(_ []string, chosen func(string)) { chosen(b.Read) }

// Save implements desk.Files: it answers with SaveTo.
func (b *Bench) Save(name string, chosen func(string)) {
	b.Asked = name
	chosen(b.SaveTo)
}

// Visit shows a page.
func (b *Bench) Visit(page, arg string) { b.Go(shell.Route{Page: page, Arg: arg}) }

// Shows reports whether a text stands anywhere in the window, alone or as a part of another.
func (b *Bench) Shows(text string) bool { return strings.Contains(b.Words(), text) }

// Words is every text in the window, one a line.
func (b *Bench) Words() string { return Words(b.Canvas()) }

// Words is every text on a window's canvas, one a line.
func Words(c fyne.Canvas) string {
	var out strings.Builder
	each(c, func(o fyne.CanvasObject) {
		if text, ok := o.(*canvas.Text); ok {
			out.WriteString(text.Text + "\n")
		}
	})
	return out.String()
}

// each visits everything that is shown, dialogues included.
func each(c fyne.Canvas, visit func(fyne.CanvasObject)) {
	walk(c.Content(), visit)
	for _, o := range c.Overlays().List() {
		walk(o, visit)
	}
}

func walk(o fyne.CanvasObject, visit func(fyne.CanvasObject)) {
	if !o.Visible() {
		return
	}
	visit(o)
	var inside []fyne.CanvasObject
	switch o := o.(type) {
	case *fyne.Container:
		inside = o.Objects
	case fyne.Widget:
		inside = test.WidgetRenderer(o).Objects()
	}
	for _, child := range inside {
		walk(child, visit)
	}
}

// Has reports whether a control of that name can be reached now.
func (b *Bench) Has(id string) bool {
	_, ok := b.place(id)
	return ok
}

func (b *Bench) place(id string) (fyne.Position, bool) {
	for _, p := range widgets.Locate(b.Canvas()) {
		if p.ID == id {
			return fyne.NewPos(float32(p.X), float32(p.Y)), true
		}
	}
	return fyne.Position{}, false
}

// Tap taps the control of that name.
func (b *Bench) Tap(id string) {
	b.t.Helper()
	at, ok := b.place(id)
	if !ok {
		b.t.Fatalf("there is no %s to tap", id)
	}
	test.TapCanvas(b.Canvas(), at)
}

// Write types a text over what stands in the field of that name.
func (b *Bench) Write(id, text string) {
	b.t.Helper()
	var field *widgets.Entry
	each(b.Canvas(), func(o fyne.CanvasObject) {
		if e, ok := o.(*widgets.Entry); ok && e.ID() == id {
			field = e
		}
	})
	if field == nil {
		b.t.Fatalf("there is no field %s to write in", id)
	}
	b.Canvas().Focus(field.Focusable())
	field.SelectAll()
	test.Type(field.Focusable(), text)
}

// Press types keys into what has the keyboard, or into the window.
func (b *Bench) Press(keys ...fyne.KeyName) {
	for _, k := range keys {
		e := &fyne.KeyEvent{Name: k}
		if f := b.Canvas().Focused(); f != nil {
			f.TypedKey(e)
		} else if typed := b.Canvas().OnTypedKey(); typed != nil {
			typed(e)
		}
	}
}

// rests reports widgets that make their objects anew, or ask for another least size, when they are laid out once more: the toolkit
// would lay out and draw a window with such a widget again in every frame, for ever.
func (b *Bench) rests() {
	each(b.Canvas(), func(o fyne.CanvasObject) {
		w, ok := o.(fyne.Widget)
		if !ok {
			return
		}
		r := test.WidgetRenderer(w)
		objects, least := slices.Clone(r.Objects()), r.MinSize()
		r.Layout(w.Size())
		if !slices.Equal(objects, r.Objects()) {
			b.t.Errorf("a %T makes its objects anew when it is laid out again, so the window never rests", w)
		}
		if got := r.MinSize(); got != least {
			b.t.Errorf("a %T asks for %v when it is laid out again, and for %v before, so the window never rests", w, got, least)
		}
	})
}
