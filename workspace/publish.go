package workspace

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"watchbill/calendar"
	"watchbill/feed"
	"watchbill/model"
	"watchbill/storage"
)

const (
	// keptSums is how many calendars a target is known to have been sent; an attempt whose end nobody heard may stand there.
	keptSums = 4
	// publishGrace is how long a change may wait before it counts as not published.
	publishGrace = time.Hour
)

// Targets returns where the team's feeds are published, by name; none when there is no team yet.
func (w *Workspace) Targets(ctx context.Context) ([]model.Target, error) {
	t, err := w.Team(ctx)
	if model.CodeOf(err) == model.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return w.Reader().Targets(ctx, t.ID)
}

// TargetNamed finds a target by name, as FeedNamed does.
func TargetNamed(targets []model.Target, name string) (model.Target, error) {
	return named(targets, "target", name, func(t model.Target) string { return t.Name }, "Add one with “watchbill calendar targets add”.")
}

// SaveTarget adds or changes a target.
func (w *Workspace) SaveTarget(ctx context.Context, t model.Target) (Done, error) {
	t.Name = strings.Join(strings.Fields(t.Name), " ")
	if err := t.Check(); err != nil {
		return Done{}, err
	}
	return w.transact(ctx, "save the target", func(tx *storage.Tx) (model.ID, error) {
		team, err := w.teamOf(ctx, tx.Reader)
		if err != nil {
			return 0, err
		}
		targets, err := tx.Targets(ctx, team.ID)
		if err != nil {
			return 0, err
		}
		for _, o := range targets {
			switch {
			case o.ID == t.ID:
			case strings.EqualFold(o.Name, t.Name):
				return 0, model.Errorf(model.Conflict, "name", "There is a target %s already. Choose another name.", o.Name)
			case o.Address == t.Address:
				return 0, model.Errorf(model.Conflict, "url", "%s is published there already, and two calendars in one place would replace each other. Choose another address.", o.Name)
			}
		}
		t.TeamID = team.ID
		verb := "changed"
		if t.ID == 0 {
			verb = "added"
		}
		tx.Describe("Target %s: %s", verb, t.Name)
		return tx.PutTarget(ctx, t)
	})
}

// DeleteTarget removes a target. The calendar that was published stays where it is, and the password stays in the keyring until
// ForgetSecret, so that undo brings a target back that works.
func (w *Workspace) DeleteTarget(ctx context.Context, t model.Target) (Done, error) {
	return w.transact(ctx, "delete the target", func(tx *storage.Tx) (model.ID, error) {
		tx.Describe("Target deleted: %s", t.Name)
		return t.ID, tx.DeleteTarget(ctx, t.ID)
	})
}

func secretKey(t model.Target) string { return "target/" + t.Key }

// StoreSecret keeps a target's password in the keyring. The notice says where it went when there is none.
func (w *Workspace) StoreSecret(t model.Target, secret string) (notice string, err error) {
	if secret == "" {
		return "", model.Invalidf("secret", "The password is empty. Nothing was stored.")
	}
	return w.cfg.Secrets.Set(secretKey(t), secret)
}

// ForgetSecret removes a target's password from the keyring.
func (w *Workspace) ForgetSecret(t model.Target) error { return w.cfg.Secrets.Delete(secretKey(t)) }

// TargetView is a target with how its publishing stands. Times are in the team's zone.
type TargetView struct {
	Target model.Target
	Feed   model.Feed
	State  model.PublishState
	Behind time.Time // when the oldest change was made that is not published; zero: none
}

// Say words how the publishing stands.
func (v TargetView) Say(now time.Time) string {
	switch s := v.State; {
	case s.Error != "" && s.Good.IsZero():
		return "never published: " + s.Error
	case s.Error != "":
		return fmt.Sprintf("not published since %s: %s", model.FormatTime(s.Good, now), s.Error)
	case s.Good.IsZero():
		return "not published yet"
	case !v.Behind.IsZero():
		return fmt.Sprintf("published %s; changes since %s are not out", model.FormatTime(s.Good, now), model.FormatTime(v.Behind, now))
	}
	return fmt.Sprintf("published %s, %s", model.FormatTime(v.State.Good, now), model.Count(v.State.Events, "shift", "shifts"))
}

// TargetViews returns the team's targets with how their publishing stands, by name.
func (w *Workspace) TargetViews(ctx context.Context) ([]TargetView, error) {
	targets, err := w.Targets(ctx)
	if err != nil || len(targets) == 0 {
		return nil, err
	}
	feeds, err := w.Feeds(ctx)
	if err != nil {
		return nil, err
	}
	states, err := w.Reader().PublishStates(ctx)
	if err != nil {
		return nil, err
	}
	team, err := w.Team(ctx)
	if err != nil {
		return nil, err
	}
	loc, err := model.Zone(team.Zone)
	if err != nil {
		return nil, err
	}
	var out []TargetView
	for _, t := range targets {
		v := TargetView{Target: t, State: inZone(states[t.Key], loc)}
		if i := slices.IndexFunc(feeds, func(f model.Feed) bool { return f.ID == t.FeedID }); i >= 0 {
			v.Feed = feeds[i]
		}
		if v.Behind, err = w.behind(ctx, v); err != nil {
			return nil, err
		}
		if !v.Behind.IsZero() {
			v.Behind = v.Behind.In(loc)
		}
		out = append(out, v)
	}
	return out, nil
}

// inZone gives the times of a state in a zone.
func inZone(s model.PublishState, loc *time.Location) model.PublishState {
	for _, t := range []*time.Time{&s.Tried, &s.Good} {
		if !t.IsZero() {
			*t = t.In(loc)
		}
	}
	return s
}

