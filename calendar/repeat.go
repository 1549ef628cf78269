package calendar

import (
	"fmt"
	"slices"
	"strings"
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
		for _, e := range s.masters {
			r.guard(e.comp, func() error { return r.readMaster(e, s.changes) })
		}
		for _, e := range s.changes {
			r.guard(e.comp, func() error {
				r.emit(e, e.at, e.endOf(e.start.wall, e.at), e.originalAt)
				return nil
			})
		}
	}
}

func (r *reader) guard(c *component, read func() error) {
	defer func() {
		if problem := recover(); problem != nil {
			r.refuse(c, fmt.Errorf("it cannot be worked out (%v)", problem))
		}
	}()
	if err := read(); err != nil {
		r.refuse(c, err)
	}
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

// moment is one start of a repeating event.
type moment struct {
	wall time.Time // in the zone of the event
	at   time.Time
	end  time.Time // zero: as long as the event
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

// moments lists the starts of an event that may matter to the window, in order:
// DTSTART, RRULE and RDATE without EXRULE and EXDATE.
func (r *reader) moments(e *entry, shift time.Duration) ([]moment, error) {
	near, clipped := r.repeatRange(e.reach() + shift)
	moments := []moment{{wall: e.start.wall, at: e.at}}
	var excluded instants
	for i := range e.comp.props {
		p := &e.comp.props[i]
		if strings.TrimSpace(p.Value) == "" {
			continue // some programs write the name alone
		}
		switch p.Name {
		case ical.PropRecurrenceRule, exceptionRule:
			u, err := parseRule(p.Value, e.start, func(until stamp) time.Time { return r.localUntil(e, until) })
			if err != nil {
				return nil, err
			}
			walls, cut, err := u.between(near, maxOccurrences, r.budget)
			if err != nil {
				return nil, err
			}
			if cut {
				r.warn(e.comp, p.line, fmt.Sprintf("The event repeats more than %d times in this period; the later ones were left out.", len(walls)), nil)
			} else if clipped && (u.opt.Until.IsZero() || u.opt.Until.After(near.to)) {
				r.warn(e.comp, p.line, fmt.Sprintf("The event repeats beyond %s; repeats are read for %d years either side of the period's middle.", near.to.Format(time.DateOnly), repeatYears), nil)
			}
			for _, wall := range walls {
				m := moment{wall: wall, at: e.zone.instant(wall)}
				if p.Name == exceptionRule {
					excluded.addInstant(m.at)
				} else {
					moments = append(moments, m)
				}
			}
		case ical.PropRecurrenceDates, ical.PropExceptionDates:
			if err := r.readDates(e, p, &moments, &excluded); err != nil {
				r.warn(e.comp, p.line, fmt.Sprintf("A date of %s was left out: %v.", p.Name, err), err)
			}
		}
	}
	slices.SortStableFunc(moments, func(a, b moment) int { return a.at.Compare(b.at) })
	moments = slices.CompactFunc(moments, func(a, b moment) bool { return a.at.Equal(b.at) })
	return slices.DeleteFunc(moments, excluded.has), nil
}

func (e *entry) repeats() bool {
	for i := range e.comp.props {
		switch e.comp.props[i].Name {
		case ical.PropRecurrenceRule, ical.PropRecurrenceDates, ical.PropExceptionDates, exceptionRule:
			return true
		}
	}
	return false
}

// repeatRange is where starts of a repeating event are looked for.
func (r *reader) repeatRange(margin time.Duration) (near wallRange, clipped bool) {
	from, to := r.window.From.UTC(), r.window.To.UTC()
	middle := from.AddDate(0, 0, int(to.Sub(from).Hours()/24/2))
	if earliest := middle.AddDate(-repeatYears, 0, 0); from.Before(earliest) {
		from, clipped = earliest, true
	}
	if latest := middle.AddDate(repeatYears, 0, 0); to.After(latest) {
		to, clipped = latest, true
	}
	return wallRange{from: from.Add(-margin), to: to.Add(margin)}, clipped
}

// localUntil turns UNTIL into a local time of the event. A date stands for its
// whole day, and the time of day matters only to events that have one.
func (r *reader) localUntil(e *entry, until stamp) time.Time {
	switch {
	case e.start.form == wholeDay:
		return startOfDay(until.wall)
	case until.form == wholeDay:
		return until.wall.Add(24*time.Hour - time.Second)
	case until.form == inUTC:
		return e.zone.wall(until.wall)
	}
	return until.wall
}

// readDates adds the dates of an RDATE to moments and those of an EXDATE to
// excluded. It reads all it can and returns the first error.
func (r *reader) readDates(e *entry, p *property, moments *[]moment, excluded *instants) error {
	var problem error
	tzid := p.Params.Get("TZID")
	for value := range strings.SplitSeq(p.Value, ",") {
		if value = strings.TrimSpace(value); value == "" {
			continue
		}
		value, period, _ := strings.Cut(value, "/")
		st, err := parseStamp(value, tzid)
		if err == nil && len(*moments) > 2*maxOccurrences {
			err = errTooMany
		}
		var m moment
		if err == nil {
			m, err = r.momentOf(e, &st)
		}
		if err == nil && period != "" {
			m.end, err = r.periodEnd(e, m, period, tzid)
		}
		switch {
		case err != nil:
			if problem == nil {
				problem = err
			}
		case p.Name == ical.PropExceptionDates:
			excluded.add(st, m.at)
		default:
			*moments = append(*moments, m)
		}
	}
	return problem
}

// momentOf places a stamp on the clock of the event.
func (r *reader) momentOf(e *entry, st *stamp) (moment, error) {
	if e.start.form == wholeDay {
		*st = st.date()
	} else {
		*st = inZoneOf(*st, e.start)
	}
	zone, err := r.zoneOf(*st)
	if err != nil {
		return moment{}, err
	}
	at := zone.instant(st.wall)
	if st.form == wholeDay {
		return moment{wall: st.wall, at: at}, nil
	}
	return moment{wall: e.zone.wall(at), at: at}, nil
}

// periodEnd reads what follows the '/' of a PERIOD: an end or a length.
func (r *reader) periodEnd(e *entry, m moment, period, tzid string) (time.Time, error) {
	if strings.HasPrefix(strings.ToUpper(period), "P") {
		sp, err := parseSpan(period)
		if err != nil {
			return time.Time{}, err
		}
		return e.zone.instant(m.wall.AddDate(0, 0, sp.days)).Add(sp.exact), nil
	}
	st, err := parseStamp(period, tzid)
	if err != nil {
		return time.Time{}, err
	}
	end, err := r.momentOf(e, &st)
	if err == nil && end.at.Before(m.at) {
		err = fmt.Errorf("the period %q ends before it starts", shorten(period))
	}
	return end.at, err
}

// instants is a set of starts, given as instants or as whole days.
type instants struct {
	at   map[int64]bool
	days map[int64]bool // of events with a time of day, by local date
}

func (s *instants) add(st stamp, at time.Time) {
	if st.form != wholeDay {
		s.addInstant(at)
		return
	}
	if s.days == nil {
		s.days = map[int64]bool{}
	}
	s.days[st.wall.Unix()] = true
}

func (s *instants) addInstant(at time.Time) {
	if s.at == nil {
		s.at = map[int64]bool{}
	}
	s.at[at.Unix()] = true
}

func (s *instants) has(m moment) bool {
	return s.at[m.at.Unix()] || s.days[startOfDay(m.wall).Unix()]
}
