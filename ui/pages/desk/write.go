package desk

import (
	"bufio"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"watchbill/model"
)

// Write writes a file off the window's thread, whole or not at all, and says where it is.
func (d *Desk) Write(path string, write func(ctx context.Context, w io.Writer) error) {
	d.Shell.Do(func(ctx context.Context) (func(), error) {
		if err := writeWhole(path, func(w io.Writer) error { return write(ctx, w) }); err != nil {
			return nil, err
		}
		return func() { d.Say("Written: " + path) }, nil
	}, nil)
}

// writeWhole writes beside the file and renames, so that a failure leaves what was there before.
func writeWhole(path string, write func(io.Writer) error) error {
	temp, err := os.CreateTemp(filepath.Dir(path), ".watchbill-*")
	if err != nil {
		return cannotWrite(path, err)
	}
	defer os.Remove(temp.Name()) // gone after the rename
	buffered := bufio.NewWriter(temp)
	if err := errors.Join(write(buffered), buffered.Flush(), temp.Chmod(0o644), temp.Sync(), temp.Close()); err != nil {
		return cannotWrite(path, err)
	}
	if err := os.Rename(temp.Name(), path); err != nil {
		return cannotWrite(path, err)
	}
	return nil
}

func cannotWrite(path string, err error) error {
	var mine *model.Error
	switch {
	case errors.As(err, &mine):
		return err
	case errors.Is(err, syscall.ENOSPC):
		return model.Errorf(model.Unavailable, "file", "The disk of %s is full. Free some space and try again.", path)
	case errors.Is(err, fs.ErrPermission):
		return model.Errorf(model.Unavailable, "file", "There is no permission to write %s. Choose another folder.", path)
	default:
		return model.Errorf(model.Unavailable, "file", "%s cannot be written: %v.", path, err)
	}
}
