package sources

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"watchbill/model"
)

func zoneNamed(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func TestSamplesTimeFormats(t *testing.T) {
	berlin := zoneNamed(t, "Europe/Berlin")
	for _, c := range []struct{ name, cell, want string }{
		{"RFC 3339", "2026-01-31T15:04:05Z", "2026-01-31T15:04:05Z"},
		{"RFC 3339 with an offset", "2026-01-31T15:04:05+05:30", "2026-01-31T09:34:05Z"},
		{"RFC 3339 with a fraction", "2026-01-31T15:04:05.123456789-08:00", "2026-01-31T23:04:05.123456789Z"},
		{"offset without colon", "2026-01-31 15:04:05 +0100", "2026-01-31T14:04:05Z"},
		{"offset in hours", "2026-01-31T15:04:05+01", "2026-01-31T14:04:05Z"},
		{"UTC in words", "2026-01-31 15:04:05 UTC", "2026-01-31T15:04:05Z"},
		{"as Go prints it", "2026-01-31 15:04:05.5 +0000 UTC", "2026-01-31T15:04:05.5Z"},
		{"blank and seconds", "2026-01-31 15:04:05", "2026-01-31T14:04:05Z"},
		{"summer", "2026-07-31 15:04:05", "2026-07-31T13:04:05Z"},
		{"T and minutes", "2026-01-31T15:04", "2026-01-31T14:04:00Z"},
		{"comma before the fraction", "2026-01-31 15:04:05,250", "2026-01-31T14:04:05.25Z"},
		{"date only", "2026-01-31", "2026-01-30T23:00:00Z"},
		{"end of the day", "2026-01-31 24:00", "2026-01-31T23:00:00Z"},
		{"slashes", "2026/01/31 15:04", "2026-01-31T14:04:00Z"},
		{"single digits", "2026-1-3 9:04", "2026-01-03T08:04:00Z"},
		{"dots", "31.01.2026 15:04:05", "2026-01-31T14:04:05Z"},
		{"day first", "31/01/2026 15:04", "2026-01-31T14:04:00Z"},
		{"month first", "01/31/2026 03:04:05 PM", "2026-01-31T14:04:05Z"},
		{"as browsers print it", "1/31/2026, 12:04:05 a.m.", "2026-01-30T23:04:05Z"},
		{"basic form", "20260131T150405Z", "2026-01-31T15:04:05Z"},
		{"digits", "20260131150405", "2026-01-31T14:04:05Z"},
		{"day in digits", "20260131", "2026-01-30T23:00:00Z"},
		{"month's name", "31 Jan 2026 15:04", "2026-01-31T14:04:00Z"},
		{"American with a name", "Jan 31, 2026 3:04 PM", "2026-01-31T14:04:00Z"},
		{"RFC 1123", "Sat, 31 Jan 2026 15:04:05 GMT", "2026-01-31T15:04:05Z"},
		{"web server log", "31/Jan/2026:15:04:05 +0100", "2026-01-31T14:04:05Z"},
		{"Unix seconds", "1769871845", "2026-01-31T15:04:05Z"},
		{"Unix seconds with a fraction", "1769871845.25", "2026-01-31T15:04:05.25Z"},
		{"Unix seconds as a spreadsheet writes them", "1.769871845E9", "2026-01-31T15:04:05Z"},
		{"Unix milliseconds", "1769871845123", "2026-01-31T15:04:05.123Z"},
		{"Unix microseconds", "1769871845123456", "2026-01-31T15:04:05.123456Z"},
		{"Unix nanoseconds", "1769871845123456789", "2026-01-31T15:04:05.123456789Z"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, header := range []string{"timestamp;value\n", ""} {
				_, got := readSamples(t, header+`"`+c.cell+"\";7\n", SampleOptions{Zone: berlin})
				if diff := cmp.Diff([]string{c.want + " 7"}, got); diff != "" {
					t.Errorf("header %q: -want +got\n%s", header, diff)
				}
			}
		})
	}
}

func TestSamplesRefuseUnclearTimes(t *testing.T) {
	for cell, want := range map[string]timeFault{
		"2026-02-30":             noSuchDay,
		"2026-01-31 25:00":       noSuchDay,
		"2026-01-31 13:00 PM":    noSuchDay,
		"31.01.26":               shortYear,
		"0001-01-01":             farYear,
		"9999-12-31":             farYear,
		"2026-01-31 15:04 IST":   strangeTZ,
		"46053.6":                smallUnix,
		"42":                     smallUnix,
		"tomorrow":               notTime,
		"2026-01":                notTime,
		"2026-01-31 15":          notTime,
		"99999999999999999999":   notTime,
		"2026-01-31T15:04:05.":   notTime,
		"2026-01-31T15:04:05+1:": strangeTZ,
		"":                       noTime,
	} {
		if _, got := parseMoment(cell); got != want {
			t.Errorf("%q: got %q, want %q", cell, got, want)
		}
	}
}

