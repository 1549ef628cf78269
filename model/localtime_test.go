package model

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func mustZone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := Zone(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func mustLocal(t testing.TB, s string) LocalTime {
	t.Helper()
	l, err := ParseLocalTime(s)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestResolve(t *testing.T) {
	tests := []struct{ name, zone, local, want string }{
		{"plain", "Europe/Berlin", "2026-11-18T10:42", "2026-11-18T10:42:00+01:00"},
		{"gap gives the first valid instant", "America/Chicago", "2020-03-08T02:30", "2020-03-08T03:00:00-05:00"},
		{"gap's end is itself", "America/Chicago", "2020-03-08T03:00", "2020-03-08T03:00:00-05:00"},
		{"repeated hour is its first occurrence in the west", "America/Chicago", "2020-11-01T01:30", "2020-11-01T01:30:00-05:00"},
		{"repeated hour is its first occurrence in the east", "Europe/Berlin", "2026-10-25T02:30", "2026-10-25T02:30:00+02:00"},
		{"midnight that does not exist", "America/Sao_Paulo", "2018-11-04T00:00", "2018-11-04T01:00:00-02:00"},
		{"half-hour change, gap", "Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-04T02:30:00+11:00"},
		{"half-hour change, repeated", "Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-05T01:45:00+11:00"},
		{"skipped day", "Pacific/Apia", "2011-12-30T09:00", "2011-12-31T00:00:00+14:00"},
		{"skipped day in Kwajalein", "Pacific/Kwajalein", "1993-08-21T12:00", "1993-08-22T00:00:00+12:00"},
		{"last day of a leap year", "Europe/Berlin", "2028-12-31T09:00", "2028-12-31T09:00:00+01:00"},
		{"last day of a leap year after the zone's list of changes", "Africa/Cairo", "2040-12-31T16:45", "2040-12-31T16:45:00+02:00"},
		{"the same in summer", "America/Santiago", "2044-12-31T23:59", "2044-12-31T23:59:00-03:00"},
		{"odd offset", "Asia/Kathmandu", "2026-01-01T00:00", "2026-01-01T00:00:00+05:45"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Resolve(mustLocal(t, tt.local), mustZone(t, tt.zone)).Format(time.RFC3339)
			if got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestAddMonthsClamps(t *testing.T) {
	for _, tt := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-01-31", 1, "2026-02-28T00:00"},
		{"2028-01-31", 1, "2028-02-29T00:00"},
		{"2026-01-31", 2, "2026-03-31T00:00"},
		{"2026-01-31", 3, "2026-04-30T00:00"},
		{"2026-12-31", 2, "2027-02-28T00:00"},
		{"2026-03-31", -1, "2026-02-28T00:00"},
	} {
		if got := mustLocal(t, tt.from).AddMonths(tt.n).String(); got != tt.want {
			t.Errorf("%s and %d months: got %s, want %s", tt.from, tt.n, got, tt.want)
		}
	}
}

var oddZones = []string{
	"America/New_York", "America/Chicago", "America/Sao_Paulo", "America/St_Johns", "America/Caracas", "Africa/Casablanca", "Europe/London", "Europe/Berlin",
	"Europe/Dublin", "Asia/Kathmandu", "Asia/Gaza", "Asia/Pyongyang", "Asia/Tehran", "Australia/Lord_Howe", "Antarctica/Troll", "Pacific/Apia", "Pacific/Chatham", "UTC",
}

func drawLocal(t *rapid.T, label string) LocalTime {
	minutes := rapid.IntRange(0, 98*366*24*60).Draw(t, label)
	return NewLocalTime(2000, 1, 1, 0, minutes, 0)
}

func TestResolveNeverGoesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		loc, err := Zone(rapid.SampledFrom(oddZones).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		a := drawLocal(t, "a")
		b := a.Add(time.Duration(rapid.IntRange(1, 3000).Draw(t, "minutes")) * time.Minute)
		x, y := Resolve(a, loc), Resolve(b, loc)
		if y.Before(x) {
			t.Fatalf("%s is %s but %s is %s", a, x, b, y)
		}
		// The instant shows the reading, or is the end of the gap that swallowed it.
		if got := LocalOf(x, loc); got != a {
			before := LocalOf(x.Add(-time.Nanosecond), loc)
			if got.Before(a) || !before.Before(a) {
				t.Fatalf("%s resolved to %s, which is neither it nor the first valid instant after it", a, x)
			}
		}
	})
}

func TestZoneExplains(t *testing.T) {
	for _, name := range []string{"", "Local", "Berlin", "Europe/Atlantis", "../etc/passwd"} {
		if _, err := Zone(name); CodeOf(err) != Invalid {
			t.Errorf("zone %q: got %v, want invalid", name, err)
		}
	}
}
