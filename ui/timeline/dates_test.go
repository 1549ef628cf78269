package timeline

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestDayStart(t *testing.T) {
	for _, c := range []struct {
		name, zone string
		y          int
		m          time.Month
		d          int
		want       string // UTC
	}{
		{"Berlin in winter", "Europe/Berlin", 2026, 11, 18, "2026-11-17T23:00:00Z"},
		{"Berlin, spring forward at two", "Europe/Berlin", 2026, 3, 29, "2026-03-28T23:00:00Z"},
		{"Berlin, the day after", "Europe/Berlin", 2026, 3, 30, "2026-03-29T22:00:00Z"},
		{"Berlin, back at three", "Europe/Berlin", 2026, 10, 25, "2026-10-24T22:00:00Z"},
		{"New York, spring forward", "America/New_York", 2026, 3, 9, "2026-03-09T04:00:00Z"},
		{"New York, back", "America/New_York", 2026, 11, 2, "2026-11-02T05:00:00Z"},
		{"Lord Howe, forward by half an hour", "Australia/Lord_Howe", 2026, 10, 5, "2026-10-04T13:00:00Z"},
		{"Lord Howe, back by half an hour", "Australia/Lord_Howe", 2026, 4, 6, "2026-04-05T13:30:00Z"},
		{"São Paulo, midnight skipped", "America/Sao_Paulo", 2018, 11, 4, "2018-11-04T03:00:00Z"},
		{"São Paulo, back at midnight", "America/Sao_Paulo", 2018, 2, 18, "2018-02-18T03:00:00Z"},
		{"Havana, midnight twice", "America/Havana", 2026, 11, 1, "2026-11-01T04:00:00Z"},
		{"Apia, a date that was skipped", "Pacific/Apia", 2011, 12, 30, "2011-12-30T10:00:00Z"},
		{"Apia, the date after it", "Pacific/Apia", 2011, 12, 31, "2011-12-30T10:00:00Z"},
		{"a month that runs over", "UTC", 2026, 13, 32, "2027-02-01T00:00:00Z"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := dayStart(c.y, c.m, c.d, mustZone(t, c.zone)).UTC().Format(time.RFC3339)
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// TestDayStartIsFirstInstant: a second earlier it is another date.
func TestDayStartIsFirstInstant(t *testing.T) {
	names := []string{
		"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "America/Havana", "Asia/Beirut",
		"Atlantic/Azores", "Africa/Cairo", "Asia/Gaza", "America/Santiago", "Pacific/Apia", "Asia/Kathmandu", "UTC",
	}
	rapid.Check(t, func(r *rapid.T) {
		zone, err := time.LoadLocation(rapid.SampledFrom(names).Draw(r, "zone"))
		if err != nil {
			r.Fatal(err)
		}
		day := rapid.IntRange(0, 37*366).Draw(r, "day")
		start := dayStart(2000, 1, 1+day, zone)
		want := time.Date(2000, 1, 1+day, 0, 0, 0, 0, time.UTC)
		got := time.Date(start.Year(), start.Month(), start.Day(), 0, 0, 0, 0, time.UTC)
		if !got.Equal(want) && zone.String() != "Pacific/Apia" {
			r.Fatalf("%v is not on %v", start, want.Format(time.DateOnly))
		}
		if before := start.Add(-time.Second); before.Day() == start.Day() {
			r.Fatalf("%v is not the first instant of its date", start)
		}
	})
}

func TestStartsAscendAndCover(t *testing.T) {
	for _, name := range []string{"Europe/Berlin", "America/Sao_Paulo", "Pacific/Apia", "Australia/Lord_Howe"} {
		zone := mustZone(t, name)
		from, to := time.Date(2011, 10, 3, 11, 0, 0, 0, zone), time.Date(2019, 3, 1, 0, 0, 0, 0, zone)
		for _, u := range []unit{days, weeks, months, quarters, years} {
			list := starts(u, from, to, zone, 0)
			if list[0].After(from) {
				t.Errorf("%s, unit %d: begins at %v, after %v", name, u, list[0], from)
			}
			for i := 1; i < len(list); i++ {
				if !list[i].After(list[i-1]) {
					t.Fatalf("%s, unit %d: %v does not come after %v", name, u, list[i], list[i-1])
				}
			}
		}
	}
}

func TestWeeksBeginWhereAsked(t *testing.T) {
	at := time.Date(2026, 11, 18, 10, 42, 0, 0, time.UTC) // a Wednesday
	for weekStart, want := range map[int]string{0: "Mon 16", 5: "Sat 14", 6: "Sun 15"} {
		if got := startOf(weeks, at, weekStart).Format("Mon 2"); got != want {
			t.Errorf("week start %d: got %s, want %s", weekStart, got, want)
		}
	}
}

func TestWeekendsAreLocalDays(t *testing.T) {
	zone := mustZone(t, "Europe/Berlin")
	var got []string
	for _, w := range weekends(local(t, zone, "2026-10-19"), local(t, zone, "2026-11-02"), zone) {
		got = append(got, w[0].Format("Mon 2 Jan 15:04")+" "+w[1].Sub(w[0]).String())
	}
	want := []string{"Sat 24 Oct 00:00 49h0m0s", "Sat 31 Oct 00:00 48h0m0s"} // the clocks go back on the 25th
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("weekends (-want +got):\n%s", d)
	}
}

func TestHoursLeaveOutWhatTheClockSkips(t *testing.T) {
	zone := mustZone(t, "Europe/Berlin")
	var got []string
	for _, h := range hourStarts(1, local(t, zone, "2026-03-29"), local(t, zone, "2026-03-29 05:00"), zone) {
		got = append(got, h.Format("15:04"))
	}
	want := []string{"00:00", "01:00", "03:00", "04:00"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("hours (-want +got):\n%s", d)
	}
}
