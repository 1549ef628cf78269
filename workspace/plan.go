package workspace

import (
	"context"
	"time"

	"watchbill/model"
	"watchbill/storage"
)

// DraftPlan is a draft that is laid out but not stored.
type DraftPlan struct {
	Rotation model.Rotation
	Window   model.Interval
	Shifts   []model.Shift // in order of time
}

// PlanDraft says which shifts BuildDraft would store, and stores nothing.
func (w *Workspace) PlanDraft(ctx context.Context, rotation model.ID, from time.Time, weeks int) (DraftPlan, error) {
	return w.planDraft(ctx, w.Reader(), rotation, from, weeks, w.Now())
}

func (w *Workspace) planDraft(ctx context.Context, reader storage.Reader, rotation model.ID, from time.Time, weeks int, now time.Time) (DraftPlan, error) {
	var plan DraftPlan
	team, err := w.teamOf(ctx, reader)
	if err != nil {
		return plan, err
	}
	if plan.Rotation, err = rotationIn(ctx, reader, team.ID, rotation); err != nil {
		return plan, err
	}
	if from.IsZero() {
		if from, err = reader.PublishedUntil(ctx, plan.Rotation); err != nil {
			return plan, err
		}
	}
	if from.Before(now) {
		from = now
	}
	if plan.Window, err = plan.Rotation.DraftWindow(from, weeks); err != nil {
		return plan, err
	}
	who, err := availability(ctx, reader, team.ID, plan.Window)
	if err != nil {
		return plan, err
	}
	if plan.Shifts, err = plan.Rotation.Draft(plan.Window, who); err != nil {
		return plan, err
	}
	if len(plan.Shifts) == 0 {
		return plan, model.Invalidf("weeks", "In %s no turn of %s begins. Choose a longer draft.", model.Count(weeks, "week", "weeks"), plan.Rotation.Name)
	}
	return plan, nil
}

// availability is who leaves the team and who is away, for resolving rules over a window.
func availability(ctx context.Context, r storage.Reader, team model.ID, window model.Interval) (model.Availability, error) {
	out := model.Availability{Left: map[model.ID]time.Time{}}
	people, err := r.People(ctx, team)
	if err != nil {
		return out, err
	}
	for _, p := range people {
		if gone, left := leaving(p); left {
			out.Left[p.ID] = gone
		}
	}
	off, err := r.TimeOff(ctx, team, model.Interval{Start: window.Start.AddDate(-1, 0, 0), End: window.End.AddDate(1, 0, 0)})
	if err != nil {
		return out, err
	}
	byPerson := map[model.ID][]model.TimeOff{}
	for _, t := range off {
		byPerson[t.PersonID] = append(byPerson[t.PersonID], t)
	}
	out.Away = func(person model.ID, during model.Turn) bool {
		for _, t := range byPerson[person] {
			if during.Touches(t.Interval) {
				return true
			}
		}
		return false
	}
	return out, nil
}
