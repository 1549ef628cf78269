package calendar

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"watchbill/model"
)

func mustZone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// year2026 is the window of most tests.
func year2026() Window {
	return Window{Zone: time.UTC, From: utc("2026-01-01T00:00:00Z"), To: utc("2027-01-01T00:00:00Z")}
}

// event wraps lines into a calendar with one event each; a blank line ends an event.
func events(bodies ...string) string {
	var b strings.Builder
	b.WriteString("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//y//EN\n")
	for _, body := range bodies {
		b.WriteString("BEGIN:VEVENT\n" + strings.TrimSpace(body) + "\nEND:VEVENT\n")
	}
	b.WriteString("END:VCALENDAR\n")
	return b.String()
}

func mustRead(t testing.TB, file string, w Window) Calendar {
	t.Helper()
	cal, err := Read(strings.NewReader(file), w)
	if err != nil {
		t.Fatalf("Read: %v", err)
	}
	return cal
}

// times prints the events of a calendar as "start end summary", in UTC.
func times(c Calendar) []string {
	const minute = "2006-01-02T15:04Z"
	var out []string
	for _, o := range c.Events {
		line := o.Start.UTC().Format(minute) + " " + o.End.UTC().Format(minute)
		if o.AllDay {
			line = o.Start.Format(time.DateOnly) + " " + o.End.Format(time.DateOnly)
		}
		if o.Summary != "" {
			line += " " + o.Summary
		}
		if !o.RecurrenceID.IsZero() {
			line += " (was " + o.RecurrenceID.UTC().Format(minute) + ")"
		}
		out = append(out, line)
	}
	return out
}

