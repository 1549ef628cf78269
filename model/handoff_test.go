package model

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
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
			h := NewHandoffs(mustLocal(t, tt.start), every, mustZone(t, tt.zone))
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
		loc := mustZone(t, tt.zone)
		turns := Turns(start, every, loc, Interval{Resolve(start, loc), Resolve(start, loc).Add(time.Hour)})
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

func TestTurnsStrictAdvanceAndWindowSplit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		loc, err := Zone(rapid.SampledFrom(oddZones).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		every := Pattern{{rapid.IntRange(1, 5).Draw(t, "n"), rapid.SampledFrom([]Unit{Hours, Days, Weeks, Months}).Draw(t, "unit")}}
		first := drawLocal(t, "first")
		start := Resolve(first, loc).Add(time.Duration(rapid.IntRange(0, 40*24).Draw(t, "offset")) * time.Hour)
		window := Interval{start, start.Add(time.Duration(rapid.IntRange(1, 60*24).Draw(t, "length")) * time.Hour)}
		cut := start.Add(window.Duration() / 2)

		whole := Turns(first, every, loc, window)
		for i, turn := range whole {
			if !turn.Start.Before(turn.End) {
				t.Fatalf("turn %d is empty: %v", turn.Index, turn)
			}
			if i > 0 && (!turn.Start.Equal(whole[i-1].End) || turn.Index != whole[i-1].Index+1) {
				t.Fatalf("turns do not meet: %v then %v", whole[i-1], turn)
			}
		}
		if len(Uncovered(window, intervalsOf(whole))) != 0 {
			t.Fatalf("a gap in %v", whole)
		}
		parts := append(Turns(first, every, loc, Interval{window.Start, cut}), Turns(first, every, loc, Interval{cut, window.End})...)
		merged := map[int]Turn{}
		for _, p := range parts {
			merged[p.Index] = p
		}
		if len(merged) != len(whole) {
			t.Fatalf("whole window has %d turns, its halves together %d", len(whole), len(merged))
		}
		for _, w := range whole {
			if !merged[w.Index].Start.Equal(w.Start) || !merged[w.Index].End.Equal(w.End) {
				t.Fatalf("turn %d: %v in the whole, %v in the parts", w.Index, w, merged[w.Index])
			}
		}
	})
}

func intervalsOf(turns []Turn) []Interval {
	out := make([]Interval, len(turns))
	for i, t := range turns {
		out[i] = t.Interval
	}
	return out
}

// A draft of one week has seven daily turns, also when a clock change moves its first handoff.
func TestDraftWindowFromAMovedHandoff(t *testing.T) {
	r := plain("Night", "America/Chicago", "2020-03-01T02:30", "1d", []string{"primary"}, 1, 2)
	loc := mustZone(t, r.Zone)
	window, err := r.DraftWindow(Resolve(mustLocal(t, "2020-03-08T00:00"), loc), 1)
	if err != nil {
		t.Fatal(err)
	}
	shifts, err := r.Draft(window)
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
