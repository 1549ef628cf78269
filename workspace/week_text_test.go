package workspace

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestWeekText(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	at := now // a Wednesday
	w.cfg.Now = func() time.Time { return at }
	_, r := mustTeam(t, w, "Ana", "Ben", "Chidi")
	mustPublish(t, w, r, 3)
	for _, tt := range []struct {
		at   time.Time
		want string
	}{
		{now, "This week: Wed 18 Nov to Sun 22 Nov 2026\nPayments, times in Europe/Berlin\n  nothing is published\n"},
		{now.AddDate(0, 0, 4), "This week and next: Sun 22 Nov to Sun 29 Nov 2026\nPayments, times in Europe/Berlin\n  Mon 23 Nov 09:00 to Mon 30 Nov 09:00: primary Ana, secondary Ben\n"},
		{now.AddDate(0, 0, 6), "This week: Tue 24 Nov to Sun 29 Nov 2026\nPayments, times in Europe/Berlin\n  now until Mon 30 Nov 09:00: primary Ana, secondary Ben\n"},
	} {
		at = tt.at
		got, err := w.WeekText(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(tt.want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.at.Format("Mon 2 Jan"), d)
		}
	}
}
