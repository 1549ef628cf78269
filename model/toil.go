package model

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// ToilEntry is one piece of toil somebody did: manual, repetitive work that a machine could do.
type ToilEntry struct {
	ID       ID
	TeamID   ID
	PersonID ID
	Day      Date
	Minutes  int
	What     string
	Tag      string // may be empty
}

// Check reports broken rules.
func (e ToilEntry) Check() error {
	var p Problems
	if strings.TrimSpace(e.What) == "" {
		p.Add("what", "Say what the toil was, such as “restart payout workers”.")
	} else if utf8.RuneCountInString(e.What) > 300 {
		p.Add("what", "The text is longer than 300 characters. Shorten it.")
	}
	if e.Minutes < 1 || e.Minutes > 24*60 {
		p.Add("minutes", "%d minutes is not possible for one day: it is from 1 to 1440.", e.Minutes)
	}
	if e.PersonID == 0 {
		p.Add("person", "Toil needs a person.")
	}
	if e.Day.IsZero() {
		p.Add("day", "Toil needs a day, such as 2026-11-18.")
	} else if e.Day.Year < 1970 || e.Day.Year > 2200 {
		p.Add("day", "Toil cannot be of the year %d. Choose one between 1970 and 2200.", e.Day.Year)
	}
	return p.Err()
}

// ToilShare is toil against worked time in a period, for one person or the team.
type ToilShare struct {
	ToilMinutes float64
	WorkMinutes float64 // contracted less leave
}

// Share returns toil as a share of worked time; ok is false when no time was worked.
func (s ToilShare) Share() (share float64, ok bool) {
	if s.WorkMinutes <= 0 {
		return 0, false
	}
	return s.ToilMinutes / s.WorkMinutes, true
}

// Add returns the sum of two shares' hours. A team's share is the share of the sums, never the mean of percentages.
func (s ToilShare) Add(o ToilShare) ToilShare {
	return ToilShare{s.ToilMinutes + o.ToilMinutes, s.WorkMinutes + o.WorkMinutes}
}

// ToilPeriod is a run of whole days, From included and Until not.
type ToilPeriod struct {
	From, Until Date
}

// LastWeeks returns the period of n weeks that ends with the day before today: whole days only, so a figure does not sink each
// morning.
func LastWeeks(today Date, n int) ToilPeriod { return ToilPeriod{today.AddDays(-7 * n), today} }

// Contains reports whether a day lies in the period.
func (p ToilPeriod) Contains(d Date) bool { return !d.Before(p.From) && d.Before(p.Until) }

// Interval returns the period's instants in loc.
func (p ToilPeriod) Interval(loc *time.Location) Interval {
	return Interval{p.From.Start(loc), p.Until.Start(loc)}
}

// ToilBy returns each person's toil against worked time in a period, and the team's. The period's days are dates: worked time is
// counted on them in each person's own zone, where their leave was entered; loc stands in for a zone that cannot be read.
func ToilBy(people []Person, off []TimeOff, entries []ToilEntry, period ToilPeriod, loc *time.Location) (map[ID]ToilShare, ToilShare) {
	leave := map[ID][]TimeOff{}
	for _, t := range off {
		leave[t.PersonID] = append(leave[t.PersonID], t)
	}
	minutes := map[ID]int{}
	for _, e := range entries {
		if period.Contains(e.Day) {
			minutes[e.PersonID] += e.Minutes
		}
	}
	by := make(map[ID]ToilShare, len(people))
	var team ToilShare
	for _, p := range people {
		own, err := Zone(p.Zone)
		if err != nil {
			own = loc
		}
		s := ToilShare{float64(minutes[p.ID]), WorkMinutes(p, leave[p.ID], period.Interval(own), own)}
		by[p.ID] = s
		team = team.Add(s)
	}
	return by, team
}

// ToilTask is the toil of one kind in a period.
type ToilTask struct {
	What    string
	Minutes int
	Entries int
}

// ToilTasks groups entries by what was done, letter case aside, the largest first.
func ToilTasks(entries []ToilEntry, period ToilPeriod) []ToilTask {
	index := map[string]int{}
	var out []ToilTask
	for _, e := range entries {
		if !period.Contains(e.Day) {
			continue
		}
		key := strings.ToLower(strings.Join(strings.Fields(e.What), " "))
		i, ok := index[key]
		if !ok {
			i = len(out)
			index[key] = i
			out = append(out, ToilTask{What: e.What})
		}
		out[i].Minutes += e.Minutes
		out[i].Entries++
	}
	slices.SortStableFunc(out, func(a, b ToilTask) int {
		if a.Minutes != b.Minutes {
			return b.Minutes - a.Minutes
		}
		return strings.Compare(a.What, b.What)
	})
	return out
}

