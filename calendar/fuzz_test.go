package calendar

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// seeds are files that once broke something, here or in go-ical.
func seeds(f *testing.F) {
	f.Helper()
	for _, s := range []string{
		"", "\x00", "BEGIN:VCALENDAR", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", cleanFile,
		"BEGIN:VCALENDAR\nX-A;B=c\nX-A;B=\"c\"d:e\nEND:VCALENDAR\n",
		"BEGIN:VCALENDAR\n BEGIN:VEVENT\nBEGIN:VEVENT\nEND:VCALENDAR\nEND:VEVENT",
		events("UID:a\nDTSTART:20260105T090000Z\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"),
		events("UID:a\nDTSTART:20260105T090000Z\nRRULE:FREQ=SECONDLY"),
		events("UID:a\nDTSTART;TZID=\"W. Europe Standard Time\":20260105T090000\nDURATION:P1W\nRRULE:FREQ=WEEKLY;BYDAY=MO,-1TU;UNTIL=20261231\nEXDATE;VALUE=DATE:20260112,20260119\nRDATE;VALUE=PERIOD:20260106T090000Z/PT5H"),
		events("UID:a\nDTSTART;VALUE=DATE:20260105\nRRULE:FREQ=YEARLY;BYWEEKNO=53;BYSETPOS=-1", "UID:a\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260105T000000\nDTSTART:20260106"),
		events("UID:a\nDTSTART:00010101T000000Z\nDTEND:99991231T235959Z\nRRULE:FREQ=DAILY;INTERVAL=9999"),
		"\xFF\xFEB\x00E\x00G\x00I\x00N\x00:\x00",
	} {
		f.Add([]byte(s))
	}
}

func FuzzRead(f *testing.F) {
	seeds(f)
	window := year2026()
	window.Zone = mustZone(f, "America/New_York")
	f.Fuzz(func(t *testing.T, file []byte) {
		cal, err := Read(bytes.NewReader(file), window)
		if err != nil {
			return
		}
		for i, o := range cal.Events {
			if o.End.Before(o.Start) {
				t.Errorf("event %q ends before it starts", o.UID)
			}
			if !o.Start.Before(window.To) || o.End.Before(window.From) {
				t.Errorf("event %q at %s is outside the window", o.UID, o.Start)
			}
			if i > 0 && o.Start.Before(cal.Events[i-1].Start) {
				t.Error("events are not sorted")
			}
		}
		for _, w := range cal.Warnings {
			if w.Line < 1 || w.Reason == "" {
				t.Errorf("warning %+v says nothing", w)
			}
		}
		Schedule(cal)
		Inspect(cal)
	})
}

func FuzzLint(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, file []byte) {
		findings := Lint(file)
		for i, finding := range findings {
			if finding.Line < 0 || finding.Rule == "" || finding.Message == "" || len(finding.Message) > 1000 {
				t.Errorf("finding %+v", finding)
			}
			if i > 0 && finding.Rule != "more" && finding.Line < findings[i-1].Line {
				t.Error("findings are not in the order of the file")
			}
		}
	})
}

// FuzzRoundTrip writes whatever was read of one event and reads it again.
func FuzzRoundTrip(f *testing.F) {
	f.Add("Primary, web", "notes\r\nmore", "Team", "web", int64(1767225600), int64(3600), false)
	f.Add("\x00\xff\u2028\\n\\", "^n\"", ";,:\n", "a_b.c", int64(-62135596800), int64(0), true)
	f.Add(strings.Repeat("x", 66)+" ", strings.Repeat("y ", 31)+strings.Repeat(" ", 200), "Team", "web", int64(0), int64(1), false)
	f.Fuzz(func(t *testing.T, summary, notes, name, rotation string, start, seconds int64, allDay bool) {
		at := time.Unix(start, 0).UTC()
		e := Event{UID: slotUID(rotation, "primary", at), Created: at, Start: at, End: at.Add(time.Duration(seconds) * time.Second), AllDay: allDay, Summary: summary, Description: notes}
		first, err := Encode(Feed{Name: name, Events: []Event{e}})
		if err != nil {
			return
		}
		if findings := Lint(first); len(findings) > 0 {
			t.Fatalf("findings %+v in\n%s", findings, first)
		}
		cal, err := Read(bytes.NewReader(first), Window{From: time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC), To: time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)})
		if err != nil || len(cal.Events) != 1 || len(cal.Warnings) > 0 {
			t.Fatalf("read %d events, %+v, %v of\n%s", len(cal.Events), cal.Warnings, err, first)
		}
		second, err := Encode(cal.Feed())
		if err != nil || !bytes.Equal(first, second) {
			t.Fatalf("the second export differs (%v):\n%s\n---\n%s", err, first, second)
		}
		if strings.Contains(strings.ReplaceAll(string(first), "\r\n", ""), "\n") {
			t.Error("a line ends in LF alone")
		}
	})
}
