package shell

import (
	"context"
	"flag"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"watchbill/ui/theme"
	"watchbill/ui/widgets"
)

var keep = flag.String("gallery", "", "folder to keep the drawn pictures in")

// memory is a Log for tests.
type memory struct{ lines []string }

func (m *memory) Event(line string) { m.lines = append(m.lines, line) }

func (m *memory) has(line string) bool {
	for _, l := range m.lines {
		if l == line {
			return true
		}
	}
	return false
}

func (m *memory) String() string { return strings.Join(m.lines, "\n") }

// queue is a Runner whose work is done when the test says so.
type queue struct{ work []func() func() }

func (q *queue) Run(work func() func()) { q.work = append(q.work, work) }

// never is a Timer that never fires.
func never(time.Duration, func()) func() { return func() {} }

// plain is a page for tests.
type plain struct {
	title   string
	content fyne.CanvasObject
	applied int
	load    func(ctx context.Context) (func(), error)
	stale   func(Change) bool
	extra   []Command
	news    int
}

func (p *plain) Title() string              { return p.title }
func (p *plain) Content() fyne.CanvasObject { return p.content }
func (p *plain) Commands() []Command        { return p.extra }
func (p *plain) New()                       { p.news++ }
func (p *plain) Sub() string                { return "Wednesday 18 November 2026, week 47" }
func (p *plain) Stale(c Change) bool        { return p.stale != nil && p.stale(c) }
func (p *plain) Actions() []fyne.CanvasObject {
	return []fyne.CanvasObject{widgets.NewButton("Log toil", nil)}
}

func (p *plain) Load(ctx context.Context) (func(), error) {
	if p.load != nil {
		return p.load(ctx)
	}
	return func() { p.applied++ }, nil
}

var nav = []Nav{
	{"today", "Today", theme.IconToday},
	{"rotations", "Rotations", theme.IconTimeline},
	{"people", "People", theme.IconPeople},
	{"toil", "Toil", theme.IconToil},
	{"capacity", "Capacity", theme.IconCapacity},
	{"reports", "Reports", theme.IconReport},
}

type fixture struct {
	*Shell
	window fyne.Window
	log    *memory
	pages  map[string]*plain
	undone int
}

func open(t *testing.T, runner widgets.Runner, timer widgets.Timer, mode theme.Mode) *fixture {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(mode))
	f := &fixture{log: &memory{}, pages: map[string]*plain{}, window: test.NewTempWindow(t, nil)}
	for _, name := range []string{"today", "rotations", "rotations/build", "toil", "settings"} {
		f.pages[name] = &plain{title: name, content: widgets.Body("content of " + name)}
	}
	f.Shell = New(Config{
		Window: f.window, Runner: runner, Timer: timer, Log: f.log, Nav: nav, Foot: Nav{"settings", "Settings", theme.IconSettings},
		Make: func(name string) Page {
			if p, ok := f.pages[name]; ok {
				return p
			}
			return nil
		},
		Base: func() []Command {
			return []Command{{ID: "undo", Title: "Undo", Group: "Edit", Shortcut: "Ctrl+Z", Run: func() { f.undone++ }}}
		},
	})
	f.window.Resize(fyne.NewSize(1280, 800))
	return f
}

func (f *fixture) picture(t *testing.T, name string) {
	t.Helper()
	dir := *keep
	if dir == "" {
		dir = t.TempDir()
	}
	file, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, f.window.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}
