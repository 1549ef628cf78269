package cli

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"watchbill/model"
	"watchbill/workspace"
)

// inFile makes the code of a command that works with what is in the file.
func (a *app) inFile(do func(ctx context.Context, ws *workspace.Workspace, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		ws, err := a.existing(cmd.Context())
		if err != nil {
			return err
		}
		return do(cmd.Context(), ws, args)
	}
}

// onID makes the code of a command whose first argument is the id of what it works on; what says in messages what that is.
func (a *app) onID(what string, do func(ctx context.Context, ws *workspace.Workspace, id model.ID) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		id, err := parseID(what, args[0])
		if err != nil {
			return err
		}
		return a.inFile(func(ctx context.Context, ws *workspace.Workspace, _ []string) error { return do(ctx, ws, id) })(cmd, args)
	}
}

// byID finds what has the id that a text is, if it is one.
func byID[T any](all []T, text string, idOf func(T) model.ID) (found T, ok bool) {
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return found, false
	}
	i := slices.IndexFunc(all, func(x T) bool { return idOf(x) == model.ID(id) })
	if i < 0 {
		return found, false
	}
	return all[i], true
}

// personIn finds a person by id, name, first name, e-mail or initials.
func personIn(people []model.Person, name string) (model.Person, error) {
	if p, ok := byID(people, name, func(p model.Person) model.ID { return p.ID }); ok {
		return p, nil
	}
	return workspace.PersonNamed(people, name)
}

// person finds somebody of the team, those who have left included.
func (a *app) person(ctx context.Context, ws *workspace.Workspace, name string) (model.Person, error) {
	people, err := ws.AllPeople(ctx)
	if err != nil {
		return model.Person{}, err
	}
	if len(people) == 0 {
		return model.Person{}, model.Errorf(model.NotFound, "person", "There is nobody in the team yet. Add people with “watchbill people add”.")
	}
	return personIn(people, name)
}

// openPerson opens the file and finds the person that a command is about.
func (a *app) openPerson(ctx context.Context, name string) (*workspace.Workspace, model.Person, error) {
	ws, err := a.existing(ctx)
	if err != nil {
		return nil, model.Person{}, err
	}
	p, err := a.person(ctx, ws, name)
	return ws, p, err
}

// peopleIDs finds the people of a comma-separated list, in its order.
func peopleIDs(people []model.Person, list string) ([]model.ID, error) {
	var out []model.ID
	for _, name := range split(list) {
		p, err := personIn(people, name)
		if err != nil {
			return nil, err
		}
		out = append(out, p.ID)
	}
	return out, nil
}

// rotation finds a rotation by id, name or the beginning of its name; an empty name means the only one.
func (a *app) rotation(ctx context.Context, ws *workspace.Workspace, args []string) (model.Rotation, error) {
	name := ""
	if len(args) > 0 {
		name = args[0]
	}
	all, err := ws.Rotations(ctx)
	if err != nil {
		return model.Rotation{}, err
	}
	if r, ok := byID(all, name, func(r model.Rotation) model.ID { return r.ID }); ok {
		return r, nil
	}
	if len(all) == 0 {
		return model.Rotation{}, model.Errorf(model.NotFound, "rotation", "There is no rotation yet. Add one with “watchbill rota add”.")
	}
	return workspace.RotationNamed(all, name)
}

// openRotation opens the file and finds the rotation that a command is about.
func (a *app) openRotation(ctx context.Context, args []string) (*workspace.Workspace, model.Rotation, error) {
	ws, err := a.existing(ctx)
	if err != nil {
		return nil, model.Rotation{}, err
	}
	r, err := a.rotation(ctx, ws, args)
	return ws, r, err
}

