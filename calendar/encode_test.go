package calendar

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"watchbill/model"
)

func utc(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

func shift() Event {
	return Event{
		UID:          "shift_payments_primary_20261019T070000Z@watchbill",
		Sequence:     2,
		Created:      utc("2026-09-01T12:00:00Z"),
		LastModified: utc("2026-10-02T08:30:00Z"),
		Start:        utc("2026-10-19T07:00:00Z"),
		End:          utc("2026-10-26T08:00:00Z"),
		Summary:      "Primary, Payments",
		Description:  "Mon 09:00 to Mon 09:00 Europe/Berlin\nZoë Müller",
		Categories:   []string{"On-call", "Payments; core"},
		Status:       Confirmed,
	}
}

func mustEncode(t *testing.T, f Feed) string {
	t.Helper()
	got, err := Encode(f)
	if err != nil {
		t.Fatalf("Encode: %v", err)
	}
	return string(got)
}

func TestEncodeWritesAWholeFeed(t *testing.T) {
	e := shift()
	e.Alarms = []time.Duration{30 * time.Minute}
	got := mustEncode(t, Feed{Name: "Payments, on call", Description: "Who carries the pager", Colour: "#4682B5", RefreshEvery: time.Hour, Events: []Event{e}})
	want := strings.ReplaceAll(`BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Watchbill//Watchbill//EN
CALSCALE:GREGORIAN
X-WR-TIMEZONE:UTC
NAME:Payments\, on call
X-WR-CALNAME:Payments\, on call
DESCRIPTION:Who carries the pager
X-WR-CALDESC:Who carries the pager
COLOR:steelblue
X-APPLE-CALENDAR-COLOR:#4682B5
REFRESH-INTERVAL;VALUE=DURATION:PT1H
X-PUBLISHED-TTL:PT1H
BEGIN:VEVENT
CATEGORIES:On-call,Payments\; core
DESCRIPTION:Mon 09:00 to Mon 09:00 Europe/Berlin\nZoë Müller
DTEND:20261026T080000Z
DTSTAMP:20260901T120000Z
DTSTART:20261019T070000Z
LAST-MODIFIED:20261002T083000Z
SEQUENCE:2
STATUS:CONFIRMED
SUMMARY:Primary\, Payments
TRANSP:TRANSPARENT
UID:shift_payments_primary_20261019T070000Z@watchbill
X-MICROSOFT-CDO-BUSYSTATUS:FREE
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Primary\, Payments
TRIGGER:-PT30M
END:VALARM
END:VEVENT
END:VCALENDAR
`, "\n", "\r\n")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("file differs (-want +got):\n%s", diff)
	}
}

func TestEncodeIsTheSameForTheSameData(t *testing.T) {
	a, b := shift(), shift()
	b.UID, b.Start = "another", b.Start.Add(-time.Hour)
	first := mustEncode(t, Feed{Name: "x", Events: []Event{a, b}})
	for range 5 {
		if again := mustEncode(t, Feed{Name: "x", Events: []Event{b, a}}); again != first {
			t.Fatalf("two encodings differ:\n%s", cmp.Diff(first, again))
		}
	}
}

func TestEncodeOfNoEventsIsAValidCalendar(t *testing.T) {
	got := mustEncode(t, Feed{Name: "Empty"})
	if !strings.HasPrefix(got, "BEGIN:VCALENDAR\r\n") || !strings.HasSuffix(got, "\r\nEND:VCALENDAR\r\n") {
		t.Errorf("empty feed: %q", got)
	}
	for _, unwanted := range []string{"METHOD", "VEVENT", "COLOR", "REFRESH-INTERVAL"} {
		if strings.Contains(got, unwanted) {
			t.Errorf("empty feed has %s", unwanted)
		}
	}
}

func TestEncodeFoldsOnRuneBoundaries(t *testing.T) {
	e := shift()
	e.Summary = strings.Repeat("é", 200) + strings.Repeat("😀", 50) + strings.Repeat("x", 200)
	got := mustEncode(t, Feed{Events: []Event{e}})
	for _, line := range strings.Split(strings.TrimSuffix(got, "\r\n"), "\r\n") {
		if len(line) > 75 {
			t.Errorf("line of %d octets: %q", len(line), line)
		}
		if line != strings.ToValidUTF8(line, "?") {
			t.Errorf("a character is cut: %q", line)
		}
	}
	if !strings.Contains(strings.ReplaceAll(got, "\r\n ", ""), "SUMMARY:"+e.Summary+"\r\n") {
		t.Error("unfolded summary is not the one given")
	}
}

