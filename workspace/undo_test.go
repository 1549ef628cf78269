package workspace

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"watchbill/model"
	"watchbill/sources"
	"watchbill/storage"
)

// TestAnyChangeCanBeUndone runs random changes on a random file. After each: undo gives exactly what was there before and redo
// what was there after, but for the calendar's SEQUENCE and LAST-MODIFIED, which only grow; shifts that have begun stay as they
// are; no two shifts of a role overlap; and a change that is refused changes nothing and says why.
func TestAnyChangeCanBeUndone(t *testing.T) {
	dir, files := t.TempDir(), 0
	first, all := started(t), slices.Concat(changes, swapChanges)
	rapid.Check(t, func(rt *rapid.T) {
		files++
		path := filepath.Join(dir, fmt.Sprintf("%d.watchbill", files))
		h := &hand{T: rt, ctx: context.Background(), now: now, told: map[string]told{}}
		h.must(os.WriteFile(path, first, 0o600))
		var err error
		h.w, err = Open(h.ctx, path, Config{Via: "test", Who: "test", Now: func() time.Time { return h.now }, Secrets: ownSecrets(dir, files)})
		h.must(err)
		defer h.w.Close()
		h.view = h.look()
		for range rapid.IntRange(1, 10).Draw(rt, "changes") {
			h.now = h.now.Add(time.Duration(h.pick("hours pass", 0, 1, 30, 400)) * time.Hour)
			h.change(all[h.upTo("change", len(all))])
		}
	})
}

