package workspace

import (
	"cmp"
	"context"
	"time"

	"watchbill/model"
)

// publishSettle is how long publishing waits for more changes unless it is told otherwise: a manager who moves five shifts publishes
// once.
const publishSettle = 5 * time.Second

// KeepPublished publishes all targets now, after each change of what calendars hold, whoever makes it, and every so often, until ctx
// ends. Tell is called with how each round went, on the same goroutine; an error of the file ends it.
func (w *Workspace) KeepPublished(ctx context.Context, every time.Duration, opt PublishOptions, tell func([]Published)) error {
	if every < time.Minute {
		return model.Invalidf("every", "Publishing every %s would trouble the server. Choose a minute or more.", every)
	}
	changed := make(chan struct{}, 1)
	signal := func() {
		select {
		case changed <- struct{}{}:
		default: // one is waiting already
		}
	}
	defer w.OnChange(func(c Change) {
		if c.Entry.ID != 0 && c.Touches(Teams, People, Rotations, Shifts, Feeds) { // noting how publishing went has no entry
			signal()
		}
	})()
	latest, err := w.latestEntry(ctx)
	if err != nil {
		return err
	}
	watching := make(chan error, 1)
	go func() {
		watching <- w.db.Watch(ctx, watchEvery, func() {
			if now, err := w.latestEntry(ctx); err == nil && now != latest {
				latest = now
				signal()
			}
		})
	}()
	again := time.NewTicker(every)
	defer again.Stop()
	for {
		targets, err := w.Targets(ctx)
		if err == nil {
			var done []Published
			if done, err = w.Publishing(ctx, targets, opt); err == nil && len(done) > 0 {
				tell(done)
			}
		}
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case err := <-watching:
			return err
		case <-again.C:
		case <-changed:
			select {
			case <-ctx.Done():
				return nil
			case <-time.After(cmp.Or(opt.Settle, publishSettle)):
			}
		}
	}
}

// latestEntry returns the newest entry of the history: other processes' notes on publishing leave it as it is.
func (w *Workspace) latestEntry(ctx context.Context) (int64, error) {
	entries, err := w.Reader().History(ctx, 0, 1)
	if err != nil || len(entries) == 0 {
		return 0, err
	}
	return entries[0].ID, nil
}
