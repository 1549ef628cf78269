package forecasting_test

import (
	"errors"
	"math"
	"testing"
	"time"

	"watchbill/forecasting"
)

// made is a daily series of a formula.
func made(n int, f func(day float64) float64) forecasting.Series {
	s := forecasting.Series{Start: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC), Step: forecasting.Day}
	for i := range n {
		s.Values = append(s.Values, f(float64(i)))
	}
	return s
}

func week(day float64) float64 { return 10 * math.Sin(2*math.Pi*day/7) }

// TestMethodsFollowTheirFormula: where the data are what a method takes them
// for, its forecast is what comes next.
func TestMethodsFollowTheirFormula(t *testing.T) {
	ceiling := 100.0
	for name, test := range map[string]struct {
		method    forecasting.Method
		n         int
		f         func(day float64) float64
		tolerance float64
	}{
		"last value":      {forecasting.LastValue, 60, func(float64) float64 { return 7 }, 1e-9},
		"mean":            {forecasting.LongMean, 60, func(float64) float64 { return 7 }, 1e-9},
		"seasonal naive":  {forecasting.SeasonalNaive, 70, week, 1e-9},
		"line":            {forecasting.OLS, 60, func(d float64) float64 { return 3 + 2*d }, 1e-6},
		"drift":           {forecasting.Drift, 60, func(d float64) float64 { return 3 + 2*d }, 1e-6},
		"robust line":     {forecasting.TheilSen, 60, func(d float64) float64 { return 3 + 2*d + week(d) }, 3},
		"lag differences": {forecasting.LagDifference, 120, func(d float64) float64 { return 3 + 2*d }, 1},
		"exponential":     {forecasting.Exponential, 120, func(d float64) float64 { return 5 * math.Exp(0.01*d) }, 1},
		"logistic":        {forecasting.Logistic, 120, func(d float64) float64 { return 100 / (1 + math.Exp(2-0.03*d)) }, 0.5},
		"piecewise":       {forecasting.Piecewise, 160, func(d float64) float64 { return d + 3*max(0, d-100) }, 8},
		"calendar":        {forecasting.Calendar, 800, func(d float64) float64 { return 50 + 20*math.Sin(2*math.Pi*d/365.25) + week(d) }, 1},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := forecasting.Forecast(made(test.n, test.f), forecasting.Options{Horizon: 28, Method: test.method, Cap: &ceiling})
			if name != "logistic" {
				r, err = forecasting.Forecast(made(test.n, test.f), forecasting.Options{Horizon: 28, Method: test.method})
			}
			if err != nil {
				t.Fatal(err)
			}
			for k, got := range r.Mean {
				if want := test.f(float64(test.n + k)); math.Abs(got-want) > test.tolerance {
					t.Fatalf("lead %d: got %v, want %v within %v", k+1, got, want, test.tolerance)
				}
			}
		})
	}
}

func TestPinnedMethodThatDoesNotFit(t *testing.T) {
	for method, s := range map[forecasting.Method]forecasting.Series{
		forecasting.Exponential:   made(60, func(d float64) float64 { return d - 30 }),
		forecasting.Logistic:      made(60, func(d float64) float64 { return d }),
		forecasting.Calendar:      made(60, week),
		forecasting.SeasonalNaive: made(3, week),
		forecasting.WeekProfile:   made(60, week),
	} {
		_, err := forecasting.Forecast(s, forecasting.Options{Horizon: 5, Method: method})
		var mine *forecasting.Error
		if !errors.As(err, &mine) || mine.Code != forecasting.CodeMethod {
			t.Errorf("%s: got %v, want code %s", method, err, forecasting.CodeMethod)
		}
	}
}

func TestAutomaticFindsThePattern(t *testing.T) {
	for name, test := range map[string]struct {
		step time.Duration
		n    int
		f    func(i float64) float64
		most float64 // allowed error
	}{
		"growth with a week": {forecasting.Day, 180, func(d float64) float64 { return 100 + d/2 + week(d) }, 2},
		"hours of a day":     {time.Hour, 800, func(h float64) float64 { return 50 + 20*math.Sin(2*math.Pi*h/24) }, 0.5},
		"hours of a week":    {time.Hour, 900, func(h float64) float64 { return 50 + 20*math.Sin(2*math.Pi*h/24)*(1+math.Cos(2*math.Pi*h/168)) }, 1.5},
		"flat":               {forecasting.Week, 50, func(float64) float64 { return 3 }, 0},
	} {
		t.Run(name, func(t *testing.T) {
			s := made(test.n, test.f)
			s.Step = test.step
			r, err := forecasting.Forecast(s, forecasting.Options{Horizon: 48})
			if err != nil {
				t.Fatal(err)
			}
			for k, got := range r.Mean {
				if want := test.f(float64(test.n + k)); math.Abs(got-want) > test.most {
					t.Fatalf("lead %d: got %v, want %v within %v", k+1, got, want, test.most)
				}
			}
		})
	}
}

