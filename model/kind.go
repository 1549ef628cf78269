package model

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// RuleKind is a kind of rule that a new rotation can start from. What it starts with can all be changed.
type RuleKind int

const (
	WeeklyRule  RuleKind = iota // a week each
	DailyRule                   // a day each
	SunRule                     // a layer for each place, by day there
	HoursRule                   // business hours, and a layer for the rest of the week
	WeekendRule                 // weekdays and weekends apart
	OwnRule                     // turns of several lengths
)

const nineOClock, fiveOClock = Clock(9 * 60), Clock(17 * 60)

// StartRotation returns a rotation of a kind that covers all hours of the week, with the people given in order. It hands over at nine in
// the team's zone, from the next first day of the week on (weekdays count from Monday). Where each layer has two people or more there are
// two roles, and the secondary is who can after the primary.
func StartRotation(kind RuleKind, team Team, people []Person, now time.Time) Rotation {
	s := starter{zone: cmp.Or(team.Zone, "UTC"), team: team}
	loc, err := Zone(s.zone)
	if err != nil {
		s.zone, loc = "UTC", time.UTC
	}
	s.today = DateOf(now.In(loc))
	for _, p := range people {
		s.people = append(s.people, p.ID)
	}
	week, monday := s.next(team.WeekStart), s.next(time.Monday)
	turn := Pattern{{1, Weeks}}
	switch kind {
	case DailyRule:
		s.add("", s.today.AddDays(1).At(nineOClock), Pattern{{1, Days}}, s.people)
	case SunRule:
		s.followTheSun(people, monday)
	case HoursRule:
		s.add("Business hours", monday.At(nineOClock), turn, s.people, Window{Days: workdays, From: nineOClock, Until: fiveOClock})
		s.add("Nights and weekends", monday.At(fiveOClock), turn, halfway(s.people),
			Window{Days: workdays &^ WeekdaySet(time.Friday), From: fiveOClock, Until: nineOClock, Over: 1}, weekend)
	case WeekendRule:
		s.add("Weekdays", monday.At(nineOClock), turn, s.people, Window{Days: WeekdaySet(time.Monday), From: nineOClock, Until: fiveOClock, Over: 4})
		s.add("Weekends", monday.AddDays(4).At(fiveOClock), turn, halfway(s.people), weekend)
	case OwnRule:
		s.add("", week.At(nineOClock), Pattern{{4, Days}, {3, Days}}, s.people)
	default:
		s.add("", week.At(nineOClock), turn, s.people)
	}
	return s.rotation()
}

var (
	workdays = WeekdaySet(time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday)
	weekend  = Window{Days: WeekdaySet(time.Friday), From: fiveOClock, Until: nineOClock, Over: 3}
)

// starter gathers the layers of a rotation to start from.
type starter struct {
	zone   string
	team   Team
	today  Date
	people []ID
	layers []Layer
	orders [][]ID
}

// next is the first such day of the week after today.
func (s *starter) next(day time.Weekday) Date {
	d := s.today.AddDays(1)
	for d.Weekday() != day {
		d = d.AddDays(1)
	}
	return d
}

func (s *starter) add(name string, first LocalTime, turns Pattern, people []ID, windows ...Window) {
	s.layers = append(s.layers, Layer{Name: name, First: first, Turns: turns, Windows: windows})
	s.orders = append(s.orders, people)
}

func (s *starter) rotation() Rotation {
	r := Rotation{TeamID: s.team.ID, Zone: s.zone, Roles: []Role{{Name: "primary"}, {Name: "secondary"}}}
	if slices.ContainsFunc(s.orders, func(people []ID) bool { return len(people) < 2 }) {
		r.Roles = r.Roles[:1]
	}
	for i := range s.layers {
		s.layers[i].Orders = r.plainLayer(Plain{People: s.orders[i]}).Orders
	}
	r.Versions = []Version{{Layers: s.layers}}
	return r
}

// halfway begins an order at its middle, so that nobody has two layers at once.
func halfway(people []ID) []ID {
	half := len(people) / 2
	return slices.Concat(people[half:], people[:half])
}

// site is a place of a rotation that follows the sun.
type site struct {
	zone   string
	offset int // minutes ahead of UTC
	people []ID
}

// fallbackSites share the day where a team has only one place.
var fallbackSites = []string{"Australia/Sydney", "Europe/Berlin", "America/New_York"}

const (
	apart   = 4 * 60 // minutes between the clocks of two sites
	maxSite = 3
)

// followTheSun divides the day evenly between the places where people are, in the order in which the sun reaches them. The places begin as
// near to nine in the morning as whole hours allow.
func (s *starter) followTheSun(people []Person, monday Date) {
	sites := sitesOf(people, monday)
	part := 24 * 60 / len(sites)
	start, least := 0, -1
	for t := 0; t < 24*60; t += 60 {
		cost := 0
		for i, x := range sites {
			d := around(t + i*part + x.offset - int(nineOClock))
			cost += d * d
		}
		if least < 0 || cost < least {
			start, least = t, cost
		}
	}
	for i, x := range sites {
		w := Window{Days: EveryDay, From: Clock(wrap(start + i*part + x.offset))}
		w.Until = Clock(wrap(int(w.From) + part))
		if w.Until <= w.From {
			w.Over = 1
		}
		s.add(CityOf(x.zone), monday.At(w.From), Pattern{{1, Weeks}}, x.people, w)
		s.layers[i].Zone = x.zone
	}
}

func sitesOf(people []Person, day Date) []site {
	count := map[string]int{}
	for _, p := range people {
		count[p.Zone]++
	}
	zones := make([]string, 0, len(count))
	for zone := range count {
		zones = append(zones, zone)
	}
	slices.SortFunc(zones, func(a, b string) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	sites := distinctSites(zones, day)
	if len(sites) < 2 {
		sites = distinctSites(fallbackSites, day)
	}
	slices.SortStableFunc(sites, func(a, b site) int { return cmp.Compare(b.offset, a.offset) })
	for _, p := range people {
		near, at := 0, offsetOn(p.Zone, day)
		for i, x := range sites {
			if abs(around(x.offset-at)) < abs(around(sites[near].offset-at)) {
				near = i
			}
		}
		sites[near].people = append(sites[near].people, p.ID)
	}
	return sites
}

// distinctSites takes the zones that are far enough from those before them.
func distinctSites(zones []string, day Date) []site {
	var out []site
	for _, zone := range zones {
		at := offsetOn(zone, day)
		near := slices.ContainsFunc(out, func(x site) bool { return abs(around(x.offset-at)) < apart })
		if !near && len(out) < maxSite {
			out = append(out, site{zone: zone, offset: at})
		}
	}
	return out
}

func offsetOn(zone string, day Date) int {
	loc, err := Zone(zone)
	if err != nil {
		loc = time.UTC
	}
	_, seconds := day.Start(loc).Zone()
	return seconds / 60
}

// CityOf is the place in a zone's name: "New York" of America/New_York.
func CityOf(zone string) string {
	return strings.ReplaceAll(zone[strings.LastIndex(zone, "/")+1:], "_", " ")
}

// wrap brings minutes into one day; around brings a difference of two clocks into −12 to 12 hours.
func wrap(minutes int) int   { return ((minutes % 1440) + 1440) % 1440 }
func around(minutes int) int { return wrap(minutes+720) - 720 }

func abs(n int) int { return max(n, -n) }
