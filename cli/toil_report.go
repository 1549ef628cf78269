package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"watchbill/model"
	"watchbill/workspace"
)

type shareJSON struct {
	Person  string   `json:"person,omitempty"`
	Toil    float64  `json:"toil_hours"`
	Worked  float64  `json:"worked_hours"` // contracted less leave
	Share   *float64 `json:"share"`        // null where no hours were worked
	OverCap bool     `json:"over_cap"`
}

type taskJSON struct {
	What    string  `json:"what"`
	Hours   float64 `json:"hours"`
	Entries int     `json:"entries"`
}

type toilReportJSON struct {
	From   string      `json:"from"`
	To     string      `json:"to"` // included
	Cap    float64     `json:"cap"`
	Team   shareJSON   `json:"team"`
	People []shareJSON `json:"people"`
	Tasks  []taskJSON  `json:"tasks"`
}

func shareOf(name string, s model.ToilShare, limit float64) shareJSON {
	j := shareJSON{Person: name, Toil: s.ToilMinutes / 60, Worked: s.WorkMinutes / 60}
	if share, ok := s.Share(); ok {
		j.Share = &share
		j.OverCap = share > limit
	}
	return j
}

func (j shareJSON) percent() string {
	if j.Share == nil {
		return ""
	}
	return model.FormatPercent(*j.Share)
}

func newToilReportCmd(a *app) *cobra.Command {
	var f periodFlags
	c := a.leaf("report [--weeks 4]", "Toil of the team and each person against the cap", needs(), func(cmd *cobra.Command, _ []string) error {
		view, err := a.toilView(cmd, &f)
		if err != nil {
			return err
		}
		limit := view.Team.ToilCap
		j := toilReportJSON{view.Period.From.String(), view.Period.Until.AddDays(-1).String(), limit, shareOf("", view.Total, limit), []shareJSON{}, []taskJSON{}}
		people := newTable("Person", ">Toil h", ">Worked h", ">Share", "")
		for _, p := range view.People {
			s := shareOf(p.Person.Name, p.Share, limit)
			j.People = append(j.People, s)
			people.add(s.Person, tenth(s.Toil), tenth(s.Worked), s.percent(), aboveCap(s))
		}
		people.add("Team", tenth(j.Team.Toil), tenth(j.Team.Worked), j.Team.percent(), aboveCap(j.Team))
		tasks := newTable("Where it goes", ">Hours", ">Entries")
		for i, t := range view.Tasks {
			j.Tasks = append(j.Tasks, taskJSON{t.What, float64(t.Minutes) / 60, t.Entries})
			if i < 10 {
				tasks.add(t.What, tenth(float64(t.Minutes)/60), model.Thousands(t.Entries))
			}
		}
		return a.show(j, func(w io.Writer) error {
			if err := printf(w, "%s to %s, cap %s of worked hours (contracted less leave)\n\n", j.From, j.To, model.FormatPercent(limit)); err != nil {
				return err
			}
			if err := people.write(w); err != nil || tasks.empty() {
				return err
			}
			if err := printf(w, "\n"); err != nil {
				return err
			}
			if err := tasks.write(w); err != nil || len(view.Tasks) <= 10 {
				return err
			}
			return printf(w, "and %s\n", model.Count(len(view.Tasks)-10, "more task", "more tasks"))
		})
	})
	f.register(c)
	c.Long = "Toil of the team and each person as a share of worked hours: contracted hours less leave. The team's share is the share of the sums."
	c.Example = "  watchbill toil report\n  watchbill toil report --from 2026-10-01 --to 2026-12-31 --json"
	return c
}

// toilView opens the file and works out the toil of the period that was asked for.
func (a *app) toilView(cmd *cobra.Command, f *periodFlags) (workspace.ToilView, error) {
	ctx := cmd.Context()
	ws, err := a.existing(ctx)
	if err != nil {
		return workspace.ToilView{}, err
	}
	today, err := ws.Today(ctx)
	if err != nil {
		return workspace.ToilView{}, err
	}
	period, err := f.period(cmd, today)
	if err != nil {
		return workspace.ToilView{}, err
	}
	return ws.Toil(ctx, period)
}

// tenth writes hours with one decimal always, so that a column's points stand below one another.
func tenth(h float64) string { return fmt.Sprintf("%.1f", h) }

func aboveCap(s shareJSON) string {
	if s.OverCap {
		return "above the cap"
	}
	return " "
}
