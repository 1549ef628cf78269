package workspace

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"watchbill/model"
)

// WriteFile writes a file whole or not at all: beside its place first, then renamed, so that a failure leaves what was there before.
// Errors say what to do.
func WriteFile(path string, write func(io.Writer) error) error {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return model.Errorf(model.Unavailable, "file", "%s is a folder. Name a file in it.", path)
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() { // a device or pipe is written to, never replaced
		return writeThrough(path, write)
	}
	real := path
	if linked, err := filepath.EvalSymlinks(path); err == nil { // a link stays one
		real = linked
	}
	temp, err := os.CreateTemp(filepath.Dir(real), ".watchbill-*")
	if err != nil {
		return FileError(path, "write", err)
	}
	defer os.Remove(temp.Name()) // gone after the rename
	buffered := bufio.NewWriter(temp)
	if err := errors.Join(write(buffered), buffered.Flush(), temp.Chmod(0o644), temp.Sync(), temp.Close()); err != nil {
		return FileError(path, "write", err)
	}
	return FileError(path, "write", os.Rename(temp.Name(), real))
}

// writeThrough writes to what is no file, such as /dev/stdout or a named pipe.
func writeThrough(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return FileError(path, "write", err)
	}
	buffered := bufio.NewWriter(f)
	return FileError(path, "write", errors.Join(write(buffered), buffered.Flush(), f.Close()))
}

// FileError turns an error of reading or writing a file into one that tells a person what to do. Errors that say so already pass.
func FileError(path, verb string, err error) error {
	var mine *model.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &mine):
		return err
	case errors.Is(err, fs.ErrNotExist) && verb == "read":
		return model.Errorf(model.Unavailable, "file", "There is no file %s. Check the name and the folder.", path)
	case errors.Is(err, fs.ErrNotExist):
		return model.Errorf(model.Unavailable, "file", "The folder of %s does not exist. Make it first, or choose another.", path)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return model.Errorf(model.Unavailable, "file", "There is no permission to %s %s. Choose another place, or change its permissions.", verb, path)
	case errors.Is(err, syscall.ENOSPC):
		return model.Errorf(model.Unavailable, "file", "The disk of %s is full. Free some space and try again.", path)
	}
	var system *fs.PathError // its own text would name the file again
	if errors.As(err, &system) {
		err = system.Err
	}
	return model.Errorf(model.Unavailable, "file", "Cannot %s %s: %v.", verb, path, err)
}