func TestReadTimes(t *testing.T) {
	outlookZone := `BEGIN:VTIMEZONE
TZID:Our own time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
`
	withZone := func(file string) string { return strings.Replace(file, "BEGIN:VEVENT", outlookZone+"BEGIN:VEVENT", 1) }
	cases := []struct {
		name, file string
		zone       string
		want       []string
	}{
		{
			name: "UTC", file: events("UID:a\nDTSTART:20261019T070000Z\nDTEND:20261026T080000Z\nSUMMARY:A"),
			want: []string{"2026-10-19T07:00Z 2026-10-26T08:00Z A"},
		},
		{
			name: "IANA zone over a clock change", file: events("UID:a\nDTSTART;TZID=Europe/Berlin:20261019T090000\nDTEND;TZID=Europe/Berlin:20261026T090000"),
			want: []string{"2026-10-19T07:00Z 2026-10-26T08:00Z"},
		},
		{
			name: "Windows zone", file: events("UID:a\nDTSTART;TZID=W. Europe Standard Time:20261019T090000\nDTEND;TZID=W. Europe Standard Time:20261026T090000"),
			want: []string{"2026-10-19T07:00Z 2026-10-26T08:00Z"},
		},
		{
			name: "zone behind a prefix", file: events("UID:a\nDTSTART;TZID=/mozilla.org/20050126_1/America/New_York:20260102T090000\nDURATION:PT30M"),
			want: []string{"2026-01-02T14:00Z 2026-01-02T14:30Z"},
		},
		{
			name: "the file's own zone", file: withZone(events("UID:a\nDTSTART;TZID=Our own time:20261019T090000\nDTEND;TZID=Our own time:20261026T090000")),
			want: []string{"2026-10-19T07:00Z 2026-10-26T08:00Z"},
		},
		{
			name: "the file's zone before the one of that name",
			file: strings.ReplaceAll(withZone(events("UID:a\nDTSTART;TZID=Our own time:20260701T090000\nDURATION:PT1H")), "Our own time", "America/New_York"),
			want: []string{"2026-07-01T07:00Z 2026-07-01T08:00Z"},
		},
		{
			name: "a zone of one offset stands, whatever its name",
			file: strings.Replace(events("UID:a\nDTSTART;TZID=Europe/Berlin:20260701T090000"), "BEGIN:VEVENT", "BEGIN:VTIMEZONE\nTZID:Europe/Berlin\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0500\nTZOFFSETTO:+0500\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT", 1),
			want: []string{"2026-07-01T04:00Z 2026-07-01T04:00Z"},
		},
		{
			name: "a zone written for one year goes on as it is known",
			file: strings.Replace(events("UID:a\nDTSTART;TZID=Europe/Berlin:20260701T090000", "UID:b\nDTSTART;TZID=Europe/Berlin:20261201T090000", "UID:c\nDTSTART;TZID=Europe/Berlin:20260201T090000"), "BEGIN:VEVENT", "BEGIN:VTIMEZONE\nTZID:Europe/Berlin\nBEGIN:DAYLIGHT\nDTSTART:20210328T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nEND:DAYLIGHT\nBEGIN:STANDARD\nDTSTART:20201025T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nRDATE:20211031T030000\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT", 1),
			want: []string{"2026-02-01T08:00Z 2026-02-01T08:00Z", "2026-07-01T07:00Z 2026-07-01T07:00Z", "2026-12-01T08:00Z 2026-12-01T08:00Z"},
		},
		{
			name: "floating time is in the reader's zone", zone: "America/New_York", file: events("UID:a\nDTSTART:20260701T090000\nDTEND:20260701T100000"),
			want: []string{"2026-07-01T13:00Z 2026-07-01T14:00Z"},
		},
		{
			name: "a skipped time counts from before the gap, a repeated one is the first",
			file: events("UID:a\nDTSTART;TZID=America/New_York:20260308T023000", "UID:b\nDTSTART;TZID=America/New_York:20261101T013000", "UID:c\nDTSTART;TZID=Australia/Lord_Howe:20261004T021500", "UID:d\nDTSTART;TZID=Australia/Lord_Howe:20260405T014500"),
			want: []string{"2026-03-08T07:30Z 2026-03-08T07:30Z", "2026-04-04T14:45Z 2026-04-04T14:45Z", "2026-10-03T15:45Z 2026-10-03T15:45Z", "2026-11-01T05:30Z 2026-11-01T05:30Z"},
		},
		{
			name: "a whole day without an end", file: events("UID:a\nDTSTART;VALUE=DATE:20260329\nSUMMARY:Day"), zone: "Europe/Berlin",
			want: []string{"2026-03-29 2026-03-30 Day"},
		},
		{
			name: "whole days by DURATION, and one that ends on itself", file: events("UID:a\nDTSTART;VALUE=DATE:20260301\nDURATION:P1W", "UID:b\nDTSTART;VALUE=DATE:20260302\nDTEND;VALUE=DATE:20260302"),
			want: []string{"2026-03-01 2026-03-08", "2026-03-02 2026-03-03"},
		},
		{
			name: "DURATION of a day is a day on the calendar", file: events("UID:a\nDTSTART;TZID=Europe/Berlin:20260328T090000\nDURATION:P1D", "UID:b\nDTSTART;TZID=Europe/Berlin:20260328T090000\nDURATION:PT24H"),
			want: []string{"2026-03-28T08:00Z 2026-03-29T07:00Z", "2026-03-28T08:00Z 2026-03-29T08:00Z"},
		},
		{
			name: "end in another zone", file: events("UID:a\nDTSTART;TZID=Europe/Berlin:20260701T090000\nDTEND;TZID=America/New_York:20260701T090000"),
			want: []string{"2026-07-01T07:00Z 2026-07-01T13:00Z"},
		},
		{
			name: "until for ever", file: events("UID:a\nDTSTART:00010101T000000Z\nDTEND:99991231T235900Z", "UID:b\nDTSTART;VALUE=DATE:00010101\nDTEND;VALUE=DATE:99991231"),
			want: []string{"0001-01-01T00:00Z 9999-12-31T23:59Z", "0001-01-01 9999-12-31"},
		},
		{
			name: "a window cuts half-open", file: events("UID:a\nDTSTART:20251231T230000Z\nDTEND:20260101T000000Z", "UID:b\nDTSTART:20251231T230000Z\nDTEND:20260101T000001Z", "UID:c\nDTSTART:20270101T000000Z\nDTEND:20270101T000001Z", "UID:d\nDTSTART:20260101T000000Z"),
			want: []string{"2025-12-31T23:00Z 2026-01-01T00:00Z", "2026-01-01T00:00Z 2026-01-01T00:00Z"},
		},
		{
			name: "sorted by start, then UID", file: events("UID:b\nDTSTART:20260102T000000Z\nSUMMARY:2", "UID:a\nDTSTART:20260102T000000Z\nSUMMARY:1", "UID:c\nDTSTART:20260101T000000Z\nSUMMARY:0"),
			want: []string{"2026-01-01T00:00Z 2026-01-01T00:00Z 0", "2026-01-02T00:00Z 2026-01-02T00:00Z 1", "2026-01-02T00:00Z 2026-01-02T00:00Z 2"},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := year2026()
			if c.zone != "" {
				w.Zone = mustZone(t, c.zone)
			}
			cal := mustRead(t, c.file, w)
			if diff := cmp.Diff(c.want, times(cal)); diff != "" {
				t.Errorf("events differ (-want +got):\n%s", diff)
			}
			if len(cal.Warnings) > 0 {
				t.Errorf("warnings: %+v", cal.Warnings)
			}
		})
	}
}

