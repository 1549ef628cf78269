package main

import (
	"bytes"
	_ "embed" // the peers' programs
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

var (
	//go:embed peer.mjs
	icaljsProgram []byte
	//go:embed peer.py
	pythonProgram []byte
)

// python is Debian's own, the one its packages belong to.
const python = "/usr/bin/python3"

// peerReport is how a peer reports, in JSON: milliseconds, the best of a few runs.
type peerReport struct {
	Events int     `json:"events"`
	Read   float64 `json:"read"`
	Write  float64 `json:"write"`
}

// measurePeers lets the peers read and write the same events and prints how many
// times as fast we are.
func measurePeers(r *results, file string, read, write time.Duration) error {
	folder, err := os.MkdirTemp("", "benchcalendar")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "events.ics")
	if err := os.WriteFile(path, []byte(file), 0o600); err != nil {
		return err
	}
	icaljs := os.Getenv("WATCHBILL_ICALJS")
	for _, p := range []struct {
		name, missing, script string
		program               []byte
		bar                   float64
		command               func(script string) *exec.Cmd
	}{
		{
			"ical.js", "npm install ical.js@2.2.1 in a folder and name it in WATCHBILL_ICALJS", "peer.mjs", icaljsProgram, icaljsBar,
			func(script string) *exec.Cmd { return exec.Command("node", script, icaljs, path) },
		},
		{
			"python3-icalendar", "apt-get install python3-icalendar", "peer.py", pythonProgram, pythonBar,
			func(script string) *exec.Cmd { return exec.Command(python, script, path) },
		},
	} {
		script := filepath.Join(folder, p.script)
		if err := os.WriteFile(script, p.program, 0o600); err != nil {
			return err
		}
		report, err := runPeer(p.command(script))
		if err != nil {
			fmt.Printf("%s is not measured, because it does not run here (%v). To have it: %s.\n", p.name, err, p.missing)
			continue
		}
		if report.Events != eventCount {
			return fmt.Errorf("%s read %d of %d events", p.name, report.Events, eventCount)
		}
		fmt.Printf("%-46s %8.0f and %7.0f ms\n", p.name+" reads and writes them in", report.Read, report.Write)
		r.atLeast("reading, against "+p.name, report.Read/milliseconds(read), p.bar)
		r.atLeast("writing, against "+p.name, report.Write/milliseconds(write), p.bar)
	}
	return nil
}

func runPeer(cmd *exec.Cmd) (peerReport, error) {
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		lines := strings.Split(strings.TrimSpace(stderr.String()), "\n")
		return peerReport{}, fmt.Errorf("%w %s", err, lines[len(lines)-1])
	}
	var report peerReport
	err = json.Unmarshal(out, &report)
	return report, err
}
