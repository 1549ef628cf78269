package storage

import (
	"context"
	"database/sql"
	"maps"
	"slices"

	"watchbill/model"
)

// Rotations returns a team's rotations by name, with roles, versions, layers and orders in order.
func (r Reader) Rotations(ctx context.Context, team model.ID) ([]model.Rotation, error) {
	out, err := query(ctx, r, "rotations", func(rows *sql.Rows, x *model.Rotation) error {
		return rows.Scan(&x.ID, &x.TeamID, &x.Name, &x.Zone)
	}, `SELECT id, team_id, name, zone FROM rotation WHERE team_id = ? ORDER BY name, id`, team)
	if err != nil || len(out) == 0 {
		return out, err
	}
	rules, err := r.rules(ctx, team)
	if err != nil {
		return nil, err
	}
	for i := range out {
		out[i].Roles, out[i].Versions = rules.roles[out[i].ID], rules.versions[out[i].ID]
	}
	return out, nil
}

// rules are the parts of a team's rotations, by rotation.
type rules struct {
	roles    map[model.ID][]model.Role
	versions map[model.ID][]model.Version
}

// part is a row with what it belongs to.
type part[T any] struct {
	of model.ID
	T  T
	id model.ID
}

func grouped[T any](parts []part[T]) map[model.ID][]T {
	out := map[model.ID][]T{}
	for _, p := range parts {
		out[p.of] = append(out[p.of], p.T)
	}
	return out
}

func (r Reader) rules(ctx context.Context, team model.ID) (all rules, err error) {
	roles, err := query(ctx, r, "roles", func(rows *sql.Rows, x *model.Role) error { return rows.Scan(&x.ID, &x.RotationID, &x.Name) }, `
		SELECT o.id, o.rotation_id, o.name FROM rotation r JOIN role o ON o.rotation_id = r.id
		WHERE r.team_id = ? ORDER BY o.position, o.id`, team)
	if err != nil {
		return all, err
	}
	all.roles = map[model.ID][]model.Role{}
	for _, x := range roles {
		all.roles[x.RotationID] = append(all.roles[x.RotationID], x)
	}
	members, err := r.members(ctx, team)
	if err != nil {
		return all, err
	}
	orders, err := r.orders(ctx, team, members)
	if err != nil {
		return all, err
	}
	layers, err := r.layers(ctx, team, orders)
	if err != nil {
		return all, err
	}
	versions, err := query(ctx, r, "the rules of rotations", func(rows *sql.Rows, p *part[model.Version]) error {
		var from sql.NullInt64
		if err := rows.Scan(&p.T.ID, &p.of, &from); err != nil {
			return err
		}
		if from.Valid {
			p.T.From = fromMS(from.Int64)
		}
		p.T.Layers = layers[p.T.ID]
		return nil
	}, `
		SELECT v.id, v.rotation_id, v.from_ms FROM rotation r JOIN rotation_version v ON v.rotation_id = r.id
		WHERE r.team_id = ? ORDER BY coalesce(v.from_ms, -9e15), v.id`, team)
	all.versions = grouped(versions)
	return all, err
}

func (r Reader) layers(ctx context.Context, team model.ID, orders map[model.ID][]model.Order) (map[model.ID][]model.Layer, error) {
	layers, err := query(ctx, r, "the layers of rotations", func(rows *sql.Rows, p *part[model.Layer]) error {
		l := &p.T
		var first, turns, windows string
		if err := rows.Scan(&l.ID, &p.of, &l.Name, &l.Zone, &first, &turns, &l.ByCalendar, &windows); err != nil {
			return err
		}
		var err error
		if l.First, err = model.ParseLocalTime(first); err != nil {
			return err
		}
		if l.Turns, err = model.ParsePattern(turns); err != nil {
			return err
		}
		l.Orders = orders[l.ID]
		l.Windows, err = model.ParseWindows(windows)
		return err
	}, `
		SELECT l.id, l.version_id, l.name, l.zone, l.first_local, l.turns, l.by_calendar, l.windows
		FROM rotation r JOIN rotation_version v ON v.rotation_id = r.id JOIN layer l ON l.version_id = v.id
		WHERE r.team_id = ? ORDER BY l.position, l.id`, team)
	return grouped(layers), err
}

func (r Reader) orders(ctx context.Context, team model.ID, members map[model.ID][]model.Member) (map[model.ID][]model.Order, error) {
	orders, err := query(ctx, r, "the orders of people", func(rows *sql.Rows, p *part[model.Order]) error {
		err := rows.Scan(&p.id, &p.of, &p.T.Role, &p.T.After)
		p.T.Members = members[p.id]
		return err
	}, `
		SELECT t.id, t.layer_id, o.name, coalesce(a.name, '')
		FROM rotation r JOIN rotation_version v ON v.rotation_id = r.id JOIN layer l ON l.version_id = v.id JOIN turn_order t ON t.layer_id = l.id
		JOIN role o ON o.id = t.role_id LEFT JOIN role a ON a.id = t.after_id
		WHERE r.team_id = ? ORDER BY t.position, t.id`, team)
	return grouped(orders), err
}

