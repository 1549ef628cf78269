package workspace

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"watchbill/model"
	"watchbill/storage"
)

// Rotations returns the team's rotations by name; none when there is no team yet.
func (w *Workspace) Rotations(ctx context.Context) ([]model.Rotation, error) {
	return ofTeam(ctx, w, storage.Reader.Rotations)
}

// RotationNamed finds a rotation by name, letter case aside; an unambiguous beginning is enough, and an empty name means the only
// rotation.
func RotationNamed(rotations []model.Rotation, name string) (model.Rotation, error) {
	return named(rotations, "rotation", name, func(r model.Rotation) string { return r.Name }, "Add one first.")
}

func rotationIn(ctx context.Context, r storage.Reader, team, id model.ID) (model.Rotation, error) {
	all, err := r.Rotations(ctx, team)
	if err != nil {
		return model.Rotation{}, err
	}
	if i := slices.IndexFunc(all, func(x model.Rotation) bool { return x.ID == id }); i >= 0 {
		return all[i], nil
	}
	return model.Rotation{}, model.Errorf(model.NotFound, "rotation", "There is no such rotation any more. Look at the list again.")
}

// SaveRotation adds or changes a rotation. What is published stays as it is: a change of the rule is for the next draft. Nothing of the
// past changes either: once something is published, a changed version in force becomes a new version from now on, versions to come may be
// changed freely, and a version with a date in the past is refused (see model.Amend). A role that still has published shifts cannot be
// taken away. PlanSaveRotation says before what it means.
func (w *Workspace) SaveRotation(ctx context.Context, r model.Rotation) (Done, error) {
	r.Name = strings.Join(strings.Fields(r.Name), " ")
	if err := r.Check(); err != nil {
		return Done{}, err
	}
	return w.transact(ctx, "save the rotation", func(tx *storage.Tx) (model.ID, error) {
		team, err := w.ensureTeam(ctx, tx, r.Zone)
		if err != nil {
			return 0, err
		}
		rotations, err := tx.Rotations(ctx, team.ID)
		if err != nil {
			return 0, err
		}
		for _, o := range rotations {
			if o.ID != r.ID && strings.EqualFold(o.Name, r.Name) {
				return 0, model.Errorf(model.Conflict, "name", "There is a rotation %s already. Choose another name.", o.Name)
			}
		}
		r.TeamID = team.ID
		if err := checkMembers(ctx, tx, r); err != nil {
			return 0, err
		}
		stored, saved, err := amended(ctx, tx.Reader, r, tx.Now())
		if err != nil {
			return 0, err
		}
		verb := "added"
		if r.ID != 0 {
			verb = "changed"
			if err := checkRolesKept(ctx, tx, r); err != nil {
				return 0, err
			}
		}
		tx.Describe("Rotation %s: %s, %s", verb, saved.Name, describeChange(stored, saved, tx.Now()))
		r, err = tx.PutRotation(ctx, saved)
		return r.ID, err
	})
}

// amended returns a rotation as it is stored and as it would be stored after a save.
func amended(ctx context.Context, r storage.Reader, edited model.Rotation, now time.Time) (stored, out model.Rotation, err error) {
	published := false
	if edited.ID != 0 {
		if stored, err = rotationIn(ctx, r, edited.TeamID, edited.ID); err != nil {
			return stored, out, err
		}
		until, err := r.PublishedUntil(ctx, stored)
		if err != nil {
			return stored, out, err
		}
		published = !until.IsZero()
	}
	if out, err = model.Amend(stored, edited, now.Truncate(time.Millisecond), published); err != nil {
		return stored, out, err
	}
	return stored, out, out.Check()
}

// describeChange says what a rotation's rule is now, or, where a later version changes, what it will be and from when.
func describeChange(stored, r model.Rotation, now time.Time) string {
	if from, ahead := r.ChangesAhead(stored, now); ahead {
		if loc, err := model.Zone(r.Zone); err == nil {
			from = from.In(loc)
		}
		return fmt.Sprintf("from %s: %s", model.FormatTime(from, now), r.Describe(from))
	}
	if stored.ID != 0 && len(r.Versions) < len(stored.Versions) {
		return "a version to come was taken back"
	}
	return r.Describe(now)
}

