package calendar

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-ical"

	"watchbill/model"
)

const (
	productID   = "-//Watchbill//Watchbill//EN"
	dateOnly    = "20060102"
	dateTime    = "20060102T150405"
	dateTimeUTC = "20060102T150405Z"
)

// Encode writes a calendar file: UTC instants, CRLF, lines folded at 75 octets,
// events in order of start and UID, and nothing that depends on when or where
// it runs. A feed without events is a valid file too. The error is a
// *model.Error with code Invalid that names the event and what it lacks.
func Encode(f Feed) ([]byte, error) {
	events := slices.Clone(f.Events)
	slices.SortStableFunc(events, func(a, b Event) int {
		return cmp.Or(writtenStart(&a).Compare(writtenStart(&b)), strings.Compare(a.UID, b.UID))
	})
	if err := checkUIDs(events); err != nil {
		return nil, err
	}
	head, err := calendarHead(f)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	out.Grow(512 + 512*len(events))
	lines := &folder{w: &out}
	for _, line := range head {
		if _, err := lines.Write([]byte(line + "\r\n")); err != nil {
			return nil, err
		}
	}
	// go-ical refuses a calendar without events, so the frame is ours and the
	// events are its.
	enc := ical.NewEncoder(lines)
	for i := range events {
		comp, err := eventComponent(&events[i])
		if err != nil {
			return nil, err
		}
		if err := enc.Encode(&ical.Calendar{Component: comp}); err != nil {
			return nil, &model.Error{Code: model.Internal, Op: "write event " + events[i].UID, Err: err}
		}
	}
	out.WriteString("END:VCALENDAR\r\n")
	return out.Bytes(), nil
}