// started returns the bytes of a file with three people, a rotation of two roles, some of it published and begun, and two overrides, of
// which one is under way.
func started(t *testing.T) []byte {
	t.Helper()
	clock := now.AddDate(0, 0, -14)
	w := mustOpenAt(t, &clock)
	_, r := mustTeam(t, w, "Ana", "Ben", "Chidi")
	r.Versions[0].Layers[0].First = model.NewLocalTime(2026, 11, 9, 9, 0, 0)
	if _, err := w.SaveRotation(context.Background(), r); err != nil {
		t.Fatal(err)
	}
	mustPublish(t, w, r, 4)
	for _, from := range []time.Duration{-6 * time.Hour, 9 * 24 * time.Hour} {
		start := now.Add(from)
		o := model.Override{RotationID: r.ID, RoleID: r.Roles[0].ID, Kind: model.OverrideReplace, Interval: model.Interval{Start: start, End: start.Add(60 * time.Hour)}}
		free, err := w.OverrideCandidates(context.Background(), o)
		if err != nil || free[0].Reason != "" {
			t.Fatalf("nobody is free: %+v, %v", free, err)
		}
		o.PersonID = free[0].Person.ID
		if _, err := w.AddOverride(context.Background(), o); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(w.Path())
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// hand makes random changes to a file.
type hand struct {
	*rapid.T
	ctx  context.Context
	w    *Workspace
	now  time.Time
	told map[string]told
	view view // what is there now
}

// told is what calendars were last told of a shift.
type told struct {
	sequence   int
	person     model.ID
	start, end int64
}

// view is all that a user could see of a file.
type view struct {
	Teams     []model.Team
	People    []model.Person
	TimeOff   []model.TimeOff
	Rotations []model.Rotation
	Rules     []model.BuildRules
	Aparts    []model.Apart
	Wishes    []model.Wish
	Shifts    []model.Shift
	Swaps     []model.Swap
	Toil      []model.ToilEntry
	Resources []model.Resource
	Batches   []storage.Batch
	Samples   []model.Sample
	Setting   string
	Freezes   []model.Freeze
	Overrides []model.Override
	Duties    []model.Shift
	Limits    model.DutyRules
	Rates     model.PayRates
	Calendars calendarsView
}

func (h *hand) look() view {
	r := h.w.Reader()
	var v view
	var errs [6]error
	v.Teams, errs[0] = r.Teams(h.ctx)
	for _, t := range v.Teams {
		v.People, errs[1] = r.People(h.ctx, t.ID)
		v.TimeOff, errs[2] = r.TimeOff(h.ctx, t.ID, model.Interval{})
		v.Rotations, errs[3] = r.Rotations(h.ctx, t.ID)
		v.Shifts, errs[4] = r.Shifts(h.ctx, t.ID, model.Interval{})
		v.Toil, errs[5] = r.Toil(h.ctx, t.ID, model.ToilPeriod{})
		h.must(errs[:]...)
		v.Resources, errs[0] = r.Resources(h.ctx, t.ID)
		v.Aparts, errs[1] = r.Aparts(h.ctx, t.ID)
		v.Wishes, errs[2] = r.Wishes(h.ctx, t.ID)
		v.Setting, errs[3] = r.Setting(h.ctx, "theme", "")
		v.Swaps, errs[4] = r.Swaps(h.ctx, t.ID, storage.SwapFilter{})
	}
	v.Freezes, errs[4] = h.w.Freezes(h.ctx, model.Interval{})
	v.Limits, errs[5] = h.w.DutyRules(h.ctx)
	h.must(errs[:]...)
	v.Rates, errs[0] = h.w.PayRates(h.ctx)
	for _, t := range v.Teams {
		v.Overrides, errs[1] = r.Overrides(h.ctx, t.ID, model.Interval{})
		v.Duties, errs[2] = r.Duties(h.ctx, t.ID, model.Interval{})
	}
	h.must(errs[:]...)
	v.Calendars = h.lookAtCalendars()
	for _, x := range v.Rotations {
		rules, _, err := r.BuildRules(h.ctx, x.ID)
		h.must(err)
		v.Rules = append(v.Rules, rules)
	}
	for _, x := range v.Resources {
		batches, err := r.Batches(h.ctx, x.ID)
		samples, err2 := r.Samples(h.ctx, x.ID)
		h.must(err, err2)
		v.Batches, v.Samples = append(v.Batches, batches...), append(v.Samples, samples...)
	}
	return v
}

var seen = cmp.Options{cmpopts.EquateNaNs(), cmpopts.IgnoreFields(model.Shift{}, "Sequence", "Modified"), cmpopts.IgnoreFields(model.Override{}, "Sequence", "Modified"), cmp.Comparer(func(a, b model.LocalTime) bool { return a == b })}

// change makes one change, takes it back, and makes it again.
func (h *hand) change(c change) {
	before := h.view
	done, err := c.do(h)
	after := h.look()
	if code := model.CodeOf(err); err != nil && (code == model.Internal || code == model.Unavailable) {
		h.Fatalf("%s: %v", c.name, err)
	}
	if err != nil || done.Nothing() {
		if d := cmp.Diff(before, after, seen); d != "" {
			h.Fatalf("%s: nothing was to change (%v): %s", c.name, err, d)
		}
		return
	}
	h.check(c, before, after)
	for range h.pick("rounds", 1, 2) {
		h.undo(c.name, before)
		h.redo(c.name, after)
	}
	if h.pick("a calendar is read by itself", 0, 0, 1) == 1 {
		h.readsByItself(c, before, after)
	}
	h.view = h.look() // with the calendar's numbers of now
}

func (h *hand) undo(what string, want view) {
	_, err := h.w.Undo(h.ctx)
	h.must(err)
	h.same("undo of "+what, want)
}

func (h *hand) redo(what string, want view) {
	_, err := h.w.Redo(h.ctx)
	h.must(err)
	h.same("redo of "+what, want)
}

func (h *hand) same(what string, want view) {
	got := h.look()
	if d := cmp.Diff(want, got, seen); d != "" {
		h.Fatalf("%s: %s", what, d)
	}
	h.tell(what, got)
}

// check holds what every change must keep.
func (h *hand) check(c change, before, after view) {
	h.tell(c.name, after)
	for i, s := range after.Shifts {
		for _, o := range after.Shifts[:i] {
			if s.RoleID == o.RoleID && s.State == o.State && s.Overlaps(o.Interval) {
				h.Fatalf("%s: %v and %v overlap in one role", c.name, o, s)
			}
		}
	}
	for _, s := range before.Shifts {
		if s.State == model.Draft || s.Start.After(h.now) || c.name == "delete rotation" {
			continue
		}
		same := func(o model.Shift) bool { return cmp.Equal(s, o) }
		if strings.Contains(c.name, "override") { // of what is left of it: that is news to calendars, and the shift stays
			same = func(o model.Shift) bool { return cmp.Equal(s, o, seen) }
		}
		if !slices.ContainsFunc(after.Shifts, same) && !(c.cuts() && h.served(s, after.Shifts)) {
			h.Fatalf("%s: %v had begun and is not there unchanged", c.name, s)
		}
	}
	if c.name == "swap" || c.covers() {
		h.keepsRules(c, before, after)
		if a, b := hoursOf(before.Shifts), hoursOf(after.Shifts); a != b {
			h.Fatalf("a swap made %v of %v", b, a)
		}
	}
}

// anyRotation draws a rotation that is stored, where there is one.
func (h *hand) anyRotation() model.Rotation {
	if len(h.view.Rotations) == 0 {
		return model.Rotation{}
	}
	return h.view.Rotations[h.upTo("rotation", len(h.view.Rotations))].Clone()
}

// keepsThePast checks that a change of a rule is stored as it was planned, and that what the rule gave before now it gives still, once
// something is published.
func (h *hand) keepsThePast(id model.ID, planned model.Rotation) {
	before := slices.IndexFunc(h.view.Rotations, func(r model.Rotation) bool { return r.ID == id })
	after := h.look().Rotations
	i := slices.IndexFunc(after, func(r model.Rotation) bool { return r.ID == id })
	if before < 0 || i < 0 {
		return
	}
	if !after[i].Same(planned) {
		h.Fatalf("the rule stored is not the one planned: %s", cmp.Diff(planned, after[i], seen))
	}
	published := slices.ContainsFunc(h.view.Shifts, func(s model.Shift) bool { return s.RotationID == id && s.State == model.Published })
	if !published {
		return
	}
	past := model.Interval{Start: h.now.AddDate(0, -2, 0), End: h.now}
	was, err := h.view.Rotations[before].Shifts(past, model.Availability{})
	is, err2 := after[i].Shifts(past, model.Availability{})
	h.must(err, err2)
	cut := func(shifts []model.Shift) (out []model.Shift) {
		for _, s := range shifts {
			s.Interval = s.Intersect(past)
			out = append(out, s)
		}
		return out
	}
	if d := cmp.Diff(cut(was), cut(is)); d != "" {
		h.Fatalf("the past of the rule changed: %s", d)
	}
}

func hoursOf(shifts []model.Shift) (d time.Duration) {
	for _, s := range shifts {
		d += s.Duration()
	}
	return d
}

// tell checks that a calendar that takes the highest SEQUENCE ends up with what is published now.
func (h *hand) tell(what string, v view) {
	for _, s := range v.Duties {
		last, known := h.told[s.UID]
		news := told{s.Sequence, s.PersonID, s.Start.UnixMilli(), s.End.UnixMilli()}
		if known && news != last && news.sequence <= last.sequence {
			h.Fatalf("%s: %s is %+v after %+v", what, s.UID, news, last)
		}
		h.told[s.UID] = news
	}
}

func (h *hand) must(errs ...error) {
	h.Helper()
	for _, err := range errs {
		if err != nil {
			h.Fatal(err)
		}
	}
}

func (h *hand) upTo(label string, n int) int { return rapid.IntRange(0, n-1).Draw(h.T, label) }

func (h *hand) pick(label string, of ...int) int { return rapid.SampledFrom(of).Draw(h.T, label) }

func (h *hand) text(label string, of ...string) string { return rapid.SampledFrom(of).Draw(h.T, label) }

func (h *hand) day(label string) model.Date {
	return model.DateOf(h.now).AddDays(h.upTo(label, 60) - 20)
}

func (h *hand) hours(label string, from int) time.Duration {
	return time.Duration(from+h.upTo(label, 400)) * time.Hour
}

// one draws one of a list, or the zero value: something that is not stored yet.
func one[T any](h *hand, label string, of []T) T {
	i := h.upTo(label, len(of)+1)
	if i == len(of) {
		var none T
		return none
	}
	return of[i]
}

type change struct {
	name string
	do   func(h *hand) (Done, error)
}

// covers reports whether a change may take the rest of a shift that has begun off somebody.
func (c change) covers() bool {
	return slices.ContainsFunc(swapChanges, func(x change) bool { return x.name == c.name })
}

// cuts reports whether a change may cut a shift that has begun, or join it with its next part.
func (c change) cuts() bool { return c.covers() || c.name == "split" || c.name == "join" }

// served reports whether what was served of a shift by now is still whose it was, in however many parts.
func (h *hand) served(s model.Shift, after []model.Shift) bool {
	var theirs []model.Interval
	for _, o := range after {
		if o.RoleID == s.RoleID && o.State == s.State && o.PersonID == s.PersonID {
			theirs = append(theirs, o.Interval)
		}
	}
	return len(model.Uncovered(s.Interval.Intersect(model.Interval{Start: s.Start, End: h.now}), theirs)) == 0
}

var changes = []change{
	{"save person", func(h *hand) (Done, error) {
		p := one(h, "person", h.view.People)
		p.Name, p.Zone, p.WeekMinutes = h.text("name", "Ana", "Dana", "Žofie  Dvořák", "Farid"), h.text("zone", "UTC", "Asia/Kathmandu", "Nowhere"), h.pick("minutes", 0, 1200, 2400)
		if h.pick("leaves", 0, 1) == 1 {
			p.Left = h.day("left")
		}
		return h.w.SavePerson(h.ctx, p)
	}},
	{"delete person", func(h *hand) (Done, error) { return h.w.DeletePerson(h.ctx, one(h, "person", h.view.People).ID) }},
	{"save time off", func(h *hand) (Done, error) {
		off := one(h, "time off", h.view.TimeOff)
		start := h.now.Add(h.hours("from", -100))
		off.PersonID, off.Interval, off.Note = one(h, "person", h.view.People).ID, model.Interval{Start: start, End: start.Add(h.hours("length", 0))}, "it’s “off”\n"
		return h.w.SaveTimeOff(h.ctx, off)
	}},
	{"delete time off", func(h *hand) (Done, error) { return h.w.DeleteTimeOff(h.ctx, one(h, "time off", h.view.TimeOff).ID) }},
	{"save rotation", func(h *hand) (Done, error) {
		r := one(h, "rotation", h.view.Rotations)
		r.Name, r.Zone = h.text("name", "Payments", "Ledger", "Nights"), h.text("zone", "Europe/Berlin", "America/Chicago")
		rule := model.Plain{First: h.day("first").At(9 * 60), Turns: model.Pattern{{N: h.pick("n", 1, 2, 3), Unit: rapid.SampledFrom([]model.Unit{model.Days, model.Weeks, model.Months}).Draw(h.T, "unit")}}}
		for _, p := range rapid.Permutation(h.view.People).Draw(h.T, "order")[:h.upTo("members", len(h.view.People)+1)] {
			rule.People = append(rule.People, p.ID)
		}
		roles := slices.Clone(r.Roles)[:min(len(r.Roles), h.pick("kept roles", 0, 1, 2))]
		if name := h.text("new role", "", "primary", "backup"); name != "" {
			roles = append(roles, model.Role{Name: name})
		}
		r.SetRoles(roles)
		r.SetPlain(h.now, rule)
		return h.w.SaveRotation(h.ctx, r)
	}},
	{"change the rule", changeRule},
	{"change the rule again", changeRule},
	{"take a version back", func(h *hand) (Done, error) {
		r := h.anyRotation()
		if len(r.Versions) < 2 {
			return Done{}, model.Errorf(model.NotFound, "from", "There is one version.")
		}
		r.Versions = r.Versions[:len(r.Versions)-1]
		done, err := h.w.SaveRotation(h.ctx, r)
		if err == nil {
			h.keepsThePast(r.ID, r)
		}
		return done, err
	}},
	{"delete rotation", func(h *hand) (Done, error) { return h.w.DeleteRotation(h.ctx, one(h, "rotation", h.view.Rotations).ID) }},
	{"draft", func(h *hand) (Done, error) {
		var from time.Time
		if h.pick("from a day", 0, 1) == 1 {
			from = h.day("from").Start(time.UTC)
		}
		return h.w.BuildDraft(h.ctx, one(h, "rotation", h.view.Rotations).ID, from, h.pick("weeks", 1, 3, 9))
	}},
	{"discard draft", func(h *hand) (Done, error) { return h.w.DiscardDraft(h.ctx, one(h, "rotation", h.view.Rotations)) }},
	{"publish", func(h *hand) (Done, error) { return h.w.Publish(h.ctx, one(h, "rotation", h.view.Rotations).ID) }},
	{"swap", func(h *hand) (Done, error) {
		before := h.view
		a, b := one(h, "shift", h.view.Shifts).ID, one(h, "other shift", h.view.Shifts).ID
		done, err := h.w.Swap(h.ctx, a, b)
		if err != nil {
			return done, err
		}
		_, err = h.w.Swap(h.ctx, a, b)
		if model.CodeOf(err) == model.Conflict { // whoever was away in their shift, and is rid of it, does not get it back
			return done, nil
		}
		h.must(err)
		after := h.look()
		after.Swaps = before.Swaps // which has both, if they were of published shifts
		if d := cmp.Diff(before, after, seen); d != "" {
			h.Fatalf("a second swap: %s", d)
		}
		for range 2 {
			_, err = h.w.Undo(h.ctx)
			h.must(err)
		}
		return h.w.Swap(h.ctx, b, a)
	}},
	{"reassign", func(h *hand) (Done, error) {
		return h.w.Reassign(h.ctx, one(h, "shift", h.view.Shifts).ID, one(h, "person", h.view.People).ID)
	}},
	{"reassign several", func(h *hand) (Done, error) {
		ids := []model.ID{one(h, "shift", h.view.Shifts).ID, one(h, "other shift", h.view.Shifts).ID}
		person := one(h, "person", h.view.People).ID
		if h.pick("to nobody", 0, 1) == 1 {
			person = 0
		}
		return h.w.ReassignAll(h.ctx, ids, person)
	}},
	{"override", func(h *hand) (Done, error) {
		s := one(h, "shift", h.view.Shifts)
		o := model.Override{RotationID: s.RotationID, RoleID: s.RoleID, Kind: rapid.SampledFrom(model.OverrideKinds).Draw(h.T, "kind"), Note: "it’s “theirs”"}
		start := s.Start.Add(h.hours("from", -100))
		o.Interval = model.Interval{Start: start, End: start.Add(h.hours("length", 1))}
		if o.Kind != model.OverrideRemove {
			o.PersonID = one(h, "person", h.view.People).ID
		}
		if o.Kind != model.OverrideAdd {
			o.OutID = one(h, "out", h.view.People).ID
		}
		return h.w.AddOverride(h.ctx, o)
	}},
	{"edit override", func(h *hand) (Done, error) {
		o := one(h, "override", h.view.Overrides)
		if h.pick("who changes", 0, 1) == 1 {
			o.Kind = rapid.SampledFrom(model.OverrideKinds).Draw(h.T, "kind")
			o.PersonID, o.OutID = 0, 0
			if o.Kind != model.OverrideRemove {
				o.PersonID = one(h, "in", h.view.People).ID
			}
		}
		if h.pick("begin moves", 0, 0, 1) == 1 {
			o.Start = o.Start.Add(h.hours("later", -100))
		}
		o.End = o.Start.Add(h.hours("length", 0))
		o.Note = h.text("note", "", "dentist")
		return h.w.EditOverride(h.ctx, o)
	}},
	{"remove override", func(h *hand) (Done, error) { return h.w.RemoveOverride(h.ctx, one(h, "override", h.view.Overrides).ID) }},
	{"split", func(h *hand) (Done, error) {
		s := one(h, "shift", h.view.Shifts)
		return h.w.SplitShift(h.ctx, s.ID, s.Start.Add(h.hours("at", -10)))
	}},
	{"join", func(h *hand) (Done, error) { return h.w.MergeShift(h.ctx, one(h, "shift", h.view.Shifts).ID) }},
	{"log toil", func(h *hand) (Done, error) {
		e := one(h, "toil", h.view.Toil)
		e.PersonID, e.Day, e.Minutes, e.What = one(h, "person", h.view.People).ID, h.day("day"), h.pick("minutes", 0, 20, 600), h.text("what", "restart  workers", "rotate keys")
		return h.w.LogToil(h.ctx, e)
	}},
	{"delete toil", func(h *hand) (Done, error) { return h.w.DeleteToil(h.ctx, one(h, "toil", h.view.Toil)) }},
	{"import toil", func(h *hand) (Done, error) {
		p := one(h, "person", h.view.People).ID
		return h.w.ImportToil(h.ctx, "toggl.csv", []model.ToilEntry{{PersonID: p, Day: h.day("day"), Minutes: 5, What: "a"}, {PersonID: p, Day: h.day("day"), Minutes: 7, What: "b"}})
	}},
	{"save resource", func(h *hand) (Done, error) {
		r := one(h, "resource", h.view.Resources)
		r.Name, r.Limit, r.Owner = h.text("name", "disk", "pool"), rapid.SampledFrom([]float64{0.1 + 0.2, 1e300, -3}).Draw(h.T, "limit"), one(h, "owner", h.view.People).ID
		return h.w.SaveResource(h.ctx, r)
	}},
	{"delete resource", func(h *hand) (Done, error) { return h.w.DeleteResource(h.ctx, one(h, "resource", h.view.Resources)) }},
	{"import samples", func(h *hand) (Done, error) {
		var samples []model.Sample
		for i := range h.upTo("samples", 5) {
			samples = append(samples, model.Sample{At: h.day("day").AddDays(i).Start(time.UTC), Value: rapid.Float64().Draw(h.T, "value")})
		}
		_, done, err := h.w.ImportSamples(h.ctx, one(h, "resource", append(h.view.Resources, model.Resource{Name: "new"})), "disk.csv", samples)
		return done, err
	}},
	{"import people", func(h *hand) (Done, error) {
		_, done, err := h.w.ImportPeople(h.ctx, "people.csv", []sources.PersonRow{{Name: h.text("name", "Ana", "Grace")}, {Name: "Eun-ji", Email: h.text("mail", "", "e@example.org", "nonsense")}}, "UTC")
		return done, err
	}},
	{"import schedule", func(h *hand) (Done, error) {
		at := h.day("from").Start(time.UTC)
		duties := []ScheduledDuty{{Start: at, End: at.AddDate(0, 0, 3), Who: h.text("name", "Ana", "Ivo")}, {Start: at.AddDate(0, 0, 2), End: at.AddDate(0, 0, 4), Who: "Ben", Level: h.pick("level", 1, 2)}}
		r := one(h, "rotation", h.view.Rotations)
		if r.ID == 0 {
			r.Name = "Imported"
		}
		_, done, err := h.w.ImportSchedule(h.ctx, "rota.ics", r, duties, h.pick("add people", 0, 1) == 1)
		return done, err
	}},
	{"save rules", func(h *hand) (Done, error) {
		r := one(h, "rotation", h.view.Rotations)
		return h.w.SaveRules(h.ctx, r, model.BuildRules{RotationID: r.ID, RestTurns: h.pick("rest", 0, 1, 2), ByHours: true})
	}},
	{"save wish", func(h *hand) (Done, error) {
		x := one(h, "wish", h.view.Wishes)
		x.PersonID, x.Kind, x.From, x.Until = one(h, "person", h.view.People).ID, model.Avoid, h.day("from"), h.day("until")
		return h.w.SaveWish(h.ctx, x)
	}},
	{"keep apart", func(h *hand) (Done, error) {
		return h.w.KeepApart(h.ctx, one(h, "person", h.view.People).ID, one(h, "other", h.view.People).ID)
	}},
	{"save holiday", func(h *hand) (Done, error) {
		return h.w.SaveHoliday(h.ctx, model.HolidayChange{Region: h.text("region", "", "DE-BE"), Day: h.day("day"), Name: h.text("name", "Company day", "Fair"), Removed: h.pick("removed", 0, 1) == 1})
	}},
	{"pin", func(h *hand) (Done, error) {
		r, s := one(h, "rotation", h.view.Rotations), one(h, "shift", h.view.Shifts)
		return h.w.Pin(h.ctx, r.ID, model.Pin{RoleID: s.RoleID, PersonID: one(h, "person", h.view.People).ID, Slot: s.Slot})
	}},
	{"repair", func(h *hand) (Done, error) {
		repair, err := h.w.PlanRepair(h.ctx, one(h, "rotation", h.view.Rotations).ID)
		if err != nil {
			return Done{}, err
		}
		return h.w.ApplyRepair(h.ctx, repair)
	}},
	{"delete wish", func(h *hand) (Done, error) { return h.w.DeleteWish(h.ctx, one(h, "wish", h.view.Wishes).ID) }},
	{"delete pair", func(h *hand) (Done, error) { return h.w.DeleteApart(h.ctx, one(h, "pair", h.view.Aparts).ID) }},
	{"set", func(h *hand) (Done, error) {
		theme := h.text("theme", "dark", "light")
		return h.w.SetSetting(h.ctx, "theme", theme, theme)
	}},
	{"save freeze", func(h *hand) (Done, error) {
		f := one(h, "freeze", h.view.Freezes)
		start := h.day("from").Start(time.UTC)
		f.Name, f.Interval = h.text("name", "Year end", " "), model.Interval{Start: start, End: start.Add(h.hours("length", 0))}
		return h.w.SaveFreeze(h.ctx, f)
	}},
	{"delete freeze", func(h *hand) (Done, error) { return h.w.DeleteFreeze(h.ctx, one(h, "freeze", h.view.Freezes).ID) }},
	{"set duty rules", func(h *hand) (Done, error) {
		return h.w.SetDutyRules(h.ctx, model.DutyRules{Rest: h.hours("rest", 0), MaxShare: rapid.SampledFrom([]float64{0, 0.25, 1.0 / 3}).Draw(h.T, "share")})
	}},
	{"set pay rates", func(h *hand) (Done, error) {
		rates := model.DefaultPayRates()
		rates.Shift = model.Money(h.pick("shift", -1, 0, 12_345))
		return h.w.SetPayRates(h.ctx, rates)
	}},
	{"save team", func(h *hand) (Done, error) {
		t := h.view.Teams[0]
		t.Name, t.ToilCap = h.text("name", "Payments", "SRE"), rapid.SampledFrom([]float64{0, 0.5, 1.0 / 3}).Draw(h.T, "cap")
		return h.w.SaveTeam(h.ctx, t)
	}},
}

// changeRule changes a rule: windows, zone, people with dates, a second layer, from now or a day.
func changeRule(h *hand) (Done, error) {
	r := h.anyRotation()
	var from time.Time
	if h.pick("from a day", 0, 1) == 1 {
		from = model.DateOf(h.now).AddDays(h.pick("effective", -3, 0, 1, 9, 40)).Start(time.UTC)
	}
	v := r.RuleFrom(from, h.now)
	if len(v.Layers) > 0 {
		l := &v.Layers[h.upTo("layer", len(v.Layers))]
		l.Zone = h.text("layer zone", "", "Asia/Kathmandu")
		l.Windows, _ = model.ParseWindows(h.text("windows", "", "Mon-Fri 09:00-17:00", "daily 22:00-06:00; Sun 08:00-12:00"))
		l.ByCalendar = h.pick("by calendar", 0, 1) == 1
		for i := range l.Orders {
			if l.Orders[i].After == "" && h.pick("a place more", 0, 0, 1) == 1 {
				l.Orders[i].Members = append(l.Orders[i].Members, model.Member{PersonID: one(h, "member", h.view.People).ID, From: h.day("joins"), Until: h.day("leaves")})
			}
		}
	}
	if h.pick("second layer", 0, 1, 2) == 0 && len(v.Layers) == 1 {
		v.Layers[0].Name = "here"
		other := v.Clone().Layers[0]
		other.ID, other.Name, other.Windows = 0, "there", []model.Window{{Days: model.WeekdaySet(time.Wednesday), From: 18 * 60, Until: 20 * 60}}
		v.Layers = append(v.Layers, other)
	}
	planned, planErr := h.w.PlanSaveRotation(h.ctx, r)
	done, err := h.w.SaveRotation(h.ctx, r)
	if err == nil {
		h.must(planErr)
		h.keepsThePast(r.ID, planned.Rotation)
	}
	return done, err
}
