//go:build unix

package model

import (
	"fmt"
	"syscall"
	"testing"
	"time"
)

// BenchmarkResolve resolves two hundred rotations over ten years: half weekly with primary and secondary, a quarter daily, an eighth in
// office hours, an eighth following the sun.
func BenchmarkResolve(b *testing.B) {
	var all []Rotation
	for i := range 200 {
		first := fmt.Sprintf("2026-01-%02dT09:00", 1+i%28)
		switch {
		case i%2 == 0:
			all = append(all, plain("r", oddZones[i%len(oddZones)], first, "1w", []string{"primary", "secondary"}, 1, 2, 3, 4, 5))
		case i%4 == 1:
			all = append(all, rule(b, oddZones[i%len(oddZones)], first, "1d", "", 1, 2, 3))
		case i%8 == 3:
			all = append(all, rule(b, oddZones[i%len(oddZones)], first, "1w", "Mon-Fri 09:00-17:00", 1, 2, 3))
		default:
			all = append(all, followTheSun(b))
		}
	}
	window := Interval{time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2036, 1, 1, 0, 0, 0, 0, time.UTC)}
	b.ReportAllocs()
	began := userTime(b)
	for b.Loop() {
		shifts := 0
		for _, r := range all {
			found, err := r.Shifts(window, Availability{})
			if err != nil {
				b.Fatal(err)
			}
			shifts += len(found)
		}
		b.ReportMetric(float64(shifts), "shifts")
	}
	used := (userTime(b) - began) / time.Duration(b.N)
	b.ReportMetric(used.Seconds(), "user-s/op")
	if used > time.Second {
		b.Errorf("resolving took %s of user time, want a second at most", used)
	}
}

// userTime is the processor time this process has used, which a busy machine does not lengthen.
func userTime(b *testing.B) time.Duration {
	var use syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &use); err != nil {
		b.Fatal(err)
	}
	return time.Duration(use.Utime.Nano())
}
