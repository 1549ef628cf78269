package settings

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/pages/desktest"
	"watchbill/ui/shell"
	"watchbill/workspace"
)

var ctx = context.Background()

func open(t *testing.T) *desktest.Bench {
	return desktest.New(t, map[string]func(*desk.Desk) shell.Page{"settings": func(d *desk.Desk) shell.Page { return New(d) }})
}

func withTeam(t *testing.T) *desktest.Bench {
	t.Helper()
	b := open(t)
	if _, err := b.WS.SaveTeam(ctx, model.Team{Name: "Payments SRE", Zone: "Europe/Berlin", ToilCap: 0.5, WeekStart: time.Monday}); err != nil {
		t.Fatal(err)
	}
	return b
}

func team(t *testing.T, b *desktest.Bench) model.Team {
	t.Helper()
	got, err := b.WS.Team(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestTheTeamIsChanged(t *testing.T) {
	b := withTeam(t)
	b.Visit("settings", "")
	b.Write("settings.name", "Ledger SRE")
	b.Write("settings.zone", "Europe/Lisbon")
	b.Write("settings.cap", "37,5 %")
	b.Tap("settings.save-team")
	want := model.Team{ID: 1, Name: "Ledger SRE", Zone: "Europe/Lisbon", ToilCap: 0.375, WeekStart: time.Monday}
	if got := team(t, b); got != want {
		t.Errorf("the team is %+v, want %+v", got, want)
	}
	if b.Shows("Changed elsewhere") || b.Shows("37,5 %") || !b.Shows("37.5") {
		t.Errorf("after saving the page does not show what is stored:\n%s", b.Words())
	}
	if _, err := b.WS.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if got := team(t, b); got.Name != "Payments SRE" || !b.Shows("Payments SRE") || b.Shows("Ledger SRE") {
		t.Errorf("after undo the team is %+v and the page says:\n%s", got, b.Words())
	}
}

func TestMistakesStandBesideTheirField(t *testing.T) {
	b := withTeam(t)
	b.Visit("settings", "team")
	for _, c := range []struct{ field, text, want string }{
		{"settings.zone", "Mars/Olympus", "There is no time zone"},
		{"settings.cap", "half", "is not a percentage"},
		{"settings.cap", "150", "The toil cap is 150 %"},
		{"settings.name", " ", "needs a name"},
	} {
		b.Visit("settings", "team")
		b.Write(c.field, c.text)
		b.Press(fyne.KeyReturn)
		if !b.Shows(c.want) {
			t.Errorf("%q in %s: want %q, the page says:\n%s", c.text, c.field, c.want, b.Words())
		}
		b.Write("settings.name", "Payments SRE")
		b.Write("settings.zone", "Europe/Berlin")
		b.Write("settings.cap", "50")
	}
	if got := team(t, b); got.Zone != "Europe/Berlin" || got.ToilCap != 0.5 {
		t.Errorf("a mistake was stored: %+v", got)
	}
}

func TestSavingMakesTheFirstTeam(t *testing.T) {
	b := open(t)
	b.Visit("settings", "team")
	if !b.Shows("no team yet") {
		t.Errorf("the page does not say that there is no team:\n%s", b.Words())
	}
	b.Write("settings.name", "Ledger SRE")
	b.Write("settings.zone", "Asia/Seoul")
	b.Press(fyne.KeyReturn)
	if got := team(t, b); got.Name != "Ledger SRE" || got.Zone != "Asia/Seoul" || got.ToilCap != 0.5 {
		t.Errorf("the team is %+v", got)
	}
}

func TestWhatIsBeingWrittenSurvivesALoad(t *testing.T) {
	b := withTeam(t)
	b.Visit("settings", "team")
	b.Write("settings.name", "Half a na")
	if _, err := b.WS.SetSetting(ctx, "other", "1", "other"); err != nil {
		t.Fatal(err)
	}
	b.Write("settings.cap", "40")
	b.Tap("settings.save-team")
	if got := team(t, b); got.Name != "Half a na" || got.ToilCap != 0.4 {
		t.Errorf("the load took away what was written: %+v", got)
	}
}

func TestColoursAreShownStoredAndUndone(t *testing.T) {
	b := withTeam(t)
	b.Visit("settings", "appearance")
	b.Tap("settings.colours.2")
	got, err := b.WS.Setting(ctx, "theme", "system")
	if err != nil || got != "dark" || b.Theme != "dark" {
		t.Errorf("stored %q, shown %q, %v; want dark", got, b.Theme, err)
	}
	if _, err := b.WS.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if b.Theme != "system" {
		t.Errorf("after undo the colours are %q, want system", b.Theme)
	}
}

func TestBackupsAreMadeAndListed(t *testing.T) {
	b := withTeam(t)
	b.Visit("settings", "backups")
	if !b.Shows("none yet") {
		t.Errorf("without a backup the page says:\n%s", b.Words())
	}
	b.Tap("settings.backup")
	if !b.Shows("1 copy") || !b.Shows("team-20261118-094200.watchbill") {
		t.Errorf("the backup is not listed:\n%s", b.Words())
	}
	b.SaveTo = filepath.Join(t.TempDir(), "copy.watchbill")
	b.Tap("settings.backup-to")
	if _, err := os.Stat(b.SaveTo); err != nil || b.Asked != "team-2026-11-18.watchbill" {
		t.Errorf("no copy at %s, offered as %q: %v", b.SaveTo, b.Asked, err)
	}
	b.Tap("settings.backup-to")
	if !b.Shows("exists already") {
		t.Errorf("a backup over a file is not refused:\n%s", b.Words())
	}
}

func TestTheFileIsChecked(t *testing.T) {
	b := withTeam(t)
	b.Visit("settings", "file")
	if !b.Shows("not checked since") || !b.Shows(b.WS.Path()) {
		t.Errorf("the page says:\n%s", b.Words())
	}
	b.Tap("settings.check")
	if !b.Shows("no damage found, checked 10:42") {
		t.Errorf("after the check the page says:\n%s", b.Words())
	}
}

func TestHistoryMarksWhatWasUndone(t *testing.T) {
	b := withTeam(t)
	if _, err := b.WS.SetSetting(ctx, "theme", "dark", "colours: dark"); err != nil {
		t.Fatal(err)
	}
	b.Visit("settings", "history")
	if b.Shows("undone") {
		t.Error("something is marked as undone before anything was")
	}
	b.Tap("history.undo")
	for _, want := range []string{"Undone: Setting changed: colours: dark", "undone", "undo", "tester, window", "3 changes"} {
		if !b.Shows(want) {
			t.Errorf("no %q:\n%s", want, b.Words())
		}
	}
	b.Tap("history.redo")
	if got, err := b.WS.Setting(ctx, "theme", ""); err != nil || got != "dark" {
		t.Errorf("after redo the setting is %q, %v", got, err)
	}
	b.Write("history.filter", "team saved")
	if b.Shows("colours") || !b.Shows("Team saved") {
		t.Errorf("the filter does not leave the one change that fits:\n%s", b.Words())
	}
	b.Press(fyne.KeyEscape)
	if !b.Shows("colours") {
		t.Error("Esc did not clear the filter")
	}
}

// What came by itself says so, and is taken back by choosing it; Undo steps over it.
func TestHistoryTakesAutomaticEntriesBack(t *testing.T) {
	b := withTeam(t)
	if _, err := b.WS.SavePerson(ctx, model.Person{Name: "Ana", Zone: "UTC", WeekMinutes: 2400}); err != nil {
		t.Fatal(err)
	}
	file := "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;VALUE=DATE:20261201\r\nSUMMARY:Ana vacation\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
	if _, done, err := b.WS.ImportOff(ctx, workspace.OffQuestion{Source: "Away", Automatic: true}, []byte(file)); err != nil || !done.Entry.Automatic {
		t.Fatalf("got %+v, %v; want an automatic entry", done, err)
	}
	b.Visit("settings", "history")
	if !b.Shows("automatic") {
		t.Errorf("the entry does not say that it came by itself:\n%s", b.Words())
	}
	b.Tap("history.undo")
	if !b.Shows("Undone: Person added: Ana") {
		t.Errorf("undo took something else back:\n%s", b.Words())
	}
	b.Tap("history.redo")
	back := b.Page().(*Page).section().part.(*history)
	if !back.back.Disabled() {
		t.Error("Take back is offered before an entry is chosen")
	}
	for i, e := range back.shown {
		if e.Automatic {
			back.table.List().OnSelected(i)
		}
	}
	b.Tap("history.back")
	if !b.Shows("Undone: Time off read from Away: 1 added, 0 changed, 0 removed") || !back.back.Disabled() {
		t.Errorf("it was not taken back, or is offered again:\n%s", b.Words())
	}
}

func TestOlderChangesAreShownOnDemand(t *testing.T) {
	b := withTeam(t)
	for i := range historyStep {
		if _, err := b.WS.SetSetting(ctx, "n", time.Duration(i).String(), "n"); err != nil {
			t.Fatal(err)
		}
	}
	b.Visit("settings", "history")
	if !b.Shows("the newest 500 changes") {
		t.Errorf("the page does not say that there are more:\n%s", b.Words()[:400])
	}
	b.Tap("history.older")
	if !b.Shows("501 changes, newest first") {
		t.Errorf("the older change is not shown:\n%s", b.Words()[:400])
	}
}

func TestEverySectionFitsTheSmallestWindow(t *testing.T) {
	b := withTeam(t)
	b.Visit("settings", "team")
	b.Window.Resize(fyne.NewSize(1000, 640))
	for _, s := range b.Page().(*Page).sections {
		b.Visit("settings", s.route)
		if w := b.Canvas().Content().MinSize().Width; w > 1000 {
			t.Errorf("%s: the window needs %g units, want at most 1000", s.title, w)
		}
	}
	if !b.Shows("1.2.3") {
		t.Error("the version is not shown")
	}
}

func TestSize(t *testing.T) {
	for bytes, want := range map[int64]string{0: "0 kB", 950: "1 kB", 999_400: "999 kB", 1_100_000: "1.1 MB", 1_234_567_890: "1,234.5 MB"} {
		if got := size(bytes); got != want {
			t.Errorf("%d is %q, want %q", bytes, got, want)
		}
	}
}

// What another program changed while the form was open is shown, and not put back by saving something else.
func TestTheTeamFormKeepsOthersChanges(t *testing.T) {
	b := withTeam(t)
	b.Visit("settings", "team")
	b.Write("settings.name", "Ledger SRE")
	other := team(t, b)
	other.Zone, other.Name = "Asia/Seoul", "Billing SRE"
	if _, err := b.WS.SaveTeam(ctx, other); err != nil {
		t.Fatal(err)
	}
	if !b.Shows("the name is now “Billing SRE”") {
		t.Errorf("the page does not tell of the other's name:\n%s", b.Words())
	}
	b.Tap("settings.save-team")
	if got := team(t, b); got.Name != "Ledger SRE" || got.Zone != "Asia/Seoul" {
		t.Errorf("the team is %+v, want the form's name with the other's zone", got)
	}
	if b.Shows("Changed elsewhere") {
		t.Errorf("after saving it still warns:\n%s", b.Words())
	}
}

// The window may not have heard of a change of another program yet when the form is saved.
func TestSavingTheTeamLooksAgain(t *testing.T) {
	b := withTeam(t)
	opened := team(t, b)
	other := opened
	other.ToilCap = 0.4
	if _, err := b.WS.SaveTeam(ctx, other); err != nil {
		t.Fatal(err)
	}
	edited := opened
	edited.WeekStart = time.Sunday
	if _, err := saveTeam(ctx, b.WS, opened, edited); err != nil {
		t.Fatal(err)
	}
	if got := team(t, b); got.ToilCap != 0.4 || got.WeekStart != time.Sunday {
		t.Errorf("the team is %+v, want a cap of 40 %% and weeks from Sunday", got)
	}
}

func TestRulesAreChanged(t *testing.T) {
	b := withTeam(t)
	b.Visit("settings", "rules")
	b.Write("rules.rest", "eleven")
	b.Press(fyne.KeyReturn)
	if !b.Shows("“eleven” is no number of hours") {
		t.Errorf("the page says:\n%s", b.Words())
	}
	b.Write("rules.rest", "13,5 h")
	b.Write("rules.share", "130")
	b.Tap("rules.save")
	if !b.Shows("is not possible") {
		t.Errorf("the page says:\n%s", b.Words())
	}
	b.Write("rules.share", "37.5")
	b.Tap("rules.save")
	want := model.DutyRules{Rest: 13*time.Hour + 30*time.Minute, MaxShare: 0.375}
	if got, err := b.WS.DutyRules(ctx); err != nil || got != want {
		t.Errorf("the rules are %+v, %v; want %+v", got, err, want)
	}
	if _, err := b.WS.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if got, err := b.WS.DutyRules(ctx); err != nil || got != model.DefaultDutyRules() {
		t.Errorf("after undo the rules are %+v, %v", got, err)
	}
}

func TestSwapsAreApproved(t *testing.T) {
	b := withTeam(t)
	b.Visit("settings", "rules")
	b.Tap("rules.approval.1")
	if got, err := b.WS.SwapApproval(ctx); err != nil || !got {
		t.Errorf("approval is %v, %v", got, err)
	}
	if _, err := b.WS.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if got, err := b.WS.SwapApproval(ctx); err != nil || got {
		t.Errorf("after undo approval is %v, %v", got, err)
	}
}

func TestPayIsChanged(t *testing.T) {
	b := withTeam(t)
	b.Window.Resize(fyne.NewSize(1280, 1600)) // what is scrolled out of sight cannot be tapped
	b.Visit("settings", "rules")
	b.Write("pay.weekday", "much")
	b.Tap("pay.save")
	if !b.Shows("“much” is no amount") {
		t.Errorf("the page says:\n%s", b.Words())
	}
	b.Write("pay.weekday", "2,50")
	b.Write("pay.until", "22:00")
	b.Tap("pay.save")
	if !b.Shows("The night begins and ends at 22:00") {
		t.Errorf("the page says:\n%s", b.Words())
	}
	b.Write("pay.until", "07:00")
	other := model.DefaultPayRates()
	other.Shift = 1_000_000
	if _, err := b.WS.SetPayRates(ctx, other); err != nil {
		t.Fatal(err)
	}
	b.Tap("pay.save")
	want := other
	want.Hour[model.WeekdayHour], want.Night.Until = 25_000, 7*60
	if got, err := b.WS.PayRates(ctx); err != nil || got != want {
		t.Errorf("the rates are %+v, %v; want %+v", got, err, want)
	}
}
