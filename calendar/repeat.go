package calendar

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/emersion/go-ical"
)

// moment is one start of a repeating event.
type moment struct {
	wall time.Time // in the zone of the event
	at   time.Time
	end  time.Time // zero: as long as the event
}

const maxDateWarnings = 10 // of one event; the lines of dates after these are counted only

// moments lists the starts of an event that may matter to the window, in order:
// DTSTART, RRULE and RDATE without EXRULE and EXDATE.
func (r *reader) moments(e *entry, shift time.Duration) ([]moment, error) {
	near, clipped := r.repeatRange(e.reach() + shift)
	moments := []moment{{wall: e.start.wall, at: e.at}}
	var excluded instants
	unread := 0
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
			if err := r.readDates(e, p, &moments, &excluded); err == nil {
				continue
			} else if unread++; unread <= maxDateWarnings {
				r.warn(e.comp, p.line, fmt.Sprintf("A date of %s was left out: %v.", p.Name, err), err)
			}
		}
	}
	if unread > maxDateWarnings {
		r.warn(e.comp, e.comp.line, fmt.Sprintf("%d more lines of dates of the event could not be read.", unread-maxDateWarnings), nil)
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
