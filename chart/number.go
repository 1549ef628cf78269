package chart

import (
	"math"
	"strconv"
	"strings"
)

// minus stands for the minus sign, which Noto Sans does not have.
const minus = "–"

// Number writes v with the given decimals, thousands separated: 1,677 or –0.5.
func Number(v float64, decimals int) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return minus
	}
	s := strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)
	whole, fraction, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if fraction != "" {
		whole += "." + fraction
	}
	if v < 0 && strings.Trim(s, "0.") != "" {
		return minus + whole
	}
	return whole
}

// Amount writes v with about three figures and no useless zeros: 7.4, 18.3, 412, 1,677, 1.2 million.
func Amount(v float64) string {
	s := scaleOf(math.Abs(v))
	return joinWords(s.number(v, amountDecimals(v/s.by)), s.word)
}

func amountDecimals(v float64) int {
	a := math.Abs(v)
	if a == 0 || a >= 100 || a == math.Trunc(a) {
		return 0
	}
	d := 2 - int(math.Floor(math.Log10(a)))
	for ; d > 1; d-- { // 0.50 is 0.5
		if r := a * math.Pow10(d-1); math.Abs(r-math.Round(r)) > 1e-6 {
			break
		}
	}
	if a >= 1 && d > 1 {
		d = 1
	}
	return min(d, 6)
}

// Percent writes a probability in percent; never 0 or 100 %, for nothing is that sure.
func Percent(p float64) string {
	switch {
	case p > 0.99:
		return "over 99 %"
	case p < 0.01:
		return "under 1 %"
	}
	return Number(100*p, 0) + " %"
}

// A magnitude is a power of ten that is written as a word.
type magnitude struct {
	by   float64
	word string
}

var magnitudes = []magnitude{{1e15, "10^15"}, {1e12, "trillion"}, {1e9, "billion"}, {1e6, "million"}}

func scaleOf(largest float64) magnitude {
	for _, m := range magnitudes {
		if largest >= m.by*0.9999995 {
			return m
		}
	}
	return magnitude{1, ""}
}

func (m magnitude) number(v float64, decimals int) string {
	if a := math.Abs(v / m.by); a >= 1e6 || a > 0 && a < 1e-6 {
		return strings.Replace(strconv.FormatFloat(v/m.by, 'g', 3, 64), "-", minus, 1)
	}
	return Number(v/m.by, decimals)
}

func joinWords(words ...string) string {
	var kept []string
	for _, w := range words {
		if w != "" {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " ")
}
