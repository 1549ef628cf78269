//go:build linux

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// started collects the figures of one program over several starts.
type started struct {
	name   string
	args   []string
	first  []time.Duration // exec to the first thing that is painted
	page   []time.Duration // exec to what stays
	memory []float64       // resident, once it stays, in MiB
}

const (
	quiet   = 1500 * time.Millisecond // what does not change for so long stays
	patient = 60 * time.Second
)

// once starts the program, watches the screen until it stays, and ends the program. Its home is the same every time, so that only
// the first start ever has to look for the system's fonts.
func (s *started) once(ctx context.Context, x *screen, dir string) error {
	home := filepath.Join(dir, "home")
	if err := os.MkdirAll(filepath.Join(home, "cache"), 0o700); err != nil {
		return err
	}
	if err := x.awaitRest(); err != nil { // the program before is gone
		return err
	}
	c := exec.CommandContext(ctx, s.args[0], s.args[1:]...)
	c.Env = []string{
		"HOME=" + home, "XDG_RUNTIME_DIR=" + home, "XDG_CACHE_HOME=" + filepath.Join(home, "cache"), "PATH=" + os.Getenv("PATH"),
		"DISPLAY=" + x.display, "LIBGL_ALWAYS_SOFTWARE=1", "LANG=C.UTF-8", "FYNE_SCALE=1", "DBUS_SESSION_BUS_ADDRESS=disabled:",
	}
	var said bytes.Buffer
	c.Stderr = &said
	empty := x.sum()
	start := time.Now()
	if err := c.Start(); err != nil {
		return err
	}
	first, last, err := x.watch(empty, start)
	if err == nil {
		var mib float64
		if mib, err = resident(c.Process.Pid); err == nil {
			s.first, s.page, s.memory = append(s.first, first), append(s.page, last), append(s.memory, mib)
		}
	}
	if err != nil {
		err = fmt.Errorf("%s: %w\n%s", s.name, err, &said)
	}
	if killed := c.Process.Kill(); killed != nil {
		return errors.Join(err, killed)
	}
	var end *exec.ExitError
	if waited := c.Wait(); waited != nil && !errors.As(waited, &end) {
		return errors.Join(err, waited)
	}
	return err
}

// forget drops what was measured so far.
func (s *started) forget() { s.first, s.page, s.memory = nil, nil, nil }

// resident is how much memory a process holds, in MiB.
func resident(pid int) (float64, error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, err
	}
	for line := range bytes.Lines(b) {
		var kib float64
		if _, err := fmt.Sscanf(string(line), "VmRSS: %f kB", &kib); err == nil {
			return kib / 1024, nil
		}
	}
	return 0, errors.New("the system does not say how much memory the process holds")
}
