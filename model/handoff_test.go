package model

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestHandoffs(t *testing.T) {
	const chicago = "America/Chicago"
	tests := []struct {
		name, zone, start, every string
		want                     string // instants, blank between
	}{
		{"daily over the repeated hour", chicago, "2020-10-31T01:30", "1d", "2020-10-31T01:30:00-05:00 2020-11-01T01:30:00-05:00 2020-11-02T01:30:00-06:00"},
		{"daily over the gap", chicago, "2020-03-07T02:30", "1d", "2020-03-07T02:30:00-06:00 2020-03-08T03:00:00-05:00 2020-03-09T02:30:00-05:00"},
		{"hourly at half past over the gap", chicago, "2020-03-08T00:30", "1h", "2020-03-08T00:30:00-06:00 2020-03-08T01:30:00-06:00 2020-03-08T03:00:00-05:00 2020-03-08T03:30:00-05:00 2020-03-08T04:30:00-05:00"},
		{"hourly on the hour drops the swallowed one", chicago, "2020-03-08T01:00", "1h", "2020-03-08T01:00:00-06:00 2020-03-08T03:00:00-05:00 2020-03-08T04:00:00-05:00"},
		{"three-hourly in spring", chicago, "2017-03-12T00:00", "3h", "2017-03-12T00:00:00-06:00 2017-03-12T03:00:00-05:00"},
		{"three-hourly in autumn", chicago, "2017-11-05T00:00", "3h", "2017-11-05T00:00:00-05:00 2017-11-05T03:00:00-06:00"},
		{"weekly in spring", chicago, "2017-03-10T08:00", "1w", "2017-03-10T08:00:00-06:00 2017-03-17T08:00:00-05:00"},
		{"weekly in autumn", chicago, "2017-11-04T08:00", "1w", "2017-11-04T08:00:00-05:00 2017-11-11T08:00:00-06:00"},
		{"weekly in Berlin, spring", "Europe/Berlin", "2026-03-23T09:00", "1w", "2026-03-23T09:00:00+01:00 2026-03-30T09:00:00+02:00"},
		{"weekly in Berlin, autumn", "Europe/Berlin", "2026-10-19T09:00", "1w", "2026-10-19T09:00:00+02:00 2026-10-26T09:00:00+01:00"},
		{"monthly", chicago, "2020-10-01T01:30", "1mo", "2020-10-01T01:30:00-05:00 2020-11-01T01:30:00-05:00 2020-12-01T01:30:00-06:00"},
		{"monthly from the 31st", "UTC", "2026-01-31T09:00", "1mo", "2026-01-31T09:00:00Z 2026-02-28T09:00:00Z 2026-03-31T09:00:00Z 2026-04-30T09:00:00Z"},
		{"weekly at midnight", chicago, "2024-10-01T00:00", "1w", "2024-10-01T00:00:00-05:00 2024-10-08T00:00:00-05:00 2024-10-15T00:00:00-05:00 2024-10-22T00:00:00-05:00 2024-10-29T00:00:00-05:00 2024-11-05T00:00:00-06:00"},
		{"daily over a skipped day", "Pacific/Apia", "2011-12-29T09:00", "1d", "2011-12-29T09:00:00-10:00 2011-12-31T00:00:00+14:00 2011-12-31T09:00:00+14:00"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			every, err := ParsePattern(tt.every)
			if err != nil {
				t.Fatal(err)
			}
			h := NewHandoffs(Layer{First: mustLocal(t, tt.start), Turns: every}, mustZone(t, tt.zone))
			want := strings.Fields(tt.want)
			var got []string
			for range want {
				got = append(got, h.Next().Format(time.RFC3339))
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestTurnLengthsOverClockChanges(t *testing.T) {
	tests := []struct {
		zone, start, every string
		hours              float64
	}{
		{"America/Chicago", "2017-03-12T00:00", "3h", 2},
		{"America/Chicago", "2017-11-05T00:00", "3h", 4},
		{"America/Chicago", "2017-03-10T08:00", "1w", 167},
		{"America/Chicago", "2017-11-04T08:00", "1w", 169},
		{"Europe/Berlin", "2026-03-23T09:00", "1w", 167},
		{"Europe/Berlin", "2026-10-19T09:00", "1w", 169},
		{"America/Chicago", "2020-11-01T01:30", "1d", 25},
	}
	for _, tt := range tests {
		every, _ := ParsePattern(tt.every)
		start := mustLocal(t, tt.start)
		at := Resolve(start, mustZone(t, tt.zone))
		r := NewRotation("r", tt.zone, []string{"primary"}, Plain{First: start, Turns: every, People: []ID{1}})
		turns, err := r.Turns(Interval{at, at.Add(time.Hour)})
		if err != nil {
			t.Fatal(err)
		}
		if len(turns) != 1 || turns[0].Duration().Hours() != tt.hours {
			t.Errorf("%s %s %s: got %v, want %v h", tt.zone, tt.start, tt.every, turns, tt.hours)
		}
	}
}

func TestEveryRefusesNonsense(t *testing.T) {
	for _, s := range []string{"", "0d", "-1w", "w", "1y", "1.5d", "99999999h", "1 d x"} {
		if e, err := ParseEvery(s); CodeOf(err) != Invalid {
			t.Errorf("%q: got %v, %v; want invalid", s, e, err)
		}
	}
}

// A draft of one week has seven daily turns, also when a clock change moves its first handoff.
func TestDraftWindowFromAMovedHandoff(t *testing.T) {
	r := plain("Night", "America/Chicago", "2020-03-01T02:30", "1d", []string{"primary"}, 1, 2)
	loc := mustZone(t, r.Zone)
	window, err := r.DraftWindow(Resolve(mustLocal(t, "2020-03-08T00:00"), loc), 1)
	if err != nil {
		t.Fatal(err)
	}
	shifts, err := r.Draft(window, Availability{})
	if err != nil || len(shifts) != 7 {
		t.Errorf("from %s: got %d shifts, %v; want 7", window.Start, len(shifts), err)
	}
}

// Hours are counted in wall-clock hours without running over, however long ago the first handoff was.
func TestHourlyTurnsOfAnOldRotation(t *testing.T) {
	first := NewLocalTime(1, 1, 1, 0, 0, 0)
	if got, want := (Every{1, Hours}).Step(first, 2025*8766).Date().Year, 2025; got < want-1 || got > want+2 {
		t.Errorf("2025 years of hours after year 1: got the year %d", got)
	}
}