func TestReadRepeats(t *testing.T) {
	cases := []struct {
		name, file string
		zone       string
		want       []string
	}{
		{
			name: "weekly over the clock change keeps its hour", file: events("UID:a\nDTSTART;TZID=Europe/Berlin:20261012T090000\nDTEND;TZID=Europe/Berlin:20261012T100000\nRRULE:FREQ=WEEKLY;COUNT=3\nSUMMARY:A"),
			want: []string{"2026-10-12T07:00Z 2026-10-12T08:00Z A", "2026-10-19T07:00Z 2026-10-19T08:00Z A", "2026-10-26T08:00Z 2026-10-26T09:00Z A"},
		},
		{
			name: "EXDATE lists, RDATE, and a changed one",
			file: events(
				"UID:a\nDTSTART;TZID=Europe/Berlin:20260105T090000\nDTEND;TZID=Europe/Berlin:20260105T100000\nRRULE:FREQ=DAILY;COUNT=5\nEXDATE;TZID=Europe/Berlin:20260106T090000,20260107T090000\nRDATE;TZID=Europe/Berlin:20260201T120000\nSUMMARY:A",
				"UID:a\nRECURRENCE-ID;TZID=Europe/Berlin:20260108T090000\nDTSTART;TZID=Europe/Berlin:20260108T150000\nDTEND;TZID=Europe/Berlin:20260108T170000\nSUMMARY:Moved",
			),
			want: []string{"2026-01-05T08:00Z 2026-01-05T09:00Z A", "2026-01-08T14:00Z 2026-01-08T16:00Z Moved (was 2026-01-08T08:00Z)", "2026-01-09T08:00Z 2026-01-09T09:00Z A", "2026-02-01T11:00Z 2026-02-01T12:00Z A"},
		},
		{
			name: "EXDATE without zone, as a date and in UTC", file: events("UID:a\nDTSTART;TZID=America/New_York:20260105T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=4\nEXDATE:20260106T090000\nEXDATE;VALUE=DATE:20260107\nEXDATE:20260108T140000Z"),
			want: []string{"2026-01-05T14:00Z 2026-01-05T15:00Z"},
		},
		{
			name: "RDATE periods", file: events("UID:a\nDTSTART:20260105T090000Z\nDURATION:PT1H\nRDATE;VALUE=PERIOD:20260106T090000Z/20260106T120000Z,20260107T090000Z/PT5H"),
			want: []string{"2026-01-05T09:00Z 2026-01-05T10:00Z", "2026-01-06T09:00Z 2026-01-06T12:00Z", "2026-01-07T09:00Z 2026-01-07T14:00Z"},
		},
		{
			name: "whole days, EXDATE with a time of day", file: events("UID:a\nDTSTART;VALUE=DATE:20260328\nRRULE:FREQ=DAILY;UNTIL=20260331\nEXDATE:20260330T000000"), zone: "Europe/Berlin",
			want: []string{"2026-03-28 2026-03-29", "2026-03-29 2026-03-30", "2026-03-31 2026-04-01"},
		},
		{
			name: "UNTIL in UTC is the last instant", file: events("UID:a\nDTSTART;TZID=America/New_York:20260101T200000\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL=20260104T010000Z"),
			want: []string{"2026-01-02T01:00Z 2026-01-02T02:00Z", "2026-01-03T01:00Z 2026-01-03T02:00Z", "2026-01-04T01:00Z 2026-01-04T02:00Z"},
		},
		{
			name: "UNTIL as a date takes in its day", file: events("UID:a\nDTSTART;TZID=America/New_York:20260101T200000\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL=20260102"),
			want: []string{"2026-01-02T01:00Z 2026-01-02T02:00Z", "2026-01-03T01:00Z 2026-01-03T02:00Z"},
		},
		{
			name: "the start counts though the rule misses it", file: events("UID:a\nDTSTART:20260101T090000Z\nRRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=3"),
			want: []string{"2026-01-01T09:00Z 2026-01-01T09:00Z", "2026-01-05T09:00Z 2026-01-05T09:00Z", "2026-01-12T09:00Z 2026-01-12T09:00Z"},
		},
		{
			name: "an endless rule from long ago", file: events("UID:a\nDTSTART;VALUE=DATE:19040229\nRRULE:FREQ=YEARLY", "UID:b\nDTSTART;VALUE=DATE:19700131\nRRULE:FREQ=MONTHLY;INTERVAL=7", "UID:c\nDTSTART:19700105T090000Z\nRRULE:FREQ=WEEKLY;INTERVAL=26;BYDAY=TU"),
			want: []string{"2026-01-31 2026-02-01", "2026-04-28T09:00Z 2026-04-28T09:00Z", "2026-08-31 2026-09-01", "2026-10-27T09:00Z 2026-10-27T09:00Z"},
		},
		{
			name: "since the year one", file: events("UID:a\nDTSTART:00010101T090000Z\nRRULE:FREQ=MONTHLY;INTERVAL=6"),
			want: []string{"2026-01-01T09:00Z 2026-01-01T09:00Z", "2026-07-01T09:00Z 2026-07-01T09:00Z"},
		},
		{
			name: "this and all later ones moved",
			file: events(
				"UID:a\nDTSTART:20260105T090000Z\nDTEND:20260105T100000Z\nRRULE:FREQ=DAILY;COUNT=4\nSUMMARY:A",
				"UID:a\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260107T090000Z\nDTSTART:20260107T110000Z\nDTEND:20260107T130000Z\nSUMMARY:B",
			),
			want: []string{"2026-01-05T09:00Z 2026-01-05T10:00Z A", "2026-01-06T09:00Z 2026-01-06T10:00Z A", "2026-01-07T11:00Z 2026-01-07T13:00Z B (was 2026-01-07T09:00Z)", "2026-01-08T11:00Z 2026-01-08T13:00Z B"},
		},
		{
			name: "one moved into the window from outside", file: events(
				"UID:a\nDTSTART:20250101T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2",
				"UID:a\nRECURRENCE-ID:20250102T090000Z\nDTSTART:20260601T090000Z\nDURATION:PT1H",
			),
			want: []string{"2026-06-01T09:00Z 2026-06-01T10:00Z (was 2025-01-02T09:00Z)"},
		},
		{
			name: "the change stands before its event, whose date only is named", file: events(
				"UID:a\nRECURRENCE-ID;VALUE=DATE:20260106\nDTSTART:20260106T150000Z\nDURATION:PT1H",
				"UID:a\nDTSTART:20260105T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2",
			),
			want: []string{"2026-01-05T09:00Z 2026-01-05T10:00Z", "2026-01-06T15:00Z 2026-01-06T16:00Z (was 2026-01-06T00:00Z)"},
		},
		{
			name: "EXRULE", file: events("UID:a\nDTSTART:20260105T090000Z\nRRULE:FREQ=DAILY;COUNT=3\nEXRULE:FREQ=DAILY;INTERVAL=2;COUNT=2"),
			want: []string{"2026-01-06T09:00Z 2026-01-06T09:00Z"},
		},
		{
			name: "an empty rule is none", file: events("UID:a\nDTSTART:20260105T090000Z\nRRULE:\nEXDATE:\nRDATE:"),
			want: []string{"2026-01-05T09:00Z 2026-01-05T09:00Z"},
		},
		{
			name: "weeks by number on the weekday of the start", file: events("UID:a\nDTSTART:20260106T090000Z\nRRULE:FREQ=YEARLY;BYWEEKNO=2,20;COUNT=3"),
			want: []string{"2026-01-06T09:00Z 2026-01-06T09:00Z", "2026-05-12T09:00Z 2026-05-12T09:00Z"},
		},
		{
			name: "positions count from the beginning of the week", file: events("UID:a\nDTSTART:20260107T090000Z\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,3;COUNT=3"),
			want: []string{"2026-01-07T09:00Z 2026-01-07T09:00Z", "2026-01-12T09:00Z 2026-01-12T09:00Z", "2026-01-14T09:00Z 2026-01-14T09:00Z"},
		},
		{
			name: "hours mean nothing to whole days", file: events("UID:a\nDTSTART;VALUE=DATE:20260107\nRRULE:FREQ=DAILY;BYHOUR=9,10;COUNT=2"),
			want: []string{"2026-01-07 2026-01-08", "2026-01-08 2026-01-09"},
		},
		{
			name: "last workday of the month", file: events("UID:a\nDTSTART:20260130T090000Z\nRRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3"),
			want: []string{"2026-01-30T09:00Z 2026-01-30T09:00Z", "2026-02-27T09:00Z 2026-02-27T09:00Z", "2026-03-31T09:00Z 2026-03-31T09:00Z"},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := year2026()
			if c.zone != "" {
				w.Zone = mustZone(t, c.zone)
			}
			cal := mustRead(t, c.file, w)
			if diff := cmp.Diff(c.want, times(cal)); diff != "" {
				t.Errorf("events differ (-want +got):\n%s", diff)
			}
			if len(cal.Warnings) > 0 {
				t.Errorf("warnings: %+v", cal.Warnings)
			}
		})
	}
}

