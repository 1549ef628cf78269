package cli

import (
	"context"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"watchbill/model"
	"watchbill/workspace"
)

func newRotaRulesCmd(a *app) *cobra.Command {
	return a.group("rules", "Rules that a rotation's rotas keep", newRulesShowCmd(a), newRulesEditCmd(a))
}

type rulesJSON struct {
	Rotation      string   `json:"rotation"`
	RestTurns     int      `json:"rest_turns"`
	RestHours     int      `json:"rest_hours"`
	MaxInRow      int      `json:"max_in_row"` // 0: no limit
	MinSenior     int      `json:"min_senior"`
	HistoryWeeks  int      `json:"history_weeks"`
	HolidayFactor int      `json:"holiday_factor"`
	KeepPublished bool     `json:"keep_published"`
	ByHours       bool     `json:"by_hours"`
	Criteria      []string `json:"criteria"` // after the duties, in this order
}

func newRulesShowCmd(a *app) *cobra.Command {
	c := a.leaf("show [ROTATION]", "Show the rules of a rotation", needs("[ROTATION]"), func(cmd *cobra.Command, args []string) error {
		ws, r, rules, err := a.rules(cmd.Context(), args)
		if err != nil {
			return err
		}
		j := rulesJSON{
			r.Name, rules.RestTurns, rules.RestTurns * r.At(ws.Now()).Hours(), rules.MaxInRow, rules.MinSenior, rules.HistoryWeeks, max(1, rules.HolidayFactor),
			rules.KeepPublished, rules.ByHours, append([]string{}, rules.Criteria...),
		}
		return a.show(j, func(w io.Writer) error {
			t := newTable("Rule", "Value")
			t.add("Rest between two turns of one person", model.Count(rules.RestTurns, "turn", "turns")+", "+model.Count(j.RestHours, "hour", "hours"))
			t.add("Most turns in a row without rest", orNoLimit(rules.MaxInRow))
			t.add("Seniors in each turn", strconv.Itoa(rules.MinSenior))
			t.add("Duties served count", model.Count(rules.HistoryWeeks, "week back", "weeks back"))
			t.add("A turn with a public holiday weighs", strconv.Itoa(j.HolidayFactor))
			t.add("Change little of what is published", yesNo(rules.KeepPublished))
			t.add("Load by contracted hours", yesNo(rules.ByHours))
			t.add("Spread after the duties", strings.Join(rules.Criteria, ", then "))
			return t.write(w)
		})
	})
	c.Example = "  watchbill rota rules show Payments"
	return c
}

func orNoLimit(n int) string {
	if n == 0 {
		return "no limit"
	}
	return strconv.Itoa(n)
}

func yesNo(on bool) string {
	if on {
		return "yes"
	}
	return "no"
}

func newRulesEditCmd(a *app) *cobra.Command {
	var f ruleFlags
	c := a.leaf("edit [ROTATION] [--rest 2|48h] [--seniors 1] [--criteria weekends,holidays] …", "Change the rules of a rotation", needs("[ROTATION]"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		ws, r, rules, err := a.rules(ctx, args)
		if err != nil {
			return err
		}
		if !anyGiven(cmd) {
			return a.done(workspace.Done{}, nil)
		}
		if err := f.apply(a, cmd, ws, r, &rules); err != nil {
			return err
		}
		return a.done(ws.SaveRules(ctx, r, rules))
	})
	f.register(c)
	c.Long = "Change the rules that a rotation's rotas keep. Only what a flag names changes."
	c.Example = "  watchbill rota rules edit Payments --rest 48h --seniors 1\n  watchbill rota rules edit Payments --criteria none"
	return c
}

func newRotaRepairCmd(a *app) *cobra.Command {
	var dry bool
	c := a.leaf("repair [ROTATION] [--dry-run]", "Cover who is away with the fewest changes to what is published", needs("[ROTATION]"), a.inFile(func(ctx context.Context, ws *workspace.Workspace, args []string) error {
		r, err := a.rotation(ctx, ws, args)
		if err != nil {
			return err
		}
		repair, err := ws.PlanRepair(ctx, r.ID)
		if err != nil {
			return err
		}
		if !repair.Possible() {
			a.look()
		}
		done := workspace.Done{}
		if !dry && repair.Possible() && len(repair.Change.Changes) > 0 {
			if done, err = ws.ApplyRepair(ctx, repair); err != nil {
				return err
			}
		}
		return a.showRepair(ctx, ws, repair, done)
	}))
	c.Flags().BoolVar(&dry, "dry-run", false, "show what would change and change nothing")
	c.Long = "Find the fewest changes to what is published after which time off, rest and all other rules are kept again, and among those the fairest; and make them, in one step that “watchbill undo” takes back. " +
		"Enter first who is away (“watchbill people off add”) or leaves (“watchbill people edit … --left”). What has begun stays.\n\nExit code 0: done, or nothing to do. 3: no rota keeps the rules; the answer says why, and what would help."
	c.Example = "  watchbill people off add ben --from 2026-11-18 --to 2026-11-27 --kind sick\n  watchbill rota repair Payments --dry-run\n  watchbill rota repair Payments"
	return c
}

type repairJSON struct {
	Rotation string       `json:"rotation"`
	Status   string       `json:"status"`
	Says     string       `json:"says"`
	Changes  []changeJSON `json:"changes"`
	WaysOut  []string     `json:"ways_out"`
	Changed  bool         `json:"changed"`
	Summary  string       `json:"summary"` // of the change, empty with --dry-run
}

