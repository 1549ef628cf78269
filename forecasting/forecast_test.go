package forecasting_test

import (
	"math"
	"testing"
	"time"

	"watchbill/forecasting"
)

// textbook is the worked example of capacity planning: 50 to 59, one a day.
func textbook() forecasting.Series {
	values := make([]float64, 10)
	for i := range values {
		values[i] = 50 + float64(i)
	}
	start := time.Date(2026, time.November, 1, 0, 0, 0, 0, time.UTC)
	return forecasting.Series{Start: start, Step: forecasting.Day, Values: values}
}

func TestForecastTextbookLine(t *testing.T) {
	got, err := forecasting.Forecast(textbook(), forecasting.Options{
		Horizon: 90, Method: forecasting.OLS, Capacity: forecasting.Constant(80),
	})
	if err != nil {
		t.Fatal(err)
	}
	if got.Mean[89] != 149 {
		t.Errorf("90 days ahead: got %v, want 149", got.Mean[89])
	}
	if percent := math.Round(got.Growth.Percent*100) / 100; percent != 152.54 {
		t.Errorf("growth: got %v %%, want 152.54 %%", percent)
	}
	if got.Growth.PerStep != 1 {
		t.Errorf("slope: got %v, want 1", got.Growth.PerStep)
	}
	for name, lead := range map[string]int{"line": got.Full.Line, "P10": got.Full.P10, "P50": got.Full.P50, "P90": got.Full.P90} {
		if lead != 21 {
			t.Errorf("%s: full in %d days, want 21", name, lead)
		}
	}
	date, ok := got.Date(got.Full.P50)
	if want := time.Date(2026, time.December, 1, 0, 0, 0, 0, time.UTC); !ok || !date.Equal(want) {
		t.Errorf("full on %v, want %v", date, want)
	}
}
