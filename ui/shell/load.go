package shell

import (
	"context"
	"errors"

	"watchbill/ui/widgets"
)

// load reads a page off the window's thread. Whatever finishes last counts only if it began last: every load gets a
// number, and a result whose number is not the newest is dropped.
func (s *Shell) load(v *visit) {
	if v.cancel != nil {
		v.cancel()
	}
	ctx, cancel := context.WithCancel(context.Background())
	v.newest++
	v.cancel, v.stale = cancel, false
	number, page := v.newest, v.page
	s.runner.Run(func() func() {
		apply, err := page.Load(ctx)
		return func() {
			cancel()
			s.finish(v, number, apply, err)
		}
	})
}

func (s *Shell) finish(v *visit, number int, apply func(), err error) {
	if number != v.newest || errors.Is(err, context.Canceled) {
		return
	}
	if err != nil {
		s.log.Event("failed " + v.name + ": " + err.Error())
		if v == s.current() {
			s.pane.fail(v, err.Error(), s.Reload)
		}
		return
	}
	again := v == s.current() && v.loaded && v.drawn == s.at // the same once more: it stays where it is
	restore := func() {}
	if again {
		restore = widgets.Keep(s.window.Canvas(), s.pane.page)
	}
	v.loaded = true
	if apply != nil {
		apply()
	}
	if v == s.current() {
		v.drawn = s.at
		s.pane.show(v)
		restore()
		s.dress()
		s.log.Event("loaded " + v.name)
	}
}
