package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"watchbill/calendar"
)

// hostileCommand makes the program read one file, lint it and report on itself.
const hostileCommand = "-hostile"

// hostileResult is what reading one hostile file cost.
type hostileResult struct {
	name      string
	took      time.Duration // of the processor, for reading alone: on a busy machine the clock tells of others too
	memoryMiB float64       // the most the process ever held, reading and linting
}

// hostileReport is how the child process reports, in JSON.
type hostileReport struct {
	Milliseconds float64 `json:"ms"`
	MiB          float64 `json:"mib"`
}

// runHostile reads a file in a child process, so that its memory is its own.
func runHostile(name string, file []byte) (hostileResult, error) {
	folder, err := os.MkdirTemp("", "benchcalendar")
	if err != nil {
		return hostileResult{}, err
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "hostile.ics")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		return hostileResult{}, err
	}
	self, err := os.Executable()
	if err != nil {
		return hostileResult{}, err
	}
	var stderr bytes.Buffer
	cmd := exec.Command(self, hostileCommand, path)
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return hostileResult{}, fmt.Errorf("%s: %w: %s", name, err, stderr.String())
	}
	var report hostileReport
	if err := json.Unmarshal(out, &report); err != nil {
		return hostileResult{}, fmt.Errorf("%s: %w", name, err)
	}
	return hostileResult{name: name, took: time.Duration(report.Milliseconds * float64(time.Millisecond)), memoryMiB: report.MiB}, nil
}

// readHostile is the child: a refusal counts like a result.
func readHostile(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	window := calendar.Window{From: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2028, 1, 1, 0, 0, 0, 0, time.UTC)}
	begin, err := processorTime()
	if err != nil {
		return err
	}
	if cal, err := calendar.Read(f, window); err == nil {
		calendar.Inspect(cal)
	}
	end, err := processorTime()
	if err != nil {
		return err
	}
	report := hostileReport{Milliseconds: milliseconds(end - begin)}
	file, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	calendar.Lint(file)
	if report.MiB, err = peakMemory(); err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(report)
}

// processorTime is what this process has used of the processors, at least what a clock would show on an idle machine.
func processorTime() (time.Duration, error) {
	var used syscall.Rusage
	err := syscall.Getrusage(syscall.RUSAGE_SELF, &used)
	return time.Duration(used.Utime.Nano() + used.Stime.Nano()), err
}

// peakMemory is the largest resident size this process has had, in MiB.
func peakMemory() (float64, error) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(status)) {
		if value, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kib, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "kB")), 64)
			return kib / 1024, err
		}
	}
	return 0, fmt.Errorf("this system does not tell a process its peak memory (VmHWM)")
}
