//go:build linux && cgo && !ci && !headless

// Benchtimeline measures the timeline beside its bars: how long a month of 60 people takes to load from a file of 104,000 shifts,
// and what a frame costs in processor time while a real window scrolls and drags without a pause. It writes the file itself, and
// needs a display; on a server, Xvfb:
//
//	xvfb-run -s '-screen 0 1280x800x24' go run ./internal/benchtimeline
//
// The exit status is 1 where a figure is above its bar. It may import fyne.io/fyne/v2/app, since it is a program of its own.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"time"
)

const (
	barLoad  = 50.0 // ms
	barFrame = 20.0 // ms of processor time
)

func main() {
	seconds := flag.Float64("seconds", 3, "how long to move in each case")
	file := flag.String("file", "", "keep the file of shifts here, and use it again")
	flag.Parse()
	if err := run(context.Background(), time.Duration(*seconds*float64(time.Second)), *file); err != nil {
		fmt.Fprintln(os.Stderr, "benchtimeline:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, each time.Duration, file string) error {
	if file == "" {
		dir, err := os.MkdirTemp("", "benchtimeline")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		file = filepath.Join(dir, "shifts.db")
	}
	if _, err := os.Stat(file); err != nil {
		began := time.Now()
		if err := makeFile(ctx, file); err != nil {
			return fmt.Errorf("write the file of shifts: %w", err)
		}
		fmt.Printf("wrote %d shifts of %d people in %.1f s\n", fileRotations*fileWeeks, filePeople, time.Since(began).Seconds())
	}
	l, month, err := measureLoading(ctx, file)
	if err != nil {
		return fmt.Errorf("load a month: %w", err)
	}
	ok := verdict(fmt.Sprintf("load a month of %d people, %d of %d shifts and absences, %.1f ms on the wall", filePeople, l.blocks, fileRotations*fileWeeks, millis(l.wall)),
		millis(l.cpu), barLoad, "ms CPU")
	if failed := measureFrames(scenes(month), each); failed || !ok {
		return fmt.Errorf("a figure is above its bar")
	}
	return nil
}

// verdict prints a figure beside its bar and reports whether it is within.
func verdict(what string, got, bar float64, unit string) bool {
	word := "within"
	if got > bar {
		word = "ABOVE"
	}
	fmt.Printf("%s  %5.1f %s  (bar %.0f: %s)\n", what, got, unit, bar, word)
	return got <= bar
}

func millis(d time.Duration) float64 { return d.Seconds() * 1000 }

// second is the second least.
func second(list []time.Duration) time.Duration {
	slices.Sort(list)
	return list[1]
}

// processorTime is what all threads of the process have used so far, in user and system mode.
func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