func (r Reader) members(ctx context.Context, team model.ID) (map[model.ID][]model.Member, error) {
	members, err := query(ctx, r, "the order of people", func(rows *sql.Rows, p *part[model.Member]) error {
		var person sql.NullInt64
		var from, until string
		err := rows.Scan(&p.of, &person, &from, &until)
		if p.T.PersonID = idOf(person); err == nil && from != "" {
			p.T.From, err = model.ParseDate(from)
		}
		if err == nil && until != "" {
			p.T.Until, err = model.ParseDate(until)
		}
		return err
	}, `
		SELECT m.order_id, m.person_id, m.from_day, m.until_day
		FROM rotation r JOIN rotation_version v ON v.rotation_id = r.id JOIN layer l ON l.version_id = v.id JOIN turn_order t ON t.layer_id = l.id
		JOIN member m ON m.order_id = t.id
		WHERE r.team_id = ? ORDER BY m.position, m.id`, team)
	return grouped(members), err
}

// PutRotation stores a rotation with its roles and versions. Roles are matched by ID, or by name where the ID is zero, so that shifts
// keep their role; a role that is gone takes its shifts along. Versions and layers are matched by ID; those not named are removed. It
// returns the rotation as stored.
func (tx *Tx) PutRotation(ctx context.Context, r model.Rotation) (model.Rotation, error) {
	var err error
	if r.ID == 0 {
		r.ID, err = tx.exec(ctx, "add the rotation", `INSERT INTO rotation (team_id, name, zone) VALUES (?, ?, ?)`, r.TeamID, r.Name, r.Zone)
	} else {
		err = tx.change(ctx, "rotation", `UPDATE rotation SET name = ?, zone = ? WHERE id = ?`, r.Name, r.Zone, r.ID)
	}
	if err != nil {
		return r, err
	}
	if r.Roles, err = tx.putRoles(ctx, r); err != nil {
		return r, err
	}
	r = r.Clone()
	return r, tx.putVersions(ctx, r)
}

