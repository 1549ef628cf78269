package workspace

import (
	"context"
	"math"
	"strings"
	"testing"
	"time"

	"watchbill/model"
)

// mustResource adds a resource with a sample each midnight in UTC, the last one on a day.
func mustResource(t *testing.T, w *Workspace, r model.Resource, last time.Time, values ...float64) CapacityView {
	t.Helper()
	ctx := context.Background()
	var samples []model.Sample
	for i, v := range values {
		samples = append(samples, model.Sample{At: last.AddDate(0, 0, i-len(values)+1), Value: v})
	}
	if len(samples) == 0 {
		if _, err := w.SaveResource(ctx, r); err != nil {
			t.Fatal(err)
		}
	} else if _, _, err := w.ImportSamples(ctx, r, "test.csv", samples); err != nil {
		t.Fatal(err)
	}
	all, err := w.Capacity(ctx, Outlook{})
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range all {
		if v.Resource.Name == r.Name {
			return v
		}
	}
	t.Fatalf("resource %s is not listed", r.Name)
	return CapacityView{}
}

func line(n int, from, step float64) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = from + step*float64(i)
	}
	return out
}

var midnight = time.Date(2026, 11, 18, 0, 0, 0, 0, time.UTC)

func TestStanding(t *testing.T) {
	none := math.NaN()
	for _, c := range []struct {
		name   string
		limit  float64
		lead   int
		last   time.Time
		values []float64
		want   Standing
		words  string
	}{
		{"nothing measured", 10, 0, midnight, nil, NoSamples, "Import a CSV"},
		{"one sample", 10, 0, midnight, []float64{5}, NoForecast, "at least 7 days"},
		{"one sample above the limit", 10, 0, midnight, []float64{11}, AtLimit, "at or above its limit of 10: 11"},
		{"no limit", none, 0, midnight, line(10, 50, 1), NoLimit, "Set its limit"},
		{"textbook line", 80, 0, midnight, line(10, 50, 1), OrderSoon, "on Wed 9 Dec"},
		{"textbook line with a long lead", 80, 56, midnight, line(10, 50, 1), OrderOverdue, "order now"},
		{"slow line", 170, 14, midnight, line(40, 50, 1), Watch, "An order takes 14 days"},
		{"flat", 80, 14, midnight, line(40, 50, 0), Fine, "does not reach its limit of 80"},
		{"at the limit", 89, 14, midnight, line(40, 50, 1), AtLimit, "order now, and make room"},
		{"ended long ago", 89, 14, midnight.AddDate(-8, 0, 0), line(40, 50, 1), SamplesEnd, "import newer samples"},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := mustResource(t, mustOpen(t), model.Resource{Name: "x", Limit: c.limit, LeadDays: c.lead, Daily: model.DailyMax}, c.last, c.values...)
			if got := v.Standing(now); got != c.want {
				t.Errorf("standing: got %q, want %q", got, c.want)
			}
			if got := v.Advice(now); !strings.Contains(got, c.words) {
				t.Errorf("advice: got %q, want it to say %q", got, c.words)
			}
		})
	}
}

func TestChanceWithin(t *testing.T) {
	v := mustResource(t, mustOpen(t), model.Resource{Name: "x", Limit: 80, Daily: model.DailyMax}, midnight, line(10, 50, 1)...)
	for _, c := range []struct {
		days int
		want float64
		ok   bool
	}{{20, 0, true}, {21, 1, true}, {90, 1, true}, {400, 0, false}} {
		got, ok := v.ChanceWithin(c.days, now)
		if got != c.want || ok != c.ok {
			t.Errorf("within %d days: got %v %v, want %v %v", c.days, got, ok, c.want, c.ok)
		}
	}
	if mid, low, high, _ := v.GrowthPerDay(); math.Abs(mid-1) > 1e-3 || low > mid || high < mid {
		t.Errorf("growth: got %v (%v to %v), want 1 a day", mid, low, high)
	}
}

func TestOldSamplesNeedNobody(t *testing.T) {
	w := mustOpen(t)
	mustResource(t, w, model.Resource{Name: "x", Limit: 89, LeadDays: 14, Daily: model.DailyMax}, midnight.AddDate(-8, 0, 0), line(40, 50, 1)...)
	needs, err := w.Needs(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range needs {
		if n.Kind == NeedCapacity {
			t.Errorf("got the need %q from samples that end in 2018, want none", n.Title)
		}
	}
}

func TestAnUnfinishedDayTeachesNothing(t *testing.T) {
	hourly := func(hours int) (samples []model.Sample) {
		from := midnight.AddDate(0, 0, -20)
		for i := range hours {
			at := from.Add(time.Duration(i) * time.Hour)
			samples = append(samples, model.Sample{At: at, Value: 50 + float64(at.Hour())})
		}
		return samples
	}
	for _, c := range []struct {
		name  string
		daily model.Daily
		hours int
		want  float64 // the last value of the series
		days  int
	}{
		{"highest, last day three hours old", model.DailyMax, 20*24 + 3, 73, 20},
		{"highest, last day complete", model.DailyMax, 20 * 24, 73, 20},
		{"last value, last day three hours old", model.DailyLast, 20*24 + 3, 52, 21},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := mustOpen(t)
			ctx := context.Background()
			if _, _, err := w.ImportSamples(ctx, model.Resource{Name: "x", Limit: 90, Daily: c.daily}, "x.csv", hourly(c.hours)); err != nil {
				t.Fatal(err)
			}
			all, err := w.Capacity(ctx, Outlook{})
			if err != nil {
				t.Fatal(err)
			}
			values := all[0].Series.Values
			if got := values[len(values)-1]; got != c.want || len(values) != c.days {
				t.Errorf("got %d days that end at %v, want %d at %v", len(values), got, c.days, c.want)
			}
		})
	}
}
