package forecasting_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"gonum.org/v1/gonum/stat/distuv"

	"watchbill/forecasting"
)

func TestFitLine(t *testing.T) {
	for name, test := range map[string]struct {
		values           []float64
		intercept, slope float64
		sigma            float64
	}{
		"none":  {nil, 0, 0, 0},
		"one":   {[]float64{7}, 7, 0, 0},
		"two":   {[]float64{1, 3}, 1, 2, 0},
		"exact": {[]float64{50, 51, 52, 53}, 50, 1, 0},
		// Residuals 1/6, −1/3, 1/6 of 1, 2, 4: Σ² = 1/6, one degree of freedom.
		"with residuals": {[]float64{1, 2, 4}, 5.0 / 6, 1.5, math.Sqrt(1.0 / 6)},
		"far from zero":  {[]float64{1e9 + 1, 1e9 + 2, 1e9 + 4}, 1e9 + 5.0/6, 1.5, math.Sqrt(1.0 / 6)},
	} {
		t.Run(name, func(t *testing.T) {
			got := forecasting.FitLine(test.values)
			for what, pair := range map[string][2]float64{
				"intercept": {got.Intercept, test.intercept}, "slope": {got.Slope, test.slope}, "sigma": {got.Sigma, test.sigma},
			} {
				if math.Abs(pair[0]-pair[1]) > 1e-6*max(1, math.Abs(pair[1])/1e3) {
					t.Errorf("%s: got %v, want %v", what, pair[0], pair[1])
				}
			}
		})
	}
}

// TestPredict compares the interval with the formula of the textbook and the
// exact quantile.
func TestPredict(t *testing.T) {
	values := []float64{3, 5, 4, 8, 7, 9, 12, 10}
	line := forecasting.FitLine(values)
	mean, lower, upper := make([]float64, 5), make([]float64, 5), make([]float64, 5)
	line.Predict(0.95, mean, lower, upper)
	n := float64(len(values))
	quantile := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: n - 2}.Quantile(0.975)
	for k := range mean {
		at := n + float64(k)
		spread := 0.0
		for i := range values {
			spread += math.Pow(float64(i)-(n-1)/2, 2)
		}
		half := quantile * line.Sigma * math.Sqrt(1+1/n+math.Pow(at-(n-1)/2, 2)/spread)
		if want := line.Intercept + line.Slope*at; math.Abs(mean[k]-want) > 1e-12 {
			t.Errorf("lead %d: mean %v, want %v", k+1, mean[k], want)
		}
		if math.Abs(upper[k]-mean[k]-half) > 1e-4*half || math.Abs(mean[k]-lower[k]-half) > 1e-4*half {
			t.Errorf("lead %d: band %v to %v about %v, want ± %v", k+1, lower[k], upper[k], mean[k], half)
		}
	}
}

func ExampleFitLine() {
	line := forecasting.FitLine([]float64{50, 51, 52, 53, 54, 55, 56, 57, 58, 59})
	fmt.Println(line.Slope, "a day, 90 days ahead", line.At(99))
	// Output: 1 a day, 90 days ahead 149
}

func ExampleForecast() {
	values := make([]float64, 120)
	for day := range values {
		values[day] = 400 + 3*float64(day) + 10*math.Sin(float64(day)*2*math.Pi/7)
	}
	disk := forecasting.Series{Start: time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC), Step: forecasting.Day, Values: values}
	result, err := forecasting.Forecast(disk, forecasting.Options{
		Horizon: 90, Capacity: forecasting.Constant(1000), Smooth: 7, Seed: 1,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	date, ok := result.Date(result.Full.P50)
	fmt.Println(date.Format("2 January 2006"), ok)
	fmt.Printf("%.1f a day\n", result.Growth.PerStep)
	// Output:
	// 21 January 2027 true
	// 3.0 a day
}

func ExampleForecast_textbook() {
	result, err := forecasting.Forecast(textbook(), forecasting.Options{
		Horizon: 90, Method: forecasting.OLS, Capacity: forecasting.Constant(80),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("full in", result.Full.P50, "days")
	fmt.Println("in 90 days", result.Mean[89])
	fmt.Printf("growth %.2f %%\n", result.Growth.Percent)
	// Output:
	// full in 21 days
	// in 90 days 149
	// growth 152.54 %
}

func ExampleForecast_whatIf() {
	launch := forecasting.Event{Name: "launch", From: 11, Scale: 0.2}
	raised := forecasting.Capacity{{From: 0, Value: 80}, {From: 15, Value: 110}}
	for _, o := range []forecasting.Options{
		{Capacity: forecasting.Constant(80)},
		{Capacity: forecasting.Constant(80), Events: []forecasting.Event{launch}},
		{Capacity: raised},
		{Capacity: forecasting.Constant(80), ExtraGrowth: -1},
	} {
		o.Horizon, o.Method = 90, forecasting.OLS
		result, err := forecasting.Forecast(textbook(), o)
		if err != nil {
			fmt.Println(err)
			return
		}
		if result.Full.None {
			fmt.Println("never")
			continue
		}
		fmt.Println("full in", result.Full.P50, "days")
	}
	// Output:
	// full in 21 days
	// full in 11 days
	// full in 51 days
	// never
}
