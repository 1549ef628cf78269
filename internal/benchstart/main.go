//go:build linux

// Benchstart measures how long the program takes from exec to its first painted page, and how much memory it holds then, beside
// the least program the toolkit can make, a window with one label, in the same run; and how long a command of the build without
// a window takes. Each figure stands beside its bar; the exit status is 1 where one is missed.
//
//	go run ./internal/benchstart
//
// It starts an X server of its own (Xvfb) that keeps its screen in a file, and looks at the pixels: a program is there when its
// screen is what it will stay. It imports nothing of ours.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"syscall"
	"time"
)

const (
	startBar   = 1.5 // times the label's exec to first paint
	memoryBar  = 1.4 // times the label's resident memory
	commandBar = 30 * time.Millisecond
)

func main() {
	rounds := flag.Int("rounds", 7, "how often each program is started; the middle counts")
	keep := flag.String("keep", "", "`FOLDER` to build in and to leave there")
	page := flag.String("page", "today", "the window's first `PAGE`")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	ok, err := run(ctx, *keep, *page, *rounds)
	if err != nil {
		fmt.Fprintln(os.Stderr, "benchstart:", err)
	}
	if err != nil || !ok {
		os.Exit(1)
	}
}

func run(ctx context.Context, dir, page string, rounds int) (ok bool, err error) {
	if dir == "" {
		if dir, err = os.MkdirTemp("", "watchbill-benchstart-"); err != nil {
			return false, err
		}
		defer os.RemoveAll(dir)
	}
	p := programs{label: filepath.Join(dir, "label"), window: filepath.Join(dir, "watchbill"), command: filepath.Join(dir, "watchbill-headless")}
	if err := p.build(ctx); err != nil {
		return false, err
	}
	sample := filepath.Join(dir, "sample.watchbill")
	if err := p.makeSample(ctx, sample); err != nil {
		return false, err
	}
	syscall.Sync() // so that nothing is written to the disk meanwhile of what was built
	x, err := openScreen(dir)
	if err != nil {
		return false, err
	}
	defer x.close()

	empty := filepath.Join(dir, "new.watchbill")
	windows := []*started{
		{name: "one label", args: []string{p.label}},
		{name: "Watchbill, sample team", args: []string{p.window, "window", "--db", sample, "--now", sampleNow, "--page", page}},
		{name: "Watchbill, new file", args: []string{p.window, "window", "--db", empty, "--now", sampleNow}},
	}
	for i := range rounds + 1 {
		for _, w := range windows {
			if err := w.once(ctx, x, dir); err != nil {
				return false, err
			}
			if i == 0 {
				w.forget() // the first start ever
			}
		}
	}
	label := windows[0]
	fmt.Printf("%-28s %10s %10s %10s   (middle of %d)\n", "exec to first painted page", "window", "page", "memory", rounds)
	for _, w := range windows {
		fmt.Printf("%-28s %7d ms %7d ms %6.0f MiB\n", w.name, middle(w.first).Milliseconds(), middle(w.page).Milliseconds(), middle(w.memory))
	}
	ok = true
	for _, w := range windows[1:] {
		ok = bar(w.name+": first page", ratio(middle(w.page), middle(label.page)), startBar, "× the label") && ok
		ok = bar(w.name+": memory", middle(w.memory)/middle(label.memory), memoryBar, "× the label") && ok
	}
	took, err := commandTime(ctx, p.command, 3*rounds)
	if err != nil {
		return false, err
	}
	return bar("watchbill version, headless", float64(took.Microseconds())/1000, float64(commandBar.Milliseconds()), "ms") && ok, nil
}

func ratio(a, b time.Duration) float64 { return float64(a) / float64(b) }

// bar prints a figure beside what it may be at most.
func bar(name string, got, most float64, unit string) bool {
	verdict := "ok"
	if got > most {
		verdict = "MISSED"
	}
	fmt.Printf("%-44s %6.2f %-12s bar %.1f  %s\n", name, got, unit, most, verdict)
	return got <= most
}

func middle[T interface{ ~int64 | ~float64 }](all []T) T {
	sorted := slices.Clone(all)
	slices.Sort(sorted)
	return sorted[len(sorted)/2]
}

// commandTime is the middle time of a command from start to end.
func commandTime(ctx context.Context, command string, rounds int) (time.Duration, error) {
	var all []time.Duration
	for range rounds {
		start := time.Now()
		if out, err := exec.CommandContext(ctx, command, "version").CombinedOutput(); err != nil {
			return 0, fmt.Errorf("%s version: %w\n%s", command, err, out)
		}
		all = append(all, time.Since(start))
	}
	return middle(all), nil
}