func checkMembers(ctx context.Context, tx *storage.Tx, r model.Rotation) error {
	people, err := tx.People(ctx, r.TeamID)
	if err != nil {
		return err
	}
	for _, id := range r.People() {
		if !slices.ContainsFunc(people, func(p model.Person) bool { return p.ID == id }) {
			return model.Errorf(model.Conflict, "people", "Somebody in the order of %s is no longer in the team. Look at its people again.", r.Name)
		}
	}
	return nil
}

func checkRolesKept(ctx context.Context, tx *storage.Tx, r model.Rotation) error {
	published, err := tx.RotationShifts(ctx, r.ID, model.Published, model.Interval{})
	if err != nil {
		return err
	}
	before, err := rotationIn(ctx, tx.Reader, r.TeamID, r.ID)
	if err != nil {
		return err
	}
	for _, role := range before.Roles {
		if slices.ContainsFunc(r.Roles, func(x model.Role) bool { return x.ID == role.ID || x.ID == 0 && x.Name == role.Name }) {
			continue
		}
		n := 0
		for _, s := range published {
			if s.RoleID == role.ID {
				n++
			}
		}
		if n > 0 {
			return model.Errorf(model.Conflict, "roles", "The role %s has %s and cannot be taken away. Rename it, or keep it.", role.Name, model.Count(n, "published shift", "published shifts"))
		}
	}
	return nil
}

// DeleteRotationImpact says in words what deleting a rotation would take along.
func (w *Workspace) DeleteRotationImpact(ctx context.Context, r model.Rotation) (string, error) {
	published, err := w.Reader().RotationShifts(ctx, r.ID, model.Published, model.Interval{})
	if err != nil {
		return "", err
	}
	drafts, err := w.Reader().RotationShifts(ctx, r.ID, model.Draft, model.Interval{})
	if err != nil {
		return "", err
	}
	people := map[model.ID]bool{}
	ahead := 0
	for _, s := range published {
		if s.PersonID != 0 {
			people[s.PersonID] = true
		}
		if s.End.After(w.Now()) {
			ahead++
		}
	}
	return fmt.Sprintf("%s goes with %s of %s (%d of them not over) and %s. Its calendar becomes empty. It can be undone.", r.Name,
		model.Count(len(published), "published shift", "published shifts"), model.Count(len(people), "person", "people"), ahead,
		model.Count(len(drafts), "draft shift", "draft shifts")), nil
}

// DeleteRotation removes a rotation and its shifts.
func (w *Workspace) DeleteRotation(ctx context.Context, id model.ID) (Done, error) {
	return w.transact(ctx, "delete the rotation", func(tx *storage.Tx) (model.ID, error) {
		team, err := w.teamOf(ctx, tx.Reader)
		if err != nil {
			return 0, err
		}
		r, err := rotationIn(ctx, tx.Reader, team.ID, id)
		if err != nil {
			return 0, err
		}
		tx.Describe("Rotation deleted: %s", r.Name)
		return 0, tx.DeleteRotation(ctx, id)
	})
}

// BuildDraft lays out a draft of so many weeks in the order of the rotation's people, from the first handoff at or after from, and
// replaces the rotation's earlier draft. A zero from means where the published rota ends, or the next handoff from now.
func (w *Workspace) BuildDraft(ctx context.Context, rotation model.ID, from time.Time, weeks int) (Done, error) {
	return w.transact(ctx, "build a draft", func(tx *storage.Tx) (model.ID, error) {
		plan, err := w.planDraft(ctx, tx.Reader, rotation, from, weeks, tx.Now())
		if err != nil {
			return 0, err
		}
		r := plan.Rotation
		if _, err := tx.DeleteDraft(ctx, r.ID); err != nil {
			return 0, err
		}
		for _, s := range plan.Shifts {
			if _, err := tx.PutShift(ctx, s); err != nil {
				return 0, err
			}
		}
		last := plan.Shifts[len(plan.Shifts)-1] // long turns end after the window
		drafted := model.Interval{Start: plan.Shifts[0].Start, End: last.End}
		tx.Describe("Draft built: %s, %s, %s", r.Name, Days(wholeDays(drafted, r.Zone), r.Zone, tx.Now()), model.Count(len(plan.Shifts), "shift", "shifts"))
		return 0, nil
	})
}

