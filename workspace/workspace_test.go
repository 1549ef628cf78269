package workspace

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"watchbill/model"
)

var (
	berlin = mustZone("Europe/Berlin")
	now    = time.Date(2026, 11, 18, 10, 42, 0, 0, berlin)
)

func mustZone(name string) *time.Location {
	loc, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return loc
}

func mustOpen(t *testing.T) *Workspace {
	t.Helper()
	clock := now
	return mustOpenAt(t, &clock)
}

// mustOpenAt opens a new file with a clock that can be set.
func mustOpenAt(t *testing.T, clock *time.Time) *Workspace {
	t.Helper()
	w, err := Open(context.Background(), newFile(t, t.TempDir()), Config{Via: "test", Who: "test", Now: func() time.Time { return *clock }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	return w
}

// newFile puts a new file into a folder and returns its path. All are copies of one, which Open made: making one costs more than most
// tests, above all under the race detector.
func newFile(t interface{ Fatal(...any) }, dir string) string {
	path := filepath.Join(dir, "team.watchbill")
	putBlank(t, path)
	return path
}

func putBlank(t interface{ Fatal(...any) }, path string) {
	b, err := blank()
	if err == nil {
		err = os.WriteFile(path, b, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

var blank = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "watchbill-blank-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "team.watchbill")
	w, err := Open(context.Background(), path, Config{})
	if err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// mustTeam adds people and a weekly rotation of primary and secondary over them.
func mustTeam(t *testing.T, w *Workspace, names ...string) (map[string]model.Person, model.Rotation) {
	t.Helper()
	ctx := context.Background()
	var members []model.ID
	for _, n := range names {
		d, err := w.SavePerson(ctx, model.Person{Name: n, Zone: "Europe/Berlin", WeekMinutes: 2400})
		if err != nil {
			t.Fatal(err)
		}
		members = append(members, d.ID)
	}
	r := model.NewRotation("Payments", "Europe/Berlin", []string{"primary", "secondary"},
		model.Plain{First: model.NewLocalTime(2026, 11, 23, 9, 0, 0), Turns: model.Pattern{{N: 1, Unit: model.Weeks}}, People: members})
	if _, err := w.SaveRotation(ctx, r); err != nil {
		t.Fatal(err)
	}
	rotations, err := w.Rotations(ctx)
	if err != nil {
		t.Fatal(err)
	}
	people, err := w.People(ctx)
	if err != nil {
		t.Fatal(err)
	}
	by := map[string]model.Person{}
	for _, p := range people {
		by[p.Name] = p
	}
	return by, rotations[0]
}

func published(t *testing.T, w *Workspace, r model.Rotation) []model.Shift {
	t.Helper()
	s, err := w.Reader().RotationShifts(context.Background(), r.ID, model.Published, model.Interval{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestDraftPublishSwapUndo(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi")
	var seen []Area
	w.OnChange(func(c Change) { seen = append(seen, c.Areas...) })

	if _, err := w.BuildDraft(ctx, r.ID, time.Time{}, 4); err != nil {
		t.Fatal(err)
	}
	if n := len(published(t, w, r)); n != 0 {
		t.Fatalf("a draft published %d shifts", n)
	}
	done, err := w.Publish(ctx, r.ID)
	if err != nil {
		t.Fatal(err)
	}
	if want := "Published: Payments, 23 Nov – 21 Dec, 8 new shifts, 0 changed"; done.Entry.Summary != want {
		t.Errorf("summary: got %q, want %q", done.Entry.Summary, want)
	}
	shifts := published(t, w, r)
	if len(shifts) != 8 {
		t.Fatalf("published: got %d, want 8", len(shifts))
	}
	for i := 0; i < len(shifts); i += 2 {
		if shifts[i].PersonID == shifts[i+1].PersonID {
			t.Errorf("%s: one person holds both roles", shifts[i].Start)
		}
	}
	// The first primary (Ana) and the third (Chidi) change places.
	a, b := shifts[0], shifts[4]
	if _, err := w.Swap(ctx, a.ID, b.ID); err == nil || !strings.Contains(err.Error(), "on call already") {
		t.Fatalf("Chidi is nobody's secondary in week 1 but Ana is secondary in week 3: got %v", err)
	}
	b = shifts[2] // Ben's primary: week 1 secondary is Ben, so the swap is refused as well
	if _, err := w.Swap(ctx, a.ID, b.ID); err == nil {
		t.Fatal("Ben would be primary and secondary at once")
	}
	b = shifts[1] // Ben's secondary of the same week
	done, err = w.Swap(ctx, a.ID, b.ID)
	if err != nil {
		t.Fatal(err)
	}
	after := published(t, w, r)
	if after[0].PersonID != people["Ben"].ID || after[1].PersonID != people["Ana"].ID {
		t.Error("the two did not change places")
	}
	if after[0].UID != a.UID || after[0].Sequence != a.Sequence+1 || after[2].Sequence != shifts[2].Sequence {
		t.Error("the swap did not move just the two events on")
	}
	if _, err := w.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if got := published(t, w, r); got[0].PersonID != a.PersonID || got[0].Sequence <= after[0].Sequence {
		t.Errorf("undo: person %d sequence %d, want %d and more than %d", got[0].PersonID, got[0].Sequence, a.PersonID, after[0].Sequence)
	}
	if len(seen) == 0 || seen[0] != Shifts {
		t.Errorf("listeners heard %v, want shifts first", seen)
	}
}

func TestPublishingAgainKeepsUIDs(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	_, r := mustTeam(t, w, "Ana", "Ben", "Chidi")
	for range 2 {
		if _, err := w.BuildDraft(ctx, r.ID, now, 4); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Publish(ctx, r.ID); err != nil {
			t.Fatal(err)
		}
	}
	for _, s := range published(t, w, r) {
		if s.Sequence != 0 {
			t.Errorf("%s moved on to sequence %d though nothing changed", s.Start, s.Sequence)
		}
	}
	rule, _ := r.Plain(now)
	rule.People[0], rule.People[1] = rule.People[1], rule.People[0]
	r.SetPlain(now, rule)
	if _, err := w.SaveRotation(ctx, r); err != nil {
		t.Fatal(err)
	}
	before := published(t, w, r)
	if _, err := w.BuildDraft(ctx, r.ID, now, 4); err != nil {
		t.Fatal(err)
	}
	plan, err := w.PlanPublish(ctx, r.ID)
	if err != nil {
		t.Fatal(err)
	}
	if changed, added := plan.Counts(); added != 0 || changed+plan.Unchanged != 8 || changed == 0 {
		t.Errorf("plan: %d changed, %d new, %d unchanged", changed, added, plan.Unchanged)
	}
	if _, err := w.Publish(ctx, r.ID); err != nil {
		t.Fatal(err)
	}
	for i, s := range published(t, w, r) {
		if s.UID != before[i].UID {
			t.Errorf("%s: uid changed from %q to %q", s.Start, before[i].UID, s.UID)
		}
	}
}

func TestRotationNeedsEnoughPeople(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	_, r := mustTeam(t, w, "Ana")
	_, err := w.BuildDraft(ctx, r.ID, now, 4)
	if model.CodeOf(err) != model.Invalid || !strings.Contains(err.Error(), "2 roles and 1 person") {
		t.Errorf("one person: got %v", err)
	}
	rule, _ := r.Plain(now)
	rule.People = nil
	r.SetPlain(now, rule)
	if _, err := w.SaveRotation(ctx, r); err != nil {
		t.Fatal(err)
	}
	_, err = w.BuildDraft(ctx, r.ID, now, 4)
	if model.CodeOf(err) != model.Invalid || !strings.Contains(err.Error(), "no people yet") {
		t.Errorf("nobody: got %v", err)
	}
}

func TestTimeOffFlagsPublishedShift(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi")
	if _, err := w.BuildDraft(ctx, r.ID, now, 8); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Publish(ctx, r.ID); err != nil {
		t.Fatal(err)
	}
	off := model.TimeOff{PersonID: people["Ana"].ID, AllDay: true, Interval: model.Interval{
		Start: time.Date(2026, 11, 24, 0, 0, 0, 0, berlin), End: time.Date(2026, 11, 26, 0, 0, 0, 0, berlin),
	}}
	done, err := w.SaveTimeOff(ctx, off)
	if err != nil {
		t.Fatal(err)
	}
	if want := "Time off entered: Ana, 24–25 Nov. 1 published shift needs cover."; done.Entry.Summary != want {
		t.Errorf("got %q, want %q", done.Entry.Summary, want)
	}
	needs, err := w.Needs(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if len(needs) == 0 || needs[0].Kind != NeedCover || needs[0].Title != "Ana is away while on call 24–25 Nov" {
		t.Errorf("needs: got %+v", needs)
	}
	shift := published(t, w, r)[0]
	c, err := w.Candidates(ctx, shift.ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(c) != 3 || c[0].Person.Name != "Chidi" || c[0].Reason != "" {
		t.Errorf("candidates: got %+v, want Chidi free first", c)
	}
	if _, err := w.Reassign(ctx, shift.ID, people["Chidi"].ID); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Reassign(ctx, shift.ID, people["Ana"].ID); err == nil || !strings.Contains(err.Error(), "away") {
		t.Errorf("giving the shift back to somebody away: got %v", err)
	}
}

func TestTeamShareIsTheShareOfSums(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	people, _ := mustTeam(t, w, "Ana", "Ben", "Chidi")
	today, err := w.Today(ctx)
	if err != nil {
		t.Fatal(err)
	}
	chidi := people["Chidi"]
	chidi.WeekMinutes = 20 * 60
	if _, err := w.SavePerson(ctx, chidi); err != nil {
		t.Fatal(err)
	}
	for name, hours := range map[string]int{"Ana": 22, "Ben": 10, "Chidi": 4} {
		if _, err := w.LogToil(ctx, model.ToilEntry{PersonID: people[name].ID, Day: today.AddDays(-2), Minutes: hours * 60, What: "restart workers"}); err != nil {
			t.Fatal(err)
		}
	}
	v, err := w.Toil(ctx, model.LastWeeks(today, 1))
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := v.Total.Share(); model.FormatPercent(got) != "36 %" {
		t.Errorf("team: got %v, want 36 %%", got)
	}
	if v.People[0].Person.Name != "Ana" || !v.People[0].OverCap || v.People[1].OverCap {
		t.Errorf("people: got %+v, want Ana first and alone over the cap", v.People)
	}
}

func TestImportSamplesAddsWhatIsNew(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	var samples []model.Sample
	for i := range 10 {
		samples = append(samples, model.Sample{At: time.Date(2026, 11, 1+i, 0, 0, 0, 0, time.UTC), Value: float64(50 + i)})
	}
	r := model.Resource{Name: "disk", Unit: "GiB", Limit: 80, LeadDays: 5}
	plan, _, err := w.ImportSamples(ctx, r, "a.csv", samples[:8])
	if err != nil {
		t.Fatal(err)
	}
	samples[0].Value = 1
	again, done, err := w.ImportSamples(ctx, plan.Resource, "b.csv", samples)
	if err != nil {
		t.Fatal(err)
	}
	_ = done
	if again.Added != 2 || again.Known != 8 || again.Differ != 1 {
		t.Errorf("second import: got %+v, want 2 new, 8 known, 1 differing", again)
	}
	resources, err := w.Resources(ctx)
	if err != nil || len(resources) != 1 {
		t.Fatalf("resources: %v %v", resources, err)
	}
	same, done, err := w.ImportSamples(ctx, resources[0], "b.csv", samples)
	if err != nil || same.Added != 0 || !done.Nothing() {
		t.Errorf("third import: got %+v %+v %v, want nothing to do", same, done, err)
	}
	if _, err := w.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	stored, err := w.Reader().Samples(ctx, resources[0].ID)
	if err != nil || len(stored) != 8 {
		t.Errorf("after undo: got %d samples, want 8", len(stored))
	}
}
