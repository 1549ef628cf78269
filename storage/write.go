package storage

import (
	"context"
	"fmt"
	"strconv"

	"watchbill/model"
)

// exec runs a statement and returns the ID of an inserted row.
func (tx *Tx) exec(ctx context.Context, what, text string, args ...any) (model.ID, error) {
	res, err := tx.tx.ExecContext(ctx, text, args...)
	if err != nil {
		return 0, explain(what, tx.path, err)
	}
	id, err := res.LastInsertId()
	return model.ID(id), err
}

// change runs a statement that must touch exactly the row it names.
func (tx *Tx) change(ctx context.Context, what, text string, args ...any) error {
	res, err := tx.tx.ExecContext(ctx, text, args...)
	if err != nil {
		return explain("change the "+what, tx.path, err)
	}
	n, err := res.RowsAffected()
	if err == nil && n == 0 {
		return model.Errorf(model.NotFound, what, "There is no such %s any more. It may have been deleted; look at the list again.", what)
	}
	return err
}

// PutTeam stores a team, a new one when its ID is zero, and returns its ID. So do the other Put methods.
func (tx *Tx) PutTeam(ctx context.Context, t model.Team) (model.ID, error) {
	if t.ID == 0 {
		return tx.exec(ctx, "add the team", `INSERT INTO team (name, zone, toil_cap, week_start, sample) VALUES (?, ?, ?, ?, ?)`,
			t.Name, t.Zone, t.ToilCap, t.WeekStart, t.Sample)
	}
	return t.ID, tx.change(ctx, "team", `UPDATE team SET name = ?, zone = ?, toil_cap = ?, week_start = ?, sample = ? WHERE id = ?`,
		t.Name, t.Zone, t.ToilCap, t.WeekStart, t.Sample, t.ID)
}

// PutPerson stores a person.
func (tx *Tx) PutPerson(ctx context.Context, p model.Person) (model.ID, error) {
	left := ""
	if !p.Left.IsZero() {
		left = p.Left.String()
	}
	if p.ID == 0 {
		return tx.exec(ctx, "add the person", `
			INSERT INTO person (team_id, name, email, zone, colour, week_minutes, left_day, senior, region) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			p.TeamID, p.Name, p.Email, p.Zone, p.Colour, p.WeekMinutes, left, p.Senior, p.Region)
	}
	return p.ID, tx.change(ctx, "person", `
		UPDATE person SET name = ?, email = ?, zone = ?, colour = ?, week_minutes = ?, left_day = ?, senior = ?, region = ? WHERE id = ?`,
		p.Name, p.Email, p.Zone, p.Colour, p.WeekMinutes, left, p.Senior, p.Region, p.ID)
}

// DeletePerson removes a person with their time off, toil and places in rotations. Shifts must have been given away before.
func (tx *Tx) DeletePerson(ctx context.Context, id model.ID) error {
	return tx.change(ctx, "person", `DELETE FROM person WHERE id = ?`, id)
}

// PutTimeOff stores time off.
func (tx *Tx) PutTimeOff(ctx context.Context, t model.TimeOff) (model.ID, error) {
	if t.ID == 0 {
		return tx.exec(ctx, "add the time off", `INSERT INTO time_off (person_id, start_ms, end_ms, all_day, kind, note) VALUES (?, ?, ?, ?, ?, ?)`,
			t.PersonID, ms(t.Start), ms(t.End), t.AllDay, t.Kind, t.Note)
	}
	return t.ID, tx.change(ctx, "time off", `UPDATE time_off SET person_id = ?, start_ms = ?, end_ms = ?, all_day = ?, kind = ?, note = ? WHERE id = ?`,
		t.PersonID, ms(t.Start), ms(t.End), t.AllDay, t.Kind, t.Note, t.ID)
}

// DeleteTimeOff removes time off.
func (tx *Tx) DeleteTimeOff(ctx context.Context, id model.ID) error {
	return tx.change(ctx, "time off", `DELETE FROM time_off WHERE id = ?`, id)
}

// PutShift stores a shift. A published shift gets its calendar UID and stamps here: a new one its UID and DTSTAMP, a changed one
// the next SEQUENCE.
func (tx *Tx) PutShift(ctx context.Context, s model.Shift) (model.ID, error) {
	now := ms(tx.now)
	if s.ID != 0 {
		return s.ID, tx.change(ctx, "shift", `
			UPDATE shift SET person_id = ?, slot_ms = ?, start_ms = ?, end_ms = ?, sequence = sequence + (state = 'published'), modified_ms = ? WHERE id = ?`,
			nullID(s.PersonID), ms(s.Slot), ms(s.Start), ms(s.End), now, s.ID)
	}
	uid := ""
	if s.State == model.Published {
		var err error
		if uid, err = tx.slotUID(ctx, s); err != nil {
			return 0, explain("add the shift", tx.path, err)
		}
	}
	return tx.exec(ctx, "add the shift", `
		INSERT INTO shift (rotation_id, role_id, person_id, slot_ms, start_ms, end_ms, state, uid, created_ms, modified_ms, sequence)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, coalesce((SELECT sequence + 1 FROM spent_uid WHERE uid = ?8), 0))`,
		s.RotationID, s.RoleID, nullID(s.PersonID), ms(s.Slot), ms(s.Start), ms(s.End), s.State, uid, now)
}

// slotUID returns the calendar UID of a slot: it names rotation, role and slot, says nothing about who serves, and is the same
// when the slot is published again. Further parts of one slot get a number.
func (tx *Tx) slotUID(ctx context.Context, s model.Shift) (string, error) {
	var rotation string
	var parts int
	err := tx.tx.QueryRowContext(ctx, `
		SELECT uid, (SELECT count(*) FROM shift WHERE rotation_id = ?1 AND role_id = ?2 AND slot_ms = ?3 AND state = 'published')
		FROM rotation WHERE id = ?1`, s.RotationID, s.RoleID, ms(s.Slot)).Scan(&rotation, &parts)
	for part := parts; err == nil; part++ {
		uid := fmt.Sprintf("%s-%d-%d@watchbill", rotation, s.RoleID, s.Slot.Unix())
		if part > 0 {
			uid = fmt.Sprintf("%s-%d-%d-%d@watchbill", rotation, s.RoleID, s.Slot.Unix(), part+1)
		}
		var taken bool
		if err = tx.tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM shift WHERE uid = ? AND uid <> '')`, uid).Scan(&taken); err == nil && !taken {
			return uid, nil
		}
	}
	return "", err
}

