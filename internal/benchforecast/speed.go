package main

import (
	"fmt"
	"math"
	"path/filepath"
	"testing"
	"time"

	"watchbill/forecasting"
)

// benchSpeed times one call on one core.
func benchSpeed(folder string, _ bool) error {
	rows, err := readRows(filepath.Join(folder, "m4-hourly-train.csv.gz"), 1)
	if err != nil {
		return err
	}
	daily := dailyExample(180)
	mean, lower, upper := make([]float64, 90), make([]float64, 90), make([]float64, 90)
	line := timed(func() {
		forecasting.FitLine(daily).Predict(.95, mean, lower, upper)
	})
	auto := timed(func() {
		_, err = forecasting.Forecast(forecasting.Series{Step: forecasting.Day, Values: daily},
			forecasting.Options{Horizon: 90, Capacity: forecasting.Constant(220), Smooth: 7})
	})
	hourly := rows[0].values
	hourly = append(append([]float64(nil), hourly...), hourly...)[:900]
	hours := timed(func() {
		_, err = forecasting.Forecast(forecasting.Series{Step: time.Hour, Values: hourly}, forecasting.Options{Horizon: 48})
	})
	if err != nil {
		return err
	}
	fmt.Println("\nSpeed, one call on one core (measured before, per capacity window: stlf in R 24 ms, ets 227 ms, Prophet 572 ms)")
	printBars(
		bar{"line and 90-day band, µs", line / 1e3, 2, 1, atMost},
		bar{"automatic, 180 days to 90, ms", auto / 1e6, 5, 1.5, atMost},
		bar{"automatic, 900 hours to 48, ms", hours / 1e6, 20, 5, atMost})
	return benchR(daily)
}

// timed is the least mean time of a few rounds, in nanoseconds: the least is
// what the code takes when nothing else runs.
func timed(work func()) float64 {
	least := math.Inf(1)
	for range 3 {
		r := testing.Benchmark(func(b *testing.B) {
			for b.Loop() {
				work()
			}
		})
		least = min(least, float64(r.T.Nanoseconds())/float64(r.N))
	}
	return least
}

// dailyExample grows by half a unit a day with a week and a little noise.
func dailyExample(n int) []float64 {
	values := make([]float64, n)
	state := uint32(1)
	for i := range values {
		state = state*1664525 + 1013904223
		values[i] = 100 + 0.5*float64(i) + 8*math.Sin(2*math.Pi*float64(i)/7) + 10*(float64(state)/(1<<32)-.5)
	}
	return values
}
