package editor

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/pages/desktest"
	"watchbill/ui/shell"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// blank is the page under the dialogue.
type blank struct{}

func (blank) Title() string                          { return "Blank" }
func (blank) Content() fyne.CanvasObject             { return widgets.Stack() }
func (blank) Load(context.Context) (func(), error)   { return func() {}, nil }
func (blank) Stale(workspace.Change) bool            { return false }
func newBlank(*desk.Desk) shell.Page                 { return blank{} }
func berlin(d, h, m int) model.LocalTime             { return model.NewLocalTime(2026, 11, d, h, m, 0) }
func ids(v model.Version) string                     { return fmt.Sprint(v.People()) }
func saved(t *testing.T, b *desktest.Bench) []string { t.Helper(); return namesOf(all(t, b)) }

func bench(t *testing.T, zones ...string) *desktest.Bench {
	t.Helper()
	b := desktest.New(t, map[string]func(*desk.Desk) shell.Page{"blank": newBlank})
	b.Visit("blank", "")
	for i, name := range []string{"Ana Souza", "Ben Okafor", "Chidi Eze", "Žofie Dvořák", "Mia Wong", "Noah Kelly"} {
		if i >= len(zones) {
			break
		}
		if _, err := b.WS.SavePerson(t.Context(), model.Person{Name: name, Zone: zones[i], WeekMinutes: 2400}); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

func fourInBerlin(t *testing.T) *desktest.Bench {
	return bench(t, "Europe/Berlin", "Europe/Berlin", "Europe/Berlin", "Europe/Berlin")
}

// published has a weekly rotation that is published for eight weeks from 16 November on: Ana is on call, the next handoff is 23 November.
func published(t *testing.T) (*desktest.Bench, model.Rotation) {
	t.Helper()
	b := fourInBerlin(t)
	done, err := b.WS.SaveRotation(t.Context(), model.NewRotation("Payments", "Europe/Berlin", []string{"primary", "secondary"},
		model.Plain{First: berlin(16, 9, 0), Turns: model.Pattern{{N: 1, Unit: model.Weeks}}, People: []model.ID{1, 2, 3, 4}}))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.WS.BuildDraft(t.Context(), done.ID, time.Date(2026, 11, 16, 0, 0, 0, 0, time.UTC), 8); err != nil {
		t.Fatal(err)
	}
	if _, err := b.WS.Publish(t.Context(), done.ID); err != nil {
		t.Fatal(err)
	}
	return b, all(t, b)[0]
}

func all(t *testing.T, b *desktest.Bench) []model.Rotation {
	t.Helper()
	out, err := b.WS.Rotations(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func namesOf(rotations []model.Rotation) (out []string) {
	for _, r := range rotations {
		out = append(out, r.Name)
	}
	return out
}

func wants(t *testing.T, b *desktest.Bench, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(strings.Join(strings.Fields(b.Words()), " "), text) {
			t.Errorf("%q is not shown:\n%s", text, b.Words())
		}
	}
}

// A name and one press make a weekly rotation of everybody, and one undo takes it back.
func TestWeeklyNeedsANameAndOnePress(t *testing.T) {
	b := fourInBerlin(t)
	Create(b.Desk)
	wants(t, b, "Weekly, hands over Mon 09:00 Europe/Berlin.", "Covered every hour of the week: primary, secondary")
	b.Write("name", " Payments  EU ")
	b.Tap("rotation.save")
	got := all(t, b)
	if len(got) != 1 || got[0].Name != "Payments EU" || len(got[0].Roles) != 2 || ids(got[0].Versions[0]) != "[1 2 3 4]" {
		t.Fatalf("saved: %+v\n%s", got, b.Words())
	}
	if _, plain := got[0].Plain(desktest.Now); !plain {
		t.Errorf("it says more than a plain rule: %+v", got[0].Versions)
	}
	if _, err := b.WS.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if left := saved(t, b); len(left) != 0 {
		t.Errorf("after one undo there are %v", left)
	}
}

func TestNameIsMissingBesideItsField(t *testing.T) {
	b := fourInBerlin(t)
	Create(b.Desk)
	b.Tap("rotation.step.3")
	b.Tap("rotation.save")
	wants(t, b, "The rotation needs a name", "One person a week in each role")
	if left := saved(t, b); len(left) != 0 {
		t.Errorf("saved without a name: %v", left)
	}
}

func TestFirstRotationOfAnEmptyFile(t *testing.T) {
	b := bench(t)
	Create(b.Desk)
	wants(t, b, "Nobody is in the team yet", "has no people yet")
	b.Write("name", "Payments")
	b.Tap("rotation.save")
	if got := saved(t, b); !slices.Equal(got, []string{"Payments"}) {
		t.Errorf("saved: %v\n%s", got, b.Words())
	}
}

// Follow the sun leads through its steps; every place has its zone, hours and people.
func TestFollowTheSunStepByStep(t *testing.T) {
	b := bench(t, "Australia/Sydney", "Europe/Berlin", "America/New_York", "Australia/Sydney", "Europe/Berlin", "America/New_York")
	Create(b.Desk)
	b.Write("name", "Payments")
	b.Tap("kind.sun")
	wants(t, b, ": Weekly, hands over Mon 10:00 Australia/Sydney, daily 10:00–18:00.", "Covered every hour of the week: primary, secondary", "Clock changes lay")
	for range 4 {
		b.Tap("rotation.save") // Next
	}
	wants(t, b, "Load of a year by this rule", "25 % of all hours", "Mia")
	b.Tap("rotation.save")
	got := all(t, b)
	if len(got) != 1 {
		t.Fatalf("nothing was saved:\n%s", b.Words())
	}
	var layers []string
	for _, l := range got[0].Versions[0].Layers {
		layers = append(layers, fmt.Sprint(l.Name, " ", l.Zone, " ", model.FormatWindows(l.Windows), " ", l.People()))
	}
	want := []string{
		"Sydney Australia/Sydney daily 10:00-18:00 [1 4]", "Berlin Europe/Berlin daily 08:00-16:00 [2 5]", "New York America/New_York daily 10:00-18:00 [3 6]",
	}
	if !slices.Equal(layers, want) {
		t.Errorf("layers: got\n%s\nwant\n%s", strings.Join(layers, "\n"), strings.Join(want, "\n"))
	}
}

func TestEveryKindCanBeChosenByKeyboard(t *testing.T) {
	for i, k := range kinds {
		b := fourInBerlin(t)
		Create(b.Desk)
		b.Write("name", "Payments")
		b.Tap("kind.weekly")
		for range i {
			b.Press(fyne.KeyDown)
		}
		for range 5 {
			if len(all(t, b)) == 0 {
				b.Press(fyne.KeyReturn)
			}
		}
		if got := saved(t, b); len(got) != 1 {
			t.Errorf("%s: nothing was saved:\n%s", k.title, b.Words())
		}
	}
}

// A change of people counts from the next handoff on; today's person stays, and what is published, too.
func TestChangeCountsFromTheNextHandoff(t *testing.T) {
	b, r := published(t)
	Change(b.Desk, r.ID)
	b.Tap("rotation.step.2")
	b.Tap("order.tick.Ben")
	wants(t, b, "the next handoff, Mon 23 Nov 09:00", "Ben", "change until", "4 published shifts of Ben that begin after leaving stay theirs")
	b.Tap("rotation.save")
	got := all(t, b)[0]
	if len(got.Versions) != 2 || ids(got.Versions[0]) != "[1 2 3 4]" || ids(got.Versions[1]) != "[1 3 4]" {
		t.Fatalf("versions: %+v\n%s", got.Versions, b.Words())
	}
	if want := model.Resolve(berlin(23, 9, 0), mustZone(t, "Europe/Berlin")); !got.Versions[1].From.Equal(want) {
		t.Errorf("in force from %v, want %v", got.Versions[1].From, want)
	}
	shifts, err := b.WS.Reader().RotationShifts(t.Context(), r.ID, model.Published, model.Interval{})
	if err != nil || len(shifts) != 16 {
		t.Errorf("published: %d shifts, %v, want 16 as before", len(shifts), err)
	}
}

func mustZone(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := model.Zone(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func TestRenamingAddsNoVersion(t *testing.T) {
	b, r := published(t)
	Change(b.Desk, r.ID)
	wants(t, b, "No shift changes.")
	b.Write("name", "Ledger")
	b.Tap("rotation.save")
	if got := all(t, b)[0]; got.Name != "Ledger" || len(got.Versions) != 1 {
		t.Errorf("got %+v", got)
	}
}

func TestMomentOfAChange(t *testing.T) {
	b, r := published(t)
	for _, tt := range []struct{ day, clock, want string }{
		{"2026-11-17", "09:00", "what is past is not changed"},
		{"2026-12-01", "25:00", "25:00"},
		{"2026-12-07", "09:00", ""},
	} {
		Change(b.Desk, r.ID)
		e := opened(t, b, r)
		e.effectForm.choose(e, atMoment)
		e.effect.day = tt.day
		e.plan.layers[0].clock = "10:00"
		b.Write("rotation.from.clock", tt.clock)
		e.save()
		if tt.want != "" {
			wants(t, b, tt.want)
		}
		if got := len(all(t, b)[0].Versions); (got == 2) != (tt.want == "") {
			t.Errorf("from %s %s: %d versions\n%s", tt.day, tt.clock, got, b.Words())
		}
		e.dialog.Close()
	}
	if got := all(t, b)[0].Versions[1]; !got.From.Equal(time.Date(2026, 12, 7, 8, 0, 0, 0, time.UTC)) || got.Layers[0].First.Clock() != 600 {
		t.Errorf("got %+v", got)
	}
}

// opened opens the editor of a rotation and returns it.
func opened(t *testing.T, b *desktest.Bench, r model.Rotation) *editor {
	t.Helper()
	for o := b.Canvas().Overlays().Top(); o != nil; o = b.Canvas().Overlays().Top() {
		b.Canvas().Overlays().Remove(o)
	}
	back, err := read(t.Context(), b.Desk, r.ID)
	if err != nil {
		t.Fatal(err)
	}
	e := newEditor(b.Desk, back)
	e.show()
	return e
}

// What is wrong is said beside the field that is wrong, and nothing is saved.
func TestBadInputIsExplainedWhereItIs(t *testing.T) {
	b, r := published(t)
	for name, tt := range map[string]struct {
		change func(e *editor)
		at     step
		want   string
	}{
		"a turn of no length":  {func(e *editor) { e.plan.layers[0].turns = "0 days" }, stepTimes, "not possible"},
		"an unknown zone":      {func(e *editor) { e.plan.zone = "Europe/Atlantis" }, stepTimes, "no time zone"},
		"overlapping windows":  {func(e *editor) { e.plan.layers[0].windows = "Mon-Fri 09:00-17:00; Wed 16:00-20:00" }, stepTimes, "overlap, on Wednesday from 16:00"},
		"a window of no sense": {func(e *editor) { e.plan.layers[0].windows = "sometimes" }, stepTimes, "not a time of the week"},
		"contradictory layers": {func(e *editor) {
			e.plan.addLayer()
			e.plan.layers[0].name, e.plan.layers[1].name = "Day", "Night"
			e.plan.layers[1].holds[e.plan.roles[0]].members = []*member{{person: 1}}
		}, stepTimes, "both cover the role primary"},
		"two roles of one name": {func(e *editor) { e.plan.roles[1].name = "primary" }, stepRoles, "Two roles are called"},
		"a role without a name": {func(e *editor) { e.plan.roles[1].name = " " }, stepRoles, "name"},
		"leaving before joining": {func(e *editor) {
			m := e.plan.layers[0].holds[e.plan.roles[0]].members[0]
			m.from, m.until = "2026-12-20", "2026-12-10"
		}, stepPeople, "leaves the order on 2026-12-10"},
		"a date that is none": {func(e *editor) { e.plan.layers[0].holds[e.plan.roles[0]].members[0].from = "soon" }, stepPeople, "not a date"},
	} {
		t.Run(name, func(t *testing.T) {
			e := opened(t, b, r)
			tt.change(e)
			e.changed()
			wants(t, b, tt.want)
			e.save()
			wants(t, b, tt.want)
			if e.step() != tt.at {
				t.Errorf("the dialogue shows %s, want %s", stepNames[e.step()], stepNames[tt.at])
			}
			if got := all(t, b)[0]; len(got.Versions) != 1 {
				t.Error("it was saved")
			}
		})
	}
}

func TestRoleWithPublishedShiftsCannotGo(t *testing.T) {
	b, r := published(t)
	Change(b.Desk, r.ID)
	b.Tap("rotation.step.1")
	b.Tap("role.remove.1")
	b.Tap("rotation.save")
	wants(t, b, "has 8 published shifts and cannot be taken away")
}

func TestSomebodyElseChangedTheRotation(t *testing.T) {
	b, r := published(t)
	Change(b.Desk, r.ID)
	b.Write("clock", "10:00")
	theirs := r.Clone()
	theirs.Name = "Ledger"
	if _, err := b.WS.SaveRotation(t.Context(), theirs); err != nil {
		t.Fatal(err)
	}
	b.Tap("rotation.save")
	wants(t, b, "was changed while this form was open")
	if got := all(t, b)[0]; got.Name != "Ledger" || len(got.Versions) != 1 {
		t.Errorf("got %+v", got)
	}
}

// A version to come is changed where it stands, and can be taken back.
func TestVersionsToCome(t *testing.T) {
	b, r := published(t)
	later := r.Clone()
	members := model.MembersOf(1, 2)
	members[1].Until = model.Date{Year: 2027, Month: 1, Day: 31}
	later.RuleFrom(time.Date(2026, 12, 7, 8, 0, 0, 0, time.UTC), desktest.Now).Layers[0].Orders[0].Members = members
	if _, err := b.WS.SaveRotation(t.Context(), later); err != nil {
		t.Fatal(err)
	}
	Change(b.Desk, r.ID)
	b.Tap("rotation.step.3")
	wants(t, b, "From Mon 7 Dec 09:00", "to come", "Leaves: Chidi, Žofie.", "Ben is gone from Sun 31 Jan 2027.", "in force")
	b.Tap("version.edit.1")
	b.Write("clock", "11:00")
	b.Write("rotation.from.clock", "11:00")
	b.Tap("rotation.save")
	got := all(t, b)[0]
	if len(got.Versions) != 2 || got.Versions[1].From.UTC().Hour() != 10 || got.Versions[1].Layers[0].First.Clock() != 660 || got.Versions[0].Layers[0].First.Clock() != 540 {
		t.Fatalf("got %+v\n%s", got.Versions, b.Words())
	}
	Change(b.Desk, r.ID)
	b.Tap("rotation.step.3")
	b.Tap("version.remove.1")
	wants(t, b, "is taken back when saved")
	b.Tap("version.keep.1")
	b.Tap("version.remove.1")
	b.Tap("rotation.save")
	if got := all(t, b)[0]; len(got.Versions) != 1 {
		t.Errorf("after taking it back: %+v", got.Versions)
	}
}
