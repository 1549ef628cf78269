package storage

import (
	"context"
	"database/sql"
	"encoding/json"

	"watchbill/model"
)

// Sources returns the calendars that a team reads, by name.
func (r Reader) Sources(ctx context.Context, team model.ID) ([]model.Source, error) {
	return query(ctx, r, "calendars to read", func(rows *sql.Rows, s *model.Source) error {
		var person sql.NullInt64
		var titles string
		if err := rows.Scan(&s.ID, &s.TeamID, &s.Key, &s.Name, &s.Kind, &s.Place, &s.Web, &person, &titles, &s.Region); err != nil {
			return err
		}
		s.PersonID = idOf(person)
		return json.Unmarshal([]byte(titles), &s.Titles)
	}, `SELECT id, team_id, key, name, kind, place, web, person_id, titles, region FROM source WHERE team_id = ? ORDER BY name, id`, team)
}

// PutSource stores a calendar to read; the file gives a new one its key.
func (tx *Tx) PutSource(ctx context.Context, s model.Source) (model.ID, error) {
	titles, err := json.Marshal(append([]string{}, s.Titles...))
	if err != nil {
		return 0, err
	}
	if s.ID == 0 {
		return tx.exec(ctx, "add the calendar", `INSERT INTO source (team_id, name, kind, place, web, person_id, titles, region) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
			s.TeamID, s.Name, s.Kind, s.Place, s.Web, nullID(s.PersonID), string(titles), s.Region)
	}
	return s.ID, tx.change(ctx, "calendar", `UPDATE source SET name = ?, kind = ?, place = ?, web = ?, person_id = ?, titles = ?, region = ? WHERE id = ?`,
		s.Name, s.Kind, s.Place, s.Web, nullID(s.PersonID), string(titles), s.Region, s.ID)
}

// DeleteSource ends the reading of a calendar. What was read stays.
func (tx *Tx) DeleteSource(ctx context.Context, id model.ID) error {
	return tx.change(ctx, "calendar", `DELETE FROM source WHERE id = ?`, id)
}

// SourceStates returns how reading went, by the source's key.
func (r Reader) SourceStates(ctx context.Context) (map[string]model.SourceState, error) {
	rows, err := query(ctx, r, "the state of reading", func(rows *sql.Rows, s *model.SourceState) error {
		var tried int64
		var good sql.NullInt64
		err := rows.Scan(&s.Key, &tried, &good, &s.Error, &s.Entries, &s.Skipped)
		s.Tried, s.Good = fromMS(tried), timeOf(good)
		return err
	}, `SELECT key, tried_ms, good_ms, error, entries, skipped FROM source_state`)
	out := make(map[string]model.SourceState, len(rows))
	for _, s := range rows {
		out[s.Key] = s
	}
	return out, err
}

// NoteSource stores how reading a calendar went, outside of the journal.
func (db *DB) NoteSource(ctx context.Context, s model.SourceState) error {
	_, err := db.write.ExecContext(ctx, `
		INSERT INTO source_state (key, tried_ms, good_ms, error, entries, skipped) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (key) DO UPDATE SET tried_ms = excluded.tried_ms, good_ms = excluded.good_ms, error = excluded.error,
			entries = excluded.entries, skipped = excluded.skipped`,
		s.Key, ms(s.Tried), nullTime(s.Good), s.Error, s.Entries, s.Skipped)
	return explain("note the reading", db.path, err)
}
