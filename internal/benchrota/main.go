// Command benchrota measures the rota engine: each instance beside its bar and
// beside CBC, a good general solver, on the same model in the same run; and with
// -suite the engine alone on many hard random instances, each result checked by
// the verifier.
//
//	go run ./internal/benchrota -data ../shared/data/rota
//	go run ./internal/benchrota -suite 600
//
// The instances are not part of the project and CBC is a package of Debian
// (coinor-cbc); without them the command says so and does the rest. It may
// import rostering with its packages, and the standard library.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"time"
)

// options are the command's flags.
type options struct {
	data    string
	only    string
	seconds float64 // for the engine, per instance
	cbc     float64 // for CBC, per instance; 0 = not at all
	suite   int
	from    int
	seed    uint64
}

func main() {
	var o options
	flag.StringVar(&o.data, "data", "../shared/data/rota", "folder of the rota instances")
	flag.StringVar(&o.only, "only", "", "part of an instance's name; empty for all")
	flag.Float64Var(&o.seconds, "seconds", 10, "most seconds per instance for the engine")
	flag.Float64Var(&o.cbc, "cbc", 60, "most seconds per instance for CBC; 0 to leave it out")
	flag.IntVar(&o.suite, "suite", 0, "run so many hard random instances instead")
	flag.IntVar(&o.from, "from", 0, "number of the first of them")
	flag.Uint64Var(&o.seed, "seed", 1, "seed of the engine")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, o); err != nil {
		fmt.Fprintln(os.Stderr, "bench-rota:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, o options) error {
	if o.suite > 0 {
		return benchSuite(ctx, o)
	}
	if _, err := os.Stat(o.data); errors.Is(err, fs.ErrNotExist) {
		fmt.Printf("The rota instances are not here (%s), so there is nothing to measure.\n"+
			"They are not part of the project; give their folder with -data, or use -suite 600.\n", o.data)
		return nil
	}
	if _, err := exec.LookPath("cbc"); err != nil && o.cbc > 0 {
		fmt.Println("CBC is not installed, so its column stays empty (on Debian: apt-get install coinor-cbc).")
		o.cbc = 0
	}
	return benchInstances(ctx, o)
}

// duration as a short figure for a table.
func duration(d time.Duration) string {
	switch {
	case d < 10*time.Millisecond:
		return fmt.Sprintf("%.1f ms", d.Seconds()*1e3)
	case d < time.Second:
		return fmt.Sprintf("%.0f ms", d.Seconds()*1e3)
	}
	return fmt.Sprintf("%.2f s", d.Seconds())
}
