package workspace

import (
	"context"
	"time"

	"watchbill/model"
	"watchbill/storage"
)

// DraftPlan is a draft that is laid out but not stored.
type DraftPlan struct {
	Rotation model.Rotation // with the people who can serve in the window, in their order
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
	if plan.Rotation, err = w.serving(ctx, reader, plan.Rotation, plan.Window); err != nil {
		return plan, err
	}
	if plan.Shifts, err = plan.Rotation.Draft(plan.Window); err != nil {
		return plan, err
	}
	if len(plan.Shifts) == 0 {
		return plan, model.Invalidf("weeks", "In %s no turn of %s begins. Choose a longer draft.", model.Count(weeks, "week", "weeks"), plan.Rotation.Name)
	}
	return plan, nil
}
