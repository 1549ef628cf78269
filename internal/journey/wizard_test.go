//go:build journey

package journey

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"watchbill/model"
	"watchbill/workspace"
)

// openPlaces opens the window on a team of six in three places, without a rotation.
func openPlaces(t *testing.T) *Window {
	t.Helper()
	home := t.TempDir()
	db := filepath.Join(home, "team.watchbill")
	ws := read(t, db)
	for _, p := range []model.Person{
		{Name: "Mia Wong", Zone: "Australia/Sydney"},
		{Name: "Ana Souza", Zone: "Europe/Berlin"},
		{Name: "Dana Kowalska", Zone: "America/New_York"},
		{Name: "Noah Kelly", Zone: "Australia/Sydney"},
		{Name: "Ben Okafor", Zone: "Europe/Berlin"},
		{Name: "Uma Patel", Zone: "America/New_York"},
	} {
		p.WeekMinutes = 2400
		if _, err := ws.SavePerson(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	w := openAt(t, home, db, "--page", "rotations")
	w.Until("loaded ")
	return w
}

// A rotation that follows the sun is made in the wizard, drafted and published; time off over one of its shifts is flagged at once.
func TestFollowTheSunInTheWizard(t *testing.T) {
	w := openPlaces(t)
	w.Key("ctrl+n")
	w.Until("dialog rotation")
	w.Type("Global desk")
	w.Click("kind.sun")
	w.Key("Return")
	w.Until("step Times")
	w.Click("rotation.times.layer.2")
	w.Until("layer New York")
	w.Fill("turns", "2 weeks")
	w.Click("rotation.step.3")
	w.Until("step People")
	w.Click("rotation.people.layer.0") // the layer stays the one whose times were changed
	w.Until("layer Sydney")
	w.Drag("order.row.Mia", "order.row.Noah")
	w.Until("order Noah, Mia")
	w.Click("rotation.people.layer.1")
	w.Until("layer Berlin")
	w.Click("order.down.Ana")
	w.Until("order Ben, Ana")
	w.Key("Return") // after a click the keyboard is the dialogue's, where Enter goes on to the next step
	w.Until("step Check")
	w.Click("rotation.save")
	w.Until("closed rotation")

	team := w.Team()
	r := rotation(t, team, "Global desk")
	who := byFirst(t, team)
	checkPlaces(t, r, who)
	w.Click("offer.draft")
	w.Until("dialog draft")
	w.Click("draft.do")
	w.Until("closed draft")
	checkDrafted(t, team, r, who)
	w.Click("rotations.publish")
	w.Until("dialog publish")
	w.Click("publish.do")
	w.Until("closed publish")

	w.Click("nav.people")
	w.Click("people.row.Ben Okafor")
	w.Click("people.off")
	w.Until("dialog off")
	w.Fill("off.from", "2026-11-24")
	w.Fill("off.until", "2026-11-24")
	w.Click("off.save")
	w.Until("closed off")
	w.Shown("people.cover")
}

func byFirst(t *testing.T, team *workspace.Workspace) map[string]model.ID {
	t.Helper()
	people, err := team.People(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]model.ID{}
	for _, p := range people {
		out[p.First()] = p.ID
	}
	return out
}

func checkPlaces(t *testing.T, r model.Rotation, who map[string]model.ID) {
	t.Helper()
	var got []string
	for _, l := range r.Versions[0].Layers {
		got = append(got, fmt.Sprint(l.Name, " ", l.Zone, " ", model.FormatWindows(l.Windows), " ", l.Turns, " ", l.People(), " ", l.Orders[1].After))
	}
	want := []string{
		fmt.Sprint("Sydney Australia/Sydney daily 10:00-18:00 1w ", []model.ID{who["Noah"], who["Mia"]}, " primary"),
		fmt.Sprint("Berlin Europe/Berlin daily 08:00-16:00 1w ", []model.ID{who["Ben"], who["Ana"]}, " primary"),
		fmt.Sprint("New York America/New_York daily 10:00-18:00 2w ", []model.ID{who["Dana"], who["Uma"]}, " primary"),
	}
	if !slices.Equal(got, want) {
		t.Errorf("layers: got\n%q\nwant\n%q", got, want)
	}
}

// checkDrafted looks at the Tuesday of the second week: its three shifts of each role, one after the other.
func checkDrafted(t *testing.T, team *workspace.Workspace, r model.Rotation, who map[string]model.ID) {
	t.Helper()
	day := time.Date(2026, 11, 30, 23, 0, 0, 0, time.UTC) // Tuesday 10:00 in Sydney
	shifts, err := team.Reader().RotationShifts(t.Context(), r.ID, model.Draft, model.Interval{Start: day, End: day.AddDate(0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range shifts {
		role, _ := r.Role(s.RoleID)
		got = append(got, fmt.Sprint(role.Name, " ", s.Start.UTC().Format("15"), "-", s.End.UTC().Format("15"), " ", s.PersonID))
	}
	want := []string{
		fmt.Sprint("primary 23-07 ", who["Mia"]), fmt.Sprint("secondary 23-07 ", who["Noah"]),
		fmt.Sprint("primary 07-15 ", who["Ana"]), fmt.Sprint("secondary 07-15 ", who["Ben"]),
		fmt.Sprint("primary 15-23 ", who["Dana"]), fmt.Sprint("secondary 15-23 ", who["Uma"]),
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("drafted:\ngot  %q\nwant %q", got, want)
	}
}
