package forecasting

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Changepoints of the piecewise line.
const (
	maxHinges  = 4
	hingeSlots = 16 // places where a hinge may stand
)

// piecewise is a continuous line with changepoints: hinges (t − τ)₊ are added
// one by one where they lessen the squared error most, as long as Schwarz's
// criterion n·ln(SSE/n) + p·ln n falls. The last slope goes on, fading slowly.
func piecewise(v *view, out []float64) bool {
	const phi = 0.995
	n := len(v.z)
	if n < 2*hingeSlots {
		return false
	}
	var hinges []int
	best, slope, level := hingeFit(v.z, hinges)
	for len(hinges) < maxHinges {
		at, bestNext, nextSlope, nextLevel := 0, best, slope, level
		for slot := 1; slot < hingeSlots; slot++ {
			place := slot * n / hingeSlots
			score, s, l := hingeFit(v.z, append(hinges, place))
			if score < bestNext {
				at, bestNext, nextSlope, nextLevel = place, score, s, l
			}
		}
		if at == 0 {
			break
		}
		hinges = append(hinges, at)
		best, slope, level = bestNext, nextSlope, nextLevel
	}
	return rising(out, level, slope, phi)
}

// hingeFit is the criterion, the slope at the end and the level at the end.
func hingeFit(z []float64, hinges []int) (score, slope, level float64) {
	n := len(z)
	row := make([]float64, 2+len(hinges))
	fill := func(i int) {
		row[0], row[1] = 1, float64(i)/float64(n)
		for j, at := range hinges {
			row[2+j] = max(0, float64(i-at)/float64(n))
		}
	}
	coefficients, ok := regress(n, len(row), func(i int) ([]float64, float64) {
		fill(i)
		return row, z[i]
	}, 1e-9)
	if !ok {
		return math.Inf(1), 0, 0
	}
	squares := 0.0
	for i, y := range z {
		fill(i)
		e := y - dot(coefficients, row)
		squares += e * e
	}
	fill(n - 1)
	level = dot(coefficients, row)
	for _, c := range coefficients[1:] {
		slope += c / float64(n)
	}
	size := float64(n)
	return size*math.Log(squares/size+1e-18) + 2*float64(len(row))*math.Log(size), slope, level
}

// regress solves least squares with a small ridge on all but the constant.
func regress(n, size int, row func(i int) ([]float64, float64), ridge float64) ([]float64, bool) {
	gram, rhs := make([]float64, size*size), make([]float64, size)
	for i := range n {
		x, y := row(i)
		for a, xa := range x {
			rhs[a] += xa * y
			for b := a; b < size; b++ {
				gram[a*size+b] += xa * x[b]
			}
		}
	}
	for a := 1; a < size; a++ {
		gram[a*size+a] += ridge * float64(n)
	}
	var factor mat.Cholesky
	if !factor.Factorize(mat.NewSymDense(size, gram)) {
		return nil, false
	}
	solution := mat.NewVecDense(size, nil)
	if err := factor.SolveVecTo(solution, mat.NewVecDense(size, rhs)); err != nil {
		return nil, false
	}
	return solution.RawVector().Data, true
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i, v := range a {
		sum += v * b[i]
	}
	return sum
}
