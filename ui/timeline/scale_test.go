package timeline

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func near(a, b float32) bool { return math.Abs(float64(a-b)) < 0.01 }

func TestScaleIsLinearInInstants(t *testing.T) {
	zone := mustZone(t, "Europe/Berlin")
	s := scale{from: local(t, zone, "2026-10-19"), to: local(t, zone, "2026-10-26"), left: 100, width: 169 * 4}
	for _, c := range []struct {
		at   string
		want float32
	}{
		{"2026-10-19", 100},
		{"2026-10-20", 100 + 24*4},
		{"2026-10-25", 100 + 144*4},
		{"2026-10-26", 100 + 169*4}, // Sunday has 25 hours
	} {
		if got := s.x(local(t, zone, c.at)); !near(got, c.want) {
			t.Errorf("%s: got x %v, want %v", c.at, got, c.want)
		}
	}
}

func TestDayLinesStandAtLocalMidnights(t *testing.T) {
	for _, c := range []struct {
		zone, from, to string
		want           []float64 // hours between the day lines
	}{
		{"Europe/Berlin", "2026-03-28", "2026-03-31", []float64{24, 23, 24}},
		{"Europe/Berlin", "2026-10-24", "2026-10-27", []float64{24, 25, 24}},
		{"America/New_York", "2026-03-07", "2026-03-10", []float64{24, 23, 24}},
		{"Australia/Lord_Howe", "2026-04-04", "2026-04-07", []float64{24, 24.5, 24}},
		{"Australia/Lord_Howe", "2026-10-03", "2026-10-06", []float64{24, 23.5, 24}},
		{"America/Sao_Paulo", "2018-11-03", "2018-11-06", []float64{24, 23, 24}},
		{"America/Sao_Paulo", "2018-02-17", "2018-02-20", []float64{25, 24, 24}},
	} {
		t.Run(c.zone+" "+c.from, func(t *testing.T) {
			zone := mustZone(t, c.zone)
			from := dayStartOf(t, zone, c.from)
			to := dayStartOf(t, zone, c.to)
			s := scale{from: from, to: to, left: 0, width: float32(to.Sub(from).Hours() * 2)}
			ticks := dayTicks(s, zone, "2")
			var got []float64
			for i := range ticks {
				end := s.width
				if i+1 < len(ticks) {
					end = s.x(ticks[i+1].at)
				}
				got = append(got, math.Round(float64(end-s.x(ticks[i].at)))/2)
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("hours between lines (-want +got):\n%s", d)
			}
		})
	}
}

func dayStartOf(t *testing.T, zone *time.Location, s string) time.Time {
	t.Helper()
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		t.Fatal(err)
	}
	return dayStart(d.Year(), d.Month(), d.Day(), zone)
}

func TestZoomedKeepsWhatIsUnderThePointer(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		from := time.Unix(rapid.Int64Range(0, 1<<31).Draw(r, "from"), 0)
		span := time.Duration(rapid.Int64Range(int64(minSpan), int64(maxSpan)).Draw(r, "span"))
		s := scale{from: from, to: from.Add(span), left: 104, width: 700}
		x := rapid.Float32Range(104, 804).Draw(r, "x")
		z := s.zoomed(rapid.Float64Range(0.1, 10).Draw(r, "factor"), x)
		if got, want := z.at(x), s.at(x); got.Sub(want).Abs() > max(s.span(), z.span())/50000 {
			r.Fatalf("at x %v: got %v, want %v", x, got, want)
		}
		if z.span() < minSpan || z.span() > maxSpan {
			r.Fatalf("span %v is outside the limits", z.span())
		}
	})
}

func TestSaneWindow(t *testing.T) {
	a := time.Date(2026, 11, 16, 0, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct{ from, to, wantFrom, wantTo time.Time }{
		"kept":     {a, a.AddDate(0, 0, 7), a, a.AddDate(0, 0, 7)},
		"reversed": {a.AddDate(0, 0, 7), a, a, a.AddDate(0, 0, 7)},
		"empty":    {a, a, a, a.Add(minSpan)},
		"too long": {a, a.AddDate(90, 0, 0), a, a.Add(maxSpan)},
	} {
		from, to := saneWindow(c.from, c.to)
		if !from.Equal(c.wantFrom) || !to.Equal(c.wantTo) {
			t.Errorf("%s: got %v–%v, want %v–%v", name, from, to, c.wantFrom, c.wantTo)
		}
	}
}

func TestZoomWindows(t *testing.T) {
	zone := mustZone(t, "Europe/Berlin")
	at := local(t, zone, "2026-11-18 10:42")
	for _, c := range []struct {
		zoom             Zoom
		want, next, name string
	}{
		{Week, "16 Nov 2026–23 Nov 2026", "23 Nov 2026–30 Nov 2026", "Week"},
		{Month, "1 Nov 2026–1 Dec 2026", "1 Dec 2026–1 Jan 2027", "Month"},
		{EightWeeks, "16 Nov 2026–11 Jan 2027", "11 Jan 2027–8 Mar 2027", "8 weeks"},
		{Quarter, "1 Nov 2026–1 Feb 2027", "1 Feb 2027–1 May 2027", "Quarter"},
		{Year, "1 Nov 2026–1 Nov 2027", "1 Nov 2027–1 Nov 2028", "Year"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.zoom.String(); got != c.name {
				t.Errorf("name: got %q, want %q", got, c.name)
			}
			words := func(from, to time.Time) string {
				return from.Format("2 Jan 2006") + "–" + to.Format("2 Jan 2006")
			}
			from, to := c.zoom.Window(at, zone, 0)
			if got := words(from, to); got != c.want {
				t.Errorf("window: got %s, want %s", got, c.want)
			}
			if got := words(c.zoom.Shift(from, 1, zone, 0)); got != c.next {
				t.Errorf("next: got %s, want %s", got, c.next)
			}
			if back, _ := c.zoom.Shift(to, -1, zone, 0); !back.Equal(from) {
				t.Errorf("one back from the end: got %v, want %v", back, from)
			}
			if got, ok := ZoomOf(from, to); !ok || got != c.zoom {
				t.Errorf("ZoomOf: got %v %v, want %v", got, ok, c.zoom)
			}
		})
	}
	if z, ok := ZoomOf(at, at.AddDate(0, 0, 10)); ok {
		t.Errorf("ten days: got %v, want none", z)
	}
}
