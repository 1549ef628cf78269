package people

import (
	"context"
	"testing"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/pages/desktest"
	"watchbill/ui/shell"
)

func open(t *testing.T, names ...string) (*desktest.Bench, *Page) {
	t.Helper()
	var page *Page
	b := desktest.New(t, map[string]func(*desk.Desk) shell.Page{
		"people": func(d *desk.Desk) shell.Page { page = New(d); return page },
	})
	for _, name := range names {
		if _, err := b.WS.SavePerson(context.Background(), model.Person{Name: name, Zone: "Europe/Berlin", WeekMinutes: 2400}); err != nil {
			t.Fatal(err)
		}
	}
	b.Go(shell.Route{Page: "people"})
	return b, page
}

func TestRegionAndSeniorAreKept(t *testing.T) {
	b, p := open(t, "Ana", "Ben")
	ben := p.data.rows[1].person
	codes, words, at := regionChoices("DE-BE")
	if codes[0] != "" || words[at] != "Germany, Berlin (DE-BE)" {
		t.Errorf("choices: got %q first, %q chosen", codes[0], words[at])
	}
	if _, err := p.save(context.Background(), ben, fields{"Ben", "", "Europe/Berlin", "40", "", "DE-BE", true}); err != nil {
		t.Fatal(err)
	}
	people, err := b.WS.People(context.Background())
	if err != nil || people[1].Region != "DE-BE" || !people[1].Senior {
		t.Errorf("got %+v, %v", people, err)
	}
	if got := p.cell(1, 0).Sub; got != "senior" {
		t.Errorf("in the list: got %q", got)
	}
	if got := regionName("DE-BE"); got != "Germany, Berlin" {
		t.Errorf("in the details: got %q", got)
	}
}

func TestARouteChoosesAPerson(t *testing.T) {
	b, p := open(t, "Ana", "Ben")
	b.Go(shell.Route{Page: "people", Arg: "2"})
	if p.chosen != 2 {
		t.Errorf("chosen: got %d, want 2", p.chosen)
	}
}

// Esc closes the details, a reload leaves them closed, and choosing somebody opens them again.
func TestDetailsClose(t *testing.T) {
	b, p := open(t, "Ana", "Ben")
	if !p.aside.IsOpen() {
		t.Fatal("details are closed at first, want open")
	}
	if !p.Escape() || p.aside.IsOpen() {
		t.Error("Esc left the details open")
	}
	if p.Escape() {
		t.Error("Esc had something to close, want nothing left")
	}
	b.Visit("people", "")
	if p.aside.IsOpen() {
		t.Error("a reload opened the details")
	}
	b.Tap("people.row.Ana") // selected since the page was shown: its details, not its form
	if !p.aside.IsOpen() || b.Canvas().Overlays().Top() != nil {
		t.Errorf("a tap on the selected row: details open %t, form %v; want the details", p.aside.IsOpen(), b.Canvas().Overlays().Top())
	}
	p.choose(1)
	if got, want := p.chosen, p.shown[1].person.ID; !p.aside.IsOpen() || got != want {
		t.Errorf("chosen: got %d open %t, want %d open", got, p.aside.IsOpen(), want)
	}
}

// What another program changed while the form was open is not put back by saving something else.
func TestSavingKeepsOthersChanges(t *testing.T) {
	b, p := open(t, "Ana", "Ben")
	ctx := context.Background()
	opened := p.data.rows[1].person
	other := opened
	other.WeekMinutes = 20 * 60
	if _, err := b.WS.SavePerson(ctx, other); err != nil {
		t.Fatal(err)
	}
	if _, err := p.save(ctx, opened, fields{"Ben", "ben@example.org", "Europe/Berlin", "40", "", "", false}); err != nil {
		t.Fatal(err)
	}
	people, err := b.WS.People(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if got := people[1]; got.WeekMinutes != 20*60 || got.Email != "ben@example.org" {
		t.Errorf("got %d minutes, %q; want 1200 and the new address", got.WeekMinutes, got.Email)
	}
}

// In the morning of an illness a click on somebody's details proposes covers for all they have.
func TestIllnessFromTheDetails(t *testing.T) {
	b, p := open(t)
	people, shifts := b.Turns(15, "Ana", "Ben", "Chidi", "Dana", "Eun-ji")
	p.chosen = people[1]
	b.Visit("people", "")
	b.Tap("people.ill")
	b.Write("ill.until", "2026-11-27")
	if !b.Shows("takes Payments primary, Mon 23 Nov 09:00") {
		t.Fatalf("no cover is proposed:\n%s", b.Words())
	}
	b.Tap("ill.apply")
	now, err := b.WS.Reader().Shift(context.Background(), shifts[1].ID)
	if err != nil || now.PersonID == people[1] {
		t.Errorf("the shift is %+v, %v; want somebody else's", now, err)
	}
	if !b.Shows("sick") {
		t.Errorf("the time off is not in the details:\n%s", b.Words())
	}
}
