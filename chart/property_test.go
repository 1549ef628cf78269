package chart

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var rapidNow = time.Date(2026, 11, 18, 10, 42, 0, 0, time.UTC)

// Whatever the data, texts stay in the room and off each other.
func TestCapacityTextsKeepApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := randomCapacity(t)
		pal := rapid.SampledFrom([]Palette{Screen(false), Print()}).Draw(t, "palette")
		w, h := rapid.Float64Range(300, 1400).Draw(t, "w"), rapid.Float64Range(180, 700).Draw(t, "h")
		if pal.Print {
			w, h = rapid.Float64Range(155, 510).Draw(t, "pw"), rapid.Float64Range(120, 240).Draw(t, "ph")
		}
		check(t, textsOf(c, w, h, pal), w, h)
	})
}

func randomCapacity(t *rapid.T) Capacity {
	size := math.Pow(10, rapid.Float64Range(-3, 13).Draw(t, "magnitude"))
	step := time.Duration(rapid.SampledFrom([]int{1, 24, 168}).Draw(t, "hours")) * time.Hour
	n := rapid.IntRange(0, 400).Draw(t, "n")
	c := Capacity{Unit: rapid.SampledFrom([]string{"GiB", "cores", "requests per second"}).Draw(t, "unit"), Quantity: "used", Now: rapidNow}
	sign := rapid.SampledFrom([]float64{1, 1, 1, -1}).Draw(t, "sign")
	v, slope := sign*size, size*rapid.Float64Range(-0.01, 0.02).Draw(t, "slope")
	wave := size * rapid.Float64Range(0, 0.2).Draw(t, "wave")
	for i := range n {
		v += slope
		c.History = append(c.History, Point{rapidNow.Add(time.Duration(i-n) * step), v + wave*math.Sin(float64(i))})
	}
	for i := range rapid.IntRange(0, 200).Draw(t, "ahead") {
		k := float64(i + 1)
		spread := wave + size*rapid.Float64Range(0, 0.01).Draw(t, "spread")*k
		m := v + slope*k
		c.Forecast = append(c.Forecast, Band{rapidNow.Add(time.Duration(i) * step), m, m - spread, m - spread/2, m + spread/2, m + spread})
	}
	at := rapidNow.AddDate(-1, 0, 0)
	for range rapid.IntRange(0, 4).Draw(t, "limits") {
		c.Limits = append(c.Limits, Limit{at, size * rapid.Float64Range(0.5, 8).Draw(t, "limit")})
		at = at.AddDate(0, 0, rapid.IntRange(1, 300).Draw(t, "until"))
	}
	if rapid.Bool().Draw(t, "soft") {
		c.Soft = 0.85
	}
	if rapid.Bool().Draw(t, "full") {
		day := func(name string, from time.Time) time.Time {
			return from.AddDate(0, 0, rapid.IntRange(0, 150).Draw(t, name))
		}
		c.FullP10 = day("p10", rapidNow)
		c.FullP50 = day("p50", c.FullP10)
		if rapid.Bool().Draw(t, "within") {
			c.FullP90 = day("p90", c.FullP50)
		}
		c.Lead = time.Duration(rapid.IntRange(0, 120).Draw(t, "lead")) * 24 * time.Hour
		c.OrderBy = c.FullP10.Add(-c.Lead)
		for i := range 12 {
			from := c.FullP10.AddDate(0, 0, 7*i)
			c.Chances = append(c.Chances, Chance{from, from.AddDate(0, 0, 7), 0.07})
		}
	}
	return c
}

func TestTrendTextsKeepApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := Trend{Name: "team", Cap: rapid.SampledFrom([]float64{0, 50}).Draw(t, "cap"), Slope: "trend –0.9 points/week"}
		for i := range rapid.IntRange(1, 60).Draw(t, "weeks") {
			v := rapid.Float64Range(0, 120).Draw(t, "share")
			if rapid.IntRange(0, 9).Draw(t, "missing") == 0 {
				v = math.NaN()
			}
			at := time.Date(2026, 1, 5+7*i, 0, 0, 0, 0, time.UTC)
			c.Weeks = append(c.Weeks, Point{at, v})
			c.Fit = append(c.Fit, Band{Time: at, Mid: 50, P10: 45, P90: 55})
		}
		pal := rapid.SampledFrom([]Palette{Screen(false), Print()}).Draw(t, "palette")
		w, h := rapid.Float64Range(400, 900).Draw(t, "w"), rapid.Float64Range(150, 400).Draw(t, "h")
		check(t, textsOf(c, w, h, pal), w, h)
	})
}

func TestBarTextsKeepApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 60).Draw(t, "n")
		cap, load, pareto := AgainstCap{Team: 38, Cap: 50}, Load{Low: 8, High: 9, Unit: "load points"}, Pareto{Unit: "h"}
		load.Proven = rapid.Bool().Draw(t, "proven")
		for range n {
			name := rapid.StringN(1, 60, 90).Draw(t, "name")
			v := rapid.Float64Range(0, 150).Draw(t, "v")
			cap.People = append(cap.People, PersonShare{Name: name, Person: 1, Share: v})
			load.Rows = append(load.Rows, LoadRow{name, v})
			pareto.Tasks = append(pareto.Tasks, Task{Name: name, Hours: v})
		}
		for _, pal := range palettes() {
			check(t, textsOf(cap, 400, 200, pal), 400, 200)
			check(t, textsOf(load, 400, load.Height(pal), pal), 400, load.Height(pal))
			check(t, textsOf(pareto, 400, pareto.Height(pal), pal), 400, pareto.Height(pal))
		}
	})
}
