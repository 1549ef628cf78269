package workspace

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"watchbill/chart"
	"watchbill/model"
	"watchbill/storage"
)

func TestPrintRota(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	people, r := mustTeam(t, w, "Ana Souza", "Ben Okafor", "Chidi Eze")
	if _, err := w.BuildDraft(ctx, r.ID, time.Time{}, 2); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Publish(ctx, r.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := w.BuildDraft(ctx, r.ID, time.Time{}, 1); err != nil { // the third week
		t.Fatal(err)
	}
	if _, err := w.Reassign(ctx, published(t, w, r)[2].ID, 0); err != nil { // nobody in week 2
		t.Fatal(err)
	}
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, berlin) }
	off := model.TimeOff{PersonID: people["Chidi Eze"].ID, AllDay: true, Kind: "leave", Interval: model.Interval{Start: day(2026, 12, 1), End: day(2026, 12, 3)}}
	if _, err := w.SaveTimeOff(ctx, off); err != nil {
		t.Fatal(err)
	}
	if _, err := w.SaveFreeze(ctx, model.Freeze{Name: "Black Friday", Interval: model.Interval{Start: day(2026, 11, 27), End: day(2026, 12, 1)}}); err != nil {
		t.Fatal(err)
	}

	made := model.Override{RotationID: r.ID, RoleID: r.Roles[1].ID, Kind: model.OverrideReplace, PersonID: people["Chidi Eze"].ID, Interval: model.Interval{Start: day(2026, 11, 24), End: day(2026, 11, 25)}}
	if _, err := w.transact(ctx, "override", func(tx *storage.Tx) (model.ID, error) { return tx.PutOverride(ctx, made) }); err != nil {
		t.Fatal(err)
	}

	got, err := w.PrintRota(ctx, PrintOptions{From: day(2026, 11, 16), Until: day(2026, 12, 14), Draft: true, People: true})
	if err != nil {
		t.Fatal(err)
	}
	say := func(turns []chart.Turn) (words []string) {
		for _, x := range turns {
			words = append(words, x.Start.Format("2 Jan 15:04")+" "+x.Name)
		}
		return words
	}
	primary := got.Groups[0].Roles[0]
	if d := cmp.Diff([]string{"23 Nov 09:00 Ana", "30 Nov 09:00 "}, say(primary.Turns)); d != "" {
		t.Errorf("primary: %s", d)
	}
	if d := cmp.Diff([]string{"7 Dec 09:00 Chidi"}, say(primary.Draft)); d != "" {
		t.Errorf("draft: %s", d)
	}
	if d := cmp.Diff([]string{"23 Nov 09:00 Ben", "24 Nov 00:00 Chidi", "25 Nov 00:00 Ben", "30 Nov 09:00 Chidi"}, say(got.Groups[0].Roles[1].Turns)); d != "" {
		t.Errorf("secondary, with an override: %s", d)
	}
	var rows []string
	for _, x := range got.People {
		rows = append(rows, fmt.Sprintf("%s %v h, %d duties, away %d", x.Name, x.Hours, len(x.Duties), len(x.Away)))
	}
	if d := cmp.Diff([]string{"Ana Souza 168 h, 1 duties, away 0", "Ben Okafor 144 h, 2 duties, away 0", "Chidi Eze 192 h, 2 duties, away 1"}, rows); d != "" {
		t.Errorf("people: %s", d)
	}
	if got.Period != "16 Nov – 13 Dec 2026" || got.Name != "Payments" || len(got.Freezes) != 1 {
		t.Errorf("got period %q of %q with %d freezes", got.Period, got.Name, len(got.Freezes))
	}

	for name, o := range map[string]PrintOptions{
		"backwards": {From: day(2026, 12, 1), Until: day(2026, 11, 1)},
		"too long":  {From: day(2026, 1, 1), Until: day(2030, 1, 1)},
		"no zone":   {From: day(2026, 11, 16), Until: day(2026, 12, 14), Zone: "Europe/Atlantis"},
	} {
		if _, err := w.PrintRota(ctx, o); model.CodeOf(err) != model.Invalid {
			t.Errorf("%s: got %v, want invalid", name, err)
		}
	}
}

func TestPrintedPeriod(t *testing.T) {
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, berlin) }
	for want, w := range map[string]model.Interval{
		"16 Nov 2026 – 10 Jan 2027": {Start: day(2026, 11, 16), End: day(2027, 1, 11)},
		"1–30 Nov 2026":             {Start: day(2026, 11, 1), End: day(2026, 12, 1)},
		"1 Nov – 31 Dec 2026":       {Start: day(2026, 11, 1), End: day(2027, 1, 1)},
		"3 Nov 2026":                {Start: day(2026, 11, 3), End: day(2026, 11, 4)},
	} {
		if got := printedPeriod(w); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
