package main

import (
	"fmt"
	"math"
	"time"

	"watchbill/forecasting"
)

// m4Score are the measures of the M4 competition.
type m4Score struct {
	sMAPE, mase, msis, coverage float64
	naiveSMAPE, naiveMASE       float64 // of the last value on the same cases
	failed                      int
}

// scoreM4 averages over cases; m is the lag of the naive scale.
func scoreM4(cases []m4Case, step time.Duration, m int) m4Score {
	scores := make([]m4Score, len(cases))
	inParallel(len(cases), func(i int) { scores[i] = scoreOne(cases[i], step, m) })
	var sum m4Score
	for _, s := range scores {
		n := float64(len(cases))
		sum.sMAPE += s.sMAPE / n
		sum.mase += s.mase / n
		sum.msis += s.msis / n
		sum.coverage += s.coverage / n
		sum.naiveSMAPE += s.naiveSMAPE / n
		sum.naiveMASE += s.naiveMASE / n
		sum.failed += s.failed
	}
	return sum
}

func scoreOne(c m4Case, step time.Duration, m int) m4Score {
	h := len(c.future)
	result, err := forecasting.Forecast(
		forecasting.Series{Step: step, Values: c.past},
		forecasting.Options{Horizon: h, Levels: []float64{0.95}, Seed: 1})
	if err != nil {
		return m4Score{failed: 1}
	}
	scale := naiveScale(c.past, m)
	last := c.past[len(c.past)-1]
	var s m4Score
	for k, y := range c.future {
		f, lower, upper := result.Mean[k], result.Bands[0].Lower[k], result.Bands[0].Upper[k]
		s.sMAPE += 200 * math.Abs(y-f) / (math.Abs(y) + math.Abs(f)) / float64(h)
		s.mase += math.Abs(y-f) / scale / float64(h)
		s.msis += intervalScore(y, lower, upper) / scale / float64(h)
		if y >= lower && y <= upper {
			s.coverage += 1 / float64(h)
		}
		s.naiveSMAPE += 200 * math.Abs(y-last) / (math.Abs(y) + math.Abs(last)) / float64(h)
		s.naiveMASE += math.Abs(y-last) / scale / float64(h)
	}
	return s
}

// naiveScale is the mean absolute change over m steps.
func naiveScale(past []float64, m int) float64 {
	sum, count := 0.0, 0
	for i := m; i < len(past); i++ {
		if d := math.Abs(past[i] - past[i-m]); !math.IsNaN(d) {
			sum += d
			count++
		}
	}
	return sum / float64(count)
}

// intervalScore of a 95 % interval (Gneiting and Raftery 2007).
func intervalScore(y, lower, upper float64) float64 {
	return upper - lower + 40*max(0, lower-y) + 40*max(0, y-upper)
}

func benchHourly(folder string, train bool) error {
	cases, err := readM4(folder, "m4-hourly", 48, train, 3)
	if err != nil {
		return err
	}
	s := scoreM4(cases, time.Hour, 24)
	owa := (s.sMAPE/18.383 + s.mase/2.395) / 2
	title := "M4 Hourly, 414 series, 48 hours ahead"
	if train {
		title = "M4 Hourly, training parts (OWA relative to the test's Naive2)"
	}
	t := newTable(title, "method", "sMAPE", "MASE", "OWA", "MSIS", "cov95")
	t.add("Watchbill", s.sMAPE, s.mase, owa, s.msis, s.coverage)
	if !train {
		for _, p := range hourlyPeers {
			t.add(p.name, p.figures...)
		}
	}
	t.print()
	if !train {
		printBars(
			bar{"OWA", owa, .400, .385, atMost}, bar{"MSIS", s.msis, 6.0, 5.6, atMost},
			bar{"95 % coverage, low", s.coverage, .94, .94, atLeast}, bar{"95 % coverage, high", s.coverage, .97, .97, atMost})
	}
	return failures(s.failed)
}

func benchDaily(folder string, train bool) error {
	cases, err := readM4(folder, "m4-daily69", 14, train, 16)
	if err != nil {
		return err
	}
	s := scoreM4(cases, forecasting.Day, 1)
	owa := (s.sMAPE/2.319 + s.mase/3.058) / 2
	title := "M4 Daily, 69 series, 14 days ahead"
	if train {
		owa = (s.sMAPE/s.naiveSMAPE + s.mase/s.naiveMASE) / 2
		title = "M4 Daily, training parts"
	}
	t := newTable(title, "method", "sMAPE", "MASE", "OWA", "MSIS", "cov95")
	t.add("Watchbill", s.sMAPE, s.mase, owa, s.msis, s.coverage)
	if !train {
		for _, p := range dailyPeers {
			t.add(p.name, p.figures...)
		}
	}
	t.print()
	if !train {
		printBars(bar{"OWA", owa, 1.01, .99, atMost})
	}
	return failures(s.failed)
}

func failures(count int) error {
	if count > 0 {
		return fmt.Errorf("%d series could not be forecast", count)
	}
	return nil
}
