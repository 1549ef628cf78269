package forecasting

import "math"

// lag sets for values within the day, d steps to a day. A short day (hours)
// takes every lag of the last day; a long one (minutes) only those around
// whole days, for the cost grows with the square of the number of lags.
const longDay = 48

func lagsOfDay(d int) []int {
	if d > longDay {
		return []int{1, 2, 3, d - 1, d, d + 1, 2 * d, 3 * d, 7*d - 1, 7 * d, 7*d + 1}
	}
	lags := upTo(d + 2)
	return append(lags, 2*d, 3*d, 7*d-1, 7*d, 7*d+1)
}

func lagsWithinDays(d int) []int {
	if d > longDay {
		return []int{1, 2, 3, d - 1, d, d + 1, 2 * d, 3 * d}
	}
	return append(upTo(d+2), 2*d, 3*d)
}

func lagsAroundDays(d int) []int {
	lags := []int{1, 2, 3}
	for day := 1; day <= 7; day++ {
		lags = append(lags, day*d-1, day*d, day*d+1)
	}
	return lags
}

func lagsOfWholeDays(d int) []int {
	return []int{d, 2 * d, 3 * d, 4 * d, 5 * d, 6 * d, 7 * d, 8 * d, 14 * d}
}

func lagsSparse(d int) []int { return []int{1, 2, d - 1, d, d + 1, 7 * d} }

func upTo(n int) []int {
	lags := make([]int, n)
	for i := range lags {
		lags[i] = i + 1
	}
	return lags
}

// weekProfile repeats the mean week, recent weeks weighing more, from the
// level of the last day, a difference that fades by φ a step.
func weekProfile(phi float64) func(p *past) forecasts {
	const weeks, fade = 4, 0.8
	return func(p *past) forecasts {
		week := 7 * p.day
		if p.day < 2 || p.origins[0] < 2*week {
			return nil
		}
		out := p.room()
		profile := make([]float64, week)
		for i, o := range p.origins {
			for phase := range profile {
				sum, weights, weight := 0.0, 0.0, 1.0
				for w := 1; w <= min(weeks, o/week); w++ {
					sum += weight * p.values[o-w*week+phase]
					weights += weight
					weight *= fade
				}
				profile[phase] = sum / weights
			}
			gap := 0.0
			for back := 1; back <= p.day; back++ {
				gap += (p.values[o-back] - profile[week-back]) / float64(p.day)
			}
			for k := range out[i] {
				gap *= phi
				out[i][k] = profile[k%week] + gap
			}
		}
		return out
	}
}

// inLogs prefers a model in logarithms and falls back to plain values when
// some are not above zero.
func inLogs(m lagModel) func(p *past) forecasts {
	return func(p *past) forecasts {
		m.logs = true
		if out := m.run(p); out != nil {
			return out
		}
		m.logs = false
		return m.run(p)
	}
}

// perStep turns a fade per hour into one per step of a day.
func perStep(phi float64, day int) float64 {
	return math.Pow(phi, 24/float64(day))
}
