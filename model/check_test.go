package model

import (
	"strings"
	"testing"
	"time"
)

func TestNames(t *testing.T) {
	for _, c := range []struct {
		name string
		ok   bool
	}{
		{"Žofie Dvořák", true},
		{"محمد عبد الله", true}, // right to left by its letters
		{"李小龍", true},
		{"🦊 Fox 👩‍👩‍👧", true}, // joined by U+200D
		{strings.Repeat("ž", 120), true},
		{strings.Repeat("ž", 121), false},
		{" ", false},
		{"Ana\nSouza", false},
		{"Ana\u202eazuoS", false},
		{"Ana\u2067Souza", false},
	} {
		p := Person{TeamID: 1, Name: c.name, Zone: "UTC", WeekMinutes: 2400, Colour: 1}
		if err := p.Check(); (err == nil) != c.ok {
			t.Errorf("name %q: got %v, want good %t", c.name, err, c.ok)
		}
	}
}

func TestYears(t *testing.T) {
	for year, ok := range map[int]bool{1: false, 1969: false, 1970: true, 2026: true, 2200: true, 2201: false, 9999: false} {
		day := Date{Year: year, Month: time.June, Day: 10}
		off := TimeOff{PersonID: 1, Interval: Interval{Start: day.Start(time.UTC), End: day.AddDays(2).Start(time.UTC)}}
		if err := off.Check(); (err == nil) != ok {
			t.Errorf("time off in %d: got %v, want good %t", year, err, ok)
		}
		toil := ToilEntry{PersonID: 1, What: "restart", Minutes: 20, Day: day}
		if err := toil.Check(); (err == nil) != ok {
			t.Errorf("toil in %d: got %v, want good %t", year, err, ok)
		}
	}
}
