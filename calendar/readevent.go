package calendar

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-ical"
)

// entry is one VEVENT whose times are understood.
type entry struct {
	comp  *component
	uid   string
	start stamp
	zone  *zone     // of the start
	at    time.Time // the instant it starts
	end   length
	endAt time.Time // the instant DTEND gives, which may be further off than a length can say; or zero
	seq   int
	said  *Occurrence // all but the times, once it is needed

	original   *stamp    // RECURRENCE-ID
	originalAt time.Time // its instant
	onward     bool      // RANGE=THISANDFUTURE: it changes the later ones too
}

// length is how long an event is: whole days by the calendar, then exact time.
// RFC 5545, 3.8.5.3: repeats keep the exact length where DTEND gave it, and the
// nominal one where DURATION did.
type length span

// parseEntry reads the times of a VEVENT.
func (r *reader) parseEntry(c *component) (*entry, error) {
	p := c.first(ical.PropDateTimeStart)
	if p == nil {
		return nil, errNoStart
	}
	e := &entry{comp: c, uid: cleanLine(c.text(ical.PropUID))}
	var err error
	if e.start, err = stampOf(p); err != nil {
		return nil, fmt.Errorf("its start %w", err)
	}
	if e.zone, err = r.zoneOf(e.start); err != nil {
		return nil, err
	}
	e.at = e.zone.instant(e.start.wall)
	if e.end, err = r.lengthOf(e); err != nil {
		return nil, err
	}
	if n, err := strconv.Atoi(c.value(ical.PropSequence)); err == nil {
		e.seq = max(0, n)
	}
	if p := c.first(ical.PropRecurrenceID); p != nil {
		id, err := stampOf(p)
		if err != nil {
			return nil, fmt.Errorf("its RECURRENCE-ID %w", err)
		}
		zone, err := r.zoneOf(inZoneOf(id, e.start))
		if err != nil {
			return nil, err
		}
		e.original, e.originalAt = &id, zone.instant(id.wall)
		e.onward = strings.EqualFold(p.Params.Get("RANGE"), "THISANDFUTURE")
	}
	return e, nil
}

// inZoneOf gives a local time without a zone the zone of the event's start: many
// programs leave it out of EXDATE, RDATE and RECURRENCE-ID.
func inZoneOf(s, start stamp) stamp {
	if s.form == floating && start.form == zoned {
		s.form, s.tzid = zoned, start.tzid
	}
	return s
}

func (r *reader) lengthOf(e *entry) (length, error) {
	if p := e.comp.first(ical.PropDateTimeEnd); p != nil {
		end, err := stampOf(p)
		if err != nil {
			return length{}, fmt.Errorf("its end %w", err)
		}
		return r.lengthUntil(e, end)
	}
	if p := e.comp.first(ical.PropDuration); p != nil {
		sp, err := parseSpan(p.Value)
		if err != nil {
			return length{}, fmt.Errorf("its length %w", err)
		}
		if sp.days < 0 || sp.exact < 0 {
			return length{}, errors.New("it ends before it starts")
		}
		if e.start.form == wholeDay {
			// A day that is not whole is rounded up to one.
			const day = 24 * time.Hour
			sp = span{days: max(1, sp.days+int((sp.exact+day-1)/day))}
		}
		return length(sp), nil
	}
	if e.start.form == wholeDay {
		return length{days: 1}, nil
	}
	return length{}, nil
}

func (r *reader) lengthUntil(e *entry, end stamp) (length, error) {
	if e.start.form == wholeDay {
		last := end.date().wall
		if !last.Equal(end.wall) {
			last = last.AddDate(0, 0, 1)
		}
		days := int((last.Unix() - e.start.wall.Unix()) / 86400)
		if days < 0 {
			return length{}, fmt.Errorf("it ends on %s, before it starts on %s", end.wall.Format(time.DateOnly), e.start.wall.Format(time.DateOnly))
		}
		// Some programs end a single day on itself.
		return length{days: max(1, days)}, nil
	}
	if end.form == wholeDay {
		end.form, end.tzid = e.start.form, e.start.tzid
	}
	zone, err := r.zoneOf(inZoneOf(end, e.start))
	if err != nil {
		return length{}, err
	}
	e.endAt = zone.instant(end.wall)
	if e.endAt.Before(e.at) {
		return length{}, fmt.Errorf("it ends at %s, before it starts at %s", end.wall.Format(dayAndTime), e.start.wall.Format(dayAndTime))
	}
	return length{exact: e.endAt.Sub(e.at)}, nil
}