// DeleteShift removes a shift.
func (tx *Tx) DeleteShift(ctx context.Context, id model.ID) error {
	return tx.change(ctx, "shift", `DELETE FROM shift WHERE id = ?`, id)
}

// DeleteDraft removes a rotation's draft shifts and returns how many there were.
func (tx *Tx) DeleteDraft(ctx context.Context, rotation model.ID) (int, error) {
	res, err := tx.tx.ExecContext(ctx, `DELETE FROM shift WHERE rotation_id = ? AND state = 'draft'`, rotation)
	if err != nil {
		return 0, explain("discard the draft", tx.path, err)
	}
	n, err := res.RowsAffected()
	return int(n), err
}

// ReleaseDrafts leaves a person's draft shifts unstaffed.
func (tx *Tx) ReleaseDrafts(ctx context.Context, person model.ID) error {
	_, err := tx.exec(ctx, "release drafts", `UPDATE shift SET person_id = NULL WHERE person_id = ? AND state = 'draft'`, person)
	return err
}

// PutToil stores a toil entry.
func (tx *Tx) PutToil(ctx context.Context, e model.ToilEntry) (model.ID, error) {
	if e.ID == 0 {
		return tx.exec(ctx, "add the toil", `INSERT INTO toil (team_id, person_id, day, minutes, what, tag) VALUES (?, ?, ?, ?, ?, ?)`,
			e.TeamID, e.PersonID, e.Day.String(), e.Minutes, e.What, e.Tag)
	}
	return e.ID, tx.change(ctx, "toil", `UPDATE toil SET person_id = ?, day = ?, minutes = ?, what = ?, tag = ? WHERE id = ?`,
		e.PersonID, e.Day.String(), e.Minutes, e.What, e.Tag, e.ID)
}

// DeleteToil removes a toil entry.
func (tx *Tx) DeleteToil(ctx context.Context, id model.ID) error {
	return tx.change(ctx, "toil", `DELETE FROM toil WHERE id = ?`, id)
}

// PutResource stores a resource.
func (tx *Tx) PutResource(ctx context.Context, r model.Resource) (model.ID, error) {
	if r.ID == 0 {
		return tx.exec(ctx, "add the resource", `
			INSERT INTO resource (team_id, name, unit, limit_at, lead_days, daily, method, owner_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
			r.TeamID, r.Name, r.Unit, nullReal(r.Limit), r.LeadDays, r.Daily, r.Method, nullID(r.Owner))
	}
	return r.ID, tx.change(ctx, "resource", `
		UPDATE resource SET name = ?, unit = ?, limit_at = ?, lead_days = ?, daily = ?, method = ?, owner_id = ? WHERE id = ?`,
		r.Name, r.Unit, nullReal(r.Limit), r.LeadDays, r.Daily, r.Method, nullID(r.Owner), r.ID)
}

// DeleteResource removes a resource with its samples.
func (tx *Tx) DeleteResource(ctx context.Context, id model.ID) error {
	return tx.change(ctx, "resource", `DELETE FROM resource WHERE id = ?`, id)
}

// AddSamples stores one import's samples, which must be in order of time and new. The journal notes the import, not each sample.
func (tx *Tx) AddSamples(ctx context.Context, resource model.ID, source string, samples []model.Sample) (model.ID, error) {
	batch, err := tx.exec(ctx, "add the import", `
		INSERT INTO sample_batch (resource_id, source, samples, first_ms, last_ms, at_ms) VALUES (?, ?, ?, ?, ?, ?)`,
		resource, source, len(samples), ms(samples[0].At), ms(samples[len(samples)-1].At), ms(tx.now))
	if err != nil {
		return 0, err
	}
	insert, err := tx.tx.PrepareContext(ctx, `INSERT INTO sample (batch_id, at_ms, value) VALUES (?, ?, ?)`)
	if err != nil {
		return 0, explain("add samples", tx.path, err)
	}
	defer insert.Close()
	for _, s := range samples {
		if _, err := insert.ExecContext(ctx, batch, ms(s.At), s.Value); err != nil {
			return 0, explain("add samples", tx.path, err)
		}
	}
	return batch, nil
}

// PutSetting stores a setting.
func (tx *Tx) PutSetting(ctx context.Context, name, value string) error {
	_, err := tx.exec(ctx, "save the setting", `
		INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
	return err
}

func jsonIDs(ids []model.ID) string {
	b := []byte{'['}
	for i, id := range ids {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, int64(id), 10)
	}
	return string(append(b, ']'))
}
