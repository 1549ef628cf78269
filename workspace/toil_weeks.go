package workspace

import (
	"context"

	"watchbill/model"
)

// WeeksOverCap returns for how many whole weeks in a row, up to a day, each person has been above the team's toil cap; people
// who are not above it in the last week are left out. It looks back half a year.
func (w *Workspace) WeeksOverCap(ctx context.Context, until model.Date) (map[model.ID]int, error) {
	team, err := w.Team(ctx)
	if err != nil {
		return nil, err
	}
	loc, err := model.Zone(team.Zone)
	if err != nil {
		return nil, err
	}
	people, err := w.AllPeople(ctx)
	if err != nil {
		return nil, err
	}
	all := model.ToilPeriod{From: until.AddDays(-7 * trendWeeks), Until: until}
	off, err := w.Reader().TimeOff(ctx, team.ID, all.Interval(loc))
	if err != nil {
		return nil, err
	}
	entries, err := w.Reader().Toil(ctx, team.ID, all)
	if err != nil {
		return nil, err
	}
	out := map[model.ID]int{}
	for n := range trendWeeks {
		week := model.ToilPeriod{From: until.AddDays(-7 * (n + 1)), Until: until.AddDays(-7 * n)}
		by, _ := model.ToilBy(people, off, entries, week, loc)
		going := false
		for _, p := range people {
			if share, ok := by[p.ID].Share(); ok && share > team.ToilCap && out[p.ID] == n {
				out[p.ID] = n + 1
				going = true
			}
		}
		if !going {
			break
		}
	}
	return out, nil
}
