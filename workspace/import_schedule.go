package workspace

import (
	"context"
	"fmt"
	"strings"
	"time"

	"watchbill/model"
	"watchbill/storage"
)

// ScheduledDuty is one shift of a schedule made elsewhere.
type ScheduledDuty struct {
	Start, End time.Time
	Who        string // a name or an e-mail address, as written
	Email      string // may be empty
	Role       string // may be empty
	Level      int    // 1 for the first to be called; 0: not said
	Line       int    // of the file
}

// ScheduleImport is what an import of a schedule did, or would do.
type ScheduleImport struct {
	Rotation  model.Rotation // its ID is zero when the import would add it
	Added     []model.Shift  // in order of time
	Names     map[model.ID]string
	Known     int // shifts that are published just so already
	NewRoles  []string
	NewPeople []string
	Unknown   []UnknownPerson // nobody in the team; empty when people may be added
	Refused   []RefusedDuty   // shifts that do not fit
}

// UnknownPerson is somebody a schedule names who is not in the team.
type UnknownPerson struct {
	Name   string
	Shifts int
}

// RefusedDuty is a shift of a schedule that was left out, and why.
type RefusedDuty struct {
	Line   int
	Reason string
}

// PlanSchedule says what importing a schedule into a rotation would do. A rotation without ID is added; its pattern is guessed from
// the duties. addPeople lets the import add who is not in the team.
func (w *Workspace) PlanSchedule(ctx context.Context, r model.Rotation, duties []ScheduledDuty, addPeople bool) (ScheduleImport, error) {
	p, err := w.planSchedule(ctx, w.Reader(), r, duties, addPeople)
	return p.plan, err
}

// ImportSchedule publishes the shifts of a schedule made elsewhere, in one step that can be undone. Shifts that are published
// just so already stay; those that overlap other published shifts of their role are left out and say why. When somebody is not in
// the team and people may not be added, nothing is imported.
func (w *Workspace) ImportSchedule(ctx context.Context, source string, r model.Rotation, duties []ScheduledDuty, addPeople bool) (ScheduleImport, Done, error) {
	var p schedulePlanner
	done, err := w.transact(ctx, "import a schedule", func(tx *storage.Tx) (model.ID, error) {
		var err error
		if p, err = w.planSchedule(ctx, tx.Reader, r, duties, addPeople); err != nil {
			return 0, err
		}
		if len(p.plan.Unknown) > 0 {
			return 0, unknownError(p.plan.Unknown)
		}
		if len(p.plan.Added) == 0 {
			return p.plan.Rotation.ID, nil
		}
		tx.Describe("Imported: %s into %s from %s", model.Count(len(p.plan.Added), "shift", "shifts"), p.plan.Rotation.Name, source)
		return w.putSchedule(ctx, tx, &p)
	})
	return p.plan, done, err
}

func unknownError(unknown []UnknownPerson) error {
	names := make([]string, len(unknown))
	for i, u := range unknown {
		names[i] = fmt.Sprintf("%s (%s)", u.Name, model.Count(u.Shifts, "shift", "shifts"))
	}
	return model.Errorf(model.NotFound, "person", "Not in the team: %s. Nothing was imported; add them first.", strings.Join(names, ", "))
}

// putSchedule stores people, roles and shifts, the ones made up before their ids were known included.
func (w *Workspace) putSchedule(ctx context.Context, tx *storage.Tx, p *schedulePlanner) (model.ID, error) {
	team, err := w.ensureTeam(ctx, tx, p.zone)
	if err != nil {
		return 0, err
	}
	stored := map[model.ID]model.ID{}
	for _, x := range p.fresh {
		temporary := x.ID
		x.ID, x.TeamID = 0, team.ID
		if stored[temporary], err = tx.PutPerson(ctx, x); err != nil {
			return 0, err
		}
		p.plan.Names[stored[temporary]] = x.Name
	}
	storedID := func(id model.ID) model.ID {
		if id < 0 {
			return stored[id]
		}
		return id
	}
	r := p.plan.Rotation.Clone()
	if r.ID == 0 {
		for i, m := range p.rule.People {
			p.rule.People[i] = storedID(m)
		}
		r.SetPlain(tx.Now(), p.rule)
	}
	byName := map[model.ID]string{}
	for i, role := range r.Roles {
		if role.ID < 0 {
			byName[role.ID] = role.Name
			r.Roles[i].ID = 0
		}
	}
	if r.ID == 0 || len(byName) > 0 {
		r.TeamID = team.ID
		if err := r.Check(); err != nil {
			return 0, err
		}
		if r, err = tx.PutRotation(ctx, r); err != nil {
			return 0, err
		}
	}
	for i, s := range p.plan.Added {
		s.RotationID, s.PersonID = r.ID, storedID(s.PersonID)
		if name, made := byName[s.RoleID]; made {
			role, _ := r.RoleNamed(name)
			s.RoleID = role.ID
		}
		if s.ID, err = tx.PutShift(ctx, s); err != nil {
			return 0, err
		}
		p.plan.Added[i] = s
	}
	p.plan.Rotation = r
	return r.ID, nil
}
