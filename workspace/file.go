package workspace

import (
	"context"
	"os"

	"watchbill/model"
)

// FileSize returns the file's size in bytes.
func (w *Workspace) FileSize() (int64, error) {
	info, err := os.Stat(w.Path())
	if err != nil {
		return 0, model.Errorf(model.Unavailable, "db", "%s cannot be read: %v. Check that its disk is there.", w.Path(), err)
	}
	return info.Size(), nil
}

// CheckFile looks for damage in the file. The error is Damaged, and says what to do, when there is some.
func (w *Workspace) CheckFile(ctx context.Context) error { return w.db.Check(ctx) }
