package calendar

import "time"

// Inspection is what was read of a calendar, in the form `calendar inspect
// --json` prints: times in UTC as RFC 3339, and empty strings for what is absent.
type Inspection struct {
	Events   []InspectedEvent   `json:"events"`
	Warnings []InspectedWarning `json:"warnings"`
}

// InspectedEvent is one event of an Inspection.
type InspectedEvent struct {
	UID          string `json:"uid"`
	Start        string `json:"start"`
	End          string `json:"end"`
	AllDay       bool   `json:"all_day"`
	Summary      string `json:"summary"`
	Status       string `json:"status"`
	RecurrenceID string `json:"recurrence_id"`
}

// InspectedWarning is one thing an Inspection could not read.
type InspectedWarning struct {
	Line   int    `json:"line"`
	Event  string `json:"event"`
	Reason string `json:"reason"`
}

// Inspect lays a calendar out for printing.
func Inspect(c Calendar) Inspection {
	in := Inspection{
		Events:   make([]InspectedEvent, 0, len(c.Events)),
		Warnings: make([]InspectedWarning, 0, len(c.Warnings)),
	}
	for _, o := range c.Events {
		in.Events = append(in.Events, InspectedEvent{
			UID:          o.UID,
			Start:        inspectedTime(o.Start),
			End:          inspectedTime(o.End),
			AllDay:       o.AllDay,
			Summary:      o.Summary,
			Status:       string(o.Status),
			RecurrenceID: inspectedTime(o.RecurrenceID),
		})
	}
	for _, w := range c.Warnings {
		in.Warnings = append(in.Warnings, InspectedWarning{Line: w.Line, Event: w.Event, Reason: w.Reason})
	}
	return in
}

func inspectedTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