func TestEncodeFoldsBeforeAWord(t *testing.T) {
	e := shift()
	e.Description = strings.Repeat("four ", 60)
	got := mustEncode(t, Feed{Events: []Event{e}})
	for _, line := range strings.Split(got, "\r\n") {
		if strings.HasPrefix(line, "  ") || line == " " {
			t.Errorf("a folded line begins with a space of the text: %q", line)
		}
	}
}

func TestEncodeCleansTexts(t *testing.T) {
	e := shift()
	e.Summary = "a\x00b\rc\nd\x1b[0m\xff\u2028\u0085"
	e.Description = "one\r\ntwo\rthree\tx\x07"
	got := mustEncode(t, Feed{Name: "A\r\nBEGIN:VEVENT", Events: []Event{e}})
	for _, want := range []string{"SUMMARY:ab c d[0m\uFFFD\r\n", `DESCRIPTION:one\ntwo\nthree` + "\tx\r\n", "NAME:A BEGIN:VEVENT\r\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

func TestEncodeWritesWholeDaysAsDates(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	e := shift()
	e.AllDay, e.Busy, e.Status = true, true, Cancelled
	e.Alarms = []time.Duration{time.Hour}
	e.Start, e.End = time.Date(2026, 3, 29, 0, 0, 0, 0, berlin), time.Date(2026, 3, 30, 0, 0, 0, 0, berlin)
	got := mustEncode(t, Feed{Events: []Event{e}})
	for _, want := range []string{
		"DTSTART;VALUE=DATE:20260329\r\n", "DTEND;VALUE=DATE:20260330\r\n", "STATUS:CANCELLED\r\n",
		"TRANSP:OPAQUE\r\n", "X-MICROSOFT-CDO-BUSYSTATUS:BUSY\r\n", "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE\r\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if strings.Contains(got, "VALARM") {
		t.Error("a cancelled event rings")
	}
}

func TestEncodeRefuses(t *testing.T) {
	cases := []struct {
		name, field string
		change      func(*Feed)
	}{
		{"no UID", "uid", func(f *Feed) { f.Events[0].UID = "" }},
		{"UID of two lines", "uid", func(f *Feed) { f.Events[0].UID = "a\r\nATTACH:x" }},
		{"UID twice", "uid", func(f *Feed) { f.Events = append(f.Events, f.Events[0]) }},
		{"no stamp", "created", func(f *Feed) { f.Events[0].Created = time.Time{} }},
		{"no start", "start", func(f *Feed) { f.Events[0].Start = time.Time{} }},
		{"far future", "start", func(f *Feed) { f.Events[0].End = time.Date(12000, 1, 1, 0, 0, 0, 0, time.UTC) }},
		{"end before start", "end", func(f *Feed) { f.Events[0].End = f.Events[0].Start.Add(-time.Second) }},
		{"whole day of no day", "end", func(f *Feed) { f.Events[0].AllDay, f.Events[0].End = true, f.Events[0].Start }},
		{"negative sequence", "sequence", func(f *Feed) { f.Events[0].Sequence = -1 }},
		{"unknown status", "status", func(f *Feed) { f.Events[0].Status = "MAYBE" }},
		{"unknown colour", "colour", func(f *Feed) { f.Colour = "#12345" }},
		{"refresh without pause", "refresh", func(f *Feed) { f.RefreshEvery = time.Millisecond }},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f := Feed{Events: []Event{shift()}}
			c.change(&f)
			_, err := Encode(f)
			var e *model.Error
			if !errors.As(err, &e) {
				t.Fatalf("got %v, want a model.Error", err)
			}
			if e.Code != model.Invalid || e.Field != c.field {
				t.Errorf("got code %q field %q, want invalid %q", e.Code, e.Field, c.field)
			}
		})
	}
}

func TestColourOf(t *testing.T) {
	for in, want := range map[string][2]string{
		"#ff0000": {"red", "#FF0000"},
		"Teal":    {"teal", "#008080"},
		"#4682B5": {"steelblue", "#4682B5"},
		"#00FFFF": {"aqua", "#00FFFF"},
	} {
		name, hex, err := colourOf(in)
		if err != nil || name != want[0] || hex != want[1] {
			t.Errorf("colourOf(%q) = %q %q %v, want %q", in, name, hex, err, want)
		}
	}
}
