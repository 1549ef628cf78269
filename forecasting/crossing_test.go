package forecasting_test

import (
	"math"
	"testing"

	"watchbill/forecasting"
)

func cross(t *testing.T, s forecasting.Series, o forecasting.Options) forecasting.Result {
	t.Helper()
	r, err := forecasting.Forecast(s, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestCrossing(t *testing.T) {
	line := forecasting.Options{Horizon: 90, Method: forecasting.OLS}
	for name, test := range map[string]struct {
		capacity forecasting.Capacity
		smooth   int
		want     int
		already  bool
	}{
		"reached":                 {forecasting.Constant(80), 0, 21, false},
		"just beyond the horizon": {forecasting.Constant(150), 0, 91, false},
		"on the last day":         {forecasting.Constant(149), 0, 90, false},
		"passed already":          {forecasting.Constant(55), 0, 1, true},
		"below zero":              {forecasting.Constant(-5), 0, 1, true},
		"zero":                    {forecasting.Constant(0), 0, 1, true},
		"mean of seven days":      {forecasting.Constant(80), 7, 24, false},
		"mean longer than past":   {forecasting.Constant(56), 30, 3, false}, // mean of 50 … 62
		"raised in time":          {forecasting.Capacity{{From: math.MinInt, Value: 80}, {From: 10, Value: 100}}, 0, 41, false},
		"raised too late":         {forecasting.Capacity{{From: math.MinInt, Value: 80}, {From: 30, Value: 100}}, 0, 21, false},
		"lowered":                 {forecasting.Capacity{{From: 5, Value: 60}, {From: math.MinInt, Value: 80}}, 0, 5, false},
		"no limit before":         {forecasting.Capacity{{From: 40, Value: 10}}, 0, 40, false},
	} {
		t.Run(name, func(t *testing.T) {
			o := line
			o.Capacity, o.Smooth = test.capacity, test.smooth
			got := cross(t, textbook(), o).Full
			for what, lead := range map[string]int{"line": got.Line, "P10": got.P10, "P50": got.P50, "P90": got.P90} {
				if lead != test.want {
					t.Errorf("%s: got %d, want %d", what, lead, test.want)
				}
			}
			if got.Already != test.already {
				t.Errorf("already: got %v, want %v", got.Already, test.already)
			}
			if none := test.want > 90; got.None != none || (got.Probability == 0) != none {
				t.Errorf("none: got %v with probability %v, want %v", got.None, got.Probability, none)
			}
		})
	}
}

func TestSoftLimitComesFirst(t *testing.T) {
	r := cross(t, textbook(), forecasting.Options{Horizon: 90, Method: forecasting.OLS, Capacity: forecasting.Constant(100), Soft: 0.8})
	if r.Soft.P50 != 21 || r.Full.P50 != 41 {
		t.Errorf("soft %d and full %d, want 21 and 41", r.Soft.P50, r.Full.P50)
	}
}

func TestWithinGrowsWithTheSteps(t *testing.T) {
	s := made(180, func(d float64) float64 { return 100 + d/2 + 20*math.Sin(d*d) })
	c := cross(t, s, forecasting.Options{Horizon: 90, Capacity: forecasting.Constant(215)}).Full
	last := 0.0
	for k := 0; k <= 100; k++ {
		if p := c.Within(k); p < last || p > 1 {
			t.Fatalf("within %d: %v after %v", k, p, last)
		} else {
			last = p
		}
	}
	if c.Within(100) != c.Probability || c.Within(0) != 0 {
		t.Errorf("ends: %v and %v, want 0 and %v", c.Within(0), c.Within(100), c.Probability)
	}
	if !(c.P10 < c.P50 && c.Within(c.P10) >= 0.1 && c.Within(c.P10-1) < 0.1) {
		t.Errorf("P10 %d does not match %v", c.P10, c.ByLead)
	}
}

func TestFlatNeverReaches(t *testing.T) {
	r := cross(t, made(100, func(float64) float64 { return 50 }), forecasting.Options{Horizon: 90, Capacity: forecasting.Constant(80)})
	if !r.Full.None || r.Full.P50 != 91 {
		t.Errorf("flat: got P50 %d, none %v", r.Full.P50, r.Full.None)
	}
	if _, ok := r.Date(r.Full.P50); ok {
		t.Error("there is a date for what does not happen")
	}
}

// TestMissingDaysAreLeftOutOfTheMean: of the last days of the past only those
// measured count.
func TestMissingDaysAreLeftOutOfTheMean(t *testing.T) {
	s := textbook()
	s.Values[8] = math.NaN()
	// Leads 1, 2: means of (57, 59, 60) and (59, 60, 61) of the four days.
	o := forecasting.Options{Horizon: 5, Method: forecasting.OLS, Smooth: 4, Capacity: forecasting.Constant(59)}
	if got := cross(t, s, o).Full.P50; got != 2 {
		t.Errorf("got lead %d, want 2", got)
	}
}

func TestWhatIf(t *testing.T) {
	base := forecasting.Options{Horizon: 30, Method: forecasting.OLS}
	for name, test := range map[string]struct {
		events []forecasting.Event
		extra  float64
		want   map[int]float64 // by lead
	}{
		"launch stays":   {[]forecasting.Event{{From: 11, Scale: 0.2}}, 0, map[int]float64{10: 69, 11: 84, 30: 106.8}},
		"one-off ends":   {[]forecasting.Event{{From: 2, Until: 3, Add: 100}}, 0, map[int]float64{1: 60, 2: 161, 3: 162, 4: 63}},
		"comes in":       {[]forecasting.Event{{From: 1, Add: 30, Ramp: 2}}, 0, map[int]float64{1: 70, 2: 81, 3: 92, 4: 93}},
		"two at once":    {[]forecasting.Event{{From: 1, Scale: 1}, {From: 1, Scale: -0.5}}, 0, map[int]float64{1: 60}},
		"faster growth":  {nil, 0.5, map[int]float64{10: 59 + 15, 30: 59 + 45}},
		"growth stops":   {nil, -1, map[int]float64{1: 59, 30: 59}},
		"clean-up to 0":  {[]forecasting.Event{{From: 5, Scale: -1}}, 0, map[int]float64{4: 63, 5: 0}},
		"floor still on": {[]forecasting.Event{{From: 5, Add: -1000}}, 0, map[int]float64{5: 0}},
	} {
		t.Run(name, func(t *testing.T) {
			o := base
			o.Events, o.ExtraGrowth = test.events, test.extra
			r := cross(t, textbook(), o)
			mustHold(t, r, o)
			for lead, want := range test.want {
				if got := r.Mean[lead-1]; math.Abs(got-want) > 1e-9 {
					t.Errorf("lead %d: got %v, want %v", lead, got, want)
				}
			}
		})
	}
}

func TestWhatIfMovesDates(t *testing.T) {
	o := forecasting.Options{Horizon: 90, Method: forecasting.OLS, Capacity: forecasting.Constant(80)}
	o.Events = []forecasting.Event{{From: 11, Scale: 0.2}}
	if got := cross(t, textbook(), o).Full.P50; got != 11 { // 70·1.2 = 84
		t.Errorf("launch: got %d, want 11", got)
	}
	o.Events, o.ExtraGrowth = nil, -1
	if got := cross(t, textbook(), o).Full; !got.None {
		t.Errorf("without growth: got %d, want never", got.P50)
	}
}
