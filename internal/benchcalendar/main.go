// Benchcalendar measures the reading and writing of calendars and prints each
// figure beside its bar: 10,000 events read and written (from plain values to the
// bytes of the file), also as ratios to ical.js and python3-icalendar doing the
// same with the same events in the same run, and the time
// and memory that hostile files of up to 10 MiB can cost. It exits with 1 when a
// bar is missed.
//
// ical.js is taken from the node_modules of the folder in WATCHBILL_ICALJS, and
// python3-icalendar from Debian's package; a peer that is missing is named and
// left out.
package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"watchbill/calendar"
	"watchbill/internal/icalfiles"
)

const (
	eventCount   = 10_000
	rounds       = 5
	readBar      = 300 * time.Millisecond
	writeBar     = 250 * time.Millisecond
	icaljsBar    = 3.0
	pythonBar    = 10.0
	hostileBar   = 2 * time.Second
	memoryBarMiB = 256
)

func main() {
	if len(os.Args) == 3 && os.Args[1] == hostileCommand {
		if err := readHostile(os.Args[2]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	var r results
	if err := measure(&r); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if r.missed > 0 {
		fmt.Printf("%d bars missed\n", r.missed)
		os.Exit(1)
	}
}

// results prints figures as they come and counts the bars they miss.
type results struct{ missed int }

func (r *results) atMost(name string, got, bar float64, unit string) {
	r.print(name, fmt.Sprintf("%.0f %s", got, unit), fmt.Sprintf("at most %.0f %s", bar, unit), got <= bar)
}

func (r *results) atLeast(name string, got, bar float64) {
	r.print(name, fmt.Sprintf("%.1f times as fast", got), fmt.Sprintf("at least %.0f", bar), got >= bar)
}

func (r *results) print(name, got, bar string, kept bool) {
	verdict := "kept"
	if !kept {
		verdict = "MISSED"
		r.missed++
	}
	fmt.Printf("%-46s %22s   bar: %-18s %s\n", name, got, bar, verdict)
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func measure(r *results) error {
	file := icalfiles.Zoned(eventCount)
	window := calendar.Window{From: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)}
	var cal calendar.Calendar
	read, err := best(func() (err error) {
		cal, err = calendar.Read(strings.NewReader(file), window)
		return err
	})
	if err != nil {
		return err
	}
	if len(cal.Events) != eventCount || len(cal.Warnings) > 0 {
		return fmt.Errorf("read %d of %d events, with %d warnings", len(cal.Events), eventCount, len(cal.Warnings))
	}
	feed := cal.Feed()
	var written []byte
	write, err := best(func() (err error) {
		written, err = calendar.Encode(feed)
		return err
	})
	if err != nil {
		return err
	}
	lint, err := best(func() error {
		if findings := calendar.Lint(written); len(findings) > 0 {
			return fmt.Errorf("the linter finds %v", findings[0])
		}
		return nil
	})
	if err != nil {
		return err
	}
	r.atMost("read 10,000 events with TZID", milliseconds(read), milliseconds(readBar), "ms")
	r.atMost("write 10,000 events", milliseconds(write), milliseconds(writeBar), "ms")
	fmt.Printf("%-46s %19.0f ms\n", "lint them", milliseconds(lint))
	if err := measurePeers(r, file, read, write); err != nil {
		return err
	}
	return measureHostile(r)
}

// best returns the shortest of several runs: the one least disturbed.
func best(run func() error) (time.Duration, error) {
	shortest := time.Duration(0)
	for i := range rounds {
		begin := time.Now()
		if err := run(); err != nil {
			return 0, err
		}
		if took := time.Since(begin); i == 0 || took < shortest {
			shortest = took
		}
	}
	return shortest, nil
}

// measureHostile reads each hostile file in a process of its own and prints the
// worst of them.
func measureHostile(r *results) error {
	files := icalfiles.Hostile()
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	var slowest, largest hostileResult
	for _, name := range names {
		got, err := runHostile(name, []byte(files[name]))
		if err != nil {
			return err
		}
		if got.took > slowest.took {
			slowest = got
		}
		if got.memoryMiB > largest.memoryMiB {
			largest = got
		}
	}
	if len(names) == 0 {
		return fmt.Errorf("no hostile file was read")
	}
	r.atMost("slowest hostile file ("+slowest.name+")", milliseconds(slowest.took), milliseconds(hostileBar), "ms")
	r.atMost("largest hostile file ("+largest.name+")", largest.memoryMiB, memoryBarMiB, "MiB")
	return nil
}
