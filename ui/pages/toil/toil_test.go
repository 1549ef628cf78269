package toil

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/pages/desktest"
	"watchbill/ui/shell"
)

var today = model.DateOf(desktest.Now)

func open(t *testing.T) *desktest.Bench {
	return desktest.New(t, map[string]func(*desk.Desk) shell.Page{"toil": func(d *desk.Desk) shell.Page { return New(d) }})
}

func addPerson(t *testing.T, b *desktest.Bench, name string, hours int) model.ID {
	t.Helper()
	done, err := b.WS.SavePerson(context.Background(), model.Person{Name: name, Zone: "Europe/Berlin", WeekMinutes: hours * 60})
	if err != nil {
		t.Fatal(err)
	}
	return done.ID
}

func logToil(t *testing.T, b *desktest.Bench, who model.ID, back, minutes int, what, tag string) {
	t.Helper()
	_, err := b.WS.LogToil(context.Background(), model.ToilEntry{PersonID: who, Day: today.AddDays(-back), Minutes: minutes, What: what, Tag: tag})
	if err != nil {
		t.Fatal(err)
	}
}

func stored(t *testing.T, b *desktest.Bench) []model.ToilEntry {
	t.Helper()
	team, err := b.WS.Team(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	all, err := b.WS.Reader().Toil(context.Background(), team.ID, model.ToilPeriod{})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestTheLineIsLogged(t *testing.T) {
	b := open(t)
	ana, ben := addPerson(t, b, "Ana Souza", 40), addPerson(t, b, "Ben Okafor", 40)
	b.Visit("toil", "log")
	if !b.Shows("For Ana, today") {
		t.Fatalf("the first person is not preset:\n%s", b.Words())
	}
	b.Write("toil.line", "restart payout workers 20m @ben yesterday #payouts")
	for _, want := range []string{"restart payout workers", "20 min", "Ben", "yesterday", "payouts"} {
		if !b.Shows(want) {
			t.Errorf("the line was not understood: no %q", want)
		}
	}
	b.Press(fyne.KeyReturn)
	want := []model.ToilEntry{{PersonID: ben, Day: today.AddDays(-1), Minutes: 20, What: "restart payout workers", Tag: "payouts"}}
	got := stored(t, b)
	for i := range got {
		got[i].ID, got[i].TeamID = 0, 0
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("stored (-want +got):\n%s", diff)
	}
	if !b.Shows("For Ben, today") {
		t.Errorf("the next entry is not for the person used last (%d, not %d)", ben, ana)
	}
	if b.Shows("@ben") {
		t.Error("the line was not emptied")
	}
}

func TestAnIncompleteLineIsRefusedAndStays(t *testing.T) {
	b := open(t)
	addPerson(t, b, "Ana Souza", 40)
	b.Visit("toil", "log")
	for line, want := range map[string]string{
		"restart payout workers":       "how long?",
		"20m":                          "what was it?",
		"restart 20m @zoe":             "There is nobody called",
		"restart 20m 2026-12-24":       "is in the future",
		"restart 25h":                  "1500 minutes is not possible",
		"restart workers 20m #x @nico": "There is nobody called",
	} {
		b.Write("toil.line", line)
		b.Press(fyne.KeyReturn)
		b.Reload()
		if !b.Shows(want) || !b.Shows(line) {
			t.Errorf("%q was not refused with %q, or did not stay:\n%s", line, want, b.Words())
		}
	}
	if got := stored(t, b); len(got) != 0 {
		t.Errorf("%d entries were stored, want none", len(got))
	}
}

func TestEntriesAreChangedAndDeletedByKeyboard(t *testing.T) {
	b := open(t)
	ana := addPerson(t, b, "Ana Souza", 40)
	logToil(t, b, ana, 2, 30, "replay webhooks", "")
	logToil(t, b, ana, 1, 20, "restart workers", "payouts")
	b.Visit("toil", "")
	b.Tap("toil.row.0")
	b.Press(fyne.KeyReturn)
	b.Write("minutes", "never")
	b.Tap("entry.save")
	if !b.Shows("is not a length of time") {
		t.Fatalf("a bad length was not refused beside its field:\n%s", b.Words())
	}
	b.Write("minutes", "1h15")
	b.Tap("entry.save")
	if got := stored(t, b); got[0].Minutes != 75 {
		t.Errorf("stored %d minutes, want 75", got[0].Minutes)
	}
	b.Press(fyne.KeyDown, fyne.KeyDelete)
	got := stored(t, b)
	if len(got) != 1 || got[0].What != "restart workers" {
		t.Errorf("after Del on the second row there is %v, want the first alone", got)
	}
	if _, err := b.WS.Undo(context.Background()); err != nil {
		t.Fatal(err)
	}
	if len(stored(t, b)) != 2 || !b.Shows("replay webhooks") {
		t.Error("undo did not bring the entry back")
	}
}

func TestTheFilterNarrowsTheList(t *testing.T) {
	b := open(t)
	ana, ben := addPerson(t, b, "Ana Souza", 40), addPerson(t, b, "Ben Okafor", 40)
	logToil(t, b, ana, 1, 20, "restart workers", "payouts")
	logToil(t, b, ben, 1, 20, "restart workers", "payouts")
	logToil(t, b, ben, 2, 20, "replay webhooks", "")
	b.Visit("toil", "")
	b.Write("toil.filter", "ben #pay")
	if b.Has("toil.row.1") || !b.Has("toil.row.0") {
		t.Error("the filter does not leave the one entry that fits")
	}
	b.Press(fyne.KeyEscape)
	if !b.Has("toil.row.2") {
		t.Error("Esc did not clear the filter")
	}
}

func TestEmptyPagesOfferTheFirstStep(t *testing.T) {
	b := open(t)
	b.Visit("toil", "")
	if !b.Shows("Nobody can log toil yet") || !b.Has("toil.empty.people") {
		t.Errorf("without people the page says:\n%s", b.Words())
	}
	addPerson(t, b, "Ana Souza", 40)
	if !b.Shows("No toil is logged yet") {
		t.Fatalf("without toil the page says:\n%s", b.Words())
	}
	b.Tap("toil.empty.example")
	b.Press(fyne.KeyReturn)
	if got := stored(t, b); len(got) != 1 || !b.Shows("Against the cap") {
		t.Errorf("the example was not logged: %v", got)
	}
}

func TestSharesAreHonest(t *testing.T) {
	b := open(t)
	ana, ben := addPerson(t, b, "Ana Souza", 40), addPerson(t, b, "Ben Okafor", 0)
	for back := 1; back <= 25; back++ {
		logToil(t, b, ana, back, 6*60, "restart workers", "")
	}
	logToil(t, b, ben, 1, 120, "restart workers", "")
	b.Visit("toil", "")
	for _, want := range []string{"for 4 weeks", "2 h, no hours worked", "21 Oct – 17 Nov, toil divided by worked hours"} {
		if !b.Shows(want) {
			t.Errorf("the page does not say %q:\n%s", want, b.Words())
		}
	}
	b.Tap("toil.period.3")
	if !b.Shows("Logged only since 24 Oct") {
		t.Errorf("a year with toil since October does not say so:\n%s", b.Words())
	}
}

func TestChartsAreReadByKeyboard(t *testing.T) {
	b := open(t)
	ana := addPerson(t, b, "Ana Souza", 40)
	for week, minutes := range []int{480, 240, 120} {
		logToil(t, b, ana, 7*week+1, minutes, "restart workers", "")
		logToil(t, b, ana, 7*week+2, 60, "replay webhooks", "")
	}
	b.Visit("toil", "")
	p := b.Page().(*Page)
	b.Canvas().Focus(p.trendPic.content)
	for _, step := range []struct {
		key  fyne.KeyName
		want string
	}{
		{fyne.KeyLeft, "22.5 % of worked hours"},
		{fyne.KeyLeft, "12.5 % of worked hours"},
		{fyne.KeyLeft, "7.5 % of worked hours"},
		{fyne.KeyLeft, "7.5 % of worked hours"},
		{fyne.KeyRight, "12.5 % of worked hours"},
	} {
		b.Press(step.key)
		if !b.Shows(step.want) {
			t.Errorf("after %s there is no card %q", step.key, step.want)
		}
	}
	b.Canvas().Focus(p.wherePic.content)
	b.Press(fyne.KeyDown, fyne.KeyDown)
	if !b.Shows("3 h in 3 entries") {
		t.Error("the second bar has no card")
	}
}

func TestLongNamesFitTheSmallestWindow(t *testing.T) {
	b := open(t)
	long := strings.Repeat("Maximiliane Wolfeschlegelsteinhausen ", 3)
	for i := range 14 {
		logToil(t, b, addPerson(t, b, long+strconv.Itoa(i), 40), 1, 500, strings.Repeat("restart the very long worker ", 9), "a-very-long-tag-of-a-team")
	}
	b.Window.Resize(fyne.NewSize(1000, 640))
	b.Visit("toil", "")
	b.Write("toil.line", strings.Repeat("restart the very long worker ", 9)+"20m #a-very-long-tag-of-a-team")
	if w := b.Canvas().Content().MinSize().Width; w > 1000 {
		t.Errorf("the window needs %g units, want at most 1000", w)
	}
}

func TestReading(t *testing.T) {
	people := []model.Person{{ID: 1, Name: "Ana Souza"}, {ID: 2, Name: "Ben Okafor"}}
	for line, want := range map[string]reading{
		"":                  {line: model.ToilLine{Day: today}, person: people[1], missing: "what was it?"},
		"restart":           {line: model.ToilLine{What: "restart", Day: today}, person: people[1], missing: "how long? 20m or 1h30"},
		"restart 20m":       {line: model.ToilLine{What: "restart", Minutes: 20, Day: today}, person: people[1]},
		"restart @ana 1h30": {line: model.ToilLine{What: "restart", Minutes: 90, Who: "ana", Day: today}, person: people[0]},
	} {
		if diff := cmp.Diff(want, read(line, people, 2, today), cmp.AllowUnexported(reading{})); diff != "" {
			t.Errorf("%q (-want +got):\n%s", line, diff)
		}
	}
}

func TestHabitsAreReadBackAsTheyWere(t *testing.T) {
	entries := []model.ToilEntry{
		{What: "Grant access", Minutes: 15, Tag: "access"},
		{What: "restart 20m windows", Minutes: 5},
		{What: "Replay webhooks", Minutes: 65},
		{What: "replay webhooks", Minutes: 30},
	}
	want := []often{{what: "Replay webhooks", minutes: 65, count: 2}, {what: "Grant access", tag: "access", minutes: 15, count: 1}}
	if diff := cmp.Diff(want, habits(entries, today), cmp.AllowUnexported(often{})); diff != "" {
		t.Errorf("habits (-want +got):\n%s", diff)
	}
	if got, want := want[0].line(), "Replay webhooks 1h05"; got != want {
		t.Errorf("written as %q, want %q", got, want)
	}
}

func TestSlopeWords(t *testing.T) {
	for want, s := range map[string][3]float64{
		"+1.3 points a month": {0.3, 0.2, 0.4},
		"–2.2 points a month": {-0.5, -0.7, -0.3},
		"no clear trend":      {0.1, -0.1, 0.3},
	} {
		if got := slopeWords(s[0], s[1], s[2]); got != want {
			t.Errorf("%v is %q, want %q", s, got, want)
		}
	}
}
