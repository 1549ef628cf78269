package calendar

import (
	"strings"
	"time"
)

// zone turns local times into instants: an IANA zone, or the rules a file
// carries in a VTIMEZONE.
type zone struct {
	loc   *time.Location
	rules *zoneRules
}

// offset returns how far local time is ahead of UTC at a Unix second.
func (z *zone) offset(unix int64) int64 {
	if z.rules != nil {
		return z.rules.offset(unix)
	}
	_, seconds := time.Unix(unix, 0).In(z.loc).Zone()
	return int64(seconds)
}

// clockReach is more than any zone has been away from UTC, in seconds.
const clockReach = 16 * 3600

// instant resolves a local time as RFC 5545, 3.3.5 does: of a time that occurs
// twice the first, and a time that is skipped with the offset before the gap.
func (z *zone) instant(wall time.Time) time.Time {
	local := wall.Unix()
	before, after := z.offset(local-clockReach), z.offset(local+clockReach)
	at := local - before
	if before != after && z.offset(at) != before {
		if later := local - after; z.offset(later) == after {
			at = later
		}
	}
	return time.Unix(at, 0).UTC()
}

// wall is the local time at an instant, its figures as if they were UTC.
func (z *zone) wall(t time.Time) time.Time {
	return time.Unix(t.Unix()+z.offset(t.Unix()), 0).UTC()
}

var utcZone = &zone{loc: time.UTC}

// maxZones bounds the zone names looked up for one file: each may cost a search on disk.
const maxZones = 500

// zones finds the zones of a file by name and remembers them, unknown ones too.
type zones struct {
	defined map[string]*component     // VTIMEZONE by TZID
	answers map[string]*time.Location // what a person said a name means
	known   map[string]*zone
	budget  *budget
}

func newZones(defined []*component, answers map[string]*time.Location, b *budget) *zones {
	z := &zones{defined: map[string]*component{}, answers: answers, known: map[string]*zone{}, budget: b}
	for _, c := range defined {
		if id := c.value("TZID"); id != "" && z.defined[id] == nil {
			z.defined[id] = c
		}
	}
	return z
}

// find returns the zone a TZID stands for: as a person answered, as the file
// defines it, as IANA names it, as Windows names it. nil means nobody knows.
func (z *zones) find(tzid string) *zone {
	if found, ok := z.known[tzid]; ok {
		return found
	}
	if len(z.known) >= maxZones {
		return nil
	}
	found := z.search(tzid)
	z.known[tzid] = found
	return found
}

func (z *zones) search(tzid string) *zone {
	id := strings.TrimSpace(tzid)
	if loc := z.answers[id]; loc != nil {
		return &zone{loc: loc}
	}
	if c := z.defined[id]; c != nil {
		if rules := newZoneRules(c, z.budget); rules != nil {
			return &zone{rules: rules}
		}
	}
	if loc := namedZone(id); loc != nil {
		return &zone{loc: loc}
	}
	return nil
}

// namedZone looks a name up among the IANA zones, also behind a prefix such as
// /mozilla.org/20050126_1/Europe/Berlin, and among the Windows names.
func namedZone(id string) *time.Location {
	const longest = 255
	if len(id) > longest {
		return nil
	}
	switch strings.ToUpper(id) {
	case "":
		return nil
	case "UTC", "GMT", "Z", "UTC0", "COORDINATED UNIVERSAL TIME", "TZONE://MICROSOFT/UTC":
		return time.UTC
	}
	if iana, ok := windowsZones[id]; ok {
		return ianaZone(iana)
	}
	for {
		if loc := ianaZone(strings.Trim(id, "/")); loc != nil {
			return loc
		}
		slash := strings.IndexByte(id, '/')
		if slash < 0 {
			break
		}
		id = id[slash+1:]
	}
	for name, iana := range windowsZones {
		if strings.EqualFold(name, id) {
			return ianaZone(iana)
		}
	}
	return nil
}

func ianaZone(name string) *time.Location {
	const longest = 64
	if name == "" || len(name) > longest || strings.EqualFold(name, "local") {
		return nil
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return nil
	}
	return loc
}