// wholeDays widens an interval to whole days of a zone, for saying it in dates.
func wholeDays(i model.Interval, zone string) model.Interval {
	loc, err := model.Zone(zone)
	if err != nil {
		return i
	}
	first, last := model.DateOf(i.Start.In(loc)), model.DateOf(i.End.In(loc).Add(-time.Second))
	return model.Interval{Start: first.Start(loc), End: last.AddDays(1).Start(loc)}
}

// PublishedUntil returns the end of what is published of a rotation, zero when nothing is.
func (w *Workspace) PublishedUntil(ctx context.Context, rotation model.Rotation) (time.Time, error) {
	return w.Reader().PublishedUntil(ctx, rotation)
}

// DiscardDraft removes a rotation's draft.
func (w *Workspace) DiscardDraft(ctx context.Context, r model.Rotation) (Done, error) {
	return w.transact(ctx, "discard the draft", func(tx *storage.Tx) (model.ID, error) {
		n, err := tx.DeleteDraft(ctx, r.ID)
		if err == nil && n == 0 {
			return 0, model.Errorf(model.NotFound, "draft", "%s has no draft to discard. Nothing was changed.", r.Name)
		}
		tx.Describe("Draft discarded: %s, %s", r.Name, model.Count(n, "shift", "shifts"))
		return 0, err
	})
}

// PlanPublish says what publishing a rotation's draft would do.
func (w *Workspace) PlanPublish(ctx context.Context, rotation model.ID) (model.PublishPlan, error) {
	return w.planPublish(ctx, w.Reader(), rotation, w.Now())
}

func (w *Workspace) planPublish(ctx context.Context, r storage.Reader, rotation model.ID, now time.Time) (model.PublishPlan, error) {
	draft, err := r.RotationShifts(ctx, rotation, model.Draft, model.Interval{})
	if err != nil {
		return model.PublishPlan{}, err
	}
	window := model.Interval{End: endOfTime}
	if len(draft) > 0 {
		window.Start = draft[0].Start
	}
	published, err := r.RotationShifts(ctx, rotation, model.Published, window)
	if err != nil {
		return model.PublishPlan{}, err
	}
	return model.PlanPublish(draft, published, now)
}

// Publish makes the drafts of rotations facts, in one step. Shifts that have begun stay; slots that stay keep their calendar UID.
func (w *Workspace) Publish(ctx context.Context, rotations ...model.ID) (Done, error) {
	return w.transact(ctx, "publish", func(tx *storage.Tx) (model.ID, error) {
		team, err := w.teamOf(ctx, tx.Reader)
		if err != nil {
			return 0, err
		}
		var said []string
		for _, id := range rotations {
			words, err := w.publishOne(ctx, tx, team.ID, id)
			if err != nil {
				return 0, err
			}
			said = append(said, words)
		}
		tx.Describe("Published: %s", strings.Join(said, "; "))
		return 0, nil
	})
}

func (w *Workspace) publishOne(ctx context.Context, tx *storage.Tx, team, rotation model.ID) (string, error) {
	r, err := rotationIn(ctx, tx.Reader, team, rotation)
	if err != nil {
		return "", err
	}
	plan, err := w.planPublish(ctx, tx.Reader, rotation, tx.Now())
	if err != nil {
		return "", err
	}
	if err := applyPlan(ctx, tx, plan); err != nil {
		return "", err
	}
	if _, err := tx.DeleteDraft(ctx, rotation); err != nil {
		return "", err
	}
	changed, added := plan.Counts()
	return fmt.Sprintf("%s, %s, %s, %s", r.Name, Days(wholeDays(plan.Window, r.Zone), r.Zone, tx.Now()),
		model.Count(added, "new shift", "new shifts"), model.Count(changed, "changed", "changed")), nil
}

func applyPlan(ctx context.Context, tx *storage.Tx, plan model.PublishPlan) error {
	for _, c := range plan.Changes { // first what goes, so that its place is free
		if c.Kind() == "removed" {
			if err := tx.DeleteShift(ctx, c.Before.ID); err != nil {
				return err
			}
		}
	}
	for _, c := range plan.Changes {
		var s model.Shift
		switch c.Kind() {
		case "removed":
			continue
		case "reassigned", "shortened":
			s = c.Before
			s.PersonID, s.Interval = c.After.PersonID, c.After.Interval
		default:
			s = c.After
			s.ID, s.State = 0, model.Published
		}
		if _, err := tx.PutShift(ctx, s); err != nil {
			return err
		}
	}
	return nil
}
