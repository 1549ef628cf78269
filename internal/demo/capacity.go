package demo

import (
	"context"
	"math"
	"math/rand/v2"
	"time"

	"watchbill/model"
)

// series is a resource and the shape of its past, in the resource's unit.
type series struct {
	model.Resource
	owner  string
	days   int     // of history
	hourly bool    // samples every hour instead of every day
	now    float64 // level today
	perDay float64 // growth
	week   float64 // half the swing of a week: high on weekdays
	noise  float64 // standard deviation of a sample around its day
	// wander is the standard deviation of the day-to-day change beyond growth, for what grows by events.
	wander float64
	hours  float64 // half the swing of a day, for hourly samples
}

var resources = []series{
	{Resource: model.Resource{Name: "db-payments disk", Unit: "GiB", Limit: 2000, LeadDays: 56, Daily: model.DailyLast}, owner: "Chidi", days: 200, now: 1677, perDay: 4.15, week: 5, noise: 3, wander: 1.2},
	{Resource: model.Resource{Name: "kafka-ledger disk", Unit: "GiB", Limit: 4800, LeadDays: 42, Daily: model.DailyLast}, owner: "Dana", days: 200, now: 3930, perDay: 7.1, week: 14, noise: 9, wander: 2.5},
	{Resource: model.Resource{Name: "api-checkout CPU", Unit: "%", Limit: 80, LeadDays: 14, Daily: model.DailyP95}, owner: "Farid", days: 150, hourly: true, now: 67, perDay: 0.11, week: 2.5, noise: 1.1, hours: 4},
	{Resource: model.Resource{Name: "redis-sessions memory", Unit: "GiB", Limit: 64, LeadDays: 28, Daily: model.DailyMax}, owner: "Grace", days: 200, now: 44.5, perDay: 0.075, week: 0.7, noise: 0.5, wander: 0.05},
	{Resource: model.Resource{Name: "edge-ingress traffic", Unit: "Gbit/s", Limit: 40, LeadDays: 60, Daily: model.DailyMax}, owner: "Ben", days: 60, hourly: true, now: 24, perDay: 0.04, week: 1.6, noise: 0.35, hours: 2.6},
	{Resource: model.Resource{Name: "db-ledger connections", Limit: 500, LeadDays: 7, Daily: model.DailyMax}, owner: "Eun-ji", days: 200, now: 205, perDay: 0.01, week: 9, noise: 5},
	{Resource: model.Resource{Name: "ci-runners licences", Limit: 60, LeadDays: 14, Daily: model.DailyMax}, owner: "Ana", days: 200, now: 30},
	{Resource: model.Resource{Name: "report-batch memory", Unit: "GiB", Limit: 256, LeadDays: 14, Daily: model.DailyP95}, owner: "Žofie", days: 200, now: 31, perDay: -0.02, week: 1.2, noise: 0.8},
}

func (s *sample) addResources(ctx context.Context) error {
	s.clock = s.now.Add(-5 * time.Hour)
	for i, x := range resources {
		x.Owner = s.people[x.owner].ID
		samples := x.samples(s.now, rand.New(rand.NewPCG(1, uint64(i))))
		s.clock = s.clock.Add(time.Minute)
		if _, _, err := s.ImportSamples(ctx, x.Resource, "metrics.csv", samples); err != nil {
			return err
		}
	}
	return nil
}

// samples are the resource's past up to now.
func (x series) samples(now time.Time, rng *rand.Rand) []model.Sample {
	midnight := now.UTC().Truncate(24 * time.Hour)
	step, perDay := 24*time.Hour, 1
	if x.hourly {
		step, perDay = time.Hour, 24
	}
	start := midnight.AddDate(0, 0, -x.days)
	walk := x.walk(rng)
	var out []model.Sample
	for at := start; at.Before(now); at = at.Add(step) {
		day := len(out) / perDay
		y := walk[min(day, len(walk)-1)] + x.perDay*float64(day-x.days)
		if w := at.Weekday(); w == time.Saturday || w == time.Sunday {
			y -= x.week
		} else {
			y += 0.4 * x.week
		}
		if x.hourly {
			y -= x.hours * (1 + math.Cos(2*math.Pi*float64(at.Hour()-14+12)/24)) // highest at 14:00 UTC
		}
		y += x.noise * rng.NormFloat64()
		out = append(out, model.Sample{At: at, Value: math.Round(math.Max(y, 0)*100) / 100})
	}
	return out
}

// walk is the level of each day without growth, which ends at today's level.
func (x series) walk(rng *rand.Rand) []float64 {
	out := make([]float64, x.days+1)
	for i := 1; i < len(out); i++ {
		out[i] = out[i-1] + x.wander*rng.NormFloat64()
	}
	last := out[len(out)-1]
	for i := range out {
		out[i] += x.now - last
	}
	return out
}
