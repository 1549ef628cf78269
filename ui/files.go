package ui

import (
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"watchbill/ui/theme"
	"watchbill/ui/widgets"
)

// files asks for a path in a small dialogue: typed or pasted, or found with the toolkit's browser. A file can also be dropped on
// the window.
type files struct {
	win  fyne.Window
	show func(*widgets.Dialog)
}

func (f files) Open(extensions []string, chosen func(string)) {
	d := &widgets.Dialog{ID: "open-file", Title: "Which file?", Sub: "A " + either(extensions) + " file. You can also drop it on the window."}
	entry := widgets.NewEntry("path of the file").WithID("open-file.path")
	take := func() {
		path := expand(entry.Text())
		if info, err := os.Stat(path); err != nil || info.IsDir() {
			d.ShowProblem("There is no file " + path + ". Check the path, or browse for it.")
			return
		}
		d.Close()
		chosen(path)
	}
	entry.OnSubmitted = func(string) { take() }
	d.Main = widgets.NewButton("Open", take).Primary().WithID("open-file.do")
	d.Helpers = []fyne.CanvasObject{widgets.NewButton("Browse…", func() {
		browse := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
			if err == nil && r != nil {
				entry.SetText(r.URI().Path())
				_ = r.Close() // only its path was wanted
			}
		}, f.win)
		browse.SetFilter(storage.NewExtensionFileFilter(extensions))
		browse.Show()
	})}
	d.Body = widgets.PadAll(theme.Gap4, entry)
	d.Width = 560
	f.show(d)
}

func (f files) Save(name string, chosen func(string)) {
	d := &widgets.Dialog{ID: "save-file", Title: "Where to?", Sub: "The folder must exist; a file of that name is replaced."}
	entry := widgets.NewEntry("path of the file").WithID("save-file.path")
	entry.SetText(filepath.Join(documents(), name))
	take := func() {
		path := expand(entry.Text())
		if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
			d.ShowProblem("There is no folder " + filepath.Dir(path) + ". Choose one that exists.")
			return
		}
		d.Close()
		chosen(path)
	}
	entry.OnSubmitted = func(string) { take() }
	d.Main = widgets.NewButton("Save", take).Primary().WithID("save-file.do")
	d.Helpers = []fyne.CanvasObject{widgets.NewButton("Browse…", func() {
		dialog.NewFolderOpen(func(folder fyne.ListableURI, err error) {
			if err == nil && folder != nil {
				entry.SetText(filepath.Join(folder.Path(), filepath.Base(expand(entry.Text()))))
			}
		}, f.win).Show()
	})}
	d.Body = widgets.PadAll(theme.Gap4, entry)
	d.Width = 560
	f.show(d)
}

// either joins words with commas and "or".
func either(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// expand resolves "~" and makes the path absolute.
func expand(path string) string {
	path = strings.TrimSpace(path)
	if home, err := os.UserHomeDir(); err == nil && (path == "~" || strings.HasPrefix(path, "~/")) {
		path = filepath.Join(home, strings.TrimPrefix(path, "~"))
	}
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}

func documents() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return "."
	}
	if docs := filepath.Join(home, "Documents"); isDir(docs) {
		return docs
	}
	return home
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
