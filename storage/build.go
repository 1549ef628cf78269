package storage

import (
	"context"
	"database/sql"
	"strings"

	"watchbill/model"
)

// BuildRules returns the rules a rotation's rotas are built by; ok is false where none were set.
func (r Reader) BuildRules(ctx context.Context, rotation model.ID) (rules model.BuildRules, ok bool, err error) {
	rows, err := query(ctx, r, "the rules", func(rows *sql.Rows, b *model.BuildRules) error {
		var criteria string
		err := rows.Scan(&b.RotationID, &b.RestTurns, &b.MaxInRow, &b.MinSenior, &b.KeepPublished, &b.ByHours, &criteria)
		b.Criteria = strings.Fields(criteria)
		return err
	}, `SELECT rotation_id, rest_turns, max_in_row, min_senior, keep_published, by_hours, criteria FROM build_rules WHERE rotation_id = ?`, rotation)
	if err != nil || len(rows) == 0 {
		return model.BuildRules{}, false, err
	}
	return rows[0], true, nil
}

// PutBuildRules stores a rotation's rules.
func (tx *Tx) PutBuildRules(ctx context.Context, b model.BuildRules) error {
	_, err := tx.exec(ctx, "save the rules", `
		INSERT INTO build_rules (rotation_id, rest_turns, max_in_row, min_senior, keep_published, by_hours, criteria) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (rotation_id) DO UPDATE SET rest_turns = excluded.rest_turns, max_in_row = excluded.max_in_row, min_senior = excluded.min_senior,
			keep_published = excluded.keep_published, by_hours = excluded.by_hours, criteria = excluded.criteria`,
		b.RotationID, b.RestTurns, b.MaxInRow, b.MinSenior, b.KeepPublished, b.ByHours, strings.Join(b.Criteria, " "))
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
