//go:build cgo && !ci && !headless

// Label is the least a Fyne program can be, one window with one label, which start-up is measured against. It may import
// fyne.io/fyne/v2/app, since it is a program of its own.
package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/widget"
)

func main() {
	w := app.NewWithID("watchbill.benchstart").NewWindow("Label")
	w.SetContent(widget.NewLabel("One label"))
	w.Resize(fyne.NewSize(1280, 800))
	w.ShowAndRun()
}
