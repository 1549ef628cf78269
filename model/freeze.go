package model

import "time"

// Freeze is a time in which the team changes nothing in production. It says nothing about who is on call; it is shown beside it.
type Freeze struct {
	ID     ID
	TeamID ID
	Name   string
	Interval
	AllDay bool // whole days in the team's zone
}

// Check reports broken rules.
func (f Freeze) Check() error {
	var p Problems
	checkName(&p, "name", "A change freeze", f.Name)
	if f.Empty() {
		p.Add("until", "The change freeze ends before it starts. Choose an end after %s.", f.Start.Format("2006-01-02 15:04"))
	} else if year := f.Start.Year(); year < 1970 || year > 2200 {
		p.Add("from", "A change freeze cannot begin in the year %d. Choose one between 1970 and 2200.", year)
	} else if f.Duration() > 366*24*time.Hour {
		p.Add("until", "The change freeze is longer than a year. Check the dates.")
	}
	return p.Err()
}
