package storage

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"watchbill/model"
)

// SwapFilter says which swaps to read.
type SwapFilter struct {
	Live  bool      // those that wait only
	Since time.Time // and of the others those that closed since; zero: all
}

// Swaps returns a team's swaps with their legs, parties and steps, the newest first.
func (r Reader) Swaps(ctx context.Context, team model.ID, f SwapFilter) ([]model.Swap, error) {
	since := int64(0)
	if !f.Since.IsZero() {
		since = ms(f.Since)
	}
	out, err := query(ctx, r, "swaps", scanSwap, `
		SELECT id, team_id, kind, state, reason, person_id, approval, in_return, consent, note, created_ms, closed_ms FROM swap
		WHERE team_id = ?1 AND (closed_ms IS NULL OR NOT ?2 AND closed_ms >= ?3) ORDER BY id DESC`, team, f.Live, since)
	if err != nil || len(out) == 0 {
		return out, err
	}
	return out, r.fillSwaps(ctx, out)
}

// Swap returns one swap.
func (r Reader) Swap(ctx context.Context, id model.ID) (model.Swap, error) {
	rows, err := query(ctx, r, "the swap", scanSwap, `
		SELECT id, team_id, kind, state, reason, person_id, approval, in_return, consent, note, created_ms, closed_ms FROM swap WHERE id = ?`, id)
	s, err := one(rows, err, "swap")
	if err != nil {
		return s, err
	}
	rows = []model.Swap{s}
	err = r.fillSwaps(ctx, rows)
	return rows[0], err
}

func scanSwap(rows *sql.Rows, s *model.Swap) error {
	var person, closed sql.NullInt64
	var created int64
	err := rows.Scan(&s.ID, &s.TeamID, &s.Kind, &s.State, &s.Reason, &person, &s.Approval, &s.InReturn, &s.Consent, &s.Note, &created, &closed)
	s.PersonID, s.Created = idOf(person), fromMS(created)
	if closed.Valid {
		s.Closed = fromMS(closed.Int64)
	}
	return err
}

// fillSwaps adds legs, parties and steps.
func (r Reader) fillSwaps(ctx context.Context, swaps []model.Swap) error {
	ids := make([]model.ID, len(swaps))
	at := map[model.ID]*model.Swap{}
	for i := range swaps {
		ids[i] = swaps[i].ID
		at[swaps[i].ID] = &swaps[i]
	}
	list := jsonIDs(ids)
	type none struct{}
	_, err := query(ctx, r, "swaps", func(rows *sql.Rows, _ *none) error {
		var l model.SwapLeg
		var swap model.ID
		var rotation, role, from, to sql.NullInt64
		var slot, shiftStart, start, end int64
		var zone string
		err := rows.Scan(&l.ID, &swap, &l.UID, &rotation, &role, &slot, &shiftStart, &start, &end, &l.Whole, &from, &to, &l.Open, &l.Return, &zone)
		l.RotationID, l.RoleID, l.From, l.To = idOf(rotation), idOf(role), idOf(from), idOf(to)
		l.Slot, l.ShiftStart, l.Start, l.End = inZone(slot, zone), inZone(shiftStart, zone), inZone(start, zone), inZone(end, zone)
		at[swap].Legs = append(at[swap].Legs, l)
		return err
	}, `
		SELECT l.id, l.swap_id, l.uid, l.rotation_id, l.role_id, l.slot_ms, l.shift_start_ms, l.start_ms, l.end_ms, l.whole, l.from_id, l.to_id,
		       l.open, l.given_back, coalesce(x.zone, 'UTC')
		FROM json_each(?) i CROSS JOIN swap_leg l ON l.swap_id = i.value LEFT JOIN rotation x ON x.id = l.rotation_id ORDER BY l.id`, list)
	if err != nil {
		return err
	}
	_, err = query(ctx, r, "swaps", func(rows *sql.Rows, _ *none) error {
		var p model.SwapParty
		var swap model.ID
		err := rows.Scan(&swap, &p.PersonID, &p.Answer)
		at[swap].Parties = append(at[swap].Parties, p)
		return err
	}, `SELECT p.swap_id, p.person_id, p.answer FROM json_each(?) i CROSS JOIN swap_party p ON p.swap_id = i.value ORDER BY p.id`, list)
	if err != nil {
		return err
	}
	_, err = query(ctx, r, "swaps", func(rows *sql.Rows, _ *none) error {
		var s model.SwapStep
		var swap model.ID
		var person sql.NullInt64
		var when int64
		err := rows.Scan(&s.ID, &swap, &when, &s.Kind, &s.Who, &person, &s.Note, &s.Words)
		s.At, s.PersonID = fromMS(when), idOf(person)
		at[swap].Steps = append(at[swap].Steps, s)
		return err
	}, `
		SELECT p.id, p.swap_id, p.at_ms, p.kind, p.who, p.person_id, p.note, p.words
		FROM json_each(?) i CROSS JOIN swap_step p ON p.swap_id = i.value ORDER BY p.id`, list)
	return err
}

