//go:build journey

package journey

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// The palette finds pages and commands by their words, the help lists them, and the colours stay as chosen.
func TestPaletteHelpTheme(t *testing.T) {
	w := openSample(t)
	w.Key("ctrl+k")
	w.Until("palette")
	w.Type("people")
	w.Key("Return")
	w.Until("page people")
	w.Until("loaded people")
	w.Key("question")
	w.Until("dialog help")
	w.Key("Escape")
	w.Until("closed help")
	w.Key("ctrl+k")
	w.Until("palette")
	w.Type("dark colours")
	w.Key("Return")
	w.Until("command view.dark")
	w.Until("toast ")
	if got, err := w.Team().Setting(t.Context(), "theme", ""); got != "dark" || err != nil {
		t.Errorf("the theme is stored as %q (%v), want dark", got, err)
	}
	w.Key("ctrl+2")
	w.Until("page rotations")
	w.Key("alt+Left")
	w.Until("page people")
}

// What the command line changes shows in the open window soon.
func TestChangeOfTheCommandLineShows(t *testing.T) {
	w := openSample(t, "--page", "people")
	start := time.Now()
	w.Command("people", "add", "Ines Costa", "--zone", "Europe/Lisbon")
	w.Until("loaded people")
	w.Shown("people.row.Ines Costa")
	t.Logf("shown %v after the command began", time.Since(start).Round(time.Millisecond))
	w.Command("undo")
	w.Until("loaded people")
	w.Hidden("people.row.Ines Costa")
}

// What is no Watchbill file is explained in the window and left as it is.
func TestNotAWatchbillFile(t *testing.T) {
	home := t.TempDir()
	db := filepath.Join(home, "team.watchbill")
	const text = "These are notes, not a database. They must stay as they are, byte for byte, whatever the window says about them.\n"
	if err := os.WriteFile(db, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	w := openAt(t, home, db)
	w.Shown("problem.choose")
	w.Click("problem.sample")
	w.Until("page today")
	w.Until("loaded today")
	if got, err := os.ReadFile(db); err != nil || string(got) != text {
		t.Errorf("the file was changed: %q, %v", got, err)
	}
}

// Closing the window leaves one whole file.
func TestCloseLeavesOneFile(t *testing.T) {
	w := openSample(t, "--page", "people")
	w.Key("ctrl+n")
	w.Until("dialog person")
	w.Type("Ines Costa")
	w.Key("Return")
	w.Until("closed person")
	w.Close()
	for _, companion := range []string{"-wal", "-shm"} {
		if _, err := os.Stat(w.db + companion); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s is left beside the file (%v)", companion, err)
		}
	}
	all := names(t, w.Team())
	if got := all[len(all)-1]; got != "Ines Costa" {
		t.Errorf("the last person is %s, want Ines Costa", got)
	}
}
