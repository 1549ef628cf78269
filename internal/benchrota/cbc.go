package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"watchbill/rostering"
)

// outcome is what CBC says about an instance.
type outcome struct {
	status string // "optimal", "infeasible", "stopped"
	value  float64
	took   time.Duration // of CBC alone, reading the model included
}

var objectiveLine = regexp.MustCompile(`(?m)^Objective value:\s+(\S+)`)

// runCBC solves the instance with Debian's cbc within the limit. most bounds the
// loads in the model; it is generous, so that the optimum is inside.
func runCBC(ctx context.Context, in *rostering.Instance, most int, limit time.Duration) (outcome, error) {
	dir, err := os.MkdirTemp("", "benchrota")
	if err != nil {
		return outcome{}, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "model.lp")
	file, err := os.Create(path)
	if err != nil {
		return outcome{}, err
	}
	base, err := writeLP(in, most, file)
	if closing := file.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return outcome{}, fmt.Errorf("write model: %w", err)
	}
	start := time.Now()
	seconds := strconv.FormatFloat(limit.Seconds(), 'f', 1, 64)
	cmd := exec.CommandContext(ctx, "cbc", path, "seconds", seconds, "ratioGap", "0", "allowableGap", "0.0001", "solve")
	var text bytes.Buffer
	cmd.Stdout = &text
	if err := cmd.Run(); err != nil {
		return outcome{}, fmt.Errorf("run cbc: %w", err)
	}
	o := outcome{status: "stopped", took: time.Since(start)}
	switch {
	case strings.Contains(text.String(), "Optimal solution found"):
		o.status = "optimal"
	case strings.Contains(text.String(), "infeasible"):
		o.status = "infeasible"
	}
	if m := objectiveLine.FindStringSubmatch(text.String()); m != nil {
		v, err := strconv.ParseFloat(m[1], 64)
		if err != nil {
			return outcome{}, fmt.Errorf("read cbc's objective %q: %w", m[1], err)
		}
		o.value = v + base
	}
	return o, nil
}