// TestParsimony: of a random walk there is nothing to know but its last value.
func TestParsimony(t *testing.T) {
	state, level := uint32(7), 0.0
	s := made(400, func(float64) float64 {
		state = state*1664525 + 1013904223
		level += float64(state)/(1<<32) - 0.5
		return level
	})
	r, err := forecasting.Forecast(s, forecasting.Options{Horizon: 14})
	if err != nil {
		t.Fatal(err)
	}
	moved := math.Abs(r.Mean[13] - s.Values[399])
	if width := r.Bands[0].Upper[13] - r.Bands[0].Lower[13]; moved > width/4 {
		t.Errorf("the forecast leaves the last value by %v, a quarter of the narrowest band is %v", moved, width/4)
	}
}

func TestHolidaysAreLearnt(t *testing.T) {
	holiday := func(day time.Time) bool { return day.Day() == 15 }
	s := made(200, func(float64) float64 { return 100 })
	for i := range s.Values {
		if holiday(s.Time(i)) {
			s.Values[i] = 40
		}
	}
	r, err := forecasting.Forecast(s, forecasting.Options{Horizon: 40, Holiday: holiday})
	if err != nil {
		t.Fatal(err)
	}
	for k, got := range r.Mean {
		low := holiday(s.TimeOfLead(k + 1))
		if low && got > 75 || !low && math.Abs(got-100) > 5 {
			t.Errorf("%v: got %v, holiday %v", s.TimeOfLead(k+1), got, low)
		}
	}
}

func TestCleaningIsReported(t *testing.T) {
	s := made(100, func(d float64) float64 { return 50 + math.Mod(d*7, 5) })
	s.Values[0], s.Values[20], s.Values[21], s.Values[99] = math.NaN(), math.NaN(), math.Inf(1), math.NaN()
	s.Values[40] = 500
	for i := 70; i < 99; i++ {
		s.Values[i] += 200
	}
	r, err := forecasting.Forecast(s, forecasting.Options{
		Horizon: 5, Exclude: []forecasting.Span{{From: s.Time(30), To: s.Time(33)}},
	})
	if err != nil {
		t.Fatal(err)
	}
	c := r.Clean
	if c.Leading != 1 || c.Filled != 6 || c.Excluded != 3 || c.NonFinite != 1 || c.Trailing != 1 {
		t.Errorf("counts: got %+v", c)
	}
	if len(c.Outliers) != 1 || c.Outliers[0] != 39 {
		t.Errorf("outliers: got %v, want [39], one less for the empty start", c.Outliers)
	}
	if len(c.Shifts) != 1 || c.Shifts[0] != 69 {
		t.Errorf("shifts: got %v, want [69]", c.Shifts)
	}
	if got := r.History.Values[39]; got != 500 {
		t.Errorf("the outlier is %v in the history, want 500 as measured", got)
	}
	if got := r.History.Values[19]; got < 45 || got > 60 {
		t.Errorf("the gap is filled with %v", got)
	}
}

func TestTrialCountsWhatItSays(t *testing.T) {
	r, err := forecasting.Forecast(made(180, func(d float64) float64 { return 100 + d + math.Mod(d*d, 11) }), forecasting.Options{Horizon: 30})
	if err != nil {
		t.Fatal(err)
	}
	inside, measured, errs := 0, 0, 0.0
	for _, o := range r.Trial.Origins {
		for k, mean := range o.Mean {
			y := r.History.Values[o.Last+1+k]
			measured++
			errs += math.Abs(y - mean)
			if y >= o.Lower[k] && y <= o.Upper[k] {
				inside++
			}
		}
	}
	if inside != r.Trial.Inside || measured != r.Trial.Measured || measured == 0 {
		t.Errorf("inside %d of %d, reported %d of %d", inside, measured, r.Trial.Inside, r.Trial.Measured)
	}
	if mean := errs / float64(measured); math.Abs(mean-r.Trial.Mean) > 1e-9 {
		t.Errorf("mean error %v, reported %v", mean, r.Trial.Mean)
	}
	if r.Trial.Mean >= r.Trial.Naive {
		t.Errorf("a clear trend is forecast no better (%v) than by the last value (%v)", r.Trial.Mean, r.Trial.Naive)
	}
}

func TestBandsWiden(t *testing.T) {
	r, err := forecasting.Forecast(made(180, func(d float64) float64 { return 100 + week(d) + math.Mod(d*d, 13) }), forecasting.Options{Horizon: 90})
	if err != nil {
		t.Fatal(err)
	}
	b := r.Band(0.95)
	if first, last := b.Upper[0]-b.Lower[0], b.Upper[89]-b.Lower[89]; last <= first {
		t.Errorf("the band is %v wide at first and %v at last", first, last)
	}
}