func TestReadRepairs(t *testing.T) {
	plain := events("UID:a\nDTSTART:20260105T090000Z\nDTEND:20260105T100000Z\nSUMMARY:Zoë\\, on call\nDESCRIPTION:one two")
	utf16 := func(s string, high bool) string {
		var b strings.Builder
		put := func(r rune) {
			if high {
				b.Write([]byte{byte(r >> 8), byte(r)})
			} else {
				b.Write([]byte{byte(r), byte(r >> 8)})
			}
		}
		put('\uFEFF')
		for _, r := range s {
			put(r)
		}
		return b.String()
	}
	cases := map[string]string{
		"CRLF":                               strings.ReplaceAll(plain, "\n", "\r\n"),
		"CR only":                            strings.ReplaceAll(plain, "\n", "\r"),
		"CR CR LF":                           strings.ReplaceAll(plain, "\n", "\r\r\n"),
		"byte order mark":                    "\uFEFF" + plain,
		"UTF-16, low byte first":             utf16(plain, false),
		"UTF-16, high byte first":            utf16(plain, true),
		"Windows-1252":                       strings.ReplaceAll(plain, "ë", "\xEB"),
		"blank lines":                        strings.ReplaceAll(plain, "\n", "\n\n"),
		"spaces after END":                   strings.ReplaceAll(plain, "END:VEVENT", "END:VEVENT  "),
		"small letters":                      strings.NewReplacer("BEGIN:", "begin:", "DTSTART", "dtstart", "SUMMARY", "Summary").Replace(plain),
		"folded within a character":          strings.ReplaceAll(plain, "ë", "\xC3\n \xAB"),
		"folded with a blank line":           strings.ReplaceAll(plain, "one two", "one\n\n  two"),
		"unescaped comma":                    strings.ReplaceAll(plain, `\,`, ","),
		"parameters that make go-ical panic": strings.ReplaceAll(plain, "SUMMARY", "X-A;B=c\nX-A;B=\"c\"d:e\nX-A;B=\"c\nX-;=:\nSUMMARY"),
		"ISO dates":                          strings.ReplaceAll(plain, "20260105T090000Z", "2026-01-05T09:00:00Z"),
		"NUL and other controls":             strings.ReplaceAll(plain, "on call", "on\x00 ca\x07ll"),
		"two calendars in a file":            events() + plain,
		"a to-do and something else":         strings.Replace(plain, "BEGIN:VEVENT", "BEGIN:VTODO\nUID:t\nBEGIN:VALARM\nTRIGGER:PT1H\nEND:VALARM\nEND:VTODO\nBEGIN:X-FOO\nBEGIN:X-BAR\nEND:X-BAR\nEND:X-FOO\nBEGIN:VEVENT", 1),
	}
	for name, file := range cases {
		t.Run(name, func(t *testing.T) {
			cal := mustRead(t, file, year2026())
			want := []string{"2026-01-05T09:00Z 2026-01-05T10:00Z Zoë, on call"}
			if diff := cmp.Diff(want, times(cal)); diff != "" {
				t.Errorf("events differ (-want +got):\n%s", diff)
			}
			if len(cal.Events) == 1 && cal.Events[0].Description != "one two" {
				t.Errorf("description %q, want %q", cal.Events[0].Description, "one two")
			}
			if len(cal.Warnings) > 0 {
				t.Errorf("warnings: %+v", cal.Warnings)
			}
		})
	}
	t.Run("text that lost its fold", func(t *testing.T) {
		cal := mustRead(t, strings.ReplaceAll(plain, "one two", "one\nNote: two\nhttps://example.com/x\nthree"), year2026())
		want := "one\nNote: two\nhttps://example.com/x\nthree"
		if got := cal.Events[0].Description; got != want || len(cal.Warnings) > 0 {
			t.Errorf("description %q, warnings %v; want %q and none", got, cal.Warnings, want)
		}
	})
}