func TestSamplesOrderOfDayAndMonth(t *testing.T) {
	t.Run("a later date decides for all", func(t *testing.T) {
		out, got := readSamples(t, "when,value\n03/04/2026,1\n04/04/2026,2\n13/04/2026,3\n", SampleOptions{})
		want := []string{"2026-04-03T00:00:00Z 1", "2026-04-04T00:00:00Z 2", "2026-04-13T00:00:00Z 3"}
		if diff := cmp.Diff(want, got); diff != "" || out.Dates != DayFirst {
			t.Errorf("order %q, -want +got\n%s", out.Dates, diff)
		}
	})
	t.Run("month first", func(t *testing.T) {
		out, got := readSamples(t, "03/04/2026,1\n03/14/2026,2\n", SampleOptions{})
		if diff := cmp.Diff([]string{"2026-03-04T00:00:00Z 1", "2026-03-14T00:00:00Z 2"}, got); diff != "" || out.Dates != MonthFirst {
			t.Errorf("order %q, -want +got\n%s", out.Dates, diff)
		}
	})
	t.Run("rows against the majority are reported", func(t *testing.T) {
		out, got := readSamples(t, "13/04/2026,1\n14/04/2026,2\n04/15/2026,3\n", SampleOptions{})
		if len(got) != 2 || out.Skipped() != 1 || out.Problems[0].Line != 3 || out.Problems[0].Reason != string(wrongOrder) {
			t.Errorf("got %v with %v", got, out.Problems)
		}
	})
	t.Run("an open order is asked for", func(t *testing.T) {
		text := "when,value\n03/04/2026,1\n04/04/2026,2\n"
		_, err := Samples(strings.NewReader(text), SampleOptions{})
		if model.FieldOf(err) != "dates" || !strings.Contains(err.Error(), "3 April 2026 or 4 March 2026") || !strings.Contains(err.Error(), "line 2") {
			t.Fatalf("got %v", err)
		}
		_, got := readSamples(t, text, SampleOptions{Dates: MonthFirst})
		if diff := cmp.Diff([]string{"2026-03-04T00:00:00Z 1", "2026-04-04T00:00:00Z 2"}, got); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("dates that read the same both ways need no answer", func(t *testing.T) {
		_, got := readSamples(t, "03/03/2026,1\n04/04/2026,2\n", SampleOptions{})
		if len(got) != 2 {
			t.Errorf("got %v", got)
		}
	})
}

func TestSamplesClockChanges(t *testing.T) {
	berlin := zoneNamed(t, "Europe/Berlin")
	t.Run("the repeated hour is read twice", func(t *testing.T) {
		out, got := readSamples(t, "t,v\n2026-10-25 01:30,1\n2026-10-25 02:00,2\n2026-10-25 02:30,3\n2026-10-25 02:00,4\n2026-10-25 02:30,5\n2026-10-25 03:00,6\n", SampleOptions{Zone: berlin})
		want := []string{"2026-10-24T23:30:00Z 1", "2026-10-25T00:00:00Z 2", "2026-10-25T00:30:00Z 3", "2026-10-25T01:00:00Z 4", "2026-10-25T01:30:00Z 5", "2026-10-25T02:00:00Z 6"}
		if diff := cmp.Diff(want, got); diff != "" || out.Step != 30*time.Minute || out.Local != 6 {
			t.Errorf("step %v, local %d, -want +got\n%s", out.Step, out.Local, diff)
		}
	})
	t.Run("a skipped time is the end of the gap", func(t *testing.T) {
		_, got := readSamples(t, "t,v\n2026-03-29 01:45,1\n2026-03-29 02:30,2\n2026-03-29 03:15,3\n", SampleOptions{Zone: berlin})
		want := []string{"2026-03-29T00:45:00Z 1", "2026-03-29T01:00:00Z 2", "2026-03-29T01:15:00Z 3"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("a header that says UTC wins", func(t *testing.T) {
		out, got := readSamples(t, "Time (UTC),v\n2026-07-01 12:00,1\n", SampleOptions{Zone: berlin})
		if diff := cmp.Diff([]string{"2026-07-01T12:00:00Z 1"}, got); diff != "" || out.Zone != "UTC" {
			t.Errorf("zone %s, %s", out.Zone, diff)
		}
	})
	t.Run("every hour of four years as the model resolves it", func(t *testing.T) {
		for _, name := range []string{"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu"} {
			loc := zoneNamed(t, name)
			clock := localClock{loc: loc}
			wall := model.NewLocalTime(2010, 1, 1, 0, 30, 0)
			for range 4 * 366 * 24 {
				m, fault := parseMoment(wall.String())
				if fault != "" {
					t.Fatalf("%s: %s", wall, fault)
				}
				if got, want := clock.instant(m), model.Resolve(wall, loc); !got.Equal(want) {
					t.Fatalf("%s %s: got %v, want %v", name, wall, got, want)
				}
				wall = wall.Add(time.Hour)
			}
		}
	})
}
