package workspace

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"watchbill/model"
)

func TestDutyRules(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	check := func(what string, want model.DutyRules) {
		t.Helper()
		got, err := w.DutyRules(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s; want -, got +:\n%s", what, d)
		}
	}
	check("no team yet", model.DefaultDutyRules())
	mustTeam(t, w, "Ana", "Ben")
	check("never set", model.DefaultDutyRules())
	rules := model.DutyRules{Rest: 12*time.Hour + 30*time.Minute, MaxShare: 0.4}
	done, err := w.SetDutyRules(ctx, rules)
	if err != nil {
		t.Fatal(err)
	}
	if want := "Rules of duty: 12 h 30 min of rest between duties, at most 40 % of a person’s time on call"; done.Entry.Summary != want {
		t.Errorf("got %q, want %q", done.Entry.Summary, want)
	}
	check("set", rules)
	if _, err := w.SetDutyRules(ctx, model.DutyRules{Rest: time.Hour}); model.FieldOf(err) != "oncall_share" {
		t.Errorf("got %v, want a refusal of the share", err)
	}
	check("refused", rules)
	if _, err := w.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	check("undone", model.DefaultDutyRules())

	team, err := w.Team(ctx)
	if err != nil {
		t.Fatal(err)
	}
	team.Name = "Edge"
	if _, err := w.SaveTeamAndRules(ctx, team, model.DutyRules{MaxShare: 1}); err != nil {
		t.Fatal(err)
	}
	check("with the team", model.DutyRules{MaxShare: 1})
	other := team
	other.ID, other.Name = 0, "Core"
	if _, err := w.SaveTeam(ctx, other); err != nil {
		t.Fatal(err)
	}
	if err := w.UseTeam(ctx, "Core"); err != nil {
		t.Fatal(err)
	}
	check("of another team", model.DefaultDutyRules())
}
