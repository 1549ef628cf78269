package desktest

import (
	"context"

	"watchbill/model"
	"watchbill/workspace"
)

// Turns adds people and a published rotation "Payments" in which they take weekly turns as the primary, one after the other, from
// Mon 16 Nov 2026 09:00 in Berlin on. It returns them and their shifts in order.
func (b *Bench) Turns(weeks int, names ...string) (people []model.ID, shifts []model.Shift) {
	b.t.Helper()
	ctx := context.Background()
	for _, name := range names {
		done, err := b.WS.SavePerson(ctx, model.Person{Name: name, Zone: "Europe/Berlin", WeekMinutes: 2400})
		if err != nil {
			b.t.Fatal(err)
		}
		people = append(people, done.ID)
	}
	monday := model.NewLocalTime(2026, 11, 16, 9, 0, 0)
	loc, err := model.Zone("Europe/Berlin")
	if err != nil {
		b.t.Fatal(err)
	}
	var duties []workspace.ScheduledDuty
	for week := range weeks {
		duties = append(duties, workspace.ScheduledDuty{
			Start: model.Resolve(monday.AddDays(7*week), loc), End: model.Resolve(monday.AddDays(7*week+7), loc), Who: names[week%len(names)], Role: "primary",
		})
	}
	if _, _, err := b.WS.ImportSchedule(ctx, "test", model.Rotation{Name: "Payments", Zone: "Europe/Berlin"}, duties, false); err != nil {
		b.t.Fatal(err)
	}
	rotations, err := b.WS.Rotations(ctx)
	if err != nil {
		b.t.Fatal(err)
	}
	if shifts, err = b.WS.Reader().RotationShifts(ctx, rotations[0].ID, model.Published, model.Interval{}); err != nil || len(shifts) != weeks {
		b.t.Fatalf("%d shifts, %v; want %d", len(shifts), err, weeks)
	}
	return people, shifts
}
