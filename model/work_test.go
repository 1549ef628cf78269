package model

import (
	"math"
	"testing"
	"time"
)

func TestWorkMinutes(t *testing.T) {
	p := Person{ID: 1, Zone: "UTC", WeekMinutes: 2400}
	w := Interval{Date{2026, 11, 23}.Start(time.UTC), Date{2026, 11, 30}.Start(time.UTC)}
	day := func(d, days int) Interval {
		s := Date{2026, 11, d}.Start(time.UTC)
		return Interval{s, s.AddDate(0, 0, days)}
	}
	for _, tt := range []struct {
		name string
		off  []TimeOff
		p    Person
		want float64
	}{
		{"whole week", nil, p, 2400},
		{"two days off", []TimeOff{{Interval: day(23, 2)}}, p, 1440},
		{"weekend off", []TimeOff{{Interval: day(28, 2)}}, p, 2400},
		{"three hours off", []TimeOff{{Interval: Interval{w.Start.Add(9 * time.Hour), w.Start.Add(12 * time.Hour)}}}, p, 2220},
		{"left on Wednesday", nil, Person{ID: 1, Zone: "UTC", WeekMinutes: 2400, Left: Date{2026, 11, 25}}, 960},
		{"more hours off than a day has", []TimeOff{{Interval: Interval{w.Start, w.Start.Add(20 * time.Hour)}}}, p, 1920},
		{"hours off on two days", []TimeOff{{Interval: Interval{w.Start.Add(20 * time.Hour), w.Start.Add(26 * time.Hour)}}}, p, 2400 - 240 - 120},
		{"from Friday afternoon to Monday", []TimeOff{{Interval: Interval{w.Start.Add(4*24*time.Hour + 21*time.Hour), w.Start.Add(7 * 24 * time.Hour)}}}, p, 2400 - 180},
		{"part-time, two days off", []TimeOff{{Interval: day(23, 2)}}, Person{ID: 1, WeekMinutes: 1200}, 720},
		{"long weeks, a day off", []TimeOff{{Interval: day(23, 1)}}, Person{ID: 1, WeekMinutes: 10080}, 8064},
		{"overlapping leave counts once", []TimeOff{{Interval: day(23, 2)}, {Interval: day(23, 3)}}, p, 960},
	} {
		if got := WorkMinutes(tt.p, tt.off, w, time.UTC); math.Abs(got-tt.want) > 1e-9 {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}

// A day off is one day's work wherever the person and the team are.
func TestLeaveIsCountedInThePersonsZone(t *testing.T) {
	team := mustZone(t, "Europe/Berlin")
	period := ToilPeriod{Date{2026, 11, 23}, Date{2026, 11, 30}}
	for _, zone := range []string{"America/Sao_Paulo", "Pacific/Auckland", "Europe/Berlin", "Asia/Kathmandu"} {
		p := Person{ID: 1, Zone: zone, WeekMinutes: 2400}
		off := []TimeOff{{PersonID: 1, AllDay: true, Interval: Date{2026, 11, 24}.Interval(mustZone(t, zone))}}
		if by, _ := ToilBy([]Person{p}, off, nil, period, team); by[1].WorkMinutes != 1920 {
			t.Errorf("%s: got %v minutes, want 1920", zone, by[1].WorkMinutes)
		}
	}
}

func TestWorkMinutesOverClockChanges(t *testing.T) {
	for _, tt := range []struct {
		zone       string
		from, till Date
		want       float64
	}{
		{"Europe/Berlin", Date{2026, 3, 23}, Date{2026, 3, 30}, 2400},
		{"America/Sao_Paulo", Date{2018, 10, 29}, Date{2018, 11, 5}, 2400}, // a day that begins at 01:00
		{"Pacific/Apia", Date{2011, 12, 26}, Date{2012, 1, 2}, 1920},       // without its Friday
	} {
		loc := mustZone(t, tt.zone)
		got := WorkMinutes(Person{WeekMinutes: 2400}, nil, Interval{tt.from.Start(loc), tt.till.Start(loc)}, loc)
		if math.Abs(got-tt.want) > 1e-9 {
			t.Errorf("%s: got %v, want %v", tt.zone, got, tt.want)
		}
	}
}
