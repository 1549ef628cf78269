package workspace

import (
	"context"
	"strings"
	"testing"
	"time"

	"watchbill/model"
)

// A preview has the shifts of eight weeks, what a week of it covers, and the load of 52 weeks; nothing is stored.
func TestPreviewRotation(t *testing.T) {
	w := mustOpen(t)
	people, _ := mustTeam(t, w, "Ana", "Ben")
	day := model.Window{Days: 1<<time.Monday | 1<<time.Tuesday | 1<<time.Wednesday | 1<<time.Thursday | 1<<time.Friday, From: 9 * 60, Until: 17 * 60}
	r := model.NewRotation("Desk", "UTC", []string{"primary", "secondary"},
		model.Plain{First: model.NewLocalTime(2026, 11, 23, 9, 0, 0), Turns: model.Pattern{{N: 1, Unit: model.Weeks}}, People: []model.ID{people["Ana"].ID, people["Ben"].ID}})
	r.Versions[0].Layers[0].Windows = []model.Window{day}
	p, err := w.PreviewRotation(context.Background(), r, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Shifts) != 8*5*2 || p.Week[0] != (RoleCover{"primary", 40}) || p.Missing != "" {
		t.Errorf("got %d shifts, cover %v, missing %q, want 80, 40 h of primary, nothing", len(p.Shifts), p.Week, p.Missing)
	}
	for _, y := range p.Year {
		if y.Hours != 52*40 || y.Shifts != 52*5 {
			t.Errorf("got %+v, want 2,080 h in 260 shifts each", y)
		}
	}
	all, err := w.Rotations(context.Background())
	if err != nil || len(all) != 1 {
		t.Errorf("rotations: got %d, %v, want the one of before", len(all), err)
	}
}

func TestPreviewRotationSaysWhatIsMissing(t *testing.T) {
	w := mustOpen(t) // no team yet
	r := model.StartRotation(model.WeeklyRule, model.Team{}, nil, w.Now())
	if _, err := w.PreviewRotation(context.Background(), r, time.Time{}); model.FieldOf(err) != "name" {
		t.Errorf("without a name: got %v", err)
	}
	r.Name = "Payments"
	p, err := w.PreviewRotation(context.Background(), r, time.Time{})
	if err != nil || !strings.Contains(p.Missing, "has no people yet") {
		t.Errorf("without people: got %q, %v", p.Missing, err)
	}
}
