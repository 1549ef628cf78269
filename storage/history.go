package storage

import (
	"context"
	"time"

	"watchbill/model"
)

// DutyStep is one entry of the journal that touched a shift or an override.
type DutyStep struct {
	Entry
	Before, After model.Shift // of a shift; without UID where it was not there, or a draft
}

// ShiftSteps returns what happened to a published shift, oldest first, without what only moved its calendar numbers on.
func (r Reader) ShiftSteps(ctx context.Context, s model.Shift) ([]DutyStep, error) {
	lines, err := query(ctx, r, "the history", scanDutyLine, `
		SELECT j.id, j.at_ms, r.tbl, r.row_id, r.before, r.after FROM journal_row r JOIN journal j ON j.id = r.journal_id
		WHERE r.tbl = 'shift' AND r.row_id = ?1 AND ?2 IN (json_extract(r.before, '$.uid'), json_extract(r.after, '$.uid')) ORDER BY r.id`, s.ID, s.UID)
	if err != nil {
		return nil, err
	}
	var out []DutyStep
	for _, l := range lines {
		if l.before != nil && l.after != nil && same("shift", l.before, l.after) {
			continue
		}
		step := DutyStep{}
		if step.Entry, err = r.entry(ctx, l.entry); err != nil {
			return nil, err
		}
		if l.before != nil {
			step.Before = l.before.shift()
		}
		if l.after != nil {
			step.After = l.after.shift()
		}
		out = append(out, step)
	}
	return out, nil
}

// OverrideSteps returns the entries that changed overrides of a role over an interval, oldest first, those that are gone included.
func (r Reader) OverrideSteps(ctx context.Context, role model.ID, window model.Interval) ([]Entry, error) {
	lines, err := query(ctx, r, "the history", scanDutyLine, `
		SELECT j.id, j.at_ms, r.tbl, r.row_id, r.before, r.after FROM journal_row r JOIN journal j ON j.id = r.journal_id
		WHERE r.tbl = 'override' AND json_extract(coalesce(r.after, r.before), '$.role_id') = ? ORDER BY r.id`, role)
	if err != nil {
		return nil, err
	}
	var out []Entry
	for _, l := range lines {
		if l.before != nil && l.after != nil && same("override", l.before, l.after) {
			continue
		}
		touches := l.before != nil && l.before.interval().Overlaps(window) || l.after != nil && l.after.interval().Overlaps(window)
		if !touches {
			continue
		}
		e, err := r.entry(ctx, l.entry)
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}

func (r Reader) entry(ctx context.Context, id int64) (Entry, error) {
	rows, err := r.History(ctx, id+1, 1)
	return one(rows, err, "entry")
}

// GoneDuty is somebody's duty in a rotation, or a part of one, that is no longer in the file.
type GoneDuty struct {
	model.Shift
	Rotation, Role string
	Removed        Entry // what took it away, after the duty had begun
}

// GoneAt returns who was on call at a moment in shifts that stood then and were taken away later, with their rotation or by an undo.
func (r Reader) GoneAt(ctx context.Context, at time.Time) ([]GoneDuty, error) {
	lines, err := query(ctx, r, "the history", scanDutyLine, `
		SELECT j.id, j.at_ms, r.tbl, r.row_id, r.before, r.after FROM journal_row r JOIN journal j ON j.id = r.journal_id
		WHERE r.after IS NULL AND r.tbl IN ('shift', 'override') AND j.at_ms > ?1
		  AND json_extract(r.before, '$.created_ms') <= ?1 AND json_extract(r.before, '$.start_ms') <= ?1 AND json_extract(r.before, '$.end_ms') > ?1
		  AND NOT EXISTS (SELECT 1 FROM shift s WHERE s.uid = json_extract(r.before, '$.uid') AND s.uid <> '')
		  AND NOT EXISTS (SELECT 1 FROM override o WHERE o.uid = json_extract(r.before, '$.uid'))
		ORDER BY r.id DESC`, ms(at))
	if err != nil {
		return nil, err
	}
	var shifts []model.Shift
	var overrides []model.Override
	removed, seen := map[model.ID]int64{}, map[string]bool{}
	for _, l := range lines {
		switch uid := l.before.text("uid"); {
		case seen[uid]:
		case l.table == "override":
			overrides = append(overrides, l.before.override())
			seen[uid] = true
		case l.before.published():
			shifts = append(shifts, l.before.shift())
			removed[l.before.id("role_id")], seen[uid] = l.entry, true
		}
	}
	var out []GoneDuty
	for _, d := range model.Duties(shifts, overrides) {
		if !d.Contains(at) || removed[d.RoleID] == 0 {
			continue
		}
		g := GoneDuty{Shift: d}
		if g.Removed, err = r.entry(ctx, removed[d.RoleID]); err != nil {
			return nil, err
		}
		if g.Rotation, err = r.lastName(ctx, "rotation", d.RotationID); err != nil {
			return nil, err
		}
		if g.Role, err = r.lastName(ctx, "role", d.RoleID); err != nil {
			return nil, err
		}
		out = append(out, g)
	}
	return out, nil
}

// lastName returns the last name that a row of a table had.
func (r Reader) lastName(ctx context.Context, table string, id model.ID) (string, error) {
	lines, err := query(ctx, r, "the history", scanDutyLine, `
		SELECT j.id, j.at_ms, r.tbl, r.row_id, r.before, r.after FROM journal_row r JOIN journal j ON j.id = r.journal_id
		WHERE r.tbl = ? AND r.row_id = ? ORDER BY r.id DESC LIMIT 1`, table, id)
	if err != nil || len(lines) == 0 {
		return "", err
	}
	if lines[0].after != nil {
		return lines[0].after.text("name"), nil
	}
	return lines[0].before.text("name"), nil
}
