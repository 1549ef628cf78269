package workspace

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"watchbill/model"
)

func TestWriteFileIsWholeOrNotAtAll(t *testing.T) {
	path := filepath.Join(t.TempDir(), "rota.ics")
	if err := WriteFile(path, func(w io.Writer) error { _, err := io.WriteString(w, "old"); return err }); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("the source broke")
	err := WriteFile(path, func(w io.Writer) error {
		if _, err := io.WriteString(w, "half of the n"); err != nil {
			return err
		}
		return broken
	})
	if model.CodeOf(err) != model.Unavailable || !strings.Contains(err.Error(), "the source broke") {
		t.Errorf("got %v, want what broke", err)
	}
	if got, _ := os.ReadFile(path); string(got) != "old" {
		t.Errorf("the file holds %q, want what was there before", got)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".watchbill-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	err = WriteFile(filepath.Join(t.TempDir(), "none", "x"), func(io.Writer) error { return nil })
	if !strings.Contains(err.Error(), "does not exist") {
		t.Errorf("a folder that is not there: got %v", err)
	}
}
