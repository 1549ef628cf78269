package icalfiles

import (
	"fmt"
	"strings"
)

// MaxFile is the size of the largest files made here, in octets: what Watchbill
// reads at most.
const MaxFile = 10 << 20

const (
	head = "BEGIN:VCALENDAR\r\n"
	tail = "END:VCALENDAR\r\n"
	open = head + "BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20260101T000000Z\r\n"
	shut = "END:VEVENT\r\n" + tail
)

// Hostile returns, by name, files of up to MaxFile made to cost time or memory.
func Hostile() map[string]string {
	files := map[string]string{
		"UTF-16": "\xFF\xFE" + strings.Repeat("B\x00", MaxFile/2-1),
	}
	addLines(files)
	addRepeats(files)
	return files
}

// addLines adds files whose lines are the trouble.
func addLines(files map[string]string) {
	for name, f := range map[string]struct{ before, part, after string }{
		"one endless line":        {open + "SUMMARY:", "xxxxxxxx", "\r\n" + shut},
		"one endless parameter":   {open + "X-A;B=", "xxxxxxxx", ":c\r\n" + shut},
		"parameters without end":  {open + "ATTENDEE", `;A="x"`, ":mailto:a@b\r\n" + shut},
		"long parameters":         {open, "ATTENDEE;CN=" + strings.Repeat(`"x",`, 8000) + ":mailto:a@b\r\n", shut},
		"folds of one character":  {open + "DESCRIPTION:x", "\r\n x", "\r\n" + shut},
		"blank lines":             {open, "\r\n", shut},
		"short properties":        {open, "A:\n", shut},
		"many short properties":   {open, "GEO:\nUID:\nATTENDEE:\nX-A;B=c:d\n", shut},
		"one property repeated":   {open, "UID:x\n", shut},
		"text that lost its fold": {open + "DESCRIPTION:x\r\n", "a b\n", shut},
		"attendees":               {open, "ATTENDEE:a@b\n", shut},
		"control characters":      {open, "SUMMARY:\x00\x01\x02\x03\n", shut},
		"bytes that are no text":  {open, "DESCRIPTION:\xff\xfe\xfd\n", shut},
		"dates":                   {open, "RDATE:" + strings.Repeat("20260101T000000Z,", 3000) + "20260101T000000Z\r\n", shut},
		"dates that are none":     {open, "RDATE:x\n", shut},
		"junk lines":              {open, "?\n", shut},
		"deep nesting":            {head, "BEGIN:A\n", tail},
	} {
		files[name] = filled(f.before, f.after, func(int) string { return f.part })
	}
	files["deep nesting, just allowed"] = filled(head, tail, upTo(49_999, func(int) string { return "BEGIN:VALARM\n" }))
	files["ends of nothing"] = filled(head+strings.Repeat("BEGIN:A\n", 49_999), tail, func(int) string { return "END:B\n" })
	files["events without end"] = filled(head, tail, upTo(49_999, func(int) string {
		return "BEGIN:VEVENT\nDTSTART:x\nSUMMARY:" + strings.Repeat("y", 150) + "\n"
	}))
}

// addRepeats adds files whose repeats, zones and changes are the trouble.
func addRepeats(files map[string]string) {
	event := func(lines string) func(int) string {
		return func(i int) string {
			return fmt.Sprintf("BEGIN:VEVENT\r\nUID:%d\r\nDTSTART;TZID=Europe/Berlin:20200101T090000\r\n%sEND:VEVENT\r\n", i, lines)
		}
	}
	for name, part := range map[string]func(i int) string{
		"endless daily rules":    event("RRULE:FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23\r\n"),
		"rules that never match": event("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\r\n"),
		"rules of seconds":       event("RRULE:FREQ=SECONDLY\r\n"),
		"long rules":             event("RRULE:FREQ=YEARLY;BYYEARDAY=" + strings.Repeat("1,", 600) + "1\r\n"),
		"rules counted from long ago": func(i int) string {
			return fmt.Sprintf("BEGIN:VEVENT\r\nUID:%d\r\nDTSTART:00010101T000000Z\r\nRRULE:FREQ=DAILY;COUNT=999999999\r\nEND:VEVENT\r\n", i)
		},
		"a zone for each": func(i int) string {
			return fmt.Sprintf("BEGIN:VEVENT\r\nUID:%d\r\nDTSTART;TZID=Zone/%d:20200101T090000\r\nEND:VEVENT\r\n", i, i)
		},
		"zone names of slashes": func(i int) string {
			return fmt.Sprintf("BEGIN:VEVENT\r\nUID:%d\r\nDTSTART;TZID=%s%d:20200101T090000\r\nEND:VEVENT\r\n", i, strings.Repeat("/a", 30_000), i)
		},
		"a VTIMEZONE for each": func(i int) string {
			if i > 16_000 {
				return ""
			}
			return fmt.Sprintf("BEGIN:VTIMEZONE\nTZID:Z%d\nBEGIN:STANDARD\nDTSTART:00010101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT\nUID:%d\nDTSTART;TZID=Z%d:20260101T090000\nEND:VEVENT\n", i, i, i)
		},
		"changes of one event": func(i int) string {
			return fmt.Sprintf("BEGIN:VEVENT\nUID:a\nRECURRENCE-ID;RANGE=THISANDFUTURE:2026%02d%02dT%02d%02d00Z\nDTSTART:20260101T090000Z\nRRULE:FREQ=DAILY\nEND:VEVENT\n", i%12+1, i%28+1, i%24, i%60)
		},
		"a master for each change": func(i int) string {
			if i%2 == 0 {
				return fmt.Sprintf("BEGIN:VEVENT\nUID:a\nDTSTART:202601%02dT0900%02dZ\nSUMMARY:%d\nRRULE:FREQ=DAILY\nEND:VEVENT\n", i%28+1, i%60, i)
			}
			return fmt.Sprintf("BEGIN:VEVENT\nUID:a\nRECURRENCE-ID;RANGE=THISANDFUTURE:2026%02d%02dT%02d%02d00Z\nDTSTART:20260101T090000Z\nEND:VEVENT\n", i%12+1, i%28+1, i%24, i%60)
		},
		"big texts, repeated": func(i int) string {
			return fmt.Sprintf("BEGIN:VEVENT\nUID:%d\nDTSTART:20260101T000000Z\nRRULE:FREQ=DAILY\nDESCRIPTION:%s\nEND:VEVENT\n", i, strings.Repeat(`\n`, 30_000))
		},
		"many zones, many rules": func(i int) string {
			return fmt.Sprintf("BEGIN:VEVENT\nUID:%d\nDTSTART;TZID=Europe/Berlin:20260101T090000\nRRULE:FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=1,2,3,4,5,6\nATTENDEE:a@b\nEND:VEVENT\n", i)
		},
	} {
		files[name] = filled(head, tail, upTo(49_999, part))
	}
}

// filled repeats a part, numbered, between a head and a tail until the file would
// pass MaxFile or the part is empty.
func filled(head, tail string, part func(i int) string) string {
	var b strings.Builder
	b.WriteString(head)
	for i := 0; ; i++ {
		next := part(i)
		if next == "" || b.Len()+len(next)+len(tail) > MaxFile {
			break
		}
		b.WriteString(next)
	}
	b.WriteString(tail)
	return b.String()
}

func upTo(n int, part func(i int) string) func(int) string {
	return func(i int) string {
		if i >= n {
			return ""
		}
		return part(i)
	}
}
