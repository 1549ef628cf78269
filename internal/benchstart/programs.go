//go:build linux

package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
)

// sampleNow is the moment the sample is seen from, so that every run shows the same.
const sampleNow = "2026-11-18T10:42:00+01:00"

// programs are the paths of what is measured, built as it is shipped.
type programs struct{ label, window, command string }

func (p programs) build(ctx context.Context) error {
	const ld, tags = "-ldflags=-s -w", "migrated_fynedo,no_animations"
	for _, b := range []struct {
		cgo  string
		args []string
	}{
		{"1", []string{"-tags", tags, "-o", p.label, "watchbill/internal/benchstart/label"}},
		{"1", []string{"-tags", tags, "-o", p.window, "watchbill"}},
		{"0", []string{"-tags", "headless", "-o", p.command, "watchbill"}},
	} {
		c := exec.CommandContext(ctx, "go", append([]string{"build", "-trimpath", ld}, b.args...)...)
		c.Env = append(os.Environ(), "CGO_ENABLED="+b.cgo)
		if out, err := c.CombinedOutput(); err != nil {
			return fmt.Errorf("go %v: %w\n%s", c.Args[1:], err, out)
		}
	}
	return nil
}

func (p programs) makeSample(ctx context.Context, path string) error {
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	out, err := exec.CommandContext(ctx, p.command, "--db", path, "--now", sampleNow, "demo").CombinedOutput()
	if err != nil {
		return fmt.Errorf("make the sample team: %w\n%s", err, out)
	}
	return nil
}
