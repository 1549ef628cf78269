package workspace

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"
)

// A zone that nobody knows is asked for; with the answer the event is read in it, as time off and as a shift.
func TestZonesAreAskedFor(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	mustTeam(t, w, "Ana", "Ben", "Chidi")
	file := []byte("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//X//EN\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\n" +
		"DTSTART;TZID=Our time:20261201T090000\r\nDTEND;TZID=Our time:20261201T170000\r\nSUMMARY:Ana vacation\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
	q := OffQuestion{Source: "team"}
	plan, err := w.PlanOff(ctx, q, file)
	if err != nil || len(plan.Add) != 0 || !slices.Equal(plan.Zones, []string{"Our time"}) {
		t.Fatalf("before: got %+v, %v; want to be asked for the zone", plan, err)
	}
	if _, err := w.AnswerZone(ctx, "Our time", "Nowhere/Land"); err == nil {
		t.Error("a zone that does not exist was taken")
	}
	if _, err := w.AnswerZone(ctx, "Our time", "America/New_York"); err != nil {
		t.Fatal(err)
	}
	want := time.Date(2026, 12, 1, 14, 0, 0, 0, time.UTC)
	if plan, err = w.PlanOff(ctx, q, file); err != nil || len(plan.Add) != 1 || !plan.Add[0].Start.Equal(want) || len(plan.Zones) != 0 {
		t.Errorf("answered: got %+v, %v; want it from %s", plan, err, want)
	}
	answers, err := w.AnsweredZones(ctx)
	if err != nil {
		t.Fatal(err)
	}
	schedule := []byte(strings.Replace(string(file), "Ana vacation", "On call: Ana", 1))
	if read, err := ReadSchedule(schedule, ScheduleOptions{Zone: time.UTC, Now: now, Zones: answers}); err != nil || len(read.Duties) != 1 || !read.Duties[0].Start.Equal(want) {
		t.Errorf("a schedule: got %+v, %v; want a shift from %s", read, err, want)
	}
	if _, err := w.AnswerZone(ctx, "Our time", ""); err != nil {
		t.Fatal(err)
	}
	if plan, err = w.PlanOff(ctx, q, file); err != nil || len(plan.Zones) != 1 {
		t.Errorf("forgotten: got %+v, %v", plan, err)
	}
}
