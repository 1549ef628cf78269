package widgets

import "fyne.io/fyne/v2"

// Runner does slow work off the window's thread. Work answers what is then to be done on the window's thread, or nil.
type Runner interface {
	Run(work func() (then func()))
}

// Background is the Runner of a running window: a goroutine, then fyne.Do.
type Background struct{}

// Run implements Runner.
func (Background) Run(work func() func()) {
	go func() {
		if then := work(); then != nil {
			fyne.Do(then)
		}
	}()
}

// Inline runs work at once on the caller's thread, for tests.
type Inline struct{}

// Run implements Runner.
func (Inline) Run(work func() func()) {
	if then := work(); then != nil {
		then()
	}
}