const dayAndTime = "2006-01-02 15:04"

// endOf returns the end of an occurrence that starts at a local time and instant.
func (e *entry) endOf(wall, at time.Time) time.Time {
	if at.Equal(e.at) && !e.endAt.IsZero() {
		return e.endAt
	}
	if e.end.days == 0 {
		return at.Add(e.end.exact)
	}
	return e.zone.instant(wall.AddDate(0, 0, e.end.days)).Add(e.end.exact)
}

// reach is at least as long as any occurrence of the entry, up to a hundred years.
func (e *entry) reach() time.Duration {
	const day = 24 * time.Hour
	return time.Duration(min(e.end.days, maxSpanDays))*day + min(e.end.exact, maxSpanDays*day) + 2*clockReach*time.Second
}

// occurrence lays out what an event says, without its times.
func (r *reader) occurrence(e *entry) Occurrence {
	c := e.comp
	o := Occurrence{
		Event: Event{
			UID:          e.uid,
			Sequence:     e.seq,
			Created:      r.stamp(c, ical.PropDateTimeStamp),
			LastModified: r.stamp(c, ical.PropLastModified),
			AllDay:       e.start.form == wholeDay,
			Summary:      cleanLine(c.text(ical.PropSummary)),
			Description:  c.text(ical.PropDescription),
			Location:     cleanLine(c.text(ical.PropLocation)),
			Status:       Status(shorten(strings.ToUpper(cleanLine(c.value(ical.PropStatus))))),
		},
		Organizer: personOf(c.first(ical.PropOrganizer)),
		Line:      c.line,
	}
	busy := strings.ToUpper(c.value(busyStatus))
	o.Away = busy == "OOF"
	o.Busy = !strings.EqualFold(c.value(ical.PropTransparency), "TRANSPARENT")
	if c.first(ical.PropTransparency) == nil && busy != "" {
		o.Busy = busy != "FREE"
	}
	if n, err := strconv.Atoi(c.value(ical.PropPriority)); err == nil && 0 <= n && n <= 9 {
		o.Priority = n
	}
	for i := range c.props {
		switch p := &c.props[i]; p.Name {
		case ical.PropCategories:
			for _, name := range splitList(p.Value) {
				if name = cleanLine(name); name != "" {
					o.Categories = append(o.Categories, name)
				}
			}
		case ical.PropAttendee:
			o.Attendees = append(o.Attendees, personOf(p))
		}
	}
	o.Alarms = alarmsOf(c)
	return o
}

// stamp reads the instant of DTSTAMP or LAST-MODIFIED, zero when there is none to read.
func (r *reader) stamp(c *component, name string) time.Time {
	p := c.first(name)
	if p == nil {
		return time.Time{}
	}
	st, err := stampOf(p)
	if err != nil {
		return time.Time{}
	}
	zone, err := r.zoneOf(st)
	if err != nil {
		return time.Time{}
	}
	return zone.instant(st.wall)
}

// personOf reads ATTENDEE or ORGANIZER: a name in CN, an address behind mailto:
// or bare, or in EMAIL.
func personOf(p *property) Person {
	if p == nil {
		return Person{}
	}
	address := strings.TrimSpace(p.Value)
	if scheme := "mailto:"; len(address) >= len(scheme) && strings.EqualFold(address[:len(scheme)], scheme) {
		address = address[len(scheme):]
	}
	if !strings.Contains(address, "@") {
		address = strings.TrimSpace(p.Params.Get("EMAIL"))
	}
	return Person{Name: cleanLine(p.Params.Get("CN")), Email: cleanLine(cmp.Or(address, ""))}
}

const maxAlarms = 20

func alarmsOf(c *component) []time.Duration {
	var alarms []time.Duration
	for _, child := range c.children {
		p := child.first(ical.PropTrigger)
		if p == nil || len(alarms) == maxAlarms || strings.EqualFold(p.Params.Get("RELATED"), "END") {
			continue
		}
		if sp, err := parseSpan(p.Value); err == nil {
			alarms = append(alarms, -(time.Duration(sp.days)*24*time.Hour + sp.exact))
		}
	}
	return alarms
}
