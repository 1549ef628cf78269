package today

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/pages/desktest"
	"watchbill/ui/shell"
	"watchbill/workspace"
)

// gone remembers where a page was sent to.
type gone struct{ arg string }

func (g *gone) Title() string                        { return "elsewhere" }
func (g *gone) Content() fyne.CanvasObject           { return nil }
func (g *gone) Load(context.Context) (func(), error) { return nil, nil }
func (g *gone) Stale(workspace.Change) bool          { return false }
func (g *gone) Open(arg string)                      { g.arg = arg }

func open(t *testing.T) (*desktest.Bench, map[string]*gone) {
	away := map[string]*gone{"rotations": {}, "toil": {}, "capacity": {}, "people": {}, "settings": {}, "swaps": {}}
	pages := map[string]func(*desk.Desk) shell.Page{"today": func(d *desk.Desk) shell.Page { return New(d) }}
	for name, g := range away {
		pages[name] = func(*desk.Desk) shell.Page { return g }
	}
	b := desktest.New(t, pages)
	b.Visit("today", "")
	return b, away
}

// withRota has three people and a rotation whose turns began two days ago and end in five weeks.
func withRota(t *testing.T) (*desktest.Bench, map[string]*gone, model.Rotation, []model.ID) {
	t.Helper()
	b, away := open(t)
	ctx := context.Background()
	var people []model.ID
	for _, name := range []string{"Ana Souza", "Ben Okafor", "A person with a name so long that no column of any page can hold it"} {
		done, err := b.WS.SavePerson(ctx, model.Person{Name: name, Zone: "Asia/Seoul", WeekMinutes: 2400})
		if err != nil {
			t.Fatal(err)
		}
		people = append(people, done.ID)
	}
	monday := model.NewLocalTime(2026, 11, 16, 9, 0, 0)
	duties := []workspace.ScheduledDuty{}
	loc, err := model.Zone("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for week := range 5 {
		for role, name := range []string{"primary", "secondary"} {
			duties = append(duties, workspace.ScheduledDuty{
				Start: model.Resolve(monday.AddDays(7*week), loc), End: model.Resolve(monday.AddDays(7*week+7), loc),
				Who: []string{"Ana Souza", "Ben Okafor"}[(week+role)%2], Role: name,
			})
		}
	}
	if _, _, err := b.WS.ImportSchedule(ctx, "test", model.Rotation{Name: "Payments", Zone: "Europe/Berlin"}, duties, false); err != nil {
		t.Fatal(err)
	}
	rotations, err := b.WS.Rotations(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return b, away, rotations[0], people
}

func TestFirstRunOffersThreeWays(t *testing.T) {
	b, away := open(t)
	for _, id := range []string{"first.sample", "first.empty", "first.import"} {
		if !b.Has(id) {
			t.Errorf("%s is missing:\n%s", id, b.Words())
		}
	}
	b.Tap("first.empty")
	if away["people"].arg != "new" {
		t.Errorf("start empty leads to people %q, want new", away["people"].arg)
	}
}

func TestWhoIsOnCallUntilWhen(t *testing.T) {
	b, _, _, _ := withRota(t)
	for _, want := range []string{"Ana Souza", "until Mon 23 Nov 09:00", "4 d 22 h left", "Seoul 18:42", "Next 8 weeks", "Wednesday 18 November 2026, week 47"} {
		if !b.Shows(want) {
			t.Errorf("%q is missing:\n%s", want, b.Words())
		}
	}
}

func TestNeedsLeadToTheirPlace(t *testing.T) {
	b, _, _, people := withRota(t)
	if !b.Shows("Payments ends Mon 21 Dec") {
		t.Errorf("the end of the rota is not said:\n%s", b.Words())
	}
	off := model.TimeOff{PersonID: people[0], AllDay: true, Interval: model.Interval{Start: desktest.Now.Add(24 * time.Hour), End: desktest.Now.Add(48 * time.Hour)}}
	if _, err := b.WS.SaveTimeOff(context.Background(), off); err != nil {
		t.Fatal(err)
	}
	if !b.Shows("Ana is away while on call") || !b.Has("today.cover") {
		t.Fatalf("the shift that needs cover is not said:\n%s", b.Words())
	}
	b.Tap("need.0")
	if !b.Shows("Find the best swap for Ana") {
		t.Errorf("it does not ask who covers:\n%s", b.Words())
	}
}

func TestASwapThatWaitsLeadsToItsPage(t *testing.T) {
	b, away, rotation, people := withRota(t)
	ctx := context.Background()
	if _, err := b.WS.SetSwapApproval(ctx, true); err != nil {
		t.Fatal(err)
	}
	shifts, err := b.WS.Reader().RotationShifts(ctx, rotation.ID, model.Published, model.Interval{})
	if err != nil {
		t.Fatal(err)
	}
	shifts = shifts[6:] // three weeks ahead
	done, err := b.WS.RequestSwap(ctx, workspace.SwapAsk{Person: shifts[0].PersonID, Consent: true, Moves: []workspace.SwapMove{{Shift: shifts[0].ID, To: people[2]}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.WS.AcceptSwap(ctx, workspace.SwapAnswer{Swap: done.ID, Person: people[2]}); err != nil {
		t.Fatal(err)
	}
	page := b.Page().(*Page)
	for _, n := range page.data.needs {
		if n.Kind == workspace.NeedSwap {
			page.follow(n)
		}
	}
	if got, want := away["swaps"].arg, fmt.Sprint(done.ID); got != want {
		t.Errorf("it leads to swaps %q, want %q", got, want)
	}
}

func TestBackupFromTheButton(t *testing.T) {
	b, _, _, _ := withRota(t)
	b.Tap("today.backup")
	backups, err := b.WS.Backups()
	if err != nil || len(backups) != 1 {
		t.Fatalf("backups: got %v, %v; want one", backups, err)
	}
	if !b.Shows("Last backup Wed 18 Nov") {
		t.Errorf("the page does not say so:\n%s", b.Words())
	}
}

func TestCopyForChat(t *testing.T) {
	b, _, _, _ := withRota(t)
	b.Tap("today.copy")
	text := fyne.CurrentApp().Clipboard().Content()
	if !strings.Contains(text, "primary: Ana Souza until Mon 23 Nov 09:00, then Ben Okafor from Mon 23 Nov 09:00") {
		t.Errorf("clipboard: got %q", text)
	}
}

func TestPageFitsASmallWindow(t *testing.T) {
	b, _, _, _ := withRota(t)
	b.Window.Resize(fyne.NewSize(1000, 640))
	if got := b.Window.Canvas().Content().MinSize(); got.Width > 1000 || got.Height > 640 {
		t.Errorf("least size: got %v, want at most 1000 × 640", got)
	}
}
