package workspace

import (
	"cmp"
	"context"
	"time"

	"watchbill/model"
)

const (
	// publishSettle is how long publishing waits for more changes unless it is told otherwise: a manager who moves five shifts
	// publishes once.
	publishSettle = 5 * time.Second
	// publishAgain is how long publishing waits after a failure; each further one in a row doubles it.
	publishAgain   = 5 * time.Minute
	publishSetting = "publish_every"
	publishDefault = time.Hour
)

// PublishIntervals are the intervals a manager can choose from; zero is never.
var PublishIntervals = []time.Duration{15 * time.Minute, time.Hour, 4 * time.Hour, 24 * time.Hour, 0}

// IntervalWords says an interval of publishing.
func IntervalWords(d time.Duration) string {
	switch {
	case d == 0:
		return "only by hand"
	case d < time.Hour:
		return "every " + model.Count(int(d/time.Minute), "minute", "minutes")
	case d == time.Hour:
		return "every hour"
	case d == 24*time.Hour:
		return "every day"
	}
	return "every " + model.Count(int(d/time.Hour), "hour", "hours")
}

// PublishEvery returns how often a running program publishes beside after each change; zero: never by itself.
func (w *Workspace) PublishEvery(ctx context.Context) (time.Duration, error) {
	text, err := w.Setting(ctx, publishSetting, publishDefault.String())
	if err != nil {
		return 0, err
	}
	d, err := time.ParseDuration(text)
	if err != nil || d < 0 {
		return publishDefault, nil
	}
	return d, nil
}

// SetPublishEvery changes how often a running program publishes; zero switches its publishing off.
func (w *Workspace) SetPublishEvery(ctx context.Context, every time.Duration) (Done, error) {
	if err := checkInterval(every); every != 0 && err != nil {
		return Done{}, err
	}
	return w.SetSetting(ctx, publishSetting, every.String(), "calendars are published "+IntervalWords(every))
}

func checkInterval(every time.Duration) error {
	if every < time.Minute {
		return model.Invalidf("every", "Publishing every %s would trouble the server. Choose a minute or more.", every)
	}
	return nil
}

// KeepPublished publishes all targets now, after each change of what calendars hold, whoever makes it, and every so often, until ctx
// ends. An interval of zero is the one that is set, which may also be to publish nothing. What failed is tried again after 5, 10, 20 …
// minutes, at most the interval. Tell is called with how each round went, on the same goroutine; an error of the file ends it.
func (w *Workspace) KeepPublished(ctx context.Context, every time.Duration, opt PublishOptions, tell func([]Published)) error {
	if every != 0 {
		if err := checkInterval(every); err != nil {
			return err
		}
	}
	k := keeper{w: w, every: every, opt: opt, tell: tell}
	var forget func()
	k.changed, forget = w.signals(func(c Change) bool { // noting how publishing went has no entry
		return c.Entry.ID != 0 && c.Touches(Teams, People, Rotations, Shifts, Feeds)
	})
	defer forget()
	k.adjusted, forget = w.signals(func(c Change) bool { return every == 0 && c.Touches(Settings) })
	defer forget()
	latest, err := w.latestEntry(ctx)
	if err != nil {
		return err
	}
	external, watching := make(chan struct{}, 1), make(chan error, 1)
	go func() {
		watching <- w.db.Watch(ctx, watchEvery, func() {
			if now, err := w.latestEntry(ctx); err == nil && now != latest {
				latest = now
				select {
				case external <- struct{}{}:
				default:
				}
			}
		})
	}()
	k.external, k.watching = external, watching
	return k.run(ctx)
}

// keeper keeps targets published.
type keeper struct {
	w     *Workspace
	every time.Duration // zero: the one that is set
	opt   PublishOptions
	tell  func([]Published)

	changed, adjusted, external <-chan struct{}
	watching                    <-chan error

	failures int // rounds in a row in which a target failed
}

func (k *keeper) run(ctx context.Context) error {
	due := true
	for {
		every, err := k.interval(ctx)
		if err == nil && due && every > 0 {
			err = k.round(ctx)
		}
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return err
		}
		if due, err = k.wait(ctx, every); err != nil {
			return err
		}
	}
}

func (k *keeper) interval(ctx context.Context) (time.Duration, error) {
	if k.every > 0 {
		return k.every, nil
	}
	return k.w.PublishEvery(ctx)
}

// round publishes everything once.
func (k *keeper) round(ctx context.Context) error {
	targets, err := k.w.Targets(ctx)
	if err != nil {
		return err
	}
	done, err := k.w.Publishing(ctx, targets, k.opt)
	if err != nil {
		return err
	}
	failed := false
	for _, p := range done {
		failed = failed || p.Err != nil
	}
	if k.failures++; !failed {
		k.failures = 0
	}
	if len(done) > 0 {
		k.tell(done)
	}
	return nil
}

// wait returns when it is time to publish, or, with false, when the interval may be another one.
func (k *keeper) wait(ctx context.Context, every time.Duration) (bool, error) {
	var again <-chan time.Time
	if every > 0 {
		timer := time.NewTimer(k.pause(every))
		defer timer.Stop()
		again = timer.C
	}
	select {
	case <-ctx.Done():
		return false, nil
	case err := <-k.watching:
		return false, err
	case <-k.adjusted:
		now, err := k.interval(ctx)
		return err == nil && now > 0 && now != every, err
	case <-again:
		return true, nil
	case <-k.changed:
	case <-k.external:
	}
	select {
	case <-ctx.Done():
	case <-time.After(cmp.Or(k.opt.Settle, publishSettle)):
	}
	return true, nil
}

// pause returns how long to wait after a round.
func (k *keeper) pause(every time.Duration) time.Duration {
	if k.failures == 0 {
		return every
	}
	return min(every, publishAgain<<min(k.failures-1, 8))
}

// latestEntry returns the newest entry of the history: other processes' notes on publishing leave it as it is.
func (w *Workspace) latestEntry(ctx context.Context) (int64, error) {
	entries, err := w.Reader().History(ctx, 0, 1)
	if err != nil || len(entries) == 0 {
		return 0, err
	}
	return entries[0].ID, nil
}
