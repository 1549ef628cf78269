package desk

import (
	"context"
	"io"

	"watchbill/workspace"
)

// Write writes a file off the window's thread, whole or not at all, and says where it is.
func (d *Desk) Write(path string, write func(ctx context.Context, w io.Writer) error) {
	d.Shell.Do(func(ctx context.Context) (func(), error) {
		if err := workspace.WriteFile(path, func(w io.Writer) error { return write(ctx, w) }); err != nil {
			return nil, err
		}
		return func() { d.Say("Written: " + path) }, nil
	}, nil)
}
