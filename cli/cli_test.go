package cli

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"

	"watchbill/model"

	"watchbill/workspace"
)

func TestEveryCommandExplainsItself(t *testing.T) {
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		for _, sub := range c.Commands() {
			walk(sub)
		}
		path := c.CommandPath()
		if c.Short == "" || strings.HasSuffix(c.Short, ".") {
			t.Errorf("%s: short help %q should be there and end without a full stop", path, c.Short)
		}
		if c.HasSubCommands() && c.Name() != "watchbill" && c.Name() != "backup" {
			return
		}
		if !strings.Contains(c.Example, "watchbill") {
			t.Errorf("%s has no example", path)
		}
		if c.RunE == nil {
			t.Errorf("%s does nothing", path)
		}
	}
	walk(newRootCmd(&app{}))
}

func TestTableAlignsWideText(t *testing.T) {
	tab := newTable(">ID", "Name", ">Hours")
	tab.add("1", "Žofie Dvořák", "40")
	tab.add("12", "林 明", "7.5")
	tab.add("3", "e\u0301", "")
	tab.add("4", "line\nbreak", "0")
	var b strings.Builder
	if err := tab.write(&b); err != nil {
		t.Fatal(err)
	}
	want := `ID  Name          Hours
 1  Žofie Dvořák     40
12  林 明           7.5
 3  é                 –
 4  line break        0
`
	if diff := cmp.Diff(strings.ReplaceAll(want, "é ", "e\u0301 "), b.String()); diff != "" {
		t.Errorf("table (-want +got):\n%s", diff)
	}
}

func TestBytesText(t *testing.T) {
	for n, want := range map[int64]string{0: "0 B", 812: "812 B", 44_499: "44 kB", 999_999: "1000 kB", 4_240_000: "4.2 MB"} {
		if got := bytesText(n); got != want {
			t.Errorf("%d: got %q, want %q", n, got, want)
		}
	}
}

func TestOutputAppearsWholeOrNotAtAll(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "out.txt")
	a := &app{}
	if err := a.writeOutput(path, func(w io.Writer) error { _, err := io.WriteString(w, "first"); return err }); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("no more")
	err := a.writeOutput(path, func(w io.Writer) error {
		if _, err := io.WriteString(w, "half of the sec"); err != nil {
			return err
		}
		return broken
	})
	if model.CodeOf(err) != model.Unavailable {
		t.Errorf("a failed write: got %v, want an explained error", err)
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != "first" {
		t.Errorf("after a failed write: got %q, %v, want the first text", got, err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("left over: %v, %v", left, err)
	}
}

func TestPackedFilesReadBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "out.txt.gz")
	a := &app{}
	if err := a.writeOutput(path, func(w io.Writer) error { _, err := io.WriteString(w, "packed"); return err }); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := gzip.NewReader(bytes.NewReader(raw)); err != nil {
		t.Errorf("the file is not packed: %v", err)
	}
	in, err := a.readInput(path)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	if got, err := io.ReadAll(in); err != nil || string(got) != "packed" {
		t.Errorf("read back: got %q, %v", got, err)
	}
	plain := filepath.Join(t.TempDir(), "plain.gz")
	if err := os.WriteFile(plain, []byte("not packed"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := a.readInput(plain); model.CodeOf(err) != model.Damaged {
		t.Errorf("a file that only says .gz: got %v", err)
	}
}

func TestFileErrorsSayWhatToDo(t *testing.T) {
	for err, want := range map[error]string{
		fs.ErrNotExist:         "There is no file x.csv.",
		fs.ErrPermission:       "There is no permission to read x.csv.",
		syscall.ENOSPC:         "The disk of x.csv is full.",
		errors.New("bad disk"): "Cannot read x.csv: bad disk.",
	} {
		if got := workspace.FileError("x.csv", "read", fmt.Errorf("open x.csv: %w", err)); !strings.Contains(got.Error(), strings.TrimSuffix(want, "bad disk.")) {
			t.Errorf("%v: got %q, want %q", err, got, want)
		}
	}
}