func TestReadReports(t *testing.T) {
	good := "UID:good\nDTSTART:20260105T090000Z\nDURATION:PT1H\nSUMMARY:Good"
	cases := []struct {
		name, file, event, reason string
		line, events              int
	}{
		{"no start", events(good, "UID:x\nSUMMARY:X"), "x", "no start", 10, 1},
		{"unreadable start", events(good, "UID:x\nDTSTART:soon"), "x", `"soon" is not a date`, 10, 1},
		{"30 February", events(good, "UID:x\nDTSTART:20260230T000000Z"), "x", "is not a date", 10, 1},
		{"end before start", events(good, "UID:x\nDTSTART:20260105T090000Z\nDTEND:20260105T080000Z"), "x", "before it starts", 10, 1},
		{"negative length", events(good, "UID:x\nDTSTART:20260105T090000Z\nDURATION:-PT1H"), "x", "before it starts", 10, 1},
		{"unknown zone", events(good, "UID:x\nDTSTART;TZID=Bern Office:20260105T090000"), "x", `"Bern Office" is not known; say which zone it is`, 10, 1},
		{"a zone that is a path", events(good, "UID:x\nDTSTART;TZID=../../etc/passwd:20260105T090000"), "x", "is not known", 10, 1},
		{"rule of seconds", events(good, "UID:x\nDTSTART:20260105T090000Z\nRRULE:FREQ=SECONDLY"), "x", "more often", 10, 1},
		{"rule of hours that rrule-go never ends", events(good, "UID:x\nDTSTART:20260105T090000Z\nRRULE:FREQ=HOURLY;INTERVAL=2;BYHOUR=1"), "x", "more often", 10, 1},
		{"daily rule with all minutes", events(good, "UID:x\nDTSTART:20260105T090000Z\nRRULE:FREQ=DAILY;BYMINUTE=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24"), "x", "more often", 10, 1},
		{"unreadable rule", events(good, "UID:x\nDTSTART:20260105T090000Z\nRRULE:FREQ=SOMETIMES"), "x", "SOMETIMES", 10, 1},
		{"untitled event without UID", events(good, "SUMMARY:Named\nDTSTART:x"), "Named", "not read", 10, 1},
		{"one bad EXDATE", events("UID:x\nDTSTART:20260105T090000Z\nRRULE:FREQ=DAILY;COUNT=2\nEXDATE:tomorrow,20260106T090000Z"), "x", "EXDATE", 8, 1},
		{"older revision", events("UID:x\nSEQUENCE:1\nDTSTART:20260105T090000Z", "UID:x\nSEQUENCE:2\nDTSTART:20260106T090000Z"), "x", "older revision", 4, 1},
		{"the same event twice", events(good, good), "good", "twice", 10, 1},
		{"cut off", strings.TrimSuffix(events(good), "END:VCALENDAR\n"), "", "cut off", 9, 1},
		{"cut off in an event", strings.TrimSuffix(events(good), "END:VEVENT\nEND:VCALENDAR\n"), "good", "END:VEVENT is missing", 4, 1},
		{"event not closed", strings.Replace(events(good, "UID:x\nDTSTART:20260106T090000Z"), "END:VEVENT\n", "", 1), "good", "END:VEVENT is missing", 4, 2},
		{"a line that is nothing", events(good + "\nSTATUS:CONFIRMED\n???"), "good", "no property", 10, 1},
		{"a summary over 64 KiB", events("UID:x\nDTSTART:20260105T090000Z\nSUMMARY:" + strings.Repeat("x", maxLine)), "x", "64 KiB", 7, 1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			cal := mustRead(t, c.file, year2026())
			if len(cal.Events) != c.events {
				t.Errorf("got %d events, want %d: %v", len(cal.Events), c.events, times(cal))
			}
			for _, w := range cal.Warnings {
				if w.Event == c.event && w.Line == c.line && strings.Contains(w.Reason, c.reason) {
					return
				}
			}
			t.Errorf("no warning {%d %q …%s…} in %+v", c.line, c.event, c.reason, cal.Warnings)
		})
	}
}

