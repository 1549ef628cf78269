//go:build journey

package journey

import (
	"strings"
	"testing"
	"time"

	"watchbill/model"
	"watchbill/workspace"
)

// Time off over a published shift is flagged on Today, and its button leads to the shift.
func TestTimeOffIsFlaggedOnToday(t *testing.T) {
	w := openSample(t, "--page", "people")
	team := w.Team()
	// The first shift of the coming weeks whose person is not away in it yet.
	needs := func() (shifts []model.ID) {
		all, err := team.Needs(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range all {
			if n.Kind == workspace.NeedCover {
				shifts = append(shifts, n.Shift)
			}
		}
		return shifts
	}
	before := needs()
	mine, _ := swappable(t, team, rotation(t, team, "Payments"))
	person := personOf(t, team, mine.PersonID)

	w.Click("people.row." + person.Name)
	w.Click("people.off") // stands still, whoever is chosen
	w.Until("dialog off")
	day := mine.Start.AddDate(0, 0, 1).Format(time.DateOnly)
	w.Fill("off.from", day)
	w.Fill("off.until", day)
	w.Click("off.save")
	w.Until("closed off")
	after := needs()
	if len(after) != len(before)+1 {
		t.Errorf("needs of people away: %v before, %v after", before, after)
	}
	w.Click("nav.today")
	w.Until("loaded today")
	w.Click("today.cover")
	w.Until("dialog find-swap")
	w.Shown("find.option.1")
}

// People come from a CSV, through a preview that says what will happen.
func TestImportPeople(t *testing.T) {
	w := open(t, "--page", "people")
	path := w.Write("people.csv", "name,email,zone,hours\nAna Souza,ana@example.org,America/Sao_Paulo,40\nBen Okafor,ben@example.org,Africa/Lagos,32\nNo Zone,x@example.org,Mars/Base,40\n")
	w.Click("people.import")
	w.Until("dialog open-file")
	w.Type(path)
	w.Key("Return")
	w.Until("dialog import-people")
	w.Click("import.do")
	w.Until("closed import-people")
	if got, want := strings.Join(names(t, w.Team()), ", "), "Ana Souza, Ben Okafor"; got != want {
		t.Errorf("the team is %s, want %s", got, want)
	}
	w.Key("ctrl+z")
	w.Until("toast ")
	if got := names(t, w.Team()); len(got) != 0 {
		t.Errorf("after undo the team is %v, want nobody", got)
	}
}

func personOf(t *testing.T, ws *workspace.Workspace, id model.ID) model.Person {
	t.Helper()
	people, err := ws.AllPeople(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range people {
		if p.ID == id {
			return p
		}
	}
	t.Fatalf("there is no person %d", id)
	return model.Person{}
}
