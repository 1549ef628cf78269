package cli

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"watchbill/workspace"
)

func newUndoCmd(a *app) *cobra.Command {
	var entry int64
	c := a.leaf("undo [--entry ID]", "Take the latest change back", needs(), func(cmd *cobra.Command, _ []string) error {
		ws, err := a.existing(cmd.Context())
		if err != nil {
			return err
		}
		if cmd.Flags().Changed("entry") {
			return a.done(ws.UndoEntry(cmd.Context(), entry))
		}
		return a.done(ws.Undo(cmd.Context()))
	})
	c.Long = "Take the latest change back, whoever made it, in the window or here. What was changed again since is not overwritten: undo says so and changes nothing. What nobody did, such as a calendar of others that was read again, is stepped over; --entry takes such an entry of “watchbill history” back."
	c.Flags().Int64Var(&entry, "entry", 0, "the automatic entry with this `ID` of the history, instead of the latest change")
	c.Example = "  watchbill undo\n  watchbill undo --entry 42\n  watchbill redo        takes the undo back"
	return c
}

func newRedoCmd(a *app) *cobra.Command {
	c := a.leaf("redo", "Take the latest undo back", needs(), a.inFile(func(ctx context.Context, ws *workspace.Workspace, _ []string) error {
		return a.done(ws.Redo(ctx))
	}))
	c.Example = "  watchbill redo"
	return c
}

type entryJSON struct {
	ID      int64  `json:"id"`
	At      string `json:"at"`
	Who     string `json:"who"`
	Via     string `json:"via"`
	Summary string `json:"summary"`
	Undoes  int64  `json:"undoes"`
	Undone  bool   `json:"undone"`

	Automatic bool `json:"automatic"`
}

func newHistoryCmd(a *app) *cobra.Command {
	var limit int
	var before int64
	c := a.leaf("history [--limit 20]", "Show what was changed, when and by whom", needs(), func(cmd *cobra.Command, _ []string) error {
		if limit < 1 {
			return usagef("limit", "--limit: %d is not possible. Ask for at least one line.", limit)
		}
		if before < 0 {
			return usagef("before", "--before: %d is no line of the history. Lists print the ids in their first column.", before)
		}
		ctx := cmd.Context()
		ws, err := a.existing(ctx)
		if err != nil {
			return err
		}
		entries, err := ws.Reader().History(ctx, before, limit)
		if err != nil {
			return err
		}
		loc, err := teamZoneOrUTC(ctx, ws)
		if err != nil {
			return err
		}
		t := newTable(">ID", "When", "Who", "Via", "What", "State")
		rows := make([]entryJSON, 0, len(entries))
		for _, e := range entries {
			rows = append(rows, entryJSON{e.ID, stamp(e.At.In(loc)), e.Who, e.Via, e.Summary, e.Undoes, e.Undone, e.Automatic})
			state := "stands"
			if e.Undone {
				state = "undone"
			}
			if e.Automatic {
				state += ", automatic"
			}
			t.add(strconv.FormatInt(e.ID, 10), minuteZoned(e.At.In(loc)), e.Who, e.Via, e.Summary, state)
		}
		return a.showTable(rows, t, "Nothing has been changed yet.")
	})
	c.Flags().IntVar(&limit, "limit", 20, "how many `LINES`, the newest first")
	c.Flags().Int64Var(&before, "before", 0, "only what is older than the line with this `ID`")
	c.Example = "  watchbill history\n  watchbill history --limit 5 --json"
	return c
}
