package workspace

import (
	"context"
	"sync"
)

// KeepCalendars does what a program that stays open owes to calendars until ctx ends: it publishes on the interval that is set and
// after changes, runs the calendar server by its settings, and reads calendars of others again. Problem hears of what went wrong, on
// goroutines of its own; how each target and source stands is in their views.
func (w *Workspace) KeepCalendars(ctx context.Context, problem func(error)) {
	var wg sync.WaitGroup
	keep := func(run func() error) {
		wg.Go(func() {
			if err := run(); err != nil && ctx.Err() == nil {
				problem(err)
			}
		})
	}
	keep(func() error { return w.KeepServing(ctx, nil) })
	keep(func() error { return w.KeepRefreshed(ctx) })
	keep(func() error {
		return w.KeepPublished(ctx, 0, PublishOptions{}, func(done []Published) {
			for _, p := range done {
				if p.Err != nil {
					problem(p.Err)
				}
			}
		})
	})
	wg.Wait()
}
