//go:build journey

package journey

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var (
	program string // the binary under test
	display string // ":99", an Xvfb of our own
	shots   string // where pictures and logs of failures are kept
)

func TestMain(m *testing.M) {
	code, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, "journey:", err)
		code = 1
	}
	os.Exit(code)
}

func run(m *testing.M) (code int, err error) {
	for _, tool := range []string{"Xvfb", "xdotool", "import", "xclip", "pdftotext"} {
		if _, err := exec.LookPath(tool); err != nil {
			return 1, fmt.Errorf("%s is missing; make test installs what the journeys need", tool)
		}
	}
	dir, err := os.MkdirTemp("", "watchbill-journey-")
	if err != nil {
		return 1, err
	}
	defer os.RemoveAll(dir)
	shots = filepath.Join(os.TempDir(), "watchbill-journey-failures")
	if program, err = binary(dir); err != nil {
		return 1, err
	}
	stop, err := startDisplay()
	if err != nil {
		return 1, err
	}
	defer func() { err = errors.Join(err, stop()) }()
	return m.Run(), nil
}

// binary is the program named by WATCHBILL_BIN, or one built now.
func binary(dir string) (string, error) {
	if path := os.Getenv("WATCHBILL_BIN"); path != "" {
		return filepath.Abs(path)
	}
	path := filepath.Join(dir, "watchbill")
	build := exec.Command("go", "build", "-trimpath", "-o", path, "watchbill")
	build.Env = append(os.Environ(), "CGO_ENABLED=1")
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the program: %w\n%s", err, out)
	}
	return path, nil
}

// startDisplay starts an X server on a free number.
func startDisplay() (stop func() error, err error) {
	r, w, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	x := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1280x800x24", "-dpi", "96", "-nolisten", "tcp", "-noreset")
	x.ExtraFiles = []*os.File{w}
	if err := errors.Join(x.Start(), w.Close()); err != nil {
		return nil, fmt.Errorf("start Xvfb: %w", err)
	}
	stop = func() error { return errors.Join(x.Process.Signal(os.Interrupt), x.Wait()) }
	if err := r.SetReadDeadline(time.Now().Add(30 * time.Second)); err != nil {
		return nil, errors.Join(err, stop())
	}
	number, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		return nil, errors.Join(fmt.Errorf("Xvfb did not say its display: %w", err), stop())
	}
	display = ":" + strings.TrimSpace(number)
	return stop, nil
}