func TestReadAsksForAZoneAndTakesTheAnswer(t *testing.T) {
	file := events("UID:x\nDTSTART;TZID=Bern Office:20260105T090000")
	cal := mustRead(t, file, year2026())
	if len(cal.Warnings) != 1 || cal.Warnings[0].Zone != "Bern Office" {
		t.Fatalf("warnings %+v, want one that names the zone", cal.Warnings)
	}
	w := year2026()
	w.Zones = map[string]*time.Location{"Bern Office": mustZone(t, "Europe/Zurich")}
	if diff := cmp.Diff([]string{"2026-01-05T08:00Z 2026-01-05T08:00Z"}, times(mustRead(t, file, w))); diff != "" {
		t.Errorf("events differ (-want +got):\n%s", diff)
	}
}

func TestReadRefuses(t *testing.T) {
	cases := []struct {
		name, file string
		code       model.Code
		message    string
	}{
		{"nothing", "", model.Damaged, "empty"},
		{"a web page", "<!DOCTYPE html><html>Sign in</html>", model.Damaged, "web page"},
		{"some text", "name,start,end\n", model.Damaged, "BEGIN:VCALENDAR"},
		{"an event alone", "BEGIN:VEVENT\nUID:a\nDTSTART:20260101T000000Z\nEND:VEVENT\n", model.Damaged, "BEGIN:VCALENDAR"},
		{"11 MiB", "BEGIN:VCALENDAR\n" + strings.Repeat("X-A:b\n", 11<<20/6), model.Invalid, "10 MiB"},
		{"50,001 components", "BEGIN:VCALENDAR\n" + strings.Repeat("BEGIN:VEVENT\nEND:VEVENT\n", maxComponents+1), model.Invalid, "50000"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := Read(strings.NewReader(c.file), year2026())
			if got := model.CodeOf(err); got != c.code || !strings.Contains(err.Error(), c.message) {
				t.Errorf("got %v (%s), want %s with %q", err, got, c.code, c.message)
			}
		})
	}
	t.Run("a window that ends before it begins", func(t *testing.T) {
		w := year2026()
		w.From, w.To = w.To, w.From
		if _, err := Read(strings.NewReader(events()), w); model.FieldOf(err) != "to" {
			t.Errorf("got %v, want an error about to", err)
		}
	})
}

