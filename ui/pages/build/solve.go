package build

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/rostering"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// stop ends what the engine is doing; what it has found so far stays on the screen.
func (p *Page) stop() {
	if p.cancel != nil {
		p.cancel()
		p.cancel = nil
	}
}

// ask puts the question to the engine: the bound at once, the rota as it gets better, and the answers to the what-ifs. An older
// question is given up.
func (p *Page) ask() {
	p.stop()
	p.run++
	run := p.run
	ctx, cancel := context.WithCancel(context.Background())
	p.cancel = cancel
	q := workspace.BuildQuestion{Rotation: p.data.rotation.ID, From: p.from, Weeks: p.weeks, Rules: p.rules}
	p.problem, p.result = "", nil
	p.progress.Report("Reading the team's data", 0, "")
	p.drawActions()
	p.drawLeft()
	runner := p.desk.Shell.Runner()
	runner.Run(func() func() {
		plan, err := p.desk.WS.PlanBuild(ctx, q)
		return func() {
			if run != p.run {
				return
			}
			if err != nil {
				p.failed(err)
				return
			}
			p.plan = plan
			p.solve(ctx, run, q, plan, runner)
		}
	})
}

// solve runs the engine and shows its progress and its answer.
func (p *Page) solve(ctx context.Context, run int, q workspace.BuildQuestion, plan workspace.BuildPlan, runner widgets.Runner) {
	p.drawLeft()
	p.drawMiddle(nil)
	started := time.Now()
	p.phase, p.best = "Finding the bound", ""
	p.progress.Report(p.phase, 0, p.best)
	runner.Run(func() func() {
		var last time.Time
		result, err := plan.Solve(ctx, limit, func(g rostering.Progress) {
			if time.Since(last) < 150*time.Millisecond {
				return
			}
			last = time.Now()
			runner.Run(func() func() {
				return func() {
					if run == p.run && p.result == nil {
						p.better(g, started)
					}
				}
			})
		})
		if err == nil {
			err = p.desk.WS.AddWays(ctx, q, result)
		}
		took := time.Since(started)
		return func() {
			if run != p.run {
				return
			}
			if err != nil {
				p.failed(err)
				return
			}
			p.answered(result, took)
			p.foresee(ctx, run, q, plan, runner)
		}
	})
	if p.result == nil && p.problem == "" {
		p.tick(ctx, run, started, runner)
	}
}

// tick moves the progress on while the engine thinks. What was answered to the question before gives way once this one takes longer
// than a moment.
func (p *Page) tick(ctx context.Context, run int, started time.Time, runner widgets.Runner) {
	runner.Run(func() func() {
		select {
		case <-ctx.Done():
		case <-time.After(300 * time.Millisecond):
		}
		return func() {
			if run != p.run || p.result != nil || p.problem != "" || ctx.Err() != nil {
				return
			}
			p.progress.Report(p.phase, p.spent(started), p.best)
			p.drawWorking()
			p.tick(ctx, run, started, runner)
		}
	})
}

// spent is the share of the limit that is used up.
func (p *Page) spent(started time.Time) float64 {
	return min(0.99, time.Since(started).Seconds()/limit.Seconds())
}

// drawWorking says on the right that the answer is being looked for, with what is known by now.
func (p *Page) drawWorking() {
	words := widgets.Col(2, widgets.Heading("Looking for it"), widgets.BodyPara("the fairest rota under these rules, and the proof"))
	if p.best != "" {
		words.Add(widgets.CaptionPara(p.best))
	}
	badge := widgets.Stack(widgets.NewBox(theme.Sunken, theme.Sunken, theme.RadiusPanel), widgets.PadAll(theme.Gap3, widgets.RowTop(theme.Gap3, widgets.Pad(2, 0, 0, 0, widgets.NewIcon(theme.IconClock, 18, theme.Text2)), widgets.Grow(words))))
	p.right.Objects = []fyne.CanvasObject{widgets.PadAll(theme.Gap3, widgets.Col(0, badge))}
	p.right.Refresh()
	p.whatIf.Objects = nil
	p.whatIf.Refresh()
}

