package calendar

import (
	"strings"
	"time"

	"github.com/emersion/go-ical"
	"golang.org/x/image/colornames"
)

// onlyOnce are the properties a component may have once at most, and required
// the ones it has to have (RFC 5545, 3.6 and 7986, 4).
var (
	onlyOnce = map[string]map[string]bool{
		ical.CompCalendar: set("PRODID VERSION CALSCALE METHOD NAME UID URL LAST-MODIFIED REFRESH-INTERVAL SOURCE COLOR X-WR-CALNAME X-WR-TIMEZONE X-PUBLISHED-TTL"),
		ical.CompEvent: set("DTSTAMP UID DTSTART CLASS CREATED DESCRIPTION GEO LAST-MODIFIED LOCATION ORGANIZER PRIORITY SEQUENCE STATUS SUMMARY TRANSP URL" +
			" RECURRENCE-ID RRULE DTEND DURATION COLOR"),
		ical.CompTimezone:         set("TZID LAST-MODIFIED TZURL"),
		ical.CompTimezoneStandard: set("DTSTART TZOFFSETTO TZOFFSETFROM RRULE"),
		ical.CompTimezoneDaylight: set("DTSTART TZOFFSETTO TZOFFSETFROM RRULE"),
		ical.CompAlarm:            set("ACTION TRIGGER DURATION REPEAT"),
	}
	required = map[string][]string{
		ical.CompCalendar:         {"VERSION", "PRODID"},
		ical.CompEvent:            {"UID", "DTSTAMP", "DTSTART"},
		ical.CompTimezone:         {"TZID"},
		ical.CompTimezoneStandard: {"DTSTART", "TZOFFSETTO", "TZOFFSETFROM"},
		ical.CompTimezoneDaylight: {"DTSTART", "TZOFFSETTO", "TZOFFSETFROM"},
		ical.CompAlarm:            {"ACTION", "TRIGGER"},
	}
)

func set(names string) map[string]bool {
	s := map[string]bool{}
	for name := range strings.FieldsSeq(names) {
		s[name] = true
	}
	return s
}

// lintProperty checks one value where it stands.
func (l *linter) lintProperty(frame *lintFrame, p *property) {
	if onlyOnce[frame.name][p.Name] && frame.counts[p.Name] == 2 {
		l.find(p.line, "repeated", "%s stands more than once in %s; programs take one of them.", p.Name, frame.name)
	}
	valueType := strings.ToUpper(p.Params.Get("VALUE"))
	value := strings.TrimSpace(p.Value)
	switch p.Name {
	case ical.PropVersion:
		if value != "2.0" {
			l.find(p.line, "bad-version", "The version is %q; write 2.0.", shorten(value))
		}
	case ical.PropRefreshInterval:
		if valueType != "DURATION" {
			l.find(p.line, "missing-value-type", "Write REFRESH-INTERVAL;VALUE=DURATION: the type is not optional there.")
		}
		l.lintDuration(p, value)
	case publishedTTL, ical.PropDuration:
		l.lintDuration(p, value)
	case ical.PropSource:
		if valueType != "URI" {
			l.find(p.line, "missing-value-type", "Write SOURCE;VALUE=URI: the type is not optional there.")
		}
	case ical.PropColor:
		if _, ok := colornames.Map[strings.ToLower(value)]; !ok {
			l.find(p.line, "bad-colour", "The colour %q is no CSS colour name; COLOR takes nothing else.", shorten(value))
		}
	case ical.PropTrigger:
		if _, err := parseSpan(value); valueType != "DATE-TIME" && err != nil {
			l.find(p.line, "bad-duration", "%q is not a duration; a moment needs VALUE=DATE-TIME.", shorten(value))
		}
	case ical.PropDateTimeStart, ical.PropDateTimeEnd, ical.PropRecurrenceID, ical.PropRecurrenceDates, ical.PropExceptionDates:
		l.lintDates(p, valueType)
	case ical.PropDateTimeStamp, ical.PropLastModified, ical.PropCreated, ical.PropCompleted:
		if st, err := parseStamp(value, ""); err != nil || st.form != inUTC {
			l.find(p.line, "not-utc", "%s is %q; it has to be a time in UTC such as 20260105T090000Z.", p.Name, shorten(value))
		}
	case ical.PropStatus:
		if frame.name == ical.CompEvent && value != "TENTATIVE" && value != "CONFIRMED" && value != "CANCELLED" {
			l.find(p.line, "bad-status", "The status is %q; an event is TENTATIVE, CONFIRMED or CANCELLED.", shorten(value))
		}
	case ical.PropTransparency:
		if value != "OPAQUE" && value != "TRANSPARENT" {
			l.find(p.line, "bad-transparency", "TRANSP is %q; it is OPAQUE or TRANSPARENT.", shorten(value))
		}
	case ical.PropRecurrenceRule:
		if _, err := parseRule(value, stamp{form: inUTC, wall: time.Unix(0, 0).UTC()}, func(s stamp) time.Time { return s.wall }); err != nil {
			l.find(p.line, "bad-rule", "The event's repeats cannot be read: %v.", err)
		}
	}
}

