package feed

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"watchbill/model"
)

// folderPlace is a file in a folder that something else carries on: a synced drive, a site, a share.
type folderPlace struct{ path string }

func (f folderPlace) name() string { return f.path }

func (f folderPlace) read(context.Context) (standing, error) {
	file, err := os.Open(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return standing{}, nil
	}
	if err != nil {
		return standing{}, f.explain(err)
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, maxBody+1))
	if err == nil && len(data) > maxBody {
		return standing{}, model.Errorf(model.Conflict, "file", "%s is larger than 32 MiB, which is no calendar of ours, so it was left alone.", f.path)
	}
	return standing{there: true, data: data}, f.explain(err)
}

// write writes beside the file first and renames, so that a reader sees the old calendar or the new one and a full disk harms neither.
func (f folderPlace) write(_ context.Context, data []byte, _ standing) error {
	dir := filepath.Dir(f.path)
	temp, err := os.CreateTemp(dir, ".watchbill-*")
	if err != nil {
		return f.explain(err)
	}
	defer os.Remove(temp.Name())
	_, err = temp.Write(data)
	err = errors.Join(err, temp.Chmod(0o644), temp.Sync(), temp.Close())
	if err == nil {
		err = os.Rename(temp.Name(), f.path)
	}
	if err != nil {
		return f.explain(err)
	}
	if d, err := os.Open(dir); err == nil { // some network drives cannot sync a folder; the file is whole even so
		_ = d.Sync()
		_ = d.Close()
	}
	return nil
}

func (f folderPlace) explain(err error) error {
	fail := func(format string, args ...any) error {
		e := model.Errorf(model.Unavailable, "file", format, args...)
		e.Op, e.Err = "publish", err
		return e
	}
	dir := filepath.Dir(f.path)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrNotExist):
		return fail("The folder %s is not there. Is its drive connected? Make the folder, or change the target.", dir)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return fail("There is no permission to write %s. Change the permissions of %s, or choose another folder.", f.path, dir)
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return fail("The disk of %s is full. The calendar there is still the one from before. Free some space and publish again.", dir)
	}
	return fail("%s cannot be published: %v. The calendar there is still the one from before.", f.path, err)
}
