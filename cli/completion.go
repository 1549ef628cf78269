package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"watchbill/forecasting"
	"watchbill/model"
	"watchbill/workspace"
)

// lister returns what a word on the command line can be.
type lister func(ctx context.Context, ws *workspace.Workspace) ([]string, error)

// listers are the names that the file knows, by the word that stands for them in a command's usage.
var listers = map[string]lister{
	"PERSON": func(ctx context.Context, ws *workspace.Workspace) ([]string, error) {
		people, err := ws.People(ctx)
		return names(people, func(p model.Person) string { return p.Name }), err
	},
	"ROTATION": func(ctx context.Context, ws *workspace.Workspace) ([]string, error) {
		rotations, err := ws.Rotations(ctx)
		return names(rotations, func(r model.Rotation) string { return r.Name }), err
	},
	"RESOURCE": func(ctx context.Context, ws *workspace.Workspace) ([]string, error) {
		resources, err := ws.Resources(ctx)
		return names(resources, func(r model.Resource) string { return r.Name }), err
	},
	"FEED": func(ctx context.Context, ws *workspace.Workspace) ([]string, error) {
		feeds, err := ws.Feeds(ctx)
		return names(feeds, func(f model.Feed) string { return f.Name }), err
	},
	"SWAP": func(ctx context.Context, ws *workspace.Workspace) ([]string, error) {
		swaps, err := ws.Swaps(ctx)
		return names(append(swaps.NeedsMe, swaps.Open...), func(v workspace.SwapView) string { return idText(v.ID) + "\t" + v.Title }), err
	},
	"TARGET": func(ctx context.Context, ws *workspace.Workspace) ([]string, error) {
		targets, err := ws.Targets(ctx)
		return names(targets, func(t model.Target) string { return t.Name }), err
	},
}

// flagValues are the flags whose values the file knows or that take one of a few words.
var (
	flagKinds = map[string]string{"person": "PERSON", "owner": "PERSON", "rotation": "ROTATION", "resource": "RESOURCE", "feed": "FEED", "target": "TARGET"}
	flagWords = map[string][]string{
		"kind": model.TimeOffKinds, "daily": {"max", "p95", "mean", "last"}, "dates": {"dmy", "mdy"}, "decimal": {"point", "comma"},
		"every": {"1d", "1w", "2w", "1mo"}, "theme": {"light", "dark"}, "page": pages,
		"week-start": {"monday", "saturday", "sunday"},
		"method":     {"auto", string(forecasting.OLS), string(forecasting.TheilSen), string(forecasting.DampedTrend)},
	}
)

func names[T any](list []T, name func(T) string) []string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = name(x)
	}
	return out
}

// completeNames lets the shell complete the names of people, rotations and resources, wherever a command takes one.
func completeNames(a *app, c *cobra.Command) {
	for _, sub := range c.Commands() {
		completeNames(a, sub)
	}
	for word, list := range listers {
		if strings.Contains(c.Use, " "+word) || strings.Contains(c.Use, "["+word+"]") {
			c.ValidArgsFunction = a.complete(list, false)
		}
	}
	for flag, kind := range flagKinds {
		if c.LocalFlags().Lookup(flag) != nil {
			_ = c.RegisterFlagCompletionFunc(flag, a.complete(listers[kind], true))
		}
	}
	c.LocalFlags().VisitAll(func(f *pflag.Flag) { // such as --by `PERSON`
		word, _ := pflag.UnquoteUsage(f)
		if list, known := listers[word]; known && flagKinds[f.Name] == "" {
			_ = c.RegisterFlagCompletionFunc(f.Name, a.complete(list, true))
		}
	})
	for flag, words := range flagWords {
		if c.LocalFlags().Lookup(flag) != nil {
			_ = c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
		}
	}
}

// complete lists what begins with the begun word. A flag's value can be listed whatever arguments stand before it.
func (a *app) complete(list lister, flag bool) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
		if !flag && len(args) > 0 && !strings.Contains(cmd.Use, "...") {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		ws, err := a.existing(cmd.Context())
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		all, err := list(cmd.Context(), ws)
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		var out []string
		for _, name := range all {
			if strings.HasPrefix(strings.ToLower(name), strings.ToLower(begun)) {
				out = append(out, name)
			}
		}
		return out, cobra.ShellCompDirectiveNoFileComp
	}
}