func (l *linter) lintDuration(p *property, value string) {
	if _, err := parseSpan(value); err != nil {
		l.find(p.line, "bad-duration", "%s is %q; write a duration such as PT1H.", p.Name, shorten(value))
	}
}

// lintDates checks the values of a date property and notes the zone it names.
func (l *linter) lintDates(p *property, valueType string) {
	tzid := p.Params.Get("TZID")
	for value := range strings.SplitSeq(p.Value, ",") {
		value, _, _ = strings.Cut(value, "/")
		st, err := parseStamp(value, tzid)
		isDate := err == nil && st.form == wholeDay
		switch {
		case err != nil || strings.ContainsAny(value, "-: "):
			l.find(p.line, "bad-date", "%s has %q, which is not a date such as 20260105 or a time such as 20260105T090000Z.", p.Name, shorten(value))
		case isDate && valueType != "DATE":
			l.find(p.line, "missing-value-type", "%s has a date; write %s;VALUE=DATE.", p.Name, p.Name)
		case !isDate && valueType == "DATE":
			l.find(p.line, "bad-date", "%s has a time of day although it says VALUE=DATE.", p.Name)
		case st.form == inUTC && tzid != "":
			l.find(p.line, "utc-with-zone", "%s is in UTC and names the time zone %q as well.", p.Name, shorten(tzid))
		default:
			if tzid != "" && l.zonesUsed[tzid] == 0 {
				l.zonesUsed[tzid] = p.line
			}
			continue
		}
		return
	}
}

// lintComponent checks a component as a whole, at its end.
func (l *linter) lintComponent(f *lintFrame) {
	for _, name := range required[f.name] {
		if f.counts[name] == 0 {
			l.find(f.line, "missing-"+strings.ToLower(name), "%s has no %s.", f.name, name)
		}
	}
	switch f.name {
	case ical.CompEvent:
		l.lintEvent(f)
	case ical.CompTimezone:
		c := f.component
		l.zonesDefined[c.value(ical.PropTimezoneID)] = true
		l.zoneParts = append(l.zoneParts, &c)
		if len(c.children) == 0 {
			l.find(f.line, "empty-zone", "The time zone has neither STANDARD nor DAYLIGHT.")
		}
	case ical.CompTimezoneStandard, ical.CompTimezoneDaylight:
		if len(l.stack) > 0 {
			parent, part := l.stack[len(l.stack)-1], f.component
			parent.children = append(parent.children, &part)
		}
	}
}

func (l *linter) lintEvent(f *lintFrame) {
	if f.counts["DTEND"] > 0 && f.counts["DURATION"] > 0 {
		l.find(f.line, "dtend-and-duration", "The event has both DTEND and DURATION; only one may stand.")
	}
	if uid := f.value(ical.PropUID); uid != "" {
		key := uid + "\x00" + f.value(ical.PropRecurrenceID)
		if line, ok := l.uids[key]; ok {
			l.find(f.line, "duplicate-uid", "The event at line %d has the same UID %q; programs keep one of them.", line, shorten(uid))
		} else {
			l.uids[key] = f.line
		}
	}
	startProp, endProp := f.first(ical.PropDateTimeStart), f.first(ical.PropDateTimeEnd)
	if startProp == nil || endProp == nil {
		return
	}
	start, err1 := stampOf(startProp)
	end, err2 := stampOf(endProp)
	switch {
	case err1 != nil || err2 != nil:
	case (start.form == wholeDay) != (end.form == wholeDay):
		l.find(endProp.line, "mixed-dates", "One of DTSTART and DTEND is a date, the other a time.")
	case start.form == wholeDay && !end.wall.After(start.wall):
		l.find(endProp.line, "end-before-start", "The event ends on %s; whole days end on the day after the last, here later than %s.",
			end.wall.Format(time.DateOnly), start.wall.Format(time.DateOnly))
	default:
		l.spans = append(l.spans, lintSpan{line: endProp.line, start: start, end: end})
	}
}
