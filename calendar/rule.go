package calendar

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/teambition/rrule-go"
)

var (
	errNoStart   = errors.New("it has no start (DTSTART)")
	errTooMany   = errors.New("it has too many dates")
	errBadOffset = errors.New("its offset from UTC is not a time")
	errSubDaily  = errors.New("it repeats more often than once an hour of a day; only rules of days, weeks, months and years are read")
	errTooSlow   = errors.New("working out the repeats of this file took longer than a second")
)

const (
	maxRuleText    = 2 << 10
	maxInterval    = 10_000
	maxTimesADay   = 24
	maxRuleYear    = 9990
	maxCountedRuns = 100_000     // steps of a rule with COUNT, which has to be walked from its start
	repeatTime     = time.Second // of the 2 s a file may take in all
)

// budget is the time the repeats of one file may take, and the clock changes of
// its zones so far. It is a guard against crafted rules: rrule-go searches to the
// year 9999 for a day that never comes.
type budget struct {
	deadline time.Time
	onsets   int
}

func newBudget() *budget { return &budget{deadline: time.Now().Add(repeatTime)} }

func (b *budget) spent() bool { return time.Now().After(b.deadline) }

// wallRange is an interval of local times, both ends included.
type wallRange struct{ from, to time.Time }

// rule is an RRULE over local times, kept as if they were UTC: the zone is
// applied to its results, so that rrule-go never meets a clock change.
type rule struct {
	opt   rrule.ROption
	start time.Time
}

// parseRule reads an RRULE or EXRULE. localUntil turns UNTIL into a local time
// of the event.
func parseRule(text string, start stamp, localUntil func(stamp) time.Time) (*rule, error) {
	if len(text) > maxRuleText {
		return nil, errors.New("its rule is too long")
	}
	var parts []string
	var until time.Time
	for part := range strings.SplitSeq(strings.ToUpper(strings.Join(strings.Fields(text), "")), ";") {
		key, value, _ := strings.Cut(part, "=")
		switch {
		case start.form == wholeDay && (key == "BYHOUR" || key == "BYMINUTE" || key == "BYSECOND"):
			// They mean nothing to whole days (RFC 5545, 3.3.10).
		case part == "" || strings.HasPrefix(key, "X-") || part == "RSCALE=GREGORIAN" || part == "SKIP=OMIT":
		case part == "FREQ=HOURLY" || part == "FREQ=MINUTELY" || part == "FREQ=SECONDLY":
			return nil, errSubDaily
		case key == "UNTIL":
			st, err := parseStamp(value, "")
			if err != nil {
				return nil, fmt.Errorf("the end of its rule, UNTIL: %w", err)
			}
			until = localUntil(st)
		case key == "COUNT" || key == "INTERVAL":
			n, err := strconv.Atoi(value)
			if err != nil || n < 1 || key == "INTERVAL" && n > maxInterval {
				return nil, fmt.Errorf("its rule %q cannot be read: %s", shorten(text), part)
			}
			parts = append(parts, part)
		default:
			parts = append(parts, part)
		}
	}
	opt, err := rrule.StrToROption(strings.Join(parts, ";"))
	if err != nil {
		return nil, fmt.Errorf("its rule %q cannot be read: %w", shorten(text), err)
	}
	if max(1, len(opt.Byhour))*max(1, len(opt.Byminute))*max(1, len(opt.Bysecond)) > maxTimesADay {
		return nil, errSubDaily
	}
	opt.Dtstart, opt.Until = start.wall, until
	weekday := rruleWeekdays[start.wall.Weekday()]
	if opt.Freq == rrule.YEARLY && len(opt.Byweekno) > 0 && len(opt.Byweekday)+len(opt.Bymonthday)+len(opt.Byyearday) == 0 {
		opt.Byweekday = []rrule.Weekday{weekday} // rrule-go would take all seven
	}
	if opt.Freq == rrule.WEEKLY && len(opt.Bysetpos) > 0 {
		// rrule-go counts the positions of the first week from the start on.
		if len(opt.Byweekday) == 0 {
			opt.Byweekday = []rrule.Weekday{weekday}
		}
		opt.Dtstart = start.wall.AddDate(0, 0, -((weekday.Day() - opt.Wkst.Day() + 7) % 7))
	}
	if _, err := rrule.NewRRule(*opt); err != nil {
		return nil, fmt.Errorf("its rule %q cannot be read: %w", shorten(text), err)
	}
	return &rule{opt: *opt, start: start.wall}, nil
}

