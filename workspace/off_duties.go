package workspace

import (
	"context"

	"watchbill/model"
)

// AwayDuty is a published duty of somebody who is away in it.
type AwayDuty struct {
	model.Shift
	Words string // "Payments primary, 14–20 Dec"
}

// Duties returns who is on call when, in all rotations of the team, over window: what is published, and who really serves.
func (w *Workspace) Duties(ctx context.Context, window model.Interval) ([]model.Shift, error) {
	team, err := w.Team(ctx)
	if model.CodeOf(err) == model.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return duties(ctx, w.Reader(), team.ID, window)
}

// DutiesAway returns, for each time off, the duties in it that are not over: those that need cover. The time off need not be stored yet.
func (w *Workspace) DutiesAway(ctx context.Context, off ...model.TimeOff) ([][]AwayDuty, error) {
	out := make([][]AwayDuty, len(off))
	now := w.Now()
	window := model.Interval{Start: now, End: now}
	for _, t := range off {
		if t.End.After(window.End) {
			window.End = t.End
		}
	}
	if window.Empty() {
		return out, nil
	}
	all, err := w.Duties(ctx, window)
	if err != nil {
		return nil, err
	}
	d, err := w.names(ctx)
	if err != nil {
		return nil, err
	}
	for i, t := range off {
		for _, s := range all {
			if s.PersonID == t.PersonID && s.PersonID != 0 && s.Overlaps(t.Interval) {
				out[i] = append(out[i], AwayDuty{s, d.name(s, now)})
			}
		}
	}
	return out, nil
}