// foresee works out the what-ifs after the answer is shown: on a large rota they take a moment.
func (p *Page) foresee(ctx context.Context, run int, q workspace.BuildQuestion, plan workspace.BuildPlan, runner widgets.Runner) {
	if ctx.Err() != nil {
		ctx = context.Background() // the search was stopped; the bounds are quick
	}
	runner.Run(func() func() {
		ifs := whatIfs(ctx, p.desk.WS, q, plan)
		return func() {
			if run == p.run {
				p.ifs, p.cancel = ifs, nil
				p.drawWhatIf()
				p.desk.Shell.Log().Event("foreseen")
			}
		}
	})
}

func (p *Page) better(g rostering.Progress, started time.Time) {
	p.phase = map[string]string{"bound": "Finding the bound", "search": "Searching", "prices": "Proving by prices", "branches": "Closing the last gap"}[g.Phase]
	p.best = fmt.Sprintf("bound %s", model.FormatQuantity(g.Bound))
	if g.Found {
		p.best += fmt.Sprintf(" · best %s · %s rotas tried", model.FormatQuantity(g.Best), model.Thousands(int(g.Tried)))
	}
	p.progress.Report(p.phase, p.spent(started), p.best)
	if g.Rota != nil {
		p.drawMiddle(g.Rota)
	}
}

func (p *Page) failed(err error) {
	p.stop()
	p.problem = err.Error()
	p.desk.Shell.Log().Event("problem " + p.problem)
	p.progress.Finish(widgets.Bad, "There is no answer to this question", "")
	p.middle.Objects = []fyne.CanvasObject{widgets.Problem("This cannot be built", p.problem)}
	p.middle.Refresh()
	p.whatIf.Objects, p.right.Objects = nil, nil
	p.whatIf.Refresh()
	p.right.Refresh()
	p.drawActions()
}

func (p *Page) answered(result *rostering.Result, took time.Duration) {
	p.result, p.ifs = result, nil
	seconds := "under 0.1"
	if took >= 100*time.Millisecond {
		seconds = model.FormatQuantity(float64(int(took.Seconds()*10+0.5)) / 10)
	}
	best := fmt.Sprintf("bound %s · best %s · %s", model.FormatQuantity(result.Bound), model.FormatQuantity(result.SumSq), model.Count(int(result.Tried), "rota tried", "rotas tried"))
	switch result.Status {
	case rostering.StatusOptimal:
		p.progress.Finish(widgets.Good, "Done: proven fairest in "+seconds+" s", best)
	case rostering.StatusFeasible:
		p.progress.Finish(widgets.Warn, "Done after "+seconds+" s, not all of it proven", best)
	case rostering.StatusInfeasible:
		p.progress.Finish(widgets.Bad, "Done: no rota keeps these rules", "")
	default:
		p.progress.Finish(widgets.Warn, "Stopped after "+seconds+" s without a rota", "")
	}
	p.desk.Shell.Log().Event(fmt.Sprintf("solved %s", result.Status))
	p.drawLeft()
	p.drawMiddle(result.Rota)
	p.drawRight()
	p.drawWhatIf()
	p.drawActions()
	p.desk.Shell.Dress()
}

func (p *Page) drawActions() {
	none := "there is no rota to take"
	if p.result != nil && p.result.Rota != nil {
		none = ""
	}
	side := widgets.NewButton("Side by side", p.compare).WithIcon(theme.IconCompare).WithID("build.compare")
	export := widgets.NewButton("Export proof…", p.export).WithIcon(theme.IconFile).WithID("build.export")
	accept := widgets.NewButton("Accept as draft", p.accept).WithIcon(theme.IconCheck).Primary().WithID("build.accept")
	for _, b := range []*widgets.Button{side, export, accept} {
		b.EnableIf(none)
	}
	p.actions.Objects = []fyne.CanvasObject{side, export, accept}
	p.actions.Refresh()
	p.body.Refresh()
}
