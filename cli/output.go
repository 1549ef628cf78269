package cli

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"watchbill/model"
	"watchbill/workspace"
)

// show prints a command's answer: value as JSON with --json, else what text writes.
func (a *app) show(value any, text func(w io.Writer) error) error {
	if !a.json {
		return text(a.out)
	}
	enc := json.NewEncoder(a.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(value)
}

// showTable prints a list: rows as JSON with --json, else the table, or what to do next when it is empty.
func (a *app) showTable(rows any, t *table, ifEmpty string) error {
	return a.show(rows, func(w io.Writer) error {
		if t.empty() {
			_, err := fmt.Fprintln(w, ifEmpty)
			return err
		}
		return t.write(w)
	})
}

// doneJSON is the answer of a command that changed something.
type doneJSON struct {
	Changed bool     `json:"changed"`
	Entry   int64    `json:"entry,omitempty"` // of the history
	ID      model.ID `json:"id,omitempty"`    // of what was added or changed
	Summary string   `json:"summary"`
}

// done prints what a change did.
func (a *app) done(d workspace.Done, err error) error {
	if err != nil {
		return err
	}
	j := doneOf(d)
	return a.show(j, func(w io.Writer) error {
		_, err := fmt.Fprintln(w, j.Summary)
		return err
	})
}

func doneOf(d workspace.Done) doneJSON {
	j := doneJSON{Changed: !d.Nothing(), Entry: d.Entry.ID, ID: d.ID, Summary: d.Entry.Summary}
	if d.Nothing() {
		j.Summary = "Nothing changed: it is so already."
	}
	return j
}

// note writes a message beside the answer, to standard error.
func (a *app) note(format string, args ...any) { fmt.Fprintf(a.errOut, format+"\n", args...) }

// confirm refuses what takes other things along until --yes says that they are meant.
func confirm(yes bool, impact string) error {
	if yes {
		return nil
	}
	return model.Errorf(model.Conflict, "yes", "%s\nNothing was deleted. Add --yes to do it.", impact)
}

// readInput opens a file for reading: - is standard input, and a name that ends in .gz is unpacked.
func (a *app) readInput(path string) (io.ReadCloser, error) {
	if path == "-" {
		return io.NopCloser(a.in), nil
	}
	f, err := os.Open(path)
	if err != nil && strings.Contains(path, "://") {
		return nil, model.Errorf(model.Unavailable, "file", "%s is an address that is not read here. Download the file and name it, or pipe it in with - as its name.", path)
	}
	if err != nil {
		return nil, workspace.FileError(path, "read", err)
	}
	if info, err := f.Stat(); err == nil && info.IsDir() {
		f.Close()
		return nil, model.Errorf(model.Unavailable, "file", "%s is a folder. Name a file in it.", path)
	}
	if !strings.HasSuffix(path, ".gz") {
		return f, nil
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		f.Close()
		return nil, model.Errorf(model.Damaged, "file", "%s ends in .gz but is not compressed with gzip. Rename it, or get it again.", path)
	}
	return unpacked{z, f}, nil
}

// inputName says in messages what was read.
func inputName(path string) string {
	if path == "-" {
		return "standard input"
	}
	return path
}

type unpacked struct {
	*gzip.Reader
	file io.Closer
}

func (u unpacked) Close() error { return errors.Join(u.Reader.Close(), u.file.Close()) }

// writeOutput writes a file whole or not at all: beside its place first, then renamed. - is standard output, and a name that ends
// in .gz is packed.
func (a *app) writeOutput(path string, write func(w io.Writer) error) error {
	if path == "-" {
		return write(a.out)
	}
	return workspace.WriteFile(path, func(w io.Writer) error { return packed(w, strings.HasSuffix(path, ".gz"), write) })
}

func packed(f io.Writer, pack bool, write func(w io.Writer) error) error {
	if !pack {
		return write(f)
	}
	z := gzip.NewWriter(f)
	return errors.Join(write(z), z.Close())
}

// wrote says where the answer went, unless it went to standard output.
func (a *app) wrote(path, what string) {
	if path != "-" {
		a.note("Wrote %s: %s.", path, what)
	}
}
