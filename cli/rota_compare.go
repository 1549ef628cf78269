package cli

import (
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"watchbill/model"
	"watchbill/workspace"
)

type differenceJSON struct {
	Kind  string   `json:"kind"` // new, reassigned, shortened or removed
	Role  string   `json:"role"`
	Start string   `json:"start"`
	End   string   `json:"end"`
	From  []string `json:"from"` // who is on call in this time now, in order
	To    string   `json:"to"`   // who will be
}

type effectJSON struct {
	Person       string  `json:"person"`
	Before       float64 `json:"before_hours"`
	After        float64 `json:"after_hours"`
	Difference   float64 `json:"difference_hours"`
	Gains        float64 `json:"gains_hours"` // newly on call
	Loses        float64 `json:"loses_hours"` // no longer on call
	ShiftsBefore int     `json:"shifts_before"`
	ShiftsAfter  int     `json:"shifts_after"`
}

type compareJSON struct {
	Rotation  string           `json:"rotation"`
	From      string           `json:"from"` // the draft's window
	Until     string           `json:"until"`
	Changes   []differenceJSON `json:"changes"`
	People    []effectJSON     `json:"people"`
	Unchanged int              `json:"unchanged"`
}

func newRotaCompareCmd(a *app) *cobra.Command {
	c := a.leaf("compare [ROTATION]", "Set the draft beside what is published: who changes what, and whom it concerns", needs("[ROTATION]"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		ws, r, err := a.openRotation(ctx, args)
		if err != nil {
			return err
		}
		found, err := ws.Compare(ctx, r.ID)
		if err != nil {
			return err
		}
		names, err := namesByID(ctx, ws)
		if err != nil {
			return err
		}
		return a.showComparison(found, names)
	})
	c.Long = "Set the draft beside what is published: each shift that changes, from whom to whom, and the hours on call of everybody concerned before and after. Nothing is changed."
	c.Example = "  watchbill rota compare Payments\n  watchbill rota compare Payments --json"
	return c
}

func (a *app) showComparison(c workspace.Comparison, names map[model.ID]string) error {
	name := func(id model.ID) string { return nameOr(names, id) }
	j := compareJSON{
		Rotation: c.Rotation.Name, From: stamp(c.Plan.Window.Start), Until: stamp(c.Plan.Window.End),
		Changes: []differenceJSON{}, People: []effectJSON{}, Unchanged: c.Plan.Unchanged,
	}
	changes := newTable("From", "Until", "Role", "Change", "Was", "Becomes")
	for _, d := range c.Lines {
		role, _ := c.Rotation.Role(d.Shift.RoleID)
		row := differenceJSON{Kind: d.Kind, Role: role.Name, Start: stamp(d.Shift.Start), End: stamp(d.Shift.End), To: name(d.To)}
		for _, id := range d.From {
			row.From = append(row.From, name(id))
		}
		j.Changes = append(j.Changes, row)
		changes.add(minuteZoned(d.Shift.Start), minuteZoned(d.Shift.End), row.Role, row.Kind, workspace.And(row.From), row.To)
	}
	people := newTable("Person", ">Before, h", ">After, h", ">Difference, h", ">Newly on call, h", ">No longer, h")
	for _, e := range c.Effects {
		j.People = append(j.People, effectJSON{
			name(e.Person), e.Before.Hours(), e.After.Hours(), e.Difference().Hours(), e.Gains.Hours(), e.Loses.Hours(), e.ShiftsBefore, e.ShiftsAfter,
		})
		people.add(name(e.Person), hourText(e.Before), hourText(e.After), signedHours(e.Difference()), hourText(e.Gains), hourText(e.Loses))
	}
	return a.show(j, func(w io.Writer) error {
		if changes.empty() {
			return printf(w, "%s: publishing the draft would change nothing.\n", c.Rotation.Name)
		}
		if err := changes.write(w); err != nil {
			return err
		}
		if err := printf(w, "\n"); err != nil {
			return err
		}
		if err := people.write(w); err != nil {
			return err
		}
		return printf(w, "\nHours on call from %s to %s, all roles of %s. This was only a look; nothing was changed.\n",
			minuteZoned(c.Plan.Window.Start), minuteZoned(c.Plan.Window.End), c.Rotation.Name)
	})
}

func hourText(d time.Duration) string { return model.FormatHours(int(d.Round(time.Minute).Minutes())) }

// signedHours says a difference with its sign: "+12", "-4", "0".
func signedHours(d time.Duration) string {
	if d > 0 {
		return fmt.Sprintf("+%s", hourText(d))
	}
	return hourText(d)
}
