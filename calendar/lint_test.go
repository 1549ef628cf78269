package calendar

import (
	"slices"
	"strings"
	"testing"
)

const cleanFile = `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//y//EN
REFRESH-INTERVAL;VALUE=DURATION:PT1H
COLOR:teal
BEGIN:VTIMEZONE
TZID:Here
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:a
DTSTAMP:20260101T000000Z
DTSTART;TZID=Here:20261019T090000
DTEND:20261019T073000Z
STATUS:CONFIRMED
RRULE:FREQ=WEEKLY;COUNT=3
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-PT15M
DESCRIPTION:x
END:VALARM
END:VEVENT
END:VCALENDAR
`

func TestLint(t *testing.T) {
	replace := func(pairs ...string) func(string) string { return strings.NewReplacer(pairs...).Replace }
	cases := []struct {
		name, rule string
		line       int
		change     func(string) string
	}{
		{"line over 75 octets", "line-too-long", 22, replace("UID:a", "UID:"+strings.Repeat("a", 72))},
		{"LF only", "line-end", 1, replace("\r\n", "\n")},
		{"a control character", "control-character", 22, replace("UID:a", "UID:\x07a")},
		{"not UTF-8", "not-utf8", 22, replace("UID:a", "UID:\xFFa")},
		{"a fold that cuts a character", "not-utf8", 22, replace("UID:a", "UID:\xC3\r\n \xA9")},
		{"byte order mark", "byte-order-mark", 1, func(s string) string { return "\uFEFF" + s }},
		{"blank line", "blank-line", 22, replace("UID:a", "\r\nUID:a")},
		{"no property", "malformed-line", 22, replace("UID:a", "what is this\r\nUID:a")},
		{"property before the calendar", "outside", 1, func(s string) string { return "X-A:b\r\n" + s }},
		{"event outside", "outside", 35, func(s string) string { return s + "BEGIN:VEVENT\r\nEND:VEVENT\r\n" }},
		{"event not closed", "unbalanced", 33, replace("END:VEVENT\r\n", "")},
		{"end of nothing", "unbalanced", 35, func(s string) string { return s + "END:VEVENT\r\n" }},
		{"no calendar", "no-calendar", 1, func(string) string { return "X-A:b\r\n" }},
		{"nothing at all", "no-calendar", 1, func(string) string { return "" }},
		{"no VERSION", "missing-version", 1, replace("VERSION:2.0\r\n", "")},
		{"VERSION 1.0", "bad-version", 2, replace("VERSION:2.0", "VERSION:1.0")},
		{"no PRODID", "missing-prodid", 1, replace("PRODID:-//x//y//EN\r\n", "")},
		{"no UID", "missing-uid", 21, replace("UID:a\r\n", "")},
		{"no DTSTAMP", "missing-dtstamp", 21, replace("DTSTAMP:20260101T000000Z\r\n", "")},
		{"no DTSTART", "missing-dtstart", 21, replace("DTSTART;TZID=Here:20261019T090000\r\n", "")},
		{"DTSTAMP without Z", "not-utc", 23, replace("DTSTAMP:20260101T000000Z", "DTSTAMP:20260101T000000")},
		{"UID twice", "duplicate-uid", 34, replace("END:VCALENDAR", "BEGIN:VEVENT\r\nUID:a\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:20260101T000000Z\r\nEND:VEVENT\r\nEND:VCALENDAR")},
		{"DTSTART twice", "repeated", 24, replace("UID:a", "DTSTART:20260101T000000Z\r\nUID:a", "DTSTAMP:20260101T000000Z\r\n", "")},
		{"bad STATUS", "bad-status", 26, replace("STATUS:CONFIRMED", "STATUS:BUSY")},
		{"bad TRANSP", "bad-transparency", 26, replace("STATUS:CONFIRMED", "TRANSP:FREE")},
		{"REFRESH-INTERVAL without its type", "missing-value-type", 4, replace(";VALUE=DURATION", "")},
		{"SOURCE without its type", "missing-value-type", 5, replace("COLOR:teal", "SOURCE:https://example.com")},
		{"DATE without its type", "missing-value-type", 24, replace("DTSTART;TZID=Here:20261019T090000", "DTSTART:20261019", "DTEND:20261019T073000Z\r\n", "")},
		{"bad colour", "bad-colour", 5, replace("teal", "#008080")},
		{"bad duration", "bad-duration", 4, replace("PT1H", "1h")},
		{"alarm without trigger", "missing-trigger", 28, replace("TRIGGER:-PT15M\r\n", "")},
		{"trigger of a moment without its type", "bad-duration", 30, replace("TRIGGER:-PT15M", "TRIGGER:20260101T000000Z")},
		{"bad date", "bad-date", 24, replace("20261019T090000", "20261032T090000")},
		{"UTC and a zone", "utc-with-zone", 24, replace("20261019T090000", "20261019T070000Z")},
		{"DTEND and DURATION", "dtend-and-duration", 21, replace("STATUS:CONFIRMED", "DURATION:PT1H")},
		{"end before start", "end-before-start", 25, replace("DTEND:20261019T073000Z", "DTEND:20261019T065959Z")},
		{"end of a whole day on itself", "end-before-start", 25, replace("DTSTART;TZID=Here:20261019T090000", "DTSTART;VALUE=DATE:20261019", "DTEND:20261019T073000Z", "DTEND;VALUE=DATE:20261019")},
		{"date and time mixed", "mixed-dates", 25, replace("DTEND:20261019T073000Z", "DTEND;VALUE=DATE:20261020")},
		{"zone not defined", "zone-not-defined", 24, replace("TZID:Here", "TZID:There")},
		{"empty zone", "empty-zone", 6, func(s string) string {
			return s[:strings.Index(s, "BEGIN:STANDARD")] + s[strings.Index(s, "END:VTIMEZONE"):]
		}},
		{"rule of minutes", "bad-rule", 27, replace("FREQ=WEEKLY", "FREQ=MINUTELY")},
		{"50,001 components", "too-many", 29 + maxComponents, func(s string) string { return s + strings.Repeat("BEGIN:X\r\n", maxComponents+1) }},
		{"11 MiB", "too-large", 1, func(s string) string { return s + strings.Repeat("X", 11<<20) }},
	}
	clean := strings.ReplaceAll(cleanFile, "\n", "\r\n")
	t.Run("a clean file has no findings", func(t *testing.T) {
		if got := Lint([]byte(clean)); len(got) > 0 {
			t.Errorf("findings: %+v", got)
		}
	})
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := Lint([]byte(c.change(clean)))
			if !slices.ContainsFunc(got, func(f Finding) bool { return f.Rule == c.rule && f.Line == c.line && f.Message != "" }) {
				t.Errorf("no finding %s at line %d in %+v", c.rule, c.line, got)
			}
		})
	}
	t.Run("at most a thousand findings and a count", func(t *testing.T) {
		got := Lint([]byte(strings.Repeat("\r\n", 5000)))
		if len(got) != maxFindings+1 || got[maxFindings].Rule != "more" || !strings.HasPrefix(got[maxFindings].Message, "4001 ") {
			t.Errorf("got %d findings, the last %+v", len(got), got[len(got)-1])
		}
	})
	t.Run("our own feeds are clean", func(t *testing.T) {
		e := shift()
		e.Summary = strings.Repeat("ř", 100) + "\x00\n"
		if got := Lint([]byte(mustEncode(t, Feed{Name: "x", Colour: "teal", RefreshEvery: 1e9, Events: []Event{e}}))); len(got) > 0 {
			t.Errorf("findings: %+v", got)
		}
		if got := Lint([]byte(mustEncode(t, Feed{}))); len(got) > 0 {
			t.Errorf("findings in an empty feed: %+v", got)
		}
	})
}