// PutSwap stores a swap: a new one when its ID is zero. Steps are only ever added.
func (tx *Tx) PutSwap(ctx context.Context, s model.Swap) (model.ID, error) {
	var closed any
	if !s.Closed.IsZero() {
		closed = ms(s.Closed)
	}
	var err error
	if s.ID == 0 {
		s.ID, err = tx.exec(ctx, "add the swap", `
			INSERT INTO swap (team_id, kind, state, reason, person_id, approval, in_return, consent, note, created_ms, closed_ms)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			s.TeamID, s.Kind, s.State, s.Reason, nullID(s.PersonID), s.Approval, s.InReturn, s.Consent, s.Note, ms(s.Created), closed)
	} else {
		err = tx.change(ctx, "swap", `UPDATE swap SET kind = ?, state = ?, reason = ?, consent = ?, closed_ms = ? WHERE id = ?`,
			s.Kind, s.State, s.Reason, s.Consent, closed, s.ID)
	}
	if err != nil {
		return 0, err
	}
	if err := tx.putLegs(ctx, s); err != nil {
		return 0, err
	}
	for _, p := range s.Parties {
		if _, err := tx.exec(ctx, "save the answer", `
			INSERT INTO swap_party (swap_id, person_id, answer) VALUES (?, ?, ?)
			ON CONFLICT (swap_id, person_id) DO UPDATE SET answer = excluded.answer`, s.ID, p.PersonID, p.Answer); err != nil {
			return 0, err
		}
	}
	for _, step := range s.Steps {
		if step.ID != 0 {
			continue
		}
		if _, err := tx.exec(ctx, "add the step", `INSERT INTO swap_step (swap_id, at_ms, kind, who, person_id, note, words) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			s.ID, ms(step.At), step.Kind, step.Who, nullID(step.PersonID), step.Note, step.Words); err != nil {
			return 0, err
		}
	}
	return s.ID, nil
}

func (tx *Tx) putLegs(ctx context.Context, s model.Swap) error {
	have, err := query(ctx, tx.Reader, "the swap", func(rows *sql.Rows, id *model.ID) error { return rows.Scan(id) }, `SELECT id FROM swap_leg WHERE swap_id = ?`, s.ID)
	if err != nil {
		return err
	}
	for _, id := range have {
		if slices.ContainsFunc(s.Legs, func(l model.SwapLeg) bool { return l.ID == id }) {
			continue
		}
		if err := tx.change(ctx, "swap", `DELETE FROM swap_leg WHERE id = ?`, id); err != nil {
			return err
		}
	}
	for _, l := range s.Legs {
		if l.ID != 0 {
			err = tx.change(ctx, "swap", `UPDATE swap_leg SET to_id = ? WHERE id = ?`, nullID(l.To), l.ID)
		} else {
			_, err = tx.exec(ctx, "add the swap", `
				INSERT INTO swap_leg (swap_id, uid, rotation_id, role_id, slot_ms, shift_start_ms, start_ms, end_ms, whole, from_id, to_id, open, given_back)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
				s.ID, l.UID, nullID(l.RotationID), nullID(l.RoleID), ms(l.Slot), ms(l.ShiftStart), ms(l.Start), ms(l.End), l.Whole, nullID(l.From), nullID(l.To), l.Open, l.Return)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// AskedSince returns how often each person of a team was asked to take a shift since a moment.
func (r Reader) AskedSince(ctx context.Context, team model.ID, since time.Time) (map[model.ID]int, error) {
	type count struct {
		person model.ID
		n      int
	}
	rows, err := query(ctx, r, "swaps", func(rows *sql.Rows, c *count) error { return rows.Scan(&c.person, &c.n) }, `
		SELECT p.person_id, count(*) FROM swap s CROSS JOIN swap_party p ON p.swap_id = s.id
		WHERE s.team_id = ? AND s.created_ms >= ? GROUP BY p.person_id`, team, ms(since))
	out := make(map[model.ID]int, len(rows))
	for _, c := range rows {
		out[c.person] = c.n
	}
	return out, err
}
