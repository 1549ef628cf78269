package storage

import (
	"context"
	"database/sql"

	"watchbill/model"
)

const overrideColumns = `o.id, o.rotation_id, o.role_id, o.kind, o.person_id, o.out_id, o.start_ms, o.end_ms, o.note, o.uid, o.sequence,
	o.created_ms, o.modified_ms, r.zone`

func scanOverride(rows *sql.Rows, o *model.Override) error {
	var person, out sql.NullInt64
	var start, end, created, modified int64
	var zone string
	err := rows.Scan(&o.ID, &o.RotationID, &o.RoleID, &o.Kind, &person, &out, &start, &end, &o.Note, &o.UID, &o.Sequence, &created, &modified, &zone)
	o.PersonID, o.OutID = idOf(person), idOf(out)
	o.Start, o.End = inZone(start, zone), inZone(end, zone)
	o.Created, o.Modified = fromMS(created), fromMS(modified)
	return err
}

// Overrides returns the overrides of a team's rotations that overlap window, in the order they were made. Times are in the
// rotation's zone. A zero window means all.
func (r Reader) Overrides(ctx context.Context, team model.ID, window model.Interval) ([]model.Override, error) {
	from, until := bounds(window)
	return query(ctx, r, "overrides", scanOverride, `
		SELECT `+overrideColumns+` FROM rotation r JOIN override o ON o.rotation_id = r.id
		WHERE r.team_id = ? AND o.end_ms > ? AND o.start_ms < ? ORDER BY o.created_ms, o.id`, team, from, until)
}

// RotationOverrides is Overrides of one rotation.
func (r Reader) RotationOverrides(ctx context.Context, rotation model.ID, window model.Interval) ([]model.Override, error) {
	from, until := bounds(window)
	return query(ctx, r, "overrides", scanOverride, `
		SELECT `+overrideColumns+` FROM override o JOIN rotation r ON r.id = o.rotation_id
		WHERE o.rotation_id = ? AND o.end_ms > ? AND o.start_ms < ? ORDER BY o.created_ms, o.id`, rotation, from, until)
}

// Override returns one override.
func (r Reader) Override(ctx context.Context, id model.ID) (model.Override, error) {
	rows, err := query(ctx, r, "the override", scanOverride, `SELECT `+overrideColumns+` FROM override o JOIN rotation r ON r.id = o.rotation_id WHERE o.id = ?`, id)
	return one(rows, err, "override")
}

// PutOverride stores an override. A new one gets its calendar UID and its place above all others here; one that is there keeps them,
// and its rotation and role.
func (tx *Tx) PutOverride(ctx context.Context, o model.Override) (model.ID, error) {
	now := ms(tx.now)
	if o.ID != 0 {
		return o.ID, tx.change(ctx, "override", `
			UPDATE override SET kind = ?, person_id = ?, out_id = ?, start_ms = ?, end_ms = ?, note = ?, sequence = sequence + 1, modified_ms = ? WHERE id = ?`,
			o.Kind, nullID(o.PersonID), nullID(o.OutID), ms(o.Start), ms(o.End), o.Note, now, o.ID)
	}
	return tx.exec(ctx, "add the override", `
		INSERT INTO override (rotation_id, role_id, kind, person_id, out_id, start_ms, end_ms, note, created_ms, modified_ms)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, max(?9, coalesce((SELECT max(created_ms) + 1 FROM override WHERE role_id = ?2), 0)), ?9)`,
		o.RotationID, o.RoleID, o.Kind, nullID(o.PersonID), nullID(o.OutID), ms(o.Start), ms(o.End), o.Note, now)
}

// DeleteOverride removes an override, so that whoever stood there stands there again.
func (tx *Tx) DeleteOverride(ctx context.Context, id model.ID) error {
	return tx.change(ctx, "override", `DELETE FROM override WHERE id = ?`, id)
}

