package cli

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

const rootLong = `Watchbill keeps a team's on-call rotations, toil and capacity in one local file.

Without a command it opens the window. The commands do the same jobs for terminals, scripts and cron:
tables by default, one JSON value on standard output with --json (messages and errors are text on
standard error). FILE may be - for standard input or output, and names that end in .gz are compressed.

Exit codes: 0 done, 1 failed, 2 not understood, 3 done, but look (gaps, rows not read, warnings).`

const rootExample = `  watchbill demo                                  make a sample team to play with
  watchbill people add "Ana Souza" --zone America/Sao_Paulo --email ana@example.org
  watchbill oncall now                            who is on call
  watchbill rota show Payments --weeks 8          the next eight weeks, with ids to edit by
  watchbill calendar export --rotation Payments --out payments.ics
  watchbill toil log "restart payout workers 20m @ana #payouts"
  watchbill capacity list --json                  for scripts`

func newRootCmd(a *app) *cobra.Command {
	root := &cobra.Command{
		Use: "watchbill", Short: "On-call rotations, toil and capacity for one team", Long: rootLong, Example: rootExample,
		SilenceErrors: true, SilenceUsage: true, SuggestionsMinimumDistance: 2, DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			a.started = true
			return a.openWindow(cmd.Context(), Window{})
		},
	}
	f := root.PersistentFlags()
	f.StringVar(&a.db, "db", "", "`FILE` to work on (default $WATCHBILL_DB, else the user's data folder)")
	f.StringVar(&a.team, "team", "", "`NAME` of the team, where the file holds several")
	f.BoolVar(&a.json, "json", false, "print one JSON value instead of text")
	f.StringVar(&a.who, "who", "", "`NAME` for the history (default the user of this computer)")
	f.StringVar(&a.at, "now", "", "the `TIME` to take for now, as RFC 3339")
	_ = f.MarkHidden("now")

	root.AddGroup(
		&cobra.Group{ID: "oncall", Title: "On call:"},
		&cobra.Group{ID: "work", Title: "Toil, capacity and reports:"},
		&cobra.Group{ID: "file", Title: "The file:"},
		&cobra.Group{ID: "program", Title: "The program:"},
	)
	add := func(group string, cmds ...*cobra.Command) {
		for _, c := range cmds {
			c.GroupID = group
			root.AddCommand(c)
		}
	}
	add("oncall", newPeopleCmd(a), newRotaCmd(a), newSwapCmd(a), newOncallCmd(a), newCalendarCmd(a))
	add("work", newToilCmd(a), newCapacityCmd(a), newForecastCmd(a), newReportCmd(a))
	add("file", newTeamCmd(a), newUndoCmd(a), newRedoCmd(a), newHistoryCmd(a), newBackupCmd(a), newDemoCmd(a))
	add("program", newWindowCmd(a), newVersionCmd(a))
	completeNames(a, root)
	onlyWhatIsGiven(root)
	root.SetHelpCommand(newHelpCmd())
	root.SetHelpCommandGroupID("program")
	root.SetCompletionCommandGroupID("program")
	return root
}

// newHelpCmd makes “watchbill help”, which knows when there is no such command.
func newHelpCmd() *cobra.Command {
	return &cobra.Command{
		Use: "help [COMMAND]", Short: "Help about any command", DisableFlagsInUseLine: true, Example: "  watchbill help rota add",
		ValidArgsFunction: func(c *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			of, _, err := c.Root().Find(args)
			if err != nil {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			var out []string
			for _, sub := range of.Commands() {
				if sub.IsAvailableCommand() {
					out = append(out, sub.Name()+"\t"+sub.Short)
				}
			}
			return out, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(c *cobra.Command, args []string) error {
			of, left, err := c.Root().Find(args)
			if err != nil || len(left) > 0 {
				return fmt.Errorf("there is no command %q", strings.Join(args, " "))
			}
			of.InitDefaultHelpFlag()
			return of.Help()
		},
	}
}

var defaultWords = regexp.MustCompile(` \(default [^()]*\)$`)

// onlyWhatIsGiven takes the defaults out of the help of commands that change what is there: a flag that is not given changes nothing.
func onlyWhatIsGiven(c *cobra.Command) {
	for _, sub := range c.Commands() {
		onlyWhatIsGiven(sub)
	}
	if c.Name() != "edit" && c.Name() != "set" {
		return
	}
	c.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) {
		f.Usage = defaultWords.ReplaceAllString(f.Usage, "")
		switch f.Value.Type() {
		case "bool":
			f.DefValue = "false"
		case "int", "float64":
			f.DefValue = "0"
		default:
			f.DefValue = ""
		}
	})
}
