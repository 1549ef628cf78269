// Package icalfiles makes calendar files for tests and benchmarks: large ones as
// other programs write them, and hostile ones. It imports nothing of Watchbill.
package icalfiles

import (
	"fmt"
	"strings"
	"time"
)

const dateTime = "20060102T150405"

// Zoned is a calendar of n events of eight hours, one an hour from 2025-01-06 on,
// each by its TZID in one of three zones.
func Zoned(n int) string {
	zones := []string{"Europe/Berlin", "America/New_York", "Australia/Lord_Howe"}
	start := time.Date(2025, 1, 6, 9, 0, 0, 0, time.UTC)
	var b strings.Builder
	b.WriteString("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Example//Example//EN\n")
	for i := range n {
		zone := zones[i%len(zones)]
		at := start.Add(time.Duration(i) * time.Hour)
		fmt.Fprintf(&b, `BEGIN:VEVENT
UID:event-%d@example.com
DTSTAMP:20250101T000000Z
DTSTART;TZID=%s:%s
DTEND;TZID=%s:%s
SUMMARY:On call: Person %d\, primary
DESCRIPTION:Shift %d of the payments rotation.\nHandoff at nine o'clock\;
  bring notes.
CATEGORIES:On-call
STATUS:CONFIRMED
TRANSP:TRANSPARENT
SEQUENCE:%d
END:VEVENT
`, i, zone, at.Format(dateTime), zone, at.Add(8*time.Hour).Format(dateTime), i%20, i, i%3)
	}
	b.WriteString("END:VCALENDAR\n")
	return strings.ReplaceAll(b.String(), "\n", "\r\n")
}
