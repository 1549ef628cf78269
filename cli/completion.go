package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"watchbill/forecasting"
	"watchbill/model"
	"watchbill/workspace"
)

// asked is where on a command line a word is to be completed.
type asked struct {
	cmd  *cobra.Command
	args []string // those before the word
}

// rotation returns the rotation that the command line names already, else the only one.
func (q asked) rotation(ctx context.Context, a *app, ws *workspace.Workspace) (model.Rotation, error) {
	args := q.args
	if f := q.cmd.Flag("rotation"); f != nil && f.Value.String() != "" {
		args = []string{f.Value.String()}
	}
	return a.rotation(ctx, ws, args[:min(len(args), 1)])
}

// lister returns what a word on the command line can be, each with a tab and a description where that helps.
type lister func(ctx context.Context, a *app, ws *workspace.Workspace, q asked) ([]string, error)

// listers are what the file knows, by the word that stands for it in a command's usage.
var listers = map[string]lister{
	"PERSON": func(ctx context.Context, _ *app, ws *workspace.Workspace, _ asked) ([]string, error) {
		people, err := ws.People(ctx)
		return names(people, func(p model.Person) string { return p.Name }), err
	},
	"ROTATION": func(ctx context.Context, _ *app, ws *workspace.Workspace, _ asked) ([]string, error) {
		rotations, err := ws.Rotations(ctx)
		return names(rotations, func(r model.Rotation) string { return r.Name }), err
	},
	"ROLE": func(ctx context.Context, a *app, ws *workspace.Workspace, q asked) ([]string, error) {
		r, err := q.rotation(ctx, a, ws)
		return names(r.Roles, func(x model.Role) string { return x.Name }), err
	},
	"LAYER": func(ctx context.Context, a *app, ws *workspace.Workspace, q asked) ([]string, error) {
		r, err := q.rotation(ctx, a, ws)
		return names(r.At(ws.Now()).Layers, func(l model.Layer) string { return l.Name }), err
	},
	"SHIFT": func(ctx context.Context, _ *app, ws *workspace.Workspace, _ asked) ([]string, error) {
		rotations, err := ws.Rotations(ctx)
		if err != nil {
			return nil, err
		}
		ahead := showFlags{weeks: 8}
		rows, err := ahead.rows(ctx, ws, rotations)
		rows = slices.DeleteFunc(rows, func(r shiftRow) bool { return r.ID == 0 })
		return names(rows, func(r shiftRow) string {
			return fmt.Sprintf("%d\t%s %s, %s, %s", r.ID, r.Rotation, r.Role, minute(r.interval.Start), r.Person)
		}), err
	},
	"OVERRIDE": func(ctx context.Context, _ *app, ws *workspace.Workspace, _ asked) ([]string, error) {
		all, err := ws.Overrides(ctx, model.Interval{})
		all = slices.DeleteFunc(all, func(v workspace.OverrideView) bool { return v.State == "over" })
		return names(all, func(v workspace.OverrideView) string {
			return fmt.Sprintf("%d\t%s %s, %s, %s", v.ID, v.Rotation.Name, v.Role.Name, minute(v.Start), v.Words)
		}), err
	},
	"RESOURCE": func(ctx context.Context, _ *app, ws *workspace.Workspace, _ asked) ([]string, error) {
		resources, err := ws.Resources(ctx)
		return names(resources, func(r model.Resource) string { return r.Name }), err
	},
	"FEED": func(ctx context.Context, _ *app, ws *workspace.Workspace, _ asked) ([]string, error) {
		feeds, err := ws.Feeds(ctx)
		return names(feeds, func(f model.Feed) string { return f.Name }), err
	},
	"SWAP": func(ctx context.Context, _ *app, ws *workspace.Workspace, _ asked) ([]string, error) {
		swaps, err := ws.Swaps(ctx)
		return names(append(swaps.NeedsMe, swaps.Open...), func(v workspace.SwapView) string { return idText(v.ID) + "\t" + v.Title }), err
	},
	"TARGET": func(ctx context.Context, _ *app, ws *workspace.Workspace, _ asked) ([]string, error) {
		targets, err := ws.Targets(ctx)
		return names(targets, func(t model.Target) string { return t.Name }), err
	},
	"CALENDAR": func(ctx context.Context, _ *app, ws *workspace.Workspace, _ asked) ([]string, error) {
		all, err := ws.Sources(ctx)
		return names(all, func(s model.Source) string { return s.Name }), err
	},
	"ZONE": func(ctx context.Context, _ *app, ws *workspace.Workspace, _ asked) ([]string, error) {
		people, err := ws.People(ctx)
		zones := append(names(people, func(p model.Person) string { return p.Zone }), "UTC")
		slices.Sort(zones)
		return slices.Compact(zones), err
	},
}

