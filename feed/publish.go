package feed

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"watchbill/model"
)

const (
	attempts    = 3  // in a row that get nowhere
	allAttempts = 30 // of a calendar that takes its events one by one and is tired now and then
)

// Publisher puts calendars where targets say.
type Publisher struct {
	Client *http.Client                               // nil: NewClient()
	Wait   func(context.Context, time.Duration) error // nil: really waits
}

// Job is one calendar to publish.
type Job struct {
	Target   model.Target
	Secret   string // of the target, where it needs one
	Calendar []byte // as calendar.Encode wrote it
	Last     model.PublishState

	Replace    bool // take what others put there or changed for lost
	AllowEmpty bool // publish a calendar without events over one with events
}

// Result is what a successful publishing did.
type Result struct {
	ETag       string
	Sum        string // names what stands there now, for the next job's Last
	Events     int    // that are not cancelled
	Same       bool   // it stood there already
	Unverified bool   // the target lets nobody read what was put there
	PerEvent   bool   // the calendar takes its events one by one
	Kept       int    // events of others in such a calendar, which were left alone
}

// place is where a calendar stands.
type place interface {
	// read returns what stands there. Errors that may pass are temporary.
	read(ctx context.Context) (standing, error)
	// write replaces what was read, whole or not at all.
	write(ctx context.Context, data []byte, was standing) error
	// name says in messages which place it is.
	name() string
}

// standing is what was read of a place.
type standing struct {
	there  bool
	closed bool // the place takes calendars but shows none
	data   []byte
	etag   string
}

// temporary is an error after which another attempt may do better, no earlier than after.
type temporary struct {
	error
	after    time.Duration
	progress bool // the attempt got somewhere, and the next one goes on from there
}

func (t temporary) Unwrap() error { return t.error }

// Publish puts a calendar to its target: reads what stands there, refuses to lose it, writes, reads back and compares. What may pass
// is tried again, three times in all. Whatever happens, what stands at the target is the calendar from before or the new one.
//
// Errors carry Conflict where what stands there would be lost, Invalid where the target has to be changed, and Unavailable where the
// server or folder did not let us.
func (p *Publisher) Publish(ctx context.Context, job Job) (Result, error) {
	next, err := readContent(job.Calendar)
	if err != nil {
		return Result{}, err
	}
	at, err := p.place(job)
	if err != nil {
		return Result{}, err
	}
	for n, all := 1, 1; ; n, all = n+1, all+1 {
		done, err := publishOnce(ctx, at, job, next)
		var again temporary
		if err == nil || !errors.As(err, &again) {
			return done, err
		}
		if again.progress {
			n = 1
		}
		if n == attempts || all == allAttempts || ctx.Err() != nil {
			return done, again.error
		}
		if err := p.wait(ctx, max(again.after, time.Duration(1<<(2*n-2))*time.Second)); err != nil { // 1 s, 4 s
			return done, again.error
		}
	}
}

func (p *Publisher) place(job Job) (place, error) {
	t := job.Target
	if err := t.Check(); err != nil {
		return nil, err
	}
	if t.Kind == model.ToFolder {
		return folderPlace{t.Address}, nil
	}
	if t.NeedsSecret() && job.Secret == "" {
		return nil, model.Invalidf("secret", "The password of %s is not known on this computer. Store it with “watchbill calendar targets secret %s”, or set %s.", t.Name, quoted(t.Name), SecretVariable(t.Name))
	}
	client := p.Client
	if client == nil {
		client = NewClient()
	}
	return newWebPlace(client, t, job.Secret)
}

func quoted(name string) string {
	if strings.ContainsAny(name, " '\"$&") {
		return fmt.Sprintf("%q", name)
	}
	return name
}

