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

// OverridePlan is what an override would do, or a change of one.
type OverridePlan struct {
	Override model.Override
	Made     []model.Shift // who would serve who does not now
	Taken    []model.Shift // who would serve no longer
	Words    string        // "Ben instead of Ana"

	stored []model.Override // what has to be stored of a change, in order
	before model.Override   // what was stored before the change
}

// CheckOverride says what a new override would do, or a changed one, which has its ID; or why it cannot be. The error's field names what
// to change.
func (w *Workspace) CheckOverride(ctx context.Context, o model.Override) (OverridePlan, error) {
	plan, _, err := w.planOverride(ctx, w.Reader(), o, w.Now())
	return plan, err
}

// planOverride checks an override on the data as a reader sees it: within a transaction, nothing comes between the check and the write.
func (w *Workspace) planOverride(ctx context.Context, r storage.Reader, o model.Override, now time.Time) (OverridePlan, desk, error) {
	o.Note = strings.Join(strings.Fields(o.Note), " ")
	plan := OverridePlan{Override: o}
	concerned := o.Interval
	if o.ID != 0 {
		was, err := r.Override(ctx, o.ID)
		if err != nil {
			return plan, desk{}, err
		}
		if was.Sequence != o.Sequence {
			return plan, desk{}, model.Errorf(model.Conflict, "override", "The override, or what it lies over, was changed meanwhile. Look at it again.")
		}
		plan.before, o.RotationID, o.RoleID = was, was.RotationID, was.RoleID
		concerned = model.Interval{Start: earlier(o.Start, was.Start), End: later(o.End, was.End)}
	}
	if err := o.Check(); err != nil {
		return plan, desk{}, err
	}
	d, err := w.deskFor(ctx, r, model.Shift{RotationID: o.RotationID, RoleID: o.RoleID, Interval: concerned, State: model.Published})
	if err != nil {
		return plan, d, err
	}
	rotation, ok := d.rotations[o.RotationID]
	if !ok {
		return plan, d, model.Errorf(model.NotFound, "rotation", "There is no such rotation any more. Look at the list again.")
	}
	if _, ok := rotation.Role(o.RoleID); !ok {
		return plan, d, model.Errorf(model.NotFound, "role", "%s has no such role any more. Look at the list again.", rotation.Name)
	}
	if _, ok := d.people[o.OutID]; o.OutID != 0 && !ok {
		return plan, d, model.Errorf(model.NotFound, "out", "There is no such person any more. Look at the list again.")
	}
	if loc, err := model.Zone(rotation.Zone); err == nil {
		o.Start, o.End = o.Start.In(loc), o.End.In(loc)
	}
	plan.Override = o
	s, err := d.overrideSituation(ctx, r, o, concerned)
	if err != nil {
		return plan, d, err
	}
	err = plan.decide(s, now)
	plan.Words = plan.words(s)
	return plan, d, err
}

// overrideSituation reads what lies around an override.
func (d desk) overrideSituation(ctx context.Context, r storage.Reader, o model.Override, concerned model.Interval) (model.Situation, error) {
	s := model.Situation{People: d.people, Staffing: d.staffing}
	published, err := r.RotationShifts(ctx, o.RotationID, model.Published, concerned)
	if err != nil {
		return s, err
	}
	for _, p := range published {
		if p.RoleID == o.RoleID {
			s.Published = append(s.Published, p)
			concerned = model.Interval{Start: earlier(concerned.Start, p.Start), End: later(concerned.End, p.End)}
		}
	}
	overrides, err := r.RotationOverrides(ctx, o.RotationID, concerned)
	for _, x := range overrides {
		if x.RoleID == o.RoleID {
			s.Overrides = append(s.Overrides, x)
		}
	}
	return s, err
}

// decide lets the model say what comes of the override or of its change.
func (p *OverridePlan) decide(s model.Situation, now time.Time) (err error) {
	if p.before.ID == 0 {
		p.Made, p.Taken, err = model.PlanOverride(p.Override, s, now)
		return err
	}
	c, err := model.PlanOverrideChange(p.before, p.Override, s, now)
	p.stored, p.Made, p.Taken = c.Stored, c.Made, c.Taken
	return err
}

// words say what the override does, and name whom it takes off where that is one person.
func (p *OverridePlan) words(s model.Situation) string {
	o := p.Override
	others := slices.DeleteFunc(slices.Clone(s.Overrides), func(x model.Override) bool { return x.ID == o.ID })
	if _, off := model.Difference(s.Published, others, o); o.OutID == 0 && len(off) > 0 && allOf(off, off[0].PersonID) {
		o.OutID = off[0].PersonID
	}
	return o.Words(func(id model.ID) string { return s.People[id].Name })
}

