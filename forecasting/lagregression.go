package forecasting

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// lagModel is a ridge regression of each value on earlier ones,
//
//	w(t) = c₀ + Σ cⱼ·w(t − lagⱼ),
//
// on standardised values or differences, raw or in logarithms (Hoerl and
// Kennard 1970 for the ridge). Forecasts are fed back for later leads.
type lagModel struct {
	lags  []int   // rising
	diff  int     // distance of the differences; 0: the values themselves
	logs  bool    // needs values above zero
	ridge float64 // penalty on each cⱼ²
}

// bound of standardised forecasts, which stops an unstable fit.
const lagBound = 20

// run fits once per origin. The sums of products grow from origin to origin,
// so that many origins cost little more than one.
func (m lagModel) run(p *past) forecasts {
	y := p.values
	if m.logs {
		y = logarithms(p.values)
		if y == nil {
			return nil
		}
	}
	longest := m.lags[len(m.lags)-1]
	first := p.origins[0] - m.diff
	if first-longest < 2*len(m.lags)+5 {
		return nil
	}
	w, mean, deviation := standardise(differences(y, m.diff), first, m.diff == 0)
	if deviation == 0 {
		return nil
	}
	out := p.room()
	sums := newNormal(m.lags)
	coded := make([]float64, 0, len(w)+p.horizon)
	for i, o := range p.origins {
		sums.addUntil(w, o-m.diff)
		coefficients, ok := sums.solve(m.ridge)
		if !ok {
			return nil
		}
		coded = m.feedBack(append(coded[:0], w[:o-m.diff]...), coefficients, out[i])
		for k := range out[i] {
			v := coded[o-m.diff+k]*deviation + mean
			switch {
			case m.diff == 0:
			case k < m.diff:
				v += y[o+k-m.diff]
			default:
				v += out[i][k-m.diff]
			}
			out[i][k] = v
		}
		if m.logs {
			exponentials(out[i])
		}
		if !allFinite(out[i]) {
			return nil
		}
	}
	return out
}

// onView fits to the season-free values of one origin.
func (m lagModel) onView(v *view, out []float64) bool {
	longest := m.lags[len(m.lags)-1]
	n := len(v.z) - m.diff
	if n-longest < 2*len(m.lags)+5 {
		return false
	}
	w, mean, deviation := standardise(differences(v.z, m.diff), n, m.diff == 0)
	if deviation == 0 {
		return flat(out, v.z[len(v.z)-1])
	}
	sums := newNormal(m.lags)
	sums.addUntil(w, n)
	coefficients, ok := sums.solve(m.ridge)
	if !ok {
		return false
	}
	coded := m.feedBack(w, coefficients, out)
	level := v.z[len(v.z)-1]
	for k := range out {
		out[k] = coded[n+k]*deviation + mean
		if m.diff == 1 {
			level += out[k]
			out[k] = level
		}
	}
	return true
}

// feedBack appends a forecast for every place of out.
func (m lagModel) feedBack(coded, coefficients, out []float64) []float64 {
	for range out {
		t := len(coded)
		sum := coefficients[0]
		for j, lag := range m.lags {
			sum += coefficients[j+1] * coded[t-lag]
		}
		coded = append(coded, max(-lagBound, min(lagBound, sum)))
	}
	return coded
}

func logarithms(values []float64) []float64 {
	logs := make([]float64, len(values))
	for i, v := range values {
		if v <= 0 {
			return nil
		}
		logs[i] = math.Log(v)
	}
	return logs
}

func exponentials(values []float64) {
	for k, v := range values {
		values[k] = math.Exp(v)
	}
}

func differences(y []float64, distance int) []float64 {
	z := make([]float64, len(y)-distance)
	for i := range z {
		z[i] = y[i+distance]
		if distance > 0 {
			z[i] -= y[i]
		}
	}
	return z
}

// standardise scales z in place by the mean (if centred) and deviation of its
// first values, those that the first origin knows.
func standardise(z []float64, first int, centred bool) (w []float64, mean, deviation float64) {
	if centred {
		mean = average(z[:first])
	}
	for _, v := range z[:first] {
		deviation += (v - mean) * (v - mean)
	}
	deviation = math.Sqrt(deviation / float64(first))
	if deviation < 1e-12 {
		return z, mean, 0
	}
	for i := range z {
		z[i] = (z[i] - mean) / deviation
	}
	return z, mean, deviation
}

// normal holds the sums of the normal equations of a lag regression.
type normal struct {
	lags []int
	next int       // the next target to add
	gram []float64 // upper triangle of XᵀX, row by row, full width
	rhs  []float64
	row  []float64
}

func newNormal(lags []int) *normal {
	size := len(lags) + 1
	return &normal{
		lags: lags, next: lags[len(lags)-1],
		gram: make([]float64, size*size), rhs: make([]float64, size), row: make([]float64, size),
	}
}

// addUntil adds the targets before end.
func (s *normal) addUntil(w []float64, end int) {
	size := len(s.row)
	s.row[0] = 1
	for ; s.next < end; s.next++ {
		for j, lag := range s.lags {
			s.row[j+1] = w[s.next-lag]
		}
		target := w[s.next]
		for i, x := range s.row {
			s.rhs[i] += x * target
			sums := s.gram[i*size+i : (i+1)*size]
			for j, other := range s.row[i:] {
				sums[j] += x * other
			}
		}
	}
}

// solve answers the coefficients, the constant first.
func (s *normal) solve(ridge float64) ([]float64, bool) {
	size := len(s.row)
	gram := append([]float64(nil), s.gram...)
	gram[0] += 1e-6
	for i := 1; i < size; i++ {
		gram[i*size+i] += ridge
	}
	var factor mat.Cholesky
	if !factor.Factorize(mat.NewSymDense(size, gram)) {
		return nil, false
	}
	solution := mat.NewVecDense(size, nil)
	if err := factor.SolveVecTo(solution, mat.NewVecDense(size, s.rhs)); err != nil {
		return nil, false
	}
	coefficients := solution.RawVector().Data
	return coefficients, allFinite(coefficients)
}
