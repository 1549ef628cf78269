package workspace

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"watchbill/model"
)

// icsEvent returns an event's lines; when is DTSTART and what follows it.
func icsEvent(uid, title, when string, more ...string) string {
	return "BEGIN:VEVENT\r\nUID:" + uid + "\r\nDTSTAMP:20261101T000000Z\r\nSUMMARY:" + title + "\r\n" + when + "\r\n" + strings.Join(append(more, "END:VEVENT\r\n"), "\r\n")
}

func icsFile(events ...string) []byte {
	return []byte("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\n" + strings.Join(events, "") + "END:VCALENDAR\r\n")
}

const (
	december4to8 = "DTSTART;VALUE=DATE:20261204\r\nDTEND;VALUE=DATE:20261209"
	afternoon    = "DTSTART:20261210T120000Z\r\nDTEND:20261210T160000Z"
)

// awayDays lists what is entered, as person, days and kind.
func awayDays(t *testing.T, w *Workspace) []string {
	t.Helper()
	team, err := w.Team(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	off, err := w.Reader().TimeOff(context.Background(), team.ID, model.Interval{})
	if err != nil {
		t.Fatal(err)
	}
	people, err := w.byID(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, o := range off {
		out = append(out, fmt.Sprintf("%s %s %s", people[o.PersonID].Name, Days(o.Interval, people[o.PersonID].Zone, now), o.Kind))
	}
	return out
}

func TestImportOffRefreshes(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	people, _ := mustTeam(t, w, "Ana Souza", "Ben Okafor")
	ana := people["Ana Souza"]
	ana.Zone = "America/Sao_Paulo"
	if _, err := w.SavePerson(ctx, ana); err != nil {
		t.Fatal(err)
	}
	q := OffQuestion{Source: "ana.ics", Person: ana.ID}
	first := icsFile(
		icsEvent("1", "Vacation", december4to8),
		icsEvent("2", "Dentist", afternoon),
		icsEvent("3", "Conference", afternoon),
		icsEvent("4", "Holidaymaker party", afternoon), // a word that only begins so
		icsEvent("5", "Blocked", afternoon, "X-MICROSOFT-CDO-BUSYSTATUS:OOF"),
		icsEvent("6", "Vacation", "DTSTART;VALUE=DATE:20261220", "STATUS:CANCELLED"),
		icsEvent("7", "Vacation", "DTSTART;TZID=Moon/Crater:20261220T090000"),
	)
	want := []string{"Ana Souza 4–8 Dec holiday", "Ana Souza Thu 10 Dec 09:00–13:00 training", "Ana Souza Thu 10 Dec 09:00–13:00 other"}
	plan, err := w.PlanOff(ctx, q, first)
	if err != nil || len(plan.Add) != 3 || len(plan.Skipped) != 4 || len(awayDays(t, w)) != 0 {
		t.Fatalf("preview: got %+v, %v; want 3 to add, 4 explained, nothing stored", plan, err)
	}
	if _, _, err := w.ImportOff(ctx, q, first); err != nil {
		t.Fatal(err)
	}
	if got := awayDays(t, w); !slices.Equal(got, want) {
		t.Fatalf("got %q, want %q", got, want)
	}
	if plan, done, err := w.ImportOff(ctx, q, first); err != nil || plan.Same != 3 || !done.Nothing() {
		t.Errorf("the same again: got %+v, %v", plan, err)
	}

	// One moves, one is gone, one is new; what was entered by hand stays.
	if _, err := w.SaveTimeOff(ctx, model.TimeOff{PersonID: ana.ID, Interval: model.Interval{Start: now.AddDate(0, 0, 60), End: now.AddDate(0, 0, 61)}, Kind: "other"}); err != nil {
		t.Fatal(err)
	}
	next := icsFile(icsEvent("1", "Vacation", strings.Replace(december4to8, "20261209", "20261211", 1)), icsEvent("8", "Sick", "DTSTART;VALUE=DATE:20261130"), icsEvent("5", "Blocked", afternoon, "X-MICROSOFT-CDO-BUSYSTATUS:OOF"))
	before := awayDays(t, w)
	plan, _, err = w.ImportOff(ctx, q, next)
	if err != nil || len(plan.Add) != 1 || len(plan.Change) != 1 || plan.Same != 1 || len(plan.Remove) != 1 {
		t.Fatalf("refresh: got %+v, %v", plan, err)
	}
	got := awayDays(t, w)
	if len(got) != 4 || got[0] != "Ana Souza 30 Nov sick" || got[1] != "Ana Souza 4–10 Dec holiday" {
		t.Errorf("after the refresh: got %q", got)
	}
	if _, err := w.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if got := awayDays(t, w); !slices.Equal(got, before) {
		t.Errorf("undo: got %q, want %q", got, before)
	}
}

func TestImportOffOfATeam(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	people, _ := mustTeam(t, w, "Ana Souza", "Ben Okafor", "Ana Lima")
	ben := people["Ben Okafor"]
	ben.Email = "ben@example.org"
	if _, err := w.SavePerson(ctx, ben); err != nil {
		t.Fatal(err)
	}
	file := icsFile(
		icsEvent("1", "Ana Souza: vacation", december4to8),
		icsEvent("2", "PTO", december4to8, "ATTENDEE;CN=B:mailto:ben@example.org"),
		icsEvent("3", "Ana on leave", afternoon), // which of the two?
		icsEvent("4", "Mallory on leave", afternoon),
		icsEvent("5", "Ben and Ana Lima: day off", afternoon),
		icsEvent("6", "Team lunch", afternoon),
	)
	plan, _, err := w.ImportOff(ctx, OffQuestion{Source: "team"}, file)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := awayDays(t, w), []string{"Ana Souza 4–8 Dec holiday", "Ben Okafor 4–8 Dec holiday", "Ana Lima Thu 10 Dec 13:00–17:00 other", "Ben Okafor Thu 10 Dec 13:00–17:00 other"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	wrong := 0
	for _, s := range plan.Skipped {
		if s.Wrong {
			wrong++
		}
	}
	if len(plan.Skipped) != 3 || wrong != 2 {
		t.Errorf("skipped: got %+v, want two that need somebody and one that is no time off", plan.Skipped)
	}
	if plan, err = w.PlanOff(ctx, OffQuestion{Source: "team", Person: ben.ID}, icsFile()); err != nil || len(plan.Remove) != 0 {
		t.Errorf("a calendar of Ben's with the same name: got %+v, %v; want the team's left alone", plan, err)
	}
	if plan, err = w.PlanOff(ctx, OffQuestion{Source: "team", Titles: []string{"lunch"}}, file); err != nil || len(plan.Add) != 0 || len(plan.Remove) != 4 {
		t.Errorf("another rule: got %+v, %v", plan, err)
	}
}