func allOf(shifts []model.Shift, person model.ID) bool {
	return !slices.ContainsFunc(shifts, func(s model.Shift) bool { return s.PersonID != person })
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// AddOverride changes who serves in a role for an interval. Published shifts stay as they are, and the override lies over those that
// were made before it.
func (w *Workspace) AddOverride(ctx context.Context, o model.Override) (Done, error) {
	return w.transact(ctx, "override", func(tx *storage.Tx) (model.ID, error) {
		plan, d, err := w.planOverride(ctx, tx.Reader, o, tx.Now())
		if err != nil {
			return 0, advise(err, "Choose somebody else, or another time.")
		}
		tx.Describe("Override: %s, %s", d.nameOverride(plan.Override), plan.Words)
		return tx.PutOverride(ctx, plan.Override)
	})
}

// nameOverride says which override is meant: "Payments primary, Mon 7 Dec 08:30 to 08:45".
func (d desk) nameOverride(o model.Override) string {
	r := d.rotations[o.RotationID]
	role, _ := r.Role(o.RoleID)
	return fmt.Sprintf("%s %s, %s", r.Name, role.Name, spanWords(o.Interval))
}

// spanWords says an interval with its times: "Mon 7 Dec 2026 08:30 to 08:45".
func spanWords(i model.Interval) string {
	const layout = "Mon 2 Jan 2006 15:04"
	if model.DateOf(i.Start) == model.DateOf(i.End) {
		return i.Start.Format(layout) + " to " + i.End.Format("15:04")
	}
	return i.Start.Format(layout) + " to " + i.End.Format(layout)
}

// RemoveOverride takes an override back: one that has not begun goes, one that is under way ends now, and one that is over stays.
func (w *Workspace) RemoveOverride(ctx context.Context, id model.ID) (Done, error) {
	return w.transact(ctx, "remove the override", func(tx *storage.Tx) (model.ID, error) {
		o, err := tx.Override(ctx, id)
		if err != nil {
			return 0, err
		}
		d, err := w.deskFor(ctx, tx.Reader, model.Shift{Interval: o.Interval, State: model.Published})
		if err != nil {
			return 0, err
		}
		words := o.Words(func(id model.ID) string { return d.people[id].Name })
		ended, gone, err := model.EndOverride(o, tx.Now())
		switch {
		case err != nil:
			return 0, err
		case gone:
			tx.Describe("Override removed: %s, %s", d.nameOverride(o), words)
			return id, tx.DeleteOverride(ctx, id)
		}
		tx.Describe("Override ended: %s, %s", d.nameOverride(ended), words)
		return tx.PutOverride(ctx, ended)
	})
}

// OverrideView is an override with what it belongs to.
type OverrideView struct {
	model.Override
	Rotation model.Rotation
	Role     model.Role
	Words    string // "Ben instead of Ana"
	State    string // ahead, now or over
}

// Overrides returns the team's overrides that overlap window, by start; a zero window means all.
func (w *Workspace) Overrides(ctx context.Context, window model.Interval) ([]OverrideView, error) {
	team, err := w.Team(ctx)
	if model.CodeOf(err) == model.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	people, err := w.byID(ctx)
	if err != nil {
		return nil, err
	}
	rotations, err := w.Rotations(ctx)
	if err != nil {
		return nil, err
	}
	all, err := w.Reader().Overrides(ctx, team.ID, window)
	if err != nil {
		return nil, err
	}
	var out []OverrideView
	for _, o := range all {
		v := OverrideView{Override: o, State: "now", Words: o.Words(func(id model.ID) string { return people[id].Name })}
		if i := slices.IndexFunc(rotations, func(r model.Rotation) bool { return r.ID == o.RotationID }); i >= 0 {
			v.Rotation = rotations[i]
			v.Role, _ = v.Rotation.Role(o.RoleID)
		}
		switch now := w.Now(); {
		case o.Start.After(now):
			v.State = "ahead"
		case !o.End.After(now):
			v.State = "over"
		}
		out = append(out, v)
	}
	slices.SortStableFunc(out, func(a, b OverrideView) int { return a.Start.Compare(b.Start) })
	return out, nil
}

// OverrideCandidates returns everybody who might come in with an override, whoever it names: who is free first, the least loaded before
// the others, then who cannot and why.
func (w *Workspace) OverrideCandidates(ctx context.Context, o model.Override) ([]Candidate, error) {
	people, err := w.People(ctx)
	if err != nil {
		return nil, err
	}
	team, err := w.Team(ctx)
	if err != nil {
		return nil, err
	}
	window := model.Interval{Start: o.Start.Add(-2 * around), End: o.End.Add(2 * around)}
	standing, err := w.Reader().Duties(ctx, team.ID, window)
	if err != nil {
		return nil, err
	}
	var free, busy []Candidate
	for _, p := range people {
		c := Candidate{Person: p}
		c.Load, _ = model.LoadOf(p.ID, standing, window)
		o.PersonID = p.ID
		if _, err := w.CheckOverride(ctx, o); err != nil {
			c.Reason = err.Error()
			busy = append(busy, c)
			continue
		}
		free = append(free, c)
	}
	sortByLoad(free)
	return append(free, busy...), nil
}