// behind returns when the oldest change was made that the last publishing does not have.
func (w *Workspace) behind(ctx context.Context, v TargetView) (time.Time, error) {
	if v.State.Good.IsZero() {
		return time.Time{}, nil
	}
	out, err := w.FeedCalendar(ctx, v.Feed)
	if model.CodeOf(err) == model.NotFound {
		return time.Time{}, nil
	}
	var oldest time.Time
	for _, e := range out.Events {
		if e.LastModified.After(v.State.Good) && (oldest.IsZero() || e.LastModified.Before(oldest)) {
			oldest = e.LastModified
		}
	}
	return oldest, err
}

// PublishOptions are what one publishing is asked beside its target.
type PublishOptions struct {
	Replace    bool                           // take what others put there or changed for lost
	AllowEmpty bool                           // publish a calendar without events over one with events
	Secret     func(name string) string       // asked before the keyring; nil: the keyring alone
	Progress   func(t model.Target, done int) // before each target; may be nil
	Settle     time.Duration                  // how long KeepPublished waits for more changes; 0: five seconds
}

// Published is how publishing to one target went.
type Published struct {
	Target model.Target
	Result feed.Result
	Err    error
}

// Publishing puts feeds to their targets, one after another, and notes how it went. An error of one target stops no other; the error
// returned is that of the file.
func (w *Workspace) Publishing(ctx context.Context, targets []model.Target, opt PublishOptions) ([]Published, error) {
	states, err := w.Reader().PublishStates(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]Published, 0, len(targets))
	for i, t := range targets {
		if opt.Progress != nil {
			opt.Progress(t, i)
		}
		last := states[t.Key]
		last.Key = t.Key
		result, err := w.publishTo(ctx, t, last, opt)
		if errors.Is(err, context.Canceled) {
			return out, err
		}
		if err := w.db.NotePublish(ctx, nextState(last, result, err, w.Now())); err != nil {
			return out, err
		}
		out = append(out, Published{t, result, err})
	}
	if len(out) > 0 {
		w.tell(Change{Areas: []Area{Feeds}})
	}
	return out, nil
}

// PublishTarget is Publishing of one target, with its error.
func (w *Workspace) PublishTarget(ctx context.Context, id model.ID, opt PublishOptions) (Published, error) {
	targets, err := w.Targets(ctx)
	if err != nil {
		return Published{}, err
	}
	i := slices.IndexFunc(targets, func(t model.Target) bool { return t.ID == id })
	if i < 0 {
		return Published{}, model.Errorf(model.NotFound, "target", "There is no such target any more. Look at the list again.")
	}
	done, err := w.Publishing(ctx, targets[i:i+1], opt)
	if err != nil {
		return Published{}, err
	}
	return done[0], done[0].Err
}

func (w *Workspace) publishTo(ctx context.Context, t model.Target, last model.PublishState, opt PublishOptions) (feed.Result, error) {
	f, err := w.feedOf(ctx, t.FeedID)
	if err != nil {
		return feed.Result{}, err
	}
	out, err := w.FeedCalendar(ctx, f)
	if err != nil {
		return feed.Result{}, err
	}
	data, err := calendar.Encode(out)
	if err != nil {
		return feed.Result{}, err
	}
	secret := ""
	if t.NeedsSecret() {
		if secret, err = w.secretOf(t, opt); err != nil {
			return feed.Result{}, err
		}
	}
	p := feed.Publisher{Client: w.cfg.Client}
	return p.Publish(ctx, feed.Job{Target: t, Secret: secret, Calendar: data, Last: last, Replace: opt.Replace, AllowEmpty: opt.AllowEmpty})
}

func (w *Workspace) secretOf(t model.Target, opt PublishOptions) (string, error) {
	if opt.Secret != nil {
		if s := opt.Secret(t.Name); s != "" {
			return s, nil
		}
	}
	return w.cfg.Secrets.Get(secretKey(t))
}

// nextState notes an attempt. What may stand at the target after a failure is remembered too, so that it is known for ours.
func nextState(last model.PublishState, r feed.Result, err error, now time.Time) model.PublishState {
	next := last
	next.Tried = now
	if err == nil {
		next.Good, next.Error, next.ETag, next.Sum, next.Events = now, "", r.ETag, r.Sum, r.Events
		return next
	}
	next.Error = err.Error()
	if sums := strings.Fields(last.Sum); r.Sum != "" && !slices.Contains(sums, r.Sum) {
		sums = append(sums, r.Sum)
		next.Sum = strings.Join(sums[max(0, len(sums)-keptSums):], " ")
	}
	return next
}

// publishingNeeds are the calendars that subscribers see too old, and those of others that cannot be read.
func (w *Workspace) publishingNeeds(ctx context.Context) ([]Need, error) {
	views, err := w.TargetViews(ctx)
	if err != nil {
		return nil, err
	}
	now := w.Now()
	var out []Need
	for _, v := range views {
		late := !v.Behind.IsZero() && now.Sub(v.Behind) > publishGrace
		if v.State.Error == "" && !late {
			continue
		}
		n := Need{Kind: NeedPublishing, Urgent: true, When: cmp.Or(v.State.Good, v.State.Tried), Target: v.Target.ID, Detail: v.State.Error}
		n.Title = fmt.Sprintf("Calendar %s not published since %s", v.Target.Name, model.FormatTime(v.State.Good, now))
		if v.State.Good.IsZero() {
			n.Title = fmt.Sprintf("Calendar %s could not be published", v.Target.Name)
		}
		if n.Detail == "" {
			n.Detail = fmt.Sprintf("Subscribers do not see what changed since %s. Publish it now, or let a schedule run “watchbill calendar publish”.", model.FormatTime(v.Behind, now))
		}
		out = append(out, n)
	}
	unread, err := w.readingNeeds(ctx)
	return append(out, unread...), err
}
