package calendar

import "time"

// Status is what a calendar says about an event. The zero value is "not said".
type Status string

const (
	Confirmed Status = "CONFIRMED"
	Tentative Status = "TENTATIVE"
	Cancelled Status = "CANCELLED"
)

// Feed is a calendar to be written: its name and look, and its events.
type Feed struct {
	Name         string
	Description  string
	Colour       string        // "#RRGGBB" or a CSS colour name; empty: the client chooses
	RefreshEvery time.Duration // how often a subscriber should ask again, in whole seconds; 0: not said
	Events       []Event
}

// Event is one entry of a calendar: an instant to an instant, or whole days.
type Event struct {
	UID          string
	Sequence     int       // grows with each change of the event
	Created      time.Time // DTSTAMP: when this calendar first held the event
	LastModified time.Time // zero: not said

	// Start and End bound the half-open interval [Start, End). With AllDay only
	// their dates count, each in its own location, and End is the day after the
	// last one.
	Start, End time.Time
	AllDay     bool

	Summary     string
	Description string // may have several lines
	Location    string
	Categories  []string
	Status      Status
	Busy        bool            // whether the time shows as taken in the subscriber's own calendar
	Alarms      []time.Duration // how long before Start to remind; a cancelled event reminds nobody
}
