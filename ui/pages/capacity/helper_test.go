package capacity

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
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/pages/desktest"
	"watchbill/ui/shell"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

var keep = flag.String("gallery", "", "folder to keep the drawn pictures in")

var now = desktest.Now

// fixture is the page in a window over a file of its own.
type fixture struct {
	*Page
	t      *testing.T
	bench  *desktest.Bench
	ws     *workspace.Workspace
	window fyne.Window
}

func open(t *testing.T, size fyne.Size) *fixture {
	t.Helper()
	f := &fixture{t: t}
	f.bench = desktest.New(t, map[string]func(*desk.Desk) shell.Page{"capacity": func(d *desk.Desk) shell.Page {
		f.Page = New(d)
		return f.Page
	}})
	f.ws, f.window = f.bench.WS, f.bench.Window
	f.window.Resize(size)
	return f
}

// at shows the page with a route.
func (f *fixture) at(arg string) *fixture {
	f.t.Helper()
	f.bench.Visit("capacity", arg)
	return f
}

// add adds a resource with one sample a day up to a day.
func (f *fixture) add(r model.Resource, last time.Time, values ...float64) model.ID {
	f.t.Helper()
	var samples []model.Sample
	for i, v := range values {
		samples = append(samples, model.Sample{At: last.AddDate(0, 0, i-len(values)+1), Value: v})
	}
	var done workspace.Done
	var err error
	if len(samples) == 0 {
		done, err = f.ws.SaveResource(context.Background(), r)
	} else {
		_, done, err = f.ws.ImportSamples(context.Background(), r, "test.csv", samples)
	}
	if err != nil {
		f.t.Fatal(err)
	}
	return done.ID
}

// names are the resources in the file.
func (f *fixture) names() string {
	f.t.Helper()
	all, err := f.ws.Resources(context.Background())
	if err != nil {
		f.t.Fatal(err)
	}
	var names []string
	for _, r := range all {
		names = append(names, r.Name)
	}
	return strings.Join(names, ", ")
}

// find is the named widget in the window or the dialogue over it.
func (f *fixture) find(id string) fyne.CanvasObject {
	f.t.Helper()
	top := f.window.Canvas().Overlays().Top()
	if top == nil {
		top = f.window.Canvas().Content()
	}
	o := named(top, id)
	if o == nil {
		f.t.Fatalf("there is no %q to use now", id)
	}
	return o
}

// named is the first visible object of an id below o.
func named(o fyne.CanvasObject, id string) fyne.CanvasObject {
	if !o.Visible() {
		return nil
	}
	if w, ok := o.(widgets.Identified); ok && w.ID() == id {
		return o
	}
	for _, child := range children(o) {
		if found := named(child, id); found != nil {
			return found
		}
	}
	return nil
}

func children(o fyne.CanvasObject) []fyne.CanvasObject {
	switch o := o.(type) {
	case *fyne.Container:
		return o.Objects
	case interface{ Parts() []fyne.CanvasObject }:
		return o.Parts()
	case fyne.Widget:
		return test.WidgetRenderer(o).Objects()
	}
	return nil
}

func (f *fixture) press(id string) {
	f.t.Helper()
	b, ok := f.find(id).(interface{ Press() })
	if !ok {
		f.t.Fatalf("%q cannot be pressed", id)
	}
	b.Press()
}

func (f *fixture) write(id, text string) {
	f.t.Helper()
	f.find(id).(*widgets.Entry).SetText(text)
}

// words are all texts that can be seen, in object order, on one line.
func (f *fixture) words() string {
	var all []string
	top := f.window.Canvas().Overlays().Top()
	if top == nil {
		top = f.window.Canvas().Content()
	}
	collect(top, &all)
	return strings.Join(all, " ")
}

func collect(o fyne.CanvasObject, all *[]string) {
	if !o.Visible() {
		return
	}
	switch o := o.(type) {
	case *widgets.Text: // whole, also where it is cut
		*all = append(*all, o.Text())
		return
	case *canvas.Text:
		*all = append(*all, o.Text)
	}
	for _, child := range children(o) {
		collect(child, all)
	}
}

// says fails unless all the words can be seen.
func (f *fixture) says(words ...string) {
	f.t.Helper()
	seen := f.words()
	for _, w := range words {
		if !strings.Contains(seen, w) {
			f.t.Errorf("the window does not say %q; it says %q", w, seen)
		}
	}
}

// drawn draws the window, so that everything is laid out and painted, and keeps it where asked.
func (f *fixture) drawn(name string) {
	f.t.Helper()
	dir := *keep
	if dir == "" {
		dir = f.t.TempDir()
	}
	out, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		f.t.Fatal(err)
	}
	defer out.Close()
	if err := png.Encode(out, f.window.Canvas().Capture()); err != nil {
		f.t.Fatal(err)
	}
}
