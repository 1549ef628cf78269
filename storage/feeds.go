package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"watchbill/model"
)

// Feeds returns a team's feeds by name.
func (r Reader) Feeds(ctx context.Context, team model.ID) ([]model.Feed, error) {
	return query(ctx, r, "feeds", func(rows *sql.Rows, f *model.Feed) error {
		var rotation, role, person sql.NullInt64
		var reminders string
		err := rows.Scan(&f.ID, &f.TeamID, &f.Name, &rotation, &role, &person, &f.PastDays, &f.AheadDays, &f.Title, &reminders, &f.Busy, &f.Category)
		f.RotationID, f.RoleID, f.PersonID = idOf(rotation), idOf(role), idOf(person)
		for _, word := range strings.Fields(reminders) {
			if n, err := strconv.Atoi(word); err == nil {
				f.Reminders = append(f.Reminders, n)
			}
		}
		return err
	}, `
		SELECT id, team_id, name, rotation_id, role_id, person_id, past_days, ahead_days, title, reminders, busy, category
		FROM feed WHERE team_id = ? ORDER BY name, id`, team)
}

// PutFeed stores a feed.
func (tx *Tx) PutFeed(ctx context.Context, f model.Feed) (model.ID, error) {
	words := make([]string, len(f.Reminders))
	for i, m := range f.Reminders {
		words[i] = strconv.Itoa(m)
	}
	reminders := strings.Join(words, " ")
	if f.ID == 0 {
		return tx.exec(ctx, "add the feed", `
			INSERT INTO feed (team_id, name, rotation_id, role_id, person_id, past_days, ahead_days, title, reminders, busy, category)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			f.TeamID, f.Name, nullID(f.RotationID), nullID(f.RoleID), nullID(f.PersonID), f.PastDays, f.AheadDays, f.Title, reminders, f.Busy, f.Category)
	}
	return f.ID, tx.change(ctx, "feed", `
		UPDATE feed SET name = ?, rotation_id = ?, role_id = ?, person_id = ?, past_days = ?, ahead_days = ?, title = ?, reminders = ?, busy = ?,
			category = ?
		WHERE id = ?`,
		f.Name, nullID(f.RotationID), nullID(f.RoleID), nullID(f.PersonID), f.PastDays, f.AheadDays, f.Title, reminders, f.Busy, f.Category, f.ID)
}

// DeleteFeed removes a feed with its links and targets.
func (tx *Tx) DeleteFeed(ctx context.Context, id model.ID) error {
	return tx.change(ctx, "feed", `DELETE FROM feed WHERE id = ?`, id)
}

// FeedLinks returns the links of a team's feeds in the order they were made.
func (r Reader) FeedLinks(ctx context.Context, team model.ID) ([]model.FeedLink, error) {
	return query(ctx, r, "links", func(rows *sql.Rows, l *model.FeedLink) error {
		var created int64
		var used sql.NullInt64
		err := rows.Scan(&l.ID, &l.FeedID, &l.Name, &l.Digest, &created, &used)
		l.Created, l.Used = fromMS(created), timeOf(used)
		return err
	}, `
		SELECT l.id, l.feed_id, l.name, l.digest, l.created_ms, u.used_ms
		FROM feed f JOIN feed_link l ON l.feed_id = f.id LEFT JOIN link_use u ON u.digest = l.digest
		WHERE f.team_id = ? ORDER BY l.id`, team)
}

// AddFeedLink stores a new link.
func (tx *Tx) AddFeedLink(ctx context.Context, l model.FeedLink) (model.ID, error) {
	return tx.exec(ctx, "add the link", `INSERT INTO feed_link (feed_id, name, digest, created_ms) VALUES (?, ?, ?, ?)`,
		l.FeedID, l.Name, l.Digest, ms(l.Created))
}

// DeleteFeedLink removes a link, so that its address is not found any more.
func (tx *Tx) DeleteFeedLink(ctx context.Context, id model.ID) error {
	return tx.change(ctx, "link", `DELETE FROM feed_link WHERE id = ?`, id)
}

// Targets returns a team's targets by name.
func (r Reader) Targets(ctx context.Context, team model.ID) ([]model.Target, error) {
	return query(ctx, r, "targets", func(rows *sql.Rows, t *model.Target) error {
		var headers string
		if err := rows.Scan(&t.ID, &t.TeamID, &t.FeedID, &t.Key, &t.Name, &t.Kind, &t.Address, &t.User, &headers); err != nil {
			return err
		}
		var pairs [][2]string
		err := json.Unmarshal([]byte(headers), &pairs)
		for _, p := range pairs {
			t.Headers = append(t.Headers, model.Header{Name: p[0], Value: p[1]})
		}
		return err
	}, `SELECT id, team_id, feed_id, key, name, kind, address, user, headers FROM target WHERE team_id = ? ORDER BY name, id`, team)
}

// PutTarget stores a target; the file gives a new one its key.
func (tx *Tx) PutTarget(ctx context.Context, t model.Target) (model.ID, error) {
	pairs := make([][2]string, len(t.Headers))
	for i, h := range t.Headers {
		pairs[i] = [2]string{h.Name, h.Value}
	}
	headers, err := json.Marshal(pairs)
	if err != nil {
		return 0, err
	}
	if t.ID == 0 {
		return tx.exec(ctx, "add the target", `INSERT INTO target (team_id, feed_id, name, kind, address, user, headers) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			t.TeamID, t.FeedID, t.Name, t.Kind, t.Address, t.User, string(headers))
	}
	return t.ID, tx.change(ctx, "target", `UPDATE target SET feed_id = ?, name = ?, kind = ?, address = ?, user = ?, headers = ? WHERE id = ?`,
		t.FeedID, t.Name, t.Kind, t.Address, t.User, string(headers), t.ID)
}

