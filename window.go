//go:build !headless

package main

import (
	"context"
	"os"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"watchbill/assets"
	"watchbill/cli"
	"watchbill/ui"
)

// closing is how long a window that was asked to end from outside may take for it.
const closing = 3 * time.Second

// openWindow opens the window and returns when it is closed.
func openWindow(ctx context.Context, w cli.Window) error {
	opening := ui.Open(ctx, ui.Options{Path: w.DB, Team: w.Team, Who: w.Who, Now: w.Now, EventLog: w.EventLog, Page: w.Page, Mode: w.Theme, Version: cli.Version})
	if cache, err := os.UserCacheDir(); err == nil {
		_ = os.MkdirAll(cache, 0o700) // in a new home the toolkit would complain that it is not there
	}
	a := app.NewWithID("org.watchbill.Watchbill")
	opening.ReadFonts()
	a.SetIcon(fyne.NewStaticResource("window.png", assets.WindowIcon))
	win := a.NewWindow("Watchbill")
	win.SetMaster()
	win.Resize(fyne.NewSize(1280, 800))
	closeFile := opening.Show(win)
	stop := context.AfterFunc(ctx, func() {
		fyne.Do(a.Quit)
		// Whatever the toolkit waits for then, what was saved is safe, and who asked us to end should not have to wait.
		time.AfterFunc(closing, func() { os.Exit(1) })
	})
	defer stop()
	win.ShowAndRun()
	return closeFile()
}
