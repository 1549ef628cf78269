package forecasting_test

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"watchbill/forecasting"
)

// mustHold checks what every result promises, whatever came in.
func mustHold(t interface{ Errorf(string, ...any) }, r forecasting.Result, o forecasting.Options) {
	finite := func(name string, values ...float64) {
		for i, v := range values {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				t.Errorf("%s[%d] is %v", name, i, v)
			}
		}
	}
	if len(r.Mean) != o.Horizon {
		t.Errorf("%d means for a horizon of %d", len(r.Mean), o.Horizon)
	}
	finite("mean", r.Mean...)
	finite("history", r.History.Values...)
	finite("error", r.Trial.Error...)
	finite("trial", r.Trial.Mean, r.Trial.Naive)
	finite("growth", r.Growth.PerStep, r.Growth.Lower, r.Growth.Upper, r.Growth.Percent, r.Growth.From, r.Growth.To)
	for b, band := range r.Bands {
		finite("lower", band.Lower...)
		finite("upper", band.Upper...)
		for k, mean := range r.Mean {
			if band.Lower[k] > mean || mean > band.Upper[k] {
				t.Errorf("band %v, lead %d: %v to %v does not hold the mean %v", band.Level, k+1, band.Lower[k], band.Upper[k], mean)
			}
			if b > 0 && (band.Lower[k] > r.Bands[b-1].Lower[k] || band.Upper[k] < r.Bands[b-1].Upper[k]) {
				t.Errorf("band %v, lead %d does not hold the narrower one", band.Level, k+1)
			}
			if o.Floor != nil && band.Lower[k] < *o.Floor || o.Cap != nil && band.Upper[k] > *o.Cap {
				t.Errorf("band %v, lead %d passes floor or cap: %v to %v", band.Level, k+1, band.Lower[k], band.Upper[k])
			}
		}
	}
	total := 0.0
	for _, m := range r.Methods {
		finite("method", m.Weight, m.Error)
		total += m.Weight
	}
	if math.Abs(total-1) > 1e-9 {
		t.Errorf("weights add up to %v", total)
	}
	for _, c := range []forecasting.Crossing{r.Full, r.Soft} {
		if c.Asked && !(1 <= c.P10 && c.P10 <= c.P50 && c.P50 <= c.P90 && c.P90 <= o.Horizon+1) {
			t.Errorf("dates out of order: %d, %d, %d", c.P10, c.P50, c.P90)
		}
		if c.Probability < 0 || c.Probability > 1 || c.None != (c.Asked && c.P10 > o.Horizon) {
			t.Errorf("probability %v, none %v, P10 %d", c.Probability, c.None, c.P10)
		}
	}
	if len(r.Reasons) == 0 {
		t.Errorf("no reasons")
	}
}

// badInputs are the traps of real data.
func badInputs() map[string][]float64 {
	nan, inf := math.NaN(), math.Inf(1)
	constant, longGap, spike, tiny := make([]float64, 60), make([]float64, 60), make([]float64, 60), make([]float64, 60)
	for i := range constant {
		constant[i], spike[i], tiny[i] = 5, float64(i%7), 5e-324
		longGap[i] = nan
	}
	longGap[0], longGap[59], spike[30] = 1, 2, 1e308
	return map[string][]float64{
		"one point":      {3},
		"two points":     {3, 4},
		"three points":   {3, 4, 4},
		"constant":       constant,
		"zero":           make([]float64, 40),
		"nan inside":     {1, nan, 3, 4, nan, nan, 7, 8, 9},
		"inf inside":     {1, inf, 3, -inf, 5, 6, 7, 8, 9},
		"missing around": {nan, nan, 1, 2, 3, 4, 5, 6, nan, nan},
		"long gap":       longGap,
		"huge":           {1e308, -1e308, 1e308, 1.7e308, -1.7e308, 1e308, 3, 4, 5, 1e308, 1e308, -1e308},
		"spike":          spike,
		"tiny":           tiny,
		"tiny and huge":  {5e-324, 1e308, 5e-324, 1e308, 0, 1, 2, 3, 4, 5, 6, 7, 8},
		"negative":       {-5, -4, -3, -6, -5, -4, -3, -6, -5, -4, -3, -6},
		"falling":        {90, 80, 70, 60, 50, 40, 30, 20, 10, 5, 1, 0},
	}
}