func (p *Publisher) wait(ctx context.Context, d time.Duration) error {
	if p.Wait != nil {
		return p.Wait(ctx, d)
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// publishOnce is one attempt: the calendar whole, or event by event where the server's answers say so. Its Result has the sum of what
// may stand there even where it failed.
func publishOnce(ctx context.Context, at place, job Job, next content) (Result, error) {
	done, err := publishWhole(ctx, at, job, next)
	var events takesEvents
	if errors.As(err, &events) {
		return events.calendar.publish(ctx, job, next)
	}
	return done, err
}

func publishWhole(ctx context.Context, at place, job Job, next content) (Result, error) {
	out := Result{Sum: next.sum(), Events: next.live}
	was, err := at.read(ctx)
	if err != nil {
		return out, err
	}
	old, err := guard(at, job, was, next)
	if err != nil {
		return out, err
	}
	if was.there && old.sum() == next.sum() {
		out.Same, out.ETag = true, was.etag
		return out, nil
	}
	if err := at.write(ctx, job.Calendar, was); err != nil {
		return out, err
	}
	now, err := at.read(ctx)
	switch {
	case err != nil:
		return out, err
	case now.closed, !now.there && job.Target.Kind == model.ToPut:
		out.Unverified = true
		return out, nil
	}
	got, err := readContent(now.data)
	if err != nil || !now.there || !got.sameEvents(next) {
		return out, putBack(ctx, at, was, now)
	}
	out.ETag, out.Sum = now.etag, got.sum()
	return out, nil
}

// putBack restores what stood at a place that did not keep the new calendar as it was sent.
func putBack(ctx context.Context, at place, was, now standing) error {
	failed := model.Errorf(model.Unavailable, "url", "%s took the calendar but did not keep it as it was sent, so what stood there before was put back. Check that the address is a calendar or a file ending in .ics.", at.name())
	if !was.there {
		failed.Message = fmt.Sprintf("%s took the calendar but does not show it as it was sent. Check that the address is a calendar or a file ending in .ics.", at.name())
		return failed
	}
	if err := at.write(ctx, was.data, now); err != nil {
		failed.Message = fmt.Sprintf("%s took the calendar but did not keep it as it was sent, and putting back what stood there failed too: %v", at.name(), err)
		failed.Err = err
	}
	return temporary{error: failed}
}

// guard refuses to lose what stands at a place, and returns it.
func guard(at place, job Job, was standing, next content) (content, error) {
	before := was.there
	old := content{}
	if was.there {
		var err error
		if old, err = readContent(was.data); err != nil {
			if !job.Replace {
				return old, model.Errorf(model.Conflict, "url", "What stands at %s is no calendar, so it was left alone. Choose another address, or publish with --replace to put the calendar in its place.", at.name())
			}
			was.there = false
		}
	}
	if !job.AllowEmpty && next.live == 0 && (old.live > 0 || was.closed && job.Last.Events > 0) {
		return old, model.Errorf(model.Conflict, "feed", "The new calendar is empty and the one at %s has %s, so it was left alone. Look at the feed; publish with --allow-empty if it is meant to be empty.", at.name(), model.Count(max(old.live, job.Last.Events), "shift", "shifts"))
	}
	if job.Replace || !was.there {
		return old, nil
	}
	ours := strings.Fields(job.Last.Sum)
	unchanged := slices.Contains(ours, old.sum()) || job.Last.ETag != "" && job.Last.ETag == was.etag || old.sum() == next.sum()
	switch {
	case old.foreign > 0 && !unchanged:
		return old, model.Errorf(model.Conflict, "url", "The calendar at %s has %s that Watchbill did not write, so it was left alone. Publish to a calendar of its own, or with --replace to put the new one in its place.", at.name(), model.Count(old.foreign, "event", "events"))
	case len(ours) > 0 && before && !unchanged:
		return old, model.Errorf(model.Conflict, "url", "The calendar at %s was changed since Watchbill last published it, so it was left alone. Look at what was changed there, then publish with --replace to put the new one in its place.", at.name())
	}
	return old, nil
}

// Sight is what stands at a target, as one look at it shows.
type Sight struct {
	There    bool // something stands there
	Closed   bool // it takes calendars but shows none
	Calendar bool // it is a calendar
	PerEvent bool // one that takes its events one by one
	Ours     int  // events that Watchbill put there
	Others   int  // events of others
}

// Look reads what stands at a target and writes nothing. Errors are those of Publish.
func (p *Publisher) Look(ctx context.Context, t model.Target, secret string) (Sight, error) {
	at, err := p.place(Job{Target: t, Secret: secret})
	if err != nil {
		return Sight{}, err
	}
	was, err := at.read(ctx)
	var events takesEvents
	if errors.As(err, &events) {
		_, all, others, err := events.calendar.standing(ctx)
		return Sight{There: true, Calendar: true, PerEvent: true, Ours: all.live, Others: others}, plain(err)
	}
	if err != nil || !was.there {
		return Sight{Closed: was.closed}, plain(err)
	}
	found, err := readContent(was.data)
	if err != nil {
		return Sight{There: true}, nil
	}
	return Sight{There: true, Calendar: true, Ours: max(0, len(found.events)-found.foreign), Others: found.foreign}, nil
}

// plain returns an error without the word that it may pass.
func plain(err error) error {
	var again temporary
	if errors.As(err, &again) {
		return again.error
	}
	return err
}
