package workspace

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"watchbill/model"
)

// needs returns the titles of what needs the manager, of some kinds.
func needs(t *testing.T, w *Workspace, kinds ...NeedKind) []string {
	t.Helper()
	all, err := w.Needs(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, n := range all {
		if slices.Contains(kinds, n.Kind) {
			out = append(out, n.Title)
		}
	}
	return out
}

func TestSomebodyWhoLeavesNeedsCover(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi")
	mustPublish(t, w, r, 4)
	ana := people["Ana"]
	ana.Left = model.Date{Year: 2026, Month: 11, Day: 25}
	done, err := w.SavePerson(ctx, ana)
	if err != nil {
		t.Fatal(err)
	}
	if want := "Person changed: Ana leaves on 2026-11-25. 3 published shifts need cover."; done.Entry.Summary != want {
		t.Errorf("got %q, want %q", done.Entry.Summary, want)
	}
	titles := needs(t, w, NeedCover)
	if len(titles) != 3 || titles[0] != "Ana has left but is on call Wed 25 Nov 00:00 – Mon 30 Nov 09:00" {
		t.Errorf("needs: got %q", titles)
	}
	c, err := w.Candidates(ctx, published(t, w, r)[0].ID)
	if err != nil || c[0].Person.Name != "Chidi" {
		t.Errorf("candidates: got %+v, %v; want Chidi, who is free, first", c, err)
	}
}

// Among what is not urgent, a date to order by comes before a cap that somebody is over.
func TestStandingNeedsComeLast(t *testing.T) {
	due := Need{Kind: NeedCapacity, When: now.AddDate(0, 0, 12)}
	over := Need{Kind: NeedToil, When: now}
	gap := Need{Kind: NeedPerson, Urgent: true, When: now.AddDate(0, 1, 0)}
	backup := Need{Kind: NeedBackup, When: now.Add(1)}
	all := []Need{over, backup, due, gap}
	slices.SortStableFunc(all, compareNeeds)
	if want := []Need{gap, due, over, backup}; !slices.Equal(all, want) {
		t.Errorf("got %+v", all)
	}
}

func TestDaysWithinOneDay(t *testing.T) {
	at := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	if got, want := Days(model.Interval{Start: at, End: at.Add(time.Hour)}, "UTC", at), "Fri 20 Nov 09:00–10:00"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAbsenceThatIsOverNeedsNobody(t *testing.T) {
	ctx := context.Background()
	clock := now
	w := mustOpenAt(t, &clock)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi")
	mustPublish(t, w, r, 4)
	monday := model.Date{Year: 2026, Month: 11, Day: 23}
	off := model.TimeOff{PersonID: people["Ana"].ID, AllDay: true, Interval: model.Interval{Start: monday.Start(berlin), End: monday.AddDays(2).Start(berlin)}}
	if _, err := w.SaveTimeOff(ctx, off); err != nil {
		t.Fatal(err)
	}
	for days, want := range map[int]int{0: 1, 1: 1, 3: 0} {
		clock = monday.AddDays(days).Start(berlin).Add(12 * time.Hour)
		if got := needs(t, w, NeedCover); len(got) != want {
			t.Errorf("%d days in: got %q, want %d", days, got, want)
		}
	}
}

func TestTheEndOfTheRota(t *testing.T) {
	clock := now
	w := mustOpenAt(t, &clock)
	_, r := mustTeam(t, w, "Ana", "Ben", "Chidi")
	mustPublish(t, w, r, 1)
	for _, tt := range []struct {
		day  int
		want string
	}{{23, "Payments ends Mon 30 Nov"}, {30, "Payments has ended"}} {
		clock = time.Date(2026, 11, tt.day, 9, 0, 0, 0, berlin)
		if got := needs(t, w, NeedPublish, NeedPerson); len(got) != 1 || got[0] != tt.want {
			t.Errorf("on the %d: got %q, want %q", tt.day, got, tt.want)
		}
	}
}

// Two programs with the same file open change the same shifts at once: they take turns, a swap of what the other
// has just swapped is refused, and nothing is lost or half done.
func TestTwoProgramsAtOnce(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	_, r := mustTeam(t, w, "Ana", "Ben", "Chidi")
	mustPublish(t, w, r, 4)
	before := published(t, w, r)
	other, err := Open(ctx, w.Path(), Config{Via: "test", Who: "other", Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	const each = 11
	var both sync.WaitGroup
	for _, program := range []*Workspace{w, other} {
		both.Go(func() {
			for range each {
				if _, err := program.Swap(ctx, before[0].ID, before[1].ID); err != nil && !strings.Contains(err.Error(), "at the same time") {
					t.Errorf("swap: %v", err)
				}
				_, err := program.BuildDraft(ctx, r.ID, now, 4)
				if err == nil {
					_, err = program.Publish(ctx, r.ID)
				}
				if err != nil && !strings.Contains(err.Error(), "no draft to publish") { // the other was quicker
					t.Errorf("publish: %v", err)
				}
			}
		})
	}
	both.Wait()
	after := published(t, w, r)
	if len(after) != len(before) {
		t.Fatalf("got %d shifts, want %d", len(after), len(before))
	}
	for i, s := range after {
		if s.UID != before[i].UID || s.PersonID == 0 || i%2 == 1 && s.PersonID == after[i-1].PersonID {
			t.Errorf("%s: got %+v", s.Start, s)
		}
	}
}
