package demo

import (
	"context"
	"math"
	"math/rand/v2"
	"time"

	"watchbill/model"
)

const toilWeeks = 26

// task is a kind of toil with its share of all toil and its usual length.
type task struct {
	what    string
	tag     string
	weight  float64
	minutes float64
}

var tasks = []task{
	{"Restart stuck payouts", "payouts", 29, 45},
	{"Replay failed webhooks", "webhooks", 20, 60},
	{"Grant database access", "access", 13, 30},
	{"Rotate partner certificates", "certificates", 11, 90},
	{"Resize queue partitions", "queues", 8, 75},
	{"Clean up disk of report batch", "disks", 2, 40},
	{"Unlock merchant accounts", "access", 2, 20},
	{"Re-run ledger export", "ledger", 2, 50},
	{"Tune alert thresholds by hand", "alerts", 1.6, 40},
	{"Copy invoices to the archive", "ledger", 1.5, 60},
	{"Answer repeat questions on payouts", "payouts", 1.5, 25},
	{"Fail over read replica", "databases", 1.4, 45},
	{"Purge stale sessions", "redis", 1.4, 30},
	{"Reindex search", "search", 1.3, 60},
	{"Restore a test database", "databases", 1.2, 90},
	{"Add a host to the inventory", "inventory", 1.1, 20},
	{"Renew a service account", "access", 1, 25},
	{"Collect logs for audit", "audit", 1, 70},
	{"Restart ingress node", "ingress", 1, 20},
}

// load is a person's toil as a share of worked time now.
var load = map[string]float64{
	"Ana": 0.58, "Farid": 0.44, "Ben": 0.41, "Chidi": 0.38, "Dana": 0.35, "Žofie": 0.33, "Eun-ji": 0.31, "Grace": 0.25,
}

// addToil enters half a year of toil up to yesterday in one step, as if imported from a tracker, and two entries of today by hand.
func (s *sample) addToil(ctx context.Context) error {
	today := model.DateOf(s.now)
	rng := rand.New(rand.NewPCG(26, 8))
	var entries []model.ToilEntry
	for day := today.AddDays(-7 * toilWeeks); day.Before(today); day = day.AddDays(1) {
		if w := day.Weekday(); w == time.Saturday || w == time.Sunday {
			continue
		}
		for _, row := range roster {
			p := s.people[model.Person{Name: row.Name}.First()]
			if s.offOn(p, day) {
				continue
			}
			entries = append(entries, dayOfToil(rng, p, day, share(p, day.DaysUntil(today)))...)
		}
	}
	s.clock = s.now.Add(-3 * time.Hour)
	if _, err := s.ImportToil(ctx, "tracker.csv", entries); err != nil {
		return err
	}
	s.clock = s.now.Add(-90 * time.Minute)
	for _, e := range []model.ToilEntry{
		{PersonID: s.people["Ana"].ID, Minutes: 20, What: "Restart stuck payouts", Tag: "payouts"},
		{PersonID: s.people["Ben"].ID, Minutes: 15, What: "Grant database access", Tag: "access"},
	} {
		e.Day = today
		s.clock = s.clock.Add(20 * time.Minute)
		if _, err := s.LogToil(ctx, e); err != nil {
			return err
		}
	}
	return nil
}

// share is a person's toil so many days ago: the team's grew slowly over the half year, Ana's mostly in the last weeks.
func share(p model.Person, daysAgo int) float64 {
	now := load[p.First()]
	if p.First() == "Ana" && daysAgo > 21 {
		now = 0.46
	}
	return now * (1 - 0.16*float64(daysAgo)/(7*toilWeeks))
}

func (s *sample) offOn(p model.Person, day model.Date) bool {
	for _, t := range s.off {
		if t.PersonID == p.ID && t.Overlaps(day.Interval(s.loc)) {
			return true
		}
	}
	return false
}

// dayOfToil splits a day's toil into one to three tasks, in steps of five minutes.
func dayOfToil(rng *rand.Rand, p model.Person, day model.Date, share float64) []model.ToilEntry {
	left := share * float64(p.WeekMinutes) / 5 * (0.78 + 0.5*rng.Float64())
	var out []model.ToilEntry
	for n := 0; n < 3 && left >= 5; n++ {
		t := pick(rng)
		minutes := t.minutes * (0.7 + 0.6*rng.Float64())
		if n == 2 || left-minutes < 15 {
			minutes = left
		}
		left -= minutes
		rounded := 5 * int(math.Max(1, math.Round(minutes/5)))
		out = append(out, model.ToilEntry{PersonID: p.ID, Day: day, Minutes: rounded, What: t.what, Tag: t.tag})
	}
	return out
}

func pick(rng *rand.Rand) task {
	total := 0.0
	for _, t := range tasks {
		total += t.weight
	}
	at := rng.Float64() * total
	for _, t := range tasks {
		if at -= t.weight; at < 0 {
			return t
		}
	}
	return tasks[0]
}