// writtenStart is the start as the file gives it: to the second, a date as its
// midnight in UTC.
func writtenStart(e *Event) time.Time {
	if e.AllDay {
		y, m, d := e.Start.Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	return e.Start.Truncate(time.Second)
}

func checkUIDs(events []Event) error {
	seen := make(map[string]bool, len(events))
	for i := range events {
		uid := events[i].UID
		if seen[uid] {
			return model.Invalidf("uid", "Two events have the UID %q. Give each event its own.", uid)
		}
		seen[uid] = true
	}
	return nil
}

func calendarHead(f Feed) ([]string, error) {
	head := []string{"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:" + productID, "CALSCALE:GREGORIAN", "X-WR-TIMEZONE:UTC"}
	text := func(value string, names ...string) {
		if value = escapeText(value); value == "" {
			return
		}
		for _, name := range names {
			head = append(head, name+":"+value)
		}
	}
	text(cleanLine(f.Name), "NAME", "X-WR-CALNAME")
	text(cleanText(f.Description), "DESCRIPTION", "X-WR-CALDESC")
	if f.Colour != "" {
		name, hex, err := colourOf(f.Colour)
		if err != nil {
			return nil, err
		}
		head = append(head, "COLOR:"+name, "X-APPLE-CALENDAR-COLOR:"+hex)
	}
	if f.RefreshEvery != 0 {
		if f.RefreshEvery < time.Second {
			return nil, model.Invalidf("refresh", "A calendar cannot ask to be fetched every %s. Give a second or more.", f.RefreshEvery)
		}
		every := formatDuration(f.RefreshEvery)
		head = append(head, "REFRESH-INTERVAL;VALUE=DURATION:"+every, "X-PUBLISHED-TTL:"+every)
	}
	return head, nil
}

// eventComponent checks an event and lays it out for go-ical's encoder.
func eventComponent(e *Event) (*ical.Component, error) {
	if err := checkEvent(e); err != nil {
		return nil, err
	}
	comp := &ical.Component{Name: ical.CompEvent, Props: make(ical.Props, maxEventProps)}
	props := make([]ical.Prop, 0, maxEventProps) // one array for all, each property a slice of one
	add := func(p ical.Prop) {
		props = append(props, p)
		comp.Props[p.Name] = props[len(props)-1 : len(props) : len(props)]
	}
	set := func(name, value string) { add(ical.Prop{Name: name, Value: value}) }
	text := func(name, value string) {
		if value != "" {
			set(name, escapeText(value))
		}
	}
	set(ical.PropUID, escapeText(e.UID))
	set(ical.PropSequence, strconv.Itoa(e.Sequence))
	set(ical.PropDateTimeStamp, e.Created.UTC().Format(dateTimeUTC))
	if !e.LastModified.IsZero() {
		set(ical.PropLastModified, e.LastModified.UTC().Format(dateTimeUTC))
	}
	if e.AllDay {
		add(dateProp(ical.PropDateTimeStart, e.Start))
		add(dateProp(ical.PropDateTimeEnd, e.End))
		set("X-MICROSOFT-CDO-ALLDAYEVENT", "TRUE")
	} else {
		set(ical.PropDateTimeStart, e.Start.UTC().Format(dateTimeUTC))
		set(ical.PropDateTimeEnd, e.End.UTC().Format(dateTimeUTC))
	}
	text(ical.PropSummary, cleanLine(e.Summary))
	text(ical.PropDescription, cleanText(e.Description))
	text(ical.PropLocation, cleanLine(e.Location))
	if list := categoryList(e.Categories); list != "" {
		set(ical.PropCategories, list)
	}
	if e.Status != "" {
		set(ical.PropStatus, string(e.Status))
	}
	if e.Busy {
		set(ical.PropTransparency, "OPAQUE")
		set("X-MICROSOFT-CDO-BUSYSTATUS", "BUSY")
	} else {
		set(ical.PropTransparency, "TRANSPARENT")
		set("X-MICROSOFT-CDO-BUSYSTATUS", "FREE")
	}
	if e.Status != Cancelled {
		for _, before := range e.Alarms {
			comp.Children = append(comp.Children, alarmComponent(e, before))
		}
	}
	return comp, nil
}

// maxEventProps is how many properties an event is written with at most.
const maxEventProps = 16

func dateProp(name string, day time.Time) ical.Prop {
	return ical.Prop{Name: name, Params: ical.Params{ical.ParamValue: {"DATE"}}, Value: day.Format(dateOnly)}
}

func alarmComponent(e *Event, before time.Duration) *ical.Component {
	comp := ical.NewComponent(ical.CompAlarm)
	set := func(name, value string) { comp.Props[name] = []ical.Prop{{Name: name, Value: value}} }
	set(ical.PropAction, "DISPLAY")
	set(ical.PropTrigger, formatDuration(-before))
	set(ical.PropDescription, escapeText(cmp.Or(cleanLine(e.Summary), "Reminder")))
	return comp
}

func categoryList(categories []string) string {
	var list []string
	for _, c := range categories {
		if c = cleanLine(c); c != "" {
			list = append(list, escapeText(c))
		}
	}
	return strings.Join(list, ",")
}

func checkEvent(e *Event) error {
	name := cmp.Or(e.UID, cleanLine(e.Summary))
	startYear, endYear := e.Start.UTC().Year(), e.End.UTC().Year()
	switch {
	case e.UID == "":
		return model.Invalidf("uid", "The event %q has no UID. Give it one that never changes.", name)
	case e.UID != cleanLine(e.UID):
		return model.Invalidf("uid", "The UID %q has line ends, control characters or spaces at its ends. Use plain characters.", name)
	case e.Created.IsZero():
		return model.Invalidf("created", "The event %q does not say when it was made (DTSTAMP).", name)
	case e.Start.IsZero() || startYear < 1 || endYear > 9998:
		return model.Invalidf("start", "The event %q needs a start and an end between the years 1 and 9998.", name)
	case e.AllDay && dayNumber(e.End) <= dayNumber(e.Start):
		return model.Invalidf("end", "The event %q ends on %s, not after its first day %s. The end is the day after the last one.",
			name, e.End.Format(time.DateOnly), e.Start.Format(time.DateOnly))
	case !e.AllDay && e.End.Before(e.Start):
		return model.Invalidf("end", "The event %q ends before it starts. Swap the two times.", name)
	case e.Sequence < 0:
		return model.Invalidf("sequence", "The event %q has the negative sequence %d.", name, e.Sequence)
	}
	switch e.Status {
	case "", Confirmed, Tentative, Cancelled:
		return nil
	}
	return model.Invalidf("status", "The event %q has the status %q. It can be CONFIRMED, TENTATIVE or CANCELLED.", name, e.Status)
}

// dayNumber counts days from 1970-01-01 to the date of t in its own location.
func dayNumber(t time.Time) int {
	y, m, d := t.Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}