func (a *app) showRepair(ctx context.Context, ws *workspace.Workspace, repair workspace.Repair, done workspace.Done) error {
	names, err := namesByID(ctx, ws)
	if err != nil {
		return err
	}
	r := repair.Plan.Rotation
	j := repairJSON{Rotation: r.Name, Status: string(repair.Result.Status), Says: repair.Say(), Changes: []changeJSON{}, WaysOut: []string{}, Changed: !done.Nothing(), Summary: done.Entry.Summary}
	t := newTable("From", "Until", "Role", "Person", "Was")
	for _, c := range repair.Change.Changes {
		s := c.After
		if c.Kind() == "removed" {
			s = c.Before
		}
		role, _ := r.Role(s.RoleID)
		was, is := nameOr(names, c.Before.PersonID), nameOr(names, c.After.PersonID)
		j.Changes = append(j.Changes, changeJSON{c.Kind(), role.Name, stamp(s.Start), stamp(s.End), was, is})
		t.add(minute(s.Start), minute(s.End), role.Name, is, was)
	}
	for _, w := range repair.Result.WaysOut {
		j.WaysOut = append(j.WaysOut, repair.Plan.WayOut(w))
	}
	return a.show(j, func(w io.Writer) error {
		if !t.empty() {
			if err := t.write(w); err != nil {
				return err
			}
		}
		lines := []string{j.Says}
		for _, way := range j.WaysOut {
			lines = append(lines, "  What would help: "+way+".")
		}
		switch {
		case j.Changed:
			lines = append(lines, j.Summary)
		case len(j.Changes) > 0:
			lines = append(lines, "Nothing was changed yet.")
		}
		return printf(w, "%s\n", strings.Join(lines, "\n"))
	})
}

func newRotaPinCmd(a *app) *cobra.Command {
	return a.group("pin", "Pins: who has a turn in every rota that is built", newPinListCmd(a), newPinAddCmd(a), newPinDeleteCmd(a))
}

type pinJSON struct {
	ID     model.ID `json:"id"`
	Role   string   `json:"role"`
	Person string   `json:"person"`
	Start  string   `json:"start"` // of the turn
}

func newPinListCmd(a *app) *cobra.Command {
	c := a.leaf("list [ROTATION]", "List the pins of a rotation that lie ahead", needs("[ROTATION]"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		ws, r, _, err := a.rules(ctx, args)
		if err != nil {
			return err
		}
		pins, err := ws.Pins(ctx, r.ID)
		if err != nil {
			return err
		}
		names, err := namesByID(ctx, ws)
		if err != nil {
			return err
		}
		t, rows := newTable(">ID", "Turn from", "Role", "Person"), []pinJSON{}
		for _, p := range pins {
			role, _ := r.Role(p.RoleID)
			rows = append(rows, pinJSON{p.ID, role.Name, names[p.PersonID], stamp(p.Slot)})
			t.add(idText(p.ID), minute(p.Slot), role.Name, names[p.PersonID])
		}
		return a.showTable(rows, t, "Nobody is pinned to a turn ahead. Pin somebody with “watchbill rota pin add ROTATION PERSON --role ROLE --at DAY”.")
	})
	c.Example = "  watchbill rota pin list Payments"
	return c
}

func newPinAddCmd(a *app) *cobra.Command {
	var role, at string
	c := a.leaf("add ROTATION PERSON --role ROLE --at DAY", "Pin a person to the turn that begins on a day", needs("ROTATION", "PERSON"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		ws, r, _, err := a.rules(ctx, args[:1])
		if err != nil {
			return err
		}
		x, err := a.person(ctx, ws, args[1])
		if err != nil {
			return err
		}
		what, ok := r.RoleNamed(role)
		if !ok {
			i := slices.IndexFunc(r.Roles, func(x model.Role) bool { return strings.HasPrefix(x.Name, role) })
			if i < 0 || role == "" {
				return usagef("role", "--role: %s has no role %q.", r.Name, role)
			}
			what = r.Roles[i]
		}
		loc, err := model.Zone(r.Zone)
		if err != nil {
			return err
		}
		slot, err := parseMoment("at", at, loc)
		if err != nil {
			return err
		}
		if d, err := model.ParseDate(at); err == nil { // the turn that begins on that day
			turns, err := r.Turns(d.Interval(loc))
			if err != nil {
				return err
			}
			for _, turn := range turns {
				if d.Interval(loc).Contains(turn.Start) {
					slot = turn.Start
					break
				}
			}
		}
		return a.done(ws.Pin(ctx, r.ID, model.Pin{RoleID: what.ID, PersonID: x.ID, Slot: slot}))
	})
	c.Flags().StringVar(&role, "role", "", "`ROLE` of the rotation")
	c.Flags().StringVar(&at, "at", "", "`DAY` on which the turn begins, or its start, such as 2026-12-21T09:00")
	_ = c.MarkFlagRequired("role")
	_ = c.MarkFlagRequired("at")
	c.Long = "Pin a person to a turn: every rota that is built gives it to them. A new pin takes the place of an earlier one."
	c.Example = "  watchbill rota pin add Payments ana --role primary --at 2026-12-21"
	return c
}

func newPinDeleteCmd(a *app) *cobra.Command {
	c := a.leaf("delete ID", "Take a pin off", needs("ID"), a.onID("pin", func(ctx context.Context, ws *workspace.Workspace, id model.ID) error {
		return a.done(ws.Unpin(ctx, id))
	}))
	c.Example = "  watchbill rota pin delete 3"
	return c
}
