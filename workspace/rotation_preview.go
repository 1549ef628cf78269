package workspace

import (
	"cmp"
	"context"
	"slices"
	"time"

	"watchbill/model"
)

// previewWeeks is how far a preview shows shifts; its loads are those of a year.
const (
	previewWeeks = 8
	yearDays     = 364 // whole weeks, so that no weekday counts more than others
)

// RotationPreview is what a rotation's rule would give and what saving it would mean.
type RotationPreview struct {
	Impact   RuleImpact
	Window   model.Interval // 8 weeks from the first shift of the changed rule on
	Shifts   []model.Shift  // in it, drafts; roles have the ids that Rotation gives them
	Gaps     []model.RuleGap
	Week     []RoleCover    // in the second week of it
	Year     []RuleLoad     // in 52 weeks, those with the most hours first
	Missing  string         // why no rota can be built from it yet, a sentence; or empty
	Rotation model.Rotation // as it would be stored; roles that are new have negative ids
}

// RoleCover is how much of a week a rule covers a role.
type RoleCover struct {
	Role  string
	Hours float64 // of 168, more or less where clocks change
}

// RuleLoad is what a rule asks of a person in 52 weeks.
type RuleLoad struct {
	PersonID model.ID
	Shifts   int
	Hours    float64
}

// PreviewRotation works out what a rotation would give from a moment on and what saving it would mean, and stores nothing. A rule that
// breaks is an error, as when it is saved.
func (w *Workspace) PreviewRotation(ctx context.Context, r model.Rotation, from time.Time) (RotationPreview, error) {
	impact, err := w.PlanSaveRotation(ctx, r)
	if err != nil {
		return RotationPreview{}, err
	}
	out := RotationPreview{Impact: impact, Rotation: numbered(impact.Rotation)}
	if now := w.Now(); from.Before(now) {
		from = now
	}
	if out.Window, err = out.Rotation.DraftWindow(from, previewWeeks); err != nil {
		return out, err
	}
	year := model.Interval{Start: out.Window.Start, End: out.Window.Start.AddDate(0, 0, yearDays)}
	shifts, err := w.PreviewRule(ctx, out.Rotation, year)
	if model.CodeOf(err) == model.NotFound { // no team yet: the first rotation makes it
		shifts, err = out.Rotation.Shifts(year, model.Availability{})
	}
	if err != nil {
		return out, err
	}
	out.setYear(shifts, year)
	for _, s := range shifts {
		if s.Overlaps(out.Window) {
			out.Shifts = append(out.Shifts, s)
		}
	}
	if out.Gaps, err = out.Rotation.Uncovered(out.Window); err != nil {
		return out, err
	}
	out.setWeek()
	if _, err := out.Rotation.Draft(model.Interval{Start: out.Window.Start, End: out.Window.Start.AddDate(0, 0, 1)}, model.Availability{}); err != nil {
		out.Missing = err.Error()
	}
	return out, nil
}

func (p *RotationPreview) setYear(shifts []model.Shift, year model.Interval) {
	at := map[model.ID]int{}
	for _, s := range shifts {
		i, known := at[s.PersonID]
		if !known {
			i = len(p.Year)
			at[s.PersonID], p.Year = i, append(p.Year, RuleLoad{PersonID: s.PersonID})
		}
		p.Year[i].Shifts++
		p.Year[i].Hours += s.Intersect(year).Duration().Hours()
	}
	slices.SortStableFunc(p.Year, func(a, b RuleLoad) int {
		return cmp.Or(cmp.Compare(b.Hours, a.Hours), cmp.Compare(a.PersonID, b.PersonID))
	})
}

// setWeek looks at the second week: in the first, layers may be still to begin.
func (p *RotationPreview) setWeek() {
	week := model.Interval{Start: p.Window.Start.AddDate(0, 0, 7), End: p.Window.Start.AddDate(0, 0, 14)}
	for _, role := range p.Rotation.Roles {
		hours := week.Duration().Hours()
		for _, g := range p.Gaps {
			if g.Role == role.Name && g.Overlaps(week) {
				hours -= g.Intersect(week).Duration().Hours()
			}
		}
		p.Week = append(p.Week, RoleCover{role.Name, hours})
	}
}
