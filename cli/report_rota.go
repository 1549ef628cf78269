package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"watchbill/model"
	"watchbill/report"
	"watchbill/workspace"
)

func newReportRotaCmd(a *app) *cobra.Command {
	var f reportFlags
	var rotation, from, paper, zone string
	var weeks int
	var draft, people bool
	c := a.leaf("rota --out FILE.pdf|.png [--rotation NAME] [--from DATE] [--weeks 8] [--paper a4|a3] [--draft] [--people=false]",
		"The rota to hang up: who is on call when, in landscape", needs(), func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			if err := f.check(a); err != nil {
				return err
			}
			if weeks < 1 || weeks > 156 {
				return usagef("weeks", "--weeks: %d is not possible. Print 1 to 156 weeks.", weeks)
			}
			o := workspace.PrintOptions{Draft: draft, People: people, Paper: report.Paper(strings.ToLower(paper)), Zone: zone}
			if o.Paper != report.A4 && o.Paper != report.A3 {
				return usagef("paper", "--paper: %q is no paper that rotas are printed on. Choose a4 or a3.", paper)
			}
			if zone != "" {
				if _, err := model.Zone(zone); err != nil {
					return asUsage("zone", err)
				}
			}
			ws, err := a.existing(ctx)
			if err != nil {
				return err
			}
			if rotation != "" {
				r, err := a.rotation(ctx, ws, []string{rotation})
				if err != nil {
					return err
				}
				o.Rotations = append(o.Rotations, r)
			}
			team, err := ws.Team(ctx)
			if err != nil {
				return err
			}
			loc, err := model.Zone(team.Zone)
			if err != nil {
				return err
			}
			now := ws.Now().In(loc)
			o.From = model.DateOf(now).AddDays(-(int(now.Weekday()) - int(team.WeekStart) + 7) % 7).Start(loc)
			if from != "" {
				if o.From, err = parseMoment("from", from, loc); err != nil {
					return err
				}
			}
			o.Until = model.DateOf(o.From).AddDays(7 * weeks).Start(loc)
			rota, err := ws.PrintRota(ctx, o)
			if err != nil {
				return err
			}
			return a.writeReport(&f, rota.Doc())
		})
	f.register(c)
	fs := c.Flags()
	fs.StringVar(&rotation, "rotation", "", "only this `ROTATION`")
	fs.StringVar(&from, "from", "", "the first `DATE` (default the first day of this week)")
	fs.IntVar(&weeks, "weeks", 8, "how many `WEEKS`")
	fs.StringVar(&paper, "paper", "a4", "`PAPER`: a4 or a3")
	fs.StringVar(&zone, "zone", "", "time `ZONE` whose days are drawn (default the team's)")
	fs.BoolVar(&draft, "draft", false, "show what the draft would change")
	fs.BoolVar(&people, "people", true, "a row for each person, with time off")
	c.Example = "  watchbill report rota --out rota.pdf\n  watchbill report rota --rotation Payments --from 2027-01-01 --weeks 13 --paper a3 --out quarter.pdf"
	return c
}
