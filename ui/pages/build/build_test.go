package build

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"watchbill/internal/demo"
	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/shell"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

var now = time.Date(2026, 11, 18, 10, 42, 0, 0, time.FixedZone("CET", 3600))

// mustPage opens the sample team in a shell without a window and shows the page for its Payments rotation.
func mustPage(t *testing.T) (*Page, *workspace.Workspace, *shell.Shell) {
	t.Helper()
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "sample.watchbill")
	if err := demo.Make(ctx, path, now, false); err != nil {
		t.Fatal(err)
	}
	ws, err := workspace.Open(ctx, path, workspace.Config{Via: "test", Who: "test", Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ws.Close() })
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
	win := test.NewTempWindow(t, nil)
	win.Resize(fyne.NewSize(1280, 800))
	d := &desk.Desk{WS: ws}
	p := New(d)
	d.Shell = shell.New(shell.Config{
		Window: win, Runner: widgets.Inline{}, Timer: func(time.Duration, func()) func() { return func() {} },
		Make: func(name string) shell.Page {
			if name == "rotations/build" {
				return p
			}
			return nil
		},
		Foot: shell.Nav{Page: "settings", Title: "Settings", Icon: theme.IconSettings}, Base: func() []shell.Command { return nil },
	})
	ws.OnChange(d.Shell.Changed)
	rotations, err := ws.Rotations(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rotations {
		if r.Name == "Payments" {
			d.Shell.Go(shell.Route{Page: "rotations/build", Arg: fmt.Sprint(r.ID)})
		}
	}
	if p.problem != "" || p.result == nil {
		t.Fatalf("no answer: %q", p.problem)
	}
	return p, ws, d.Shell
}

func TestPageProvesAndAccepts(t *testing.T) {
	p, ws, _ := mustPage(t)
	if p.Title() != "Build Payments" || !strings.HasPrefix(p.result.Headline(), "Provably fairest") {
		t.Errorf("title %q, headline %q", p.Title(), p.result.Headline())
	}
	p.accept()
	ctx := context.Background()
	draft, err := ws.Reader().RotationShifts(ctx, p.data.rotation.ID, model.Draft, model.Interval{})
	if err != nil {
		t.Fatal(err)
	}
	if want := len(p.plan.Turns) * len(p.data.rotation.Roles); len(draft) != want {
		t.Errorf("draft: got %d shifts, want %d", len(draft), want)
	}
}

func TestChangingARuleAsksAnew(t *testing.T) {
	p, ws, _ := mustPage(t)
	before := p.run
	p.change(func(b *model.BuildRules) { b.RestTurns = 6 })
	if p.run != before+1 || p.result == nil || p.result.Rota != nil {
		t.Fatalf("with six turns of rest: run %d, result %+v; want a new answer without a rota", p.run, p.result)
	}
	p.accept()
	draft, err := ws.Reader().RotationShifts(context.Background(), p.data.rotation.ID, model.Draft, model.Interval{})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range draft { // the sample's own draft still stands
		if s.State != model.Draft {
			t.Errorf("%v", s)
		}
	}
	p.reset()
	if p.rules.RestTurns != p.data.stored.RestTurns || p.result.Rota == nil {
		t.Error("reset did not bring the stored rules back")
	}
}

func TestRulesAreKept(t *testing.T) {
	p, ws, _ := mustPage(t)
	p.change(func(b *model.BuildRules) { b.RestTurns = 2 })
	p.saveRules()
	rules, err := ws.Rules(context.Background(), p.data.rotation)
	if err != nil || rules.RestTurns != 2 {
		t.Errorf("stored: got %+v, %v; want a rest of 2", rules, err)
	}
	if p.edited {
		t.Error("the rules still count as changed")
	}
}

func TestPageFitsTheWindow(t *testing.T) {
	p, _, s := mustPage(t)
	if got := p.Content().MinSize(); got.Width > 1280-theme.SidebarWidth || got.Height > 800 {
		t.Errorf("least size: got %v", got)
	}
	_ = s
}