// flagKinds and flagWords are the flags whose values the file knows though their help has another word, or that take one of a few words.
var (
	flagKinds = map[string]string{"person": "PERSON", "owner": "PERSON"}
	flagWords = map[string][]string{
		"kind": model.TimeOffKinds, "daily": {"max", "p95", "mean", "last"}, "dates": {"dmy", "mdy"}, "decimal": {"point", "comma"},
		"every": {"1d", "1w", "2w", "1mo"}, "theme": {"light", "dark"}, "page": pages, "week-start": {"monday", "saturday", "sunday"},
		"method": {"auto", string(forecasting.OLS), string(forecasting.TheilSen), string(forecasting.DampedTrend)},
		"paper":  {"a4", "a3"}, "approval": {"manager", "none"}, "ways": {"cover", "exchange", "chain"}, "count-by": {"active", "calendar"},
		"criteria": append(slices.Clone(model.Criteria), "none"),
	}
)

func names[T any](list []T, name func(T) string) []string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = name(x)
	}
	return out
}

// words completes with a few words.
func words(list ...string) cobra.CompletionFunc {
	return cobra.FixedCompletions(list, cobra.ShellCompDirectiveNoFileComp)
}

// places returns the words of a command's usage that stand for its arguments: PERSON, FILE, …
func places(c *cobra.Command) []string {
	var out []string
	for _, word := range strings.Fields(c.Use)[1:] {
		word = strings.Trim(word, "[](|")
		if strings.HasPrefix(word, "-") {
			break
		}
		out = append(out, word)
	}
	return out
}

// completeNames lets the shell complete what the file knows, wherever a command takes it. Files are offered only where one is meant.
func completeNames(a *app, c *cobra.Command) {
	for _, sub := range c.Commands() {
		completeNames(a, sub)
	}
	if c.Runnable() && c.ValidArgsFunction == nil {
		c.ValidArgsFunction = a.completeArgument
	}
	c.LocalFlags().VisitAll(func(f *pflag.Flag) {
		word, _ := pflag.UnquoteUsage(f) // such as --by `PERSON`
		kind, known := flagKinds[f.Name]
		if !known {
			kind = word
		}
		switch list, known := listers[kind]; {
		case flagWords[f.Name] != nil && f.Value.Type() != "int":
			_ = c.RegisterFlagCompletionFunc(f.Name, words(flagWords[f.Name]...))
		case known:
			_ = c.RegisterFlagCompletionFunc(f.Name, func(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
				return a.complete(list, asked{cmd, args}, begun)
			})
		case !strings.HasPrefix(word, "FILE"):
			_ = c.RegisterFlagCompletionFunc(f.Name, cobra.NoFileCompletions)
		}
	})
}

// completeArgument lists what the next argument of a command can be.
func (a *app) completeArgument(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	all := places(cmd)
	if len(all) == 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	last := all[len(all)-1]
	word := last
	switch again := strings.TrimRight(last, ".…") != last; {
	case len(args) < len(all):
		word = all[len(args)]
	case !again:
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	word = strings.TrimRight(word, ".…")
	if strings.Contains(word, "FILE") || word == "INSTANCE" || word == "SOLUTION" {
		return nil, cobra.ShellCompDirectiveDefault
	}
	list, known := listers[word]
	if !known {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return a.complete(list, asked{cmd, args}, begun)
}

// complete lists what begins with the begun word.
func (a *app) complete(list lister, q asked, begun string) ([]string, cobra.ShellCompDirective) {
	ctx := q.cmd.Context()
	ws, err := a.existing(ctx)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	all, err := list(ctx, a, ws, q)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var out []string
	for _, name := range all {
		if strings.HasPrefix(strings.ToLower(name), strings.ToLower(begun)) {
			out = append(out, name)
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}
