package calendar

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/emersion/go-ical"
)

// onset is the moment from which an offset holds.
type onset struct {
	at   int64 // Unix seconds
	from int64 // seconds ahead of UTC before
	to   int64 // and after
}

// zoneRules are the clock changes of a VTIMEZONE (RFC 5545, 3.6.5), in order.
type zoneRules struct{ onsets []onset }

// A VTIMEZONE's rules are worked out for these years; before and after them its
// first and last offsets hold.
const (
	firstZoneYear = 1970
	lastZoneYear  = 2100
	maxOnsets     = 2000 // of one STANDARD or DAYLIGHT part
)

// newZoneRules works a VTIMEZONE out. It returns nil when the definition is
// empty or broken, so that the zone's name can be tried instead.
func newZoneRules(c *component, b *budget) *zoneRules {
	var rules zoneRules
	for _, part := range c.children {
		if part.name != ical.CompTimezoneStandard && part.name != ical.CompTimezoneDaylight {
			continue
		}
		onsets, err := partOnsets(part, b)
		if err != nil {
			return nil
		}
		rules.onsets = append(rules.onsets, onsets...)
	}
	if len(rules.onsets) == 0 {
		return nil
	}
	slices.SortFunc(rules.onsets, func(a, b onset) int { return cmp.Compare(a.at, b.at) })
	return &rules
}

func (r *zoneRules) offset(unix int64) int64 {
	after, _ := slices.BinarySearchFunc(r.onsets, unix, func(o onset, unix int64) int {
		if o.at <= unix {
			return -1
		}
		return 1
	})
	if after == 0 {
		return r.onsets[0].from
	}
	return r.onsets[after-1].to
}

// partOnsets lists the moments a STANDARD or DAYLIGHT part begins to hold.
func partOnsets(part *component, b *budget) ([]onset, error) {
	from, err := parseOffset(part.value(ical.PropTimezoneOffsetFrom))
	if err != nil {
		return nil, err
	}
	to, err := parseOffset(part.value(ical.PropTimezoneOffsetTo))
	if err != nil {
		return nil, err
	}
	p := part.first(ical.PropDateTimeStart)
	if p == nil {
		return nil, errNoStart
	}
	start, err := stampOf(p)
	if err != nil {
		return nil, err
	}
	walls := []time.Time{start.wall}
	for i := range part.props {
		p := &part.props[i]
		switch p.Name {
		case ical.PropRecurrenceRule:
			rule, err := parseRule(p.Value, start.wall, func(until stamp) time.Time {
				if until.form == inUTC {
					return until.wall.Add(time.Duration(from) * time.Second)
				}
				return until.wall
			})
			if err != nil {
				return nil, err
			}
			years := wallRange{from: time.Date(firstZoneYear, 1, 1, 0, 0, 0, 0, time.UTC), to: time.Date(lastZoneYear, 1, 1, 0, 0, 0, 0, time.UTC)}
			more, _, err := rule.between(years, maxOnsets, b)
			if err != nil {
				return nil, err
			}
			walls = append(walls, more...)
		case ical.PropRecurrenceDates:
			for value := range strings.SplitSeq(p.Value, ",") {
				st, err := parseStamp(value, "")
				if err != nil || len(walls) > maxOnsets {
					return nil, cmp.Or(err, errTooMany)
				}
				walls = append(walls, st.wall)
			}
		}
	}
	onsets := make([]onset, len(walls))
	for i, wall := range walls {
		onsets[i] = onset{at: wall.Unix() - from, from: from, to: to}
	}
	return onsets, nil
}

// parseOffset reads a UTC-OFFSET (RFC 5545, 3.3.14) in seconds.
func parseOffset(s string) (int64, error) {
	if len(s) != len("+0100") && len(s) != len("+010000") || s[0] != '+' && s[0] != '-' {
		return 0, errBadOffset
	}
	hours, ok1 := digits(s[1:3])
	minutes, ok2 := digits(s[3:5])
	seconds, ok3 := digits(s[5:])
	total := int64(hours*3600 + minutes*60 + seconds)
	if !ok1 || !ok2 || !ok3 || minutes > 59 || seconds > 59 || total > clockReach {
		return 0, errBadOffset
	}
	if s[0] == '-' {
		total = -total
	}
	return total, nil
}
