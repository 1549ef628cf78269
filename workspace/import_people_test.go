package workspace

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"watchbill/sources"
)

func TestImportPeople(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	rows := []sources.PersonRow{
		{Line: 2, Name: "Ana  Souza", Email: "ana@example.org", Zone: "America/Sao_Paulo", WeekMinutes: 1920},
		{Line: 3, Name: "Ben Okafor"},
		{Line: 4, Name: "Nobody\x00", Zone: "UTC"},
	}
	plan, err := w.PlanPeople(ctx, rows, "Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	if people, err := w.People(ctx); err != nil || len(people) != 0 {
		t.Fatalf("a plan stored %d people, %v", len(people), err)
	}
	imported, _, err := w.ImportPeople(ctx, "people.csv", rows, "Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []PeopleImport{plan, imported} {
		if a, r := p.Count("added"), p.Count("refused"); a != 2 || r != 1 {
			t.Errorf("got %d added and %d refused, want 2 and 1", a, r)
		}
	}
	team, err := w.Team(ctx)
	if err != nil || team.Zone != "Europe/Berlin" {
		t.Errorf("team: got zone %q, %v, want the import's", team.Zone, err)
	}
	people, err := w.People(ctx)
	if err != nil || len(people) != 2 {
		t.Fatalf("people: got %d, %v", len(people), err)
	}
	if p := people[0]; p.Name != "Ana Souza" || p.WeekMinutes != 1920 || p.Zone != "America/Sao_Paulo" || p.Colour != 1 {
		t.Errorf("Ana: got %+v", p)
	}
	if p := people[1]; p.WeekMinutes != 2400 || p.Zone != "Europe/Berlin" || p.Colour != 2 {
		t.Errorf("Ben: got %+v, want 40 hours, the import's zone and a colour of his own", p)
	}

	_, done, err := w.ImportPeople(ctx, "people.csv", rows, "")
	if err != nil || !done.Nothing() {
		t.Errorf("the same list again: got %+v, %v, want nothing to do", done, err)
	}
	again, _, err := w.ImportPeople(ctx, "newer.csv", []sources.PersonRow{{Line: 2, Name: "Ana Lima", Email: "ANA@example.org"}, {Line: 3, Name: "ben okafor", Zone: "UTC"}}, "")
	if err != nil {
		t.Fatal(err)
	}
	got := [][]string{again[0].Fields, again[1].Fields}
	want := [][]string{{"name", "e-mail"}, {"name", "zone"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("found by e-mail and by name; changes (-want +got):\n%s", diff)
	}
	if _, err := w.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if back, err := w.People(ctx); err != nil || cmp.Diff(people, back) != "" {
		t.Errorf("undo: got %+v, %v, want %+v", back, err, people)
	}
}
