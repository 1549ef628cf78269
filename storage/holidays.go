package storage

import (
	"context"
	"database/sql"

	"watchbill/model"
)

// Holidays returns what a team changes about public holidays, by day.
func (r Reader) Holidays(ctx context.Context, team model.ID) (model.HolidayCalendar, error) {
	return query(ctx, r, "holidays", func(rows *sql.Rows, h *model.HolidayChange) error {
		var day string
		if err := rows.Scan(&h.ID, &h.TeamID, &h.Region, &day, &h.Name, &h.Removed, &h.Source); err != nil {
			return err
		}
		var err error
		h.Day, err = model.ParseDate(day)
		return err
	}, `SELECT id, team_id, region, day, name, removed, source FROM holiday WHERE team_id = ? ORDER BY day, region, id`, team)
}

// PutHoliday stores a change of public holidays, in place of an earlier one of the same region and day.
func (tx *Tx) PutHoliday(ctx context.Context, h model.HolidayChange) error {
	_, err := tx.exec(ctx, "save the holiday", `
		INSERT INTO holiday (team_id, region, day, name, removed, source) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (team_id, region, day) DO UPDATE SET name = excluded.name, removed = excluded.removed, source = excluded.source`,
		h.TeamID, h.Region, h.Day.String(), h.Name, h.Removed, h.Source)
	return err
}

// DeleteHoliday takes a change of public holidays back.
func (tx *Tx) DeleteHoliday(ctx context.Context, id model.ID) error {
	return tx.change(ctx, "holiday", `DELETE FROM holiday WHERE id = ?`, id)
}
