package storage

import (
	"context"
	"database/sql"

	"watchbill/model"
)

// Freezes returns a team's change freezes that overlap window, by start, in the team's zone. A zero window means all.
func (r Reader) Freezes(ctx context.Context, team model.ID, window model.Interval) ([]model.Freeze, error) {
	from, until := bounds(window)
	return query(ctx, r, "change freezes", func(rows *sql.Rows, f *model.Freeze) error {
		var start, end int64
		var zone string
		err := rows.Scan(&f.ID, &f.TeamID, &f.Name, &start, &end, &f.AllDay, &zone)
		f.Start, f.End = inZone(start, zone), inZone(end, zone)
		return err
	}, `
		SELECT f.id, f.team_id, f.name, f.start_ms, f.end_ms, f.all_day, t.zone
		FROM freeze f JOIN team t ON t.id = f.team_id
		WHERE f.team_id = ? AND f.end_ms > ? AND f.start_ms < ? ORDER BY f.start_ms, f.id`, team, from, until)
}

// PutFreeze stores a change freeze.
func (tx *Tx) PutFreeze(ctx context.Context, f model.Freeze) (model.ID, error) {
	if f.ID == 0 {
		return tx.exec(ctx, "add the change freeze", `INSERT INTO freeze (team_id, name, start_ms, end_ms, all_day) VALUES (?, ?, ?, ?, ?)`,
			f.TeamID, f.Name, ms(f.Start), ms(f.End), f.AllDay)
	}
	return f.ID, tx.change(ctx, "change freeze", `UPDATE freeze SET name = ?, start_ms = ?, end_ms = ?, all_day = ? WHERE id = ? AND team_id = ?`,
		f.Name, ms(f.Start), ms(f.End), f.AllDay, f.ID, f.TeamID)
}

// DeleteFreeze removes a change freeze.
func (tx *Tx) DeleteFreeze(ctx context.Context, id model.ID) error {
	return tx.change(ctx, "change freeze", `DELETE FROM freeze WHERE id = ?`, id)
}