// DeleteTarget removes a target. What was published stays where it is.
func (tx *Tx) DeleteTarget(ctx context.Context, id model.ID) error {
	return tx.change(ctx, "target", `DELETE FROM target WHERE id = ?`, id)
}

// PublishStates returns how publishing went, by the target's key.
func (r Reader) PublishStates(ctx context.Context) (map[string]model.PublishState, error) {
	rows, err := query(ctx, r, "the state of publishing", func(rows *sql.Rows, s *model.PublishState) error {
		var tried int64
		var good sql.NullInt64
		err := rows.Scan(&s.Key, &tried, &good, &s.Error, &s.ETag, &s.Sum, &s.Events)
		s.Tried, s.Good = fromMS(tried), timeOf(good)
		return err
	}, `SELECT key, tried_ms, good_ms, error, etag, sum, events FROM publish_state`)
	out := make(map[string]model.PublishState, len(rows))
	for _, s := range rows {
		out[s.Key] = s
	}
	return out, err
}

// NotePublish stores how publishing went. It is no change of the user's, so it stands outside of the journal.
func (db *DB) NotePublish(ctx context.Context, s model.PublishState) error {
	_, err := db.write.ExecContext(ctx, `
		INSERT INTO publish_state (key, tried_ms, good_ms, error, etag, sum, events) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (key) DO UPDATE SET tried_ms = excluded.tried_ms, good_ms = excluded.good_ms, error = excluded.error,
			etag = excluded.etag, sum = excluded.sum, events = excluded.events`,
		s.Key, ms(s.Tried), nullTime(s.Good), s.Error, s.ETag, s.Sum, s.Events)
	return explain("note the publishing", db.path, err)
}

// NoteUse stores when a link was last used, outside of the journal.
func (db *DB) NoteUse(ctx context.Context, digest string, at time.Time) error {
	_, err := db.write.ExecContext(ctx, `
		INSERT INTO link_use (digest, used_ms) VALUES (?, ?)
		ON CONFLICT (digest) DO UPDATE SET used_ms = max(used_ms, excluded.used_ms)`, digest, ms(at))
	return explain("note a link's use", db.path, err)
}

func nullTime(t time.Time) any { return sql.NullInt64{Int64: t.UnixMilli(), Valid: !t.IsZero()} }

func timeOf(v sql.NullInt64) time.Time {
	if !v.Valid {
		return time.Time{}
	}
	return fromMS(v.Int64)
}

// ImportedOff is time off that was read from a calendar.
type ImportedOff struct {
	model.TimeOff
	Event string // names the event there
}

// ImportedOff returns the time off of a team's people that was read from a calendar, by start.
func (r Reader) ImportedOff(ctx context.Context, team model.ID, source string) ([]ImportedOff, error) {
	return query(ctx, r, "time off", func(rows *sql.Rows, t *ImportedOff) error {
		var start, end int64
		var zone string
		err := rows.Scan(&t.ID, &t.PersonID, &start, &end, &t.AllDay, &t.Kind, &t.Note, &t.Event, &zone)
		t.Start, t.End = inZone(start, zone), inZone(end, zone)
		return err
	}, `
		SELECT t.id, t.person_id, t.start_ms, t.end_ms, t.all_day, t.kind, t.note, t.source_event, p.zone
		FROM time_off t JOIN person p ON p.id = t.person_id
		WHERE t.source = ?2 AND t.source <> '' AND p.team_id = ?1 ORDER BY t.start_ms, t.id`, team, source)
}

// MarkImportedOff says which event of which calendar an entry of time off was read from.
func (tx *Tx) MarkImportedOff(ctx context.Context, id model.ID, source, event string) error {
	return tx.change(ctx, "time off", `UPDATE time_off SET source = ?, source_event = ? WHERE id = ?`, source, event, id)
}
