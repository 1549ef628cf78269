package cli

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"watchbill/model"
	"watchbill/workspace"
)

// swapJSON is a swap as it stands now.
type swapJSON struct {
	ID        model.ID          `json:"id"`
	Kind      string            `json:"kind"`
	State     string            `json:"state"`
	Reason    string            `json:"reason"`
	Title     string            `json:"title"`
	Detail    string            `json:"detail"`
	Waits     string            `json:"waits"`
	NeedsYou  bool              `json:"needs_you"`
	AskedBy   string            `json:"asked_by"` // empty: the manager
	Starts    string            `json:"starts"`
	Note      string            `json:"note"`
	Handovers []handoverJSON    `json:"handovers"`
	Problems  []swapProblemJSON `json:"problems"`
	Steps     []stepJSON        `json:"steps"`
}

type stepJSON struct {
	At     string `json:"at"`
	Kind   string `json:"kind"`
	Who    string `json:"who"`
	Person string `json:"person"`
	Note   string `json:"note"`
	Words  string `json:"words"`
}

func (n swapNames) swap(v workspace.SwapView) swapJSON {
	j := swapJSON{
		ID: v.ID, Kind: string(v.Kind), State: string(v.State), Reason: v.Reason, Title: v.Title, Detail: v.Detail, Waits: v.Waits, NeedsYou: v.NeedsMe,
		AskedBy: n.people[v.PersonID], Starts: stamp(v.Starts), Note: v.Note, Handovers: n.handovers(v.Handovers), Problems: n.problems(v.Problems), Steps: []stepJSON{},
	}
	for _, s := range v.Steps {
		j.Steps = append(j.Steps, stepJSON{stamp(s.At), string(s.Kind), s.Who, n.people[s.PersonID], s.Note, s.Words})
	}
	return j
}

func newSwapListCmd(a *app) *cobra.Command {
	var all bool
	c := a.leaf("list [--all]", "Swaps that wait: first those that need you", needs(), a.inFile(func(ctx context.Context, ws *workspace.Workspace, _ []string) error {
		list, err := ws.Swaps(ctx)
		if err != nil {
			return err
		}
		n, err := namesForSwaps(ctx, ws)
		if err != nil {
			return err
		}
		shown := append(list.NeedsMe, list.Open...)
		if all {
			shown = append(shown, list.Done...)
		}
		rows := []swapJSON{}
		t := newTable(">ID", "Swap", "What", "Begins", "State")
		for _, v := range shown {
			rows = append(rows, n.swap(v))
			state := v.Waits
			if hard := model.Hard(v.Problems); len(hard) > 0 {
				state += "; cannot be done now: " + hard[0].Text
			}
			t.add(idText(v.ID), v.Title, v.Detail, minuteZoned(v.Starts), state)
		}
		return a.showTable(rows, t, "No swap waits. Ask for one with “watchbill swap request SHIFT --by PERSON”, or see those that are over with --all.")
	}))
	c.Flags().BoolVar(&all, "all", false, "also those that were closed in the last year")
	c.Example = "  watchbill swap list\n  watchbill swap list --all --json"
	return c
}

func newSwapShowCmd(a *app) *cobra.Command {
	c := a.leaf("show SWAP", "One swap with all its steps", needs("SWAP"), a.onID("swap", func(ctx context.Context, ws *workspace.Workspace, id model.ID) error {
		v, err := ws.SwapByID(ctx, id)
		if err != nil {
			return err
		}
		n, err := namesForSwaps(ctx, ws)
		if err != nil {
			return err
		}
		loc, err := teamZone(ctx, ws)
		if err != nil {
			return err
		}
		return a.show(n.swap(v), func(w io.Writer) error {
			fmt.Fprintf(w, "%s: %s\n%s\n", v.Title, v.Waits, v.Detail)
			for _, p := range v.Problems {
				fmt.Fprintf(w, "! %s\n", p.Text)
			}
			t := newTable("When", "Step", "For", "By", "Note")
			for _, s := range v.Steps {
				note := s.Note
				if s.Words != "" && note != "" {
					note += " – "
				}
				t.add(minute(s.At.In(loc)), string(s.Kind), n.people[s.PersonID], s.Who, note+s.Words)
			}
			return t.write(w)
		})
	}))
	c.Example = "  watchbill swap show 3"
	return c
}

func newSwapMessageCmd(a *app) *cobra.Command {
	c := a.leaf("message SWAP", "A text about a swap for a chat or a mail, in everybody's own time", needs("SWAP"), a.onID("swap", func(ctx context.Context, ws *workspace.Workspace, id model.ID) error {
		text, err := ws.SwapMessage(ctx, id)
		if err != nil {
			return err
		}
		return a.show(textJSON{text}, func(w io.Writer) error { _, err := io.WriteString(w, text); return err })
	}))
	c.Example = "  watchbill swap message 3 | mail -s \"Swap\" ben@example.org"
	return c
}

type owedJSON struct {
	Person     string  `json:"person"`
	Taken      int     `json:"taken"`
	Given      int     `json:"given"`
	TakenHours float64 `json:"taken_hours"`
	GivenHours float64 `json:"given_hours"`
	Exchanged  int     `json:"exchanged"`
	Balance    float64 `json:"balance_hours"` // below zero: owes
}

func newSwapOwedCmd(a *app) *cobra.Command {
	var year int
	c := a.leaf("owed [--year YEAR]", "Who covered for whom: covers taken, given, and owed", needs(), a.inFile(func(ctx context.Context, ws *workspace.Workspace, _ []string) error {
		if year == 0 {
			year = ws.Now().Year()
		}
		if year < 1970 || year > 2200 {
			return usagef("year", "--year: %d is not possible. Give one from 1970 to 2200.", year)
		}
		owed, err := ws.Owed(ctx, year)
		if err != nil {
			return err
		}
		rows := []owedJSON{}
		t := newTable("Person", ">Covered", ">Was covered", ">Exchanged", ">Balance")
		for _, o := range owed {
			rows = append(rows, owedJSON{o.Person.Name, o.Taken, o.Given, o.TakenHours, o.GivenHours, o.Exchanged, o.Balance})
			hours := func(n int, h float64) string {
				if n == 0 {
					return "–"
				}
				return fmt.Sprintf("%d (%s h)", n, model.FormatLoad(h))
			}
			balance := "even"
			switch {
			case o.Balance > 0:
				balance = "is owed " + model.FormatLoad(o.Balance) + " h"
			case o.Balance < 0:
				balance = "owes " + model.FormatLoad(-o.Balance) + " h"
			}
			t.add(o.Person.Name, hours(o.Taken, o.TakenHours), hours(o.Given, o.GivenHours), fmt.Sprint(o.Exchanged), balance)
		}
		return a.showTable(rows, t, "There is nobody in the team yet. Add people with “watchbill people add”.")
	}))
	c.Flags().IntVar(&year, "year", 0, "the `YEAR` of the duties (default this one)")
	c.Example = "  watchbill swap owed\n  watchbill swap owed --year 2025 --json"
	return c
}

// line makes a one-line answer.
func line(text string) func(w io.Writer) error {
	return func(w io.Writer) error {
		_, err := fmt.Fprintln(w, text)
		return err
	}
}
