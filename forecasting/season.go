package forecasting

import "math"

// minStrength is the share of the short-term variation a pattern must explain
// to count as a season. Chance alone reaches about half of it.
const minStrength = 0.08

// view is the past as one origin sees it: the values up to it with the season
// taken out, and the fits that several methods share.
type view struct {
	z       []float64 // values without season and holidays
	profile []float64 // additive season by phase; nil when none was found
	holiday float64   // effect of a holiday
	past    *past
	origin  int

	strength float64
	smoothed smoothed
	line     Line
	slope    float64 // robust slope
	mean     float64
	median   float64
}

func newView(p *past, origin int, scratch *scratch) *view {
	v := &view{past: p, origin: origin, z: append([]float64(nil), p.values[:origin]...)}
	v.profile, v.strength = seasonProfile(v.z, p.season, scratch)
	for i := range v.z {
		v.z[i] -= v.seasonAt(i)
	}
	if p.holiday != nil {
		v.takeOutHolidays(scratch)
	}
	v.smoothed = smooth(v.z)
	v.line = FitLine(v.z)
	v.slope = robustSlope(v.z, scratch)
	v.mean = average(v.z)
	v.median = scratch.median(v.z)
	return v
}

// seasonAt is the season at an index, past or ahead.
func (v *view) seasonAt(i int) float64 {
	if v.profile == nil {
		return 0
	}
	return v.profile[i%len(v.profile)]
}

// addSeason puts season and holidays back on a forecast.
func (v *view) addSeason(out []float64) {
	for k := range out {
		out[k] += v.seasonAt(v.origin + k)
		if v.holiday != 0 && v.past.holiday[v.origin+k] {
			out[k] += v.holiday
		}
	}
}

// seasonProfile finds an additive season of the period: the median, by phase,
// of what a centred moving mean over one period leaves over. It is nil unless
// it explains more than minStrength of that rest.
func seasonProfile(values []float64, period int, scratch *scratch) (profile []float64, strength float64) {
	n, half := len(values), period/2
	if period < 2 || n < 4*period {
		return nil, 0
	}
	rest := scratch.take(n - 2*half)
	for i := range rest {
		rest[i] = values[i+half] - centredMean(values, i+half, period)
	}
	profile = make([]float64, period)
	sum := 0.0
	for phase := range profile {
		first := (phase - half%period + period) % period
		like := scratch.more[:0]
		for i := first; i < len(rest); i += period {
			like = append(like, rest[i])
		}
		scratch.more = like
		profile[phase] = median(like)
		sum += profile[phase]
	}
	var all, left float64
	for phase := range profile {
		profile[phase] -= sum / float64(period)
	}
	for i, r := range rest {
		all += math.Abs(r)
		left += math.Abs(r - profile[(i+half)%period])
	}
	if all == 0 || 1-left/all < minStrength {
		return nil, 0
	}
	return profile, 1 - left/all
}

// centredMean is the mean over one period around i; an even period counts its
// two ends half.
func centredMean(values []float64, i, period int) float64 {
	half := period / 2
	sum := 0.0
	for j := i - half; j <= i+half; j++ {
		sum += values[j]
	}
	if period%2 == 0 {
		sum -= (values[i-half] + values[i+half]) / 2
	}
	return sum / float64(period)
}

// takeOutHolidays estimates by how much a holiday differs from the days around
// it, with three imaginary holidays without effect against chance.
func (v *view) takeOutHolidays(scratch *scratch) {
	const imaginary = 3
	gaps := scratch.take(0)
	for i, z := range v.z {
		if !v.past.holiday[i] || i < 4 || i+4 >= len(v.z) {
			continue
		}
		around := (v.z[i-4] + v.z[i-3] + v.z[i-2] + v.z[i+2] + v.z[i+3] + v.z[i+4]) / 6
		gaps = append(gaps, z-around)
	}
	if len(gaps) == 0 {
		return
	}
	count := float64(len(gaps))
	v.holiday = median(gaps) * count / (count + imaginary)
	for i := range v.z {
		if v.past.holiday[i] {
			v.z[i] -= v.holiday
		}
	}
}

// scratch is room that is used again, for speed.
type scratch struct{ room, more []float64 }

// take is n values of room, not cleared. The next take overwrites them.
func (s *scratch) take(n int) []float64 {
	if cap(s.room) < n || s.room == nil {
		s.room = make([]float64, n, 2*n+64)
	}
	return s.room[:n]
}

// median of values, which stay as they are.
func (s *scratch) median(values []float64) float64 {
	room := s.take(len(values))
	copy(room, values)
	return median(room)
}
