package forecasting_test

import (
	"errors"
	"math"
	"testing"
	"time"
	_ "time/tzdata" // the same zones on every system

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"watchbill/forecasting"
)

func at(clock string) time.Time {
	t, err := time.Parse("2006-01-02 15:04", clock)
	if err != nil {
		panic(err)
	}
	return t
}

func TestBuildAggregates(t *testing.T) {
	points := []forecasting.Point{
		{at("2026-03-02 00:00"), 1},
		{at("2026-03-02 12:00"), 2},
		{at("2026-03-02 23:59"), 9},
		{at("2026-03-04 00:00"), 4},
	}
	nan := math.NaN()
	for name, test := range map[string]struct {
		aggregate forecasting.Aggregate
		want      []float64
	}{
		"mean": {forecasting.Mean, []float64{4, nan, 4}},
		"max":  {forecasting.Max, []float64{9, nan, 4}},
		"sum":  {forecasting.Sum, []float64{12, nan, 4}},
		"last": {forecasting.Last, []float64{9, nan, 4}},
		"p95":  {forecasting.P95, []float64{8.3, nan, 4}},
	} {
		t.Run(name, func(t *testing.T) {
			got, _, err := forecasting.Build(points, forecasting.Grid{Step: forecasting.Day, Aggregate: test.aggregate})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got.Values, cmpopts.EquateNaNs(), cmpopts.EquateApprox(0, 1e-9)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestBuildCleansAndCounts(t *testing.T) {
	points := []forecasting.Point{
		{at("2026-03-02 02:00"), 3},
		{at("2026-03-02 00:00"), 1},
		{at("2026-03-02 01:00"), 2},
		{at("2026-03-02 01:00"), 5},
		{at("2026-03-02 03:00"), math.Inf(1)},
		{at("2026-03-02 04:00"), math.NaN()},
	}
	series, report, err := forecasting.Build(points, forecasting.Grid{Step: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]float64{1, 5, 3}, series.Values); diff != "" {
		t.Errorf("values (-want +got):\n%s", diff)
	}
	want := forecasting.Cleaning{Points: 6, NonFinite: 2, Duplicates: 1, Unsorted: 1}
	if diff := cmp.Diff(want, report); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
}

func TestBuildCounterStartsAgain(t *testing.T) {
	var points []forecasting.Point
	for i, v := range []float64{10, 15, 21, 4, 9} {
		points = append(points, forecasting.Point{Time: at("2026-03-02 00:00").Add(time.Duration(i) * time.Hour), Value: v})
	}
	series, report, err := forecasting.Build(points, forecasting.Grid{Step: time.Hour, Counter: true})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]float64{5, 6, 4, 5}, series.Values); diff != "" {
		t.Errorf("increases (-want +got):\n%s", diff)
	}
	if report.Resets != 1 {
		t.Errorf("resets: got %d, want 1", report.Resets)
	}
}

// TestBuildDaysOfAZone: days have 23 and 25 hours where clocks change, and
// stay days.
func TestBuildDaysOfAZone(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for name, first := range map[string]time.Time{
		"spring": time.Date(2026, 3, 28, 0, 0, 0, 0, berlin),
		"autumn": time.Date(2026, 10, 24, 0, 0, 0, 0, berlin),
	} {
		t.Run(name, func(t *testing.T) {
			var points []forecasting.Point
			for now := first; now.Before(first.AddDate(0, 0, 3)); now = now.Add(time.Hour) {
				points = append(points, forecasting.Point{Time: now, Value: float64(now.Day())})
			}
			series, _, err := forecasting.Build(points, forecasting.Grid{Step: forecasting.Day, Zone: berlin})
			if err != nil {
				t.Fatal(err)
			}
			d := float64(first.Day())
			if diff := cmp.Diff([]float64{d, d + 1, d + 2}, series.Values); diff != "" {
				t.Errorf("days (-want +got):\n%s", diff)
			}
			if got, want := series.TimeOfLead(1), first.AddDate(0, 0, 3); !got.Equal(want) {
				t.Errorf("lead 1 is %v, want %v", got, want)
			}
		})
	}
}

func TestBuildWeeksBeginOnTheirDay(t *testing.T) {
	points := []forecasting.Point{{at("2026-03-04 10:00"), 1}, {at("2026-03-09 10:00"), 3}} // Wednesday, Monday
	for weekday, want := range map[time.Weekday]time.Time{
		time.Monday: at("2026-03-02 00:00"), time.Sunday: at("2026-03-01 00:00"), time.Thursday: at("2026-02-26 00:00"),
	} {
		series, _, err := forecasting.Build(points, forecasting.Grid{Step: forecasting.Week, WeekStart: weekday})
		if err != nil {
			t.Fatal(err)
		}
		if !series.Start.Equal(want) || len(series.Values) != 2 {
			t.Errorf("weeks from %v: start %v with %d values, want %v with 2", weekday, series.Start, len(series.Values), want)
		}
	}
}

func TestBuildRefuses(t *testing.T) {
	for name, test := range map[string]struct {
		points []forecasting.Point
		step   time.Duration
		want   forecasting.Code
	}{
		"no step":     {[]forecasting.Point{{at("2026-03-02 00:00"), 1}}, 0, forecasting.CodeGrid},
		"no points":   {nil, time.Hour, forecasting.CodeNoData},
		"nothing fit": {[]forecasting.Point{{at("2026-03-02 00:00"), math.NaN()}}, time.Hour, forecasting.CodeNoData},
		"too many":    {[]forecasting.Point{{at("1026-03-02 00:00"), 1}, {at("2026-03-02 00:00"), 1}}, time.Minute, forecasting.CodeGrid},
	} {
		_, _, err := forecasting.Build(test.points, forecasting.Grid{Step: test.step})
		var mine *forecasting.Error
		if !errors.As(err, &mine) || mine.Code != test.want {
			t.Errorf("%s: got %v, want code %s", name, err, test.want)
		}
	}
}

func TestLeadAndTime(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	// The clocks change on 29 March; the last value is of 28 March.
	s := forecasting.Series{Start: time.Date(2026, 3, 19, 0, 0, 0, 0, berlin), Step: forecasting.Day, Values: make([]float64, 10)}
	for lead := -12; lead <= 30; lead++ {
		if got := s.Lead(s.TimeOfLead(lead)); got != lead {
			t.Errorf("lead %d is at %v, whose lead is %d", lead, s.TimeOfLead(lead), got)
		}
		if got := s.Lead(s.TimeOfLead(lead).Add(time.Minute)); got != lead+1 {
			t.Errorf("a minute after lead %d is lead %d, want the next", lead, got)
		}
	}
}
