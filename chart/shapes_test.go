package chart

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/recorder"
	"pgregory.net/rapid"

	"watchbill/chart/pen"
)

func october() Rota {
	turn := func(from, to int, name string, person, swap int) Turn {
		return Turn{Start: date(2026, 10, from), End: date(2026, 10, to), Name: name, Person: person, Swap: swap}
	}
	return Rota{
		From: date(2026, 10, 1), To: date(2026, 11, 1), Now: date(2026, 10, 18),
		Rows: []RotaRow{
			{Name: "Primary", Turns: []Turn{turn(1, 9, "Ana", 1, 0), turn(9, 10, "Bartholomew", 2, 0), turn(10, 20, "Žofie", 8, 1), turn(20, 32, "", 0, 0)}},
			{Name: "Secondary", Turns: []Turn{turn(1, 32, "Chidi", 3, 0)}},
		},
		Notes: []DayNote{{date(2026, 10, 3), "3 Oct public holiday"}, {date(2026, 10, 25), "25 Oct clocks back"}},
	}
}

func TestRotaNamesTurnsAndGaps(t *testing.T) {
	c := october()
	list := textsOf(c, 510, c.Height(), Print())
	check(t, list, 510, c.Height())
	got := texts(list)
	for _, want := range []string{"Primary", "Secondary", "Ana", "Bar", "Žofie", "1", "gap", "Chidi", "31", "3 Oct public holiday", "25 Oct clocks back"} {
		if !got[want] {
			t.Errorf("%q is not written; got %v", want, got)
		}
	}
	m := c.Draw(pen.New(&recorder.Canvas{}, 200, 0), 510, c.Height(), Print())
	d, ok := m.DataAt(m.Area.X0+0.5*m.Area.W(), m.Area.Y0+5)
	if want := (Datum{Label: "Žofie", Time: date(2026, 10, 10), X: d.X, Y: d.Y}); !ok || cmp.Diff(want, d) != "" {
		t.Errorf("in the middle found %+v, want %+v", d, want)
	}
}

func TestOrdersShowDatesAndLateOnes(t *testing.T) {
	c := Orders{Now: rapidNow, From: date(2026, 11, 1), To: date(2027, 7, 1), Rows: []Order{
		{"Ledger", date(2026, 11, 3), date(2027, 1, 9), date(2027, 2, 2), date(2027, 3, 11), "€14,800"},
		{"Log", date(2027, 1, 21), date(2027, 2, 20), time.Time{}, time.Time{}, ""},
		{"Never due", time.Time{}, date(2028, 1, 1), time.Time{}, time.Time{}, ""},
	}}
	list := textsOf(c, 510, c.Height(), Print())
	check(t, list, 510, c.Height())
	got := texts(list)
	for _, want := range []string{"today", "Ledger", "order now, due since 3 Nov", "order by 21 Jan", "€14,800", "Nov 2026", "Jan 2027"} {
		if !got[want] {
			t.Errorf("%q is not written; got %v", want, got)
		}
	}
}

func TestSparkNamesItsLastValue(t *testing.T) {
	c := Spark{Values: []float64{1, math.NaN(), 3, 2}, Target: 2.5, Limit: math.NaN(), Last: "2"}
	list := textsOf(c, 80, 24, Print())
	check(t, list, 80, 24)
	if !texts(list)["2"] {
		t.Errorf("the last value is not named: %v", list)
	}
	m := c.Draw(pen.New(&recorder.Canvas{}, 24, 0), 80, 24, Print())
	if d, ok := m.DataAt(m.Area.X1, 12); !ok || d.Value != 2 || d.Index != 3 {
		t.Errorf("at the end found %+v, %v, want the value 2", d, ok)
	}
	if d, ok := m.DataAt(m.Area.X0+m.Area.W()/3, 12); ok {
		t.Errorf("found %+v where a value is missing", d)
	}
	for _, v := range [][]float64{nil, {math.NaN()}, {5}, {5, 5}} {
		c.Values, c.Target = v, math.NaN()
		c.Draw(pen.New(&recorder.Canvas{}, 24, 0), 80, 24, Print())
	}
}