func TestReadKeepsWithinLimits(t *testing.T) {
	t.Run("occurrences of one event", func(t *testing.T) {
		cal := mustRead(t, events("UID:a\nDTSTART:20260101T000000Z\nRRULE:FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23"),
			Window{From: utc("2026-01-01T00:00:00Z"), To: utc("2030-01-01T00:00:00Z")})
		if len(cal.Events) != maxOccurrences || len(cal.Warnings) != 1 || !strings.Contains(cal.Warnings[0].Reason, "more than 10000 times") {
			t.Errorf("got %d events and %+v", len(cal.Events), cal.Warnings)
		}
	})
	t.Run("five years either side", func(t *testing.T) {
		cal := mustRead(t, events("UID:a\nDTSTART:20000101T000000Z\nRRULE:FREQ=YEARLY"),
			Window{From: utc("2000-01-01T00:00:00Z"), To: utc("2040-01-01T00:00:00Z")})
		if len(cal.Events) > 12 || len(cal.Warnings) != 1 || !strings.Contains(cal.Warnings[0].Reason, "beyond 2025") {
			t.Errorf("got %d events and %+v", len(cal.Events), cal.Warnings)
		}
	})
	t.Run("lines that could not be read", func(t *testing.T) {
		cal := mustRead(t, events("UID:a\nDTSTART:20260101T000000Z\n"+strings.Repeat("???\n", 5000)), year2026())
		last := cal.Warnings[len(cal.Warnings)-1]
		if len(cal.Events) != 1 || len(cal.Warnings) != maxLineWarnings+1 || last.Reason != "4000 more lines could not be read." {
			t.Errorf("got %d events, %d warnings, the last %+v", len(cal.Events), len(cal.Warnings), last)
		}
	})
	t.Run("dates that could not be read", func(t *testing.T) {
		cal := mustRead(t, events("UID:a\nDTSTART:20260101T000000Z\n"+strings.Repeat("RDATE:x\n", 500)), year2026())
		if len(cal.Events) != 1 || len(cal.Warnings) != maxDateWarnings+1 || !strings.HasPrefix(cal.Warnings[0].Reason, "490 more") {
			t.Errorf("got %d events, warnings %+v", len(cal.Events), cal.Warnings)
		}
	})
	t.Run("deep nesting", func(t *testing.T) {
		deep := "BEGIN:VCALENDAR\n" + strings.Repeat("BEGIN:VALARM\n", 40_000) + strings.Repeat("END:VALARM\n", 40_000) + "END:VCALENDAR\n"
		if cal := mustRead(t, deep, year2026()); len(cal.Events) != 0 {
			t.Errorf("got %d events, want none", len(cal.Events))
		}
	})
}

