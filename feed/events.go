package feed

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"watchbill/model"
)

// A calendar that takes events one by one is published so: each shift is a resource whose name is made from the target and the
// shift's UID, so that it is known which events are ours even when this computer has forgotten everything. Each event carries the
// digest of what it said when it was written; one that says something else was changed by others. New and changed events are put
// first and what is gone is deleted last, so that whatever interrupts it, each shift is there as it was or as it is now.

// markName is the property with an event's digest.
const markName = "X-WATCHBILL-SUM"

// part is one event of the calendar to publish.
type part struct {
	name string // of its resource
	mark string // digest of what it says
	data []byte // a calendar with this event alone
	content
}

// prefix begins the names of the resources of this target.
func (c *collection) prefix() string {
	sum := sha256.Sum256([]byte(c.target.Key))
	return "watchbill-" + hex.EncodeToString(sum[:5]) + "-"
}

func (c *collection) nameOf(uid string) string {
	sum := sha256.Sum256([]byte(uid))
	return c.prefix() + hex.EncodeToString(sum[:12]) + ".ics"
}

// split takes a calendar that Encode wrote apart into its events.
func (c *collection) split(data []byte) ([]part, error) {
	const begin, end = "BEGIN:VEVENT\r\n", "END:VEVENT\r\n"
	text := string(data)
	head, _, _ := strings.Cut(text, begin)
	var product string
	for line := range strings.SplitSeq(head, "\r\n") {
		if strings.HasPrefix(line, "PRODID:") {
			product = line
		}
	}
	var out []part
	for {
		_, rest, found := strings.Cut(text, begin)
		if !found {
			return out, nil
		}
		lines, after, _ := strings.Cut(rest, end)
		text = after
		whole := func(more string) []byte {
			return []byte("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + product + "\r\nCALSCALE:GREGORIAN\r\n" + begin + lines + more + end + "END:VCALENDAR\r\n")
		}
		said, err := readContent(whole(""))
		if err != nil || len(said.events) != 1 {
			return nil, fmt.Errorf("take the calendar apart: an event cannot be read: %w", err)
		}
		p := part{content: said, mark: said.sum()}
		p.name, p.data = c.nameOf(said.uid()), whole(markName+":"+p.mark+"\r\n")
		out = append(out, p)
	}
}

// uid returns the UID of a content's only event.
func (c content) uid() string {
	for key := range c.events {
		uid, _, _ := strings.Cut(key, " ")
		return uid
	}
	return ""
}

// standingEvent is an event of ours as it stands in the calendar.
type standingEvent struct {
	item
	content
	mark string // as it was written; empty: the server does not keep it
}

// untouched reports whether the event still says what it said when it was written.
func (e standingEvent) untouched() bool { return e.mark != "" && e.mark == e.sum() }

// markOf finds an event's digest in the text of its calendar.
func markOf(data []byte) string {
	for line := range bytes.Lines(data) {
		name, value, found := bytes.Cut(bytes.TrimSpace(line), []byte(":"))
		if name, _, _ = bytes.Cut(name, []byte(";")); found && strings.EqualFold(string(name), markName) {
			return string(value)
		}
	}
	return ""
}

// standing reads the events of ours and how many others there are.
func (c *collection) standing(ctx context.Context) (ours map[string]standingEvent, all content, others int, err error) {
	items, others, err := c.list(ctx)
	if err != nil {
		return nil, content{}, 0, err
	}
	all = content{events: map[string]string{}, moments: map[string]bool{}}
	ours = make(map[string]standingEvent, len(items))
	for name, x := range items {
		e := standingEvent{item: x, mark: markOf(x.data)}
		if e.content, err = readContent(x.data); err != nil {
			e.mark = "" // somebody made it unreadable
		}
		ours[name] = e
		maps.Copy(all.events, e.events)
		maps.Copy(all.moments, e.moments)
		all.live += e.live
	}
	return ours, all, others, nil
}

// publish brings the calendar's events of ours to what the job says.
func (c *collection) publish(ctx context.Context, job Job, next content) (Result, error) {
	out := Result{Sum: next.sum(), Events: next.live, PerEvent: true}
	parts, err := c.split(job.Calendar)
	if err != nil {
		return out, err
	}
	was, all, others, err := c.standing(ctx)
	if err != nil {
		return out, err
	}
	out.Kept = others
	if err := c.guard(job, parts, was, all, next); err != nil {
		return out, err
	}
	write, gone := changes(parts, was, job.Replace)
	if len(write)+len(gone) == 0 {
		out.Same, out.Sum = true, all.sum()
		return out, nil
	}
	done, err := c.carryOut(ctx, write, gone, was)
	if err != nil {
		var again temporary
		if done > 0 && errors.As(err, &again) {
			again.progress = true
			return out, again
		}
		return out, err
	}
	now, all, _, err := c.standing(ctx)
	if err != nil {
		return out, err
	}
	if !all.sameEvents(next) {
		return out, c.putBack(ctx, parts, was, now)
	}
	out.Sum = all.sum()
	return out, nil
}

// changes returns the events to write and those to delete, in a fixed order. An event that the server keeps in words of its own is
// known by its mark, unless what others made of it is to be replaced.
func changes(parts []part, was map[string]standingEvent, replace bool) (write []part, gone []standingEvent) {
	wanted := map[string]bool{}
	for _, p := range parts {
		wanted[p.name] = true
		old, there := was[p.name]
		if !there || old.sum() != p.mark && (replace || old.mark != p.mark) {
			write = append(write, p)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(was)) {
		if !wanted[name] {
			gone = append(gone, was[name])
		}
	}
	return write, gone
}

// carryOut writes events and then deletes those that are gone. It looks at how the first one was kept before it goes on, and returns
// how many changes were made.
func (c *collection) carryOut(ctx context.Context, write []part, gone []standingEvent, was map[string]standingEvent) (done int, err error) {
	for i, p := range write {
		old, there := was[p.name]
		if err := c.put(ctx, p.name, p.data, old.item, there); err != nil {
			return done, err
		}
		if i == 0 {
			if err := c.lookAtFirst(ctx, p, was); err != nil {
				return done, err
			}
		}
		done++
	}
	for _, e := range gone {
		if err := c.remove(ctx, e.item); err != nil {
			return done, err
		}
		done++
	}
	return done, nil
}

// lookAtFirst reads an event back that was just written, and puts back what stood there when the server did not keep it.
func (c *collection) lookAtFirst(ctx context.Context, p part, was map[string]standingEvent) error {
	now := map[string]item{}
	if err := c.get(ctx, []string{c.base.JoinPath(p.name).EscapedPath()}, now); err != nil {
		return err
	}
	got := standingEvent{item: now[p.name]}
	if got.name != "" {
		var err error
		if got.content, err = readContent(got.data); err == nil && got.sameEvents(p.content) {
			return nil
		}
	}
	stands := map[string]standingEvent{}
	if got.name != "" {
		stands[p.name] = got
	}
	return c.putBack(ctx, []part{p}, was, stands)
}

// putBack restores the events that the server did not keep as they were sent, and says so.
func (c *collection) putBack(ctx context.Context, parts []part, was, now map[string]standingEvent) error {
	failed := model.Errorf(model.Unavailable, "url", "%s took the events but did not keep all of them as they were sent; those have what they had before. Check that the address is a calendar, and the server's log.", c.name())
	for _, p := range parts {
		got, there := now[p.name]
		if there && got.sameEvents(p.content) {
			continue
		}
		old, before := was[p.name]
		var err error
		switch {
		case before:
			err = c.put(ctx, p.name, withCRLF(old.data), got.item, there)
		case there:
			err = c.remove(ctx, got.item)
		}
		if err != nil {
			failed.Message = fmt.Sprintf("%s took the events but did not keep all of them as they were sent, and putting back what stood there failed too: %v", c.name(), err)
			failed.Err = err
			break
		}
	}
	return temporary{error: failed}
}

// withCRLF gives a calendar its line ends back, which XML turned into line feeds.
func withCRLF(data []byte) []byte {
	return bytes.ReplaceAll(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")), []byte("\n"), []byte("\r\n"))
}

// guard refuses to lose what others made of our events, and to empty the calendar.
func (c *collection) guard(job Job, parts []part, was map[string]standingEvent, all, next content) error {
	if !job.AllowEmpty && next.live == 0 && all.live > 0 {
		return model.Errorf(model.Conflict, "feed", "The new calendar is empty and the one at %s has %s, so it was left alone. Look at the feed; publish with --allow-empty if it is meant to be empty.", c.name(), model.Count(all.live, "shift", "shifts"))
	}
	if job.Replace || slices.Contains(strings.Fields(job.Last.Sum), all.sum()) {
		return nil
	}
	wanted := make(map[string]string, len(parts))
	for _, p := range parts {
		wanted[p.name] = p.mark
	}
	changed := 0
	for name, e := range was {
		if !e.untouched() && e.sum() != wanted[name] {
			changed++
		}
	}
	if changed > 0 {
		return model.Errorf(model.Conflict, "url", "%s of the calendar at %s changed there since Watchbill published, so it was left alone. Look at what was changed, then publish with --replace to put the shifts in its place.", model.Count(changed, "event", "events"), c.name())
	}
	return nil
}
