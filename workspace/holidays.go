package workspace

import (
	"context"

	"watchbill/model"
	"watchbill/storage"
)

// Holidays returns the team's calendar of public holidays with its own changes.
func (w *Workspace) Holidays(ctx context.Context) (model.HolidayCalendar, error) {
	team, err := w.Team(ctx)
	if model.CodeOf(err) == model.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return w.Reader().Holidays(ctx, team.ID)
}

// SaveHoliday adds a day of the team's own to a region's public holidays (to everybody's where the region is empty), or, with Removed,
// says that a day is none. It takes the place of an earlier change of the same day.
func (w *Workspace) SaveHoliday(ctx context.Context, h model.HolidayChange) (Done, error) {
	if err := h.Check(); err != nil {
		return Done{}, err
	}
	region, err := model.RegionOf(h.Region)
	if err != nil {
		return Done{}, err
	}
	h.Region = region.Code
	return w.transact(ctx, "save a holiday", func(tx *storage.Tx) (model.ID, error) {
		team, err := w.teamOf(ctx, tx.Reader)
		if err != nil {
			return 0, err
		}
		h.TeamID = team.ID
		whose := "everybody"
		if h.Region != "" {
			whose = region.Name
		}
		verb := "added"
		if h.ID != 0 { // another day or region may be its new place
			all, err := tx.Holidays(ctx, team.ID)
			if err != nil {
				return 0, err
			}
			for _, o := range all {
				if o.ID != h.ID && o.Day == h.Day && o.Region == h.Region {
					return 0, model.Errorf(model.Conflict, "day", "There is a change of %s for %s already. Change that one, or take it back first.", h.Day, whose)
				}
			}
			if err := tx.DeleteHoliday(ctx, h.ID); err != nil {
				return 0, err
			}
			verb = "changed"
		}
		if h.Removed {
			tx.Describe("No holiday any more: %s, for %s", h.Day, whose)
		} else {
			tx.Describe("Holiday %s: %s, %s, for %s", verb, h.Day, h.Name, whose)
		}
		return 0, tx.PutHoliday(ctx, h)
	})
}

// DeleteHoliday takes a change of public holidays back.
func (w *Workspace) DeleteHoliday(ctx context.Context, id model.ID) (Done, error) {
	return w.transact(ctx, "take a change of holidays back", func(tx *storage.Tx) (model.ID, error) {
		team, err := w.teamOf(ctx, tx.Reader)
		if err != nil {
			return 0, err
		}
		all, err := tx.Holidays(ctx, team.ID)
		if err != nil {
			return 0, err
		}
		tx.Describe("Change of holidays taken back")
		for _, h := range all {
			switch {
			case h.ID != id:
			case h.Removed:
				tx.Describe("Change of holidays taken back: %s was no holiday", h.Day)
			default:
				tx.Describe("Change of holidays taken back: %s, %s", h.Day, h.Name)
			}
		}
		return 0, tx.DeleteHoliday(ctx, id)
	})
}

// HolidaysIn returns the holidays that some people have in window, by day, with who has each; days are those of window.Start's zone.
func (w *Workspace) HolidaysIn(ctx context.Context, people []model.Person, window model.Interval) ([]model.HolidayBand, error) {
	calendar, err := w.Holidays(ctx)
	if err != nil {
		return nil, err
	}
	return calendar.Bands(people, window), nil
}
