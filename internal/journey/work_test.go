//go:build journey

package journey

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"watchbill/model"
	"watchbill/workspace"
)

// One line logs toil; it can be corrected, deleted, and brought back.
func TestToilLogEditDeleteUndo(t *testing.T) {
	w := openSample(t, "--page", "toil")
	team := w.Team()
	today, err := team.Today(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	logged := func() (found []model.ToilEntry) {
		view, err := team.Team(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		all, err := team.Reader().Toil(t.Context(), view.ID, model.LastWeeks(today.AddDays(1), 1))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range all {
			if strings.HasPrefix(e.What, "replace the broken") {
				found = append(found, e)
			}
		}
		return found
	}
	w.Key("ctrl+t")
	w.Type("replace the broken disk 20m @chidi #disks")
	w.Key("Return")
	w.Until("toast ")
	all := logged()
	if len(all) != 1 || all[0].Minutes != 20 || all[0].Tag != "disks" || personOf(t, team, all[0].PersonID).First() != "Chidi" || all[0].Day != today {
		t.Fatalf("logged are %+v, want 20 minutes of Chidi today", all)
	}

	w.Fill("toil.filter", "broken")
	w.Click("toil.row.0")
	w.Click("toil.edit")
	w.Until("dialog entry")
	w.Fill("minutes", "1h15")
	w.Click("entry.save")
	w.Until("closed entry")
	if all := logged(); len(all) != 1 || all[0].Minutes != 75 {
		t.Errorf("after the change %+v, want one entry of 75 minutes", all)
	}
	w.Until("loaded toil")
	w.Click("toil.delete")
	w.Until("toast ")
	if all := logged(); len(all) != 0 {
		t.Errorf("after deleting %+v, want none", all)
	}
	w.Click("toil.line")
	w.Type("x")
	w.Key("ctrl+z") // takes the letter back: a field's own typing comes first
	w.Key("ctrl+z")
	w.Until("toast ")
	if all := logged(); len(all) != 1 || all[0].Minutes != 75 {
		t.Errorf("after undo %+v, want the entry of 75 minutes", all)
	}
}

// growth is a CSV of a disk that fills by 8 GiB a day, with a weekly rhythm.
func growth(days int) string {
	var b strings.Builder
	b.WriteString("timestamp,value\n")
	start := time.Date(2026, 11, 18, 0, 0, 0, 0, time.UTC).AddDate(0, 0, -days)
	for i := range days {
		day := start.AddDate(0, 0, i)
		value := 500 + 8*float64(i)
		if d := day.Weekday(); d == time.Saturday || d == time.Sunday {
			value -= 3
		}
		fmt.Fprintf(&b, "%s,%.1f\n", day.Format(time.RFC3339), value)
	}
	return b.String()
}

// A CSV becomes a resource with a limit, a forecast with a date, a chart on the screen and a picture in a file.
func TestCapacityImportForecastChart(t *testing.T) {
	w := openSample(t, "--page", "capacity")
	path := w.Write("journal-disk.csv", growth(120))
	w.Click("capacity.import")
	w.Until("dialog open-file")
	w.Type(path)
	w.Key("Return")
	w.Until("dialog import-samples")
	w.Fill("import.unit", "GiB")
	w.Fill("import.limit", "2000")
	w.Fill("import.lead", "30")
	w.Click("import.do")
	w.Until("closed import-samples")
	w.Until("loaded capacity")
	w.Shown("capacity.row.journal-disk")
	w.Drawn("capacity.chart")

	v := resource(t, w.Team(), "journal-disk")
	if v.Samples != 120 || v.Resource.Limit != 2000 || v.Resource.LeadDays != 30 || v.Resource.Unit != "GiB" {
		t.Errorf("the resource is %+v with %d samples", v.Resource, v.Samples)
	}
	// 500 + 8 a day reaches 2000 after 187.5 days, 67 after the last sample.
	if days := v.Full.Sub(v.Last).Hours() / 24; !v.Full.Known || days < 60 || days > 76 {
		t.Errorf("it is full %v after the last sample (%v), want 67 days", days, v.Full)
	}

	picture := filepath.Join(w.home, "disk.png")
	w.Key("ctrl+k")
	w.Until("palette")
	w.Type("chart of this resource")
	w.Key("Return")
	w.Until("dialog save-file")
	w.Fill("save-file.path", picture)
	w.Key("Return")
	w.Until("toast Written")
	starts(t, picture, "\x89PNG")
}

func resource(t *testing.T, ws *workspace.Workspace, name string) workspace.CapacityView {
	t.Helper()
	all, err := ws.Capacity(t.Context(), workspace.Outlook{})
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range all {
		if v.Resource.Name == name {
			return v
		}
	}
	t.Fatalf("there is no resource %s among %d", name, len(all))
	return workspace.CapacityView{}
}

// A report is looked at and written as PDF, with the team's name in it.
func TestReportAsPDF(t *testing.T) {
	w := openSample(t, "--page", "reports")
	w.Drawn("reports.sheet")
	path := filepath.Join(w.home, "team.pdf")
	w.Key("ctrl+s")
	w.Until("dialog save-file")
	w.Fill("save-file.path", path)
	w.Click("save-file.do")
	w.Until("toast Written")
	starts(t, path, "%PDF-")
	text, err := exec.Command("pdftotext", path, "-").Output()
	if err != nil || !strings.Contains(string(text), "Payments SRE") {
		t.Errorf("the PDF does not name the team (%v):\n%.400s", err, text)
	}
}

// Who is on call is put on the clipboard for the chat.
func TestCopyForChat(t *testing.T) {
	w := openSample(t)
	w.Click("today.copy")
	w.Until("toast ")
	paste := exec.Command("xclip", "-selection", "clipboard", "-out")
	paste.Env = append(paste.Environ(), "DISPLAY="+display)
	text, err := paste.Output()
	if err != nil || !strings.Contains(string(text), "Payments") || !strings.Contains(string(text), "Dana") {
		t.Errorf("the clipboard holds %q (%v), want who is on call", text, err)
	}
}