func TestTrendFindsWeeksAndNamesEvents(t *testing.T) {
	c := Trend{Name: "team", Cap: 50, Events: []Event{{date(2026, 8, 10), "dedupe shipped"}, {date(2020, 1, 1), "long ago"}}}
	for i := range 10 {
		c.Weeks = append(c.Weeks, Point{date(2026, 7, 6+7*i), 40 + float64(i)})
	}
	got := texts(textsOf(c, 500, 200, Screen(false)))
	for _, want := range []string{"dedupe shipped", "cap 50 %", "team 49 %", "%"} {
		if !got[want] {
			t.Errorf("%q is not written; got %v", want, got)
		}
	}
	if got["long ago"] {
		t.Error("an event outside the picture is named")
	}
	plot := Image(c, 500, 200, 1, Screen(false))
	if d, ok := plot.DataAt(plot.Area.X1-6, 100); !ok || d.Index != 9 || d.Value != 49 {
		t.Errorf("at the end found %+v, %v, want week 9 with 49", d, ok)
	}
}

func TestBarsAreFoundByRow(t *testing.T) {
	c := AgainstCap{Team: 38, Cap: 50, People: []PersonShare{{"Ana", 1, 57, "for 3 weeks"}, {"Ben", 2, math.NaN(), ""}}}
	pal := Screen(false)
	plot := Image(c, 400, c.Height(pal), 1, pal)
	var labels []string
	for y := 0.0; y < c.Height(pal); y += 2 {
		if d, ok := plot.DataAt(200, y); ok && (len(labels) == 0 || labels[len(labels)-1] != d.Label) {
			labels = append(labels, d.Label)
		}
	}
	if diff := cmp.Diff([]string{"Team", "Ana", "Ben"}, labels); diff != "" {
		t.Errorf("rows from the top (-want +got):\n%s", diff)
	}
	got := texts(textsOf(c, 400, c.Height(pal), pal))
	for _, want := range []string{"57 % for 3 weeks", "not recorded", "cap 50 %"} {
		if !got[want] {
			t.Errorf("%q is not written; got %v", want, got)
		}
	}
}

// The same chart on a whole canvas, and in a part of one, is written at the same places but for the shift.
func TestDrawFillsAnyRectangle(t *testing.T) {
	var whole, part recorder.Canvas
	ledger().Draw(pen.New(&whole, 200, 0), 300, 200, Print())
	ledger().Draw(pen.New(&part, 300, 0).At(40, 70), 300, 200, Print())
	a, b := places(&whole), places(&part)
	for i := range a {
		a[i].X += 40
		a[i].Y += 30
	}
	near := cmp.Comparer(func(p, q vg.Length) bool { return math.Abs(float64(p-q)) < 1e-6 })
	if diff := cmp.Diff(a, b, near); diff != "" {
		t.Errorf("in a part of a canvas (-want +got):\n%s", diff)
	}
}

func places(c *recorder.Canvas) []vg.Point {
	var list []vg.Point
	for _, a := range c.Actions {
		if s, ok := a.(*recorder.FillString); ok {
			list = append(list, s.Point)
		}
	}
	return list
}

func TestSpreadsHoldAllValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var pts []Point
		n := 0
		for i, v := range rapid.SliceOfN(rapid.Float64Range(-1e6, 1e6), 0, 300).Draw(t, "values") {
			if rapid.IntRange(0, 30).Draw(t, "missing") == 0 {
				v = math.NaN()
			} else {
				n++
			}
			pts = append(pts, Point{rapidNow.Add(time.Duration(i) * time.Minute), v})
		}
		count := 0
		for _, list := range spreads(pts, 0, 10, func(q Point) pen.Pt { return pen.Pt{X: q.Time.Sub(rapidNow).Minutes(), Y: q.Value} }) {
			for _, s := range list {
				count += s.n
				if s.mean < s.top-1e-6 || s.mean > s.bottom+1e-6 {
					t.Errorf("mean %v outside %v to %v", s.mean, s.top, s.bottom)
				}
			}
		}
		if count != n {
			t.Errorf("%d values in columns, want %d", count, n)
		}
	})
}

func TestDenseSeriesSaysWhatItsBandIs(t *testing.T) {
	c := Capacity{Unit: "%", Now: rapidNow}
	for i := range 20_000 {
		c.History = append(c.History, Point{rapidNow.Add(time.Duration(i-20_000) * time.Minute), 50 + 30*math.Sin(float64(i))})
	}
	list := textsOf(c, 800, 300, Screen(false))
	check(t, list, 800, 300)
	if !texts(list)["band: lowest to highest, line: mean"] {
		t.Errorf("the band is not explained: %v", texts(list))
	}
}
