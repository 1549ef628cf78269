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
//
// Many programs write only the changes near their events. Where such a definition
// falls silent and has the name of a known zone, that zone goes on: named answers
// once it has changed its clocks since the last onset, or before the first.
type zoneRules struct {
	onsets  []onset
	named   *time.Location // nil: no such zone, or the file's rules stand alone
	endless bool           // some rule has no end
}

// A VTIMEZONE's rules are worked out for these years; before and after them its
// first and last offsets hold.
const (
	firstZoneYear = 1970
	lastZoneYear  = 2100
	maxOnsets     = 2000    // of one STANDARD or DAYLIGHT part
	maxFileOnsets = 100_000 // of all zones of a file: enough for every zone there is
)

// newZoneRules works a VTIMEZONE out. It returns nil when the definition is
// empty or broken, so that the zone's name can be tried instead.
func newZoneRules(c *component, b *budget) *zoneRules {
	var rules zoneRules
	parts := map[string]bool{}
	for _, part := range c.children {
		if part.name != ical.CompTimezoneStandard && part.name != ical.CompTimezoneDaylight {
			continue
		}
		onsets, err := partOnsets(part, b)
		if err != nil {
			return nil
		}
		if b.onsets += len(onsets); b.onsets > maxFileOnsets {
			return nil
		}
		rules.onsets = append(rules.onsets, onsets...)
		parts[part.name] = true
		rules.endless = rules.endless || hasEndlessRule(part)
	}
	if len(rules.onsets) == 0 {
		return nil
	}
	slices.SortFunc(rules.onsets, func(a, b onset) int { return cmp.Compare(a.at, b.at) })
	if len(parts) == 2 {
		// One part alone is a zone of one offset, which is said for good.
		rules.named = namedZone(strings.TrimSpace(c.value(ical.PropTimezoneID)))
	}
	return &rules
}

func hasEndlessRule(part *component) bool {
	rule := strings.ToUpper(part.value(ical.PropRecurrenceRule))
	return rule != "" && !strings.Contains(rule, "UNTIL=") && !strings.Contains(rule, "COUNT=")
}

func (r *zoneRules) offset(unix int64) int64 {
	after, _ := slices.BinarySearchFunc(r.onsets, unix, func(o onset, unix int64) int {
		if o.at <= unix {
			return -1
		}
		return 1
	})
	if r.named != nil {
		if named, ok := r.silent(unix, after); ok {
			return named
		}
	}
	if after == 0 {
		return r.onsets[0].from
	}
	return r.onsets[after-1].to
}

// silent gives the named zone's offset where the definition says nothing: when
// that zone changes its clocks between the moment and the nearest onset.
func (r *zoneRules) silent(unix int64, after int) (int64, bool) {
	t := time.Unix(unix, 0).In(r.named)
	since, until := t.ZoneBounds()
	beforeAll := after == 0 && !until.IsZero() && until.Unix() < r.onsets[0].at
	afterAll := after == len(r.onsets) && !r.endless && !since.IsZero() && since.Unix() > r.onsets[after-1].at
	if !beforeAll && !afterAll {
		return 0, false
	}
	_, offset := t.Zone()
	return int64(offset), true
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
			rule, err := parseRule(p.Value, start, func(until stamp) time.Time {
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
