package forecasting

import (
	"math"
	"math/rand/v2"
)

// Shape of the simulated errors, chosen on training data only.
const (
	pathMemory   = 0.98  // autocorrelation of the lasting error from step to step
	pathFixed    = 0.5   // weight of the part of it that never changes
	noiseShare   = 0.625 // deviation of the passing error, in mean one-step errors
	noiseCeiling = 0.9   // and at most this share of the whole
	noiseMemory  = 0.5   // autocorrelation of the passing error
)

// simulator draws correlated futures. The error of a path at lead k is
//
//	e(k) = T·p(k)·(a·g + √(1−a²)·u(k)) + q(k)·v(k),   p² + q² = scale²
//
// with a lasting part p and a passing part q, u and v autoregressions of unit
// variance, g normal, and T one draw per path that makes the lasting part
// Student t: a path that goes astray goes on astray. Each draw is used twice, as it is and mirrored, which halves the
// random numbers and keeps the median of the paths at the forecast.
type simulator struct {
	run              *run
	rng              *rand.Rand
	lasting, passing []float64
	errors           []float64
	path             []float64
}

func newSimulator(r *run) *simulator {
	h := r.options.Horizon
	s := &simulator{
		run: r, rng: rand.New(rand.NewPCG(r.options.Seed, 0x9e3779b97f4a7c15)),
		lasting: make([]float64, h), passing: make([]float64, h),
		errors: make([]float64, h), path: make([]float64, h),
	}
	for k, scale := range r.spread.scale {
		s.passing[k] = min(noiseShare*r.spread.noise, noiseCeiling*scale)
		s.lasting[k] = math.Sqrt(scale*scale - s.passing[k]*s.passing[k])
	}
	return s
}

// each calls visit with every path; the slice is used again.
func (s *simulator) each(visit func(path []float64)) {
	count := s.run.options.Paths
	base := s.run.fitted[len(s.run.fitted)-1]
	for drawn := 0; drawn < count; drawn += 2 {
		if s.run.line != nil {
			s.drawLine()
		} else {
			s.draw()
		}
		for side := 0; side < 2 && drawn+side < count; side++ {
			for k, e := range s.errors {
				if side == 1 {
					e = -e
				}
				s.path[k] = s.run.bounded(k, s.run.apart(base[k], e))
			}
			visit(s.path)
		}
	}
}

func (s *simulator) draw() {
	fresh, freshNoise := math.Sqrt(1-pathMemory*pathMemory), math.Sqrt(1-noiseMemory*noiseMemory)
	heavy := s.heavyTail()
	fixed := pathFixed * s.rng.NormFloat64() * heavy
	rest := math.Sqrt(1-pathFixed*pathFixed) * heavy
	u, v := s.rng.NormFloat64(), s.rng.NormFloat64()
	for k := range s.errors {
		if k > 0 {
			u = pathMemory*u + fresh*s.rng.NormFloat64()
			v = noiseMemory*v + freshNoise*s.rng.NormFloat64()
		}
		s.errors[k] = s.lasting[k]*(fixed+rest*u) + s.passing[k]*v
	}
}

// heavyTail is √(ν/χ²ν), which makes a normal draw Student t.
func (s *simulator) heavyTail() float64 {
	sum := 0.0
	for range int(s.run.spread.freedom) {
		v := s.rng.NormFloat64()
		sum += v * v
	}
	return math.Sqrt(s.run.spread.freedom / max(sum, 1e-12))
}

// drawLine draws errors of a straight line: its level and slope from their
// distribution, and independent noise around it.
func (s *simulator) drawLine() {
	line := s.run.line
	n := float64(line.N)
	level := s.rng.NormFloat64() * line.Sigma / math.Sqrt(n)
	slope := 0.0
	if line.N > 1 {
		slope = s.rng.NormFloat64() * line.Sigma / math.Sqrt(n*(n*n-1)/12)
	}
	for k := range s.errors {
		far := n + float64(k) - (n-1)/2
		s.errors[k] = level + slope*far + s.rng.NormFloat64()*line.Sigma
	}
}
