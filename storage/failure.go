package storage

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"modernc.org/sqlite"

	"watchbill/model"
)

// SQLite's result codes that mean something to a person, https://www.sqlite.org/rescode.html.
const (
	codeBusy       = 5
	codeLocked     = 6
	codeReadOnly   = 8
	codeInterrupt  = 9
	codeIOErr      = 10
	codeCorrupt    = 11
	codeFull       = 13
	codeCantOpen   = 14
	codeConstraint = 19
	codeNotADB     = 26

	codeIOErrWrite   = 778
	codeIOErrShmSize = 4874 // no room for the file beside the database that its users share
)

// explain turns an error of the file or of SQLite into one that tells a person what to do. Errors that say so already pass.
func explain(op, path string, err error) error {
	var mine *model.Error
	if err == nil || errors.As(err, &mine) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	wrap := func(code model.Code, format string, args ...any) error {
		e := model.Errorf(code, "db", format, args...)
		e.Op, e.Err = op, err
		return e
	}
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return wrap(model.Unavailable, "The disk of %s is full. Free some space and try again; what was saved before is safe.", path)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return wrap(model.Unavailable, "There is no permission to write %s. Choose a place you may write to with --db FILE, or change its permissions.", path)
	}
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return wrap(model.Unavailable, "Cannot %s %s: %v.", op, path, err)
	}
	switch e.Code() & 0xFF {
	case codeFull:
		return wrap(model.Unavailable, "The disk of %s is full. Free some space and try again; what was saved before is safe.", path)
	case codeReadOnly, codeCantOpen:
		return wrap(model.Unavailable, "%s cannot be opened for writing: the file or its folder is read-only or missing. Change the permissions, or choose another place with --db FILE.", path)
	case codeInterrupt: // the caller's context ended while SQLite was at work
		return fmt.Errorf("%s: %w", op, context.Canceled)
	case codeIOErr:
		if e.Code() == codeIOErrShmSize || e.Code() == codeIOErrWrite {
			return wrap(model.Unavailable, "The disk of %s took no more data. Most likely it is full: free some space and try again; what was saved before is safe.", path)
		}
		return wrap(model.Unavailable, "The disk did not accept a read or write of %s (SQLite code %d). Nothing was half-saved; check the disk and its free space.", path, e.Code())
	case codeNotADB:
		return wrap(model.Damaged, "%s is not a Watchbill file. Choose another file; nothing was written.", path)
	case codeCorrupt:
		return wrap(model.Damaged, "%s is damaged. Keep it as it is, and open the newest backup instead.", path)
	case codeBusy, codeLocked:
		return wrap(model.Unavailable, "Another program has been writing %s for more than five seconds. Try again.", path)
	case codeConstraint:
		return wrap(model.Conflict, "The change does not fit what is stored now (%v). Nothing was saved.", err)
	}
	return wrap(model.Internal, "Cannot %s %s: %v.", op, path, err)
}

// refusedByRules reports whether SQLite refused a write because of the schema's own rules, such as a reference to a row that is gone.
func refusedByRules(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code()&0xFF == codeConstraint
}
