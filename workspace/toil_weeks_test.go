package workspace

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"watchbill/model"
)

func TestWeeksOverCap(t *testing.T) {
	ctx := context.Background()
	now := time.Date(2026, 11, 18, 9, 0, 0, 0, time.UTC)
	w, err := Open(ctx, newFile(t, t.TempDir()), Config{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	id := map[string]model.ID{}
	for _, name := range []string{"Ana", "Ben", "Chidi"} {
		done, err := w.SavePerson(ctx, model.Person{Name: name, Zone: "UTC", WeekMinutes: 40 * 60})
		if err != nil {
			t.Fatal(err)
		}
		id[name] = done.ID
	}
	today := model.DateOf(now)
	for name, hours := range map[string][]int{ // a week, the latest first; the cap is 20
		"Ana":   {24, 21, 22, 20, 24}, // exactly the cap is not above it
		"Ben":   {24, 0, 24},
		"Chidi": {20, 24, 24},
	} {
		for week, h := range hours {
			for day := range h / 8 {
				e := model.ToilEntry{PersonID: id[name], Day: today.AddDays(-7*week - 1 - day), Minutes: 8 * 60, What: "restart"}
				if _, err := w.LogToil(ctx, e); err != nil {
					t.Fatal(err)
				}
			}
			if rest := h % 8; rest > 0 {
				e := model.ToilEntry{PersonID: id[name], Day: today.AddDays(-7*week - 7), Minutes: rest * 60, What: "restart"}
				if _, err := w.LogToil(ctx, e); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	got, err := w.WeeksOverCap(ctx, today)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[model.ID]int{id["Ana"]: 3, id["Ben"]: 1}, got); diff != "" {
		t.Errorf("weeks over the cap (-want +got):\n%s", diff)
	}
}
