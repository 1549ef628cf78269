package workspace

import (
	"context"
	"strings"

	"watchbill/model"
	"watchbill/sources"
	"watchbill/storage"
)

// PersonChange is what an import does, or would do, with one row of a list of people.
type PersonChange struct {
	Line   int          // of the file
	Before model.Person // zero ID: the person is new
	After  model.Person
	Fields []string // what changes, in words; empty for a new person and for one who stays as they are
	Reason string   // why the row cannot be taken; empty: it can
}

// Kind says in a word what happens: added, changed, unchanged or refused.
func (c PersonChange) Kind() string {
	switch {
	case c.Reason != "":
		return "refused"
	case c.Before.ID == 0:
		return "added"
	case len(c.Fields) > 0:
		return "changed"
	default:
		return "unchanged"
	}
}

// PeopleImport is what an import of people did, or would do, row by row.
type PeopleImport []PersonChange

// Count returns how many rows are of a kind.
func (p PeopleImport) Count(kind string) int {
	n := 0
	for _, c := range p {
		if c.Kind() == kind {
			n++
		}
	}
	return n
}

// PlanPeople says what importing a list of people would do. A person is found by e-mail, else by name; what the file leaves empty
// stays. zone is for new people without one;
// empty means the team's.
func (w *Workspace) PlanPeople(ctx context.Context, rows []sources.PersonRow, zone string) (PeopleImport, error) {
	people, err := w.AllPeople(ctx)
	if err != nil {
		return nil, err
	}
	team, err := w.Team(ctx)
	if err != nil && model.CodeOf(err) != model.NotFound {
		return nil, err
	}
	return planPeople(people, rows, firstOf(zone, team.Zone)), nil
}

// ImportPeople adds and changes people by a list, in one step that can be undone. Rows that break a rule are left out and say why.
func (w *Workspace) ImportPeople(ctx context.Context, source string, rows []sources.PersonRow, zone string) (PeopleImport, Done, error) {
	var plan PeopleImport
	done, err := w.transact(ctx, "import people", func(tx *storage.Tx) (model.ID, error) {
		team, err := w.teamOf(ctx, tx.Reader)
		if err != nil && model.CodeOf(err) != model.NotFound {
			return 0, err
		}
		var people []model.Person
		if team.ID != 0 {
			if people, err = tx.People(ctx, team.ID); err != nil {
				return 0, err
			}
		}
		plan = planPeople(people, rows, firstOf(zone, team.Zone))
		added, changed := plan.Count("added"), plan.Count("changed")
		if added+changed == 0 {
			return 0, nil
		}
		tx.Describe("People imported from %s: %d added, %d changed", source, added, changed)
		return 0, w.putPeople(ctx, tx, plan, zone)
	})
	return plan, done, err
}

func (w *Workspace) putPeople(ctx context.Context, tx *storage.Tx, plan PeopleImport, zone string) error {
	for i, c := range plan {
		if k := c.Kind(); k != "added" && k != "changed" {
			continue
		}
		team, err := w.ensureTeam(ctx, tx, firstOf(zone, c.After.Zone))
		if err != nil {
			return err
		}
		c.After.TeamID = team.ID
		if plan[i].After.ID, err = tx.PutPerson(ctx, c.After); err != nil {
			return err
		}
	}
	return nil
}

func planPeople(people []model.Person, rows []sources.PersonRow, zone string) PeopleImport {
	known := append([]model.Person(nil), people...)
	plan := make(PeopleImport, 0, len(rows))
	for _, row := range rows {
		before, found := personOfRow(known, row)
		c := PersonChange{Line: row.Line, After: before}
		if found {
			c.Before = before
		}
		c.fill(row, zone)
		if !found {
			c.After.Colour = model.NextColour(known)
		}
		if err := c.After.Check(); err != nil {
			c.Reason = err.Error()
		}
		if !found && c.Reason == "" {
			known = append(known, c.After)
		}
		plan = append(plan, c)
	}
	return plan
}

// fill puts what a row says into the person, and notes what that changes.
func (c *PersonChange) fill(row sources.PersonRow, zone string) {
	isNew := c.Before.ID == 0
	set := func(what string, to *string, value string) {
		if value == "" || *to == value {
			return
		}
		if !isNew {
			c.Fields = append(c.Fields, what)
		}
		*to = value
	}
	set("name", &c.After.Name, strings.Join(strings.Fields(row.Name), " "))
	set("e-mail", &c.After.Email, row.Email)
	set("zone", &c.After.Zone, row.Zone)
	switch {
	case row.WeekMinutes == 0 && isNew:
		c.After.WeekMinutes = 40 * 60
	case row.WeekMinutes != 0 && row.WeekMinutes != c.After.WeekMinutes:
		if !isNew {
			c.Fields = append(c.Fields, "hours")
		}
		c.After.WeekMinutes = row.WeekMinutes
	}
	if isNew && c.After.Zone == "" {
		c.After.Zone = zone
	}
}

// personOfRow finds whom a row means: the one with its e-mail address, else the one with its name.
func personOfRow(people []model.Person, row sources.PersonRow) (model.Person, bool) {
	for _, p := range people {
		if p.ID != 0 && row.Email != "" && strings.EqualFold(p.Email, row.Email) {
			return p, true
		}
	}
	name := strings.Join(strings.Fields(row.Name), " ")
	for _, p := range people {
		if p.ID != 0 && strings.EqualFold(p.Name, name) {
			return p, true
		}
	}
	return model.Person{}, false
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
