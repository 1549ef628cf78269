package model

import (
	"testing"
	"time"
)

func TestShiftedWindow(t *testing.T) {
	for _, tt := range []struct {
		window  string
		minutes int
		want    string
	}{
		{"Mon-Fri 09:00-17:00", 60, "Mon-Fri 10:00-18:00"},
		{"Mon-Fri 09:00-17:00", -600, "Mon-Thu,Sun 23:00-07:00"},
		{"Fri 17:00-Mon 09:00", 600, "Sat 03:00-Mon 19:00"},
		{"daily 10:00-18:00", 360, "daily 16:00-00:00"},
		{"Sat,Sun", 90, "Sat,Sun 01:30-01:30"},
		{"Mon 09:00-Mon 09:00", 900, "Tue 00:00-Tue 00:00"},
	} {
		w, err := ParseWindow(tt.window)
		if err != nil {
			t.Fatal(err)
		}
		if got := w.Shifted(tt.minutes); got.String() != tt.want || got.Shifted(-tt.minutes) != w {
			t.Errorf("%s by %d: got %s and back %s, want %s", tt.window, tt.minutes, got, got.Shifted(-tt.minutes), tt.want)
		}
	}
}

// Places that follow the sun by clocks of their own leave gaps where clocks change apart; by one clock they do not.
func TestOneClockLeavesNoGap(t *testing.T) {
	r := StartRotation(SunRule, Team{Zone: "Europe/Berlin"}, startPeople("Europe/Berlin", "Australia/Sydney", "America/New_York"), startNow)
	window := Interval{startNow, startNow.AddDate(3, 0, 0)}
	before, err := r.Uncovered(window)
	if err != nil || len(before) == 0 {
		t.Fatalf("by clocks of their own: got %d gaps, %v, want some", len(before), err)
	}
	first, err := r.Shifts(Interval{startNow, startNow.AddDate(0, 0, 28)}, Availability{})
	if err != nil {
		t.Fatal(err)
	}
	for i, l := range r.Versions[0].Layers {
		if r.Versions[0].Layers[i], err = l.OnClock("Europe/Berlin", r.Zone); err != nil {
			t.Fatal(err)
		}
	}
	gaps, err := r.Uncovered(window)
	overlaps, overlapErr := r.LayerOverlaps(window)
	if len(gaps) > 0 || len(overlaps) > 0 || err != nil || overlapErr != nil {
		t.Errorf("by one clock: %d gaps, %d overlaps, %v, %v", len(gaps), len(overlaps), err, overlapErr)
	}
	again, err := r.Shifts(Interval{startNow, startNow.AddDate(0, 0, 28)}, Availability{})
	if err != nil || len(again) != len(first) {
		t.Fatalf("%d shifts, %d before, %v", len(again), len(first), err)
	}
	for i := range first {
		if !first[i].Start.Equal(again[i].Start) || first[i].PersonID != again[i].PersonID || first[i].Duration() != 8*time.Hour {
			t.Errorf("shift %d: %v of %d, before %v of %d", i, again[i].Interval, again[i].PersonID, first[i].Interval, first[i].PersonID)
		}
	}
}
