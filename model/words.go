package model

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// Count returns "1 shift" or "3 shifts".
func Count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return Thousands(n) + " " + many
}

// Thousands returns a whole number with commas: 1,677.
func Thousands(n int) string {
	s := strconv.Itoa(n)
	sign := ""
	if s[0] == '-' {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}

// FormatHours returns minutes as hours with at most one decimal: 38.5, 40.
func FormatHours(minutes int) string {
	return strings.TrimSuffix(strconv.FormatFloat(float64(minutes)/60, 'f', 1, 64), ".0")
}

// FormatMinutes returns "45 min", "1 h", "1 h 30 min".
func FormatMinutes(minutes int) string {
	h, m := minutes/60, minutes%60
	switch {
	case h == 0:
		return fmt.Sprintf("%d min", m)
	case m == 0:
		return fmt.Sprintf("%d h", h)
	default:
		return fmt.Sprintf("%d h %d min", h, m)
	}
}

// FormatSpan returns a length of time in its two largest units: "4 d 22 h", "3 h 20 min", "12 min".
func FormatSpan(d time.Duration) string {
	minutes := int(d.Round(time.Minute).Minutes())
	days, hours := minutes/(24*60), minutes/60%24
	switch {
	case days > 0 && hours > 0:
		return fmt.Sprintf("%d d %d h", days, hours)
	case days > 0:
		return fmt.Sprintf("%d d", days)
	default:
		return FormatMinutes(minutes)
	}
}

// FormatDate returns "Wed 9 Dec", with the year when it is not that of now.
func FormatDate(t, now time.Time) string {
	if t.Year() == now.In(t.Location()).Year() {
		return t.Format("Mon 2 Jan")
	}
	return t.Format("Mon 2 Jan 2006")
}

// FormatTime returns "Wed 9 Dec 09:00", with the year when it is not that of now.
func FormatTime(t, now time.Time) string { return FormatDate(t, now) + t.Format(" 15:04") }

// FormatQuantity returns a value with three or more significant digits, thousands separated: 1,677, 4.21, 0.0375. NaN is "–".
func FormatQuantity(v float64) string {
	switch a := math.Abs(v); {
	case math.IsNaN(v) || math.IsInf(v, 0):
		return "–"
	case a >= 1e15 || (a > 0 && a < 1e-4):
		return strconv.FormatFloat(v, 'g', 4, 64)
	case a >= 1000 || v == math.Trunc(v):
		return Thousands(int(math.Round(v)))
	case a >= 100:
		return trimZeros(strconv.FormatFloat(v, 'f', 1, 64))
	case a >= 1:
		return trimZeros(strconv.FormatFloat(v, 'f', 2, 64))
	default:
		return trimZeros(strconv.FormatFloat(v, 'f', 4, 64))
	}
}

func trimZeros(s string) string { return strings.TrimSuffix(strings.TrimRight(s, "0"), ".") }

// FormatPercent returns a share as "38 %" or "0.4 %"; only shares under one percent get a decimal.
func FormatPercent(share float64) string {
	switch p := share * 100; {
	case math.IsNaN(p) || math.IsInf(p, 0):
		return "–"
	case p != 0 && math.Abs(p) < 1:
		return trimZeros(strconv.FormatFloat(p, 'f', 1, 64)) + " %"
	default:
		return strconv.FormatFloat(p, 'f', 0, 64) + " %"
	}
}

// ParseHours reads hours a week, "40" or "37.5", as minutes.
func ParseHours(s string) (int, error) {
	h, err := strconv.ParseFloat(strings.ReplaceAll(strings.TrimSpace(s), ",", "."), 64)
	if err != nil || math.IsNaN(h) || h < 0 || h > 168 {
		return 0, Invalidf("hours", "%q is not a number of hours a week. Write it as 40 or 37.5.", s)
	}
	return int(math.Round(h * 60)), nil
}
