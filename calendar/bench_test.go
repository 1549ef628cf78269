package calendar

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"watchbill/internal/icalfiles"
)

// shiftFeed is a feed of n shifts.
func shiftFeed(n int) Feed {
	feed := Feed{Name: "Payments", Colour: "#4682B5", RefreshEvery: time.Hour}
	start := utc("2025-01-06T09:00:00Z")
	for i := range n {
		at := start.Add(time.Duration(i) * 8 * time.Hour)
		feed.Events = append(feed.Events, Event{
			UID: slotUID("payments", "primary", at), Sequence: i % 3, Created: start, LastModified: start, Start: at, End: at.Add(8 * time.Hour),
			Summary: fmt.Sprintf("Primary, Payments: Person %d", i%20), Description: "Mon 09:00 to 17:00 Europe/Berlin\nZoë Müller hands over to Žofie Dvořák, notes in the wiki.",
			Categories: []string{"On-call"}, Status: Confirmed,
		})
	}
	return feed
}

func BenchmarkRead10000(b *testing.B) {
	file := icalfiles.Zoned(10_000)
	window := Window{From: utc("2024-01-01T00:00:00Z"), To: utc("2033-01-01T00:00:00Z")}
	b.ReportAllocs()
	for b.Loop() {
		if cal := mustRead(b, file, window); len(cal.Events) != 10_000 || len(cal.Warnings) > 0 {
			b.Fatalf("read %d events, %d warnings", len(cal.Events), len(cal.Warnings))
		}
	}
}

func BenchmarkEncode10000(b *testing.B) {
	feed := shiftFeed(10_000)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Encode(feed); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLint10000(b *testing.B) {
	file, err := Encode(shiftFeed(10_000))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if findings := Lint(file); len(findings) > 0 {
			b.Fatal(findings)
		}
	}
}

// BenchmarkHostile reads files of nearly 10 MiB that were made to be slow.
func BenchmarkHostile(b *testing.B) {
	for name, file := range icalfiles.Hostile() {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				// A refusal is as good as a result here.
				_, _ = Read(strings.NewReader(file), year2026())
				Lint([]byte(file))
			}
		})
	}
}
