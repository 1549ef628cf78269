package workspace

import (
	"context"
	"fmt"
	"strings"
	"time"

	"watchbill/model"
	"watchbill/rostering"
	"watchbill/storage"
)

// repairLimit is the longest a repair may think.
const repairLimit = 10 * time.Second

// Repair is the smallest change of what is published after which the rules and everybody's time off are kept again.
type Repair struct {
	Plan   BuildPlan
	Result *rostering.Result
	Change model.PublishPlan // what would change; empty when nothing has to, or nothing can
}

// Possible reports whether there is a rota that keeps the rules.
func (r Repair) Possible() bool { return r.Result.Rota != nil }

// Say says in a sentence what the repair does and what of it is proven, or why there is none.
func (r Repair) Say() string {
	if !r.Possible() {
		if r.Result.Status == rostering.StatusInfeasible {
			return "No rota keeps the rules. " + r.Plan.WhyNot(r.Result)
		}
		return "No rota was found in time, and none is excluded. Relax a rule, or give it more time on the page that builds rotas."
	}
	n := len(r.Change.Changes)
	if n == 0 {
		return "Nothing has to change: what is published keeps the rules and everybody's time off."
	}
	words := model.Count(n, "shift changes", "shifts change")
	for _, c := range r.Result.Criteria {
		if c.Name == rostering.CriterionChanges && c.Proven {
			words += ", proven the fewest possible"
		}
	}
	return words + "."
}

// PlanRepair finds the fewest changes to what is published of a rotation from now on after which its rules, time off and duties elsewhere
// are kept again; among those, the fairest. Whoever is ill or has left needs only their time off or their last day entered before.
// What has begun stays, and so does every shift that nothing speaks against.
func (w *Workspace) PlanRepair(ctx context.Context, rotation model.ID) (Repair, error) {
	return w.planRepair(ctx, rotation, nil, repairLimit)
}

// planRepair plans a repair with time off that is not entered yet.
func (w *Workspace) planRepair(ctx context.Context, rotation model.ID, off []model.TimeOff, limit time.Duration) (Repair, error) {
	var out Repair
	team, err := w.Team(ctx)
	if err != nil {
		return out, err
	}
	r, err := rotationIn(ctx, w.Reader(), team.ID, rotation)
	if err != nil {
		return out, err
	}
	until, err := w.Reader().PublishedUntil(ctx, r)
	if err != nil {
		return out, err
	}
	now := w.Now()
	if !until.After(now) {
		return out, model.Errorf(model.NotFound, "rotation", "Nothing of %s is published from now on, so there is nothing to repair. Build a draft and publish it.", r.Name)
	}
	rules, err := w.Rules(ctx, r)
	if err != nil {
		return out, err
	}
	rules.KeepPublished = true
	weeks := int(until.Sub(now).Hours()/168) + 2
	q := BuildQuestion{Rotation: rotation, From: now, Weeks: min(weeks, 260), Rules: rules, until: until, off: off}
	if out.Plan, err = w.PlanBuild(ctx, q); err != nil {
		return out, err
	}
	if out.Result, err = out.Plan.Solve(ctx, limit, nil); err != nil {
		return out, err
	}
	if !out.Possible() {
		return out, nil
	}
	out.Change, err = repairChange(ctx, w.Reader(), out, now)
	return out, err
}

func repairChange(ctx context.Context, reader storage.Reader, r Repair, now time.Time) (model.PublishPlan, error) {
	published, err := reader.RotationShifts(ctx, r.Plan.Rotation.ID, model.Published, r.Plan.Window)
	if err != nil {
		return model.PublishPlan{}, err
	}
	return model.PlanPublish(r.Plan.Shifts(r.Result.Rota), published, now)
}

// ApplyRepair makes a repair a fact in one step that can be undone. It is refused where shifts were changed since it was planned.
func (w *Workspace) ApplyRepair(ctx context.Context, r Repair) (Done, error) {
	if r.Result == nil || !r.Possible() {
		return Done{}, model.Errorf(model.Conflict, "rotation", "There is no repair to make. %s", r.Say())
	}
	return w.transact(ctx, "repair the rota", func(tx *storage.Tx) (model.ID, error) {
		plan, err := repairChange(ctx, tx.Reader, r, tx.Now())
		if err != nil {
			return 0, err
		}
		if !sameChanges(plan, r.Change) {
			return 0, model.Errorf(model.Conflict, "rotation", "The shifts of %s were changed since the repair was worked out. Work it out again.", r.Plan.Rotation.Name)
		}
		names := map[model.ID]string{0: "nobody"}
		for _, x := range append(r.Plan.People, r.Plan.Absent...) {
			names[x.ID] = x.First()
		}
		var said []string
		for i, c := range plan.Changes {
			if i == 3 {
				said = append(said, fmt.Sprintf("and %d more", len(plan.Changes)-i))
				break
			}
			said = append(said, fmt.Sprintf("%s from %s to %s", c.After.Start.Format("2 Jan"), names[c.Before.PersonID], names[c.After.PersonID]))
		}
		if len(said) > 0 {
			tx.Describe("Repaired: %s, %s. %s", r.Plan.Rotation.Name, model.Count(len(plan.Changes), "shift changed", "shifts changed"), strings.Join(said, "; "))
		}
		return 0, applyPlan(ctx, tx, plan)
	})
}

func sameChanges(a, b model.PublishPlan) bool {
	if len(a.Changes) != len(b.Changes) {
		return false
	}
	for i, x := range a.Changes {
		y := b.Changes[i]
		if x.Before.ID != y.Before.ID || x.Before.PersonID != y.Before.PersonID || x.After.PersonID != y.After.PersonID || !x.After.Start.Equal(y.After.Start) {
			return false
		}
	}
	return true
}
