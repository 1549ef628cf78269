// Command benchforecast scores the forecasting engine on real series and
// prints its figures beside the bars it has to clear and beside other
// methods, measured on the same data.
//
//	go run ./internal/benchforecast -data ../shared/data
//	go run ./internal/benchforecast -data ../shared/data -train
//
// The data are not part of the project; without them the command says so and
// stops. With -train it scores earlier origins of the training parts instead,
// none of which overlaps a value that the first form is scored on: that is
// where the engine's settings were chosen.
//
// It may import forecasting and the standard library only.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

func main() {
	data := flag.String("data", "../shared/data", "folder of the benchmark series")
	train := flag.Bool("train", false, "score earlier origins of the training parts")
	only := flag.String("only", "", "one of hourly, daily, capacity, speed; empty for all")
	flag.Parse()
	if err := run(*data, *train, *only); err != nil {
		fmt.Fprintln(os.Stderr, "bench-forecast:", err)
		os.Exit(1)
	}
}

func run(folder string, train bool, only string) error {
	if _, err := os.Stat(filepath.Join(folder, "capacity-windows.csv")); errors.Is(err, fs.ErrNotExist) {
		fmt.Printf("The benchmark series are not here (%s), so there is nothing to score.\n"+
			"They are not part of the project; give their folder with -data.\n", folder)
		return nil
	}
	parts := []struct {
		name string
		run  func(folder string, train bool) error
	}{
		{"hourly", benchHourly},
		{"daily", benchDaily},
		{"capacity", benchCapacity},
		{"speed", benchSpeed},
	}
	for _, part := range parts {
		if only != "" && only != part.name {
			continue
		}
		if err := part.run(folder, train); err != nil {
			return fmt.Errorf("%s: %w", part.name, err)
		}
	}
	return nil
}
