package reports

import (
	"bytes"
	"context"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"watchbill/chart/pen/pentest"
	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/pages/desktest"
	"watchbill/ui/shell"
)

func open(t *testing.T) *desktest.Bench {
	return desktest.New(t, map[string]func(*desk.Desk) shell.Page{"reports": func(d *desk.Desk) shell.Page { return New(d) }})
}

// withTeam has a person with a little toil and many resources, so that the report on capacity has more than one page.
func withTeam(t *testing.T) *desktest.Bench {
	t.Helper()
	b := open(t)
	ctx := context.Background()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	done, err := b.WS.SavePerson(ctx, model.Person{Name: "Žofie Dvořák", Zone: "Europe/Berlin", WeekMinutes: 40 * 60})
	must(err)
	_, err = b.WS.LogToil(ctx, model.ToilEntry{PersonID: done.ID, Day: model.DateOf(desktest.Now).AddDays(-1), Minutes: 90, What: "restart workers"})
	must(err)
	var samples []model.Sample
	for day := range 40 {
		samples = append(samples, model.Sample{At: desktest.Now.AddDate(0, 0, day-40), Value: float64(100 + day)})
	}
	for _, name := range []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m"} {
		r := model.Resource{Name: "disk " + name, Unit: "GiB", Limit: 200, LeadDays: 7, Daily: "last"}
		_, _, err := b.WS.ImportSamples(ctx, r, "metrics.csv", samples)
		must(err)
	}
	return b
}

func TestEveryReportIsShown(t *testing.T) {
	b := withTeam(t)
	b.Visit("reports", "")
	for _, k := range kinds {
		b.Tap("reports." + k.route)
		if !b.Shows("Page 1 of ") || !b.Has("reports.sheet") {
			t.Errorf("%s is not shown:\n%s", k.title, b.Words())
		}
	}
}

