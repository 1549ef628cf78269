package storage

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"watchbill/model"
)

// dutyLine is one line of the journal about a shift or an override.
type dutyLine struct {
	entry         int64
	at            time.Time
	table         string
	id            model.ID
	before, after row
}

func scanDutyLine(rows *sql.Rows, l *dutyLine) error {
	var at int64
	var before, after sql.NullString
	if err := rows.Scan(&l.entry, &at, &l.table, &l.id, &before, &after); err != nil {
		return err
	}
	var err1, err2 error
	l.at = fromMS(at)
	l.before, err1 = parseRow(before)
	l.after, err2 = parseRow(after)
	return errors.Join(err1, err2)
}

func (r row) id(column string) model.ID    { return model.ID(r.integer(column)) }
func (r row) time(column string) time.Time { return fromMS(r.integer(column)) }
func (r row) text(column string) string    { s, _ := r[column].(string); return s }
func (r row) interval() (i model.Interval) {
	return model.Interval{Start: r.time("start_ms"), End: r.time("end_ms")}
}
func (r row) published() bool { return r.text("state") == string(model.Published) }

// shift returns the shift that a row of the journal is; times are in UTC.
func (r row) shift() model.Shift {
	return model.Shift{
		ID: r.id("id"), RotationID: r.id("rotation_id"), RoleID: r.id("role_id"), PersonID: r.id("person_id"), Slot: r.time("slot_ms"), Interval: r.interval(),
		State: model.State(r.text("state")), UID: r.text("uid"), Sequence: int(r.integer("sequence")), Created: r.time("created_ms"), Modified: r.time("modified_ms"),
	}
}

// override returns the override that a row of the journal is; times are in UTC.
func (r row) override() model.Override {
	return model.Override{
		ID: r.id("id"), RotationID: r.id("rotation_id"), RoleID: r.id("role_id"), Kind: model.OverrideKind(r.text("kind")), PersonID: r.id("person_id"), OutID: r.id("out_id"),
		Interval: r.interval(), Note: r.text("note"), UID: r.text("uid"), Sequence: int(r.integer("sequence")), Created: r.time("created_ms"), Modified: r.time("modified_ms"),
	}
}

// replay walks back through what was published and overridden.
type replay struct {
	shifts    map[model.ID]model.Shift
	overrides map[model.ID]model.Override
}

// back undoes one line in memory.
func (p *replay) back(l dutyLine) {
	switch {
	case l.table == "override" && l.before == nil:
		delete(p.overrides, l.id)
	case l.table == "override":
		p.overrides[l.id] = l.before.override()
	case l.before.published():
		p.shifts[l.id] = l.before.shift()
	default:
		delete(p.shifts, l.id)
	}
}

// of returns a person's duties in one role, by calendar UID.
func (p *replay) of(person, role model.ID) map[string]model.Shift {
	var shifts []model.Shift
	for _, s := range p.shifts {
		if s.RoleID == role {
			shifts = append(shifts, s)
		}
	}
	var overrides []model.Override
	for _, o := range p.overrides {
		if o.RoleID == role {
			overrides = append(overrides, o)
		}
	}
	out := map[string]model.Shift{}
	for _, d := range model.Duties(shifts, overrides) {
		if d.PersonID == person {
			out[d.UID] = d
		}
	}
	return out
}

// source returns the UID whose SEQUENCE a duty has: its shift's, or that of the override that made it.
func (p *replay) source(d model.Shift) string {
	if d.Override != 0 {
		return p.overrides[d.Override].UID
	}
	return p.shifts[d.ID].UID
}

// lostDuty is a duty that somebody had at some moment and has no longer.
type lostDuty struct {
	model.Shift
	source string
	at     time.Time // when it was lost
}

// lostDuties returns the duties that a person lost since a moment because of overrides, in the roles that have some. It goes back
// through the journal and resolves the duties before each entry.
func (r Reader) lostDuties(ctx context.Context, person model.ID, since time.Time) ([]lostDuty, error) {
	lines, err := query(ctx, r, "what overrides changed", scanDutyLine, `
		WITH line AS (
			SELECT r.id, j.id AS entry, j.at_ms, r.tbl, r.row_id, r.before, r.after, json_extract(coalesce(r.after, r.before), '$.role_id') AS role_id
			FROM journal j CROSS JOIN journal_row r ON r.journal_id = j.id
			WHERE j.at_ms >= ?1 AND r.tbl IN ('shift', 'override')
		), overridden AS MATERIALIZED (
			SELECT role_id FROM line WHERE tbl = 'override' UNION SELECT o.role_id FROM override o INDEXED BY override_end WHERE o.end_ms > ?1
		)
		SELECT entry, at_ms, tbl, row_id, before, after FROM line
		WHERE role_id IN (SELECT role_id FROM overridden)
		  AND coalesce(json_extract(before, '$.state'), json_extract(after, '$.state'), 'published') = 'published'
		ORDER BY id DESC`, ms(since))
	if err != nil || len(lines) == 0 {
		return nil, err
	}
	p, err := r.replayFrom(ctx, lines)
	if err != nil {
		return nil, err
	}
	now, found := map[model.ID]map[string]model.Shift{}, map[string]bool{}
	for _, l := range lines {
		if role := l.role(); now[role] == nil {
			now[role] = p.of(person, role)
		}
	}
	var out []lostDuty
	touched := map[model.ID]bool{}
	for i, l := range lines {
		p.back(l)
		touched[l.role()] = true
		if i+1 < len(lines) && lines[i+1].entry == l.entry {
			continue // the entry is not taken back as a whole yet
		}
		for role := range touched {
			for uid, d := range p.of(person, role) {
				if _, has := now[role][uid]; !has && !found[uid] {
					found[uid] = true
					out = append(out, lostDuty{d, p.source(d), l.at})
				}
			}
		}
		clear(touched)
	}
	return out, nil
}

