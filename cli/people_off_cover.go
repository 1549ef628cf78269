package cli

import (
	"context"
	"fmt"
	"io"

	"watchbill/model"
	"watchbill/workspace"
)

// offDoneJSON is the answer of a command that enters or changes time off.
type offDoneJSON struct {
	doneJSON
	NeedsCover []coverJSON `json:"needs_cover"` // published shifts in it, which stay the person's until somebody covers them
}

type coverJSON struct {
	Shift model.ID `json:"shift,omitempty"`
	Words string   `json:"words"`
	Start string   `json:"start"`
	End   string   `json:"end"`
}

// saveTimeOff stores time off and says which published shifts are in it, and what to do about them.
func (a *app) saveTimeOff(ctx context.Context, ws *workspace.Workspace, t model.TimeOff) error {
	done, err := ws.SaveTimeOff(ctx, t)
	if err != nil {
		return err
	}
	touched, err := ws.DutiesAway(ctx, t)
	if err != nil {
		return err
	}
	j := offDoneJSON{doneOf(done), []coverJSON{}}
	for _, d := range touched[0] {
		j.NeedsCover = append(j.NeedsCover, coverJSON{d.ID, d.Words, stamp(d.Start), stamp(d.End)})
	}
	return a.show(j, func(w io.Writer) error {
		if err := printf(w, "%s\n", j.Summary); err != nil || len(j.NeedsCover) == 0 {
			return err
		}
		for _, c := range j.NeedsCover {
			words := c.Words
			if c.Shift != 0 { // somebody added by an override has none
				words += fmt.Sprintf(" (shift %d)", c.Shift)
			}
			if err := printf(w, "  %s\n", words); err != nil {
				return err
			}
		}
		return printf(w, "%s Try “watchbill rota repair” or “watchbill rota reassign SHIFT --to PERSON”.\n", theyStay(len(j.NeedsCover)))
	})
}

func theyStay(n int) string {
	if n == 1 {
		return "It stays theirs until somebody covers it."
	}
	return "They stay theirs until somebody covers them."
}
