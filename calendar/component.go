package calendar

import (
	"strings"

	"github.com/emersion/go-ical"
)

const (
	maxComponents   = 50_000
	maxRepeated     = 10_000 // rules, dates, people and categories kept of one component
	maxLineWarnings = 1000   // the lines that could not be read after these are counted only
)

// component is an event, a time zone or a part of one, with the properties this
// package reads.
type component struct {
	name     string
	line     int
	props    []property
	children []*component
	repeated int
	seen     uint64
}

// first returns the first property of that name, nil when there is none.
func (c *component) first(name string) *property {
	for i := range c.props {
		if c.props[i].Name == name {
			return &c.props[i]
		}
	}
	return nil
}

// text returns the unescaped, cleaned value of the first property of that name.
func (c *component) text(name string) string {
	if p := c.first(name); p != nil {
		return cleanText(unescapeText(p.Value))
	}
	return ""
}

// value returns the value of the first property of that name without the spaces around it.
func (c *component) value(name string) string {
	if p := c.first(name); p != nil {
		return strings.TrimSpace(p.Value)
	}
	return ""
}

// Of the properties this package reads, singles count once (the first one) and
// repeatables may stand several times. The order of singles gives their bits in
// component.seen.
var (
	singles = []string{
		ical.PropUID, ical.PropSequence, ical.PropDateTimeStamp, ical.PropLastModified,
		ical.PropDateTimeStart, ical.PropDateTimeEnd, ical.PropDuration, ical.PropRecurrenceID,
		ical.PropSummary, ical.PropDescription, ical.PropLocation, ical.PropStatus, ical.PropTransparency,
		ical.PropOrganizer, ical.PropURL, ical.PropPriority, busyStatus, ical.PropTrigger,
		ical.PropTimezoneID, ical.PropTimezoneOffsetFrom, ical.PropTimezoneOffsetTo,
		ical.PropProductID, calName, wrCalName, wrCalDesc, wrTimezone, ical.PropColor,
		appleColour, ical.PropRefreshInterval, publishedTTL,
	}
	repeatables = []string{
		ical.PropRecurrenceRule, ical.PropRecurrenceDates, ical.PropExceptionDates, exceptionRule,
		ical.PropAttendee, ical.PropCategories,
	}
	wanted = func() map[string]uint64 {
		bits := map[string]uint64{}
		for i, name := range singles {
			bits[name] = 1 << i
		}
		for _, name := range repeatables {
			bits[name] = 0
		}
		return bits
	}()
)

const (
	busyStatus    = "X-MICROSOFT-CDO-BUSYSTATUS"
	appleColour   = "X-APPLE-CALENDAR-COLOR"
	publishedTTL  = "X-PUBLISHED-TTL"
	calName       = "NAME"
	wrCalName     = "X-WR-CALNAME"
	wrCalDesc     = "X-WR-CALDESC"
	wrTimezone    = "X-WR-TIMEZONE"
	exceptionRule = "EXRULE"
)

// add keeps a property if it is of use. It answers false once too many were given.
func (c *component) add(p property) bool {
	bit, ok := wanted[p.Name]
	switch {
	case !ok || c.seen&bit != 0:
		return true
	case bit == 0:
		if c.repeated++; c.repeated > maxRepeated {
			return false
		}
	}
	c.seen |= bit
	c.props = append(c.props, p)
	return true
}

// document is a file taken apart.
type document struct {
	head     component // the properties of the calendar itself
	zones    []*component
	events   []*component
	warnings []Warning
	unsaid   int  // warnings after the first maxLineWarnings
	cut      bool // it ends before it should
}

// warn notes a line that could not be read.
func (d *document) warn(line int, c *component, reason string) {
	if len(d.warnings) == maxLineWarnings {
		d.unsaid++
		return
	}
	w := Warning{Line: line, Reason: reason}
	if c != nil && c.name == ical.CompEvent {
		w.Event, w.Title = eventName(c)
	}
	d.warnings = append(d.warnings, w)
}

// eventName is what a warning calls an event: its UID, else its title.
func eventName(c *component) (name, title string) {
	title = shorten(cleanLine(c.text(ical.PropSummary)))
	name = shorten(cleanLine(c.text(ical.PropUID)))
	if name == "" {
		name = title
	}
	return name, title
}

// shorten cuts a text for a message.
func shorten(s string) string {
	const most = 120
	runes := 0
	for i := range s {
		if runes++; runes > most {
			return s[:i] + "…"
		}
	}
	return s
}