// Names that no font at hand has are said beside the page, with what helps.
func TestLackingSignsAreSaid(t *testing.T) {
	b := withTeam(t)
	b.Visit("reports", "toil")
	if b.Shows("No font on this computer") {
		t.Errorf("signs are lacking in a report in Latin:\n%s", b.Words())
	}
	team, err := b.WS.Team(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	team.Name = "山田 太郎"
	if _, err := b.WS.SaveTeam(context.Background(), team); err != nil {
		t.Fatal(err)
	}
	b.Visit("reports", "pay")
	b.Visit("reports", "oncall")
	if !b.Shows("No font on this computer has 太 (U+592A), 山 (U+5C71), 田 (U+7530), 郎 (U+90CE),") || !b.Shows("fonts-noto-cjk") {
		t.Errorf("the lacking signs are not said:\n%s", b.Words())
	}
	pentest.Use(t)
	b.Visit("reports", "pay")
	b.Visit("reports", "oncall")
	if b.Shows("No font on this computer") {
		t.Errorf("signs are said to be lacking that a font has:\n%s", b.Words())
	}
}

func TestPagesAreTurned(t *testing.T) {
	b := withTeam(t)
	b.Visit("reports", "capacity")
	if !b.Shows("Page 1 of 2") {
		t.Fatalf("the report has not two pages:\n%s", b.Words())
	}
	b.Tap("reports.forward")
	if !b.Shows("Page 2 of 2") {
		t.Error("the button does not turn the page")
	}
	b.Press(fyne.KeyRight, fyne.KeyLeft)
	if !b.Shows("Page 1 of 2") {
		t.Error("the keys do not turn the page, or turn beyond the last")
	}
}

func TestRoutesChooseReportAndScope(t *testing.T) {
	b := withTeam(t)
	b.Visit("reports", "toil:4 weeks")
	if !b.Shows(last4) {
		t.Errorf("the period of the route is not chosen:\n%s", b.Words())
	}
	resources, err := b.WS.Resources(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	b.Visit("reports", fmt.Sprintf("capacity:%d", resources[2].ID))
	if !b.Shows(resources[2].Name) || !b.Shows("Page 1 of 1") {
		t.Errorf("the resource of the route is not chosen:\n%s", b.Words())
	}
}

func TestReportsAreWritten(t *testing.T) {
	b := withTeam(t)
	b.Visit("reports", "toil")
	b.SaveTo = filepath.Join(t.TempDir(), "toil.pdf")
	b.Tap("reports.pdf")
	if got, want := b.Asked, "my-team-toil-2026-08-19-to-2026-11-17.pdf"; got != want {
		t.Errorf("offered %q, want %q", got, want)
	}
	got, err := os.ReadFile(b.SaveTo)
	if err != nil || !bytes.HasPrefix(got, []byte("%PDF-")) {
		t.Errorf("no PDF was written: %v", err)
	}
	b.Tap("reports.capacity")
	b.Press(fyne.KeyRight)
	b.SaveTo = filepath.Join(t.TempDir(), "page.png")
	b.Tap("reports.png")
	if got, want := b.Asked, "my-team-capacity-2026-11-18-page-2.png"; got != want {
		t.Errorf("offered %q, want %q", got, want)
	}
	file, err := os.Open(b.SaveTo)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if _, err := png.DecodeConfig(file); err != nil {
		t.Errorf("no PNG was written: %v", err)
	}
}

func TestAPlaceThatCannotBeWrittenIsExplained(t *testing.T) {
	b := withTeam(t)
	b.Visit("reports", "toil")
	b.SaveTo = filepath.Join(t.TempDir(), "no", "such", "folder", "toil.pdf")
	b.Tap("reports.pdf")
	if !b.Shows(b.SaveTo) || !b.Shows("That did not work") || !b.Shows("Page 1 of ") {
		t.Errorf("the failure does not name the place above the report:\n%s", b.Words())
	}
}

func TestWithoutATeamThePageSaysWhatItNeeds(t *testing.T) {
	b := open(t)
	b.Visit("reports", "")
	if !b.Shows("There is nothing to report on yet") || b.Has("reports.pdf") {
		t.Errorf("the empty page says:\n%s", b.Words())
	}
}

func TestTheSmallestWindowIsWideEnough(t *testing.T) {
	b := withTeam(t)
	b.Window.Resize(fyne.NewSize(1000, 640))
	b.Visit("reports", "")
	if w := b.Canvas().Content().MinSize().Width; w > 1000 {
		t.Errorf("the window needs %g units, want at most 1000", w)
	}
}

func TestToilPeriods(t *testing.T) {
	day := func(y, m, d int) model.Date { return model.Date{Year: y, Month: time.Month(m), Day: d} }
	for _, c := range []struct {
		today model.Date
		want  []period
	}{
		{day(2026, 11, 18), []period{
			{"Q4 2026 so far", model.ToilPeriod{From: day(2026, 10, 1), Until: day(2026, 11, 18)}},
			{"Q3 2026", model.ToilPeriod{From: day(2026, 7, 1), Until: day(2026, 10, 1)}},
			{"Q2 2026", model.ToilPeriod{From: day(2026, 4, 1), Until: day(2026, 7, 1)}},
			{"Q1 2026", model.ToilPeriod{From: day(2026, 1, 1), Until: day(2026, 4, 1)}},
			{"Q4 2025", model.ToilPeriod{From: day(2025, 10, 1), Until: day(2026, 1, 1)}},
		}},
		{day(2027, 1, 1), []period{ // nothing of the new quarter is over
			{"Q4 2026", model.ToilPeriod{From: day(2026, 10, 1), Until: day(2027, 1, 1)}},
			{"Q3 2026", model.ToilPeriod{From: day(2026, 7, 1), Until: day(2026, 10, 1)}},
			{"Q2 2026", model.ToilPeriod{From: day(2026, 4, 1), Until: day(2026, 7, 1)}},
			{"Q1 2026", model.ToilPeriod{From: day(2026, 1, 1), Until: day(2026, 4, 1)}},
		}},
	} {
		if diff := cmp.Diff(c.want, toilPeriods(c.today)[4:], cmp.AllowUnexported(period{})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.today, diff)
		}
	}
}
