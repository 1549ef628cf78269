package forecasting

import "math"

// normalQuantile is the quantile of the standard normal distribution.
func normalQuantile(p float64) float64 {
	return math.Sqrt2 * math.Erfinv(2*p-1)
}

// studentQuantile is the quantile of Student's t for p ≥ 0.5 by Hill's
// asymptotic inverse (Algorithm 396, Communications of the ACM 13, 1970),
// good to about six digits and a hundred times faster than inverting the
// incomplete beta function. One and two degrees of freedom are exact.
func studentQuantile(p, freedom float64) float64 {
	tail := 2 * (1 - p) // two-sided
	switch {
	case tail >= 1:
		return 0
	case freedom < 1.5:
		angle := tail * math.Pi / 2
		return math.Cos(angle) / math.Sin(angle)
	case freedom < 2.5:
		return math.Sqrt(2/(tail*(2-tail)) - 2)
	}
	a := 1 / (freedom - 0.5)
	b := 48 / (a * a)
	c := ((20700*a/b-98)*a-16)*a + 96.36
	d := ((94.5/(b+c)-3)/b + 1) * math.Sqrt(a*math.Pi/2) * freedom
	y := math.Pow(d*tail, 2/freedom)
	if y > 0.05+a {
		x := normalQuantile(tail / 2)
		y = x * x
		if freedom < 5 {
			c += 0.3 * (freedom - 4.5) * (x + 0.6)
		}
		c = (((0.05*d*x-5)*x-7)*x-2)*x + b + c
		y = (((((0.4*y+6.3)*y+36)*y+94.5)/c-y-3)/b + 1) * x
		y = math.Expm1(a * y * y)
	} else {
		y = ((1/(((freedom+6)/(freedom*y)-0.089*d-0.822)*(freedom+2)*3)+0.5/(freedom+4))*y-1)*(freedom+1)/(freedom+2) + 1/y
	}
	return math.Sqrt(freedom * y)
}
