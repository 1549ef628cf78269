package ui

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"watchbill/internal/demo"
	"watchbill/ui/pages/desktest"
)

// now is the moment the sample is seen from.
var now = time.Date(2026, 11, 18, 9, 42, 0, 0, time.UTC)

// openIn opens a file in a window as the program does, and closes it when the test is over.
func openIn(t *testing.T, path, page string) fyne.Window {
	t.Helper()
	test.NewTempApp(t)
	win := test.NewTempWindow(t, nil)
	win.Resize(fyne.NewSize(1280, 800))
	opening := Open(t.Context(), Options{Path: path, Page: page, Now: func() time.Time { return now }, Timer: func(time.Duration, func()) func() { return func() {} }})
	opening.patience = time.Minute // also where the race detector makes all slow
	opening.ReadFonts()
	closeFile := opening.Show(win)
	t.Cleanup(func() {
		if err := closeFile(); err != nil {
			t.Error(err)
		}
	})
	return win
}

func TestTheFirstFrameShowsThePage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sample.watchbill")
	if err := demo.Make(context.Background(), path, now, false); err != nil {
		t.Fatal(err)
	}
	for page, word := range map[string]string{"today": "until Thu 19 Nov", "people": "Ana Souza", "rotations": "Compare", "toil": "webhooks"} {
		win := openIn(t, path, page)
		win.Content().MinSize() // as the toolkit asks before the first frame
		if got := desktest.Words(win.Canvas()); !strings.Contains(got, word) {
			t.Errorf("%s: the first frame does not say %q, but\n%s", page, word, got)
		}
	}
}

func TestAFileThatCannotBeOpenedIsExplained(t *testing.T) {
	win := openIn(t, t.TempDir(), "")
	win.Content().MinSize()
	if got := desktest.Words(win.Canvas()); !strings.Contains(got, "is a folder") {
		t.Errorf("the window does not say that the path is a folder, but\n%s", got)
	}
}
