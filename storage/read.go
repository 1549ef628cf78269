package storage

import (
	"context"
	"database/sql"
	"math"
	"time"

	"watchbill/model"
)

// Reader has the reads. A DB's reader works on connections that cannot write; a Tx's reads what the transaction has written.
type Reader struct {
	q    querier
	path string
}

// Reader returns the file's reader.
func (db *DB) Reader() Reader { return Reader{q: db.read, path: db.path} }

func scanAll[T any](rows *sql.Rows, scan func(*sql.Rows, *T) error) ([]T, error) {
	defer rows.Close()
	var out []T
	for rows.Next() {
		var v T
		if err := scan(rows, &v); err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

func query[T any](ctx context.Context, r Reader, what string, scan func(*sql.Rows, *T) error, text string, args ...any) ([]T, error) {
	rows, err := r.q.QueryContext(ctx, text, args...)
	if err != nil {
		return nil, explain("read "+what, r.path, err)
	}
	out, err := scanAll(rows, scan)
	return out, explain("read "+what, r.path, err)
}

// one returns the only row of a query, or a NotFound error that names what is missing.
func one[T any](rows []T, err error, what string) (T, error) {
	var zero T
	if err != nil {
		return zero, err
	}
	if len(rows) == 0 {
		return zero, model.Errorf(model.NotFound, what, "There is no such %s any more. It may have been deleted; look at the list again.", what)
	}
	return rows[0], nil
}

func ms(t time.Time) int64          { return t.UnixMilli() }
func fromMS(v int64) time.Time      { return time.UnixMilli(v).UTC() }
func nullID(id model.ID) any        { return sql.NullInt64{Int64: int64(id), Valid: id != 0} }
func idOf(v sql.NullInt64) model.ID { return model.ID(v.Int64) }
func nullReal(v float64) any        { return sql.NullFloat64{Float64: v, Valid: !math.IsNaN(v)} }
func realOf(v sql.NullFloat64) float64 {
	if !v.Valid {
		return math.NaN()
	}
	return v.Float64
}

// Teams returns all teams by name.
func (r Reader) Teams(ctx context.Context) ([]model.Team, error) {
	return query(ctx, r, "teams", func(rows *sql.Rows, t *model.Team) error {
		return rows.Scan(&t.ID, &t.Name, &t.Zone, &t.ToilCap, &t.WeekStart, &t.Sample)
	}, `SELECT id, name, zone, toil_cap, week_start, sample FROM team ORDER BY name, id`)
}

// People returns a team's people in the order they were added, those who have left included, told apart.
func (r Reader) People(ctx context.Context, team model.ID) ([]model.Person, error) {
	out, err := query(ctx, r, "people", func(rows *sql.Rows, p *model.Person) error {
		var left string
		if err := rows.Scan(&p.ID, &p.TeamID, &p.Name, &p.Email, &p.Zone, &p.Colour, &p.WeekMinutes, &left, &p.Senior, &p.Region); err != nil || left == "" {
			return err
		}
		var err error
		p.Left, err = model.ParseDate(left)
		return err
	}, `SELECT id, team_id, name, email, zone, colour, week_minutes, left_day, senior, region FROM person WHERE team_id = ? ORDER BY id`, team)
	model.TellApart(out)
	return out, err
}

// TimeOff returns the time off of a team's people that overlaps window, by start. A zero window means all.
func (r Reader) TimeOff(ctx context.Context, team model.ID, window model.Interval) ([]model.TimeOff, error) {
	from, until := bounds(window)
	return query(ctx, r, "time off", func(rows *sql.Rows, t *model.TimeOff) error {
		var start, end int64
		var zone string
		if err := rows.Scan(&t.ID, &t.PersonID, &start, &end, &t.AllDay, &t.Kind, &t.Note, &zone); err != nil {
			return err
		}
		t.Start, t.End = inZone(start, zone), inZone(end, zone)
		return nil
	}, `
		SELECT t.id, t.person_id, t.start_ms, t.end_ms, t.all_day, t.kind, t.note, p.zone
		FROM time_off t JOIN person p ON p.id = t.person_id
		WHERE p.team_id = ? AND t.end_ms > ? AND t.start_ms < ? ORDER BY t.start_ms, t.id`, team, from, until)
}

// Toil returns a team's toil entries of the days in period, newest day first. A zero period means all.
func (r Reader) Toil(ctx context.Context, team model.ID, period model.ToilPeriod) ([]model.ToilEntry, error) {
	from, until := "", "9999-12-31"
	if !period.Until.IsZero() {
		from, until = period.From.String(), period.Until.String()
	}
	return query(ctx, r, "toil", func(rows *sql.Rows, e *model.ToilEntry) error {
		var day string
		if err := rows.Scan(&e.ID, &e.TeamID, &e.PersonID, &day, &e.Minutes, &e.What, &e.Tag); err != nil {
			return err
		}
		var err error
		e.Day, err = model.ParseDate(day)
		return err
	}, `SELECT id, team_id, person_id, day, minutes, what, tag FROM toil WHERE team_id = ? AND day >= ? AND day < ? ORDER BY day DESC, id DESC`, team, from, until)
}

// Resources returns a team's resources by name.
func (r Reader) Resources(ctx context.Context, team model.ID) ([]model.Resource, error) {
	return query(ctx, r, "resources", func(rows *sql.Rows, x *model.Resource) error {
		var limit sql.NullFloat64
		var owner sql.NullInt64
		err := rows.Scan(&x.ID, &x.TeamID, &x.Name, &x.Unit, &limit, &x.LeadDays, &x.Daily, &x.Method, &owner)
		x.Limit, x.Owner = realOf(limit), idOf(owner)
		return err
	}, `SELECT id, team_id, name, unit, limit_at, lead_days, daily, method, owner_id FROM resource WHERE team_id = ? ORDER BY name, id`, team)
}

// Batch is one import of samples.
type Batch struct {
	ID          model.ID
	ResourceID  model.ID
	Source      string
	Samples     int
	First, Last time.Time
	At          time.Time
}

// Batches returns a resource's imports, oldest first.
func (r Reader) Batches(ctx context.Context, resource model.ID) ([]Batch, error) {
	return query(ctx, r, "imports", func(rows *sql.Rows, b *Batch) error {
		var first, last, at int64
		err := rows.Scan(&b.ID, &b.ResourceID, &b.Source, &b.Samples, &first, &last, &at)
		b.First, b.Last, b.At = fromMS(first), fromMS(last), fromMS(at)
		return err
	}, `SELECT id, resource_id, source, samples, first_ms, last_ms, at_ms FROM sample_batch WHERE resource_id = ? ORDER BY id`, resource)
}

// Samples returns a resource's samples of all imports in order of time.
func (r Reader) Samples(ctx context.Context, resource model.ID) ([]model.Sample, error) {
	return query(ctx, r, "samples", func(rows *sql.Rows, s *model.Sample) error {
		var at int64
		err := rows.Scan(&at, &s.Value)
		s.At = fromMS(at)
		return err
	}, `
		SELECT s.at_ms, s.value FROM sample_batch b CROSS JOIN sample s ON s.batch_id = b.id
		WHERE b.resource_id = ? ORDER BY s.at_ms, b.id`, resource)
}

// Setting returns a setting's value, or fallback where it was never set.
func (r Reader) Setting(ctx context.Context, name, fallback string) (string, error) {
	rows, err := query(ctx, r, "settings", func(rows *sql.Rows, s *string) error { return rows.Scan(s) }, `SELECT value FROM setting WHERE name = ?`, name)
	if err != nil || len(rows) == 0 {
		return fallback, err
	}
	return rows[0], nil
}

func bounds(w model.Interval) (from, until int64) {
	if w == (model.Interval{}) {
		return math.MinInt64, math.MaxInt64
	}
	return ms(w.Start), ms(w.End)
}

// inZone returns an instant in a stored zone; the zone was checked when it was stored.
func inZone(v int64, zone string) time.Time {
	loc, err := model.Zone(zone)
	if err != nil {
		return fromMS(v)
	}
	return time.UnixMilli(v).In(loc)
}
