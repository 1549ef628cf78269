package main

import (
	"context"
	_ "embed"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// peerScript times R's methods on the series it reads, in the same run.
//
//go:embed peer.R
var peerScript string

// benchR prints what R takes for the same 180 days, if R and its package
// forecast are installed.
func benchR(days []float64) error {
	program, err := exec.LookPath("Rscript")
	if err != nil {
		fmt.Println("  R is not installed, so it was not timed beside (Debian: r-cran-forecast).")
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	command := exec.CommandContext(ctx, program, "--vanilla", "-e", peerScript)
	var input strings.Builder
	for _, v := range days {
		input.WriteString(strconv.FormatFloat(v, 'g', -1, 64) + "\n")
	}
	command.Stdin = strings.NewReader(input.String())
	answer, err := command.Output()
	if err != nil {
		fmt.Println("  R's package forecast is not installed, so it was not timed beside (Debian: r-cran-forecast).")
		return nil
	}
	for _, line := range strings.Split(strings.TrimSpace(string(answer)), "\n") {
		name, figure, ok := strings.Cut(line, "\t")
		if !ok {
			return fmt.Errorf("answer %q of R: no figure", line)
		}
		fmt.Printf("  %-34s %9s   in this run, one core\n", "R "+name+", ms", figure)
	}
	return nil
}