// Duties returns who really serves in a team's rotations in window: published shifts with the overrides over them (model.Duties), in
// order of time and in the rotation's zone. A zero window means all. Drafts are in Drafts.
func (r Reader) Duties(ctx context.Context, team model.ID, window model.Interval) ([]model.Shift, error) {
	return duties(window,
		func(w model.Interval) ([]model.Shift, error) { return r.teamShifts(ctx, team, model.Published, w) },
		func(w model.Interval) ([]model.Override, error) { return r.Overrides(ctx, team, w) })
}

// RotationDuties is Duties of one rotation.
func (r Reader) RotationDuties(ctx context.Context, rotation model.ID, window model.Interval) ([]model.Shift, error) {
	return duties(window,
		func(w model.Interval) ([]model.Shift, error) {
			return r.RotationShifts(ctx, rotation, model.Published, w)
		},
		func(w model.Interval) ([]model.Override, error) { return r.RotationOverrides(ctx, rotation, w) })
}

// Drafts returns the draft shifts of a team's rotations that overlap window, in order of time. A zero window means all.
func (r Reader) Drafts(ctx context.Context, team model.ID, window model.Interval) ([]model.Shift, error) {
	return r.teamShifts(ctx, team, model.Draft, window)
}

// duties reads the shifts of window, and the overrides over all of them and of who was added, because a piece depends on what lies
// over the other pieces of its shift.
func duties(window model.Interval, shifts func(model.Interval) ([]model.Shift, error), overrides func(model.Interval) ([]model.Override, error)) ([]model.Shift, error) {
	published, err := shifts(window)
	if err != nil {
		return nil, err
	}
	reach := window
	for _, s := range published {
		reach = hull(reach, s.Interval)
	}
	over, err := overrides(reach)
	if err != nil || len(over) == 0 {
		return published, err
	}
	if wide := underAdded(window, over); wide != window {
		if published, err = shifts(wide); err != nil {
			return nil, err
		}
		reach = wide
		for _, s := range published {
			reach = hull(reach, s.Interval)
		}
		if over, err = overrides(reach); err != nil {
			return nil, err
		}
	}
	out := model.Duties(published, over)
	if window == (model.Interval{}) {
		return out, nil
	}
	in := out[:0]
	for _, d := range out {
		if d.Overlaps(window) {
			in = append(in, d)
		}
	}
	return in, nil
}

// hull widens a window to hold an interval; a zero window holds all.
func hull(w, i model.Interval) model.Interval {
	if w == (model.Interval{}) {
		return w
	}
	if i.Start.Before(w.Start) {
		w.Start = i.Start
	}
	if i.End.After(w.End) {
		w.End = i.End
	}
	return w
}

// Coverage returns who is on call in a rotation in window, and when nobody is.
func (r Reader) Coverage(ctx context.Context, rotation model.Rotation, window model.Interval) (model.Coverage, error) {
	read := func(window model.Interval) (shifts []model.Shift, overrides []model.Override, err error) {
		if shifts, err = r.CoverageShifts(ctx, rotation.ID, window); err != nil {
			return nil, nil, err
		}
		reach := window
		for _, s := range shifts {
			reach = hull(reach, s.Interval)
		}
		overrides, err = r.RotationOverrides(ctx, rotation.ID, reach)
		return shifts, overrides, err
	}
	shifts, overrides, err := read(window)
	if wide := underAdded(window, overrides); err == nil && wide != window {
		shifts, overrides, err = read(wide)
	}
	return model.NewCoverage(rotation, shifts, overrides...), err
}

// underAdded widens a window to hold those of its overrides that add somebody: what becomes of them depends on who has the turn.
func underAdded(window model.Interval, overrides []model.Override) model.Interval {
	wide := window
	for _, o := range overrides {
		if o.Kind == model.OverrideAdd && o.Overlaps(window) {
			wide = hull(wide, o.Interval)
		}
	}
	return wide
}
