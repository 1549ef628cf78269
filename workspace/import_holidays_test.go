package workspace

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"watchbill/model"
)

// holidayFile is a calendar of whole days; each line is a day, how many days, a title and a note.
func holidayFile(lines ...string) []byte {
	var b strings.Builder
	b.WriteString("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//X//EN\r\n")
	for _, line := range lines {
		part := strings.SplitN(line, "|", 4)
		fmt.Fprintf(&b, "BEGIN:VEVENT\r\nUID:%s\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;VALUE=DATE:%[1]s\r\nDURATION:P%sD\r\nSUMMARY:%s\r\nDESCRIPTION:%s\r\nEND:VEVENT\r\n", part[0], part[1], part[2], part[3])
	}
	b.WriteString("END:VCALENDAR\r\n")
	return []byte(b.String())
}

// ownHolidays lists the team's changes of holidays.
func ownHolidays(t *testing.T, w *Workspace) []string {
	t.Helper()
	all, err := w.Holidays(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, h := range all {
		out = append(out, fmt.Sprintf("%s %s %s", h.Day, h.Region, h.Name))
	}
	return out
}

func TestImportHolidays(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	mustTeam(t, w, "Ana", "Ben", "Chidi")
	if _, err := w.SaveHoliday(ctx, model.HolidayChange{Region: "DE-BE", Day: model.Date{Year: 2026, Month: 12, Day: 24}, Name: "Company day"}); err != nil {
		t.Fatal(err)
	}
	q := HolidayQuestion{Source: "berlin.ics", Region: "de-be"}
	first := holidayFile("20261201|1|Team day|", "20261205|2|Fair\\, big|Public holiday", "20261224|1|Heiligabend|", "20261225|1|1. Weihnachtstag|",
		"20270214|1|Valentinstag|Observance\\nTo hide observances", "20270701|40|Sommerferien|", "20270308|1|Frauentag (Berlin)|")
	plan, err := w.PlanHolidays(ctx, q, first)
	if err != nil {
		t.Fatal(err)
	}
	if got := ownHolidays(t, w); len(got) != 1 {
		t.Fatalf("a plan stored %v", got)
	}
	var reasons []string
	for _, s := range plan.Skipped {
		reasons = append(reasons, s.Title+": "+s.Reason)
	}
	for title, want := range map[string]string{
		"Heiligabend": "entered already", "1. Weihnachtstag": "is a holiday in Germany, Berlin without it", "Valentinstag": "observance",
		"Sommerferien": "lasts 40 days", "Frauentag (Berlin)": "without it",
	} {
		if !slices.ContainsFunc(reasons, func(r string) bool { return strings.HasPrefix(r, title+": ") && strings.Contains(r, want) }) {
			t.Errorf("%s: got %q, want it skipped with %q", title, reasons, want)
		}
	}
	done, _, err := w.ImportHolidays(ctx, q, first)
	if err != nil || len(done.Add) != 3 || len(done.Change)+len(done.Remove) != 0 {
		t.Fatalf("import: got %+v, %v", done, err)
	}
	want := []string{"2026-12-01 DE-BE Team day", "2026-12-05 DE-BE Fair, big", "2026-12-06 DE-BE Fair, big", "2026-12-24 DE-BE Company day"}
	if got := ownHolidays(t, w); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if again, done, err := w.ImportHolidays(ctx, q, first); err != nil || again.Same != 3 || !done.Nothing() {
		t.Errorf("the same again: got %+v, %+v, %v; want nothing to do", again, done, err)
	}

	// Another year's file: one day has another name, one is gone, one is new. What was entered by hand stays.
	second := holidayFile("20261205|1|Fair|", "20261206|1|Fair\\, big|", "20270105|1|Late day|")
	if done, _, err = w.ImportHolidays(ctx, q, second); err != nil || len(done.Add) != 1 || len(done.Change) != 1 || len(done.Remove) != 1 {
		t.Fatalf("refresh: got %+v, %v", done, err)
	}
	want = []string{"2026-12-05 DE-BE Fair", "2026-12-06 DE-BE Fair, big", "2026-12-24 DE-BE Company day", "2027-01-05 DE-BE Late day"}
	if got := ownHolidays(t, w); !slices.Equal(got, want) {
		t.Errorf("refreshed: got %v, want %v", got, want)
	}
	if _, err := w.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if got := ownHolidays(t, w); len(got) != 4 || !strings.HasPrefix(got[0], "2026-12-01") {
		t.Errorf("undone: got %v", got)
	}

	// Another region's days are their own, and words can be asked for.
	other := HolidayQuestion{Source: "berlin.ics", Region: "BR", Titles: []string{"fair"}}
	if done, _, err = w.ImportHolidays(ctx, other, first); err != nil || len(done.Add) != 2 || len(done.Remove) != 0 {
		t.Errorf("another region: got %+v, %v", done, err)
	}
	if _, err := w.PlanHolidays(ctx, HolidayQuestion{Source: "x", Region: "Atlantis"}, first); model.CodeOf(err) != model.NotFound && model.FieldOf(err) != "region" {
		t.Errorf("no such region: got %v", err)
	}
	if _, err := w.PlanHolidays(ctx, q, []byte("<html>")); err == nil || !strings.Contains(err.Error(), "not an iCalendar file") {
		t.Errorf("no calendar: got %v", err)
	}
}

// A day once read is the manager's own after they changed it.
func TestImportedHolidayChangedByHand(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	mustTeam(t, w, "Ana", "Ben", "Chidi")
	q := HolidayQuestion{Source: "x.ics"}
	file := holidayFile("20261201|1|Team day|")
	if _, _, err := w.ImportHolidays(ctx, q, file); err != nil {
		t.Fatal(err)
	}
	if _, err := w.SaveHoliday(ctx, model.HolidayChange{Day: model.Date{Year: 2026, Month: 12, Day: 1}, Name: "Our day"}); err != nil {
		t.Fatal(err)
	}
	for _, data := range [][]byte{file, holidayFile()} {
		if _, _, err := w.ImportHolidays(ctx, q, data); err != nil {
			t.Fatal(err)
		}
		if got := ownHolidays(t, w); !slices.Equal(got, []string{"2026-12-01  Our day"}) {
			t.Errorf("got %v, want what the manager entered", got)
		}
	}
}
