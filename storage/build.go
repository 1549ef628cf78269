package storage

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"watchbill/model"
)

// BuildRules returns the rules a rotation's rotas are built by; ok is false where none were set.
func (r Reader) BuildRules(ctx context.Context, rotation model.ID) (rules model.BuildRules, ok bool, err error) {
	rows, err := query(ctx, r, "the rules", func(rows *sql.Rows, b *model.BuildRules) error {
		var criteria string
		err := rows.Scan(&b.RotationID, &b.RestTurns, &b.MaxInRow, &b.MinSenior, &b.KeepPublished, &b.ByHours, &criteria, &b.HistoryWeeks, &b.HolidayFactor)
		b.Criteria = strings.Fields(criteria)
		return err
	}, `
		SELECT rotation_id, rest_turns, max_in_row, min_senior, keep_published, by_hours, criteria, history_weeks, holiday_factor
		FROM build_rules WHERE rotation_id = ?`, rotation)
	if err != nil || len(rows) == 0 {
		return model.BuildRules{}, false, err
	}
	return rows[0], true, nil
}

// PutBuildRules stores a rotation's rules.
func (tx *Tx) PutBuildRules(ctx context.Context, b model.BuildRules) error {
	_, err := tx.exec(ctx, "save the rules", `
		INSERT INTO build_rules (rotation_id, rest_turns, max_in_row, min_senior, keep_published, by_hours, criteria, history_weeks, holiday_factor)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (rotation_id) DO UPDATE SET rest_turns = excluded.rest_turns, max_in_row = excluded.max_in_row, min_senior = excluded.min_senior,
			keep_published = excluded.keep_published, by_hours = excluded.by_hours, criteria = excluded.criteria,
			history_weeks = excluded.history_weeks, holiday_factor = excluded.holiday_factor`,
		b.RotationID, b.RestTurns, b.MaxInRow, b.MinSenior, b.KeepPublished, b.ByHours, strings.Join(b.Criteria, " "), b.HistoryWeeks, max(1, b.HolidayFactor))
	return err
}

// Aparts returns the pairs of a team's people who are never on call together.
func (r Reader) Aparts(ctx context.Context, team model.ID) ([]model.Apart, error) {
	return query(ctx, r, "pairs", func(rows *sql.Rows, a *model.Apart) error {
		return rows.Scan(&a.ID, &a.A, &a.B)
	}, `SELECT a.id, a.person_id, a.other_id FROM person p JOIN apart a ON a.person_id = p.id WHERE p.team_id = ? ORDER BY a.id`, team)
}

// PutApart stores a pair.
func (tx *Tx) PutApart(ctx context.Context, a model.Apart) (model.ID, error) {
	return tx.exec(ctx, "add the pair", `INSERT INTO apart (person_id, other_id) VALUES (?, ?)`, min(a.A, a.B), max(a.A, a.B))
}

// DeleteApart removes a pair.
func (tx *Tx) DeleteApart(ctx context.Context, id model.ID) error {
	return tx.change(ctx, "pair", `DELETE FROM apart WHERE id = ?`, id)
}

// Wishes returns the wishes of a team's people, by first day.
func (r Reader) Wishes(ctx context.Context, team model.ID) ([]model.Wish, error) {
	return query(ctx, r, "wishes", func(rows *sql.Rows, w *model.Wish) error {
		var from, until string
		if err := rows.Scan(&w.ID, &w.PersonID, &w.Kind, &from, &until); err != nil {
			return err
		}
		var err error
		if w.From, err = model.ParseDate(from); err == nil {
			w.Until, err = model.ParseDate(until)
		}
		return err
	}, `SELECT w.id, w.person_id, w.kind, w.from_day, w.until_day FROM person p JOIN wish w ON w.person_id = p.id WHERE p.team_id = ? ORDER BY w.from_day, w.id`, team)
}

// PutWish stores a wish.
func (tx *Tx) PutWish(ctx context.Context, w model.Wish) (model.ID, error) {
	if w.ID == 0 {
		return tx.exec(ctx, "add the wish", `INSERT INTO wish (person_id, kind, from_day, until_day) VALUES (?, ?, ?, ?)`,
			w.PersonID, w.Kind, w.From.String(), w.Until.String())
	}
	return w.ID, tx.change(ctx, "wish", `UPDATE wish SET person_id = ?, kind = ?, from_day = ?, until_day = ? WHERE id = ?`,
		w.PersonID, w.Kind, w.From.String(), w.Until.String(), w.ID)
}

// DeleteWish removes a wish.
func (tx *Tx) DeleteWish(ctx context.Context, id model.ID) error {
	return tx.change(ctx, "wish", `DELETE FROM wish WHERE id = ?`, id)
}

// Pins returns who is pinned to slots of a rotation, by slot.
func (r Reader) Pins(ctx context.Context, rotation model.ID) ([]model.Pin, error) {
	return query(ctx, r, "pins", func(rows *sql.Rows, p *model.Pin) error {
		var slot int64
		var zone string
		err := rows.Scan(&p.ID, &p.RoleID, &p.PersonID, &slot, &zone)
		p.Slot = inZone(slot, zone)
		return err
	}, `
		SELECT p.id, p.role_id, p.person_id, p.slot_ms, x.zone FROM role r JOIN rotation x ON x.id = r.rotation_id JOIN pin p ON p.role_id = r.id
		WHERE r.rotation_id = ? ORDER BY p.slot_ms, r.position, p.id`, rotation)
}

// PutPin pins a person to a slot, in place of whoever was pinned there.
func (tx *Tx) PutPin(ctx context.Context, p model.Pin) error {
	_, err := tx.exec(ctx, "pin the shift", `
		INSERT INTO pin (role_id, person_id, slot_ms) VALUES (?, ?, ?)
		ON CONFLICT (role_id, slot_ms) DO UPDATE SET person_id = excluded.person_id`, p.RoleID, p.PersonID, ms(p.Slot))
	return err
}

// DeletePin frees a slot.
func (tx *Tx) DeletePin(ctx context.Context, id model.ID) error {
	return tx.change(ctx, "pin", `DELETE FROM pin WHERE id = ?`, id)
}

// FirstServed returns when each person's first published shift of a rotation began.
func (r Reader) FirstServed(ctx context.Context, rotation model.ID) (map[model.ID]time.Time, error) {
	type first struct {
		person model.ID
		at     int64
	}
	rows, err := query(ctx, r, "first shifts", func(rows *sql.Rows, f *first) error { return rows.Scan(&f.person, &f.at) }, `
		SELECT person_id, min(start_ms) FROM shift
		WHERE rotation_id = ? AND state = 'published' AND person_id IS NOT NULL GROUP BY person_id`, rotation)
	out := make(map[model.ID]time.Time, len(rows))
	for _, f := range rows {
		out[f.person] = fromMS(f.at)
	}
	return out, err
}
