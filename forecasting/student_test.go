package forecasting

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

func TestStudentQuantile(t *testing.T) {
	for _, freedom := range []float64{1, 2, 3, 4, 5, 8, 30, 178, 1e4} {
		for _, p := range []float64{0.5, 0.6, 0.75, 0.9, 0.975, 0.995, 0.9995} {
			got := studentQuantile(p, freedom)
			want := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: freedom}.Quantile(p)
			if math.Abs(got-want) > 2e-4*max(want, 0.01) {
				t.Errorf("p %v, %v degrees of freedom: got %v, want %v", p, freedom, got, want)
			}
		}
	}
}

func TestMedian(t *testing.T) {
	for _, test := range []struct {
		values []float64
		want   float64
	}{
		{nil, 0},
		{[]float64{3}, 3},
		{[]float64{4, 2}, 3},
		{[]float64{5, 1, 3}, 3},
		{[]float64{1, 1, 1, 9}, 1},
		{[]float64{9, 8, 7, 6, 5, 4, 3, 2, 1, 0}, 4.5},
	} {
		given := append([]float64(nil), test.values...)
		if got := median(given); got != test.want {
			t.Errorf("median of %v: got %v, want %v", test.values, got, test.want)
		}
	}
}