func (tx *Tx) putRoles(ctx context.Context, r model.Rotation) ([]model.Role, error) {
	have, err := tx.roleIDs(ctx, r.ID)
	if err != nil {
		return nil, err
	}
	gone := map[model.ID]bool{} // not yet matched
	for _, id := range have {
		gone[id] = true
	}
	for _, role := range r.Roles {
		delete(gone, role.ID)
	}
	out := make([]model.Role, len(r.Roles))
	for i, role := range r.Roles {
		role.RotationID = r.ID
		if id := have[role.Name]; role.ID == 0 && gone[id] {
			role.ID = id
			delete(gone, id)
		}
		if role.ID == 0 {
			role.ID, err = tx.exec(ctx, "add the role", `INSERT INTO role (rotation_id, name, position) VALUES (?, ?, ?)`, r.ID, role.Name, i)
		} else {
			err = tx.change(ctx, "role", `UPDATE role SET name = ?, position = ? WHERE id = ? AND rotation_id = ?`, role.Name, i, role.ID, r.ID)
		}
		if err != nil {
			return nil, err
		}
		out[i] = role
	}
	for _, id := range slices.Sorted(maps.Keys(gone)) {
		if err := tx.change(ctx, "role", `DELETE FROM role WHERE id = ?`, id); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (tx *Tx) roleIDs(ctx context.Context, rotation model.ID) (map[string]model.ID, error) {
	rows, err := tx.tx.QueryContext(ctx, `SELECT id, name FROM role WHERE rotation_id = ?`, rotation)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]model.ID{}
	for rows.Next() {
		var id model.ID
		var name string
		if err := rows.Scan(&id, &name); err != nil {
			return nil, err
		}
		out[name] = id
	}
	return out, rows.Err()
}

// putVersions stores the versions of a rotation whose roles are stored, and writes the new ids into them.
func (tx *Tx) putVersions(ctx context.Context, r model.Rotation) error {
	var keep []model.ID
	for i := range r.Versions {
		v := &r.Versions[i]
		var from any
		if !v.From.IsZero() {
			from = ms(v.From)
		}
		var err error
		if v.ID == 0 {
			v.ID, err = tx.exec(ctx, "add the version", `INSERT INTO rotation_version (rotation_id, from_ms) VALUES (?, ?)`, r.ID, from)
		} else {
			err = tx.change(ctx, "rotation", `UPDATE rotation_version SET from_ms = ? WHERE id = ? AND rotation_id = ?`, from, v.ID, r.ID)
		}
		if err != nil {
			return err
		}
		if err := tx.putLayers(ctx, r, v); err != nil {
			return err
		}
		keep = append(keep, v.ID)
	}
	_, err := tx.exec(ctx, "remove a version", `DELETE FROM rotation_version WHERE rotation_id = ? AND id NOT IN (SELECT value FROM json_each(?))`, r.ID, jsonIDs(keep))
	return err
}

func (tx *Tx) putLayers(ctx context.Context, r model.Rotation, v *model.Version) error {
	var keep []model.ID
	for i := range v.Layers {
		l := &v.Layers[i]
		values := []any{l.Name, l.Zone, l.First.String(), l.Turns.String(), l.ByCalendar, model.FormatWindows(l.Windows), i, v.ID}
		var err error
		if l.ID == 0 {
			l.ID, err = tx.exec(ctx, "add the layer", `
				INSERT INTO layer (name, zone, first_local, turns, by_calendar, windows, position, version_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, values...)
		} else {
			err = tx.change(ctx, "rotation", `
				UPDATE layer SET name = ?, zone = ?, first_local = ?, turns = ?, by_calendar = ?, windows = ?, position = ? WHERE version_id = ? AND id = ?`, append(values, l.ID)...)
		}
		if err != nil {
			return err
		}
		if err := tx.putOrders(ctx, r, *l); err != nil {
			return err
		}
		keep = append(keep, l.ID)
	}
	_, err := tx.exec(ctx, "remove a layer", `DELETE FROM layer WHERE version_id = ? AND id NOT IN (SELECT value FROM json_each(?))`, v.ID, jsonIDs(keep))
	return err
}

// putOrders stores a layer's orders, one for each role.
func (tx *Tx) putOrders(ctx context.Context, r model.Rotation, l model.Layer) error {
	stored, err := query(ctx, tx.Reader, "the orders of people", func(rows *sql.Rows, p *part[model.ID]) error { return rows.Scan(&p.id, &p.T) },
		`SELECT id, role_id FROM turn_order WHERE layer_id = ?`, l.ID)
	if err != nil {
		return err
	}
	var keep []model.ID
	for i, o := range l.Orders {
		role, _ := r.RoleNamed(o.Role)
		after, _ := r.RoleNamed(o.After)
		at := slices.IndexFunc(stored, func(p part[model.ID]) bool { return p.T == role.ID })
		var id model.ID
		if at < 0 {
			id, err = tx.exec(ctx, "add the order", `INSERT INTO turn_order (layer_id, role_id, after_id, position) VALUES (?, ?, ?, ?)`, l.ID, role.ID, nullID(after.ID), i)
		} else {
			id = stored[at].id
			err = tx.change(ctx, "rotation", `UPDATE turn_order SET after_id = ?, position = ? WHERE id = ?`, nullID(after.ID), i, id)
		}
		if err != nil {
			return err
		}
		if err := tx.putMembers(ctx, id, o.Members); err != nil {
			return err
		}
		keep = append(keep, id)
	}
	_, err = tx.exec(ctx, "remove an order", `DELETE FROM turn_order WHERE layer_id = ? AND id NOT IN (SELECT value FROM json_each(?))`, l.ID, jsonIDs(keep))
	return err
}

// putMembers stores the places of an order. The rows that are there take the first places: only what differs is journaled.
func (tx *Tx) putMembers(ctx context.Context, order model.ID, members []model.Member) error {
	rows, err := query(ctx, tx.Reader, "the order of people", func(rows *sql.Rows, id *model.ID) error { return rows.Scan(id) },
		`SELECT id FROM member WHERE order_id = ? ORDER BY position, id`, order)
	if err != nil {
		return err
	}
	for i, m := range members {
		values := []any{nullID(m.PersonID), dayText(m.From), dayText(m.Until), i}
		if i < len(rows) {
			err = tx.change(ctx, "rotation", `UPDATE member SET person_id = ?, from_day = ?, until_day = ?, position = ? WHERE id = ?`, append(values, rows[i])...)
		} else {
			_, err = tx.exec(ctx, "set the order of people", `INSERT INTO member (person_id, from_day, until_day, position, order_id) VALUES (?, ?, ?, ?, ?)`, append(values, order)...)
		}
		if err != nil {
			return err
		}
	}
	if len(rows) <= len(members) {
		return nil
	}
	_, err = tx.exec(ctx, "set the order of people", `DELETE FROM member WHERE id IN (SELECT value FROM json_each(?))`, jsonIDs(rows[len(members):]))
	return err
}

// dayText is a day as the file keeps it: empty where there is none.
func dayText(d model.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// DeleteRotation removes a rotation with its roles, rules and shifts.
func (tx *Tx) DeleteRotation(ctx context.Context, id model.ID) error {
	return tx.change(ctx, "rotation", `DELETE FROM rotation WHERE id = ?`, id)
}