// exactly finds the index of what a name or id means for an import, -1 where it means something new. Elsewhere the beginning of a
// name is enough; here it could as well be a new name, so it is asked back.
func exactly[T any](all []T, what, name string, idOf func(T) model.ID, nameOf func(T) string) (int, error) {
	for i, x := range all {
		if strings.EqualFold(nameOf(x), name) || idText(idOf(x)) == name {
			return i, nil
		}
	}
	for _, x := range all {
		if strings.HasPrefix(strings.ToLower(nameOf(x)), strings.ToLower(name)) {
			return -1, model.Errorf(model.Conflict, what, "There is no %s called %q, but %s begins so. Write its whole name, or another one with --%s for a new %[1]s.", what, name, nameOf(x), what)
		}
	}
	return -1, nil
}

// namesByID returns the names of the team's people, those who have left included.
func namesByID(ctx context.Context, ws *workspace.Workspace) (map[model.ID]string, error) {
	people, err := ws.AllPeople(ctx)
	out := make(map[model.ID]string, len(people))
	for _, p := range people {
		out[p.ID] = p.Name
	}
	return out, err
}

// parseID reads the id of a row as lists print it.
func parseID(what, s string) (model.ID, error) {
	id, err := strconv.ParseInt(s, 10, 64)
	if err != nil || id < 1 {
		return 0, usagef("id", "%q is no %s id. Lists print the ids in their first column.", s, what)
	}
	return model.ID(id), nil
}

// parseMoment reads an instant: RFC 3339, or a local time or date in loc. The flag is empty for an argument.
func parseMoment(flag, s string, loc *time.Location) (time.Time, error) {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t.In(loc), nil
	}
	l, err := model.ParseLocalTime(s)
	if err != nil {
		return time.Time{}, asUsage(flag, model.Invalidf(flag, "%q is no time. Write it as 2026-11-23, 2026-11-23T09:00 or 2026-11-23T09:00:00+01:00.", s))
	}
	return model.Resolve(l, loc), nil
}

// parseSpan reads a time from one day or moment to another: days are whole ones in loc, the last included, and without an end it is
// the first day.
func parseSpan(from, to string, loc *time.Location) (span model.Interval, allDay bool, err error) {
	if span.Start, err = parseMoment("from", from, loc); err != nil {
		return span, false, err
	}
	wholeEnd := true
	if to == "" {
		span.End = model.DateOf(span.Start.In(loc)).AddDays(1).Start(loc)
	} else if span.End, wholeEnd, err = endOf("to", to, loc); err != nil {
		return span, false, err
	}
	return span, wholeEnd && wholeDays(span, loc), nil
}

// wholeDays reports whether a time begins and ends at midnight in loc.
func wholeDays(i model.Interval, loc *time.Location) bool {
	start, end := i.Start.In(loc), i.End.In(loc)
	return model.DateOf(start).Start(loc).Equal(start) && model.DateOf(end).Start(loc).Equal(end)
}

func parseDate(flag, s string) (model.Date, error) {
	d, err := model.ParseDate(s)
	return d, asUsage(flag, err)
}

// teamZone returns the zone of the team worked on.
func teamZone(ctx context.Context, ws *workspace.Workspace) (*time.Location, error) {
	t, err := ws.Team(ctx)
	if err != nil {
		return nil, err
	}
	return model.Zone(t.Zone)
}

// split cuts a comma-separated list and drops empty parts.
func split(s string) []string {
	var out []string
	for _, part := range strings.Split(s, ",") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

func idText(id model.ID) string { return strconv.FormatInt(int64(id), 10) }

// stamp writes an instant for machines.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}

// minute writes an instant for tables: the ISO date with the weekday and time of day.
func minute(t time.Time) string { return t.Format("2006-01-02 Mon 15:04") }

// minuteZoned is minute with the zone's short name or offset, for tables whose rows may lie in several zones.
func minuteZoned(t time.Time) string { return t.Format("2006-01-02 Mon 15:04 MST") }

// teamZoneOrUTC is teamZone for files that may have no team yet.
func teamZoneOrUTC(ctx context.Context, ws *workspace.Workspace) (*time.Location, error) {
	loc, err := teamZone(ctx, ws)
	if model.CodeOf(err) == model.NotFound {
		return time.UTC, nil
	}
	return loc, err
}