// role returns the role that a line is about.
func (l dutyLine) role() model.ID {
	if l.after != nil {
		return l.after.id("role_id")
	}
	return l.before.id("role_id")
}

// replayFrom reads what is there now of the roles and the time that lines are about.
func (r Reader) replayFrom(ctx context.Context, lines []dutyLine) (*replay, error) {
	p := &replay{map[model.ID]model.Shift{}, map[model.ID]model.Override{}}
	reach := map[model.ID]model.Interval{}
	for _, l := range lines {
		for _, x := range []row{l.before, l.after} {
			if x == nil {
				continue
			}
			role := x.id("role_id")
			if _, known := reach[role]; !known {
				reach[role] = x.interval()
			}
			reach[role] = hull(reach[role], x.interval())
		}
	}
	for role, window := range reach {
		overrides, err := query(ctx, r, "overrides", scanOverride, `
			SELECT `+overrideColumns+` FROM override o JOIN rotation r ON r.id = o.rotation_id WHERE o.role_id = ? AND o.end_ms > ? AND o.start_ms < ?`,
			role, ms(window.Start), ms(window.End))
		if err != nil {
			return nil, err
		}
		for _, o := range overrides {
			p.overrides[o.ID] = o
			window = hull(window, o.Interval)
		}
		shifts, err := query(ctx, r, "shifts", scanShift, `
			SELECT `+shiftColumns+` FROM role e JOIN shift s ON s.rotation_id = e.rotation_id AND s.role_id = e.id JOIN rotation r ON r.id = s.rotation_id
			WHERE e.id = ? AND s.state = 'published' AND s.end_ms > ? AND s.start_ms < ?`, role, ms(window.Start), ms(window.End))
		if err != nil {
			return nil, err
		}
		for _, s := range shifts {
			p.shifts[s.ID] = s
		}
	}
	return p, nil
}

// sequenceOf returns the newest SEQUENCE of a UID, whether what it names is there or gone.
func (r Reader) sequenceOf(ctx context.Context, uid string) (int, error) {
	rows, err := query(ctx, r, "calendar numbers", func(rows *sql.Rows, n *int) error { return rows.Scan(n) }, `
		SELECT coalesce((SELECT sequence FROM shift WHERE uid = ?1 AND uid <> ''), (SELECT sequence FROM override WHERE uid = ?1),
		                (SELECT sequence FROM spent_uid WHERE uid = ?1), 0)`, uid)
	return one(rows, err, "event")
}

// givenToOverrides returns the duties that a person lost because of overrides, as GivenAway does.
func (r Reader) givenToOverrides(ctx context.Context, person model.ID, since time.Time) ([]GivenAway, error) {
	lost, err := r.lostDuties(ctx, person, since)
	if err != nil || len(lost) == 0 {
		return nil, err
	}
	type roleName struct{ rotation, role, zone string }
	var out []GivenAway
	for _, l := range lost {
		names, err := query(ctx, r, "roles", func(rows *sql.Rows, n *roleName) error { return rows.Scan(&n.rotation, &n.role, &n.zone) },
			`SELECT r.name, e.name, r.zone FROM role e JOIN rotation r ON r.id = e.rotation_id WHERE e.id = ?`, l.RoleID)
		if err != nil {
			return nil, err
		}
		sequence, err := r.sequenceOf(ctx, l.source)
		if err != nil {
			return nil, err
		}
		g := GivenAway{Shift: l.Shift}
		g.Sequence, g.Modified = max(sequence, l.Sequence+1), l.at
		for _, n := range names {
			g.RotationName, g.RoleName = n.rotation, n.role
			g.Slot, g.Start, g.End = inZone(ms(g.Slot), n.zone), inZone(ms(g.Start), n.zone), inZone(ms(g.End), n.zone)
		}
		out = append(out, g)
	}
	return out, nil
}
