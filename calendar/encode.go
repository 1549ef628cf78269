package calendar

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/emersion/go-ical"

	"watchbill/model"
)

const (
	productID   = "-//Watchbill//Watchbill//EN"
	dateOnly    = "20060102"
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
	layout := newLayout()
	for i := range events {
		if err := checkEvent(&events[i]); err != nil {
			return nil, err
		}
		comp := layout.event(&events[i])
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
