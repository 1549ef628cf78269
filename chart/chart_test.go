package chart

import (
	"bytes"
	"image/color"
	"image/png"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/plot/vg/recorder"

	"watchbill/chart/pen"
)

func date(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

func ledger() Capacity {
	c := Capacity{Unit: "GiB", Quantity: "used", Now: rapidNow, Limits: []Limit{{Value: 1600}, {From: date(2026, 10, 6), Value: 2000}}}
	for i := range 170 {
		c.History = append(c.History, Point{rapidNow.AddDate(0, 0, i-169), 1080 + 3.5*float64(i)})
	}
	last := c.History[169].Value
	for i := range 130 {
		m, s := last+4.2*float64(i+1), 2*float64(i+1)
		c.Forecast = append(c.Forecast, Band{rapidNow.AddDate(0, 0, i+1), m, m - s, m - s/2, m + s/2, m + s})
	}
	c.FullP10, c.FullP50, c.FullP90 = date(2027, 1, 16), date(2027, 2, 3), date(2027, 2, 27)
	c.Lead = 38 * 24 * time.Hour
	c.OrderBy = c.FullP10.Add(-c.Lead)
	return c
}

func TestCapacitySaysWhatMatters(t *testing.T) {
	for name, want := range map[string][]string{
		"light": {"GiB used", "today 1,672", "full 3 Feb", "limit 2,000 (+400)", "limit 1,600 GiB", "Order by Wed 9 Dec", "lead time 38 days"},
		"print": {"now 1,672", "limit 2,000 (+400)", "order by 9 Dec", "P10", "P50", "P90"},
	} {
		w, h := 824.0, 430.0
		if name == "print" {
			w, h = 244, 170
		}
		got := texts(textsOf(ledger(), w, h, palettes()[name]))
		for _, s := range want {
			if !got[s] {
				t.Errorf("%s: %q is not written; got %v", name, s, got)
			}
		}
	}
}

func TestCapacityBeyondTheHorizon(t *testing.T) {
	c := ledger()
	c.FullP10, c.FullP50, c.FullP90, c.OrderBy, c.Sure = time.Time{}, time.Time{}, time.Time{}, time.Time{}, 0.98
	if got := texts(textsOf(c, 244, 170, Print())); !got["not full by Mar 2027 (98 % sure)"] {
		t.Errorf("got %v, want the sentence that it is not full", got)
	}
	c = ledger()
	c.FullP90 = time.Time{}
	if got := texts(textsOf(c, 244, 170, Print())); !got["P90 later"] {
		t.Errorf("got %v, want P90 later", got)
	}
	c.OrderBy = date(2026, 11, 3)
	if got := texts(textsOf(c, 510, 170, Print())); !got["order now, due since 3 Nov"] {
		t.Errorf("got %v, want that the order is overdue", got)
	}
}

func TestExtremesAreDrawn(t *testing.T) {
	flat := func(v float64, n int) Capacity {
		c := Capacity{Unit: "x", Now: rapidNow}
		for i := range n {
			c.History = append(c.History, Point{rapidNow.AddDate(0, 0, i-n), v})
		}
		return c
	}
	far := flat(100, 50)
	far.Limits = []Limit{{Value: 1e6}}
	wild := ledger()
	for i := range wild.Forecast {
		e := math.Exp(float64(i) * 8)
		wild.Forecast[i].P90, wild.Forecast[i].Mid, wild.Forecast[i].P10 = e, e/10, -e
	}
	gaps := ledger()
	for i := 20; i < 40; i++ {
		gaps.History[i].Value = math.NaN()
	}
	for name, c := range map[string]Capacity{
		"nothing": {}, "one point": flat(5, 1), "two points": flat(5, 2), "zero": flat(0, 30), "negative": flat(-7, 30),
		"trillions": flat(1e12, 30), "three years": flat(4, 1100), "limit far above": far, "explodes": wild, "gaps": gaps,
		"infinite": flat(math.Inf(1), 9),
	} {
		for _, pal := range palettes() {
			for _, size := range [][2]float64{{824, 430}, {160, 160}, {40, 30}, {1, 1}} {
				plot := Image(c, size[0], size[1], 1, pal)
				if got, want := plot.Image.Bounds().Dx(), int(size[0]); got != want {
					t.Errorf("%s: %d pixels wide, want %d", name, got, want)
				}
			}
			check(t, textsOf(c, 824, 430, pal), 824, 430)
		}
	}
	if got := texts(textsOf(far, 824, 430, Screen(false))); !got["limit 1 million x, far above this scale"] {
		t.Errorf("the far limit is not named: %v", got)
	}
}

func TestForecastStaysInThePicture(t *testing.T) {
	c := ledger()
	for i := range c.Forecast {
		c.Forecast[i].P90 = 1e9
	}
	plot := Image(c, 800, 400, 1, Screen(false))
	band := Screen(false).BandOuter.(color.NRGBA)
	for y := 0; y < 20; y++ { // above the data
		for x := 0; x < 800; x++ {
			if r, g, b, _ := plot.Image.At(x, y).RGBA(); uint8(r>>8) == band.R && uint8(g>>8) == band.G && uint8(b>>8) == band.B {
				t.Fatalf("the band reaches %d, %d", x, y)
			}
		}
	}
}

func TestDataAtFindsHistoryAndForecast(t *testing.T) {
	c := ledger()
	plot := Image(c, 824, 430, 1.5, Screen(false))
	var past, future Datum
	for x := 0.0; x < 824; x++ {
		d, ok := plot.DataAt(x, 200)
		if !ok {
			continue
		}
		if math.Abs(d.X-x) > 4 {
			t.Fatalf("at x %.0f found a datum drawn at %.1f", x, d.X)
		}
		if d.Forecast {
			future = d
		} else {
			past = d
		}
	}
	if got, want := past.Value, c.History[169].Value; got != want {
		t.Errorf("last measured value %v, want %v", got, want)
	}
	if got, want := future.Index, 129; got != want || future.Low >= future.Value || future.High <= future.Value {
		t.Errorf("last forecast %+v, want index %d with a range", future, want)
	}
	if _, ok := plot.DataAt(5, 5); ok {
		t.Error("found data outside the area")
	}
}

func TestDecimateKeepsExtremesAndGaps(t *testing.T) {
	var pts []Point
	for i := range 100_000 {
		v := math.Sin(float64(i) / 500)
		switch i {
		case 31_415:
			v = 40
		case 60_000:
			v = math.NaN()
		}
		pts = append(pts, Point{rapidNow.Add(time.Duration(i) * time.Minute), v})
	}
	lines := decimate(pts, 0, 1, func(q Point) pen.Pt {
		return pen.Pt{X: q.Time.Sub(rapidNow).Minutes() / 100, Y: q.Value}
	})
	n, high := 0, 0.0
	for _, line := range lines {
		n += len(line)
		for _, p := range line {
			high = math.Max(high, p.Y)
		}
	}
	if len(lines) != 2 || n > 4004 || high != 40 {
		t.Errorf("got %d lines of %d places up to %v, want 2, at most 4004, 40", len(lines), n, high)
	}
}

func TestNumbers(t *testing.T) {
	for v, want := range map[float64]string{
		0: "0", 7.4: "7.4", 18.34: "18.3", 412: "412", 1677: "1,677", 0.5: "0.5", 0.01234: "0.0123", -300: "–300", -0.0001: "–0.0001",
		999_999: "999,999", 1e6: "1 million", 1.26e6: "1.3 million", 1e12: "1 trillion", 4: "4",
	} {
		if got := Amount(v); got != want {
			t.Errorf("Amount(%v) = %q, want %q", v, got, want)
		}
	}
	if got, want := Number(math.NaN(), 1), "–"; got != want {
		t.Errorf("Number(NaN) = %q, want %q", got, want)
	}
	if got, want := Number(-0.04, 1), "0.0"; got != want {
		t.Errorf("Number(-0.04) = %q, want %q", got, want)
	}
}

func TestDateTicksFollowTheCalendar(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	at := func(y int, m time.Month, d, h int) time.Time { return time.Date(y, m, d, h, 0, 0, 0, berlin) }
	for _, c := range []struct {
		name     string
		from, to time.Time
		want     string
	}{
		{"hours", at(2026, 11, 17, 10), at(2026, 11, 18, 10), "12:00 15:00 18:00 21:00 18 Nov 03:00 06:00 09:00"},
		{"clocks back", at(2026, 10, 24, 20), at(2026, 10, 25, 20), "21:00 25 Oct 03:00 06:00 09:00 12:00 15:00 18:00"},
		{"days", at(2026, 11, 1, 0), at(2026, 11, 12, 0), "1 Nov 2026 3 Nov 5 Nov 7 Nov 9 Nov 11 Nov"},
		{"months", at(2026, 6, 10, 0), at(2027, 3, 25, 0), "Jul 2026 Aug Sep Oct Nov Dec Jan 2027 Feb Mar"},
		{"years", at(2020, 6, 10, 0), at(2027, 3, 25, 0), "2021 2022 2023 2024 2025 2026 2027"},
	} {
		s := timeScale{from: c.from, to: c.to, left: 0, right: 600}
		var got []string
		for _, tick := range s.ticks(pen.Font{Size: 11}) {
			got = append(got, tick.text)
		}
		if diff := cmp.Diff(c.want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestImageAndPNGAreRepeatable(t *testing.T) {
	var a, b bytes.Buffer
	for _, out := range []*bytes.Buffer{&a, &b} {
		if err := WritePNG(out, ledger(), 400, 200, 2, Screen(true)); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two drawings of the same chart differ")
	}
	img, err := png.Decode(&a)
	if err != nil {
		t.Fatal(err)
	}
	if got := img.Bounds().Size(); got.X != 800 || got.Y != 400 {
		t.Errorf("size %v, want 800 × 400", got)
	}
}

func TestTitledKeepsTheMapping(t *testing.T) {
	plain, titled := Image(ledger(), 800, 400, 1, Screen(false)), Titled{"Ledger", "GiB used", ledger()}
	got := Image(titled, 800, 450, 1, Screen(false))
	d, ok := got.DataAt(400, 250)
	if !ok || math.Abs(d.X-400) > 5 {
		t.Fatalf("at 400 found %+v, %v", d, ok)
	}
	if plain.Area.X0 >= got.Area.X0 || got.Area.Y0 < titled.Head(Screen(false)) {
		t.Errorf("area %+v, want it below the heading and inside the edge", got.Area)
	}
	if _, ok := got.DataAt(400, 10); ok {
		t.Error("found data in the heading")
	}
	check(t, textsOf(titled, 800, 450, Print()), 800, 450)
}

// A series that is constant but for the last bits of its numbers is drawn as a constant.
func TestNearlyConstantSeries(t *testing.T) {
	c := Capacity{Unit: "GiB", Now: rapidNow, History: []Point{{rapidNow.AddDate(0, 0, -1), 10}, {rapidNow, 10.00000005}}}
	for _, pal := range palettes() {
		check(t, textsOf(c, 155, 120, pal), 155, 120)
		if got := texts(textsOf(c, 400, 200, pal)); !got["10"] {
			t.Errorf("the axis has no plain 10: %v", got)
		}
	}
}

// Between a flat series and its limit there is room for the newest value.
func TestNowIsNamedBelowALimit(t *testing.T) {
	c := Capacity{From: date(2026, 5, 20), To: date(2027, 5, 17), Now: date(2026, 11, 18), Limits: []Limit{{Value: 60}}}
	for i := range 180 {
		c.History = append(c.History, Point{Time: date(2026, 5, 21).AddDate(0, 0, i), Value: 30})
		c.Forecast = append(c.Forecast, Band{Time: date(2026, 11, 18).AddDate(0, 0, i), Mid: 30, P10: 30, P25: 30, P75: 30, P90: 30})
	}
	var rec recorder.Canvas
	c.Draw(pen.New(&rec, 160, 0), 160, 160, Print())
	for _, a := range rec.Actions {
		if s, ok := a.(*recorder.FillString); ok && s.String == "now 30" {
			return
		}
	}
	t.Error("the newest value is not named")
}
