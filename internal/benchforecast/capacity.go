package main

import (
	"math"
	"sort"

	"watchbill/forecasting"
)

// rises are the capacities asked about, above the highest recent week.
var rises = [...]float64{.02, .05, .10, .20}

// windowScore is one window's.
type windowScore struct {
	mase, msis, in95, in80, ratio float64
	measured                      bool // its scale is not zero
	brier, pinball, date          float64
	crossed                       float64
	failed                        bool
}

func benchCapacity(folder string, train bool) error {
	windows, err := readWindows(folder, train)
	if err != nil {
		return err
	}
	scores := make([]windowScore, len(windows))
	inParallel(len(windows), func(i int) { scores[i] = scoreWindow(windows[i], uint64(i)) })
	failed := 0
	for _, s := range scores {
		if s.failed {
			failed++
		}
	}
	title := "Capacity windows, 180 days to 90"
	if train {
		title += ", earlier windows"
	}
	t := newTable(title, "group", "windows", "MASE", "median", "GMR", "MSIS", "cov95", "cov80", "Brier", "pinball", "date")
	all := sumUp(windows, scores, "")
	t.addRow("Watchbill, all", all.row())
	groups := groupsOf(windows)
	sums := map[string]windowSum{}
	for _, g := range groups {
		sums[g] = sumUp(windows, scores, g)
		t.addRow("  "+g, sums[g].row())
	}
	if !train {
		for _, p := range capacityPeers {
			t.add(p.name, p.figures...)
		}
	}
	t.print()
	if train {
		return failures(failed)
	}
	bars := []bar{
		{"geometric mean ratio to the line", all.gmr, .66, .62, atMost},
		{"mean MASE", all.mase, 2.16, 2.05, atMost},
		{"MSIS", all.msis, 34, 31, atMost},
		{"95 % coverage, low", all.in95, .93, .94, atLeast},
		{"95 % coverage, high", all.in95, .97, .96, atMost},
	}
	for _, g := range groups {
		if sums[g].count >= 16 {
			bars = append(bars, bar{"95 % coverage, " + g, sums[g].in95, .86, .90, atLeast})
		}
	}
	printBars(append(bars,
		bar{"dates: Brier", all.brier, .186, .175, atMost}, bar{"dates: pinball", all.pinball, 12.2, 11.5, atMost}, bar{"dates: P50 error, days", all.date, 21, 19, atMost})...)
	return failures(failed)
}

func scoreWindow(w window, seed uint64) windowScore {
	h := len(w.future)
	history := forecasting.Series{Step: forecasting.Day, Values: w.past}
	result, err := forecasting.Forecast(history, forecasting.Options{Horizon: h, Levels: []float64{.8, .95}, Seed: seed})
	if err != nil {
		return windowScore{failed: true}
	}
	line, err := forecasting.Forecast(history, forecasting.Options{Horizon: h, Method: forecasting.OLS, Levels: []float64{.95}})
	if err != nil {
		return windowScore{failed: true}
	}
	var s windowScore
	scale := naiveScale(w.past, 7)
	var own, lines, count float64
	for k, y := range w.future {
		if math.IsNaN(y) {
			continue
		}
		count++
		own += math.Abs(y - result.Mean[k])
		lines += math.Abs(y - line.Mean[k])
		b95, b80 := result.Bands[1], result.Bands[0]
		s.msis += intervalScore(y, b95.Lower[k], b95.Upper[k])
		if y >= b95.Lower[k] && y <= b95.Upper[k] {
			s.in95++
		}
		if y >= b80.Lower[k] && y <= b80.Upper[k] {
			s.in80++
		}
	}
	if s.measured = scale > 0; s.measured {
		s.mase, s.msis = own/count/scale, s.msis/count/scale
		s.in95, s.in80 = s.in95/count, s.in80/count
		if own > 0 && lines > 0 {
			s.ratio = math.Log(own / lines)
		}
	}
	s.scoreDates(w, history, seed)
	return s
}

// scoreDates asks for the passage of four capacities by the mean of seven
// days.
func (s *windowScore) scoreDates(w window, history forecasting.Series, seed uint64) {
	const smooth = 7
	h := len(w.future)
	whole := append(append([]float64(nil), w.past...), w.future...)
	base := 0.0
	for i := len(w.past) - 28; i < len(w.past); i++ {
		base = max(base, trailingMean(whole, i, smooth))
	}
	for _, rise := range rises {
		capacity := base * (1 + rise)
		truth := h + 1
		for k := range w.future {
			if trailingMean(whole, len(w.past)+k, smooth) >= capacity {
				truth = k + 1
				break
			}
		}
		result, err := forecasting.Forecast(history, forecasting.Options{
			Horizon: h, Capacity: forecasting.Constant(capacity), Smooth: smooth, Seed: seed,
		})
		if err != nil {
			s.failed = true
			return
		}
		c := result.Full
		happened := 0.0
		if truth <= h {
			happened = 1
		}
		share := 1 / float64(len(rises))
		s.crossed += happened * share
		s.brier += (c.Probability - happened) * (c.Probability - happened) * share
		s.date += math.Abs(float64(c.P50-truth)) * share
		for _, q := range []struct {
			p  float64
			at int
		}{{.1, c.P10}, {.5, c.P50}, {.9, c.P90}} {
			d := float64(truth - q.at)
			s.pinball += 2 * max(q.p*d, (q.p-1)*d) / 3 * share
		}
	}
}

func trailingMean(values []float64, i, size int) float64 {
	sum, count := 0.0, 0
	for j := max(0, i-size+1); j <= i; j++ {
		if !math.IsNaN(values[j]) {
			sum += values[j]
			count++
		}
	}
	return sum / float64(count)
}

// windowSum is the mean over windows.
type windowSum struct {
	count                                int
	mase, median, gmr, msis, in95, in80  float64
	brier, pinball, date, weight, dateWt float64
}

func (s windowSum) row() []float64 {
	return []float64{float64(s.count), s.mase, s.median, s.gmr, s.msis, s.in95, s.in80, s.brier, s.pinball, s.date}
}

func sumUp(windows []window, scores []windowScore, group string) windowSum {
	var sum windowSum
	var mases []float64
	for i, s := range scores {
		if group != "" && windows[i].group != group {
			continue
		}
		w := windows[i].weight
		sum.dateWt += w
		sum.brier += w * s.brier
		sum.pinball += w * s.pinball
		sum.date += w * s.date
		if !s.measured {
			continue
		}
		sum.count++
		sum.weight += w
		sum.mase += w * s.mase
		sum.msis += w * s.msis
		sum.in95 += w * s.in95
		sum.in80 += w * s.in80
		sum.gmr += w * s.ratio
		mases = append(mases, s.mase)
	}
	for _, v := range []*float64{&sum.mase, &sum.msis, &sum.in95, &sum.in80, &sum.gmr} {
		*v /= sum.weight
	}
	for _, v := range []*float64{&sum.brier, &sum.pinball, &sum.date} {
		*v /= sum.dateWt
	}
	sum.gmr = math.Exp(sum.gmr)
	sort.Float64s(mases)
	if n := len(mases); n > 0 {
		sum.median = (mases[(n-1)/2] + mases[n/2]) / 2
	}
	return sum
}

func groupsOf(windows []window) []string {
	seen := map[string]bool{}
	var groups []string
	for _, w := range windows {
		if !seen[w.group] {
			seen[w.group] = true
			groups = append(groups, w.group)
		}
	}
	sort.Strings(groups)
	return groups
}