func TestReadFields(t *testing.T) {
	cal := mustRead(t, `BEGIN:VCALENDAR
PRODID:-//Some//Tool//EN
X-WR-CALNAME:Team
X-WR-CALDESC:All of it
X-WR-TIMEZONE:Europe/Berlin
X-APPLE-CALENDAR-COLOR:#4682b5FF
REFRESH-INTERVAL;VALUE=DURATION:P1D
BEGIN:VEVENT
UID:a
SEQUENCE:3
DTSTAMP:20260101T000000Z
LAST-MODIFIED:20260102T000000Z
DTSTART:20260105T090000Z
DTEND:20260105T100000Z
SUMMARY:Holiday
LOCATION:Rome\; Italy
CATEGORIES:one,two\, three
CATEGORIES:four
STATUS:tentative
PRIORITY:1
X-MICROSOFT-CDO-BUSYSTATUS:OOF
ORGANIZER;CN="Boss, Big":MAILTO:boss@example.com
ATTENDEE;CN=Zoë ^'Z^';EMAIL=zoe@example.com:urn:uuid:1
ATTENDEE:bare@example.com
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-PT15M
END:VALARM
END:VEVENT
END:VCALENDAR
`, year2026())
	want := Calendar{
		Name: "Team", Description: "All of it", Zone: "Europe/Berlin", Product: "-//Some//Tool//EN", Colour: "#4682B5", RefreshEvery: 24 * time.Hour,
		Events: []Occurrence{{
			Event: Event{
				UID: "a", Sequence: 3, Created: utc("2026-01-01T00:00:00Z"), LastModified: utc("2026-01-02T00:00:00Z"),
				Start: utc("2026-01-05T09:00:00Z"), End: utc("2026-01-05T10:00:00Z"), Summary: "Holiday", Location: "Rome; Italy",
				Categories: []string{"one", "two, three", "four"}, Status: Tentative, Busy: true, Alarms: []time.Duration{15 * time.Minute},
			},
			Attendees: []Person{{`Zoë "Z"`, "zoe@example.com"}, {"", "bare@example.com"}},
			Organizer: Person{"Boss, Big", "boss@example.com"},
			Priority:  1, Away: true, Line: 8,
		}},
	}
	if diff := cmp.Diff(want, cal); diff != "" {
		t.Errorf("calendar differs (-want +got):\n%s", diff)
	}
}

func TestEventsOutsideOfTheWindowAreCounted(t *testing.T) {
	cal := mustRead(t, events(
		"UID:in\nDTSTART:20260105T090000Z",
		"UID:before\nDTSTART:20240105T090000Z",
		"UID:after\nDTSTART;VALUE=DATE:20290105",
		"UID:over\nDTSTART:20240105T090000Z\nRRULE:FREQ=DAILY;COUNT=3",
		"UID:in too\nDTSTART:20240105T090000Z\nRRULE:FREQ=YEARLY",
		"UID:moved in\nDTSTART:20240105T090000Z", "UID:moved in\nRECURRENCE-ID:20240105T090000Z\nDTSTART:20260105T090000Z",
		"UID:wrong\nDTSTART:nonsense",
	), year2026())
	if cal.Outside != 3 || len(cal.Events) != 3 || len(cal.Warnings) != 1 {
		t.Errorf("got %d outside, %d events and %d warnings; want 3, 3 and 1", cal.Outside, len(cal.Events), len(cal.Warnings))
	}
}
