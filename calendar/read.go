package calendar

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/emersion/go-ical"

	"watchbill/model"
)

const (
	maxFile        = 10 << 20
	maxOccurrences = 10_000 // of one repeating event
	maxRepeats     = 50_000 // of all repeating events of a file
	repeatYears    = 5      // repeats are worked out so far either side of the window's middle
)

// Window says which events are wanted and in which zone dates and times without
// one are meant.
type Window struct {
	Zone     *time.Location // nil: UTC
	From, To time.Time      // [From, To)

	// Zones answers "which zone?" for names a file uses and nobody knows.
	Zones map[string]*time.Location
}

// DefaultWindow reaches from the start of the day a year before now to that two
// years after it.
func DefaultWindow(now time.Time, zone *time.Location) Window {
	if zone == nil {
		zone = time.UTC
	}
	y, m, d := now.In(zone).Date()
	return Window{Zone: zone, From: time.Date(y-1, m, d, 0, 0, 0, 0, zone), To: time.Date(y+2, m, d, 0, 0, 0, 0, zone)}
}

// Calendar is what was read of a file.
type Calendar struct {
	Name         string
	Description  string
	Colour       string
	Product      string // PRODID: the program that wrote the file
	Zone         string // X-WR-TIMEZONE, as written
	RefreshEvery time.Duration
	Events       []Occurrence // sorted by start, then UID
	Warnings     []Warning    // what could not be read, in the order of the file
	Outside      int          // events that could be read and do not touch the window
	Cut          bool         // the file ends too early, so events may be missing
}

// Occurrence is an event, or one of a repeating event, that overlaps the window.
// Start and End are in UTC; those of whole days are midnights in the window's zone.
type Occurrence struct {
	Event
	RecurrenceID time.Time // the original start of an occurrence that was changed; else zero
	Attendees    []Person
	Organizer    Person
	Priority     int  // 1 (high) to 9; 0: not said
	Away         bool // marked "out of office"
	Line         int  // where the event begins in the file
}

// Person is somebody named by an event, as written there.
type Person struct{ Name, Email string }

// Warning is one thing that could not be read as it was meant.
type Warning struct {
	Line   int    // in the file, from 1
	Event  string // UID of the event concerned, else its title; may be empty
	Title  string // title of the event concerned; may be empty
	Zone   string // the zone name nobody knows, when that is the trouble
	Reason string // a sentence for a person
}

// Feed returns what was read as a calendar that can be written.
func (c Calendar) Feed() Feed {
	f := Feed{Name: c.Name, Description: c.Description, Colour: c.Colour, RefreshEvery: c.RefreshEvery}
	for _, o := range c.Events {
		f.Events = append(f.Events, o.Event)
	}
	return f
}

// Read reads the events of a calendar file that overlap the window, repeating
// ones worked out. Whatever could not be read becomes a warning. The error is a
// *model.Error: Damaged when the file is no calendar, Invalid when it is too
// large or the window is empty, Unavailable when r fails.
func Read(r io.Reader, w Window) (Calendar, error) {
	if w.Zone == nil {
		w.Zone = time.UTC
	}
	if !w.From.Before(w.To) {
		return Calendar{}, model.Invalidf("to", "The period ends before it begins. Choose an end after %s.", w.From.Format(time.DateOnly))
	}
	var file strings.Builder
	n, err := io.Copy(&file, io.LimitReader(r, maxFile+1))
	if err != nil {
		return Calendar{}, &model.Error{Code: model.Unavailable, Field: "file", Op: "read calendar", Err: err, Message: "The calendar could not be read to its end: " + err.Error() + "."}
	}
	if n > maxFile {
		return Calendar{}, model.Invalidf("file", "The calendar is larger than 10 MiB. Export a shorter period.")
	}
	doc, err := parseDocument(file.String())
	if err != nil {
		return Calendar{}, err
	}
	limit := newBudget()
	reader := reader{
		window: w,
		local:  &zone{loc: w.Zone},
		zones:  newZones(doc.zones, w.Zones, limit),
		budget: limit,
		cal:    Calendar{Warnings: doc.warnings, Cut: doc.cut},
	}
	reader.readHead(&doc.head)
	reader.readEvents(doc.events)
	sortEvents(reader.cal.Events)
	slices.SortStableFunc(reader.cal.Warnings, func(a, b Warning) int { return cmp.Compare(a.Line, b.Line) })
	return reader.cal, nil
}

func sortEvents(events []Occurrence) {
	slices.SortStableFunc(events, func(a, b Occurrence) int {
		return cmp.Or(a.Start.Compare(b.Start), strings.Compare(a.UID, b.UID), a.End.Compare(b.End), a.RecurrenceID.Compare(b.RecurrenceID))
	})
}

// reader turns the parts of one file into a Calendar.
type reader struct {
	window  Window
	local   *zone // for dates and for times without a zone
	zones   *zones
	budget  *budget
	repeats int // occurrences of repeating events so far
	cal     Calendar
}

func (r *reader) readHead(head *component) {
	c := &r.cal
	c.Name = cleanLine(cmp.Or(head.text(wrCalName), head.text(calName)))
	c.Description = cmp.Or(head.text(wrCalDesc), head.text(ical.PropDescription))
	c.Product = cleanLine(head.text(ical.PropProductID))
	c.Zone = cleanLine(head.value(wrTimezone))
	colour := head.value(appleColour)
	if len(colour) == len("#RRGGBBAA") {
		colour = colour[:len("#RRGGBB")]
	}
	if _, hex, err := colourOf(cmp.Or(colour, head.value(ical.PropColor))); err == nil {
		c.Colour = hex
	}
	for _, name := range []string{ical.PropRefreshInterval, publishedTTL} {
		if every, err := parseSpan(head.value(name)); err == nil && c.RefreshEvery == 0 {
			c.RefreshEvery = max(0, time.Duration(every.days)*24*time.Hour+every.exact)
		}
	}
}

// unknownZone is the error of a time in a zone nobody knows.
type unknownZone struct{ tzid string }

func (e unknownZone) Error() string {
	return fmt.Sprintf("its time zone %q is not known; say which zone it is", shorten(e.tzid))
}

// warn reports that an event, or a part of it, was not read.
func (r *reader) warn(c *component, line int, reason string, err error) {
	w := Warning{Line: line, Reason: reason}
	w.Event, w.Title = eventName(c)
	var zone unknownZone
	if errors.As(err, &zone) {
		w.Zone = zone.tzid
	}
	r.cal.Warnings = append(r.cal.Warnings, w)
}

// refuse reports that an event was not read at all.
func (r *reader) refuse(c *component, err error) {
	r.warn(c, c.line, "The event was not read: "+err.Error()+".", err)
}

// zoneOf returns the zone a stamp's time of day is in.
func (r *reader) zoneOf(s stamp) (*zone, error) {
	switch s.form {
	case inUTC:
		return utcZone, nil
	case zoned:
		if z := r.zones.find(s.tzid); z != nil {
			return z, nil
		}
		return nil, unknownZone{s.tzid}
	}
	return r.local, nil
}

// overlaps reports whether [start, end) meets the window; an event without
// length does when it starts in it.
func (r *reader) overlaps(start, end time.Time) bool {
	if !start.Before(r.window.To) {
		return false
	}
	return end.After(r.window.From) || start.Equal(end) && !start.Before(r.window.From)
}
