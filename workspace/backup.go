package workspace

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"watchbill/model"
)

// BackupFile is one kept copy.
type BackupFile struct {
	Path string
	At   time.Time // zero: there is none
	Size int64     // bytes
}

const backupStamp = "20060102-150405"

// BackupFolder returns where backups of this file are kept: a folder beside it.
func (w *Workspace) BackupFolder() string {
	return strings.TrimSuffix(w.Path(), filepath.Ext(w.Path())) + "-backups"
}

// Backup writes a checked copy to path, or into the backup folder with the time in its name when path is empty.
func (w *Workspace) Backup(ctx context.Context, path string) (BackupFile, error) {
	now := w.Now()
	if path != "" { // a folder that is not there is a mistyped one, or a drive that is not connected
		if _, err := os.Stat(filepath.Dir(path)); err != nil {
			return BackupFile{}, FileError(path, "write", err)
		}
	} else {
		base := strings.TrimSuffix(filepath.Base(w.Path()), filepath.Ext(w.Path()))
		path = filepath.Join(w.BackupFolder(), base+"-"+now.UTC().Format(backupStamp)+filepath.Ext(w.Path()))
	}
	if err := w.db.Backup(ctx, path); err != nil {
		return BackupFile{}, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return BackupFile{}, model.Errorf(model.Unavailable, "file", "The backup was written, but %s cannot be read: %v.", path, err)
	}
	return BackupFile{Path: path, At: now, Size: info.Size()}, nil
}

// Backups returns the copies in the backup folder, newest first.
func (w *Workspace) Backups() ([]BackupFile, error) {
	entries, err := os.ReadDir(w.BackupFolder())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, model.Errorf(model.Unavailable, "file", "The backup folder %s cannot be read: %v.", w.BackupFolder(), err)
	}
	var out []BackupFile
	for i := len(entries) - 1; i >= 0; i-- { // names end with the time
		name := strings.TrimSuffix(entries[i].Name(), filepath.Ext(entries[i].Name()))
		if len(name) < len(backupStamp) || strings.HasPrefix(name, ".") {
			continue
		}
		at, err := time.Parse(backupStamp, name[len(name)-len(backupStamp):])
		if err != nil {
			continue
		}
		info, err := entries[i].Info()
		if err != nil {
			continue
		}
		out = append(out, BackupFile{Path: filepath.Join(w.BackupFolder(), entries[i].Name()), At: at, Size: info.Size()})
	}
	return out, nil
}

// LastBackup returns the newest copy; its time is zero when there is none.
func (w *Workspace) LastBackup() (BackupFile, error) {
	all, err := w.Backups()
	if err != nil || len(all) == 0 {
		return BackupFile{}, err
	}
	return all[0], nil
}
