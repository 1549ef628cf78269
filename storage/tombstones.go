package storage

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"time"

	"watchbill/model"
)

// GivenAway is a published shift that somebody had and has no longer. Sequence and Modified are those a calendar needs to take the
// event back: later than all that was told before.
type GivenAway struct {
	model.Shift
	RotationName string // empty where the rotation is gone
	RoleName     string
}

// GivenAway returns the published shifts, and the pieces of such, that were taken from a person since a moment, by reassigning,
// swapping, overriding, publishing again or deleting, and that are not the person's now; by start. It reads the journal, so undone
// changes count as the journal has them: a shift given away and given back is the person's and not listed.
func (r Reader) GivenAway(ctx context.Context, person model.ID, since time.Time) ([]GivenAway, error) {
	shifts, err := r.shiftsGivenAway(ctx, person, since)
	if err != nil {
		return nil, err
	}
	pieces, err := r.givenToOverrides(ctx, person, since)
	for _, g := range pieces {
		if !slices.ContainsFunc(shifts, func(s GivenAway) bool { return s.UID == g.UID }) {
			shifts = append(shifts, g)
		}
	}
	slices.SortFunc(shifts, func(a, b GivenAway) int { return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.UID, b.UID)) })
	return shifts, err
}

// shiftsGivenAway returns the whole shifts that were taken from a person.
func (r Reader) shiftsGivenAway(ctx context.Context, person model.ID, since time.Time) ([]GivenAway, error) {
	return query(ctx, r, "shifts given away", func(rows *sql.Rows, g *GivenAway) error {
		var slot, start, end, created, modified int64
		var zone string
		err := rows.Scan(&g.ID, &g.RotationID, &g.RoleID, &slot, &start, &end, &g.UID, &g.Sequence, &created, &modified, &g.RotationName, &g.RoleName, &zone)
		g.PersonID, g.State = person, model.Published
		if zone == "" {
			zone = "UTC"
		}
		g.Slot, g.Start, g.End = inZone(slot, zone), inZone(start, zone), inZone(end, zone)
		g.Created, g.Modified = fromMS(created), fromMS(modified)
		return err
	}, `
		WITH lost AS (
			SELECT r.before AS row, max(r.id), j.at_ms AS at_ms
			FROM journal j CROSS JOIN journal_row r ON r.journal_id = j.id
			WHERE j.at_ms >= ?2 AND r.tbl = 'shift' AND json_extract(r.before, '$.state') = 'published'
			  AND json_extract(r.before, '$.person_id') = ?1 AND json_extract(r.after, '$.person_id') IS NOT ?1
			GROUP BY json_extract(r.before, '$.uid')
		)
		SELECT json_extract(l.row, '$.id'), json_extract(l.row, '$.rotation_id'), json_extract(l.row, '$.role_id'),
		       json_extract(l.row, '$.slot_ms'), json_extract(l.row, '$.start_ms'), json_extract(l.row, '$.end_ms'), json_extract(l.row, '$.uid'),
		       coalesce(s.sequence, max(1 + json_extract(l.row, '$.sequence'), coalesce(u.sequence, 0))),
		       json_extract(l.row, '$.created_ms'), coalesce(s.modified_ms, l.at_ms),
		       coalesce(o.name, ''), coalesce(e.name, ''), coalesce(o.zone, '')
		FROM lost l
		LEFT JOIN shift s     ON s.uid = json_extract(l.row, '$.uid') AND s.uid <> '' -- the index leaves drafts out
		LEFT JOIN spent_uid u ON u.uid = json_extract(l.row, '$.uid')
		LEFT JOIN rotation o  ON o.id = json_extract(l.row, '$.rotation_id')
		LEFT JOIN role e      ON e.id = json_extract(l.row, '$.role_id')
		WHERE s.person_id IS NOT ?1
		ORDER BY json_extract(l.row, '$.start_ms'), json_extract(l.row, '$.uid')`, person, ms(since))
}

// SwapDone is a swap that stands.
type SwapDone struct {
	At      time.Time
	Summary string
	UIDs    []string // of the shifts that changed hands
}

// SwapsDone returns the swaps that were made and stand, oldest first: those of the table, and from before there was one, those of the
// journal.
func (r Reader) SwapsDone(ctx context.Context, team model.ID) ([]SwapDone, error) {
	type line struct {
		swap, at     int64
		summary, uid string
	}
	lines, err := query(ctx, r, "swaps", func(rows *sql.Rows, l *line) error {
		return rows.Scan(&l.swap, &l.at, &l.summary, &l.uid)
	}, `
		SELECT s.id, p.at_ms, p.words, l.uid
		FROM swap s CROSS JOIN swap_step p ON p.swap_id = s.id AND p.kind = 'applied' CROSS JOIN swap_leg l ON l.swap_id = s.id
		WHERE s.team_id = ? AND s.state = 'applied' AND l.from_id IS NOT NULL AND l.to_id IS NOT NULL
		UNION ALL
		SELECT -j.id, j.at_ms, j.summary, json_extract(r.after, '$.uid') FROM journal j CROSS JOIN journal_row r ON r.journal_id = j.id
		WHERE j.op IN ('swap shifts', 'redo') AND (j.op = 'swap shifts' OR j.summary LIKE 'Redone: Swapped: %')
		  AND j.depth % 2 = 0 AND r.tbl = 'shift' AND json_extract(r.after, '$.uid') <> ''
		  AND NOT EXISTS (SELECT 1 FROM journal u WHERE u.undoes = j.id)
		  AND NOT EXISTS (SELECT 1 FROM journal_row x WHERE x.journal_id = j.id AND x.tbl = 'swap')
		ORDER BY 2, 1, 4`, team)
	var out []SwapDone
	last := int64(0)
	for _, l := range lines {
		if l.swap != last || len(out) == 0 {
			out = append(out, SwapDone{At: fromMS(l.at), Summary: l.summary})
			last = l.swap
		}
		done := &out[len(out)-1]
		done.UIDs = append(done.UIDs, l.uid)
	}
	return out, err
}
