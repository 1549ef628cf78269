package capacity

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"watchbill/ui/widgets"
)

// file writes a file of samples and answers its path.
func file(t *testing.T, name string, lines ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func (f *fixture) samples(i int) int {
	f.t.Helper()
	all, err := f.ws.Reader().Samples(context.Background(), f.shown[i].Resource.ID)
	if err != nil {
		f.t.Fatal(err)
	}
	return len(all)
}

func TestImportAsNewResource(t *testing.T) {
	f := open(t, wide).at("import:" + file(t, "disk.csv", "time,used (GiB)", "2026-11-01,50", "2026-11-02,51", "2026-11-03,n/a", "2026-11-04,53"))
	f.says("Import these samples?", "time and used (GiB)", "3 read, 1 not", "1 row not read", "n/a", "3 samples", "go into a new resource")
	f.drawn("import")
	if got := f.find("import.unit").(*widgets.Entry).Text(); got != "GiB" {
		t.Errorf("unit: got %q, want GiB", got)
	}
	f.write("import.name", "")
	f.press("import.do")
	f.says("needs a name")
	f.write("import.name", "db disk")
	f.write("import.limit", "80")
	f.press("import.do")
	if got := f.names(); got != "db disk" || f.samples(0) != 3 {
		t.Errorf("got %q with %d samples, want db disk with 3", got, f.samples(0))
	}
	if _, err := f.ws.Undo(context.Background()); err != nil {
		t.Fatal(err)
	}
	if got := f.names(); got != "" {
		t.Errorf("after one undo: got %q, want nothing", got)
	}
}

func TestImportOfANewerFileAddsWhatIsNew(t *testing.T) {
	f := open(t, wide)
	f.add(resource("other", none, 0), today, line(10, 5, 1)...)
	f.at("import:" + file(t, "disk.csv", "time,used", "2026-11-01,50", "2026-11-02,51"))
	f.press("import.do")
	if got := f.shown[f.list.Selected()].Resource.Name; got != "disk" {
		t.Errorf("selected after the import: got %q, want disk", got)
	}
	newer := file(t, "disk.csv", "time,used", "2026-11-01,50", "2026-11-02,99", "2026-11-03,52")
	f.at("import:" + newer)
	f.says("1 sample new", "for disk, 2 known already", "1 of the known have another value")
	f.press("import.do")
	if got := f.samples(f.list.Selected()); got != 3 {
		t.Errorf("samples: got %d, want 3", got)
	}
	f.at("import:" + newer)
	f.says("Nothing to import")
	if b := f.find("import.do").(*widgets.Button); !b.Disabled() {
		t.Error("what is there already can be imported again")
	}
}

func TestImportAsksForWhatTheFileLeavesOpen(t *testing.T) {
	f := open(t, wide).at("import:" + file(t, "two.csv", "time,disk (GiB),cpu (%)", "03/04/2026,100,5", "04/05/2026,101,6", "05/06/2026,102,7"))
	f.says("leave open which number is the day", "Value column")
	dates := f.find("import.dates").(*widgets.Select)
	dates.Choose(0)
	dates.OnChanged(0)
	f.says("3 Apr 2026", "all 3 read")
	column := f.find("import.column").(*widgets.Select)
	column.Choose(1)
	column.OnChanged(1)
	f.says("time and cpu (%)")
	if got := f.find("import.unit").(*widgets.Entry).Text(); got != "%" {
		t.Errorf("unit of the other column: got %q, want %%", got)
	}
}

func TestImportOfWhatIsNoSeries(t *testing.T) {
	f := open(t, wide).at("import:" + file(t, "letter.csv", "Dear team,", "please order disks.", ""))
	f.says("Nothing can be imported from this file", "Another file…")
	if b := f.find("import.do").(*widgets.Button); !b.Disabled() {
		t.Error("a file without samples can be imported")
	}
	g := open(t, wide).at("import:/nowhere/disk.csv")
	g.says("Nothing can be imported from this file", "The file cannot be opened")
}
