package calendar

import (
	"fmt"
	"slices"
	"time"

	"github.com/emersion/go-ical"
)

// series is all a file says under one UID.
type series struct {
	masters []*entry
	changes []*entry // with RECURRENCE-ID
}

// readEvents groups the events of a file by UID and reads each group. A crafted
// event that makes a library panic costs that event only.
func (r *reader) readEvents(comps []*component) {
	byUID := map[string]*series{}
	var all []*series
	for _, c := range comps {
		r.guard(c, func() error {
			e, err := r.parseEntry(c)
			if err != nil {
				return err
			}
			s := byUID[e.uid]
			if s == nil || e.uid == "" {
				s = &series{}
				byUID[e.uid] = s
				all = append(all, s)
			}
			if e.original == nil {
				s.masters = append(s.masters, e)
			} else {
				s.changes = append(s.changes, e)
			}
			return nil
		})
	}
	for _, s := range all {
		s.masters = r.newest(s.masters, func(*entry) int64 { return 0 })
		s.changes = r.newest(s.changes, func(e *entry) int64 { return e.originalAt.Unix() })
		shown, outside := false, 0
		count := func(e *entry, read bool) {
			if shown = shown || e.said != nil; read && e.said == nil {
				outside++
			}
		}
		for _, e := range s.masters {
			count(e, r.guard(e.comp, func() error { return r.readMaster(e, s.changes) }))
		}
		for _, e := range s.changes {
			count(e, r.guard(e.comp, func() error {
				r.emit(e, e.at, e.endOf(e.start.wall, e.at), e.originalAt)
				return nil
			}))
		}
		if !shown {
			r.cal.Outside += outside
		}
	}
}

// guard reads an event and reports whether it could be read.
func (r *reader) guard(c *component, read func() error) (ok bool) {
	defer func() {
		if problem := recover(); problem != nil {
			r.refuse(c, fmt.Errorf("it cannot be worked out (%v)", problem))
			ok = false
		}
	}()
	if err := read(); err != nil {
		r.refuse(c, err)
		return false
	}
	return true
}

// newest drops earlier revisions of the same thing (a lower SEQUENCE) and exact
// repetitions, and says so. Events that merely share a UID stay.
func (r *reader) newest(entries []*entry, thing func(*entry) int64) []*entry {
	if len(entries) < 2 {
		return entries
	}
	highest := map[int64]int{}
	for _, e := range entries {
		highest[thing(e)] = max(highest[thing(e)], e.seq)
	}
	type content struct {
		thing, at int64
		length    length
		summary   string
		rule      string
	}
	seen := map[content]bool{}
	var kept []*entry
	for _, e := range entries {
		if e.seq < highest[thing(e)] {
			r.warn(e.comp, e.comp.line, fmt.Sprintf("An older revision of the event (SEQUENCE %d) was left out.", e.seq), nil)
			continue
		}
		key := content{thing(e), e.at.Unix(), e.end, e.comp.value(ical.PropSummary), e.comp.value(ical.PropRecurrenceRule)}
		if seen[key] {
			r.warn(e.comp, e.comp.line, "The event stands in the file twice; the second was left out.", nil)
			continue
		}
		seen[key] = true
		kept = append(kept, e)
	}
	return kept
}

// emit adds an occurrence if it overlaps the window.
func (r *reader) emit(e *entry, start, end, recurrenceID time.Time) {
	if !r.overlaps(start, end) {
		return
	}
	if e.said == nil {
		said := r.occurrence(e)
		e.said = &said
	}
	o := *e.said
	if o.AllDay {
		start, end = start.In(r.window.Zone), end.In(r.window.Zone)
	}
	o.Start, o.End, o.RecurrenceID = start, end, recurrenceID
	r.cal.Events = append(r.cal.Events, o)
}

func (r *reader) readMaster(e *entry, changes []*entry) error {
	if !e.repeats() && len(changes) == 0 {
		r.emit(e, e.at, e.endOf(e.start.wall, e.at), time.Time{})
		return nil
	}
	if r.repeats >= maxRepeats {
		return fmt.Errorf("the repeating events of this file have more than %d dates in this period", maxRepeats)
	}
	if r.budget.spent() {
		return errTooSlow
	}
	var changed instants
	var onward []*entry
	var shift time.Duration
	for _, c := range changes {
		id := *c.original
		m, err := r.momentOf(e, &id)
		if err != nil {
			return err
		}
		changed.add(id, m.at)
		if c.onward {
			onward = append(onward, c)
			shift = max(shift, c.start.wall.Sub(e.zone.wall(c.originalAt)).Abs())
		}
	}
	slices.SortFunc(onward, func(a, b *entry) int { return a.originalAt.Compare(b.originalAt) })

	moments, err := r.moments(e, shift)
	if err != nil {
		return err
	}
	for _, m := range moments {
		if changed.has(m) {
			continue
		}
		if r.repeats++; r.repeats > maxRepeats {
			r.warn(e.comp, e.comp.line, fmt.Sprintf("The repeating events of this file have more than %d dates in this period; the later ones of this event were left out.", maxRepeats), nil)
			return nil
		}
		as, wall, at := e, m.wall, m.at
		if i := latest(onward, m.at); i >= 0 {
			as = onward[i]
			wall = wall.Add(as.start.wall.Sub(e.zone.wall(as.originalAt)))
			at = as.zone.instant(wall)
		}
		end := m.end
		if end.IsZero() || as != e {
			end = as.endOf(wall, at)
		}
		r.emit(as, at, end, time.Time{})
	}
	return nil
}

// latest finds the last change at or before an instant, -1 when there is none.
func latest(onward []*entry, at time.Time) int {
	i, _ := slices.BinarySearchFunc(onward, at, func(c *entry, at time.Time) int {
		if c.originalAt.After(at) {
			return 1
		}
		return -1
	})
	return i - 1
}
