package model

import (
	"testing"
	"time"
)

func TestTeamShare(t *testing.T) {
	var team ToilShare
	for _, s := range []ToilShare{{22 * 60, 40 * 60}, {10 * 60, 40 * 60}, {4 * 60, 20 * 60}} {
		team = team.Add(s)
	}
	if got, _ := team.Share(); got != 0.36 {
		t.Errorf("got %v, want 0.36, the share of the sums", got)
	}
	if _, ok := (ToilShare{ToilMinutes: 60}).Share(); ok {
		t.Error("a share without worked time is not a number")
	}
}

func TestParseToilLine(t *testing.T) {
	today := Date{2026, 11, 18} // a Wednesday
	for _, tt := range []struct {
		line string
		want ToilLine
	}{
		{"restart payout workers 20m @ana yesterday #payouts", ToilLine{"restart payout workers", 20, "ana", Date{2026, 11, 17}, "payouts"}},
		{"certificates 1h30", ToilLine{"certificates", 90, "", today, ""}},
		{"1.5h certificates mon", ToilLine{"certificates", 90, "", Date{2026, 11, 16}, ""}},
		{"resize 3 queues 45", ToilLine{"resize 3 queues", 45, "", today, ""}},
		{"rotate keys 0:45 2026-11-02", ToilLine{"rotate keys", 45, "", Date{2026, 11, 2}, ""}},
		{"disk full 2h wednesday", ToilLine{"disk full", 120, "", today, ""}},
		{"grant access 15 min", ToilLine{"grant access", 15, "", today, ""}},
		{"2 hours of paging storms", ToilLine{"of paging storms", 120, "", today, ""}},
		{"upgrade postgres 14.2 30m", ToilLine{"upgrade postgres 14.2", 30, "", today, ""}},
	} {
		got, err := ParseToilLine(tt.line, today)
		if err != nil || got != tt.want {
			t.Errorf("%q: got %+v, %v; want %+v", tt.line, got, err, tt.want)
		}
	}
	for _, line := range []string{"", "20m", "restart workers", "restart workers 20m @ana @ben", "restart workers 20m 2026-02-30"} {
		if _, err := ParseToilLine(line, today); CodeOf(err) != Invalid {
			t.Errorf("%q: got %v, want invalid", line, err)
		}
	}
}

func TestParseMinutes(t *testing.T) {
	for s, want := range map[string]int{"20": 20, "20m": 20, "1h": 60, "1h30": 90, "1h30m": 90, "1.5h": 90, "1,5h": 90, "0:45": 45, "2:00": 120, "90min": 90} {
		if got, ok := ParseMinutes(s); !ok || got != want {
			t.Errorf("%q: got %d %v, want %d", s, got, ok, want)
		}
	}
	for _, s := range []string{"", "h", "-5", "1:75", "abc", "1e3", "1h75"} {
		if got, ok := ParseMinutes(s); ok {
			t.Errorf("%q: got %d, want none", s, got)
		}
	}
}

func TestTasksGroup(t *testing.T) {
	day := Date{2026, 11, 18}
	period := LastWeeks(day.AddDays(1), 4)
	got := ToilTasks([]ToilEntry{{Day: day, Minutes: 10, What: "Restart workers"}, {Day: day, Minutes: 30, What: "keys"}, {Day: day, Minutes: 25, What: "restart  Workers"}, {Day: day.AddDays(-100), Minutes: 900, What: "old"}}, period)
	if len(got) != 2 || got[0] != (ToilTask{"Restart workers", 35, 2}) || got[1] != (ToilTask{"keys", 30, 1}) {
		t.Errorf("got %+v", got)
	}
}

func TestWords(t *testing.T) {
	now := time.Date(2026, 11, 18, 0, 0, 0, 0, time.UTC)
	for _, tt := range []struct{ got, want string }{
		{Thousands(1234567), "1,234,567"},
		{Thousands(-1000), "-1,000"},
		{Thousands(999), "999"},
		{FormatQuantity(1677), "1,677"},
		{FormatQuantity(4.21), "4.21"},
		{FormatQuantity(0.0375), "0.0375"},
		{FormatQuantity(322.96), "323"},
		{FormatQuantity(1e20), "1e+20"},
		{FormatSpan(118 * time.Hour), "4 d 22 h"},
		{FormatSpan(200 * time.Minute), "3 h 20 min"},
		{FormatSpan(48 * time.Hour), "2 d"},
		{FormatPercent(0.381), "38 %"},
		{FormatPercent(0.004), "0.4 %"},
		{FormatPercent(0), "0 %"},
		{FormatDate(now.AddDate(0, 0, 21), now), "Wed 9 Dec"},
		{FormatDate(now.AddDate(0, 3, 0), now), "Thu 18 Feb 2027"},
		{Count(1, "shift", "shifts"), "1 shift"},
		{Count(1200, "shift", "shifts"), "1,200 shifts"},
		{Initials("Žofie Dvořák"), "ŽD"},
		{Initials("Ana"), "AN"},
		{Initials("eun-ji park"), "EP"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}
