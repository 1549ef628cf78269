package storage

import (
	"context"
	"database/sql"
	"time"

	"watchbill/model"
)

const shiftColumns = `s.id, s.rotation_id, s.role_id, s.person_id, s.slot_ms, s.start_ms, s.end_ms, s.state, s.uid, s.sequence,
	s.created_ms, s.modified_ms, r.zone`

func scanShift(rows *sql.Rows, s *model.Shift) error {
	var person sql.NullInt64
	var slot, start, end, created, modified int64
	var zone string
	err := rows.Scan(&s.ID, &s.RotationID, &s.RoleID, &person, &slot, &start, &end, &s.State, &s.UID, &s.Sequence, &created, &modified, &zone)
	s.PersonID = idOf(person)
	s.Slot, s.Start, s.End = inZone(slot, zone), inZone(start, zone), inZone(end, zone)
	s.Created, s.Modified = fromMS(created), fromMS(modified)
	return err
}

// Shifts returns a team's shifts, published and draft, that overlap window, in order of time, as they stand in the file: who really
// serves is in Duties. Times are in the rotation's zone. A zero window means all.
func (r Reader) Shifts(ctx context.Context, team model.ID, window model.Interval) ([]model.Shift, error) {
	return r.teamShifts(ctx, team, "", window)
}

// teamShifts returns a team's shifts of one state, or of both.
func (r Reader) teamShifts(ctx context.Context, team model.ID, state model.State, window model.Interval) ([]model.Shift, error) {
	from, until := bounds(window)
	return query(ctx, r, "shifts", scanShift, `
		SELECT `+shiftColumns+` FROM shift s CROSS JOIN rotation r ON r.id = s.rotation_id
		WHERE r.team_id = ?1 AND s.end_ms > ?2 AND s.start_ms < ?3 AND (?4 = '' OR s.state = ?4)
		  AND s.end_ms < ?3 + (SELECT max(end_ms - start_ms) FROM shift) -- bounds the search by end on both sides
		ORDER BY s.start_ms, s.rotation_id, s.role_id, s.id`, team, from, until, state)
}

// RotationShifts returns a rotation's shifts of one state that overlap window, in order of time. A zero window means all.
func (r Reader) RotationShifts(ctx context.Context, rotation model.ID, state model.State, window model.Interval) ([]model.Shift, error) {
	from, until := bounds(window)
	return query(ctx, r, "shifts", scanShift, `
		SELECT `+shiftColumns+` FROM shift s JOIN rotation r ON r.id = s.rotation_id
		WHERE s.rotation_id = ? AND s.state = ? AND s.end_ms > ? AND s.start_ms < ? ORDER BY s.start_ms, s.role_id, s.id`, rotation, state, from, until)
}

// Shift returns one shift.
func (r Reader) Shift(ctx context.Context, id model.ID) (model.Shift, error) {
	rows, err := query(ctx, r, "the shift", scanShift, `SELECT `+shiftColumns+` FROM shift s JOIN rotation r ON r.id = s.rotation_id WHERE s.id = ?`, id)
	return one(rows, err, "shift")
}

// CoverageShifts returns what model.Coverage needs to know of window: a rotation's published shifts that overlap it, and the first
// of each role, from which on the role is looked after. In order of time.
func (r Reader) CoverageShifts(ctx context.Context, rotation model.ID, window model.Interval) ([]model.Shift, error) {
	from, until := bounds(window)
	return query(ctx, r, "shifts", scanShift, `
		SELECT `+shiftColumns+` FROM shift s JOIN rotation r ON r.id = s.rotation_id
		WHERE s.rotation_id = ?1 AND s.state = 'published' AND s.end_ms > ?2 AND s.start_ms < ?3
		UNION
		SELECT `+shiftColumns+` FROM role e CROSS JOIN shift s CROSS JOIN rotation r ON r.id = s.rotation_id
		WHERE e.rotation_id = ?1 AND s.id = (SELECT f.id FROM shift f WHERE f.role_id = e.id AND f.state = 'published' ORDER BY f.slot_ms, f.start_ms LIMIT 1)
		ORDER BY 6, 3, 1`, rotation, from, until)
}

// PublishedUntil returns the end of what is published of a rotation, in its zone; zero when nothing is.
func (r Reader) PublishedUntil(ctx context.Context, rotation model.Rotation) (time.Time, error) {
	rows, err := query(ctx, r, "shifts", func(rows *sql.Rows, end *sql.NullInt64) error { return rows.Scan(end) },
		`SELECT max(end_ms) FROM shift WHERE rotation_id = ? AND state = 'published'`, rotation.ID)
	if err != nil || !rows[0].Valid {
		return time.Time{}, err
	}
	return inZone(rows[0].Int64, rotation.Zone), nil
}

// Holdings is how much of a person's a file holds.
type Holdings struct {
	Published, Drafts int // shifts
	Overrides         int // that bring the person in or take them off
	Toil, TimeOff     int // entries
}

// Holdings counts what would go with a person, or stands in the way.
func (r Reader) Holdings(ctx context.Context, person model.ID) (Holdings, error) {
	rows, err := query(ctx, r, "what belongs to the person", func(rows *sql.Rows, h *Holdings) error {
		return rows.Scan(&h.Published, &h.Drafts, &h.Overrides, &h.Toil, &h.TimeOff)
	}, `
		SELECT (SELECT count(*) FROM shift WHERE person_id = ?1 AND state = 'published'), (SELECT count(*) FROM shift WHERE person_id = ?1 AND state = 'draft'),
		       (SELECT count(*) FROM override WHERE person_id = ?1 OR out_id = ?1),
		       (SELECT count(*) FROM toil WHERE person_id = ?1), (SELECT count(*) FROM time_off WHERE person_id = ?1)`, person)
	return one(rows, err, "person")
}
