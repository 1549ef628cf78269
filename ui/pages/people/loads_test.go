package people

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"watchbill/model"
	"watchbill/ui/pages/desktest"
	"watchbill/ui/shell"
	"watchbill/workspace"
)

// onCall is a team of three with a rotation of one role, a week each from 26 October, Monday 09:00 in Berlin, on.
func onCall(t *testing.T) (*desktest.Bench, *Page) {
	t.Helper()
	b, p := open(t, "Ana", "Ben", "Chidi")
	var duties []workspace.ScheduledDuty
	start := time.Date(2026, 10, 26, 8, 0, 0, 0, time.UTC)
	for i, who := range []string{"Ana", "Ben", "Ana", "Chidi", "Ben", "Ana"} {
		duties = append(duties, workspace.ScheduledDuty{Start: start.AddDate(0, 0, 7*i), End: start.AddDate(0, 0, 7*i+7), Who: who})
	}
	if _, _, err := b.WS.ImportSchedule(context.Background(), "rota.csv", model.Rotation{Name: "Payments", Zone: "Europe/Berlin"}, duties, false); err != nil {
		t.Fatal(err)
	}
	return b, p
}

func names(p *Page) (out []string) {
	for _, l := range p.loads.shown {
		out = append(out, l.Person.Name)
	}
	return out
}

func TestLoadsAreSorted(t *testing.T) {
	b, p := onCall(t)
	b.Go(shell.Route{Page: "people", Arg: "loads"})
	if p.tab.Chosen() != loadsTab || !b.Shows("Bars share one scale.") || !b.Shows("Hours on call, published") {
		t.Fatalf("the loads are not shown: %s", b.Words())
	}
	if d := cmp.Diff([]string{"Ana", "Ben", "Chidi"}, names(p)); d != "" {
		t.Errorf("most first; want -, got +:\n%s", d)
	}
	if got := p.loads.cell(0, 6).Text; got != "2" {
		t.Errorf("shifts of Ana in the last 12 weeks: got %s, want 2", got)
	}
	if got := p.loads.cell(0, 2); got.Text != "17 %" || got.Sub != "" {
		t.Errorf("Ana's share: got %+v, want 17 %% (336 of 2,016 h)", got)
	}
	p.loads.sortBy(1)
	if d := cmp.Diff([]string{"Chidi", "Ben", "Ana"}, names(p)); d != "" {
		t.Errorf("least first; want -, got +:\n%s", d)
	}
	p.loads.sortBy(0)
	if d := cmp.Diff([]string{"Ana", "Ben", "Chidi"}, names(p)); d != "" {
		t.Errorf("by name; want -, got +:\n%s", d)
	}
	p.filter.SetText("chi")
	p.narrow()
	if got := strings.Join(names(p), " "); got != "Chidi" {
		t.Errorf("filtered: got %q", got)
	}
}

func TestLoadsOfOtherDaysAndRotations(t *testing.T) {
	b, p := onCall(t)
	p.setPeriod(1)
	if got := p.data.table.Days.From; got != (model.Date{Year: 2026, Month: 11, Day: 18}) {
		t.Errorf("the next 12 weeks begin %s, want 2026-11-18", got)
	}
	if got := p.data.loads.Total.Time.Hours(); got != 129+168+168 {
		t.Errorf("hours ahead: got %v, want 465", got)
	}
	if _, _, err := b.WS.ImportSchedule(context.Background(), "edge.csv", model.Rotation{Name: "Edge", Zone: "Europe/Berlin"}, []workspace.ScheduledDuty{
		{Start: time.Date(2026, 12, 12, 9, 0, 0, 0, time.UTC), End: time.Date(2026, 12, 12, 19, 0, 0, 0, time.UTC), Who: "Chidi"},
	}, false); err != nil {
		t.Fatal(err)
	}
	edge := slices.IndexFunc(p.data.rotations, func(r model.Rotation) bool { return r.Name == "Edge" })
	p.loads.setRotation(edge + 1)
	if got := p.data.table.Total.Time; got != 10*time.Hour {
		t.Errorf("Edge: got %v, want 10 h", got)
	}
	if got := p.data.loads.Total.Time; got <= 10*time.Hour {
		t.Errorf("the details are of all rotations: got %v", got)
	}
	if p.loads.setRotation(0); p.data.table.Total.Time != p.data.loads.Total.Time {
		t.Errorf("all again: got %v, want %v", p.data.table.Total.Time, p.data.loads.Total.Time)
	}
}

func TestDetailsShowLoadsByKind(t *testing.T) {
	b, p := onCall(t)
	p.choose(0)
	for _, want := range []string{"336 h, 17 % of the time", "2, 96 h", "14, 112 h", "Weekday", "160 h"} {
		if !b.Shows(want) {
			t.Errorf("%q is not shown: %s", want, b.Words())
		}
	}
}

// The form says which shifts a time off touches while it is filled in, and the list and details once it is saved.
func TestTimeOffOverAShiftIsSaidAtOnce(t *testing.T) {
	b, p := onCall(t)
	ben := p.data.rows[1].person
	f := p.newOffForm(model.TimeOff{PersonID: ben.ID})
	f.look()
	if len(f.effect.Objects) != 0 {
		t.Error("Ben is not on call on 18 November, but the form warns")
	}
	f.from.SetValue(time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC))
	f.until.SetValue(time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC))
	f.look()
	if len(f.effect.Objects) != 1 {
		t.Fatal("Ben is on call on 24 November, and the form does not say so")
	}
	off, err := f.read()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.WS.SaveTimeOff(context.Background(), off); err != nil {
		t.Fatal(err)
	}
	p.choose(1)
	if got := p.cell(1, 5).Sub; got != "1 shift needs cover" {
		t.Errorf("in the list: got %q", got)
	}
	if got, want := onCallIn(p.data.rows[1].touched[0]), "1 shift needs cover: Payments primary, 23–30 Nov."; got != want {
		t.Errorf("in the details: got %q, want %q", got, want)
	}
	if !b.Shows("Find cover") {
		t.Error("the details offer no way to find cover")
	}
}

// A rotation with a long name must not make the page wider than a small window.
func TestLoadsFitASmallWindow(t *testing.T) {
	b, p := onCall(t)
	ctx := context.Background()
	rotations, err := b.WS.Rotations(ctx)
	if err != nil {
		t.Fatal(err)
	}
	rotations[0].Name = "The rotation with a name that is longer than any column or choice has room for"
	if _, err := b.WS.SaveRotation(ctx, rotations[0]); err != nil {
		t.Fatal(err)
	}
	p.open(loadsTab)
	if got := b.Canvas().Content().MinSize().Width; got > 1000 {
		t.Errorf("the page asks for %v units, want at most 1000", got)
	}
}