func TestBadInputHolds(t *testing.T) {
	floor, ceiling := 0.0, 100.0
	for name, values := range badInputs() {
		for _, step := range []time.Duration{time.Hour, forecasting.Day, forecasting.Week, 5 * time.Minute, 37 * time.Second} {
			for what, o := range map[string]forecasting.Options{
				"plain":      {Horizon: 5},
				"far":        {Horizon: 400, Capacity: forecasting.Constant(80), Smooth: 7, Paths: 50},
				"below zero": {Horizon: 9, Capacity: forecasting.Constant(-1), Soft: 0.8, Paths: 50},
				"held":       {Horizon: 9, Floor: &floor, Cap: &ceiling, Capacity: forecasting.Capacity{{From: 3, Value: 50}}, Paths: 51},
			} {
				t.Run(fmt.Sprintf("%s, %v, %s", name, step, what), func(t *testing.T) {
					r, err := forecasting.Forecast(forecasting.Series{Step: step, Values: values}, o)
					if err != nil {
						t.Fatal(err)
					}
					mustHold(t, r, o)
				})
			}
		}
	}
}

func TestEveryMethodHoldsOnBadInput(t *testing.T) {
	ceiling := 1000.0
	for name, values := range badInputs() {
		for _, method := range forecasting.Methods() {
			t.Run(name+", "+string(method), func(t *testing.T) {
				o := forecasting.Options{Horizon: 20, Method: method, Cap: &ceiling, Capacity: forecasting.Constant(80), Paths: 50}
				r, err := forecasting.Forecast(forecasting.Series{Step: forecasting.Day, Values: values}, o)
				var mine *forecasting.Error
				switch {
				case errors.As(err, &mine) && mine.Code == forecasting.CodeMethod && mine.Message != "":
				case err != nil:
					t.Fatal(err)
				default:
					mustHold(t, r, o)
				}
			})
		}
	}
}

func TestNoDataIsAnError(t *testing.T) {
	for name, values := range map[string][]float64{"empty": nil, "all missing": {math.NaN(), math.Inf(1), math.Inf(-1)}} {
		_, err := forecasting.Forecast(forecasting.Series{Step: forecasting.Day, Values: values}, forecasting.Options{Horizon: 5})
		var mine *forecasting.Error
		if !errors.As(err, &mine) || mine.Code != forecasting.CodeNoData {
			t.Errorf("%s: got %v, want code %s", name, err, forecasting.CodeNoData)
		}
	}
}

func TestBadOptionsAreNamed(t *testing.T) {
	one, two, nan := 1.0, 2.0, math.NaN()
	for field, o := range map[string]forecasting.Options{
		"Horizon":     {},
		"Paths":       {Horizon: 1, Paths: -1},
		"Smooth":      {Horizon: 1, Smooth: 5000},
		"Method":      {Horizon: 1, Method: "prophecy"},
		"Levels":      {Horizon: 1, Levels: []float64{95}},
		"Soft":        {Horizon: 1, Soft: nan},
		"ExtraGrowth": {Horizon: 1, ExtraGrowth: math.Inf(1)},
		"Floor":       {Horizon: 1, Floor: &nan},
		"Cap":         {Horizon: 1, Floor: &two, Cap: &one},
		"Capacity":    {Horizon: 1, Capacity: forecasting.Constant(nan)},
		"Events":      {Horizon: 1, Events: []forecasting.Event{{From: 0, Scale: 1}}},
	} {
		_, err := forecasting.Forecast(textbook(), o)
		var mine *forecasting.Error
		if !errors.As(err, &mine) || mine.Code != forecasting.CodeOption || mine.Field != field {
			t.Errorf("%s: got %v", field, err)
		}
	}
}

// anySeries draws a series with gaps, jumps and a trend.
func anySeries(t *rapid.T) forecasting.Series {
	n := rapid.IntRange(1, 150).Draw(t, "n")
	slope := rapid.Float64Range(-3, 3).Draw(t, "slope")
	values := make([]float64, n)
	for i := range values {
		values[i] = 100 + slope*float64(i) + rapid.Float64Range(-20, 20).Draw(t, "noise")
		if rapid.IntRange(0, 15).Draw(t, "gap") == 0 && i > 0 {
			values[i] = math.NaN()
		}
	}
	step := rapid.SampledFrom([]time.Duration{time.Hour, 6 * time.Hour, forecasting.Day, forecasting.Week}).Draw(t, "step")
	return forecasting.Series{Step: step, Values: values}
}

func TestProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anySeries(t)
		o := forecasting.Options{
			Horizon: rapid.IntRange(1, 60).Draw(t, "horizon"), Paths: 40, Seed: rapid.Uint64().Draw(t, "seed"),
			Capacity: forecasting.Constant(rapid.Float64Range(-50, 400).Draw(t, "capacity")), Soft: 0.8,
			Smooth: rapid.IntRange(0, 9).Draw(t, "smooth"),
		}
		first, err := forecasting.Forecast(s, o)
		if err != nil {
			t.Fatal(err)
		}
		mustHold(t, first, o)
		again, err := forecasting.Forecast(s, o)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(first, again); diff != "" {
			t.Errorf("the same seed gives another answer:\n%s", diff)
		}
		// In another unit everything is the same; powers of two keep every digit.
		const unit = 1024
		scaled := forecasting.Series{Step: s.Step, Values: make([]float64, len(s.Values))}
		for i, v := range s.Values {
			scaled.Values[i] = v * unit
		}
		o.Capacity = forecasting.Constant(o.Capacity[0].Value * unit)
		other, err := forecasting.Forecast(scaled, o)
		if err != nil {
			t.Fatal(err)
		}
		for k := range first.Mean {
			if first.Mean[k]*unit != other.Mean[k] {
				t.Fatalf("lead %d: %v in one unit, %v in the other", k+1, first.Mean[k]*unit, other.Mean[k])
			}
		}
		if diff := cmp.Diff(first.Full, other.Full); diff != "" {
			t.Errorf("dates in another unit differ:\n%s", diff)
		}
	})
}

// TestShiftMovesTheForecast: methods without logarithms and without a grid of
// parameters, whose ties rounding may break, do not care where zero lies.
func TestShiftMovesTheForecast(t *testing.T) {
	methods := []forecasting.Method{
		forecasting.OLS, forecasting.Drift, forecasting.RecentDrift, forecasting.LastValue, forecasting.LongMean,
		forecasting.RecentMedian, forecasting.LagRegression, forecasting.LagDifference,
	}
	rapid.Check(t, func(t *rapid.T) {
		s := anySeries(t)
		for len(s.Values) < 90 {
			s.Values = append(s.Values, s.Values[0]+float64(len(s.Values)%5))
		}
		s.Step = forecasting.Day
		method := rapid.SampledFrom(methods).Draw(t, "method")
		floor := -1e9
		o := forecasting.Options{Horizon: 20, Method: method, Floor: &floor}
		moved := forecasting.Series{Step: s.Step, Values: make([]float64, len(s.Values))}
		for i, v := range s.Values {
			moved.Values[i] = v + 1000
		}
		a, err := forecasting.Forecast(s, o)
		if err != nil {
			t.Fatal(err)
		}
		b, err := forecasting.Forecast(moved, o)
		if err != nil {
			t.Fatal(err)
		}
		for k := range a.Mean {
			if math.Abs(a.Mean[k]+1000-b.Mean[k]) > 1e-6*1000 {
				t.Fatalf("%s, lead %d: %v and, a thousand higher, %v", method, k+1, a.Mean[k], b.Mean[k])
			}
		}
	})
}

func FuzzForecast(f *testing.F) {
	f.Add([]byte{}, uint8(1), uint8(0), 10.0)
	for _, values := range badInputs() {
		raw := make([]byte, 0, 8*len(values))
		for _, v := range values {
			raw = binary.LittleEndian.AppendUint64(raw, math.Float64bits(v))
		}
		f.Add(raw, uint8(20), uint8(1), 100.0)
	}
	steps := []time.Duration{time.Hour, forecasting.Day, forecasting.Week, time.Minute}
	f.Fuzz(func(t *testing.T, raw []byte, horizon, step uint8, capacity float64) {
		values := make([]float64, 0, len(raw)/8)
		for len(raw) >= 8 && len(values) < 800 {
			values = append(values, math.Float64frombits(binary.LittleEndian.Uint64(raw)))
			raw = raw[8:]
		}
		o := forecasting.Options{Horizon: int(horizon), Capacity: forecasting.Constant(capacity), Smooth: int(step) % 10, Paths: 20}
		r, err := forecasting.Forecast(forecasting.Series{Step: steps[int(step)%len(steps)], Values: values}, o)
		var mine *forecasting.Error
		if err != nil {
			if !errors.As(err, &mine) {
				t.Fatalf("an error of another kind: %v", err)
			}
			return
		}
		mustHold(t, r, o)
	})
}