// ToilLine is what a quick entry such as "restart payout workers 20m @ana yesterday #payouts" was understood as.
type ToilLine struct {
	What    string
	Minutes int
	Who     string // as written after @, empty: the preset person
	Day     Date
	Tag     string
}

var (
	durationHM = regexp.MustCompile(`^(\d{1,2})[hH](\d{1,2})?[mM]?$`)
	durationM  = regexp.MustCompile(`^(\d{1,4})(m|min|mins|minutes)$`)
	durationH  = regexp.MustCompile(`^(\d{1,2}[.,]\d{1,2})h?$`)
	clockHM    = regexp.MustCompile(`^(\d{1,2}):(\d{2})$`)
)

// ParseMinutes reads a length of time: 20m, 20 (minutes), 1h, 1h30, 1.5h, 0:45.
func ParseMinutes(s string) (int, bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	if m := durationHM.FindStringSubmatch(s); m != nil {
		h, _ := strconv.Atoi(m[1])
		minutes, _ := strconv.Atoi("0" + m[2])
		return h*60 + minutes, minutes < 60
	}
	if m := durationM.FindStringSubmatch(s); m != nil {
		n, _ := strconv.Atoi(m[1])
		return n, true
	}
	if m := durationH.FindStringSubmatch(s); m != nil {
		h, err := strconv.ParseFloat(strings.ReplaceAll(m[1], ",", "."), 64)
		return int(h*60 + 0.5), err == nil
	}
	if m := clockHM.FindStringSubmatch(s); m != nil {
		h, _ := strconv.Atoi(m[1])
		minutes, _ := strconv.Atoi(m[2])
		return h*60 + minutes, minutes < 60
	}
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= 0
}

// ParseToilLine reads a quick entry. Words with a unit (20m, 1h30) are the time, @name the person, #tag the tag; today, yesterday,
// a weekday or an ISO date the day; the rest says what it was. A bare number is the time only as the last word.
func ParseToilLine(line string, today Date) (ToilLine, error) {
	out := ToilLine{Day: today}
	words := joinUnits(strings.Fields(line))
	var what []string
	for i, w := range words {
		lower := strings.ToLower(w)
		day, isDay := dayWord(lower, today)
		minutes, isTime := ParseMinutes(w)
		bare := strings.Trim(w, "0123456789.,") == ""
		switch {
		case len(w) > 1 && w[0] == '@':
			if out.Who != "" && out.Who != w[1:] {
				return out, Invalidf("line", "“%s” names two people, %s and %s. Log a line for each.", line, out.Who, w[1:])
			}
			out.Who = w[1:]
		case len(w) > 1 && w[0] == '#':
			out.Tag = w[1:]
		case isDay:
			out.Day = day
		case isoLike(w):
			return out, Invalidf("day", "%s is no day of the calendar. Write it as 2026-11-18.", w)
		case isTime && out.Minutes == 0 && (!bare || (i == len(words)-1 && i > 0)):
			out.Minutes = minutes
		default:
			what = append(what, w)
		}
	}
	out.What = strings.Join(what, " ")
	switch {
	case out.What == "":
		return out, Invalidf("what", "Say what the toil was and how long it took, such as “restart payout workers 20m”.")
	case out.Minutes == 0:
		return out, Invalidf("minutes", "Say how long it took, such as 20m or 1h30, in “%s”.", line)
	}
	return out, nil
}

// isoLike reports whether a word is written as an ISO date is.
func isoLike(w string) bool {
	return len(w) == 10 && w[4] == '-' && w[7] == '-' && strings.Trim(w, "0123456789-") == ""
}

// joinUnits makes one word of a number and the unit after it: "15 min" is "15m".
func joinUnits(words []string) []string {
	units := map[string]string{"m": "m", "min": "m", "mins": "m", "minute": "m", "minutes": "m", "h": "h", "hr": "h", "hour": "h", "hours": "h"}
	var out []string
	for i := 0; i < len(words); i++ {
		if i+1 < len(words) && strings.Trim(words[i], "0123456789.,") == "" {
			if u, ok := units[strings.ToLower(words[i+1])]; ok {
				out = append(out, words[i]+u)
				i++
				continue
			}
		}
		out = append(out, words[i])
	}
	return out
}

func dayWord(w string, today Date) (Date, bool) {
	switch w {
	case "today":
		return today, true
	case "yesterday":
		return today.AddDays(-1), true
	}
	if d, err := ParseDate(w); err == nil {
		return d, true
	}
	for back := 0; back < 7; back++ { // the latest such weekday, today included
		d := today.AddDays(-back)
		if name := strings.ToLower(d.Weekday().String()); w == name || w == name[:3] {
			return d, true
		}
	}
	return Date{}, false
}
