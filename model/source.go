package model

import (
	"slices"
	"strings"
	"time"
	"unicode"
)

// SourceKind is what a calendar is read for.
type SourceKind string

const (
	SourceOff      SourceKind = "off"      // time off of a person or the team
	SourceHolidays SourceKind = "holidays" // public holidays of a region
)

// SourceKinds are the kinds a manager can choose from.
var SourceKinds = []string{string(SourceOff), string(SourceHolidays)}

// Source is a calendar of others that is read again and again.
type Source struct {
	ID     ID
	TeamID ID
	Key    string // never changes; names what was read, the state, and the address in the keyring
	Name   string
	Kind   SourceKind
	Place  string // path of a file, or the server's name where Web
	Web    bool   // read from an address, which the keyring knows: it may be a secret

	PersonID ID       // whose time off; zero: the team's calendar, where titles and addresses name people
	Titles   []string // words in titles that count; empty: those that usually mean time off, or every holiday
	Region   string   // of the holidays; empty: everybody
}

// Check reports broken rules.
func (s Source) Check() error {
	var p Problems
	checkName(&p, "name", "The calendar", s.Name)
	if !slices.Contains(SourceKinds, string(s.Kind)) {
		p.Add("kind", "A calendar is read for %s, not %q.", strings.Join(SourceKinds, " or "), s.Kind)
	}
	if strings.TrimSpace(s.Place) == "" || strings.ContainsFunc(s.Place, unicode.IsControl) {
		p.Add("url", "Say which calendar to read: an address such as https://calendar.example.org/team.ics, or a file.")
	}
	if s.Kind == SourceHolidays {
		if _, err := RegionOf(s.Region); err != nil {
			p.Add("region", "%s", err.Error())
		}
		if s.PersonID != 0 {
			p.Add("person", "Public holidays are of a region, not of a person.")
		}
	} else if s.Region != "" {
		p.Add("region", "Time off has no region.")
	}
	for _, t := range s.Titles {
		if strings.TrimSpace(t) == "" {
			p.Add("titles", "One of the words is empty. Leave it out.")
		}
		checkLine(&p, "titles", t)
	}
	return p.Err()
}

// SourceState is how reading a source went. It is no part of the history.
type SourceState struct {
	Key     string    // the source's
	Tried   time.Time // last; zero: never
	Good    time.Time // last success; zero: never
	Error   string    // of the last attempt; empty: it succeeded
	Entries int       // read at the last success
	Skipped int       // events that could not be read then
}
