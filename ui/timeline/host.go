package timeline

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// host is what a timeline needs of the desktop beside events: timers and the modifier keys. Tests have their own.
type host interface {
	// after calls f on the window's thread once d has passed, unless stop is called before.
	after(d time.Duration, f func()) (stop func())
	modifiers() fyne.KeyModifier
}

type desktopHost struct{}

func (desktopHost) after(d time.Duration, f func()) func() {
	stopped := false // read and written on the window's thread
	timer := time.AfterFunc(d, func() {
		fyne.Do(func() {
			if !stopped {
				f()
			}
		})
	})
	return func() {
		stopped = true
		timer.Stop()
	}
}

func (desktopHost) modifiers() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}
