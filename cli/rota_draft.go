package cli

import (
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"watchbill/model"
	"watchbill/workspace"
)

func newRotaDraftCmd(a *app) *cobra.Command {
	var weeks int
	var from string
	var dry bool
	c := a.leaf("draft [ROTATION] [--weeks 12] [--from DATE] [--dry-run]", "Build a draft in the order of the rotation's people", needs("[ROTATION]"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		ws, r, err := a.openRotation(ctx, args)
		if err != nil {
			return err
		}
		loc, err := model.Zone(r.Zone)
		if err != nil {
			return err
		}
		var start time.Time
		if from != "" {
			if start, err = parseMoment("from", from, loc); err != nil {
				return err
			}
		}
		if !dry {
			return a.done(ws.BuildDraft(ctx, r.ID, start, weeks))
		}
		plan, err := ws.PlanDraft(ctx, r.ID, start, weeks)
		if err != nil {
			return err
		}
		names, err := namesByID(ctx, ws)
		if err != nil {
			return err
		}
		return a.showShifts(shiftRows([]model.Rotation{r}, plan.Shifts, names), "")
	})
	c.Flags().IntVar(&weeks, "weeks", 12, "how many `WEEKS` to lay out")
	c.Flags().StringVar(&from, "from", "", "start at the first handoff at or after this `DATE` (default where the published rota ends)")
	c.Flags().BoolVar(&dry, "dry-run", false, "show the shifts and store nothing")
	c.Long = "Build a draft in the order of the rotation's people. It replaces the rotation's earlier draft and changes nothing that is published."
	c.Example = "  watchbill rota draft Payments --weeks 26\n  watchbill rota draft Payments --from 2026-12-14 --dry-run"
	return c
}

type changeJSON struct {
	Kind  string `json:"kind"` // new, reassigned or removed
	Role  string `json:"role"`
	Start string `json:"start"`
	End   string `json:"end"`
	From  string `json:"from"` // person who has the shift now
	To    string `json:"to"`   // person who gets it
}

type publishJSON struct {
	Rotation  string       `json:"rotation"`
	Changes   []changeJSON `json:"changes"`
	Unchanged int          `json:"unchanged"`
}

func newRotaPublishCmd(a *app) *cobra.Command {
	var dry bool
	c := a.leaf("publish [ROTATION] [--dry-run]", "Make the draft a fact: feeds, reports and “who is on call” read it", needs("[ROTATION]"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		ws, r, err := a.openRotation(ctx, args)
		if err != nil {
			return err
		}
		if !dry {
			return a.done(ws.Publish(ctx, r.ID))
		}
		plan, err := ws.PlanPublish(ctx, r.ID)
		if err != nil {
			return err
		}
		names, err := namesByID(ctx, ws)
		if err != nil {
			return err
		}
		return a.showPlan(r, plan, names)
	})
	c.Flags().BoolVar(&dry, "dry-run", false, "show what would change and change nothing")
	c.Long = "Publish the draft. Shifts that have begun stay as they are; shifts that keep their times keep their place in calendars."
	c.Example = "  watchbill rota publish Payments --dry-run\n  watchbill rota publish Payments"
	return c
}

func (a *app) showPlan(r model.Rotation, plan model.PublishPlan, names map[model.ID]string) error {
	j := publishJSON{Rotation: r.Name, Changes: []changeJSON{}, Unchanged: plan.Unchanged}
	t := newTable("Change", "From", "Until", "Role", "Person", "Was")
	for _, c := range plan.Changes {
		s := c.After
		if c.Kind() == "removed" {
			s = c.Before
		}
		role, _ := r.Role(s.RoleID)
		row := changeJSON{c.Kind(), role.Name, stamp(s.Start), stamp(s.End), "", ""}
		if c.Kind() != "new" {
			row.From = nameOr(names, c.Before.PersonID)
		}
		if c.Kind() != "removed" {
			row.To = nameOr(names, c.After.PersonID)
		}
		j.Changes = append(j.Changes, row)
		t.add(row.Kind, minuteZoned(s.Start), minuteZoned(s.End), row.Role, row.To, row.From)
	}
	return a.show(j, func(w io.Writer) error {
		if !t.empty() {
			if err := t.write(w); err != nil {
				return err
			}
		}
		changed, added := plan.Counts()
		return printf(w, "%s: %s, %d changed, %d unchanged. This was only a look; nothing was changed.\n", r.Name,
			model.Count(added, "new shift", "new shifts"), changed, plan.Unchanged)
	})
}

// unstaffed is what stands where a shift has nobody.
const unstaffed = "nobody"

func nameOr(names map[model.ID]string, id model.ID) string {
	if id == 0 {
		return unstaffed
	}
	return names[id]
}

func newRotaDiscardCmd(a *app) *cobra.Command {
	c := a.leaf("discard [ROTATION]", "Throw the draft away", needs("[ROTATION]"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		ws, r, err := a.openRotation(ctx, args)
		if err != nil {
			return err
		}
		return a.done(ws.DiscardDraft(ctx, r))
	})
	c.Example = "  watchbill rota discard Payments"
	return c
}

// shiftRows pairs shifts with the names of their rotation, role and person.
func shiftRows(rotations []model.Rotation, shifts []model.Shift, names map[model.ID]string) []shiftRow {
	out := make([]shiftRow, 0, len(shifts))
	for _, s := range shifts {
		for _, r := range rotations {
			if r.ID != s.RotationID {
				continue
			}
			role, _ := r.Role(s.RoleID)
			note := ""
			if s.Override != 0 {
				note = "override " + idText(s.Override)
			}
			out = append(out, shiftRow{
				ID: s.ID, Note: note, Rotation: r.Name, Role: role.Name, Person: nameOr(names, s.PersonID), State: string(s.State), interval: s.Interval, personID: s.PersonID,
				Start: stamp(s.Start), End: stamp(s.End),
			})
		}
	}
	return out
}

// shiftRow is a shift as lists show it.
type shiftRow struct {
	ID       model.ID `json:"id"` // 0: not stored, or a gap
	Rotation string   `json:"rotation"`
	Role     string   `json:"role"`
	Person   string   `json:"person"` // nobody, where the shift is unstaffed
	Start    string   `json:"start"`
	End      string   `json:"end"`
	State    string   `json:"state"` // published, draft or gap
	Note     string   `json:"note"`

	interval model.Interval
	personID model.ID
}

func (a *app) showShifts(rows []shiftRow, ifEmpty string) error {
	t := newTable(">ID", "From", "Until", "Rotation", "Role", "Person", "State", "Note")
	for _, s := range rows {
		id := ""
		if s.ID != 0 {
			id = idText(s.ID)
		}
		t.add(id, minuteZoned(s.interval.Start), minuteZoned(s.interval.End), s.Rotation, s.Role, s.Person, s.State, s.Note)
	}
	return a.showTable(rows, t, ifEmpty)
}

// awayNote says when a shift's person is away in it.
func awayNote(row shiftRow, off []model.TimeOff, now time.Time) string {
	for _, o := range off {
		if o.PersonID == row.personID && row.personID != 0 && o.Overlaps(row.interval) {
			return fmt.Sprintf("away %s", workspace.Days(o.Interval, o.Start.Location().String(), now))
		}
	}
	return ""
}
