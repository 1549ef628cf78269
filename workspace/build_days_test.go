package workspace

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"watchbill/model"
	"watchbill/rostering"
	"watchbill/storage"
)

// mustServe writes published shifts of a rotation as facts: for each turn that begins at from or a week later and so on, the names per
// role.
func mustServe(t *testing.T, w *Workspace, r model.Rotation, people map[string]model.Person, from string, rows ...[]string) {
	t.Helper()
	ctx := context.Background()
	l, err := model.ParseLocalTime(from)
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.db.Update(ctx, w.op("import"), func(tx *storage.Tx) error {
		for k, row := range rows {
			start, end := model.Resolve(l.AddDays(7*k), berlin), model.Resolve(l.AddDays(7*k+7), berlin)
			for i, name := range row {
				s := model.Shift{RotationID: r.ID, RoleID: r.Roles[i].ID, PersonID: people[name].ID, Slot: start, Interval: model.Interval{Start: start, End: end}, State: model.Published}
				if _, err := tx.PutShift(ctx, s); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// mustSplit gives the second half of a shift to somebody else.
func mustSplit(t *testing.T, w *Workspace, s model.Shift, to model.ID) {
	t.Helper()
	ctx := context.Background()
	_, err := w.db.Update(ctx, w.op("split"), func(tx *storage.Tx) error {
		head, tail := s, s
		head.End = s.Start.Add(s.Duration() / 2)
		tail.Start, tail.ID, tail.PersonID, tail.UID = head.End, 0, to, ""
		if _, err := tx.PutShift(ctx, head); err != nil {
			return err
		}
		_, err := tx.PutShift(ctx, tail)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func before(p BuildPlan) map[string]int {
	out := map[string]int{}
	for _, x := range p.People {
		out[x.Name] = p.Before[x.ID]
	}
	return out
}

func TestHistoryReachesBackAsFarAsTheRuleSays(t *testing.T) {
	w := mustOpen(t)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana")
	mustServe(t, w, r, people, "2026-10-05T09:00", []string{"Ana", "Ben"}, []string{"Chidi", "Dana"}, []string{"Ana", "Ben"}, []string{"Ana", "Chidi"}, []string{"Dana", "Ana"}, []string{"Ben", "Ana"}, []string{"Chidi", "Ben"})
	for _, tt := range []struct {
		weeks int
		want  map[string]int
	}{
		{26, map[string]int{"Ana": 5, "Ben": 4, "Chidi": 3, "Dana": 2}},
		{2, map[string]int{"Ana": 1, "Ben": 2, "Chidi": 1, "Dana": 0}},
		{0, map[string]int{"Ana": 0, "Ben": 0, "Chidi": 0, "Dana": 0}},
	} {
		p := mustPlan(t, w, r, 8, model.BuildRules{HistoryWeeks: tt.weeks})
		if got := before(p); !cmp.Equal(got, tt.want) {
			t.Errorf("%d weeks: %s", tt.weeks, cmp.Diff(got, tt.want))
		}
	}
}

// What counts is who really served, swapped shifts included.
func TestHistoryCountsWhoServed(t *testing.T) {
	w := mustOpen(t)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana")
	mustServe(t, w, r, people, "2026-11-02T09:00", []string{"Ana", "Ben"}, []string{"Chidi", "Dana"}, []string{"Ana", "Ben"})
	if got := before(mustPlan(t, w, r, 8, model.BuildRules{HistoryWeeks: 26})); got["Ana"] != 2 {
		t.Fatalf("Ana: got %d, want 2", got["Ana"])
	}
	// Ana's first week is cut in two: Dana took its second half.
	mustSplit(t, w, mustShifts(t, w, r)[0], people["Dana"].ID)
	want := map[string]int{"Ana": 2, "Ben": 2, "Chidi": 1, "Dana": 2} // 1.5 and 1.5, rounded
	if got := before(mustPlan(t, w, r, 8, model.BuildRules{HistoryWeeks: 26})); !cmp.Equal(got, want) {
		t.Error(cmp.Diff(got, want))
	}
}

// Somebody who joins starts with what the others served on average before, so that nobody has to catch up.
func TestANewcomerStartsWithTheAverageOfTheOthers(t *testing.T) {
	w := mustOpen(t)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana", "Newt")
	rows := [][]string{{"Ana", "Ben"}, {"Chidi", "Dana"}, {"Ana", "Ben"}, {"Chidi", "Dana"}, {"Ana", "Ben"}, {"Chidi", "Dana"}, {"Ana", "Ben"}, {"Chidi", "Dana"}, {"Newt", "Ben"}, {"Ana", "Dana"}}
	mustServe(t, w, r, people, "2026-09-14T09:00", rows...)
	p := mustPlan(t, w, r, 10, model.BuildRules{HistoryWeeks: 26})
	// Eight weeks before Newt's first are 16 duties of four people.
	want := map[string]int{"Ana": 5, "Ben": 5, "Chidi": 4, "Dana": 5, "Newt": 1 + 4}
	if got := before(p); !cmp.Equal(got, want) {
		t.Error(cmp.Diff(got, want))
	}
	if got := p.Credit[people["Newt"].ID]; got != 4 {
		t.Errorf("credit: got %d, want 4", got)
	}
	ctx := context.Background()
	half := people["Newt"]
	half.WeekMinutes = 1200
	if _, err := w.SavePerson(ctx, half); err != nil {
		t.Fatal(err)
	}
	p = mustPlan(t, w, r, 10, model.BuildRules{HistoryWeeks: 26, ByHours: true})
	if got := before(p)["Newt"]; got != 1+2 {
		t.Errorf("newcomer with half the hours: got %d, want 3", got)
	}
}

func TestNobodyIsANewcomerInTheFirstRounds(t *testing.T) {
	w := mustOpen(t)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana", "Eun-ji", "Farid")
	mustServe(t, w, r, people, "2026-11-02T09:00", []string{"Ana", "Ben"}, []string{"Chidi", "Dana"}, []string{"Ana", "Eun-ji"})
	p := mustPlan(t, w, r, 6, model.BuildRules{HistoryWeeks: 26})
	want := map[string]int{"Ana": 2, "Ben": 1, "Chidi": 1, "Dana": 1, "Eun-ji": 1, "Farid": 0}
	if got := before(p); !cmp.Equal(got, want) {
		t.Error(cmp.Diff(got, want))
	}
}

func TestHolidaysWeighAndAreSpread(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana", "Eun-ji", "Farid")
	for _, x := range people {
		x.Region = "de-be"
		if _, err := w.SavePerson(ctx, x); err != nil {
			t.Fatal(err)
		}
	}
	// From 23 Nov 2026, weeks from Monday 09:00: Christmas in turn 4, New Year in 5, 8 March (a Monday) in 15.
	p := mustPlan(t, w, r, 18, model.BuildRules{HolidayFactor: 3, Criteria: []string{model.CriterionHolidays}})
	want := []int{1, 1, 1, 1, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 3, 1, 3}
	if !cmp.Equal(p.Instance.SlotWeight, want) {
		t.Errorf("weights: %s", cmp.Diff(p.Instance.SlotWeight, want))
	}
	if got := p.Instance.Categories; len(got) != 1 || !cmp.Equal(got[0].Slots, []int{4, 5, 15, 17}) {
		t.Errorf("criterion: got %+v", got)
	}
	if h, ok := p.HoldsHoliday(4); !ok || h.Name != "Weihnachtstag" {
		t.Errorf("turn 4: got %v, %v", h, ok)
	}
	result := mustSolve(t, p)
	if result.Status != rostering.StatusOptimal {
		t.Fatalf("status: got %s", result.Status)
	}
	if most, least := result.Spread(); most-least > 1 {
		t.Errorf("loads: got %d–%d", most, least)
	}
	// The team works on 8 March, and closes between the years.
	if _, err := w.SaveHoliday(ctx, model.HolidayChange{Region: "de-be", Day: model.Date{Year: 2027, Month: 3, Day: 8}, Removed: true}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.SaveHoliday(ctx, model.HolidayChange{Day: model.Date{Year: 2026, Month: 12, Day: 9}, Name: "Company day"}); err != nil {
		t.Fatal(err)
	}
	p = mustPlan(t, w, r, 18, model.BuildRules{Criteria: []string{model.CriterionHolidays}})
	if got := p.Instance.Categories; len(got) != 1 || !cmp.Equal(got[0].Slots, []int{2, 4, 5, 17}) {
		t.Errorf("with the team's changes: got %+v", got)
	}
	if p.Instance.SlotWeight != nil {
		t.Errorf("without a factor: got weights %v", p.Instance.SlotWeight)
	}
}

// Who had Christmas last year has carried it over, however long ago the history reaches.
func TestCriteriaRememberWhatWasServed(t *testing.T) {
	ctx := context.Background()
	clock := time.Date(2026, 11, 18, 9, 0, 0, 0, time.UTC)
	w := mustOpenAt(t, &clock)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana")
	for _, x := range people {
		x.Region = "DE-BE"
		if _, err := w.SavePerson(ctx, x); err != nil {
			t.Fatal(err)
		}
	}
	mustServe(t, w, r, people, "2026-12-21T09:00", []string{"Ana", "Ben"}, []string{"Ana", "Chidi"}, []string{"Ben", "Chidi"}, []string{"Dana", "Ben"})
	clock = time.Date(2027, 11, 17, 9, 0, 0, 0, time.UTC)
	p := mustPlan(t, w, r, 10, model.BuildRules{HistoryWeeks: 60, Criteria: []string{model.CriterionHolidays}})
	want := map[string]int{"Ana": 2, "Ben": 1, "Chidi": 1}
	if got := p.Instance.Categories[0].History; !cmp.Equal(got, want) {
		t.Errorf("%s", cmp.Diff(got, want))
	}
}

// Duties of another rotation keep eleven hours around them free.
func TestPeopleOfTwoRotationsRestBetweenThem(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana")
	other := model.NewRotation("Nights", "Europe/Berlin", []string{"night"}, model.Plain{
		First: model.NewLocalTime(2026, 11, 23, 20, 0, 0), Turns: model.Pattern{{N: 12, Unit: model.Hours}}, People: []model.ID{people["Ana"].ID},
	})
	if _, err := w.SaveRotation(ctx, other); err != nil {
		t.Fatal(err)
	}
	rotations, err := w.Rotations(ctx)
	if err != nil {
		t.Fatal(err)
	}
	// Ana is on call elsewhere on Sunday night until Monday, 30 Nov, 02:00: turn 0 overlaps, and turn 1 begins 7 hours later.
	start := model.Resolve(model.NewLocalTime(2026, 11, 29, 14, 0, 0), berlin)
	_, err = w.db.Update(ctx, w.op("import"), func(tx *storage.Tx) error {
		_, err := tx.PutShift(ctx, model.Shift{
			RotationID: rotations[0].ID, RoleID: rotations[0].Roles[0].ID, PersonID: people["Ana"].ID, Slot: start,
			Interval: model.Interval{Start: start, End: start.Add(12 * time.Hour)}, State: model.Published,
		})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	p := mustPlan(t, w, r, 6, model.BuildRules{})
	for _, x := range p.Instance.People {
		if x.ID == "Ana" && !cmp.Equal(x.Off, []int{0, 1}) {
			t.Errorf("Ana: got off %v, want the turn of the night and the next one", x.Off)
		}
	}
}

func TestPinsAreKept(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana", "Eun-ji", "Farid")
	slot := model.Resolve(model.NewLocalTime(2026, 12, 21, 9, 0, 0), berlin)
	pin := model.Pin{RoleID: r.Roles[0].ID, PersonID: people["Farid"].ID, Slot: slot}
	if _, err := w.Pin(ctx, r.ID, pin); err != nil {
		t.Fatal(err)
	}
	p := mustPlan(t, w, r, 8, model.BuildRules{RestTurns: 1})
	if result := mustSolve(t, p); result.Rota[4][0] != "Farid" || result.Status != rostering.StatusOptimal {
		t.Errorf("got %v, %s", result.Rota[4], result.Status)
	}
	for _, bad := range []model.Pin{
		{RoleID: r.Roles[0].ID, PersonID: people["Farid"].ID, Slot: slot.Add(time.Hour)},
		{RoleID: 99, PersonID: people["Farid"].ID, Slot: slot},
		{RoleID: r.Roles[0].ID, PersonID: 99, Slot: slot},
	} {
		if _, err := w.Pin(ctx, r.ID, bad); err == nil {
			t.Errorf("%+v: got no error", bad)
		}
	}
	if _, err := w.SaveTimeOff(ctx, model.TimeOff{PersonID: people["Farid"].ID, AllDay: true, Interval: model.Interval{Start: slot, End: slot.Add(48 * time.Hour)}}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.PlanBuild(ctx, BuildQuestion{Rotation: r.ID, Weeks: 8}); model.FieldOf(err) != "pins" {
		t.Errorf("pinned while away: got %v", err)
	}
	pins, err := w.Pins(ctx, r.ID)
	if err != nil || len(pins) != 1 {
		t.Fatalf("pins: got %v, %v", pins, err)
	}
	if _, err := w.Unpin(ctx, pins[0].ID); err != nil {
		t.Fatal(err)
	}
	mustPlan(t, w, r, 8, model.BuildRules{})
}

func TestMostInARowCountsTheTurnsBefore(t *testing.T) {
	w := mustOpen(t)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana")
	mustServe(t, w, r, people, "2026-11-02T09:00", []string{"Ana", "Ben"}, []string{"Ana", "Chidi"}, []string{"Ana", "Chidi"})
	p := mustPlan(t, w, r, 6, model.BuildRules{MaxInRow: 3})
	for _, x := range p.Instance.People {
		if want := map[string][]int{"Ana": {0}, "Chidi": {1}}[x.ID]; !cmp.Equal(x.Off, want) {
			t.Errorf("%s: got off %v, want %v", x.ID, x.Off, want)
		}
	}
}
