package calendar

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-ical"

	"watchbill/model"
)

// layout lays events out for go-ical's encoder, one at a time in the same
// component: making ten thousand of them costs more than writing them.
type layout struct {
	comp  *ical.Component
	props []ical.Prop // each property of comp is a slice of one of these
}

// maxEventProps is how many properties an event is written with at most.
const maxEventProps = 16

func newLayout() *layout {
	return &layout{
		comp:  &ical.Component{Name: ical.CompEvent, Props: make(ical.Props, maxEventProps)},
		props: make([]ical.Prop, 0, maxEventProps),
	}
}

func (l *layout) add(p ical.Prop) {
	l.props = append(l.props, p)
	last := len(l.props)
	l.comp.Props[p.Name] = l.props[last-1 : last : last]
}

func (l *layout) set(name, value string) { l.add(ical.Prop{Name: name, Value: value}) }

// text sets a property to a clean text, unless it is empty.
func (l *layout) text(name, value string) {
	if value != "" {
		l.set(name, escapeText(value))
	}
}

// event lays an event out. The component is valid until the next call.
func (l *layout) event(e *Event) *ical.Component {
	clear(l.comp.Props)
	l.props, l.comp.Children = l.props[:0], nil
	l.set(ical.PropUID, escapeText(e.UID))
	l.set(ical.PropSequence, strconv.Itoa(e.Sequence))
	l.set(ical.PropDateTimeStamp, e.Created.UTC().Format(dateTimeUTC))
	if !e.LastModified.IsZero() {
		l.set(ical.PropLastModified, e.LastModified.UTC().Format(dateTimeUTC))
	}
	if e.AllDay {
		l.add(dateProp(ical.PropDateTimeStart, e.Start))
		l.add(dateProp(ical.PropDateTimeEnd, e.End))
		l.set("X-MICROSOFT-CDO-ALLDAYEVENT", "TRUE")
	} else {
		l.set(ical.PropDateTimeStart, e.Start.UTC().Format(dateTimeUTC))
		l.set(ical.PropDateTimeEnd, e.End.UTC().Format(dateTimeUTC))
	}
	l.text(ical.PropSummary, cleanLine(e.Summary))
	l.text(ical.PropDescription, cleanText(e.Description))
	l.text(ical.PropLocation, cleanLine(e.Location))
	if list := categoryList(e.Categories); list != "" {
		l.set(ical.PropCategories, list)
	}
	if e.Status != "" {
		l.set(ical.PropStatus, string(e.Status))
	}
	if e.Busy {
		l.set(ical.PropTransparency, "OPAQUE")
		l.set("X-MICROSOFT-CDO-BUSYSTATUS", "BUSY")
	} else {
		l.set(ical.PropTransparency, "TRANSPARENT")
		l.set("X-MICROSOFT-CDO-BUSYSTATUS", "FREE")
	}
	if e.Status != Cancelled {
		for _, before := range e.Alarms {
			l.comp.Children = append(l.comp.Children, alarmComponent(e, before))
		}
	}
	return l.comp
}

func dateProp(name string, day time.Time) ical.Prop {
	return ical.Prop{Name: name, Params: ical.Params{ical.ParamValue: {"DATE"}}, Value: day.Format(dateOnly)}
}

func alarmComponent(e *Event, before time.Duration) *ical.Component {
	comp := ical.NewComponent(ical.CompAlarm)
	set := func(name, value string) { comp.Props[name] = []ical.Prop{{Name: name, Value: value}} }
	set(ical.PropAction, "DISPLAY")
	set(ical.PropTrigger, formatDuration(-before))
	set(ical.PropDescription, escapeText(cmp.Or(cleanLine(e.Summary), "Reminder")))
	return comp
}

func categoryList(categories []string) string {
	var list []string
	for _, c := range categories {
		if c = cleanLine(c); c != "" {
			list = append(list, escapeText(c))
		}
	}
	return strings.Join(list, ",")
}

func checkEvent(e *Event) error {
	name := cmp.Or(e.UID, cleanLine(e.Summary))
	startYear, endYear := e.Start.UTC().Year(), e.End.UTC().Year()
	switch {
	case e.UID == "":
		return model.Invalidf("uid", "The event %q has no UID. Give it one that never changes.", name)
	case e.UID != cleanLine(e.UID):
		return model.Invalidf("uid", "The UID %q has line ends, control characters or spaces at its ends. Use plain characters.", name)
	case e.Created.IsZero():
		return model.Invalidf("created", "The event %q does not say when it was made (DTSTAMP).", name)
	case e.Start.IsZero() || startYear < 1 || endYear > 9998:
		return model.Invalidf("start", "The event %q needs a start and an end between the years 1 and 9998.", name)
	case e.AllDay && dayNumber(e.End) <= dayNumber(e.Start):
		return model.Invalidf("end", "The event %q ends on %s, not after its first day %s. The end is the day after the last one.",
			name, e.End.Format(time.DateOnly), e.Start.Format(time.DateOnly))
	case !e.AllDay && e.End.Before(e.Start):
		return model.Invalidf("end", "The event %q ends before it starts. Swap the two times.", name)
	case e.Sequence < 0:
		return model.Invalidf("sequence", "The event %q has the negative sequence %d.", name, e.Sequence)
	}
	switch e.Status {
	case "", Confirmed, Tentative, Cancelled:
		return nil
	}
	return model.Invalidf("status", "The event %q has the status %q. It can be CONFIRMED, TENTATIVE or CANCELLED.", name, e.Status)
}

// dayNumber counts days from 1970-01-01 to the date of t in its own location.
func dayNumber(t time.Time) int {
	y, m, d := t.Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}
