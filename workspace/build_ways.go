package workspace

import (
	"context"
	"fmt"
	"slices"
	"time"

	"watchbill/model"
	"watchbill/rostering"
)

// waysLimit is the longest that one further way out may be tried.
const waysLimit = 2 * time.Second

// AddWays completes the ways out of an impossible rota. The engine does not know that people also rest from the turns before the
// window, so less rest is tried here with the team's data: the least that has to be given up, if a rota was really found with it.
func (w *Workspace) AddWays(ctx context.Context, q BuildQuestion, result *rostering.Result) error {
	known := slices.ContainsFunc(result.WaysOut, func(x rostering.Relaxation) bool { return x.Kind == "rest" })
	if result.Status != rostering.StatusInfeasible || known {
		return nil
	}
	for rest := q.Rules.RestTurns - 1; rest >= 0; rest-- {
		less := q
		less.Rules.RestTurns = rest
		plan, err := w.PlanBuild(ctx, less)
		if err != nil {
			return err
		}
		found, err := plan.Solve(ctx, waysLimit, nil)
		if err != nil {
			return err
		}
		if found.Rota != nil {
			given := model.Count(q.Rules.RestTurns-rest, "turn", "turns")
			text := fmt.Sprintf("give up %s of rest (rest %d instead of %d)", given, rest, q.Rules.RestTurns)
			result.WaysOut = append([]rostering.Relaxation{{Kind: "rest", Text: text}}, result.WaysOut...)
			return nil
		}
	}
	return nil
}

// WithRest is the instance of a question with another rest, which reaches back before the window too.
func (w *Workspace) WithRest(ctx context.Context, q BuildQuestion, rest int) (*rostering.Instance, error) {
	q.Rules.RestTurns = rest
	p, err := w.PlanBuild(ctx, q)
	return p.Instance, err
}
