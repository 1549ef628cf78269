package forecasting

import (
	"math"
	"math/rand/v2"
)

// linePaths draws futures of a straight line: its intercept and slope from
// their joint distribution, and independent noise around it.
func linePaths(line Line, o Options) [][]float64 {
	count := o.Paths
	if count == 0 {
		count = DefaultPaths
	}
	rng := rand.New(rand.NewPCG(o.Seed, 0x9e3779b97f4a7c15))
	n := float64(line.N)
	paths := make([][]float64, count)
	for p := range paths {
		path := make([]float64, o.Horizon)
		level := rng.NormFloat64() * line.Sigma / math.Sqrt(n)
		slope := 0.0
		if line.N > 1 {
			slope = rng.NormFloat64() * line.Sigma / math.Sqrt(n*(n*n-1)/12)
		}
		for k := range path {
			at := n + float64(k)
			path[k] = line.At(at) + level + slope*(at-(n-1)/2) + rng.NormFloat64()*line.Sigma
		}
		paths[p] = path
	}
	return paths
}