// rruleWeekdays are rrule-go's names for Go's weekdays.
var rruleWeekdays = [...]rrule.Weekday{rrule.SU, rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA}

// between lists the local times of the rule within r and tells whether it
// stopped early, at limit of them or for want of time. The start is among them
// only if the rule hits it.
func (u *rule) between(r wallRange, limit int, b *budget) (walls []time.Time, cut bool, err error) {
	defer func() {
		if problem := recover(); problem != nil {
			walls, cut, err = nil, false, fmt.Errorf("its rule cannot be worked out: %v", problem)
		}
	}()
	if b.spent() {
		return nil, false, errTooSlow
	}
	opt := u.opt
	if opt.Until.IsZero() || opt.Until.After(r.to) {
		opt.Until = r.to
	}
	if opt.Until.Before(u.start) || opt.Until.Before(r.from) {
		return nil, false, nil
	}
	count := opt.Count
	opt.Count = 0
	if count == 0 {
		skipAhead(&opt, r.from)
	}
	compiled, err := rrule.NewRRule(opt)
	if err != nil {
		return nil, false, err
	}
	next := compiled.Iterator()
	for steps := 1; ; steps++ {
		wall, ok := next()
		for ok && wall.Before(u.start) {
			wall, ok = next()
		}
		if !ok || wall.Year() > maxRuleYear {
			return walls, false, nil
		}
		// The start is the first of COUNT, whether the rule hits it or not.
		if steps == 1 && count > 0 && !wall.Equal(u.start) {
			steps++
		}
		if count > 0 && steps > count {
			return walls, false, nil
		}
		if steps > maxCountedRuns || steps%1024 == 0 && b.spent() {
			return walls, true, nil
		}
		if wall.Before(r.from) {
			continue
		}
		if len(walls) == limit {
			return walls, true, nil
		}
		walls = append(walls, wall)
	}
}

// skipAhead moves the start of an endless rule by whole intervals to just before
// a date, so that a rule from 1970 does not have to be walked from there. What
// the rule took from its start is written out first.
func skipAhead(opt *rrule.ROption, to time.Time) {
	start, interval := opt.Dtstart, max(1, opt.Interval)
	if len(opt.Bymonthday)+len(opt.Byyearday)+len(opt.Byweekno)+len(opt.Byweekday) == 0 {
		switch opt.Freq {
		case rrule.YEARLY:
			if len(opt.Bymonth) == 0 {
				opt.Bymonth = []int{int(start.Month())}
			}
			opt.Bymonthday = []int{start.Day()}
		case rrule.MONTHLY:
			opt.Bymonthday = []int{start.Day()}
		}
	}
	days := int((to.Unix() - start.Unix()) / 86400) // a Duration would end at 292 years
	year, month, _ := start.Date()
	h, m, s := start.Clock()
	// One interval of margin: a week or a month may begin before the start it holds.
	whole := func(length int) int { return (days/length/interval - 1) * interval }
	switch opt.Freq {
	case rrule.DAILY:
		if n := whole(1); n > 0 {
			opt.Dtstart = start.AddDate(0, 0, n)
		}
	case rrule.WEEKLY:
		if n := whole(7); n > 0 {
			opt.Dtstart = start.AddDate(0, 0, 7*n)
		}
	case rrule.MONTHLY:
		if n := whole(31); n > 0 {
			opt.Dtstart = time.Date(year, month+time.Month(n), 1, h, m, s, 0, time.UTC)
		}
	case rrule.YEARLY:
		if n := whole(366); n > 0 {
			opt.Dtstart = time.Date(year+n, 1, 1, h, m, s, 0, time.UTC)
		}
	}
}
